"""Incidents found against incidents marked by hand: found or not, when, where, what, how many.

A prediction is compared inside each document that it names as a source. It is a marked incident
when their days and places agree; each is paired once, the likeliest pairs first. Marked incidents
that a report only mentions as background, or that a coder may leave out, never count as missed, and
a prediction that fits one of them is no false one.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import msgspec

from geomap.errors import DocumentError
from geomap.evaluation.days import (
    Days,
    days_between,
    days_between_in_any_year,
    read_yearless,
)
from geomap.evaluation.toponyms import measure_km
from geomap.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

TYPES: Final = {
    "Armed clash": "armed_clash",
    "Shelling/artillery/missile attack": "shelling_artillery",
    "Air/drone strike": "air_drone_strike",
    "Remote explosive/landmine/IED": "mine_explosion",
    "Attack": "civilian_attack",
    "Abduction/forced disappearance": "detention_capture",
    "Arrests": "detention_capture",
    "Non-violent transfer of territory": "troop_movement_incursion",
}
"""ACLED's sub-event types as gold files call them."""
_STATUSES: Final = {"claimed_by_one_side": "claimed"}
_FIELDS: Final = {
    "type": ("type_accuracy", "type_right"),
    "killed": ("killed_exact", "killed_right"),
    "wounded": ("wounded_exact", "wounded_right"),
    "side": ("side_figures_exact", "side_figures_right"),
    "status": ("status_accuracy", "status_right"),
}
"""What is compared, with the names of its share of matched incidents and of all marked ones."""
_SHARES: Final = ("date_recall", "place_recall", *(it for pair in _FIELDS.values() for it in pair))
_TYPE_COST: Final = 0.25
_UNKNOWN_COST: Final = 0.5
"""Of a day or a place that the report does not tell, and that therefore decides nothing."""


class GoldPlace(Record):
    """A place of a marked incident, degrees, WGS 84, and how far around it a point is right."""

    lat: float
    lon: float
    name: str = ""
    radius_km: float | None = None


class GoldCasualty(Record):
    """A figure that the report gives for a side, as ISO alpha-3 where it is a state's."""

    side_code: str | None = None
    killed: int | None = None
    wounded: int | None = None
    captured: int | None = None
    missing: int | None = None


class GoldIncident(Record):
    """An incident as a person marked it."""

    id: str
    date_start: dt.date
    date_end: dt.date
    type: str
    date_resolvable: bool | str = True
    """False: the report tells no day. "day_month_only": no year, and day and month are compared."""
    alt_types: tuple[str, ...] = ()
    places: tuple[GoldPlace, ...] = ()
    place_resolvable: bool = True
    casualties: tuple[GoldCasualty, ...] = ()
    killed_accept: tuple[int | None, ...] = (None,)
    """Every figure that a careful coder may give; null and 0 are the same."""
    wounded_accept: tuple[int | None, ...] = (None,)
    status: str | None = None
    background: bool = False
    optional: bool = False


class GoldDocument(Record):
    """A report and the incidents that were marked in it: none in a negative one."""

    file: str
    negative: bool = False
    incidents: tuple[GoldIncident, ...] = ()


class Predicted(Record):
    """What a tool found: a feature of its ``incidents.geojson``."""

    sources: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    point: tuple[float, float] | None
    """(lat, lon) in degrees, WGS 84."""
    type: str | None
    killed: int | None
    wounded: int | None
    status: str | None
    by_side: dict[str, dict[str, int | None]]
    """ISO alpha-3 to its figures by measure."""
    any_year: Days | None = None
    """Its days, in any year, where ``date_edtf`` tells none."""


