"""A report made of a few sentences, read as far as a test needs it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from geomap.borders import Borders, load_borders
from geomap.claims import extract_document
from geomap.claims.extractor import RuleExtractor
from geomap.model import Document
from geomap.places import Gazetteer, load_gazetteer, resolve_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.model import Claim

PUBLISHED = dt.date(2022, 9, 14)
"""A Wednesday."""


@pytest.fixture(scope="session")
def gazetteer(gazetteer_folder: Path) -> Gazetteer:
    return load_gazetteer(gazetteer_folder)


@pytest.fixture(scope="session")
def borders(gazetteer_folder: Path) -> Borders:
    return load_borders(gazetteer_folder / "borders")


@pytest.fixture(scope="session")
def extractor(gazetteer: Gazetteer, borders: Borders) -> RuleExtractor:
    return RuleExtractor(gazetteer, borders)


@pytest.fixture(scope="session")
def read_claims(gazetteer: Gazetteer) -> Callable[..., list[Claim]]:
    """Return a function that reads the claims of a text, published on ``PUBLISHED``."""

    def read(text: str, *, published: dt.date | None = PUBLISHED) -> list[Claim]:
        document = Document(id="a", source="a.txt", text=text, published=published)
        return extract_document(
            document,
            resolve_document(document, gazetteer),
            gazetteer=gazetteer,
            border_pairs=frozenset({("ARM", "AZE")}),
        )

    return read
