"""The columns of geomap's outputs: one definition for files, tables and documentation."""

from __future__ import annotations

from typing import Final, NamedTuple

from geomap.model import (
    EVENT_TYPES,
    Category,
    DateBasis,
    Measure,
    Scope,
    SiteRole,
    Stance,
    Status,
    SubEventType,
)


class Field(NamedTuple):
    """A column: its name, type and meaning.

    ``type`` is one of ``string``, ``integer``, ``number``, ``date``, ``boolean``, ``strings`` (a
    list of strings) and ``objects`` (a list of objects, whose fields are the ``parts``). Every
    field but a key may be null: unknown is null.
    """

    name: str
    type: str
    description: str
    parts: tuple[Field, ...] = ()
    values: tuple[str, ...] = ()
    """All that it may be, where that is known."""


class Table(NamedTuple):
    """A layer or a table of the outputs: what it is, its columns, and what its rows belong to.

    The first column is the key.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    geometry: str | None = None
    """``Point`` or ``LineString``, WGS 84; ``None`` for a table without geometry."""
    references: tuple[tuple[str, str], ...] = ()
    """Columns that hold keys of other tables, with the names of these."""

    @property
    def key(self) -> str:
        """Name of the column that tells rows apart."""
        return self.fields[0].name


_BASES: Final = tuple(basis.value for basis in DateBasis)
_CLAIM_BASES: Final = tuple(basis for basis in _BASES if basis != DateBasis.CORRECTED)
_PRECISION: Final = "UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year."
_EDTF: Final = "In EDTF (ISO 8601-2); XXXX-06-17 is 17 June of a year that is not told."
_SUB_EVENTS: Final = tuple(kind.value for kind in SubEventType)
_EVENTS: Final = tuple(dict.fromkeys(EVENT_TYPES.values()))
_METHODS: Final = ("on_line", "nearest_point", "stretch")
_PLACE_BASES: Final = ("named", "inferred", "corrected")
_FIGURE: Final = (
    Field("low", "integer", "Lowest figure."),
    Field("best", "integer", "The figure itself."),
    Field("high", "integer", 'Highest figure; null for "at least".'),
    Field(
        "scope",
        "string",
        "Of the event, or a toll of a longer time.",
        values=tuple(scope.value for scope in Scope),
    ),
    Field("as_of", "date", "Day for which the figure was given."),
    Field("claimed_by", "string", "Who gives the figure."),
)
_COUNT: Final = (
    Field(
        "measure",
        "string",
        "What happened to the people; killed_or_wounded is one figure for both.",
        values=tuple(measure.value for measure in Measure),
    ),
    Field("side", "string", "ISO alpha-3 of the side that suffered the loss."),
    Field("side_basis", "string", "How the side is known.", values=("named", "inferred")),
    Field(
        "category",
        "string",
        "Whether they bore arms.",
        values=tuple(category.value for category in Category),
    ),
)
_SPAN: Final = (
    Field("source", "string", "File name of the report."),
    Field("start", "integer", "First character of the quotation in the report, from 0."),
    Field("end", "integer", "The character after its last."),
)
_HISTORY: Final = Field(
    "history",
    "objects",
    "Every figure that was given, in the order it became known.",
    (
        *_FIGURE,
        *_SPAN,
        Field(
            "role",
            "string",
            "What the figure is beside the others.",
            values=("best", "superseded", "other_claim", "repeated"),
        ),
    ),
)


INCIDENT_FIELDS: Final = (
    Field("id", "string", "Stable id of the incident."),
    Field("date_start", "date", "First day; null when only an upper bound is known."),
    Field("date_end", "date", "Last day."),
    Field("date_precision", "integer", _PRECISION),
    Field("date_basis", "string", "From what the date was inferred.", values=_BASES),
    Field("date_edtf", "string", _EDTF),
    Field("event_type", "string", "ACLED event type.", values=_EVENTS),
    Field("sub_event_type", "string", "ACLED sub-event type.", values=_SUB_EVENTS),
    Field(
        "status",
        "string",
        "What the reports together make of it; reported is by a third party, claimed by one side.",
        values=tuple(status.value for status in Status),
    ),
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
    Field(
        "casualties",
        "objects",
        "Each count by side, measure and category, with its history.",
        (*_COUNT, *_FIGURE, _HISTORY),
    ),
    Field("place", "string", "Main place, canonical name."),
    Field("place_named", "string", "Main place as a report spells it."),
    Field(
        "place_basis",
        "string",
        "Named with the event, where the report was when it told of it, or set by a person.",
        values=_PLACE_BASES,
    ),
    Field("country", "string", "ISO alpha-3 of the main place."),
    Field("admin1", "string", "ISO 3166-2 of the main place."),
    Field("where_precision", "integer", "UCDP where_prec: 1 exact to 7."),
    Field("geo_precision", "integer", "ACLED geo_precision: 1 exact to 3."),
    Field("uncertainty_km", "number", "Radius around the point that holds all its sites, km."),
    Field("border", "string", "Id of the border line, as ARM-AZE."),
    Field("border_section", "string", "Section of the line from whose start border_km counts."),
    Field("border_km", "number", "Chainage of the point along the section, geodesic km."),
    Field("border_offset_km", "number", "Distance of the named place to the line, geodesic km."),
    Field("border_method", "string", "How the point was found.", values=_METHODS),
    Field("site_count", "integer", "Number of sites."),
    Field("claimed_by", "strings", "Who says that it happened."),
    Field("denied_by", "strings", "Who denies that it happened."),
    Field("confirmed_by", "strings", "Whose word confirms that of another."),
    Field("sources", "strings", "File names of the reports."),
    Field(
        "source_count",
        "integer",
        "Number of independent reports: an article and its copies count as one.",
    ),
    Field(
        "evidence",
        "objects",
        "Quotations with file, characters [start, end) and the field they support.",
        (
            *_SPAN,
            Field("quote", "string", "The report's own words."),
            Field("field", "string", "What it supports: event, date, place, casualties, status."),
        ),
    ),
    Field(
        "reasons",
        "objects",
        "For each report, why it belongs to this incident.",
        (
            Field("source", "string", "File name of the report."),
            Field("reason", "string", "Why it belongs to the incident, in words."),
            Field(
                "date_basis",
                "string",
                "From what this report's own date of it comes.",
                values=_CLAIM_BASES,
            ),
        ),
    ),
    Field(
        "checked",
        "objects",
        "What a person corrected, and why; empty where nobody did.",
        (
            Field("field", "string", "What: a column; date, or sources (which reports belong)."),
            Field("author", "string", "Who corrected it."),
            Field("reason", "string", "Why, in their words."),
            Field("was", "string", "What stood there before; null when it was not known."),
        ),
    ),
)
"""Properties of an incident, in their order."""

SITE_FIELDS: Final = (
    Field("id", "string", "Id of the site: the incident's and a number."),
    Field("incident_id", "string", "Id of the incident."),
    Field("date_start", "date", "First day of the incident."),
    Field("date_end", "date", "Last day of the incident."),
    Field("main", "boolean", "Whether it is the incident's main site."),
    Field(
        "role",
        "string",
        "At the place, in its direction, or somewhere in it.",
        values=tuple(role.value for role in SiteRole),
    ),
    Field("place", "string", "Canonical name."),
    Field("place_named", "string", "As a report spells it."),
    Field(
        "place_basis",
        "string",
        "Named with the event, where the report was when it told of it, or set by a person.",
        values=_PLACE_BASES,
    ),
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
    Field("border_method", "string", "How the point was found.", values=_METHODS),
    Field("border_side", "string", "ISO alpha-3 of the side of the line on which the place lies."),
    Field("uncertainty_km", "number", "Radius around the point, km."),
    Field("not_attached_because", "string", "Why the site is not on the border."),
    Field("source_count", "integer", "Number of independent reports that name it."),
)
"""Properties of a site, in their order."""

STRETCH_FIELDS: Final = (
    Field("id", "string", "Id of the stretch: the site's and a number."),
    Field("incident_id", "string", "Id of the incident."),
    Field("date_start", "date", "First day of the incident."),
    Field("date_end", "date", "Last day of the incident."),
    Field("site_id", "string", "Id of the site."),
    Field("place", "string", "The place that faces it, canonical name."),
    Field("border", "string", "Id of the border line."),
    Field("section", "string", "Section of the line."),
    Field("from_km", "number", "Chainage of its start along the section, geodesic km."),
    Field("to_km", "number", "Chainage of its end."),
)
"""Properties of a stretch of the border that reports name, in their order."""

BORDER_FIELDS: Final = (
    Field("id", "string", "Id of the section: the border's and its name."),
    Field("border", "string", "Id of the border line, as ARM-AZE."),
    Field("section", "string", "Name of the section."),
    Field("a", "string", "ISO alpha-3 of one side; alphabetical order."),
    Field("b", "string", "ISO alpha-3 of the other side."),
    Field("left", "string", "ISO alpha-3 of the side to the left, looking along growing chainage."),
    Field("right", "string", "ISO alpha-3 of the side to the right; null where it is not known."),
    Field("length_km", "number", "Length of the section, geodesic km."),
)
"""Properties of a section of a border line, in their order."""

CLAIM_FIELDS: Final = (
    Field("id", "string", "Id of the claim: the report's file name and a number."),
    Field("document_id", "string", "Id of the report that makes it."),
    Field("incident_id", "string", "Id of the incident it is part of; null when of none."),
    Field(
        "event_type",
        "string",
        "ACLED event type; null when it only adds details.",
        values=_EVENTS,
    ),
    Field("sub_event_type", "string", "ACLED sub-event type.", values=_SUB_EVENTS),
    Field(
        "stance",
        "string",
        "How its speaker stands to it.",
        values=tuple(stance.value for stance in Stance),
    ),
    Field("date_start", "date", "First day, by this claim alone."),
    Field("date_end", "date", "Last day."),
    Field("date_precision", "integer", _PRECISION),
    Field("date_basis", "string", "From what the date was inferred.", values=_CLAIM_BASES),
    Field("date_edtf", "string", _EDTF),
    Field("said_on", "date", "Day on which it was said, where that is told."),
    Field("places", "strings", "Places that the sentence names as where it happened."),
    Field("speaker", "string", "Who says it; null for the report itself."),
    Field("speaker_side", "string", "ISO alpha-3 of the state that the speaker speaks for."),
    Field("start", "integer", "First character of the sentence in the report, from 0."),
    Field("end", "integer", "The character after its last."),
    Field("quote", "string", "The report's own words."),
)
"""Columns of a claim: what one sentence of one report says happened."""

CASUALTY_FIELDS: Final = (
    Field("id", "string", "Id of the count: the incident's, its measure, side and category."),
    Field("incident_id", "string", "Id of the incident."),
    *_COUNT,
    *_FIGURE,
    _HISTORY,
)
"""Columns of a count of losses of one incident."""

DOCUMENT_FIELDS: Final = (
    Field(
        "id",
        "string",
        "File name of the report, below the corpus; of a second article in it with `:2` behind.",
    ),
    Field("published", "date", "Day of publication, where the report tells it."),
    Field("title", "string", "Headline."),
    Field("publisher", "string", "Who published it."),
    Field("url", "string", "Where it stands on the web."),
    Field("language", "string", "ISO 639-1, where it could be told."),
    Field("claim_count", "integer", "Number of claims found in it; 0 where it tells of no event."),
    Field("incident_count", "integer", "Number of incidents that it tells of."),
)
"""Columns of a report."""

TABLES: Final = (
    Table(
        "incidents",
        "Incidents",
        "What the reports together say happened, a row each; a point on the border at the main "
        "site, at the place where it is not attached, none where it cannot be located.",
        INCIDENT_FIELDS,
        geometry="Point",
    ),
    Table(
        "sites",
        "Sites",
        "The places of each incident, a row for each incident and place; no counts.",
        SITE_FIELDS,
        geometry="Point",
        references=(("incident_id", "incidents"),),
    ),
    Table(
        "stretches",
        "Stretches",
        "Parts of the border that reports name by a direction or an area, not by a point.",
        STRETCH_FIELDS,
        geometry="LineString",
        references=(("incident_id", "incidents"), ("site_id", "sites")),
    ),
    Table(
        "border",
        "Border",
        "The border lines, a row for each section; chainage counts from its start.",
        BORDER_FIELDS,
        geometry="LineString",
    ),
    Table(
        "documents",
        "Reports",
        "The reports that were read.",
        DOCUMENT_FIELDS,
    ),
    Table(
        "claims",
        "Claims",
        "What single sentences of the reports say, with their words.",
        CLAIM_FIELDS,
        references=(("document_id", "documents"), ("incident_id", "incidents")),
    ),
    Table(
        "casualties",
        "Casualties",
        "Losses of each incident by side, measure and category, with every figure's history.",
        CASUALTY_FIELDS,
        references=(("incident_id", "incidents"),),
    ),
)
"""Layers and tables of the outputs; each stands after those that its rows belong to."""
