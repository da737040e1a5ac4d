"""The date of publication of a report: where a page says so, or in a dateline of its text.

A full date in a sentence is what the report tells. That of its publication stands in the furniture
of a page, near the top or at the very end: alone on a line, beside a label, a clock time or a
byline, or in front of the first sentence ("YEREVAN, July 28, 2021 (Agency) -").
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.documents.calendar import (
    ALL_MONTH_PATTERN,
    ALL_WEEKDAY_PATTERN,
    FULL_DATE,
    has_digit,
    iter_days_of_year,
    iter_full_dates,
    read_full_date,
    read_month,
    read_weekday,
    read_year,
)
from geomap.documents.text_lines import list_lines
from geomap.expressions import compile_expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADER = re.compile(r"\A\ufeff?[ \t]*date[ \t]+(\d{4}-\d{2}-\d{2})(?=\s|\Z)[ \t]*", re.IGNORECASE)
_PUBLISHED = compile_expression(
    r"\b(?:published|posted|released?|issued|sent|circulated|printed|first\s+published|date|filed|giriş|yayın\w*|"
    r"опубликован\w*|дата|publicado|publié)\b",
    re.IGNORECASE,
)
_OF_EVENT = compile_expression(
    r"\b(?:date|day)\s+of\s+(?:the\s+)?(?:incident|event|attack|occurrence|birth|death)\b|"
    r"\b(?:incident|event)\s+date\b|"
    r"\b(?:anniversary|battle|war|attacks?|raids?|massacre|agreement|treaty|truce|ceasefire)"
    r"\s+(?:of|from|on)\s*$",
    re.IGNORECASE,
)
# Of what was made on a day: "Dispatch of 4 May 2012", "a calendar, drawn up on 24 September 1980".
_MADE = compile_expression(
    r"\b(?:dispatch|communiqu[eé]|bulletin|statement|report|briefing|letter|memorandum|transcript|"
    r"translation|text|broadcast|summary|drawn\s+up|compiled|prepared|written|recorded|transmitted|"
    r"monitored|dated|notes|log|summary\s+of\s+events|information|as\s+(?:of|at)|embargoed\s+until|week\s+ending)"
    r"(?:\s+as\s+(?:of|at))?(?:\s+\d{1,2}:?\d{2}(?:\s+(?:hours|hrs|gmt|utc))?,?)?[\s,:–—-]*(?:(?:of|on|at|for)\s+)?$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"\bas\s+(?:of|at)\b[^.;]{0,20}$", re.IGNORECASE)
# "The next will be issued on 9 June".
_NEXT = re.compile(r"\b(?:next|will|shall|due|to\s+be)\b", re.IGNORECASE)
_UPDATED = compile_expression(
    r"\b(?:updated?|last\s+update|modified|güncelleme|обновлен\w*)\b", re.IGNORECASE
)
_CLOCK = compile_expression(
    r"\b\d{1,2}[:.h]\d{2}\b(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE
)
_PREPOSITION = re.compile(r"\b(?:on|in|since|until|by|from|after|before)\s*$", re.IGNORECASE)
_SET_APART = re.compile(r"\s*[,|/–—-]\s*(?:by|from|edition|issue|no\.|at)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s*$")
# "This story was first published on August 30, 2019."
_STORY = compile_expression(
    r"\b(?:this|the)\s+(?:story|article|report|item|text|piece|version|interview)\s+"
    r"(?:was\s+|has\s+been\s+)?(?:first\s+|originally\s+)?$",
    re.IGNORECASE,
)
# "Press service of the border troops. August 30, 2019.", "Special to the Times. NAIROBI, Aug. 30".
_STOP = re.compile(r"(?<=\w\w)[.!?][\"”’)]*\s+(?=[^\W\d_a-z]|\d|$)")
# What may stand behind the date of a dateline, before the first sentence begins.
_DATELINE_END = compile_expression(
    r"(?:,?\s+\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?)?[ \t]*[)\]]?[ \t]*"
    r"(?:\([^)\n]{1,40}\)|/[^/\n]{2,30}/|[A-Z/.]{2,20}|,(?:[ \t]+[A-Z][\w.&’'-]*){1,5}"
    r"(?:[ \t]+(?:desk|bureau|service|newsroom|staff|correspondents?))?)?[ \t]*"
    r"(?:\.?[-–—:|_]|\.(?=\s)|[)\]](?=\s))"
)
# And before it: places, agencies, a weekday, another calendar's date; no word in lower case.
_DATELINE_START = compile_expression(
    rf"[ \t(\[/]*(?:(?:[^\W\d_a-zа-яա-և][\w.'’-]*|\d{{1,4}}|border|frontier|{ALL_WEEKDAY_PATTERN})"
    r"[\s,./()|:–—-]*){0,9}"
)
# "28 Jul 11", "28.07.11": by itself it may be two figures and no year, so only beside little else.
_SHORT = compile_expression(
    rf"(?<![\w.,/-])(?:(?P<day1>\d{{1,2}})[ -](?P<month1>{ALL_MONTH_PATTERN})[ -]|"
    r"(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark))(?P<year>\d{2})(?![\w.:/-])",
    re.IGNORECASE,
)
# "07/11/2023 - 18:22": where hours are counted to 24, the day stands before the month.
_DAY_FIRST = compile_expression(
    r"[\s,|·–—-]{1,5}(?:1[3-9]|2[0-3]|00)[:.h][0-5]\d\b(?!\s*[ap]\.?m\b)", re.IGNORECASE
)
# A first line in brackets says where a text is from, not what it tells.
_BRACKETED = re.compile(r"\s*\[[^\[\]\n]*\]\s*")
_COPYRIGHT = re.compile(r"(?:\(c\)|©|\bcopyright)[^\n]{0,40}?\b((?:19|20)\d{2})\b", re.IGNORECASE)
# A headline that ends in the day of its page: "Fighting on three fronts, Monday, May 22".
_NAMED_DAY = re.compile(rf"[,:;|(–—-]\s*(?:{ALL_WEEKDAY_PATTERN}),?\s+$", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:{ALL_WEEKDAY_PATTERN})(?!\w)", re.IGNORECASE)
_FRONT_LINES: Final = 12
_HEAD_LINES: Final = 4
"""In which a report says when it was made, be it at the end of a long line."""
_BACK_LINES: Final = 2
_FEW_WORDS: Final = 9
"""Words beside its date up to which a line without a full stop is furniture of the page."""
_LABEL_WORDS: Final = 2
"""A weekday, a label."""
_REACH: Final = 60
"""Characters of a line in which a label stands before its date, and a dateline ends."""
_NEAR: Final = 18
"""Characters in front of a date in which its weekday stands."""
_MONTH_DAYS: Final = 31
_DATELINE: Final = 2
"""Rank of a date in front of the first sentence: below those that a label or a line sets apart."""


class PublicationDate(NamedTuple):
    """A date of publication and where it stands; ``header_end`` is where the report begins."""

    day: dt.date
    start: int
    end: int
    header_end: int


class DayOfYear(NamedTuple):
    """A day and month without a year, and where they stand."""

    month: int
    day: int
    start: int
    end: int
    is_dateline: bool
    """It stands in front of the first sentence: "GOMA, June 17 (Agency) -"."""


class _Line(NamedTuple):
    start: int
    end: int
    number: int
    """Of the lines that are not blank; negative from the end."""


def find_publication_date(text: str) -> PublicationDate | None:
    """Find when a report was published, or ``None`` when it does not say.

    A first line that starts with " date YYYY-MM-DD " wins. Otherwise a date that is labelled as the
    one of publication, then any other date in the furniture near the start or at the end of the
    text, then a dateline; a date in the headline comes last. Of "05/07/2015", whose parts may mean
    either, the reading counts that the text names with its month, if it names one of the two.
    """
    if match := _HEADER.match(text):
        days = read_full_date(found) if (found := FULL_DATE.match(match[1])) else ()
        if days:
            return PublicationDate(days[0], match.start(1), match.end(1), match.end())
    edges = list(_iter_edges(text))
    candidates = [
        (rank, match.start(), match, day)
        for line in edges
        for match in iter_full_dates(text, line.start, line.end)
        if (rank := _rank(text, line, match)) is not None
        and (day := _choose_day(match, text)) is not None
    ]
    if candidates:
        rank, _, match, day = min(candidates, key=lambda it: it[:2])
        labelled = _find_day_without_year(text, edges) if rank else None
        if labelled and labelled.day > day:
            # "4-10 March 2024 (issued Monday, 11 March)".
            return labelled
        return PublicationDate(day, match.start(), match.end(), 0)
    return (
        _find_short_date(text, edges)
        or _find_day_without_year(text, edges)
        or _find_dateline_of_year(text)
    )


def _iter_edges(text: str) -> Iterator[_Line]:
    """Yield those of the first and the last lines of a text that hold a digit: no date has none."""
    lines = [it for it in list_lines(text) if not text[slice(*it)].isspace()]
    for number, (start, end) in enumerate(lines):
        from_end = number - len(lines)
        if not (number < _FRONT_LINES or from_end >= -_BACK_LINES):
            continue
        if has_digit(text[start:end]):
            yield _Line(start, end, number if number < _FRONT_LINES else from_end)


def _rank(text: str, line: _Line, match: re.Match[str]) -> int | None:
    """Return how likely a date in a line is that of publication, 0 the likeliest; or ``None``."""
    before, after = text[line.start : match.start()], text[match.end() : line.end]
    near = before[-_REACH:]
    if _OF_EVENT.search(near):
        return None
    before, after = _cut_at_stops(text, line, match)
    is_sentence = _is_sentence(before, after)
    is_told = is_sentence and bool(_SENTENCE_END.search(text[line.start : line.end]))
    if _PUBLISHED.search(near) and _is_label(near, is_sentence=is_told):
        return 0
    is_made = 0 <= line.number < _HEAD_LINES and _MADE.search(near)
    # What is known by a day may be sent out the day after.
    if (_UPDATED.search(near) and _is_label(near, is_sentence=is_told)) or (
        is_made and _AS_OF.search(near)
    ):
        return 3
    is_dateline = _is_dateline(text, line, match)
    is_note = _BRACKETED.fullmatch(text, line.start, line.end) and not _PREPOSITION.search(before)
    is_head = is_made and (not _SENTENCE_END.search(after) or after[:1] == ":")
    # Above a dateline in the first line nothing stands: no later one says better when it was made.
    if is_head or ((is_dateline or is_note) and line.number == 0):
        return 1
    is_bare = not is_sentence and _is_bare(before, after)
    if is_bare and not (line.number == 0 and _has_headline(before, after)):
        return 1
    is_at_end = 0 <= line.number < _HEAD_LINES and _ends_headline(before, after)
    # A headline may name the day of an anniversary.
    return _DATELINE if is_dateline or is_at_end else 4 if is_bare else None


def _ends_headline(before: str, after: str) -> bool:
    """Tell whether a date with its weekday is the end of a line: "..., Monday, May 22"."""
    return not after.strip(" )]") and bool(_NAMED_DAY.search(before))


def _cut_at_stops(text: str, line: _Line, match: re.Match[str]) -> tuple[str, str]:
    """Return what stands around a date in a short line, from its last full stop to the next."""
    start, end = line.start, line.end
    for stop in _STOP.finditer(text, start, end) if end - start <= 2 * _REACH else ():
        if stop.end() <= match.start():
            start = stop.end()
        elif stop.start() >= match.end():
            end = stop.start() + 1
            break
    return text[start : match.start()], text[match.end() : end]


def _is_sentence(before: str, after: str) -> bool:
    """Tell whether a date is told in a sentence: "On July 28, 2021, two soldiers were wounded."."""
    ends = bool(_SENTENCE_END.search(_CLOCK.sub("", after)))
    if not before.strip(" \t0123456789-–") and _SET_APART.match(after):
        # "19-25 June 2023, by our bureau."
        return False
    return bool(_PREPOSITION.search(before)) or (
        ends and _count_words(before, after) > _LABEL_WORDS
    )


def _is_label(near: str, *, is_sentence: bool) -> bool:
    """Tell whether a word for publication labels the date behind it, outside of a sentence."""
    label = [*_PUBLISHED.finditer(near), *_UPDATED.finditer(near)][-1]
    between = near[label.end() :]
    ahead = near[: label.start()]
    return len(between.split()) <= _FEW_WORDS and (
        not is_sentence
        or ahead.strip(" ([|•·—–-") == ""
        or ahead[-1:] in "(["
        or bool(_STORY.search(ahead))
    )


def _is_bare(before: str, after: str) -> bool:
    """Tell whether little beside the date stands in a line."""
    has_clock = bool(_CLOCK.search(before) or _CLOCK.search(after))
    return _count_words(before, after) <= _FEW_WORDS + 3 * has_clock


def _has_headline(before: str, after: str) -> bool:
    return _count_words(before, after) > _LABEL_WORDS


def _count_words(before: str, after: str) -> int:
    return len(re.findall(r"[^\W\d_]+", _CLOCK.sub(" ", f"{before} {after}")))


def _choose_day(match: re.Match[str], text: str) -> dt.date | None:
    days = read_full_date(match)
    if len(days) < 2:  # noqa: PLR2004 - one reading
        return days[0] if days else None
    before = _WEEKDAY.search(text, max(0, match.start() - _NEAR), match.start())
    if before:
        weekday = read_weekday(before[0])
        days = tuple(day for day in days if day.weekday() == weekday) or days
        if len(days) == 1:
            return days[0]
    named = {(read_month(it["month1"] or it["month2"])) for it in iter_days_of_year(text)}
    fitting = [day for day in days if day.month in named]
    if len(fitting) == 1:
        return fitting[0]
    return days[0] if _DAY_FIRST.match(text, match.end()) else None


def _find_short_date(text: str, edges: Sequence[_Line]) -> PublicationDate | None:
    """Find "News | 28 Jul 11 | 12:47": a year of two digits, in a line with little beside it."""
    for line in edges:
        for match in _SHORT.finditer(text, line.start, line.end):
            before, after = text[line.start : match.start()], text[match.end() : line.end]
            if _is_sentence(before, after) or not _is_bare(before, after):
                continue
            day = _choose_day(written, text) if (written := _write_out(match)) else None
            if day and not _OF_EVENT.search(before):
                return PublicationDate(day, match.start(), match.end(), 0)
    return None


def _write_out(short: re.Match[str]) -> re.Match[str] | None:
    """Return a date of two digits as one with its century, to be read as such."""
    year, mark = read_year(short["year"]), short["mark"]
    if mark:
        return FULL_DATE.match(f"{short['first']}{mark}{short['second']}{mark}{year}")
    return FULL_DATE.match(f"{short['day1']} {short['month1']} {year}")


def _find_day_without_year(text: str, edges: Sequence[_Line]) -> PublicationDate | None:
    """Find "Published September 25th" at an edge, if a full date shortly before gives the year."""
    for match in _iter_labelled_days(text, edges):
        month = read_month(match["month1"] or match["month2"])
        # Few texts have such a day, and only there all others are looked for.
        told = {day for full in iter_full_dates(text) for day in read_full_date(full)[:1]}
        for last in sorted(told, reverse=True):
            try:
                day = dt.date(last.year, month, int(match["day1"] or match["day2"]))
            except ValueError:
                continue
            if dt.timedelta() <= day - last <= dt.timedelta(days=_MONTH_DAYS):
                return PublicationDate(day, match.start(), match.end(), 0)
    return None


def _iter_labelled_days(text: str, edges: Sequence[_Line]) -> Iterator[re.Match[str]]:
    """Yield the days without a year at the edges that are labelled as those of publication."""
    for line in edges:
        if not _PUBLISHED.search(text, line.start, line.end):
            continue
        for match in iter_days_of_year(text, line.start, line.end):
            near = text[line.start : match.start()][-_REACH:]
            is_label = _PUBLISHED.search(near) and _is_label(near, is_sentence=False)
            if is_label and not _NEXT.search(near):
                yield match


def find_day_of_publication(text: str) -> DayOfYear | None:
    """Find the day and month on which a report without a year was published, if it tells them.

    In a dateline, behind a label, or in a line of their own; of several days in lines of their own,
    as chronologies have them, none is that of publication.
    """
    found = [
        (rank, match, _is_dateline(text, line, match))
        for line in _iter_edges(text)
        for match in iter_days_of_year(text, line.start, line.end)
        if (rank := _rank(text, line, match)) is not None and rank <= _DATELINE
    ]
    best = min((rank for rank, *_ in found), default=None)
    days = {
        (read_month(it["month1"] or it["month2"]), int(it["day1"] or it["day2"]))
        for rank, it, _ in found
        if rank == best
    }
    if len(days) != 1:
        return None
    _, match, is_dateline = next(it for it in found if it[0] == best)
    return DayOfYear(*days.pop(), match.start(), match.end(), is_dateline)


def _find_dateline_of_year(text: str) -> PublicationDate | None:
    """Find "YEREVAN, July 12 -" at the top of a text whose copyright names the year."""
    years = {int(match[1]) for match in _COPYRIGHT.finditer(text)}
    if len(years) != 1:
        return None
    for line in _iter_edges(text):
        match = next(iter_days_of_year(text, line.start, line.end), None)
        if match is None:
            continue
        # Its dateline may have a line to itself.
        is_alone = match.end() == line.end and _DATELINE_START.fullmatch(
            text, line.start, match.start()
        )
        if not (is_alone or _is_dateline(text, line, match)):
            continue
        month = read_month(match["month1"] or match["month2"])
        try:
            day = dt.date(min(years), month, int(match["day1"] or match["day2"]))
        except ValueError:
            continue
        return PublicationDate(day, match.start(), match.end(), 0)
    return None


def _is_dateline(text: str, line: _Line, match: re.Match[str]) -> bool:
    """Tell whether a date stands between a place or an agency and the first sentence."""
    before, after = text[line.start : match.start()], text[match.end() : line.end]
    return (
        line.number >= 0
        and len(before) <= _REACH
        and bool(_DATELINE_START.fullmatch(_STOP.split(before)[-1]))
        and bool(_DATELINE_END.match(after))
    )
