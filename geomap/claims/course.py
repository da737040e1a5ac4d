"""How long the fighting that a sentence tells of goes on: "for a second day", "since Sunday".

A battle of several days is told day by day; what shows that the reports of its days are of one
event is that they say so.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from geomap.claims.patterns import compile_blind
from geomap.model import Course, DateBasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.claims.dates import DateMention

NUMBERS: Final = "two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS: Final = "second third fourth fifth sixth seventh eighth ninth tenth eleventh".split()
_NUMBER: Final = rf"(?P<number>{'|'.join(NUMBERS)}|\d{{1,2}})"
_FIGHT: Final = (
    r"(?:fight(?:ing|s)?|battles?|clash(?:es)?|shell(?:ing|fire)|skirmish(?:es)?|offensive|hostilities|"
    r"bombardment|shooting|firing|violence|exchanges?|war|siege|assault|attacks?|confrontation)"
)
_ADJECTIVES: Final = r"(?:[\w’'-]+\s+){0,2}?"
_NTH_DAY: Final = compile_blind(
    rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}|(?P<digits>\d{{1,2}})(?:nd|rd|th))\s+"
    r"(?:straight\s+|consecutive\s+|successive\s+|running\s+)?day\b"
)
_DAYS_OF: Final = compile_blind(
    rf"\b{_NUMBER}(?:-day|\s+days[’']?)\s+(?:of\s+)?{_ADJECTIVES}(?:{_FIGHT}|fire)\b"
    rf"|\b{_FIGHT}\b[^.;]{{0,40}}?\b(?:for|after|in|over|lasted|of)\s+(?:the\s+|these\s+|last\s+|past\s+)*"
    rf"(?P<number2>{'|'.join(NUMBERS)}|\d{{1,2}})\s+days\b"
    rf"|\bafter\s+(?P<number3>{'|'.join(NUMBERS)}|\d{{1,2}})\s+days\s+in\s+which\b"
)
_AFTER: Final = compile_blind(r"\bafter\s+(?:the\s+|some\s+|about\s+|nearly\s+)?$")
_DAY_NUMBER: Final = compile_blind(rf"\bday\s+(?P<number>{'|'.join(NUMBERS)}|\d{{1,2}})\s+of\b")
_FIXED: Final = tuple(
    (compile_blind(rf"\b{words}\s+{_ADJECTIVES}{_FIGHT}\b"), days)
    for words, days in (
        (r"weekend(?:[’']s|\s+of)?", 2),
        (r"48\s+hours\s+of", 2),
        (r"72\s+hours\s+of", 3),
        (r"(?:week-?long|a\s+week\s+of)", 7),
    )
)
"""Words before a fight, and the days that they mean."""
_BEGAN: Final = compile_blind(
    r"\b(?:since(?!\s+(?:the|a|last)\s+(?:[\w-]+\s+){0,3}?(?:battles?|clash(?:es)?|war|fighting|attacks?|"
    r"truce|ceasefire|incidents?|violence|shelling)\b)|began|begun|started|erupted|broke\s+out|"
    r"flared\s+up)\s+"
    r"(?:the\s+)?(?:[a-z]+\s+){0,4}?(?:on\s+)?$"
)
_ENDED: Final = compile_blind(
    r"\b(?:ended|stopped|ceased|subsided|halted|(?:died|calmed|quietened|quieted)\s+(?:down|away)|"
    r"petered\s+out|f[ae]ll(?:en)?\s+silent|until|till)\s+(?:only\s+|late\s+|early\s+)?(?:on\s+)?$"
)
_GOES_ON: Final = compile_blind(
    r"\b(?:went\s+on|goes\s+on|go\s+on|going\s+on|continu(?:ed|es|ing)|persist(?:ed|s)|rag(?:ed|es|ing)\s+on|"
    r"resum(?:ed|es|ing)|flar(?:ed|es)\s+up\s+again|(?:started|began|begun|broke\s+out|erupted)\s+"
    r"(?:again|anew)|re-?erupted|renewed|reignited|spread(?:s|ing)?)\b"
)
# "It went on for about forty minutes": no longer than that.
_BRIEF: Final = compile_blind(
    r"\s+for\s+(?!(?:[\w-]+\s+){0,3}?(?:24|36|48|60|72|96)\s+hours)(?:[\w-]+\s+){1,5}?"
    r"(?:minutes?|hours?)\b"
)
_FIGHT_NEAR: Final = compile_blind(rf"\b(?:{_FIGHT}|fire)\b")
_CALM: Final = compile_blind(
    r"\b(?:silen(?:t|ce)|quiet|calm|lull|truce|cease-?fire|talks|negotiations|protests?|visit)\b"
)
_CALM_REACH: Final = 45
_MOST_DAYS: Final = 14
"""What is said to go on for longer is a war, not a battle."""


def read_course(sentence: str, mentions: Sequence[DateMention], *, start: int) -> Course | None:
    """Read how long a fight has gone on; ``None`` where the sentence does not say.

    Parameters
    ----------
    sentence
        Its text.
    mentions
        Its dates.
    start
        Where it begins in the whole text.

    Examples
    --------
    >>> read_course("Fighting went on for a second day.", [], start=0)
    Course(days=2, began=None, ended=None, goes_on=True)
    >>> read_course("The guns stayed silent for a second day.", [], start=0) is None
    True
    """
    days = _read_days(sentence)
    began, ended = _read_ends(sentence, mentions, start=start)
    goes_on = _goes_on(sentence)
    if days is None and began is None and not goes_on:
        return None
    return Course(days=days, began=began, ended=ended, goes_on=goes_on)


def _read_days(sentence: str) -> int | None:
    for match in _NTH_DAY.finditer(sentence):
        if _CALM.search(sentence, max(0, match.start() - _CALM_REACH), match.start()):
            continue
        word = match["digits"] or match["ordinal"].lower()
        number = int(word) if word.isdigit() else _ORDINALS.index(word) + 2
        if number <= _MOST_DAYS:
            return number
    for pattern, days in _FIXED:
        if pattern.search(sentence):
            return days
    found = _DAY_NUMBER.search(sentence) or _DAYS_OF.search(sentence)
    if found is None:
        return None
    told = found.groupdict()
    lasted = read_day_count(next(it for it in told.values() if it))
    # "It was quiet on Sunday after four days of fire": on Sunday that was over.
    is_after = bool(told.get("number3")) or _AFTER.search(sentence, 0, found.start())
    return lasted + 1 if lasted and is_after else lasted


def read_day_count(word: str) -> int | None:
    """Return how many days a word of `NUMBERS` or digits mean, if a battle can last as long."""
    number = int(word) if word.isdigit() else NUMBERS.index(word.lower()) + 2
    return number if 1 < number <= _MOST_DAYS else None


def _read_ends(
    sentence: str, mentions: Sequence[DateMention], *, start: int
) -> tuple[dt.date | None, dt.date | None]:
    """Return the day on which a fight began, and the last that is told with it."""
    began: dt.date | None = None
    for mention in mentions:
        first, last = mention.interval.start, mention.interval.end
        if (mention.interval.precision or 9) > 3:  # noqa: PLR2004 - a week
            continue
        before = mention.start - start
        if began and last and last > began and _ENDED.search(sentence, 0, before):
            return began, min(last, began + dt.timedelta(days=_MOST_DAYS))
        if first is None or began:
            continue
        if _BEGAN.search(sentence, 0, before):
            began = first
        elif last is None or mention.interval.basis is not DateBasis.EXPLICIT:
            continue
        elif dt.timedelta(days=2) <= last - first < dt.timedelta(days=_MOST_DAYS):
            return first, last
    return began, None


def _goes_on(sentence: str) -> bool:
    """Tell whether a sentence says that fighting continues, or has begun again."""
    return any(
        not _BRIEF.match(sentence, match.end()) and _FIGHT_NEAR.search(sentence)
        for match in _GOES_ON.finditer(sentence)
    )
