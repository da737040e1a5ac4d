"""The shipped border line, and a straight one that can be checked by head."""

from __future__ import annotations

import pytest
from shapely.geometry import LineString, box

from geomap.borders import Border, DivisionStretches, Enclave, Section, load_borders
from geomap.folders import find_gazetteer
from geomap.model import Stretch


@pytest.fixture(scope="session")
def border() -> Border:
    """The line between Armenia and Azerbaijan."""
    return load_borders(find_gazetteer() / "borders").require("ARM", "AZE")


@pytest.fixture
def equator() -> Border:
    """A line along the equator from 0 to 2 degrees east: XXX north of it, YYY south."""
    main = Section(name="main", line=LineString([(0, 0), (1, 0), (2, 0)]), left="XXX", right="YYY")
    spur = Section(name="spur", line=LineString([(0, 3), (1, 3)]), left="XXX", right="YYY")
    north = DivisionStretches(
        code="XX-NO",
        name="North District",
        country="XXX",
        stretches=(
            Stretch(section="main", from_km=20, to_km=180),
            Stretch(section="spur", from_km=0, to_km=40),
        ),
    )
    return Border(
        id="XXX-YYY",
        sides=("XXX", "YYY"),
        sections=(main, spur),
        divisions={"XX-NO": north},
        enclaves=(Enclave(name="Inn", country="XXX", polygon=box(1, -0.5, 1.2, -0.3)),),
        credit="drawn by hand",
    )
