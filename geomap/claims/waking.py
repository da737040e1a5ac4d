"""The words of a text, and the expressions that they wake.

Most sentences of most texts hold none of the words that a rule asks for. The words of a sentence
are looked up once; from then on each expression is one comparison of bits, and only those that its
words wake are searched for.
"""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import or_
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from geomap.claims.leads import DIGIT, EDGE
from geomap.claims.literals import LEAST_LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.claims.literals import Need, Sets

_T = TypeVar("_T")

_MOST_WORDS: Final = 100_000
"""Words that are kept with what they wake."""
_MOST_TEXTS: Final = 512
_PREFIX: Final = 4
"""Letters of a piece by which those that may stand in a word are told."""
_SHORT: Final = tuple(range(LEAST_LETTERS, _PREFIX))
"""Lengths of pieces that have no such letters."""
_NUMBER: Final = re.compile(r"\d+")
_COMMON: Final = (
    "|the| |of| |and| |to| |in| |a| |is| |that| |for| |it| |was| |on| |with| |as| |at| |by| "
    "|from| |be| |are| |have| |has| |had| |not| |this| |but| |or| |an| |they| |which| |were| "
    "|their| |been| |more| |who| |will| |would| |about| |said| |when| |there| |after| |also| "
    "|its| |one| |two| |all| |no| |out| |up| |into| |over| |other| |being| |asked|"
)
"""Words that stand in most texts, and the endings of others."""
_LETTERS: Final = bytes(it if chr(it) in ascii_lowercase else ord(" ") for it in range(256))
"""What is no small letter is a space."""
_DIGITS: Final = digits.encode()
# What `re.IGNORECASE` takes for "i", "s" and "k" besides their capitals.
_RARE: Final = re.compile("[İıſ\u212a]")
_ALSO: Final = str.maketrans("İıſ\u212a", "iisk")


class Bits(NamedTuple):
    """What a text's bits must hold for an expression to be awake in it."""

    all: int
    options: tuple[tuple[int, int], ...] = ()
    """Where there are any, one of them as well; each behind its bit that the fewest texts have."""
    lead: int = 0
    """Of the words with which a match begins (`Waking.list_leads`); 0 where it may anywhere."""
    first: int = 0
    """The one bit of `all` that the fewest texts have; 0 where it has none."""

    def list_ways(self) -> list[tuple[int, int]]:
        """List what wakes the expression, each behind the bit of it that the fewest texts have."""
        if not self.options:
            return [(self.first or self.all & -self.all, self.all)]
        return [(bit, option | self.all) for bit, option in self.options]


class Waking:
    """The sets of pieces that expressions need, each a bit, and the words that hold them."""

    def __init__(self) -> None:
        self._needs, self._leads = _Sets(), _Sets()
        self.find_bits = lru_cache(maxsize=_MOST_TEXTS)(self._find_bits)
        self.list_leads = lru_cache(maxsize=_MOST_TEXTS)(self._list_leads)

    def add(self, need: Need) -> Bits:
        """Take what an expression needs, and return its bits: one for each set."""
        leads = (need.leads,) if need.leads else ()
        # What was found before knew nothing of these.
        self.find_bits.cache_clear()
        self.list_leads.cache_clear()
        return Bits(
            self._needs.add((*need.sets, *leads)),
            tuple((self._needs.add(_find_rarest(it)), self._needs.add(it)) for it in need.options),
            self._leads.add(leads),
            self._needs.add(_find_rarest(need.sets)),
        )

    def _find_bits(self, text: str) -> int:
        """Return the bits of all sets of which the words of a text hold a piece."""
        words, folded = self._needs.words, _fold(text)
        written = _write(folded)
        found = words[DIGIT] if _has_digit(folded, written) else 0
        return reduce(or_, map(words.__getitem__, set(written.translate(_LETTERS).split())), found)

    def _list_leads(self, text: str) -> list[tuple[int, int]]:
        """List where the words and numbers of a text begin with which matches can, and their bits.

        Few do, and each expression looks through all of the list.
        """
        words, folded, start = self._leads.words, _fold(text), 0
        written = _write(folded)
        found: list[tuple[int, int]] = []
        for word in written.translate(_LETTERS).split(b" "):
            if word and (bits := words[word]):
                found.append((start, bits))
            start += len(word) + 1
        if (bits := words[DIGIT]) and _has_digit(folded, written):
            found += [(match.start(), bits) for match in _NUMBER.finditer(folded)]
            found.sort()
        return found


