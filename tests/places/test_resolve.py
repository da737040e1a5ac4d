"""What a name means in the report that it stands in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import MentionKind, Resolution

Resolve = Callable[[str], list[Resolution]]
ResolveOne = Callable[[str, str], Resolution]

BORDER = "Armenian and Azerbaijani troops exchanged fire. "


@pytest.mark.parametrize("name", ["Kalbajar", "Kəlbəcər", "Кельбаджар", "Քելբաջար", "KALBAJAR"])
def test_kalbajar_in_every_script_is_one_place(resolve_one: ResolveOne, name: str) -> None:
    place = resolve_one(f"{BORDER}It happened in {name} at noon.", name).place
    assert place is not None
    assert place.id == "gn:586047"


@pytest.mark.parametrize(
    ("sentence", "name", "place_id"),
    [
        ("Posts in the Lachin district were shelled.", "Lachin", "gn:147626"),
        ("A car burned in the town of Lachin.", "Lachin", "gn:147625"),
        ("A car burned in Lachin city.", "Lachin", "gn:147625"),
        ("Posts in the Dashkasan region were shelled.", "Dashkasan", "gn:586771"),
        ("Posts in Gegharkunik were shelled.", "Gegharkunik", "gn:828261"),
        ("Fire came from the direction of Basarkechar.", "Basarkechar", "gn:616108"),
        ("Fire came from the direction of Karakilise.", "Karakilise", "gn:174763"),
        ("Fire came from the direction of Qarakilsə.", "Qarakilsə", "gn:174763"),
        ("Fire came from the direction of Garakilsa.", "Garakilsa", "gn:174763"),
        ("Trucks burned near Gorus.", "Gorus", "gn:174895"),
        ("The road to Shusha was closed.", "Shusha", "gn:147163"),
        ("Shots were heard in the city of Shusha.", "Shusha", "gn:147105"),
        ("Shells fell in Vardenis.", "Vardenis", "gn:616108"),
        ("Shells fell in Tovuz district.", "Tovuz", "gn:584861"),
        ("Shells fell on Jermuk.", "Jermuk", "gn:174884"),
        ("Houses in Agdam and Dondar Gushchu, in Tovuz, were hit.", "Agdam", "wof:1141906147"),
        ("The village of Agdam in the Tovuz district was hit.", "Agdam", "wof:1141906147"),
    ],
)
def test_names_of_this_border(
    resolve_one: ResolveOne, sentence: str, name: str, place_id: str
) -> None:
    place = resolve_one(BORDER + sentence, name).place
    assert place is not None
    assert place.id == place_id


@pytest.mark.parametrize(
    ("name", "country", "feature_code"),
    [
        ("Ankara", "TUR", "PPLC"),
        ("Moscow", "RUS", "PPLC"),
        ("Los Angeles", "USA", "PPL"),
        ("Tbilisi", "GEO", "PPLC"),
        ("Brussels", "BEL", "PPLC"),
        ("Georgia", "GEO", "PCLI"),
        ("Turkey", "TUR", "PCLI"),
    ],
)
def test_the_world_is_what_it_is(
    resolve_one: ResolveOne, name: str, country: str, feature_code: str
) -> None:
    place = resolve_one(f"{BORDER}The ministers met in {name} on Monday.", name).place
    assert place is not None
    assert (place.country, place.feature_code) == (country, feature_code)


def test_karakilise_in_the_north_of_armenia_is_not_sisian(resolve_one: ResolveOne) -> None:
    text = "Lori province of Armenia: snow fell in Karakilise, in Bazum and on the road to Gyumri."
    place = resolve_one(text, "Karakilise").place
    assert place is not None
    assert place.name == "Vanadzor"


def test_a_gloss_in_brackets_chooses(resolve_one: ResolveOne) -> None:
    place = resolve_one(f"{BORDER}Fire came from Martuni [Gegharkunik].", "Martuni").place
    assert place is not None
    assert place.admin1 == "AM-GR"
    place = resolve_one(f"{BORDER}Fire came from Yeghvard [Syunik].", "Yeghvard").place
    assert place is not None
    assert place.admin1 == "AM-SU"


def test_a_list_before_a_head_word_is_of_divisions(resolve: Resolve) -> None:
    found = resolve(f"{BORDER}Posts in the Kalbajar, Lachin and Dashkasan districts were shelled.")
    places = [r.place for r in found if r.mention.kind is MentionKind.PLACE]
    assert [p.id for p in places if p] == ["gn:586047", "gn:147626", "gn:586771"]


def test_a_village_keeps_the_sense_in_which_it_was_introduced(resolve: Resolve) -> None:
    found = resolve(
        f"{BORDER}Shells hit Aghdam village in the Tovuz district. A man died in Aghdam, it said."
    )
    aghdams = [r.place for r in found if r.mention.text == "Aghdam"]
    assert [p.id for p in aghdams if p] == ["wof:1141906147"] * 2


@pytest.mark.parametrize(
    ("word", "country"),
    [("Armenian", "ARM"), ("Azerbaijani", "AZE"), ("Russians", "RUS"), ("Turkish", "TUR")],
)
def test_demonyms_stand_for_their_country(resolve_one: ResolveOne, word: str, country: str) -> None:
    resolution = resolve_one(f"Three {word} died near the border post.", word)
    assert resolution.mention.kind is MentionKind.DEMONYM
    assert resolution.place is not None
    assert resolution.place.country == country


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("He studied at Yerevan State University.", "Yerevan", MentionKind.EMBEDDED),
        ("The Kalbajar Hydro Company paid for it.", "Kalbajar", MentionKind.EMBEDDED),
        ("The writer Jack London was not there.", "London", MentionKind.PERSON),
        ("He read the Lachin Times every day.", "Lachin", MentionKind.EMBEDDED),
        ("She taught at the University of Bristol.", "Bristol", MentionKind.EMBEDDED),
        ("An attorney of the Georgia School Boards Association.", "Georgia", MentionKind.EMBEDDED),
        ("Dallas Whitfield had 31 points.", "Dallas", MentionKind.PERSON),
        ("Mr. Lincoln was asked.", "Lincoln", MentionKind.PERSON),
        ("Sgt. Joseph F. Wagner drove. Wagner fell.", "Wagner", MentionKind.PERSON),
        ("Chester, 34, was taken to a hospital.", "Chester", MentionKind.PERSON),
        ("The Charles Webster University was closed.", "Webster", MentionKind.PERSON),
    ],
)
def test_a_name_within_a_name_is_no_place(
    resolve_one: ResolveOne, text: str, name: str, kind: MentionKind
) -> None:
    assert resolve_one(text, name).mention.kind is kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Monday Yerevan answered.", "Yerevan"),
        ("Posts in Kalbajar District were shelled.", "Kalbajar District"),
        ("Units near Goris Tuesday morning fired.", "Goris"),
        ("In Sisian the fire ceased.", "Sisian"),
        ("Armed Gainesville man arrested", "Gainesville"),
        ("Robert Ford, D-Charleston, voted for it.", "Charleston"),
        ("Both claimed Lori, said the Armenian side.", "Lori"),
        ("He flew to Sydney on Monday.", "Sydney"),
    ],
)
def test_a_name_beside_other_words_is_a_place(
    resolve_one: ResolveOne, text: str, name: str
) -> None:
    assert resolve_one(text, name).mention.kind is MentionKind.PLACE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Mansfield Police Department answered.", "Police"),
        ("A suit in the Superior Court began.", "Superior"),
        ("The shop of Wal-Mart was closed.", "Wal"),
        ("State Sen. Robert Ford voted for it.", "Sen"),
        ("In a letter to Paul he asked for it.", "Paul"),
        ("The agency, Xinhua, reported it from Google.", "Xinhua"),
        ("The agency, Xinhua, reported it from Google.", "Google"),
    ],
)
def test_words_firms_and_persons_are_no_places(resolve: Resolve, text: str, name: str) -> None:
    kinds = [r.mention.kind for r in resolve(text) if r.mention.text == name]
    assert not {MentionKind.PLACE, MentionKind.EMBEDDED} & set(kinds)


@pytest.mark.parametrize(
    ("text", "name", "division"),
    [
        ("The road from Richmond to Berea was closed.", "Richmond", "US-KY"),
        ("The road from Springfield to Urbana was closed.", "Springfield", "US-OH"),
        ("The road from Cordoba to Orizaba was closed.", "Cordoba", "MX-VER"),
        ("Crews of Paris, Bonham, Clarksville and Honey Grove came.", "Paris", "US-TX"),
        ("Snow fell in London, Woodstock, Ingersoll and Strathroy.", "London", "CA-ON"),
        ("Snow fell in London, Reading, Slough and Watford.", "London", "GB-ENG"),
        ("Trains from Paris, Versailles and Saint-Denis were late.", "Paris", "FR-IDF"),
        # Only what the others likely mean tells these two from the capital and the great port.
        ("Snow fell in Alhambra, El Monte and Montebello, and in Monrovia.", "Monrovia", "US-CA"),
        ("Snow fell in Reading, Limerick and Fleetwood, and in Hamburg.", "Hamburg", "US-PA"),
    ],
)
def test_neighbours_tell_namesakes_apart(
    resolve: Resolve, text: str, name: str, division: str
) -> None:
    places = [r.place for r in resolve(text) if r.mention.text == name]
    assert [place and place.admin1 for place in places] == [division]


@pytest.mark.parametrize(
    ("text", "name", "feature_code"),
    [
        (
            "Players from Little Rock, Arkansas, fly with the United States to the Games in Paris.",
            "Paris",
            "PPLC",
        ),
        (
            "Washington fears for the Middle East; the United States sent ships.",
            "Middle East",
            "RGN",
        ),
    ],
)
def test_namesakes_in_the_country_spoken_of_do_not_win_over_what_all_know(
    resolve_one: ResolveOne, text: str, name: str, feature_code: str
) -> None:
    place = resolve_one(text, name).place
    assert place is not None
    assert place.feature_code == feature_code


@pytest.mark.parametrize(
    ("text", "name", "feature_code"),
    [
        ("Djibouti spoke of dead. Asmara denies it; France has a base there.", "Djibouti", "PCLI"),
        ("Djibouti speaks of nine dead at Ras Doumeira. Eritrea denies it.", "Djibouti", "PCLI"),
        ("Boats of Aqaba met off Eilat in Israel.", "Aqaba", "PPL"),
    ],
)
def test_other_names_do_not_tell_a_town_from_what_it_lies_in(
    resolve_one: ResolveOne, text: str, name: str, feature_code: str
) -> None:
    place = resolve_one(text, name).place
    assert place is not None
    assert place.feature_code == feature_code


@pytest.mark.parametrize("name", ["Zorakert", "Old Mill"])
def test_unknown_names_are_reported_without_a_place(resolve_one: ResolveOne, name: str) -> None:
    text = f"{BORDER}A house in the village of {name} was hit."
    resolution = resolve_one(text, name)
    assert resolution.place is None
    assert "not in the gazetteer" in resolution.reason
    mention = resolution.mention
    assert text[mention.start : mention.end] == name


def test_a_misspelt_name_is_reported_with_a_hint(resolve_one: ResolveOne) -> None:
    resolution = resolve_one(f"{BORDER}A house in the village of Yerasskh was hit.", "Yerasskh")
    assert resolution.place is None
    assert "Yeraskh" in resolution.reason


def test_us_is_a_country_and_the_pronoun_is_not(resolve: Resolve) -> None:
    found = resolve("They told us that the US spoke of it. Us, too, it pained. Tell US officials.")
    assert [r.mention.text for r in found] == ["US", "US"]
    assert all(r.place is not None and r.place.country == "USA" for r in found)


def test_common_words_are_no_places(resolve: Resolve) -> None:
    found = resolve("Most of them had a Nice day. Reading on Monday, March 4. Police came.")
    assert [r.mention.text for r in found if r.place] == []


def test_mentions_are_the_characters_of_the_text(resolve: Resolve) -> None:
    text = "Kəlbəcər’s posts,\r\nLos\u00a0Angeles and (Laçın) — Գորիս; “Vayots Dzor”"
    for resolution in resolve(text):
        mention = resolution.mention
        assert text[mention.start : mention.end] == mention.text
    assert {r.mention.text for r in resolve(text)} >= {"Kəlbəcər", "Laçın", "Գորիս", "Vayots Dzor"}


def test_each_resolution_says_why(resolve: Resolve) -> None:
    found = resolve(BORDER + "Shells fell in Lachin, Sotk and the village of Zorakert.")
    assert all(resolution.reason for resolution in found)
    lachin = next(r for r in found if r.mention.text == "Lachin")
    assert [c.place.id for c in lachin.candidates] == ["gn:147626", "gn:147625"]
    assert lachin.candidates[0].score > lachin.candidates[1].score
