"""The date of publication of a report, from its header or a date line in its text."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""English month names and their abbreviations, lower case, to 1 to 12."""

MONTH_PATTERN: Final = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"

_HEADER = re.compile(r"\A\ufeff?[ \t]*date[ \t]+(\d{4}-\d{2}-\d{2})(?=\s|\Z)[ \t]*", re.IGNORECASE)
_FULL_DATE = (
    rf"(?:(?P<month1>{MONTH_PATTERN})\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year1>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{MONTH_PATTERN}),?\s+(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
# A line that is nothing but a date, perhaps with a label, a weekday or a clock time.
_DATE_LINE = re.compile(
    rf"^[ \t]*(?:(?:published|posted|date|updated)(?:\s+(?:on|at))?[:\s]\s*)?{_WEEKDAY}{_FULL_DATE}"
    r"(?:[\s,|–-]+\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?)?[ \t.]*(?=\r?$)",
    re.IGNORECASE | re.MULTILINE,
)
# "YEREVAN, July 28, 2021 (Agency) -": the place where a report was written, and when.
_PLACE_AND_DATE = re.compile(
    rf"^[ \t]*(?-i:[^\W\d_a-z][^\W\d_a-z\s.'’/-]*(?:[\s.'’/-]+[^\W\d_a-z]+)*),\s+{_FULL_DATE}"
    r"[ \t]*(?:\([^)\n]{1,40}\)[ \t]*|[A-Z/.]{2,20})?[ \t]*(?:[-–—:.]|(?=\r?$))",
    re.IGNORECASE | re.MULTILINE,
)
_FRONT_LINES = 12


class PublicationDate(NamedTuple):
    """A date of publication and where it stands; ``header_end`` is where the report begins."""

    day: dt.date
    start: int
    end: int
    header_end: int


def find_publication_date(text: str) -> PublicationDate | None:
    """Find when a report was published, or ``None`` when it does not say.

    A first line that starts with " date YYYY-MM-DD " wins; otherwise a date line near the start or
    the end of the text; otherwise a dateline ("YEREVAN, July 28, 2021 -").
    """
    if match := _HEADER.match(text):
        day = parse_iso_date(match[1])
        if day is not None:
            return PublicationDate(day, match.start(1), match.end(1), match.end())
    front = _end_of_line(text, _FRONT_LINES)
    for pattern in (_DATE_LINE, _PLACE_AND_DATE):
        for match in pattern.finditer(text, 0, front):
            day = _date_of(match)
            if day is not None:
                return PublicationDate(day, match.start(), match.end(), 0)
    return None


def parse_iso_date(text: str) -> dt.date | None:
    """Parse YYYY-MM-DD; ``None`` for a day that no calendar has."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _end_of_line(text: str, count: int) -> int:
    """Return the end of the ``count``-th line of text that is not blank."""
    position = 0
    for line in text.splitlines(keepends=True):
        position += len(line)
        count -= bool(line.strip())
        if not count:
            break
    return position


def _date_of(match: re.Match[str]) -> dt.date | None:
    if match["iso"]:
        return parse_iso_date(match["iso"])
    month = match["month1"] or match["month2"]
    day, year = match["day1"] or match["day2"], match["year1"] or match["year2"]
    try:
        return dt.date(int(year), MONTHS[month.lower().rstrip(".")], int(day))
    except ValueError:
        return None
