"""Ids of incidents: from the first report, so that what comes later does not change them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from geomap.incidents.episodes import Episode
    from geomap.model import Claim, SubEventType

_LENGTH = 6
"""Hexadecimal digits: of a thousand incidents of one day and border, two share them by chance once
in thirty."""


class Identity(NamedTuple):
    """An id that another incident may have too, and what then tells the two apart."""

    id: str
    published: str
    text: str


def identify(
    episodes: Iterable[Episode], *, choose_type: Callable[[Sequence[Claim]], SubEventType]
) -> Identity:
    """Make the id of an incident from the report of it that was published first.

    Its states, its day, its type and the first place that it names: what further reports say, and
    how files are called, is no part of it. Without a day or a place, its words are.

    Parameters
    ----------
    episodes
        What the reports tell of the incident.
    choose_type
        The type that some claims make.
    """
    first = min(episodes, key=_age)
    day = first.date.start or first.date.end
    place = first.sites[0].place.id if first.sites else ""
    words = "|".join(_list_quotes(first))
    sides = "-".join(first.parties)
    told = "" if day and place else words
    key = "|".join([sides, str(day), choose_type(first.claims).value, place, told])
    return Identity(
        id=f"{sides or 'XXX'}-{day or 'undated'}-{_digest(key)}",
        published=str(first.document.published or "~"),
        text=words,
    )


def tell_apart(identities: Sequence[Identity]) -> list[str]:
    """Make ids unique: of those that are equal, the one that was published first keeps it."""
    ids = [identity.id for identity in identities]
    taken: set[str] = set()
    for number in sorted(range(len(ids)), key=lambda it: identities[it][1:]):
        ids[number] = find_free_id(identities[number], taken)
        taken.add(ids[number])
    return ids


def find_free_id(identity: Identity, taken: Collection[str]) -> str:
    """Return an id, with four more digits where another incident has it."""
    candidate, count = identity.id, 1
    while candidate in taken:
        candidate = f"{identity.id}-{_digest(identity.text + '|' * count)[:4]}"
        count += 1
    return candidate


def _age(episode: Episode) -> tuple[bool, str, str, int]:
    """Sort key: what knows its day, then the earliest; of one day, what it says decides."""
    published = episode.document.published
    start = episode.claims[0].evidence[0].span.start
    return not episode.date.is_known, str(published or "~"), episode.document.text, start


def _list_quotes(episode: Episode) -> list[str]:
    spans = [claim.evidence[0].span for claim in episode.claims]
    return [episode.document.text[span.start : span.end] for span in spans]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
