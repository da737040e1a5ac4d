"""A report of what came of an event of long ago tells of that event, on its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

import geomap
from geomap.model import Claim

if TYPE_CHECKING:
    from pathlib import Path

ReadClaims = Callable[..., list[Claim]]

OLD = dt.date(2020, 7, 12)
TELLING = (
    "Two Armenian soldiers were killed near Sotk on 12 July 2020 when Azerbaijani troops attacked "
    "their post."
)


@pytest.mark.parametrize(
    "lead",
    [
        "A court in Yerevan on Tuesday acquitted an officer who had left his men at the border.",
        "The trial of an officer who fled from his post opened in Yerevan on Monday.",
        "A commission of inquiry found on Monday that the guards at the border were not warned.",
        "Relatives laid wreaths on Tuesday at the graves of soldiers who fell at the border.",
        "The remains of two soldiers were laid to rest in Yerevan on Tuesday.",
        "A corporal told a court in Yerevan on Tuesday how his post was attacked.",
        "The first witness testified in Yerevan on Tuesday that he had been asleep.",
        "The last survivor of the post died on Tuesday, half a century to the day after the raid.",
    ],
)
def test_a_follow_up_tells_of_the_old_day(read_claims: ReadClaims, lead: str) -> None:
    claims = read_claims(f"{lead}\n\n{TELLING}\n\nThe attack was beaten off by the evening.\n")
    assert claims
    assert {claim.date.start for claim in claims} == {OLD}


@pytest.mark.parametrize(
    "news",
    [
        # No follow-up at all.
        "Armenia and Azerbaijan accused each other on Tuesday.\n\n{telling}",
        # Beside the burial something happened of late.
        "Two soldiers were buried on Tuesday.\n\nOn Sunday one was shot near Kapan.\n\n{telling}",
        # Of several days of long ago none is the one that is followed up.
        "A court acquitted him on Tuesday.\n\n{telling}\n\nOn 3 March 2016 two died near Kapan.",
    ],
)
def test_what_is_recalled_beside_news_is_no_follow_up(read_claims: ReadClaims, news: str) -> None:
    claims = read_claims(news.format(telling=TELLING) + "\n")
    assert OLD not in {claim.date.start for claim in claims}


@pytest.mark.parametrize(
    "honour",
    [
        "An Armenian gunner who knocked out two tanks near Sotk died on Tuesday. He was 87.",
        "Hero of Sotk dies at 81\n\nHe died at his home in Yerevan on Tuesday.",
        "A sergeant received a medal for bravery from the president on Tuesday.",
        "A sergeant was posthumously decorated on Tuesday.",
        "A street in Yerevan was named on Tuesday after a sergeant who fell near Sotk.",
        "A bust of a sergeant was unveiled near Sotk on Tuesday.",
        "A film that tells of the battle near Sotk opened in Yerevan on Tuesday.",
        "The burnt tank went on show at a museum in Yerevan on Tuesday.",
    ],
)
def test_honours_are_no_day_of_what_is_honoured(read_claims: ReadClaims, honour: str) -> None:
    telling = "Azerbaijani troops attacked the post near Sotk and killed two of his comrades."
    assert read_claims(f"Azerbaijan lies beyond the hills.\n\n{telling}\n")
    assert not read_claims(f"{honour}\n\n{telling}\n")


@pytest.mark.parametrize(
    "news",
    [
        "A colonel, awarded a gallantry medal in May, was killed in a clash near Sotk.",
        "A colonel, who won the Silver Cross, was killed in a clash near Sotk.",
        "Azerbaijani troops bombed a museum near Sotk which opened in May.",
        "Azerbaijani troops fired at the burial near Sotk of a man who died on Sunday at 81.",
    ],
)
def test_news_of_who_was_honoured_are_kept(read_claims: ReadClaims, news: str) -> None:
    claims = read_claims(f"{news}\n\nTwo Armenian soldiers were killed.\n")
    assert [it.best for claim in claims for it in claim.casualties if it.best == 2]


@pytest.mark.parametrize(
    "label",
    [
        "OBITUARY",
        "Obituaries — The Sotk Herald",
        "In memoriam",
        "BOOKS: The ledger of Sotk",
        "Book review: The ledger of Sotk",
        "On this day",
        "From our archives",
    ],
)
def test_what_is_labelled_as_a_look_back_tells_no_news(read_claims: ReadClaims, label: str) -> None:
    telling = "Azerbaijani troops attacked the post near Sotk and killed two Armenian soldiers."
    assert not read_claims(f"{label}\n\nThe man from Sotk\n\n{telling}\n")


@pytest.mark.parametrize(
    "label",
    [
        "Books",
        "The Sotk Review",
        "Film at eleven: the news",
        "Cinema: two killed near Sotk",
        "In memoriam - two border guards",
        "Obituaries\nWeather",
    ],
)
def test_a_word_of_a_label_is_no_label(read_claims: ReadClaims, label: str) -> None:
    telling = "Azerbaijani troops attacked the post near Sotk and killed two Armenian soldiers."
    assert read_claims(f"{label}\n\nTwo killed near Sotk\n\n{telling}\n")


def test_news_beside_honours_are_kept(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "A bust of a sergeant was unveiled near Sotk on Tuesday.\n\nThe crowd left.\n\n"
        "On Sunday Azerbaijani troops attacked a post near Sotk and killed two Armenian soldiers.\n"
    )
    assert claims


def test_what_is_of_a_third_day_tells_nothing(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "A court in Yerevan acquitted an officer on Tuesday.\n\n"
        f"{TELLING}\n\nIn May 2016 five Azerbaijani soldiers were killed near Kapan.\n"
    )
    assert {site.place.name for claim in claims for site in claim.sites} == {"Sotk"}


@pytest.mark.parametrize(("where", "count"), [("near Sotk ", 1), ("", 0)])
def test_an_old_event_without_a_place_founds_no_incident(
    tmp_path: Path, where: str, count: int
) -> None:
    telling = TELLING.replace("near Sotk ", where)
    (tmp_path / "a.txt").write_text(
        "Published: 14 September 2022\n\nA court acquitted an Armenian officer on Tuesday.\n\n"
        f"{telling}\n",
        "utf-8",
    )
    found = geomap.run(tmp_path).incidents
    assert [str(day)[:10] for day in found["date_start"]] == [OLD.isoformat()] * count


def test_figures_stood_on_the_day_of_the_report(read_claims: ReadClaims) -> None:
    # The court told the toll; nobody had on the day of the fight.
    claims = read_claims(f"A court in Yerevan acquitted an officer on Tuesday.\n\n{TELLING}\n")
    figures = [figure for claim in claims for figure in claim.casualties]
    assert figures
    assert OLD not in {figure.as_of for figure in figures}
