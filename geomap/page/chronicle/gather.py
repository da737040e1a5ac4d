"""From features and border lines to what is drawn of a border through time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from geomap.borders import find_reach
from geomap.page.chronicle.records import Band, Bank, Chronicle, LeftOut, Mark, Reach, Strip
from geomap.page.chronicle.scales import say_days
from geomap.page.symbols import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.borders import Border, Borders, Section

    Properties = Mapping[str, Any]

_GENERIC: Final = (" District", " Province", " Governorate", " Region")
_NO_DAY: Final = "no report tells a day"
_NO_PLACE: Final = "the reports name no place that is known"


def gather_chronicles(
    *,
    incidents: Mapping[str, Any],
    sites: Mapping[str, Any],
    stretches: Mapping[str, Any],
    borders: Borders,
    names: Mapping[str, str],
) -> tuple[list[Chronicle], list[LeftOut]]:
    """Return each border that incidents are on through time, the busiest first.

    Parameters
    ----------
    incidents, sites, stretches
        GeoJSON FeatureCollections, as `Result` has them.
    borders
        The lines at hand.
    names
        ISO alpha-3 to English name.

    Returns
    -------
    list of Chronicle
        Only borders with a dated incident on the line.
    list of LeftOut
        The incidents that are on none of these borders.
    """
    parts = _group(sites, "incident_id"), _group(stretches, "incident_id")
    chronicles, left_out = [], []
    for border_id, rows in _group(incidents, "border").items():
        border = borders.get(*border_id.split("-")) if border_id else None
        if border is None:
            left_out += [LeftOut(incident=row, reason=_find_reason(row, parts[0])) for row in rows]
            continue
        chronicle = _gather_border(border, rows, parts, names)
        if chronicle.strips:
            chronicles.append(chronicle)
        else:
            left_out += chronicle.left_out
    chronicles.sort(key=lambda it: (-it.count, it.border))
    return chronicles, left_out


def measure_people(incident: Properties) -> int | None:
    """Return the killed and wounded of all sides by the best figures; None where there is none."""
    known = [number for number in (incident["killed"], incident["wounded"]) if number is not None]
    if not known:
        # "Casualties" that no report divides into killed and wounded.
        known = [
            count["best"]
            for count in incident["casualties"]
            if count["measure"] == "killed_or_wounded"
            and count["scope"] == "event"
            and count["best"] is not None
        ]
    return sum(known) if known else None


def find_days(incident: Properties) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day; the last one twice where only that is known."""
    known = [incident[name] for name in ("date_start", "date_end") if incident[name]]
    days = [dt.date.fromisoformat(day) for day in known]
    return (days[0], days[-1]) if days else None


def describe_days(incident: Properties) -> str:
    """Say the days of an incident shortly: "12–13 Sep 2022", "by 26 Sep 2022"; "" for none."""
    days = find_days(incident)
    if days is None:
        return ""
    return f"{'' if incident['date_start'] else 'by '}{say_days(*days)}"


def _group(features: Mapping[str, Any], key: str) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for feature in features["features"]:
        groups[feature["properties"][key]].append(feature["properties"])
    return groups


def _gather_border(
    border: Border,
    incidents: Sequence[dict[str, Any]],
    parts: tuple[Mapping[str, Sequence[Properties]], Mapping[str, Sequence[Properties]]],
    names: Mapping[str, str],
) -> Chronicle:
    sites, stretches = parts
    left_out, drawn = [], []
    for incident in incidents:
        is_attached = any(it["border_km"] is not None for it in sites.get(incident["id"], ()))
        is_dated = find_days(incident) is not None
        if is_attached and is_dated:
            drawn.append(incident)
        else:
            reason = _find_reason(incident, sites) if is_dated else _NO_DAY
            left_out.append(LeftOut(incident=incident, reason=reason))
    strips = (
        Strip(
            section=section.name,
            length_km=section.length_km,
            start=section.start,
            end=section.end,
            left=_gather_bank(border, section, section.right or border.sides[0], names),
            right=_gather_bank(border, section, section.left or border.sides[1], names),
            marks=tuple(_iter_marks(section, drawn, sites, stretches)),
        )
        for section in border.sections
    )
    return Chronicle(
        border=border.id,
        name="–".join(names.get(code, code) for code in border.sides),
        strips=tuple(strip for strip in strips if strip.marks),
        left_out=tuple(left_out),
        credit=border.credit,
    )


