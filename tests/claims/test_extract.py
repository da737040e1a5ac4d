"""A report to its claims: what is one, what is none, and the evidence for each field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geomap.claims import rule_versions
from geomap.model import Claim, Course, Stance, SubEventType

ReadClaims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    "sentence",
    [
        "The foreign ministers of Armenia and Azerbaijan discussed the clashes near Sotk.",
        "The Armenian and Azerbaijani ministers spoke by phone of the clashes near Sotk.",
        "Armenian posts near Sotk are regularly shelled by Azerbaijani units.",
        "No clashes between Armenian and Azerbaijani troops took place near Sotk on Tuesday.",
        "Armenian officials fear that Azerbaijani troops could open fire near Sotk.",
        "In the 44-day war of 2020 Armenian and Azerbaijani troops fought near Sotk.",
        "Since 1991 Armenian and Azerbaijani troops have clashed near Sotk.",
        "Brussels condemned the clashes of Armenian and Azerbaijani troops near Sotk.",
        "Two Armenian soldiers died in a road accident near Sotk on Tuesday, Azerbaijan noted.",
        "Fans of the Armenian and Azerbaijani football clubs clashed in Kapan.",
        "Armenia and Azerbaijan are to talk about the delimitation of the border near Sotk.",
        "The Armenian defence ministry said that the situation near Sotk was calm.",
        "Rumours that Armenian posts near Sotk were bombed by Azerbaijan are false.",
    ],
)
def test_what_is_no_claim(read_claims: ReadClaims, sentence: str) -> None:
    assert read_claims(f"{sentence}\n") == []


def test_a_denial_of_the_event_is_an_allegation_and_its_denial(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Azerbaijan’s defence ministry denied that its units had shelled Armenian posts at Sotk.\n"
    )
    assert [claim.stance for claim in claims] == [Stance.ALLEGES, Stance.DENIES]
    alleged, denied = claims
    assert denied.speaker is not None
    assert denied.speaker.side == "AZE"
    assert alleged.speaker is None or alleged.speaker.side == "ARM"
    assert alleged.sub_event_type is SubEventType.SHELLING
    assert alleged.casualties == ()
    assert "status" in {evidence.field for evidence in denied.evidence}


def test_to_deny_the_blame_is_to_assert_the_event(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        "Azerbaijan’s defence ministry denied responsibility for the clashes with Armenian troops "
        "near Sotk on Tuesday.\n"
    )
    assert claim.stance is Stance.ASSERTS


def test_a_rumour_of_social_media_is_theirs(read_claims: ReadClaims) -> None:
    alleged, _ = read_claims(
        "Azerbaijan’s defence ministry dismissed what Armenian social media had circulated about a "
        "supposed shelling of posts near Sotk.\n"
    )
    assert alleged.speaker is not None
    assert alleged.speaker.name == "social media (Armenia)"
    assert not alleged.speaker.official


def test_the_fields_of_a_claim(read_claims: ReadClaims) -> None:
    text = (
        " date 2022-09-14 Fire\r\n\r\nAzerbaijani units opened fire at Armenian posts near Sotk on"
        " Monday, killing two soldiers, Armenia’s defence ministry said on Tuesday.\r\n"
    )
    (claim,) = read_claims(text)
    assert claim.sub_event_type is SubEventType.ARMED_CLASH
    assert claim.date.start == claim.date.end == dt.date(2022, 9, 12)
    assert claim.said_on == dt.date(2022, 9, 13)
    assert claim.parties == ("ARM", "AZE")
    assert claim.actors
    assert {actor.side for actor in claim.actors} <= {"ARM", "AZE"}
    (figure,) = claim.casualties
    assert (figure.side, figure.best, figure.as_of) == ("ARM", 2, dt.date(2022, 9, 13))
    assert figure.claimed_by == "Ministry of Defence of Armenia"
    assert figure.claimed_by_side == "ARM"
    assert [evidence.field for evidence in claim.evidence] == [
        "event",
        "date",
        "place",
        "casualties",
    ]
    quote = text[claim.evidence[0].span.start : claim.evidence[0].span.end]
    assert quote.startswith("Azerbaijani units")
    assert quote.endswith("on Tuesday.")


def test_an_undated_report_dates_nothing_by_itself(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        "Armenian and Azerbaijani troops clashed near Sotk on Tuesday.\n", published=None
    )
    assert not claim.date.is_known
    assert claim.date.weekday == 1


def test_ids_are_of_the_document_and_unique(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenian and Azerbaijani troops clashed near Sotk on Tuesday. Posts near Kut were "
        "shelled. Two Armenian soldiers were wounded near Azat.\n"
    )
    assert [claim.id for claim in claims] == ["a#1", "a#2", "a#3"]


def test_a_text_without_anything_has_no_claims(read_claims: ReadClaims) -> None:
    assert read_claims("") == []
    assert read_claims("\ufeff\r\n…\n") == []


def test_the_rules_have_versions() -> None:
    versions = rule_versions()
    assert set(versions) >= {"events", "speakers", "casualties", "structure"}
    assert all(versions.values())


def test_a_language_is_no_state(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Tavush Gazette (English page)\n\nAzerbaijani units shelled Movses in Armenia on Monday.\n"
    )
    assert {claim.parties for claim in claims} == {("ARM", "AZE")}


def test_what_meanwhile_continues_is_another_event(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Azerbaijani units shelled Armenian posts at Movses on Monday, killing two men. The battle "
        "for the hills of Sotk, further south, meanwhile continued.\n"
    )
    assert [claim.opens_event for claim in claims] == [False, True]
    assert claims[1].course == Course(goes_on=True)
    assert claims[1].sub_event_type is SubEventType.ARMED_CLASH


@pytest.mark.parametrize(
    "text",
    [
        (
            "Seventeen persons died when a helicopter came down near Sotk on Tuesday. Two Armenian"
            " officers were among the dead, and six people were injured."
        ),
        (
            "A quake struck Kapan on Tuesday. Armenia said that 1,023 people were dead. A wall fell"
            " in the night, and a nurse was hurt."
        ),
        "A rumour of five people killed near Sotk on Tuesday was untrue, Armenia said.",
    ],
)
def test_the_dead_of_a_mishap_are_no_claim(read_claims: ReadClaims, text: str) -> None:
    assert read_claims(f"{text}\n") == []


def test_a_mishap_is_one_where_its_own_sentence_counts_nobody(read_claims: ReadClaims) -> None:
    text = (
        "Armenia and Azerbaijan sent help after an earthquake in the hills around Sotk.\n\n"
        "The governor put the number of dead near Sotk at 35, and 150 people were injured.\n"
    )
    assert read_claims(text) == []


def test_a_clash_behind_a_mishap_is_a_claim(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "A quake struck Kapan on Monday, and ten people died.\n\nOn Tuesday Azerbaijani troops"
        " opened fire near Sotk. Two Armenian soldiers were killed.\n"
    )
    assert {c.best for claim in claims for c in claim.casualties} == {2}


def test_a_helicopter_shot_down_is_no_mishap(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        "Azerbaijani troops shot down an Armenian helicopter near Sotk on Tuesday; it crashed and"
        " three soldiers were killed.\n"
    )
    assert [c.best for c in claim.casualties] == [3]


def test_since_when_nothing_was_like_it_makes_no_history(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        "Azerbaijani units shelled Armenian posts near Sotk on Tuesday in what both called the "
        "worst day since the war of 2020.\n"
    )
    assert claim.sub_event_type is SubEventType.SHELLING


def test_the_place_above_a_section_is_where_it_is_set(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenia and Azerbaijan: the day on the border\n\n"
        "The two armies blamed each other for the fire of Wednesday, officials said.\n\n"
        "SOTK\nShells fell on the edge of the town at dawn and a roof burnt, residents said.\n\n"
        "KAPAN\nA soldier was killed when a post came under fire, the Armenian ministry said.\n"
    )
    settings = [[site.place.name for site in claim.setting] for claim in claims]
    assert settings[-2:] == [["Sotk"], ["Kapan"]]


def test_where_ministers_are_to_meet_nothing_happened(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "An Armenian soldier was killed by Azerbaijani fire on Tuesday, the ministry said.\n\n"
        "The ministers of Armenia and Azerbaijan will meet on Friday in Kapan, it added.\n"
    )
    assert [claim.setting for claim in claims] == [()]


def test_the_day_in_front_of_a_report_is_no_day_of_its_event(read_claims: ReadClaims) -> None:
    for dateline in (
        "GORIS / KAPAN, 14 September 2022 (Border News) - ",
        "Goris, 14 Sept. 2022 - ",
    ):
        (claim,) = read_claims(
            f"{dateline}A shepherd was shot dead near Sotk by Azerbaijani soldiers, Armenia said.\n"
        )
        assert not claim.date.is_known


@pytest.mark.parametrize(
    "statement",
    [
        "On Tuesday evening the Armenian ministry of defence issued a communiqué of eleven lines.",
        "Armenia is expected to call in the envoy of Azerbaijan today (Wednesday).",
    ],
)
def test_the_day_of_a_statement_is_no_day_of_what_stands_beside_it(
    read_claims: ReadClaims, statement: str
) -> None:
    claims = read_claims(
        f"{statement} An armed group coming from Azerbaijan attacked a post near Sotk.\n"
    )
    assert [claim.setting_date for claim in claims] == [None]


def test_hours_after_a_raid_is_its_day_and_another_event(read_claims: ReadClaims) -> None:
    raid, mine = read_claims(
        "Azerbaijani soldiers attacked an Armenian post near Sotk on Monday and killed two men. "
        "Hours after the raid a bus drove over a mine near Vardenis.\n"
    )
    assert mine.date.start == raid.date.start == dt.date(2022, 9, 12)
    assert mine.opens_event
    assert not raid.opens_event


def test_one_thing_more_is_another_event_where_it_is_of_one_spot(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenian and Azerbaijani troops clashed near Sotk on Tuesday. In addition, a bomb went "
        "off under a lorry. In addition, troops shelled Sotk. Finally, two men were abducted. "
        "In addition to the attack, a bomb was thrown at a house.\n"
    )
    assert [it.opens_event for it in claims] == [False, True, False, True, False]


def test_who_was_killed_on_a_day_is_counted_by_name(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        "The party of Aram Petrosyan, who was killed last Friday, met in Armenia to mourn him.\n"
    )
    assert claim.date.start is not None
    assert claim.date.start.strftime("%A") == "Friday"
    assert [it.best for it in claim.casualties] == [1]


def test_a_call_in_which_somebody_claims_an_attack_is_no_talk(read_claims: ReadClaims) -> None:
    text = "By telephone calls a group claimed responsibility for a bomb attack in {}."
    assert read_claims(text.format("Armenia on Monday"))
    assert not read_claims("In a telephone call the two spoke of a bomb attack in Armenia.")


def test_a_past_year_in_an_aside_makes_no_history_of_the_news(read_claims: ReadClaims) -> None:
    told = read_claims(
        "The mayor of Goris, who had taught at the school until 1986, was murdered by unknown men "
        "in Goris.\n"
    )
    assert [it.sub_event_type for it in told] == [SubEventType.ATTACK]


@pytest.mark.parametrize(
    "sentence",
    [
        "The state condemned the murder of a judge, which took place in Goris on 12 September.",
        "The bar on Wednesday deplored the murder of a judge who was shot in Goris on Monday.",
        "Judges marched on Wednesday after Ara Sargsyan's murder in Goris on Monday.",
        "Judges marched on Wednesday over Monday's murder of one of them in Goris.",
        "The governor met the wives of the judges murdered on Monday in Goris.",
    ],
)
def test_a_murder_that_is_spoken_of_with_its_day_is_told(
    read_claims: ReadClaims, sentence: str
) -> None:
    (claim,) = read_claims(f"{sentence}\n")
    assert claim.sub_event_type is SubEventType.ATTACK
    assert claim.date.start == claim.date.end == dt.date(2022, 9, 12)
    assert [site.place.name for site in claim.sites] == ["Goris"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The government condemned the murder of a judge and promised to find out who did it.",
        "The bar called on Monday for an end to the murder of judges in Goris.",
        "They will discuss the murder of judges in Goris on Thursday.",
    ],
)
def test_a_murder_that_is_spoken_of_without_its_day_is_not(
    read_claims: ReadClaims, sentence: str
) -> None:
    assert not any(claim.sub_event_type for claim in read_claims(f"{sentence}\n"))


def test_what_befell_somebody_on_the_way_from_a_meeting_is_told(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        "Two officers had held talks in Kapan and were on their way back when they were kidnapped "
        "by gunmen near Goris on Monday.\n"
    )
    assert claim.sub_event_type is SubEventType.ABDUCTION


@pytest.mark.parametrize(
    "sentence",
    [
        "Brussels condemned the shelling of Sotk on Monday in which two Armenian soldiers died.",
        "The mission is concerned about the attack near Sotk on Monday that killed two soldiers.",
    ],
)
def test_what_is_condemned_with_its_day_and_its_dead_is_told(
    read_claims: ReadClaims, sentence: str
) -> None:
    (claim,) = read_claims(f"{sentence}\n")
    assert [(it.measure.value, it.best) for it in claim.casualties] == [("killed", 2)]
    assert claim.date.start == dt.date(2022, 9, 12)


def test_what_is_condemned_without_its_day_is_not_told(read_claims: ReadClaims) -> None:
    assert not read_claims("Brussels condemned attacks near Sotk in which two soldiers died.\n")


def test_what_is_named_by_its_day_is_told(read_claims: ReadClaims) -> None:
    (claim,) = read_claims("Nobody has yet answered for Monday's bombing of a bank in Goris.\n")
    assert claim.sub_event_type is SubEventType.MINE
    assert claim.date.start == dt.date(2022, 9, 12)


@pytest.mark.parametrize(
    "memory",
    [
        "I was a pupil then, and all night the mortars burst over the pass near Sotk.",
        "The army says that two of its men were killed by a landmine near Sotk last summer.",
    ],
)
def test_what_somebody_remembers_of_a_past_year_is_no_news(
    read_claims: ReadClaims, memory: str
) -> None:
    assert not read_claims(f"Armenia and Azerbaijan opened a road on Monday.\n\n{memory}\n")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # Where the statement was made, and when.
        (
            "Two men died on Monday when shells fell on Sotk, officials said here on Tuesday.",
            {"2022-09-12"},
        ),
        # What was done with the dead.
        (
            """The bodies of two men killed by Azerbaijani shells were flown to Yerevan on Tuesday.
