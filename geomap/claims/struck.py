"""Who struck and who was hit, by the words around a state's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.claims.casualty_lexicon import casualty_rules

if TYPE_CHECKING:
    from geomap.claims.casualties import Loss
    from geomap.claims.frame import Frame
    from geomap.claims.speech import CountryMention
    from geomap.claims.structure import Sentence

_STRUCK_REACH: Final = 60
"""Characters before a state's name in which it is told that it was hit."""


def find_target(loss: Loss, sentence: Sentence, frame: Frame) -> str | None:
    """Find whose forces or ground were hit: "fired on a Lebanese post, killing two"."""
    text, person = frame.document.text, casualty_rules().patterns.person
    verb = sentence.start + (loss.verb_start if loss.is_active else loss.verb_end)
    first, last = (sentence.start, verb) if loss.is_active else (verb, sentence.end)
    if not loss.is_active and (comma := text.find(",", verb, sentence.end)) > 0:
        last = comma
    hit = [
        c.country
        for c in frame.countries
        if first <= c.start < last
        and is_struck(c, sentence, text)
        # "The Russian peacekeepers' barracks": also of a third state, if it is people.
        and (c.country in frame.pair or person.match(text, c.end + 1, sentence.end))
    ]
    return hit[-1 if loss.is_active else 0] if hit else None


def is_struck(mention: CountryMention, sentence: Sentence, text: str) -> bool:
    """Tell whether a state's forces or ground were hit: "fired on an Indian post"."""
    cues = casualty_rules().cues
    before = max(sentence.start, mention.start - _STRUCK_REACH)
    return bool(
        not mention.is_capital
        and cues.struck.search(text, before, mention.start)
        and cues.hit.match(text, mention.end)
        and not cues.line.match(text, mention.end)
    )


def find_firing(loss: Loss, sentence: Sentence, frame: Frame) -> str | None:
    """Find whose forces struck when people died: "were killed when Afghan guards opened fire"."""
    cues, text = casualty_rules().cues, frame.document.text
    if loss.is_active or cues.stateless.search(sentence.text):
        return None
    return next(
        (
            c.country
            for c in frame.countries
            if sentence.start <= c.start < sentence.end
            and cues.when.search(text, sentence.start, c.start)
            and cues.fired.match(text, c.end, sentence.end)
        ),
        None,
    )
