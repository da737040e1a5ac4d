"""Names that are spelt like one that the gazetteer does not have. They are hints, never answers."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress, repeat
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz, process

from geomap.places.fold import fold_char, fold_name, script_of
from geomap.places.prominence import measure_prominence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.model import Place
    from geomap.places.fold import Script
    from geomap.places.gazetteer import Gazetteer

LEAST_LIKENESS: Final = 80.0
"""Of 100: the share of letters that two folded names have in common, in their order."""

_MANY: Final = 200
_LIKENESS_WEIGHT: Final = 0.2


class _Spellings(NamedTuple):
    folded: list[str]
    spelt: list[str]
    layers: list[int]
    """Number of the layer of each."""
    rows: list[int]
    """Row in it."""


def suggest_names(
    name: str, gazetteer: Gazetteer, *, countries: Sequence[str] = (), limit: int = 5
) -> list[tuple[str, Place]]:
    """Return names spelt like a name, each with its place, the best first; there may be none.

    Parameters
    ----------
    name
        What was not found.
    gazetteer
        Where to look.
    countries
        ISO alpha-3; only places of these, or of the whole world when there are none.
    limit
        How many at most, each of another place and spelling.
    """
    script = script_of(name)
    found = []
    for country in countries or (None,):
        spellings = _collect_spellings(gazetteer, country, script)
        found += [
            (
                likeness,
                spellings.spelt[at],
                _read_place(gazetteer, spellings.layers[at], spellings.rows[at]),
            )
            for _, likeness, at in process.extract(
                " ".join(fold_name(name)),
                spellings.folded,
                scorer=fuzz.ratio,
                score_cutoff=LEAST_LIKENESS,
                limit=_MANY,
            )
        ]
    # Among names that are much alike, the better known place is more likely meant.
    ranked = sorted(
        found,
        key=lambda it: (-_LIKENESS_WEIGHT * it[0] - measure_prominence(it[2]), it[1], it[2].id),
    )
    kept: dict[str, tuple[str, Place]] = {}
    for _, spelt, place in ranked:
        if place.id not in kept and spelt not in {other for other, _ in kept.values()}:
            kept[place.id] = spelt, place
    return list(kept.values())[:limit]


@lru_cache(maxsize=64)
def _collect_spellings(gazetteer: Gazetteer, country: str | None, script: Script) -> _Spellings:
    """Return the names of a country's places, or of the world's; the latter takes a second.

    Only those written in a script: the others are no spelling of what was asked for.
    """
    spellings = _Spellings([], [], [], [])
    for number, layer in enumerate(gazetteer.layers):
        rows, spelt = layer.read_own_names(script, country)
        spellings.spelt.extend(spelt)
        # No pairs: to make tens of thousands sets the collector of garbage to work.
        spellings.layers.extend(repeat(number, len(rows)))
        spellings.rows.extend(rows)
        spellings.folded.extend(_fold_all(spelt))
    return spellings


def _fold_all(names: Sequence[str]) -> list[str]:
    """Return folded names with their spaces: near enough for likeness, and faster than words."""
    # Those of ASCII, most of them, at once, and the others: each one alone costs three times as
    # much, and ASCII among other letters costs what they do.
    is_plain = list(map(str.isascii, names))
    plain = _iter_folded(compress(names, is_plain))
    others = _iter_folded(it for it in names if not it.isascii())
    return [next(plain if it else others) for it in is_plain]


def _iter_folded(names: Iterable[str]) -> Iterator[str]:
    return iter("\n".join(names).translate(_FOLDING).split("\n"))


def _read_place(gazetteer: Gazetteer, layer: int, row: int) -> Place:
    return gazetteer.place(gazetteer.layers[layer].note_id(row))


class _Folding(dict[int, str]):
    """For `str.translate`: each character folded when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_char(chr(code)) or " "
        return folded


_FOLDING: Final = _Folding({ord("\n"): "\n"})
