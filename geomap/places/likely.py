"""What the other names of a report likely mean, and what that says of each name's bearers."""

from __future__ import annotations

import math
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
    known = list(_iter_known(names, context))
    of_all = _weigh_others(context, _guess_chances(context, scores.tolist(), known))
    found = np.zeros((len(of_all), len(scores)))
    for at, own in known:
        found[:, at] = of_all[:, own]
    return found


def _guess_chances(
    context: Context, scores: Sequence[float], known: Sequence[tuple[slice, slice]]
) -> Column:
    """Return the chances of the bearers of all names of the report: the softmax of their scores."""
    chances: list[float] = []
    for name in context.distinct.values():
        size = len(name.bearers)
        chances += [1.0 / size] * size
    for at, own in known:
        most = max(scores[at])
        likely = [math.exp(score - most) for score in scores[at]]
        total = sum(likely)
        chances[own] = [it / total for it in likely]
    return np.array(chances)


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


def _weigh_others(context: Context, chances: Column) -> NDArray[np.float64]:
    """Return what the chances of other names say for each bearer of each name of the report."""
    names, nearness = context.distinct.values(), context.nearness
    bearers = [it for name in names for it in name.bearers]
    # The Arkansas of "Little Rock, Arkansas" says what Little Rock says, and no more.
    outer = {it.id for name in names for it in name.container}
    counted = chances * np.array([it.id not in outer for it in bearers]) if outer else chances
    traits = nearness.traits
    found = np.empty((3, len(chances)))
    found[0] = nearness.sum_likely(chances)
    found[1] = sum_shared([it.admin1 for it in bearers], nearness.owner, counted)
    # A variant, of a place that few know by it, is near to anything; "Lachin", of Lachin District,
    # is none.
    is_own = traits[TRAITS.is_nearly_main] + traits[TRAITS.is_division]
    found[:2] = np.log1p(found[:2] * _SCALE) * np.where(is_own, 1.0, _VARIANT_SHARE)
    in_country = sum_shared([it.country for it in bearers], nearness.owner, counted)
    found[2] = in_country * (traits[TRAITS.is_country] == 0.0) / max(1, len(names) - 1)
    return found
