"""The whole way: a folder of reports to incidents, files and the record of the run."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import pytest

import geomap
from geomap.errors import CorpusError
from geomap.export import dump_json
from geomap.model import DateBasis
from geomap.places import fold_name

if TYPE_CHECKING:
    from geomap.result import Result

TESTS = Path(__file__).resolve().parent
GOLD = json.loads((TESTS / "gold" / "structure.json").read_text(encoding="utf-8"))
OUTPUTS = [
    "border.html",
    "datapackage.json",
    "incidents.csv",
    "incidents.csvt",
    "incidents.geojson",
    "incidents.gpkg",
    "map.html",
    "run.json",
    "sites.geojson",
]
COUNTS = [
    f"{measure}_{side}" for measure in ("killed", "wounded", "captured", "missing") for side in "ab"
]


@pytest.fixture(scope="module")
def structure() -> Result:
    """Five reports: two events with an undated report each, and a denied one."""
    return geomap.run(TESTS / "reports" / "structure")


@pytest.fixture(scope="module")
def sample(corpus_folder: Path) -> Result:
    return geomap.run(corpus_folder)


@pytest.fixture(scope="module")
def development() -> Result:
    return geomap.run(TESTS / "reports" / "development")


def rows_of(result: Result) -> list[dict[str, Any]]:
    return [feature["properties"] for feature in result.incident_features["features"]]


def gold_of(key: str) -> dict[str, Any]:
    (found,) = (entry for entry in GOLD["incidents"] if entry["key"] == key)
    gold: dict[str, Any] = found
    return gold


def row_of(result: Result, key: str) -> dict[str, Any]:
    """Return the incident whose reports and last day are those of the gold's."""
    wanted = gold_of(key)
    (row,) = (
        row
        for row in rows_of(result)
        if row["sources"] == wanted["sources"] and row["date_end"] == wanted["date_end"]
    )
    return row


KEYS = [entry["key"] for entry in GOLD["incidents"]]


def test_exactly_the_incidents_of_the_gold(structure: Result) -> None:
    assert not structure.failures
    assert [(row["sources"], row["date_start"], row["date_end"]) for row in rows_of(structure)] == [
        (entry["sources"], entry["date_start"], entry["date_end"]) for entry in GOLD["incidents"]
    ]


@pytest.mark.parametrize("key", KEYS)
def test_type_and_status(structure: Result, key: str) -> None:
    row, wanted = row_of(structure, key), gold_of(key)
    assert row["status"] == wanted["status"]
    assert row["sub_event_type"] in {wanted["sub_event_type"], *wanted["sub_event_type_also"]}
    assert (row["side_a"], row["side_b"]) == ("ARM", "AZE")
    assert row["border"] == "ARM-AZE"
    if wanted["date_precision"]:
        assert row["date_precision"] == wanted["date_precision"]
    for side in wanted["denied_by"]:
        name = {"ARM": "Armenia", "AZE": "Azerbaijan"}[side]
        assert any(name in body for body in row["denied_by"])


@pytest.mark.parametrize("field", COUNTS)
@pytest.mark.parametrize("key", KEYS)
def test_counts(structure: Result, key: str, field: str) -> None:
    wanted = gold_of(key)
    parts = [wanted[field], wanted.get(f"{field}_civilian")]
    known = [part for part in parts if part is not None]
    assert row_of(structure, key)[field] == (sum(known) if known else None)


def test_civilians_are_told_apart(structure: Result) -> None:
    assert row_of(structure, "N2")["wounded_civilians"] == gold_of("N2")["wounded_a_civilian"]
    assert row_of(structure, "N1")["wounded_civilians"] is None


def test_the_history_of_a_count(structure: Result) -> None:
    (count,) = (
        count
        for count in row_of(structure, "N1")["casualties"]
        if (count["measure"], count["side"]) == ("wounded", "AZE")
    )
    assert {record["best"] for record in count["history"]} == set(
        gold_of("N1")["history_wounded_b"]
    )
    assert (count["low"], count["best"], count["high"]) == (2, 10, 10)


