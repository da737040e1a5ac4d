"""``geomap review`` and ``geomap map --corrections`` as a user calls them."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

RunGeomap = Callable[..., subprocess.CompletedProcess[str]]

UNKNOWN = (
    " date 2022-09-14 Fire at the border\n\nArmenian and Azerbaijani troops clashed near the "
    "village of Qwxlty on Tuesday.\n"
)


def _edit(path: Path, **cells: str) -> None:
    """Edit the first row of a review."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[0] |= cells
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_help_shows_the_way(run_geomap: RunGeomap) -> None:
    words = " ".join(run_geomap("review", "--help").stdout.split())
    for option in ("--from", "--collect", "--author", "--output", "--corrections"):
        assert option in words
    assert "reject, merge OTHER-ID or split FILE" in words


def test_from_reports_to_a_corrected_map(run_geomap: RunGeomap, folder: Path) -> None:
    (folder / "reports" / "b.txt").write_text(UNKNOWN, encoding="utf-8")
    found = run_geomap("review", "reports")
    assert (found.returncode, found.stdout) == (0, "review.csv\n")
    assert "1 names to check" in found.stderr
    _edit(folder / "review.csv", wounded_a="3", reason="=counted again")
    found = run_geomap("review", "--collect", "review.csv", "--author", "A. Person")
    assert (found.returncode, found.stdout) == (0, "corrections.csv\n")
    assert "1 corrections collected, 0 rows left out" in found.stderr
    assert "'=counted again" in (folder / "corrections.csv").read_text(encoding="utf-8-sig")

    found = run_geomap("map", "reports", "--corrections", "corrections.csv", "--json")
    assert (found.returncode, found.stderr) == (0, "")
    shown = json.loads(found.stdout)
    (row,) = (it for it in shown["incidents"] if it["checked"])
    assert row["wounded_a"] == 3
    check = {"field": "wounded_a", "author": "A. Person", "reason": "=counted again", "was": "2"}
    assert row["checked"] == [check]
    assert shown["corrections"]["applied"][0]["incidents"] == [row["id"]]
    record = json.loads((folder / "output" / "run.json").read_text(encoding="utf-8"))
    assert record["corrections"] == shown["corrections"]

    found = run_geomap("explain", row["id"], "reports", "--corrections", "corrections.csv")
    assert "wounded_a checked by A. Person: =counted again (was 2)" in found.stdout

    found = run_geomap("review", "--from", "output", "-o", "again.csv")
    assert found.returncode == 0, found.stderr
    assert "checked by A. Person" in (folder / "again.csv").read_text(encoding="utf-8")


def test_an_edited_review_is_taken_as_it_is(run_geomap: RunGeomap, folder: Path) -> None:
    run_geomap("review", "reports")
    _edit(folder / "review.csv", action="reject", author="A. Person", reason="a drill")
    found = run_geomap("map", "reports", "--corrections", "review.csv")
    assert found.returncode == 0, found.stderr
    assert "0 incidents from 1 report; 1 correction applied" in found.stdout


def test_what_was_edited_is_not_written_over(run_geomap: RunGeomap, folder: Path) -> None:
    assert run_geomap("review", "reports").returncode == 0
    # What nobody has edited is made anew.
    assert run_geomap("review", "reports").returncode == 0
    _edit(folder / "review.csv", wounded_a="3")
    before = (folder / "review.csv").read_bytes()
    found = run_geomap("review", "reports")
    assert found.returncode == 2
    assert "holds corrections that are not collected yet" in found.stderr
    (folder / "other.csv").write_text("mine\n", encoding="utf-8")
    found = run_geomap("review", "reports", "-o", "other.csv")
    assert found.returncode == 2
    assert "choose another -o" in found.stderr
    assert (folder / "review.csv").read_bytes() == before


def test_rows_that_cannot_be_used_are_told_and_the_others_apply(
    run_geomap: RunGeomap, folder: Path
) -> None:
    (folder / "c.csv").write_text(
        "action,id,field,value,author,reason\n"
        "rename,,Sotk,Sotk (Zod),A. Person,both names\n"
        "rename,,Sotk,Zod,,\n"
        "reject,ARM-AZE-2000-01-01-abcdef,,,A. Person,why\n",
        encoding="utf-8",
    )
    found = run_geomap("map", "reports", "--corrections", "c.csv")
    assert found.returncode == 1
    assert "c.csv, line 3: rename: expected field, value, author, reason" in found.stderr
    assert "c.csv, line 4: no incident has the id ARM-AZE-2000-01-01-abcdef" in found.stderr
    assert "1 correction applied" in found.stdout
    record = json.loads((folder / "output" / "run.json").read_text(encoding="utf-8"))
    corrections = record["corrections"]
    assert [len(corrections[it]) for it in ("applied", "unfitting", "faults")] == [1, 1, 1]
    assert corrections["faults"][0]["line"] == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("map", "reports", "--corrections", "no.csv"), "expected a file of corrections"),
        (("review", "--collect", "no.csv"), "expected a file of corrections"),
        (("review", "reports", "--collect", "no.csv"), "takes edited reviews alone"),
        (("review", "reports", "--from", "output"), "give no reports"),
        (("review", "--from", "output"), "is not there"),
    ],
)
def test_wrong_use(run_geomap: RunGeomap, arguments: tuple[str, ...], told: str) -> None:
    found = run_geomap(*arguments)
    assert found.returncode == 2
    assert told in " ".join(found.stderr.replace("│", " ").split())


def test_nothing_edited_is_nothing_collected(run_geomap: RunGeomap, folder: Path) -> None:
    run_geomap("review", "reports")
    found = run_geomap("review", "--collect", "review.csv")
    assert found.returncode == 2
    assert "nothing was edited" in found.stderr
    assert not (folder / "corrections.csv").exists()


def test_without_corrections_the_record_says_so(run_geomap: RunGeomap, folder: Path) -> None:
    run_geomap("map", "reports")
    record = json.loads((folder / "output" / "run.json").read_text(encoding="utf-8"))
    assert record["corrections"] is None
