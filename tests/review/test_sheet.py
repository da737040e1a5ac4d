"""The review of the sample corpus: all that a person needs beside what they may change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geomap.export import INCIDENT_FIELDS
from geomap.review import make_review, read_corrections
from geomap.review.columns import EDITABLE, REVIEW_COLUMNS
from geomap.review.sheet import make_review as make
from tests.export.samples import make_incident_dataset

if TYPE_CHECKING:
    from pathlib import Path

    import geomap


def test_each_incident_and_each_unknown_name_has_a_row(
    result: geomap.Result, rows: list[dict[str, str]]
) -> None:
    incidents = [row for row in rows if row["kind"] == "incident"]
    names = [row for row in rows if row["kind"] == "name"]
    assert [row["id"] for row in incidents] == [it.id for it in result.records]
    assert {row["place_named"] for row in names} == {"Yukhari Ayrim", "Alagollar"}
    assert len(rows) == len(incidents) + len(names)
    assert list(rows[0]) == list(REVIEW_COLUMNS)


def test_a_row_tells_what_it_rests_on(result: geomap.Result, rows: list[dict[str, str]]) -> None:
    for incident, row in zip(result.records, rows, strict=False):
        files = {m.document_id for m in incident.members}
        assert len(row["files"].split(" | ")) == len(files)
        assert row["quotes"]
        assert row["sources"]
        assert {name: row[name] for name in EDITABLE if row[name]} == json.loads(row["as_written"])


def test_a_name_is_shown_in_its_sentence_with_what_is_spelt_alike(
    rows: list[dict[str, str]],
) -> None:
    (row,) = (it for it in rows if it["place_named"] == "Alagollar")
    assert "in the direction of Alagollar" in row["quotes"]
    assert row["suggestions"] == "Alagöllər = gm:al-lakes"
    assert row["files"] == "2022-09-29-three-killed.txt"


def test_what_is_not_edited_is_no_correction(review: bytes, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_bytes(review)
    found = read_corrections([path])
    assert (found.rows, found.faults) == ((), ())


def test_columns_that_the_outputs_have_bear_their_names() -> None:
    names = {field.name for field in INCIDENT_FIELDS}
    assert set(EDITABLE) - names == {"lon", "lat"}


def test_formulas_are_disarmed(result: geomap.Result) -> None:
    made = make(make_incident_dataset(place="=1+1", summary="@x"), result.gazetteer)
    assert b",'=1+1," in made
    assert b",'@x," in made
    assert make is make_review
