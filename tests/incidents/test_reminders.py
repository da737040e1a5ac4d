"""What a report only recalls, and what it tells at no time: it founds no incident."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import Incident

LinkReports = Callable[..., list[Incident]]

NEWS = (
    "Traders at Torkham said that fewer lorries come from Afghanistan than in other years, and "
    "that coal has gone up. The chamber of commerce asked Pakistan for lower duties. A new scanner "
    "has been set up, and officials hope to clear two hundred vehicles a day with it.\n\n"
)


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Mortar shells had hit the customs shed at Torkham too.", 0),
        ("Mortar shells hit the customs shed at Torkham before dawn.", 1),
        ("- Torkham: mortar shells hit the customs shed.", 1),
    ],
)
def test_what_is_told_far_down_at_no_time_is_no_news(
    link_reports: LinkReports, sentence: str, count: int
) -> None:
    incidents = link_reports({"a.txt": ("2024-01-12", f"{NEWS}{sentence}\n")})
    assert len(incidents) == count


def test_a_lead_without_a_day_is_news(link_reports: LinkReports) -> None:
    text = f"Mortar shells hit the customs shed at Torkham, Pakistan said.\n\n{NEWS}"
    assert len(link_reports({"a.txt": ("2024-01-12", text)})) == 1


@pytest.mark.parametrize(("day", "count"), [("10 December", 3), ("28 December", 4)])
def test_what_lies_long_before_a_chronicle_is_none_of_its_days(
    link_reports: LinkReports, day: str, count: int
) -> None:
    text = (
        "On 5 January 2024 Afghan shells hit the customs shed at Torkham in Pakistan. On 8 January "
        "2024 Afghan guards shot at a Pakistani post at Ghulam Khan. On 11 January 2024 Afghan "
        f"gunmen attacked Pakistani soldiers at Angoor Adda. On {day} 2023 Afghan gunmen attacked "
        "Pakistani police at Chaman.\n"
    )
    assert len(link_reports({"a.txt": ("2024-01-12", text)})) == count
