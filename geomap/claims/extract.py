"""A document to its claims: sentence by sentence, with the little memory that reading takes."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.attribution import list_vague_losses
from geomap.claims.casualties import find_losses
from geomap.claims.compose import Voice, make_claim
from geomap.claims.dates import (
    DateMention,
    find_dates,
    find_event_date,
    find_told_date,
    is_background,
)
from geomap.claims.denials import is_denial, make_denial, split_denial
from geomap.claims.events import is_make_believe, is_unreal, read_event
from geomap.claims.frame import Frame, Memory, SentencePart
from geomap.claims.lexicon import event_rules, founding_words, speaker_rules
from geomap.claims.patterns import may_match
from geomap.claims.sites import find_seat, find_sites
from geomap.claims.speakers import find_own_side, find_speaker, list_countries
from geomap.claims.speech import SpeechState, name_speaker
from geomap.claims.structure import Sentence, iter_blocks, iter_sentences
from geomap.claims.surroundings import Surroundings, Told
from geomap.claims.zone import BorderZone
from geomap.model import Claim, Document, MentionKind, Resolution, Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.borders import Borders
    from geomap.claims.speech import CountryMention
    from geomap.model import ClaimSite
    from geomap.places import Gazetteer

_PLACE_VOTE = 0.5
"""Of a place for its state, against one of the state's name."""


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
    sentences, may_tell = list_sentences(document)
    if not may_tell or is_make_believe([it.text for it in sentences]):
        return []
    parts = [_read_parts(sentence, number, document) for number, sentence in enumerate(sentences)]
    frame = _make_frame(document, resolutions, gazetteer, border_pairs, borders)
    speakers = _assign_speakers(sentences, frame)
    memory = Memory()
    told = _read_told(sentences, parts, frame)
    surroundings = Surroundings(told)
    claims: list[Claim] = []
    for number, (clauses, speaker) in enumerate(zip(parts, speakers, strict=True)):
        memory.setting = surroundings.find_setting(number)
        memory.setting_date = surroundings.find_date(number)
        for part in clauses:
            claims.extend(_make_claims(part._replace(speaker=speaker), frame, memory))
        memory.told_date = told[number].date or memory.told_date
    return claims


# "English page": a language, not a state.
_IS_LANGUAGE: Final = re.compile(
    r"[\s-]+(?:pages?|version|edition|translations?|languages?|texts?|subtitles|speak(?:ing|ers?)|"
    r"original)\b",
    re.IGNORECASE,
)


def _make_frame(
    document: Document,
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
    border_pairs: frozenset[tuple[str, str]],
    borders: Borders | None,
) -> Frame:
    countries = [
        mention
        for mention in list_countries(resolutions, gazetteer, document.text)
        if not _IS_LANGUAGE.match(document.text, mention.end)
    ]
    pair = _choose_pair(countries, border_pairs, resolutions)
    zone = BorderZone(
        pair,
        gazetteer=gazetteer,
        border=borders.get(*pair) if borders and len(pair) == 2 else None,  # noqa: PLR2004
        named={mention.country for mention in countries},
    )
    return Frame(
        document=document,
        resolutions=resolutions,
        countries=countries,
        pair=pair,
        gazetteer=gazetteer,
        names={code: country.place.name for code, country in gazetteer.countries.items()},
        zone=zone,
        seat=find_seat(document, resolutions),
    )


def _read_parts(sentence: Sentence, number: int, document: Document) -> list[SentencePart]:
    """Read a sentence, or each of the clauses of one that denies something."""
    return [
        _read_part(clause, number, _find_dates(clause, document))
        for clause in split_denial(sentence)
    ]


def may_report(document: Document) -> bool:
    """Tell whether a report holds any word that a claim is made of.

    Quick, and never wrong with no: of most texts nobody then asks what places they name.
    """
    # Of a text that has none of the words not even the sentences are looked for.
    cues = event_rules().cues
    may_deny = (may_match(cue, document.text) for cue in (cues.denial, cues.anaphoric_denial))
    if not founding_words().has_words(document.text) and not all(may_deny):
        return False
    return any(map(_may_tell, iter_blocks(document.text))) and list_sentences(document).may_tell


class _Sentences(NamedTuple):
    sentences: list[Sentence]
    may_tell: bool


@lru_cache(maxsize=2)
def list_sentences(document: Document) -> _Sentences:
    """Return the sentences of a report, and whether a claim can be made of any.

    Kept for a moment: what may report is asked first, and read then.
    """
    sentences = list(iter_sentences(document))
    return _Sentences(sentences, _may_tell_any(sentences))


def _may_tell_any(sentences: Sequence[Sentence]) -> bool:
    """Tell whether a claim can be made of any sentence, before one of them is read."""
    return any(_may_tell(it.text) for sentence in sentences for it in split_denial(sentence))


def _may_tell(sentence: str) -> bool:
    cues = event_rules().cues
    return founding_words().is_in(sentence) or bool(
        # A denial of nothing that it tells itself must point to what was told before.
        cues.denial.search(sentence) and cues.anaphoric_denial.search(sentence)
    )


