"""When it happened, against when somebody said so."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.date_shifts import find_shifted
from geomap.claims.dates import (
    DateMention,
    find_dates,
    find_event_date,
    find_said_on,
    find_year_hint,
    is_background,
    latest_year,
)
from geomap.claims.structure import Sentence
from geomap.model import DateBasis, DateInterval, Document

PUBLISHED = dt.date(2022, 9, 14)
"""A Wednesday."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def mentions_of(sentence: str, published: dt.date | None = PUBLISHED) -> list[DateMention]:
    return find_dates(sentence, 0, len(sentence), published=published, document_id="a")


def event_date(
    sentence: str, published: dt.date | None = PUBLISHED, last: DateInterval | None = None
) -> DateInterval | None:
    mentions = mentions_of(sentence, published)
    shifted = find_shifted(
        Sentence(0, len(sentence), sentence, 0, in_quote=False),
        mentions,
        last=last,
        published=published,
        document_id="a",
    )
    return find_event_date(
        sorted([*mentions, *shifted], key=lambda mention: mention.start),
        sentence,
        trigger=sentence.find("shelled"),
        published=published,
    )


# Phrase in "Posts were shelled ...", first and last day, date_prec, basis.
PHRASES = [
    ("on September 12, 2022", "2022-09-12", "2022-09-12", 1, "explicit"),
    ("on 12 September 2022", "2022-09-12", "2022-09-12", 1, "explicit"),
    ("on the 12th of September", "2022-09-12", "2022-09-12", 1, "explicit"),
    ("on Sept. 12", "2022-09-12", "2022-09-12", 1, "explicit"),
    ("on 2022-09-12", "2022-09-12", "2022-09-12", 1, "explicit"),
    ("on September 14", "2022-09-14", "2022-09-14", 1, "explicit"),
    ("on September 12-13", "2022-09-12", "2022-09-13", 2, "explicit"),
    ("on September 12 and 13", "2022-09-12", "2022-09-13", 2, "explicit"),
    ("from 9 to 13 September", "2022-09-09", "2022-09-13", 2, "explicit"),
    ("between August 30 and September 2", "2022-08-30", "2022-09-02", 2, "explicit"),
    ("on the night of September 12 to 13", "2022-09-12", "2022-09-13", 2, "explicit"),
    ("on the night of September 12 leading to 13", "2022-09-12", "2022-09-13", 2, "explicit"),
    ("on the night of August 31 to September 1", "2022-08-31", "2022-09-01", 2, "explicit"),
    ("on the night of September 12", "2022-09-12", "2022-09-13", 2, "explicit"),
    ("on Tuesday", "2022-09-13", "2022-09-13", 1, "weekday"),
    ("on Tuesday evening", "2022-09-13", "2022-09-13", 1, "weekday"),
    ("early on Monday", "2022-09-12", "2022-09-12", 1, "weekday"),
    # A weekday equal to the day of publication is that day.
    ("on Wednesday", "2022-09-14", "2022-09-14", 1, "weekday"),
    ("on Thursday", "2022-09-08", "2022-09-08", 1, "weekday"),
    ("overnight from Monday to Tuesday", "2022-09-12", "2022-09-13", 2, "weekday"),
    ("today", "2022-09-14", "2022-09-14", 1, "relative"),
    ("this morning", "2022-09-14", "2022-09-14", 1, "relative"),
    ("yesterday", "2022-09-13", "2022-09-13", 1, "relative"),
    ("last night", "2022-09-13", "2022-09-14", 2, "relative"),
    ("overnight", "2022-09-13", "2022-09-14", 2, "relative"),
    ("the day before", "2022-09-13", "2022-09-13", 1, "relative"),
    ("last week", "2022-09-05", "2022-09-11", 3, "relative"),
    ("this week", "2022-09-12", "2022-09-14", 3, "relative"),
    ("last month", "2022-08-01", "2022-08-31", 4, "relative"),
    # Of two names of one day the calendar's counts, also when the weekday alone would be later.
    ("on Wednesday, September 7", "2022-09-07", "2022-09-07", 1, "explicit"),
    ("on Wednesday (September 7)", "2022-09-07", "2022-09-07", 1, "explicit"),
    ("on 7 September (Wednesday)", "2022-09-07", "2022-09-07", 1, "explicit"),
    ("on Wednesday night, September 7", "2022-09-07", "2022-09-07", 1, "explicit"),
    # Where the two are a day apart, nobody knows which was meant.
    ("on Thursday, September 7", "2022-09-07", "2022-09-08", 2, "explicit"),
    # Nights across midnight.
    ("late on Monday and early on Tuesday", "2022-09-12", "2022-09-13", 2, "weekday"),
    ("on Monday night and early Tuesday", "2022-09-12", "2022-09-13", 2, "weekday"),
    ("from Monday evening to Tuesday morning", "2022-09-12", "2022-09-13", 2, "weekday"),
    ("overnight into Tuesday", "2022-09-12", "2022-09-13", 2, "weekday"),
    ("between 11 p.m. on Monday and 2 a.m. on Tuesday", "2022-09-12", "2022-09-13", 2, "weekday"),
    (
        "from 23:30 on 11 September to 03:00 on 12 September",
        "2022-09-11",
        "2022-09-12",
        2,
        "explicit",
    ),
    ("between 10 p.m. Sept. 11 and 9 a.m. Sept. 12", "2022-09-11", "2022-09-12", 2, "explicit"),
    # Clock times and their zones are no days.
    ("at 2130 GMT on Monday", "2022-09-12", "2022-09-12", 1, "weekday"),
    ("at 00:05 (UTC+4) on September 13", "2022-09-13", "2022-09-13", 1, "explicit"),
    ("on Tuesday at 3 a.m. local time (2300 GMT)", "2022-09-13", "2022-09-13", 1, "weekday"),
    ("just after midnight on Tuesday", "2022-09-13", "2022-09-13", 1, "weekday"),
    ("in the early hours of Tuesday", "2022-09-13", "2022-09-13", 1, "weekday"),
    ("earlier this week", "2022-09-12", "2022-09-14", 3, "relative"),
    ("earlier this month", "2022-09-01", "2022-09-14", 4, "relative"),
    ("on the 12th of this month", "2022-09-12", "2022-09-12", 1, "relative"),
    ("last Wednesday", "2022-09-07", "2022-09-07", 1, "weekday"),
    ("on Friday of last week", "2022-09-09", "2022-09-09", 1, "weekday"),
    ("last week on Monday", "2022-09-05", "2022-09-05", 1, "weekday"),
    ("over the weekend", "2022-09-10", "2022-09-11", 2, "relative"),
    ("in the past 24 hours", "2022-09-13", "2022-09-14", 2, "relative"),
    ("the day before yesterday", "2022-09-12", "2022-09-12", 1, "relative"),
    ("three days ago", "2022-09-11", "2022-09-11", 1, "relative"),
    ("two weeks ago", "2022-08-28", "2022-09-03", 3, "relative"),
    ("in the week of September 5", "2022-09-05", "2022-09-11", 3, "explicit"),
    ("on 12.09.2022", "2022-09-12", "2022-09-12", 1, "explicit"),
    ("on 13/09/2022", "2022-09-13", "2022-09-13", 1, "explicit"),
    # The past is preferred: neither of these is still to come.
    ("on September 5", "2022-09-05", "2022-09-05", 1, "explicit"),
    ("in late August", "2022-08-21", "2022-08-28", 4, "explicit"),
    # The number behind is one of people.
    ("on 7 September 12 times", "2022-09-07", "2022-09-07", 1, "explicit"),
]


