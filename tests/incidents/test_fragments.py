"""What founds no incident joins one that others tell, where something shows that it is it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import Incident

LinkReports = Callable[..., list[Incident]]

SOTK = ("2022-09-13", "An Azerbaijani drone hit an Armenian truck near Sotk on Monday.\n")
YERASKH = ("2022-09-13", "An Azerbaijani drone hit an Armenian truck near Yeraskh on Monday.\n")
CLASH = ("2022-09-13", "Armenian and Azerbaijani troops clashed near Yeraskh on Monday.\n")
NOWHERE = "Azerbaijan hit an Armenian post with a drone, Yerevan said.\n"
TOLL = "The number of Armenian soldiers killed in the clash with Azerbaijani troops of {} is 5.\n"


def sources_of(incidents: list[Incident]) -> list[list[str]]:
    return sorted(sorted(member.document_id for member in it.members) for it in incidents)


def test_what_has_no_place_founds_no_incident(link_reports: LinkReports) -> None:
    assert not link_reports({"b": ("2022-09-13", NOWHERE)})


def test_it_joins_the_only_event_of_its_day_and_kind(link_reports: LinkReports) -> None:
    (incident,) = link_reports({"a": SOTK, "b": ("2022-09-13", NOWHERE)})
    reasons = {member.document_id: member.reason for member in incident.members}
    assert "the only one of its kind: Air/drone strike" in reasons["b"]


@pytest.mark.parametrize("day", ["2022-09-10", "2022-09-16"])
def test_another_day_is_another_event(link_reports: LinkReports, day: str) -> None:
    assert sources_of(link_reports({"a": SOTK, "b": (day, NOWHERE)})) == [["a"]]


def test_of_two_events_it_joins_none(link_reports: LinkReports) -> None:
    found = link_reports({"a": SOTK, "b": YERASKH, "c": ("2022-09-13", NOWHERE)})
    assert sources_of(found) == [["a"], ["b"]]


def test_another_kind_is_another_event(link_reports: LinkReports) -> None:
    assert sources_of(link_reports({"a": CLASH, "b": ("2022-09-13", NOWHERE)})) == [["a"]]


def test_order_does_not_matter(link_reports: LinkReports) -> None:
    reports = {"a": SOTK, "b": ("2022-09-13", NOWHERE), "c": CLASH}
    backwards = dict(reversed(reports.items()))
    assert sources_of(link_reports(backwards)) == sources_of(link_reports(reports))


def test_a_toll_joins_the_only_fight_of_its_day(link_reports: LinkReports) -> None:
    toll = ("2022-09-16", TOLL.format("12 September"))
    assert sources_of(link_reports({"a": CLASH, "b": toll})) == [["a", "b"]]


def test_a_toll_of_another_day_joins_none(link_reports: LinkReports) -> None:
    toll = ("2022-09-18", TOLL.format("15 September"))
    assert ["a", "b"] not in sources_of(link_reports({"a": CLASH, "b": toll}))


def test_a_toll_that_may_be_of_two_fights_joins_none(link_reports: LinkReports) -> None:
    other = ("2022-09-13", "Armenian and Azerbaijani troops clashed near Sotk on Monday.\n")
    toll = ("2022-09-16", TOLL.format("12 September"))
    found = sources_of(link_reports({"a": CLASH, "b": other, "c": toll}))
    assert not any("c" in sources and len(sources) > 1 for sources in found)


FIRST_COUNT = (
    "Armenian and Azerbaijani troops clashed near Sotk on Monday. Forty Armenian soldiers were "
    "killed.\n"
)


@pytest.mark.parametrize(
    ("count", "sources"), [("90", [["a", "b"]]), ("30", [["a"]]), ("900", [["a"]])]
)
def test_a_later_count_is_of_what_was_counted_if_it_grew(
    link_reports: LinkReports, count: str, sources: list[list[str]]
) -> None:
    text = (
        "Talks between Armenia and Azerbaijan.\n\n"
        f"The prime minister raised the number of Armenian dead to {count}.\n"
    )
    reports = {"a": ("2022-09-12", FIRST_COUNT), "b": ("2022-09-13", text)}
    assert sources_of(link_reports(reports)) == sources


def test_the_fight_of_two_states_on_a_day_joins_the_only_one_there_is(
    link_reports: LinkReports,
) -> None:
    text = "On the evening of 12 September, he wrote, Armenian troops attacked Azerbaijani {}.\n"
    plain = ("2022-09-16", text.format("soldiers and the two sides exchanged fire"))
    (incident,) = link_reports({"a": CLASH, "b": plain})
    reasons = {member.document_id: member.reason for member in incident.members}
    assert "no other event of these states then" in reasons["b"]
    named = ("2022-09-16", text.format("soldiers near Xoruzlu and the sides exchanged fire"))
    assert sources_of(link_reports({"a": CLASH, "b": named})) == [["a"]]
