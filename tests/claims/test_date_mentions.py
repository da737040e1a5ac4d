"""Of what a date is the day: of the event, of a statement, or of what came before or after it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.dates import find_dates

if TYPE_CHECKING:
    from geomap.claims.date_mentions import DateMention

PUBLISHED = dt.date(2021, 5, 14)
"""A Friday."""


def mentions_of(sentence: str, published: dt.date | None = PUBLISHED) -> list[DateMention]:
    return find_dates(sentence, 0, len(sentence), published=published, document_id="a")


OWN = [
    # What was set off is not set for a day.
    "Seven bombs were set off in the two towns on Monday.",
    # Reported, of an event, is no statement.
    "Shelling was reported on Monday from both banks of the river.",
    "Two ambushes were also reported late Monday near the pass.",
    # What is said begins with its day.
    "The police reported that yesterday men burned the bank.",
    "Guards reported that last night gunmen attacked the post.",
    "Court records say on 10 May, a man broke into the depot.",
    "According to a release, on Monday soldiers searched the farm.",
    "Early on Monday a shepherd said he saw men crossing the stream.",
    # The words behind it are the event's.
    "A shooting that wounded four guards at the gate on Monday appears to have been a mistake.",
    "Police identified the two men killed in Garten on Monday.",
    "The depot was attacked on Monday morning by men with masks.",
    "On Monday soldiers put up a fence, and shots were heard.",
    "Soldiers on Monday raised a flag over the post.",
    "At about 4 AM this morning shells hit the post.",
    # What is expected is of another clause.
    "He is expected to survive after he was shot on Monday.",
    "Police are investigating a shooting this morning at the crossing.",
    "A blast at the bridge late Monday claimed the lives of two guards.",
    "Fishermen hearing shots from about five on Monday fled.",
    "Services are set at the chapel for the guard who fell last Monday.",
    "A funeral will be held for the guard shot at the bridge last Monday.",
    "Prayers are due in Garten for the guards killed at the bridge on Monday.",
    # Who is arrested for crossing, and not for what was told before.
    "Border guards arrested ten fishermen on Monday.",
    "Ten fishermen were arrested on Monday by the navy.",
    "On Monday rangers arrested two smugglers at the fence.",
    "Three guards were killed in Monday's election clashes.",
    # What was done there, or to them, is the event of the day.
    "Shells fell on Monday on a village where nine were killed.",
    "On Monday a man who tried to cross the river was shot.",
    "Guards were called to the bridge on Monday for a man who had been shot.",
    # What went through a window, and what was waited for.
    "A shell came through the window of a school on Monday.",
    "The gunmen waited until dark and attacked the post on Monday.",
    "The boy told how gunmen attacked the bridge on Monday.",
]
NOT_OWN = [
    "The raid was planned abroad, says a report which the envoy handed to parliament on Monday.",
    "Forty died at the line, according to figures that the league gave to the press on Monday.",
    # Statements, however they are made.
    "The police said in a news release Monday that the post was hit.",
    "The mayor said by phone Monday that a shell had hit the school.",
    "He told KXTV Monday that his son was among the dead.",
    "In an email on Monday the ministry gave a higher number.",
    "The ministry in its bulletin on Monday gave a higher number.",
    "Four men were killed in an ambush, a spokesman stated here today.",
    "The hospital list seen by the mission on Monday has five names.",
    "According to the Monday news release, a lorry hit the mine.",
    "On Monday the ministry put the number of dead at nine.",
    "The army, in a text read on television on Monday, spoke of nine dead.",
    "A second communique, on Monday, spoke of nine dead.",
    # What came of it.
    "The governor was at the post on Monday and visited the wounded.",
    "The ministry on Monday raised its toll to nine.",
    # Pages and pictures.
    "Ana Petrova reports for the News at 11 p.m. Monday.",
    "(Updated at 10 a.m. Monday)",
    "Updated: 10:20 am, Mon May 10, 2021.",
    "Posted: Mon., May 10, 2021",
    # So are talks with those who write.
    "The guard's mother spoke to reporters on Monday.",
    "The widow spoke about her husband Monday.",
    # What came of it.
    "Officers of the border police appeared before Judge Emil Novak on Monday.",
    "The court ruled on Monday that the shooting was lawful.",
    "Monday's hearing lasted an hour.",
    "On Monday a judge set bail for the two smugglers.",
    "On Monday prosecutors charged a farmer over the shooting.",
    "The suspect turned himself in Monday.",
    "A warrant for the driver's arrest was issued Monday.",
    "The driver was arrested Monday on a weapons charge.",
    "The driver was arrested on Monday and faces five years.",
    "On Monday, detectives arrested a man who is accused of the shooting.",
    "The gunman was arrested on Monday.",
    "He was later taken into custody at a farm near Garten on Monday.",
    "On Monday, officers arrested Emil Novak at a motel.",
    "Detectives tracked down the suspect at a farm near Garten Monday.",
    "The two men were booked around 1:15 a.m. Monday on five counts.",
    "Detectives were asking for the public's help Monday in finding the gunman.",
    "Friends gathered in Garten on Monday as the boy was in hospital.",
    "Relatives held a vigil Monday night.",
    "He was taken to Garten, and later died on Monday.",
    "The boy passed away in hospital on Monday.",
    "A second guard died on Monday of his wounds.",
    # The day of another time zone.
    "The bomb went off at 2230 [0230 GMT on 10 May].",
    "The two captives were freed on Monday.",
    "The bodies were handed over on Monday.",
    "The bodies of two herders had been handed over for burial on Monday.",
    "A colonel who read the statement on state television on Monday evening spoke of nine dead.",
    "In a short note on Monday the army gave two deaths.",
    "The owner on Monday released an official note confirming the raid.",
    "Police on Monday presented to the press two men who spoke of the murder.",
    # What is not known on the day of the report.
    "No further details were available Monday.",
    "The ministry did not immediately respond on Monday.",
    "The name of the dead man was withheld Monday.",
    "As of noon Monday the road was closed.",
    "The bodies had not been brought home by Monday.",
    "By Monday the government, too, spoke of unknown gunmen.",
    "No further word on the three herders was immediately available on Monday.",
    "A warrant for his arrest was issued at around 5 p.m. Monday.",
    "The guard was in stable condition shortly after noon on Monday.",
    "“I’m heartbroken today,” the mayor wrote of the two brothers.",
    "“Today we mourn two friends.”",
    "The crossing reopened on Monday.",
    "There are more questions than answers today about the shooting.",
    # What is to come, and what went before.
    "The envoys planned to meet at the bridge on Monday.",
    "“I’ll be back at the post on Monday.”",
    "The president told his ministers to have a plan ready by Monday.",
    "He will be arraigned in the district court of Garten before Judge Emil N. Novak on 10 May.",
    "The last exchange of fire on the river was on 10 May.",
    "10 May marked five years since guards shot a fisherman.",
    "The guards were shot five years ago today.",
    # What came of it, in other words.
    "A search warrant was executed Monday in Garten.",
    "Deputies served a search warrant Monday.",
    "An inquest heard on Monday how the farmer had died.",
    "The trial of a man who shot two guards opened Monday in Garten.",
    "A memorial to the nine guards was unveiled in Garten on Monday.",
    "Police were on Monday still hunting the gunmen.",
    "The murderer was jailed for life on Monday.",
    "A fisherman entered a plea of not guilty on Monday.",
    "Bond was set at $20,000 Monday.",
    "Charges were filed against the farmer on 10 May.",
    "The judge set his sentencing for 2 June.",
    "The second guard was taken off life support Monday.",
    "Hundreds came to say goodbye Monday.",
    "The minister prayed at Monday's ceremony.",
    "Both mayors spoke at a Monday discussion.",
    "The bridge was shut before the 10 May election.",
    "The pastor told mourners Monday that the gunman had smiled.",
    "The driver was picked up for questioning on Monday.",
    "Neighbours of the two brothers were still shaken Monday.",
    "Thousands carried the body of a colonel through Garten on Monday.",
    "Two smugglers accused of the shooting made bail Monday.",
    "His next court date is 27 July.",
    "Children laid flowers on Monday at the spot where the guard was killed.",
    "Nuns went back on Monday to a church that had been bombed.",
    "A judge on Monday ordered a farmer held without bail over the shooting.",
]


@pytest.mark.parametrize("sentence", OWN)
def test_the_day_of_the_event(sentence: str) -> None:
    (mention,) = mentions_of(sentence)
    assert not any((mention.is_said, mention.is_aside, mention.is_open))


@pytest.mark.parametrize("sentence", NOT_OWN)
def test_the_day_of_something_else(sentence: str) -> None:
    mention = mentions_of(sentence)[-1]
    assert mention.is_said or mention.is_aside


@pytest.mark.parametrize(
    ("day", "is_said"),
    [
        ("May 14", True),
        ("14 May 2021", True),
        ("May 14 (Agency)", True),
        # Another day stands in front of what happened on it.
        ("May 12", False),
    ],
)
def test_the_day_behind_a_place_is_that_of_the_report(day: str, *, is_said: bool) -> None:
    (mention,) = mentions_of(f"Garten, {day}: Two guards were shot at the bridge.")
    assert mention.is_said is is_said


@pytest.mark.parametrize("words", ["until late on", "through", "until the evening of", "up to"])
def test_until_a_day_is_the_end_of_what_began(words: str) -> None:
    (mention,) = mentions_of(f"Shells fell on the bridge {words} Monday.")
    assert mention.interval.start is None
    assert mention.interval.end == dt.date(2021, 5, 10)


def test_since_a_war_began_is_open() -> None:
    (mention,) = mentions_of(
        "Nine villages were taken since the war broke out before dawn on Monday."
    )
    assert mention.is_open


@pytest.mark.parametrize(
    "sentence",
    [
        "A reporter of Border Today saw the bodies.",
        "The USA TODAY network first told of it.",
        "The Sunday Times saw the bodies.",
    ],
)
def test_a_paper_s_name_is_no_day(sentence: str) -> None:
    assert mentions_of(sentence) == []


def test_today_is_a_day_at_the_head_of_a_sentence() -> None:
    (mention,) = mentions_of("“Today they shelled us again.”")
    assert mention.interval.start == PUBLISHED


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Talks are set for Monday.", dt.date(2021, 5, 17)),
        ("He is due in court on 28 February.", dt.date(2022, 2, 28)),
        ("He is due in court on 29 May.", dt.date(2021, 5, 29)),
        ("He was due in court on 28 February 2020.", dt.date(2020, 2, 28)),
    ],
)
def test_what_is_to_come_lies_ahead(sentence: str, day: dt.date) -> None:
    (mention,) = mentions_of(sentence)
    assert mention.is_aside
    assert mention.interval.start == day


@pytest.mark.parametrize(
    ("sentence", "first", "last", "precision"),
    [
        ("There were nine raids from midnight 7 May to 6:00 am 10 May.", 7, 10, 2),
        ("There were nine raids from Friday (7 May) to Monday (10 May).", 7, 10, 2),
        ("There were nine raids between 1 May and 13 May.", 1, 13, 4),
        ("Shells fell from 10 p.m. on Monday to 2 a.m. on Tuesday.", 10, 11, 2),
        ("Nine were hurt in five shootings on Monday night and Tuesday.", 10, 11, 2),
        ("Shells fell late on Monday and again on Tuesday.", 10, 11, 2),
        ("Three men were shot Thursday afternoon and overnight.", 13, 14, 2),
    ],
)
def test_a_stretch_of_days(sentence: str, first: int, last: int, precision: int) -> None:
    (mention,) = mentions_of(sentence)
    interval = mention.interval
    assert interval.start is not None
    assert interval.end is not None
    assert (interval.start.day, interval.end.day, interval.precision) == (first, last, precision)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2040, 12, 31)))
def test_what_is_to_come_never_lies_before_publication(published: dt.date) -> None:
    for words in ("Monday", "28 February", "29 February"):
        for mention in mentions_of(f"Talks are set for {words}.", published):
            assert mention.interval.end is not None
            assert mention.interval.end >= published


def test_a_day_takes_the_year_of_its_month_told_before() -> None:
    told = mentions_of("The war of August 2008 began when guns opened up in the night of 7 August.")
    assert told[-1].interval.start == dt.date(2008, 8, 7)
    other = mentions_of("The truce of March 2008 broke when guns opened up on 7 May.")
    assert other[-1].interval.start == dt.date(2021, 5, 7)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        (
            "Quiet ended in 2018. On 3 June of that year the mill was shelled.",
            dt.date(2018, 6, 3),
        ),
        ("Since the fire of 1 May 2019, and again on 4 May, shots fell.", dt.date(2019, 5, 4)),
        (
            "Not since October of last year, when, on the 21st, six were hurt, was it so bad.",
            dt.date(2020, 10, 21),
        ),
        ("A post fell in March 2017, on the 9th, and two men died.", dt.date(2017, 3, 9)),
    ],
)
def test_a_year_or_month_told_before_is_that_of_the_day(sentence: str, day: dt.date) -> None:
    assert mentions_of(sentence)[-1].interval.start == day


@pytest.mark.parametrize("words", ["In May the year before", "On 9 May the year after"])
def test_a_year_beside_the_one_told_is_another(words: str) -> None:
    mentions = mentions_of(f"Quiet ended in 2018. {words}, six men were hurt.")
    found = [it.interval.start for it in mentions]
    assert all(it is None or (it.year, it.month) != (2018, 5) for it in found)


def test_a_day_keeps_its_year_where_another_clause_tells_one() -> None:
    sentence = "The truce of 27 November 2020 was broken when on 3 May guns opened up."
    assert mentions_of(sentence)[-1].interval.start == dt.date(2021, 5, 3)


@pytest.mark.parametrize(
    "sentence",
    [
        "He told the district court in Garten on Wednesday that men with rifles came at night.",
        "She testified before a tribunal on Monday about the raid.",
        "The gangs have killed many, the mission said on the same Monday.",
        "The council on Thursday heard that ten men had died in the clash at the ford.",
    ],
)
def test_the_day_of_a_testimony_is_not_that_of_what_it_tells(sentence: str) -> None:
    assert mentions_of(sentence)[0].is_said


def test_what_somebody_is_today_is_no_day_of_what_he_recalls() -> None:
    sentence = "Mortars burst all night, recalled Ali of the mill, today the mayor."
    assert mentions_of(sentence)[-1].is_aside
