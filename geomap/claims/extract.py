"""A document to its claims: sentence by sentence, with the little memory that reading takes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from geomap.claims.attribution import list_casualties, list_denied_losses, list_vague_losses
from geomap.claims.casualties import find_losses
from geomap.claims.dates import (
    find_dates,
    find_event_date,
    find_said_on,
    is_background,
)
from geomap.claims.events import is_unreal, read_event
from geomap.claims.frame import CONNECTOR, FORCES, Frame, Memory, SentencePart
from geomap.claims.lexicon import event_rules, speaker_rules
from geomap.claims.sites import find_sites
from geomap.claims.speakers import (
    CountryMention,
    SpeechState,
    find_own_side,
    find_speaker,
    list_countries,
    name_speaker,
)
from geomap.claims.structure import Sentence, iter_sentences
from geomap.model import (
    Actor,
    Casualty,
    Claim,
    DateInterval,
    Document,
    Evidence,
    Resolution,
    Span,
    Speaker,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.places import Gazetteer

_BORDER = re.compile(
    r"\b(?:borders?|frontier|line\s+of\s+(?:contact|control)|LAC|LoC)\b", re.IGNORECASE
)
_ANAPHORIC_DENIAL = re.compile(
    r"\b(?:this|these|that|those|such|the)\s+(?:information|reports?|claims?|charges?|allegations?|statements?|accusations?|news|rumou?rs?|descriptions?|versions?|accounts?)\b(?!\s+(?:that|of|about|on|which)\b)"
    r"|\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)|reject(?:s|ed)|refut(?:es|ed)|call(?:s|ed))\s+(?:it|this|that|them|both|all)\b",
    re.IGNORECASE,
)
_SAME_PLACE = re.compile(
    r"\b(?:the\s+same|that)\s+(?:very\s+)?(?:section|sector|direction|area|village|place|stretch|spot|location|district|town|region|position|post)\b",
    re.IGNORECASE,
)
_BUT_SAID = re.compile(
    r"\s*,?\s*\b(?:and|but)\s+(?:it\s+|he\s+|she\s+|they\s+)?(?:instead\s+)?(?:said|says|added|adds|stated|claimed|claims|insisted|insists|accused)\b",
    re.IGNORECASE,
)
_AND_DENIED = re.compile(
    r"\s*,?\s*\b(?:and|but)\s+(?:also\s+)?(?:denied|denies|rejected|rejects|dismissed|dismisses|refuted)\b",
    re.IGNORECASE,
)
_MIN_CLAUSE: Final = 20
"""Characters that the first of two clauses has at least."""
_DENIAL_REACH: Final = 3
"""Sentences after a denial within which the same speaker's zeros belong to it."""


def extract_claims(
    documents: Iterable[Document],
    resolutions: Mapping[str, Sequence[Resolution]],
    *,
    gazetteer: Gazetteer,
    border_pairs: frozenset[tuple[str, str]] = frozenset(),
) -> list[Claim]:
    """Extract the claims of all documents, in the order of documents and text.

    Parameters
    ----------
    documents
        The reports.
    resolutions
        Document id to its resolved toponyms.
    gazetteer
        For the names and capitals of states.
    border_pairs
        Pairs of ISO alpha-3 codes, sorted, whose border line is known: where a report names
        several states, such a pair is taken for its parties.
    """
    return [
        claim
        for document in documents
        for claim in extract_document(
            document,
            resolutions.get(document.id, ()),
            gazetteer=gazetteer,
            border_pairs=border_pairs,
        )
    ]


def extract_document(
    document: Document,
    resolutions: Sequence[Resolution],
    *,
    gazetteer: Gazetteer,
    border_pairs: frozenset[tuple[str, str]] = frozenset(),
) -> list[Claim]:
    """Extract the claims of one document."""
    countries = list_countries(resolutions, gazetteer)
    names = {code: country.place.name for code, country in gazetteer.countries.items()}
    frame = Frame(
        document=document,
        resolutions=resolutions,
        countries=countries,
        pair=_choose_pair(countries, border_pairs),
        gazetteer=gazetteer,
        names=names,
    )
    sentences = list(iter_sentences(document))
    speakers = _assign_speakers(sentences, frame)
    memory = Memory()
    claims: list[Claim] = []
    for index, (sentence, speaker) in enumerate(zip(sentences, speakers, strict=True)):
        claims.extend(_read_sentence(sentence, index, speaker, frame, memory))
    return claims


def _choose_pair(
    countries: Sequence[CountryMention], border_pairs: frozenset[tuple[str, str]]
) -> tuple[str, ...]:
    """Choose the two states that a report is about: neighbours whose border is known, if any."""
    counts = Counter(mention.country for mention in countries)
    known = [pair for pair in border_pairs if counts[pair[0]] and counts[pair[1]]]
    if known:
        return max(sorted(known), key=lambda pair: counts[pair[0]] + counts[pair[1]])
    return tuple(sorted(code for code, _ in counts.most_common(2)))


