"""A few short reports, read and linked with the shipped gazetteer and border."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from geomap.borders import load_borders
from geomap.claims import extract_document
from geomap.incidents import Copies, attach_to_borders, link_claims
from geomap.model import Document
from geomap.places import load_gazetteer, resolve_toponyms
from geomap.settings import LinkingSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geomap.model import Incident


@pytest.fixture(scope="session")
def link_reports(gazetteer_folder: Path) -> Callable[..., list[Incident]]:
    """Return a function from ``{name: (day of publication or None, text)}`` to incidents."""
    gazetteer = load_gazetteer(gazetteer_folder)
    borders = load_borders(gazetteer_folder / "borders")
    pairs = frozenset(border.sides for border in borders)

    def link(
        reports: dict[str, tuple[str | None, str]],
        *,
        within_km: float = 50.0,
        find_copies: Callable[[Sequence[Document]], Copies] = lambda _: Copies(),
    ) -> list[Incident]:
        documents = [
            Document(
                id=name,
                source=name,
                text=text,
                published=dt.date.fromisoformat(day) if day else None,
            )
            for name, (day, text) in reports.items()
        ]
        found = resolve_toponyms(documents, gazetteer=gazetteer)
        # Without the lines: what lies at a border is told by the places of both countries.
        claims = [
            claim
            for document in documents
            for claim in extract_document(
                document, found[document.id], gazetteer=gazetteer, border_pairs=pairs
            )
        ]
        incidents = link_claims(
            documents,
            claims,
            borders=borders,
            within_km=within_km,
            settings=LinkingSettings(),
            copies=find_copies(documents),
        )
        return attach_to_borders(incidents, borders=borders, within_km=within_km)

    return link