@pytest.mark.parametrize(("phrase", "first", "last", "precision", "basis"), PHRASES)
def test_the_day_of_an_event(
    phrase: str, first: str, last: str, precision: int, basis: str
) -> None:
    sentence = f"Posts near the lake were shelled {phrase} by mortars."
    found = event_date(sentence)
    assert found is not None
    assert (found.start, found.end) == (day(first), day(last))
    assert found.precision == precision
    assert found.basis == DateBasis(basis)
    assert found.span is not None
    words = sentence[found.span.start : found.span.end]
    assert phrase.endswith(words) or words in f" {phrase} "


@pytest.mark.parametrize(
    ("phrase", "published", "expected"),
    [
        ("on December 30", "2022-01-02", "2021-12-30"),
        ("on January 2", "2022-01-02", "2022-01-02"),
        ("on December 31 to January 1", "2022-01-02", None),
        ("on February 29", "2024-03-01", "2024-02-29"),
        ("on Sunday", "2022-01-01", "2021-12-26"),
        ("yesterday", "2022-01-01", "2021-12-31"),
    ],
)
def test_days_around_the_turn_of_the_year(
    phrase: str, published: str, expected: str | None
) -> None:
    found = event_date(f"Posts were shelled {phrase} by mortars.", day(published))
    assert found is not None
    if expected is None:
        assert (found.start, found.end) == (day("2021-12-31"), day("2022-01-01"))
    else:
        assert (found.start, found.end) == (day(expected), day(expected))


