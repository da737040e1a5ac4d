"""Sort the errors of `geomap toponyms` by their cause.

Usage: python benchmarks/toponym_errors.py SET.jsonl [--demonyms] [--embedded] [--examples 0]

A set has one text on each line: {"id", "text", "toponyms": [{"start", "end", "lat", "lon"}]}. Use
`--examples` with sets only that rules may be written on.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.evaluation.toponyms import (
    DEFAULT_KM,
    LocatedSpan,
    match_overlapping,
    measure_error_km,
)
from geomap.folders import find_gazetteer
from geomap.model import Document, MentionKind
from geomap.places import load_gazetteer, resolve_document
from geomap.places.toponyms import ToponymOptions, make_toponyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.places import Gazetteer
    from geomap.places.bearers import Bearer
    from geomap.places.toponyms import Toponym

CAUSES = {
    "right": "recognised, and its point within 161 km",
    "missed: not in the gazetteer": "no place bears the marked name",
    "missed: another kind": "taken for a person, a demonym or a part of another name",
    "missed: not taken for a place": "the gazetteer has the name, the rules did not take it",
    "wrong: no such place there": "no bearer within 161 km of the marked point",
    "wrong: point convention": "the like, but of an area, whose point is a matter of convention",
    "wrong: another candidate": "a bearer was near enough, another was chosen",
    "false match": "found, and not marked",
}


def main() -> None:
    """Print the share of each cause."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("--demonyms", action="store_true", help="count demonyms as found")
    parser.add_argument("--embedded", action="store_true", help="count embedded names as found")
    parser.add_argument("--examples", type=int, default=0, help="names to show for each cause")
    options = parser.parse_args()
    kinds = ToponymOptions(demonyms=options.demonyms, embedded=options.embedded)
    gazetteer = load_gazetteer(find_gazetteer())
    counts, examples = Counter[str](), defaultdict[str, Counter[str]](Counter)
    for line in options.set.read_bytes().splitlines():
        for cause, name in sort_errors(json.loads(line), kinds, gazetteer):
            counts[cause] += 1
            examples[cause][name] += 1
    marked = counts.total() - counts["false match"]
    print(f"{options.set}: {marked:,} marked toponyms with a point; shares are of these\n")
    for cause, meaning in CAUSES.items():
        print(f"{counts[cause] / marked:6.1%}  {cause:31} {meaning}")
        if options.examples:
            common = examples[cause].most_common(options.examples)
            print("        " + ", ".join(f"{name} ({count})" for name, count in common))


def sort_errors(
    entry: dict[str, Any], kinds: ToponymOptions, gazetteer: Gazetteer
) -> Iterator[tuple[str, str]]:
    """Yield the cause of each marked toponym with a point and of each false match, and its name."""
    text = entry["text"]
    resolutions = resolve_document(Document(id="1", source="text", text=text), gazetteer)
    found = make_toponyms(resolutions, options=kinds)
    marked = [
        LocatedSpan(**{k: it.get(k) for k in LocatedSpan.__struct_fields__})
        for it in entry["toponyms"]
    ]
    spans = [LocatedSpan(start=it.start, end=it.end, lat=it.lat, lon=it.lon) for it in found]
    pairs = dict(match_overlapping(marked, spans))
    for at, span in enumerate(marked):
        if span.lat is None:
            continue
        name = text[span.start : span.end]
        bearers = gazetteer.bearers(name)
        if at in pairs:
            yield _judge_point(span, found[pairs[at]], bearers), name
        elif not bearers:
            yield "missed: not in the gazetteer", name
        elif any(
            it.mention.start < span.end
            and span.start < it.mention.end
            and it.mention.kind is not MentionKind.PLACE
            for it in resolutions
        ):
            yield "missed: another kind", name
        else:
            yield "missed: not taken for a place", name
    matched = set(pairs.values())
    yield from (("false match", it.text) for j, it in enumerate(found) if j not in matched)


def _judge_point(marked: LocatedSpan, found: Toponym, bearers: Sequence[Bearer]) -> str:
    if _is_near(marked, found):
        return "right"
    if any(_is_near(marked, place) for place in bearers):
        return "wrong: another candidate"
    code = found.feature_code or ""
    is_area = not code.startswith("PPL") and not any(it.is_town for it in bearers)
    # Towns are called India and Canada; of a text that means the country that is no matter.
    if is_area or code.startswith("PCL"):
        return "wrong: point convention"
    return "wrong: no such place there"


def _is_near(marked: LocatedSpan, place: Bearer | Toponym) -> bool:
    point = LocatedSpan(start=marked.start, end=marked.end, lat=place.lat, lon=place.lon)
    error_km = measure_error_km(marked, point)
    return error_km is not None and error_km < DEFAULT_KM


if __name__ == "__main__":
    main()
