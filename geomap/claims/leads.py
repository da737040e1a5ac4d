"""With which words a match of a regular expression can begin.

Where all of its matches begin with words that are known, an expression need only be tried where one
of them stands, and not at every character. As for what it needs of a text (`literals`), the answer
is derived from the expression, and errs only to more words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MOST_LEADS: Final = 2_000
_MOST_LETTERS: Final = 4
"""Letters of a beginning that are told apart."""
EDGE: Final = "|"
"""Stands for where a word begins or ends: "|shell" begins one."""
DIGIT: Final = "0"
"""Stands for any number."""
_BEHIND: Final = -1
"""How the parser marks what looks back."""
_Tree: TypeAlias = Any
"""What the parser makes of a part of an expression."""


class _Lead(NamedTuple):
    """The beginning of a match."""

    text: str
    """In small letters, edges and digits."""
    is_cut: bool = False
    """What comes next is not known."""


_UNKNOWN: Final = frozenset({_Lead("", is_cut=True)})
_NOTHING: Final = frozenset({_Lead("")})
_AT_END: Final = frozenset({_Lead(EDGE, is_cut=True)})
_AT_EDGE: Final = frozenset({_Lead(EDGE)})
_Leads: TypeAlias = frozenset[_Lead]


def find_leads(parts: _Tree) -> frozenset[str]:
    """Return the beginnings of words with which a match can begin, each with the edge before it.

    Parameters
    ----------
    parts
        The expression, parsed.

    Returns
    -------
    frozenset of str
        Empty where a match may begin with anything else.
    """
    leads = {_trim(lead.text) for lead in _read_sequence(parts)}
    if not all(lead.startswith(EDGE) and len(lead) > 1 for lead in leads):
        return frozenset()
    return frozenset(it for it in leads if not any(it != o and it.startswith(o) for o in leads))


def _trim(lead: str) -> str:
    """Return the first word of a lead, all numbers alike."""
    while EDGE * 2 in lead:
        lead = lead.replace(EDGE * 2, EDGE)
    if lead.startswith(EDGE + DIGIT):
        return EDGE + DIGIT
    word, _, rest = lead[1:].partition(EDGE)
    word, is_numbered, _ = word.partition(DIGIT)
    ends = EDGE in lead[1:] and not rest and not is_numbered
    return lead[:1] + word + (EDGE if ends else "")


def _read_sequence(parts: _Tree) -> _Leads:
    leads = _NOTHING
    for operator, argument in parts:
        still_open = [lead for lead in leads if not lead.is_cut]
        if not still_open:
            break
        following = _READERS.get(str(operator), _read_unknown)(argument)
        if len(leads) + len(still_open) * len(following) > _MOST_LEADS:
            following = _UNKNOWN
        leads = frozenset(lead for lead in leads if lead.is_cut) | frozenset(
            _join(lead, it) for lead in still_open for it in following
        )
    return leads


def _join(lead: _Lead, following: _Lead) -> _Lead:
    text = lead.text + following.text
    return _Lead(text, following.is_cut or DIGIT in text or len(text) > _MOST_LETTERS)


def _cut(leads: Iterable[_Lead]) -> _Leads:
    return frozenset(lead._replace(is_cut=True) for lead in leads)


def _read_unknown(_: _Tree) -> _Leads:
    return _UNKNOWN


def _read_literal(code: _Tree) -> _Leads:
    return _read_set([("LITERAL", code)])


def _read_set(items: _Tree) -> _Leads:
    if all(_ends_word(str(operator), argument) for operator, argument in items):
        return _AT_END
    leads = set()
    for operator, argument in items:
        letter = chr(argument).lower() if str(operator) == "LITERAL" else ""
        if letter.isascii() and letter.isalpha():
            leads.add(_Lead(letter))
        elif letter.isdecimal() or str(argument) == "CATEGORY_DIGIT":
            leads.add(_Lead(DIGIT))
        else:
            return _UNKNOWN
    return frozenset(leads)


def _ends_word(operator: str, argument: _Tree) -> bool:
    if operator == "LITERAL":
        return not (chr(argument).isalnum() or chr(argument) == "_")
    return str(argument) == "CATEGORY_SPACE"


def _read_at(where: _Tree) -> _Leads:
    return _AT_EDGE if str(where) == "AT_BOUNDARY" else _NOTHING


def _read_look(_: _Tree) -> _Leads:
    return _NOTHING


def _read_no_look(argument: _Tree) -> _Leads:
    return _AT_EDGE if _holds_any_letter(argument[1]) else _NOTHING


def _holds_any_letter(parts: _Tree) -> bool:
    r"""Tell whether an expression, ``[\w,]`` or ``\w|-\d``, matches each character of words."""
    if len(parts) != 1:
        return False
    operator, argument = parts[0]
    if str(operator) == "BRANCH":
        return any(map(_holds_any_letter, argument[1]))
    kinds = [str(kind) for _, kind in argument] if str(operator) == "IN" else []
    is_negated = str(operator) == "IN" and str(argument[0][0]) == "NEGATE"
    return "CATEGORY_WORD" in kinds and not is_negated


def _read_group(argument: _Tree) -> _Leads:
    return _read_sequence(argument[-1])


def _read_branch(argument: _Tree) -> _Leads:
    return frozenset[_Lead]().union(*map(_read_sequence, argument[1]))


def _read_repeat(argument: _Tree) -> _Leads:
    least, most, inner = argument
    leads = _read_sequence(inner)
    if most != 1:
        leads = _cut(leads)
    return leads if least else leads | _NOTHING


_READERS: Final[dict[str, Callable[[_Tree], _Leads]]] = {
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
