"""What the other names of a report likely mean, and what that says of each name's bearers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.places.bearers import TRAITS
from geomap.places.neighbours import sum_shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.places.context import Context, Name

    Column = NDArray[np.float64]

_SCALE: Final = 6.0
"""Before the logarithm, as a likely name is worth more than half of two."""
_VARIANT_SHARE: Final = 0.7
"""Of what speaks for a place from near, what counts where the name is not its own."""


def weigh_likely(names: Sequence[Name], context: Context, scores: Column) -> NDArray[np.float64]:
    """Return what the likely meanings of other names say for each bearer of each name.

    Parameters
    ----------
    names
        Those whose bearers are weighed.
    context
        Of the whole report, with all of its names.
    scores
        A first guess, of each bearer of each of ``names``.

    Returns
    -------
    numpy.ndarray
        Rows ``likely_near``, ``likely_division``, ``likely_country`` of `Evidence`, a column for
        each bearer.
    """
    sizes = [len(name.bearers) for name in context.distinct.values()]
    chances = np.repeat(1.0 / np.maximum(1, sizes), sizes)
    likely = _guess_chances(scores, [len(name.bearers) for name in names])
    known = list(_iter_known(names, context))
    for at, own in known:
        chances[own] = likely[at]
    of_all = _weigh_others(context, chances, np.repeat(np.arange(len(sizes)), sizes))
    found = np.zeros((len(of_all), len(scores)))
    for at, own in known:
        found[:, at] = of_all[:, own]
    # A variant, of a place that few know by it, is near to anything; "Lachin", of Lachin District,
    # is none.
    traits = np.concatenate([name.bearers.traits for name in names], axis=1)
    is_own = (traits[TRAITS.is_nearly_main] > 0) | (traits[TRAITS.is_division] > 0)
    found[:2] *= np.where(is_own, 1.0, _VARIANT_SHARE)
    return found


def _guess_chances(scores: Column, sizes: Sequence[int]) -> Column:
    """Return the softmax of the scores of the bearers of each name."""
    begins = np.cumsum(sizes, dtype=np.int64) - np.array(sizes, dtype=np.int64)
    likely = np.exp(scores - np.repeat(np.maximum.reduceat(scores, begins), sizes))
    chances: Column = likely / np.repeat(np.add.reduceat(likely, begins), sizes)
    return chances


def _iter_known(names: Sequence[Name], context: Context) -> Iterator[tuple[slice, slice]]:
    """Yield where the bearers of a name are, and where among those of all names of the report.

    Only of names that the whole report knows by the same bearers.
    """
    begins, end = {}, 0
    for words, name in context.distinct.items():
        begins[words], end = end, end + len(name.bearers)
    end = 0
    for name in names:
        begin, end = end, end + len(name.bearers)
        if context.distinct[name.words].bearers == name.bearers:
            of_all = begins[name.words]
            yield slice(begin, end), slice(of_all, of_all + len(name.bearers))


def _weigh_others(
    context: Context, chances: Column, owner: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return what the chances of other names say for each bearer of each name of the report."""
    names = context.distinct.values()
    bearers = [it for name in names for it in name.bearers]
    # The Arkansas of "Little Rock, Arkansas" says what Little Rock says, and no more.
    outer = {it.id for name in names for it in name.container}
    counted = chances * np.array([it.id not in outer for it in bearers]) if outer else chances
    in_division = sum_shared([it.admin1 for it in bearers], owner, counted)
    in_country = sum_shared([it.country for it in bearers], owner, counted)
    is_state = context.nearness.traits[TRAITS.is_country] > 0
    return np.array(
        [
            np.log1p(_SCALE * context.nearness.sum_likely(chances)),
            np.log1p(_SCALE * in_division),
            in_country * ~is_state / max(1, len(names) - 1),
        ]
    )
