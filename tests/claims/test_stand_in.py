"""The days of a report that names no year: by its dateline, its own ties, or as weekdays alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.claims.date_anchors import find_day_of_report
from geomap.claims.stand_in import hide_years, show_years
from geomap.documents.calendar import MONTHS, WEEKDAYS
from geomap.documents.publication import find_day_of_publication
from geomap.model import Claim, DateInterval, Document
from geomap.yearless import is_stand_in, write_edtf

ReadClaims = Callable[..., list[Claim]]

CLASH = "Armenian and Azerbaijani troops clashed near Sotk {}, and two soldiers were killed.\n"
WIRE = "YEREVAN, June 17 (Agency) - " + CLASH


def days_of(claims: list[Claim]) -> list[str | None]:
    return [write_edtf(claim.date) for claim in claims]


def make(text: str) -> Document:
    return Document(id="a.txt", source="a.txt", text=text)


@pytest.mark.parametrize(
    ("when", "edtf"),
    [
        ("on June 16", "XXXX-06-16"),
        ("on the night of June 15 to 16", "XXXX-06-15/XXXX-06-16"),
        ("the day before yesterday", "XXXX-06-15"),
        # The day of the dateline, or the one before it.
        ("on Friday", "XXXX-06-16/XXXX-06-17"),
        # Tied: 17 June is a Saturday.
        ("on Friday, June 16", "XXXX-06-16"),
    ],
)
def test_a_dateline_is_what_days_are_counted_from(
    read_claims: ReadClaims, when: str, edtf: str
) -> None:
    claims = read_claims(WIRE.format(when), published=None)
    assert days_of(claims) == [edtf]
    assert claims[0].date.start is claims[0].date.end is None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # A line of its own ties all weekdays.
        ("Border clash\n\nSaturday, June 17\n\n" + CLASH.format("on Wednesday"), "XXXX-06-14"),
        # One without a weekday ties none.
        ("Border clash\n\nJune 17\n\n" + CLASH.format("on Wednesday"), None),
        # Two that are of no year tie none, and the date holds.
        (WIRE.format("on Friday, June 16") + CLASH.format("on Friday, June 15"), "XXXX-06-16"),
        # No day of publication: a day and month is one all the same, a weekday is none.
        (CLASH.format("on June 16"), "XXXX-06-16"),
        (CLASH.format("on Wednesday"), None),
        # 30 December is before 2 January.
        (CLASH.format("on December 30") + CLASH.format("on January 2"), "XXXX-12-30"),
    ],
)
def test_weekdays_count_where_the_report_ties_them(
    read_claims: ReadClaims, text: str, edtf: str | None
) -> None:
    assert days_of(read_claims(text, published=None))[0] == edtf


def test_a_weekday_that_nothing_ties_stays_one(read_claims: ReadClaims) -> None:
    (claim,) = read_claims("Clash\n\nJune 17\n\n" + CLASH.format("on Wednesday"), published=None)
    assert claim.date.weekday == 2
    assert claim.date.yearless is None


def test_the_day_of_a_statement_is_no_day_of_the_event(read_claims: ReadClaims) -> None:
    said = "Armenian and Azerbaijani troops clashed near Sotk, officials said {}.\n"
    (claim,) = read_claims("YEREVAN, June 17 (Agency) - " + said.format("Friday"), published=None)
    assert claim.date == DateInterval()
    # Of a report whose day is not known, it is all that the event's day must fit.
    (claim,) = read_claims(said.format("on Friday"), published=None)
    assert claim.date.weekday == 4


def test_a_year_that_is_told_is_no_stand_in(read_claims: ReadClaims) -> None:
    dated = "Clash\n\nReport of 20 June 2022\n\n" + CLASH.format("on June 16")
    assert days_of(read_claims(dated, published=None)) == ["2022-06-16"]
    assert days_of(read_claims(WIRE.format("on June 16"), published=dt.date(2022, 6, 17))) == [
        "2022-06-16"
    ]
    # Years of long ago stay background.
    past = WIRE.format("on June 16") + CLASH.format("in 2016")
    assert days_of(read_claims(past, published=None)) == ["XXXX-06-16"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("GOMA, June 17 (Agency) - Two men died.", (6, 17)),
        ("Two men die\n\nPublished 17 June\n\nTwo men died.", (6, 17)),
        ("Two men die\n\nMonday, September 25\n\nTwo men died.", (9, 25)),
        ("What the day brought at four places of the front: Friday, June 17\n\nTwo died.", (6, 17)),
        (
            "The mayor and the two governors are to meet at the post Friday, June 17\n\nTwo died.",
            None,
        ),
        ("Two men died on June 17 at the border.", None),
        # A chronology's days are headings.
        ("Log\n\n10 May\n\nShots.\n\n11 May\n\nShots.", None),
    ],
)
def test_the_day_of_publication_without_a_year(text: str, day: tuple[int, int] | None) -> None:
    found = find_day_of_publication(text)
    assert (found and (found.month, found.day)) == day


def test_the_day_of_a_report_is_known_or_stands_in() -> None:
    document = make(WIRE.format("on Friday"))
    assert is_stand_in(find_day_of_report(document))
    day = dt.date(2022, 6, 17)
    assert find_day_of_report(msgspec.structs.replace(document, published=day)) == day
    assert find_day_of_report(make("Two men died.")) is None


def test_days_that_are_hidden_can_be_counted_again(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(WIRE.format("on June 16"), published=None)
    shown = show_years(claim)
    assert is_stand_in(shown.date.start)
    assert hide_years(shown) == claim


_WHENS = st.one_of(
    st.builds(
        "on {}, {} {}".format,
        st.sampled_from(WEEKDAYS),
        st.sampled_from(sorted(MONTHS)),
        st.integers(1, 31),
    ),
    st.builds("on {} {}".format, st.integers(1, 31), st.sampled_from(sorted(MONTHS))),
    st.sampled_from([f"on {day}" for day in WEEKDAYS]),
    st.sampled_from(
        [
            *("yesterday", "last month", "this week", "last year", "three days ago", "overnight"),
            *("in May", "since Sunday", "until June 3", "for a third day on Monday", "last week"),
            *(
                "two weeks ago",
                "two years ago",
                "over the weekend",
                "in early March",
                "on the 12th",
            ),
        ]
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["YEREVAN, {} {} (Agency) - ", "Clash\n\n{1} {0}\n\n", ""]),
    st.sampled_from(sorted(MONTHS)),
    st.integers(1, 31),
    st.lists(_WHENS, min_size=1, max_size=4),
)
def test_no_claim_holds_a_day_of_a_stand_in_year(
    read_claims: ReadClaims, head: str, month: str, day: int, whens: list[str]
) -> None:
    said = "Six were wounded, the defence ministry of Armenia said {}.\n"
    text = head.format(month.title(), day) + "".join(
        (said if number % 2 else CLASH).format(when) for number, when in enumerate(whens)
    )
    for claim in read_claims(text, published=None):
        days = [claim.said_on, *(it.as_of for it in claim.casualties)]
        for date in (claim.date, claim.setting_date or DateInterval()):
            days += [date.start, date.end]
            assert re.fullmatch(r"[^9]*", re.sub(r"-\d\d", "", write_edtf(date) or ""))
        if claim.course:
            days += [claim.course.began, claim.course.ended]
        assert not any(map(is_stand_in, days))
