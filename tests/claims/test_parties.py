"""The states that a report is about, and those that a section of it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.claims.extractor import ResolvedDocument
from geomap.model import Document
from geomap.places import resolve_document
from tests.claims.conftest import PUBLISHED

if TYPE_CHECKING:
    from geomap.claims import RuleExtractor
    from geomap.model import Claim
    from geomap.places import Gazetteer

DIGEST = """Armenia and Azerbaijan. Azerbaijani artillery shelled the village of Sotk on Tuesday.

Kyrgyzstan and Tajikistan. Kyrgyz and Tajik border guards exchanged fire near Vorukh on Monday.

Two guards were wounded in the shooting, which lasted an hour.

Armenia. Azerbaijani troops opened fire near Yeraskh on Saturday.
"""


def read(text: str, extractor: RuleExtractor, gazetteer: Gazetteer) -> list[Claim]:
    document = Document(id="a", source="a.txt", text=text, published=PUBLISHED)
    resolved = resolve_document(document, gazetteer)
    return list(extractor.extract([ResolvedDocument(document, resolved)]))


def test_a_section_of_a_digest_has_its_own_border(
    extractor: RuleExtractor, gazetteer: Gazetteer
) -> None:
    claims = read(DIGEST, extractor, gazetteer)
    parties = list(dict.fromkeys(claim.parties for claim in claims))
    assert parties == [("ARM", "AZE"), ("KGZ", "TJK")]
    for claim in claims:
        for site in (*claim.sites, *claim.setting):
            assert site.place.countries & set(claim.parties), site.place.name


def test_a_report_that_names_its_two_states_throughout_has_one_border(
    extractor: RuleExtractor, gazetteer: Gazetteer
) -> None:
    text = (
        "Armenian and Azerbaijani troops clashed near Sotk on Tuesday.\n\n"
        "Russia and Turkey called on Armenia and Azerbaijan to cease the shelling.\n"
    )
    assert {claim.parties for claim in read(text, extractor, gazetteer)} == {("ARM", "AZE")}


def test_the_neighbour_of_one_that_is_never_named_is_no_party(
    extractor: RuleExtractor, gazetteer: Gazetteer
) -> None:
    text = (
        "Eritrean gunboats shelled the garrison on the Hanish islands on Friday, Yemen said. "
        "Eritrea and Yemen accused each other. Yemeni jets attacked the boats from Hodeida "
        "in the Red Sea. Eritrea said 12 Eritrean soldiers were killed; Yemen gave no figure.\n"
    )
    assert {claim.parties for claim in read(text, extractor, gazetteer)} == {("ERI", "YEM")}


def test_a_capital_that_a_treaty_is_named_after_is_no_party(
    extractor: RuleExtractor, gazetteer: Gazetteer
) -> None:
    text = (
        "Two Ukrainian soldiers were killed near Izvaryne on Tuesday, the army said.\n\n"
        "Mortars banned by the Minsk agreements were fired. Russian troops were seen there.\n"
    )
    assert {claim.parties for claim in read(text, extractor, gazetteer)} == {("RUS", "UKR")}


def test_labels_tell_sections_of_a_digest_that_is_mostly_about_one_border(
    extractor: RuleExtractor, gazetteer: Gazetteer
) -> None:
    text = (
        "The month: Armenia and Azerbaijan fell back, Kyrgyzstan and Tajikistan as well.\n\n"
        "ARMENIA-AZERBAIJAN. Azerbaijani artillery shelled the village of Sotk on Tuesday.\n\n"
        "KYRGYZSTAN-TAJIKISTAN. Kyrgyz guards were shot at near Vorukh on Monday.\n\n"
        "To watch: the talks of Armenia and Azerbaijan.\n"
    )
    claims = read(text, extractor, gazetteer)
    assert [claim.parties for claim in claims] == [("ARM", "AZE"), ("KGZ", "TJK")]


def test_a_river_of_two_named_states_tells_of_no_third(
    extractor: RuleExtractor, gazetteer: Gazetteer
) -> None:
    text = (
        "Colombian soldiers killed nine rebels on Tuesday just across the border in Ecuador, by "
        "the Putumayo river, the ministry in Bogota said.\n"
    )
    (claim,) = read(text, extractor, gazetteer)
    assert claim.parties == ("COL", "ECU")


def test_doctors_of_a_third_state_are_no_party(
    extractor: RuleExtractor, gazetteer: Gazetteer
) -> None:
    text = (
        "Azerbaijani troops opened fire near Yeraskh on Monday, wounding two Armenians.\n\n"
        "French surgeons treated them. A French doctor and French nurses came to Yeraskh.\n"
    )
    assert {it.parties for it in read(text, extractor, gazetteer)} == {("ARM", "AZE")}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            (
                "Turkish troops shot dead a Greek Cypriot soldier at Dherinia on Tuesday. Athens "
                "said that an attack on Cyprus was a cause of war."
            ),
            ("CYP", "TUR"),
        ),
        (
            "Turkish Cypriot and Greek Cypriot soldiers exchanged fire at Dherinia on Tuesday.",
            ("CYP", "TUR"),
        ),
        # A state that only its town tells of is none of the two.
        (
            (
                "The Egyptian army said that 37 of its soldiers were killed when Israeli troops "
                "stormed a camp near Gaza on Tuesday."
            ),
            ("EGY", "ISR"),
        ),
        # Where they meet is none of the two, either.
        (
            (
                "Azerbaijani shelling killed two Armenian soldiers on Tuesday. Envoys will meet in "
                "Sochi, Russia."
            ),
            ("ARM", "AZE"),
        ),
        (
            (
                "Turkish soldiers in the United Nations buffer zone shot dead a Greek Cypriot at "
                "Dherinia on Tuesday."
            ),
            ("CYP", "TUR"),
        ),
        # Neighbours beside each other are the two at a border.
        (
            "Four soldiers were shot dead on the Armenian Azerbaijani border on Tuesday.",
            ("ARM", "AZE"),
        ),
        (
            (
                "Israeli artillery shelled Lebanon near Yater on Tuesday. Two Irish soldiers of "
                "the UN were hurt, and five Irish members of the UN force. Ireland protested."
            ),
            ("ISR", "LBN"),
        ),
    ],
)
def test_descent_and_distant_states_are_no_party(
    extractor: RuleExtractor, gazetteer: Gazetteer, text: str, parties: tuple[str, ...]
) -> None:
    claims = read(text, extractor, gazetteer)
    assert {claim.parties for claim in claims} == {parties}


def test_turkish_cypriots_are_of_no_state(extractor: RuleExtractor, gazetteer: Gazetteer) -> None:
    (claim,) = read(
        "A Turkish Cypriot guard was killed at Dherinia on Tuesday when Greek Cypriot soldiers "
        "opened fire.",
        extractor,
        gazetteer,
    )
    assert [(it.best, it.side) for it in claim.casualties] == [(1, None)]
