"""The annotated toponyms are sound: what is measured on them rests on that."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.checkout

FOLDER = Path(__file__).resolve().parent
GOLD = FOLDER / "gold.jsonl"
CONTINENTS = {
    "Africa",
    "Antarctica",
    "Asia",
    "Europe",
    "North America",
    "Oceania",
    "South America",
}
KINDS = {"demonym", "embedded", "organisation", "person", "word"}
LEAST_TEXTS, LEAST_TOPONYMS = 66, 650
FEWEST_WORDS, MOST_WORDS = 60, 220


@lru_cache(maxsize=1)
def read_gold() -> tuple[dict[str, Any], ...]:
    """Return the annotated texts in the order of the file."""
    # Bytes break at line feeds only; a string would break at U+2028 inside a text as well.
    return tuple(json.loads(line) for line in GOLD.read_bytes().splitlines())


def list_spans(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all spans of a text, toponyms and others, by their start."""
    spans: list[dict[str, Any]] = [*entry["toponyms"], *entry["not_toponyms"]]
    return sorted(spans, key=lambda span: (span["start"], span["end"]))


def test_the_file_is_the_one_that_was_pinned() -> None:
    pinned = (FOLDER / "digest.txt").read_text(encoding="utf-8").strip()
    assert hashlib.sha256(GOLD.read_bytes()).hexdigest() == pinned


def test_spans_hold_the_text_that_they_name() -> None:
    wrong = [
        (entry["id"], span["start"])
        for entry in read_gold()
        for span in list_spans(entry)
        if entry["text"][span["start"] : span["end"]] != span["text"]
        or span["text"] != span["text"].strip()
        or not span["text"]
    ]
    assert wrong == []


def test_spans_do_not_overlap() -> None:
    wrong = [
        (entry["id"], after["start"])
        for entry in read_gold()
        for spans in [list_spans(entry)]
        for before, after in pairwise(spans)
        if before["end"] > after["start"]
    ]
    assert wrong == []


def test_names_are_marked_wherever_they_stand() -> None:
    """A name that is marked once in a text is marked each time, as one thing or the other."""
    missed = [
        (entry["id"], found.start())
        for entry in read_gold()
        for spans in [list_spans(entry)]
        for name in {toponym["text"] for toponym in entry["toponyms"]}
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", entry["text"])
        if not any(s["start"] < found.end() and found.start() < s["end"] for s in spans)
    ]
    assert missed == []


def test_ids_are_unique_and_in_order() -> None:
    ids = [entry["id"] for entry in read_gold()]
    assert ids == [f"t{number:03d}" for number in range(1, len(ids) + 1)]


def test_the_set_is_large_enough() -> None:
    entries = read_gold()
    assert len(entries) >= LEAST_TEXTS
    assert sum(len(entry["toponyms"]) for entry in entries) >= LEAST_TOPONYMS
    lengths = [len(entry["text"].split()) for entry in entries]
    assert min(lengths) >= FEWEST_WORDS
    assert max(lengths) <= MOST_WORDS


def test_every_third_text_is_blind() -> None:
    splits = [entry["meta"]["split"] for entry in read_gold()]
    assert splits == ["blind" if number % 3 == 0 else "dev" for number in range(1, len(splits) + 1)]


def test_points_are_on_the_globe() -> None:
    wrong = [
        (entry["id"], toponym["start"])
        for entry in read_gold()
        for toponym in entry["toponyms"]
        if not -90 <= toponym["lat"] <= 90
        or not -180 <= toponym["lon"] <= 180
        or (toponym["lat"], toponym["lon"]) == (0, 0)
        or not re.fullmatch(r"[A-Z][A-Z0-9]+", toponym["feature_code"])
        or not (toponym["country"] is None or re.fullmatch(r"[A-Z]{3}", toponym["country"]))
    ]
    assert wrong == []


def test_all_continents_and_kinds_are_there() -> None:
    entries = read_gold()
    assert {entry["meta"]["continent"] for entry in entries} == CONTINENTS
    kinds = Counter(span["kind"] for entry in entries for span in entry["not_toponyms"])
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 30


@pytest.mark.parametrize(
    "character",
    [
        "\r\n",
        "\N{NO-BREAK SPACE}",
        "\N{COMBINING ACUTE ACCENT}",
        "\N{FIRE}",
        "\N{LEFT DOUBLE QUOTATION MARK}",
    ],
)
def test_hard_characters_stand_before_toponyms(character: str) -> None:
    """Offsets are put to the test only where such a character comes before a name."""
    assert any(
        character in entry["text"][: entry["toponyms"][-1]["start"]] for entry in read_gold()
    )


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Georgia", {"GEO", "USA"}),
        ("Paris", {"FRA", "USA", "CAN"}),
        ("Hyderabad", {"IND", "PAK"}),
        ("Tripoli", {"LBN", "LBY"}),
        ("Victoria", {"AUS", "CAN", "SYC"}),
        ("London", {"GBR", "CAN"}),
    ],
)
def test_names_of_several_places_mean_more_than_one(name: str, countries: set[str]) -> None:
    meant = {
        toponym["country"]
        for entry in read_gold()
        for toponym in entry["toponyms"]
        if toponym["text"] == name
    }
    assert meant == countries
