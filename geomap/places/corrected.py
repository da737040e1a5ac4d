"""Places as a person names them: one of the gazetteer, or a point with a name of its own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.errors import CorrectionError
from geomap.model import Place
from geomap.places.container import MAGIC
from geomap.places.gazetteer import Gazetteer
from geomap.places.index import PlaceIndex
from geomap.places.loading import INDEX_SUFFIX, write_rows
from geomap.places.name_entries import NameKind
from geomap.places.search import locate_name
from geomap.places.suggest import suggest_names
from geomap.places.tables import PlaceRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

SUGGESTS: Final = " = "
"""Between a spelling and the id of its place, where one is suggested."""
OWN_ID: Final = "corrected:"
"""How the id of a place begins that a person made."""
_MAX_SHOWN: Final = 5


def choose_place(
    text: str,
    gazetteer: Gazetteer,
    *,
    point: tuple[float, float] | None = None,
    countries: Iterable[str] = (),
) -> Place:
    """Return the place that a person means.

    Parameters
    ----------
    text
        An id of the gazetteer, "gn:174979", or a name, or both: "Goris = gn:174979".
    gazetteer
        Where to look.
    point
        (lon, lat) in degrees, WGS 84: where it is, also if the gazetteer does not know it.
    countries
        ISO alpha-3: of several places of one name those in these count.

    Raises
    ------
    CorrectionError
        There is no such place, or several; the message lists them, or what is spelt like it.
    """
    # A suggestion may be taken as it stands: "Alagöllər = gm:al-lakes".
    text = text.rpartition(SUGGESTS)[2].strip()
    if text in gazetteer:
        place = gazetteer.place(text)
        if point is None:
            return place
        return put_at(place, point)
    if point is not None:
        lon, lat = point
        return Place(id=f"{OWN_ID}{lon:.5f},{lat:.5f}", name=text, lon=lon, lat=lat)
    return _choose_by_name(text, gazetteer, frozenset(countries))


def put_at(place: Place, point: tuple[float, float]) -> Place:
    """Return a place at a point (lon, lat): a spot, and no area whatever it was before."""
    lon, lat = point
    return msgspec.structs.replace(place, lon=lon, lat=lat, feature_code=None, radius_km=None)


def add_names(
    gazetteer: Gazetteer, places: Mapping[str, Place], *, cache_folder: Path
) -> Gazetteer:
    """Return a gazetteer that knows more names, read over all that it has.

    Parameters
    ----------
    gazetteer
        It is not changed.
    places
        Each name with its place: one of the gazetteer, or one that it lacks.
    cache_folder
        Where the index of the names is kept.
    """
    if not places:
        return gazetteer
    rows: dict[str, Place] = {}
    for name, place in places.items():
        known = rows.get(place.id, msgspec.structs.replace(place, names=()))
        if name not in {known.name, *known.names}:
            known = msgspec.structs.replace(known, names=(*known.names, name))
        rows[place.id] = known
    # An index of another format is another file.
    digest = hashlib.sha256(MAGIC + msgspec.json.encode(list(rows.values()))).hexdigest()
    target = cache_folder / "indexes" / f"{digest[:32]}{INDEX_SUFFIX}"
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_rows([PlaceRow(place=place) for place in rows.values()], target)
    return Gazetteer([PlaceIndex(target), *gazetteer.layers])


def _choose_by_name(text: str, gazetteer: Gazetteer, countries: frozenset[str]) -> Place:
    own = {NameKind.NAME, NameKind.BARE}
    found = [it.place for it in locate_name(text, gazetteer).places if it.kind in own]
    near = [place for place in found if place.countries & countries]
    chosen = near or found
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        msg = (
            f"expected one place, {len(chosen)} are called {text!r}: {_list(chosen)}; write the id "
            "of the one that is meant"
        )
        raise CorrectionError(msg)
    like = [f"{spelt}{SUGGESTS}{place.id}" for spelt, place in _suggest(text, gazetteer, countries)]
    hint = f"; there is {', '.join(like)}" if like else ""
    msg = (
        f"expected a place of the gazetteer, by its name or id, got {text!r}{hint}; or give lon "
        "and lat"
    )
    raise CorrectionError(msg)


def _suggest(
    text: str, gazetteer: Gazetteer, countries: frozenset[str]
) -> Sequence[tuple[str, Place]]:
    if ":" in text:
        return ()
    return suggest_names(text, gazetteer, countries=sorted(countries), limit=3)


def _list(places: Sequence[Place]) -> str:
    shown = [
        f"{place.id} {place.name} ({', '.join(filter(None, (place.country, place.feature_code)))})"
        for place in places[:_MAX_SHOWN]
    ]
    more = f" and {len(places) - _MAX_SHOWN} more" if len(places) > _MAX_SHOWN else ""
    return f"{'; '.join(shown)}{more}"
