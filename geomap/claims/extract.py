"""A document to its claims: sentence by sentence, with the little memory that reading takes."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.casualties import Loss, find_losses
from geomap.claims.dates import (
    DateMention,
    find_dates,
    find_event_date,
    find_said_on,
    is_background,
    iter_years,
)
from geomap.claims.events import EventReading, is_unreal, read_event
from geomap.claims.lexicon import casualty_rules, event_rules, speaker_rules
from geomap.claims.sites import find_sites
from geomap.claims.speakers import (
    CountryMention,
    SpeechState,
    find_speaker,
    list_countries,
    name_speaker,
)
from geomap.claims.structure import Sentence, iter_sentences
from geomap.model import (
    Actor,
    Casualty,
    Category,
    Claim,
    DateInterval,
    Document,
    Evidence,
    Measure,
    MentionKind,
    Resolution,
    Scope,
    Span,
    Speaker,
    Stance,
    SubEventType,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.places import Gazetteer

_BORDER = re.compile(r"\b(?:borders?|frontier|line\s+of\s+(?:contact|control)|LAC|LoC)\b", re.IGNORECASE)
_CONNECTOR = re.compile(
    r"^\s*[“\"]?(?:moreover|in\s+addition|additionally|also|furthermore|another|as\s+a\s+result|it\s+also|besides|two\s+more|of\s+(?:them|these|those))\b",
    re.IGNORECASE,
)
_ANAPHORIC_DENIAL = re.compile(
    r"\b(?:this|these|that|those|such|the)\s+(?:information|reports?|claims?|charges?|allegations?|statements?|accusations?|news|rumou?rs?)\b"
    r"|\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)|reject(?:s|ed)|refut(?:es|ed)|call(?:s|ed))\s+(?:it|this|that|them|both|all)\b",
    re.IGNORECASE,
)
_FORCES = re.compile(
    r"(?:[’']s)?\s+(?:[\w-]+\s+){0,2}?(?:forces?|army|troops|military|units?|soldiers|servicemen|side|fire|artillery|snipers?|drones?|gunners|positions|border\s+guards?)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\b(?:casualties|losses|victims)\b[^.;]{0,50}?\b(?:both|two)\s+(?:sides|countries|armies)\b", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:there\s+(?:are|were|have\s+been)|suffered|sustained|incurred|has|had|have)\s+(?:[\w-]+\s+){0,2}?(?P<what>casualties|losses|injuries|wounded|dead)\b",
    re.IGNORECASE,
)
_DENIED_LOSSES = re.compile(
    r"\b(?P<what>injur(?:y|ies)|wounding|casualties|losses|deaths?|killing)\s+(?:among|of|to|in|on)\s+"
    r"(?P<whose>(?P<own>its|their|our)\b|(?:the\s+)?[^\W\d_a-z][\w-]*)(?:\s+[\w-]+){0,3}?\s+"
    r"(?:personnel|soldiers?|servicem[ae]n|troops|military|army|ranks|men|forces|units)\b",
    re.IGNORECASE,
)
_DENIAL_REACH: Final = 3
"""Sentences after a denial within which the same speaker's zeros belong to it."""


class _Frame(NamedTuple):
    """What holds for a whole document."""

    document: Document
    resolutions: Sequence[Resolution]
    countries: Sequence[CountryMention]
    pair: tuple[str, ...]
    gazetteer: Gazetteer
    names: Mapping[str, str]


class _Memory:
    """What reading a document leaves behind from sentence to sentence."""

    def __init__(self) -> None:
        self.side: str | None = None
        self.denial: tuple[int, Speaker | None] | None = None
        self.history_paragraph: int | None = None
        self.count = 0


class _Part(NamedTuple):
    """A sentence with all that was read in it, before it becomes a claim."""

    sentence: Sentence
    index: int
    reading: EventReading
    dates: list[DateMention]
    speaker: Speaker | None
    losses: list[Loss]


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
    frame = _Frame(
        document=document,
        resolutions=resolutions,
        countries=countries,
        pair=_choose_pair(countries, border_pairs),
        gazetteer=gazetteer,
        names=names,
    )
    sentences = list(iter_sentences(document))
    speakers = _assign_speakers(sentences, frame)
    memory = _Memory()
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