@pytest.mark.parametrize("key", KEYS)
def test_places(structure: Result, key: str) -> None:
    wanted, row = gold_of(key), row_of(structure, key)
    record = next(record for record in structure.records if record.id == row["id"])
    found = [{" ".join(fold_name(n)) for n in (s.place.name, *s.place.names)} for s in record.sites]
    for name in wanted["places"]:
        assert any(name.lower() in names for names in found), name
    allowed = {name.lower() for name in (*wanted["places"], *wanted["places_also"])}
    for names in found:
        assert names & allowed or any(n.split()[0] in allowed for n in names)
    assert all(site.border_point for site in record.sites)


@pytest.mark.parametrize(("source", "key"), GOLD["undated"].items())
def test_undated_reports_are_dated_by_link(structure: Result, source: str, key: str) -> None:
    row = row_of(structure, key)
    (reason,) = (entry for entry in row["reasons"] if entry["source"] == source)
    assert reason["date_basis"] == "linked"
    assert "undated" in reason["reason"]
    assert "same" in reason["reason"]
    # The incident's own date is that of the reports that know it.
    assert row["date_basis"] != "linked"
    (document,) = (d for d in structure.corpus.documents if d.source == source)
    assert document.published is None


def test_every_report_of_an_incident_has_its_reason(structure: Result) -> None:
    for row in rows_of(structure):
        assert sorted(entry["source"] for entry in row["reasons"]) == row["sources"]
        assert all(entry["reason"] for entry in row["reasons"])


@pytest.mark.parametrize(
    "entry", GOLD["must_not"], ids=lambda entry: f"{entry['file']}: {entry['text'][:40]}"
)
def test_what_is_no_incident_is_no_evidence(structure: Result, entry: dict[str, str]) -> None:
    source = next(d for d in structure.corpus.documents if d.source == entry["file"])
    assert entry["text"] in source.text
    for row in rows_of(structure):
        for evidence in row["evidence"]:
            assert evidence["source"] != entry["file"] or entry["text"] not in evidence["quote"]


@pytest.fixture(params=["structure", "sample", "development"])
def each_result(request: pytest.FixtureRequest) -> Result:
    """Return the result of each corpus in turn."""
    result: Result = request.getfixturevalue(request.param)
    return result


def texts_of(result: Result) -> dict[str, str]:
    """Return the text of each file: of several articles each goes on where the last one ends."""
    texts: dict[str, str] = {}
    for document in result.corpus.documents:
        told = texts.get(document.source, "")
        texts[document.source] = told + document.text[len(told) :]
    return texts


def test_every_quotation_is_the_text_at_its_offsets(each_result: Result) -> None:
    texts = texts_of(each_result)
    for row in rows_of(each_result):
        for evidence in row["evidence"]:
            text = texts[evidence["source"]]
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
            assert evidence["quote"].strip() == evidence["quote"] != ""


def test_every_figure_leads_to_the_words_that_tell_it(each_result: Result) -> None:
    texts = texts_of(each_result)
    for row in rows_of(each_result):
        sentences = [(e["source"], e["start"], e["end"]) for e in row["evidence"]]
        for record in (record for count in row["casualties"] for record in count["history"]):
            source, start, end = record["source"], record["start"], record["end"]
            assert texts[source][start:end].strip()
            assert any(s == source and a <= start and end <= b for s, a, b in sentences)


def test_every_name_leads_to_its_characters(each_result: Result) -> None:
    texts = {document.id: document.text for document in each_result.corpus.documents}
    found = [r for resolutions in each_result.resolutions.values() for r in resolutions]
    assert found
    for mention in (resolution.mention for resolution in found):
        assert texts[mention.document_id][mention.start : mention.end] == mention.text
    mentions = {(r.mention.document_id, r.mention.start, r.mention.end) for r in found}
    for claim in each_result.claims:
        for span in (site.span for site in claim.sites):
            assert (span.document_id, span.start, span.end) in mentions


def test_every_day_of_publication_stands_where_it_says(each_result: Result) -> None:
    for document in each_result.corpus.documents:
        assert (document.published is None) == (document.published_span is None)
        if document.published and document.published_span:
            start, end = document.published_span.start, document.published_span.end
            assert str(document.published.day) in document.text[start:end]


def test_every_claim_is_of_one_incident_at_most(each_result: Result) -> None:
    used = [claim.id for record in each_result.records for claim in record.claims]
    assert len(used) == len(set(used))
    assert set(used) <= {claim.id for claim in each_result.claims}