def _assign_speakers(sentences: Sequence[Sentence], frame: Frame) -> list[Speaker | None]:
    """Find each sentence's speaker; a quotation takes the one named where it closes."""
    ours = find_own_side(frame.document.text, frame.countries, frame.pair)
    first = next((c.country for c in frame.countries if c.country in frame.pair), None)
    state = SpeechState(pair=frame.pair, home=ours or first)
    communique = (
        Speaker(name=name_speaker("Government", ours, frame.names), side=ours) if ours else None
    )
    speakers: list[Speaker | None] = []
    for sentence in sentences:
        speaker = find_speaker(
            frame.document.text,
            sentence.start,
            sentence.end,
            countries=frame.countries,
            state=state,
            country_names=frame.names,
        )
        if speaker is None and state.last and CONNECTOR.match(sentence.text):
            speaker = state.last
        speakers.append(speaker or communique)
    for index in range(len(sentences) - 2, -1, -1):
        here, following = sentences[index], sentences[index + 1]
        if speakers[index] is None and following.in_quote and here.paragraph == following.paragraph:
            speakers[index] = speakers[index + 1]
    return speakers


def _read_sentence(
    sentence: Sentence, index: int, speaker: Speaker | None, frame: Frame, memory: Memory
) -> list[Claim]:
    if parts := _split_denial(sentence):
        return [
            claim for part in parts for claim in _read_sentence(part, index, speaker, frame, memory)
        ]
    document = frame.document
    dates = find_dates(
        document.text,
        sentence.start,
        sentence.end,
        published=document.published,
        document_id=document.id,
    )
    reading = read_event(sentence.text)
    masked = [(d.start - sentence.start, d.end - sentence.start) for d in dates]
    losses = [
        loss
        for loss in find_losses(sentence.text, masked=masked)
        if loss.people.best == 0 or not is_unreal(sentence.text, loss.start)
    ]
    part = SentencePart(sentence, index, reading, dates, speaker, losses)
    if speaker and speaker.side in frame.pair:
        memory.voice = (sentence.paragraph, speaker.side or "")
    if not _is_report(part, document, memory):
        return []
    if _is_denial(part, memory):
        return _make_denial(part, frame, memory)
    if not reading.is_event and not losses and not list_vague_losses(part, frame):
        return []
    memory.denial = None
    return [_make_claim(part, frame, memory)]


def _split_denial(sentence: Sentence) -> list[Sentence]:
    """Split "denied that ..., and said that ..." into what is denied and what is said instead."""
    denial = event_rules().cues["denial"].search(sentence.text)
    if denial is None:
        return []
    turn = _BUT_SAID.search(sentence.text, denial.end()) or _AND_DENIED.search(sentence.text)
    if turn is None or turn.start() < _MIN_CLAUSE:
        return []
    cut = sentence.start + turn.start()
    return [
        sentence._replace(end=cut, text=sentence.text[: turn.start()]),
        sentence._replace(start=cut, text=sentence.text[turn.start() :]),
    ]


def _is_report(part: SentencePart, document: Document, memory: Memory) -> bool:
    """Tell whether a sentence can report today's event: no habit, talk, accident or history."""
    reading, text = part.reading, part.sentence.text
    if reading.is_generic or reading.is_accident:
        return False
    cues = event_rules().cues
    talk = cues["diplomacy"].search(text)
    first = min([reading.position or len(text), *(loss.start for loss in part.losses)])
    if talk and talk.start() < first and not reading.is_denial:
        return False
    own = find_event_date(
        part.dates,
        text,
        trigger=part.sentence.start + reading.position,
        published=document.published,
    )
    if own is not None:
        return True
    is_history = cues["background"].search(text) or any(
        is_background(date.interval, document.published) for date in part.dates
    )
    if is_history:
        memory.history_paragraph = part.sentence.paragraph
    # A paragraph that turned to history stays there until it names a day of the news.
    return memory.history_paragraph != part.sentence.paragraph


def _is_denial(part: SentencePart, memory: Memory) -> bool:
    if part.reading.is_denial:
        return True
    if memory.denial is None or part.index - memory.denial[0] > _DENIAL_REACH:
        return False
    # "Its personnel was not wounded": the same speaker goes on denying.
    zeros = part.losses and all(loss.people.best == 0 for loss in part.losses)
    return bool(zeros) and part.speaker in {memory.denial[1], None}