def _assign_speakers(sentences: Sequence[Sentence], frame: _Frame) -> list[Speaker | None]:
    """Find each sentence's speaker; a quotation takes the one named where it closes."""
    home = next((c.country for c in frame.countries if c.country in frame.pair), None)
    state = SpeechState(pair=frame.pair, home=home)
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
        if speaker is None and state.last and _CONNECTOR.match(sentence.text):
            speaker = state.last
        speakers.append(speaker)
    for index in range(len(sentences) - 2, -1, -1):
        here, following = sentences[index], sentences[index + 1]
        if speakers[index] is None and following.in_quote and here.paragraph == following.paragraph:
            speakers[index] = speakers[index + 1]
    return speakers


def _read_sentence(
    sentence: Sentence, index: int, speaker: Speaker | None, frame: _Frame, memory: _Memory
) -> list[Claim]:
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
    part = _Part(sentence, index, reading, dates, speaker, losses)
    if not _is_report(part, document, memory):
        return []
    if _is_denial(part, memory):
        return _make_denial(part, frame, memory)
    if not reading.is_event and not losses and not _vague_casualties(part, frame):
        return []
    memory.denial = None
    return [_make_claim(part, frame, memory)]


def _is_report(part: _Part, document: Document, memory: _Memory) -> bool:
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
        part.dates, text, trigger=part.sentence.start + reading.position, published=document.published
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


def _is_denial(part: _Part, memory: _Memory) -> bool:
    if part.reading.is_denial:
        return True
    if memory.denial is None or part.index - memory.denial[0] > _DENIAL_REACH:
        return False
    # "Its personnel was not wounded": the same speaker goes on denying.
    zeros = part.losses and all(loss.people.best == 0 for loss in part.losses)
    return bool(zeros) and part.speaker in {memory.denial[1], None}


def _make_denial(part: _Part, frame: _Frame, memory: _Memory) -> list[Claim]:
    """Make the claims of a denial: what is denied, as somebody's allegation, and the denial itself."""
    is_follow_up = not part.reading.is_event
    if is_follow_up and memory.denial is None and not part.losses:
        return []
    if is_follow_up and not (
        part.losses or _ANAPHORIC_DENIAL.search(part.sentence.text)
    ):
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


def _find_rumour_source(part: _Part, frame: _Frame) -> Speaker | None:
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
        (code for code in frame.pair if part.speaker and code != part.speaker.side and code in accused),
        None,
    )
    return Speaker(name=name_speaker("Government", other, frame.names), side=other) if other else None


