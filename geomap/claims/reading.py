"""A document to its sentences, each with its dates, losses and kind of event, before any place.

What can be told without places is read first: of most texts it shows that no claim can be made of
them, and nobody then asks what places they name.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from geomap.claims.casualties import find_losses
from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.clauses import split_after, split_places
from geomap.claims.date_anchors import Headings, find_reference_day, read_years
from geomap.claims.date_shifts import set_in_told_month
from geomap.claims.dates import find_dates
from geomap.claims.day_clauses import split_days
from geomap.claims.denials import split_denial
from geomap.claims.events import EventReading, is_make_believe, is_unreal, read_event
from geomap.claims.follow_ups import find_followed_day, leave_past, looks_back, set_on
from geomap.claims.frame import SentencePart
from geomap.claims.genres import keep_news
from geomap.claims.lexicon import event_rules, founding_words, telling_sieve
from geomap.claims.structure import Sentence, iter_blocks, iter_sentences
from geomap.claims.voices import split_voices

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.claims.clauses import DatedClause
    from geomap.claims.date_mentions import DateMention
    from geomap.claims.tolls import Loss
    from geomap.model import DateInterval, Document


class ReportReading(NamedTuple):
    """What is read of a report without its places."""

    document: Document
    """With the day that its dates are counted from as that of its publication."""
    published: dt.date | None
    """Its own day, on which its figures stood; also where it follows up an event of long ago."""
    sentences: list[Sentence]
    parts: list[list[SentencePart]]
    """Of each sentence: itself, or its clauses; without speakers."""
    days: list[DateInterval | None]
    """Of each sentence: the day that stands above it as a heading."""


def may_report(document: Document) -> bool:
    """Tell whether a claim can be made of a report; never wrong with no."""
    # Of most texts not even the sentences are looked for.
    passes = telling_sieve().lets_through
    if not any(passes(block) and _may_tell(block) for block in iter_blocks(document.text)):
        return False
    begun = begin_reading(document)
    return begun is not None and begun.may_claim


class BegunReading:
    """A report of which only those sentences are read that may tell of something.

    Parameters
    ----------
    document
        With the day that its dates are counted from as that of its publication.
    sentences
        All of them.
    telling
        The numbers of those that may tell of something.
    """

    def __init__(
        self,
        document: Document,
        sentences: list[Sentence],
        telling: Iterator[int],
    ) -> None:
        self.document: Final = document
        self.sentences: Final = sentences
        self._seen: list[int] = []
        self._ahead = telling
        self._years = read_years(document)
        self._known: dict[int, list[SentencePart]] = {}

    @cached_property
    def may_claim(self) -> bool:
        """Whether a claim can be made of any sentence; the first that it can be made of decides."""
        if not any(can_be_claim(part) for part in self.iter_telling()):
            return False
        # All sentences are looked at for it, of the few reports that are left.
        return not is_make_believe([it.text for it in self.sentences])

    @cached_property
    def headings(self) -> Headings:
        """The days that stand above its sentences."""
        return Headings(self.document, latest=self._years.stand_in)

    def iter_telling(self) -> Iterator[SentencePart]:
        """Yield what is read of the sentences that may tell of something."""
        for number in chain(tuple(self._seen), self._look_ahead()):
            yield from self.read(number)

    def _look_ahead(self) -> Iterator[int]:
        for number in self._ahead:
            self._seen.append(number)
            yield number

    def read(self, number: int) -> list[SentencePart]:
        """Read a sentence, or its clauses."""
        if number not in self._known:
            sentence, years = self.sentences[number], self._years
            latest = years.find_latest(sentence.start) or years.stand_in
            self._known[number] = _read_parts(sentence, number, self.document, latest=latest)
        return self._known[number]


@lru_cache(maxsize=2)
def begin_reading(document: Document) -> BegunReading | None:
    """Read of a report what shows whether it tells of something; ``None`` where it does not.

    Kept for a moment: what may report is asked first, and read then.
    """
    if looks_back(document):
        return None
    sentences = list(iter_sentences(document))
    telling = (number for number, it in enumerate(sentences) if _may_tell_any(it))
    first = next(telling, None)
    if first is None:
        return None
    if counted_from := find_reference_day(document):
        document = msgspec.structs.replace(document, published=counted_from)
    return BegunReading(document, sentences, chain([first], telling))


@lru_cache(maxsize=2)
def read_report(document: Document) -> ReportReading | None:
    """Read what a report says without its places; ``None`` where no claim can be made of it."""
    begun = begin_reading(document)
    # The few sentences that may tell of something decide, before all are read.
    if begun is None or not begun.may_claim:
        return None
    document, sentences = begun.document, begun.sentences
    parts = _date_in_turn(document, [begun.read(number) for number in range(len(sentences))])
    days = [begun.headings.find(sentence.start) for sentence in sentences]
    published = document.published
    if followed := find_followed_day(document, sentences, parts):
        document, parts = set_on(followed, document, parts)
        days = [followed] * len(sentences)
    else:
        parts = leave_past(document, sentences, keep_news(document, sentences, parts))
    return ReportReading(document, published, sentences, parts, days)


def _date_in_turn(
    document: Document, parts: Iterable[Sequence[SentencePart]]
) -> list[list[SentencePart]]:
    """Set the days that are counted from those of the sentences before."""
    last: DateInterval | None = None
    found: list[list[SentencePart]] = []
    for clauses in parts:
        found.append([])
        for part in clauses:
            dates = set_in_told_month(
                part.dates, document.text, last=last, published=document.published
            )
            told = [it for it in dates if it in part.dates]
            # A treaty of 1999 is no beginning of what goes on; a third day is set as the second is.
            if told and (part.reading.is_event or part.losses):
                last = told[-1].interval
            found[-1].append(part if dates == part.dates else part._replace(dates=dates))
    return found


def _may_tell_any(sentence: Sentence) -> bool:
    """Tell whether a claim can be made of any clause of a sentence, before it is read."""
    passes = telling_sieve().lets_through(sentence.text)
    return passes and any(_may_tell(it.text) for it in split_denial(sentence))


def _may_tell(sentence: str) -> bool:
    return founding_words().is_in(sentence) or _may_deny(sentence)


def _may_deny(sentence: str) -> bool:
    """Tell whether a sentence denies; what it does not tell itself it must point to."""
    cues = event_rules().cues
    return bool(cues.denial.search(sentence) and cues.anaphoric_denial.search(sentence))


def _tells_losses(part: SentencePart) -> bool:
    """Tell whether a sentence tells of losses, be it without a figure."""
    cues, text = casualty_rules().cues, part.sentence.text
    return bool(part.losses or cues.both_sides.search(text) or cues.vague.search(text))


def can_be_claim(part: SentencePart) -> bool:
    """Tell whether a claim can be made of a sentence, whatever stands around it.

    An answer to what was told before is none without that.
    """
    reading, text = part.reading, part.sentence.text
    cues = event_rules().cues
    is_told = (
        reading.is_event
        or _tells_losses(part)
        or (reading.is_denial and cues.anaphoric_denial.search(text))
    )
    return bool(is_told) and not (reading.is_generic or reading.is_accident)


def _read_parts(
    sentence: Sentence, number: int, document: Document, *, latest: dt.date | None
) -> list[SentencePart]:
    """Read a sentence, or each of the clauses of one that denies something, or has two voices."""
    if _is_quiet(sentence.text):
        return [
            SentencePart(
                *(clause, number, EventReading(clause.text)),
                _find_dates(clause, document, latest),
                *(None, []),
            )
            for voice in split_voices(sentence)
            for clause in split_denial(voice)
        ]
    return [
        _read_part(it, number)
        for voice in split_voices(sentence)
        for clause in split_denial(voice)
        for dated in split_after(clause, _find_dates(clause, document, latest))
        for set_in in split_days(dated)
        for it in split_places(set_in)
    ]


def _is_quiet(sentence: str) -> bool:
    """Tell whether neither a sentence nor any clause of it can tell an event or losses."""
    tabled = casualty_rules().patterns.tabled_toll
    return not founding_words().wakes(sentence) and not tabled.is_awake(sentence)


def _find_dates(
    sentence: Sentence, document: Document, latest: dt.date | None
) -> list[DateMention]:
    return find_dates(
        document.text,
        sentence.start,
        sentence.end,
        published=document.published,
        document_id=document.id,
        latest=latest,
    )


def _is_unreal_loss(loss: Loss, text: str) -> bool:
    """Tell whether nobody was lost yet: "could be killed", "would have been killed"."""
    if loss.people.best == 0:
        return False
    # The people stand before the modal.
    is_modal_behind = loss.verb_start > loss.people.end and is_unreal(text, loss.verb_start)
    return is_unreal(text, loss.start) or is_modal_behind


def _read_part(clause: DatedClause, number: int) -> SentencePart:
    """Read a sentence's losses and kind of event, beside its dates."""
    sentence, dates, lent = clause
    masked = [(d.start - sentence.start, d.end - sentence.start) for d in dates]
    losses = [
        loss
        for loss in find_losses(sentence.text, masked=masked)
        if not _is_unreal_loss(loss, sentence.text)
    ]
    reading = lent or read_event(sentence.text)
    if losses:
        losses = _drop_of_others(losses, reading, sentence.text)
    return SentencePart(sentence, number, reading, dates, None, losses)


def _drop_of_others(losses: list[Loss], reading: EventReading, text: str) -> list[Loss]:
    """Drop the losses of another event, which a sentence names as a reason or for comparison."""
    cues = casualty_rules().cues
    if past := cues.of_past_war.search(text):
        losses = [loss for loss in losses if loss.start < past.end()]
    long_past = event_rules().cues.long_past
    for match in chain(cues.past_record.finditer(text), long_past.finditer(text)):
        losses = [loss for loss in losses if not match.start() <= loss.start < match.end()]
    if reading.sub_event is None:
        return [] if _is_of_old_age(losses, text) else losses
    for match in cues.of_other_event.finditer(text):
        ends = cues.other_event_ends.search(text, match.end())
        end = ends.start() if ends else len(text)
        if not match.start() <= reading.position < end:
            losses = [loss for loss in losses if not match.start() <= loss.start < end]
    return losses


def _is_of_old_age(losses: Sequence[Loss], text: str) -> bool:
    """Tell whether all that a sentence tells is that somebody died in old age, or of an illness."""
    is_one = len(losses) == 1 and losses[0].people.best == 1
    old_age, force = casualty_rules().cues.of_old_age, event_rules().cues.force
    return is_one and bool(old_age.search(text)) and not force.search(text)
