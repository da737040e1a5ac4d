"""Names of months and weekdays, and the ways in which full dates are written."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from geomap.expressions import compile_expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _number(names: str) -> dict[str, int]:
    """Give each name of a group the number of its group; commas divide them."""
    groups = enumerate(names.split(","), start=1)
    return {name: number for number, group in groups for name in group.split()}


MONTHS: Final[dict[str, int]] = _number(
    "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, "
    "september sep sept, october oct, november nov, december dec"
)
"""English month names and their abbreviations, lower case, to 1 to 12."""

ALL_MONTHS: Final[dict[str, int]] = {
    # Russian, as dates have them
    **_number(
        "января январь янв, февраля февраль фев, марта март мар, апреля апрель апр, мая май, "
        "июня июнь июн, июля июль июл, августа август авг, сентября сентябрь сен сент, "
        "октября октябрь окт, ноября ноябрь ноя, декабря декабрь дек"
    ),
    # Turkish
    **_number(
        "ocak, şubat subat, mart, nisan, mayıs mayis, haziran, temmuz, ağustos agustos, "
        "eylül eylul, ekim, kasım kasim, aralık aralik"
    ),
    # Azerbaijani, bare and in the genitive
    **_number(
        "yanvar yanvarın, fevral fevralın, mart martın, aprel aprelin, may mayın, iyun iyunun, "
        "iyul iyulun, avqust avqustun, sentyabr sentyabrın, oktyabr oktyabrın, noyabr noyabrın, "
        "dekabr dekabrın"
    ),
    # Armenian, bare and in the genitive
    **_number(
        "հունվար հունվարի, փետրվար փետրվարի, մարտ մարտի, ապրիլ ապրիլի, մայիս մայիսի, "
        "հունիս հունիսի, հուլիս հուլիսի, օգոստոս օգոստոսի, սեպտեմբեր սեպտեմբերի, "
        "հոկտեմբեր հոկտեմբերի, նոյեմբեր նոյեմբերի, դեկտեմբեր դեկտեմբերի"
    ),
    # Spanish and French
    **_number(
        "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre setiembre, octubre, "
        "noviembre, diciembre"
    ),
    **_number(
        "janvier, février fevrier, mars, avril, mai, juin, juillet, août aout, septembre, octobre, "
        "novembre, décembre decembre"
    ),
    **MONTHS,
}
"""The same with those of other languages of the borders that reports come from."""

FEASTS: Final[dict[str, tuple[str, int]]] = {
    "new year's eve": ("december", 31),
    "new year's day": ("january", 1),
    "christmas eve": ("december", 24),
    "christmas day": ("december", 25),
    "boxing day": ("december", 26),
    "valentine's day": ("february", 14),
    "fourth of july": ("july", 4),
    "july fourth": ("july", 4),
    "halloween": ("october", 31),
}
"""Feasts that are on one day of a month in all countries that keep them."""

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""English; Monday is 0, as in `datetime.date.weekday`."""

ALL_WEEKDAYS: Final[dict[str, int]] = {
    name: number - 1
    for name, number in {
        **_number("monday mon, tuesday tue tues, wednesday wed, thursday thu thur thurs"),
        "friday": 5,
        "fri": 5,
        "saturday": 6,
        "sat": 6,
        "sunday": 7,
        "sun": 7,
        **_number(
            "понедельник понедельника пн, вторник вторника вт, среда среду среды ср, "
            "четверг четверга чт, пятница пятницу пятницы пт, суббота субботу субботы сб, "
            "воскресенье воскресенья вс"
        ),
        **_number("pazartesi, salı sali, çarşamba, perşembe, cuma, cumartesi, pazar"),
        # Azerbaijani, whose names are of two words in part.
        "bazar ertəsi": 1,
        "çərşənbə axşamı": 2,
        "çərşənbə": 3,
        "cümə axşamı": 4,
        "cümə": 5,
        "şənbə": 6,
        "bazar": 7,
        **_number("երկուշաբթի, երեքշաբթի, չորեքշաբթի, հինգշաբթի, ուրբաթ, շաբաթ, կիրակի"),
        **_number("lunes, martes, miércoles, jueves, viernes, sábado, domingo"),
        **_number("lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"),
    }.items()
}


