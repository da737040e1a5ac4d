"""The values of corrections: from text, with words for what is wrong."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from geomap.errors import CorrectionError
from geomap.model import DateBasis, DateInterval, Measure, Status, SubEventType

_Choice = TypeVar("_Choice", bound=StrEnum)

UNKNOWN: Final = "unknown"
"""How one writes that something is not known."""
OPEN: Final = ".."
"""The end of an interval that is not known, as in ISO 8601-2."""

TYPE_FIELD: Final = "sub_event_type"
STATUS_FIELD: Final = "status"
_WEEK_DAYS: Final = 7
_MONTH_DAYS: Final = 31
_MONTH_PRECISION: Final = 4
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SEPARATORS: Final = re.compile(r"[\s,;|+]+")


class CountField(NamedTuple):
    """A count of one side."""

    measure: Measure
    letter: str
    """"a" or "b": the side, in alphabetical order."""


COUNT_FIELDS: Final = {
    f"{measure.value}_{letter}": CountField(measure, letter)
    for measure in (Measure.KILLED, Measure.WOUNDED, Measure.CAPTURED, Measure.MISSING)
    for letter in "ab"
}
"""Fields of counts that can be corrected; totals follow from them."""
CHANGE_FIELDS: Final = (TYPE_FIELD, STATUS_FIELD, *COUNT_FIELDS)
_FOLLOWS: Final = {
    "event_type": "it follows from sub_event_type: change that",
    "date_start": "use the action date, with both days: 2022-09-12/2022-09-13",
    "date_end": "use the action date, with both days: 2022-09-12/2022-09-13",
    "date": "use the action date",
    "place": "use the action move",
    "killed": "it is the sum of killed_a and killed_b: change those",
    "wounded": "it is the sum of wounded_a and wounded_b: change those",
    "captured": "it is the sum of captured_a and captured_b: change those",
    "missing": "it is the sum of missing_a and missing_b: change those",
}


def read_change(field: str, text: str) -> SubEventType | Status | int | None:
    """Return the value of a field that is changed; ``None`` for a count that is not known.

    Raises
    ------
    CorrectionError
        No such field can be changed, or it cannot have this value.
    """
    if field == TYPE_FIELD:
        return _choose(SubEventType, text, field)
    if field == STATUS_FIELD:
        return _choose(Status, text, field)
    if field in COUNT_FIELDS:
        return read_count(field, text)
    mend = _FOLLOWS.get(field, "choose one of these")
    msg = (
        f"expected a field that can be changed ({', '.join(CHANGE_FIELDS)}), got {field!r}; {mend}"
    )
    raise CorrectionError(msg)


def read_days(text: str) -> DateInterval:
    """Return the days of "2022-09-13", "2022-09-12/2022-09-13", "../2022-09-13" or "unknown".

    Raises
    ------
    CorrectionError
        It is none of these, or the last day is before the first.
    """
    if text == UNKNOWN:
        return DateInterval(basis=DateBasis.CORRECTED)
    first, slash, last = (part.strip() for part in text.partition("/"))
    start = _read_day(first, text) if first != OPEN else None
    end = (_read_day(last, text) if last != OPEN else None) if slash else start
    if start is None and end is None:
        msg = f"expected a day or two, got {text!r}; write {UNKNOWN} where no day is known"
        raise CorrectionError(msg)
    if start and end is None:
        msg = f"expected a last day too, got {text!r}; write {start} where it is the only one"
        raise CorrectionError(msg)
    if start and end and end < start:
        msg = f"expected the first day before the last, got {text!r}; did both days change?"
        raise CorrectionError(msg)
    return DateInterval(
        start=start, end=end, precision=_judge_days(start, end), basis=DateBasis.CORRECTED
    )


def split_ids(*texts: str) -> list[str]:
    """Return the ids of a merge: the one that stays first, each once."""
    return list(dict.fromkeys(filter(None, _SEPARATORS.split(" ".join(texts)))))


def split_list(text: str) -> tuple[str, ...]:
    """Return what a vertical bar parts: names of files may hold any other sign."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _choose(kind: type[_Choice], text: str, field: str) -> _Choice:
    by_name = {choice.value.casefold(): choice for choice in kind}
    if text.casefold() in by_name:
        return by_name[text.casefold()]
    msg = f"{field}: expected one of {', '.join(choice.value for choice in kind)}; got {text!r}"
    raise CorrectionError(msg)


def read_count(field: str, text: str) -> int | None:
    """Return the number of people of a count; ``None`` for "unknown".

    Raises
    ------
    CorrectionError
        It is no number.
    """
    if text == UNKNOWN:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    msg = f"{field}: expected a whole number, 0 or more, or {UNKNOWN}; got {text!r}"
    raise CorrectionError(msg)


def _read_day(text: str, whole: str) -> dt.date:
    try:
        if _ISO_DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    msg = (
        f"expected a day as 2022-09-13, or two as 2022-09-12/2022-09-13, or {UNKNOWN}; "
        f"got {whole!r}"
    )
    raise CorrectionError(msg)


def _judge_days(start: dt.date | None, end: dt.date | None) -> int | None:
    """Return UCDP date_prec of an interval; ``None`` where one end is open."""
    if start is None or end is None:
        return None
    days = (end - start).days + 1
    if days <= _WEEK_DAYS:
        return 1 if days == 1 else 2 if days < _WEEK_DAYS else 3
    return _MONTH_PRECISION if days <= _MONTH_DAYS else _MONTH_PRECISION + 1
