"""The columns of geomap's outputs: one definition for files, tables and documentation."""

from __future__ import annotations

from typing import Final, NamedTuple


class Field(NamedTuple):
    """A column: its name, type and meaning.

    ``type`` is one of ``string``, ``integer``, ``number``, ``date``, ``boolean``, ``strings`` (a
    list of strings) and ``objects`` (a list of objects). Every field may be null: unknown is null.
    """

    name: str
    type: str
    description: str


INCIDENT_FIELDS: Final = (
    Field("id", "string", "Stable id of the incident."),
    Field("date_start", "date", "First day; null when only an upper bound is known."),
    Field("date_end", "date", "Last day."),
    Field(
        "date_precision",
        "integer",
        "UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year.",
    ),
    Field("date_basis", "string", "explicit, weekday, relative, dateline, linked or none."),
    Field("event_type", "string", "ACLED event type."),
    Field("sub_event_type", "string", "ACLED sub-event type."),
    Field("status", "string", "confirmed_by_both, reported, claimed, contested or denied."),
    Field("summary", "string", "One neutral sentence, made from the other fields."),
    Field("side_a", "string", "ISO 3166-1 alpha-3 of one party; alphabetical order."),
    Field("side_b", "string", "ISO 3166-1 alpha-3 of the other party."),
    Field("killed", "integer", "Killed on all sides, best figures added; 0 is a reported zero."),
    Field("killed_low", "integer", "Lowest attributed figures added."),
    Field("killed_high", "integer", 'Highest attributed figures added; null for "at least".'),
    Field("wounded", "integer", "Wounded on all sides."),
    Field("captured", "integer", "Captured on all sides."),
    Field("missing", "integer", "Missing on all sides."),
    Field("killed_a", "integer", "Killed of side_a, soldiers and civilians."),
    Field("killed_b", "integer", "Killed of side_b, soldiers and civilians."),
    Field("wounded_a", "integer", "Wounded of side_a."),
    Field("wounded_b", "integer", "Wounded of side_b."),
    Field("captured_a", "integer", "Captured of side_a."),
    Field("captured_b", "integer", "Captured of side_b."),
    Field("missing_a", "integer", "Missing of side_a."),
    Field("missing_b", "integer", "Missing of side_b."),
    Field("killed_civilians", "integer", "Civilians killed on all sides."),
    Field("wounded_civilians", "integer", "Civilians wounded on all sides."),
    Field("casualties", "objects", "Each count by side, measure and category, with its history."),
    Field("place", "string", "Main place, canonical name."),
    Field("place_named", "string", "Main place as a report spells it."),
    Field("place_basis", "string", "named or inferred: where the report was when it told of it."),
    Field("country", "string", "ISO alpha-3 of the main place."),
    Field("admin1", "string", "ISO 3166-2 of the main place."),
    Field("where_precision", "integer", "UCDP where_prec: 1 exact to 7."),
    Field("geo_precision", "integer", "ACLED geo_precision: 1 exact to 3."),
    Field("uncertainty_km", "number", "Radius around the point that holds all its sites, km."),
    Field("border", "string", "Id of the border line, as ARM-AZE."),
    Field("border_section", "string", "Section of the line from whose start border_km counts."),
    Field("border_km", "number", "Chainage of the point along the section, geodesic km."),
    Field("border_offset_km", "number", "Distance of the named place to the line, geodesic km."),
    Field("border_method", "string", "on_line, nearest_point or stretch."),
    Field("site_count", "integer", "Number of sites."),
    Field("claimed_by", "strings", "Who says that it happened."),
    Field("denied_by", "strings", "Who denies that it happened."),
    Field("confirmed_by", "strings", "Whose word confirms that of another."),
    Field("sources", "strings", "File names of the reports."),
    Field("source_count", "integer", "Number of reports."),
    Field(
        "evidence",
        "objects",
        "Quotations with file, characters [start, end) and the field they support.",
    ),
    Field("reasons", "objects", "For each report, why it belongs to this incident."),
)
"""Properties of an incident, in their order."""

SITE_FIELDS: Final = (
    Field("id", "string", "Id of the site: the incident's and a number."),
    Field("incident_id", "string", "Id of the incident."),
    Field("main", "boolean", "Whether it is the incident's main site."),
    Field("role", "string", "at, direction or area."),
    Field("place", "string", "Canonical name."),
    Field("place_named", "string", "As a report spells it."),
    Field("place_basis", "string", "named or inferred: where the report was when it told of it."),
    Field("country", "string", "ISO alpha-3 of the place."),
    Field("admin1", "string", "ISO 3166-2 of the place."),
    Field("feature_code", "string", "GeoNames feature code."),
    Field("where_precision", "integer", "UCDP where_prec."),
    Field("geo_precision", "integer", "ACLED geo_precision."),
    Field("place_lon", "number", "Longitude of the place itself, degrees, WGS 84."),
    Field("place_lat", "number", "Latitude of the place itself, degrees, WGS 84."),
    Field("border", "string", "Id of the border line."),
    Field("border_section", "string", "Section of the line."),
    Field("border_km", "number", "Chainage along the section, km."),
    Field("border_offset_km", "number", "Distance of the place to the line, km."),
    Field("border_method", "string", "on_line, nearest_point or stretch."),
    Field("border_side", "string", "ISO alpha-3 of the side of the line on which the place lies."),
    Field("uncertainty_km", "number", "Radius around the point, km."),
    Field("not_attached_because", "string", "Why the site is not on the border."),
    Field("source_count", "integer", "Number of reports that name it."),
)
"""Properties of a site, in their order."""
