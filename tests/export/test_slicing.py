"""Slices of a result: the incidents of some days, borders or a box, with all that is theirs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap import Slice
from geomap.export import select
from geomap.stored import slice_result

if TYPE_CHECKING:
    from geomap import Result
    from geomap.export import Dataset

DAYS = st.dates(dt.date(2020, 7, 1), dt.date(2022, 10, 15))


def list_ids(dataset: Dataset, table: str = "incidents", column: str = "id") -> list[Any]:
    ids: list[Any] = dataset.columns[table].column(column).to_pylist()
    return ids


@pytest.mark.checkout
@settings(deadline=None, max_examples=30)
@given(a=DAYS, b=DAYS)
def test_the_incidents_of_some_days(result: Result, a: dt.date, b: dt.date) -> None:
    since, until = sorted((a, b))
    found = select(result.dataset, Slice(since=since, until=until))
    expected = [
        row["id"]
        for row in result.dataset.iter_rows("incidents")
        if (last := row["date_end"] or row["date_start"]) is not None
        and last >= str(since)
        and (row["date_start"] or row["date_end"]) <= str(until)
    ]
    assert list_ids(found) == expected
    _check_whole(found, result.dataset)


def _check_whole(found: Dataset, whole: Dataset) -> None:
    """All that belongs to an incident of the slice is there, and nothing else."""
    ids = set(list_ids(found))
    for name in ("sites", "stretches", "claims", "casualties"):
        rows = [row for row in whole.iter_rows(name) if row["incident_id"] in ids]
        assert list(found.iter_rows(name)) == rows
    told = set(list_ids(found, "claims", "document_id"))
    assert list_ids(found, "documents") == [it for it in list_ids(whole, "documents") if it in told]
    assert [it["id"] for it in found.record["incidents"]] == list_ids(found)
    assert found.record["incident_count"] == len(ids)


@pytest.mark.checkout
def test_the_incidents_of_a_border(result: Result) -> None:
    found = select(result.dataset, Slice(borders=("ARM-AZE",)))
    assert set(list_ids(found, column="border")) == {"ARM-AZE"}
    assert set(list_ids(found, "border", "border")) >= {"ARM-AZE"}
    _check_whole(found, result.dataset)
    none = select(result.dataset, Slice(borders=("GEO-TUR",)))
    assert list_ids(none) == []
    assert "<html" in slice_result(result, Slice(borders=("GEO-TUR",))).map().get_root().render()


@pytest.mark.checkout
def test_the_incidents_of_a_box(result: Result) -> None:
    features = result.incident_features["features"]
    chosen = next(it for it in features if it["geometry"])
    lon, lat = chosen["geometry"]["coordinates"]
    near = (lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01)
    found = select(result.dataset, Slice(bbox=near))
    assert chosen["id"] in list_ids(found)
    assert 0 < len(list_ids(found)) < len(features)
    _check_whole(found, result.dataset)
    # Over the date line: all that lies not between.
    other = select(result.dataset, Slice(bbox=(lon + 0.01, -90.0, lon - 0.01, 90.0)))
    located = {it["id"] for it in features if it["geometry"]}
    assert set(list_ids(found)) | set(list_ids(other)) >= located


@pytest.mark.checkout
def test_a_slice_of_nothing_given_is_the_whole(result: Result) -> None:
    assert select(result.dataset, Slice()) is result.dataset


@pytest.mark.checkout
def test_the_record_says_what_was_asked_for(result: Result) -> None:
    found = select(result.dataset, Slice(since=dt.date(2022, 1, 1), bbox=(44, 39, 47, 42)))
    assert found.record["slice"] == {
        "since": "2022-01-01",
        "until": None,
        "borders": [],
        "bbox": [44, 39, 47, 42],
    }


@pytest.mark.parametrize(
    "given",
    [
        {"bbox": (1.0, 2.0, 3.0, 1.0)},
        {"bbox": (1.0, 2.0, 190.0, 3.0)},
        {"bbox": (1.0, float("nan"), 2.0, 3.0)},
        {"since": dt.date(2022, 2, 1), "until": dt.date(2022, 1, 1)},
    ],
)
def test_what_nothing_can_lie_in_is_an_error(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected"):
        Slice(**given)
