"""One event that a report goes on telling of, or another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import Incident

LinkReports = Callable[..., list[Incident]]
Read = Callable[[str], list[tuple[int, str]]]
NEWS = "Armenia and Azerbaijan blame each other for what happened on Monday.\n\n"


def tell(incidents: list[Incident]) -> list[tuple[int, str]]:
    return sorted(
        (it.date.start.day, it.sites[0].place.name)
        for it in incidents
        if it.date.start and it.sites
    )


@pytest.fixture(scope="session")
def read(link_reports: LinkReports) -> Read:
    """Return a function from a text to the day and main place of each incident."""
    return lambda text: tell(link_reports({"a.txt": ("2022-09-14", NEWS + text)}))


def test_a_mine_hours_before_a_shelling_is_another_event(read: Read) -> None:
    text = (
        "Azerbaijani artillery shelled posts near Sotk on Monday and killed two soldiers. Five "
        "hours earlier an Armenian soldier had been wounded near Sotk by a landmine.\n"
    )
    assert read(text) == [(12, "Sotk"), (12, "Sotk")]


@pytest.mark.parametrize(
    ("place", "when", "count"),
    [("Jermuk", "Earlier the same day", 2), ("Kut", "Earlier the same day", 1), ("Jermuk", "", 1)],
)
def test_losses_far_off_hours_before_are_of_another_event(
    read: Read, place: str, when: str, count: int
) -> None:
    text = (
        "Azerbaijani gunmen fired at a patrol near Sotk on Monday evening and killed a soldier. "
        f"{when} Azerbaijani shells had killed three farmers in {place}.\n"
    )
    assert len(read(text)) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("On Monday Azerbaijani gunners wounded four farmers in Jermuk.", 2),
        # The same two, or the next village, or no day: nothing says that it is another event.
        ("On Monday Azerbaijani gunners killed two soldiers in Jermuk.", 1),
        ("On Monday Azerbaijani gunners wounded four farmers in Kut.", 1),
        ("Azerbaijani gunners wounded four farmers in Jermuk.", 1),
        # Another voice may count the same people.
        ("The army said Azerbaijani gunners wounded four soldiers in Jermuk on Monday.", 1),
        # It goes on about the same.
        ("The gunmen wounded four soldiers in Jermuk on Monday.", 1),
    ],
)
def test_another_town_has_its_own_losses_on_a_day_that_is_named(
    read: Read, sentence: str, count: int
) -> None:
    text = "Azerbaijani gunmen killed two soldiers of a patrol near Sotk on Monday morning. "
    assert len(read(f"{text}{sentence}\n")) == count


def test_a_drone_over_another_town_is_another_event(read: Read) -> None:
    text = (
        "Azerbaijani artillery shelled posts near Sotk on Monday. Azerbaijani drones struck "
        "Jermuk.\n"
    )
    assert read(text) == [(12, "Jermuk"), (12, "Sotk")]


def test_an_answer_set_beside_a_town_does_not_place_the_event_there(read: Read) -> None:
    text = (
        "Azerbaijani artillery shelled posts near Sotk on Monday and killed two soldiers, the "
        "Armenian defence ministry said.\n\n"
        "The foreign ministry of Azerbaijan denied this. Armenian drones struck Vardenis on "
        "Monday, it said.\n"
    )
    assert read(text) == [(12, "Sotk"), (12, "Vardenis")]


@pytest.mark.parametrize(("when", "count"), [("On Monday evening ", 2), ("", 1)])
def test_a_drone_over_the_next_village_is_another_event_where_its_day_is_told(
    read: Read, when: str, count: int
) -> None:
    text = (
        "Azerbaijani artillery shelled posts near Sotk on Monday. "
        f"{when}Azerbaijani drones struck Kut.\n"
    )
    assert len(read(text)) == count


def test_shells_and_rifles_at_one_place_are_one(read: Read) -> None:
    text = (
        "Azerbaijani artillery shelled posts near Sotk on Monday. Troops exchanged fire near Sotk "
        "until the evening.\n"
    )
    assert read(text) == [(12, "Sotk")]


def test_an_event_of_its_own_day_does_not_join_what_is_told_beside_another(read: Read) -> None:
    text = (
        "It was quiet on Tuesday but in the south. Azerbaijani artillery shelled posts near "
        "Kapan.\n\n"
        "On Monday Azerbaijani troops had stormed a post near Goris.\n"
    )
    assert read(text) == [(12, "Goris"), (13, "Kapan")]


def test_where_a_truce_was_agreed_is_not_where_the_fight_was(read: Read) -> None:
    text = (
        "Fighting broke out near Sotk on Monday evening. Azerbaijani troops opened fire with "
        "mortars. Officers of both sides agreed on a ceasefire in Vardenis.\n"
    )
    assert {place for _, place in read(text)} == {"Sotk"}


def test_what_began_again_covers_both_days(link_reports: LinkReports) -> None:
    text = (
        f"{NEWS}Azerbaijani and Armenian troops fought near Sotk on Tuesday. The shooting went on "
        "and started again this morning.\n"
    )
    (incident,) = link_reports({"a.txt": ("2022-09-14", text)})
    assert incident.date.start is not None
    assert incident.date.start.day == 13


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ("On Monday evening Armenian howitzers hit the town of Kalbajar.", 2),
        # Without a day of its own it may be the same fight; so may what is only heard.
        ("Armenian howitzers hit the town of Kalbajar.", 1),
        ("On Monday evening people in Kalbajar heard shelling.", 1),
    ],
)
def test_fire_across_the_line_is_another_event(read: Read, answer: str, count: int) -> None:
    text = f"Azerbaijani mortar bombs fell on Sotk on Monday and killed two people. {answer}\n"
    assert len(read(text)) == count


@pytest.mark.parametrize(
    ("event", "place"), [("the raid", "Kapan"), ("the shelling", "Sotk"), ("the incident", "Sotk")]
)
def test_what_goes_on_about_a_kind_of_event_is_of_the_last_of_it(
    link_reports: LinkReports, event: str, place: str
) -> None:
    text = (
        "Azerbaijani troops attacked a post near Kapan on Monday. Azerbaijani artillery shelled "
        f"houses near Sotk on Monday. Five people died in {event}, Armenian doctors said.\n"
    )
    incidents = link_reports({"a.txt": ("2022-09-14", NEWS + text)})
    killed = {it.sites[0].place.name: bool(it.casualties) for it in incidents}
    assert killed == {"Kapan": place == "Kapan", "Sotk": place == "Sotk"}


@pytest.mark.parametrize(
    ("lead", "days"),
    [
        ("The worst of it came on Tuesday, 6 September, in Kapan.", [6, 12]),
        ("The worst of it came in Kapan.", [12, 12]),
    ],
)
def test_a_sentence_may_lead_over_to_another_day_and_place(
    read: Read, lead: str, days: list[int]
) -> None:
    text = (
        "Azerbaijani artillery shelled houses near Sotk on Monday and killed two people.\n\n"
        f"{lead} Masked gunmen dragged three farmers from their car.\n"
    )
    assert [day for day, _ in read(text)] == days


def test_what_goes_on_about_an_event_of_no_kind_is_of_that(link_reports: LinkReports) -> None:
    text = (
        "Azerbaijani troops attacked a post near Kapan on Monday. On Wednesday, 7 September, two "
        "soldiers were killed near Sotk. Five people were wounded in the same battle.\n"
    )
    incidents = link_reports({"a.txt": ("2022-09-14", NEWS + text)})
    killed = {it.sites[0].place.name: bool(it.casualties) for it in incidents}
    assert killed == {"Kapan": False, "Sotk": True}


def test_bombs_in_two_towns_are_two(read: Read) -> None:
    text = (
        "A bomb exploded outside a bank in Goris on Monday. In Kapan a bomb wounded two guards of "
        "a store, and the store burnt out.\n"
    )
    assert read(text) == [(12, "Goris"), (12, "Kapan")]


def test_what_goes_on_about_a_bomb_may_name_another_town(read: Read) -> None:
    text = (
        "A bomb exploded outside a bank in Goris on Monday. The blast was caused by a bomb that "
        "had been brought from a village near Kapan, police said.\n"
    )
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            (
                "Two Armenian soldiers were killed by a landmine near Sotk on Monday. On Monday "
                "Azerbaijani artillery shelled Kut.\n"
            ),
            [(12, "Kut"), (12, "Sotk")],
        ),
        # What goes on about what was told is told with it.
        (
            (
                "Two Armenian soldiers were killed by a landmine near Sotk on Monday. The soldiers "
                "had come under fire near Kut on Monday.\n"
            ),
            [(12, "Sotk")],
        ),
    ],
)
def test_fire_with_its_day_and_place_beside_a_mine_is_another_event(
    read: Read, text: str, found: list[tuple[int, str]]
) -> None:
    assert read(text) == found


THAI_NEWS = (
    "Rockets and guns were in use on the border of Thailand and Cambodia on Thursday near Ta Muen "
    "Thom temple in Surin and along the line in Sisaket province. A soldier was killed.\n\n"
)


@pytest.mark.parametrize(
    ("sentences", "count"),
    [
        ("In Ban Phue, Cambodian rockets hit a filling station and killed eight people.", 2),
        # What the other side says of its own place may be its account of the same.
        ("Cambodia said that rockets had hit its post by Ta Muen Thom.", 1),
    ],
)
def test_a_place_a_day_s_drive_away_is_of_another_event(
    link_reports: LinkReports, sentences: str, count: int
) -> None:
    incidents = link_reports({"a.txt": ("2025-07-25", f"{THAI_NEWS}{sentences}\n")})
    assert len(incidents) == count
    assert {it.date.start and it.date.start.day for it in incidents} == {24}


@pytest.mark.parametrize(
    ("sentences", "count"),
    [
        ("There were fires in Jermuk as well. Three farmers died there.", 2),
        ("There were fires in Kut as well. Three farmers died there.", 1),
        ("There were fires in Jermuk as well. The army said three farmers died there.", 1),
        ("There were fires in Jermuk as well. Three farmers died.", 1),
    ],
)
def test_who_died_there_died_where_the_sentence_before_was(
    read: Read, sentences: str, count: int
) -> None:
    text = "Azerbaijani gunmen killed two soldiers in the village of Sotk on Monday. "
    assert len(read(f"{text}{sentences}\n")) == count


def test_who_died_on_the_day_of_the_sentence_before_died_where_it_was(read: Read) -> None:
    text = (
        "Azerbaijani gunmen killed two soldiers in the village of Sotk on Monday. There was "
        "trouble in Jermuk on Sunday, the mayor recalled. Three farmers lost their lives.\n"
    )
    assert read(text) == [(11, "Jermuk"), (12, "Sotk")]


def test_what_is_told_on_no_day_is_of_the_day_of_the_event_beside_it(
    link_reports: LinkReports,
) -> None:
    text = (
        "Rockets killed a soldier on the border of Thailand and Cambodia on Thursday near Ta Muen "
        "Thom temple in Surin and hit villages along the line in Sisaket province.\n\n"
        "Talks were held in Putrajaya.\n\nTraders complained.\n\n"
        "In Ban Phue, Cambodian rockets hit a filling station and killed eight people.\n"
    )
    incidents = link_reports({"a.txt": ("2025-07-27", text)})
    assert [str(it.date.start) for it in incidents] == ["2025-07-24", "2025-07-24"]
