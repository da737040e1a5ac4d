"""Who speaks in each clause of a sentence that several voices share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.speaker_lexicon import speaker_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.claims.structure import Sentence
    from geomap.model import Speaker

_TURN: Final = re.compile(r"\s*;\s*")
# "And said that": the one who spoke before goes on.
_GOES_ON: Final = re.compile(
    r"\W*(?:and|but)\s+(?:(?:it|he|she|they|also|instead|then)\s+)*", re.IGNORECASE
)
_QUOTES: Final = re.compile(r"[“”\"]")


def split_voices(sentence: Sentence) -> list[Sentence]:
    """Split "ten were wounded, the ministry said; Baku spoke of five" at the turn to another voice.

    Returns
    -------
    list of Sentence
        The clauses; the sentence itself where not both sides of a semicolon, or of "while" and
        "and" before another that speaks, name who does.
    """
    turns = [*_TURN.finditer(sentence.text)] if ";" in sentence.text else []
    turns += speaker_rules().phrases.other_voice.finditer(sentence.text)
    for turn in sorted(turns, key=lambda it: it.start()):
        first, rest = sentence.text[: turn.start()], sentence.text[turn.end() :]
        if len(_QUOTES.findall(first)) % 2 == 0 and names_voice(first) and names_voice(rest):
            cut = sentence.start + turn.start()
            return [
                sentence._replace(end=cut, text=first),
                *split_voices(sentence._replace(start=sentence.end - len(rest), text=rest)),
            ]
    return [sentence]


def assign_clauses(
    clauses: Sequence[Sentence],
    whole: Speaker | None,
    find: Callable[[Sentence], Speaker | None],
) -> list[Speaker | None]:
    """Assign a speaker to each clause of a sentence: its own, else the one who spoke before.

    Parameters
    ----------
    clauses
        In any order.
    whole
        To whom the sentence as a whole is attributed.
    find
        What finds the speaker that a clause names.
    """
    if len(clauses) == 1:
        return [whole]
    found: dict[int, Speaker | None] = {}
    last = whole
    for clause in sorted(clauses, key=lambda it: it.start):
        is_new = names_voice(clause.text) and not _goes_on(clause.text)
        last = find(clause) or (None if is_new else last)
        found[clause.start] = last
    return [found[clause.start] for clause in clauses]


def names_voice(text: str) -> bool:
    """Tell whether a sentence says that somebody speaks, known or not."""
    phrases = speaker_rules().phrases
    return bool(phrases.says.search(text) or phrases.according.search(text))


def _goes_on(text: str) -> bool:
    opening = _GOES_ON.match(text)
    return bool(opening and speaker_rules().phrases.says.match(text, opening.end()))
