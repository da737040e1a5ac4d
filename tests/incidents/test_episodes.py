"""What one report tells of one event, and what it only counts."""

from __future__ import annotations

from collections.abc import Callable

from geomap.model import DateBasis, Incident, Measure, SubEventType

LinkReports = Callable[..., list[Incident]]


def count_killed(incident: Incident) -> set[int | None]:
    return {it.best for it in incident.casualties if it.measure is Measure.KILLED}


def test_losses_belong_to_what_was_told_last(link_reports: LinkReports) -> None:
    text = (
        "Armenian and Azerbaijani troops clashed near Sotk on Monday.\n\n"
        "On Sunday Azerbaijani artillery had shelled posts near Kapan.\n\n"
        "On Monday a post near Sotk was stormed by Azerbaijani troops as well. Two Armenian "
        "soldiers were killed.\n"
    )
    incidents = link_reports({"a.txt": ("2022-09-14", text)})
    killed = {it.date.start.day: count_killed(it) for it in incidents if it.date.start}
    assert killed == {11: set(), 12: {2}}


def test_the_dead_alone_found_no_incident(link_reports: LinkReports) -> None:
    text = "Twelve people died on Tuesday, Armenian officials told their Azerbaijani colleagues.\n"
    assert link_reports({"a.txt": ("2022-09-14", text)}) == []


def test_the_killed_found_one(link_reports: LinkReports) -> None:
    text = "Twelve Armenian soldiers were killed on Tuesday, Azerbaijani reporters were told.\n"
    assert len(link_reports({"a.txt": ("2022-09-14", text)})) == 1


def test_today_dates_an_event_with_losses_that_has_no_place(link_reports: LinkReports) -> None:
    text = "Azerbaijani troops opened fire today and killed two Armenian soldiers.\n"
    (incident,) = link_reports({"a.txt": ("2022-09-14", text)})
    assert incident.date.start is not None
    assert incident.date.start.isoformat() == "2022-09-14"


def test_what_happened_and_on_which_day_found_an_incident_that_has_no_place(
    link_reports: LinkReports,
) -> None:
    text = "Unknown men kidnapped the daughter of a former defence minister on Tuesday.\n"
    (incident,) = link_reports({"1.txt": ("2021-09-01", text)})
    assert incident.date.start is not None
    assert not incident.sites


def test_what_somebody_denies_needs_more_than_a_day(link_reports: LinkReports) -> None:
    text = "The governor dismissed claims that rebels had kidnapped a trader on Tuesday.\n"
    assert link_reports({"1.txt": ("2021-09-01", text)}) == []


def test_the_news_of_a_report_founds_an_incident_without_place_and_day(
    link_reports: LinkReports,
) -> None:
    text = "Guerrillas have murdered the mayor of a small town, as well as two peasants.\n"
    (incident,) = link_reports({"1.txt": ("2021-09-01", text)})
    assert incident.date.basis is DateBasis.DATELINE
    assert not incident.sites


def test_what_is_recalled_far_down_founds_none(link_reports: LinkReports) -> None:
    text = (
        "The bishop spoke about the budget of his diocese for an hour, about the roofs of eleven "
        "churches, and about the price of candles, which has doubled since the harvest was brought "
        "in by the monks of the two houses that are left in the hills above the town.\n"
        "Guerrillas have murdered the mayor of a small town, as well as two peasants.\n"
    )
    assert link_reports({"1.txt": ("2021-09-01", text)}) == []


def test_the_day_of_an_attack_without_place_may_stand_beside_its_kind(
    link_reports: LinkReports,
) -> None:
    told = (
        "The Armenian agency said it would move its office. On Monday rebels attacked it. "
        "Two bombs were thrown from a car."
    )
    (incident,) = link_reports({"a.txt": ("2021-07-29", told)})
    assert (str(incident.date.start), incident.sites) == ("2021-07-26", ())


def test_what_is_told_as_one_thing_more_is_news_without_place_and_day(
    link_reports: LinkReports,
) -> None:
    told = (
        "The Armenian power company said that its lines had been checked, and that its men had "
        "worked through the night, in rain and wind, to bring the light back to the villages of "
        "the plain, where the mills had stood still since the evening before.\n\n"
        "{} unidentified persons kidnapped a young couple."
    )
    news = {"1.txt": ("2021-09-01", told.format("It was also reported that"))}
    recalled = {"1.txt": ("2021-09-01", told.format("It was in the years in which"))}
    assert [it.sub_event_type for it in link_reports(news)] == [SubEventType.ABDUCTION]
    assert link_reports(recalled) == []


def test_a_toll_of_the_year_ties_no_two_events(link_reports: LinkReports) -> None:
    text = (
        "Two leaders of the party were murdered by unknown men at their farm. So far this year, "
        "seven members of the party have been killed by gunmen. A death squad is responsible for "
        "the massacre of seven persons last Wednesday.\n"
    )
    incidents = link_reports({"1.txt": ("2021-09-03", text)})
    assert len(incidents) == 2


def test_another_attack_needs_no_place_where_an_act_is_told_of_it(
    link_reports: LinkReports,
) -> None:
    text = (
        "Two bomb attacks were carried out in Goris last night. The first bomb exploded before "
        "the bank. The second attack came at 11:35, when the guests had left. A bomb had been left "
        "in the car park of the hotel.\n"
    )
    assert len(link_reports({"1.txt": ("2021-09-03", text)})) == 2


def test_a_chronicle_reminds_of_nothing(link_reports: LinkReports) -> None:
    days = [
        "On July 2 Azerbaijani troops shelled the village of Sotk.",
        "On July 20 Azerbaijani artillery shelled posts near Kapan.",
        "On August 1 Armenian and Azerbaijani troops clashed near Vardenis.",
        "On August 14 Azerbaijani troops opened fire on posts near Jermuk.",
    ]
    chronicle = {"1.txt": ("2021-08-15", "\n\n".join(days))}
    news = {"1.txt": ("2021-08-15", f"{days[3]}\n\n{days[0]}")}
    assert len(link_reports(chronicle)) == 4
    assert len(link_reports(news)) == 1


def test_a_second_bomb_in_one_city_is_another(link_reports: LinkReports) -> None:
    text = (
        "A bomb went off at a bank in Goris on Tuesday and killed a guard. A second bomb exploded "
        "an hour later at a hotel in Goris.\n"
    )
    assert len(link_reports({"1.txt": ("2021-09-03", text)})) == 2
