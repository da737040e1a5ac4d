"""A border through time as a picture of its own: SVG, or PNG."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from geomap.errors import BorderError, MissingPackageError, OutputError
from geomap.export import write_files
from geomap.page.chronicle.drawing import draw_chronicle
from geomap.page.chronicle.scales import WIDE, say_days
from geomap.page.chronicle.words import LINE, wrap_text, write_lines
from geomap.page.markup import make_element
from geomap.page.symbols import draw_fillings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import ModuleType

    from geomap.page.chronicle.records import Chronicle

SUFFIXES: Final = (".svg", ".png")

_COLOURS: Final = "style/colours.css"
_STYLE_FILES: Final = ("style/symbols.css", "chronicle/drawing.css")
_MARGIN_PX: Final = 28
_PROPERTY: Final = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE: Final = re.compile(r"var\((--[\w-]+)\)")
_COMMENT: Final = re.compile(r"/\*.*?\*/\n*", re.DOTALL)


class BorderPlot:
    """A border through time as a picture; a notebook shows it.

    Parameters
    ----------
    chronicle
        What happened where and when.

    Attributes
    ----------
    border : str
        Id of the border line, as ARM-AZE.
    svg : str
        The whole picture: one text that refers to nothing outside itself.
    """

    def __init__(self, chronicle: Chronicle) -> None:
        self.border = chronicle.border
        self.svg = str(_draw_picture(chronicle))

    def render_png(self, *, scale: float = 2.0) -> bytes:
        """Return the picture as PNG, at so many pixels for each of the SVG's.

        Raises
        ------
        MissingPackageError
            The package that draws PNG is not installed.
        OutputError
            The machine has no font to write with.
        """
        return _render_png(self.svg, scale)

    def save(self, path: Path, *, scale: float = 2.0) -> Path:
        """Write the picture, as its name says: ``.svg`` or ``.png``.

        Parameters
        ----------
        path
            Its folder is made if it is not there.
        scale
            Pixels of a PNG for each of the SVG's.

        Raises
        ------
        MissingPackageError
            The package that draws PNG is not installed.
        OutputError
            When the name ends otherwise, or the file cannot be written.
        """
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            msg = f"{path}: expected a name that ends in .svg or .png, got {path.suffix or 'none'}"
            raise OutputError(msg)
        content = self.svg.encode() if suffix == ".svg" else self.render_png(scale=scale)
        (written,) = write_files(path.parent, {path.name: content})
        return written

    def _repr_svg_(self) -> str:
        """Return what a notebook shows."""
        return self.svg

    def __repr__(self) -> str:
        """Say what it shows."""
        return f"<geomap.BorderPlot: {self.border}>"


def choose_chronicle(chronicles: Sequence[Chronicle], border: str | None) -> Chronicle:
    """Return the border that was asked for, or the only one.

    Parameters
    ----------
    chronicles
        Those at hand.
    border
        ISO alpha-3 codes of two countries in any order: "ARM-AZE".

    Raises
    ------
    BorderError
        No incident is on it, or none was asked for and there are several; the message lists them.
    """
    listed = ", ".join(f"{it.border} ({it.count})" for it in chronicles) or "none"
    if border is None:
        if len(chronicles) == 1:
            return chronicles[0]
        msg = f"name one border of those on whose line dated incidents lie: {listed}"
        raise BorderError(msg)
    wanted = "-".join(sorted(border.upper().split("-")))
    for chronicle in chronicles:
        if chronicle.border == wanted:
            return chronicle
    msg = f"border {wanted}: no dated incident lies on its line; such borders: {listed}"
    raise BorderError(msg)


def _draw_picture(chronicle: Chronicle) -> Markup:
    """Draw on paper: with a title, the credit of the line, and all colours."""
    plural = "" if chronicle.count == 1 else "s"
    lines = [f"{chronicle.count} incident{plural}, {say_days(*chronicle.days)}"]
    if chronicle.left_out:
        lines.append(f"Without a day or a place on the line, not shown: {len(chronicle.left_out)}")
    heading = (f"Incidents on the {chronicle.name} border", " · ".join(lines))
    drawing = draw_chronicle(chronicle, frame=WIDE, heading=heading)
    height = float(re.findall(r'height="(\d+)"', drawing)[0])
    said = f"Border: {chronicle.credit}" if chronicle.credit else ""
    credit = wrap_text(said, WIDE.width, WIDE.small_font)
    below = 2 * _MARGIN_PX + height + len(credit) * WIDE.small_font * LINE
    width = WIDE.width + 2 * _MARGIN_PX
    paper = {"class": "chronicle-paper", "width": width, "height": below}
    size = {"viewBox": f"0 0 {width} {below:.0f}", "width": width, "height": f"{below:.0f}"}
    at = (0.0, height + 1.6 * WIDE.small_font)
    return make_element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", **size},
        make_element("title", {}, heading[0]),
        # Style of our own files; a quotation mark in it is not to be written as an entity.
        Markup(f"<style>{_read_style()}</style>"),  # noqa: S704
        draw_fillings(),
        make_element("rect", paper),
        make_element(
            "g",
            {"class": "chronicle", "transform": f"translate({_MARGIN_PX} {_MARGIN_PX})"},
            drawing,
            write_lines(credit, at, name="chronicle-quiet", font=WIDE.small_font),
        ),
    )


def _read_style() -> str:
    """Return the style with the colours of light paper in place of their names.

    Few programs but browsers know what a property of one's own is.
    """
    values = _read_values()
    style = _COMMENT.sub("", "\n".join(map(_read, _STYLE_FILES)))
    return _USE.sub(lambda match: values[match[1]], style)


def _read_values() -> dict[str, str]:
    """Return what the names of colours and fonts stand for."""
    light, _, _ = _read(_COLOURS).partition("@media")
    return {name: " ".join(value.split()) for name, value in _PROPERTY.findall(light)}


def _read(name: str) -> str:
    file = resources.files("geomap.page").joinpath(name)
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")


def _render_png(svg: str, scale: float) -> bytes:
    try:
        # Only here: it is no part of a plain installation.
        import resvg_py  # noqa: PLC0415
    except ImportError as error:
        msg = (
            "a PNG is drawn by the package resvg-py, which is not installed; expected it beside "
            'geomap: pip install "geomap[plot]"; or choose a name that ends in .svg'
        )
        raise MissingPackageError(msg) from error
    # It leaves texts out, without a word, when the machine has none of their fonts.
    letter = make_element("text", {"y": 9, "font-family": _read_values()["--sans"]}, "M")
    root = {"xmlns": "http://www.w3.org/2000/svg", "width": 9, "height": 9}
    with_text, without = make_element("svg", root, letter), make_element("svg", root)
    if _draw(resvg_py, with_text) == _draw(resvg_py, without):
        msg = (
            "a PNG needs a font and this machine has none of the usual ones; install DejaVu or "
            "Noto Sans, or choose a name that ends in .svg"
        )
        raise OutputError(msg)
    return _draw(resvg_py, svg, zoom=scale)


def _draw(resvg_py: ModuleType, svg: str, *, zoom: float = 1.0) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom))
