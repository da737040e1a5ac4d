"""JSON fit to stand in a script element: as text, or compressed where there is much of it."""

from __future__ import annotations

import base64
import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Final

import deflate
import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN_BYTES: Final = 1_000_000
"""Up to this much of JSON stands in a page as it is, where a person may read it."""

_LEVEL: Final = 6
"""Of libdeflate: smaller than zlib at 9, in a third of its time at 6."""
_UNSAFE_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def dump_json(value: object) -> str:
    r"""Return JSON in which nothing can end or open an element, nor break a line of script.

    Raises
    ------
    ValueError
        A number is NaN or infinite, which JSON cannot say.

    Examples
    --------
    >>> dump_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _escape(text)


def pack_values(values: Iterable[object], *, plain_bytes: int = PLAIN_BYTES) -> list[str]:
    """Return values as JSON that is safe in a script element; compressed where there is much of it.

    Parameters
    ----------
    values
        What JSON can say; taken one at a time, so that not all need to be there at once.
    plain_bytes
        Up to how many bytes together they stay as they are.

    Returns
    -------
    list of str
        Their texts; or for each a JSON string that holds it as gzip in base64.
    """
    coming = map(_encode, values)
    held: list[bytes] = []
    length = 0
    for text in coming:
        held.append(text)
        length += len(text)
        if length > plain_bytes:
            return [_pack(text) for text in chain(held, coming)]
    return [_escape(text.decode()) for text in held]


def pack_value(value: object) -> str:
    """Return a JSON string that holds a value as gzip in base64; equal values give equal bytes."""
    return _pack(_encode(value))


def _pack(text: bytes) -> str:
    return f'"{base64.b64encode(deflate.gzip_compress(text, _LEVEL)).decode()}"'


def _encode(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        # A lone surrogate, which only an escape can hold.
        return dump_json(value).encode()


def _escape(text: str) -> str:
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
