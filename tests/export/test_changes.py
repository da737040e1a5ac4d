"""What a run found otherwise than the one before it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geomap
from geomap.export.changes import (
    EarlierRun,
    ListedIncident,
    compare_runs,
    read_earlier_run,
)

if TYPE_CHECKING:
    from pathlib import Path


def make_incident(name: str, *claims: str) -> ListedIncident:
    sources = tuple(sorted({claim.partition("#")[0] for claim in claims}))
    return ListedIncident(id=name, sources=sources, claims=claims)


def compare(old: list[ListedIncident], new: list[ListedIncident]) -> dict[str, object]:
    found = compare_runs(EarlierRun(incidents=tuple(old), run_at="2026-11-25"), new)
    assert found is not None
    return found


def test_new_changed_and_gone() -> None:
    old = [make_incident("a", "1#x"), make_incident("b", "2#x"), make_incident("c", "3#x")]
    new = [
        make_incident("a", "1#x"),
        make_incident("b2", "2#x", "4#x"),
        make_incident("d", "5#x"),
    ]
    assert compare(old, new) == {
        "since": "2026-11-25",
        "new": ["d"],
        "changed": [{"id": "b2", "was": "b", "added": ["4"], "removed": []}],
        "split": [],
        "merged": [],
        "gone": ["c"],
        "unchanged": 1,
    }


def test_split_and_merged() -> None:
    one = [make_incident("a", "1#x", "2#x")]
    two = [make_incident("a", "1#x"), make_incident("b", "2#x")]
    split, merged = compare(one, two), compare(two, one)
    assert split["split"] == [{"was": "a", "into": ["a", "b"]}]
    assert merged["merged"] == [{"was": ["a", "b"], "into": "a"}]
    for found in (split, merged):
        assert (found["new"], found["changed"], found["gone"]) == ([], [], [])


def test_a_sentence_that_tells_of_two_incidents_links_neither() -> None:
    both = [make_incident("a", "1#x", "1#y"), make_incident("b", "1#y", "2#z")]
    assert compare(both, both)["unchanged"] == 2


def test_what_was_edited_is_known_by_its_id() -> None:
    found = compare([make_incident("a", "1#x")], [make_incident("a", "1#y")])
    assert [entry["id"] for entry in found["changed"]] == ["a"]  # type: ignore[attr-defined]


INCIDENTS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.sets(st.sampled_from(["1#x", "1#y", "2#x", "3#x", "4#x"]), min_size=1),
    max_size=5,
).map(lambda found: [make_incident(name, *sorted(keys)) for name, keys in found.items()])


@given(old=INCIDENTS, new=INCIDENTS)
def test_each_incident_is_told_of_once(
    old: list[ListedIncident], new: list[ListedIncident]
) -> None:
    found = compare(old, new)
    after: list[str] = [*found["new"]]  # type: ignore[misc]
    before: list[str] = [*found["gone"]]  # type: ignore[misc]
    for entry in found["changed"]:  # type: ignore[attr-defined]
        after.append(entry["id"])
        before.append(entry["was"])
    split = {entry["was"] for entry in found["split"]}  # type: ignore[attr-defined]
    merged = {entry["into"] for entry in found["merged"]}  # type: ignore[attr-defined]
    assert len(after) == len(set(after))
    assert len(before) == len(set(before))
    assert not merged & set(after)
    assert not split & set(before)
    assert compare(old, old)["unchanged"] == len(old)


@pytest.mark.parametrize(
    "content",
    [None, b"", b"old", b"[]", b"{}", b'{"incidents": 7}', b"\xff\xfe", b'{"incidents": [{}]}'],
)
def test_without_a_record_of_a_run_there_is_nothing_to_compare(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "run.json"
    if content is not None:
        path.write_bytes(content)
    assert read_earlier_run(path) is None
    assert compare_runs(None, []) is None


def test_runs_into_one_folder_tell_what_changed(tmp_path: Path) -> None:
    reports, output = tmp_path / "reports", tmp_path / "output"
    reports.mkdir()
    text = "14 September 2022\n\nArmenian and Azerbaijani troops clashed near {} on Tuesday.\n"
    (reports / "a.txt").write_text(text.format("Sotk"), encoding="utf-8")

    def run() -> dict[str, object]:
        geomap.run(reports).write(output, to=[])
        changes: dict[str, object] = json.loads((output / "run.json").read_bytes())["changes"]
        return changes

    assert run() is None
    first = json.loads((output / "run.json").read_bytes())["incidents"]
    assert [(it["sources"], it["date_start"], it["border"]) for it in first] == [
        (["a.txt"], "2022-09-13", "ARM-AZE")
    ]
    assert run()["unchanged"] == 1
    (reports / "b.txt").write_text(text.format("Tegh"), encoding="utf-8")
    changes = run()
    assert len(changes["new"]) == 1  # type: ignore[arg-type]
    assert changes["unchanged"] == 1
    (output / "run.json").write_text("something else", encoding="utf-8")
    assert run() is None
