"""What a report only speaks of, and what therefore founds no incident."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import Incident

LinkReports = Callable[..., list[Incident]]

NEWS = (
    "Armenian and Azerbaijani commissioners met in Ijevan on Tuesday to speak of the line of the "
    "border, and of how shepherds may use their pastures again. They drank tea, and agreed to meet "
    "once more in the spring, when the roads will be open.\n\n"
)


@pytest.mark.parametrize(
    "passing",
    [
        "Among the guests were soldiers who fought Azerbaijani troops near Sotk.",
        "Behind the school stands a post that Azerbaijani artillery shelled near Sotk.",
    ],
)
def test_fighting_spoken_of_in_passing_founds_nothing(
    link_reports: LinkReports, passing: str
) -> None:
    assert link_reports({"a.txt": ("2022-09-14", f"{NEWS}{passing}\n")}) == []


@pytest.mark.parametrize(
    "telling",
    [
        "On Monday Azerbaijani artillery shelled a post near Sotk.",
        "Azerbaijani artillery shelled a post near Sotk and killed two Armenian soldiers.",
        "Azerbaijani artillery shelled a post near Sotk, Armenia's defence ministry said.",
        "An Azerbaijani drone struck a post near Sotk.",
    ],
)
def test_a_day_losses_or_a_side_that_tells_it_found_one(
    link_reports: LinkReports, telling: str
) -> None:
    assert len(link_reports({"a.txt": ("2022-09-14", f"{NEWS}{telling}\n")})) == 1


def test_the_first_sentence_is_the_news_without_any_of_them(link_reports: LinkReports) -> None:
    text = "Azerbaijani artillery shelled a post near Sotk.\n"
    assert len(link_reports({"a.txt": ("2022-09-14", text)})) == 1
