"""Whole texts to words and their hashes at once, in numpy: what the index of names is asked with.

The words are those of `geomap.places.fold`. A word's hash is a polynomial of its folded characters,
a name's hash one of its words, so that the hashes of all runs of words of a text come from a few
array operations instead of a loop over its characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.places.fold import (
    POSSESSIVE_APOSTROPHES,
    CharKind,
    Script,
    fold_char,
    fold_word,
    kind_of,
    possessive_length,
    script_of_char,
)
from geomap.places.hashes import (
    LONGEST_WORD,
    MAX_WORDS,
    PLACE_POWER_ARRAY,
    WORD_POWER_ARRAY,
    mix_all,
    sum_letters,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Words = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Flags = NDArray[np.uint16]

# Flags of a character. Those of a gap's characters say whether it may stand inside a name.
_LETTER, _MARK, _APOSTROPHE, _LOWER, _UPPER, _SPACE, _HYPHEN, _ESS, _SILENT, _KNOWN = (
    1 << bit for bit in range(10)
)
_SPACES: Final = " \u00a0"
_HYPHENS: Final = "-–‐.'’"
JOINTS: Final = frozenset(
    [*_SPACES, *_HYPHENS]
    + [one + other for one in _SPACES for other in _SPACES + _HYPHENS]
    + [one + other for one in _HYPHENS for other in _SPACES]
    + [before + hyphen + after for hyphen in _HYPHENS for before in _SPACES for after in _SPACES]
)
"""What may stand between two words of a name."""
_KIND_FLAGS: Final = {
    CharKind.BREAK: 0,
    CharKind.LETTER: _LETTER,
    CharKind.MARK: _MARK,
    CharKind.APOSTROPHE: _APOSTROPHE,
}


# One entry for each code point, filled when it is first met; untouched pages cost no memory.
_CODE_POINTS: Final = 0x110000
_FLAGS: Final = np.zeros(_CODE_POINTS, dtype=np.uint16)
_LENGTHS: Final = np.zeros(_CODE_POINTS, dtype=np.uint8)
_HASHES: Final = np.zeros(_CODE_POINTS, dtype=np.uint64)
_SCRIPTS: Final = np.zeros(_CODE_POINTS, dtype=np.uint8)
_NO_SCRIPT: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextWords:
    """The words of a text, as arrays of one length."""

    starts: Words
    ends: Words
    """Half-open ranges of characters, without possessive endings."""
    hashes: Hashes
    is_lower: NDArray[np.bool_]
    """Whether a word begins with a lower-case letter."""
    is_beside: NDArray[np.bool_]
    """Whether one space and nothing else stands before the next word."""
    is_joined: NDArray[np.bool_]
    """Whether what stands before the next word may stand inside a name: a space, a hyphen."""

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.starts)

    def hash_runs(self, first: Words, count: int) -> Hashes:
        """Return the hashes of the runs of ``count`` words that begin at the words ``first``."""
        total = np.zeros(len(first), dtype=np.uint64)
        for step in range(count):
            total += self.hashes[first + step] * WORD_POWER_ARRAY[step]
        return mix_all(total)

    def hash_growing_runs(self, first: Words, most: Words) -> tuple[Hashes, NDArray[np.bool_]]:
        """Return the hashes of the runs of two words, three words, and so on.

        Parameters
        ----------
        first
            Words at which runs begin.
        most
            How many words the longest run of each has.

        Returns
        -------
        tuple
            The hashes, and which of them they are: a row for each of ``first``, a column for each
            number of words from two on.
        """
        steps = np.arange(int(most.max()))
        at = np.minimum(first[:, None] + steps, len(self) - 1)
        totals = np.add.accumulate(self.hashes[at] * WORD_POWER_ARRAY[steps], axis=1)[:, 1:]
        is_run = steps[1:] < most[:, None]
        return mix_all(totals[is_run]), is_run

    def count_joined(self, first: Words) -> Words:
        """Return how many words from each of these on have nothing but joints between them."""
        breaks = np.flatnonzero(~self.is_joined)
        return breaks[np.searchsorted(breaks, first)] - first + 1


def scan_words(text: str) -> TextWords:
    """Find the words of a text; positions are characters of it as it stands."""
    codes, flags, kinds = _read_chars(text)
    starts, ends = _find_spans(flags, kinds)
    hashes, kept, ends = _hash_words(codes, flags, starts, ends)
    starts, ends = starts[kept], ends[kept]
    is_beside, is_joined = _find_joined(flags, starts, ends)
    return TextWords(
        starts=starts,
        ends=ends,
        hashes=hashes,
        is_lower=(flags[starts] & _LOWER) > 0,
        is_beside=is_beside,
        is_joined=is_joined,
    )


class WordSpans(NamedTuple):
    """The words of a text as lists: what `TextWords` has but for the hashes."""

    starts: list[int]
    ends: list[int]
    is_beside: list[bool]
    is_upper: list[bool]
    """Whether a word begins with a capital letter; these four are of one length."""
    cased: list[int]
    """Indexes of the words that do not begin with a lower-case letter."""


def find_words(text: str, begin: int = 0) -> WordSpans:
    """Find the words of a text from a character on, as `scan_words` does, without hashing them."""
    _, flags, kinds = _read_chars(text[begin:])
    starts, ends = _find_spans(flags, kinds)
    if kinds & _SILENT:
        is_kept = [
            fold_word(text[a:b]) != "" for a, b in zip(starts + begin, ends + begin, strict=True)
        ]
        starts, ends = starts[is_kept], ends[is_kept]
    if kinds & _APOSTROPHE:
        may_own = (flags.take(ends - 1) & _ESS > 0) & (flags.take(ends - 2) & _APOSTROPHE > 0)
        for at in may_own.nonzero()[0].tolist():
            ends[at] -= possessive_length(text, starts[at] + begin, ends[at] + begin)
    is_beside = np.zeros(len(starts), dtype=np.bool_)
    is_beside[:-1] = (starts[1:] - ends[:-1] == 1) & (flags.take(ends[:-1]) & _SPACE > 0)
    first_flags = flags.take(starts)
    is_upper = first_flags & _UPPER > 0
    cased = (first_flags & _LOWER == 0).nonzero()[0]
    if begin:
        starts, ends = starts + begin, ends + begin
    return WordSpans(
        starts.tolist(), ends.tolist(), is_beside.tolist(), is_upper.tolist(), cased.tolist()
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HashedNames:
    """Names by their hashes, as arrays of one length."""

    hashes: Hashes
    """Of all words; 0 for a name that folds to nothing or has more than `MAX_WORDS` words."""
    first_hashes: Hashes
    """Of the first word alone."""
    openings: Hashes
    """What the hashes of the first two words add up to; 0 for a name of one word."""
    word_counts: Words
    scripts: NDArray[np.uint8]
    """`Script` of the first letter."""


def hash_names(names: Sequence[str]) -> HashedNames:
    """Hash many names at once."""
    text = "\n".join(names)
    lengths = np.fromiter(map(len, names), dtype=np.int64, count=len(names))
    begins = np.concatenate([[0], np.cumsum(lengths + 1)])[: len(names)]
    words = scan_words(text)
    owner = np.searchsorted(begins, words.starts, side="right") - 1
    counts = np.bincount(owner, minlength=len(names))
    firsts = np.concatenate([[0], np.cumsum(counts)])[: len(names)]
    place = np.minimum(np.arange(len(words)) - firsts[owner], MAX_WORDS)
    totals = _sum_runs(words.hashes * WORD_POWER_ARRAY[place], firsts, counts)
    is_usable = (counts > 0) & (counts <= MAX_WORDS)
    first_words = np.zeros(len(names), dtype=np.uint64)
    first_words[counts > 0] = words.hashes[firsts[counts > 0]]
    openings = np.zeros(len(names), dtype=np.uint64)
    has_two = counts > 1
    second_words = words.hashes[firsts[has_two] + 1]
    openings[has_two] = first_words[has_two] + second_words * WORD_POWER_ARRAY[1]
    return HashedNames(
        hashes=np.where(is_usable, mix_all(totals), np.uint64(0)),
        first_hashes=mix_all(first_words),
        openings=openings,
        word_counts=counts,
        scripts=_find_scripts(_read_chars(text).codes, begins, lengths),
    )


class _Chars(NamedTuple):
    """The characters of a text."""

    codes: NDArray[np.uint32]
    """Code points."""
    flags: Flags
    kinds: int
    """The flags that any of them has: what a text has none of need not be looked for."""


def _read_chars(text: str) -> _Chars:
    """Return the code points and flags of a text, and see to it that all of them are known."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    # Less than half of what the same costs in brackets.
    flags = _FLAGS.take(codes)
    if not flags.all():
        _learn(np.unique(codes[flags == 0]).tolist())
        flags = _FLAGS.take(codes)
    return _Chars(codes, flags, int(np.bitwise_or.reduce(flags)))


