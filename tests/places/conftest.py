"""The shipped gazetteer, and a report made of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import Document
from geomap.places import Gazetteer, load_gazetteer, resolve_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.model import Resolution


@pytest.fixture(scope="session")
def gazetteer(gazetteer_folder: Path) -> Gazetteer:
    return load_gazetteer(gazetteer_folder)


@pytest.fixture(scope="session")
def resolve(gazetteer: Gazetteer) -> Callable[[str], list[Resolution]]:
    """Return a function that resolves the names of a text."""

    def resolve_text(text: str) -> list[Resolution]:
        return resolve_document(Document(id="a", source="a.txt", text=text), gazetteer)

    return resolve_text


@pytest.fixture(scope="session")
def resolve_one(
    resolve: Callable[[str], list[Resolution]],
) -> Callable[[str, str], Resolution]:
    """Return a function that resolves one name of a text, its last mention."""

    def resolve_name(text: str, name: str) -> Resolution:
        # "Lachin district" is one mention: its head word is part of the division's full name.
        return next(r for r in reversed(resolve(text)) if r.mention.text.startswith(name))

    return resolve_name
