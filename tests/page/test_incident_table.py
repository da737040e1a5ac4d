from __future__ import annotations

import math
from typing import Any

import pytest

from geomap.page.incident_table import BLOCK_SIZE, IncidentTable


def _table(collections: dict[str, Any]) -> IncidentTable:
    return IncidentTable(*(collections[name] for name in ("incidents", "sites", "stretches")))


def _read(column: dict[str, Any], row: int) -> object:
    if "tails" in column:
        return f"{_read(column['heads'], row)}{column['tails'][row]}"
    if "each" in column:
        return column["each"][row]
    if "lengths" in column:
        start = sum(column["lengths"][:row])
        codes = column["codes"][start : start + column["lengths"][row]]
        return [column["values"][code] for code in codes]
    return column["values"][column["codes"][row] if "codes" in column else 0]


def test_incidents_are_in_the_order_of_time_with_the_undated_last(
    collections: dict[str, Any],
) -> None:
    start = _table(collections).make_start()
    columns = start["columns"]
    days = [
        _read(columns["date_start"], row) or f"{_read(columns['date_end'], row) or '9999'}-"
        for row in range(start["count"])
    ]
    assert days == sorted(days, key=str)
    assert days[-1] == "9999-"


def test_a_stretch_that_several_incidents_mean_is_written_once(collections: dict[str, Any]) -> None:
    stretches = collections["stretches"]["features"]
    again = {**stretches[0], "properties": {**stretches[0]["properties"], "incident_id": "mine"}}
    stretches.append(again)
    start = _table(collections).make_start()
    assert start["stretches"]["count"] == 2
    assert sum(start["stretches_of"]["lengths"]) == 3


def test_details_come_in_blocks(collections: dict[str, Any]) -> None:
    pattern = collections["incidents"]["features"][0]
    count = BLOCK_SIZE + 3
    collections["incidents"]["features"] = [
        {**pattern, "id": str(n), "properties": {"id": str(n), "summary": f"No. {n}"}}
        for n in range(count)
    ]
    blocks = list(_table(collections).iter_blocks())
    assert [len(block["columns"]["summary"]) for block in blocks] == [BLOCK_SIZE, 3]


def test_a_shape_that_is_no_point_is_kept_with_the_details(collections: dict[str, Any]) -> None:
    line = {"type": "LineString", "coordinates": [[45.0, 40.0], [45.5, 40.5]]}
    collections["incidents"]["features"] = collections["incidents"]["features"][:1]
    collections["incidents"]["features"][0]["geometry"] = line
    table = _table(collections)
    assert table.make_start()["lon"] == [None]
    assert next(table.iter_blocks())["geometry"] == [line]


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_coordinate_that_is_no_number_is_refused(
    collections: dict[str, Any], number: float
) -> None:
    collections["incidents"]["features"][0]["geometry"]["coordinates"] = [number, 40.0]
    with pytest.raises(ValueError, match="not JSON compliant"):
        _table(collections)
