"""One claim from one sentence: what, when, where, whose losses, by whose word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.attribution import list_casualties, list_denied_losses
from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.course import read_course
from geomap.claims.date_lexicon import date_rules
from geomap.claims.date_shifts import drop_named_again, find_shifted
from geomap.claims.dates import find_event_date, find_said_on, is_background
from geomap.claims.lexicon import event_rules, site_rules
from geomap.claims.patterns import compile_blind
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.claims.unplaced import names_unknown_place, widen_sites
from geomap.claims.voices import names_voice
from geomap.model import (
    Actor,
    Casualty,
    Claim,
    Course,
    DateInterval,
    Evidence,
    Measure,
    Span,
    Speaker,
    Stance,
    SubEventType,
)
from geomap.places.distances import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.claims.frame import Frame, Memory, SentencePart
    from geomap.claims.structure import Sentence
    from geomap.model import ClaimSite


_THE_TOWN: Final = compile_blind(
    r"\b(?:the|that)\s+(?:same\s+)?(?:border\s+|frontier\s+)?"
    r"(?:towns?|villages?|city|cities|settlements?|hamlets?)\b(?!\s+(?:of|near|in|close|council)\b)"
)
# So far from the capital that it was not there.
_OFF_CAPITAL: Final = re.compile(
    r"\b(?:km|kilomet(?:er|re)s?|miles?)\s+(?:to\s+the\s+)?(?:north|south|east|west)[\w-]*\s+"
    r"(?:of|from)\s+the\s+capital\b",
    re.IGNORECASE,
)
_ONE_EVENT_KM: Final = 100.0
"""Further apart one sentence names the places of two events."""
_OF_ONE_SPOT: Final = frozenset(
    {
        SubEventType.ATTACK,
        SubEventType.MINE,
        SubEventType.ABDUCTION,
        SubEventType.DISRUPTED_WEAPONS,
        SubEventType.LOOTING,
    }
)


_FEW_DAYS: Final = 2
"""UCDP date_prec of two days to six."""


class Voice(NamedTuple):
    """By whose word a claim stands, and how."""

    speaker: Speaker | None
    stance: Stance = Stance.ASSERTS
    reported_through: Speaker | None = None


def make_claim(part: SentencePart, frame: Frame, memory: Memory, voice: Voice) -> Claim:
    """Make the claim of a sentence.

    Parameters
    ----------
    part
        The sentence, with what was read in it.
    frame
        Its document.
    memory
        What was told before; updated.
    voice
        By whose word the claim stands.
    """
    document, sentence = frame.document, part.sentence
    memory.count += 1
    date = _find_date(part, frame, memory)
    trigger = sentence.start + part.reading.position if part.reading.sub_event else None
    sites = _list_sites(sentence, frame, memory, trigger=trigger)
    course = read_course(sentence.text, part.dates, start=sentence.start)
    goes_on = course is not None and course.goes_on
    refers_back = _refers_back(part)
    sub_event_type = _find_type(part, voice.stance)
    opens = _opens_event(sentence.text, sub_event_type, refers_back=refers_back)
    if goes_on and (opens or sites) and sub_event_type is None and voice.stance is Stance.ASSERTS:
        # "The battle for the oil field meanwhile continued", "fighting was going on near the town".
        sub_event_type = SubEventType.ARMED_CLASH
    claim = Claim(
        id=f"{document.id}#{memory.count}",
        document_id=document.id,
        sub_event_type=sub_event_type,
        date=_last_until_end(date, course) or _find_weekday(part),
        said_on=find_said_on(part.dates),
        sites=sites,
        setting=() if sites else _find_setting(sentence, frame, memory, goes_on=refers_back),
        setting_date=None if date else memory.setting_date,
        parties=frame.pair,
        border=_find_border(sentence, frame),
        casualties=_list_figures(part, frame, memory, voice.stance),
        actors=tuple(_iter_actors(sentence, frame)),
        speaker=voice.speaker,
        stance=voice.stance,
        opens_event=opens and (bool(part.reading.sub_event) or goes_on),
        refers_back=refers_back,
        course=course,
        in_own_words=_is_in_own_words(part, memory, voice),
        reported_through=voice.reported_through,
    )
    has_date = date is not None and date.is_known
    return msgspec.structs.replace(claim, evidence=_list_evidence(claim, part, has_date=has_date))


def _last_until_end(date: DateInterval | None, course: Course | None) -> DateInterval | None:
    """Let the day on which a fight began reach to that on which the sentence says it ended.

    "Firing, which broke out on Wednesday, died down on Saturday evening".
    """
    if date is None or date.end is None or course is None or course.ended is None:
        return date
    if date.start != course.began or course.ended <= date.end:
        return date
    precision = max(date.precision or 0, _FEW_DAYS)
    return msgspec.structs.replace(date, end=course.ended, precision=precision)


def _opens_event(sentence: str, kind: SubEventType | None, *, refers_back: bool) -> bool:
    """Tell whether a sentence says that it is about another event than the ones before.

    "In addition, a bomb went off at a bank": what is of one spot is another event, while a battle
    goes on in more ways than one.
    """
    cues = event_rules().cues
    if cues.opening.search(sentence):
        return True
    return kind in _OF_ONE_SPOT and not refers_back and bool(cues.adding.search(sentence))


def _refers_back(part: SentencePart) -> bool:
    """Tell whether a sentence goes on about an event that was told: "the attack", "bodies of"."""
    cue = event_rules().cues.refers_back
    return bool(cue.search(part.sentence.text)) or _tells_aftermath(part)


def _tells_aftermath(part: SentencePart) -> bool:
    """Tell whether a sentence only tells what came after: bodies are brought home days later."""
    is_told = part.reading.sub_event is None and bool(part.losses)
    return is_told and all(loss.people.is_aftermath for loss in part.losses)


def _is_in_own_words(part: SentencePart, memory: Memory, voice: Voice) -> bool:
    """Tell whether the report itself tells an event: no voice is named here, or led up to it."""
    sentence = part.sentence
    if voice != Voice(None) or part.reading.sub_event is None or sentence.in_quote:
        return False
    goes_on = memory.voice is not None and memory.voice[0] == sentence.paragraph
    return not (goes_on or names_voice(sentence.text))


def _find_date(part: SentencePart, frame: Frame, memory: Memory) -> DateInterval | None:
    """Find the day that a sentence tells, also as one that is counted from another."""
    sentence = part.sentence
    if part.reading.sub_event is None and date_rules().cues.aftermath.search(sentence.text):
        return None
    published = frame.document.published
    shifted = find_shifted(
        sentence,
        part.dates,
        last=memory.told_date or memory.date,
        published=published,
        document_id=frame.document.id,
    )
    date = find_event_date(
        sorted(
            [*drop_named_again(part.dates, shifted, sentence), *shifted],
            key=lambda mention: mention.start,
        ),
        sentence.text,
        start=sentence.start,
        trigger=sentence.start + part.reading.position,
        published=published,
    )
    if date is None and memory.heading and not is_background(memory.heading, published):
        date = memory.heading
    memory.date = date or memory.date
    return date


def _find_type(part: SentencePart, stance: Stance) -> SubEventType | None:
    """Return the type that the sentence names; denied losses are those of an armed clash."""
    is_denied = stance is not Stance.ASSERTS and any(loss.people.best for loss in part.losses)
    return part.reading.sub_event or (SubEventType.ARMED_CLASH if is_denied else None)


def _list_sites(
    sentence: Sentence, frame: Frame, memory: Memory, *, trigger: int | None
) -> tuple[ClaimSite, ...]:
    sites = frame.find_sites(
        sentence.start, sentence.end, is_loose=trigger is not None, is_claim=True
    )
    sites = _keep_together(sites, trigger)
    if not sites and site_rules().same_place.search(sentence.text):
        sites = memory.sites
    is_here = site_rules().here.search(sentence.text) and not _OFF_CAPITAL.search(sentence.text)
    if not sites and trigger is not None and is_here:
        sites = frame.seat
    sites = (*sites, *memory.find_narrower(sites)) or memory.label
    if sites:
        memory.sites, memory.sites_paragraph = sites, sentence.paragraph
    return sites


def _find_setting(
    sentence: Sentence, frame: Frame, memory: Memory, *, goes_on: bool
) -> tuple[ClaimSite, ...]:
    """Return where a sentence is set that names no place; only the area where it names one.

    "Gunmen raided a camp at Eshobi", which nobody knows, is told beside what was in Ikom: that is
    not where it was, but near there most likely.
    """
    setting = memory.find_setting(
        sentence.paragraph, goes_on=goes_on, names_kind=bool(_THE_TOWN.search(sentence.text))
    )
    if setting and names_unknown_place(
        frame.document.text,
        sentence.start,
        sentence.end,
        resolutions=frame.resolutions,
        zone=frame.zone,
    ):
        return widen_sites(setting)
    # What is told of nowhere is most likely of where the office is that tells it.
    return setting or widen_sites(frame.find_offices(sentence.start, sentence.end))


def _keep_together(sites: tuple[ClaimSite, ...], trigger: int | None) -> tuple[ClaimSite, ...]:
    """Keep the places near the one that stands nearest to the event's word.

    "Jets bombed a market in Ouahigouya hours after a raid on Sikasso": two events, far apart.
    """
    if trigger is None or len(sites) < 2:  # noqa: PLR2004 - two places
        return sites
    nearest = min(sites, key=lambda site: abs(site.span.start - trigger))
    gaps = [(site, distance_km(site.place, nearest.place)) for site in sites]
    return tuple(site for site, gap in gaps if gap is None or gap <= _ONE_EVENT_KM)


def _list_figures(
    part: SentencePart, frame: Frame, memory: Memory, stance: Stance
) -> tuple[Casualty, ...]:
    """List the figures of a claim: what is denied has none, a denial at most its zeros."""
    is_zero = all(loss.people.best == 0 for loss in part.losses)
    figures: tuple[Casualty, ...] = ()
    memory.kind = part.reading.sub_event or memory.kind
    if stance is Stance.ASSERTS or is_zero:
        # For an allegation too: reading the figures tells whose losses were spoken of last.
        figures = tuple(list_casualties(part, frame, memory))
    if stance is Stance.DENIES:
        return (*figures, *list_denied_losses(part, frame))
    return () if stance is Stance.ALLEGES else figures


def _find_weekday(part: SentencePart) -> DateInterval:
    """Keep the day of the statement of an undated report as what its event's day must fit."""
    for mention in part.dates:
        # Only of a report whose day or year is not known.
        found = mention.interval
        if mention.is_said and found.weekday is not None and found.start is None:
            return found
    return DateInterval()