@pytest.mark.parametrize(
    ("sentence", "event", "said"),
    [
        ("Posts were shelled on Monday, the ministry said on Tuesday.", "2022-09-12", "2022-09-13"),
        (
            "The ministry said on Tuesday that posts were shelled on Monday.",
            "2022-09-12",
            "2022-09-13",
        ),
        (
            "The ministry said in a statement on Tuesday that posts were shelled.",
            None,
            "2022-09-13",
        ),
        ("The army on Tuesday said that posts were shelled on Monday.", "2022-09-12", "2022-09-13"),
        ("On Tuesday the ministry reported that posts were shelled.", None, "2022-09-13"),
        (
            "Posts were shelled on September 12, the spokesman told reporters on September 13.",
            "2022-09-12",
            "2022-09-13",
        ),
        ("On Monday posts were shelled, the ministry said.", "2022-09-12", None),
        (
            "The king vowed on Tuesday to find the men by whom posts were shelled on Monday.",
            "2022-09-12",
            "2022-09-13",
        ),
        # What they condemned was on that day.
        ("They condemned an attack on Monday, in which posts were shelled.", "2022-09-12", None),
        # What stands in possession of the event is its own day.
        (
            "The ministry said Monday’s attack, in which posts were shelled, went on.",
            "2022-09-12",
            None,
        ),
        (
            "Villagers who saw the clash near Movses on Monday told of posts shelled.",
            "2022-09-12",
            None,
        ),
        # The furniture of a page.
        ("Posts were shelled. (Published Tuesday, September 13, 2022)", None, "2022-09-13"),
        ("Posts were shelled on Monday and it was over by noon, he confirmed.", "2022-09-12", None),
    ],
)
def test_the_day_of_a_statement_is_not_that_of_the_event(
    sentence: str, event: str | None, said: str | None
) -> None:
    found = event_date(sentence)
    assert (found.start if found else None) == (day(event) if event else None)
    assert find_said_on(mentions_of(sentence)) == (day(said) if said else None)


@pytest.mark.parametrize(
    "sentence",
    [
        "A man was charged on Monday in the case of the posts that were shelled.",
        "Police on Monday arrested a man suspected of the attack in which posts were shelled.",
        "Two of those hit when posts were shelled remained in hospital on Monday.",
        "Five of the dead, hit when posts were shelled, were buried on Monday.",
        "On Monday Aram Aramyan, 30, of Goris, was sentenced; posts were shelled.",
        "As of Monday nobody had said why posts were shelled.",
        "A hearing on why posts were shelled is set for Monday.",
        "Divers will go on searching Monday near the posts that were shelled.",
        "At 3 a.m. that Monday posts were shelled.",
    ],
)
def test_the_day_of_what_came_of_it_is_not_that_of_the_event(sentence: str) -> None:
    assert event_date(sentence) is None
    assert mentions_of(sentence)


LAST = DateInterval(start=day("2022-09-08"), end=day("2022-09-08"), precision=1)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Two days later posts were shelled.", "2022-09-10"),
        ("A week later posts were shelled.", "2022-09-15"),
        ("The next morning posts were shelled.", "2022-09-09"),
        ("The following day posts were shelled.", "2022-09-09"),
        ("The same day posts were shelled.", "2022-09-08"),
        ("Later that night posts were shelled.", "2022-09-08"),
        ("Hours later posts were shelled.", "2022-09-08"),
        ("A day earlier posts were shelled.", "2022-09-07"),
        ("Posts had been shelled the day before.", "2022-09-07"),
        ("Posts had been shelled the previous night.", "2022-09-07"),
        # A date in the sentence itself comes first.
        ("The army said on Tuesday that posts were shelled the day before.", "2022-09-12"),
        ("Posts were shelled hours later, on Tuesday.", "2022-09-13"),
        ("A man fell on Sunday, and the next day posts were shelled.", "2022-09-12"),
    ],
)
def test_days_are_counted_from_the_last_one_told(sentence: str, expected: str) -> None:
    found = event_date(sentence, last=LAST)
    assert found is not None
    assert found.start == day(expected)


