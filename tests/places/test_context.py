"""What stands around the names of a text, and what it says of where the text is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import Document
from geomap.places import resolve_document
from geomap.places.context import find_focus, read_context, read_names
from geomap.places.recognise import find_names

if TYPE_CHECKING:
    from geomap.places import Gazetteer
    from geomap.places.context import Name


def read(text: str, gazetteer: Gazetteer) -> list[Name]:
    found = find_names(Document(id="1", source="text", text=text), gazetteer)
    return read_names(text, found, gazetteer)


@pytest.mark.parametrize(
    "gap", [", ", " (", " village in ", " settlement in the ", " settlement in the  ", " and then "]
)
def test_what_follows_closely_is_what_a_place_lies_in(gap: str, gazetteer: Gazetteer) -> None:
    goris, *_ = read(f"Shells fell near Goris{gap}Syunik province of Armenia.", gazetteer)
    expected = {"Syunik"} if gap not in {" settlement in the  ", " and then "} else set()
    assert {gazetteer.place(it.id).name.split()[0] for it in goris.container} == expected


@pytest.mark.parametrize(
    ("text", "has_article"),
    [
        ("Shells hit the Goris, they say", True),
        ("fire at the Goris.", True),
        ("fire at the Goris heights", False),
        ("fire at nine Goris.", False),
        ("Goris.", False),
    ],
)
def test_an_article_belongs_to_a_name_that_nothing_follows(
    text: str, *, has_article: bool, gazetteer: Gazetteer
) -> None:
    article = {it.mention.text: it.has_article for it in read(text, gazetteer)}
    assert article.get("Goris", False) == has_article


def test_a_bare_town_has_no_vote_but_a_country_and_a_division_have(gazetteer: Gazetteer) -> None:
    names = read("Shells fell near Goris, near Tavush province and in Azerbaijan.", gazetteer)
    context = read_context(names, gazetteer)
    assert set(context.own["goris",]) <= {"ARM"}
    assert context.own["azerbaijan",]["AZE"] > 0
    assert context.divisions["AM-TV"] > 0
    assert context.focus == ("AZE", "ARM")


def test_the_two_countries_with_most_votes_are_in_focus() -> None:
    assert find_focus({"B": 1.0, "A": 1.0, "C": 0.0}) == ("A", "B")
    assert find_focus({"C": 0.5, "A": 0.0}) == ("C",)
    assert find_focus({}) == ()


@pytest.mark.parametrize("name", ["Sistan-Baluchistan", "Sistan-Baluchestan"])
def test_a_province_of_two_names_is_not_the_region_that_bears_one(
    gazetteer: Gazetteer, name: str
) -> None:
    text = f"Pakistan struck hideouts in Iran's south-eastern province of {name} on Thursday."
    document = Document(id="a", source="a.txt", text=text)
    found = {it.mention.text: it.place for it in resolve_document(document, gazetteer)}
    place = found.get(name)
    assert place is not None
    assert place.admin1 == "IR-11"