class Ways:
    """What wakes each of several expressions, found by the bits that few texts have.

    Parameters
    ----------
    bits
        What each of them needs.
    """

    def __init__(self, bits: Iterable[Bits]) -> None:
        self._ways: Final = index_bits(
            (bit, (needed, number))
            for number, it in enumerate(bits)
            for bit, needed in it.list_ways()
        )
        self.always: Final = [number for _, number in self._ways.pop(0, (0, []))[1]]
        """The numbers of those that any text wakes."""
        self._firsts: Final = reduce(or_, (bit for bit, _ in self._ways.values()), 0)

    def wakes(self, found: int) -> bool:
        """Tell whether the bits of a text wake any."""
        return bool(self.always) or any(True for _ in self.iter_awake(found))

    def iter_awake(self, found: int) -> Iterator[int]:
        """Yield the numbers of those that the bits of a text wake, some of them several times."""
        hits, ways = found & self._firsts, self._ways
        while hits:
            bit, waking = ways[hits.bit_length()]
            hits ^= bit
            for needed, number in waking:
                if found & needed == needed:
                    yield number


class Sieve:
    """Keeps back texts in which none of some expressions can match.

    It knows only what they need, so that it is quicker than a `Waking` of all expressions: most
    pieces of most texts are kept back, and nobody asks what else their words wake.

    Parameters
    ----------
    needs
        What the expressions need.
    """

    def __init__(self, needs: Iterable[Need]) -> None:
        waking = Waking()
        self._ways: Final = Ways([waking.add(need) for need in needs])
        self._find_bits = waking.find_bits.__wrapped__

    def lets_through(self, text: str) -> bool:
        """Tell whether one of the expressions may match in a text; never wrong with no."""
        return self._ways.wakes(self._find_bits(text))


def index_bits(pairs: Iterable[tuple[int, _T]]) -> dict[int, tuple[int, list[_T]]]:
    """Index by the length of a bit, which is found much faster than the bit itself."""
    found: dict[int, tuple[int, list[_T]]] = {}
    for bit, it in pairs:
        found.setdefault(bit.bit_length(), (bit, []))[1].append(it)
    return found


class _Sets:
    """Sets of pieces of words, each a bit."""

    def __init__(self) -> None:
        self._bit_of: dict[frozenset[str], int] = {}
        self.words: Final = _Words()

    def add(self, sets: Sets) -> int:
        """Return the bits of sets, which are taken where they are new."""
        bits = 0
        for pieces in sets:
            if pieces not in self._bit_of:
                bit = self._bit_of[pieces] = 1 << len(self._bit_of)
                self.words.add(pieces, bit)
            bits |= self._bit_of[pieces]
        return bits


class _Words(dict[str | bytes, int]):
    """The bits of words and numbers, each found when it is first asked for."""

    def __init__(self) -> None:
        self._bits_of: dict[str, int] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        """Of the pieces that may begin with some letters."""
        self._may_be_inside = False
        """Whether any piece may stand elsewhere than at the beginning of a word."""

    def add(self, pieces: frozenset[str], bit: int) -> None:
        """Take the pieces of a set."""
        for piece in pieces:
            begin, length = piece[:_PREFIX], len(piece)
            if piece not in self._bits_of and length >= _PREFIX:
                known = self._lengths.get(begin, _SHORT)
                self._lengths[begin] = known if length in known else (*known, length)
            self._bits_of[piece] = self._bits_of.get(piece, 0) | bit
            self._may_be_inside = self._may_be_inside or not piece.startswith(EDGE)
        self.clear()

    def __missing__(self, written: str | bytes) -> int:
        if isinstance(written, bytes):
            found = self[written] = self[written.decode()]
            return found
        word, found = f"{EDGE}{written if written.isalpha() else DIGIT}{EDGE}", 0
        bits_of, lengths_of = self._bits_of.get, self._lengths.get
        for start in range(len(word) - 1 if self._may_be_inside else 1):
            for length in lengths_of(word[start : start + _PREFIX], _SHORT):
                if bits := bits_of(word[start : start + length]):
                    found |= bits
        if len(self) > _MOST_WORDS:
            self.clear()
        self[written] = found
        return found


def _find_rarest(sets: Sets) -> Sets:
    """Return the set, as one of few, that the fewest texts have: the longest without common words.

    By it an expression is found among others; each stretch of a text has "with" and "after".
    """
    rare = (it for it in sets if not any(piece in _COMMON for piece in it))
    return (next(rare, sets[0]),) if sets else ()


def _fold(text: str) -> str:
    """Return a text in small letters, each in its place."""
    if text.isascii() or not _RARE.search(text):
        return text.lower()
    return text.translate(_ALSO).lower()


def _write(folded: str) -> bytes:
    """Return a text in small letters a byte a character: so it is cut into words much faster."""
    return folded.encode("ascii", "replace")


def _has_digit(folded: str, written: bytes) -> bool:
    if len(written) != len(written.translate(None, _DIGITS)):
        return True
    return not folded.isascii() and _NUMBER.search(folded) is not None
