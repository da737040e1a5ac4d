"""One person without a number: "he was shot dead", "Ruiz, a judge, was killed", "the mayor"."""

from __future__ import annotations

from typing import Final

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.people import People, category_of
from geomap.model import Category

_LONGEST_SUBJECT: Final = 240
"""Characters before a verb in which its subject is looked for."""


def find_subject(sentence: str, start: int, verb: int) -> People | None:
    """Find the one person whom a verb in the singular tells of.

    Parameters
    ----------
    sentence
        The sentence's text.
    start, verb
        Where its subject can begin, and where the verb does, without "was".
    """
    cues = casualty_rules().cues
    first = max(start, verb - _LONGEST_SUBJECT)
    auxiliary = cues.auxiliary_of_one.search(sentence, first, verb)
    if auxiliary is None:
        # "He died": a pronoun is singular whatever the verb.
        pronoun = cues.pronoun.search(sentence, first, verb)
        return _make_one(pronoun.span("who"), "") if pronoun else None
    for match in cues.new_subject.finditer(sentence, first, auxiliary.start()):
        first = match.end()
    for match in cues.last_subject.finditer(sentence, first, auxiliary.start()):
        first = match.end()
    subject = sentence[first : auxiliary.start()]
    if cues.not_one.search(subject):
        return None
    nouns = [match["noun"] for match in casualty_rules().patterns.person.finditer(subject)]
    if not all(map(_is_singular, nouns)):
        return None
    if not nouns and not cues.named_one.search(subject):
        return None
    begin = first + len(subject) - len(subject.lstrip())
    return _make_one((begin, auxiliary.start()), nouns[0] if nouns else "")


def find_object(sentence: str, start: int, until: int) -> People | None:
    """Find the one person behind a verb or a noun: "(killed) the mayor", "(murder of) a judge".

    Parameters
    ----------
    sentence
        The sentence's text.
    start, until
        Where the verb ends, and where the person must stand before.
    """
    match = casualty_rules().patterns.one.match(sentence, start, until)
    if match is None or not _is_singular(match["noun"] or ""):
        return None
    return _make_one(match.span("who"), match["noun"] or "")


def find_listed(sentence: str, start: int, end: int) -> list[People]:
    """Find who is listed beside the people of ``[start, end)``, with no number of their own.

    "The mayor and (two bodyguards) were killed", "(his bodyguard) and driver were killed".
    """
    patterns, found = casualty_rules().patterns, []
    before = patterns.one_before.search(sentence, max(0, start - _LONGEST_SUBJECT), start)
    behind = patterns.one_more.match(sentence, end)
    for match in (before, behind):
        if match and _is_singular(match["noun"]):
            name = "who" if match is before else "noun"
            found.append(_make_one(match.span(name), match["noun"]))
    return found


def _is_singular(noun: str) -> bool:
    return not casualty_rules().cues.plural.search(noun)


def _make_one(span: tuple[int, int], noun: str) -> People:
    # A rank or an office says what the person is, and does not set the person apart from those
    # whom the report counts.
    category = category_of(noun.lower()) if noun else Category.UNKNOWN
    return People(*span, 1, 1, 1, category, nominal=None, is_additive=False, is_recalled=True)
