"""Regular expressions that find words in any case, quickly."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from geomap.claims.literals import find_need
from geomap.claims.waking import Waking
from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What an expression may hold of capitals without asking for one: escapes, and names of groups.
_NO_CAPITALS: Final = re.compile(r"\\.|\(\?P[<=]")
_WAKING: Final = Waking()
_find_bits: Final = _WAKING.find_bits
_list_words: Final = _WAKING.list_words
_SOURCES: Final[dict[str, None]] = {}
_T = TypeVar("_T")


class Pattern:
    """An expression that is compiled when the words of a text first wake it.

    It finds what ``re`` finds with the same flags.
    """

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self.source: Final = source
        """The expression as it was written."""
        with _name_faulty(source):
            self.bits: Final = _WAKING.add(find_need(source))
        """What a text must hold for a match; see `geomap.claims.waking`."""
        self._all_of, self._lead = self.bits.all, self.bits.lead
        self._flags = flags
        _SOURCES[source] = None

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        with _name_faulty(self.source):
            return re.compile(self.source, self._flags)

    def _see(self, text: str) -> str:
        """Return a text as it is searched."""
        return text

    def is_awake(self, text: str, *bounds: int) -> bool:
        """Tell whether a text, or its range, has the words of a match; never wrong with no."""
        if bounds:
            text = text[bounds[0] : bounds[1] if len(bounds) > 1 else None]
        found = _find_bits(text)
        return found & self._all_of == self._all_of and self.bits.are_in(found)

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Find the first match in a text, or in its range ``[start, end)``."""
        if self._all_of and not self.is_awake(text, *bounds):
            return None
        if self._lead:
            return next(self._iter_led(text, *bounds), None)
        return self._compiled.search(self._see(text), *bounds)

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Match at the beginning of a text or range."""
        return self._compiled.match(self._see(text), *bounds)

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Match a text or range as a whole."""
        return self._compiled.fullmatch(self._see(text), *bounds)

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        """Find all matches, one behind the other."""
        if self._all_of and not self.is_awake(text, *bounds):
            return iter(())
        if self._lead:
            return self._iter_led(text, *bounds)
        return self._compiled.finditer(self._see(text), *bounds)

    def _iter_led(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        """Find all matches by trying where the words stand with which they begin."""
        start, end = bounds if len(bounds) > 1 else (bounds[0] if bounds else 0, len(text))
        seen, match, lead, free_from = self._see(text), self._compiled.match, self._lead, 0
        for at, bits in _list_words(text[start:end] if bounds else text):
            if bits & lead and at >= free_from and (found := match(seen, start + at, end)):
                free_from = found.end() - start
                yield found


class FoldedPattern(Pattern):
    """An expression without capitals, matched against texts in lower case.

    It finds what ``re.IGNORECASE`` finds in a third of the time, at the same positions; what its
    matches hold is in lower case.
    """

    def __init__(self, source: str) -> None:
        super().__init__(source, re.NOFLAG)

    def _see(self, text: str) -> str:
        return _lower(text)


class PatternTable(Generic[_T]):
    """Patterns with what they stand for, of which a text wakes few.

    Parameters
    ----------
    rows
        Patterns, each with what it stands for.
    """

    def __init__(self, rows: Iterable[tuple[Pattern, _T]]) -> None:
        self._rows: Final = tuple((it[0].bits.all, it[0].bits, it) for it in rows)

    def list_awake(self, text: str) -> list[tuple[Pattern, _T]]:
        """List the rows, in their order, whose patterns may match in a text."""
        found = _find_bits(text)
        return [
            row
            for all_of, bits, row in self._rows
            if found & all_of == all_of and bits.are_in(found)
        ]

    def is_in(self, text: str) -> bool:
        """Tell whether any of the patterns matches in a text."""
        return any(pattern.search(text) for pattern, _ in self.list_awake(text))


def list_sources() -> list[str]:
    """List the expressions of all patterns that were made."""
    return list(_SOURCES)


def compile_blind(pattern: str) -> Pattern:
    """Make a pattern that finds its words in any case, and leaves the text as it is."""
    return Pattern(pattern, re.IGNORECASE)


def compile_cased(pattern: str) -> Pattern:
    """Make a pattern that finds its words as they are written."""
    return Pattern(pattern, re.NOFLAG)


def compile_folded(pattern: str) -> Pattern:
    """Make a pattern whose matches may be in lower case, unless it asks for capitals itself."""
    without = _NO_CAPITALS.sub("", pattern)
    if "(?-i" in without or without != without.lower():
        return compile_blind(pattern)
    return FoldedPattern(pattern)


@contextmanager
def _name_faulty(source: str) -> Iterator[None]:
    try:
        yield
    except re.error as error:
        msg = f"rule {source!r}: not a regular expression ({error})"
        raise GeomapError(msg) from error


@lru_cache(maxsize=256)
def _lower(text: str) -> str:
    # A report comes many times, for ranges of it.
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # "İ" becomes two characters; positions are to stay.
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