def _find_border(sentence: Sentence, frame: Frame) -> tuple[str, str] | None:
    """Return the two states whose border a sentence names, as far as its report is about two."""
    if not site_rules().border.search(sentence.text):
        return None
    match frame.pair:
        case (first, second):
            return first, second
    return None


def _iter_actors(sentence: Sentence, frame: Frame) -> Iterator[Actor]:
    """Yield the states whose forces a sentence names, each once."""
    forces, seen = speaker_rules().cues.forces, set[str]()
    for mention in frame.countries:
        if mention.country in seen or not sentence.start <= mention.start < sentence.end:
            continue
        if forces.match(frame.document.text, mention.end, sentence.end):
            seen.add(mention.country)
            yield Actor(side=mention.country, role="party")


def _tells_killing(part: SentencePart) -> bool:
    """Tell whether people were killed by somebody, rather than counted dead: "two were killed"."""
    cues, text = casualty_rules().cues, part.sentence.text
    return any(
        loss.measure is Measure.KILLED
        and bool(loss.people.best)
        and cues.inflicted.match(text[loss.verb_start : loss.verb_end])
        and (loss.is_active or cues.auxiliary.search(text[: loss.verb_start]))
        for loss in part.losses
    )


def _list_evidence(claim: Claim, part: SentencePart, *, has_date: bool) -> tuple[Evidence, ...]:
    """Name the fields that a sentence supports; its whole range is the evidence of each."""
    supports = {
        "status": claim.stance is Stance.DENIES,
        "event": part.reading.is_event or _tells_killing(part),
        "date": has_date,
        "place": bool(claim.sites),
        "casualties": bool(claim.casualties),
    }
    fields = [field for field, is_supported in supports.items() if is_supported]
    span = Span(document_id=claim.document_id, start=part.sentence.start, end=part.sentence.end)
    return tuple(Evidence(span=span, field=field) for field in fields or ["event"])