def _any_of(names: Iterable[str]) -> str:
    """Return an expression for any of some names, the longest that fits.

    Names that begin alike share their beginning: it is compiled once, and tried once.
    """
    ends: dict[str, list[str]] = {}
    for name in names:
        ends.setdefault(name[:1], []).append(name[1:])
    may_end = bool(ends.pop("", None))
    choices = [re.escape(letter) + _any_of(rest) for letter, rest in ends.items()]
    if not choices:
        return ""
    if len(choices) == 1 and not may_end:
        return choices[0]
    return f"(?:{'|'.join(choices)}){'?' if may_end else ''}"


MONTH_PATTERN: Final = rf"(?:{_any_of(MONTHS)})\.?"
ALL_MONTH_PATTERN: Final = rf"(?:{_any_of(ALL_MONTHS)})\.?"
ALL_WEEKDAY_PATTERN: Final = rf"(?:{_any_of(ALL_WEEKDAYS)})\.?"

_ORDINAL: Final = r"(?:st|nd|rd|th|º|er)?"
_DIGITS: Final = re.compile(r"\d+")
_ASCII_DIGITS: Final = b"0123456789"
_DATE_AHEAD: Final = r"(?=\d|[^\W\d_]+\.?\s+\d)"
"""What every date begins with, a digit or a word before one: tried before 150 names are."""
FULL_DATE: Final = compile_expression(
    # The last day of "24-30 August 2019" is a date, too.
    rf"(?:(?<![\w.,/-])|(?<=\d-)(?=\d{{1,2}}\s+[^\W\d])){_DATE_AHEAD}(?:"
    rf"(?P<month1>{ALL_MONTH_PATTERN})\s+(?P<day1>\d{{1,2}}){_ORDINAL},?\s+[(\[]?(?P<year1>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}}){_ORDINAL}\.?\s+(?:of\s+|de\s+)?(?P<month2>{ALL_MONTH_PATTERN}),?\s+"
    r"(?:de\s+|del\s+)?(?P<year2>\d{4})"
    # Armenian: "2021 թ. հուլիսի 28".
    rf"|(?P<year6>\d{{4}})\s*թ(?:\.|վականի)?,?\s*(?P<month6>{ALL_MONTH_PATTERN})\s+(?P<day6>\d{{1,2}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<year4>\d{4})(?P<mark4>[./])(?P<month4>\d{1,2})(?P=mark4)(?P<day4>\d{1,2})"
    # As telexes write it, in capitals, also behind the clock: "220915Z MAR 68".
    r"|(?-i:(?P<day5>\d{1,2})(?:\d{4}Z)?\s?(?P<month5>JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|"
    r"AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)"
    r"\s?(?P<year5>\d{4}|\d{2}))"
    rf"|(?P<day7>\d{{1,2}})(?:-(?P<month7>{ALL_MONTH_PATTERN})-|\s(?P<month8>{ALL_MONTH_PATTERN})\s[’'])"
    r"(?P<year7>\d{4}|\d{2})"
    r"|(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year3>\d{4})"
    r")(?!\d)",
    re.IGNORECASE,
)
"""A day with its year, in words or in numbers."""
DAY_OF_YEAR: Final = compile_expression(
    rf"{_DATE_AHEAD}(?:(?P<month1>{ALL_MONTH_PATTERN})\s+(?P<day1>\d{{1,2}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?P<month2>{ALL_MONTH_PATTERN}))"
    r"(?:st|nd|rd|th)?\b(?!,?\s+\d{4})",
    re.IGNORECASE,
)
"""A day and month without a year."""

_FIRST_OF_LAST_CENTURY: Final = 50
"""Of years in two digits: no telex is older."""


