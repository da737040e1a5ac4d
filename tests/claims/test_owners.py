"""Whose soldiers a report speaks of."""

from __future__ import annotations

from geomap.claims.owners import find_owners
from geomap.claims.speakers import list_countries
from geomap.model import Document
from geomap.places import Gazetteer, resolve_document

TEXT = (
    "Thai rangers and soldiers of Cambodia fought near Preah Vihear. Cambodia's military rulers"
    " spoke of Thai soldiers. Cambodian border guards fled."
)


def test_a_word_is_of_the_states_that_it_is_said_of(gazetteer: Gazetteer) -> None:
    document = Document(id="a.txt", text=TEXT, source="a.txt")
    countries = list_countries(resolve_document(document, gazetteer), gazetteer, TEXT)
    owners = find_owners(TEXT, countries)
    assert owners.forces == {"THA", "KHM"}
    assert owners.find("rangers") == owners.find("ranger") == "THA"
    assert owners.find("border guards") == "KHM"
    # Of both, and of anybody.
    assert owners.find("sergeants") is owners.find("men") is owners.find("marines") is None


def test_soldiers_may_be_the_others_though_only_those_of_one_are_named(
    gazetteer: Gazetteer,
) -> None:
    text = "Thai soldiers fought near Preah Vihear. Four soldiers died, Cambodia said."
    document = Document(id="a.txt", text=text, source="a.txt")
    countries = list_countries(resolve_document(document, gazetteer), gazetteer, text)
    owners = find_owners(text, countries)
    assert owners.forces == {"THA"}
    assert owners.find("soldiers") is None
