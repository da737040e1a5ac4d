"""Sentences that tell of another border than the rest of their report."""

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

# A report, and the two states of each of its claims.
REPORTS = [
    (
        (
            "Jihadists from Burkina Faso killed five Beninese soldiers at Porga on Monday.\n\n"
            "In the east, men who came by boat from Niger fired at police in Karimama on Tuesday. "
            "A policeman was killed.\n"
        ),
        [("BEN", "BFA"), ("BEN", "NER"), ("BEN", "NER")],
    ),
    (
        (
            "Venezuelan troops and Colombian smugglers clashed at Paraguachon on Tuesday. "
            "At Mataje on the Ecuadorean border, a bomb killed two Colombian soldiers on Monday.\n"
        ),
        [("COL", "VEN"), ("COL", "ECU")],
    ),
    (
        # What only says where it was turns no air raid to another border.
        (
            "Turkish jets bombed Zakho in Iraq on Monday, killing two Iraqis, Turkey said. "
            "On Tuesday drones hit a car at Penjwen, near the Iranian border, and killed one.\n"
        ),
        [("IRQ", "TUR"), ("IRQ", "TUR")],
    ),
    (
        # Whom it hit is not whose border it is.
        (
            "Iranian and Iraqi troops fought at Shalamcheh on Monday, Iran and Iraq said. "
            "A missile hit a Kuwaiti tanker off Umm Qasr on Tuesday and killed one.\n"
        ),
        [("IRN", "IRQ"), ("IRN", "IRQ")],
    ),
]


def read(text: str, extractor: RuleExtractor, gazetteer: Gazetteer) -> list[Claim]:
    document = Document(id="a", source="a.txt", text=text, published=PUBLISHED)
    resolved = resolve_document(document, gazetteer)
    return list(extractor.extract([ResolvedDocument(document, resolved)]))


@pytest.mark.parametrize(("text", "parties"), REPORTS, ids=[text[:40] for text, _ in REPORTS])
def test_a_place_at_another_border_turns_its_sentence_to_it(
    text: str, parties: list[tuple[str, str]], extractor: RuleExtractor, gazetteer: Gazetteer
) -> None:
    claims = read(text, extractor, gazetteer)
    assert [claim.parties for claim in claims] == parties