def test_days_before_are_counted_from_publication_where_none_was_told() -> None:
    found = event_date("Posts were shelled the day before.")
    assert found is not None
    assert found.start == day("2022-09-13")
    assert event_date("Two days later posts were shelled.") is None
    assert event_date("Posts were shelled the day before the summit.", last=LAST) is None


def test_said_early_of_the_evening_before() -> None:
    found = event_date("The army said early on Tuesday that posts were shelled in the evening.")
    assert found is not None
    assert (found.start, found.end) == (day("2022-09-12"), day("2022-09-13"))


@pytest.mark.parametrize(
    ("phrase", "weekday"),
    [("on Tuesday", 1), ("on Sunday", 6), ("overnight from Monday to Tuesday", 1)],
)
def test_without_publication_a_weekday_stays_a_constraint(phrase: str, weekday: int) -> None:
    found = event_date(f"Posts were shelled {phrase} by mortars.", None)
    assert found is not None
    assert found.start is None
    assert found.end is None
    assert not found.is_known
    assert found.weekday == weekday


@pytest.mark.parametrize(
    "phrase", ["yesterday", "today", "last night", "on September 12", "last week", "overnight"]
)
def test_without_publication_nothing_relative_is_resolved(phrase: str) -> None:
    found = event_date(f"Posts were shelled {phrase} by mortars.", None)
    assert found is None or not found.is_known


def test_without_publication_a_full_date_is_a_date() -> None:
    found = event_date("Posts were shelled on September 12, 2022 by mortars.", None)
    assert found is not None
    assert found.start == found.end == day("2022-09-12")


@pytest.mark.parametrize(
    "sentence",
    [
        "Posts were shelled by mortars.",
        "In 2020 posts were shelled by mortars.",
        "Posts were shelled in November 2020 by mortars.",
        "Posts were shelled during the war of September 27 to November 10, 2020.",
        "Since September 5 posts were shelled.",
        "On September 5 of last year posts were shelled.",
        "Private Aram Aramyan (b. September 3, 2002) was at a post that was shelled.",
        "About 12 May Day flags were found where posts were shelled.",
    ],
)
def test_what_is_no_day_of_the_event(sentence: str) -> None:
    assert event_date(sentence) is None


@pytest.mark.parametrize("phrase", ["on February 30", "on September 31, 2022", "on 0 May 2022"])
def test_a_day_that_no_calendar_has_is_none(phrase: str) -> None:
    found = event_date(f"Posts were shelled {phrase} by mortars.")
    assert found is None or found.precision != 1


def test_the_exact_day_is_preferred_to_the_week() -> None:
    found = event_date("Earlier this week posts were shelled, most of all on Monday, by mortars.")
    assert found is not None
    assert found.start == found.end == day("2022-09-12")


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("Last month, on August 3, posts were shelled.", "2022-08-03", "2022-08-03"),
        # A day that is none of the month is another date.
        ("Last month, on July 3, posts were shelled.", "2022-07-03", "2022-07-03"),
    ],
)
def test_the_day_behind_its_month_is_the_day(sentence: str, first: str, last: str) -> None:
    mention = mentions_of(sentence)[-1]
    assert (mention.interval.start, mention.interval.end) == (day(first), day(last))
    assert (mention.start == 0) is ("August" in sentence)


def test_what_is_long_past_is_background() -> None:
    recent = DateInterval(start=day("2022-08-20"), end=day("2022-08-20"), precision=1)
    past = DateInterval(start=day("2021-08-20"), end=day("2021-08-20"), precision=1)
    year = DateInterval(start=day("2020-01-01"), end=day("2020-12-31"), precision=5)
    assert not is_background(recent, PUBLISHED)
    assert is_background(past, PUBLISHED)
    assert is_background(year, None)
    assert not is_background(recent, None)


