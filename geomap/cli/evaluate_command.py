"""``geomap evaluate``: what was found against what people marked, in figures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from geomap.evaluation import Match

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.evaluation import Scores

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap toponyms texts.jsonl -o found.jsonl
  geomap evaluate toponyms texts.jsonl found.jsonl
  geomap evaluate toponyms texts.jsonl found.jsonl --km 20 --match exact
  geomap evaluate toponyms texts.jsonl found.jsonl --ci 1000 --json

\b
Both files hold a line for each document:
  {"id": "1", "toponyms": [{"start": 0, "end": 4, "lat": 40.2, "lon": 45.9}]}
GOLD is what people marked, FOUND what geomap or another tool gives. A
toponym of GOLD without lat and lon counts for recognition only.

\b
exact, overlap   spans that agree, or that have a part in common
Acc@km           points nearer than --km: of those recognised, of all
AUC              area under the curve of ln(1 + error), 0 is best
end to end       a span with a part in common, and its point near enough

\b
Exit code 0: done. 2: a file cannot be read, or is not as above."""

INCIDENT_EXAMPLES = """\b
Examples:
  geomap map reports/ -o out
  geomap evaluate incidents gold.json out/incidents.geojson
  geomap evaluate incidents gold.json out/incidents.geojson --km 20 --json

\b
GOLD is {"documents": [{"file": "a.txt", "negative": false, "incidents":
  [{"id": "a1", "date_start": "2021-07-28", "date_end": "2021-07-28",
    "type": "armed_clash", "places": [{"lat": 40.2, "lon": 45.9}],
    "killed_accept": [3], "wounded_accept": [null]}]}]}

\b
A found incident is a marked one when day and place agree, in a file that
both name. Marked "background" or "optional", it is never missed.

\b
Exit code 0: done. 2: a file cannot be read, or is not as above."""

LINKING_EXAMPLES = """\b
Examples:
  geomap map reports/ -o out
  geomap evaluate linking gold.json out/run.json
  geomap evaluate linking gold.json out/incidents.geojson --json

\b
GOLD is {"reports": {"a.txt": {"events": ["e1"], "copy_of": null}},
  "events": {"e1": {"date_start": "2021-07-28", "date_end": "2021-07-28",
    "border": "ARM-AZE", "places": ["Sotk"]}}}

\b
A mention is an event in a report. Found and marked ones are paired inside
each report by day, then place; where it has one of each, those two.
linking alone      of mentions that were paired: are two of them together
                   that belong together?
with extraction    of all mentions; one that was missed or false is alone
pairs, B3          shares of pairs of mentions; means over mentions
wrong merges       two marked events in one incident

\b
Exit code 0: done. 2: a file cannot be read, or is not as above."""

app = typer.Typer(
    help="Figures of quality: what was found against what people marked.", no_args_is_help=True
)


@app.callback()
def _evaluate() -> None:
    # With a callback, a single command still has to be named.
    pass


@app.command("toponyms", epilog=EXAMPLES)
def evaluate_toponyms(  # noqa: PLR0917 - typer makes each parameter an option
    gold: Annotated[Path, typer.Argument(help="JSON lines with the toponyms that people marked.")],
    found: Annotated[Path, typer.Argument(help="JSON lines with those that a tool found.")],
    km: Annotated[
        float,
        typer.Option(min=0.0, help="A point nearer than this is right. 161 km are 100 miles."),
    ] = 161.0,
    match: Annotated[
        Match,
        typer.Option(help="Spans whose points are compared: with a part in common, or equal."),
    ] = Match.OVERLAP,
    ci: Annotated[
        int,
        typer.Option(
            min=0, help="Give 95% intervals from this many samples of documents; 1000 is usual."
        ),
    ] = 0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print all figures, unrounded, as JSON.")
    ] = False,
) -> None:
    """Score found toponyms: precision, recall and F1, accuracy, distances."""
    from geomap.evaluation import ScoringOptions, read_toponyms, score_toponyms

    marked, others = read_toponyms(gold), read_toponyms(found)
    _print_unpaired(marked, others)
    options = ScoringOptions(within_km=km, match=match, resamples=ci)
    scores = score_toponyms(marked, others, options=options)
    if as_json:
        _print_json(scores)
    else:
        _print_scores(scores, km=km)


@app.command("incidents", epilog=INCIDENT_EXAMPLES)
def evaluate_incidents(
    gold: Annotated[Path, typer.Argument(help="JSON with the incidents that people marked.")],
    found: Annotated[Path, typer.Argument(help="incidents.geojson of a run on the same files.")],
    days: Annotated[
        int, typer.Option(min=0, help="Days that may lie between what was found and marked.")
    ] = 1,
    km: Annotated[
        float,
        typer.Option(
            min=0.0, help="A point nearer than this, or than the place's radius, is right."
        ),
    ] = 50.0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print all figures, unrounded, as JSON.")
    ] = False,
) -> None:
    """Score found incidents: precision, recall and F1, days, places, figures, status."""
    import msgspec

    from geomap.evaluation import read_gold, read_predicted, score_incidents

    scores = score_incidents(read_gold(gold), read_predicted(found), within_days=days, within_km=km)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(scores) + b"\n")
        return
    s = scores
    lines = [
        f"docs {s.documents} ({s.negative_documents} negative)",
        f"matched {s.matched}  false {s.false}  missed {s.missed}  neutral {s.neutral}",
        f"incidents  P {_round(s.precision)}  R {_round(s.recall)}  F1 {_round(s.f1)}",
        f"of all marked  day {_round(s.date_recall)}  place {_round(s.place_recall)}",
        f"of matched  type {_round(s.type_accuracy)}  status {_round(s.status_accuracy)}",
        f"of matched  killed {_round(s.killed_exact)}  wounded {_round(s.wounded_exact)}",
        f"figures by side {_round(s.side_figures_exact)}",
        f"negative documents with a false incident: {s.negatives_with_false}",
    ]
    typer.echo("\n".join(lines))


