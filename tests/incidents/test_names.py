"""Undated reports that share with others a name that no gazetteer has, or how many fell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.incidents.names import (
    find_first_weekday,
    is_any_spelling,
    share_name,
    share_told_name,
)
from geomap.model import DateBasis, Incident

LinkReports = Callable[..., list[Incident]]

DATED = (
    "2022-09-14",
    (
        "Two Armenian soldiers were killed on Tuesday in a clash with Azerbaijani troops near the"
        " post of Karavuly.\n"
    ),
)


def tell(weekday: str, post: str) -> tuple[None, str]:
    return None, (
        f"It was {weekday} when they came over the border at the {post} post. Two Armenian soldiers"
        " were killed in the shooting with the Azerbaijani troops.\n"
    )


def test_a_post_and_its_weekday_date_a_report(link_reports: LinkReports) -> None:
    (incident,) = link_reports({"a.txt": DATED, "b.txt": tell("Tuesday", "Karavuly")})
    (linked,) = [it for it in incident.members if it.document_id == "b.txt"]
    assert linked.date_basis is DateBasis.LINKED
    assert "same name of a place: Karavuly" in linked.reason


UNCOUNTED = (
    "On Tuesday Armenian soldiers and Azerbaijani troops exchanged fire at the Karavuly post on the"
    " border for an hour.\n"
)


@pytest.mark.parametrize(
    "undated",
    [UNCOUNTED, UNCOUNTED.replace("at the Karavuly post", "by the Karavuly spring")],
    ids=["both say that it is a place", "one only speaks of it"],
)
def test_one_of_two_reports_may_only_speak_of_the_place(
    link_reports: LinkReports, undated: str
) -> None:
    (incident,) = link_reports({"a.txt": DATED, "b.txt": (None, undated)})
    assert len(incident.members) == 2


def test_the_day_of_the_deed_counts_and_not_that_of_a_burial(link_reports: LinkReports) -> None:
    buried = f"KARAVULY – Crowds came to the market on Friday. {UNCOUNTED}"
    (incident,) = link_reports({"a.txt": DATED, "b.txt": (None, buried)})
    assert len(incident.members) == 2


def test_another_weekday_is_another_event(link_reports: LinkReports) -> None:
    assert len(link_reports({"a.txt": DATED, "b.txt": tell("Friday", "Karavuly")})) == 2


def test_as_many_dead_date_a_report_without_a_place(link_reports: LinkReports) -> None:
    dated = (
        "2022-09-14",
        "Seventeen Armenian soldiers were killed near Sotk on Tuesday by Azerbaijani troops.\n",
    )
    widow = (None, "They say 17 Armenian soldiers died in that fight with Azerbaijan.\n")
    (incident,) = link_reports({"a.txt": dated, "b.txt": widow})
    assert sorted(it.document_id for it in incident.members) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        ("near the post of Sasoli", "At the Sasuli post", "Sasoli"),
        ("near Tegh", "at Tegh", None),
        ("near Melkamu", "on the Malkamo road", "Melkamu"),
        ("near Karavul", "They call it Karavul.", None),
        ("at Karmir", "at Karmin", "Karmir"),
        ("at Kars", "at Karst", None),
        ("at Monday", "at Monday", None),
        ("on the Karavul road", "near Karavul", "Karavul"),
        ("the Karavul camp", "a place called Karavul", "Karavul"),
        ("in the area of the Karavul dam", "in the sector of Karavul", "Karavul"),
        ("the Armenian post", "the Armenian camp", None),
    ],
)
def test_a_name_may_be_spelt_in_two_ways(ours: str, theirs: str, name: str | None) -> None:
    assert share_name([ours], [theirs]) == name


@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        ("near Karavul", "They call it Karavul.", "Karavul"),
        ("They call it Karavul.", "near Karavul", "Karavul"),
        ("They call it Karavul.", "It is Karavul.", None),
        ("The Afghan side spoke of it.", "Shots at Afghan posts were heard.", None),
    ],
)
def test_of_two_that_tell_of_an_event_one_may_only_name_the_place(
    ours: str, theirs: str, name: str | None
) -> None:
    assert share_told_name([ours], [theirs]) == name


def test_the_first_weekday_of_a_text() -> None:
    assert find_first_weekday("It was Saturday. On Monday he died.") == 5
    assert find_first_weekday("It was long ago.") is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Two fell near the Pakistani lines.", "They were seen near Pakistani posts."),
        ("Two were killed by Reuters' count.", "Hit by Reuters' count."),
        ("They fired at Azerbaijani troops.", "Shots at Azerbaijani posts were heard."),
        ("The Afghan side spoke of it.", "Shots at Afghan posts were heard."),
    ],
)
def test_a_people_is_no_name_of_a_place(ours: str, theirs: str) -> None:
    assert share_name([ours], [theirs]) is None


def test_a_place_spelt_in_another_way_is_no_second_one() -> None:
    assert is_any_spelling("Malkamo", ["Gallabat", "the Melkamu camp"])
    assert not is_any_spelling("Malkamo", ["Gallabat", "Metema"])


def test_a_name_without_a_weekday_is_not_enough(link_reports: LinkReports) -> None:
    other = UNCOUNTED.replace("On Tuesday ", "").replace("at the Karavuly post", "by Karavuly")
    assert all(
        len(it.members) == 1 for it in link_reports({"a.txt": DATED, "b.txt": (None, other)})
    )
