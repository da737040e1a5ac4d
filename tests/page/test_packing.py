from __future__ import annotations

import base64
import gzip
import json
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.page.packing import dump_json, pack_value, pack_values

if TYPE_CHECKING:
    from collections.abc import Callable

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def _unpack(text: str) -> object:
    value = json.loads(text)
    read: object = json.loads(gzip.decompress(base64.b64decode(value)))
    return read


@given(JSON_VALUES)
def test_json_in_a_script_holds_no_markup_and_reads_back(value: object) -> None:
    for text in (dump_json(value), *pack_values([value])):
        assert not set(text) & set("<>&\u2028\u2029")
        assert json.loads(text) == value


@given(JSON_VALUES)
def test_what_is_compressed_reads_back(value: object) -> None:
    assert _unpack(pack_value(value)) == value
    assert pack_value(value) == pack_value(value)


@pytest.mark.parametrize("pack", [dump_json, lambda value: pack_values([value])[0]])
def test_a_lone_surrogate_can_be_written_to_a_file(pack: Callable[[object], str]) -> None:
    assert pack("\ud800").encode() == b'"\\ud800"'
    assert _unpack(pack_value("\ud800")) == "\ud800"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_cannot_say_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_json({"lon": number})


def test_much_is_compressed_and_little_stays_readable() -> None:
    values = [{"summary": "x" * 60}, ["y" * 60], "z"]
    assert [json.loads(text) for text in pack_values(values)] == values
    packed = pack_values(values, plain_bytes=100)
    assert [_unpack(text) for text in packed] == values
    # What comes after the limit is packed as it comes.
    assert [_unpack(text) for text in pack_values(iter(values), plain_bytes=10)] == values
