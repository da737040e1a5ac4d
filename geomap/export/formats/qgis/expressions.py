"""What QGIS works out for each feature: labels, sizes, and map tips in which text stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.export.formats.qgis.xml_parts import quote_text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DATE_AND_PLACE", "MAP_TIPS", "make_lookup", "make_size"]

_SMALLEST_MM: Final = 2.8
_LARGEST_MM: Final = 7.5
_CAP: Final = 200
"""From so many killed on, a symbol grows no more."""

_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
"""Replaced one after the other, so the ampersand is the first."""

_STATUS_WORDS: Final = {
    "confirmed_by_both": "confirmed by both sides",
    "reported": "reported by a third party",
    "claimed": "claimed by one side",
    "contested": "contested: one side asserts it, another denies it",
    "denied": "denied: known only as a report that is denied",
}
_ROLE_WORDS: Final = {"at": "at", "direction": "in the direction of", "area": "somewhere in"}


def make_size(factor: float) -> str:
    """Return the expression for a symbol's diameter in mm; its area grows with the killed."""
    return (
        f'{factor:.4g} * if("killed" IS NULL, {_SMALLEST_MM}, '
        f'scale_exp(min("killed", {_CAP}), 0, {_CAP}, {_SMALLEST_MM}, {_LARGEST_MM}, 0.5))'
    )


def make_lookup(field: str, names: Mapping[str, str]) -> str:
    """Return the expression for the name of a code in a field; the code where there is no name."""
    pairs = ", ".join(f"{quote_text(code)}, {quote_text(name)}" for code, name in names.items())
    return f'coalesce(map_get(map({pairs}), "{field}"), "{field}")'


def _say_day(field: str, pattern: str = "d MMM yyyy") -> str:
    return f"format_date(\"{field}\", '{pattern}', 'en')"


# Sites and stretches have no such column: there the incident tells it.
_YEARLESS: Final = "attribute(@feature, 'date_edtf') || ' (year not told)'"
# As the page says it: 12–13 Sep 2022, 30 Sep – 2 Oct 2022.
_DATE: Final = " ".join(
    (
        "CASE",
        'WHEN "date_start" IS NULL AND "date_end" IS NULL',
        f"THEN coalesce({_YEARLESS}, 'no date')",
        f"WHEN \"date_start\" IS NULL THEN 'on or before ' || {_say_day('date_end')}",
        f'WHEN "date_end" IS NULL OR "date_start" = "date_end" THEN {_say_day("date_start")}',
        'WHEN year("date_start") <> year("date_end")',
        f"THEN {_say_day('date_start')} || ' – ' || {_say_day('date_end')}",
        'WHEN month("date_start") <> month("date_end")',
        f"THEN {_say_day('date_start', 'd MMM')} || ' – ' || {_say_day('date_end')}",
        f"ELSE {_say_day('date_start', 'd')} || '–' || {_say_day('date_end')}",
        "END",
    )
)

DATE_AND_PLACE: Final = f"concat(\"place\" || '\\n', {_DATE})"
"""Label of an incident: the place, where it is known, and below it the date."""


def _escape(expression: str) -> str:
    """Return the expression for a value as text of HTML, whatever characters it has."""
    before = ", ".join(quote_text(character) for character in _ESCAPES)
    after = ", ".join(quote_text(entity) for entity in _ESCAPES.values())
    return f"replace(to_string({expression}), array({before}), array({after}))"


def _make_tip(heading: str, rows: Mapping[str, str]) -> str:
    """Return the HTML of a map tip: a heading, and a row for each value that is known."""
    cells = "".join(
        f"[% coalesce('<tr><td><i>{name}</i>&nbsp;</td><td>' || "
        f"{_escape(f'nullif({expression}, {chr(39) * 2})')} || '</td></tr>', '') %]"
        for name, expression in rows.items()
    )
    title = f"[% coalesce({_escape(heading)}, '') %]"
    return f'<div style="width:340px"><b>{title}</b><table>{cells}</table></div>'


def _say_count(measure: str) -> str:
    """Return the expression for a count: in all, and of each side; 0 is a reported 0."""
    total, of_a, of_b = (f'"{measure}{part}"' for part in ("", "_a", "_b"))
    return (
        f"concat(coalesce({total}, 'not known'), if({of_a} IS NULL AND {of_b} IS NULL, '', "
        f"concat(' (', \"side_a\", ' ', coalesce({of_a}, '–'), "
        f"', ' || \"side_b\" || ' ' || coalesce({of_b}, '–'), ')')))"
    )


def _say_list(field: str) -> str:
    """Return the expression for a list, which QGIS may hand over as such or as JSON text."""
    text = f'if(left(to_string("{field}"), 1) = \'[\', "{field}", to_json("{field}"))'
    return f"array_to_string(from_json({text}), ', ')"


MAP_TIPS: Final[Mapping[str, str]] = {
    "incidents": _make_tip(
        _DATE,
        {
            "What": '"summary"',
            "Status": make_lookup("status", _STATUS_WORDS),
            "Killed": _say_count("killed"),
            "Wounded": _say_count("wounded"),
            "Captured": _say_count("captured"),
            "Missing": _say_count("missing"),
            "Claimed by": _say_list("claimed_by"),
            "Denied by": _say_list("denied_by"),
            "Confirmed by": _say_list("confirmed_by"),
            "Sources": _say_list("sources"),
        },
    ),
    "sites": _make_tip(
        '"place"',
        {
            "Written as": '"place_named"',
            "Role": make_lookup("role", _ROLE_WORDS),
            "Date": _DATE,
            "Border": "\"border\" || coalesce(', km ' || round(\"border_km\", 1), '')",
            "From the line": "round(\"border_offset_km\", 1) || ' km'",
            "Not on the line": '"not_attached_because"',
            "Incident": '"incident_id"',
        },
    ),
    "stretches": _make_tip(
        '"place"',
        {
            "Stretch": "'km ' || round(\"from_km\", 1) || ' to ' || round(\"to_km\", 1)",
            "Border": "\"border\" || coalesce(', section ' || \"section\", '')",
            "Date": _DATE,
            "Incident": '"incident_id"',
        },
    ),
    "border": _make_tip(
        '"border"',
        {"Section": '"section"', "Length": "round(\"length_km\") || ' km'"},
    ),
}
"""HTML of the map tip of each layer, with expressions between ``[%`` and ``%]``."""
