"""Reports that talk of events and tell of none: nobody need ask what places they name.

"He denied it all", "the battle for the title goes on", "they signed a truce": claims can be made of
them, but none that founds an incident or joins one, whatever places and states are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.course import read_course
from geomap.claims.follow_ups import may_follow_up
from geomap.claims.reading import begin_reading, can_be_claim
from geomap.model import DateBasis, Measure, SubEventType

if TYPE_CHECKING:
    from geomap.claims.frame import SentencePart
    from geomap.claims.reading import BegunReading
    from geomap.model import Document

_NO_EVENTS: Final = frozenset({None, SubEventType.AGREEMENT})
_TOLD: Final = frozenset({Measure.KILLED, Measure.WOUNDED})
_NAMED_DAYS: Final = frozenset({DateBasis.EXPLICIT, DateBasis.WEEKDAY})


def tells_event(document: Document) -> bool:
    """Tell whether a report's claims may found an incident, or join one; never wrong with no.

    Those of no kind of event that count neither dead nor wounded found none
    (`geomap.incidents.episodes.Episode.is_told`), and without a day that the report names they
    join none either (`geomap.incidents.fragments`).
    """
    begun = begin_reading(document)
    if begun is None or not begun.may_claim:
        return False
    if any(can_be_claim(it) and _may_matter(it, begun) for it in begun.iter_telling()):
        return True
    if casualty_rules().patterns.tabled_toll.is_awake(document.text):
        # "Dead: four" is no claim of its own, but counts beside another.
        return True
    return may_follow_up(begun.document, begun.sentences)


def _may_matter(part: SentencePart, begun: BegunReading) -> bool:
    """Tell whether the claim of a sentence tells of an event, or has a day."""
    reading, sentence = part.reading, part.sentence
    if reading.sub_event not in _NO_EVENTS:
        return True
    counted = {loss.measure for loss in part.losses if loss.people.best}
    # Who denies that people were taken tells of a clash, as does who says that a fight goes on.
    if not counted.isdisjoint(_TOLD) or (counted and reading.is_denial):
        return True
    if any(it.interval.basis in _NAMED_DAYS for it in part.dates):
        return True
    course = read_course(sentence.text, part.dates, start=sentence.start)
    return bool(course and course.goes_on) or begun.headings.find(sentence.start) is not None
