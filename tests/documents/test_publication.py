"""When a report was published: header, date line, dateline, or nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents import find_publication_date

JULY_28 = dt.date(2021, 7, 28)
BODY = "\n\nTwo soldiers were wounded near Yeraskh.\n"


@pytest.mark.parametrize(
    ("text", "date_as_written"),
    [
        (" date 2021-07-28 Fire near Sotk" + BODY, "2021-07-28"),
        ("date 2021-07-28" + BODY, "2021-07-28"),
        ("\tDATE 2021-07-28\tFire near Sotk" + BODY, "2021-07-28"),
        (" date 2021-07-28", "2021-07-28"),
        ("Fire near Sotk\n\nJuly 28, 2021" + BODY, "July 28, 2021"),
        ("Fire near Sotk\n\n28 July 2021" + BODY, "28 July 2021"),
        ("Fire near Sotk\n\n28th July, 2021" + BODY, "28th July, 2021"),
        ("Fire near Sotk\n\n2021-07-28" + BODY, "2021-07-28"),
        ("Fire near Sotk\n\nJul. 28, 2021" + BODY, "Jul. 28, 2021"),
        ("Fire near Sotk\n\nWednesday, July 28, 2021" + BODY, "July 28, 2021"),
        ("Fire near Sotk\n\nPublished: July 28, 2021" + BODY, "July 28, 2021"),
        ("Fire near Sotk\n\nUpdated on 28 July 2021, 14:05" + BODY, "28 July 2021"),
        ("Fire near Sotk\n\nJuly 28, 2021 - 9:40 p.m. (GMT)" + BODY, "July 28, 2021"),
        ("Fire near Sotk\n\nYEREVAN, July 28, 2021 (Agency) - Fire was opened.\n", "July 28, 2021"),
        (
            "YEREVAN, July 28, 2021, Agency desk. Fire was opened near Sotk at dawn.\n",
            "July 28, 2021",
        ),
        ("YEREVAN, 28 JUL 21 (AGENCY) -- FIRE WAS OPENED" + BODY + "[27 JULY 2021]", "28 JUL 21"),
        ("YEREVAN, 28 JULY 21 (AGENCY) -- FIRE WAS OPENED" + BODY, "28 JULY 21"),
        ("YEREVAN, 28 July 2021. Fire was opened near Sotk at dawn.\n", "28 July 2021"),
        (" date 28.07.2021" + BODY, "28.07.2021"),
        ("Fire near Sotk\n\n28.07.2021 [18:52]" + BODY, "28.07.2021"),
        ("Fire near Sotk\n\nWed Jul 28, 2021 7:12pm EDT" + BODY, "Jul 28, 2021"),
        ("Fire near Sotk\n\nDesk | Yerevan | Updated: July 28, 2021, 6:38 p.m." + BODY, "July 28"),
        ("Fire near Sotk\n\n28 июля 2021, 19:40 | Views: 48" + BODY, "28 июля 2021"),
        ("Fire near Sotk\n\nGiriş: 28.07.2021 11:12 | Güncelleme: 29.07.2021" + BODY, "28.07"),
        ("Fire near Sotk\n\n28 Temmuz 2021 Çarşamba" + BODY, "28 Temmuz 2021"),
        ("Fire near Sotk\n\n28 iyul 2021" + BODY, "28 iyul 2021"),
        # "İ" in lower case is two characters.
        ("Fire near Sotk\n\n28 İYUL 2021, 10:30" + BODY, "28 İYUL 2021"),
        ("Fire near Sotk\n\nÇərşənbə, 28 iyul 2021-ci il" + BODY, "28 iyul 2021"),
        ("Fire near Sotk\n\nСреда, 28 июля 2021 г." + BODY, "28 июля 2021"),
        ("Fire near Sotk\n\n2021 թ. հուլիսի 28" + BODY, "2021 թ. հուլիսի 28"),
        ("Fire near Sotk\n\nՉորեքշաբթի, Հուլիսի 28, 2021" + BODY, "Հուլիսի 28, 2021"),
        ("Fire near Sotk\n\n2021/07/28 18:52" + BODY, "2021/07/28"),
        ("FIRE NEAR SOTK\n\nZCZC 28 JUL 21" + BODY, "28 JUL 21"),
        ("YEREVAN, Wednesday, July 28 [2021]. - Fire was opened.\n", "July 28 [2021"),
        ("[YEREVAN, 28 July 2021] Fire was opened near Sotk at dawn.\n", "28 July 2021"),
        ("(Agency) YEREVAN - July 28, 2021: Fire was opened near Sotk.\n", "July 28, 2021"),
        ("YEREVAN, 28 July 2021 /Agency/ -- Fire was opened near Sotk.\n", "28 July 2021"),
        ("Special to the Post. YEREVAN, July 28, 2021 - Fire was opened.\n", "July 28, 2021"),
        ("SOTK, Armenia-Azerbaijan border, July 28, 2021 - Fire was opened.\n", "July 28, 2021"),
        ("Spot report, 28 July 2021: Fire was opened near Sotk at dawn.\n", "28 July 2021"),
        ("Press service of the border troops. July 28, 2021." + BODY, "July 28, 2021"),
        ("Notes for Tuesday 27 July, sent Wednesday 28 July 2021" + BODY, "28 July 2021"),
        ("Note 7, issued on 28 July 2021, as of 18:00, 27 July 2021" + BODY, "28 July 2021"),
        ("Note as of 18:00, 27 July 2021\n\nYEREVAN, 28 July 2021." + BODY, "28 July 2021"),
        ("Operational information as of 06:00 on July 28, 2021" + BODY, "July 28, 2021"),
        ("Summary of events, 22-28 July 2021" + BODY, "28 July 2021"),
        ("Week of 22-28 July 2021. Compiled in Tbilisi." + BODY, "28 July 2021"),
        ("THE WEEK\n22-28 July 2021, by our bureau. Late edition." + BODY, "28 July 2021"),
        ("No. 22, 21-27 July 2021 (issued Wednesday, 28 July)" + BODY, "28 July"),
        ("Fire near Sotk" + BODY + "This story was first published on July 28, 2021.", "July 28"),
        ("Fire near Sotk\n\n28 հուլիսի 2021" + BODY, "28 հուլիսի 2021"),
        ("Fire near Sotk\n\nStatement no. 2 / Wednesday (28/7/2021)" + BODY, "28/7/2021"),
        ("Fire near Sotk" + BODY + "\nPublished in the Morning Post, July 28th, 2021", "July 28th"),
        ("Fire near Sotk" + BODY + "It was quiet. (Published 28/07/2021, 09:30)", "28/07/2021"),
        ("On 27 July 2021 it began." + BODY + "Printed on the city pages, July 28th", "July 28th"),
        ("Fire near Sotk on July 27, 2021\n\nJul 28 2021" + BODY, "Jul 28 2021"),
        ("[Radio Yerevan, in Armenian, 1900 hours, 28 July 2021. Summary.]" + BODY, "28 July 2021"),
        ("Fire near Sotk\n\nNews | 28 Jul 21 | 12:47" + BODY, "28 Jul 21"),
        ("Fire near Sotk\n\n28.07.21, 12:47" + BODY, "28.07.21"),
        ("Fire near Sotk\n\n28/07/21" + BODY, "28/07/21"),
        ("Goris (Syunik), Jul. 28, 2021: Fire was opened near Sotk.\n", "Jul. 28, 2021"),
        ("YEREVAN, July 28, 2021 (Agency) _ Fire was opened.\n", "July 28, 2021"),
        ("Goris / Lachin, 28 July 2021.- Fire was opened.\n", "28 July 2021"),
    ],
)
def test_a_date_is_found_in_each_form(text: str, date_as_written: str) -> None:
    found = find_publication_date(text)
    assert found is not None
    assert found.day == JULY_28
    assert date_as_written in text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers were wounded near Yeraskh on Wednesday.\n",
        "Two soldiers were wounded near Yeraskh on July 28, 2021, the ministry said.\n",
        "On July 28, 2021, two soldiers were wounded near Yeraskh.\n",
        " date unknown" + BODY,
        "The update 2021-07-28 was withdrawn." + BODY,
        "",
        "Anniversary of the battle of 28 July 2021" + BODY,
        "Fire near Sotk\n\nPeriod 22 to 28 July. The next list will be issued on 30 July." + BODY,
    ],
)
def test_a_text_without_a_date_of_its_own_has_none(text: str) -> None:
    assert find_publication_date(text) is None


@pytest.mark.parametrize("day", ["2021-02-30", "2021-13-01", "2021-00-10", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_no_date(day: str) -> None:
    assert find_publication_date(f" date {day} Fire near Sotk{BODY}") is None


@pytest.mark.parametrize("line", ["February 30, 2021", "31 June 2021", "June 0, 2021"])
def test_an_impossible_date_line_is_no_date(line: str) -> None:
    assert find_publication_date(f"Fire near Sotk\n\n{line}{BODY}") is None


def test_an_impossible_header_leaves_the_date_line() -> None:
    found = find_publication_date(f" date 2021-02-30 Fire\n\nJuly 28, 2021{BODY}")
    assert found is not None
    assert found.day == JULY_28


def test_the_header_wins_over_a_date_line() -> None:
    found = find_publication_date(f" date 2021-07-28 Fire\n\nAugust 3, 2021{BODY}")
    assert found is not None
    assert found.day == JULY_28


def test_the_report_begins_after_the_header() -> None:
    text = " date 2021-07-28 Fire near Sotk" + BODY
    found = find_publication_date(text)
    assert found is not None
    assert text[found.header_end :].startswith("Fire near Sotk")


def test_a_date_line_in_the_middle_is_not_the_reports() -> None:
    lines = [f"Paragraph {number} tells of something else." for number in range(30)]
    assert find_publication_date("\n\n".join([*lines, "July 28, 2021", *lines])) is None


def test_of_two_readings_the_one_counts_whose_month_the_text_names() -> None:
    text = "Fire near Sotk\n\n05/07/2021, 09:30\n\nTwo men were wounded{}.\n"
    assert find_publication_date(text.format("")) is None
    for said, month in ((" on May 6", 5), (" on 4 July", 7)):
        found = find_publication_date(text.format(said))
        assert found is not None
        assert found.day.month == month
    assert find_publication_date(text.format(" between May 6 and July 4")) is None


def test_where_hours_are_counted_to_24_the_day_stands_first() -> None:
    text = "Fire near Sotk\n\n05/07/2021{}\n\nTwo men were wounded.\n"
    for clock in (" - 18:22    Views: 914", ", 13:05", " | 00:40"):
        found = find_publication_date(text.format(clock))
        assert found is not None
        assert (found.day.month, found.day.day) == (7, 5)
    for clock in (", 6:22 pm", " 09:30", " - 8:22 PM"):
        assert find_publication_date(text.format(clock)) is None


@given(
    st.dates(min_value=dt.date(1000, 1, 1)),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from([" ", "\t", "  "]),
)
def test_the_header_span_is_the_date_as_written(
    day: dt.date, line_end: str, mark: str, blank: str
) -> None:
    text = f"{mark} date{blank}{day.isoformat()} Headline{line_end}{line_end}Nothing happened."
    found = find_publication_date(text)
    assert found is not None
    assert found.day == day
    assert text[found.start : found.end] == day.isoformat()


@given(
    st.dates(min_value=dt.date(1000, 1, 1)),
    st.sampled_from(["%B %d, %Y", "%d %B %Y", "%b %d %Y", "%Y-%m-%d"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "Headline", "Заголовок", "Վերնագիր"]),
)
def test_the_span_of_a_date_line_is_the_date_as_written(
    day: dt.date, form: str, line_end: str, headline: str
) -> None:
    written = day.strftime(form)
    text = f"{headline}{line_end}{line_end}{written}{line_end}{line_end}Nothing happened."
    found = find_publication_date(text)
    assert found is not None
    assert found.day == day
    assert text[found.start : found.end].strip() == written


@pytest.mark.parametrize(
    "text",
    [
        "Fire near Sotk\n\nJAMMU, July 28 (2021): Two soldiers were wounded at dawn.\n",
        "YEREVAN, 28 July 2021, Northern News Agency - Fire was opened near Sotk at dawn.\n",
        "YEREVAN, July 28 - Fire was opened near Sotk at dawn.\n\n(c) 2021 Northern News Agency\n",
        "28 July, Yerevan - Fire was opened near Sotk at dawn.\n\n© Northern News Agency, 2021\n",
    ],
)
def test_a_dateline_with_its_year_elsewhere(text: str) -> None:
    found = find_publication_date(text)
    assert found is not None
    assert found.day == JULY_28


@pytest.mark.parametrize(
    "text",
    [
        "YEREVAN, July 28 - Fire was opened near Sotk at dawn.\n",
        "YEREVAN, July 28 - Fire was opened near Sotk.\n\n(c) 2020\n\n(c) 2021 Agency\n",
        "On July 28 fire was opened near Sotk at dawn.\n\n(c) 2021 Northern News Agency\n",
    ],
)
def test_a_dateline_without_one_year_is_no_date(text: str) -> None:
    assert find_publication_date(text) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thursday 12-04-2012", dt.date(2012, 4, 12)),
        ("Tuesday, 12/04/2012", dt.date(2012, 12, 4)),
        ("Mirror, Thursday 12.04.2012", dt.date(2012, 4, 12)),
    ],
)
def test_of_two_readings_the_one_counts_that_is_on_the_weekday(line: str, day: dt.date) -> None:
    found = find_publication_date(f"Fire near Sotk\n\n{line}{BODY}")
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "weekday",
    [
        "Tuesday",
        "Tue",
        "вторник",
        "Salı",
        "SALI",
        "Çərşənbə axşamı",
        "Երեքշաբթի",
        "martes",
        "mardi",
    ],
)
def test_a_weekday_tells_which_part_is_the_month(weekday: str) -> None:
    found = find_publication_date(f"Fire near Sotk\n\n{weekday}, 06/07/2021" + BODY)
    assert found is not None
    assert found.day == dt.date(2021, 7, 6)


@pytest.mark.parametrize("month", ["EKİM", "Ekim", "ekim"])
def test_a_turkish_month_in_capitals_is_read(month: str) -> None:
    found = find_publication_date(f"Fire near Sotk\n\n12 {month} 2020" + BODY)
    assert found is not None
    assert found.day == dt.date(2020, 10, 12)
