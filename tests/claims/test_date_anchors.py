"""What dates are counted from beside a day of publication: headings, weeks, years told once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.date_anchors import (
    LINES,
    Headings,
    Years,
    find_reference_day,
    iter_line_matches,
)
from geomap.documents import find_publication_date
from geomap.model import Claim, DateBasis, Document, Span

if TYPE_CHECKING:
    import re

    from geomap.claims.dates import DateMention

ReadClaims = Callable[..., list[Claim]]
STORY = "Armenian and Azerbaijani troops exchanged fire near Sotk."


def make(text: str) -> Document:
    told = find_publication_date(text)
    span = told and Span(document_id="a", start=told.start, end=told.end)
    return Document(
        id="a",
        source="a.txt",
        text=text,
        published=told and told.day,
        published_span=span or None,
    )


def days_of(text: str) -> list[dt.date | None]:
    """Return the day that stands above each telling of the story."""
    document, headings = make(text), Headings(make(text))
    starts = [at for at in range(len(text)) if document.text.startswith(STORY, at)]
    found = [headings.find(start) for start in starts]
    return [date.start if date else None for date in found]


TEN, ELEVEN = dt.date(2021, 5, 10), dt.date(2021, 5, 11)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Monday, 10 May\n\n", "Tuesday, 11 May\n\n"),
        ("10 May\n", "11 May\n"),
        ("- 10 May: ", "- 11 May: "),
        ("* 10 May. ", "* 11 May. "),
        ("10 May, Monday (V). ", "11 May, Tuesday, about 4 p.m. "),
        ("May 10 – ", "May 11 – "),
        ("Monday 10. ", "Tuesday 11. "),
        ("1) 10.05.2021: ", "2) 11.05.2021: "),
        ("Date of incident: 10 May 2021\n\n", "Date of incident: 11 May 2021\n\n"),
        ("MONDAY. ", "TUESDAY. "),
        ("Monday: ", "Tuesday, Wednesday: "),
    ],
)
def test_a_heading_dates_what_stands_below_it(first: str, second: str) -> None:
    text = f"Quiet week ends\n\n14 May 2021\n\n{first}{STORY}\n\n{second}{STORY}\n"
    assert days_of(text) == [TEN, ELEVEN]


def test_a_day_in_front_dates_its_paragraph_alone() -> None:
    text = f"Quiet week ends\n\n14 May 2021\n\n- 10 May: {STORY}\n\n{STORY}\n"
    assert days_of(text) == [TEN, None]


def test_the_newest_entry_of_a_log_has_its_day() -> None:
    log = (
        f"Border log\n\nTuesday 11 May 2021\n{STORY}\n\nMonday 10 May 2021\n{STORY}\n\n"
        f"Sunday 9 May 2021\n{STORY}\n"
    )
    assert days_of(log) == [ELEVEN, TEN, dt.date(2021, 5, 9)]


def test_the_line_of_publication_and_a_caption_are_no_headings() -> None:
    text = f"Quiet week ends\n\n14 May 2021\n\n{STORY}\n\nMonday, 10 May\n\n{STORY}\n"
    assert days_of(text) == [None, None]


def test_a_chronology_whose_first_day_looks_like_its_publication() -> None:
    text = (
        f"Days of May\n\nMonday, 10 May 2021\n\n{STORY}\n\nTuesday, 11 May\n\n{STORY}\n\n"
        f"Thursday, 13 May\n\n{STORY}\n"
    )
    assert find_reference_day(make(text)) == dt.date(2021, 5, 13)


def test_a_day_alone_in_one_line_is_no_chronology(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is what that line and the headline tell looked for."""
    read: list[tuple[int, int]] = []

    def note(_text: str, start: int, end: int, **_options: object) -> list[DateMention]:
        read.append((start, end))
        return []

    monkeypatch.setattr("geomap.claims.date_anchors.find_dates", note)
    assert find_reference_day(make(f"Shots at Sotk\n14 May 2021\n\n{STORY} {STORY}\n")) is None
    assert read == [(0, 13)]


@pytest.mark.parametrize(
    ("head", "last"),
    [
        ("Period: 10-16 May 2021", dt.date(2021, 5, 16)),
        ("The week of 10 to 16 May 2021", dt.date(2021, 5, 16)),
        ("The week, 10-16 May\nIssue of 17 May 2021", dt.date(2021, 5, 16)),
        ("17 May 2021\n10-16 May", dt.date(2021, 5, 16)),
        ("17 May 2021", None),
        ("10 May to 9 June 2021", None),
        ("Shots at Sotk", None),
    ],
)
def test_the_week_that_a_report_covers(head: str, last: dt.date | None) -> None:
    assert find_reference_day(make(f"Border list\n{head}\n\n{STORY}\n")) == last


def test_a_year_that_is_told_once_holds_for_what_follows() -> None:
    text = "On 20 April 2016 a patrol came. On 28 April and 5 May it came again."
    years = Years(make(text))
    assert years.find_latest(0) is None
    latest = years.find_latest(len(text))
    assert latest is not None
    assert latest >= dt.date(2016, 5, 5)
    assert latest < dt.date(2017, 4, 20)


def test_a_year_of_long_ago_holds_for_nothing() -> None:
    text = "The line was drawn on 5 May 1998. Since 2014 it has been shelled. On 25 September too."
    assert Years(make(text)).find_latest(len(text)) is None


def test_a_date_whose_year_was_told_before_says_that_it_is_inferred(
    read_claims: ReadClaims,
) -> None:
    text = (
        "On 20 April 2016 Armenian and Azerbaijani troops exchanged fire near Sotk.\n\n"
        "On 28 April two Armenian soldiers were killed by shelling near Kut.\n"
    )
    first, second = read_claims(text, published=None)
    assert (first.date.start, first.date.basis) == (dt.date(2016, 4, 20), DateBasis.EXPLICIT)
    assert (second.date.start, second.date.basis) == (dt.date(2016, 4, 28), DateBasis.RELATIVE)


def test_a_claim_below_a_heading_has_its_day(read_claims: ReadClaims) -> None:
    text = f"- 10 September: {STORY}\n\n- 12 September: {STORY} Two were killed.\n"
    days = {claim.date.start for claim in read_claims(text)}
    assert days == {dt.date(2022, 9, 10), dt.date(2022, 9, 12)}


@given(st.text(alphabet="ab 105May.:-\n,", max_size=200))
def test_headings_ascend_and_lie_apart(text: str) -> None:
    document = Document(id="a", source="a", text=text, published=dt.date(2021, 5, 14))
    headings = Headings(document)
    for position in range(len(text)):
        date = headings.find(position)
        assert date is None or date.span is None or date.span.start <= position


@given(
    lines=st.lists(
        st.sampled_from(
            [
                "12 May 2021",
                "* 13 May.",
                "MONDAY. Shots",
                "Date: 14 May",
                "text, 3 May",
                "\r",
                "",
                " ",
            ]
        ),
        max_size=6,
    ),
    start=st.integers(0, 30),
    pattern=st.sampled_from(LINES),
)
def test_lines_are_found_where_the_expression_finds_them(
    lines: list[str], start: int, pattern: re.Pattern[str]
) -> None:
    text = "\n".join(lines)
    found = [it.span() for it in iter_line_matches(pattern, text, start)]
    assert found == [it.span() for it in pattern.finditer(text, start)]
