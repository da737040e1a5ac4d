"""The gazetteer: layers of place indexes, read as one."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from geomap.model import Place, Record
from geomap.places.distances import EARTH_RADIUS_KM, PointSet
from geomap.places.fold import fold_name
from geomap.places.hashes import MAX_WORDS, hash_name
from geomap.places.meanings import NO_MEANINGS, NOBODY, NameReader
from geomap.places.name_entries import NameKind
from geomap.places.runs import RunFinder, TextNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.places.bearers import Bearers
    from geomap.places.fold import Script
    from geomap.places.index import PlaceIndex
    from geomap.places.meanings import Meanings
    from geomap.places.tokens import DocumentWords

_ABBREVIATION_LETTERS: Final = 3
_STATES: Final = ("PCLI", "PCL", "PCLD", "PCLF", "PCLS", "PCLIX", "TERR")
_DIVISIONS: Final = ("ADM1", "ADM2", "ADMD")


class Country(Record):
    """A state: its place, and the words for its people."""

    place: Place
    capital: str | None
    demonyms: tuple[str, ...]


class PlaceName(Record):
    """A name of the gazetteer, and the place that bears it."""

    place: Place
    spelling: str
    kind: NameKind
    layer: int
    """Number of the layer that has the name; 0 is the uppermost."""


class Gazetteer:
    """Places and their names, read-only, from one or more indexes.

    Parameters
    ----------
    layers
        The indexes, the uppermost first. Where two have the same place, what the upper one says of
        it counts, what it leaves open is taken from the lower one, and the names of both are kept.
    """

    def __init__(self, layers: Sequence[PlaceIndex]) -> None:
        self.layers = tuple(layers)
        self._place = lru_cache(maxsize=50_000)(self._merge_place)
        self._names = NameReader(self.layers, place_of=self._place)
        self._finder = RunFinder(self.layers)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[tuple[PlaceIndex, ...]]]:
        """Pickle as the paths of the layers: another process opens them itself."""
        return Gazetteer, (self.layers,)

    def __len__(self) -> int:
        """Return the number of places, those that several layers have counted in each."""
        return sum(len(layer) for layer in self.layers)

    def __iter__(self) -> Iterator[Place]:
        """Iterate over all places, each once; there are hundreds of thousands."""
        for number, layer in enumerate(self.layers):
            for row in range(len(layer)):
                place_id = layer.id_of(row)
                if not any(upper.row_of(place_id) is not None for upper in self.layers[:number]):
                    yield self._place(place_id)

    def __contains__(self, place_id: object) -> bool:
        """Tell whether a layer has a place of this id."""
        return isinstance(place_id, str) and any(
            layer.row_of(place_id) is not None for layer in self.layers
        )

    def place(self, place_id: str) -> Place:
        """Return a place by its id.

        Raises
        ------
        KeyError
            No layer has it.
        """
        return self._place(place_id)

    def lookup(self, words: Sequence[str], *, script: Script | None = None) -> tuple[Place, ...]:
        """Return the places that bear a name, given as folded words (`fold_name`).

        Parameters
        ----------
        words
            Lower-case ASCII words.
        script
            Only places whose name is written so in this script: "Лион" folds to a common English
            word, and is none of its meanings.
        """
        if not _may_be_name(words):
            return ()
        found = self._names.find_bearers(hash_name(words), script)
        return tuple(self._place(it.id) for it in found)

    def bearers(self, name: str) -> Bearers:
        """Return who bears a name, written in the script that it is written in here.

        A name of up to three letters counts only in the case that the gazetteer gives, "US", never
        "Us"; a full stop at its end may be missing.
        """
        words = fold_name(name)
        return self._names.bearers(name, hash_name(words)) if _may_be_name(words) else NOBODY

    def meanings(self, words: Sequence[str]) -> Meanings:
        """Return what some folded words may mean, as names of all kinds and scripts."""
        return self._names.meanings(hash_name(words)) if _may_be_name(words) else NO_MEANINGS

    def read_names(self, words: DocumentWords, *, capitalised: bool = True) -> TextNames:
        """Return the names of all kinds, demonyms too, in the words of a text.

        Only what is ``capitalised``, or all; a word of a script without case counts as capitalised.
        """
        firsts = words.cased if capitalised else range(len(words))
        return TextNames(words, self._finder.find(words, firsts), self._names)

    def iter_names(self, words: Sequence[str]) -> Iterator[PlaceName]:
        """Yield the names of all kinds that fold to these words, the uppermost layer first."""
        for number, layer in enumerate(self.layers):
            for entry in layer.lookup(words):
                yield PlaceName(
                    place=self._place(layer.id_of(entry.row)),
                    spelling=layer.spelling(entry),
                    kind=entry.kind,
                    layer=number,
                )

    def demonym_country(self, words: Sequence[str]) -> str | None:
        """Return the ISO alpha-3 code of the state whose people or adjective these words are."""
        return self.meanings(words).people_country

    def demonym_places(self, words: Sequence[str]) -> Bearers:
        """Return those whose people or adjective these words are: Scots, Armenian."""
        return self.meanings(words).people

    def is_common_word(self, words: Sequence[str]) -> bool:
        """Tell whether a name of one word, folded, is also a common word of English."""
        return self.meanings(words).is_word

    def abbreviated(self, words: Sequence[str], written: str) -> Bearers:
        """Return the places that an abbreviation stands for, as it is written: "Tex.", "D.C".

        Parameters
        ----------
        words
            The folded words (`fold_name`).
        written
            The abbreviation; a full stop at its end may be missing.
        """
        return self.meanings(words).abbreviated(written)

    def longest_name(self, first_word: str) -> int:
        """Return how many words the longest name or demonym that begins with this word has."""
        return max((layer.longest_name(first_word) for layer in self.layers), default=0)

    @cached_property
    def countries(self) -> dict[str, Country]:
        """The states and territories by ISO alpha-3 code."""
        found: dict[str, Country] = {}
        for layer in self.layers:
            capitals = layer.facts.get("capitals", {})
            for row in layer.rows_with(feature_codes=_STATES).tolist():
                place = self._place(layer.id_of(row))
                if place.country and place.country not in found:
                    found[place.country] = Country(
                        place=place,
                        capital=capitals.get(place.country),
                        demonyms=tuple(
                            layer.spelling(entry)
                            for entry in layer.names_of(row)
                            if entry.kind is NameKind.DEMONYM
                        ),
                    )
        return found

    @property
    def alpha3(self) -> dict[str, str]:
        """ISO 3166-1 alpha-3 codes by alpha-2, as the lowest layer has them."""
        return dict(self.layers[-1].facts.get("alpha3", {}))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Ids of the capitals of states."""
        return frozenset(
            layer.id_of(row)
            for layer in self.layers
            for row in layer.rows_with(feature_codes=("PPLC",)).tolist()
        )

    def division(self, admin1: str | None) -> Place | None:
        """Return the division of an ISO 3166-2 code."""
        return self._division_places.get(admin1) if admin1 else None

    def country_name(self, code: str) -> str:
        """Return the English name of a state by its ISO alpha-3 code, or the code itself."""
        country = self.countries.get(code)
        return country.place.name if country else code

    def places_within(
        self,
        box: tuple[float, float, float, float],
        *,
        least_population: int = 0,
        feature_codes: Sequence[str] = (),
    ) -> list[Place]:
        """Return the places whose points lie in a box (west, south, east, north), WGS 84.

        Parameters
        ----------
        box
            Degrees.
        least_population
            Leave out places known to have fewer people, or not known to have so many.
        feature_codes
            Only these, where given.
        """
        ids: dict[str, None] = {}
        for layer in self.layers:
            rows = layer.rows_within(box)
            if least_population:
                rows = rows[layer.populations_of(rows) >= least_population]
            if feature_codes:
                rows = np.intersect1d(rows, layer.rows_with(feature_codes=feature_codes))
            ids.update(dict.fromkeys(map(layer.id_of, rows.tolist())))
        return [self._place(place_id) for place_id in ids]

    def distance_to_country_km(self, place: Place, country: str, most_km: float) -> float:
        """Return the great-circle distance from a place to the nearest place in a country.

        Infinite when none is within ``most_km``, or either has no point.
        """
        if place.lat is None or place.lon is None:
            return math.inf
        return self.points_of_country(country, most_km).measure_km(place.lon, place.lat)

    @lru_cache(maxsize=512)  # noqa: B019 - a gazetteer lives as long as its process
    def count_places(self, country: str) -> int:
        """Return the number of places of a country, ISO alpha-3."""
        return sum(len(layer.rows_with(country=country)) for layer in self.layers)

    @lru_cache(maxsize=512)  # noqa: B019 - the same
    def points_of_country(self, country: str, most_km: float) -> PointSet:
        """Return the points of the places of a country but its own, for distances up to some km."""
        found = [
            layer.known_points_of(layer.rows_with(country=country, but_feature_codes=_STATES))
            for layer in self.layers
        ]
        return PointSet(np.concatenate(found), most_km=most_km)

    @cached_property
    def _division_places(self) -> _LazyPlaces:
        ids: dict[str, str] = {}
        for layer in self.layers:
            for code, row in layer.first_rows_by_division(_DIVISIONS).items():
                ids.setdefault(code, layer.id_of(row))
        return _LazyPlaces(self, ids)

    def _merge_place(self, place_id: str) -> Place:
        found = [
            layer.place(row) for layer in self.layers if (row := layer.row_of(place_id)) is not None
        ]
        if not found:
            msg = f"no place {place_id} in the gazetteer"
            raise KeyError(msg)
        return found[0] if len(found) == 1 else _merge(found)


