"""One incident with all that it rests on: every quotation is where it is said to be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from geomap.errors import IncidentError
from geomap.export import iter_sections

if TYPE_CHECKING:
    import geomap
    from geomap.export import Entry

# Four reports, one of them undated; see corpus/.
NIGHT = "ARM-AZE-2022-09-12"


@pytest.fixture(scope="module")
def stories(result: geomap.Result) -> list[dict[str, Any]]:
    return [result.explain_incident(incident.id) for incident in result.records]


@pytest.fixture(scope="module")
def night(result: geomap.Result) -> dict[str, Any]:
    return result.explain_incident(NIGHT)


def _iter_quotes(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if value.get("quote") is not None:
            yield value
        for below in value.values():
            yield from _iter_quotes(below)
    elif isinstance(value, list):
        for below in value:
            yield from _iter_quotes(below)


def _list_words(entries: tuple[Entry, ...]) -> list[str]:
    return [words for it in entries for words in (it.words, *_list_words(it.entries))]


def test_every_quotation_stands_where_it_is_said_to_be(
    result: geomap.Result, stories: list[dict[str, Any]]
) -> None:
    texts: dict[str, str] = {}
    for document in result.corpus.documents:
        # Of a file of several articles each goes on where the last one ends.
        told = texts.get(document.source, "")
        texts[document.source] = told + document.text[len(told) :]
    quotes = list(_iter_quotes(stories))
    assert len(quotes) > 200
    for quote in quotes:
        assert texts[quote["source"]][quote["start"] : quote["end"]] == quote["quote"]
        assert quote["quote"].strip()


def test_all_of_it_is_json(stories: list[dict[str, Any]]) -> None:
    assert json.loads(json.dumps(stories)) == stories


def test_it_agrees_with_the_incident_as_exported(
    result: geomap.Result, stories: list[dict[str, Any]]
) -> None:
    for story, feature in zip(stories, result.incident_features["features"], strict=True):
        row = feature["properties"]
        assert story["id"] == row["id"]
        assert story["status"]["value"] == row["status"]
        assert [it["best"] for it in story["counts"]] == [it["best"] for it in row["casualties"]]
        assert sorted(it["source"] for it in story["reports"]) == row["sources"]
        assert len(story["places"]) == row["site_count"]
        fields = sum(len(it["fields"]) for it in story["quotes"])
        assert fields == len(row["evidence"])


def test_every_site_was_named_and_its_name_taken_for_it(stories: list[dict[str, Any]]) -> None:
    for place in (place for story in stories for place in story["places"]):
        assert place["names"]
        for name in place["names"]:
            assert name["reason"]
            if name["candidates"]:
                assert name["taken_for"] in {it["id"] for it in name["candidates"]}
        if place["border_km"] is None:
            assert place["not_attached_because"]


def test_an_undated_report_says_which_reports_date_it(night: dict[str, Any]) -> None:
    reports = {it["source"]: it for it in night["reports"]}
    undated = reports.pop("undated-night-of-shelling.txt")
    assert undated["published"] is None
    assert undated["date_basis"] == "linked"
    assert set(undated["dated_by"]) == set(reports)
    assert not any(it["dated_by"] for it in reports.values())


def test_a_weekday_is_counted_from_the_day_of_publication(night: dict[str, Any]) -> None:
    readings = [it for it in night["date"]["readings"] if it["quote"] == "Tuesday"]
    counted = {it["source"]: it["date_start"] for it in readings}
    assert counted == {
        "2022-09-13-azerbaijan-50-dead.txt": "2022-09-13",
        "undated-night-of-shelling.txt": None,
    }
    words = _list_words(dict(iter_sections(night))["When"])
    assert any("→ Tuesday 13 September 2022 (counted from the weekday" in it for it in words)
    assert any("this alone tells no day" in it for it in words)


def test_the_history_of_a_count_keeps_each_figure_with_its_words(night: dict[str, Any]) -> None:
    (count,) = [it for it in night["counts"] if it["side"] == "ARM"]
    assert count["side_name"] == "Armenia"
    history = [(it["best"], it["role"], it["quote"]) for it in count["history"]]
    assert history[-1] == (135, "best", "135 of its soldiers were dead")
    assert [role for _, role, _ in history[:-1]] == ["superseded"] * 3
    words = "\n".join(_list_words(dict(iter_sections(night))["Losses"]))
    assert "Armenia, killed, military: best 135, lowest 49, highest 135" in words
    assert "at least 49, by the word of Prime Minister of Armenia" in words


def test_every_section_says_something(stories: list[dict[str, Any]]) -> None:
    for story in stories:
        sections = list(iter_sections(story))
        assert [it.title for it in sections][:3] == ["Who says so", "When", "Why these reports"]
        for section in sections:
            assert section.entries
            assert all(words.endswith((".", "”")) for words in _list_words(section.entries))
            assert "None" not in " ".join(_list_words(section.entries))


def test_an_unknown_id_is_refused(result: geomap.Result) -> None:
    with pytest.raises(IncidentError, match="near ones: ARM-AZE"):
        result.explain_incident("ARM-AZE-1999-01-01-000000")
