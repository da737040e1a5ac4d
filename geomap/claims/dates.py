"""When a sentence says that something happened, against when somebody said so.

The grammar covers what news reports use: explicit days with and without a year, ranges, nights
across midnight, weekdays, "yesterday", months and years. The past is preferred: a weekday equal to
the day of publication is that day, and a day and month never lie after it. Without a date of
publication nothing is resolved but what names its year; a weekday is kept as a constraint.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.documents.publication import MONTH_PATTERN, MONTHS
from geomap.model import DateBasis, DateInterval, Document, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
BACKGROUND_DAYS: Final = 45
"""What ended this long before publication is background, not the report's news."""

_D = r"(\d{1,2})(?:st|nd|rd|th)?"
_M = rf"({MONTH_PATTERN})"
_Y = r"(?:,?\s+(\d{4})\b)?"
_TO = r"\s*(?:-|–|—|/|to|and|leading\s+to|into|till|until|through)\s*(?:the\s+)?"
_PART = r"(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night|noon))?"
_WEEKDAY = rf"({'|'.join(WEEKDAYS)})"
_BEFORE_SAID = re.compile(
    r"\b(?:said|says|announced|reported|told|stated|added|confirmed|wrote|noted|claimed|disclosed|acknowledged|"
    r"statements?|briefing|remarks|comments?|interview|update|post|communiqu[eé]|figures?|"
    r"(?:published|issued|released|read|broadcast|given))"
    r"(?:\s+(?:(?:it\s+)?(?:issued|released|published|made|posted|late|early|earlier|later|again|also)|in\s+an?\s+(?:\w+\s+)?statement|"
    r"[A-Z]\w+|a\s+\w+|the\s+\w+|reporters|journalists|parliament|lawmakers))*\s*,?\s*(?:on\s+|in\s+the\s+|early\s+|late\s+|later\s+|earlier\s+|of\s+)*$"
)
_LEADING_SAID = re.compile(
    r"^\s*,?\s*(?:[\w’'-]+\s+){1,9}?(?:said|says|announced|reported|told|stated|added|confirmed|raised|put|revised|updated|acknowledged|spoken|spoke|admitted|called|denied)\b"
)
# "The country on Friday night raised its toll", "a defender on Friday told the cabinet".
_VERB_NEXT = re.compile(
    r"(?:\s+(?:morning|afternoon|evening|night))?\s+(?:also\s+|again\s+)?"
    r"(?:said|announced|reported|told|stated|raised|lowered|revised|put|confirmed|acknowledged|disclosed|published|denied|insisted)\b"
)
# "(b. 1982)", "born in 1944": a person's age, not when anything happened.
_BORN = re.compile(r"\b(?:born\s+(?:on\s+|in\s+)?|b\.\s*)$", re.IGNORECASE)
_OPEN_START = re.compile(r"\bsince\s+(?:the\s+)?(?:[a-z]+\s+(?:of|in)\s+)?$", re.IGNORECASE)
_NIGHT_WORDS = re.compile(r"\b(?:evening|night)\b", re.IGNORECASE)


class DateMention(NamedTuple):
    """A date in a sentence, resolved as far as it can be."""

    start: int
    end: int
    interval: DateInterval
    is_said: bool
    """The day of a statement, not of what it tells."""
    is_open: bool
    """"since ...": the beginning of something that goes on."""


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], dt.date | None], DateInterval | None]


def find_dates(
    text: str, start: int, end: int, *, published: dt.date | None, document_id: str
) -> list[DateMention]:
    """Find the dates of a sentence, the longest reading of each place first.

    Parameters
    ----------
    text, start, end
        The whole text, and the sentence's half-open range in it.
    published
        Day of publication, against which what is not explicit is resolved.
    document_id
        For the spans.
    """
    found: list[DateMention] = []
    for rule in _RULES:
        for match in rule.pattern.finditer(text, start, end):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if _BORN.search(text, start, match.start()):
                continue
            interval = rule.read(match, published)
            if interval is None:
                continue
            span = Span(document_id=document_id, start=match.start(), end=match.end())
            found.append(
                DateMention(
                    start=match.start(),
                    end=match.end(),
                    interval=_with_span(interval, span),
                    is_said=_is_said(text, start, end, match),
                    is_open=bool(_OPEN_START.search(text[start : match.start()])),
                )
            )
    return sorted(found)