def _make_denial(part: SentencePart, frame: Frame, memory: Memory) -> list[Claim]:
    """Make the claims of a denial: what is denied, as somebody's allegation, and the denial itself."""
    is_follow_up = not part.reading.is_event
    if is_follow_up and not (part.losses or _ANAPHORIC_DENIAL.search(part.sentence.text)):
        return []
    denies = _make_claim(part, frame, memory, stance=Stance.DENIES)
    memory.denial = (part.index, part.speaker)
    if is_follow_up:
        return [denies]
    alleged = _make_claim(
        part,
        frame,
        memory,
        stance=Stance.ALLEGES,
        speaker=_find_rumour_source(part, frame),
        reported_through=part.speaker,
    )
    return [alleged, denies]


def _find_rumour_source(part: SentencePart, frame: Frame) -> Speaker | None:
    """Find who is said to have spread what is denied: "circulated in Armenian social media"."""
    start, end = part.sentence.start, part.sentence.end
    for name, pattern in speaker_rules().unofficial:
        for match in pattern.finditer(frame.document.text, start, end):
            owner = next(
                (c for c in frame.countries if match.start() - 30 <= c.start < match.start()), None
            )
            if owner:
                label = f"{name} ({frame.names.get(owner.country, owner.country)})"
                return Speaker(name=label, official=False)
    accused = [c.country for c in frame.countries if start <= c.start < end]
    other = next(
        (
            code
            for code in frame.pair
            if part.speaker and code != part.speaker.side and code in accused
        ),
        None,
    )
    return (
        Speaker(name=name_speaker("Government", other, frame.names), side=other) if other else None
    )


def _make_claim(  # noqa: PLR0913 - the three last are the three ways a denial differs
    part: SentencePart,
    frame: Frame,
    memory: Memory,
    *,
    stance: Stance = Stance.ASSERTS,
    speaker: Speaker | None = None,
    reported_through: Speaker | None = None,
) -> Claim:
    document, sentence = frame.document, part.sentence
    speaker = speaker or (None if stance is Stance.ALLEGES else part.speaker)
    memory.count += 1
    trigger = sentence.start + part.reading.position
    date = find_event_date(part.dates, sentence.text, trigger=trigger, published=document.published)
    said_on = find_said_on(part.dates)
    sites = find_sites(
        document.text,
        sentence.start,
        sentence.end,
        resolutions=frame.resolutions,
        gazetteer=frame.gazetteer,
    )
    if not sites and _SAME_PLACE.search(sentence.text):
        sites = memory.sites
    memory.sites = sites or memory.sites
    casualties: tuple[Casualty, ...] = ()
    if stance is Stance.ASSERTS or all(loss.people.best == 0 for loss in part.losses):
        casualties = tuple(list_casualties(part, frame, memory, said_on))
    if stance is Stance.DENIES:
        casualties += tuple(list_denied_losses(part, frame))
    if stance is Stance.ALLEGES:
        casualties = ()
    return Claim(
        id=f"{document.id}#{memory.count}",
        document_id=document.id,
        sub_event_type=part.reading.sub_event,
        date=date or _weekday_hint(part, document),
        said_on=said_on,
        sites=sites,
        parties=frame.pair,
        border=_find_border(sentence, frame),
        casualties=casualties,
        actors=tuple(_find_actors(sentence, frame)),
        speaker=speaker,
        stance=stance,
        reported_through=reported_through,
        evidence=_list_evidence(part, document, date, sites, casualties, stance),
    )


def _weekday_hint(part: SentencePart, document: Document) -> DateInterval:
    """Keep the day of the statement of an undated report as what its event's day must fit."""
    if document.published is None:
        said = next(
            (d.interval for d in part.dates if d.is_said and d.interval.weekday is not None), None
        )
        if said is not None:
            return said
    return DateInterval()


def _find_border(sentence: Sentence, frame: Frame) -> tuple[str, str] | None:
    if len(frame.pair) == 2 and _BORDER.search(sentence.text):  # noqa: PLR2004 - two sides
        return frame.pair[0], frame.pair[1]
    return None


def _find_actors(sentence: Sentence, frame: Frame) -> Iterable[Actor]:
    seen: set[str] = set()
    for mention in frame.countries:
        if sentence.start <= mention.start < sentence.end and mention.country not in seen:
            if FORCES.match(frame.document.text, mention.end, sentence.end):
                seen.add(mention.country)
                yield Actor(side=mention.country, role="party")


def _list_evidence(  # noqa: PLR0913 - one argument for each kind of evidence
    part: SentencePart,
    document: Document,
    date: DateInterval | None,
    sites: Sequence[object],
    casualties: Sequence[Casualty],
    stance: Stance,
) -> tuple[Evidence, ...]:
    sentence = part.sentence
    whole = Span(document_id=document.id, start=sentence.start, end=sentence.end)
    fields = []
    if stance is Stance.DENIES:
        fields.append("status")
    if part.reading.is_event:
        fields.append("event")
    if date and date.is_known:
        fields.append("date")
    if sites:
        fields.append("place")
    if casualties:
        fields.append("casualties")
    return tuple(Evidence(span=whole, field=field) for field in fields or ["event"])
