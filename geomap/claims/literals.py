"""Which words a text must hold for a regular expression to match in it.

What is needed is derived from the expression itself, never written by hand, and errs only to "may
match". Deriving takes longer than compiling, so what the shipped rules need stands in a file beside
them (`make needs`); of what is not in it, it is derived when it is asked for.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import msgspec

from geomap.claims.leads import DIGIT, EDGE, find_leads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# The library's own parser: nothing public gives an expression's parts.
_parser: Final[Any] = import_module("re._parser")

Sets: TypeAlias = tuple[frozenset[str], ...]
"""Of each set, a text must hold one of the pieces of words."""


class Need(NamedTuple):
    """What a text must hold for an expression to match in it; the empty need always holds."""

    sets: Sets = ()
    options: tuple[Sets, ...] = ()
    """Where there are any, all sets of one of them must be held as well."""
    leads: frozenset[str] = frozenset()
    """With what words a match begins, where that is known; see `geomap.claims.leads`."""


WORD: Final = re.compile(r"[a-z]+")
LEAST_LETTERS: Final = 2
"""Shorter pieces stand in nearly every text."""
NEEDS_FILE: Final = "needs.json"

_MOST_STRINGS: Final = 64
"""Spellings of one word that are written out; beyond that its parts are needed, each for itself."""
_MOST_SETS: Final = 3
"""Sets of a need: more of them hardly ever keep another text out."""
_MOST_OPTIONS: Final = 128
"""Phrases of a union that are told apart: looking through more takes as long as to search."""


def find_need(pattern: str) -> Need:
    """Return what a text must hold for an expression to match anywhere in it, in any case."""
    known = _known_needs().get(_digest(pattern))
    return derive_need(pattern) if known is None else known


def derive_need(pattern: str) -> Need:
    """Derive from an expression what a text must hold for it to match, in any case.

    Parameters
    ----------
    pattern
        A regular expression.
    """
    parsed = _parser.parse(pattern, re.IGNORECASE)
    return _read_sequence(parsed)[1]._replace(leads=find_leads(parsed))


def unite_needs(first: Need, second: Need) -> Need:
    """Return what a text must hold for each of two expressions to match in it."""
    pairs = product(first.options or ((),), second.options or ((),))
    options = (
        tuple((*one, *other) for one, other in pairs) if first.options or second.options else ()
    )
    return Need((*first.sets, *second.sets), options)


def encode_needs(patterns: Sequence[str]) -> bytes:
    """Return the file of what expressions need: JSON, one of them a line."""
    needs = {_digest(it): derive_need(it) for it in patterns}
    encoder = msgspec.json.Encoder(order="deterministic")
    lines = [encoder.encode({key: needs[key]})[1:-1] for key in sorted(needs)]
    return b"{\n" + b",\n".join(lines) + b"\n}\n"


@cache
def _known_needs() -> dict[str, Need]:
    file = files("geomap.claims.rules").joinpath(NEEDS_FILE)
    return msgspec.json.decode(file.read_bytes(), type=dict[str, Need]) if file.is_file() else {}


def _digest(pattern: str) -> str:
    return blake2b(pattern.encode(), digest_size=8).hexdigest()


_Strings: TypeAlias = "frozenset[str] | None"
"""All that a part can match, in small letters and edges alone; ``None`` when it is more than that.
"""
_Tree: TypeAlias = Any
"""What the parser makes of a part of an expression."""
_NOTHING: Final = frozenset({""})
_NUMBER: Final = Need((frozenset({EDGE + DIGIT}),))
"""Of a digit nothing but that there is a number is needed."""
_EDGES: Final = re.compile(f"{re.escape(EDGE)}{{2,}}")
"""One edge is as good as several at one place."""


def _read_sequence(parts: _Tree) -> tuple[_Strings, Need]:
    """Return what parts match one after another, and what they need."""
    sets: list[frozenset[str]] = []
    options: tuple[Sets, ...] = ()
    run: frozenset[str] = _NOTHING
    is_exact = True
    for operator, argument in parts:
        strings, inner = _READERS.get(str(operator), _read_unknown)(argument)
        if strings is not None and len(strings) * len(run) <= _MOST_STRINGS:
            run = frozenset(a + b for a, b in product(run, strings))
            continue
        is_exact = False
        sets += [*_need_one(run), *inner.sets]
        options = options or inner.options
        run = strings if strings is not None else _NOTHING
    sets += _need_one(run)
    return (run if is_exact else None), Need(_choose(sets), options)


def _read_unknown(_: _Tree) -> tuple[_Strings, Need]:
    return None, Need()


def _read_literal(code: _Tree) -> tuple[_Strings, Need]:
    return _read_set([("LITERAL", code)])


def _read_set(items: _Tree) -> tuple[_Strings, Need]:
    if all(_is_digit(str(operator), argument) for operator, argument in items):
        return None, _NUMBER
    if any(str(operator) != "LITERAL" for operator, _ in items):
        return None, Need()
    return _strings_of([code for _, code in items]), Need()


def _is_digit(operator: str, argument: _Tree) -> bool:
    if operator == "LITERAL":
        return chr(argument).isdecimal()
    return str(argument) == "CATEGORY_DIGIT"


def _read_at(where: _Tree) -> tuple[_Strings, Need]:
    return frozenset({EDGE if str(where) == "AT_BOUNDARY" else ""}), Need()


def _read_no_look(_: _Tree) -> tuple[_Strings, Need]:
    return _NOTHING, Need()


def _read_group(argument: _Tree) -> tuple[_Strings, Need]:
    return _read_sequence(argument[-1])


def _read_branch(argument: _Tree) -> tuple[_Strings, Need]:
    read = [_read_sequence(branch) for branch in argument[1]]
    if all(strings is not None for strings, _ in read):
        joined = frozenset[str]().union(*(strings for strings, _ in read if strings is not None))
        if len(joined) <= _MOST_STRINGS:
            return joined, Need()
    return None, _need_any([need for _, need in read])


def _read_repeat(argument: _Tree) -> tuple[_Strings, Need]:
    least, most, inner = argument
    strings, need = _read_sequence(inner)
    if strings is not None and (least, most) == (0, 1):
        return strings | _NOTHING, Need()
    return None, (need if least else Need())


def _read_look(argument: _Tree) -> tuple[_Strings, Need]:
    """Read what must stand behind: its letters are needed, and end the word here.

    What stands before may lie outside of the range that is searched.
    """
    direction, inner = argument
    return None, (_read_sequence(inner)[1] if direction > 0 else Need())


_READERS: Final[dict[str, Callable[[_Tree], tuple[_Strings, Need]]]] = {
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
    return strings if all(WORD.fullmatch(string) for string in strings) else None


def _need_one(strings: frozenset[str]) -> Sets:
    """Return the set for one of some strings, none where one is too short to tell anything."""
    strings = frozenset(_EDGES.sub(EDGE, string) for string in strings)
    if _shortest(strings) < LEAST_LETTERS:
        return ()
    return (_least(strings),)


def _choose(sets: Iterable[frozenset[str]]) -> Sets:
    """Return the sets that few texts have, those with the longest pieces, in order."""
    return tuple(sorted(dict.fromkeys(sets), key=lambda it: -_shortest(it))[:_MOST_SETS])


def _shortest(pieces: frozenset[str]) -> int:
    return min(len(piece.strip(EDGE)) for piece in pieces)


def _least(pieces: frozenset[str]) -> frozenset[str]:
    # "Clash" is in "clashes".
    return frozenset(it for it in pieces if not any(other in it for other in pieces - {it}))


def _need_any(needs: Sequence[Need]) -> Need:
    """Return the need for one of several."""
    options = [_choose([*need.sets, *option]) for need in needs for option in need.options or [()]]
    if not all(options):
        return Need()
    # Words alone are as good as one word.
    words = frozenset[str]().union(*(option[0] for option in options if len(option) == 1))
    phrases = [option for option in dict.fromkeys(options) if len(option) > 1]
    sets = _unite(options)
    if not phrases or len(phrases) >= _MOST_OPTIONS:
        return Need(sets)
    return Need(sets, (*([(_least(words),)] if words else []), *phrases))


def _unite(options: Sequence[Sets]) -> Sets:
    """Return what each of several has one of: what they need first, second and third."""
    united = [
        frozenset[str]().union(*(sets[min(number, len(sets) - 1)] for sets in options))
        for number in range(max(map(len, options)))
    ]
    return tuple(dict.fromkeys(map(_least, united)))
