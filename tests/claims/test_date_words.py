"""The ways in which English news tells a day: own sentences, each with the days that it means."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.dates import find_dates, find_event_date
from geomap.claims.events import read_event

PUBLISHED = dt.date(2021, 5, 14)
"""A Friday."""

SENTENCES = [
    # Nights.
    ("Two soldiers were killed on the night of 3 to 4 May near the post.", "05-03", "05-04"),
    ("Two soldiers were killed in the night of 3-4 May near the post.", "05-03", "05-04"),
    ("Two soldiers were killed in the night from Monday to Tuesday.", "05-10", "05-11"),
    ("Two soldiers were killed overnight Monday to Tuesday.", "05-10", "05-11"),
    ("On the intervening night of May 3 and 4 an army captain was killed.", "05-03", "05-04"),
    ("On the night of May 3/4 posts were shelled.", "05-03", "05-04"),
    ("On the night of 30 April/1 May posts were shelled.", "04-30", "05-01"),
    ("On the night of 3 May posts were shelled.", "05-03", "05-04"),
    ("Overnight on 3 May posts were shelled.", "05-03", "05-04"),
    ("During the night to Wednesday posts were shelled.", "05-11", "05-12"),
    ("Posts were shelled two nights ago.", "05-12", "05-13"),
    ("Gunmen attacked the post late last night.", "05-13", "05-14"),
    (
        "Shells fell in the night from Saturday to Sunday of the previous weekend (1 to 2 May).",
        "05-01",
        "05-02",
    ),
    ("The army made public today what it knew of the attack two days ago.", "05-12", "05-12"),
    ("Gunmen attacked the post on the night of the 3rd.", "05-03", "05-04"),
    # Parts of a day.
    ("In the early hours of the 12th shells hit the village.", "05-12", "05-12"),
    ("Shells hit the village on the morning of the ninth.", "05-09", "05-09"),
    ("Shells hit the village in the early hours of Tuesday.", "05-11", "05-11"),
    ("Shells hit the village in the small hours of Tuesday morning.", "05-11", "05-11"),
    ("Gunmen attacked the post by Monday evening.", "05-10", "05-10"),
    ("On the evening of 3 May a patrol was fired upon.", "05-03", "05-03"),
    ("On the morning of Monday, 3 May, a patrol was fired upon.", "05-03", "05-03"),
    ("Before dawn on Monday a patrol was fired upon.", "05-10", "05-10"),
    ("At dawn today a patrol was fired upon.", "05-14", "05-14"),
    ("At 0315 hrs on 3 May gunmen attacked the post.", "05-03", "05-03"),
    ("Gunmen attacked the post on 3 May, at about 10:15 local time.", "05-03", "05-03"),
    # Weekdays.
    ("Tuesday's attack killed four border guards.", "05-11", "05-11"),
    ("Gunmen attacked the post last Friday.", "05-07", "05-07"),
    ("Gunmen attacked the post on Friday last.", "05-07", "05-07"),
    ("Gunmen attacked the post on Sunday last.", "05-09", "05-09"),
    ("Gunmen attacked the post on the Saturday of last week.", "05-08", "05-08"),
    ("Gunmen attacked the post on Thursday of this week.", "05-13", "05-13"),
    ("A patrol was fired upon on Tues.", "05-11", "05-11"),
    ("On Mon., May 3, a patrol was fired upon.", "05-03", "05-03"),
    ("Posts were shelled for a third day on Wednesday.", "05-12", "05-12"),
    # The day behind the event, not that of what came of it.
    ("Shops were shut on Wednesday over the attack of gunmen on Monday.", "05-10", "05-10"),
    ("On Wednesday a man was shown who attacked the post on Monday.", "05-10", "05-10"),
    (
        "A general was at the post on Wednesday where shelling killed two on Monday.",
        "05-10",
        "05-10",
    ),
    # But another clause has another day.
    ("On Monday guards who fired on the post were shot, and on Tuesday left.", "05-10", "05-10"),
    ("On Monday gunmen attacked the post that the army took on Tuesday.", "05-10", "05-10"),
    (
        "In Kut, where troops went in on Monday after shelling that began on Sunday, they fought.",
        "05-10",
        "05-10",
    ),
    # Counted back from what came after.
    ("A day after gunmen attacked the post, the army released a video Thursday.", "05-12", "05-12"),
    ("The day after gunmen attacked the post, it was open on Thursday.", "05-12", "05-12"),
    ("Three days after gunmen attacked the post, no one has been held.", "05-10", "05-11"),
    ("On Thursday, two days after gunmen attacked the post, it was rebuilt.", "05-11", "05-11"),
    ("The mayor told reporters on Thursday, a day after gunmen attacked.", "05-12", "05-12"),
    ("Exactly a week after gunmen attacked the post, on Thursday it reopened.", "05-06", "05-06"),
    ("Hours after gunmen attacked the post on Thursday, the army came.", "05-13", "05-13"),
    ("Less than 24 hours after gunmen attacked the post, it reopened Thursday.", "05-12", "05-13"),
    ("Two days after gunmen attacked the post on Monday, it reopened.", "05-10", "05-10"),
    ("Kabul filed a protest on Thursday, a day after shells hit the bazaar.", "05-12", "05-12"),
    ("On Friday shops reopened, two days after rockets landed in the town.", "05-12", "05-12"),
    ("Two days after the truce, gunmen attacked the post on Thursday.", "05-13", "05-13"),
    # Several days.
    ("Between 3 and 5 May gunmen attacked three posts.", "05-03", "05-05"),
    ("From May 3 through May 5 gunmen attacked three posts.", "05-03", "05-05"),
    ("Between Monday and Wednesday gunmen attacked three posts.", "05-10", "05-12"),
    ("Fighting from Saturday night into Sunday killed 23 soldiers.", "05-08", "05-09"),
    ("On May 3rd and 4th posts were shelled.", "05-03", "05-04"),
    ("Over the weekend a patrol was fired upon.", "05-08", "05-09"),
    ("In the past 24 hours a patrol was fired upon.", "05-13", "05-14"),
    ("In the last 72 hours gunmen attacked three posts.", "05-11", "05-14"),
    ("In less than 24 hours gunmen attacked three posts.", "05-13", "05-14"),
    ("In the past few hours gunmen attacked the post.", "05-14", "05-14"),
    # Counted from publication.
    ("A few minutes ago gunmen attacked the post.", "05-14", "05-14"),
    ("Gunmen attacked the post less than an hour ago.", "05-14", "05-14"),
    ("Gunmen attacked the post eight hours ago.", "05-13", "05-14"),
    ("Gunmen attacked the post three days ago.", "05-11", "05-11"),
    ("Gunmen attacked the post a couple of days ago.", "05-12", "05-12"),
    ("Gunmen attacked the post a week ago.", "05-04", "05-10"),
    ("A fortnight ago posts were shelled.", "04-27", "05-03"),
    ("Gunmen attacked the post the day before yesterday.", "05-12", "05-12"),
    ("A week ago today gunmen attacked the post.", "05-07", "05-07"),
    ("Two weeks ago Sunday gunmen attacked the post.", "04-25", "04-25"),
    ("A patrol was fired upon the night before last.", "05-12", "05-13"),
    ("A patrol was fired upon Wed. night.", "05-12", "05-12"),
    ("The post has been shut since Tuesday, when gunmen attacked it.", "05-11", "05-11"),
    # The number of a day.
    ("Gunmen attacked the post on the 12th.", "05-12", "05-12"),
    ("Gunmen attacked the post on the 20th.", "04-20", "04-20"),
    ("On the 9th a post near the bridge was shelled.", "05-09", "05-09"),
    ("Gunmen attacked the post on the twelfth.", "05-12", "05-12"),
    ("A guard who was shot at the post on the 2nd has died.", "05-02", "05-02"),
    ("Gunmen attacked the post on the second of May.", "05-02", "05-02"),
    ("Gunmen attacked the post on the twenty-first of April, 2021.", "04-21", "04-21"),
    ("Posts were shelled on Monday the 10th.", "05-10", "05-10"),
    ("Posts were shelled on Monday the 26th.", "04-26", "04-26"),
    ("Posts were shelled on Monday 26, a report says.", "04-26", "04-26"),
    ("On Tuesday 12 soldiers were killed.", "05-11", "05-11"),
    ("Gunmen attacked the post on May the 3rd.", "05-03", "05-03"),
    # Numbers alone.
    ("Gunmen attacked the post on 03.05.2021.", "05-03", "05-03"),
    ("Gunmen attacked the post on 03.05.21.", "05-03", "05-03"),
    ("At 22:40 on 12.05 posts were shelled.", "05-12", "05-12"),
    ("Gunmen attacked the post on 5/13/2021.", "05-13", "05-13"),
    ("Posts were shelled on 10-May-2021.", "05-10", "05-10"),
    ("Posts were shelled on 10-May-21.", "05-10", "05-10"),
]
NO_DAYS = [
    "Gunmen set the posters of this week's election alight.",
    "Gunmen burned the ballots of Sunday's general vote.",
    "Gunmen attacked the post on 5/3/2021.",
    "Gunmen attacked the post on the 9th floor.",
    "Gunmen attacked along the 38th parallel.",
    "The range of the gun is 12.05 km on 12.05 km of road that was shelled.",
    "Three months after gunmen attacked the post, a man was arrested on Thursday.",
    "Two years after gunmen attacked the post, it reopened on Thursday.",
    "Since Sunday three days of fighting have killed nine soldiers.",
    "The ministry said in a Facebook post on Tuesday that posts had been shelled.",
]


@pytest.mark.parametrize(("sentence", "first", "last"), SENTENCES)
def test_the_day_that_a_sentence_tells(sentence: str, first: str, last: str) -> None:
    date = find_day(sentence)
    assert date is not None
    assert date == (dt.date.fromisoformat(f"2021-{first}"), dt.date.fromisoformat(f"2021-{last}"))


@pytest.mark.parametrize("sentence", NO_DAYS)
def test_what_tells_no_day_of_an_event(sentence: str) -> None:
    assert find_day(sentence) is None


def find_day(sentence: str) -> tuple[dt.date | None, dt.date | None] | None:
    mentions = find_dates(sentence, 0, len(sentence), published=PUBLISHED, document_id="a")
    trigger = read_event(sentence).position
    date = find_event_date(mentions, sentence, trigger=trigger, published=PUBLISHED)
    return (date.start, date.end) if date else None


def test_years_ago_are_background() -> None:
    (mention,) = find_dates("shelled two years ago", 0, 21, published=PUBLISHED, document_id="a")
    assert (mention.interval.start, mention.interval.precision) == (dt.date(2019, 1, 1), 5)


@given(st.integers(1, 31), st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2100, 1, 1)))
def test_the_number_of_a_day_is_the_last_such_day(number: int, published: dt.date) -> None:
    sentence = f"shelled on the {number}th."
    (mention,) = find_dates(sentence, 0, len(sentence), published=published, document_id="a")
    day = mention.interval.start
    assert day is not None
    assert day.day == number
    assert dt.timedelta() <= published - day <= dt.timedelta(days=62)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on New Year's Eve", "2020-12-31"),
        ("on New Year’s Day", "2021-01-01"),
        ("on Christmas Eve", "2020-12-24"),
        ("on Christmas Day 2019", "2019-12-25"),
        ("on the Fourth of July", "2020-07-04"),
    ],
)
def test_a_feast_is_the_last_one_before_the_report(words: str, day: str) -> None:
    sentence = f"Gunmen attacked the post {words}."
    (mention,) = find_dates(sentence, 0, len(sentence), published=PUBLISHED, document_id="a")
    assert str(mention.interval.start) == str(mention.interval.end) == day


@pytest.mark.parametrize(
    "sentence",
    [
        "The film is about the Valentine's Day massacre.",
        "The offices are on the 2nd floor.",
        "On the second of the attempts the wall fell.",
        "He sat. Night fell over the post.",
    ],
)
def test_what_only_looks_like_a_day_is_none(sentence: str) -> None:
    assert not find_dates(sentence, 0, len(sentence), published=PUBLISHED, document_id="a")


@pytest.mark.parametrize(
    ("words", "published", "saturday"),
    [
        ("last weekend", dt.date(2021, 5, 15), dt.date(2021, 5, 8)),
        ("last weekend", dt.date(2021, 5, 16), dt.date(2021, 5, 8)),
        ("last weekend", dt.date(2021, 5, 17), dt.date(2021, 5, 15)),
        ("over the weekend", dt.date(2021, 5, 16), dt.date(2021, 5, 15)),
        ("in a weekend raid", dt.date(2021, 5, 17), dt.date(2021, 5, 15)),
    ],
)
def test_on_a_weekend_the_last_one_is_over(
    words: str, published: dt.date, saturday: dt.date
) -> None:
    sentence = f"Gunmen attacked the post {words}."
    (mention,) = find_dates(sentence, 0, len(sentence), published=published, document_id="a")
    assert mention.interval.start == saturday
