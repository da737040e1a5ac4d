"""What an online look-up is asked with and what comes back: options, answers, the final report."""

from __future__ import annotations

import datetime as dt
import math
import re
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from geomap.errors import OnlineError
from geomap.model import Place, Record

MIN_INTERVAL_S: Final = 1.0
"""The public hosts allow one request a second; nothing here asks faster."""

# A host name or address, perhaps a port, perhaps the path that a service of one's own stands under.
_HOST: Final = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/[\w.~/-]*)?", re.ASCII)
_CONTACT: Final = re.compile(r"[\x20-\x27\x2a-\x7e]+")


class AnswerStatus(StrEnum):
    """What came of a look-up: empty, failed and not asked are three different things."""

    FOUND = "found"
    EMPTY = "empty"
    """The service answered that it knows no such place."""
    FAILED = "failed"
    NOT_ASKED = "not_asked"
    """The name cannot be asked for, or the service had failed too often to be asked again."""


class FailureKind(StrEnum):
    """Why a request brought no answer."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    """No such host, no network, connection refused, or no trusted certificate."""
    CONNECTION_LOST = "connection_lost"
    RATE_LIMITED = "rate_limited"
    """HTTP 429, or the day's quota is used up."""
    DENIED = "denied"
    """HTTP 401, 402, 403 or 407: user, key or user agent is not accepted."""
    BAD_REQUEST = "bad_request"
    """The service does not accept this very question."""
    HTTP_ERROR = "http_error"
    """Any other HTTP status than success."""
    MALFORMED = "malformed"
    """An answer that is no JSON, or not of the form that the service documents."""


class OnlineSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Options of online look-ups.

    Raises
    ------
    OnlineError
        When a value cannot work; all faults are named at once.
    """

    provider: str
    """"nominatim", "photon", "geonames" or "pelias"."""
    host: str | None = None
    """Host, with port and path where needed; ``None`` for the provider's public host."""
    scheme: str = "https"
    """"https", or "http" for a host of one's own."""
    user: str | None = None
    """User name, which GeoNames asks for."""
    contact: str | None = None
    """A mail or web address in the user agent, so that an operator can write before blocking."""
    timeout_s: float = 10.0
    """Seconds within which an answer must be complete."""
    min_interval_s: float = MIN_INTERVAL_S
    """Seconds between the starts of two requests to one host, over all processes of the cache."""
    cache: Path | None = None
    """SQLite file of the answers; ``None`` for ``online.sqlite`` in the user's cache folder."""

    def __post_init__(self) -> None:
        """Reject options that cannot work."""
        faults = [
            *_check_address(self.scheme, self.host),
            *_check_seconds("timeout_s", self.timeout_s, at_least=0.001),
            *_check_seconds("min_interval_s", self.min_interval_s, at_least=MIN_INTERVAL_S),
        ]
        if self.contact is not None and not _CONTACT.fullmatch(self.contact):
            faults.append(f"contact: expected printable ASCII without brackets: {self.contact!r}")
        if faults:
            raise OnlineError("online look-up: " + "; ".join(faults))


class OnlineAnswer(Record):
    """What a service says about one name, or why it says nothing."""

    name: str
    """As it was asked."""
    provider: str
    host: str
    status: AnswerStatus
    places: tuple[Place, ...] = ()
    """Those that bear the name first, else in the order of the service."""
    exact_count: int = 0
    """How many of the first places bear the name asked for, folded. The rest are only similar:
    services answer with near spellings and with names of which the name is a part."""
    licence: str | None = None
    """Licence and credit of the places; ``None`` without places."""
    from_cache: bool = False
    asked_at: dt.datetime | None = None
    """When the service was asked, UTC."""
    failure: FailureKind | None = None
    message: str | None = None
    """Why the look-up failed or was not made."""


class FailureCount(Record):
    """How often requests failed in one way."""

    kind: FailureKind
    count: int
    last_message: str


class OnlineReport(Record):
    """What the online look-ups of a run came to. Holds no user name, key or path."""

    provider: str
    host: str
    asked: int
    """Requests that were sent."""
    answered: int
    """Requests that brought at least one place."""
    empty: int
    """Requests to which the service answered that it knows no such place."""
    from_cache: int
    """Look-ups that needed no request; the answer may have been an empty one."""
    not_asked: int
    """Look-ups without answer for which no request was sent."""
    unreadable_rows: int
    """Rows of answers left out for want of an identity, a name or a point on the Earth."""
    failed: tuple[FailureCount, ...] = ()
    """Requests that brought no answer, and those held back because the host asks for a pause."""
    stopped: str | None = None
    """Why no more requests were sent, if that was so."""
    licences: tuple[str, ...] = ()
    """Licences and credits of all places given out."""
    notes: tuple[str, ...] = ()
    """What befell the cache."""


def split_host(text: str) -> tuple[str, str]:
    """Split a host as users write it into scheme and host; https when no scheme is given.

    Examples
    --------
    >>> split_host("http://localhost:8080/")
    ('http', 'localhost:8080')
    >>> split_host("nominatim.example.org")
    ('https', 'nominatim.example.org')

    Raises
    ------
    OnlineError
        When it is no host.
    """
    scheme, mark, host = text.strip().rpartition("://")
    scheme, host = (scheme.lower() if mark else "https"), host.rstrip("/")
    faults = _check_address(scheme, host)
    if faults:
        raise OnlineError("online look-up: " + "; ".join(faults))
    return scheme, host


def _check_address(scheme: str, host: str | None) -> list[str]:
    faults = []
    if scheme not in {"http", "https"}:
        faults.append(f"scheme: expected https or http, got {scheme!r}")
    if host is not None and not _HOST.fullmatch(host):
        faults.append(
            "host: expected a host name, perhaps with port and path, like "
            f"nominatim.example.org or localhost:8080, got {host!r}"
        )
    return faults


def _check_seconds(name: str, value: float, *, at_least: float) -> list[str]:
    if math.isfinite(value) and value >= at_least:
        return []
    return [f"{name}: expected {at_least:g} seconds or more, got {value}"]
