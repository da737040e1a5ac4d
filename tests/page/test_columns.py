from __future__ import annotations

import math
from itertools import accumulate, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.page.columns import (
    check_numbers,
    encode_column,
    encode_ids,
    encode_lists,
    read_properties,
    to_columns,
)

TEXTS = st.none() | st.text(max_size=3)


@given(st.lists(TEXTS, min_size=1))
def test_a_column_reads_back_with_the_most_frequent_value_first(values: list[str | None]) -> None:
    column = encode_column(values)
    codes = column.get("codes", [0] * len(values))
    assert [column["values"][code] for code in codes] == values
    counts = [values.count(value) for value in column["values"]]
    assert counts == sorted(counts, reverse=True)


@given(st.lists(st.lists(st.text(max_size=3))))
def test_lists_read_back(lists: list[list[str]]) -> None:
    column = encode_lists(lists)
    ends = list(accumulate(column["lengths"], initial=0))
    values = [column["values"][code] for code in column["codes"]]
    read = [values[start:end] for start, end in pairwise(ends)]
    assert read == lists


@given(st.lists(st.text("ab-", max_size=8), min_size=1))
def test_ids_read_back(ids: list[str]) -> None:
    column = encode_ids(ids)
    heads = column["heads"]
    codes = heads.get("codes", [0] * len(ids))
    read = [heads["values"][code] + tail for code, tail in zip(codes, column["tails"], strict=True)]
    assert read == ids


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_cannot_say_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        check_numbers([0.5, None, number])


def test_columns_keep_what_is_missing_apart_from_zero() -> None:
    features: list[dict[str, Any]] = [
        {"id": "a", "geometry": None, "properties": {"killed": 0}},
        {"id": "b", "geometry": {"type": "Point", "coordinates": [45.1234567, 40]},
         "properties": {"place": "Sotk"}},
    ]  # fmt: skip
    table = to_columns({"features": features}, decimals=4)
    assert table == {
        "count": 2,
        "geometry": [None, {"type": "Point", "coordinates": [45.1235, 40.0]}],
        "properties": {"killed": [0, None], "id": ["a", "b"], "place": [None, "Sotk"]},
    }


def test_an_empty_geometry_is_no_geometry() -> None:
    feature = {"geometry": {"type": "LineString", "coordinates": []}, "properties": None}
    assert to_columns({"features": [feature]}, decimals=1)["geometry"] == [None]


def test_an_id_of_the_properties_stands_before_that_of_the_feature() -> None:
    assert read_properties({"id": 1, "properties": {"id": "a"}}) == {"id": "a"}
    assert read_properties({"id": "a", "properties": None}) == {"id": "a"}
