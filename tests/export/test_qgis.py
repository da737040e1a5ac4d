"""What QGIS itself makes of the files: see `qgis_check.py`, which its own Python runs."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from geomap.export import FORMATS, TABLES, choose_formats, make_files, write_files
from geomap.export.formats.qgis import add_styles
from tests.export.samples import make_incident_dataset

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.export import Dataset
    from geomap.result import Result

    Ask = Callable[..., Any]

WHEN: Final = dt.datetime(2024, 5, 1, 12, 30, tzinfo=dt.UTC)
CHECK: Final = Path(__file__).with_name("qgis_check.py")
POINT: Final = {"type": "Point", "coordinates": [45.5, 40.1]}
ON_LINE: Final[dict[str, Any]] = {
    "geometry": POINT,
    "sub_event_type": "Armed clash",
    "status": "claimed",
    "border_method": "on_line",
    "date_start": "2022-09-12",
    "date_end": "2022-09-13",
}
HOSTILE: Final = (
    "<script>alert(1)</script> <img src=x onerror='alert(1)'> & \"quoted\" 'twice' "
    "[% 6 * 7 %] %] [% ' || '<b>' || ' &lt;b&gt; \\n \\"
)


def write_geopackage(dataset: Dataset, folder: Path) -> Path:
    """Write a dataset into a folder, and return the path of the file."""
    (path,) = write_files(folder, make_files(dataset, choose_formats(["gpkg"])))
    return path


@pytest.fixture(scope="module")
def ask(qgis_python: str, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Return a function that asks QGIS, and fails where it complains of the file."""
    home = tmp_path_factory.mktemp("qgis")
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = kept | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QGIS_CUSTOM_CONFIG_PATH": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "TZ": "UTC",
    }

    def run(*arguments: str | Path) -> Any:  # noqa: ANN401 - JSON
        answer = subprocess.run(
            [qgis_python, CHECK, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        said = json.loads(answer.stdout.splitlines()[-1])
        assert said["complaints"] == [] or arguments[0] == "sources"
        return said["found"]

    return run


@pytest.fixture(scope="module")
def geopackage(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_geopackage(result.dataset, tmp_path_factory.mktemp("geopackage"))


@pytest.fixture(scope="module")
def layers(ask: Ask, geopackage: Path) -> Any:  # noqa: ANN401 - JSON
    return ask("layers", geopackage)


@pytest.fixture(scope="module")
def project(ask: Ask, geopackage: Path) -> Any:  # noqa: ANN401 - JSON
    return ask("project", geopackage)


def test_layers_open_with_their_style(layers: Any, result: Result) -> None:  # noqa: ANN401
    for name, columns in result.dataset.columns.items():
        assert layers[name]["valid"]
        assert layers[name]["count"] == columns.num_rows > 0
    for name, renderer, labels in (
        ("incidents", "pointDisplacement", True),
        ("sites", "singleSymbol", True),
        ("stretches", "singleSymbol", False),
        ("border", "singleSymbol", True),
    ):
        assert layers[name]["crs"] == "EPSG:4326"
        assert layers[name]["renderer"] == renderer
        assert layers[name]["labels"] is labels
        assert "[%" in layers[name]["tip"]
    assert layers["stretches"]["opacity"] == 0.5
    assert layers["incidents"]["display"] == '"summary"'


def test_kinds_have_shapes_and_all_that_occur_have_a_rule(layers: Any, result: Result) -> None:  # noqa: ANN401
    rules = layers["incidents"]["rules"]
    assert all(rule["valid"] for rule in rules)
    kinds = {rule["parent"]: rule["shape"] for rule in rules}
    assert kinds["Armed clash"] == "circle"
    assert kinds["Shelling, artillery, missiles"] == "diamond"
    assert rules[-1]["label"] == "Other"
    said = " ".join(rule["filter"] for rule in rules)
    for feature in result.dataset.iter_features("incidents"):
        assert feature["properties"]["sub_event_type"] in said
        assert feature["properties"]["status"] in said


def test_a_symbol_grows_with_the_killed_up_to_a_cap(layers: Any) -> None:  # noqa: ANN401
    unknown, none, one, many, most = layers["incidents"]["size"]
    assert unknown == none < one < many == most


def test_days_are_days_and_null_is_null(layers: Any, result: Result) -> None:  # noqa: ANN401
    types, first = layers["incidents"]["types"], layers["incidents"]["first"]
    properties = next(result.dataset.iter_features("incidents"))["properties"]
    assert types["date_start"] == types["date_end"] == "Date"
    assert types["killed"] == types["wounded"] == "Integer64"
    assert types["border_km"] == "Real"
    assert first["date_start"] == f"QDate {properties['date_start']}"
    assert first["killed"] == f"int {properties['killed']}"
    assert properties["captured"] is first["captured"] is None


def test_the_project_has_its_layers_in_order(project: Any, result: Result) -> None:  # noqa: ANN401
    assert project["title"] == result.title
    assert project["crs"] == "EPSG:3857"
    assert project["tree"] == [
        ["Map", [f"geomap_{name}" for name in ("incidents", "sites", "border", "stretches")]],
        ["Tables", [f"geomap_{name}" for name in ("documents", "claims", "casualties")]],
    ]
    for layer_id, layer in project["details"].items():
        columns = result.dataset.columns[layer_id.removeprefix("geomap_")]
        assert layer["valid"]
        assert layer["count"] == columns.num_rows


@pytest.mark.parametrize("is_moved", [False, True])
def test_the_project_opens_wherever_the_file_lies(
    ask: Ask, geopackage: Path, tmp_path: Path, *, is_moved: bool
) -> None:
    path = Path(shutil.copy(geopackage, tmp_path)) if is_moved else geopackage
    found = ask("sources", path)
    assert len(found) == len(TABLES)
    for layer_id, (is_valid, source) in found.items():
        assert is_valid
        assert source == f"{path}|layername={layer_id.removeprefix('geomap_')}"


def test_a_renamed_file_keeps_its_styles_and_loses_its_project(
    ask: Ask, geopackage: Path, tmp_path: Path
) -> None:
    """What docs/qgis.md says of it."""
    path = Path(shutil.copy(geopackage, tmp_path / "other.gpkg"))
    assert ask("layers", path)["incidents"]["renderer"] == "pointDisplacement"
    assert not any(is_valid for is_valid, _ in ask("sources", path).values())


def test_the_project_says_what_it_is_and_whose_data(project: Any, result: Result) -> None:  # noqa: ANN401
    assert f"{len(result.records)} incidents, " in project["abstract"]
    for credit in result.credits:
        assert credit in project["abstract"]
        assert credit in project["rights"]
    assert project["layout"] == ["about", "credits", "legend", "map", "page", "scale", "title"]


def test_the_project_shows_all_incidents(project: Any, result: Result) -> None:  # noqa: ANN401
    west, south, east, north = project["extent"]
    left, bottom, right, top = result.incidents.total_bounds
    assert west < left < right < east
    assert south < bottom < top < north
    assert north - south < 2 * (top - bottom)


def test_rows_belong_to_incidents_and_reports(project: Any) -> None:  # noqa: ANN401
    relations = project["relations"].values()
    assert {tuple(relation) for relation in relations} == {
        ("Incidents", "Sites", True),
        ("Incidents", "Stretches", True),
        ("Sites", "Stretches", True),
        ("Incidents", "Claims", True),
        ("Reports", "Claims", True),
        ("Incidents", "Casualties", True),
    }
    told, found = project["related"]
    assert told == f"int {found}"


def test_time_is_animated_by_months_where_it_is_long(project: Any, result: Result) -> None:  # noqa: ANN401
    for name in ("incidents", "sites", "stretches"):
        temporal = project["details"][f"geomap_{name}"]["temporal"]
        assert temporal["active"]
        assert not temporal["accumulates"]
        assert "date_start" in temporal["start"]
        assert "date_end" in temporal["end"]
    for name in ("border", "documents", "claims", "casualties"):
        assert not project["details"][f"geomap_{name}"]["temporal"]["active"]
    days = [day for record in result.records for day in (record.date.start, record.date.end) if day]
    begin, end = (dt.datetime.fromisoformat(moment) for moment in project["range"])
    assert begin.date() == min(days).replace(day=1)
    assert end.date() >= max(days)
    assert (end + dt.timedelta(seconds=1)).day == 1
    assert project["animated"]
    months = Counter(
        f"{record.date.start:%Y-%m}-01T00:00:00Z" for record in result.records if record.date.start
    )
    assert project["frames"] == sorted([month, count] for month, count in months.items())


def test_time_is_animated_by_days_where_it_is_short(ask: Ask, tmp_path: Path) -> None:
    found = ask("project", write_geopackage(make_incident_dataset(**ON_LINE), tmp_path))
    assert found["range"] == ["2022-09-12T00:00:00Z", "2022-09-13T23:59:59Z"]
    assert found["frames"] == [["2022-09-12T00:00:00Z", 1], ["2022-09-13T00:00:00Z", 1]]


def test_a_day_shows_what_happened_on_it(ask: Ask, geopackage: Path, result: Result) -> None:
    days = ["2022-09-11", "2022-09-12", "2022-09-13", "2022-09-14", "2024-02-12"]
    found = ask("days", geopackage, *days)
    for day in days:
        expected = [
            feature
            for feature in result.dataset.iter_features("incidents")
            if feature["properties"]["date_start"] <= day <= feature["properties"]["date_end"]
        ]
        count, pixels = found[day]["geomap_incidents"]
        assert count == len(expected)
        assert bool(pixels) == bool(expected)
        sites, _ = found[day]["geomap_sites"]
        assert sites == sum(feature["properties"]["site_count"] for feature in expected)
        assert found[day]["geomap_border"] == found[days[0]]["geomap_border"]


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ({"date_start": None, "date_end": "2022-09-13"}, ["2022-09-13"]),
        ({"date_start": None, "date_end": None}, []),
    ],
)
def test_what_has_no_day_shows_on_no_other(
    ask: Ask, tmp_path: Path, dates: dict[str, Any], shown: list[str]
) -> None:
    dataset = make_incident_dataset(**ON_LINE | dates)
    days = ["2022-09-12", "2022-09-13", "2022-09-14"]
    found = ask("days", write_geopackage(dataset, tmp_path), *days)
    assert [day for day in days if found[day]["geomap_incidents"][0]] == shown


@pytest.mark.parametrize(
    ("changes", "heading", "label"),
    [
        ({"status": "denied"}, "Armed clash", "denied"),
        ({"border_method": None}, "Armed clash, not on the border", "claimed by one side"),
        (
            {"sub_event_type": "Arrests"},
            "No violence: agreement, transfer, other",
            "claimed by one side",
        ),
    ],
)
def test_denied_and_unattached_incidents_have_a_rule_of_their_own(
    ask: Ask, tmp_path: Path, changes: dict[str, Any], heading: str, label: str
) -> None:
    dataset = make_incident_dataset(**ON_LINE | changes)
    path = write_geopackage(dataset, tmp_path)
    rules = ask("layers", path)["incidents"]["rules"]
    assert [(rule["parent"], rule["label"]) for rule in rules[:-1]] == [(heading, label)]
    _, pixels = ask("days", path, "2022-09-12")["2022-09-12"]["geomap_incidents"]
    assert pixels


class TextOfHtml(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_hostile_text_stays_text(ask: Ask, tmp_path: Path) -> None:
    text = HOSTILE
    dataset = make_incident_dataset(
        **ON_LINE, summary=text, place=text, sources=[text, "a.txt"], claimed_by=[text]
    )
    dataset.title = text
    dataset.record["credits"] = [text]
    path = write_geopackage(dataset, tmp_path)
    (tip,) = ask("tips", path)
    page = TextOfHtml(tip["html"])
    assert page.tags == {"div", "b", "table", "tr", "td", "i"}
    assert page.attributes == {"style"}
    assert text in page.texts
    assert f"{text}, a.txt" in page.texts
    assert tip["label"] == f"{text}\n12–13 Sep 2022"
    assert tip["error"] == ""
    drawn = ask("picture", path, tmp_path / "map.png", "40")
    assert drawn["title"] == drawn["texts"]["title"] == drawn["texts"]["credits"] == text


def test_tips_and_labels_of_all_incidents(ask: Ask, geopackage: Path, result: Result) -> None:
    for tip, feature in zip(
        ask("tips", geopackage), result.dataset.iter_features("incidents"), strict=True
    ):
        properties, page = feature["properties"], TextOfHtml(tip["html"])
        assert tip["error"] == ""
        assert properties["summary"] in page.texts
        assert ", ".join(properties["sources"]) in page.texts
        assert tip["label"].startswith(f"{properties['place']}\n")
        killed = page.texts[page.texts.index("Killed") + 2]
        total = "not known" if properties["killed"] is None else str(properties["killed"])
        assert killed.split(" (")[0] == total


def test_a_style_that_a_user_made_the_default_stays_so(
    ask: Ask, result: Result, tmp_path: Path
) -> None:
    path = write_geopackage(result.dataset, tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE layer_styles SET owner = '' WHERE f_table_name = 'sites'")
        connection.execute(
            "UPDATE layer_styles SET styleQML = replace(styleQML, 'place', 'role') "
            "WHERE f_table_name = 'sites'"
        )
        add_styles(connection, result.dataset, when=WHEN)
        connection.commit()
        count = connection.execute("SELECT count(*) FROM layer_styles").fetchone()
    assert count == (5,)
    assert ask("layers", path)["sites"]["display"] == '"role"'


def test_the_layout_is_drawn(ask: Ask, geopackage: Path, result: Result, tmp_path: Path) -> None:
    found = ask("picture", geopackage, tmp_path / "map.png", "60")
    assert found["result"] == 0
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    assert found["texts"]["title"] == result.title
    assert found["texts"]["credits"] == " | ".join(result.credits)


OPENED: Final = {
    "geojson": ("incidents.geojson", "{}", "ogr"),
    "csv": (
        "incidents.csv",
        "file://{}?type=csv&detectTypes=yes&xField=longitude&yField=latitude&crs=EPSG:4326",
        "delimitedtext",
    ),
    "flatgeobuf": ("incidents.fgb", "{}", "ogr"),
}


@pytest.mark.parametrize("name", [name for name in OPENED if name in FORMATS])
def test_other_files_open(ask: Ask, result: Result, tmp_path: Path, name: str) -> None:
    file_name, uri, provider = OPENED[name]
    write_files(tmp_path, make_files(result.dataset, choose_formats([name])))
    found = ask("open", uri.format(tmp_path / file_name), provider)
    assert found["valid"]
    assert found["count"] == len(result.records)
    assert found["geometry"] == "Point"
    assert found["crs"] == "EPSG:4326"
    types = {field: kind.lower() for field, kind in found["types"].items()}
    assert types["killed"].startswith("int")
    assert types["border_km"] in {"real", "double"}
    # FlatGeobuf has no type for a day alone.
    assert types["date_start"] == types["date_end"]
    assert types["date_start"] == ("datetime" if name == "flatgeobuf" else "date")
    first = found["first"]
    rows = {row["id"]: row for row in result.dataset.iter_rows("incidents")}
    row = rows[first["id"].removeprefix("str ")]
    for field in ("killed", "wounded", "captured", "missing"):
        assert first[field] == (None if row[field] is None else f"int {row[field]}")
