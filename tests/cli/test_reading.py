"""Corpora of other formats than plain text, as a user names them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.documents.corpora import dump_csv, make_page

if TYPE_CHECKING:
    from pathlib import Path

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]

TEXT = (
    "Armenian and Azerbaijani troops clashed near Sotk on Tuesday. Two Armenian soldiers were "
    "wounded, the Armenian defence ministry said."
)


def test_a_mixed_corpus_becomes_one_map(run_geomap: RunGeomap, folder: Path) -> None:
    head = '<meta name="date" content="2022-09-14">'
    page = make_page(f"<h1>Fire near Sotk</h1><p>{TEXT}</p>", head=head)
    (folder / "reports" / "b.html").write_text(page, encoding="utf-8")
    rows = [
        {"lead": "x", "words": TEXT, "date": "2022-09-14"},
        {"lead": "y", "words": " ", "date": ""},
    ]
    (folder / "c.csv").write_text(dump_csv(rows), encoding="utf-8")
    (folder / "list").write_text("c.csv\n", encoding="utf-8")
    found = run_geomap(
        *("map", "reports", "--files-from", "list", "-o", "out", "--json"),
        *("--columns", "text=words", "--html", "fast"),
    )
    assert found.returncode == 1, found.stderr
    content = json.loads(found.stdout)
    (incident,) = content["incidents"]
    assert incident["sources"] == ["a.txt", "b.html", "c.csv:2"]
    assert [entry["source"] for entry in content["failed"]] == ["c.csv:3"]
    assert "c.csv: columns: text=words, published=date (partly guessed)" in found.stderr
    record = json.loads((folder / "out" / "run.json").read_bytes())
    (notice,) = record["notices"]
    assert (notice["kind"], notice["sources"], notice["count"]) == ("columns", ["c.csv"], 1)


def test_options_that_cannot_be_meant_are_named(run_geomap: RunGeomap, folder: Path) -> None:
    found = run_geomap("map", "reports", "--columns", "colour=red", "-o", "out")
    assert found.returncode == 2
    assert "expected FIELD=COLUMN with a field of text, html," in found.stderr
    assert not (folder / "out").exists()


def test_toponyms_of_tables_and_pages(run_geomap: RunGeomap, folder: Path) -> None:
    rows = [{"id": "n1", "body": TEXT}]
    (folder / "reports" / "b.csv").write_text(dump_csv(rows), encoding="utf-8")
    (folder / "reports" / "c.html").write_text(make_page(f"<p>{TEXT}</p>"), encoding="utf-8")
    found = run_geomap("toponyms", "reports")
    assert found.returncode == 0, found.stderr
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    ids = [line["id"] for line in lines]
    assert ids == ["reports/a.txt", "reports/b.csv:n1", "reports/c.html"]
    assert all("Sotk" in {it["text"] for it in line["toponyms"]} for line in lines)