def _learn(codes: Iterable[int]) -> None:
    for code in codes:
        char = chr(code)
        kind = kind_of(char)
        folded = fold_char(char) if kind in {CharKind.LETTER, CharKind.MARK} else ""
        script = script_of_char(char)
        _LENGTHS[code] = len(folded)
        _HASHES[code] = sum_letters(folded)
        _SCRIPTS[code] = _NO_SCRIPT if script is None else script
        _FLAGS[code] = (
            _KNOWN
            | _KIND_FLAGS[kind]
            | (_LOWER * char.islower())
            | (_UPPER * char.isupper())
            | (_SPACE * (char in _SPACES))
            | (_HYPHEN * (char in _HYPHENS))
            | (_ESS * (char in "sS"))
            | (_SILENT * (kind is CharKind.LETTER and not folded))
        )


def _find_spans(flags: Flags, kinds: int) -> tuple[Words, Words]:
    """Return where words begin and end, by the flags of their characters."""
    is_inside = np.zeros(len(flags) + 2, dtype=np.bool_)
    is_inside[1:-1] = _find_inside(flags, kinds)
    edges = (is_inside[1:] != is_inside[:-1]).nonzero()[0]
    return edges[::2], edges[1::2]


def _find_inside(flags: Flags, kinds: int) -> NDArray[np.bool_]:
    """Tell which characters are part of a word."""
    is_letter = inside = (flags & _LETTER) > 0
    if kinds & _MARK:
        is_mark = (flags & _MARK) > 0
        # A run of marks belongs to the letter before it.
        anchor = np.maximum.accumulate(np.where(is_mark, 0, np.arange(len(flags))))
        inside = is_letter[anchor] & (is_letter | is_mark)
    if kinds & _APOSTROPHE:
        apostrophes = (flags & _APOSTROPHE).nonzero()[0]
        inner = apostrophes[(apostrophes > 0) & (apostrophes < len(flags) - 1)]
        inside = inside.copy()
        inside[inner] = inside[inner - 1] & is_letter[inner + 1]
    return inside


