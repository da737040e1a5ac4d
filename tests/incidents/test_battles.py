"""Battles of several days are one where a report says so, and else not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import Incident

LinkReports = Callable[..., list[Incident]]


def clash(place: str, weekday: str, day: str, *, more: str = "") -> tuple[str, str]:
    return day, f"Armenian and Azerbaijani troops clashed near {place} on {weekday}{more}.\n"


FIRST = clash("Sotk", "Monday", "2022-09-13")
THIRD = clash("Kut", "Wednesday", "2022-09-15")


def sources_of(incidents: list[Incident]) -> list[list[str]]:
    return sorted(sorted(member.document_id for member in it.members) for it in incidents)


def test_days_that_nobody_calls_one_battle_stay_apart(link_reports: LinkReports) -> None:
    assert sources_of(link_reports({"a": FIRST, "b": THIRD})) == [["a"], ["b"]]


@pytest.mark.parametrize(
    "more",
    [" for a third day", ", in the fighting that began on Monday", ", in the third day of battle"],
)
def test_days_that_a_report_calls_one_battle_are_one(link_reports: LinkReports, more: str) -> None:
    bridge = clash("Sotk", "Wednesday", "2022-09-15", more=more)
    (incident,) = link_reports({"a": FIRST, "b": THIRD, "c": bridge})
    assert str(incident.date.start) == "2022-09-12"
    assert str(incident.date.end) == "2022-09-14"
    reasons = {member.document_id: member.reason for member in incident.members}
    assert any("one battle, by what c tells of its days" in it for it in reasons.values())


@pytest.mark.parametrize("place", ["Tegh", "Yeraskh"])
def test_another_place_is_another_battle(link_reports: LinkReports, place: str) -> None:
    bridge = clash(place, "Wednesday", "2022-09-15", more=" for a third day")
    assert sources_of(link_reports({"a": FIRST, "c": bridge})) == [["a"], ["c"]]


def test_what_goes_on_continues_the_last_fight_there_of_the_week(link_reports: LinkReports) -> None:
    earlier = clash("Sotk", "Monday", "2022-08-02")
    text = (
        "The battle near Sotk flared up again on Wednesday, with Armenian and Azerbaijani troops "
        "firing mortars at each other near Sotk.\n"
    )
    goes_on = ("2022-09-15", text)
    assert sources_of(link_reports({"a": FIRST, "b": earlier, "c": goes_on})) == [["a", "c"], ["b"]]


def test_what_one_report_tells_as_two_stays_two(link_reports: LinkReports) -> None:
    both = ("2022-09-15", FIRST[1] + clash("Sotk", "Wednesday", "", more=" for a third day")[1])
    assert sources_of(link_reports({"a": both})) == [["a"], ["a"]]


def test_a_mine_is_no_day_of_a_battle(link_reports: LinkReports) -> None:
    mine = (
        "2022-09-13",
        "Two Armenian soldiers were wounded by an Azerbaijani mine near Sotk on Monday.\n",
    )
    bridge = clash("Sotk", "Wednesday", "2022-09-15", more=" for a third day")
    assert sources_of(link_reports({"a": mine, "c": bridge})) == [["a"], ["c"]]


def test_it_went_on_and_started_again_is_one_event_of_a_report(link_reports: LinkReports) -> None:
    text = (
        "Azerbaijani units opened fire on Armenian posts near Sotk on Monday. The fighting went on "
        "deep into the night and started again on Tuesday morning.\n"
    )
    (incident,) = link_reports({"a": ("2022-09-13", text)})
    assert (str(incident.date.start), str(incident.date.end)) == ("2022-09-12", "2022-09-13")


def test_the_day_before_told_by_the_report_of_the_second_day_is_of_the_battle(
    link_reports: LinkReports,
) -> None:
    second = clash("Sotk", "Tuesday", "2022-09-14", more=" for a second day")
    both = (second[0], second[1] + "On Monday three Armenian soldiers had been killed.\n")
    assert sources_of(link_reports({"a": FIRST, "b": both})) == [["a", "b"]]


def test_a_battle_without_a_place_is_the_only_one_of_its_days(link_reports: LinkReports) -> None:
    text = (
        "Armenia and Azerbaijan agreed on Wednesday to stop shooting, after three days of battles "
        "along their border in which 20 soldiers were killed.\n"
    )
    truce = ("2022-09-15", text)
    assert sources_of(link_reports({"a": FIRST, "c": truce})) == [["a", "c"]]
    other = clash("Yeraskh", "Tuesday", "2022-09-14")
    found = sources_of(link_reports({"a": FIRST, "b": other, "c": truce}))
    assert found == [["a"], ["b"], ["c"]]


def test_a_war_told_as_a_whole_has_several_places(link_reports: LinkReports) -> None:
    text = (
        "Armenia and Azerbaijan kept a ceasefire on Wednesday, ending three days of fighting in "
        "which 20 soldiers were killed.\n\nVillagers came back to Sotk.\n"
    )
    truce = ("2022-09-15", text)
    other = clash("Jermuk", "Monday", "2022-09-13")
    assert sources_of(link_reports({"a": other, "c": truce})) == [["a", "c"]]
    far = clash("Yeraskh", "Monday", "2022-09-05")
    assert sources_of(link_reports({"a": far, "c": truce})) == [["a"], ["c"]]


def test_on_which_day_it_began_is_no_event_beside_it(link_reports: LinkReports) -> None:
    text = (
        "Armenian and Azerbaijani troops fought again overnight near Sotk, killing a soldier, to "
        "end five days of fighting.\n\nThe fighting began on 12 September.\n"
    )
    found = link_reports({"a": FIRST, "c": ("2022-09-16", text)})
    assert sources_of(found) == [["a", "c"]]


@pytest.mark.parametrize("weekday", ["Monday", "Tuesday"])
def test_a_day_that_a_report_counts_from_is_of_its_battle(
    link_reports: LinkReports, weekday: str
) -> None:
    text = (
        "Azerbaijani guns shelled Armenian posts near Sotk on Thursday, the fourth day of the "
        f"fighting. On {weekday} they had attacked the posts near Sotk, and two soldiers died.\n"
    )
    first = clash("Sotk", weekday, "2022-09-14")
    found = sources_of(link_reports({"a": first, "c": ("2022-09-15", text)}))
    # Tuesday was no first day: what is told of it may be another event of the report.
    assert found == ([["a", "c"]] if weekday == "Monday" else [["a", "c"], ["c"]])


def test_where_it_began_may_be_another_part_of_the_front(link_reports: LinkReports) -> None:
    text = (
        "Armenian and Azerbaijani troops fought for a fourth day on Thursday near Yeraskh. "
        "The fighting broke out on Monday near Tegh.\n"
    )
    other = clash("Yeraskh", "Thursday", "2022-09-16")
    reports = {"a": ("2022-09-15", text), "b": other}
    assert sources_of(link_reports(reports)) == [["a", "b"]]
    text = text.replace("a fourth day", "an hour")
    assert sources_of(link_reports({**reports, "a": ("2022-09-15", text)})) == [["a"], ["a", "b"]]


def test_a_report_that_looks_back_joins_the_days_of_others(link_reports: LinkReports) -> None:
    days = {
        "a.txt": ("2022-09-12", "Armenian and Azerbaijani troops fought near Sotk on Sunday.\n"),
        "b.txt": ("2022-09-14", "Azerbaijani troops opened fire near Sotk on Tuesday.\n"),
    }
    back = (
        "Three days of shells: Sotk counts its roofs\n\n"
        "The guns have been silent since Tuesday, and men went back to Sotk.\n\n"
        "Four Armenian soldiers were killed by Azerbaijani shells.\n"
    )
    assert len(link_reports(days)) == 2
    (incident,) = link_reports({**days, "c.txt": ("2022-09-15", back)})
    assert len({it.document_id for it in incident.members}) == 3
