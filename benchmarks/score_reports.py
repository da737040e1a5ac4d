"""Score geomap on annotated reports: incidents found, and each of their fields.

Usage: python benchmarks/score_reports.py tests/gold/sample_corpus.json [more.json ...] [-v]

A gold file names its corpus and lists incidents as they should be found (see ``about`` in it). An
incident is found when one that geomap makes shares a report with it, happens on the same days (one
day of tolerance), and has one of its places. What geomap makes beyond is a false incident, unless
the gold file allows it. Nothing of the reports is printed without ``-v``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geomap
from geomap.places import fold_name

if TYPE_CHECKING:
    from geomap.model import Place

ROOT = Path(__file__).resolve().parent.parent
FIELDS = ("date", "type", "status", "sources", "places, none foreign")
COUNTS = [f"{m}_{s}" for m in ("killed", "wounded", "captured", "missing") for s in "ab"]


def score(gold: dict[str, Any], *, verbose: bool = False) -> dict[str, tuple[int, int]]:
    """Score one gold file; return for each measure how many of how many are right."""
    result = geomap.run(ROOT / gold["corpus"])
    made = [feature["properties"] for feature in result.incident_features["features"]]
    places = {
        row["id"]: [s.place for s in record.sites]
        for row, record in zip(made, result.records, strict=True)
    }
    free, counts = list(made), Counter[str]()
    for wanted in gold["incidents"]:
        found = _find(wanted, free, places)
        _count(counts, "incidents found", right=found is not None)
        if found is not None:
            free.remove(found)
            _score_fields(wanted, found, places[found["id"]], counts, verbose=verbose)
            continue
        # What is not found has no field right: else a figure would fall when more are found.
        for name in FIELDS:
            _count(counts, name, right=False)
        _count(counts, "places found", right=False, times=len(wanted["places"]))
        if verbose:
            print("MISSED", wanted["key"], wanted["date_start"], wanted["places"])
    extra = [row for row in free if not _is_allowed(row, gold)]
    _count(counts, "no false incident", right=False, times=len(extra))
    _count(counts, "no false incident", right=True, times=len(made) - len(extra))
    for row in extra if verbose else ():
        shown = ("date_start", "sub_event_type", "place", "sources", "summary")
        print("FALSE ", *(row[field] for field in shown))
    _score_evidence(gold, made, counts, verbose=verbose)
    return {
        name: (counts[f"{name}/right"], counts[f"{name}/all"])
        for name in dict.fromkeys(key.rsplit("/", 1)[0] for key in counts)
    }


def _score_evidence(
    gold: dict[str, Any], made: list[dict[str, Any]], counts: Counter[str], *, verbose: bool
) -> None:
    """Score that nothing is quoted which the gold file names as no report of an event."""
    banned = {(entry["file"], entry["text"]) for entry in gold.get("must_not", [])}
    for file, text in sorted(banned):
        hit = any(
            e["source"] == file and text in e["quote"] for row in made for e in row["evidence"]
        )
        _count(counts, "no banned evidence", right=not hit)
        if verbose and hit:
            print("BANNED", file, text)


def _count(counts: Counter[str], name: str, *, right: bool, times: int = 1) -> None:
    counts[f"{name}/right"] += times * right
    counts[f"{name}/all"] += times


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _days_apart(wanted: dict[str, Any], row: dict[str, Any]) -> int:
    """Return the days between two intervals; a missing start is an upper bound alone."""
    w_end, r_end = _day(wanted["date_end"]), _day(row["date_end"])
    if w_end is None or r_end is None:
        return 0 if w_end is r_end is None else 9999
    w_start, r_start = _day(wanted["date_start"]) or w_end, _day(row["date_start"]) or r_end
    return max((r_start - w_end).days, (w_start - r_end).days, 0)


def _has_place(names: list[str], sites: list[Place]) -> list[str]:
    """Return which of the gold's places are among the sites, by any of their names."""
    found = []
    for name in names:
        words = set(fold_name(name.split("(")[0]))
        for place in sites:
            known = [set(fold_name(n)) for n in (place.name, *place.names)]
            if any(words <= other for other in known):
                found.append(name)
                break
    return found


