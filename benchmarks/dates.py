"""Measure dates: how often the day of a report's incident is right.

Usage: python benchmarks/dates.py REPORTS.jsonl [--held-out 3] [-v]

Each line is one report, ``{"id", "text", "publish_date", "gold": {"date"}}``. Its day is that of
its first claim, or the day that it tells beside that claim, else the first that it tells at all
(of the last weeks, or in full of any time; then of what came of the event), else that of its
publication or the day before. It is right when the marked day is in it, and it is of at most two
days (a night). Beside it stands the simplest rule: the first weekday in the text, as the last such
day up to publication, else the day of publication.

Every third line is held out of what anybody reads (``--held-out``), and counted by itself. ``-v``
prints what is wrong in the others.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.borders import load_borders
from geomap.claims import ResolvedDocument, RuleExtractor
from geomap.claims.dates import find_dates, find_told_date, is_background
from geomap.claims.structure import iter_sentences
from geomap.documents.calendar import WEEKDAYS
from geomap.folders import find_gazetteer
from geomap.model import Claim, DateBasis, DateInterval, Document
from geomap.places import load_gazetteer, recase, resolve_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.claims.dates import DateMention
    from geomap.places import Gazetteer

NIGHT = dt.timedelta(days=1)
FINE = 2
"""UCDP date_prec up to which a day is told, not a week."""


def find_day(
    document: Document, published: dt.date, gazetteer: Gazetteer, extractor: RuleExtractor
) -> tuple[str, DateInterval]:
    """Return the day of a report's incident, and what told it."""
    prose = recase(document, gazetteer)
    claims = extractor.extract([ResolvedDocument(prose, resolve_document(prose, gazetteer))])
    found = [it for claim in claims for it in _find_own(claim)]
    return next(iter([*found, *_find_told(prose, published)]))


def _find_own(claim: Claim) -> Iterator[tuple[str, DateInterval]]:
    """Yield the day of a claim, and the day told beside it."""
    for basis, date in (("claim", claim.date), ("beside a claim", claim.setting_date)):
        if date is not None and _is_fine(date):
            yield basis, date


def _is_fine(date: DateInterval | None) -> bool:
    return date is not None and date.start is not None and (date.precision or 9) <= FINE


def _find_told(document: Document, published: dt.date) -> Iterator[tuple[str, DateInterval]]:
    """Yield the days that a report tells, whatever of; the last is that of its publication."""
    sentences = [
        find_dates(document.text, s.start, s.end, published=published, document_id=document.id)
        for s in iter_sentences(document)
    ]
    rest = [it for mentions in sentences for it in mentions if _is_fine(it.interval)]
    for mentions in sentences:
        found = [("long past", it.interval) for it in mentions if _is_past(it, published)]
        told = find_told_date(mentions, published=published)
        if told is not None and _is_fine(told):
            found.append(("told", told))
        yield from sorted(found, key=lambda it: it[1].span.start if it[1].span else 0)
    after = [
        it.interval for it in rest if (it.is_aside or it.is_said) and not _is_to_come(it, published)
    ]
    # What came of an event lies behind it: the first day of that is the nearest to it.
    fresh = [it for it in after if not is_background(it, published)] or after
    yield from (("came of it", it) for it in sorted(fresh, key=lambda it: it.start or published))
    last = DateInterval(
        start=published - NIGHT, end=published, precision=2, basis=DateBasis.DATELINE
    )
    yield "publication", last


def _is_past(mention: DateMention, published: dt.date) -> bool:
    is_full = mention.interval.basis is DateBasis.EXPLICIT and _is_fine(mention.interval)
    is_own = not (mention.is_said or mention.is_aside)
    return is_full and is_own and is_background(mention.interval, published)


def _is_to_come(mention: DateMention, published: dt.date) -> bool:
    return mention.interval.start is not None and mention.interval.start > published + NIGHT


def find_simple(text: str, published: dt.date) -> dt.date:
    """Return the day by the simplest rule that there is."""
    match = re.search(rf"\b(?:{'|'.join(WEEKDAYS)})\b", text.lower())
    if match is None:
        return published
    return published - dt.timedelta(days=(published.weekday() - WEEKDAYS.index(match[0])) % 7)


def main() -> None:
    """Print the share of right days, for the reports that may be read and for those held out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--held-out", type=int, default=3, help="every how manieth line")
    parser.add_argument("-v", "--verbose", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    folder = find_gazetteer()
    gazetteer = load_gazetteer(folder)
    extractor = RuleExtractor(gazetteer, load_borders(folder / "borders"))
    counts = Counter[tuple[str, str]]()
    for number, line in enumerate(options.reports.read_bytes().splitlines()):
        row: dict[str, Any] = json.loads(line)
        part = "held out" if number % options.held_out == options.held_out - 1 else "read"
        published, wanted = (
            dt.date.fromisoformat(text) for text in (row["publish_date"], row["gold"]["date"])
        )
        document = Document(
            id=str(row["id"]), source="reports", text=row["text"], published=published
        )
        basis, day = find_day(document, published, gazetteer, extractor)
        start, end = day.start or published, day.end or published
        right = start <= wanted <= end and end - start <= NIGHT
        counts[part, "reports"] += 1
        counts[part, "right"] += right
        counts[part, "begins right"] += start == wanted
        counts[part, "simplest rule"] += find_simple(row["text"], published) == wanted
        counts[part, f"{basis}: {'right' if right else 'wrong'}"] += 1
        if options.verbose and part == "read" and not right:
            print(f"{row['id']} {wanted} {basis} {start} to {end}, published {published}")
    for part in ("read", "held out"):
        total = counts[part, "reports"]
        print(f"{part}: {total} reports")
        for (which, name), number in sorted(counts.items()):
            if which == part and name != "reports":
                print(f"  {name:24} {number:5}  {number / total:.3f}")


if __name__ == "__main__":
    main()
