"""No file tells the year that stands in for one that no report tells."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import geomap
from geomap import Result
from geomap.documents.calendar import MONTHS, WEEKDAYS

DATED = (
    "Clash\n\nPublished 20 June 2022\n\nArmenian and Azerbaijani troops clashed near Tegh on June "
    "18, killing two soldiers.\n"
)
STAND_IN = re.compile(rb"\b9[0-3]\d\d-\d\d-\d\d|\b\d{1,2} [A-Z][a-z]+ 9[0-3]\d\d\b")
NAMES = sorted(name.title() for name in MONTHS)
WHENS = st.one_of(
    st.builds(
        "on {}, {} {}".format, st.sampled_from(WEEKDAYS), st.sampled_from(NAMES), st.integers(1, 28)
    ),
    st.builds("on {} {}".format, st.integers(1, 28), st.sampled_from(NAMES)),
    st.sampled_from([f"on {day.title()}" for day in WEEKDAYS]),
    st.sampled_from(["yesterday", "last month", "two days ago", "again", "since Sunday", "in May"]),
)
REPORTS = st.builds(
    "YEREVAN, {} {} (Agency) - Armenian and Azerbaijani troops clashed near Sotk {}, killing two "
    "soldiers. Three were wounded near Kut {}, the defence ministry of Armenia said {}.\n".format,
    st.sampled_from(NAMES), st.integers(1, 28), WHENS, WHENS, WHENS,
)  # fmt: skip


def run(texts: dict[str, str], folder: Path) -> Result:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return geomap.run(folder)


def test_a_day_without_a_year_is_in_every_table(tmp_path: Path) -> None:
    report = (
        "YEREVAN, June 17 (Agency) - Armenian and Azerbaijani troops clashed near Sotk on June 16, "
        "killing two soldiers.\n"
    )
    (tmp_path / "in").mkdir()
    result = run({"u.txt": report}, tmp_path / "in")
    (row,) = result.incidents.to_dict("records")
    assert result.incidents[["date_start", "date_end"]].isna().all(axis=None)
    assert row["date_edtf"] == "XXXX-06-16"
    assert (row["date_precision"], row["date_basis"]) == (1, "explicit")
    assert "16 June, year not told." in row["summary"]
    assert list(result.tables["claims"]["date_edtf"]) == ["XXXX-06-16"]
    story = json.dumps(result.explain_incident(row["id"]))
    assert '"edtf": "XXXX-06-16"' in story
    assert result.explain()[0]["sentences"][0]["claims"][0]["date_edtf"] == "XXXX-06-16"
    result.write(tmp_path / "out", to=["geojson", "csv", "gpkg", "geoparquet", "kml", "acled-csv"])
    for path in (tmp_path / "out" / "incidents.gpkg", tmp_path / "out"):
        again = geomap.read(path)
        assert list(again.incidents["date_edtf"]) == ["XXXX-06-16"]
    assert "XXXX-06-16" in (tmp_path / "out" / "incidents.csv").read_text(encoding="utf-8")
    assert "XXXX-06-16" in result.write_review(tmp_path / "review.csv").read_text("utf-8")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run({"a.txt": DATED}, tmp_path_factory.mktemp("alone"))


# Whole runs: to look for the smallest report would take minutes.
@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
@given(REPORTS)
def test_no_output_tells_the_year_that_stands_in(alone: Result, report: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        result = run({"a.txt": DATED, "u.txt": report}, folder / "in")
        result.write(folder / "out", to=["geojson", "csv"], by_day=True)
        result.write_review(folder / "out" / "review.csv")
        said = json.dumps(
            [*result.explain(), *map(result.explain_incident, result.incidents["id"])]
        )
        contents = [it.read_bytes() for it in (folder / "out").rglob("*") if it.is_file()]
        pages = sorted(it.name for it in (folder / "out" / "days").iterdir())
    for content in (*contents, said.encode()):
        assert STAND_IN.search(content) is None
    rows = result.incidents
    undated = rows[[not set(sources) & {"a.txt"} for sources in rows["sources"]]]
    assert undated["date_start"].isna().all()
    assert undated["date_end"].isna().all()
    assert all("-undated-" in it for it in undated["id"])
    assert set(pages) <= {"2022-06-18.html", "index.html", "undated.html"}
    dated = rows[rows["date_start"].notna()]
    assert list(dated["id"]) == list(alone.incidents["id"])
    assert next(iter(rows["id"])) == dated["id"].iloc[0]
