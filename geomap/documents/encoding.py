"""Bytes to text, never altered, in the encodings that reports come in."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from geomap.documents.records import Remark, RemarkKind, Report, ignore_remark
from geomap.errors import DocumentError

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte-order marks; the longer first where one begins like another."""
# The encodings that news archives of the regions in question are met in; others only where the
# text is in none of these.
_LIKELY: Final = ["cp1252", "cp1251", "cp1254", "iso8859_9", "koi8_r"]
_LESS_LIKELY: Final = "cp1256 cp1250 cp1253 iso8859_5 cp866 gb18030 big5 euc_jp cp932 cp949".split()
_SURE_COHERENCE: Final = 0.6
"""How much of a guessed text looks like a language, from which on the guess is taken as sure. A
sentence in Polish that was taken for Western European reaches .5."""
_SURE_LEAD: Final = 0.05
"""And what it must have before the next best."""
_GUESSED_BYTES: Final = 1024 * 1024
"""That is enough to tell."""
# What pages call these is a part of what they mean; browsers read it so, too.
_LABELS: Final = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Bytes of these are UTF-8 as well, and mean nothing then.
_SEVEN_BIT_OR_WIDE: Final = ("utf-16", "utf-32", "iso2022", "hz")
# Codecs that make something else of bytes than a text in which each character is its own.
_NO_LABELS: Final = re.compile(r"utf[-_]?7|u7|.*escape|idna|punycode|undefined|mbcs|oem|rot.*")
_MARKUP_LABEL: Final = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|\A\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_MARKUP_START: Final = 2048
"""Bytes of a page in which it says how it is encoded."""
# Control characters that no text holds: what remains of pictures, archives and office files.
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Guess(NamedTuple):
    """An encoding that bytes look like, and whether none other is near."""

    encoding: str
    is_sure: bool


def decode_text(
    raw: bytes, *, source: str, declared: str | None = None, report: Report = ignore_remark
) -> str:
    """Decode the bytes of a text file: by its mark, as declared, as UTF-8, or as it looks.

    Line ends are kept as they are, so that positions stay those of the file.

    Parameters
    ----------
    raw
        The bytes.
    source
        Their name, for messages.
    declared
        What a protocol or the file itself says of its encoding.
    report
        Told of an encoding that is not the declared one, or that had to be guessed and is not sure.

    Raises
    ------
    DocumentError
        When the bytes are not text in an encoding that geomap knows.
    """
    return check_text(
        decode_bytes(raw, source=source, declared=declared, report=report), source=source
    )