def _find_dates(sentence: Sentence, document: Document) -> list[DateMention]:
    return find_dates(
        document.text,
        sentence.start,
        sentence.end,
        published=document.published,
        document_id=document.id,
    )


def _read_told(
    sentences: Sequence[Sentence], parts: Sequence[list[SentencePart]], frame: Frame
) -> list[Told]:
    """Read what each sentence tells of places and days, whether it is a claim or not."""
    told = []
    scenes = _find_scenes(sentences, frame)
    for sentence, clauses, scene in zip(sentences, parts, scenes, strict=True):
        is_whole = len(clauses) == 1
        found = clauses[0].dates if is_whole else _find_dates(sentence, frame.document)
        date = find_told_date(found, published=frame.document.published)
        has_losses = date is not None and bool(find_losses(sentence.text))
        tells = any(clause.reading.is_event or clause.losses for clause in clauses)
        told.append(Told(sentence.paragraph, scene, date, has_losses, tells))
    return told


def _find_scenes(sentences: Sequence[Sentence], frame: Frame) -> list[tuple[ClaimSite, ...]]:
    """Find the places of each sentence, as far as needed those without "in" or "near" as well."""
    scenes = [_find_scene(sentence, frame) for sentence in sentences]
    if any(scenes):
        return scenes
    return [_find_scene(sentence, frame, is_loose=True) for sentence in sentences]


def _find_scene(
    sentence: Sentence, frame: Frame, *, is_loose: bool = False
) -> tuple[ClaimSite, ...]:
    """Return the places at the border that a sentence tells of, whether of an event or not."""
    sites = find_sites(
        frame.document.text,
        sentence.start,
        sentence.end,
        resolutions=frame.resolutions,
        zone=frame.zone,
        is_loose=is_loose,
    )
    return tuple(site for site in sites if frame.zone.holds(site.place))


def _choose_pair(
    countries: Sequence[CountryMention],
    border_pairs: frozenset[tuple[str, str]],
    resolutions: Sequence[Resolution],
) -> tuple[str, ...]:
    """Choose the two states that a report is about: neighbours whose border is known, if any.

    States count by their names and peoples; one that is never named, by the places in it.
    """
    counts = Counter(mention.country for mention in countries)
    places = Counter(
        code
        for resolution in resolutions
        if resolution.place and resolution.mention.kind is MentionKind.PLACE
        for code in resolution.place.countries
        if not counts[code]
    )
    counts.update({code: math.ceil(number * _PLACE_VOTE) for code, number in places.items()})
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
    speakers = [_find_speaker(sentence, frame, state) or communique for sentence in sentences]
    for index in range(len(sentences) - 2, -1, -1):
        here, following = sentences[index], sentences[index + 1]
        if speakers[index] is None and following.in_quote and here.paragraph == following.paragraph:
            speakers[index] = speakers[index + 1]
    return speakers


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


def _read_part(sentence: Sentence, number: int, dates: list[DateMention]) -> SentencePart:
    """Read a sentence's losses and kind of event, beside its dates."""
    masked = [(d.start - sentence.start, d.end - sentence.start) for d in dates]
    losses = [
        loss
        for loss in find_losses(sentence.text, masked=masked)
        if loss.people.best == 0
        or not (
            is_unreal(sentence.text, loss.start)
            # "would have been killed", "could be killed": the people stand before the modal.
            or (loss.verb_start > loss.people.end and is_unreal(sentence.text, loss.verb_start))
        )
    ]
    return SentencePart(sentence, number, read_event(sentence.text), dates, None, losses)


def _make_claims(part: SentencePart, frame: Frame, memory: Memory) -> list[Claim]:
    """Make the claims of a sentence: none, one, or two when it denies something."""
    if part.speaker and part.speaker.side in frame.pair:
        memory.voice = (part.sentence.paragraph, part.speaker.side or "")
    if not _is_report(part, frame.document, memory) or _tells_mishap(part, memory):
        return []
    if is_denial(part, memory):
        return make_denial(part, frame, memory)
    if not (part.reading.is_event or part.losses or list_vague_losses(part, frame)):
        return []
    memory.denial = None
    return [make_claim(part, frame, memory, Voice(part.speaker))]


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


def _is_report(part: SentencePart, document: Document, memory: Memory) -> bool:
    """Tell whether a sentence can report today's event: no habit, talk, accident or history."""
    reading, text = part.reading, part.sentence.text
    if reading.is_generic or reading.is_accident:
        return False
    cues = event_rules().cues
    talk = cues.diplomacy.search(text)
    first = min([reading.position or len(text), *(loss.start for loss in part.losses)])
    if talk and talk.start() < first and not reading.is_denial:
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
    is_history = cues.background.search(text) or any(
        is_background(date.interval, document.published) for date in part.dates
    )
    goes_on = memory.history_paragraph == part.sentence.paragraph - 1 and cues.refers_back.search(
        text
    )
    if is_history or goes_on:
        # Also where the next paragraph speaks of "the dead", or of "the fighting".
        memory.history_paragraph = part.sentence.paragraph
    # A paragraph that turned to history stays there until it names a day of the news.
    return memory.history_paragraph != part.sentence.paragraph