The two Armenians died on Sunday when their post at Sotk was shelled.""",
            {"2022-09-11"},
        ),
        (
            "Shells hit Sotk on Monday. A private was taken to a hospital and died on Tuesday.",
            {"2022-09-12"},
        ),
        # From when a toll is counted.
        (
            """Three soldiers were killed near Sotk on Monday.
Twelve Armenian soldiers have died since the two sides agreed a ceasefire on August 13.""",
            {"2022-09-12"},
        ),
    ],
)
def test_days_beside_that_of_the_event_are_none_of_it(
    read_claims: ReadClaims, text: str, days: set[str]
) -> None:
    starts = {claim.date.start for claim in read_claims(f"{text}\n")}
    assert {day.isoformat() for day in starts if day} == days


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Where somebody speaks.
        (
            """Two soldiers were killed near Sotk on Monday.
According to the police in Vardenis, the men were shot by Azerbaijani troops.""",
            {"Sotk"},
        ),
        # The town that was named.
        (
            """Yerevan, September 14 (Agency) - Azerbaijani planes bombed Sotk on Monday.

Two jets attacked the town, 110 km east of the capital.""",
            {"Sotk"},
        ),
        # How things stand, and have stood for days.
        (
            "Shells hit Sotk on Monday. Fighting has been going on for days near Kapan.",
            {"Sotk"},
        ),
        ("Each side has kept 500 troops with tanks and artillery near Sotk.", set()),
    ],
)
def test_places_beside_that_of_the_event_are_none_of_it(
    read_claims: ReadClaims, text: str, names: set[str]
) -> None:
    claims = read_claims(f"{text}\n")
    assert {it.place.name for claim in claims for it in (*claim.sites, *claim.setting)} == names


def test_a_war_of_an_earlier_year_is_told_for_itself(read_claims: ReadClaims) -> None:
    text = (
        "Azerbaijani troops shelled Sotk on Tuesday.\n\nThe 2018 war, whose guerrillas stayed "
        "out of Tuesday's fighting, killed about 1,200 people in Armenia.\n"
    )
    assert not [it for claim in read_claims(text) for it in claim.casualties]
