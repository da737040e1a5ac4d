"""One neutral sentence for each incident, made from its fields; no report's words go into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.incidents import describe_date, join_words
from geomap.model import Incident, Measure, SiteRole, Status, SubEventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.model import ReconciledCasualty, Site

_NOUNS: Final[Mapping[SubEventType, str]] = {
    SubEventType.ARMED_CLASH: "Armed clash",
    SubEventType.SHELLING: "Shelling",
    SubEventType.AIR_STRIKE: "Air or drone strike",
    SubEventType.MINE: "Mine explosion",
    SubEventType.ATTACK: "Attack on civilians",
    SubEventType.ABDUCTION: "Abduction",
    SubEventType.ARRESTS: "Capture",
    SubEventType.TRANSFER: "Change of control of territory",
}
_MEASURE_WORDS: Final = {
    Measure.KILLED: "killed",
    Measure.WOUNDED: "wounded",
    Measure.KILLED_OR_WOUNDED: "killed or wounded",
    Measure.CAPTURED: "captured",
    Measure.MISSING: "missing",
}
_MAX_PLACES: Final = 4
_AREAS: Final = ("ADM", "AREA", "PCL", "RGN", "TERR", "VAL")
"""How the GeoNames codes of what one is in, and not at, begin."""
_TOWN: Final = "PPL"


def summarise(incident: Incident, names: Mapping[str, str]) -> str:
    """Say what, where and when, the losses by side, and how sure.

    Parameters
    ----------
    incident
        The incident.
    names
        ISO alpha-3 to English name, for its sides.
    """
    what = name_event(incident.sub_event_type)
    parts = [f"{what} {_where(incident, names)}, {describe_date(incident.date)}."]
    losses = _losses(incident, names)
    if losses:
        parts.append(f"{losses[0].upper()}{losses[1:]}.")
    parts.append(_standing(incident))
    return " ".join(part for part in parts if part)


def name_event(sub_event_type: SubEventType) -> str:
    """Name a type in a word or two: "Shelling"."""
    return _NOUNS.get(sub_event_type, sub_event_type.value)


def _where(incident: Incident, names: Mapping[str, str]) -> str:
    places = _say_places(incident.sites)
    sides = incident.border.split("-") if incident.border else incident.sides
    pair = "–".join(names.get(side, side) for side in sides)
    if incident.border and any(site.border_point for site in incident.sites):
        return f"on the {pair} border {places}"
    if places:
        return places
    return f"on the {pair} border" if pair else "at an unknown place"


def _say_places(sites: Iterable[Site]) -> str:
    """Name the first places, and how it stands to them: "at Tegh and in Kalbajar District"."""
    by_name = {site.place.name: site for site in reversed(tuple(sites))}
    first = list(reversed(by_name.items()))
    said, last = [], None
    for name, site in first[:_MAX_PLACES]:
        where = _say_relation(site)
        said.append(name if where == last or not where else f"{where} {name}")
        last = where
    if len(first) > _MAX_PLACES:
        said.append(f"{len(first) - _MAX_PLACES} more")
    return join_words(said)


def _say_relation(site: Site) -> str:
    """Say how an event stands to a place; not to "between Lamu and Witu", which says it."""
    place = site.place
    if place.feature_code is None and not place.name[:1].isupper():
        return ""
    if site.role is SiteRole.DIRECTION:
        return "facing"
    code = place.feature_code or ""
    is_in = code.startswith(_AREAS) or (site.is_area and code.startswith(_TOWN))
    return "in" if is_in else "at"


def _losses(incident: Incident, names: Mapping[str, str]) -> str:
    by_side: dict[str, list[str]] = {}
    for count in incident.casualties:
        if (words := _count_words(count)) and not _is_superseded(count, incident):
            unnamed = "of no state" if count.is_stateless else "side not named"
            side = names.get(count.side, count.side) if count.side else unnamed
            by_side.setdefault(side, []).append(words)
    return "; ".join(f"{side}: {', '.join(words)}" for side, words in by_side.items())


def _count_words(count: ReconciledCasualty) -> str:
    measure = _MEASURE_WORDS[count.measure]
    if count.best is count.low is count.high is None:
        return ""
    noun = "civilian" if count.best == 1 else "civilians"
    category = f"{noun} " if count.category.value == "civilian" else ""
    toll = " in all" if count.scope.value == "cumulative" else ""
    return f"{_say_figure(count)} {category}{measure}{toll}{_say_source(count)}"


def _say_figure(count: ReconciledCasualty) -> str:
    """Say the best figure, and how much higher others are; without a best one the least."""
    low, best, high = count.low, count.best, count.high
    if best is None:
        if low is None:
            return f"up to {high}"
        return str(low) if low == high else f"at least {low}"
    if high is None:
        return f"at least {best}"
    return f"{best} (up to {high})" if high > best else str(best)


def _say_source(count: ReconciledCasualty) -> str:
    """Say who gives a figure that is the other side's claim, or of which nobody says whose."""
    if not count.claimed_by:
        return ""
    if count.best is None:
        return f" (claimed by {count.claimed_by})"
    return "" if count.side else f" (according to {count.claimed_by})"


def _is_superseded(count: ReconciledCasualty, incident: Incident) -> bool:
    """Tell whether a vague "casualties" is told more exactly by another count of the side."""
    return count.measure is Measure.KILLED_OR_WOUNDED and any(
        other.side == count.side
        and other.measure in {Measure.KILLED, Measure.WOUNDED}
        and other.best is not None
        for other in incident.casualties
    )


def _standing(incident: Incident) -> str:
    claimed, denied = join_words(incident.claimed_by), join_words(incident.denied_by)
    if incident.status is Status.DENIED:
        by = f"Alleged by {claimed}; denied" if claimed else "Denied"
        return f"{by} by {denied}." if denied else f"{by}."
    if incident.status is Status.CONTESTED:
        return f"Claimed by {claimed or 'one side'}; denied by {denied or 'another party'}."
    if incident.status is Status.CONFIRMED_BY_BOTH:
        return "Both sides say that it took place."
    if incident.status is Status.CLAIMED:
        return f"Claimed by {claimed}." if claimed else "Claimed by one side."
    return "Reported."
