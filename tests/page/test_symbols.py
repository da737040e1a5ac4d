"""The symbols of incidents: the same in pictures as on the map."""

from __future__ import annotations

import pytest

from geomap.model import EVENT_TYPES, Status, SubEventType
from geomap.page.assets import read_page_script
from geomap.page.symbols import draw_fillings, draw_symbol, load_symbols, shape_of


def test_every_status_and_type_has_its_symbol() -> None:
    symbols = load_symbols()
    assert set(symbols["statuses"]) == set(symbols["fillings"]) == {it.value for it in Status}
    shapes = {
        kind: shape_of({"sub_event_type": kind.value, "event_type": EVENT_TYPES[kind]})
        for kind in SubEventType
    }
    assert set(shapes.values()) == set(symbols["shapes"])
    assert shapes[SubEventType.TRANSFER] == "plus"
    assert shape_of({"sub_event_type": None, "event_type": "Battles"}) == "circle"


@pytest.mark.parametrize("status", [*Status])
def test_a_status_can_be_told_without_colour(status: Status) -> None:
    drawn = draw_symbol("circle", status)
    others = {draw_symbol("circle", it) for it in Status if it is not status}
    stops = load_symbols()["fillings"][status]["stops"]
    is_plain = len({name for _, name in stops}) == 1
    has_mark = "symbol-dot" in drawn or "symbol-slash" in drawn
    # Only one status may be a plain filled shape.
    assert not is_plain or has_mark or status is Status.CONFIRMED_BY_BOTH
    assert drawn not in others


def test_the_map_reads_the_same_file() -> None:
    script = read_page_script()
    for shape in load_symbols()["shapes"].values():
        assert shape["path"] in script
    assert script.count("const SYMBOLS") == 1


def test_fillings_are_drawn_once_each() -> None:
    drawn = draw_fillings()
    for status in Status:
        assert drawn.count(f'id="fill-{status.value}"') == 1
    assert 'spreadMethod="repeat"' in drawn
    assert "symbol-vague" in draw_symbol("square", None, is_vague=True)