class IncidentScores(Record):
    """Counts, and shares of them; a share is ``None`` where there is nothing to share."""

    documents: int
    negative_documents: int
    matched: int
    false: int
    missed: int
    neutral: int
    """Fit a marked incident that is background or optional."""
    precision: float | None
    recall: float | None
    f1: float | None
    date_recall: float | None
    """Marked incidents with a day that some prediction of the document has."""
    place_recall: float | None
    type_accuracy: float | None
    killed_exact: float | None
    wounded_exact: float | None
    side_figures_exact: float | None
    """Figures that the gold gives for a state and that the match gives for the same one."""
    status_accuracy: float | None
    negatives_with_false: int
    type_right: float | None
    """The same five of all marked incidents, found or not: no share falls where more are found."""
    killed_right: float | None
    wounded_right: float | None
    side_figures_right: float | None
    status_right: float | None


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read marked incidents: JSON with the member ``documents``.

    Raises
    ------
    DocumentError
        The file cannot be read, or is not as `GoldDocument` says.
    """

    class File(msgspec.Struct):
        documents: tuple[GoldDocument, ...]

    try:
        return msgspec.json.decode(path.read_bytes(), type=File).documents
    except (OSError, msgspec.DecodeError) as error:
        msg = f'{path}: expected {{"documents": [{{"file": ..., "incidents": [...]}}]}}: {error}'
        raise DocumentError(msg) from error


def read_predicted(path: Path) -> list[Predicted]:
    """Read the incidents of a run from its ``incidents.geojson``.

    Raises
    ------
    DocumentError
        The file cannot be read, or is no GeoJSON of incidents.
    """
    try:
        features = msgspec.json.decode(path.read_bytes())["features"]
        return [_read_feature(feature) for feature in features]
    except (OSError, msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        msg = f"{path}: expected the incidents.geojson of geomap map ({error!r})"
        raise DocumentError(msg) from error


def _read_feature(feature: Mapping[str, Any]) -> Predicted:
    known, geometry = feature["properties"], feature["geometry"]
    point = geometry["coordinates"] if geometry else None
    sides = {letter: known.get(f"side_{letter}") for letter in "ab"}
    start, end = (_read_day(known[key]) for key in ("date_start", "date_end"))
    return Predicted(
        sources=tuple(known["sources"]),
        start=start,
        end=end or start,
        any_year=read_yearless(known.get("date_edtf")),
        point=(point[1], point[0]) if point else None,
        type=TYPES.get(known["sub_event_type"], known["sub_event_type"]),
        killed=known["killed"],
        wounded=known["wounded"],
        status=known["status"],
        by_side={
            side: {
                measure: known.get(f"{measure}_{letter}")
                for measure in ("killed", "wounded", "captured", "missing")
            }
            for letter, side in sides.items()
            if side
        },
    )


def _read_day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def score_incidents(
    gold: Sequence[GoldDocument],
    predicted: Iterable[Predicted],
    *,
    within_days: int = 1,
    within_km: float = 50.0,
) -> IncidentScores:
    """Score found incidents.

    Parameters
    ----------
    gold
        What people marked.
    predicted
        What was found.
    within_days
        Days that may lie between the two.
    within_km
        From the marked place, if its own radius is not larger.
    """
    by_file: dict[str, list[Predicted]] = {}
    for it in predicted:
        for source in it.sources:
            by_file.setdefault(source.rpartition("/")[2], []).append(it)
    tally = _Tally(within_days, within_km)
    for document in gold:
        tally.add(document, by_file.get(document.file, []))
    return tally.report(gold)


class _Tally:
    """What all documents so far came to."""

    def __init__(self, within_days: int, within_km: float) -> None:
        self._days, self._km = within_days, within_km
        self.matched = self.false = self.missed = self.neutral = self.negatives = 0
        self._shares: dict[str, list[bool]] = {}

    def add(self, document: GoldDocument, found: Sequence[Predicted]) -> None:
        """Pair the incidents of one document."""
        main = [it for it in document.incidents if not (it.background or it.optional)]
        soft = [it for it in document.incidents if it.background or it.optional]
        pairs = self._pair(main, found)
        taken = {number for _, number in pairs}
        left = [it for number, it in enumerate(found) if number not in taken]
        false = [it for it in left if all(self._cost(one, it) is None for one in soft)]
        self.matched += len(pairs)
        self.missed += len(main) - len(pairs)
        self.false += len(false)
        self.neutral += len(left) - len(false)
        self.negatives += document.negative and bool(false)
        for one in main:
            if one.date_resolvable is not False:
                self._note("date_recall", any(self._is_same_time(one, it) for it in found))
            if one.place_resolvable:
                self._note(
                    "place_recall", any(self._place_cost(one, it) is not None for it in found)
                )
        numbers = {one.id: number for one, number in pairs}
        for one in main:
            number = numbers.get(one.id)
            self._compare(one, None if number is None else found[number])

    def report(self, gold: Sequence[GoldDocument]) -> IncidentScores:
        """Return all figures."""
        precision = _share(self.matched, self.matched + self.false)
        recall = _share(self.matched, self.matched + self.missed)
        total = (precision or 0.0) + (recall or 0.0)
        shares = {key: _share(sum(values), len(values)) for key, values in self._shares.items()}
        return IncidentScores(
            documents=len(gold),
            negative_documents=sum(document.negative for document in gold),
            matched=self.matched,
            false=self.false,
            missed=self.missed,
            neutral=self.neutral,
            precision=precision,
            recall=recall,
            f1=2 * (precision or 0.0) * (recall or 0.0) / total if total else 0.0,
            negatives_with_false=self.negatives,
            **{name: shares.get(name) for name in _SHARES},
        )

    def _pair(
        self, main: Sequence[GoldIncident], found: Sequence[Predicted]
    ) -> list[tuple[GoldIncident, int]]:
        costs = sorted(
            (cost, at, number)
            for at, one in enumerate(main)
            for number, it in enumerate(found)
            if (cost := self._cost(one, it)) is not None
        )
        pairs: dict[int, int] = {}
        for _, at, number in costs:
            if at not in pairs and number not in pairs.values():
                pairs[at] = number
        return [(main[at], number) for at, number in pairs.items()]

    def _cost(self, one: GoldIncident, it: Predicted) -> float | None:
        """Return how unlike a marked and a found incident are; ``None`` for two different ones."""
        when = self._time_cost(one, it)
        where = (
            self._place_cost(one, it) if one.place_resolvable else self._unknown_place_cost(one, it)
        )
        if when is None or where is None:
            return None
        return when + where + (0.0 if it.type in {one.type, *one.alt_types} else _TYPE_COST)

    def _time_cost(self, one: GoldIncident, it: Predicted) -> float | None:
        gap = _measure_days(one, it)
        if one.date_resolvable is False:
            return _UNKNOWN_COST if gap is None else min(_UNKNOWN_COST, gap / 1000)
        return None if gap is None or gap > self._days else gap / (self._days + 1)

    def _is_same_time(self, one: GoldIncident, it: Predicted) -> bool:
        gap = _measure_days(one, it)
        return gap is not None and gap <= self._days

    def _place_cost(self, one: GoldIncident, it: Predicted) -> float | None:
        offset = self._offset(one, it)
        return offset if offset is not None and offset <= 1.0 else None

    def _unknown_place_cost(self, one: GoldIncident, it: Predicted) -> float:
        offset = self._offset(one, it)
        return _UNKNOWN_COST if offset is None else min(_UNKNOWN_COST, offset)

    def _offset(self, one: GoldIncident, it: Predicted) -> float | None:
        """Return the distance to the nearest marked place, in radii."""
        if it.point is None or not one.places:
            return None
        return min(
            measure_km(it.point, (place.lat, place.lon)) / max(self._km, place.radius_km or 0.0)
            for place in one.places
        )

    def _compare(self, one: GoldIncident, it: Predicted | None) -> None:
        """Compare what a marked incident holds with its match, if it has one."""
        for key, is_right in _iter_fields(one, it):
            of_matched, of_all = _FIELDS[key]
            self._note(of_all, is_right)
            if it is not None:
                self._note(of_matched, is_right)

    def _note(self, key: str, is_right: bool) -> None:  # noqa: FBT001 - a mark in a tally
        self._shares.setdefault(key, []).append(is_right)


def _iter_fields(one: GoldIncident, it: Predicted | None) -> Iterator[tuple[str, bool]]:
    """Yield each field that is compared, and whether a marked incident's match has it right."""
    yield "type", it is not None and it.type in {one.type, *one.alt_types}
    for key, accepted in (("killed", one.killed_accept), ("wounded", one.wounded_accept)):
        figure = getattr(it, key, None) or 0
        yield key, it is not None and figure in {value or 0 for value in accepted}
    if one.status:
        is_same = it is not None and it.status == _STATUSES.get(one.status, one.status)
        yield "status", is_same
    for side, measure, figures in _iter_side_figures(one):
        given = it.by_side.get(side, {}).get(measure) if it else None
        yield "side", given in figures


def _iter_side_figures(one: GoldIncident) -> Iterator[tuple[str, str, set[int]]]:
    """Yield side, measure and the figures that are right: each one given, and their sum."""
    figures: dict[tuple[str, str], list[int]] = {}
    for casualty in one.casualties:
        for measure in ("killed", "wounded", "captured", "missing"):
            value = getattr(casualty, measure)
            if casualty.side_code and value is not None:
                figures.setdefault((casualty.side_code, measure), []).append(value)
    for (side, measure), values in figures.items():
        yield side, measure, {*values, sum(values)}


def _measure_days(one: GoldIncident, it: Predicted) -> int | None:
    days = (it.start, it.end) if it.start and it.end else None
    if one.date_resolvable != "day_month_only":
        return days and days_between((one.date_start, one.date_end), days)
    days = days or it.any_year
    return days and days_between_in_any_year((one.date_start, one.date_end), days)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
