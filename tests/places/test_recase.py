"""Telexes in capitals are read as prose, each character where it was."""

from __future__ import annotations

import pytest

from geomap.folders import find_gazetteer
from geomap.model import Document
from geomap.places import Gazetteer, load_gazetteer, recase, resolve_document

TELEX = (
    "YEREVAN, 28 JULY -- THE DEFENCE MINISTRY SAID ON WEDNESDAY THAT AZERBAIJANI TROOPS HAD OPENED "
    "FIRE ON ARMENIAN POSTS NEAR SOTK. THREE SOLDIERS WERE KILLED, COL. ARMEN SARGSYAN SAID IN "
    "YEREVAN.\n\nIT ADDED THAT THE SHELLING OF VILLAGES IN GEGHARKUNIK PROVINCE WENT ON UNTIL "
    "NOON.\n"
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(find_gazetteer())


def make_document(text: str) -> Document:
    return Document(id="a", source="a.txt", text=text)


def test_names_keep_their_capitals_and_words_lose_them(gazetteer: Gazetteer) -> None:
    text = recase(make_document(TELEX), gazetteer).text
    for name in ("Yerevan", "Wednesday", "Azerbaijani", "Armenian", "Sotk", "Gegharkunik", "July"):
        assert name in text
    assert "defence ministry said on" in text
    assert "near Sotk. Three soldiers were killed" in text
    assert text.startswith("Yerevan, 28 July -- ")


def test_a_telex_of_one_sentence_is_read_as_prose(gazetteer: Gazetteer) -> None:
    short = "YEREVAN, 28 JULY -- A CAR BOMB KILLED NINE PEOPLE IN GORIS ON WEDNESDAY, POLICE SAID."
    text = recase(make_document(short), gazetteer).text
    assert text == (
        "Yerevan, 28 July -- a car bomb killed nine people in Goris on Wednesday, police said."
    )


def test_every_character_stays_where_it_was(gazetteer: Gazetteer) -> None:
    odd = TELEX + "STRASSE İSTANBUL ǅ ŉ ﬁ 😀 ՍՈԹՔ КАЛЬБАДЖАР\r\n"
    text = recase(make_document(odd), gazetteer).text
    assert len(text) == len(odd)
    assert [char.upper() for char in text[: len(TELEX)]] == list(TELEX)


def test_prose_is_left_alone(gazetteer: Gazetteer) -> None:
    prose = make_document(TELEX.capitalize() * 2)
    assert recase(prose, gazetteer) is prose
    short = make_document("FIRE NEAR SOTK")
    assert recase(short, gazetteer) is short


def test_toponyms_of_a_telex_have_its_letters(gazetteer: Gazetteer) -> None:
    found = {
        resolution.mention.text: resolution.place.name
        for resolution in resolve_document(make_document(TELEX), gazetteer)
        if resolution.place and resolution.mention.kind == "place"
    }
    assert found["SOTK"] == "Sotk"
    assert found["YEREVAN"] == "Yerevan"
    assert found["GEGHARKUNIK PROVINCE"] == "Gegharkunik Province"


def test_words_that_are_names_too_stay_words(gazetteer: Gazetteer) -> None:
    telex = (
        "THE MEETING WILL BE HELD IN THE CENTRE OF THE TOWN, AND THE BILL WILL BE PAID, A U.S. "
        "CULTURAL OFFICER SAID. THE NORTHERN POSTS NEAR SOTK WERE QUIET, AND WILLIAM BAKER AND "
        "BILL ARE AT THE HAGUE, THE SPOKESMAN OF THE ARMENIAN MINISTRY SAID ON WEDNESDAY AT NOON.\n"
    )
    text = recase(make_document(telex), gazetteer).text
    assert "The meeting will be held in the centre of the town, and the bill will" in text
    assert "a U.S. cultural" in text
    assert "The northern posts near Sotk" in text
    assert "William" in text
    assert "The Hague" in text
