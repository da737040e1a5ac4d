"""Which reports were put together, against which belong together: links, not single incidents.

A *mention* is an event as one report tells it: a marked one is a pair of report and event, a found
one a pair of report and incident. Inside each report marked and found mentions are paired, those
whose days are nearest first, of equal ones those that name the same place; where a report has one
of each, the two are a pair whatever their days, so that an event put on a wrong day counts as a
wrong link and not as one that was not read. Then an incident that holds two marked events of the
report, or an event that was found as two incidents, is paired with both, where the days meet and
border or place may be the same.

Two kinds of figures follow. *Linking alone* is over the paired mentions: of two of them, are they
one event, are they one incident? *With what was not read* is over all: a mention that was missed is
alone, and so is one that is no marked event.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from geomap.errors import DocumentError
from geomap.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_WEEK_DAYS: Final = 7
_UNKNOWN_DAYS: Final = 5
"""How far an incident without a day counts as from any event."""
_MOST_DAYS: Final = 10
"""A found mention further from a marked one is another event, where a report has several."""


class GoldReport(Record):
    """A report, and the events that it tells as news or as its subject."""

    events: tuple[str, ...] = ()
    copy_of: str | None = None


class GoldEvent(Record):
    """An event as a person marked it."""

    date_start: dt.date
    date_end: dt.date
    border: str | None = None
    places: tuple[str, ...] = ()


class GoldLinks(Record):
    """Reports and events by their names."""

    reports: dict[str, GoldReport]
    events: dict[str, GoldEvent]


class FoundIncident(Record):
    """An incident of a run."""

    id: str
    sources: tuple[str, ...]
    start: dt.date | None = None
    end: dt.date | None = None
    places: tuple[str, ...] = ()
    border: str | None = None


class FoundLinks(Record):
    """The incidents of a run, and its copies where they are told."""

    incidents: tuple[FoundIncident, ...]
    copies: dict[str, str] | None = None
    """File name to that of the original."""


class Mention(NamedTuple):
    """A report with the event and the incident that it tells; ``None`` where there is none."""

    report: str
    event: str | None
    incident: str | None


class LinkScores(Record):
    """Shares are ``None`` where there is nothing to share."""

    reports: int
    events: int
    marked: int
    """Mentions in the gold."""
    found: int
    paired: int
    pair_precision: float | None
    pair_recall: float | None
    pair_f1: float | None
    b3_precision: float | None
    b3_recall: float | None
    b3_f1: float | None
    all_pair_precision: float | None
    all_pair_recall: float | None
    all_pair_f1: float | None
    all_b3_precision: float | None
    all_b3_recall: float | None
    all_b3_f1: float | None
    wrong_merges: tuple[tuple[str, str, str], ...]
    """Incident and two events of one border, at most a week apart, that it was made of."""
    other_merges: tuple[tuple[str, str, str], ...]
    copy_precision: float | None = None
    copy_recall: float | None = None


def read_gold_links(path: Path) -> GoldLinks:
    """Read marked links: JSON with the members ``reports`` and ``events``.

    Raises
    ------
    DocumentError
        The file cannot be read, or is not as `GoldLinks` says.
    """
    try:
        gold = msgspec.json.decode(path.read_bytes(), type=GoldLinks)
    except (OSError, msgspec.DecodeError) as error:
        msg = f'{path}: expected {{"reports": {{...}}, "events": {{...}}}}: {error}'
        raise DocumentError(msg) from error
    named = {event for report in gold.reports.values() for event in report.events}
    if unknown := sorted(named - gold.events.keys()):
        msg = f"{path}: reports name events that are not listed: {', '.join(unknown)}"
        raise DocumentError(msg)
    return gold


def read_found_links(path: Path) -> FoundLinks:
    """Read the incidents of a run from its ``run.json`` or ``incidents.geojson``.

    Raises
    ------
    DocumentError
        The file cannot be read, or is neither.
    """
    try:
        content = msgspec.json.decode(path.read_bytes())
        if "features" in content:
            rows = [feature["properties"] for feature in content["features"]]
            return FoundLinks(incidents=tuple(_read_incident(row) for row in rows))
        copies = {
            _name(version["source"]): _name(article["original"])
            for article in content["copies"]
            for version in article["versions"]
        }
        incidents = tuple(_read_incident(row) for row in content["incidents"])
        return FoundLinks(incidents=incidents, copies=copies)
    except (OSError, msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        msg = f"{path}: expected the run.json or incidents.geojson of geomap map ({error!r})"
        raise DocumentError(msg) from error


def _read_incident(row: Mapping[str, Any]) -> FoundIncident:
    start, end = (dt.date.fromisoformat(it) if it else None for it in _days(row))
    names = (row.get("place"), row.get("place_named"))
    return FoundIncident(
        id=row["id"],
        sources=tuple(sorted({_name(source) for source in row["sources"]})),
        start=start or end,
        end=end or start,
        places=tuple(name for name in names if name),
        border=row.get("border"),
    )


def _days(row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    return row["date_start"], row["date_end"]


def _name(source: str) -> str:
    return source.rpartition("/")[2]


def score_links(gold: GoldLinks, found: FoundLinks) -> LinkScores:
    """Score which reports were put together.

    Parameters
    ----------
    gold
        What people marked.
    found
        What a run found; incidents of other reports than the gold's do not count.
    """
    paired, alone = align_mentions(gold, found)
    clean = _score_pairs(paired), _score_b3(paired)
    total = [*paired, *alone]
    whole = _score_pairs(total), _score_b3(total)
    merges = sorted(_find_merges(paired))
    near = [merge for merge in merges if _is_near(gold.events[merge[1]], gold.events[merge[2]])]
    copies = _score_copies(gold, found)
    return LinkScores(
        reports=len(gold.reports),
        events=len(gold.events),
        marked=sum(len(report.events) for report in gold.reports.values()),
        found=len({(it.report, it.incident) for it in total if it.incident}),
        paired=len(paired),
        pair_precision=clean[0][0],
        pair_recall=clean[0][1],
        pair_f1=_f1(*clean[0]),
        b3_precision=clean[1][0],
        b3_recall=clean[1][1],
        b3_f1=_f1(*clean[1]),
        all_pair_precision=whole[0][0],
        all_pair_recall=whole[0][1],
        all_pair_f1=_f1(*whole[0]),
        all_b3_precision=whole[1][0],
        all_b3_recall=whole[1][1],
        all_b3_f1=_f1(*whole[1]),
        wrong_merges=tuple(near),
        other_merges=tuple(merge for merge in merges if merge not in near),
        copy_precision=copies[0],
        copy_recall=copies[1],
    )


def align_mentions(gold: GoldLinks, found: FoundLinks) -> tuple[list[Mention], list[Mention]]:
    """Pair the marked and the found mentions of each report.

    Returns
    -------
    list of Mention, list of Mention
        Those paired, and those missed or false.
    """
    by_report: dict[str, list[FoundIncident]] = {}
    for incident in found.incidents:
        for source in incident.sources:
            by_report.setdefault(source, []).append(incident)
    paired: list[Mention] = []
    alone: list[Mention] = []
    for name, report in gold.reports.items():
        marked = {event: gold.events[event] for event in report.events}
        incidents = {incident.id: incident for incident in by_report.get(name, ())}
        pairs = _pair(marked, incidents)
        paired += [Mention(name, event, incident) for event, incident in sorted(pairs)]
        events, ids = {event for event, _ in pairs}, {incident for _, incident in pairs}
        alone += [Mention(name, event, None) for event in sorted(marked.keys() - events)]
        alone += [Mention(name, None, it) for it in sorted(incidents.keys() - ids)]
    return paired, alone


def _pair(
    marked: Mapping[str, GoldEvent], incidents: Mapping[str, FoundIncident]
) -> set[tuple[str, str]]:
    gaps = {
        (event, it): _gap_days(marked[event], incidents[it]) for event in marked for it in incidents
    }
    is_single = len(marked) == len(incidents) == 1
    pairs: dict[str, str] = {}
    ranked = sorted(
        (gap, *_compare_places(marked[event], incidents[it]), event, it)
        for (event, it), gap in gaps.items()
        if is_single or gap <= _MOST_DAYS
    )
    for *_, event, it in ranked:
        if event not in pairs and it not in pairs.values():
            pairs[event] = it
    events, taken = set(pairs), set(pairs.values())
    return set(pairs.items()) | {
        (event, it)
        for (event, it), gap in gaps.items()
        if gap == 0
        and (event in events) != (it in taken)
        and not all(_compare_places(marked[event], incidents[it]))
    }


def _gap_days(event: GoldEvent, incident: FoundIncident) -> int:
    if incident.start is None or incident.end is None:
        return _UNKNOWN_DAYS
    before = (event.date_start - incident.end).days
    return max(before, (incident.start - event.date_end).days, 0)


def _compare_places(event: GoldEvent, incident: FoundIncident) -> tuple[bool, bool]:
    """Tell whether the borders of two are known to differ, and whether their places do."""
    is_other = None not in {event.border, incident.border} and event.border != incident.border
    return is_other, not _share_place(event, incident)


def _share_place(event: GoldEvent, incident: FoundIncident) -> bool:
    ours = {word for name in event.places for word in re.findall(r"\w{4,}", name.casefold())}
    theirs = {word for name in incident.places for word in re.findall(r"\w{4,}", name.casefold())}
    return bool(ours & theirs)


def _score_pairs(mentions: Sequence[Mention]) -> tuple[float | None, float | None]:
    right = together = linked = 0
    for a, b in itertools.combinations(mentions, 2):
        is_one = a.event is not None and a.event == b.event
        is_linked = a.incident is not None and a.incident == b.incident
        right += is_one and is_linked
        together += is_one
        linked += is_linked
    return _divide(right, linked), _divide(right, together)


def _score_b3(mentions: Sequence[Mention]) -> tuple[float | None, float | None]:
    """Return the mean share, over mentions, of its incident that is its event, and the reverse."""
    events = Counter(it.event for it in mentions if it.event)
    incidents = Counter(it.incident for it in mentions if it.incident)
    both = Counter((it.event, it.incident) for it in mentions)
    precision = recall = 0.0
    for it in mentions:
        # What is missed or false shares its event or incident with itself alone.
        shared = both[it.event, it.incident] if it.event and it.incident else 1
        precision += shared / incidents[it.incident] if it.incident else 1.0
        recall += shared / events[it.event] if it.event else 1.0
    return _divide(precision, len(mentions)), _divide(recall, len(mentions))


def _divide(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def _find_merges(paired: Iterable[Mention]) -> set[tuple[str, str, str]]:
    events: dict[str, set[str]] = {}
    for mention in paired:
        if mention.incident and mention.event:
            events.setdefault(mention.incident, set()).add(mention.event)
    return {
        (incident, a, b)
        for incident, names in events.items()
        for a, b in itertools.combinations(sorted(names), 2)
    }


def _is_near(a: GoldEvent, b: GoldEvent) -> bool:
    gap = max((b.date_start - a.date_end).days, (a.date_start - b.date_end).days, 0)
    return a.border == b.border and gap <= _WEEK_DAYS


def _score_copies(gold: GoldLinks, found: FoundLinks) -> tuple[float | None, float | None]:
    if found.copies is None:
        return None, None
    marked = {name: report.copy_of for name, report in gold.reports.items() if report.copy_of}
    copies = {name: of for name, of in found.copies.items() if name in gold.reports}
    ours, theirs = _list_pairs(marked), _list_pairs(copies)
    return _divide(len(ours & theirs), len(theirs)), _divide(len(ours & theirs), len(ours))


def _list_pairs(copies: Mapping[str, str]) -> set[frozenset[str]]:
    """Return the pairs of files that are versions of one article."""
    groups: dict[str, set[str]] = {}
    for name, original in copies.items():
        root = original
        while root in copies:
            root = copies[root]
        groups.setdefault(root, {root}).add(name)
    return {
        frozenset(pair)
        for group in groups.values()
        for pair in itertools.combinations(sorted(group), 2)
    }