def test_the_year_in_which_an_undated_report_was_written() -> None:
    text = "Last year's war ended in November 2020. Posts were shelled on Tuesday."
    undated = Document(id="a", source="a.txt", text=text)
    assert find_year_hint(undated) == 2021
    assert latest_year(undated) == 2020
    without = Document(id="a", source="a.txt", text="The war ended in November 2020.")
    assert find_year_hint(without) is None


@given(
    # Later years stand in for one that is not told.
    st.dates(dt.date(1990, 1, 8), dt.date(8999, 12, 31)),
    st.sampled_from(
        list(enumerate("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()))
    ),
)
def test_a_weekday_is_the_last_one_up_to_publication(
    published: dt.date, weekday: tuple[int, str]
) -> None:
    number, name = weekday
    found = event_date(f"Posts were shelled on {name} by mortars.", published)
    assert found is not None
    assert found.start is not None
    assert found.start.weekday() == number
    assert 0 <= (published - found.start).days <= 6


@given(st.dates(dt.date(1990, 3, 1)), st.integers(0, 40), st.sampled_from(["%B %d", "%d %B"]))
def test_a_day_and_month_come_back_without_their_year(
    published: dt.date, back: int, form: str
) -> None:
    happened = published - dt.timedelta(days=back)
    found = event_date(f"Posts were shelled on {happened.strftime(form)} by mortars.", published)
    assert found is not None
    assert found.start == found.end == happened


@given(
    st.lists(
        st.sampled_from(
            [phrase for phrase, *_ in PHRASES]
            + ["12", "May", "2020", "to", "night", "of", "said", "on", ",", "the", "early"]
        )
    ).map(" ".join),
    st.sampled_from([PUBLISHED, None]),
)
def test_mentions_are_in_order_and_apart(sentence: str, published: dt.date | None) -> None:
    last = 0
    for mention in mentions_of(sentence, published):
        assert last <= mention.start < mention.end <= len(sentence)
        last = mention.end
        interval = mention.interval
        if interval.start and interval.end:
            assert interval.start <= interval.end


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister told a press conference in Tbilisi on Tuesday that guns shelled the post.",
        "A statement from Yerevan on Tuesday says guns shelled the post.",
        "The number, amended on Tuesday to six, is of those shelled in the village.",
        "Officials told reporters in New Delhi on Tuesday that guns had shelled the post.",
    ],
)
def test_the_day_of_a_word_to_the_press_is_not_the_events(sentence: str) -> None:
    assert event_date(sentence) is None
    assert find_said_on(mentions_of(sentence)) == day("2022-09-13")


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("The gate was shut on 21 July, and in early August guards fought there.", "2022-08-01"),
        ("The gate was shut on 21 July, and in May guards fought there.", None),
        ("The gate was shut on 2 August, and guards fought there in May.", "2022-08-02"),
    ],
)
def test_a_month_at_the_head_of_a_clause_dates_it(sentence: str, first: str | None) -> None:
    dates = find_dates(
        sentence, 0, len(sentence), published=dt.date(2022, 9, 14), document_id="a.txt"
    )
    found = find_event_date(
        dates, sentence, trigger=sentence.index("fought"), published=dt.date(2022, 9, 14)
    )
    assert (found.start.isoformat() if found and found.start else None) == first


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("at the end of July", "2022-07-21", "2022-07-28"),
        ("at the beginning of July 2021", "2021-07-01", "2021-07-10"),
        ("between January and March", "2022-01-01", "2022-03-31"),
        ("between October and December", "2021-10-01", "2021-12-31"),
        ("from November to February", "2021-11-01", "2022-02-28"),
        ("from June 2020 until April 2021", "2020-06-01", "2021-04-30"),
    ],
)
def test_parts_of_a_month_and_several_months(phrase: str, first: str, last: str) -> None:
    text = f"Posts near the lake were shelled {phrase} by mortars."
    dates = find_dates(text, 0, len(text), published=dt.date(2022, 9, 14), document_id="a.txt")
    found = [(str(it.interval.start), str(it.interval.end)) for it in dates]
    assert found == [(first, last)]


def test_several_months_are_of_the_year_told_before_them() -> None:
    text = "The worst was 2011, when eighteen people died between February and May."
    dates = find_dates(text, 0, len(text), published=dt.date(2022, 9, 14), document_id="a.txt")
    assert (dates[-1].interval.start, dates[-1].interval.end) == (
        dt.date(2011, 2, 1),
        dt.date(2011, 5, 31),
    )
