"""Incidents and sites as GeoJSON: the contract of properties, and RFC 7946."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from shapely.geometry import Polygon, shape

import geomap
from geomap.borders import load_borders
from geomap.export import (
    INCIDENT_FIELDS,
    SITE_FIELDS,
    dump_json,
    iter_border_features,
    iter_incident_features,
    iter_site_features,
)
from geomap.incidents import reconcile_counts
from geomap.incidents.corrections import Action, Correction
from geomap.model import (
    BorderPoint,
    Casualty,
    DateBasis,
    DateInterval,
    Document,
    Incident,
    Measure,
    Scope,
    Site,
    Span,
)
from geomap.review import encode_corrections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geomap.result import Result

SCHEMA = json.loads(Path(__file__).with_name("incidents.schema.json").read_text(encoding="utf-8"))
CONTRACT = SCHEMA["$defs"]["feature_properties"]["required"]
NAMES = {"ARM": "Armenia", "AZE": "Azerbaijan"}


def collect(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture(scope="module")
def collections(result: Result) -> dict[str, dict[str, Any]]:
    """Return every collection of the sample corpus, as a reader of its files gets it."""
    made = {
        "incidents": result.incident_features,
        "sites": result.site_features,
        "stretches": result.stretch_features,
        "borders": collect(iter_border_features(result.borders)),
    }
    return {name: json.loads(dump_json(collection)) for name, collection in made.items()}


def faults_of(collection: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(collection)]


def iter_positions(coordinates: Any) -> Iterator[list[float]]:  # noqa: ANN401 - nested lists
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from iter_positions(part)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_sample_corpus_keeps_the_contract(collections: dict[str, Any]) -> None:
    assert len(collections["incidents"]["features"]) >= 12
    assert faults_of(collections["incidents"]) == []


def test_corrected_incidents_keep_the_contract(corpus_folder: Path, tmp_path: Path) -> None:
    ids = {it.id[:18]: it.id for it in geomap.run(corpus_folder).records}
    rows: list[tuple[str, str, dict[str, Any]]] = [
        ("change", "ARM-AZE-2020-07-12", {"field": "missing_a", "value": "0"}),
        ("change", "ARM-AZE-2022-01-11", {"field": "killed_b", "value": "unknown"}),
        ("change", "ARM-AZE-2020-07-12", {"field": "status", "value": "denied"}),
        ("change", "ARM-AZE-2021-05-25", {"field": "sub_event_type", "value": "Other"}),
        ("date", "ARM-AZE-2021-05-25", {"value": "../2021-05-25"}),
        ("date", "ARM-AZE-2021-05-27", {"value": "unknown"}),
        ("move", "ARM-AZE-2021-07-28", {"value": "A post", "lon": 45.9, "lat": 40.1}),
        ("move", "ARM-AZE-2021-11-16", {"value": "Gegharkunik Province"}),
        ("reject", "ARM-AZE-2021-11-22", {}),
        ("merge", "ARM-AZE-2021-07-14", {"value": ids["ARM-AZE-2021-07-19"]}),
        ("split", "ARM-AZE-2022-09-12", {"value": "2022-09-13-armenia-49-dead.txt"}),
        ("rename", "", {"field": "Sotk", "value": "Sotk (Zod)"}),
        ("name", "", {"field": "Alagollar", "value": "gm:al-lakes"}),
    ]
    corrections = [
        Correction(action=Action(it), id=ids.get(start, ""), author="A.", reason="seen", **fields)
        for it, start, fields in rows
    ]
    (tmp_path / "c.csv").write_bytes(encode_corrections(corrections))
    result = geomap.run(corpus_folder, corrections=tmp_path / "c.csv")
    assert result.corrections
    assert len(result.corrections.applied) == len(rows)
    assert faults_of(json.loads(dump_json(result.incident_features))) == []


def test_the_schema_finds_faults(collections: dict[str, Any]) -> None:
    def spoil(**changes: object) -> dict[str, Any]:
        copy = json.loads(json.dumps(collections["incidents"]["features"][0]))
        copy["properties"].update(changes)
        return {"type": "FeatureCollection", "features": [copy]}

    assert faults_of(spoil()) == []
    assert faults_of(spoil(killed=-1))
    assert faults_of(spoil(killed="4"))
    assert faults_of(spoil(date_start="12 September 2022"))
    assert faults_of(spoil(event_type="Strategic developments"))
    assert faults_of(spoil(sources=[]))
    assert faults_of(spoil(border_km=None))
    assert faults_of(spoil(invented=1))
    assert faults_of(spoil(status="denied", denied_by=[]))


def test_the_properties_stand_in_the_order_of_the_contract(collections: dict[str, Any]) -> None:
    for feature in collections["incidents"]["features"]:
        keys = list(feature["properties"])
        assert [key for key in keys if key in CONTRACT] == CONTRACT


@pytest.mark.parametrize(
    ("name", "fields"), [("incidents", INCIDENT_FIELDS), ("sites", SITE_FIELDS)]
)
def test_the_fields_are_the_keys_written(
    collections: dict[str, Any], name: str, fields: tuple[Any, ...]
) -> None:
    for feature in collections[name]["features"]:
        assert list(feature["properties"]) == [field.name for field in fields]
    assert all(field.description for field in fields)


@pytest.mark.parametrize(
    ("name", "fields"), [("incidents", INCIDENT_FIELDS), ("sites", SITE_FIELDS)]
)
def test_the_values_have_the_types_of_their_fields(
    collections: dict[str, Any], name: str, fields: tuple[Any, ...]
) -> None:
    kinds: dict[str, tuple[type, ...]] = {
        "string": (str,),
        "date": (str,),
        "integer": (int,),
        "number": (int, float),
        "boolean": (bool,),
        "strings": (list,),
        "objects": (list,),
    }
    for feature in collections[name]["features"]:
        for field in fields:
            value = feature["properties"][field.name]
            assert value is None or isinstance(value, kinds[field.type]), field
            assert isinstance(value, bool) == (field.type == "boolean" and value is not None)


@pytest.mark.parametrize("name", ["incidents", "sites", "stretches", "borders"])
def test_each_collection_is_rfc_7946(collections: dict[str, Any], name: str) -> None:
    collection = collections[name]
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    ids = [feature["id"] for feature in collection["features"]]
    assert ids
    assert len(set(ids)) == len(ids)
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert "crs" not in feature
        assert feature["properties"].get("id", feature["id"]) == feature["id"]
        if feature["geometry"] is None:
            continue
        for lon, lat in iter_positions(feature["geometry"]["coordinates"]):
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            for number in (lon, lat):
                assert len(repr(number).partition(".")[2]) <= 7
        for polygon in getattr(shape(feature["geometry"]), "geoms", [shape(feature["geometry"])]):
            if isinstance(polygon, Polygon):
                assert polygon.exterior.is_ccw
                assert not any(ring.is_ccw for ring in polygon.interiors)


def test_coordinates_are_lon_lat_of_the_caucasus(collections: dict[str, Any]) -> None:
    for feature in collections["incidents"]["features"]:
        if feature["geometry"]:
            lon, lat = feature["geometry"]["coordinates"]
            assert 43 < lon < 51
            assert 38 < lat < 42


def test_incidents_stand_on_the_border(collections: dict[str, Any], result: Result) -> None:
    border = result.borders.require("ARM", "AZE")
    for feature in collections["incidents"]["features"]:
        row = feature["properties"]
        if row["border_km"] is None:
            continue
        section = next(s for s in border.sections if s.name == row["border_section"])
        assert 0 <= row["border_km"] <= section.length_km
        point = shape(feature["geometry"])
        # A hundred-thousandth of a degree is about a metre.
        assert section.line.distance(point) < 1e-5


def test_each_site_belongs_to_an_incident_and_repeats_its_main_point(
    collections: dict[str, Any],
) -> None:
    incidents = {feature["id"]: feature for feature in collections["incidents"]["features"]}
    counts = dict.fromkeys(incidents, 0)
    for feature in collections["sites"]["features"]:
        row = feature["properties"]
        incident = incidents[row["incident_id"]]
        counts[row["incident_id"]] += 1
        if row["main"]:
            assert feature["geometry"] == incident["geometry"]
            assert row["place"] == incident["properties"]["place"]
        assert not {"killed", "wounded", "casualties"} & set(row)
        assert (row["border_km"] is None) == (row["not_attached_because"] is not None)
    for identity, count in counts.items():
        assert incidents[identity]["properties"]["site_count"] == count


def test_stretches_lie_on_their_section(collections: dict[str, Any], result: Result) -> None:
    border = result.borders.require("ARM", "AZE")
    for feature in collections["stretches"]["features"]:
        row = feature["properties"]
        section = next(s for s in border.sections if s.name == row["section"])
        assert 0 <= row["from_km"] < row["to_km"] <= section.length_km + 0.01


def test_every_quotation_is_the_text_at_its_offsets(result: Result) -> None:
    # A file may hold several articles, each in its place.
    texts: dict[str, list[str]] = {}
    for document in result.corpus.documents:
        texts.setdefault(document.source, []).append(document.text)
    for feature in result.incident_features["features"]:
        row = feature["properties"]
        for evidence in row["evidence"]:
            start, end = evidence["start"], evidence["end"]
            assert evidence["quote"] in {text[start:end] for text in texts[evidence["source"]]}
            assert evidence["source"] in row["sources"]


def test_an_incident_that_cannot_be_located_has_null_geometry(
    make_incident: Callable[..., Incident],
    make_site: Callable[..., Site],
    document: Document,
) -> None:
    incident = make_incident(
        sites=(make_site(None, None, not_attached_because="the place has no known coordinates"),)
    )
    collection = collect(iter_incident_features([incident], {"a": document}, NAMES))
    (feature,) = collection["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["place"] == "Nowhere Height"
    assert faults_of(json.loads(dump_json(collection))) == []
    (site,) = iter_site_features([incident])
    assert site["geometry"] is None


def test_an_incident_off_the_border_stands_at_its_place(
    make_incident: Callable[..., Incident],
    make_site: Callable[..., Site],
    document: Document,
) -> None:
    incident = make_incident(
        sites=(make_site(43.84635123456, 40.7942, not_attached_because="far"),)
    )
    (feature,) = iter_incident_features([incident], {"a": document}, NAMES)
    assert feature["geometry"] == {"type": "Point", "coordinates": [43.846351, 40.7942]}
    assert feature["properties"]["border_km"] is None


def test_an_attached_incident_stands_on_the_line(
    make_incident: Callable[..., Incident],
    make_site: Callable[..., Site],
    document: Document,
) -> None:
    point = BorderPoint(
        border="ARM-AZE",
        section="main",
        lon=46.1,
        lat=40.1,
        chainage_km=300.126,
        offset_km=4.567,
        method="nearest_point",
    )
    incident = make_incident(sites=(make_site(46.0, 40.0, border_point=point),), border="ARM-AZE")
    (feature,) = iter_incident_features([incident], {"a": document}, NAMES)
    assert feature["geometry"]["coordinates"] == [46.1, 40.1]
    row = feature["properties"]
    assert (row["border_km"], row["border_offset_km"]) == (300.13, 4.57)


def test_a_date_that_is_only_an_upper_bound(
    make_incident: Callable[..., Incident], document: Document
) -> None:
    import datetime as dt  # noqa: PLC0415 - one test's only need

    date = DateInterval(end=dt.date(2022, 9, 26), precision=3, basis=DateBasis.DATELINE)
    (feature,) = iter_incident_features([make_incident(date=date)], {"a": document}, NAMES)
    row = feature["properties"]
    assert (row["date_start"], row["date_end"]) == (None, "2022-09-26")
    assert "on or before 26 September 2022" in row["summary"]


def test_unknown_is_null_and_zero_is_zero(
    make_incident: Callable[..., Incident], document: Document
) -> None:
    def count(measure: Measure, best: int | None, side: str, **changes: Any) -> Casualty:  # noqa: ANN401
        span = Span(document_id="a", start=0, end=1)
        values = {"low": best, "best": best, "high": best} | changes
        return Casualty(measure=measure, side=side, claimed_by_side=side, span=span, **values)

    casualties = reconcile_counts(
        [
            count(Measure.KILLED, 0, "ARM"),
            count(Measure.KILLED, 3, "AZE", high=None),
            count(Measure.WOUNDED, 207, "ARM", scope=Scope.CUMULATIVE),
        ],
        sides=("ARM", "AZE"),
    )
    incident = make_incident(casualties=casualties)
    (feature,) = iter_incident_features([incident], {"a": document}, NAMES)
    row = feature["properties"]
    assert (row["killed"], row["killed_low"], row["killed_high"]) == (3, 3, None)
    assert (row["killed_a"], row["killed_b"]) == (0, 3)
    assert (row["wounded_a"], row["wounded_b"]) == (207, None)
    assert row["captured"] is None
    assert row["killed_civilians"] is None
    assert [c["scope"] for c in row["casualties"] if c["measure"] == "wounded"] == ["cumulative"]
    assert (
        faults_of({"type": "FeatureCollection", "features": [json.loads(dump_json(feature))]}) == []
    )


def test_the_border_is_one_feature_for_each_section(gazetteer_folder: Path) -> None:
    border = load_borders(gazetteer_folder / "borders").require("ARM", "AZE")
    rows = [f["properties"] for f in iter_border_features([border])]
    assert [(row["border"], row["section"]) for row in rows] == [
        ("ARM-AZE", "main"),
        ("ARM-AZE", "nakhchivan"),
    ]
    assert all(row["length_km"] > 100 for row in rows)


def test_sites_and_stretches_have_the_days_of_their_incident(result: Result) -> None:
    """A map that is filtered by time shows them with it."""
    days = {
        row["id"]: (row["date_start"], row["date_end"])
        for row in result.dataset.iter_rows("incidents")
    }
    for name in ("sites", "stretches"):
        rows = list(result.dataset.iter_rows(name))
        assert rows
        for row in rows:
            assert (row["date_start"], row["date_end"]) == days[row["incident_id"]]


def test_a_border_says_which_state_is_on_which_side(result: Result) -> None:
    for row in result.dataset.iter_rows("border"):
        assert {row["left"], row["right"]} == {row["a"], row["b"]}
