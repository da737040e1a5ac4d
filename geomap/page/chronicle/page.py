"""The page of the borders through time: one file, no script, no request."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import jinja2
from markupsafe import Markup

from geomap.page.chronicle.drawing import draw_chronicle
from geomap.page.chronicle.gather import describe_days
from geomap.page.chronicle.legend import put_symbol
from geomap.page.chronicle.scales import NARROW, WIDE
from geomap.page.document import write_policy
from geomap.page.markup import make_element, show_unseen
from geomap.page.symbols import SYMBOL_PX, draw_fillings, draw_symbol, load_symbols, shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.page.chronicle.records import Chronicle, LeftOut

_STYLE_FILES: Final = ("style/colours.css", "style/symbols.css", "chronicle/drawing.css")
_ROW: Final = "incident-"
"""What the id of a row begins with, before that of its incident."""


def render_border_page(
    chronicles: Sequence[Chronicle],
    left_out: Sequence[LeftOut],
    *,
    incidents: Mapping[str, Any],
    title: str,
    credits: Sequence[str],  # noqa: A002 - the word for it
) -> str:
    """Return the whole HTML of a page with each border through time, and a table of all incidents.

    Parameters
    ----------
    chronicles, left_out
        From `gather_chronicles`.
    incidents
        The FeatureCollection of incidents.
    title
        Heading of the page, in plain text.
    credits
        Who made the data, in plain text.

    Notes
    -----
    What reports say is escaped as it is put in; nothing of it is compiled, and the page's policy
    lets no script run at all.
    """
    environment = jinja2.Environment(
        autoescape=True,
        keep_trailing_newline=True,
        finalize=show_unseen,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["days"] = describe_days
    # The style is ours, and a browser reads it as it stands.
    style = Markup("\n".join(map(_read, (*_STYLE_FILES, "sheet.css", "chronicle/page.css"))))  # noqa: S704
    rows = [feature["properties"] for feature in incidents["features"]]
    reasons = [it for chronicle in chronicles for it in chronicle.left_out]
    page = environment.from_string(_read("chronicle/page.html")).render(
        title=title,
        style=style,
        fillings=draw_fillings(),
        figures=[(chronicle, *_draw_figures(chronicle)) for chronicle in chronicles],
        left_out=[*reasons, *left_out],
        rows=[(row, _draw_sign(row), _name_status(row)) for row in rows],
        row_id=_ROW,
        credits=credits,
    )
    return page.replace("@policy@", write_policy(page), 1)


def _draw_figures(chronicle: Chronicle) -> list[Markup]:
    """Draw for a desktop and for a phone; the style shows one of them."""
    return [draw_chronicle(chronicle, frame=it, link=f"#{_ROW}") for it in (WIDE, NARROW)]


def _draw_sign(row: Mapping[str, Any]) -> Markup:
    """Draw the symbol of an incident for its row, where words beside it say the same."""
    symbol = draw_symbol(shape_of(row), row["status"])
    middle = SYMBOL_PX / 2
    box = {"class": "symbol", "width": 20, "height": 20, "viewBox": f"0 0 {SYMBOL_PX} {SYMBOL_PX}"}
    return make_element(
        "svg", {**box, "aria-hidden": "true"}, put_symbol(symbol, middle, middle, SYMBOL_PX)
    )


def _name_status(row: Mapping[str, Any]) -> str:
    return str(load_symbols()["statuses"][row["status"]]["legend"])


def _read(name: str) -> str:
    """Return a file of the page, with line feeds only, as browsers hash it."""
    file = resources.files("geomap.page").joinpath(name)
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")
