"""How many sentences of a half are read as they are marked: kinds, figures and whose they are.

A line is ``day of publication | sentence | kinds | figures``, and of a report of several sentences
about its losses also ``| statuses``. Kinds that would be right stand
between slashes, ``none`` for a sentence that tells of no incident. Figures are ``k`` killed, ``w``
wounded, ``c`` captured and ``m`` missing, each with all that would be right between slashes;
``KHM.k3`` is the figure of a side. A sentence without a figure must be read without one.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from geomap.engine.records import Outcome
from geomap.export.features import iter_incident_features
from geomap.folders import find_gazetteer
from geomap.model import Document
from geomap.pipeline import map_reports
from geomap.places import load_gazetteer
from geomap.reports import Reports
from geomap.settings import Settings
from geomap.understanding import BorderLines, ReportTask, Understood

FOLDER: Final = Path(__file__).parent
KINDS: Final = {
    "Armed clash": "clash",
    "Shelling/artillery/missile attack": "shelling",
    "Air/drone strike": "air",
    "Remote explosive/landmine/IED": "mine",
    "Attack": "attack",
    "Abduction/forced disappearance": "abduct",
    "Arrests": "arrest",
    "Non-violent transfer of territory": "transfer",
    "Looting/property destruction": "loot",
    "Disrupted weapons use": "disrupt",
    "Agreement": "agreement",
    "Other": "other",
}
MEASURES: Final = {"k": "killed", "w": "wounded", "c": "captured", "m": "missing"}


class Sentence(NamedTuple):
    """A sentence with what it tells."""

    published: dt.date
    text: str
    kinds: frozenset[str]
    """Any of them is right; none where it tells of no incident."""
    figures: dict[str, frozenset[int | None]]
    """Measure to what is right; one that is not here must not be read."""
    of_sides: dict[tuple[str, str], frozenset[int | None]]
    """ISO alpha-3 of a side and measure to what is right."""
    statuses: frozenset[str] = frozenset()
    """Any of them is right; none where the line does not say."""


class Reading(NamedTuple):
    """What a sentence was read as: field to whether it is right, and the incidents made of it."""

    sentence: Sentence
    right: dict[str, bool]
    incidents: list[dict[str, Any]]


def read_half(name: str) -> list[Sentence]:
    """Read the sentences of ``half_a``, ``half_b``, ``losses_a`` or ``losses_b``."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_read_line(line) for line in lines if line]


def _read_line(line: str) -> Sentence:
    published, text, kinds, figures, *statuses = line.split(" | ")
    of_all: dict[str, frozenset[int | None]] = {}
    of_sides: dict[tuple[str, str], frozenset[int | None]] = {}
    for figure in figures.split():
        side, _, count = figure.rpartition(".")
        if count[0] not in MEASURES:
            continue
        measure = MEASURES[count[0]]
        accepted = frozenset(None if it == "-" else int(it) for it in count[1:].split("/"))
        if side:
            of_sides[side, measure] = accepted
        else:
            of_all[measure] = accepted
    return Sentence(
        published=dt.date.fromisoformat(published),
        text=text,
        kinds=frozenset(kinds.split("/")) - {"none"},
        figures=of_all,
        of_sides=of_sides,
        statuses=frozenset("".join(statuses).split("/")) - {"", "-"},
    )


@cache
def open_task() -> ReportTask:
    """Return what understands a report."""
    folder = find_gazetteer()
    return ReportTask(
        gazetteer=load_gazetteer(folder), lines=BorderLines(folder=folder / "borders")
    )


def find_incidents(sentence: Sentence) -> list[dict[str, Any]]:
    """Return the properties of the incidents of a report of this sentence alone."""
    task = open_task()
    document = Document(
        id="a.txt", source="a.txt", text=sentence.text, published=sentence.published
    )
    reports = Reports()
    understood = Understood(document, task.understand(document))
    reports.add(Outcome(item=document, value=(understood,), error=None))
    result = map_reports(reports, task, gazetteer_folder=find_gazetteer(), settings=Settings())
    documents = {document.id: document}
    features = iter_incident_features(result.records, documents, {})
    return [feature["properties"] for feature in features]


def read_sentence(sentence: Sentence) -> Reading:
    """Read a sentence; of several incidents the one that has most right counts."""
    incidents = find_incidents(sentence)
    if not sentence.kinds:
        return Reading(sentence, {"silent": not incidents}, incidents)
    marks = [_mark(sentence, it) for it in incidents] or [_mark(sentence, None)]
    return Reading(sentence, max(marks, key=lambda it: sum(it.values())), incidents)


def _mark(sentence: Sentence, incident: dict[str, Any] | None) -> dict[str, bool]:
    right = {"found": incident is not None}
    known = incident or {}
    right["kind"] = KINDS.get(known.get("sub_event_type", "")) in sentence.kinds
    for measure in MEASURES.values():
        accepted = sentence.figures.get(measure, frozenset((None, 0)))
        if measure in ("killed", "wounded") or None not in accepted:
            right[measure] = incident is not None and known[measure] in accepted
    for (side, measure), accepted in sentence.of_sides.items():
        letter = {known.get("side_a"): "a", known.get("side_b"): "b"}.get(side)
        given = known.get(f"{measure}_{letter}") if letter else None
        right[f"{side} {measure}"] = given in accepted
    if sentence.statuses:
        right["status"] = known.get("status") in sentence.statuses
    return right


def score(readings: list[Reading]) -> dict[str, tuple[int, int]]:
    """Return field to how many are right, of how many."""
    tally: dict[str, list[bool]] = {}
    for reading in readings:
        for field, is_right in reading.right.items():
            tally.setdefault("side" if " " in field else field, []).append(is_right)
        if reading.sentence.kinds:
            tally.setdefault("all", []).append(all(reading.right.values()))
    return {field: (sum(marks), len(marks)) for field, marks in tally.items()}
