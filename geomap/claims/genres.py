"""Reports whose news is no event: counts of a year, ground cleared of mines, a picture that is old.

Their words are those of war, and most of what they tell was long ago, or never. What such a report
tells besides is news where it says on which of the last days it was.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.casualties import find_losses
from geomap.claims.dates import find_told_date, is_background
from geomap.claims.events import read_event
from geomap.claims.rule_files import fill, read_rules, union
from geomap.claims.structure import find_headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.claims.frame import SentencePart
    from geomap.claims.patterns import Pattern
    from geomap.claims.structure import Sentence
    from geomap.model import Document

_LEAD: Final = 2
"""Sentences in which a report says what it is about."""
_HEAD: Final = 300
"""Characters at the top in which a report may be labelled, line by line."""
_DAYS: Final = 2
"""UCDP date_prec up to which a sentence tells a day, or a few."""


class Genre(NamedTuple):
    """A kind of report."""

    name: str
    head: Pattern
    """Stands at the top of such a report."""
    about: Pattern | None
    """Stands in what tells of the report's own matter, whatever day it names."""
    unless: Pattern | None
    """Stands at the top of a report that is news for all that."""
    mourns: bool
    """Losses of a day are news also in a sentence about its matter: a deminer who was hurt."""
    is_wary: bool
    """One event of a day makes news of all: an editor's comment on what has just happened."""


class GenreRules(NamedTuple):
    """The kinds of report whose news is no event."""

    version: str
    genres: tuple[Genre, ...]


@lru_cache(maxsize=1)
def genre_rules() -> GenreRules:
    """Return the rules of kinds of report."""
    table = read_rules("genres.toml")
    return GenreRules(
        version=table["version"],
        genres=tuple(
            Genre(
                it["name"],
                union(it["head"]),
                union(it["about"]) if it["about"] else None,
                union([fill(it["unless"], table["parts"])]) if "unless" in it else None,
                mourns=it.get("mourns", False),
                is_wary=it.get("is_wary", False),
            )
            for it in table["genre"]
        ),
    )


def keep_news(
    document: Document, sentences: Sequence[Sentence], parts: Sequence[Sequence[SentencePart]]
) -> list[list[SentencePart]]:
    """Silence what a report of such a kind tells without saying when it was.

    Parameters
    ----------
    document
        The report.
    sentences
        Its sentences.
    parts
        Of each sentence: itself, or its clauses; the same where the report is of no such kind.
    """
    head = list(_iter_head(document, sentences))
    kept = [list(clauses) for clauses in parts]
    for genre in genre_rules().genres:
        if _is_of(genre, head) and not (genre.is_wary and _may_be_news(document, kept)):
            kept = _keep(document, kept, genre)
    return kept


def _keep(
    document: Document, parts: Sequence[Sequence[SentencePart]], genre: Genre
) -> list[list[SentencePart]]:
    kept: list[list[SentencePart]] = []
    last: SentencePart | None = None
    for clauses in parts:
        told = [_is_of_its_own(it, genre, document) for it in clauses]
        if True in told:
            last = clauses[told.index(True)]
        elif last and not _goes_on(clauses, last, document):
            last = None
        kept.append(
            [
                it if is_told or last else it.silenced()
                for it, is_told in zip(clauses, told, strict=True)
            ]
        )
    return kept


def _is_of(genre: Genre, head: Sequence[str]) -> bool:
    if not any(map(genre.head.search, head)):
        return False
    return genre.unless is None or not any(map(genre.unless.search, head))


def _iter_head(document: Document, sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield what stands at the top, each on one line: a report may be wrapped anywhere."""
    if headline := find_headline(document):
        yield document.text[slice(*headline)]
    top = document.text[document.body_start : document.body_start + _HEAD]
    yield from (line.strip() for line in top.split("\n")[:-1] if line.strip())
    yield from (" ".join(it.text.split()) for it in sentences[:_LEAD])


def _is_of_its_own(part: SentencePart, genre: Genre, document: Document) -> bool:
    """Tell whether a sentence tells of an event of one of the last days, or of a day long ago."""
    if not (part.reading.is_event or part.losses):
        return False
    told = find_told_date(part.dates, published=document.published)
    if told is None:
        # What it tells of long ago is background, as in any report.
        return _is_past(part, document)
    if (told.precision or _DAYS + 1) > _DAYS:
        return False
    if genre.about is None or (genre.mourns and any(it.people.best for it in part.losses)):
        return True
    return not genre.about.search(part.sentence.text)


def _is_past(part: SentencePart, document: Document) -> bool:
    return any(is_background(it.interval, document.published) for it in part.dates)


def _goes_on(clauses: Sequence[SentencePart], last: SentencePart, document: Document) -> bool:
    """Tell whether a sentence is told of what another told by itself.

    So is what follows it in its paragraph; and of long ago, all until another time is told.
    """
    if any(it.sentence.paragraph == last.sentence.paragraph for it in clauses):
        return True
    is_of_late = any(find_told_date(it.dates, published=document.published) for it in clauses)
    return _is_past(last, document) and not is_of_late


def _may_be_news(document: Document, parts: Iterable[Sequence[SentencePart]]) -> bool:
    """Tell whether the headline, or a sentence with a day of late, tells an event or losses."""
    headline = find_headline(document)
    head = document.text[slice(*headline)] if headline else ""
    if read_event(head).sub_event or find_losses(head):
        return True
    return any(
        (it.reading.is_event or it.losses)
        and find_told_date(it.dates, published=document.published) is not None
        for clauses in parts
        for it in clauses
    )