def test_the_sample_makes_a_map(sample: Result) -> None:
    assert len(sample.corpus.documents) >= 15
    assert len(sample.records) >= 12
    assert len({row["date_end"] for row in rows_of(sample)}) >= 10
    years = {str(row["date_end"])[:4] for row in rows_of(sample)}
    assert years >= {"2020", "2021", "2022", "2023", "2024"}
    undated = [d for d in sample.corpus.documents if d.published is None]
    assert len(undated) >= 2
    assert any(
        member.date_basis is DateBasis.LINKED
        for record in sample.records
        for member in record.members
    )


def test_the_tables_and_the_map(structure: Result) -> None:
    assert len(structure.incidents) == len(KEYS)
    assert structure.incidents.crs is not None
    assert len(structure.sites) == sum(row["site_count"] for row in rows_of(structure))
    assert isinstance(structure.map(), folium.Map)
    assert "3 incidents from 5 reports" in repr(structure)


def test_the_package_runs_the_pipeline(corpus_folder: Path) -> None:
    one = min(corpus_folder.glob("*.txt"))
    result = geomap.run(str(one))
    assert isinstance(result, geomap.Result)
    assert [document.source for document in result.corpus.documents] == [one.name]
    assert geomap.run([one, one]).corpus == result.corpus


def test_a_missing_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        geomap.run(tmp_path / "nowhere")


# --- files --------------------------------------------------------------------------------------


def test_the_files_of_a_run(structure: Result, tmp_path: Path) -> None:
    written = structure.write(tmp_path / "out", run_at="2024-01-01T00:00:00+00:00", seconds=1.5)
    assert sorted(path.name for path in written) == OUTPUTS
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == OUTPUTS
    geojson = json.loads((tmp_path / "out" / "incidents.geojson").read_bytes())
    assert geojson == json.loads(dump_json(structure.incident_features))
    rows = list(
        csv.DictReader(
            io.StringIO((tmp_path / "out" / "incidents.csv").read_text("utf-8-sig"), newline="")
        )
    )
    assert [row["id"] for row in rows] == [feature["id"] for feature in geojson["features"]]
    page = (tmp_path / "out" / "map.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    # The page has an id in two parts, as the first repeats.
    assert all(part in page for row in rows for part in row["id"].rsplit("-", 1))


def test_the_record_of_a_run(structure: Result, tmp_path: Path, gazetteer_folder: Path) -> None:
    structure.write(tmp_path, run_at="2024-01-01T00:00:00+00:00", seconds=1.5)
    record = json.loads((tmp_path / "run.json").read_bytes())
    assert record["geomap"] == geomap.__version__
    assert record["run_at"] == "2024-01-01T00:00:00+00:00"
    assert record["seconds"] == 1.5
    assert record["incident_count"] == len(KEYS)
    assert record["failed"] == []
    assert record["ignored"] == []
    documents = {entry["source"]: entry for entry in record["documents"]}
    assert sorted(documents) == ["r1.txt", "r2.txt", "r3.txt", "r4.txt", "r5.txt"]
    assert documents["r1.txt"]["published"] == "2021-11-17"
    assert documents["r4.txt"]["published"] is None
    assert documents["r4.txt"]["incidents"] == [
        {"id": row_of(structure, "N1")["id"], "date_basis": "linked"}
    ]
    assert len(documents["r2.txt"]["incidents"]) == 2
    assert all(entry["claim_count"] > 0 for entry in documents.values())
    assert set(record["rules"]) >= {"events", "speakers", "casualties", "structure"}
    assert record["packages"]["geopandas"]
    assert record["settings"]["border_km"] == 50.0
    assert record["credits"]
    places = gazetteer_folder / "places" / "armenia-azerbaijan.csv"
    assert record["gazetteer"]["places/armenia-azerbaijan.csv"] == (
        hashlib.sha256(places.read_bytes()).hexdigest()
    )
    assert any(name.startswith("borders/") for name in record["gazetteer"])
    texts = {d.source: d.text for d in structure.corpus.documents}
    for claim in [*record["undated_claims"], *record["unused_claims"]]:
        assert texts[claim["source"]][claim["start"] : claim["end"]] == claim["quote"]


def test_what_was_not_understood_is_in_the_record(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        " date 2022-09-14 Fire\n\nArmenian and Azerbaijani troops clashed in the village of "
        "Zorakert and near Sotk on Tuesday.\n",
        encoding="utf-8",
    )
    (tmp_path / "in" / "u.txt").write_text(
        "Armenian and Azerbaijani troops exchanged fire near Yeraskh on Tuesday.\n",
        encoding="utf-8",
    )
    (tmp_path / "in" / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "in" / "c.pdf").write_text("<p>", encoding="utf-8")
    result = geomap.run(tmp_path / "in")
    record = result.run_record
    assert [entry["name"] for entry in record["unresolved"]] == ["Zorakert"]
    assert record["unresolved"][0]["source"] == "a.txt"
    assert [entry["source"] for entry in record["failed"]] == ["b.txt"]
    assert record["ignored"] == ["c.pdf"]
    assert [entry["source"] for entry in record["undated_claims"]] == ["u.txt"]
    undated = next(row for row in rows_of(result) if row["sources"] == ["u.txt"])
    assert undated["date_start"] is None
    assert undated["date_end"] is None
    assert undated["date_basis"] in {"none", "weekday"}


# --- runs in processes of their own -------------------------------------------------------------

RUN = """
import sys

opened = []

def watch(event, arguments):
    # urllib3, which folium imports, binds a socket of its own to ::1 to see whether there is IPv6.
    probe = event == "socket.__new__" or (event == "socket.bind" and arguments[1][0] == "::1")
    if event.startswith("socket.") and not probe:
        opened.append((event, arguments))
        raise OSError(f"{event}: a map is made without a network")

sys.addaudithook(watch)

from pathlib import Path
import geomap

geomap.run(sys.argv[1]).write(Path(sys.argv[2]))
assert not opened, opened
"""


def run_apart(corpus: Path, output: Path, **environment: str) -> None:
    """Run geomap in a process of its own, in which it can reach nothing over a network."""
    root = str(Path(geomap.__file__).resolve().parents[1])
    subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN, str(corpus), str(output)],
        check=True,
        env={**os.environ, "PYTHONPATH": root, **environment},
        timeout=120,
    )


