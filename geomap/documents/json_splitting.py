"""The values of a JSON array as bytes, one after another, however long the array is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

from geomap.documents.streams import CHUNK, read_some

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK: Final = re.compile(rb'["{}\[\],]')
_STRING: Final = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_QUOTE: Final = b'"'


def split_values(stream: BinaryIO, *, most: int) -> Iterator[bytes | None]:
    r"""Yield the bytes of each value of an array, or of a sequence of objects.

    Parameters
    ----------
    stream
        JSON in an encoding that has ASCII's marks.
    most
        Bytes of a value; ``None`` stands for one that is longer.

    Notes
    -----
    Brackets and quotes are counted, nothing is checked: whatever is no JSON is handed on, and what
    ends in the middle of a value, or of the array, ends in a value that is none.

    >>> import io
    >>> list(split_values(io.BytesIO(b'[{"a": "]"}, 1]'), most=100))
    [b'{"a": "]"}', b'1']
    """
    splitter: _Splitter | None = None
    for piece, is_mark in _iter_pieces(stream):
        if splitter is None:
            if not piece.strip():
                continue
            splitter = _Splitter(is_array=is_mark and piece == b"[", most=most)
            if splitter.is_array:
                continue
        if splitter.add(piece, is_mark=is_mark):
            yield splitter.take()
        if splitter.is_closed:
            break
    if splitter and (splitter.has_value or (splitter.is_array and not splitter.is_closed)):
        yield splitter.take()


class _Splitter:
    """Gathers pieces until they are a value."""

    def __init__(self, *, is_array: bool, most: int) -> None:
        self.is_array = is_array
        self.is_closed = False
        self._most = most
        self._value = bytearray()
        self._is_too_long = False
        self._depth = 0

    @property
    def has_value(self) -> bool:
        """Whether anything was gathered since the last value."""
        return bool(self._value.strip()) or self._is_too_long

    def add(self, piece: bytes, *, is_mark: bool) -> bool:
        """Gather a piece; return whether a value is complete."""
        if is_mark and self._depth == 0:
            if piece == b",":
                return self.has_value
            if piece in b"]}" and self.is_array:
                self.is_closed = True
                return self.has_value
        self._depth += is_mark and piece in b"[{"
        is_end = is_mark and piece in b"]}"
        self._depth = max(0, self._depth - is_end)
        self._value += piece
        if len(self._value) > self._most:
            self._value.clear()
            self._is_too_long = True
        return is_end and self._depth == 0

    def take(self) -> bytes | None:
        """Return the value, and begin the next one."""
        value = None if self._is_too_long else bytes(self._value)
        self._value.clear()
        self._is_too_long = False
        return None if value is None else value.strip()


def _iter_pieces(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Yield a stream in pieces, and of each whether it is a mark outside of strings."""
    in_string, rest = False, b""
    while chunk := read_some(stream, CHUNK):
        text, at, rest = rest + chunk, 0, b""
        while at < len(text):
            if not in_string:
                match = _MARK.search(text, at)
                if match is None:
                    yield text[at:], False
                    break
                if match.start() > at:
                    yield text[at : match.start()], False
                in_string = match[0] == _QUOTE
                yield match[0], not in_string
                at = match.end()
                continue
            match = _STRING.match(text, at)
            end = match.end() if match else at
            if end < len(text) and text[end : end + 1] != _QUOTE:
                # A backslash whose character is in the next chunk.
                yield text[at:end], False
                rest = text[end:]
                break
            yield text[at : end + 1], False
            in_string = end == len(text)
            at = end + 1
