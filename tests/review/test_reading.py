"""Corrections as people write them, and as spreadsheets save them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geomap
from geomap.errors import CorrectionError
from geomap.incidents.corrections import Action, Correction
from geomap.review import append_corrections, encode_corrections, read_corrections

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.incidents.corrections import Corrections

    Edited = Callable[..., Corrections]

CLASH = "ARM-AZE-2021-07-28-acb39b"
WHO = {"author": "A. Person", "reason": "seen"}
HEADER = "action,id,field,value,lon,lat,author,reason,sources\n"


def _sum_up(found: Corrections) -> list[tuple[str, ...]]:
    return [(it.action.value, it.id, it.field, it.value) for it in found.rows]


def test_edited_cells_become_corrections(edit: Edited) -> None:
    found = edit(
        {
            CLASH: {"killed_a": "4", "wounded_b": "", "date_end": "2021-07-29", **WHO},
            "Alagollar": {"place": "Alagöllər = gm:al-lakes", **WHO},
        }
    )
    assert not found.faults
    assert _sum_up(found) == [
        ("date", CLASH, "", "2021-07-28/2021-07-29"),
        ("change", CLASH, "killed_a", "4"),
        ("change", CLASH, "wounded_b", "unknown"),
        ("name", "", "Alagollar", "Alagöllər = gm:al-lakes"),
    ]
    assert all("gegharkunik" in it.sources[0] for it in found.rows[:3])


def test_a_place_and_a_point(edit: Edited) -> None:
    (row,) = edit({CLASH: {"place": "Sotk", **WHO}}).rows
    # The point of the old place says nothing of the new one.
    assert (row.value, row.lon, row.lat) == ("Sotk", None, None)
    (row,) = edit({CLASH: {"lon": "45,9", "lat": "40,2", **WHO}}).rows
    assert (row.value, row.lon, row.lat) == ("", 45.9, 40.2)
    (row,) = edit({CLASH: {"place": "A post", "lon": "45.9", "lat": "40.2", **WHO}}).rows
    assert (row.value, row.lon, row.lat) == ("A post", 45.9, 40.2)


@pytest.mark.parametrize(
    ("written", "action", "value"),
    [
        ("reject", "reject", ""),
        ("Merge ARM-AZE-2021-07-19-146510", "merge", "ARM-AZE-2021-07-19-146510"),
        ("split a file.txt | b.txt", "split", "a file.txt | b.txt"),
    ],
)
def test_a_row_may_be_rejected_merged_or_split(
    edit: Edited, written: str, action: str, value: str
) -> None:
    found = edit({CLASH: {"action": written, **WHO}})
    assert _sum_up(found) == [(action, CLASH, "", value)]


def test_a_merge_remembers_what_both_rest_on(edit: Edited) -> None:
    (row,) = edit({CLASH: {"action": "merge ARM-AZE-2021-07-19-146510", **WHO}}).rows
    assert {it.partition("#")[0] for it in row.sources} >= {
        "2021-07-28-gegharkunik.txt",
        "2021-07-20-yeraskh.txt",
    }


@pytest.mark.parametrize("day", ["28/07/2021", "7/28/21", "28.07.2021", "28-7-2021"])
def test_a_day_that_a_spreadsheet_shows_its_own_way_is_not_edited(edit: Edited, day: str) -> None:
    found = edit({CLASH: {"date_start": day, "date_end": day, "killed_a": "3.0"}})
    assert (found.rows, found.faults) == ((), ())


def test_a_day_whose_numbers_are_the_same_is_edited_all_the_same(edit: Edited) -> None:
    id_ = "ARM-AZE-2023-04-11-8d1311"
    (row,) = edit({id_: {"date_start": "2023-11-04", "date_end": "2023-11-04", **WHO}}).rows
    assert row.value == "2023-11-04"


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8"), ("\t", "utf-16"), (",", "utf-8-sig")]
)
def test_however_it_is_saved(edit: Edited, delimiter: str, encoding: str) -> None:
    edits = {CLASH: {"killed_a": "4", **WHO}}
    found = edit(edits, delimiter=delimiter, encoding=encoding)
    assert _sum_up(found) == [("change", CLASH, "killed_a", "4")]


def test_an_author_may_be_given_for_all(edit: Edited) -> None:
    (row,) = edit({CLASH: {"killed_a": "4", "reason": "seen"}}, author="B. Other").rows
    assert row.author == "B. Other"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"killed_a": "4"}, "author, reason is empty"),
        ({"killed_a": "four", **WHO}, "expected a whole number, 0 or more, or unknown; got 'four'"),
        ({"date_start": "2021-08-01", **WHO}, "expected the first day before the last"),
        ({"date_start": "29/07/2021", **WHO}, "expected a day as 2022-09-13"),
        ({"place": "", **WHO}, "expected a name, an id or lon and lat, got nothing"),
        ({"lon": "45.9", "lat": "x", **WHO}, "expected longitude and latitude"),
        ({"status": "sure", **WHO}, "status: expected one of confirmed_by_both"),
        ({"status": "", **WHO}, "value is empty"),
        ({"action": "delete", **WHO}, "expected reject, merge and another id, or split"),
        ({"action": "merge", **WHO}, "the ids of two incidents or more"),
        ({"as_written": "", **WHO}, "expected what geomap review wrote there"),
        ({"kind": "", **WHO}, "kind: expected incident or name"),
    ],
)
def test_a_faulty_row_is_told_with_its_line_and_the_others_count(
    edit: Edited, rows: list[dict[str, str]], cells: dict[str, str], told: str
) -> None:
    line = 2 + [row["id"] for row in rows].index(CLASH)
    other = "ARM-AZE-2021-11-22-c23027"
    found = edit({CLASH: cells, other: {"killed_b": "0", **WHO}})
    (fault,) = found.faults
    assert told in fault.message
    assert str(fault).startswith(f"review.csv, line {line}: ")
    assert _sum_up(found) == [("change", other, "killed_b", "0")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("change,X,killed_a,4,,,,why,", "author is empty"),
        ("change,X,killed_a,4,,,me,,", "reason is empty"),
        ("change,X,event_type,Battles,,,me,why,", "follows from sub_event_type"),
        ("change,X,date_start,2021-01-01,,,me,why,", "use the action date"),
        ("date,X,date_start,2021-01-01,,,me,why,", "expected nothing as field"),
        ("move,X,,,45,,me,why,", "expected longitude and latitude in degrees"),
        ("move,X,,,40,145,me,why,", "are the two columns swapped?"),
        ("move,X,,,,,me,why,", "expected a place as the value"),
        ("reject,,,,,,me,why,", "id is empty"),
        ("rename,,Kut,,,,me,why,", "value is empty"),
        ("erase,X,,,,,me,why,", "expected one of change, date, move, reject"),
        ("reject,X,,,,,me,because, as seen,", "1 more; put a text that holds ','"),
        ("reject,X,,,,,me,because, as seen", "expected names of reports, got 'as seen'"),
    ],
)
def test_a_faulty_line_of_corrections_is_told(tmp_path: Path, row: str, told: str) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"{HEADER}\n{row}\nreject,Y,,,,,me,why,\n", encoding="utf-8")
    found = read_corrections([path])
    (fault,) = found.faults
    assert told in fault.message
    assert fault.line == 3
    assert [it.id for it in found.rows] == ["Y"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "there is no action, author, reason"),
        (b"id,what\n1,2\n", "c.csv, line 1: expected the columns action, id"),
        (HEADER.encode() + b"reject,X,,,,,me,caf\xe9,\n", 'line 2: .*byte 0xe9.*"CSV UTF-8"'),
        (HEADER.encode() + b'reject,X,,,,,me,"' + b"x" * 200_000, "expected CSV"),
    ],
)
def test_a_file_that_is_none_of_corrections(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(content)
    with pytest.raises(CorrectionError, match=told):
        read_corrections([path])


def test_a_limit_that_a_corpus_raised_is_none_of_corrections(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(HEADER.encode() + b'reject,X,,,,,me,"' + b"x" * 200_000)
    limit = csv.field_size_limit(10**9)
    try:
        with pytest.raises(CorrectionError, match="expected CSV"):
            read_corrections([path])
        assert csv.field_size_limit() == 10**9
    finally:
        csv.field_size_limit(limit)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match="cannot read it"):
        read_corrections([tmp_path / "no.csv"])


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1).map(str.strip)
_WORDS = _TEXT.filter(bool)


@given(
    st.lists(
        st.builds(
            Correction,
            action=st.just(Action.NAME),
            field=_WORDS,
            value=_TEXT,
            author=_WORDS,
            reason=_WORDS,
            lon=st.floats(-180, 180),
            lat=st.floats(-90, 90),
            sources=st.lists(
                _WORDS.filter(lambda it: "|" not in it).map("{}.txt".format), max_size=3
            ).map(tuple),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Correction]
) -> None:
    path = tmp_path_factory.mktemp("round") / "c.csv"
    path.write_bytes(encode_corrections(rows))
    found = read_corrections([path])
    assert not found.faults
    assert [_strip(it) for it in found.rows] == rows


def _strip(row: Correction) -> Correction:
    return Correction(
        **{
            name: getattr(row, name)
            for name in row.__struct_fields__
            if name not in {"file", "line"}
        }
    )


def test_corrections_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "reason;action;note;author;id;field;value;lon;lat;sources\nx;reject;mine;A;X;;;;;"
    )
    row = Correction(action=Action.REJECT, id="Y", author="A", reason="a; b")
    append_corrections(path, [row])
    assert path.read_text(encoding="utf-8-sig").splitlines() == [
        "reason;action;note;author;id;field;value;lon;lat;sources",
        "x;reject;mine;A;X;;;;;",
        '"a; b";reject;;A;Y;;;;;',
    ]
    assert [it.id for it in read_corrections([path]).rows] == ["X", "Y"]


def test_from_a_review_to_a_map_what_was_edited_is_there(
    corpus_folder: Path, edit: Edited, tmp_path: Path
) -> None:
    edits = {
        CLASH: {"killed_a": "4", "date_end": "2021-07-29", "status": "reported", **WHO},
        "ARM-AZE-2021-11-22-c23027": {"lon": "45.85", "lat": "40.19", "killed_b": "0", **WHO},
        # Its id changes with the name below it, so that it is found by its sentences.
        "ARM-AZE-2022-09-28-c17250": {"wounded_a": "1", **WHO},
        "Alagollar": {"place": "Alagöllər = gm:al-lakes", **WHO},
    }
    assert not edit(edits).faults
    result = geomap.run(corpus_folder, corrections=tmp_path / "review.csv")
    assert result.corrections
    assert not result.corrections.unfitting
    found = {f["id"]: f["properties"] for f in result.incident_features["features"]}
    assert (found[CLASH]["killed_a"], found[CLASH]["date_end"]) == (4, "2021-07-29")
    assert found[CLASH]["status"] == "reported"
    assert found["ARM-AZE-2021-11-22-c23027"]["killed_b"] == 0
    (renamed,) = (it for it in found.values() if it["date_start"] == "2022-09-28")
    assert (renamed["wounded_a"], renamed["place"]) == (1, "Al Lakes")
    assert "ARM-AZE-2022-09-28-c17250" not in found
    assert [it.fits_by for it in result.corrections.applied].count("sources") == 1
    corrected = {it["id"] for it in found.values() if it["checked"]}
    assert corrected == {CLASH, "ARM-AZE-2021-11-22-c23027", renamed["id"]}