def _find_reason(incident: Properties, sites: Mapping[str, Sequence[Properties]]) -> str:
    reasons = (site["not_attached_because"] for site in sites.get(incident["id"], ()))
    return next(filter(None, reasons), _NO_PLACE)


def _iter_marks(
    section: Section,
    incidents: Iterable[Properties],
    sites: Mapping[str, Sequence[Properties]],
    stretches: Mapping[str, Sequence[Properties]],
) -> Iterator[Mark]:
    """Yield the incidents that have a site on a section, in the order of time."""
    found = []
    for incident in incidents:
        own = [it for it in sites[incident["id"]] if it["border_section"] == section.name]
        meant = [it for it in stretches.get(incident["id"], ()) if it["section"] == section.name]
        days = find_days(incident)
        if days and (own or meant):
            found.append(_make_mark(section, incident, days, own, meant))
    yield from sorted(found, key=lambda mark: (mark.first, mark.last, mark.id))


def _make_mark(
    section: Section,
    incident: Properties,
    days: tuple[dt.date, dt.date],
    sites: Iterable[Properties],
    stretches: Iterable[Properties],
) -> Mark:
    main = next((_find_reach(section, site) for site in sites if site["main"]), None)
    return Mark(
        id=incident["id"],
        place=incident["place"] or "",
        summary=incident["summary"],
        shape=shape_of(incident),
        status=incident["status"],
        first=days[0],
        last=days[1],
        is_open=incident["date_start"] is None,
        people=measure_people(incident),
        when=describe_days(incident),
        losses=_say_losses(incident),
        main=main,
        others=tuple(_find_reach(section, site) for site in sites if not site["main"]),
        stretches=tuple((it["from_km"], it["to_km"]) for it in stretches),
    )


def _find_reach(section: Section, site: Properties) -> Reach:
    """Return where a site is; a stretch says itself how far it reaches."""
    km = float(site["border_km"])
    if site["border_method"] == "stretch" or site["role"] != "at":
        return Reach(km, km, km)
    return Reach(km, *find_reach(section, km, radius_km=site["uncertainty_km"] or 0.0))


def _say_losses(incident: Properties) -> str:
    parts = [
        f"{incident[measure]} {measure}"
        for measure in ("killed", "wounded")
        if incident[measure] is not None
    ]
    people = measure_people(incident)
    return ", ".join(parts) or (f"{people} killed or wounded" if people is not None else "")


def _gather_bank(border: Border, section: Section, country: str, names: Mapping[str, str]) -> Bank:
    """Return the divisions of a country along a section: of those that overlap, the shorter.

    An autonomous republic and its districts lie along the same line.
    """
    bands = sorted(
        (
            Band(_shorten(division.name), stretch.from_km, stretch.to_km)
            for division in border.divisions.values()
            if division.country == country
            for stretch in division.stretches
            if stretch.section == section.name
        ),
        key=lambda band: (band.to_km - band.from_km, band),
    )
    kept: list[Band] = []
    for band in bands:
        if all(band.to_km <= it.from_km or it.to_km <= band.from_km for it in kept):
            kept.append(band)
    divisions = tuple(sorted(kept, key=lambda band: band.from_km))
    return Bank(names.get(country, country), divisions)


def _shorten(name: str) -> str:
    """Leave out what kind of division it is: "Kalbajar"."""
    for word in _GENERIC:
        name = name.removesuffix(word)
    return name
