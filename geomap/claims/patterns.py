"""Regular expressions that find words in any case, quickly."""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from geomap.claims.literals import find_need
from geomap.claims.waking import Waking, Ways, index_bits
from geomap.errors import GeomapError
from geomap.expressions import compile_expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What an expression may hold of capitals without asking for one: escapes, and names of groups.
_NO_CAPITALS: Final = re.compile(r"\\.|\(\?P[<=]")
_WAKING: Final = Waking()
_find_bits: Final = _WAKING.find_bits
_list_leads: Final = _WAKING.list_leads
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
        self._options = index_bits(self.bits.options)
        self._one_of = reduce(or_, (bit for bit, _ in self.bits.options), 0)
        self._asks = bool(self._all_of or self._one_of)
        self._flags = flags
        _SOURCES[source] = None

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        with _name_faulty(self.source):
            return compile_expression(self.source, self._flags)

    def _see(self, text: str) -> str:
        """Return a text as it is searched."""
        return text

    def is_awake(self, text: str) -> bool:
        """Tell whether a text has the words of a match; never wrong with no."""
        return not self._asks or self.wakes(_find_bits(text))

    def wakes(self, found: int) -> bool:
        """Tell the same by the bits of a text."""
        all_of = self._all_of
        if found & all_of != all_of:
            return False
        return not self._one_of or self._holds_option(found)

    def _holds_option(self, found: int) -> bool:
        hits = found & self._one_of
        while hits:
            bit, options = self._options[hits.bit_length()]
            hits ^= bit
            for option in options:
                if found & option == option:
                    return True
        return False

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Find the first match in a text, or in its range ``[start, end)``."""
        part = text if end is None and not start else text[start:end]
        if self._asks:
            # Most do not wake.
            found, all_of = _find_bits(part), self._all_of
            if found & all_of != all_of or (self._one_of and not self._holds_option(found)):
                return None
        return self._find_first(text, part, start)

    def search_awake(self, text: str) -> re.Match[str] | None:
        """Find the first match in a text of which it is known that it wakes the expression."""
        return self._find_first(text, text, 0)

    def _find_first(self, text: str, part: str, start: int) -> re.Match[str] | None:
        seen, end = self._see(text), start + len(part)
        if not self._lead:
            return self._compiled.search(seen, start, end)
        starts = self._list_starts(part)
        if not starts:
            return None
        match = self._compiled.match
        for at in starts:
            if found := match(seen, start + at, end):
                return found
        return None

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Match at the beginning of a text or range."""
        return self._compiled.match(self._see(text), *bounds)

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        """Match a text or range as a whole."""
        return self._compiled.fullmatch(self._see(text), *bounds)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Find all matches, one behind the other."""
        part = text if end is None and not start else text[start:end]
        if self._asks and not self.wakes(_find_bits(part)):
            return iter(())
        if self._lead:
            return self._iter_led(text, part, start)
        return self._compiled.finditer(self._see(text), start, start + len(part))

    def _iter_led(self, text: str, part: str, start: int) -> Iterator[re.Match[str]]:
        starts = self._list_starts(part)
        if not starts:
            return
        seen, match, free_from = self._see(text), self._compiled.match, 0
        end = start + len(part)
        for at in starts:
            if at >= free_from and (found := match(seen, start + at, end)):
                free_from = found.end() - start
                yield found

    def _list_starts(self, part: str) -> list[int]:
        """List where the words stand in a part with which matches begin: only there they can."""
        lead = self._lead
        return [at for at, bits in _list_leads(part) if bits & lead]


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
        self._rows: Final = tuple(rows)
        self._ways: Final = Ways([pattern.bits for pattern, _ in self._rows])

    def list_awake(self, text: str) -> list[tuple[Pattern, _T]]:
        """List the rows, in their order, whose patterns may match in a text."""
        rows, ways = self._rows, self._ways
        awake = {*ways.always, *ways.iter_awake(_find_bits(text))}
        return [rows[number] for number in sorted(awake)]

    def wakes(self, text: str) -> bool:
        """Tell whether any of the patterns may match in a text."""
        return self._ways.wakes(_find_bits(text))

    def is_in(self, text: str) -> bool:
        """Tell whether any of the patterns matches in a text."""
        return any(it.search_awake(text) for it, _ in self.list_awake(text))


def unite_bits(texts: Iterable[str]) -> int:
    """Return what all of some texts hold together, for `Pattern.wakes`."""
    return reduce(or_, map(_find_bits, texts), 0)


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
