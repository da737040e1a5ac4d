"""A document to its claims: sentence by sentence, with the little memory that reading takes."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from geomap.claims.attribution import list_vague_losses
from geomap.claims.compose import Voice, make_claim
from geomap.claims.date_lexicon import date_rules
from geomap.claims.dates import find_event_date, is_background, latest_year
from geomap.claims.denials import is_denial, make_denial
from geomap.claims.frame import Frame, Memory, SentencePart
from geomap.claims.lexicon import event_rules
from geomap.claims.parties import list_frames, make_frame
from geomap.claims.passing import mark_passing
from geomap.claims.reading import can_be_claim, read_report
from geomap.claims.recalled import list_recalled_tolls, tells_recalled
from geomap.claims.replies import (
    REACH,
    make_deed_denial,
    make_replies,
    may_answer,
    remember_teller,
)
from geomap.claims.scenes import read_surroundings
from geomap.claims.seats import find_home
from geomap.claims.speaker_lexicon import speaker_rules
from geomap.claims.speakers import find_own_side, find_speaker, list_governing, list_voices
from geomap.claims.speech import SpeechState, name_speaker
from geomap.claims.stand_in import hide_years
from geomap.claims.voices import assign_clauses, names_voice
from geomap.claims.whole_course import add_whole_course
from geomap.model import (
    Claim,
    DateBasis,
    Document,
    MentionKind,
    Resolution,
    Speaker,
    SubEventType,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.borders import Borders
    from geomap.claims.structure import Sentence
    from geomap.places import Gazetteer

_NAMED_DAYS: Final = frozenset({DateBasis.EXPLICIT, DateBasis.WEEKDAY})
_FEW_DAYS: Final = 2
_NO_PRECISION: Final = 9
"""UCDP date_prec of a day or two, and beyond all of them."""


_SPOKEN_OF: Final = frozenset({SubEventType.ATTACK, SubEventType.ABDUCTION, SubEventType.MINE})
"""Of a murder, a kidnapping or a bomb a report may be nothing but what others say of it."""
_ASIDE: Final = re.compile(r",\s+(?:which|who|whose|where)\b[^,;]*$")


def extract_document(
    document: Document,
    resolutions: Sequence[Resolution],
    *,
    gazetteer: Gazetteer,
    border_pairs: frozenset[tuple[str, str]] = frozenset(),
    borders: Borders | None = None,
) -> list[Claim]:
    """Extract the claims of one document, in the order of its text.

    Parameters
    ----------
    document
        The report.
    resolutions
        Its toponyms, resolved.
    gazetteer
        For the names and capitals of states.
    border_pairs
        Pairs of ISO alpha-3 codes, sorted, whose border line is known: where a report names
        several states, such a pair is taken for its parties.
    borders
        The lines, which tell what lies at a border; without them the nearest places do.
    """
    reading = read_report(document)
    if reading is None:
        return []
    document, published, sentences, parts, days = reading
    frame = make_frame(document, resolutions, gazetteer, border_pairs, borders)
    named = {it.country for it in frame.countries}
    named.update(it.place.country for it in resolutions if it.place and it.place.country)
    named.update(frame.pair)
    governing = list_governing(named, document.text, _find_day_told(document))
    countries = sorted([*frame.countries, *governing])
    frame = frame._replace(countries=countries, published=published)
    frames = list_frames(sentences, frame, border_pairs=border_pairs, borders=borders)
    end = _find_end(sentences, parts)
    speakers = _assign_speakers(sentences[:end], parts[:end], frame)
    memory = Memory()
    memory.recalled = list_recalled_tolls(parts, document.published)
    surroundings = memory.surroundings = read_surroundings(sentences, parts, frames, days)
    claims: list[Claim] = []
    for number, (clauses, voices) in enumerate(zip(parts[:end], speakers, strict=True)):
        memory.number = number
        if days[number] != memory.heading:
            memory.heading = memory.told_date = days[number]
            # Under another day nobody is counted yet.
            memory.sides_of.clear()
        for part, speaker in zip(clauses, voices, strict=True):
            claims.extend(_make_claims(part._replace(speaker=speaker), frames[number], memory))
        memory.told_date = surroundings.told[number].date or memory.told_date
    claims = mark_passing(add_whole_course(claims, parts, document), document, parts)
    return [hide_years(claim) for claim in claims]


def _find_day_told(document: Document) -> dt.date | None:
    """Return the day of publication; without one, the first of the latest year that is told."""
    year = None if document.published else latest_year(document)
    return dt.date(year, 1, 1) if year else document.published


def _find_end(sentences: Sequence[Sentence], parts: Sequence[list[SentencePart]]) -> int:
    """Return behind which sentence no claim can follow, and so nobody need ask who speaks.

    What tells nothing itself may answer what was told shortly before; and in a quotation speaks
    who is named where it closes.
    """
    backwards = range(len(parts) - 1, -1, -1)
    last = next((it for it in backwards if any(map(can_be_claim, parts[it]))), None)
    if last is None:
        return 0
    reached = range(min(last + REACH, len(parts) - 1), last, -1)
    end = next((it for it in reached if any(map(may_answer, parts[it]))), last) + 1
    while end < len(sentences) and sentences[end].in_quote:
        end += 1
    return end


def _assign_speakers(
    sentences: Sequence[Sentence], parts: Sequence[list[SentencePart]], frame: Frame
) -> list[list[Speaker | None]]:
    """Find the speaker of each clause; a quotation takes the one named where it closes."""
    ours = find_own_side(frame.document.text, frame.countries, frame.pair)
    voices = frame._replace(countries=list_voices(frame.countries, frame.document.text))
    seat = ours or find_home(frame)
    named = (c.country for c in frame.countries if c.country in frame.pair)
    state = SpeechState(
        pair=frame.pair, home=seat or next(named, None), seat=seat, places=_list_places(frame)
    )
    communique = (
        Speaker(name=name_speaker("Government", ours, frame.names), side=ours) if ours else None
    )
    speakers: list[list[Speaker | None]] = []
    turned: tuple[int, Speaker | None] = (-1, None)
    for sentence, clauses in zip(sentences, parts, strict=True):
        state.is_told = any(it.reading.is_event or it.losses for it in clauses)
        whole = _find_speaker(sentence, voices, state)
        if communique and not (whole or sentence.in_quote or names_voice(sentence.text)):
            whole = communique
        if state.has_turned:
            # "Here is Kigali's version": what the paragraph goes on to tell is theirs.
            turned = (sentence.paragraph, whole)
        elif whole is None and turned[0] == sentence.paragraph:
            whole = turned[1]
        speakers.append(
            assign_clauses(
                [clause.sentence for clause in clauses],
                whole,
                lambda clause: _find_speaker(clause, voices, state),
            )
        )
    for index in range(len(sentences) - 2, -1, -1):
        here, following = sentences[index], sentences[index + 1]
        if following.in_quote and here.paragraph == following.paragraph:
            speakers[index] = [it or speakers[index + 1][0] for it in speakers[index]]
    return speakers


def _list_places(frame: Frame) -> list[tuple[int, int, str]]:
    """List the towns and parts of one of the two states that the report names."""
    return [
        (it.mention.start, it.mention.end, it.place.country)
        for it in frame.resolutions
        if it.place and it.mention.kind is MentionKind.PLACE and it.place.country in frame.pair
    ]


def _find_speaker(sentence: Sentence, frame: Frame, state: SpeechState) -> Speaker | None:
    """Find the speaker that a sentence names, or carries over from the one before."""
    speaker = find_speaker(
        frame.document.text,
        sentence.start,
        sentence.end,
        countries=frame.countries,
        state=state,
        country_names=frame.names,
    )
    if speaker is None and speaker_rules().cues.connector.match(sentence.text):
        return state.last
    return speaker


def _is_aside(part: SentencePart, date: int) -> bool:
    """Tell whether a date tells of another thing: "were killed in X, which was ceded last year".

    Also before what happened: "the envoy, who was in Paris until 1986, was shot by unknown men".
    """
    if all(_is_in_relative(part, it) for it in _list_dates(part)):
        return True
    ends = [loss.end for loss in part.losses if loss.end <= date]
    return bool(ends) and _ASIDE.search(part.sentence.text, ends[-1], date) is not None


def _list_dates(part: SentencePart) -> list[int]:
    """List where the dates of a sentence stand in it."""
    return [it.start - part.sentence.start for it in part.dates]


def _is_in_relative(part: SentencePart, date: int) -> bool:
    """Tell whether a date stands in a relative clause between commas that the event is behind."""
    text, trigger = part.sentence.text, part.reading.position
    clause = _ASIDE.search(text, 0, date)
    end = text.find(",", date)
    return part.reading.sub_event is not None and clause is not None and 0 <= end < trigger


def _make_claims(part: SentencePart, frame: Frame, memory: Memory) -> list[Claim]:
    """Make the claims of a sentence: none, one, or two when it denies something."""
    tells_event = part.reading.is_event or _tells_day(part)
    part = part._replace(losses=memory.drop_recalled(part.losses, is_event=tells_event))
    if part.speaker and part.speaker.side in frame.pair:
        memory.voice = (part.sentence.paragraph, part.speaker.side or "")
    is_mishap = _tells_mishap(part, memory)
    if is_mishap or not _is_report(part, frame.document, memory):
        return []
    if tells_recalled(part, memory.recalled, frame.document.published):
        return []
    if is_denial(part, memory):
        return make_denial(part, frame, memory) or make_replies(part, frame, memory)
    if not (part.reading.is_event or part.losses or list_vague_losses(part, frame)):
        replies = make_replies(part, frame, memory)
        if part.speaker and not replies:
            memory.talk = (part.number, part.speaker.side)
        return replies
    if denial := make_deed_denial(part, frame, memory):
        return denial
    memory.denial, memory.told = None, part.number
    claim = make_claim(part, frame, memory, Voice(part.speaker))
    remember_teller(claim, memory)
    return [claim]


def _tells_day(part: SentencePart) -> bool:
    """Tell whether a sentence names the day of what it tells: "who was killed last Friday"."""
    return any(
        not it.is_said
        and it.interval.basis in _NAMED_DAYS
        and (it.interval.precision or _NO_PRECISION) <= _FEW_DAYS
        for it in part.dates
    )


def _tells_day_behind(part: SentencePart) -> bool:
    """Tell whether a sentence that speaks of an event says when that was.

    "The mayor today condemned the murder of the judge, who was shot in the port on 3 May".
    """
    at, cues = part.reading.position, date_rules().cues
    if part.reading.is_event and any(it.start > at for it in part.losses):
        behind = [it.end - part.sentence.start for it in part.dates if not it.is_said]
        if any(end > at and cues.in_which.match(part.sentence.text, end) for end in behind):
            # "Condemned the attack on the market on Tuesday in which nine were killed".
            return True
    if part.reading.sub_event not in _SPOKEN_OF:
        return False
    dates = [(it, it.start - part.sentence.start) for it in part.dates]
    has_other = any(start < at for _, start in dates)
    return any(
        start > at
        and not (it.is_said or it.is_aside or it.is_open)
        and (it.interval.precision or _NO_PRECISION) <= _FEW_DAYS
        and (
            it.interval.basis is DateBasis.EXPLICIT
            # The weekday may be that of the talk, unless that has one of its own.
            or has_other
            or cues.leads_back.search(part.sentence.text, at, start)
        )
        for it, start in dates
    )


def _tells_mishap(part: SentencePart, memory: Memory) -> bool:
    """Tell whether a sentence's dead and injured are of a crash, a fire or an earthquake.

    So are those of later sentences that tell of no event, until one does.
    """
    if part.reading.is_event:
        memory.is_mishap = memory.is_mishap and part.reading.sub_event is None
        return False
    if event_rules().cues.mishap.search(part.sentence.text):
        memory.is_mishap = True
    return memory.is_mishap


def _is_of_past_war(sentence: str, document: Document) -> bool:
    """Tell whether a sentence is about a war of an earlier year: "The 2006 war killed"."""
    war = event_rules().cues.war_of_year.match(sentence)
    return bool(war and document.published and int(war["year"]) < document.published.year)


def _is_report(part: SentencePart, document: Document, memory: Memory) -> bool:
    """Tell whether a sentence can report today's event: no habit, talk, accident or history."""
    reading, text = part.reading, part.sentence.text
    cues = event_rules().cues
    if reading.is_generic or reading.is_accident:
        return False
    if (reading.is_denial and cues.rumour.search(text)) or _is_of_past_war(text, document):
        return False
    talk = cues.diplomacy.search(text)
    first = min([reading.position or len(text), *(loss.start for loss in part.losses)])
    is_answer = reading.is_denial or speaker_rules().replies.blame.search(text)
    is_told = is_answer or cues.befell.search(text) or _tells_day_behind(part)
    if talk and talk.start() < first and not is_told:
        return False
    own = find_event_date(
        part.dates,
        text,
        start=part.sentence.start,
        trigger=part.sentence.start + reading.position,
        published=document.published,
    )
    if own is not None:
        return True
    if memory.heading is not None and is_background(memory.heading, document.published):
        return False
    record = cues.record.search(text)
    until = record.start() if record and first < record.start() else len(text)
    is_history = cues.background.search(text, 0, until) or any(
        is_background(date.interval, document.published)
        for date in part.dates
        if date.start < part.sentence.start + until
        and not _is_aside(part, date.start - part.sentence.start)
    )
    goes_on = memory.history_paragraph == part.sentence.paragraph - 1 and cues.refers_back.search(
        text
    )
    if is_history or goes_on:
        # Also where the next paragraph speaks of "the dead", or of "the fighting".
        memory.history_paragraph = part.sentence.paragraph
    # A paragraph that turned to history stays there until it names a day of the news.
    return memory.history_paragraph != part.sentence.paragraph
