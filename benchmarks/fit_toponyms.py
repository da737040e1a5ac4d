"""Fit the weights of the resolver on development texts, and print them for resolution.toml.

Usage: python benchmarks/fit_toponyms.py SET.jsonl [SET.jsonl ...]

A set has one text on each line: {"id", "text", "toponyms": [{"start", "end", "lat", "lon"}]}. Names
are found once; then the weights of the second weighing in geomap/places/rules/resolution.toml are
changed one at a time, and a change is kept when the share of toponyms within 161 km of their point
grows (as the mean over the sets) and falls in none. Every second text is held back: its share is
printed, never fitted to. What the first weighing alone decides, at borders and between a town and
its district, is left out here.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geomap.folders import find_gazetteer
from geomap.model import Document, MentionKind
from geomap.places import load_gazetteer
from geomap.places.context import read_context, read_names
from geomap.places.distances import great_circle_km
from geomap.places.outlook import Outlook
from geomap.places.recognise import find_names
from geomap.places.weights import Evidence, load_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geomap.places import Gazetteer
    from geomap.places.context import Context, Name

NEAR_KM = 161.0
FACTORS = (0.5, 0.8, 1.25, 2.0)
ROUNDS = 4
TOLERANCE = 0.001
FITTED = (
    "power main_name contained not_contained country division near neighbours likely_near "
    "likely_division likely_country"
).split()


class Choice(NamedTuple):
    """A toponym whose place is known: the evidence of each bearer, and which of them are right."""

    evidence: NDArray[np.float64]
    is_right: NDArray[np.bool_]


def main() -> None:
    """Fit, and print the shares before and after, and the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path)
    paths = parser.parse_args().sets
    gazetteer = load_gazetteer(find_gazetteer())
    choices = [list(read_choices(path, gazetteer)) for path in paths]
    fitted_on = [[choice for number, choice in it if number % 2 == 0] for it in choices]
    held_back = [[choice for number, choice in it if number % 2] for it in choices]
    weights = np.array(load_weights())
    _report("before", paths, (fitted_on, held_back), weights)
    for _ in range(ROUNDS):
        for field in FITTED:
            weights = _improve(weights, Evidence._fields.index(field), fitted_on)
    _report("after", paths, (fitted_on, held_back), weights)
    for field, value in zip(Evidence._fields, weights, strict=True):
        print(f"{field} = {value:.3g}")


def read_choices(path: Path, gazetteer: Gazetteer) -> Iterator[tuple[int, Choice]]:
    """Yield the number of the text and the choice of each toponym that is found in it."""
    for number, line in enumerate(path.read_bytes().strip().split(b"\n")):
        row = json.loads(line)
        gold = [it for it in row["toponyms"] if it.get("lat") is not None]
        document = Document(id=str(row["id"]), source=path.name, text=row["text"])
        names = read_names(document.text, find_names(document, gazetteer), gazetteer)
        context = read_context(names, gazetteer)
        for name, evidence in _weigh_open_names(names, context):
            mention = name.mention
            meant = next(
                (t for t in gold if t["start"] < mention.end and mention.start < t["end"]), None
            )
            if meant:
                is_right = [
                    place.lon is not None
                    and great_circle_km(place.lon, place.lat or 0.0, meant["lon"], meant["lat"])
                    <= NEAR_KM
                    for place in name.bearers
                ]
                yield number, Choice(evidence, np.array(is_right))


def _weigh_open_names(
    names: Sequence[Name], context: Context
) -> Iterator[tuple[Name, NDArray[np.float64]]]:
    """Yield the names of places that may mean several, with the evidence for each bearer."""
    still_open = [
        name for name in names if name.mention.kind is MentionKind.PLACE and len(name.bearers) > 1
    ]
    if not still_open:
        return
    evidence, end = Outlook(context, still_open).weigh().T, 0
    for name in still_open:
        begin, end = end, end + len(name.bearers)
        yield name, evidence[begin:end]


def _improve(
    weights: NDArray[np.float64], at: int, sets: Sequence[Sequence[Choice]]
) -> NDArray[np.float64]:
    best, best_share = weights, _measure(weights, sets)
    for factor in FACTORS:
        changed = weights.copy()
        changed[at] *= factor
        share = _measure(changed, sets)
        # What helps one set and harms another is a habit of the one.
        is_for_all = all(
            _share(changed, choices) >= _share(best, choices) - TOLERANCE for choices in sets
        )
        if share > best_share and is_for_all:
            best, best_share = changed, share
    return best


def _measure(weights: NDArray[np.float64], sets: Sequence[Sequence[Choice]]) -> float:
    """Return the mean over the sets of the share of right choices."""
    return float(np.mean([_share(weights, choices) for choices in sets]))


def _share(weights: NDArray[np.float64], choices: Sequence[Choice]) -> float:
    right = sum(bool(it.is_right[int((it.evidence @ weights).argmax())]) for it in choices)
    return right / max(1, len(choices))


def _report(
    label: str,
    paths: Sequence[Path],
    halves: tuple[Sequence[Sequence[Choice]], Sequence[Sequence[Choice]]],
    weights: NDArray[np.float64],
) -> None:
    for path, fitted_on, held_back in zip(paths, *halves, strict=True):
        print(
            f"{label:7}{path.name:24} fitted on {_share(weights, fitted_on):.3f} of "
            f"{len(fitted_on)}, held back {_share(weights, held_back):.3f} of {len(held_back)}"
        )


if __name__ == "__main__":
    main()
