"""What a report only recalls or counts, and what therefore founds no incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.claims.date_anchors import find_day_of_report
from geomap.claims.dates import BACKGROUND_DAYS
from geomap.model import Category, DateBasis, Stance

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from geomap.incidents.episodes import Episode
    from geomap.model import Claim

_REMINDER_DAYS: Final = 10
_DAYS_OF_CHRONICLE: Final = 4
"""A report that tells events of so many days is a chronicle: none of them is a mere reminder."""
_NEWS_DAYS: Final = 4
"""A report's news is of its last days; what lies further back beside it is a reminder."""


def find_reminders(episodes: Iterable[Episode]) -> set[int]:
    """Return the `id` of each episode that founds no incident, but may join one of other reports.

    It is only recalled in a report whose news is another event; or is of long ago, and nobody says
    where it was; or it only counts people in a report that tells of no event: the dead may be those
    of a flood, or of a rumour.

    Parameters
    ----------
    episodes
        Those of all documents that are events.
    """
    old: list[Episode] = []
    counting: list[Episode] = []
    unplaced: set[int] = set()
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
                unplaced.add(id(episode))
    return {
        *unplaced,
        *(
            id(episode)
            for episode in old
            if episode.document.id in with_news
            and not (
                len(days[episode.document.id]) >= _DAYS_OF_CHRONICLE and _is_placed_on_day(episode)
            )
        ),
        *(id(episode) for episode in counting if episode.document.id not in with_events),
    }


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
