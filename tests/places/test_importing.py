"""A user's own places: what is read, what is left out and why, and that nothing old is lost."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely import LineString, Point, box

from geomap.errors import GazetteerError
from geomap.places import Gazetteer, fold_name
from geomap.places.importing import ImportOptions, import_places, iter_problems
from geomap.places.index import PlaceIndex
from geomap.places.sources import ColumnNames, SourceKind, detect_kind

if TYPE_CHECKING:
    from pathlib import Path


def make_line(  # noqa: PLR0913 - the columns that matter
    number: int,
    name: str,
    names: str = "",
    *,
    lat: str = "40.1",
    lon: str = "45.5",
    country: str = "AM",
    code: str = "PPL",
    people: str = "900",
) -> str:
    cells = [str(number), name, name, names, lat, lon, "P", code, country, "", "11", "", "", ""]
    return "\t".join([*cells, people, "", "1500", "Asia/Yerevan", "2024-01-01"])


def names_at(index: PlaceIndex, name: str) -> list[str]:
    return [index.id_of(entry.row) for entry in index.lookup(fold_name(name))]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data" / "own.places"


def write_dump(path: Path, *lines: str, end: str = "\n") -> Path:
    path.write_text(end.join([*lines, ""]), encoding="utf-8", newline="")
    return path


def test_a_dump_of_a_country(tmp_path: Path, target: Path, gazetteer: Gazetteer) -> None:
    dump = write_dump(
        tmp_path / "AM.txt",
        make_line(9100001, "Nor Gyugh", "Nor-Giugh,Նոր Գյուղ,Новый,NOR,nor gyugh,A1"),
        make_line(9100002, "Sar", code="MT", people="0"),
        make_line(9100003, "Ousider", country=""),
    )
    report = import_places([dump], target, gazetteer=gazetteer)
    assert (report.place_count, report.fault_count) == (3, 0)
    index = PlaceIndex(target)
    village = index.place(0)
    assert (village.id, village.name, village.country) == ("gn:9100001", "Nor Gyugh", "ARM")
    # Codes, transliterations in lower case and names with numbers are no names in use.
    assert village.names == ("Nor-Giugh", "Նոր Գյուղ", "Новый")
    assert village.admin1 == "AM-ER"
    assert (village.lon, village.lat, village.population) == (45.5, 40.1, 900)
    assert index.place(1).population is None
    assert index.place(2).country is None
    assert names_at(index, "ՆՈՐ ԳՅՈՒՂ") == ["gn:9100001"]
    assert names_at(index, "nor") == []


def test_a_broken_row_is_reported_with_its_line(
    tmp_path: Path, target: Path, gazetteer: Gazetteer
) -> None:
    dump = write_dump(
        tmp_path / "AM.txt",
        make_line(9100001, "First"),
        "9100002\ttoo\tfew",
        make_line(9100003, "North", lat="140"),
        make_line(9100004, "Words", lat="forty"),
        make_line(9100005, "Nan", lon="nan"),
        make_line(9100006, "Nowhere", country="QQ"),
        make_line(9100007, "   "),
        make_line(9100008, "Many", people="lots"),
        "",
        make_line(9100009, "Last"),
        end="\r\n",
    )
    report = import_places([dump], target, gazetteer=gazetteer)
    assert report.place_count == 2
    assert report.fault_count == 7
    lines = [fault.partition(":")[0] for fault in report.faults]
    assert lines == [f"AM.txt, line {number}" for number in range(2, 9)]
    assert "expected 19 tab-separated columns, got 3" in report.faults[0]
    assert "are the two columns swapped?" in report.faults[1]
    assert "'QQ'" in report.faults[4]
    assert [PlaceIndex(target).place(row).name for row in (0, 1)] == ["First", "Last"]


def test_alternate_names_join_the_places(
    tmp_path: Path, target: Path, gazetteer: Gazetteer
) -> None:
    dump = write_dump(tmp_path / "AM.txt", make_line(9100001, "Nor Gyugh", "Nor-Giugh"))
    names = write_dump(
        tmp_path / "alternateNamesV2.txt",
        "1\t9100001\thy\tՆոր Գյուղ\t1\t\t\t\t\t",
        "2\t9100001\tru\tСтарое Село\t\t\t\t1\t1920\t1991",
        "3\t9100001\tlink\thttps://example.org/Nor\t\t\t\t\t\t",
        "4\t616052\ten\tErewan The Great\t\t\t\t\t\t",
        "5\t9999999\ten\tElsewhere\t\t\t\t\t\t",
        "six\tbroken",
    )
    report = import_places([names, dump], target, gazetteer=gazetteer)
    index = PlaceIndex(target)
    assert report.fault_count == 1
    assert "alternateNamesV2.txt, line 6" in report.faults[0]
    # The village of the dump, and Yerevan, which the shipped gazetteer has.
    assert report.place_count == 2
    assert names_at(index, "Նոր Գյուղ") == ["gn:9100001"]
    assert names_at(index, "Старое Село") == []
    assert names_at(index, "Erewan the Great") == ["gn:616052"]
    over = Gazetteer([index, *gazetteer.layers])
    yerevan = over.place("gn:616052")
    assert yerevan.country == "ARM"
    assert {"Erewan The Great", "Erevan"} <= set(yerevan.names)
    assert [p.id for p in over.lookup(fold_name("Erewan the Great"))] == ["gn:616052"]


def test_zipped_files_are_read_as_they_are(
    tmp_path: Path, target: Path, gazetteer: Gazetteer
) -> None:
    archive = tmp_path / "AM.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("readme.txt", "about the dump " * 100)
        packed.writestr("AM.txt", make_line(9100001, "Nor Gyugh") + "\n")
    assert detect_kind(archive) is SourceKind.DUMP
    tracked: list[int] = []
    report = import_places([archive], target, gazetteer=gazetteer, track=tracked.append)
    assert report.place_count == 1
    assert sum(tracked) == len(make_line(9100001, "Nor Gyugh")) + 1


def test_feature_classes_can_be_chosen(tmp_path: Path, target: Path, gazetteer: Gazetteer) -> None:
    dump = write_dump(
        tmp_path / "AM.txt",
        make_line(9100001, "Town"),
        make_line(9100002, "Mount").replace("\tP\t", "\tT\t"),
    )
    options = ImportOptions(classes=("T",))
    import_places([dump], target, gazetteer=gazetteer, options=options)
    assert [PlaceIndex(target).place(0).name] == ["Mount"]


@pytest.mark.parametrize(
    "table",
    [
        "name,lon,lat,country,population,variants\nPost 7,45.5,40.1,Armenia,30,Posten|Пост 7\n",
        "\ufeffName;Long;Lat;ISO3;pop;aliases\r\nPost 7;45,5;40,1;ARM;30;Posten|Пост 7\r\n",
        "toponym\tx\ty\tcc\tpopulation\tnames\nPost 7\t45.5\t40.1\tam\t30\tPosten|Пост 7\n",
    ],
)
def test_tables_of_many_habits(
    tmp_path: Path, target: Path, gazetteer: Gazetteer, table: str
) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(table, encoding="utf-8", newline="")
    import_places([path], target, gazetteer=gazetteer)
    place = PlaceIndex(target).place(0)
    assert (place.name, place.lon, place.lat) == ("Post 7", 45.5, 40.1)
    assert (place.country, place.population) == ("ARM", 30)
    assert place.names == ("Posten", "Пост 7")
    assert place.id == "user:posts.csv:2"


def test_faults_of_a_table_are_all_named(
    tmp_path: Path, target: Path, gazetteer: Gazetteer
) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(
        "name,lon,lat,country,population\n"
        "Good,45,40,ARM,1\n"
        ",45,40,ARM,1\n"
        "No point,,,ARM,1\n"
        "Swapped,40,145,ARM,1\n"
        "Atlantis,45,40,Atlantis,1\n"
        "Crowd,45,40,ARM,many\n"
        "Wide,45,40,ARM,1,and,more\n"
        '"Two\nlines",45,40,ARM,1\n',
        encoding="utf-8",
    )
    report = import_places([path], target, gazetteer=gazetteer)
    assert report.place_count == 2
    assert [fault.partition(":")[0] for fault in report.faults] == [
        f"posts.csv, line {number}" for number in (3, 4, 5, 6, 7, 8)
    ]
    assert PlaceIndex(target).place(1).name == "Two lines"


def test_a_missing_column_is_named_with_the_way_out(
    tmp_path: Path, target: Path, gazetteer: Gazetteer
) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("label,east,north\nPost,45,40\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"posts\.csv, line 1: .*label, east.*--name-column"):
        import_places([path], target, gazetteer=gazetteer)
    options = ImportOptions(columns=ColumnNames(name="label", lon="east", lat="North"))
    assert import_places([path], target, gazetteer=gazetteer, options=options).place_count == 1


@pytest.mark.parametrize(
    ("suffix", "crs"),
    [
        # GeoJSON is WGS 84 by its standard.
        (".geojson", "EPSG:4326"),
        *(
            (suffix, crs)
            for suffix in (".gpkg", ".shp", ".fgb")
            for crs in ("EPSG:4326", "EPSG:32638")
        ),
    ],
)
def test_gis_files_in_any_crs(
    tmp_path: Path, target: Path, gazetteer: Gazetteer, suffix: str, crs: str
) -> None:
    layer = gpd.GeoDataFrame(
        {"name": ["Post 7", None, "Post 9"], "iso3": ["ARM", "ARM", "QQQ"]},
        geometry=[Point(45.5, 40.1), Point(45, 40), Point(45, 40)],
        crs="EPSG:4326",
    )
    path = tmp_path / f"posts{suffix}"
    layer.to_crs(crs).to_file(path)
    report = import_places([path], target, gazetteer=gazetteer)
    assert report.place_count == 1
    assert [fault.partition(":")[0] for fault in report.faults] == [
        f"{path.name}, line 2",
        f"{path.name}, line 3",
    ]
    place = PlaceIndex(target).place(0)
    assert place.name == "Post 7"
    assert (place.lon, place.lat) == pytest.approx((45.5, 40.1), abs=1e-6)


def test_areas_and_lines_have_a_point_in_them_and_a_radius(
    tmp_path: Path, target: Path, gazetteer: Gazetteer
) -> None:
    path = tmp_path / "areas.gpkg"
    shapes = [box(45, 40, 45.1, 40.1), LineString([(45, 40), (45.2, 40)])]
    gpd.GeoDataFrame({"name": ["Block", "Road"]}, geometry=shapes, crs="EPSG:4326").to_file(path)
    import_places([path], target, gazetteer=gazetteer)
    block, road = (PlaceIndex(target).place(row) for row in (0, 1))
    assert block.lon is not None
    assert 45 < block.lon < 45.1
    assert block.radius_km == pytest.approx(5.5, abs=0.2)
    assert road.radius_km == pytest.approx(8.5, abs=0.2)


def test_a_layer_without_a_crs_is_refused(
    tmp_path: Path, target: Path, gazetteer: Gazetteer
) -> None:
    path = tmp_path / "posts.shp"
    gpd.GeoDataFrame({"name": ["Post"]}, geometry=[Point(45, 40)], crs="EPSG:4326").to_file(path)
    path.with_suffix(".prj").unlink()
    with pytest.raises(GazetteerError, match=r"posts\.shp: .*in which CRS it is, got none"):
        import_places([path], target, gazetteer=gazetteer)


def test_one_of_several_layers_is_chosen(
    tmp_path: Path, target: Path, gazetteer: Gazetteer
) -> None:
    path = tmp_path / "all.gpkg"
    for layer in ("posts", "wells"):
        table = gpd.GeoDataFrame({"name": [layer]}, geometry=[Point(45, 40)], crs="EPSG:4326")
        table.to_file(path, layer=layer)
    with pytest.raises(GazetteerError, match=r"got 2 \(posts, wells\); choose with --layer"):
        import_places([path], target, gazetteer=gazetteer)
    import_places([path], target, gazetteer=gazetteer, options=ImportOptions(layer="wells"))
    assert PlaceIndex(target).place(0).name == "wells"


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("none.csv", None, "expected a file of places, found none"),
        ("empty.csv", b"", "expected a column for the name"),
        ("head.csv", b"name,lon,lat\n", "no place in head.csv"),
        ("junk.zip", b"junk", "expected a zip archive"),
        ("junk.gpkg", b"junk", "expected a file that GDAL reads"),
        ("junk.csv", b"\xff\xfe\x00\x01\n", "expected a column for the name"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_the_former_index(  # noqa: PLR0913 - fixtures
    tmp_path: Path,
    *,
    target: Path,
    gazetteer: Gazetteer,
    name: str,
    content: bytes | None,
    complaint: str,
) -> None:
    import_places(
        [write_dump(tmp_path / "AM.txt", make_line(1, "Old"))], target, gazetteer=gazetteer
    )
    before = target.read_bytes()
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GazetteerError, match=complaint):
        import_places([path], target, gazetteer=gazetteer)
    assert target.read_bytes() == before


def _import_slowly(dump: Path, target: Path, gazetteer: Gazetteer, begun: Path) -> None:
    def track(_count: int) -> None:
        begun.touch()
        time.sleep(0.05)

    import_places([dump], target, gazetteer=gazetteer, track=track)


def test_an_import_that_is_killed_leaves_the_former_index(
    tmp_path: Path, target: Path, gazetteer: Gazetteer
) -> None:
    import_places(
        [write_dump(tmp_path / "AM.txt", make_line(1, "Old"))], target, gazetteer=gazetteer
    )
    before = target.read_bytes()
    dump = write_dump(tmp_path / "big.txt", *(make_line(n, f"New {n}") for n in range(1, 50_000)))
    begun = tmp_path / "begun"
    process = multiprocessing.get_context("spawn").Process(
        target=_import_slowly, args=(dump, target, gazetteer, begun)
    )
    process.start()
    for _ in range(600):
        if begun.exists():
            break
        time.sleep(0.05)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert begun.exists()
    assert process.exitcode == -signal.SIGKILL
    assert target.read_bytes() == before
    assert names_at(PlaceIndex(target), "Old") == ["gn:1"]


def test_problems_are_named_by_line(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(
        "id,name,lon,lat,country,variants\n"
        "a,Post,45,40,ARM,Posten\n"
        "a,Other,45.2,40,ARM,\n"
        "b,Post,45,40,ARM,\n"
        "c,Null,0,0,,\n"
        "d,…,45,41,ARM,\n"
        "e,Fine,45,42,ARM,—\n"
        "f,North,45,95,ARM,\n",
        encoding="utf-8",
    )
    problems = list(iter_problems(path, gazetteer=gazetteer))
    assert [(p.line, p.message.partition(",")[0]) for p in problems] == [
        (3, "expected an id of its own"),
        (4, "expected a place once"),
        (5, "expected a point"),
        (6, "expected a name with letters or digits"),
        (7, "expected a name with letters or digits"),
        (8, "expected a latitude within 90 degrees"),
    ]
    assert "which line 2 has" in str(problems[0])
    assert str(problems[0]).startswith("posts.csv, line 3: ")
