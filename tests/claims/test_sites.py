"""Where it happened, and how the report ties a place to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.claims.lexicon import site_rules
from geomap.model import Claim

ReadClaims = Callable[..., list[Claim]]
PAIR = "Armenian and Azerbaijani troops"

# Sentence, and (place, role) of each site.
SITES = [
    ("clashed in the village of Sotk on Tuesday.", [("Sotk", "at")]),
    ("clashed near Yeraskh on Tuesday.", [("Yeraskh", "at")]),
    ("clashed in the direction of Lachin on Tuesday.", [("Lachin District", "direction")]),
    ("clashed in the Kalbajar direction on Tuesday.", [("Kalbajar District", "direction")]),
    ("clashed in the Lachin section of the border on Tuesday.", [("Lachin District", "direction")]),
    (
        "clashed in the Kalbajar and Lachin districts on Tuesday.",
        [("Kalbajar District", "area"), ("Lachin District", "area")],
    ),
    ("clashed in Gegharkunik province on Tuesday.", [("Gegharkunik Province", "area")]),
    ("clashed in the Basarkechar region on Tuesday.", [("Vardenis", "area")]),
    ("clashed near Sotk, in Gegharkunik province, on Tuesday.", [("Sotk", "at")]),
    (
        "clashed near Sotk, Kut and Azat on Tuesday.",
        [("Sotk", "at"), ("Kut", "at"), ("Azat", "at")],
    ),
    ("clashed on the shores of Sev Lich on Tuesday.", [("Sev Lich", "area")]),
    ("clashed on Tuesday, an official in Yerevan said.", []),
    ("clashed on Tuesday, while ministers met in Moscow.", []),
    ("clashed on Tuesday, for the first time since the war over Nagorno-Karabakh.", []),
    ("clashed on the border of Armenia on Tuesday.", []),
    ("clashed on Tuesday, a Goris-based officer said.", []),
    ("clashed on Tuesday, said Armenian radio, monitored in Lachin.", []),
    ("clashed on Tuesday, and a 23-year-old from Goris was wounded.", []),
    ("clashed on Tuesday, while villagers trekked to Goris.", []),
    ("clashed on Tuesday, and a helicopter turned back to Goris.", []),
]


@pytest.mark.parametrize(("rest", "sites"), SITES, ids=[rest for rest, _ in SITES])
def test_the_sites_of_an_event(
    read_claims: ReadClaims, rest: str, sites: list[tuple[str, str]]
) -> None:
    (claim,) = read_claims(f"{PAIR} {rest}\n")
    assert [(site.place.name, site.role.value) for site in claim.sites] == sites


@pytest.mark.parametrize(
    "phrase",
    [
        "in the direction of Kalbajar, Lachin and Dashkasan",
        "in the Kalbajar, Lachin and Dashkasan directions",
        "towards Kalbajar, Lachin and Dashkasan",
    ],
)
def test_every_name_of_a_list_has_the_lists_role(read_claims: ReadClaims, phrase: str) -> None:
    (claim,) = read_claims(f"{PAIR} clashed {phrase} on Tuesday.\n")
    assert [(site.place.name.split()[0], site.role.value) for site in claim.sites] == [
        ("Kalbajar", "direction"),
        ("Lachin", "direction"),
        ("Dashkasan", "direction"),
    ]


def test_a_unit_in_brackets_is_tied_to_the_name_before_it(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        f"{PAIR} exchanged fire, shelling posts in the Basarkechar [Gegharkunik] region.\n"
    )
    (site,) = claim.sites
    assert site.place.name == "Vardenis"
    assert site.within is not None
    assert site.within.name == "Gegharkunik Province"
    assert site.is_area


def test_a_site_names_the_characters_of_the_text(read_claims: ReadClaims) -> None:
    text = f"{PAIR} clashed near Kəlbəcər’s centre and in Söyüdlü, near (Laçın), on Tuesday.\r\n"
    (claim,) = read_claims(text)
    assert claim.sites
    for site in claim.sites:
        assert text[site.span.start : site.span.end] in {"Kəlbəcər", "Laçın", "Söyüdlü"}


def test_the_same_section_is_that_of_the_sentence_before(read_claims: ReadClaims) -> None:
    claims = read_claims(
        f"{PAIR} clashed near Yeraskh on Tuesday. Two soldiers were wounded in the same area.\n"
    )
    assert [[site.place.name for site in claim.sites] for claim in claims] == [["Yeraskh"]] * 2


def test_the_border_is_known_without_a_place(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(f"{PAIR} clashed on the common border on Tuesday.\n")
    assert claim.border == ("ARM", "AZE")
    assert claim.sites == ()


@pytest.mark.parametrize(
    "rest",
    [
        "clashed on Tuesday; a soldier died in a hospital in Goris.",
        "clashed on Tuesday, police in Goris said.",
        "clashed at Norabad on Tuesday, the army in Goris said.",
        "clashed on Tuesday; two soldiers were being treated for wounds in Goris.",
        "clashed on Tuesday, a figure that officers in Goris called a tale.",
        "clashed on Tuesday with Goris rebels.",
        "clashed on Tuesday, Goris police said.",
        "clashed on Tuesday, according to the Goris governor's office.",
        "clashed on Tuesday, the Goris municipality told reporters.",
    ],
)
def test_where_the_wounded_lie_and_officers_speak_is_no_site(
    read_claims: ReadClaims, rest: str
) -> None:
    assert [site for claim in read_claims(f"{PAIR} {rest}\n") for site in claim.sites] == []


def test_what_is_told_of_nowhere_is_set_around_the_office_that_tells_it(
    read_claims: ReadClaims,
) -> None:
    (claim,) = read_claims(f"{PAIR} clashed on Tuesday, Goris police said.\n")
    assert [(it.place.name, it.is_area, it.is_inferred) for it in claim.setting] == [
        ("Goris", True, True)
    ]


def test_a_sector_with_a_name_lies_in_what_holds_it(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(f"{PAIR} clashed in the Sotk sector of Vardenis on Tuesday.\n")
    roles = {it.place.name: it.role.value for it in claim.sites}
    assert roles["Vardenis"] == "area"


def test_a_hospital_that_was_hit_is_one(read_claims: ReadClaims) -> None:
    (claim,) = read_claims("Azerbaijani shells struck the grounds of a hospital in Goris.\n")
    assert [site.place.name for site in claim.sites] == ["Goris"]


def test_the_places_in_front_of_an_item_are_its_setting(read_claims: ReadClaims) -> None:
    text = (
        f"{PAIR} clashed near Yeraskh on Monday.\n\n"
        f"12 Sep. Sotk village, Gegharkunik province. {PAIR} exchanged fire.\n"
    )
    item = read_claims(text)[-1]
    assert [site.place.name for site in item.sites or item.setting] == ["Sotk"]


def test_the_headline_says_where_a_report_is_set_that_says_it_nowhere_else(
    read_claims: ReadClaims,
) -> None:
    text = (
        "Two soldiers killed in shelling at Sotk\n\n"
        "Azerbaijani artillery killed two Armenian soldiers on Tuesday, the ministry said.\n"
    )
    (claim,) = read_claims(text)
    assert [(site.place.name, site.is_inferred) for site in claim.setting] == [("Sotk", True)]


@pytest.mark.parametrize(
    "dateline",
    [
        "Goris, Monday 12 September 2022 — ",
        "GORIS, Friday, September 9, 2022 (Agency): ",
        "Goris, 12 September 2022. - ",
        "GORIS, 12 September 2022 | ",
        "September 12, 2022 (GORIS) - ",
    ],
)
def test_the_dateline_is_neither_the_place_nor_the_day(
    read_claims: ReadClaims, dateline: str
) -> None:
    text = f"{dateline}{PAIR} clashed near Sotk on Saturday.\n"
    (claim,) = read_claims(text)
    assert [site.place.name for site in claim.sites] == ["Sotk"]
    assert str(claim.date.start) == "2022-09-10"


# Sentence, and the places of its event.
TIED = [
    # A word of kind between the preposition and the name.
    ("Azerbaijani jets bombed a depot in the old market town and port of Berd.", ["Berd"]),
    # Where people are held, shown or come from.
    (
        "The Azerbaijani army shelled Sotk and said the captured men were being held in Ganja.",
        ["Sotk"],
    ),
    ("Azerbaijani guns shelled Sotk, and the prisoners were paraded in Ganja.", ["Sotk"]),
    ("A member of a family from Vardenis was killed when Azerbaijani guns shelled Sotk.", ["Sotk"]),
    # Who speaks from there.
    ("In a message from Vardenis the unit said Azerbaijani guns had shelled Sotk.", ["Sotk"]),
    ("The commander, interviewed at Vardenis, said Azerbaijani guns had shelled Sotk.", ["Sotk"]),
    # Whose post it is, and where somebody comes from.
    (
        "A general who led guards in the Tavush region was killed when Azerbaijan shelled Sotk.",
        ["Sotk"],
    ),
    ("A trader from Vardenis was killed when Azerbaijani guns shelled Sotk.", ["Sotk"]),
    ("A mortar from Vardenis and Azerbaijani guns shelled Sotk.", ["Vardenis", "Sotk"]),
    # On the way.
    ("Azerbaijani guns shelled Sotk as a convoy was on its way to Vardenis.", ["Sotk"]),
    # What the event was an answer to.
    ("Azerbaijani guns shelled Sotk in revenge for the killing of two men in Kapan.", ["Sotk"]),
    # A name that only says where the other one lies.
    ("Azerbaijani guns shelled Sotk, well to the east of Vardenis.", ["Sotk"]),
    ("Azerbaijani guns shelled Sotk, not far from Vardenis.", ["Sotk"]),
    # An airport that is struck, not one where somebody lands.
    ("Azerbaijani rockets hit the airport at Kapan.", ["Kapan"]),
    # Streets, by whatever town they are called.
    ("Azerbaijani guns shelled Sotk, and a shell fell in Vardenis Street.", ["Sotk"]),
    # A capital, in which it was, not whose government speaks.
    ("Azerbaijani gunmen attacked a bank in central Yerevan.", ["Yerevan"]),
    ("The house of an Azerbaijani trader in Yerevan was machinegunned.", ["Yerevan"]),
]


@pytest.mark.parametrize(("text", "places"), TIED, ids=[text for text, _ in TIED])
def test_a_name_is_a_site_only_where_the_event_is_tied_to_it(
    read_claims: ReadClaims, text: str, places: list[str]
) -> None:
    claims = read_claims(f"Armenia and Azerbaijan blame each other. {text}\n")
    assert [site.place.name for site in claims[-1].sites] == places


@pytest.mark.parametrize(
    "told",
    [
        "Three explosions rocked Yerevan on Tuesday.",
        "Two bombs were thrown at a garage in downtown Yerevan on Tuesday.",
        "A bomb was detonated on Tuesday in the northern end of Yerevan.",
        "Gunmen attacked the government house in southern Yerevan on Tuesday.",
        "In Yerevan, shots were fired on Tuesday at the home of a deputy.",
        "A grenade was thrown at the embassy of the Netherlands in Yerevan on Tuesday.",
        "The bomb attack on the U.S. institute in Yerevan killed a guard on Tuesday.",
    ],
)
def test_what_was_struck_in_a_capital_is_there(read_claims: ReadClaims, told: str) -> None:
    (claim,) = read_claims(f"{told}\n")
    assert [site.place.name for site in claim.sites] == ["Yerevan"]


@pytest.mark.parametrize(
    "told",
    [
        "a bomb exploded today on the downtown corner of Nowhere and Old streets.",
        "A grenade was thrown downtown on Tuesday and broke the windows of a bank.",
    ],
)
def test_what_was_struck_downtown_is_where_the_report_was_written(
    read_claims: ReadClaims, told: str
) -> None:
    (claim,) = read_claims(f"KAPAN, Armenia, Sept. 13 (AP) -- {told}\n")
    assert [site.place.name for site in claim.sites] == ["Kapan"]


@pytest.mark.parametrize(
    "told",
    [
        "In Yerevan, the foreign ministry believes that gunmen killed two men on Tuesday.",
        "Asked about the shots, a colonel of the headquarters in Yerevan answered with a laugh.",
    ],
)
def test_who_speaks_in_a_capital_says_not_where_it_was(read_claims: ReadClaims, told: str) -> None:
    claims = read_claims(f"Azerbaijani gunmen killed two Armenians on Tuesday. {told}\n")
    assert not any(claim.sites for claim in claims)


def test_a_department_behind_a_village_is_where_it_happened(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        "Two farmers were killed by unknown men near Nowhere Rock municipality, Tolima department, "
        "in Colombia on Tuesday.\n"
    )
    assert [site.place.name for site in claim.sites] == ["Tolima"]


# What a sentence names beside the place of its event, and that place.
BESIDE = [
    (
        "A shell fired from the area of Ijevan killed two Azerbaijani herders in Tovuz on Tuesday.",
        ["Tovuz"],
    ),
    (
        "A mortar bomb fired by Armenian troops from Berd killed an Azerbaijani in Tovuz.",
        ["Tovuz"],
    ),
    ("Armenian guns fired from Berd on Tovuz in Azerbaijan on Tuesday.", ["Tovuz"]),
    ("An Armenian herder was wounded by fire from Tovuz at a farm in Berd.", ["Berd"]),
    ("Azerbaijani troops attacked Sotk, in Vardenis district of Armenia.", ["Sotk"]),
    ("A mine killed two Armenian soldiers on the Goris-Kapan axis near Tegh.", ["Tegh"]),
    ("A bus from Kapan to Goris was fired on by Azerbaijani troops near Tegh.", ["Tegh"]),
    (
        "Captain Aram Petrosyan, of Vanadzor in Armenia, was killed by Azerbaijani fire in Sotk.",
        ["Sotk"],
    ),
    ("Two drivers from Vanadzor, Armenia, were killed by Azerbaijani fire near Sotk.", ["Sotk"]),
    ("In Sotk two Armenian soldiers were killed by Azerbaijani fire on Tuesday.", ["Sotk"]),
    ("Azerbaijani gunmen came from Tovuz and killed two Armenian herders in Berd.", ["Berd"]),
    ("A mine killed two Armenian soldiers near Tegh, on the Goris-Kapan highway.", ["Tegh"]),
    ("Azerbaijani troops fired on Verin Shorzha in Vardenis in Armenia.", ["Verin Shorzha"]),
]


@pytest.mark.parametrize(("text", "places"), BESIDE, ids=[text[:50] for text, _ in BESIDE])
def test_where_it_came_from_is_not_where_it_hit(
    read_claims: ReadClaims, text: str, places: list[str]
) -> None:
    (claim,) = read_claims(f"{text}\n")
    assert [site.place.name for site in claim.sites] == places


def test_where_it_was_fired_from_is_all_that_is_told(read_claims: ReadClaims) -> None:
    (claim,) = read_claims("Armenian rockets were fired from Berd at Azerbaijani posts.\n")
    assert [site.place.name for site in claim.sites] == ["Berd"]


def test_the_next_sentence_names_the_village_in_the_province(read_claims: ReadClaims) -> None:
    claim, *_ = read_claims(
        "Two Armenian soldiers were killed by Azerbaijani fire in Gegharkunik province on Tuesday. "
        "The attackers entered Sotk before dawn.\n"
    )
    assert [(site.place.name, site.is_inferred) for site in claim.sites] == [
        ("Gegharkunik Province", False),
        ("Sotk", True),
    ]


@pytest.mark.parametrize(
    "rest",
    [
        "The attackers had entered Sotk a month earlier, on 2 February 2021.",
        "The attackers entered Goris before dawn.",
        "A school in Sotk is named after one of the two poets of the region.",
    ],
)
def test_not_what_is_of_another_day_or_province(read_claims: ReadClaims, rest: str) -> None:
    claim, *_ = read_claims(
        "Two Armenian soldiers were killed by Azerbaijani fire in Tavush province on Tuesday. "
        f"{rest}\n"
    )
    assert [site.place.name for site in claim.sites] == ["Tavush Province"]


def test_a_name_goes_on_a_list_behind_any_kind_of_unit() -> None:
    before = "the camp of a mine in the Istiqlol area, "
    assert site_rules().locative.search(before)


def test_what_is_told_of_where_another_place_lies_was_there(read_claims: ReadClaims) -> None:
    text = (
        "Gunmen fired at an Armenian patrol of the Azerbaijani border at Blackford on Monday.\n"
        "Blackford lies about 40 km north of Jermuk, where shells had killed two farmers.\n"
    )
    shot, shelled = read_claims(text)
    assert [site.place.name for site in shelled.sites] == ["Jermuk"]
    # Of the place that nobody knows it is where it says to be.
    assert [site.place.name for site in shot.setting] == ["40 km north of Jermuk"]