def decode_bytes(raw: bytes, *, source: str, declared: str | None, report: Report) -> str:
    """Decode bytes like `decode_text`, whatever the characters are."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _decode_marked(raw, encoding, source)
    known = find_codec(declared) if declared else None
    if known and known.startswith(_SEVEN_BIT_OR_WIDE):
        try:
            return raw.decode(known)
        except UnicodeDecodeError:
            known = None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _decode_other(raw, error, source=source, declared=known, report=report)
    else:
        if known not in {None, "utf-8"} and not raw.isascii():
            # No text in another encoding is UTF-8 by chance, but for a few characters.
            _report(report, source, f"declared as {declared}, but it is UTF-8")
    return text


def _decode_other(
    raw: bytes, error: UnicodeDecodeError, *, source: str, declared: str | None, report: Report
) -> str:
    """Decode what is not UTF-8."""
    if declared and declared != "utf-8":
        try:
            return raw.decode(declared)
        except UnicodeDecodeError:
            pass
    guess = guess_encoding(raw)
    if guess is None:
        line = raw.count(b"\n", 0, error.start) + 1
        msg = (
            f"{source}, line {line}: not text in UTF-8, nor in another likely encoding; "
            "expected a plain-text report; save it as UTF-8"
        )
        raise DocumentError(msg) from error
    if declared:
        _report(report, source, f"declared as {declared}, but it is not; read as {guess.encoding}")
    elif not guess.is_sure:
        _report(report, source, _describe_doubt(guess))
    return raw.decode(guess.encoding, errors="replace")


def guess_encoding(raw: bytes) -> Guess | None:
    """Return the encoding that bytes, which are not UTF-8, look like; ``None`` when like none."""
    # A fifth of what a run on plain UTF-8 needs to start.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    if b"\x00" in raw:
        return None
    for candidates in (_LIKELY, _LESS_LIKELY):
        matches = list(from_bytes(raw[:_GUESSED_BYTES], cp_isolation=list(candidates)))
        if matches and _can_decode(raw, matches[0].encoding):
            best = matches[0]
            is_sure = (
                candidates is _LIKELY
                and best.coherence >= _SURE_COHERENCE
                and all(
                    best.coherence - it.coherence >= _SURE_LEAD or it.chaos > best.chaos
                    for it in matches[1:]
                )
            )
            return Guess(best.encoding, is_sure)
    return None


def _can_decode(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def find_codec(label: str) -> str | None:
    """Return Python's name of the encoding that a label of the web or of mail means, if any.

    >>> find_codec("ISO-8859-1"), find_codec("Windows-1251"), find_codec("base64")
    ('cp1252', 'cp1251', None)
    """
    name = label.strip().lower()
    if _NO_LABELS.fullmatch(name):
        return None
    try:
        found = codecs.lookup(name).name
        # What is no text encoding ("base64") refuses here.
        "a".encode(name)
    except (LookupError, ValueError):
        return None
    return _LABELS.get(found, found)


def find_declared(raw: bytes) -> str | None:
    """Return what a page in HTML or XML says of its own encoding, in its first bytes."""
    match = _MARKUP_LABEL.search(raw, 0, _MARKUP_START)
    if match is None:
        return None
    label = (match[1] or match[2]).decode("ascii", errors="replace").lower()
    # It could not be read if it were true.
    return "utf-8" if label.startswith(("utf-16", "utf-32")) else label


def _decode_marked(raw: bytes, encoding: str, source: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        msg = (
            f"{source}: begins with the mark of {encoding} but is not valid {encoding}; "
            "save it as UTF-8"
        )
        raise DocumentError(msg) from error


def check_text(text: str, *, source: str) -> str:
    """Return a text as it is, or refuse it where it holds what no plain text does."""
    bad = _NOT_TEXT.search(text)
    if bad is None:
        return text
    line = text.count("\n", 0, bad.start()) + 1
    msg = (
        f"{source}, line {line}: not a text file (control character {bad[0]!r}); "
        "expected the plain text of one report"
    )
    raise DocumentError(msg)


def _describe_doubt(guess: Guess) -> str:
    return f"read as {guess.encoding}, which is not sure; save it as UTF-8"


def _report(report: Report, source: str, text: str) -> None:
    report(Remark(source=source, kind=RemarkKind.ENCODING, text=text))


class LineDecoder:
    """Decodes the lines of one file: as UTF-8, or all in the encoding that the first other has.

    Parameters
    ----------
    source
        Name of the file.
    report
        Told of an encoding that had to be guessed.
    """

    def __init__(self, source: str, report: Report) -> None:
        self._source = source
        self._report = report
        self._encoding: str | None = None

    def decode(self, line: bytes, *, where: str) -> str:
        """Decode a line.

        Parameters
        ----------
        line
            Its bytes.
        where
            Name of the file with the line, for messages.

        Raises
        ------
        DocumentError
            When it is not text in the encoding of the file.
        """
        try:
            text = line.decode(self._encoding or "utf-8")
        except UnicodeDecodeError as error:
            if self._encoding is None and (guess := guess_encoding(line)):
                self._encoding = guess.encoding
                if not guess.is_sure:
                    _report(self._report, self._source, _describe_doubt(guess))
                return line.decode(guess.encoding)
            msg = f"{where}: not text in {self._encoding or 'UTF-8'} ({error.reason})"
            raise DocumentError(msg) from error
        if self._encoding is None and not line.isascii():
            self._encoding = "utf-8"
        return text