def _may_be_name(words: Sequence[str]) -> bool:
    return 0 < len(words) <= MAX_WORDS


class _LazyPlaces:
    """Places by a code, made when they are asked for."""

    def __init__(self, gazetteer: Gazetteer, ids: dict[str, str]) -> None:
        self._gazetteer = gazetteer
        self._ids = ids

    def get(self, code: str) -> Place | None:
        place_id = self._ids.get(code)
        return self._gazetteer.place(place_id) if place_id else None


def measure_km(points: NDArray[np.float64], lon: float, lat: float) -> NDArray[np.float64]:
    """Return the great-circle distances in km from rows (lon, lat) to a point, all in degrees."""
    lons, lats = np.radians(points[:, 0]), np.radians(points[:, 1])
    lon, lat = np.radians(lon), np.radians(lat)
    half = (
        np.sin((lats - lat) / 2) ** 2 + np.cos(lats) * np.cos(lat) * np.sin((lons - lon) / 2) ** 2
    )
    distances: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    return distances


def _merge(places: Sequence[Place]) -> Place:
    """Join what several layers say of one place: the first that says anything of a field counts."""
    fields: dict[str, object] = {}
    names: dict[str, None] = {}
    for place in places:
        names.update(dict.fromkeys((place.name, *place.names)))
        for field in ("country", "admin1", "feature_code", "population", "radius_km"):
            if fields.get(field) is None:
                fields[field] = getattr(place, field)
        if fields.get("lon") is None:
            fields["lon"], fields["lat"] = place.lon, place.lat
    names.pop(places[0].name)
    return msgspec.structs.replace(places[0], names=tuple(names), **fields)
