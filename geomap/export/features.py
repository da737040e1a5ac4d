"""Incidents and sites as GeoJSON features (RFC 7946), in the order of the contract."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from geomap.borders import cut_border
from geomap.borders.lines import GEOD
from geomap.export.checked import list_checks
from geomap.export.summary import summarise
from geomap.incidents import total
from geomap.model import (
    BorderPoint,
    Category,
    CountRecord,
    Document,
    Evidence,
    Incident,
    Measure,
    ReconciledCasualty,
    Site,
)
from geomap.yearless import write_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.borders import Border, Borders
    from geomap.model import Stretch

Feature: TypeAlias = dict[str, Any]

ACLED_GEO_PRECISION: Final = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
"""ACLED geo_precision of each UCDP where_prec: exact, part of a region, a whole region."""

COORDINATE_DIGITS: Final = 6

# A reason says "7 killed of ARM"; readers get the name of the state.
_SIDE_IN_WORDS: Final = re.compile(r"\bof ([A-Z]{3})\b")


def iter_incident_features(
    incidents: Iterable[Incident], documents: Mapping[str, Document], names: Mapping[str, str]
) -> Iterator[Feature]:
    """Yield the features of incidents.

    Parameters
    ----------
    incidents
        The incidents.
    documents
        Document id to document, for file names and quotations.
    names
        ISO alpha-3 to English name, for the summaries.

    Yields
    ------
    dict
        A point on the border at the main site; at the place when it is not attached; null geometry
        when it cannot be located. (lon, lat), WGS 84.
    """
    for incident in incidents:
        yield _incident_feature(incident, documents, names)


def iter_site_features(incidents: Iterable[Incident]) -> Iterator[Feature]:
    """Yield the features of sites, one point for each incident and site; no counts."""
    for incident in incidents:
        for number, site in enumerate(incident.sites, start=1):
            yield _site_feature(incident, site, number)


def iter_stretch_features(incidents: Iterable[Incident], borders: Borders) -> Iterator[Feature]:
    """Yield the features of the parts of the border that reports name."""
    # Many incidents name one district, whose stretch is then cut once and kept once.
    lines: dict[tuple[str, Stretch], Feature] = {}
    for incident in incidents:
        for number, site in enumerate(incident.sites, start=1):
            point = site.border_point
            border = borders.get(*point.border.split("-")) if point else None
            if point is None or border is None:
                continue
            for part, stretch in enumerate(point.stretches, start=1):
                line = lines.get((border.id, stretch))
                if line is None:
                    line = _line(cut_border(border, stretch).coords)
                    lines[border.id, stretch] = line
                stretch_id = f"{incident.id}/{number}/{part}"
                yield {
                    "type": "Feature",
                    "id": stretch_id,
                    "geometry": line,
                    "properties": {
                        "id": stretch_id,
                        "incident_id": incident.id,
                        **_day_properties(incident),
                        "site_id": f"{incident.id}/{number}",
                        "place": site.place.name,
                        "border": border.id,
                        "section": stretch.section,
                        "from_km": round(stretch.from_km, 2),
                        "to_km": round(stretch.to_km, 2),
                    },
                }


def iter_border_features(borders: Iterable[Border]) -> Iterator[Feature]:
    """Yield the features of border lines, one for each section."""
    for border in borders:
        for section in border.sections:
            section_id = f"{border.id}/{section.name}"
            yield {
                "type": "Feature",
                "id": section_id,
                "geometry": _line(section.line.coords),
                "properties": {
                    "id": section_id,
                    "border": border.id,
                    "section": section.name,
                    "a": border.sides[0],
                    "b": border.sides[1],
                    "left": section.left or None,
                    "right": section.right or None,
                    "length_km": round(section.length_km, 2),
                },
            }


def _incident_feature(
    incident: Incident, documents: Mapping[str, Document], names: Mapping[str, str]
) -> Feature:
    main = incident.sites[0] if incident.sites else None
    sources = {documents[member.document_id].source for member in incident.members}
    properties = {
        "id": incident.id,
        **_date_properties(incident),
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type.value,
        "status": incident.status.value,
        "summary": summarise(incident, names),
        "side_a": incident.sides[0] if incident.sides else None,
        "side_b": incident.sides[1] if len(incident.sides) > 1 else None,
        **_count_properties(incident, documents),
        **_place_properties(incident, main),
        "site_count": len(incident.sites),
        "claimed_by": list(incident.claimed_by),
        "denied_by": list(incident.denied_by),
        "confirmed_by": list(incident.confirmed_by),
        "sources": sorted(sources),
        "source_count": incident.voice_count,
        "evidence": _list_evidence(incident, documents),
        "reasons": [
            {
                "source": documents[member.document_id].source,
                "reason": _SIDE_IN_WORDS.sub(
                    lambda match: f"of {names.get(match[1], match[1])}", member.reason
                ),
                "date_basis": member.date_basis.value,
            }
            for member in incident.members
        ],
        "checked": list_checks(incident.checked),
    }
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": _site_point(main),
        "properties": properties,
    }


def _date_properties(incident: Incident) -> dict[str, Any]:
    return {
        **_day_properties(incident),
        "date_precision": incident.date.precision,
        "date_basis": incident.date.basis.value,
        "date_edtf": write_edtf(incident.date),
    }


def _day_properties(incident: Incident) -> dict[str, Any]:
    date = incident.date
    return {
        "date_start": date.start.isoformat() if date.start else None,
        "date_end": date.end.isoformat() if date.end else None,
    }


def _count_properties(incident: Incident, documents: Mapping[str, Document]) -> dict[str, Any]:
    counts, parties = incident.casualties, len(incident.sides)
    properties: dict[str, Any] = {
        "killed": total(counts, Measure.KILLED, sides=parties),
        "killed_low": total(counts, Measure.KILLED, bound="low"),
        "killed_high": total(counts, Measure.KILLED, bound="high"),
        "wounded": total(counts, Measure.WOUNDED, sides=parties),
        "captured": total(counts, Measure.CAPTURED, sides=parties),
        "missing": total(counts, Measure.MISSING, sides=parties),
    }
    for measure in (Measure.KILLED, Measure.WOUNDED, Measure.CAPTURED, Measure.MISSING):
        for letter, side in zip("ab", [*incident.sides, None, None], strict=False):
            value = total(counts, measure, side=side) if side else None
            properties[f"{measure.value}_{letter}"] = value
    for measure in (Measure.KILLED, Measure.WOUNDED):
        properties[f"{measure.value}_civilians"] = total(
            counts, measure, category=Category.CIVILIAN
        )
    properties["casualties"] = [make_count_entry(count, documents) for count in counts]
    return properties


def make_count_entry(
    count: ReconciledCasualty, documents: Mapping[str, Document]
) -> dict[str, Any]:
    """Return a count with the history of its figures, each with the file that gives it."""
    return {
        "measure": count.measure.value,
        "side": count.side,
        "side_basis": _side_basis(count),
        "category": count.category.value,
        "low": count.low,
        "best": count.best,
        "high": count.high,
        "scope": count.scope.value,
        "as_of": count.as_of.isoformat() if count.as_of else None,
        "claimed_by": count.claimed_by,
        "history": [_history_entry(record, documents) for record in count.history],
    }


def _side_basis(count: ReconciledCasualty) -> str | None:
    if count.side is None:
        return None
    return "inferred" if count.is_side_inferred else "named"


def _history_entry(record: CountRecord, documents: Mapping[str, Document]) -> dict[str, Any]:
    return {
        "low": record.low,
        "best": record.best,
        "high": record.high,
        "scope": record.scope.value,
        "as_of": record.as_of.isoformat() if record.as_of else None,
        "claimed_by": record.claimed_by,
        "source": documents[record.span.document_id].source,
        "start": record.span.start,
        "end": record.span.end,
        "role": record.role,
    }


def _place_properties(incident: Incident, main: Site | None) -> dict[str, Any]:
    if main is None:
        precision = 5 if incident.border else None
        return {
            **dict.fromkeys(("place", "place_named", "place_basis", "country", "admin1")),
            "where_precision": precision,
            "geo_precision": ACLED_GEO_PRECISION[precision] if precision else None,
            "uncertainty_km": None,
            **_border_properties(None, border=incident.border),
        }
    return {
        "place": main.place.name,
        "place_named": main.place_named,
        "place_basis": _place_basis(main),
        "country": main.place.country,
        "admin1": main.place.admin1,
        "where_precision": main.where_precision,
        "geo_precision": ACLED_GEO_PRECISION[main.where_precision],
        "uncertainty_km": _spread_km(incident),
        **_border_properties(main.border_point, border=incident.border),
    }


def _place_basis(site: Site) -> str:
    if site.is_corrected:
        return "corrected"
    return "inferred" if site.is_inferred else "named"


def _border_properties(point: BorderPoint | None, *, border: str | None) -> dict[str, Any]:
    return {
        "border": point.border if point else border,
        "border_section": point.section if point else None,
        "border_km": round(point.chainage_km, 2) if point else None,
        "border_offset_km": round(point.offset_km, 2) if point else None,
        "border_method": point.method if point else None,
    }


def _spread_km(incident: Incident) -> float | None:
    """Return the radius around the main site's point that holds all sites with their uncertainty.

    A battle along a whole front is not where its main site is to within that site's uncertainty.
    """
    main = _point_of(incident.sites[0])
    reaches = [_uncertainty(incident.sites[0])]
    for site in incident.sites[1:]:
        point, own = _point_of(site), _uncertainty(site)
        if main and point:
            gap = GEOD.inv(*main, *point)[2] / 1000
            reaches.append(round(gap + (own or 0.0), 1))
    known = [reach for reach in reaches if reach is not None]
    return max(known, default=None)


def _point_of(site: Site) -> tuple[float, float] | None:
    """Return where a site is drawn, (lon, lat)."""
    where = site.border_point or site.place
    if where.lon is None or where.lat is None:
        return None
    return where.lon, where.lat


def _uncertainty(site: Site) -> float | None:
    if site.border_point:
        uncertainty = site.border_point.uncertainty_km
        return None if uncertainty is None else round(uncertainty, 1)
    return site.place.radius_km


def _site_feature(incident: Incident, site: Site, number: int) -> Feature:
    site_id = f"{incident.id}/{number}"
    place, point = site.place, site.border_point
    return {
        "type": "Feature",
        "id": site_id,
        "geometry": _site_point(site),
        "properties": {
            "id": site_id,
            "incident_id": incident.id,
            **_day_properties(incident),
            "main": number == 1,
            "role": site.role.value,
            "place": place.name,
            "place_named": site.place_named,
            "place_basis": _place_basis(site),
            "country": place.country,
            "admin1": place.admin1,
            "feature_code": place.feature_code,
            "where_precision": site.where_precision,
            "geo_precision": ACLED_GEO_PRECISION[site.where_precision],
            "place_lon": place.lon,
            "place_lat": place.lat,
            **_border_properties(point, border=incident.border),
            "border_side": point.side if point else None,
            "uncertainty_km": _uncertainty(site),
            "not_attached_because": site.not_attached_because,
            "source_count": site.document_count,
        },
    }


def _list_evidence(incident: Incident, documents: Mapping[str, Document]) -> list[dict[str, Any]]:
    found: dict[tuple[str, int, int, str], Evidence] = {}
    for evidence in incident.iter_evidence():
        span = evidence.span
        found.setdefault((span.document_id, span.start, span.end, evidence.field), evidence)
    return [
        {
            "source": documents[document_id].source,
            "start": start,
            "end": end,
            "quote": documents[document_id].text[start:end],
            "field": field,
        }
        for document_id, start, end, field in found
    ]


def _site_point(site: Site | None) -> Feature | None:
    if site is None:
        return None
    point = _point_of(site)
    if point is None:
        return None
    return {"type": "Point", "coordinates": [round(x, COORDINATE_DIGITS) for x in point]}


def _line(coordinates: Sequence[Sequence[float]] | Any) -> Feature:  # noqa: ANN401 - shapely's CoordinateSequence
    return {
        "type": "LineString",
        "coordinates": [
            [round(x, COORDINATE_DIGITS), round(y, COORDINATE_DIGITS)] for x, y in coordinates
        ],
    }