def _find(
    wanted: dict[str, Any], free: list[dict[str, Any]], places: dict[str, list[Place]]
) -> dict[str, Any] | None:
    fitting = []
    for row in free:
        shared = set(row["sources"]) & {*wanted["sources"], *wanted.get("sources_optional", [])}
        sites = places[row["id"]]
        names = [*wanted["places"], *wanted.get("places_also", [])]
        near = _has_place(names, sites) if sites else [] if wanted["places"] else [""]
        # An incident known by the border alone counts if the report has no other on that day.
        if shared and _days_apart(wanted, row) <= 1 and (near or not names or not sites):
            same_status = (row["status"] == "denied") == (wanted["status"] == "denied")
            fitting.append((same_status, len(near), len(shared), -free.index(row), row))
    return max(fitting, key=lambda entry: entry[:4])[-1] if fitting else None


def _score_fields(
    wanted: dict[str, Any],
    row: dict[str, Any],
    sites: list[Place],
    counts: Counter[str],
    *,
    verbose: bool,
) -> None:
    for name, (right, why) in _check_fields(wanted, row, sites).items():
        _count(counts, name, right=right)
        if verbose and not right:
            print("WRONG ", wanted["key"], name, why)
    got = _has_place(wanted["places"], sites)
    _count(counts, "places found", right=True, times=len(got))
    _count(counts, "places found", right=False, times=len(wanted["places"]) - len(got))
    if verbose and len(got) < len(wanted["places"]):
        print("WRONG ", wanted["key"], "places", [s.name for s in sites], wanted["places"])
    _score_counts(wanted, row, counts, verbose=verbose)


def _check_fields(
    wanted: dict[str, Any], row: dict[str, Any], sites: list[Place]
) -> dict[str, tuple[bool, object]]:
    """Return for each field whether it is right, and what it is and should be."""
    dates = {
        end: [wanted[end], *wanted.get(f"{end}_also", [])] for end in ("date_start", "date_end")
    }
    types, statuses = (
        [wanted[field], *wanted.get(f"{field}_also", [])] for field in ("sub_event_type", "status")
    )
    sources, most = (
        set(wanted["sources"]),
        {*wanted["sources"], *wanted.get("sources_optional", [])},
    )
    allowed = [*wanted["places"], *wanted.get("places_also", [])]
    stray = [place.name for place in sites if not _has_place(allowed, [place])]
    said = {field: row[field] for field in ("status", "claimed_by", "denied_by")}
    return {
        "date": (
            all(row[end] in rights for end, rights in dates.items()),
            ({end: row[end] for end in dates}, dates),
        ),
        "type": (row["sub_event_type"] in types, (row["sub_event_type"], types)),
        "status": (row["status"] in statuses, (said, statuses)),
        "sources": (sources <= set(row["sources"]) <= most, (row["sources"], wanted["sources"])),
        "places, none foreign": (not stray, (stray, allowed)),
    }


def _score_counts(
    wanted: dict[str, Any], row: dict[str, Any], counts: Counter[str], *, verbose: bool
) -> None:
    for field in COUNTS:
        base = wanted.get(field)
        civilian = wanted.get(f"{field}_civilian")
        unknown = wanted.get(f"{field}_unknown")
        known = [v for v in (base, civilian, unknown) if v is not None]
        total = sum(known) if known else None
        rights = [total, *wanted.get(f"{field}_also", [])]
        right = row[field] in rights
        name = "counts given" if total is not None else "counts unknown stay unknown"
        _count(counts, name, right=right)
        if verbose and not right:
            print("WRONG ", wanted["key"], field, row[field], rights)


def _is_allowed(row: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Tell whether a further incident is one that the gold file lists as a right way to split."""
    return any(
        set(row["sources"]) <= {*w["sources"], *w.get("sources_optional", [])}
        and _days_apart(w, row) == 0
        and w.get("note", "").startswith(("two incidents", "splitting"))
        for w in gold["incidents"]
    )


def main() -> None:
    """Print a table of each gold file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="print each fault")
    arguments = parser.parse_args()
    for path in arguments.gold:
        gold = json.loads(path.read_text(encoding="utf-8"))
        print(f"{path.name}")
        for name, (right, total) in score(gold, verbose=arguments.verbose).items():
            print(f"  {name:32} {right:4} of {total:4}  {right / total if total else 1:.2f}")


if __name__ == "__main__":
    main()