def is_background(interval: DateInterval, published: dt.date | None) -> bool:
    """Tell whether an interval lies so far back that it is not the report's news."""
    if published is None:
        return interval.precision is not None and interval.precision >= 4
    end = interval.end or interval.start
    return end is not None and (published - end).days > BACKGROUND_DAYS


def find_said_on(mentions: list[DateMention]) -> dt.date | None:
    """Return the day of the statement that a sentence passes on."""
    return next((m.interval.start for m in mentions if m.is_said and m.interval.start), None)


def find_event_date(
    mentions: list[DateMention], sentence: str, *, trigger: int, published: dt.date | None
) -> DateInterval | None:
    """Choose the date of what happened: the nearest to the trigger that is not a statement's day.

    Parameters
    ----------
    mentions
        From `find_dates`.
    sentence
        The sentence's text.
    trigger
        Position of the event's word in the whole text.
    published
        Day of publication.
    """
    own = [
        mention
        for mention in mentions
        if not (mention.is_said or mention.is_open)
        and not is_background(mention.interval, published)
    ]
    if own:
        return min(own, key=lambda m: (m.interval.precision or 9, abs(m.start - trigger))).interval
    said = next((mention for mention in mentions if mention.is_said), None)
    if said and _NIGHT_WORDS.search(sentence) and re.search(r"\bearly\b", sentence):
        return _night_before(said.interval)
    return None


