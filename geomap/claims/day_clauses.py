"""A sentence that tells of one place on one day and of the next on another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.claims.casualties import find_losses
from geomap.claims.clauses import DatedClause
from geomap.claims.events import EventReading, Told, read_event
from geomap.documents.calendar import ALL_MONTH_PATTERN, ALL_WEEKDAY_PATTERN
from geomap.expressions import compile_expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.claims.date_mentions import DateMention

_JOINED: Final = re.compile(r"(?:,\s+|\s+)(?:and|then|before)\s+(?:then\s+)?|;\s+(?:and\s+)?")
_NAME: Final = rf"(?!(?:{ALL_WEEKDAY_PATTERN}|{ALL_MONTH_PATTERN})\b)[^\W\d_a-z][\w’'-]+"
_AT: Final = r"(?:at|in|near|around|outside|on)"
_KIND: Final = r"(?:villages?|towns?|posts?|outposts?|cit(?:y|ies)|hamlets?|districts?)"
_UNIT: Final = r"(?:area|county|district|division|province|region|sector)"
_WHEN: Final = r"(?:(?:early|late|at\s+(?:dawn|daybreak|dusk|midnight|night|noon))\s+)?"
_PLACE: Final = rf"(?:the\s+)?(?:{_KIND}\s+(?:of|at|in|near)\s+)?{_NAME}(?:[\s-]{_NAME}){{0,2}}"
_OTHER_PLACE: Final = compile_expression(
    rf"(?:(?:again|another|also|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\s+"
    rf"(?:[a-z]+\s+){{0,2}})?(?:{_AT}\s+)?{_PLACE}(?:\s+{_UNIT})?,?\s+{_WHEN}(?:on\s+)?"
)
"""What may stand between "and" and the day of another place: "three in the town of Kut on"."""
_BEHIND_DAY: Final = compile_expression(
    rf",?\s+(?:morning\s+|afternoon\s+|evening\s+|night\s+)?{_AT}\s+{_PLACE}"
)
_HAS_PLACE: Final = re.compile(rf"(?:\b{_AT}|\b[a-z]+ed|\b[a-z]+ing|\bhit|\bstruck)\s+{_PLACE}")
_LATER: Final = compile_expression(
    r"\b(?:(?:a|one|two|three|four|\d)\s+(?:days?|nights?)\s+(?:later|after(?:wards)?)"
    r"|(?:on\s+)?the\s+(?:next|following|day\s+after)(?:\s+(?:day|night|morning|evening))?)\b"
)
_ENDS_WITH_DAY: Final = compile_expression(
    rf"(?:\s+(?:morning|afternoon|evening|night))?(?:,?\s+{_AT}\s+{_PLACE})?(?:,.*)?", re.DOTALL
)
"""Between the day of the first place and "and": "on Sunday night, killing two"."""
_TOGETHER: Final = compile_expression(
    r",\s+(?:killing|leaving|wounding|injuring|causing|in\s+(?:which|all)|with)\b"
)
"""Behind both places stands what both cost."""


def split_days(clause: DatedClause) -> list[DatedClause]:
    """Split "raiders struck the one town on Saturday and the other on Sunday" into both.

    Each has a day and a place of its own, and the second either says what happened as well or
    leaves that to the first. What follows both, ", killing eight", is of neither alone.
    """
    sentence, dates = clause.sentence, clause.dates
    own = [it for it in dates if not (it.is_said or it.is_aside or it.is_open)]
    for match in _JOINED.finditer(sentence.text) if own else ():
        cut = sentence.start + match.start()
        begun, rest = sentence.text[: match.start()], sentence.text[match.end() :]
        first_day = next((it for it in reversed(own) if it.end <= cut), None)
        if first_day is None or not _HAS_PLACE.search(begun):
            continue
        told = read_event(begun)
        tells = told.sub_event is not None or (find_losses(begun) and find_losses(rest))
        start = sentence.start + match.end()
        is_near = bool(_ENDS_WITH_DAY.fullmatch(begun, first_day.end - sentence.start))
        if not tells or not _is_set(rest, start, own, first_day, is_near=is_near):
            continue
        is_lent = told.sub_event is not None and read_event(rest).sub_event is None
        if is_lent and (tail := _TOGETHER.search(rest)):
            rest = rest[: tail.start()]
        end = start + len(rest)
        return [
            DatedClause(
                sentence._replace(end=cut, text=begun), [it for it in dates if it.start < cut]
            ),
            DatedClause(
                sentence._replace(start=start, end=end, text=rest),
                [it for it in dates if start <= it.start < end],
                EventReading(begun, Told(told.sub_event, 0, told.is_event)) if is_lent else None,
            ),
        ]
    return [clause]


def _is_set(
    rest: str, start: int, own: list[DateMention], first_day: DateMention, *, is_near: bool
) -> bool:
    """Tell whether a clause begins with a place and a day that is not the first one's.

    The place may stand first where the first one's day is near: "gunmen from the one state and the
    other on Sunday".
    """
    for begin, end, is_other in _iter_days(rest, start, own, first_day):
        if is_other and (
            (is_near and _OTHER_PLACE.fullmatch(rest, 0, begin))
            or (rest[:begin].strip() in {"", "on"} and _BEHIND_DAY.match(rest, end))
        ):
            return True
    return False


def _iter_days(
    rest: str, start: int, own: list[DateMention], first_day: DateMention
) -> Iterator[tuple[int, int, bool]]:
    """Yield the days of a clause as ranges of its text, and whether each is another one."""
    ours = first_day.interval
    for it in own:
        if it.start >= start:
            theirs = it.interval
            is_other = (theirs.start, theirs.weekday) != (ours.start, ours.weekday)
            yield it.start - start, it.end - start, is_other
    for match in _LATER.finditer(rest):
        yield match.start(), match.end(), True