def read_month(name: str) -> int:
    """Return the number of a month by its name or abbreviation, in any of the languages."""
    return ALL_MONTHS[fold_case(name).rstrip(".")]


def read_weekday(name: str) -> int | None:
    """Return the number of a weekday by its name in any of the languages; Monday is 0."""
    return ALL_WEEKDAYS.get(fold_case(name).rstrip("."))


def fold_case(name: str) -> str:
    """Return a name in lower case, the Turkish "İ" as a plain "i"."""
    return name.replace("İ", "i").lower()


def has_digit(text: str) -> bool:
    """Tell whether a text has a digit of any script; an expression takes ten times as long."""
    written = text.encode("ascii", "replace")
    if len(written.translate(None, _ASCII_DIGITS)) < len(written):
        return True
    return not text.isascii() and _DIGITS.search(text) is not None


def iter_full_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the matches of `FULL_DATE` in ``text[start:end]``, from left to right.

    A date begins with its first digits or the word before them; to try every character for 150
    names of months takes five times as long.
    """
    stop = len(text) if end is None else end
    free_from = start
    for digits in _DIGITS.finditer(text, start, stop):
        at = digits.start()
        if at < free_from:
            continue
        word = _find_word_before(text, at, free_from)
        match = FULL_DATE.match(text, word, stop) if word < at else None
        if match := match or FULL_DATE.match(text, at, stop):
            free_from = match.end()
            yield match


def iter_days_of_year(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the matches of `DAY_OF_YEAR` in ``text[start:end]``, from left to right.

    Each begins in the last two of some digits, or in the word before them: elsewhere none is tried.
    """
    stop = len(text) if end is None else end
    free_from = start
    for digits in _DIGITS.finditer(text, start, stop):
        first, last = digits.span()
        word = _find_word_before(text, first, free_from) if first > free_from else first
        for at in (*range(word, first), *range(max(first, last - 2), last)):
            if at >= free_from and (match := DAY_OF_YEAR.match(text, at, stop)):
                free_from = match.end()
                yield match
                break


def _find_word_before(text: str, at: int, least: int) -> int:
    """Return where a word begins that has blanks or a full stop alone between it and ``at``."""
    end = at
    while end > least and text[end - 1].isspace():
        end -= 1
    if end == at:
        return at
    begin = end - 1 if end > least and text[end - 1] == "." else end
    end = begin
    while begin > least and text[begin - 1].isalnum() and not text[begin - 1].isdecimal():
        begin -= 1
    return begin if begin < end else at


def read_full_date(match: re.Match[str]) -> tuple[dt.date, ...]:
    """Return the days that a match of `FULL_DATE` may mean: two of "05/07/2015", none of 31 June.

    With dots the day comes first everywhere; with a slash or a hyphen it is the reader who knows.
    """
    if match["iso"]:
        return _days((match["iso"][:4], match["iso"][5:7], match["iso"][8:]))
    if match["mark"]:
        first, second, year = match["first"], match["second"], match["year3"]
        readings = [(year, second, first)]
        if match["mark"] != "." and first != second:
            readings.append((year, first, second))
        return _days(*readings)
    if match["year4"]:
        return _days((match["year4"], match["month4"], match["day4"]))
    for form in ("1", "2", "5", "6", "7"):
        if match[f"year{form}"]:
            month = read_month(match[f"month{form}"] or match["month8"])
            return _days((match[f"year{form}"], month, match[f"day{form}"]))
    return ()


def read_year(digits: str) -> int:
    """Return a year of four digits, or that of the last or this century which two digits mean.

    >>> read_year("1968"), read_year("68"), read_year("21")
    (1968, 1968, 2021)
    """
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - written in full
        return year
    return year + (1900 if year >= _FIRST_OF_LAST_CENTURY else 2000)


def _days(*readings: tuple[str, str | int, str]) -> tuple[dt.date, ...]:
    days = []
    for year, month, day in readings:
        try:
            days.append(dt.date(read_year(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(days)
