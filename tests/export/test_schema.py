"""The published schema and the reference pages agree with the code, and the outputs with both."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from geojson_pydantic import FeatureCollection
from jsonschema import Draft202012Validator, FormatChecker

from geomap.export import FORMATS, TABLES, dump_json, make_incident_schema
from tests.export.samples import make_incident_dataset

if TYPE_CHECKING:
    from types import ModuleType

    from geomap.result import Result

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = make_incident_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def test_the_sample_output_is_valid(result: Result, validator: Draft202012Validator) -> None:
    collection = json.loads(dump_json(result.incident_features))
    assert list(validator.iter_errors(collection)) == []


@pytest.mark.parametrize("name", ["incident_features", "site_features", "border_features"])
def test_the_sample_output_is_geojson(result: Result, name: str) -> None:
    collection = json.loads(dump_json(getattr(result, name)))
    read = FeatureCollection[Any].model_validate(collection)
    assert len(read.features) == len(collection["features"]) > 0


@pytest.mark.parametrize(
    "change",
    [
        {"killed": "three"},
        {"killed": 1.5},
        {"date_start": "13 September 2022"},
        {"status": "certain"},
        {"sources": "a.txt"},
        {"unheard_of": 1},
        {"evidence": [{"source": "a.txt"}]},
    ],
)
def test_the_schema_finds_faults(
    result: Result, validator: Draft202012Validator, change: dict[str, Any]
) -> None:
    feature = json.loads(dump_json(result.incident_features["features"][0]))
    feature["properties"] |= change
    collection = {"type": "FeatureCollection", "features": [feature]}
    assert not validator.is_valid(collection)


def test_every_value_is_one_that_its_field_lists(result: Result) -> None:
    for table in TABLES:
        for row in result.dataset.iter_rows(table.name):
            for field in table.fields:
                assert (
                    row[field.name] is None or not field.values or row[field.name] in field.values
                )


def test_the_data_package_describes_the_columns_of_the_csv(result: Result) -> None:
    files = FORMATS["csv"].make_files(result.dataset)
    content, package = files["incidents.csv"], files["datapackage.json"]
    assert isinstance(content, bytes)
    assert isinstance(package, bytes)
    (resource,) = json.loads(package)["resources"]
    header = content.decode("utf-8-sig").splitlines()[0].split(",")
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert all(field["description"] for field in resource["schema"]["fields"])
    types = files["incidents.csvt"]
    assert isinstance(types, bytes)
    assert len(types.decode().split(",")) == len(header)


def test_the_title_of_a_data_package_is_the_maps() -> None:
    package = FORMATS["csv"].make_files(make_incident_dataset())["datapackage.json"]
    assert isinstance(package, bytes)
    assert json.loads(package)["title"] == "Made by hand"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The script that makes the pages."""
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.checkout
def test_the_page_of_fields_is_as_the_code_says(reference: ModuleType) -> None:
    page = (DOCS / "fields.md").read_text(encoding="utf-8")
    assert page == reference.make_fields_page(), "run: make reference"


@pytest.mark.checkout
def test_the_published_schema_is_as_the_code_says() -> None:
    published = (DOCS / "incidents.schema.json").read_bytes()
    assert published == dump_json(make_incident_schema()), "run: make reference"
