"""Regular expressions that find words in any case, quickly."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from geomap.claims.literals import Letters, Need, find_need, holds, need_any
from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What an expression may hold of capitals without asking for one: escapes, and names of groups.
_NO_CAPITALS: Final = re.compile(r"\\.|\(\?P[<=]")
_LETTERS: Final = Letters()


class FoldedPattern:
    """A pattern without capitals, matched against texts in lower case.

    It finds what ``re.IGNORECASE`` finds in a third of the time, at the same positions; what its
    matches hold is in lower case.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    @cached_property
    def need(self) -> Need:
        """What a text must hold for a match; see `geomap.claims.literals`."""
        return find_need(self._pattern.pattern, _LETTERS)

    @cached_property
    def _first(self) -> int:
        """The mask that decides most times, 0 where there is none."""
        return self.need[0] if self.need and isinstance(self.need[0], int) else 0

    @property
    def source(self) -> str:
        """The pattern as it was written."""
        return self._pattern.pattern

    def has_words(self, text: str) -> bool:
        """Tell whether a text has the letters of a match; quick, and never wrong with no."""
        return not self.need or self._may_stand_in(text, ())

    def _may_stand_in(self, text: str, bounds: tuple[int, ...]) -> bool:
        if bounds:
            text = text[bounds[0] : bounds[1] if len(bounds) > 1 else None]
        present, first = _LETTERS.find(text), self._first
        if first and not first & present:
            return False
        return holds(self.need, present)

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Find the first match in a text, or in its range ``[start, end)``."""
        if self.need and not self._may_stand_in(text, bounds):
            return None
        return self._pattern.search(_lower(text), *bounds)

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Match at the beginning of a text or range."""
        return self._pattern.match(_lower(text), *bounds)

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Match a text or range as a whole."""
        return self._pattern.fullmatch(_lower(text), *bounds)

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        """Find all matches, one behind the other."""
        if self.need and not self._may_stand_in(text, bounds):
            return iter(())
        return self._pattern.finditer(_lower(text), *bounds)


Pattern: TypeAlias = re.Pattern[str] | FoldedPattern


class PatternGroup:
    """Several patterns of which a text may have any."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)

    @cached_property
    def _need(self) -> Need:
        needs = (it.need if isinstance(it, FoldedPattern) else () for it in self._patterns)
        return need_any(list(needs))

    def has_words(self, text: str) -> bool:
        """Tell whether a text has the letters of a match; quick, and never wrong with no."""
        return holds(self._need, _LETTERS.find(text))

    def is_in(self, text: str) -> bool:
        """Tell whether any of the patterns matches in a text."""
        return self.has_words(text) and any(pattern.search(text) for pattern in self._patterns)


def may_match(pattern: Pattern, text: str) -> bool:
    """Tell whether a text has the letters of a match, as far as that is known."""
    return not isinstance(pattern, FoldedPattern) or pattern.has_words(text)


def compile_blind(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that finds its words in any case, and leaves the text as it is."""
    return _compile(pattern, re.IGNORECASE)


def compile_folded(pattern: str) -> Pattern:
    """Compile a pattern whose matches may be in lower case, unless it asks for capitals itself."""
    without = _NO_CAPITALS.sub("", pattern)
    if "(?-i" in without or without != without.lower():
        return compile_blind(pattern)
    return FoldedPattern(_compile(pattern, re.NOFLAG))


@lru_cache(maxsize=256)
def _lower(text: str) -> str:
    # A report comes many times, for ranges of it.
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # "İ" becomes two characters; positions are to stay.
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _compile(pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        msg = f"rule {pattern!r}: not a regular expression ({error})"
        raise GeomapError(msg) from error
