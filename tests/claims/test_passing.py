"""What a report of other matters tells in one sentence, in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import geomap

if TYPE_CHECKING:
    from pathlib import Path

LATE = (
    "Melons are late\n\nPOONCH, 3 July 2016. Melons come late this year. India buys most of them "
    "from Pakistan. The road is slow. {told} Rain is expected."
)


def _read(text: str, folder: Path) -> geomap.Result:
    (folder / "report.txt").write_text(text, encoding="utf-8")
    return geomap.run(folder)


@pytest.mark.parametrize(
    "told",
    [
        "Lorry drivers spoke of the troops that raided the toll post on Friday.",
        "On Friday gunmen attacked the soldiers of the toll post.",
    ],
)
def test_a_fight_told_in_passing_founds_no_incident(told: str, tmp_path: Path) -> None:
    result = _read(LATE.format(told=told), tmp_path)
    assert [it.in_passing for it in result.claims] == [True]
    assert not result.records


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("On Friday gunmen attacked a post at Mendhar.", id="its place"),
        pytest.param("On Friday gunmen shot dead two soldiers of the toll post.", id="its dead"),
        pytest.param("On Friday mortar shells hit the toll post.", id="a weapon"),
    ],
)
def test_what_names_more_is_not_told_in_passing(told: str, tmp_path: Path) -> None:
    result = _read(LATE.format(told=told), tmp_path)
    assert [it.in_passing for it in result.claims] == [False]


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Gunmen attack soldiers on the road", "Melons come late."),
        ("Melons are late", "Gunmen attacked soldiers on Friday."),
    ],
)
def test_the_news_of_a_report_is_not_told_in_passing(
    headline: str, lead: str, tmp_path: Path
) -> None:
    text = (
        f"{headline}\n\nPOONCH, 3 July 2016. {lead} India closed the road to Pakistan. "
        "Nobody came. Rain is expected. On Friday gunmen attacked the soldiers of the toll post."
    )
    assert not any(it.in_passing for it in _read(text, tmp_path).claims)
