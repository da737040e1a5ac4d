"""A strip's place in a picture, and what stands around it: days, kilometres, divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.page.chronicle.records import Band
from geomap.page.chronicle.scales import Frame, TimeScale, choose_km_step, choose_ticks
from geomap.page.chronicle.words import (
    BOLD,
    LINE,
    measure_text,
    split_words,
    wrap_text,
    write_lines,
    write_text,
)
from geomap.page.markup import make_element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from geomap.page.chronicle.records import Bank, Chronicle, Reach, Strip

_KM_PX: Final = 34.0
"""Width of the column of kilometres."""
_BRACKET_PX: Final = 8.0
_INSET_PX: Final = 10.0
"""Above km 0 and below the last: room for half a mark."""


class Panel(NamedTuple):
    """A strip's place in the picture."""

    strip: Strip
    top: float
    height: float
    scale: TimeScale
    frame: Frame
    most: int
    """The greatest number of killed and wounded in the picture."""

    @property
    def bottom(self) -> float:
        """Return where it ends."""
        return self.top + self.height

    def to_y(self, km: float) -> float:
        """Return the height of a chainage."""
        room = self.height - 2 * _INSET_PX
        return self.top + _INSET_PX + room * km / self.strip.length_km

    def shows(self, reach: Reach) -> bool:
        """Tell whether a reach is longer than a mark is wide."""
        return self.to_y(reach.to_km) - self.to_y(reach.from_km) > self.frame.smallest_mark


def make_scale(chronicle: Chronicle, frame: Frame) -> TimeScale:
    """Return the scale of time, between the names of the divisions of both sides."""
    left = _measure_column((strip.left for strip in chronicle.strips), frame)
    right = _measure_column((strip.right for strip in chronicle.strips), frame)
    return TimeScale.of_days(
        *chronicle.days,
        left=left + _BRACKET_PX + _KM_PX,
        right=frame.width - right - _BRACKET_PX,
    )


def measure_heading(panel: Panel) -> float:
    """Return the height that the names of the countries take above a strip."""
    banks = (panel.strip.left, panel.strip.right)
    lines = max(len(_wrap_country(panel, bank)) for bank in banks)
    return lines * panel.frame.small_font * LINE + 8


def iter_axes(panel: Panel) -> Iterator[Markup]:
    """Yield the ground of a strip, and all that is written around it."""
    scale = panel.scale
    ground = {"x": scale.left, "y": panel.top, "width": scale.right - scale.left}
    yield make_element("rect", {"class": "chronicle-ground", "height": panel.height, **ground})
    yield from _iter_days(panel)
    yield from _iter_kilometres(panel)
    yield from _iter_bank(panel, panel.strip.left)
    yield from _iter_bank(panel, panel.strip.right)


def _measure_column(banks: Iterable[Bank], frame: Frame) -> float:
    """Return the width of a column of names: that of the longest word, within bounds."""
    names = [band.name for bank in banks for band in (*bank.divisions, Band(bank.country, 0, 0))]
    longest = max(
        measure_text(word.rstrip(), frame.small_font)
        for name in names
        for word in split_words(name)
    )
    return min(max(longest * BOLD, frame.width * 0.1), frame.width * 0.26) + 4


def _iter_days(panel: Panel) -> Iterator[Markup]:
    """Yield a line across the strip for each day that is named below it."""
    font, below = panel.frame.small_font, panel.bottom + panel.frame.small_font * LINE
    for tick in choose_ticks(panel.scale, least_px=panel.frame.tick_px):
        x = panel.scale.place(tick.day, share=0.0)
        name = "chronicle-grid chronicle-year" if tick.year else "chronicle-grid"
        line = f"M{x:.1f} {panel.top:.1f}V{panel.bottom:.1f}"
        yield make_element("path", {"class": name, "d": line})
        words = [tick.words, tick.year] if tick.year else [tick.words]
        yield write_lines(words, (x, below), name="chronicle-tick", font=font, anchor="middle")


def _iter_kilometres(panel: Panel) -> Iterator[Markup]:
    font, scale = panel.frame.small_font, panel.scale
    step = choose_km_step(panel.strip.length_km, panel.height)
    for km in range(0, int(panel.strip.length_km) + 1, step):
        y = panel.to_y(km)
        line = f"M{scale.left:.1f} {y:.1f}H{scale.right:.1f}"
        yield make_element("path", {"class": "chronicle-grid", "d": line})
        at = scale.left - 4, y + font * 0.35
        words = str(km) if km else "km 0"
        yield write_text(words, at, name="chronicle-tick", font=font, anchor="end")


def _iter_bank(panel: Panel, bank: Bank) -> Iterator[Markup]:
    """Yield a country's name above the strip, and its divisions beside it."""
    font, (x, anchor) = panel.frame.small_font, _find_column(panel, bank)
    country = _wrap_country(panel, bank)
    top = panel.top - 8 - (len(country) - 1) * font * LINE
    yield write_lines(country, (x, top), name="chronicle-country", font=font, anchor=anchor)
    # A name that has no room below the one before is left to the title of its bracket.
    free_from = panel.top - font
    for band in bank.divisions:
        yield _draw_bracket(panel, bank, band)
        lines = wrap_text(band.name, _measure_room(panel, bank), font)
        height = len(lines) * font * LINE
        start = (panel.to_y(band.from_km) + panel.to_y(band.to_km) - height) / 2
        if free_from <= start <= panel.bottom + font - height:
            free_from = start + height
            at = x, start + 0.85 * font * LINE
            yield write_lines(lines, at, name="chronicle-tick", font=font, anchor=anchor)


def _draw_bracket(panel: Panel, bank: Bank, band: Band) -> Markup:
    top, bottom = panel.to_y(band.from_km), panel.to_y(band.to_km)
    edge, _ = _find_column(panel, bank)
    shape = {
        "class": "chronicle-band",
        "x": edge + 3 if bank is panel.strip.left else edge - 5.5,
        "y": top + 0.8,
        "width": 2.5,
        "height": max(bottom - top - 1.6, 0.5),
    }
    words = f"{band.name}: km {band.from_km:.0f} to {band.to_km:.0f}"
    return make_element("rect", shape, make_element("title", {}, words))


def _find_column(panel: Panel, bank: Bank) -> tuple[float, str]:
    """Return where the names of a side begin or end."""
    if bank is panel.strip.left:
        return panel.scale.left - _KM_PX - _BRACKET_PX, "end"
    return panel.scale.right + _BRACKET_PX, "start"


def _measure_room(panel: Panel, bank: Bank) -> float:
    x, anchor = _find_column(panel, bank)
    return x if anchor == "end" else panel.frame.width - x


def _wrap_country(panel: Panel, bank: Bank) -> list[str]:
    room = _measure_room(panel, bank) / BOLD
    return wrap_text(bank.country, room, panel.frame.small_font)
