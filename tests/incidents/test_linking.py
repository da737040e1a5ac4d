"""Which reports are one incident, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geomap.model import DateBasis, Incident, Status

LinkReports = Callable[..., list[Incident]]

# Wednesday 14 September 2022.
ARM = (
    "2022-09-14",
    (
        "Azerbaijani units opened fire on Armenian posts near Sotk on Tuesday, killing two men, "
        "the Armenian defence ministry said.\n"
    ),
)
AZE = (
    "2022-09-14",
    (
        "Armenian units opened fire on Azerbaijani posts near Sotk on Tuesday, wounding three "
        "soldiers, the defence ministry of Azerbaijan said.\n"
    ),
)
UNDATED = (
    None,
    (
        "Fighting flared near Sotk on Tuesday between Armenian and Azerbaijani troops, and three "
        "Azerbaijani soldiers were wounded. Residents of Kut left their houses.\n"
    ),
)


def at(place: str, weekday: str, *, day: str | None = "2022-09-14") -> tuple[str | None, str]:
    return day, f"Armenian and Azerbaijani troops clashed near {place} on {weekday}.\n"


def members_of(incidents: list[Incident]) -> list[list[str]]:
    return [[member.document_id for member in incident.members] for incident in incidents]


def test_two_reports_of_one_day_and_place_are_one(link_reports: LinkReports) -> None:
    (incident,) = link_reports({"a.txt": ARM, "b.txt": AZE})
    assert sorted(members_of([incident])[0]) == ["a.txt", "b.txt"]
    assert incident.date.start == incident.date.end == dt.date(2022, 9, 13)
    assert incident.status is Status.CONFIRMED_BY_BOTH
    assert {(c.measure.value, c.side, c.best) for c in incident.casualties} == {
        ("killed", "ARM", 2),
        ("wounded", "AZE", 3),
    }
    second = incident.members[1]
    assert "same day: 13 September 2022" in second.reason
    assert "same place: Sotk" in second.reason
    assert incident.border == "ARM-AZE"


def test_who_crossed_the_line_and_who_fought_there_are_told_of_one_event(
    link_reports: LinkReports,
) -> None:
    text = "Azerbaijani soldiers crossed the border of Armenia near Sotk on Tuesday.\n"
    reports = {"a.txt": at("Sotk", "Tuesday"), "b.txt": ("2022-09-14", text)}
    assert len(link_reports(reports)) == 1
    reports["b.txt"] = ("2022-09-14", text.replace("Tuesday", "Sunday"))
    assert len(link_reports(reports)) == 2


def test_sixty_km_apart_are_two(link_reports: LinkReports) -> None:
    found = link_reports({"a.txt": at("Sotk", "Tuesday"), "b.txt": at("Tegh", "Tuesday")})
    assert members_of(found) == [["a.txt"], ["b.txt"]]


def test_a_few_km_apart_are_one(link_reports: LinkReports) -> None:
    (incident,) = link_reports({"a.txt": at("Sotk", "Tuesday"), "b.txt": at("Kut", "Tuesday")})
    assert {site.place.name for site in incident.sites} == {"Sotk", "Kut"}


@pytest.mark.parametrize("weekday", ["Sunday", "Monday"])
def test_other_days_are_two(link_reports: LinkReports, weekday: str) -> None:
    found = link_reports({"a.txt": at("Sotk", "Tuesday"), "b.txt": at("Sotk", weekday)})
    assert members_of(found) == [["b.txt"], ["a.txt"]]


def test_two_days_of_one_report_are_two(link_reports: LinkReports) -> None:
    found = link_reports(
        {"a.txt": ("2022-09-14", at("Sotk", "Sunday")[1] + at("Sotk", "Tuesday")[1])}
    )
    assert [incident.date.start for incident in found] == [
        dt.date(2022, 9, 11),
        dt.date(2022, 9, 13),
    ]


def test_yesterday_and_today_are_two_in_one_report(link_reports: LinkReports) -> None:
    told = "Armenian and Azerbaijani troops clashed near Sotk {}.\n"
    yesterday, today = told.format("yesterday"), told.format("today")
    found = link_reports({"a.txt": ("2022-09-14", yesterday + today)})
    assert [it.date.start for it in found] == [dt.date(2022, 9, 13), dt.date(2022, 9, 14)]
    # Of two reports one may be a day off.
    (incident,) = link_reports({"a.txt": ("2022-09-14", yesterday), "b.txt": ("2022-09-14", today)})
    assert len(incident.members) == 2


def test_an_undated_report_is_dated_by_its_link(link_reports: LinkReports) -> None:
    (incident,) = link_reports({"a.txt": ARM, "b.txt": AZE, "u.txt": UNDATED})
    member = next(member for member in incident.members if member.document_id == "u.txt")
    assert member.date_basis is DateBasis.LINKED
    assert "undated" in member.reason
    assert "13 September 2022" in member.reason
    assert "Sotk" in member.reason
    assert incident.date.start == dt.date(2022, 9, 13)
    assert all(m.date_basis is not DateBasis.LINKED for m in incident.members if m is not member)


def test_an_undated_report_with_two_equal_candidates_stays_undated(
    link_reports: LinkReports,
) -> None:
    # Two Tuesdays, told alike.
    earlier = ("2022-09-07", AZE[1])
    found = link_reports({"a.txt": AZE, "b.txt": earlier, "u.txt": UNDATED})
    alone = next(incident for incident in found if incident.members[0].document_id == "u.txt")
    assert len(found) == 3
    assert not alone.date.is_known
    assert alone.members[0].date_basis is not DateBasis.LINKED


def test_an_undated_report_of_another_weekday_stays_undated(link_reports: LinkReports) -> None:
    undated = (None, UNDATED[1].replace("Tuesday", "Sunday"))
    found = link_reports({"a.txt": ARM, "b.txt": AZE, "u.txt": undated})
    assert sorted(map(sorted, members_of(found))) == [["a.txt", "b.txt"], ["u.txt"]]


def test_a_weekday_told_beside_an_event_is_its_own(link_reports: LinkReports) -> None:
    text = (
        "Shepherds who left the meadows near Sotk on {} are back.\n"
        "They had run away when Armenian and Azerbaijani troops clashed near Sotk.\n"
    )
    reports = {"a.txt": at("Sotk", "Tuesday"), "b.txt": at("Sotk", "Sunday")}
    for weekday, name in (("Tuesday", "a.txt"), ("Sunday", "b.txt")):
        undated = {"u.txt": (None, text.format(weekday))}
        found = link_reports(reports | undated)
        sources = sorted(sorted(it.document_id for it in one.members) for one in found)
        assert sources == sorted([[name, "u.txt"], *([it] for it in reports if it != name)])
    two = text.format("Tuesday") + "They had come back on Monday for their goats.\n"
    assert len(link_reports(reports | {"u.txt": (None, two)})) == 3


@pytest.mark.parametrize(("word", "count"), [("Separately, two", 2), ("Two", 1)])
def test_what_is_told_apart_from_an_event_is_not_dated_by_it(
    link_reports: LinkReports, word: str, count: int
) -> None:
    text = (
        "Armenian and Azerbaijani troops clashed near Sotk on 13 September 2022, both sides say.\n"
        f"{word} Armenian soldiers were wounded on Tuesday by fire from the Azerbaijani side.\n"
    )
    found = link_reports({"a.txt": ARM, "b.txt": AZE, "u.txt": (None, text)})
    assert len(found) == count


def test_an_undated_report_that_names_a_later_year_stays_undated(
    link_reports: LinkReports,
) -> None:
    undated = (None, UNDATED[1] + "The bridge was closed for repairs until May 2023.\n")
    found = link_reports({"a.txt": ARM, "b.txt": AZE, "u.txt": undated})
    assert ["u.txt"] in members_of(found)


def test_an_undated_report_alone_is_no_incident_of_today(link_reports: LinkReports) -> None:
    (incident,) = link_reports({"u.txt": UNDATED})
    assert incident.date.start is None
    assert incident.date.end is None
    assert "undated" in incident.id


def test_a_denied_rumour_is_an_incident_of_its_own(link_reports: LinkReports) -> None:
    rumour = (
        "2022-09-26",
        (
            "Azerbaijan’s defence ministry denied that Armenian units had shelled posts at Lachin, "
            "as social media had reported.\n"
        ),
    )
    found = link_reports({"a.txt": ARM, "r.txt": rumour})
    assert [incident.status for incident in found] == [Status.CLAIMED, Status.DENIED]
    denied = found[1]
    assert denied.denied_by == ("Ministry of Defence of Azerbaijan",)
    assert denied.date.start is None
    assert denied.date.end == dt.date(2022, 9, 26)


def test_a_truce_founds_nothing(link_reports: LinkReports) -> None:
    text = "Armenia and Azerbaijan agreed on a ceasefire near Sotk on Tuesday, both sides said.\n"
    assert link_reports({"a.txt": ("2022-09-14", text)}) == []


def test_incidents_stand_in_the_order_of_their_dates(link_reports: LinkReports) -> None:
    found = link_reports(
        {
            "c.txt": at("Tegh", "Tuesday"),
            "u.txt": at("Yeraskh", "Monday", day=None),
            "a.txt": at("Sotk", "Sunday"),
            "b.txt": at("Sotk", "Monday"),
        }
    )
    assert members_of(found) == [["a.txt"], ["b.txt"], ["c.txt"], ["u.txt"]]


def test_no_report_belongs_to_nothing(link_reports: LinkReports) -> None:
    assert link_reports({}) == []
    assert link_reports({"a.txt": ("2022-09-14", "It was a calm day.\n")}) == []


def test_a_place_far_from_the_border_is_not_put_on_it(link_reports: LinkReports) -> None:
    (incident,) = link_reports({"a.txt": at("Gyumri", "Tuesday")})
    (site,) = incident.sites
    assert site.border_point is None
    assert site.not_attached_because == "further than 50 km from the border"


def test_a_direction_is_a_stretch_of_the_border(link_reports: LinkReports) -> None:
    text = "Armenian and Azerbaijani troops clashed in the direction of Lachin on Tuesday.\n"
    (incident,) = link_reports({"a.txt": ("2022-09-14", text)})
    point = incident.sites[0].border_point
    assert point is not None
    assert point.method == "stretch"
    assert sum(stretch.length_km for stretch in point.stretches) > 50


def test_what_a_report_tells_apart_stays_apart(link_reports: LinkReports) -> None:
    text = (
        "Azerbaijani artillery shelled Sotk on Tuesday, killing five soldiers.\n\n"
        "Earlier on Tuesday Armenian troops opened fire on a post near Kut, wounding two.\n"
    )
    found = link_reports({"a.txt": ("2022-09-14", text)})
    assert len(found) == 2
    assert {site.place.name for incident in found for site in incident.sites} == {"Sotk", "Kut"}


def test_a_day_with_losses_of_its_own_is_no_date_of_what_has_others(
    link_reports: LinkReports,
) -> None:
    text = (
        "Twenty Armenian soldiers were killed by Azerbaijani fire near Sotk.\n\n"
        "On September 10 one Armenian soldier was killed by Azerbaijani fire near Kut.\n"
    )
    found = link_reports({"a.txt": ("2022-09-14", text)})
    assert [[c.best for c in incident.casualties] for incident in found] == [[1], [20]]


def test_the_same_event_takes_the_day_that_is_told_of_it(link_reports: LinkReports) -> None:
    text = (
        "Twenty Armenian soldiers were killed by Azerbaijani fire near Sotk.\n\n"
        "The attack on September 10 wounded three of their comrades, the ministry said.\n"
    )
    (incident,) = link_reports({"a.txt": ("2022-09-14", text)})
    assert incident.date.start == dt.date(2022, 9, 10)


def test_an_inferred_place_says_so_and_is_never_exact(link_reports: LinkReports) -> None:
    text = (
        "Villagers in Sotk spent the night in cellars. Armenian and Azerbaijani troops had "
        "exchanged fire on Tuesday.\n"
    )
    (incident,) = link_reports({"a.txt": ("2022-09-14", text)})
    (site,) = incident.sites
    assert (site.place.name, site.is_inferred, site.where_precision) == ("Sotk", True, 2)
    assert "inferred" in incident.members[0].reason


def test_a_denied_event_is_not_placed_where_the_report_was(link_reports: LinkReports) -> None:
    text = (
        "Villagers in Sotk spoke of a quiet night. Azerbaijan’s defence ministry denied that its "
        "units had shelled Armenian posts.\n"
    )
    assert link_reports({"a.txt": ("2022-09-14", text)}) == []


def test_the_day_beside_an_event_with_a_place_of_its_own_is_its_day(
    link_reports: LinkReports,
) -> None:
    text = (
        "Armenia accuses Azerbaijan of killing two of its soldiers near Sotk on Tuesday.\n\n"
        "Earlier, on Sunday, it was Azerbaijan that complained. Its army said Armenian troops had "
        "attacked a post near Kut, killing one soldier.\n"
    )
    found = link_reports({"a.txt": ("2022-09-14", text)})
    assert [(it.sites[0].place.name, str(it.date.start)) for it in found] == [
        ("Kut", "2022-09-11"),
        ("Sotk", "2022-09-13"),
    ]


def test_a_name_that_no_gazetteer_has_shows_that_two_are_one(link_reports: LinkReports) -> None:
    def at_front(name: str) -> tuple[str, str]:
        text = (
            f"Azerbaijan’s army attacked Armenian troops on Tuesday on the {name} front, killing "
        )
        return "2022-09-14", f"{text}wounding one.\n"

    same = link_reports({"a.txt": at_front("Qwersk"), "b.txt": at_front("Qwersk")})
    assert sorted(members_of(same)[0]) == ["a.txt", "b.txt"]
    assert "same name of a place: Qwersk" in same[0].members[1].reason
    assert len(link_reports({"a.txt": at_front("Qwersk"), "b.txt": at_front("Zuiopol")})) == 2


def test_an_uncommon_number_dates_a_report_that_names_no_side(link_reports: LinkReports) -> None:
    told = ARM[1].replace("killing two men", "killing 17 men")
    text = (
        "The shelling at Sotk killed 17 people, a doctor said. Armenian and Azerbaijani officers "
        "spoke of it by telephone.\n"
    )
    other = ("2022-08-10", AZE[1])
    found = link_reports({"a.txt": (ARM[0], told), "b.txt": other, "u.txt": (None, text)})
    assert ["a.txt", "u.txt"] in [sorted(names) for names in members_of(found)]


def test_sections_of_a_digest_about_other_states_are_other_events(
    link_reports: LinkReports,
) -> None:
    digest = (
        "Armenia and Azerbaijan. Azerbaijani artillery shelled Sotk on Monday.\n\n"
        "Kyrgyzstan and Tajikistan. On 12 September two guards were wounded when fire was opened "
        "on them, the Kyrgyz and the Tajik border service said.\n"
    )
    found = link_reports({"a": ("2022-09-14", digest)})
    assert all(len({claim.parties for claim in it.claims}) == 1 for it in found)


def test_an_event_that_was_somewhere_at_the_border_is_that_of_its_day(
    link_reports: LinkReports,
) -> None:
    where = ("2022-09-13", "Azerbaijani artillery shelled Sotk overnight, Armenia said.\n")
    border = (
        "2022-09-13",
        "Armenian and Azerbaijani troops clashed on their border on Monday, killing a soldier.\n",
    )
    (incident,) = link_reports({"a": where, "b": border})
    reasons = {member.document_id: member.reason for member in incident.members}
    assert any("same border" in it for it in reasons.values())


def test_what_other_states_said_is_not_told_by_a_digest_s_event(link_reports: LinkReports) -> None:
    digest = (
        "Armenia and Azerbaijan. Azerbaijani artillery shelled Sotk on Tuesday, wounding three "
        "soldiers.\n\nKyrgyzstan and Tajikistan. Bishkek and Dushanbe gave different accounts of "
        "a fight.\n\nTwo Kyrgyz guards were killed by Tajik guards near Vorukh on Monday.\n"
    )
    for incident in link_reports({"a": ("2022-09-14", digest)}):
        assert len({claim.parties for claim in incident.claims}) == 1


def test_places_that_the_other_report_names_speak_for_a_link(link_reports: LinkReports) -> None:
    text = (
        "Two Armenian soldiers fell by the reservoir of Kut, under the hills of Sotk, when "
        "Azerbaijani troops attacked. The houses of Norabak were hit in {}, too.\n"
    )
    dated = ("2022-09-14", "Azerbaijani troops attacked Kut and Norabak on Tuesday.\n")
    (incident,) = link_reports({"a": dated, "u": (None, text.format("Kut"))})
    assert "both name" in incident.members[1].reason


def test_what_is_told_without_a_place_joins_two_that_have_one(link_reports: LinkReports) -> None:
    # Told first by its date; the two places show that both others are of one event.
    anywhere = (
        "2022-09-14",
        "Armenian and Azerbaijani troops clashed on Tuesday, and 17 Azerbaijani soldiers fell.\n",
    )
    sotk = (
        "2022-09-14",
        "Seventeen Azerbaijani soldiers were killed near Sotk, Armenia said on 13 September.\n",
    )
    kut = at("Kut", "Tuesday")
    (incident,) = link_reports({"a.txt": anywhere, "b.txt": sotk, "c.txt": kut})
    assert len(incident.members) == 3


def test_a_place_of_the_event_that_an_undated_report_names_leads_to_it(
    link_reports: LinkReports,
) -> None:
    dated = (
        "2022-09-14",
        "Seventeen Armenian soldiers were killed near Tegh on Tuesday by Azerbaijani troops.\n",
    )
    letter = (
        None,
        (
            "Azerbaijani troops attacked, and 17 Armenian soldiers were killed. In Sotk they still "
            "speak of nothing else. My brother drove to Tegh to look for his son.\n"
        ),
    )
    (incident,) = link_reports({"a.txt": dated, "b.txt": letter})
    assert incident.members[1].date_basis is DateBasis.LINKED


def test_the_second_of_two_begins_where_it_is_said_to_have_come(link_reports: LinkReports) -> None:
    text = (
        "Azerbaijani troops attacked an Armenian post near Sotk early on Monday and killed two "
        "soldiers.\n\nThe second came a night later, on Tuesday, at the village of Tegh. Here the "
        "losses were of another kind, and nobody wanted to speak of them at all. Azerbaijani "
        "troops attacked a convoy.\n"
    )
    found = link_reports({"a.txt": ("2022-09-14", text)})
    assert [it.date.start for it in found] == [dt.date(2022, 9, 12), dt.date(2022, 9, 13)]


def test_of_two_that_fit_the_one_of_the_same_place_is_it(link_reports: LinkReports) -> None:
    reports = {"a.txt": at("Kut", "Monday"), "b.txt": at("Sotk", "Tuesday")}
    later = "Armenian and Azerbaijani troops clashed near Sotk yesterday.\n"
    found = link_reports({**reports, "c.txt": ("2022-09-14", later)})
    assert sorted(map(sorted, members_of(found))) == [["a.txt"], ["b.txt", "c.txt"]]


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("Armenian shells killed eight Azerbaijani soldiers near Kalbajar, Baku said.", 2),
        # As many, by another's word of the other side.
        ("Armenian shells killed three Azerbaijani soldiers near Kalbajar, Baku said.", 1),
        # The other side's count of the same side has grown.
        ("Azerbaijani shells killed eight Armenian soldiers near Kalbajar, Baku said.", 1),
    ],
)
def test_a_province_is_no_sign_of_one_event_where_others_died_the_next_day(
    link_reports: LinkReports, told: str, count: int
) -> None:
    shells = "Azerbaijani shells killed three Armenian soldiers in Gegharkunik province on Monday."
    incidents = link_reports(
        {"a.txt": ("2022-09-13", f"{shells}\n"), "b.txt": ("2022-09-14", f"{told}\n")}
    )
    assert len(incidents) == count


def test_two_villages_that_face_each_other_may_have_their_dead_of_one_fight(
    link_reports: LinkReports,
) -> None:
    first = "Azerbaijani shells killed three Armenian soldiers in the village of Sotk on Monday.\n"
    second = "Armenian shells killed eight Azerbaijani soldiers in the village of Zaylik.\n"
    reports = {"a.txt": ("2022-09-13", first), "b.txt": ("2022-09-14", second)}
    assert len(link_reports(reports)) == 1
