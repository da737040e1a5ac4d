"""Where and when a sentence is set that does not say so, and what is no event at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geomap.claims import extract_document
from geomap.model import Claim, Document, Span
from geomap.places import Gazetteer, resolve_document

ReadClaims = Callable[..., list[Claim]]
AUGUST_2 = dt.date(2021, 8, 2)
PUBLISHED = dt.date(2022, 9, 14)
PAIRS = frozenset({("ARM", "AZE")})
PAIR = "Armenian and Azerbaijani troops"
OTHER = f"{PAIR} exchanged fire near Yeraskh on July 29."
FILLER = "Nobody in the village could say why, and the road was quiet when the buses came."


def last_of(claims: list[Claim]) -> Claim:
    assert claims
    return claims[-1]


def test_a_sentence_without_a_place_is_where_its_paragraph_is(read_claims: ReadClaims) -> None:
    claim = last_of(
        read_claims(
            "Villagers near Yeraskh heard guns.\n\n"
            f"The road to Sotk was shut. Villagers in Sotk fled. {PAIR} exchanged fire at dawn.\n"
        )
    )
    assert claim.sites == ()
    assert [(site.place.name, site.is_inferred) for site in claim.setting] == [("Sotk", True)]


def test_a_place_that_the_sentence_names_needs_no_setting(read_claims: ReadClaims) -> None:
    claim = last_of(read_claims(f"Villagers in Sotk fled. {PAIR} exchanged fire near Yeraskh.\n"))
    assert [site.place.name for site in claim.sites] == ["Yeraskh"]
    assert claim.setting == ()


def test_a_place_far_from_the_border_is_no_setting(read_claims: ReadClaims) -> None:
    claim = last_of(read_claims(f"People gathered in Sumqayit. {PAIR} exchanged fire at dawn.\n"))
    assert claim.setting == ()


def test_a_village_of_a_third_country_is_a_namesake(read_claims: ReadClaims) -> None:
    claim = last_of(read_claims(f"{PAIR} exchanged fire near Dari at dawn.\n"))
    assert claim.sites == ()


def test_a_day_beside_the_sentence_is_its_setting(read_claims: ReadClaims) -> None:
    claim = last_of(
        read_claims(
            f"Villagers left Sotk on July 28. {PAIR} exchanged fire near Sotk.\n",
            published=dt.date(2021, 7, 30),
        )
    )
    assert claim.date.start is None
    assert claim.setting_date is not None
    assert claim.setting_date.start == dt.date(2021, 7, 28)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        (f"{PAIR} exchanged fire near Sotk.", 28),
        # What hints at another day is not of the one that the report tells.
        (f"Then, on the morning of the 30th of it, {PAIR} exchanged fire near Sotk.", None),
        (f"{PAIR} had exchanged fire near Sotk a month earlier.", None),
    ],
)
def test_far_from_any_day_it_is_the_only_one(
    told: str, day: int | None, read_claims: ReadClaims
) -> None:
    claim = last_of(
        read_claims(
            f"Villagers left Sotk on July 28.\n\n{FILLER}\n\n{FILLER}\n\n{told}\n",
            published=dt.date(2021, 8, 2),
        )
    )
    date = claim.setting_date
    assert (date and date.start) == (day and dt.date(2021, 7, day))


def test_far_from_two_days_it_is_neither(read_claims: ReadClaims) -> None:
    claim = last_of(
        read_claims(
            "Villagers left Sotk on July 28. They came back on July 29.\n\n"
            f"{FILLER}\n\n{FILLER}\n\n{PAIR} exchanged fire.\n",
            published=dt.date(2021, 8, 2),
        )
    )
    assert claim.setting_date is None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        (f"On July 28, a day after {PAIR} had exchanged fire near Sotk, talks began.", 27),
        (f"Villagers left Sotk on July 28. Two days later {PAIR} exchanged fire there.", 30),
        (f"Villagers left Sotk on July 28. The same day {PAIR} exchanged fire near Sotk.", 28),
        (f"The ministry said on Thursday (July 29) that {PAIR} exchanged fire near Sotk.", None),
        (f"Ministers will meet on July 31. {PAIR} exchanged fire near Sotk on July 28.", 28),
    ],
)
def test_days_counted_from_another(read_claims: ReadClaims, sentence: str, day: int | None) -> None:
    claim = last_of(read_claims(f"{sentence}\n", published=AUGUST_2))
    assert claim.date.start == (day and dt.date(2021, 7, day))


def test_until_is_the_end_of_what_began(read_claims: ReadClaims) -> None:
    begun, ended = read_claims(
        f"{PAIR} exchanged fire near Sotk on July 28.\n\n"
        "The exchange of fire between the troops went on until July 30.\n",
        published=AUGUST_2,
    )
    assert (begun.date.start, begun.date.end) == (dt.date(2021, 7, 28), dt.date(2021, 7, 28))
    assert (ended.date.start, ended.date.end) == (None, dt.date(2021, 7, 30))


def test_one_sentence_of_two_far_places_is_at_that_of_its_event(read_claims: ReadClaims) -> None:
    claim = last_of(
        read_claims(f"{PAIR} exchanged fire near Sotk, hours after a funeral in Agarak.\n")
    )
    assert [site.place.name for site in claim.sites] == ["Sotk"]


def test_what_opens_another_event_and_what_refers_back(read_claims: ReadClaims) -> None:
    first, second, third = read_claims(
        f"{PAIR} exchanged fire near Sotk on Tuesday.\n\n"
        "Earlier on Tuesday Azerbaijani units shelled Yeraskh.\n\n"
        "Two Armenian soldiers were killed in the shelling of the village.\n"
    )
    assert [claim.opens_event for claim in (first, second, third)] == [False, True, False]
    assert [claim.refers_back for claim in (first, second, third)] == [False, False, True]


@pytest.mark.parametrize(
    "text",
    [
        "“It is an attack on our stomachs,” an Armenian farmer near Sotk said of the tariffs.",
        (
            "The Armenian team won 2-1. Its striker fired back after half-time in Kapan. "
            "The goalkeeper saved a shot, and the referee showed a card to the Azerbaijani coach."
        ),
        (
            "The exercise began near Sotk. In its scenario a mock enemy attacked an Armenian post. "
            "Units taking part in the drills opened fire on targets. Azerbaijani observers came."
        ),
        "Armenian traders in Goris speak of shelling out money to Azerbaijani drivers.",
    ],
    ids=["figure of speech", "game", "exercise", "idiom"],
)
def test_words_of_war_that_tell_of_no_event(read_claims: ReadClaims, text: str) -> None:
    assert all(claim.sub_event_type is None for claim in read_claims(f"{text}\n"))


def test_a_story_opens_where_it_first_says_that_it_was(read_claims: ReadClaims) -> None:
    opening = read_claims(
        f"{PAIR} exchanged fire on Monday and two men died.\n\n{FILLER}\n\n"
        "The post stands above Sotk, the army said.\n\n"
        "Villagers near Yeraskh slept in cellars. Shops in Yeraskh were shut.\n"
    )[0]
    assert [site.place.name for site in opening.setting] == ["Sotk"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A 19-year-old private from Yeraskh was wounded by a grenade.",
        "The dead man, a conscript from Yeraskh, was shot by a sniper.",
        "The wounded were taken to hospitals in Kut and Yeraskh after the shelling.",
        "Thousands rallied in Yeraskh over the shelling.",
        "The envoy in Yeraskh complained of the shelling.",
    ],
)
def test_where_a_soldier_is_from_or_somebody_complains_is_no_place_of_it(
    read_claims: ReadClaims, sentence: str
) -> None:
    claims = read_claims(f"{PAIR} exchanged fire near Sotk on Monday. {sentence}\n")
    assert "Yeraskh" not in {site.place.name for it in claims for site in it.sites}


@pytest.mark.parametrize(
    "sentence",
    [
        "Armenia on Monday asked for an urgent meeting over the killing of two herders near Sotk.",
        "Armenia lodged a complaint on Monday about the killing of two herders near Sotk.",
        "Hundreds demonstrated on Monday over the killing of two herders near Sotk.",
    ],
)
def test_the_day_of_a_complaint_is_not_that_of_the_killing(
    read_claims: ReadClaims, sentence: str
) -> None:
    assert last_of(read_claims(f"{sentence}\n")).date.start is None


def test_fire_that_ceases_is_no_event(read_claims: ReadClaims) -> None:
    text = "The armies agreed on Monday to keep all accords and cease firing near Sotk.\n"
    assert not [it for it in read_claims(text) if it.sub_event_type]


def test_a_driver_who_collapses_is_no_crash_that_the_next_losses_are_of(
    read_claims: ReadClaims,
) -> None:
    text = (
        f"{PAIR} exchanged fire near Sotk on Monday. A lorry driver collapsed.\n\n"
        "Armenia's defence ministry said that one of its guards was killed.\n"
    )
    assert [loss.best for loss in last_of(read_claims(text)).casualties] == [1]


def test_hours_earlier_is_another_event(read_claims: ReadClaims) -> None:
    text = (
        f"{PAIR} exchanged fire near Sotk on Monday. A few hours before, soldiers struck a patrol "
        "near Yeraskh.\n"
    )
    assert last_of(read_claims(text)).opens_event


@pytest.mark.parametrize(
    ("behind", "day"),
    [
        # A day that is told for its own sake is the event's, whatever is told on the way to it.
        ("On July 30 the school gave him a medal. The attack took place on July 27.", 27),
        ("The governor came on July 30. It happened at about 9 p.m. on July 27.", 27),
        # But not where another event is told before it.
        (f"The governor came on July 30. {OTHER} The attack took place on July 27.", 30),
    ],
)
def test_a_day_told_for_its_own_sake(behind: str, day: int, read_claims: ReadClaims) -> None:
    claim = read_claims(f"{PAIR} exchanged fire near Sotk. {behind}\n", published=AUGUST_2)[0]
    assert claim.setting_date is not None
    assert claim.setting_date.start == dt.date(2021, 7, day)


def test_a_day_at_the_head_of_a_sentence_leads_on(read_claims: ReadClaims) -> None:
    claim = last_of(
        read_claims(
            f"Guns were heard on July 27. {FILLER} {PAIR} exchanged fire near Sotk. "
            "On July 30 the governor came.\n",
            published=AUGUST_2,
        )
    )
    assert claim.setting_date is not None
    assert claim.setting_date.start == dt.date(2021, 7, 27)


def test_a_place_in_front_of_a_paragraph_with_where_it_lies_is_where_it_was(
    read_claims: ReadClaims,
) -> None:
    text = (
        "Armenia and Azerbaijan: note of the observers.\n\n"
        "Sotk (18 km E of Vardenis). A herder said that shots had been fired at him on Monday.\n\n"
        "Yeraskh (south-west of Ararat): A mine went off on Tuesday; a soldier was killed.\n"
    )
    first, last = read_claims(text)
    assert [site.place.name for site in first.sites] == ["Sotk"]
    assert [site.place.name for site in last.sites] == ["Yeraskh"]


def test_a_weekday_behind_counted_days_is_the_one_that_they_count(read_claims: ReadClaims) -> None:
    text = (
        "On Wednesday, 7 September, shells fell on Sotk. Three days before, on the Sunday, a post "
        "had been shot at near Yeraskh.\n"
    )
    assert last_of(read_claims(text)).date.start == dt.date(2022, 9, 4)


def test_the_day_of_a_dateline_gives_way_to_one_that_the_report_tells(
    gazetteer: Gazetteer,
) -> None:
    text = (
        "YEREVAN, September 14, 2022. /News/. Three workers were killed when their camp near Sotk "
        "came under fire on Monday night, the ministry said.\n\n"
        "The attack on the camp near Sotk was carried out by Azerbaijani troops with firearms.\n"
    )
    published, span = PUBLISHED, text.index("September 14")
    document = Document(
        id="a",
        source="a.txt",
        text=text,
        published=published,
        published_span=Span(document_id="a", start=span, end=span + len("September 14, 2022")),
    )
    claims = extract_document(
        document, resolve_document(document, gazetteer), gazetteer=gazetteer, border_pairs=PAIRS
    )
    assert claims[-1].setting_date is not None
    assert claims[-1].setting_date.start == dt.date(2022, 9, 12)


@pytest.mark.parametrize(
    "sentence",
    [
        "Two migrants died of heat stroke near Sotk on Tuesday, close to the border.",
        "Two shepherds were found dead of thirst near Sotk on Tuesday, close to the border.",
        f"{PAIR} backed by tanks and artillery face each other near Sotk since Tuesday.",
        "Azerbaijan moved up tanks and artillery to the border near Sotk on Tuesday.",
    ],
)
def test_neither_heat_nor_armies_that_only_stand_there_are_an_event(
    read_claims: ReadClaims, sentence: str
) -> None:
    assert read_claims(f"{sentence}\n") == []


@pytest.mark.parametrize("gave", ["gave its own toll", "published its figures", "raised its toll"])
def test_the_day_on_which_a_side_gives_its_toll_is_not_that_of_the_event(
    read_claims: ReadClaims, gave: str
) -> None:
    claims = read_claims(
        f"{PAIR} clashed near Sotk on September 5.\n\nArmenia on Sunday {gave}: 9 dead.\n"
    )
    assert claims[-1].date.start is None