def _make_claim(  # noqa: PLR0913 - the three last are the three ways a denial differs
    part: _Part,
    frame: _Frame,
    memory: _Memory,
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
    casualties: tuple[Casualty, ...] = ()
    if stance is Stance.ASSERTS or all(loss.people.best == 0 for loss in part.losses):
        casualties = tuple(_list_casualties(part, frame, memory, said_on))
    if stance is Stance.DENIES:
        casualties += tuple(_denied_losses(part, frame))
    if stance is Stance.ALLEGES:
        casualties = ()
    return Claim(
        id=f"{document.id}#{memory.count}",
        document_id=document.id,
        sub_event_type=part.reading.sub_event,
        date=date or _weekday_hint(part, document),
        said_on=said_on,
        sites=sites,
        border=_find_border(sentence, frame),
        casualties=casualties,
        actors=tuple(_find_actors(sentence, frame)),
        speaker=speaker,
        stance=stance,
        reported_through=reported_through,
        evidence=_list_evidence(part, document, date, sites, casualties, stance),
    )


def _weekday_hint(part: _Part, document: Document) -> DateInterval:
    """Keep the day of the statement of an undated report as what its event's day must fit."""
    if document.published is None:
        said = next((d.interval for d in part.dates if d.is_said and d.interval.weekday is not None), None)
        if said is not None:
            return said
    return DateInterval()


def _find_border(sentence: Sentence, frame: _Frame) -> tuple[str, str] | None:
    if len(frame.pair) == 2 and _BORDER.search(sentence.text):  # noqa: PLR2004 - two sides
        return frame.pair[0], frame.pair[1]
    return None


def _find_actors(sentence: Sentence, frame: _Frame) -> Iterable[Actor]:
    seen: set[str] = set()
    for mention in frame.countries:
        if sentence.start <= mention.start < sentence.end and mention.country not in seen:
            if _FORCES.match(frame.document.text, mention.end, sentence.end):
                seen.add(mention.country)
                yield Actor(side=mention.country, role="party")


def _list_casualties(
    part: _Part, frame: _Frame, memory: _Memory, said_on: dt.date | None
) -> Iterable[Casualty]:
    sentence = part.sentence
    cumulative = bool(casualty_rules().cues["cumulative"].search(sentence.text))
    previous: str | None = None
    categories: set[Category] = set()
    for loss in part.losses:
        side = _find_side(loss, part, frame, memory, previous)
        category = loss.people.category
        if category is Category.UNKNOWN and side == previous and len(categories) == 1:
            (category,) = categories
        previous = side
        categories.add(category)
        memory.side = side or memory.side
        yield Casualty(
            measure=loss.measure,
            side=side,
            category=category,
            low=loss.people.low,
            best=loss.people.best,
            high=loss.people.high,
            scope=Scope.CUMULATIVE if cumulative or loss.is_cumulative else Scope.EVENT,
            as_of=said_on or frame.document.published,
            claimed_by=part.speaker.name if part.speaker else None,
            claimed_by_side=part.speaker.side if part.speaker else None,
            span=Span(
                document_id=frame.document.id,
                start=sentence.start + loss.start,
                end=sentence.start + loss.end,
            ),
        )
    yield from _vague_casualties(part, frame)


def _denied_losses(part: _Part, frame: _Frame) -> list[Casualty]:
    """Read a denial of one's own losses as the zero that it reports: "dismissed injuries among its men"."""
    speaker = part.speaker
    match = _DENIED_LOSSES.search(part.sentence.text)
    if match is None or speaker is None or speaker.side not in frame.pair:
        return []
    owner = [
        c.country
        for c in frame.countries
        if part.sentence.start + match.start("whose") <= c.start < part.sentence.start + match.end()
    ]
    if (owner and owner[0] != speaker.side) or not (owner or match["own"]):
        return []
    what = match["what"].lower()
    measures = [Measure.KILLED] if re.match(r"death|kill", what) else [Measure.WOUNDED]
    if re.match(r"casualt|loss", what):
        measures = [Measure.KILLED, Measure.WOUNDED]
    return [
        Casualty(
            measure=measure,
            side=speaker.side,
            category=Category.MILITARY,
            low=0,
            best=0,
            high=0,
            as_of=find_said_on(part.dates) or frame.document.published,
            claimed_by=speaker.name,
            claimed_by_side=speaker.side,
            span=Span(
                document_id=frame.document.id,
                start=part.sentence.start + match.start(),
                end=part.sentence.start + match.end(),
            ),
        )
        for measure in measures
    ]


def _find_side(
    loss: Loss, part: _Part, frame: _Frame, memory: _Memory, previous: str | None
) -> str | None:
    """Find the side that suffered a loss: by adjective, possessive, agent, list, or speaker."""
    sentence = part.sentence
    people = (sentence.start + loss.people.start, sentence.start + loss.people.end)
    named = [c for c in frame.countries if people[0] <= c.start < people[1] + 1]
    if named:
        return named[-1].country
    words = sentence.text[loss.people.start : loss.people.end]
    speaker_side = part.speaker.side if part.speaker else None
    cues = casualty_rules().cues
    if cues["enemy"].search(words) and speaker_side:
        return _other(speaker_side, frame.pair)
    if agent := _find_agent(loss, part, frame):
        return _other(agent, frame.pair)
    subject = _find_subject(loss, part, frame)
    if subject:
        return subject
    if cues["own"].search(words) and speaker_side in frame.pair:
        return speaker_side
    if previous:
        return previous
    if speaker_side in frame.pair:
        return speaker_side
    if (home := _find_home(sentence, frame)) and loss.people.category is Category.CIVILIAN:
        return home
    is_anaphoric = part.speaker is None or _CONNECTOR.match(sentence.text)
    return memory.side if is_anaphoric and loss.people.is_additive else None


def _find_agent(loss: Loss, part: _Part, frame: _Frame) -> str | None:
    """Find who inflicted a loss: "killed by Armenian fire", "Armenian forces killed two"."""
    sentence, text = part.sentence, frame.document.text
    if loss.people.best == 0:
        return None
    verb_start, verb_end = sentence.start + loss.verb_start, sentence.start + loss.verb_end
    if loss.is_active and not re.match(r"los|bur|death|cost|claim", sentence.text[loss.verb_start :], re.IGNORECASE):
        victims = [(sentence.start + o.people.start, sentence.start + o.people.end) for o in part.losses]
        before = [
            c
            for c in frame.countries
            if sentence.start <= c.start < verb_start
            and not c.is_capital
            and not any(s <= c.start < e for s, e in victims)
        ]
        acting = [c for c in before if _FORCES.match(text, c.end, sentence.end)]
        return acting[-1].country if acting else None
    by = re.compile(r"[^.;,]{0,40}?\b(?:by|from|in|under|after)\s+(?:an?\s+|the\s+)?").match(text, verb_end, sentence.end)
    if by is None:
        return None
    behind = [c for c in frame.countries if by.end() <= c.start <= by.end() + 2]
    return behind[0].country if behind and _FORCES.match(text, behind[0].end, sentence.end) else None


def _find_subject(loss: Loss, part: _Part, frame: _Frame) -> str | None:
    """Find whose loss it is by the words around: "Armenia lost 11 soldiers", "of Azerbaijan's army"."""
    sentence, text = part.sentence, frame.document.text
    start, end = sentence.start + loss.people.start, sentence.start + loss.people.end
    behind = re.compile(r"\s+(?:of|from|in|among)\s+(?:the\s+)?").match(text, end, sentence.end)
    if behind:
        owner = [c for c in frame.countries if behind.end() <= c.start <= behind.end() + 1]
        if owner and _FORCES.match(text, owner[0].end, sentence.end):
            return owner[0].country
    if loss.is_active or loss.is_cumulative or loss.people.best == 0 or loss.people.nominal:
        on_side = re.compile(r"[^.;,]{0,30}?\b(?:on|from|for|among)\s+(?:the\s+)?").match(text, end, sentence.end)
        if on_side:
            owner = [c for c in frame.countries if on_side.end() <= c.start <= on_side.end() + 1]
            if owner:
                return owner[0].country
        before = [c for c in frame.countries if sentence.start <= c.start < max(start, sentence.start + loss.verb_end) and start - c.end < 60]
        if before:
            return before[-1].country
    return None


def _find_home(sentence: Sentence, frame: _Frame) -> str | None:
    """Find in whose country a sentence's places lie: civilians are hit at home."""
    countries = {
        resolution.place.country
        for resolution in frame.resolutions
        if resolution.place
        and sentence.start <= resolution.mention.start < sentence.end
        and resolution.mention.kind is MentionKind.PLACE
        and resolution.place.country in frame.pair
    }
    return countries.pop() if len(countries) == 1 else None


def _other(side: str, pair: tuple[str, ...]) -> str | None:
    others = [code for code in pair if code != side]
    return others[0] if side in pair and len(others) == 1 else None


def _vague_casualties(part: _Part, frame: _Frame) -> list[Casualty]:
    """Read losses without a figure: "casualties on both sides"; at least one, no best."""
    sentence = part.sentence
    match = _BOTH.search(sentence.text)
    sides: tuple[str | None, ...] = frame.pair
    if match is None:
        match = _VAGUE.search(sentence.text)
        speaker_side = part.speaker.side if part.speaker else None
        sides = (speaker_side if speaker_side in frame.pair else None,)
    if match is None or part.losses or is_unreal(sentence.text, match.start()):
        return []
    return [
        Casualty(
            measure=Measure.KILLED_OR_WOUNDED,
            side=side,
            low=1,
            as_of=find_said_on(part.dates) or frame.document.published,
            claimed_by=part.speaker.name if part.speaker else None,
            claimed_by_side=part.speaker.side if part.speaker else None,
            span=Span(
                document_id=frame.document.id,
                start=sentence.start + match.start(),
                end=sentence.start + match.end(),
            ),
        )
        for side in sides
    ]


def _list_evidence(  # noqa: PLR0913 - one argument for each kind of evidence
    part: _Part,
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


def find_year_hint(document: Document) -> int | None:
    """Infer the year in which an undated report was written: "last year ... ended in November 2020".

    Only a report that names a single past year together with "last year" gives one; without
    that, the year is not known.
    """
    if document.published is not None:
        return document.published.year
    years = {year for _, year in iter_years(document.text, 0, len(document.text))}
    if re.search(r"\blast\s+year\b", document.text, re.IGNORECASE) and years:
        return max(years) + 1
    return None


def latest_year(document: Document) -> int | None:
    """Return the latest year that a report names: it was not written before it."""
    return max((year for _, year in iter_years(document.text, 0, len(document.text))), default=None)


def is_agreement(claim: Claim) -> bool:
    """Tell whether a claim tells only the end of fighting."""
    return claim.sub_event_type is SubEventType.AGREEMENT