def iter_years(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (position, year) of the years from 1900 on that a range of text names."""
    for match in re.finditer(r"(?<![\d.,])(?:19|20)\d{2}(?![\d,]\d|\d)", text[start:end]):
        yield start + match.start(), int(match[0])


def _night_before(said: DateInterval) -> DateInterval:
    """Read "said early on Tuesday ... in the evening hours": the evening of the day before."""
    if said.start is None:
        return DateInterval(basis=said.basis, weekday=said.weekday, precision=2, span=said.span)
    return DateInterval(
        start=said.start - dt.timedelta(days=1),
        end=said.start,
        precision=2,
        basis=said.basis,
        span=said.span,
    )


def _with_span(interval: DateInterval, span: Span) -> DateInterval:
    return DateInterval(
        start=interval.start,
        end=interval.end,
        precision=interval.precision,
        basis=interval.basis,
        weekday=interval.weekday,
        year=interval.year,
        span=span,
    )


def _is_said(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    before = text[start : match.start()]
    if _BEFORE_SAID.search(before):
        return True
    if _VERB_NEXT.match(text, match.end(), end):
        return True
    leads = re.fullmatch(
        r"\s*[“\"‘]?(?:(?:But|And|Earlier|Later|Also|Early|Late)\s+)?(?:on\s+|earlier\s+)?(?:early\s+|late\s+)?",
        before,
        re.IGNORECASE,
    )
    return bool(leads and _LEADING_SAID.match(text[match.end() : end]))


def _explicit(
    start: dt.date | None, end: dt.date | None, *, basis: DateBasis = DateBasis.EXPLICIT
) -> DateInterval | None:
    if start is None or end is None:
        return None
    if end < start:
        start, end = end, start
    days = (end - start).days + 1
    precision = 1 if days == 1 else 2 if days <= 6 else 3 if days <= 7 else 4 if days <= 31 else 5
    return DateInterval(start=start, end=end, precision=precision, basis=basis)


def _day(
    month: str | None, day: str, year: str | None, published: dt.date | None
) -> dt.date | None:
    """Make a date; without a year, the last such day up to publication."""
    if month is None:
        return None
    number = MONTHS[month.lower().rstrip(".")]
    try:
        if year:
            return dt.date(int(year), number, int(day))
        if published is None:
            return None
        found = dt.date(published.year, number, int(day))
        # A day of grace: the place of the event can be a time zone ahead of the desk.
        if found > published + dt.timedelta(days=1):
            return dt.date(published.year - 1, number, int(day))
    except ValueError:
        return None
    return found


def _read_night(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    g = match.groups()
    if g[0]:  # night of September 12 leading to (September) 13
        first = _day(g[0], g[1], g[4], published)
        second = _day(g[2] or g[0], g[3], g[4], published)
    else:  # night of 12 (September) to 13 September
        first = _day(g[6] or g[8], g[5], g[9], published)
        second = _day(g[8], g[7], g[9], published)
    return _explicit(first, second)


def _read_single_night(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    month, day = (match[1], match[2]) if match[1] else (match[5], match[4])
    first = _day(month, day, match[3] or match[6], published)
    return _explicit(first, first + dt.timedelta(days=1)) if first else None


def _read_range(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    g = match.groups()
    if g[0]:
        first = _day(g[0], g[1], g[4], published)
        return _explicit(first, _day(g[2] or g[0], g[3], g[4], published))
    first = _day(g[6] or g[8], g[5], g[9], published)
    return _explicit(first, _day(g[8], g[7], g[9], published))


def _read_month_day(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    day = _day(match[1], match[2], match[3], published)
    return _explicit(day, day)


def _read_day_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    day = _day(match[2], match[1], match[3], published)
    return _explicit(day, day)


def _read_iso(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del published
    try:
        day = dt.date.fromisoformat(match[0])
    except ValueError:
        return None
    return _explicit(day, day)


def _read_month_year(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del published
    month, year = MONTHS[match[1].lower().rstrip(".")], int(match[2])
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return DateInterval(
        start=dt.date(year, month, 1),
        end=following - dt.timedelta(days=1),
        precision=4,
        basis=DateBasis.EXPLICIT,
    )


def _read_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    month = MONTHS[match[1].lower().rstrip(".")]
    year = published.year - (month > published.month)
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return DateInterval(
        start=dt.date(year, month, 1),
        end=min(following - dt.timedelta(days=1), published),
        precision=4,
        basis=DateBasis.RELATIVE,
    )


def _read_part_of_month(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, 28)}[match[1].lower()]
    start = _day(match[2], str(first), match[3], published)
    if start is None:
        return None
    return DateInterval(
        start=start, end=start.replace(day=last), precision=4, basis=DateBasis.EXPLICIT
    )


def _read_year(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    year = int(match[1])
    if published and year >= published.year:
        return None
    return DateInterval(
        start=dt.date(year, 1, 1),
        end=dt.date(year, 12, 31),
        precision=5,
        basis=DateBasis.EXPLICIT,
    )


def _read_weekday_night(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    first, second = match[1] or match[3], match[2] or match[4]
    if published is None:
        return DateInterval(
            precision=2, basis=DateBasis.WEEKDAY, weekday=WEEKDAYS.index(second.lower())
        )
    end = _last_weekday(second, published)
    return _explicit(_last_weekday(first, end), end, basis=DateBasis.WEEKDAY)


def _read_weekday(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    name = match[1].lower()
    if published is None:
        return DateInterval(precision=1, basis=DateBasis.WEEKDAY, weekday=WEEKDAYS.index(name))
    day = _last_weekday(name, published)
    return _explicit(day, day, basis=DateBasis.WEEKDAY)


def _last_weekday(name: str, until: dt.date) -> dt.date:
    return until - dt.timedelta(days=(until.weekday() - WEEKDAYS.index(name.lower())) % 7)


_RELATIVE_DAYS: Final = {
    "today": (0, 0),
    "this morning": (0, 0),
    "this afternoon": (0, 0),
    "this evening": (0, 0),
    "tonight": (0, 0),
    "yesterday": (1, 1),
    "last night": (1, 0),
    "overnight": (1, 0),
}


def _read_relative(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    if published is None:
        return None
    first, last = _RELATIVE_DAYS[" ".join(match[1].lower().split())]
    return _explicit(
        published - dt.timedelta(days=first),
        published - dt.timedelta(days=last),
        basis=DateBasis.RELATIVE,
    )


def _read_last_period(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    unit = match[1].lower()
    if published is None:
        return DateInterval(precision=5, basis=DateBasis.RELATIVE) if unit == "year" else None
    if unit == "year":
        year = published.year - 1
        return DateInterval(
            start=dt.date(year, 1, 1),
            end=dt.date(year, 12, 31),
            precision=5,
            basis=DateBasis.RELATIVE,
        )
    if unit == "month":
        end = published.replace(day=1) - dt.timedelta(days=1)
        return DateInterval(
            start=end.replace(day=1), end=end, precision=4, basis=DateBasis.RELATIVE
        )
    monday = published - dt.timedelta(days=published.weekday() + 7)
    return DateInterval(
        start=monday, end=monday + dt.timedelta(days=6), precision=3, basis=DateBasis.RELATIVE
    )


def _read_this_week(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del match
    if published is None:
        return None
    return DateInterval(
        start=published - dt.timedelta(days=published.weekday()),
        end=published,
        precision=3,
        basis=DateBasis.RELATIVE,
    )


def _read_day_before(match: re.Match[str], published: dt.date | None) -> DateInterval | None:
    del match
    if published is None:
        return None
    day = published - dt.timedelta(days=1)
    return _explicit(day, day, basis=DateBasis.RELATIVE)


def _rule(
    pattern: str, read: Callable[[re.Match[str], dt.date | None], DateInterval | None]
) -> _Rule:
    return _Rule(re.compile(pattern, re.IGNORECASE), read)


_PAIR: Final = rf"(?:{_M}\s+{_D}{_TO}(?:{_M}\s+)?{_D}\b{_Y}|{_D}(?:\s+{_M})?{_TO}{_D}\s+{_M}{_Y})"
_RULES: Final = (
    _rule(
        rf"\b(?:(?:on\s+)?the\s+)?(?:night|overnight)\s+(?:of|from|on|between)?\s*(?:the\s+)?{_PAIR}",
        _read_night,
    ),
    _rule(rf"\b(?:(?:from|between|on)\s+)?{_PAIR}", _read_range),
    _rule(rf"\b(?:the\s+)?night\s+of\s+(?:{_M}\s+{_D}\b{_Y}|{_D}\s+{_M}{_Y})", _read_single_night),
    _rule(
        rf"\b(early|mid|late)[-\s]+(?:in\s+)?{_M}(?!\s*\d{{1,2}}\b(?!\d)){_Y}", _read_part_of_month
    ),
    _rule(rf"\b{_M}\s+{_D}\b(?!\s*(?:people|soldiers|servicemen)){_Y}", _read_month_day),
    _rule(rf"\b{_D}\s+(?:of\s+)?{_M}(?![a-z]){_Y}", _read_day_month),
    _rule(r"\b\d{4}-\d{2}-\d{2}\b", _read_iso),
    _rule(rf"\b{_M}\s+(?:of\s+)?(\d{{4}})\b", _read_month_year),
    _rule(
        rf"\b(?:night|overnight)\s+(?:from|of|between)?\s*{_WEEKDAY}{_TO}{_WEEKDAY}\b|\b{_WEEKDAY}\s*(?:-|–|to)\s*{_WEEKDAY}\s+night\b",
        _read_weekday_night,
    ),
    _rule(rf"\b(?:last\s+|this\s+|early\s+|late\s+)?{_WEEKDAY}\b{_PART}", _read_weekday),
    _rule(
        r"\b(today|yesterday|tonight|this\s+(?:morning|afternoon|evening)|last\s+night|overnight)\b",
        _read_relative,
    ),
    _rule(r"\b(?:last|previous)\s+(year|month|week)\b", _read_last_period),
    _rule(r"\b(?:earlier\s+)?this\s+week\b", _read_this_week),
    _rule(r"\b(?:the\s+)?(?:day\s+before|previous\s+day)\b", _read_day_before),
    _rule(rf"\b(?:in|since|during|last|early\s+in|late)\s+{_M}(?![\w.]*\s*\d)\b", _read_month),
    _rule(r"(?<![\d.,/-])\b((?:19|20)\d{2})(?:s\b|\b)(?![.,/-]\d)", _read_year),
)


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
