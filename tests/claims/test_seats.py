"""In which state a report was written, by what stands at its top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.claims.parties import make_frame
from geomap.claims.seats import find_home
from geomap.model import Document
from geomap.places import resolve_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Claim
    from geomap.places import Gazetteer

    ReadClaims = Callable[..., list[Claim]]

LEAD = "Armenian and Azerbaijani troops exchanged fire near Sotk on Tuesday."


@pytest.mark.parametrize(
    ("text", "home"),
    [
        (f"BAKU, September 14 (Agency) - {LEAD}", "AZE"),
        (f"YEREVAN, September 14 (Agency) - {LEAD}", "ARM"),
        # A town tells its state as well as a capital does.
        (f"By our correspondent, Goris. Published 14 September 2022\n\n{LEAD}", "ARM"),
        (f"Agency, Baku. 14 September 2022\n\n{LEAD}", "AZE"),
        # Of neither state, or told nowhere.
        (f"TBILISI, September 14 (Agency) - {LEAD}", None),
        (LEAD, None),
        # A line that names a town is no byline for that: it has no day and nobody who wrote it.
        (f"Talks, Baku\n\n{LEAD}", None),
        # What happened in a town is not where it was written.
        (f"Talks in Baku failed on 12 September 2022\n\n{LEAD}", None),
        # At the end of a report, others may be named.
        (f"{LEAD}\n\n{'The road stayed open. ' * 20}\n\nPrinted in Baku, 2022\n", None),
    ],
)
def test_where_a_report_was_written(gazetteer: Gazetteer, text: str, home: str | None) -> None:
    document = Document(id="a", source="a.txt", text=f"{text}\n")
    frame = make_frame(
        document,
        resolve_document(document, gazetteer),
        gazetteer,
        frozenset({("ARM", "AZE")}),
        None,
    )
    assert find_home(frame) == home


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("GORIS, Armenia, Sept 14, 2022\n\n", "Goris"),
        ("By our correspondent in Goris\n14 September 2022\n\n", "Goris"),
        ("GORIS, Armenia, September 14 (Agency) - ", "Goris"),
        # A country is no town that "here" can mean.
        ("Armenia, 14 September 2022\n\n", None),
        ("", None),
    ],
)
def test_here_is_the_town_of_the_dateline(
    read_claims: ReadClaims, head: str, place: str | None
) -> None:
    (claim,) = read_claims(
        f"{head}Azerbaijani shells killed two people in this small town on Tuesday.\n"
    )
    assert [site.place.name for site in claim.sites] == ([place] if place else [])


@pytest.mark.parametrize(
    ("dateline", "side"), [("BAKU, September 14 (Agency) - ", "AZE"), ("", None)]
)
def test_police_without_a_state_are_those_of_the_dateline(
    read_claims: ReadClaims, dateline: str, side: str | None
) -> None:
    claims = read_claims(f"{dateline}{LEAD}\n\nPolice said that two posts near Kut were shelled.\n")
    speaker = claims[-1].speaker
    assert (speaker.side if speaker else None) == side
