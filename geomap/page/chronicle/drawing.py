"""A border through time as SVG: a strip for each section, km down the page, days across it.

The drawing has class names and no colours; `drawing.css` and `style/symbols.css` have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from geomap.page.chronicle.axes import Panel, iter_axes, make_scale, measure_heading
from geomap.page.chronicle.legend import draw_legend, put_symbol
from geomap.page.chronicle.placing import Box, place_labels, place_marks
from geomap.page.chronicle.words import BOLD, LINE, wrap_text, write_lines, write_text
from geomap.page.markup import make_element
from geomap.page.symbols import draw_symbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.page.chronicle.placing import Label, Placed
    from geomap.page.chronicle.records import Chronicle, Mark, Reach, Strip
    from geomap.page.chronicle.scales import Frame, TimeScale

_STRETCH_PX: Final = 8.0
_DOT_PX: Final = 3.2
_ABOVE_PX: Final = 36.0
"""Room above the title of a section."""


def draw_chronicle(
    chronicle: Chronicle,
    *,
    frame: Frame,
    heading: Sequence[str] = (),
    link: str | None = None,
) -> Markup:
    """Draw a border through time.

    Parameters
    ----------
    chronicle
        With at least one strip.
    frame
        The size to draw for.
    heading
        Lines above the picture, the first a title; on a page they stand beside it.
    link
        What a mark leads to, before the id of its incident; no link when not given.

    Returns
    -------
    Markup
        An ``svg`` element whose fillings (`draw_fillings`) are drawn elsewhere in the document.
    """
    panels = _make_panels(chronicle, frame)
    title, y = _draw_heading(heading, frame)
    whiskers = (
        panel.shows(reach)
        for panel in panels
        for mark in panel.strip.marks
        for reach in mark.reaches
    )
    legend, y = draw_legend(
        chronicle.marks, frame=frame, top=y, most=panels[0].most, has_whiskers=any(whiskers)
    )
    parts = [title, legend]
    for panel in panels:
        lines = wrap_text(_name_section(panel.strip), frame.width / BOLD, frame.font)
        y += _ABOVE_PX
        parts.append(write_lines(lines, (0, y), name="chronicle-section", font=frame.font))
        y += (len(lines) - 0.5) * frame.font * LINE + measure_heading(panel)
        parts.append(_draw_panel(panel._replace(top=y), link))
        y += panel.height + 2.4 * frame.small_font * LINE
    size = {"viewBox": f"0 0 {frame.width} {y:.0f}", "width": frame.width, "height": f"{y:.0f}"}
    plural = "" if chronicle.count == 1 else "s"
    name = f"The {chronicle.name} border through time: {chronicle.count} incident{plural}"
    root = {"xmlns": "http://www.w3.org/2000/svg", "class": "chronicle", "role": "group"}
    return make_element("svg", {**root, **size, "aria-label": name}, *parts)


def _make_panels(chronicle: Chronicle, frame: Frame) -> list[Panel]:
    """Return the strips with their heights, all on one scale of km where none gets too low."""
    most = max((mark.people or 0 for mark in chronicle.marks), default=0)
    longest = max(strip.length_km for strip in chronicle.strips)
    scale = make_scale(chronicle, frame)
    return [
        Panel(
            strip=strip,
            top=0.0,
            height=max(frame.least_height, frame.km_height * strip.length_km / longest),
            scale=scale,
            frame=frame,
            most=most,
        )
        for strip in chronicle.strips
    ]


def _draw_heading(lines: Sequence[str], frame: Frame) -> tuple[Markup, float]:
    parts, y = [], 0.0
    for number, text in enumerate(lines):
        font = frame.font * (1.0 if number else 1.8)
        name = "chronicle-quiet" if number else "chronicle-title"
        wrapped = wrap_text(text, frame.width / BOLD, font)
        parts.append(write_lines(wrapped, (0, y + font), name=name, font=font))
        y += font * LINE * len(wrapped) + 4
    return Markup().join(parts), y


def _name_section(strip: Strip) -> str:
    """Say the name of a section, and from where to where it runs."""
    ends = f", from the {strip.start} to the {strip.end}" if strip.start and strip.end else ""
    return f"Section {strip.section}, {strip.length_km:,.0f} km{ends}"


def _draw_panel(panel: Panel, link: str | None) -> Markup:
    scale, marks = panel.scale, panel.strip.marks
    placed = place_marks(
        panel.strip, scale=scale, to_y=panel.to_y, most=panel.most, frame=panel.frame
    )
    dots = [
        Box(x - _DOT_PX, y - _DOT_PX, x + _DOT_PX, y + _DOT_PX)
        for mark in marks
        for x in (scale.place_middle(mark.first, mark.last),)
        for y in (panel.to_y(reach.km) for reach in mark.others)
    ]
    labels = place_labels(placed, scale=scale, frame=panel.frame, taken=dots)
    return make_element(
        "g",
        {},
        *iter_axes(panel),
        make_element("g", {"class": "chronicle-stretches"}, *_iter_stretches(panel)),
        *(part for mark in marks for part in _iter_reaches(panel, mark)),
        *(_draw_mark(it, scale, link) for it in placed),
        *(part for label in labels for part in _iter_label(label, panel.frame)),
    )


def _iter_stretches(panel: Panel) -> Iterator[Markup]:
    for mark in panel.strip.marks:
        x = panel.scale.place_middle(mark.first, mark.last) - _STRETCH_PX / 2
        for from_km, to_km in mark.stretches:
            top = panel.to_y(from_km)
            bar = {"x": x, "y": top, "width": _STRETCH_PX, "height": panel.to_y(to_km) - top}
            yield make_element("rect", {"class": "chronicle-stretch", **bar})


def _iter_reaches(panel: Panel, mark: Mark) -> Iterator[Markup]:
    """Yield what belongs to a mark: how far off it may be, and its other places on a thread."""
    x = panel.scale.place_middle(mark.first, mark.last)
    kms = [reach.km for reach in mark.reaches]
    if len(kms) > 1:
        thread = f"M{x:.1f} {panel.to_y(min(kms)):.1f}V{panel.to_y(max(kms)):.1f}"
        yield make_element("path", {"class": "chronicle-thread", "d": thread})
    yield from (_draw_whisker(panel, reach, x) for reach in mark.reaches if panel.shows(reach))
    for reach in mark.others:
        dot = {"class": "chronicle-other", "cx": x, "cy": panel.to_y(reach.km), "r": _DOT_PX}
        yield make_element("circle", dot)


def _draw_whisker(panel: Panel, reach: Reach, x: float) -> Markup:
    top, bottom = panel.to_y(reach.from_km), panel.to_y(reach.to_km)
    path = f"M{x:.1f} {top:.1f}V{bottom:.1f}M{x - 3:.1f} {top:.1f}h6M{x - 3:.1f} {bottom:.1f}h6"
    return make_element("path", {"class": "chronicle-whisker", "d": path})


def _draw_mark(placed: Placed, scale: TimeScale, link: str | None) -> Markup:
    """Draw a symbol with its title, and a line to its days where it is not a point on one."""
    mark = placed.mark
    start = min(placed.x, scale.left if mark.is_open else scale.place(mark.first))
    end = max(placed.x, scale.place(mark.last))
    parts = [make_element("title", {}, mark.summary)]
    if end - start > placed.radius:
        name = "chronicle-span chronicle-open" if mark.is_open else "chronicle-span"
        line = f"M{start:.1f} {placed.y:.1f}H{end:.1f}"
        parts.append(make_element("path", {"class": name, "d": line}))
    symbol = draw_symbol(mark.shape, mark.status, is_vague=mark.people is None)
    parts.append(put_symbol(symbol, placed.x, placed.y, placed.size))
    if link is None:
        return make_element("g", {"class": "chronicle-mark"}, *parts)
    return make_element("a", {"class": "chronicle-mark", "href": f"{link}{mark.id}"}, *parts)


def _iter_label(label: Label, frame: Frame) -> Iterator[Markup]:
    font, names = frame.small_font, ("chronicle-label chronicle-strong", "chronicle-label")
    for number, (line, name) in enumerate(zip(label.lines, names, strict=True)):
        at = label.x, label.y + (number - 0.15) * font * LINE
        yield write_text(line, at, name=name, font=font, anchor=label.anchor)
