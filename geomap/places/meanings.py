"""What words of a text may mean: the names of all layers of a gazetteer, read when first met."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

import msgspec

from geomap.places.bearers import Bearer, Bearers, bearer_of
from geomap.places.fold import Script, fold_name, script_of
from geomap.places.hashes import hash_name
from geomap.places.name_entries import (
    CITY_BIT,
    KIND_BITS,
    KIND_SHIFT,
    MAIN_BIT,
    SCRIPT_BITS,
    WORD_BIT,
    NameKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.model import Place
    from geomap.places.index import PlaceIndex

_ABBREVIATION_LETTERS: Final = 3


class _Named(msgspec.Struct, frozen=True, gc=False):
    """A bearer of a name, and how the name belongs to it."""

    bearer: Bearer
    script: int
    """`Script` by its number."""
    main: int
    """Of the flags of a name `MAIN_BIT` and `CITY_BIT`."""


class Meanings(msgspec.Struct, frozen=True, gc=False):
    """What the words of a hash may mean."""

    places: tuple[_Named, ...]
    """Those that they are a name of."""
    people: Bearers
    """Those whose people or adjective they are."""
    abbreviations: tuple[tuple[Bearer, str], ...]
    """Those that they stand for, as it is written."""
    is_word: bool
    """Whether they are also a common word of English."""
    people_country: str | None = None
    """ISO alpha-3 of the state whose people or adjective they are."""

    def abbreviated(self, written: str) -> Bearers:
        """Return those that an abbreviation stands for; a full stop at its end may be missing."""
        if not self.abbreviations:
            return NOBODY
        spellings = {written, f"{written}."}
        return _unique(it for it, spelt in self.abbreviations if spelt in spellings)


_NAME: Final = int(NameKind.NAME)
_DEMONYM: Final = int(NameKind.DEMONYM)
_ABBREVIATION: Final = int(NameKind.ABBREVIATION)
"""Numbers: an enumeration is slow to compare with."""
_MAIN_BITS: Final = MAIN_BIT | CITY_BIT
NOBODY: Final = Bearers()
NO_MEANINGS: Final = Meanings((), NOBODY, (), is_word=False)


class NameReader:
    """Reads the names of indexes, and keeps what it has read.

    Parameters
    ----------
    layers
        The indexes, the uppermost first.
    place_of
        Returns the place of an id, of all that the layers say of it.
    """

    def __init__(self, layers: Sequence[PlaceIndex], *, place_of: Callable[[str], Place]) -> None:
        self._layers = layers
        self._place = place_of
        # Texts ask for the same words again and again, and several questions of each.
        self.meanings = lru_cache(maxsize=100_000)(self._read_meanings)
        self.bearers = lru_cache(maxsize=100_000)(self._find_spelt)
        # Of an only layer a bearer is made in less time than it takes to look it up.
        self._bearer_of: list[Callable[[int], Bearer]] = (
            [layers[0].bearer]
            if len(layers) == 1
            else [lru_cache(maxsize=200_000)(partial(self._merge_bearer, it)) for it in layers]
        )

    def _find_spelt(self, written: str, hashed: int) -> Bearers:
        bearers = self.find_bearers(hashed, script_of(written))
        if not bearers or sum(map(len, fold_name(written))) > _ABBREVIATION_LETTERS:
            return bearers
        spelt = {
            layer.id_of(row)
            for layer in self._layers
            for row, name, flags in layer.find_entries(hashed)
            if flags >> KIND_SHIFT & KIND_BITS == _NAME
            and layer.spell(name) in (written, f"{written}.")
        }
        return Bearers(
            (it for it in bearers if it.id in spelt),
            main=bearers.main,
            nearly_main=bearers.nearly_main,
        )

    def find_bearers(self, hashed: int, script: Script | None) -> Bearers:
        """Return who bears the name of a hash that is written in a script, or in any."""
        # A number: an enumeration is slow to compare with.
        number = None if script is None else int(script)
        found = [it for it in self.meanings(hashed).places if number in (None, it.script)]
        if not found:
            return NOBODY
        main = frozenset([it.bearer.id for it in found if it.main & MAIN_BIT])
        cities = [it.bearer.id for it in found if it.main == CITY_BIT]
        return Bearers(
            {it.bearer.id: it.bearer for it in found}.values(),
            main=main,
            nearly_main=main.union(cities) if cities else main,
        )

    def _read_meanings(self, hashed: int) -> Meanings:
        places: list[_Named] = []
        people: list[Bearer] = []
        abbreviations: list[tuple[Bearer, str]] = []
        all_flags = 0
        is_only = len(self._layers) == 1
        for layer, read_bearer in zip(self._layers, self._bearer_of, strict=True):
            for row, name, flags in layer.find_entries(hashed):
                bearer = read_bearer(row)
                all_flags |= flags
                kind = flags >> KIND_SHIFT & KIND_BITS
                if kind == _DEMONYM:
                    people.append(bearer)
                elif kind == _ABBREVIATION:
                    abbreviations.append((bearer, layer.spell(name)))
                else:
                    main = flags & _MAIN_BITS if is_only else self._read_main(bearer, hashed)
                    places.append(_Named(bearer, flags & SCRIPT_BITS, main))
        if not (places or people or abbreviations):
            return NO_MEANINGS
        return Meanings(
            tuple(places),
            _unique(people),
            tuple(abbreviations),
            is_word=bool(all_flags & WORD_BIT),
            people_country=next((it.country for it in people if it.is_country), None),
        )

    def _read_main(self, bearer: Bearer, hashed: int) -> int:
        # What is the main name in one layer may be a variant in the layer over it.
        main = fold_name(self._place(bearer.id).name)
        is_city = main[-1:] == ("city",) and hash_name(main[:-1]) == hashed
        return MAIN_BIT * (hash_name(main) == hashed) | CITY_BIT * is_city

    def _merge_bearer(self, layer: PlaceIndex, row: int) -> Bearer:
        place_id = layer.id_of(row)
        if any(it.row_of(place_id) is not None for it in self._layers if it is not layer):
            return bearer_of(self._place(place_id))
        return layer.bearer(row)


def _unique(bearers: Iterable[Bearer]) -> Bearers:
    found = {it.id: it for it in bearers}
    return Bearers(found.values()) if found else NOBODY
