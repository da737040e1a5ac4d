"""What each sentence of a report tells of places and days, whether it is a claim or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.claims.date_lexicon import date_rules
from geomap.claims.dates import find_told_date
from geomap.claims.lexicon import event_rules, site_rules
from geomap.claims.sites import list_names
from geomap.claims.structure import Sentence, find_headline, iter_headings, list_glossed
from geomap.claims.surroundings import Surroundings, Told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.claims.frame import Frame, SentencePart
    from geomap.model import ClaimSite, DateInterval, Document


def read_surroundings(
    sentences: Sequence[Sentence],
    parts: Sequence[list[SentencePart]],
    frames: Sequence[Frame],
    days: Sequence[DateInterval | None],
) -> Surroundings:
    """Read what each sentence tells of places and days, whether it is a claim or not."""
    told = []
    labels = _find_labels(sentences, frames)
    scenes = _find_scenes(sentences, parts, frames, labels)
    headings = _find_headings(sentences, frames)
    for number, (sentence, clauses) in enumerate(zip(sentences, parts, strict=True)):
        scene, document = scenes[number], frames[number].document
        found = [date for clause in clauses for date in clause.dates]
        date = find_told_date(found, published=document.published) or days[number]
        tells = any(clause.reading.is_event or clause.losses for clause in clauses)
        told.append(
            Told(
                *(sentence.paragraph, sentence.text, scene, date, tells, frames[number].pair),
                heading=headings[number],
                is_of_event=_is_of_event(sentence, date),
                is_sent=_is_sent(document, date),
                leads_on=_leads_on(sentence, date),
                label=labels.get(sentence.paragraph, ()),
                details=() if tells else _find_details(sentence, frames[number], scene),
            )
        )
    headline = _find_headline_sites(frames[0]) if frames else ()
    return Surroundings(_add_named(told, sentences, frames), headline=headline)


def _is_sent(document: Document, date: DateInterval | None) -> bool:
    """Tell whether a day is that of the dateline."""
    sent = document.published_span
    if sent is None or date is None or date.span is None:
        return False
    return sent.start <= date.span.start < sent.end


def _is_of_event(sentence: Sentence, date: DateInterval | None) -> bool:
    """Tell whether a sentence names its day for its own sake: "it took place on Sunday"."""
    at = _find_place(sentence, date)
    return at is not None and bool(date_rules().cues.took_place.search(sentence.text, 0, at))


def _leads_on(sentence: Sentence, date: DateInterval | None) -> bool:
    """Tell whether a sentence begins with its day: "On Sunday the army ..."."""
    at = _find_place(sentence, date)
    return at is not None and bool(date_rules().cues.opening.fullmatch(sentence.text, 0, at))


def _find_place(sentence: Sentence, date: DateInterval | None) -> int | None:
    """Return where in a sentence its day stands; ``None`` for one that stands above it."""
    if date is None or date.span is None or not sentence.start <= date.span.start < sentence.end:
        return None
    return date.span.start - sentence.start


def _find_details(
    sentence: Sentence, frame: Frame, scene: tuple[ClaimSite, ...]
) -> tuple[ClaimSite, ...]:
    """Find the places that a sentence names where it goes on about the last event's people.

    "The assailants entered Palma before dawn": also those without "in" or "near".
    """
    if scene or not site_rules().goes_on.match(sentence.text):
        return scene
    return _find_scene(sentence.start, sentence.end, frame, is_loose=True)


def _add_named(
    told: list[Told], sentences: Sequence[Sentence], frames: Sequence[Frame]
) -> list[Told]:
    """Add what is named in paragraphs that tell an event and say of no place that it was there."""
    with_scene = {it.paragraph for it in told if it.scene}
    telling = {it.paragraph for it in told if it.tells_event} - with_scene
    return [
        it._replace(named=_find_scene(sentence.start, sentence.end, frame, is_loose=True))
        if it.paragraph in telling
        else it
        for it, sentence, frame in zip(told, sentences, frames, strict=True)
    ]


def _find_labels(
    sentences: Sequence[Sentence], frames: Sequence[Frame]
) -> dict[int, tuple[ClaimSite, ...]]:
    """Find the places that paragraphs have in front, "Uri (35 km west of Baramulla). "."""
    listed = list_glossed(frames[0].document) if frames else []
    names = {start: end for start, end, _ in listed}
    found = {
        it.paragraph: list_names(it.start, names[it.start], resolutions=frame.resolutions)[:1]
        for it, frame in zip(sentences, frames, strict=True)
        if it.start in names
    }
    return {number: sites for number, sites in found.items() if sites}


def _find_scenes(
    sentences: Sequence[Sentence],
    parts: Sequence[list[SentencePart]],
    frames: Sequence[Frame],
    labels: Mapping[int, tuple[ClaimSite, ...]],
) -> list[tuple[ClaimSite, ...]]:
    """Find the places of each sentence, as far as needed those without "in" or "near" as well.

    Where two ministers are to meet nothing has happened.
    """
    meeting = event_rules().cues.meeting
    ranges = [
        (it.start, it.end, frame)
        if any(part.reading.is_event or part.losses for part in clauses)
        or not meeting.search(it.text)
        else (it.start, it.start, frame)
        for it, clauses, frame in zip(sentences, parts, frames, strict=True)
    ]
    # A label's name is the place of its paragraph; its gloss only says where that lies.
    begin = {it.paragraph: it.start for it in reversed(sentences)}
    scenes = [
        labels[it.paragraph]
        if it.paragraph in labels and it.start == begin[it.paragraph]
        else _find_scene(*its)
        for it, its in zip(sentences, ranges, strict=True)
    ]
    return scenes if any(scenes) else [_find_scene(*it, is_loose=True) for it in ranges]


def _find_headings(
    sentences: Sequence[Sentence], frames: Sequence[Frame]
) -> list[tuple[ClaimSite, ...]]:
    """Find for each sentence the places that stand above its section as a heading."""
    headings = list(iter_headings(frames[0].document)) if frames else []
    found = []
    for sentence, frame in zip(sentences, frames, strict=True):
        above = [it for it in headings if it[1] <= sentence.start < it[2]]
        found.append(_find_scene(*above[0][:2], frame, is_loose=True) if above else ())
    return found


def _find_headline_sites(frame: Frame) -> tuple[ClaimSite, ...]:
    found = find_headline(frame.document)
    return _find_scene(*found, frame, is_loose=True) if found else ()


def _find_scene(
    start: int, end: int, frame: Frame, *, is_loose: bool = False
) -> tuple[ClaimSite, ...]:
    """Return the places at the border that a range of text tells of, whether of an event or not."""
    # What most sentences name lies elsewhere.
    if not frame.zone.may_be_named(frame.resolutions, start, end):
        return ()
    sites = frame.find_sites(start, end, is_loose=is_loose)
    return tuple(site for site in sites if frame.zone.holds(site.place))
