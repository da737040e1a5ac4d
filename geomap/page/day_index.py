"""The index of the pages by day: one file, no script, no request."""

from __future__ import annotations

from collections import defaultdict
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import jinja2
from markupsafe import Markup

from geomap.page.document import write_policy
from geomap.page.markup import make_element, show_unseen
from geomap.page.symbols import SYMBOL_PX, draw_fillings, draw_symbol, load_symbols, shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.page.days import Day

_STYLE_FILES: Final = ("style/colours.css", "sheet.css", "style/symbols.css", "days.css")
_MOST_SIGNS: Final = 40
_MOST_PLACES: Final = 4


def render_day_index(
    days: Sequence[Day],
    *,
    title: str,
    credits: Sequence[str],  # noqa: A002 - the word for it
) -> str:
    """Return the whole HTML of the index: a row for each day, with its incidents and their places.

    Parameters
    ----------
    days
        From `group_days`.
    title
        Heading of the map, in plain text.
    credits
        Who made the data, in plain text.
    """
    environment = jinja2.Environment(
        autoescape=True,
        keep_trailing_newline=True,
        finalize=show_unseen,
        undefined=jinja2.StrictUndefined,
    )
    # The style is ours, and a browser reads it as it stands.
    style = Markup("\n".join(map(_read, _STYLE_FILES)))  # noqa: S704
    dated = [day for day in days if day.year]
    page = environment.from_string(_read("days.html")).render(
        title=title,
        style=style,
        fillings=draw_fillings(),
        years=[(year, [_make_row(day, days) for day in own]) for year, own in _by_year(dated)],
        undated=next((day for day in days if not day.year), None),
        days=dated,
        count=sum(len(day.incidents) for day in days),
        credits=credits,
    )
    return page.replace("@policy@", write_policy(page), 1)


def _by_year(days: Sequence[Day]) -> list[tuple[str, list[Day]]]:
    years: dict[str, list[Day]] = defaultdict(list)
    for day in days:
        years[day.year].append(day)
    return list(years.items())


def _make_row(day: Day, days: Sequence[Day]) -> dict[str, Any]:
    """Return what the index shows of a day; its bar is as long as its share of the busiest."""
    rows = [feature["properties"] for feature in day.incidents]
    places = list(dict.fromkeys(row["place"] or "place not known" for row in rows))
    most = max(len(other.incidents) for other in days)
    bar = {"class": "bar", "width": 100 * len(rows) / most, "height": 8, "rx": 1}
    return {
        "day": day,
        "bar": make_element(
            "svg", {"class": "bars", "aria-hidden": "true"}, make_element("rect", bar)
        ),
        "signs": [(row, _draw_sign(row), _say_incident(row)) for row in rows[:_MOST_SIGNS]],
        "more": max(0, len(rows) - _MOST_SIGNS),
        "places": places[:_MOST_PLACES],
        "more_places": max(0, len(places) - _MOST_PLACES),
    }


def _draw_sign(row: Mapping[str, Any]) -> Markup:
    box = {"class": "symbol", "width": 20, "height": 20, "viewBox": f"0 0 {SYMBOL_PX} {SYMBOL_PX}"}
    symbol = draw_symbol(shape_of(row), row["status"])
    return make_element("svg", {**box, "aria-hidden": "true"}, symbol)


def _say_incident(row: Mapping[str, Any]) -> str:
    status = load_symbols()["statuses"][row["status"]]["legend"]
    return f"{row['place'] or 'Place not known'}: {row['sub_event_type']}, {status}"


def _read(name: str) -> str:
    """Return a file of the page, with line feeds only, as browsers hash it."""
    file = resources.files("geomap.page").joinpath(name)
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")
