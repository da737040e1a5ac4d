"""One count from many figures: by side, measure and category, with the history of each.

``best`` is the latest figure that the side which suffered the loss gives of itself, else the latest
of a third party; what a side claims of its enemy never sets it. ``low`` and ``high`` span all
figures, and ``high`` is ``None`` where the highest is an "at least". A toll of a longer period is
kept apart, and stands for the event only where nothing counts the event alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.model import Casualty, Category, CountRecord, Measure, ReconciledCasualty, Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geomap.model import Span

_MEASURES = tuple(Measure)
_CATEGORIES = tuple(Category)
_LIST_REACH: Final = 25
"""Characters between figures of one list."""
_RARE: Final = 5
"""A number from which on two figures are hardly the same by chance."""


class _Key(NamedTuple):
    """What is counted together."""

    side: str | None
    measure: Measure
    category: Category
    is_stateless: bool = False


def reconcile_counts(
    figures: Iterable[Casualty],
    *,
    sides: Sequence[str],
    superseded: Collection[Casualty] = frozenset(),
) -> tuple[ReconciledCasualty, ...]:
    """Reconcile the figures of one incident.

    Parameters
    ----------
    figures
        Of all its claims.
    sides
        ISO alpha-3 codes of its parties; what one of them says of another is an enemy's claim.
    superseded
        Figures that a later version of their report replaced: they stay in the history alone.

    Returns
    -------
    tuple of ReconciledCasualty
        One for each side, measure and category that any figure names, sorted by these.
    """
    groups: dict[_Key, list[Casualty]] = defaultdict(list)
    for figure in figures:
        key = _Key(figure.side, figure.measure, figure.category, figure.is_stateless)
        groups[key].append(figure)
    _fold_guessed(groups)
    own = {
        key.measure
        for key, told in groups.items()
        if not key.is_stateless
        and _choose_best(key.side, [it for it in told if it.scope is Scope.EVENT], sides)
    }
    return tuple(
        _reconcile(
            key,
            groups[key],
            sides,
            superseded,
            is_claim=key.measure in own and _are_claimed(groups[key], sides),
        )
        for key in sorted(_fold_unknown(groups), key=_order)
    )


def _are_claimed(figures: Iterable[Casualty], sides: Sequence[str]) -> bool:
    """Tell whether one party alone counts whom it fought, and whom no state owns."""
    return all(it.is_stateless and set(_sides_of(it)) & set(sides) for it in figures)


def sort_counts(counts: Iterable[ReconciledCasualty]) -> tuple[ReconciledCasualty, ...]:
    """Return counts in the order of `reconcile_counts`: by side, measure and category."""
    return tuple(sorted(counts, key=_order))


def _order(it: _Key | ReconciledCasualty) -> tuple[str, int, int, bool]:
    """Order by side, measure and category, those of no state last."""
    place = _MEASURES.index(it.measure), _CATEGORIES.index(it.category)
    return (it.side or "~", *place, it.is_stateless)


def total(  # noqa: PLR0913 - each option restricts the sum in its own way
    counts: Iterable[ReconciledCasualty],
    measure: Measure,
    *,
    bound: str = "best",
    side: str | None = None,
    category: Category | None = None,
    sides: int = 0,
) -> int | None:
    """Add up one measure over sides and categories; ``None`` where no figure is known.

    Parameters
    ----------
    counts
        Of one incident.
    measure
        What happened to the people.
    bound
        "best", "low" or "high"; a high that is open anywhere is open in the sum.
    side, category
        Restrict the sum to these.
    sides
        Number of parties: a total of nothing but zeros needs all of theirs.
    """
    counts = list(counts)
    # Sixteen sums are asked of each incident, and most are of what no report counts.
    if measure not in [count.measure for count in counts]:
        return None
    has_event = any(count.scope is Scope.EVENT and count.best for count in counts)
    chosen = [
        count
        for count in counts
        if count.measure is measure
        # "So far 20 have been killed in the town": not beside what this event's own losses are.
        and not (has_event and count.side is None and count.scope is Scope.CUMULATIVE)
        and (side is None or count.side == side)
        and (category is None or count.category is category)
    ]
    whole = _find_whole(counts, measure) if side is None and category is None else None
    if side is None:
        chosen = _keep_event(chosen)
    chosen = _keep_event(_countable(chosen))
    if whole is not None and (whole.best or 0) > sum(filter(None, _sum_sides(chosen, "best"))):
        # "At least 95 people have been killed": more than the sides' own figures add up to.
        all_sides: int | None = getattr(whole, bound)
        return all_sides
    sums = _sum_sides(chosen, bound)
    if bound == "high" and None in sums:
        return None
    known = [value for value in sums if value is not None]
    is_bare = any(count.side is None or count.is_side_inferred for count in chosen)
    if side is None and bound == "best" and not sum(known) and len(sums) < sides and not is_bare:
        # One side's zero says nothing of the other's losses; "nobody was hurt" does.
        return None
    return sum(known) if known else None


def _keep_event(counts: list[ReconciledCasualty]) -> list[ReconciledCasualty]:
    """Leave out tolls of a longer period beside what the event took: they are never added."""
    event = [count for count in counts if count.scope is Scope.EVENT]
    return event if any(count.best for count in event) else counts


def _find_whole(
    counts: Sequence[ReconciledCasualty], measure: Measure
) -> ReconciledCasualty | None:
    """Return the event's figure that names no side, and so may count all of them."""
    return next(
        (
            count
            for count in counts
            if count.measure is measure
            and count.side is None
            and not count.is_stateless
            and count.scope is Scope.EVENT
            and count.best is not None
        ),
        None,
    )


