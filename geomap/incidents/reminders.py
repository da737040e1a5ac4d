"""What a report only recalls or counts, and what therefore founds no incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.model import Category, SubEventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.incidents.episodes import Episode
    from geomap.model import Claim

_ALONG_A_FRONT: Final = frozenset(
    {SubEventType.ARMED_CLASH, SubEventType.SHELLING, SubEventType.ATTACK}
)
"""What reports speak of in passing; a strike from the air, a mine, a kidnapping is one event."""
_LEAD: Final = 200
"""Characters of a report in which its first sentence begins: that is its news."""
_REMINDER_DAYS: Final = 10
_NEWS_DAYS: Final = 4
"""A report's news is of its last days; what lies further back beside it is a reminder."""


def find_reminders(episodes: Sequence[Episode]) -> set[int]:
    """Return the `id` of each episode that founds no incident, but may join one of other reports.

    It is only recalled in a report whose news is another event; or it only counts people in a
    report that tells of no event: the dead may be those of a flood, or of a rumour; or a single
    sentence speaks of it, behind the news, and says neither when it was nor whom it hit, nor is
    it a side's word.

    Parameters
    ----------
    episodes
        Those of all documents that are events.
    """
    old: list[Episode] = []
    counting: list[Episode] = []
    with_news: set[str] = set()
    with_events: set[str] = set()
    for episode in episodes:
        if episode.sub_event_types:
            with_events.add(episode.document.id)
        elif _counts_alone(episode.claims):
            counting.append(episode)
        published, end = episode.document.published, episode.date.end
        if published is None or end is None:
            continue
        age_days = (published - end).days
        if age_days <= _NEWS_DAYS:
            with_news.add(episode.document.id)
        elif age_days > _REMINDER_DAYS:
            old.append(episode)
    return {
        *(id(episode) for episode in old if episode.document.id in with_news),
        *(id(episode) for episode in counting if episode.document.id not in with_events),
        *(id(episode) for episode in episodes if _is_spoken_of(episode)),
    }


def _is_spoken_of(episode: Episode) -> bool:
    """Tell whether one sentence names fighting, without a day, losses, or a side that tells it.

    "Brigades that fought in the west are to be moved."
    """
    telling = [it for it in episode.claims if it.sub_event_type or it.casualties]
    if len(telling) != 1 or telling[0].sub_event_type not in _ALONG_A_FRONT:
        return False
    claim = telling[0]
    has_day = any(
        it.date.start or it.date.weekday is not None or it.said_on for it in episode.claims
    )
    is_news = claim.evidence[0].span.start - episode.document.body_start < _LEAD
    is_claimed = claim.speaker is not None and claim.speaker.side is not None
    has_losses = any(figure.best for figure in claim.casualties)
    return not (has_day or is_news or is_claimed or has_losses)


def _counts_alone(claims: Iterable[Claim]) -> bool:
    """Tell whether claims only count people, no soldiers, nowhere: they may be those of a flood."""
    return not any(
        claim.sites
        or any(it.field == "event" for it in claim.evidence)
        or any(figure.category is Category.MILITARY for figure in claim.casualties)
        for claim in claims
    )
