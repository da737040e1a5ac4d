"""A slice of a run: the incidents of some days, borders or a box, with all that belongs to them."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geomap.export.columns import GEOMETRY
from geomap.export.dataset import Dataset

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Slice", "first_days", "last_days", "select"]

_MEMBERS: Final = ("sites", "stretches", "claims", "casualties")
"""Tables whose rows belong to an incident."""


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents of a run are meant; what is not given leaves none out.

    Raises
    ------
    ValueError
        When the days or the box are none.
    """

    since: dt.date | None = None
    """Incidents that ended before this day are left out, and those without any day."""
    until: dt.date | None = None
    """Incidents that began after this day are left out, and those without any day."""
    borders: tuple[str, ...] = ()
    """Ids of borders, the ISO alpha-3 codes in alphabetical order: "ARM-AZE"."""
    bbox: tuple[float, float, float, float] | None = None
    """West, south, east, north in degrees, WGS 84; over the date line where west is the larger.
    An incident is in it when its point or one of its sites is."""

    def __post_init__(self) -> None:
        """Reject days and boxes that nothing can lie in."""
        if self.since and self.until and self.since > self.until:
            msg = f"expected the first day before the last, got {self.since} and {self.until}"
            raise ValueError(msg)
        if self.bbox is not None:
            _check_bbox(self.bbox)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self == Slice()


def _check_bbox(bbox: tuple[float, float, float, float]) -> None:
    west, south, east, north = bbox
    if not (
        all(map(math.isfinite, bbox))
        and max(abs(west), abs(east)) <= 180  # noqa: PLR2004 - degrees
        and -90 <= south <= north <= 90  # noqa: PLR2004 - degrees
    ):
        msg = f"expected west,south,east,north in degrees, south before north, got {bbox}"
        raise ValueError(msg)


def select(dataset: Dataset, part: Slice) -> Dataset:
    """Choose the incidents of a slice, with their sites, stretches, claims, counts and reports.

    Parameters
    ----------
    dataset
        The tables of a run.
    part
        What is meant.

    Returns
    -------
    Dataset
        Rows as they were and in their order; the record of the run lists the incidents left and
        says what was asked for (``slice``). What it says of reports is of the whole run.
    """
    if part.is_whole:
        return dataset
    columns = dict(dataset.columns)
    chosen = columns["incidents"].filter(_choose(columns["incidents"], columns["sites"], part))
    columns["incidents"] = chosen
    ids = chosen.column("id")
    for name in _MEMBERS:
        columns[name] = _keep(columns[name], "incident_id", ids)
    columns["documents"] = _keep(
        columns["documents"], "id", columns["claims"].column("document_id")
    )
    borders = pa.array([*part.borders, *chosen.column("border").unique().to_pylist()], pa.string())
    columns["border"] = _keep(columns["border"], "border", borders)
    kept = set(ids.to_pylist())
    listed = [it for it in dataset.record.get("incidents", []) if it.get("id") in kept]
    record = {
        **dataset.record,
        "incident_count": chosen.num_rows,
        "incidents": listed,
        "slice": msgspec.json.decode(msgspec.json.encode(part)),
    }
    return Dataset(columns, title=dataset.title, record=record)


def _keep(rows: pa.Table, name: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    known = pc.drop_null(values.combine_chunks() if hasattr(values, "chunks") else values)
    return rows.filter(pc.is_in(rows.column(name), value_set=known))


def _choose(incidents: pa.Table, sites: pa.Table, part: Slice) -> pa.Array:
    masks = [pa.array(np.ones(incidents.num_rows, np.bool_))]
    if part.since:
        masks.append(pc.fill_null(pc.greater_equal(last_days(incidents), part.since), False))  # noqa: FBT003
    if part.until:
        masks.append(pc.fill_null(pc.less_equal(first_days(incidents), part.until), False))  # noqa: FBT003
    if part.borders:
        masks.append(pc.is_in(incidents.column("border"), value_set=pa.array(part.borders)))
    if part.bbox:
        inside = sites.filter(pa.array(_lie_in(sites, part.bbox))).column("incident_id")
        of_sites = pc.is_in(incidents.column("id"), value_set=inside.combine_chunks())
        masks.append(pc.or_(of_sites, pa.array(_lie_in(incidents, part.bbox))))
    chosen = masks[0]
    for mask in masks[1:]:
        chosen = pc.and_(chosen, mask)
    return chosen


def first_days(incidents: pa.Table) -> pa.ChunkedArray:
    """Return the first day of each incident: the only one that is known, null where none is."""
    return pc.coalesce(incidents.column("date_start"), incidents.column("date_end"))


def last_days(incidents: pa.Table) -> pa.ChunkedArray:
    """Return the last day of each incident: the only one that is known, null where none is."""
    return pc.coalesce(incidents.column("date_end"), incidents.column("date_start"))


def _lie_in(rows: pa.Table, bbox: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    """Tell which points lie in a box; one that is missing lies nowhere."""
    points = shapely.from_wkb(rows.column(GEOMETRY).to_numpy(zero_copy_only=False))
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    west, south, east, north = bbox
    between = (west <= lon) & (lon <= east) if west <= east else (west <= lon) | (lon <= east)
    inside: NDArray[np.bool_] = between & (south <= lat) & (lat <= north)
    return inside