def _countable(counts: Sequence[ReconciledCasualty]) -> list[ReconciledCasualty]:
    """Leave out what would count the same people twice, or count an enemy's claim.

    Where anything has a best figure, only such counts are added; a figure that names no side is
    left out beside those that do, and a side's toll of a longer period beside its event's figures.
    """
    best = [count for count in counts if count.best is not None] or list(counts)
    whole = {count.best for count in best if not (count.side or count.is_stateless)}
    # "Six died", and "six of its people" who are no state's: the same ones.
    best = [count for count in best if not (count.is_stateless and count.best in whole)]
    sided = [count for count in best if count.side] or best
    known = {count.category for count in sided}
    if Category.UNKNOWN not in known:
        # "Two border guards" of nobody knows whom, and "a civilian" of the place: no one is both.
        sided += [it for it in best if _is_apart(it, known) and _is_listed(it, sided)]
    event = {count.side for count in sided if count.scope is Scope.EVENT}
    return [count for count in sided if count.scope is Scope.EVENT or count.side not in event]


def _is_apart(count: ReconciledCasualty, known: Collection[Category]) -> bool:
    """Tell whether people of no side are of a kind that no side's people are of."""
    is_kind = count.category not in {Category.UNKNOWN, *known}
    return is_kind and not (count.side or count.is_stateless) and count.scope is Scope.EVENT


def _is_listed(count: ReconciledCasualty, others: Sequence[ReconciledCasualty]) -> bool:
    """Tell whether a figure stands in one list with others: "two guards and a civilian"."""
    spans = [span for it in others for span in _list_best_spans(it)]
    return any(
        one.document_id == other.document_id
        and max(one.start, other.start) - min(one.end, other.end) < _LIST_REACH
        for one in _list_best_spans(count)
        for other in spans
    )


def _list_best_spans(count: ReconciledCasualty) -> list[Span]:
    return [it.span for it in count.history if it.role == "best"]


def _sum_sides(counts: Sequence[ReconciledCasualty], bound: str) -> list[int | None]:
    return [
        _sum_side([count for count in counts if (count.side, count.is_stateless) == side], bound)
        for side in dict.fromkeys((count.side, count.is_stateless) for count in counts)
    ]


def _sum_side(counts: Sequence[ReconciledCasualty], bound: str) -> int | None:
    """Add the categories of one side; people of unknown category may be the same ones."""
    undivided = [getattr(c, bound) for c in counts if c.category is Category.UNKNOWN]
    divided = [getattr(c, bound) for c in counts if c.category is not Category.UNKNOWN]
    if bound == "high" and None in [*undivided, *divided]:
        return None
    known = [value for value in divided if value is not None]
    sums = [value for value in undivided if value is not None] + ([sum(known)] if known else [])
    return max(sums, default=None)


def _fold_guessed(groups: dict[_Key, list[Casualty]]) -> None:
    """Put figures whose side is a guess to the same number of people whose side a report names.

    "25 soldiers" of one report and "25 Russian border guards" of another are the same people; two
    armies seldom lose as many by chance, unless it is few.
    """
    named = {
        (key.measure, figure.best, key.category): key
        for key, figures in groups.items()
        for figure in figures
        if key.side and not figure.is_side_inferred and (figure.best or 0) >= _RARE
    }
    for key in list(groups):
        for figure in [it for it in groups[key] if it.is_side_inferred and key.side]:
            own = next(
                (
                    found
                    for category in (key.category, Category.UNKNOWN)
                    if (found := named.get((key.measure, figure.best, category)))
                ),
                None,
            )
            if own and own.side != key.side:
                groups[key].remove(figure)
                groups[own].append(figure)
        if not groups[key]:
            del groups[key]