def _hash_words(
    codes: NDArray[np.uint32], flags: Flags, starts: Words, ends: Words
) -> tuple[Hashes, Words, Words]:
    """Return the hashes of the words that fold to something, which these are, and all ends."""
    ends = ends - 2 * _find_possessives(codes, flags, starts, ends)
    lengths = np.zeros(len(codes) + 1, dtype=np.int64)
    np.cumsum(_LENGTHS[codes], out=lengths[1:])
    kept = np.flatnonzero(lengths[ends] > lengths[starts])
    first, last = starts[kept], ends[kept]
    sizes = last - first
    # Every character of every word, word after word.
    at = np.arange(int(sizes.sum())) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    place = lengths[at] - np.repeat(lengths[first], sizes)
    values = _HASHES[codes[at]] * PLACE_POWER_ARRAY[np.minimum(place, LONGEST_WORD)]
    return mix_all(_sum_runs(values, np.cumsum(sizes) - sizes, sizes)), kept, ends


def _find_possessives(
    codes: NDArray[np.uint32], flags: Flags, starts: Words, ends: Words
) -> NDArray[np.bool_]:
    """Tell which words end in a possessive ``’s``."""
    is_possessive = (ends - starts > 2) & ((flags[ends - 1] & _ESS) > 0)  # noqa: PLR2004 - as fold
    before = codes[np.maximum(ends - 2, 0)]
    straight, curly = map(ord, POSSESSIVE_APOSTROPHES)
    is_apostrophe: NDArray[np.bool_] = (before == straight) | (before == curly)
    return is_possessive & is_apostrophe


def _sum_runs(values: Hashes, firsts: Words, counts: Words) -> Hashes:
    """Return the sum, modulo 2**64, of each run of values; 0 of an empty run."""
    totals = np.zeros(len(firsts), dtype=np.uint64)
    filled = counts > 0
    if filled.any():
        totals[filled] = np.add.reduceat(values, firsts[filled])
    return totals


def _find_joined(
    flags: Flags, starts: Words, ends: Words
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which words have one space behind them, and which what may stand inside a name."""
    is_beside = np.zeros(len(starts), dtype=np.bool_)
    gaps = starts[1:] - ends[:-1]
    at = np.flatnonzero(gaps == 1)
    between = flags[ends[at]]
    is_beside[at] = between & _SPACE
    is_joined = is_beside.copy()
    is_joined[at] |= (between & _HYPHEN) > 0
    for size in (2, 3):
        at = np.flatnonzero(gaps == size)
        if not len(at):
            continue
        chars = flags[ends[at, None] + np.arange(size)]
        space, hyphen = (chars & _SPACE).T > 0, (chars & _HYPHEN).T > 0
        if size == 2:  # noqa: PLR2004 - two characters
            is_joined[at] = (space[0] & (hyphen[1] | space[1])) | (hyphen[0] & space[1])
        else:
            is_joined[at] = space[0] & hyphen[1] & space[2]
    return is_beside, is_joined


def _find_scripts(codes: NDArray[np.uint32], begins: Words, lengths: Words) -> NDArray[np.uint8]:
    """Return the script of the first letter of each name."""
    lettered = np.flatnonzero(_SCRIPTS[codes] != _NO_SCRIPT)
    if not len(lettered):
        return np.zeros(len(begins), dtype=np.uint8)
    nearest = lettered[np.minimum(np.searchsorted(lettered, begins), len(lettered) - 1)]
    has_letter = (nearest >= begins) & (nearest < begins + lengths)
    return np.where(has_letter, _SCRIPTS[codes[nearest]], np.uint8(Script.LATIN))
