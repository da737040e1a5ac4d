"""Names of months and weekdays, and the ways in which full dates are written."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final


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
    # Azerbaijani
    **_number(
        "yanvar, fevral, mart, aprel, may, iyun, iyul, avqust, sentyabr, oktyabr, noyabr, dekabr"
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
            "понедельник, вторник, среда среду, четверг, пятница пятницу, суббота субботу, "
            "воскресенье"
        ),
        **_number("pazartesi, salı, çarşamba, perşembe, cuma, cumartesi, pazar"),
        **_number("երկուշաբթի, երեքշաբթի, չորեքշաբթի, հինգշաբթի, ուրբաթ, շաբաթ, կիրակի"),
        **_number("lunes, martes, miércoles, jueves, viernes, sábado, domingo"),
        **_number("lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"),
    }.items()
}


def _any_of(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


MONTH_PATTERN: Final = rf"(?:{_any_of(MONTHS)})\.?"
ALL_MONTH_PATTERN: Final = rf"(?:{_any_of(ALL_MONTHS)})\.?"
ALL_WEEKDAY_PATTERN: Final = rf"(?:{_any_of(ALL_WEEKDAYS)})\.?"

_ORDINAL: Final = r"(?:st|nd|rd|th|º|er)?"
DATE_AHEAD: Final = r"(?=\d|[^\W\d_]+\.?\s+\d)"
"""What every date begins with, a digit or a word before one: tried before 150 names are."""
FULL_DATE: Final = re.compile(
    rf"(?<![\w.,/-]){DATE_AHEAD}(?:"
    rf"(?P<month1>{ALL_MONTH_PATTERN})\s+(?P<day1>\d{{1,2}}){_ORDINAL},?\s+\(?(?P<year1>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}}){_ORDINAL}\.?\s+(?:of\s+|de\s+)?(?P<month2>{ALL_MONTH_PATTERN}),?\s+"
    r"(?:de\s+|del\s+)?(?P<year2>\d{4})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<year4>\d{4})(?P<mark4>[./])(?P<month4>\d{1,2})(?P=mark4)(?P<day4>\d{1,2})"
    # As telexes write it, in capitals.
    r"|(?-i:(?P<day5>\d{1,2})\s(?P<month5>JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\s"
    r"(?P<year5>\d{2}))"
    r"|(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year3>\d{4})"
    r")(?!\d)",
    re.IGNORECASE,
)
"""A day with its year, in words or in numbers."""

_FIRST_OF_LAST_CENTURY: Final = 50
"""Of years in two digits: no telex is older."""


def read_month(name: str) -> int:
    """Return the number of a month by its name or abbreviation, in any of the languages."""
    return ALL_MONTHS[name.lower().rstrip(".")]


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
    if match["year5"]:
        century = 1900 if int(match["year5"]) >= _FIRST_OF_LAST_CENTURY else 2000
        year = str(century + int(match["year5"]))
        return _days((year, read_month(match["month5"]), match["day5"]))
    month = read_month(match["month1"] or match["month2"])
    return _days((match["year1"] or match["year2"], month, match["day1"] or match["day2"]))


def _days(*readings: tuple[str, str | int, str]) -> tuple[dt.date, ...]:
    days = []
    for year, month, day in readings:
        try:
            days.append(dt.date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return tuple(days)
