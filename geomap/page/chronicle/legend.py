"""The legend of a border through time: only what the picture has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from geomap.page.chronicle.placing import measure_mark
from geomap.page.chronicle.words import measure_text, write_text
from geomap.page.markup import make_element
from geomap.page.symbols import SYMBOL_PX, draw_symbol, load_symbols

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.page.chronicle.records import Mark
    from geomap.page.chronicle.scales import Frame

_ROW_PX: Final = 23.0
_KEY_PX: Final = 18.0
_GAP_PX: Final = 18.0
_SIZES: Final = ((38, "symbol-huge"), (26, "symbol-large"))


class _Key(NamedTuple):
    """A drawing around (0, 0), its width, and what it means."""

    drawing: Markup
    width: float
    words: str


def put_symbol(symbol: Markup, x: float, y: float, size: float) -> Markup:
    """Put a symbol with its middle to a point."""
    half, by = size / 2, size / SYMBOL_PX
    where = f"translate({x - half:.1f} {y - half:.1f}) scale({by:.3f})"
    # A large symbol has no thicker outline than a small one.
    step = next((name for least, name in _SIZES if size >= least), None)
    return make_element("g", {"class": step, "transform": where}, symbol)


def draw_legend(
    marks: Sequence[Mark], *, frame: Frame, top: float, most: int, has_whiskers: bool
) -> tuple[Markup, float]:
    """Draw the legend from a height on; return it and the height at which it ends."""
    parts: list[Markup] = []
    y = top
    lines = list(_iter_lines(marks, has_whiskers=has_whiskers))
    for title, keys in (*_iter_groups(marks, frame, most), ("Along the line", lines)):
        if not keys:
            continue
        row = max(_ROW_PX, *(key.width + 5 for key in keys))
        x, y = 0.0, y + row
        parts.append(write_text(title, (x, y), name="chronicle-quiet", font=frame.font))
        x += measure_text(title, frame.font) + 10
        for key in keys:
            width = key.width + 6 + measure_text(key.words, frame.font)
            if x + width > frame.width and x:
                x, y = 10.0, y + row
            middle = x + key.width / 2
            moved = {"transform": f"translate({middle:.1f} {y - 4:.1f})"}
            parts.append(make_element("g", moved, key.drawing))
            at = x + key.width + 6, y
            parts.append(write_text(key.words, at, name="chronicle-words", font=frame.font))
            x += width + _GAP_PX
    return Markup().join(parts), y


def _iter_groups(
    marks: Sequence[Mark], frame: Frame, most: int
) -> Iterator[tuple[str, list[_Key]]]:
    symbols = load_symbols()
    shapes = {mark.shape for mark in marks}
    yield (
        "What happened",
        [
            _Key(put_symbol(draw_symbol(name, None), 0, 0, 20), _KEY_PX, shape["label"])
            for name, shape in symbols["shapes"].items()
            if name in shapes
        ],
    )
    statuses = {mark.status for mark in marks}
    yield (
        "Who says so",
        [
            _Key(put_symbol(draw_symbol("circle", name), 0, 0, 20), _KEY_PX, status["legend"])
            for name, status in symbols["statuses"].items()
            if name in statuses
        ],
    )
    sizes = [
        _Key(put_symbol(draw_symbol("circle", None), 0, 0, size), size * 0.7, str(people))
        for people in (1, 10, 100, 1000, 10_000)
        if people <= most
        for size in (measure_mark(people, most=most, frame=frame),)
    ]
    if any(mark.people is None for mark in marks):
        vague = draw_symbol("circle", None, is_vague=True)
        drawn = put_symbol(vague, 0, 0, frame.smallest_mark)
        sizes.append(_Key(drawn, frame.smallest_mark, "no figure"))
    yield "Killed and wounded", sizes


def _iter_lines(marks: Sequence[Mark], *, has_whiskers: bool) -> Iterator[_Key]:
    if any(mark.stretches for mark in marks):
        bar = {"class": "chronicle-stretch", "x": -4, "y": -9, "width": 8, "height": 18}
        yield _Key(make_element("rect", bar), 10, "stretch that is meant")
    if any(mark.others for mark in marks):
        dot = make_element("circle", {"class": "chronicle-other", "r": 3.2})
        yield _Key(dot, 8, "other place of it")
    if has_whiskers:
        bar = {"class": "chronicle-whisker", "d": "M0 -9V9M-3 -9H3M-3 9H3"}
        yield _Key(make_element("path", bar), 8, "how far off it may be")
