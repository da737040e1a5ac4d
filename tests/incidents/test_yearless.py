"""Incidents whose year no report tells: kept apart, put together and dated by day and month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geomap.incidents import describe_date
from geomap.model import DateBasis, Incident
from geomap.yearless import write_edtf

LinkReports = Callable[..., list[Incident]]


def wire(day: str, *events: str) -> tuple[None, str]:
    return None, f"YEREVAN, {day} (Agency) - " + " ".join(events) + "\n"


def clash(place: str, when: str) -> str:
    return f"Armenian and Azerbaijani troops clashed near {place} {when}, killing two soldiers."


def days_of(incidents: list[Incident]) -> list[str | None]:
    return [write_edtf(incident.date) for incident in incidents]


DATED = "2022-06-20", clash("Sotk", "on June 16") + "\n"


def test_two_days_of_one_report_are_two(link_reports: LinkReports) -> None:
    report = wire("June 17", clash("Sotk", "on June 12"), clash("Sotk", "on June 16"))
    found = link_reports({"u.txt": report})
    assert days_of(found) == ["XXXX-06-12", "XXXX-06-16"]
    assert all(not it.date.is_known for it in found)
    assert all("-undated-" in it.id for it in found)
    assert describe_date(found[0].date) == "12 June, year not told"


@pytest.mark.parametrize(
    ("when", "is_one"),
    [
        ("on June 16", True),
        ("on June 12", False),
        # 16 June 2022 was a Thursday.
        ("on Thursday, June 16", True),
        ("on Friday, June 16", False),
    ],
)
def test_a_dated_report_tells_the_year_where_day_and_month_fit(
    link_reports: LinkReports, *, when: str, is_one: bool
) -> None:
    found = link_reports({"a.txt": DATED, "u.txt": wire("June 17", clash("Sotk", when))})
    assert len(found) == (1 if is_one else 2)
    assert found[0].date.start == dt.date(2022, 6, 16)
    if is_one:
        member = next(it for it in found[0].members if it.document_id == "u.txt")
        assert member.date_basis is DateBasis.LINKED
        assert "its day and month fit: 16 June, year not told" in member.reason


@pytest.mark.parametrize(
    ("ours", "theirs", "days"),
    [
        ("on June 16", "on June 16", ["XXXX-06-16"]),
        ("on June 16", "on Thursday, June 16", ["XXXX-06-16"]),
        # Told as the day of the dateline or the one before: the other report knows.
        ("on Thursday", "on June 16", ["XXXX-06-16"]),
        ("on June 16", "on June 14", ["XXXX-06-16", "XXXX-06-14"]),
        # Of two years.
        ("on Friday, June 16", "on Thursday, June 16", ["XXXX-06-16", "XXXX-06-16"]),
    ],
)
def test_undated_reports_of_one_day_and_place_are_one(
    link_reports: LinkReports, ours: str, theirs: str, days: list[str]
) -> None:
    reports = {
        "a.txt": wire("June 17", clash("Sotk", ours)),
        "b.txt": wire("June 17", "Fire at the border.", clash("Sotk", theirs)),
    }
    assert sorted(days_of(link_reports(reports)), key=str) == sorted(days)
    again = link_reports(dict(reversed(reports.items())))
    assert {it.id for it in again} == {it.id for it in link_reports(reports)}


def test_undated_reports_far_apart_are_two(link_reports: LinkReports) -> None:
    found = link_reports(
        {
            "a.txt": wire("June 17", clash("Sotk", "on June 16")),
            "b.txt": wire("June 17", clash("Tegh", "on June 16")),
        }
    )
    assert days_of(found) == ["XXXX-06-16", "XXXX-06-16"]


def test_what_has_a_date_is_as_it_was(link_reports: LinkReports) -> None:
    (alone,) = link_reports({"a.txt": DATED})
    found = link_reports({"a.txt": DATED, "u.txt": wire("May 17", clash("Sotk", "on May 2"))})
    assert found[0] == alone
    assert found[1].date.start is found[1].date.end is None


def test_an_event_of_no_day_is_of_the_dateline_or_the_day_before(
    link_reports: LinkReports,
) -> None:
    (found,) = link_reports({"u.txt": wire("June 17", clash("Sotk", "again"))})
    assert days_of([found]) == ["XXXX-06-16/XXXX-06-17"]
    assert found.date.basis is DateBasis.DATELINE


@pytest.mark.parametrize(("place", "is_one"), [("Kut", True), ("Yeraskh", False)])
def test_near_is_near_enough_where_only_the_year_is_not_told(
    link_reports: LinkReports, *, place: str, is_one: bool
) -> None:
    told = f"Azerbaijani soldiers shot at an Armenian post near {place} on Thursday, June 16."
    found = link_reports({"a.txt": DATED, "u.txt": wire("June 17", told)})
    assert len(found) == (1 if is_one else 2)


def test_the_first_day_of_a_battle_is_told_by_what_says_since_when(
    link_reports: LinkReports,
) -> None:
    later = "2022-06-20", clash("Sotk", "on Sunday, in the fourth day of fighting") + "\n"
    report = wire("June 17", clash("Sotk", "on Thursday, June 16"))
    assert len(link_reports({"a.txt": later, "u.txt": report})) == 1
    before = wire("June 11", clash("Sotk", "on Friday, June 10"))
    assert len(link_reports({"a.txt": later, "u.txt": before})) == 2