@app.command("linking", epilog=LINKING_EXAMPLES)
def evaluate_linking(
    gold: Annotated[Path, typer.Argument(help="JSON with the events that people marked.")],
    found: Annotated[
        Path, typer.Argument(help="run.json or incidents.geojson of a run on the same files.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print all figures, unrounded, as JSON.")
    ] = False,
) -> None:
    """Score which reports were put together: pairs and B3, wrong merges, copies."""
    import msgspec

    from geomap.evaluation import read_found_links, read_gold_links, score_links

    scores = score_links(read_gold_links(gold), read_found_links(found))
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(scores) + b"\n")
        return
    s, width = scores, len("with extraction")
    lines = [
        f"reports {s.reports}  events {s.events}",
        f"mentions  marked {s.marked}  found {s.found}  paired {s.paired}",
        f"{'linking alone':{width}}  pairs  {_shares(s.pair_precision, s.pair_recall, s.pair_f1)}",
        f"{'':{width}}  B3     {_shares(s.b3_precision, s.b3_recall, s.b3_f1)}",
        "with extraction  pairs  "
        + _shares(s.all_pair_precision, s.all_pair_recall, s.all_pair_f1),
        f"{'':{width}}  B3     {_shares(s.all_b3_precision, s.all_b3_recall, s.all_b3_f1)}",
        f"copies  P {_round(s.copy_precision)}  R {_round(s.copy_recall)}",
        f"wrong merges  same border and week {len(s.wrong_merges)}  others {len(s.other_merges)}",
    ]
    lines += [f"  {it}: {a}, {b}" for it, a, b in (*s.wrong_merges, *s.other_merges)]
    typer.echo("\n".join(lines))


def _shares(precision: float | None, recall: float | None, f1: float | None) -> str:
    return f"P {_round(precision)}  R {_round(recall)}  F1 {_round(f1)}"


def _print_unpaired(gold: Mapping[str, object], found: Mapping[str, object]) -> None:
    """Say which documents are in one file only: a wrong file looks like bad figures."""
    console = Console(stderr=True, soft_wrap=True)
    extra = [key for key in found if key not in gold]
    missing = [key for key in gold if key not in found]
    for keys, what in (
        (extra, "of FOUND are not in GOLD and do not count"),
        (missing, "of GOLD are not in FOUND and count as empty"),
    ):
        if keys:
            named = ", ".join(sorted(keys)[:3])
            console.print(
                f"warning: {len(keys)} documents {what}, e.g. {named}",
                markup=False,
                highlight=False,
                style="yellow",
            )


def _print_json(scores: Scores) -> None:
    import msgspec

    figures: dict[str, Any] = msgspec.structs.asdict(scores)
    shares, intervals = figures.pop("shares"), figures.pop("intervals")
    figures |= msgspec.structs.asdict(shares)
    figures |= {f"{name}_ci95": list(bounds) for name, bounds in intervals.items()}
    sys.stdout.buffer.write(msgspec.json.encode(figures) + b"\n")


def _print_scores(scores: Scores, *, km: float) -> None:
    s = scores.shares
    counts = f"docs {scores.docs}  gold {scores.gold} (with coords {scores.gold_coords})"
    accuracy = f"recognised {_round(s.acc_recog)}  all gold {_round(s.acc_all)}"
    distances = f"mean {_round(scores.mean_km, 0)} km  median {_round(scores.median_km, 1)} km"
    areas = f"AUC {_round(scores.auc)}  AUC(all) {_round(scores.auc_all)}"
    lines = [
        f"{counts}  predicted {scores.pred}",
        f"recognition exact    P {s.exact_p:.3f}  R {s.exact_r:.3f}  F1 {s.exact_f1:.3f}",
        f"recognition overlap  P {s.overlap_p:.3f}  R {s.overlap_r:.3f}  F1 {s.overlap_f1:.3f}",
        f"resolution  n {scores.resolved_n}  Acc@{km:g}km {accuracy}",
        f"            {distances}  {areas}",
        f"end to end  P {s.e2e_p:.3f}  R {s.e2e_r:.3f}  F1@{km:g}km {s.e2e_f1:.3f}",
    ]
    lines += [
        f"  95% CI {name}: {low:.3f} - {high:.3f}" for name, (low, high) in scores.intervals.items()
    ]
    typer.echo("\n".join(lines))


def _round(value: float | None, digits: int = 3) -> str:
    return "nan" if value is None else f"{value:.{digits}f}"
