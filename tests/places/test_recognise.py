"""What each name of a text is taken for, by what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import Document, MentionKind
from geomap.places import find_mentions

if TYPE_CHECKING:
    from geomap.places import Gazetteer


def kinds_of(text: str, gazetteer: Gazetteer) -> dict[str, MentionKind]:
    document = Document(id="a", source="a.txt", text=text)
    return {it.text: it.kind for it in find_mentions(document, gazetteer)}


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell in Goris, Kapan and Sisian.",
        "Goris, Kapan and Sisian district were shelled.",
        "Goris, Kapan and Sisian were shelled. Later a drone fell near Kapan.",
    ],
)
def test_a_list_is_of_places_wherever_one_is_told(text: str, gazetteer: Gazetteer) -> None:
    kinds = kinds_of(text, gazetteer)
    assert {kinds[name] for name in ("Goris", "Kapan", "Sisian")} == {MentionKind.PLACE}


def test_what_is_no_place_is_none_in_a_list_of_places(gazetteer: Gazetteer) -> None:
    kinds = kinds_of("He flew to Yerevan State University and in Goris he landed.", gazetteer)
    assert kinds == {"Yerevan": MentionKind.EMBEDDED, "Goris": MentionKind.PLACE}
