"""Sentences that turn to another border than their report's: a place there, and a third state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.owners import is_of_forces
from geomap.claims.patterns import compile_blind
from geomap.claims.zone import list_known
from geomap.model import MentionKind
from geomap.places.features import is_country

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.claims.frame import Frame
    from geomap.claims.speech import CountryMention
    from geomap.claims.structure import Sentence
    from geomap.model import Place

_FRONTIER: Final = re.compile(r"[’'s]*\s+(?:border|frontier)\b")
_FRONTIER_WITH: Final = re.compile(r"\b(?:border|frontier)\s+(?:with|of)\s+(?:the\s+)?$")
_COMES_FROM: Final = re.compile(
    r"\b(?:from|inside|across|into|out\s+of)\s+(?:the\s+|neighbou?ring\s+|nearby\s+)*$"
)
# What only states have.
_OF_STATES: Final = compile_blind(
    r"\b(?:air(?:\s|-)?(?:strikes?|raids?|force)|drones?|jets?|war-?planes?|aircraft|planes?|artillery|"
    r"howitzers?|shell(?:s|ed|ing)|helicopters?|missiles?)\b"
)


def turn_aside(
    sentences: Sequence[Sentence],
    frames: Sequence[Frame],
    *,
    border_pairs: frozenset[tuple[str, str]],
    make: Callable[[tuple[str, str]], Frame],
) -> list[Frame]:
    """Return the frame of each sentence: that of another border where it tells of one.

    Beside the main story a report tells of one elsewhere: "Farther east, men from Niger fired at
    the police of Karimama." So does a sentence that names a third state, not both of the report's,
    and a place that lies at the border of that state and far from the report's. What follows in its
    paragraph is of the same border, until the report's other state is named again.

    Parameters
    ----------
    sentences, frames
        In the order of the text, each with the frame that it has otherwise.
    border_pairs
        Pairs of ISO alpha-3 codes, sorted, whose border line is known.
    make
        Makes the frame of two states.
    """
    turned: list[Frame] = []
    aside: Frame | None = None
    paragraph = -1
    for sentence, frame in zip(sentences, frames, strict=True):
        named = _list_named(sentence, frame)
        if sentence.paragraph != paragraph or (
            aside and (set(frame.pair) - set(aside.pair)) & named
        ):
            aside = None
        paragraph = sentence.paragraph
        aside = _find_aside(sentence, frame, named, border_pairs, make) or aside
        turned.append(aside or frame)
    return turned


def _list_named(sentence: Sentence, frame: Frame) -> set[str]:
    return {it.country for it in frame.countries if sentence.start <= it.start < sentence.end}


def _find_aside(
    sentence: Sentence,
    frame: Frame,
    named: set[str],
    border_pairs: frozenset[tuple[str, str]],
    make: Callable[[tuple[str, str]], Frame],
) -> Frame | None:
    """Find the frame of the one other border that a sentence tells of."""
    third = {
        it.country
        for it in frame.countries
        # What is said in a capital is not done there.
        if sentence.start <= it.start < sentence.end and not it.is_capital
        if _tells_of(it, sentence, frame.document.text)
    } - set(frame.pair)
    # Two that have no border in common fight in the land of a third.
    if not third or set(frame.pair) <= named or frame.pair not in border_pairs:
        return None
    places = _list_places(sentence, frame)
    if not places or any(frame.zone.holds(place) for place in places):
        return None
    at_hand = named.union(*(place.countries for place in places))
    others = [
        make(pair)
        for pair in sorted(border_pairs)
        if at_hand.issuperset(pair) and named.issubset(pair) and {*frame.pair} & {*pair}
    ]
    held = [it for it in others if any(it.zone.holds(place) for place in places)]
    if len(held) != 1:
        return None
    sites = held[0].find_sites(sentence.start, sentence.end, is_loose=True)
    return held[0] if any(held[0].zone.holds(site.place) for site in sites) else None


def _list_places(sentence: Sentence, frame: Frame) -> list[Place]:
    """List the places of a sentence that may say where it was, no state and no capital."""
    return [
        it.place
        for it in list_known(frame.resolutions, sentence.start, sentence.end)
        if it.place
        and it.mention.kind is MentionKind.PLACE
        and not is_country(it.place)
        and it.place.id not in frame.gazetteer.capitals
    ]


def _tells_of(mention: CountryMention, sentence: Sentence, text: str) -> bool:
    """Tell whether a state is one of whose border a sentence tells, or whose forces or people act.

    "A missile hit a Kuwaiti tanker off Faw" is not of Kuwait's border.
    """
    if is_of_forces(mention, text, sentence.start, sentence.end) or _COMES_FROM.search(
        text, sentence.start, mention.start
    ):
        return True
    is_border = _FRONTIER.match(text, mention.end) or _FRONTIER_WITH.search(
        text, sentence.start, mention.start
    )
    # "Drones hit a car at Penjwen, near the Iranian border": whose they were is told elsewhere.
    return bool(is_border) and not _OF_STATES.search(text, sentence.start, sentence.end)
