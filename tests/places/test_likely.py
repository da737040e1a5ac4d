"""What the other names of a report likely mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from geomap.model import Document, MentionKind
from geomap.places.context import read_context, read_names
from geomap.places.likely import weigh_likely
from geomap.places.recognise import find_names

if TYPE_CHECKING:
    from geomap.places import Gazetteer
    from geomap.places.context import Context, Name

TEXT = "Crews of Bonham, Clarksville and Honey Grove came to Paris."


def read(text: str, gazetteer: Gazetteer) -> tuple[list[Name], Context]:
    document = Document(id="1", source="text", text=text)
    names = read_names(text, find_names(document, gazetteer), gazetteer)
    places = [it for it in names if it.mention.kind is MentionKind.PLACE]
    return places, read_context(names, gazetteer)


def test_likely_neighbours_speak_more_for_a_place_than_unlikely_ones(gazetteer: Gazetteer) -> None:
    names, context = read(TEXT, gazetteer)
    admin1 = [it.admin1 for name in names for it in name.bearers]
    is_there = np.array([code == "US-TX" for code in admin1])
    nobody_knows = weigh_likely(names, context, np.zeros(len(admin1)))
    in_texas = weigh_likely(names, context, np.where(is_there, 9.0, 0.0))
    at = (
        len(admin1)
        - len(names[-1].bearers)
        + [it.admin1 for it in names[-1].bearers].index("US-TX")
    )
    assert (in_texas[:, at] > nobody_knows[:, at]).all()


@pytest.mark.parametrize("text", ["Paris.", "Paris and again Paris."])
def test_a_name_says_nothing_of_itself(gazetteer: Gazetteer, text: str) -> None:
    names, context = read(text, gazetteer)
    bearers = [it for name in names for it in name.bearers]
    assert not weigh_likely(names, context, np.zeros(len(bearers))).any()