def test_two_runs_give_equal_bytes_and_reach_for_no_network(
    corpus_folder: Path, tmp_path: Path
) -> None:
    for seed in ("1", "4242"):
        run_apart(corpus_folder, tmp_path / seed, PYTHONHASHSEED=seed)
    for name in OUTPUTS:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "4242" / name).read_bytes(), name


def test_two_runs_of_one_process_are_equal(structure: Result) -> None:
    again = geomap.run(TESTS / "reports" / "structure")
    assert again.records == structure.records
    assert again.incident_features == structure.incident_features
    assert again.site_features == structure.site_features


def test_a_further_report_of_another_place_changes_no_incident(
    structure: Result, tmp_path: Path
) -> None:
    (tmp_path / "z-far.txt").write_text(
        " date 2023-03-02 Fire\n\nArmenian and Azerbaijani troops exchanged fire near Yeraskh on "
        "Wednesday.\n",
        encoding="utf-8",
    )
    more = geomap.run([TESTS / "reports" / "structure", tmp_path])
    before = {row["id"]: row for row in rows_of(structure)}
    after = {row["id"]: row for row in rows_of(more)}
    assert len(after) == len(before) + 1
    assert {identity: after[identity] for identity in before} == before


def test_a_title_names_a_few_borders_and_counts_many(tmp_path: Path) -> None:
    sentence = "{} troops and {} troops exchanged fire near {} on Tuesday.\n"
    pairs = [
        ("Armenian", "Azerbaijani", "Sotk"),
        ("Indian", "Pakistani", "Poonch"),
        ("Thai", "Cambodian", "Kantharalak"),
        ("Kyrgyz", "Tajik", "Batken"),
    ]
    for number, names in enumerate(pairs):
        text = f" date 2022-09-14 Fire\n\n{sentence.format(*names)}"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    title = geomap.run([tmp_path / f"{number}.txt" for number in range(3)]).title
    assert title == (
        "Incidents on the Armenia–Azerbaijan, Cambodia–Thailand and India–Pakistan borders"
    )
    assert geomap.run(tmp_path).title == "Incidents on 4 borders"