def _fold_unknown(
    groups: dict[_Key, list[Casualty]],
) -> list[_Key]:
    """Put figures of unknown category to the military ones, where nobody speaks of civilians.

    "Seven were killed" and "seven soldiers were killed" count the same people. Beside civilians,
    such a figure may count both, and stays what it is.
    """
    for key in list(groups):
        military = key._replace(category=Category.MILITARY)
        is_alone = key._replace(category=Category.CIVILIAN) not in groups
        if key.category is Category.UNKNOWN and military in groups and is_alone:
            groups[military].extend(groups.pop(key))
    return list(groups)


def _reconcile(
    key: _Key,
    figures: Sequence[Casualty],
    sides: Sequence[str],
    superseded: Collection[Casualty],
    *,
    is_claim: bool,
) -> ReconciledCasualty:
    side, measure, category, is_stateless = key
    standing = [figure for figure in figures if figure not in superseded] or list(figures)
    event = [figure for figure in standing if figure.scope is Scope.EVENT]
    counted = event or standing
    best = None if is_claim else _choose_best(side, counted, sides)
    lows = [figure.low for figure in counted if figure.low is not None]
    return ReconciledCasualty(
        measure=measure,
        side=side,
        category=category,
        low=min(lows, default=None),
        best=best.best if best else None,
        high=_highest(counted),
        scope=Scope.EVENT if event else Scope.CUMULATIVE,
        as_of=best.as_of if best else None,
        claimed_by=best.claimed_by if best else _only_speaker(counted),
        history=tuple(_list_history(figures, best, sides, superseded)),
        is_side_inferred=all(figure.is_side_inferred for figure in counted),
        is_stateless=is_stateless,
    )


def _only_speaker(figures: Sequence[Casualty]) -> str | None:
    names = {figure.claimed_by for figure in figures}
    return names.pop() if len(names) == 1 else None


def _choose_best(
    side: str | None, figures: Sequence[Casualty], sides: Sequence[str]
) -> Casualty | None:
    known = [figure for figure in figures if figure.best is not None]
    own = [figure for figure in known if side and side in _sides_of(figure)]
    third = [figure for figure in known if not _is_of_enemy(figure, sides)]
    pool = own or third
    return max(pool, key=lambda f: (f.as_of or dt.date.min, f.best or 0), default=None)


def _is_of_enemy(figure: Casualty, sides: Sequence[str]) -> bool:
    """Tell whether one party counts the losses of another."""
    speaking = _sides_of(figure)
    return bool(figure.side and set(speaking) & set(sides) and figure.side not in speaking)


def _sides_of(figure: Casualty) -> list[str]:
    return figure.claimed_by_side.split("|") if figure.claimed_by_side else []


def _highest(figures: Sequence[Casualty]) -> int | None:
    tops = [max(figure.best or 0, figure.high or 0, figure.low or 0) for figure in figures]
    top = max(tops, default=0)
    is_open = any(
        figure.high is None
        for figure, figure_top in zip(figures, tops, strict=True)
        if figure_top == top
    )
    return None if is_open or not tops else top


def _list_history(
    figures: Sequence[Casualty],
    best: Casualty | None,
    sides: Sequence[str],
    superseded: Collection[Casualty],
) -> Iterable[CountRecord]:
    ordered = sorted(
        figures,
        key=lambda f: (f.as_of or dt.date.min, f.best or 0, f.span.document_id if f.span else ""),
    )
    for figure in ordered:
        if figure.span is None:
            continue
        yield CountRecord(
            low=figure.low,
            best=figure.best,
            high=figure.high,
            scope=figure.scope,
            as_of=figure.as_of,
            claimed_by=figure.claimed_by,
            span=figure.span,
            role="superseded" if figure in superseded else _role(figure, best, sides),
        )


def _role(figure: Casualty, best: Casualty | None, sides: Sequence[str]) -> str:
    if best is None:
        return "other_claim"
    if figure is best:
        return "best"
    if figure.best == best.best:
        return "repeated"
    if _is_of_enemy(figure, sides):
        return "other_claim"
    return "superseded"
