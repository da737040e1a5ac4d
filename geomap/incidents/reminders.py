"""What a report only recalls or counts, and what therefore founds no incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.claims.date_anchors import find_day_of_report
from geomap.claims.dates import BACKGROUND_DAYS
from geomap.claims.lexicon import event_rules
from geomap.model import Category, DateBasis, Stance

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from geomap.incidents.episodes import Episode
    from geomap.model import Claim, Document

_REMINDER_DAYS: Final = 10
_DAYS_BETWEEN: Final = 21
"""From one day of a chronicle to the next, at most."""
_DAYS_OF_CHRONICLE: Final = 4
"""A report that tells events of so many days is a chronicle: none of them is a mere reminder."""
_NEWS_DAYS: Final = 4
"""A report's news is of its last days; what lies further back beside it is a reminder."""
_LEAD: Final = 400
_LEAD_SHARE: Final = 1 / 4
"""Characters at the head of a report in which it tells its news, and of a short one its share."""


def find_reminders(episodes: Sequence[Episode]) -> set[int]:
    """Return the `id` of each episode that founds no incident, but may join one of other reports.

    It is only recalled in a report whose news is another event; or is of long ago, and nobody says
    where it was; or it is told far down, at no time; or it only counts people in a report that
    tells of no event: the dead may be those of a flood, or of a rumour.

    Parameters
    ----------
    episodes
        Those of all documents that are events.
    """
    old: list[Episode] = []
    counting: list[Episode] = []
    vague = {id(it) for it in episodes if _is_told_at_no_time(it)}
    with_news: set[str] = set()
    with_events: set[str] = set()
    days: dict[str, set[dt.date]] = {}
    for episode in episodes:
        if episode.sub_event_types:
            with_events.add(episode.document.id)
        elif _counts_alone(episode.claims):
            counting.append(episode)
        published, end = episode.document.published, episode.date.end
        if published is None and episode.date.yearless:
            # Both in the stand-in year of the report.
            published, end = find_day_of_report(episode.document), episode.date.yearless[1]
        if published is None or end is None:
            continue
        days.setdefault(episode.document.id, set()).add(end)
        age_days = (published - end).days
        if age_days <= _NEWS_DAYS:
            with_news.add(episode.document.id)
        elif age_days > _REMINDER_DAYS:
            old.append(episode)
            if age_days > BACKGROUND_DAYS and not episode.sites:
                vague.add(id(episode))
    return {
        *vague,
        *(
            id(episode)
            for episode in old
            if episode.document.id in with_news
            and not (_is_in_row(episode, days[episode.document.id]) and _is_placed_on_day(episode))
        ),
        *(id(episode) for episode in counting if episode.document.id not in with_events),
    }


def _is_told_at_no_time(episode: Episode) -> bool:
    """Tell whether an event is mentioned far down in a report, with no day and no time of the day.

    It is only counted, or lies before what is told: "in the summer drones had hit the port".
    Nothing says that it is of the days of the report. What stands in a list, or with a label in
    front, is an item of its own news.
    """
    if episode.date.basis is not DateBasis.DATELINE:
        return False
    document, cues = episode.document, event_rules().cues
    spans = [it.span for claim in episode.claims for it in claim.evidence]
    first = min((span.start for span in spans), default=document.body_start)
    lead = min(_LEAD, _LEAD_SHARE * (len(document.text) - document.body_start))
    line = document.text.rfind("\n", 0, first) + 1
    if first - document.body_start < lead or cues.item.match(document.text, line):
        return False
    if any(cues.clock.search(document.text, span.start, span.end) for span in spans):
        return False
    return all(
        claim.sub_event_type is None or _lies_before(claim, document) for claim in episode.claims
    )


def _lies_before(claim: Claim, document: Document) -> bool:
    """Tell whether the report itself tells an event as one of before: "had hit"."""
    before, text = event_rules().cues.before, document.text
    return claim.speaker is None and any(
        before.search(text, it.span.start, it.span.end) for it in claim.evidence
    )


def _is_in_row(episode: Episode, days: Collection[dt.date]) -> bool:
    """Tell whether an event is one of a chronicle, and no older one that it recalls."""
    end = episode.date.end
    return len(days) >= _DAYS_OF_CHRONICLE and any(
        end is not None and 0 < abs((day - end).days) <= _DAYS_BETWEEN for day in days
    )


def _is_placed_on_day(episode: Episode) -> bool:
    """Tell whether a sentence tells of an event with its own day, in so many words, and place."""
    return any(
        claim.sites
        and claim.sub_event_type
        and claim.date.basis is DateBasis.EXPLICIT
        and claim.date.precision == 1
        and claim.stance is Stance.ASSERTS
        for claim in episode.claims
    )


def _counts_alone(claims: Iterable[Claim]) -> bool:
    """Tell whether claims only count people, no soldiers, nowhere: they may be those of a flood."""
    return not any(
        claim.sites
        or any(it.field == "event" for it in claim.evidence)
        or any(figure.category is Category.MILITARY for figure in claim.casualties)
        for claim in claims
    )
