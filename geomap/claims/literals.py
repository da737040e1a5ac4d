"""Which letters a text must hold for a regular expression to match in it.

Most sentences of most texts hold none of the words that a rule asks for. Looking a text's words up
takes a fraction of the time that the expression takes to fail, and the answer is exact: what is
needed is derived from the expression itself, never written by hand, and errs only to "may match".
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The library's own parser: nothing public gives an expression's parts.
_parser: Final[Any] = import_module("re._parser")

Need: TypeAlias = "tuple[int | tuple[Need, ...], ...]"
"""All of it must hold: of a mask, one of its letters is there; of a tuple, one of its needs holds.

The empty need always holds.
"""

_LEAST_LETTERS: Final = 2
_MOST_STRINGS: Final = 64
"""Spellings of one word that are written out; beyond that its parts are needed, each for itself."""
_MOST_WORDS: Final = 200_000
"""Words that are kept with what they hold."""
_WORD: Final = re.compile(r"[a-z]+")
_EDGE: Final = "|"
"""Stands for where a word begins or ends."""
# What `re.IGNORECASE` takes for "i", "s" and "k" besides their capitals.
_ALSO: Final = str.maketrans({"İ": "i", "ı": "i", "ſ": "s", "\u212a": "k"})


class Letters:
    """The letters that some expressions need, each a bit of a mask, and the words that hold them.

    An edge is written as "|": "|shell" begins a word.
    """

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._lengths: list[int] = []
        self._longest = 0
        self._words: dict[str, int] = {}
        self.find = lru_cache(maxsize=256)(self._find)

    def bit_of(self, letters: str) -> int:
        """Return the mask of some letters."""
        known = self._bits.get(letters)
        if known is None:
            known = self._bits[letters] = 1 << len(self._bits)
            self._lengths.append(len(letters))
            self._longest = max(self._longest, len(letters))
            # What was found before knew nothing of these.
            self._words.clear()
            self.find.cache_clear()
        return known

    def rarity_of(self, mask: int) -> int:
        """Return how many letters the shortest of a mask has: short ones stand in many words."""
        least = self._longest
        while mask:
            bit = mask & -mask
            least = min(least, self._lengths[bit.bit_length() - 1])
            mask ^= bit
        return least

    def _find(self, text: str) -> int:
        """Return the mask of all known letters that stand in the words of a text."""
        lowered = (text if text.isascii() else text.translate(_ALSO)).lower()
        if len(self._words) > _MOST_WORDS:
            self._words.clear()
        known, found = self._words, 0
        for word in set(_WORD.findall(lowered)):
            mask = known.get(word)
            if mask is None:
                mask = known[word] = self._read_word(f"{_EDGE}{word}{_EDGE}")
            found |= mask
        return found

    def _read_word(self, word: str) -> int:
        found = 0
        for start in range(len(word)):
            for end in range(start + _LEAST_LETTERS, min(len(word), start + self._longest) + 1):
                found |= self._bits.get(word[start:end], 0)
        return found


def holds(need: Need, present: int) -> bool:
    """Tell whether the letters that are there are those needed."""
    for clause in need:
        if isinstance(clause, int):
            if not clause & present:
                return False
        else:
            for option in clause:
                if holds(option, present):
                    break
            else:
                return False
    return True


def find_need(pattern: str, letters: Letters) -> Need:
    """Derive what a text must hold for an expression to match anywhere in it.

    Parameters
    ----------
    pattern
        A regular expression, matched in any case or in lower case.
    letters
        Takes the letters that it needs.
    """
    _, need = _read_sequence(_parser.parse(pattern, re.IGNORECASE), letters)
    return need


_Strings: TypeAlias = "frozenset[str] | None"
"""All that a part can match, in small letters and edges alone; ``None`` when it is more than that.
"""
_Tree: TypeAlias = Any
"""What the parser makes of a part of an expression."""
_NOTHING: Final = frozenset({""})


def _read_sequence(parts: _Tree, letters: Letters) -> tuple[_Strings, Need]:
    """Return what parts match one after another, and what they need."""
    clauses: list[int | tuple[Need, ...]] = []
    run: frozenset[str] = _NOTHING
    is_exact = True
    for operator, argument in parts:
        reader = _READERS.get(str(operator), _read_unknown)
        strings, need = reader(argument, letters)
        if strings is not None and len(strings) * len(run) <= _MOST_STRINGS:
            run = frozenset(a + b for a, b in product(run, strings))
            continue
        is_exact = False
        clauses += [*_need_one(run, letters), *need]
        run = strings if strings is not None else _NOTHING
    clauses += _need_one(run, letters)
    # What few texts have is looked for first.
    clauses.sort(key=lambda it: -letters.rarity_of(it) if isinstance(it, int) else 0)
    return (run if is_exact else None), tuple(clauses)


def _read_unknown(_: _Tree, __: Letters) -> tuple[_Strings, Need]:
    return None, ()


def _read_literal(code: _Tree, _: Letters) -> tuple[_Strings, Need]:
    return _strings_of([code]), ()


def _read_set(items: _Tree, _: Letters) -> tuple[_Strings, Need]:
    if any(str(operator) != "LITERAL" for operator, _ in items):
        return None, ()
    return _strings_of([code for _, code in items]), ()


def _read_at(where: _Tree, _: Letters) -> tuple[_Strings, Need]:
    return frozenset({_EDGE if str(where) == "AT_BOUNDARY" else ""}), ()


def _read_no_look(_: _Tree, __: Letters) -> tuple[_Strings, Need]:
    return _NOTHING, ()


def _read_group(argument: _Tree, letters: Letters) -> tuple[_Strings, Need]:
    return _read_sequence(argument[-1], letters)


def _read_branch(argument: _Tree, letters: Letters) -> tuple[_Strings, Need]:
    read = [_read_sequence(branch, letters) for branch in argument[1]]
    if all(strings is not None for strings, _ in read):
        joined = frozenset[str]().union(*(strings for strings, _ in read if strings is not None))
        if len(joined) <= _MOST_STRINGS:
            return joined, ()
    return None, need_any([need for _, need in read])


def _read_repeat(argument: _Tree, letters: Letters) -> tuple[_Strings, Need]:
    least, most, inner = argument
    strings, need = _read_sequence(inner, letters)
    if strings is not None and (least, most) == (0, 1):
        return strings | _NOTHING, ()
    return None, (need if least else ())


def _read_look(argument: _Tree, letters: Letters) -> tuple[_Strings, Need]:
    """Read what must stand before or behind: its letters are needed, and end the word here."""
    return None, _read_sequence(argument[1], letters)[1]


_READERS: Final[dict[str, Callable[[_Tree, Letters], tuple[_Strings, Need]]]] = {
    "LITERAL": _read_literal,
    "IN": _read_set,
    "AT": _read_at,
    "SUBPATTERN": _read_group,
    "BRANCH": _read_branch,
    "MAX_REPEAT": _read_repeat,
    "MIN_REPEAT": _read_repeat,
    "ASSERT": _read_look,
    "ASSERT_NOT": _read_no_look,
}
"""Of every other part nothing is known: it may match anything."""


def _strings_of(codes: Sequence[int]) -> _Strings:
    strings = frozenset(chr(code).lower() for code in codes)
    return strings if all(_WORD.fullmatch(string) for string in strings) else None


def _need_one(strings: frozenset[str], letters: Letters) -> Need:
    """Return the need for one of some strings, none where one is too short to tell anything."""
    strings = frozenset(string.replace(_EDGE * 2, _EDGE) for string in strings)
    if min(len(string.strip(_EDGE)) for string in strings) < _LEAST_LETTERS:
        return ()
    mask = 0
    for string in strings:
        # "Clash" is in "clashes".
        if not any(other in string for other in strings if other != string):
            mask |= letters.bit_of(string)
    return (mask,)


def need_any(needs: Sequence[Need]) -> Need:
    """Return the need for one of several: a mask before them is failed at once by most texts."""
    if not all(needs):
        return ()
    first = 0
    for need in needs:
        mask = next((clause for clause in need if isinstance(clause, int)), 0)
        if not mask:
            return (tuple(needs),)
        first |= mask
    return (first,) if all(len(need) == 1 for need in needs) else (first, tuple(needs))
