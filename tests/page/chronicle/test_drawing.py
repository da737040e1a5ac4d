"""The drawing of a border through time: what is in it, where, and that it is well-formed."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from geomap.page.chronicle.drawing import draw_chronicle
from geomap.page.chronicle.records import Reach
from geomap.page.chronicle.scales import NARROW, WIDE, Frame

if TYPE_CHECKING:
    from geomap.page.chronicle.records import Chronicle, Mark

MakeMark = Callable[..., "Mark"]
MakeChronicle = Callable[..., "Chronicle"]
DAY = dt.date(2022, 9, 13)
HOSTILE = '</svg><script>alert(1)</script> {{ 7*7 }} \u202e & "'


def _parse(drawing: str) -> ET.Element:
    # What is parsed was made here.
    return ET.fromstring(drawing)  # noqa: S314


def _texts(drawing: str) -> str:
    return " ".join(re.findall(r"<text[^>]*>([^<]*)<", drawing))


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_all_that_is_known_is_drawn(
    make_mark: MakeMark, make_chronicle: MakeChronicle, frame: Frame
) -> None:
    mark = make_mark(
        100,
        DAY,
        main=Reach(100, 60, 140),
        others=(Reach(20, 20, 20),),
        stretches=((0, 50), (60, 80)),
        last=DAY + dt.timedelta(days=30),
    )
    drawing = draw_chronicle(make_chronicle(mark), frame=frame, link="#row-")
    root = _parse(drawing)
    assert root.attrib["width"] == str(frame.width)
    assert drawing.count('class="chronicle-stretch"') == 3  # two, and the one of the legend
    assert drawing.count('class="chronicle-whisker"') == 2
    assert drawing.count('class="chronicle-other"') == 2
    assert drawing.count('class="chronicle-thread"') == 1
    assert drawing.count('class="chronicle-span"') == 1
    assert f'href="#row-{mark.id}"' in drawing
    assert "<title>Shelling at Sotk.</title>" in drawing
    words = _texts(drawing)
    for known in ("Section main, 200 km", "Left Land", "South", "East", "km 0", "Sotk", "3 killed"):
        assert known in words
    for legend in ("Shelling, artillery, missiles", "claimed by one side", "stretch that is meant"):
        assert legend in words
    assert "no figure" not in words
    # The name of a stretch too short for it is that of its bracket.
    assert "<title>Tip: km 198 to 200</title>" in drawing


def test_texts_stay_texts(make_mark: MakeMark, make_chronicle: MakeChronicle) -> None:
    mark = make_mark(100, DAY, place=HOSTILE, summary=HOSTILE, losses=HOSTILE)
    drawing = draw_chronicle(
        make_chronicle(mark, section=HOSTILE), frame=WIDE, heading=(HOSTILE, HOSTILE)
    )
    names = {element.tag.rpartition("}")[2] for element in _parse(drawing).iter()}
    assert names <= {"svg", "g", "path", "rect", "circle", "text", "title"}
    assert "\u202e" not in drawing
    assert "style=" not in drawing


def test_a_mark_without_figures_or_first_day_says_so(
    make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    open_mark = make_mark(100, DAY, people=None, losses="", is_open=True)
    drawing = draw_chronicle(make_chronicle(open_mark), frame=WIDE)
    assert drawing.count("symbol-vague") == 2
    assert "no figure" in drawing
    assert "chronicle-open" in drawing
    assert "<a " not in drawing


def test_an_incident_of_another_section_leaves_its_places_only(
    make_mark: MakeMark, make_chronicle: MakeChronicle
) -> None:
    elsewhere = make_mark(100, DAY, main=None, others=(Reach(10, 10, 10),), stretches=((5, 15),))
    drawing = draw_chronicle(make_chronicle(elsewhere), frame=WIDE, link="#")
    assert "<a " not in drawing
    assert drawing.count('class="chronicle-other"') == 2


def test_equal_input_gives_equal_text(make_chronicle: MakeChronicle) -> None:
    assert draw_chronicle(make_chronicle(), frame=WIDE) == draw_chronicle(
        make_chronicle(), frame=WIDE
    )
