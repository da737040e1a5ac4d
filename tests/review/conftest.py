"""A review of the sample corpus, as a person edits it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

import geomap
from geomap.export import read_cell
from geomap.review import make_review, read_corrections

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.incidents.corrections import Corrections

Edit = dict[str, str]


@pytest.fixture(scope="session")
def result(corpus_folder: Path) -> geomap.Result:
    return geomap.run(corpus_folder)


@pytest.fixture(scope="session")
def review(result: geomap.Result) -> bytes:
    return make_review(result.dataset, result.gazetteer)


@pytest.fixture(scope="session")
def rows(review: bytes) -> list[dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(review.decode("utf-8-sig"), newline="")))
    return [{name: read_cell(text) for name, text in row.items()} for row in found]


@pytest.fixture
def edit(review: bytes, tmp_path: Path) -> Callable[..., Corrections]:
    """Return a function that edits rows by their id or name, as a spreadsheet saves them."""

    def save(edits: dict[str, Edit], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
        text = io.StringIO(review.decode("utf-8-sig"), newline="")
        reader = csv.DictReader(text)
        path = tmp_path / "review.csv"
        with path.open("w", encoding=encoding, newline="") as stream:
            writer = csv.DictWriter(stream, reader.fieldnames or (), delimiter=delimiter)
            writer.writeheader()
            for row in reader:
                change = edits.get(row["id"] or row["place_named"], {}) | edits.get("*", {})
                writer.writerow(row | change)
        return path

    def read(edits: dict[str, Edit], *, author: str = "", **options: str) -> Corrections:
        return read_corrections([save(edits, **options)], author=author)

    return read
