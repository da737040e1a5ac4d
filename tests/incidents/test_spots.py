"""What one report tells of two events together does not make them one."""

from __future__ import annotations

from collections.abc import Callable

from geomap.model import Incident

LinkReports = Callable[..., list[Incident]]

NORTH = (
    "2022-09-14",
    "Two Armenian soldiers were killed near Sotk on Tuesday as Azerbaijani troops opened fire.\n",
)
BOTH = (
    "2022-09-16",
    "Azerbaijani troops opened fire near Sotk and Goris on Tuesday, the Armenian ministry said.\n",
)


def group(incidents: list[Incident]) -> list[list[str]]:
    return sorted(sorted({it.document_id for it in i.members}) for i in incidents)


def test_others_far_away_a_day_later_are_of_another_event(link_reports: LinkReports) -> None:
    south = (
        "2022-09-14",
        "Azerbaijani troops opened fire near Goris. Four soldiers were killed.\n",
    )
    found = link_reports({"both.txt": BOTH, "north.txt": NORTH, "south.txt": south})
    assert group(found) == [["both.txt", "north.txt"], ["south.txt"]]


def test_two_days_that_a_third_report_spans_are_of_two_events(link_reports: LinkReports) -> None:
    both = (
        "2022-09-16",
        "Azerbaijani troops opened fire near Sotk and Goris on 13 and 14 September.\n",
    )
    south = ("2022-09-15", "Azerbaijani troops opened fire near Goris on Wednesday.\n")
    found = link_reports({"both.txt": both, "north.txt": NORTH, "south.txt": south})
    assert group(found) == [["both.txt", "north.txt"], ["south.txt"]]


def test_two_places_of_one_day_that_a_third_report_names_are_of_one(
    link_reports: LinkReports,
) -> None:
    south = ("2022-09-14", "Azerbaijani troops opened fire near Goris on Tuesday.\n")
    found = link_reports({"both.txt": BOTH, "north.txt": NORTH, "south.txt": south})
    assert group(found) == [["both.txt", "north.txt", "south.txt"]]


def test_two_villages_on_two_days_need_not_be_far(link_reports: LinkReports) -> None:
    both = (
        "2022-09-16",
        "Azerbaijani troops opened fire near Tegh and Goris on 13-14 September.\n",
    )
    first = ("2022-09-14", "Azerbaijani troops opened fire near Tegh on Tuesday.\n")
    second = ("2022-09-15", "Azerbaijani troops opened fire near Goris on Wednesday.\n")
    found = link_reports({"both.txt": both, "first.txt": first, "second.txt": second})
    assert not any({"first.txt", "second.txt"} <= set(it) for it in group(found))
