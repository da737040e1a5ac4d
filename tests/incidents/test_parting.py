"""When a claim of a report tells of another event than the one told before it."""

from __future__ import annotations

import msgspec
import pytest

from geomap.incidents.parting import tells_anew
from geomap.model import (
    Casualty,
    Claim,
    ClaimSite,
    DateInterval,
    Document,
    Evidence,
    Measure,
    Place,
    SiteRole,
    Span,
    SubEventType,
)

BEFORE = "Rockets killed a soldier in Kut. "
SHELLING, ATTACK = SubEventType.SHELLING, SubEventType.ATTACK


def tell(
    text: str,
    name: str,
    *,
    degrees_east: float,
    killed: int,
    kind: SubEventType = SHELLING,
) -> tuple[Document, Claim]:
    """Return a report's second sentence as a claim; one degree on the equator is 111 km."""
    document = Document(id="a.txt", source="a.txt", text=BEFORE + text)
    start = document.text.index(name, len(BEFORE)) if name in text else document.text.index(name)
    claim = Claim(
        id=f"a.txt#{name}",
        document_id="a.txt",
        sub_event_type=kind,
        date=DateInterval(),
        sites=(
            ClaimSite(
                place=Place(id=name, name=name, lon=degrees_east, lat=0.0, feature_code="PPL"),
                role=SiteRole.AT,
                span=Span(document_id="a.txt", start=start, end=start + len(name)),
            ),
        ),
        casualties=(Casualty(measure=Measure.KILLED, low=killed, best=killed, high=killed),),
        evidence=(
            Evidence(
                span=Span(document_id="a.txt", start=len(BEFORE), end=len(document.text)),
                field="event",
            ),
        ),
    )
    return document, claim


@pytest.mark.parametrize(
    ("text", "degrees_east", "killed", "kind", "is_other"),
    [
        ("Shells killed eight in Sotk.", 1.0, 8, SHELLING, True),
        ("In Sotk, shells killed one.", 1.0, 1, SHELLING, True),
        # As many, 44 km off, or somebody's other word for it: it may be the same.
        ("Shells killed one in Sotk.", 1.0, 1, SHELLING, False),
        ("Shells killed eight in Sotk.", 0.4, 8, SHELLING, False),
        ("Gunmen killed eight in Sotk.", 1.0, 8, ATTACK, False),
        # It goes on about the same, or only says who tells of it, or where they lie.
        ("The rockets killed eight in Sotk.", 1.0, 8, SHELLING, False),
        ("Shells killed eight, residents of Sotk say.", 1.0, 8, SHELLING, False),
        ("Eight died of the shells in a hospital in Sotk.", 1.0, 8, SHELLING, False),
    ],
)
def test_a_spot_far_off_is_of_another_event(
    text: str, degrees_east: float, killed: int, kind: SubEventType, *, is_other: bool
) -> None:
    document, claim = tell(text, "Sotk", degrees_east=degrees_east, killed=killed, kind=kind)
    _, first = tell(text, "Kut", degrees_east=0.0, killed=1)
    assert tells_anew(claim, [first], document) is is_other


def test_towards_a_place_far_off_is_not_at_it() -> None:
    text = "Shells killed eight on the road to Sotk."
    document, claim = tell(text, "Sotk", degrees_east=1.0, killed=8)
    _, first = tell(text, "Kut", degrees_east=0.0, killed=1)
    sites = tuple(msgspec.structs.replace(it, role=SiteRole.DIRECTION) for it in claim.sites)
    assert not tells_anew(msgspec.structs.replace(claim, sites=sites), [first], document)
