"""Bytes to text, never altered, in the encodings that reports come in."""

from __future__ import annotations

import codecs
from typing import Final

from charset_normalizer import from_bytes

from geomap.errors import DocumentError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings that news archives of the regions in question are met in.
_LIKELY = ["cp1252", "cp1251", "cp1254", "iso8859_9", "koi8_r"]
# Control characters that no text holds: what remains of pictures, archives and office files.
_NOT_TEXT = frozenset(map(chr, range(32))) - set("\t\n\r\f\v\x1b")


def decode_text(raw: bytes, *, source: str) -> str:
    """Decode the bytes of a text file: byte-order mark, strict UTF-8, then a likely encoding.

    Line ends are kept as they are, so that positions stay those of the file.

    Raises
    ------
    DocumentError
        When the bytes are not text in an encoding that geomap knows.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _checked(_decode_strictly(raw, encoding, source), source)
    try:
        return _checked(raw.decode("utf-8"), source)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        guess = None if b"\x00" in raw else from_bytes(raw, cp_isolation=_LIKELY).best()
        if guess is None:
            msg = (
                f"{source}, line {line}: not text in UTF-8, nor in another likely encoding; "
                "expected a plain-text report; save it as UTF-8"
            )
            raise DocumentError(msg) from error
        return _checked(str(guess), source)


def _decode_strictly(raw: bytes, encoding: str, source: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        msg = (
            f"{source}: begins with the mark of {encoding} but is not valid {encoding}; "
            "save it as UTF-8"
        )
        raise DocumentError(msg) from error


def _checked(text: str, source: str) -> str:
    bad = next((i for i, character in enumerate(text) if character in _NOT_TEXT), None)
    if bad is None:
        return text
    line = text.count("\n", 0, bad) + 1
    msg = (
        f"{source}, line {line}: not a text file (control character {text[bad]!r}); "
        "expected the plain text of one report"
    )
    raise DocumentError(msg)
