"""One request over HTTP for geopy, and what it means when it fails."""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

import msgspec
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)

from geomap.places.online.records import FailureKind

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping
    from http.client import HTTPResponse

_MAX_BYTES: Final = 4_000_000
_CHUNK_BYTES: Final = 65_536
_MAX_ERROR_BYTES: Final = 2_000
_MAX_MESSAGE: Final = 200
_MOVED: Final = range(300, 400)

# Before geopy's own classes: 503 and 504 are timeouts to geopy, but the host was reached.
_STATUS_KINDS: Final = {
    400: FailureKind.BAD_REQUEST,
    401: FailureKind.DENIED,
    402: FailureKind.DENIED,
    403: FailureKind.DENIED,
    407: FailureKind.DENIED,
    412: FailureKind.BAD_REQUEST,
    413: FailureKind.BAD_REQUEST,
    414: FailureKind.BAD_REQUEST,
    429: FailureKind.RATE_LIMITED,
}
# A subclass before what it refines.
_ERROR_KINDS: Final[tuple[tuple[type[Exception], FailureKind], ...]] = (
    (GeocoderTimedOut, FailureKind.TIMEOUT),
    (GeocoderUnavailable, FailureKind.UNREACHABLE),
    (GeocoderQuotaExceeded, FailureKind.RATE_LIMITED),
    (GeocoderAuthenticationFailure, FailureKind.DENIED),
    (GeocoderInsufficientPrivileges, FailureKind.DENIED),
    (GeocoderQueryError, FailureKind.BAD_REQUEST),
    (GeocoderParseError, FailureKind.MALFORMED),
)


class RequestFailedError(Exception):
    """A request that brought no answer, and of what kind the failure was."""

    def __init__(
        self, kind: FailureKind, message: str, *, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.retry_after_s = retry_after_s


class SingleRequestAdapter(BaseSyncAdapter):  # type: ignore[misc] # geopy carries no types
    """Sends exactly one request and keeps the answer as it came.

    geopy's own adapters repeat failed requests or follow redirections, which one request a second
    forbids, and wait without end for a host that sends a byte now and then. geopy's geocoders wrap
    a longitude of 999 round to -81; so places are read from ``response``, not from its locations.
    """

    def __init__(
        self, *, proxies: Mapping[str, str] | None, ssl_context: ssl.SSLContext | None
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        handlers = [HTTPSHandler(context=ssl_context), _NoRedirection()]
        if proxies is not None:
            handlers.append(ProxyHandler(dict(proxies)))
        self._opener = build_opener(*handlers)
        self.response: object = None
        """The last answer, ``None`` before it is complete."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:  # noqa: ANN401 - as geopy declares it
        """Return the JSON that the host answers with; raise as `geopy.adapters` documents."""
        self.response = None
        body = self._get(url, timeout=timeout, headers=headers)
        try:
            # A byte order mark is no JSON, and yet some servers send one.
            self.response = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, RecursionError) as error:
            message = f"the answer is no JSON: {error}"
            raise GeocoderParseError(message) from error
        return self.response

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Return what the host answers with as text; raise as `geopy.adapters` documents."""
        return self._get(url, timeout=timeout, headers=headers).decode(errors="replace")

    def _get(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> bytes:
        deadline = time.monotonic() + timeout
        # geopy builds the address from a scheme that it has checked.
        request = Request(url, headers=dict(headers))  # noqa: S310
        try:
            with self._opener.open(request, timeout=timeout) as response:
                return _read_body(response, deadline=deadline)
        except HTTPError as error:
            raise _describe_status(error) from error
        except TimeoutError as error:
            raise GeocoderTimedOut(_no_answer_within(timeout)) from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise GeocoderTimedOut(_no_answer_within(timeout)) from error
            message = f"cannot reach the host: {error.reason}"
            raise GeocoderUnavailable(message) from error
        except (HTTPException, OSError) as error:
            message = f"the connection broke off: {str(error) or type(error).__name__}"
            raise GeocoderServiceError(message) from error


class _NoRedirection(HTTPRedirectHandler):
    """A redirection is a second request, and would carry a key to another host."""

    def redirect_request(self, *_: object) -> None:
        return None


def explain_failure(error: GeopyError) -> RequestFailedError:
    """Turn an error of geopy into its kind and a message."""
    retry_after_s = error.retry_after if isinstance(error, GeocoderRateLimited) else None
    status = getattr(error.__cause__, "status_code", None)
    if isinstance(status, int):
        kind = _STATUS_KINDS.get(status, FailureKind.HTTP_ERROR)
    else:
        kinds = (kind for cls, kind in _ERROR_KINDS if isinstance(error, cls))
        kind = next(kinds, FailureKind.CONNECTION_LOST)
    message = " ".join(str(error).split())[:_MAX_MESSAGE]
    return RequestFailedError(kind, message, retry_after_s=retry_after_s)


def _read_body(response: HTTPResponse, *, deadline: float) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK_BYTES):
        chunks.append(chunk)
        size += len(chunk)
        if size > _MAX_BYTES:
            message = f"the answer is longer than {_MAX_BYTES:,} bytes"
            raise GeocoderParseError(message)
        if time.monotonic() > deadline:
            raise TimeoutError
    if response.length:
        message = f"{response.length:,} bytes of the answer are missing"
        raise HTTPException(message)
    return b"".join(chunks)


def _describe_status(error: HTTPError) -> AdapterHTTPError:
    """Describe a status other than success, with what the body says of it."""
    headers = {name.lower(): value for name, value in error.headers.items()}
    with error:
        try:
            text = error.read(_MAX_ERROR_BYTES).decode(errors="replace")
        except (HTTPException, OSError):
            text = ""
    message = f"HTTP {error.code} {error.reason}"
    if error.code in _MOVED:
        message += f": redirected to {headers.get('location')}; give that host"
    elif text.strip():
        message += f": {text}"
    return AdapterHTTPError(message, status_code=error.code, headers=headers, text=text)


def _no_answer_within(timeout_s: float) -> str:
    return f"no complete answer within {timeout_s:g} seconds"
