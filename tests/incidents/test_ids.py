"""Ids of incidents: the same for the same event, whatever else is read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from geomap.incidents.identity import Identity, tell_apart
from geomap.model import Incident

LinkReports = Callable[..., list[Incident]]


def clash(place: str, *, number: str = "two") -> tuple[str, str]:
    return (
        "2022-09-14",
        (
            f"Armenian and Azerbaijani troops clashed near {place} on Tuesday."
            f" Armenia’s defence ministry said that {number} of its soldiers were wounded.\n"
        ),
    )


def ids_of(incidents: list[Incident]) -> dict[str, str]:
    """Return each report's incident."""
    return {m.document_id: i.id for i in incidents for m in i.members}


def test_an_id_tells_sides_and_day(link_reports: LinkReports) -> None:
    (incident,) = link_reports({"a.txt": clash("Sotk")})
    assert re.fullmatch(r"ARM-AZE-2022-09-13-[0-9a-f]{6}", incident.id)


def test_a_report_of_another_event_changes_no_id(link_reports: LinkReports) -> None:
    reports = {"b.txt": clash("Sotk"), "c.txt": clash("Tegh")}
    before = ids_of(link_reports(reports))
    after = ids_of(link_reports({"a.txt": clash("Yeraskh"), **reports, "d.txt": clash("Movses")}))
    assert {name: after[name] for name in before} == before
    assert len(set(after.values())) == 4


def test_a_further_report_of_the_same_event_keeps_its_id(link_reports: LinkReports) -> None:
    before = ids_of(link_reports({"b.txt": clash("Sotk")}))
    for name in ("a.txt", "c.txt"):
        after = ids_of(link_reports({"b.txt": clash("Sotk"), name: clash("Sotk", number="three")}))
        assert after["b.txt"] == before["b.txt"] == after[name]


def test_the_files_name_is_no_part_of_the_id(link_reports: LinkReports) -> None:
    (one,) = link_reports({"a.txt": clash("Sotk")})
    (other,) = link_reports({"z/other.txt": clash("Sotk")})
    assert one.id == other.id


@pytest.mark.parametrize("order", ["abc", "cab", "bca"])
def test_the_order_of_reading_does_not_matter(link_reports: LinkReports, order: str) -> None:
    reports = {"a": clash("Sotk"), "b": clash("Sotk", number="three"), "c": clash("Tegh")}
    expected = link_reports(reports)
    found = link_reports({name: reports[name] for name in order})
    assert [incident.id for incident in found] == [incident.id for incident in expected]
    assert {i.id: sorted(m.document_id for m in i.members) for i in found} == {
        i.id: sorted(m.document_id for m in i.members) for i in expected
    }


def test_two_runs_are_equal(link_reports: LinkReports) -> None:
    reports = {"a": clash("Sotk"), "b": clash("Kut"), "c": clash("Tegh")}
    assert link_reports(reports) == link_reports(reports)


def test_ids_are_unique_even_without_day_or_place(link_reports: LinkReports) -> None:
    text = "Armenian and Azerbaijani troops clashed on the border on Tuesday.\n"
    found = link_reports(
        {"a.txt": (None, text), "b.txt": (None, text.replace("clashed", "fought"))}
    )
    ids = [incident.id for incident in found]
    assert len(ids) == len(set(ids))


def test_a_later_report_changes_nothing_by_what_it_says_more(link_reports: LinkReports) -> None:
    before = ids_of(link_reports({"b.txt": clash("Sotk")}))
    more = (
        "2022-09-16",
        (
            "Azerbaijani artillery shelled Kut, Norabak and Sotk on 13 September 2022, killing six "
            "Armenian soldiers in Kut and three in Norabak, the ministry said. Kut was on fire.\n"
        ),
    )
    after = ids_of(
        link_reports(
            {"a.txt": more, "b.txt": clash("Sotk"), "c.txt": ("2022-09-15", clash("Kut")[1])}
        )
    )
    assert after["b.txt"] == before["b.txt"] == after["a.txt"]


def test_of_two_with_one_id_the_first_keeps_it() -> None:
    identities = [
        Identity(id="x", published="2022-09-15", text="later"),
        Identity(id="x", published="2022-09-14", text="first"),
        Identity(id="y", published="2022-09-14", text="first"),
        Identity(id="x", published="2022-09-15", text="later"),
    ]
    ids = tell_apart(identities)
    assert ids[1:3] == ["x", "y"]
    assert len(set(ids)) == 4
    assert tell_apart(identities[:2]) == ids[:2]
