"""Names that a person gives a place: read so in the whole run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geomap

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "action,id,field,value,lon,lat,author,reason,sources\n"
REPORT = (
    " date 2022-09-14 Fire at the border\n\nArmenian and Azerbaijani troops clashed near the "
    "village of Qwxlty on Tuesday. Two Armenian soldiers were wounded, the Armenian defence "
    "ministry said.\n"
)


def _run(folder: Path, row: str) -> geomap.Result:
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "corrections.csv").write_text(HEADER + row, encoding="utf-8")
    return geomap.run(folder / "a.txt", corrections=folder / "corrections.csv")


def test_a_name_gets_a_place_of_the_gazetteer(tmp_path: Path) -> None:
    result = _run(tmp_path, "name,,Qwxlty,Sotk,,,A. Person,the old name,\n")
    (incident,) = result.records
    assert incident.sites[0].place.name == "Sotk"
    assert incident.sites[0].place_named == "Qwxlty"
    assert incident.checked[0].was is None
    assert result.run_record["unresolved"] == []


def test_a_name_gets_a_point(tmp_path: Path) -> None:
    result = _run(tmp_path, "name,,Qwxlty,,45.9,40.2,A. Person,on a map of mine,\n")
    (incident,) = result.records
    place = incident.sites[0].place
    assert (place.name, place.lon, place.lat) == ("Qwxlty", 45.9, 40.2)
    assert incident.sites[0].border_point


def test_a_name_that_no_report_has_is_told(tmp_path: Path) -> None:
    result = _run(tmp_path, "name,,Zzyzxia,Sotk,,,A. Person,why not,\n")
    assert result.corrections
    (unfitting,) = result.corrections.unfitting
    assert unfitting.because == "no report names 'Zzyzxia' as a place"
    assert [entry["name"] for entry in result.run_record["unresolved"]] == ["Qwxlty"]


def test_a_name_whose_place_is_not_clear_is_told(tmp_path: Path) -> None:
    result = _run(tmp_path, "name,,Qwxlty,Springfield,,,A. Person,why not,\n")
    assert result.corrections
    (unfitting,) = result.corrections.unfitting
    assert "are called 'Springfield'" in unfitting.because
    assert "write the id" in unfitting.because
