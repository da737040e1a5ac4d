"""The strip of time: its bars, its period, and that all that is set agrees in what is shown."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.browsing import PHONE, measure, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.browsing import Collections, OpenedPage, Opener

MONTHS = 46
"""From July 2020 to April 2024, as the sample has them."""


class Setting(NamedTuple):
    """What a reader has set."""

    year_off: str
    statuses: list[str]
    word: str
    period: set[str]

    def passes(self, feature: dict[str, Any], *, dates: bool = True) -> bool:
        """Tell whether all that is set lets an incident through, or all but the tree of dates."""
        row = feature["properties"]
        day = row["date_start"] or row["date_end"] or ""
        return (
            feature["id"] in self.period
            and not (dates and day.startswith(self.year_off))
            and (not self.statuses or row["status"] in self.statuses)
            # Every incident has an "a" somewhere: the names of the parties.
            and (self.word != "near" or "near" in row["summary"])
        )


def _month_of(feature: dict[str, Any]) -> int | None:
    day = feature["properties"]["date_start"] or feature["properties"]["date_end"]
    return (int(day[:4]) - 2020) * 12 + int(day[5:7]) - 7 if day else None


def _within(collections: Collections, first: int, last: int) -> set[str]:
    """Return what a period of months shows: what has no date too."""
    months = {feature["id"]: _month_of(feature) for feature in collections["incidents"]["features"]}
    return {key for key, month in months.items() if month is None or first <= month <= last}


def _handle(opened: OpenedPage, name: str) -> Locator:
    return opened.page.get_by_role("slider", name=f"{name} of the period")


def _values(opened: OpenedPage) -> tuple[int, int]:
    start = opened.page.locator(".handle-start")
    return int(read(start, "aria-valuenow")), int(
        read(opened.page.locator(".handle-end"), "aria-valuenow")
    )


def _drag(opened: OpenedPage, from_bin: float, to_bin: float) -> None:
    box = measure(opened.page.locator(".plot-box"))
    y = box["y"] + box["height"] / 2

    def place(month: float) -> float:
        return box["x"] + 16 + (box["width"] - 32) * month / MONTHS

    opened.page.mouse.move(place(from_bin), y)
    opened.page.mouse.down()
    opened.page.mouse.move(place((from_bin + to_bin) / 2), y)
    opened.page.mouse.move(place(to_bin), y)
    opened.page.mouse.up()


def _count_bars(opened: OpenedPage, name: str) -> int:
    return (opened.page.locator(name).get_attribute("d") or "").count("M")


def test_the_bars_are_the_incidents_of_each_month(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    months = {_month_of(feature) for feature in collections["incidents"]["features"]} - {None}
    expect(opened.page.locator(".period-words")).to_have_text("Jul 2020 – Apr 2024")
    assert _values(opened) == (0, MONTHS - 1)
    assert _count_bars(opened, ".bars-inside") == len(months)
    expect(opened.page.locator(".most")).to_have_text("4 a month at most")
    _handle(opened, "Start").press("PageUp")
    assert _count_bars(opened, ".bars-inside") == len(months) - 1
    assert _count_bars(opened, ".bars:not(.bars-inside)") == 1
    assert opened.faults == []


def test_the_handles_work_by_keyboard(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    start, end = _handle(opened, "Start"), _handle(opened, "End")
    for key, value in (("ArrowRight", 1), ("ArrowUp", 2), ("PageUp", 7), ("ArrowLeft", 6)):
        start.press(key)
        assert int(read(start, "aria-valuenow")) == value
        assert opened.shown_in_list() == _within(collections, value, MONTHS - 1)
    assert read(start, "aria-valuetext") == "Jan 2021"
    end.press("Home")
    # An end stops at the other one.
    assert _values(opened) == (6, 6)
    assert read(end, "aria-valuemin") == "6"
    assert opened.shown_in_list() == {"undated"}
    end.press("PageUp")
    end.press("ArrowUp")
    assert _values(opened) == (6, 12)
    assert opened.shown_in_list() == {"yeraskh", "gegharkunik", "undated"}
    assert opened.shown_on_map() == {"yeraskh", "gegharkunik"}
    start.press("End")
    assert _values(opened) == (12, 12)
    opened.page.get_by_role("button", name="Reset").click()
    assert _values(opened) == (0, MONTHS - 1)
    expect(opened.page.get_by_role("button", name="Reset")).to_be_hidden()


def test_handles_and_window_are_dragged(open_page: Opener, collections: Collections) -> None:
    opened = open_page(collections)
    # A press on the bars draws a new window, in any direction.
    _drag(opened, 30.5, 20.5)
    assert _values(opened) == (20, 30)
    assert opened.shown_in_list() == _within(collections, 20, 30)
    # Within the window it moves, as far as there is room.
    _drag(opened, 25.5, 30.5)
    assert _values(opened) == (25, 35)
    _drag(opened, 30.5, 45.5)
    assert _values(opened) == (35, 45)
    # A handle is dragged alone.
    _drag(opened, 35, 40.5)
    assert _values(opened) == (40, 45)
    # A press on one bar shows its month.
    _drag(opened, 26.5, 26.5)
    assert opened.shown_in_list() == {"sotk", "jermuk", "jermuk-drone", "unlocated", "undated"}
    assert opened.faults == []


def test_up_to_the_end_or_only_the_period(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    _drag(opened, 12.5, 16.5)
    assert opened.shown_in_list() == _within(collections, 12, 16)
    opened.page.get_by_role("radio", name="All up to its end").check()
    assert opened.shown_in_list() == _within(collections, 0, 16)
    expect(opened.page.locator(".period-words")).to_have_text("Jul 2020 – Nov 2021")
    expect(opened.page.locator(".handle-start")).to_be_hidden()
    opened.page.get_by_role("button", name="On by a month").click()
    assert opened.shown_in_list() == _within(collections, 0, 17)
    opened.page.get_by_role("radio", name="Only this period").check()
    assert opened.shown_in_list() == _within(collections, 12, 17)
    opened.page.get_by_role("button", name="Back by a month").click()
    assert opened.shown_in_list() == _within(collections, 11, 16)


def test_what_has_no_date_has_one_switch_in_two_places(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    _drag(opened, 26.5, 26.5)
    switch = opened.page.locator(".undated input")
    in_tree = opened.page.locator("input[data-dates=undated]")
    switch.uncheck()
    expect(in_tree).not_to_be_checked()
    assert "undated" not in opened.shown_in_list()
    in_tree.check()
    expect(switch).to_be_checked()
    assert "undated" in opened.shown_in_list()


def test_playing_goes_to_the_end_and_stops(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    keep = {"sotk", "jermuk", "jermuk-drone"}
    collections["incidents"]["features"] = [
        feature for feature in collections["incidents"]["features"] if feature["id"] in keep
    ]
    opened = open_page(collections)
    words = opened.page.locator(".period-words")
    expect(words).to_have_text("12–14 Sep 2022")
    opened.page.get_by_label("Speed").select_option("Fast")
    opened.page.get_by_role("button", name="Play").click()
    expect(opened.page.get_by_role("button", name="Pause")).to_be_visible()
    expect(words).to_have_text("14 Sep 2022")
    expect(opened.page.get_by_role("button", name="Play")).to_be_visible()
    assert opened.shown_in_list() == {"jermuk-drone"}
    expect(opened.page.locator("p.unseen[role=status]")).to_have_text("14 Sep 2022: 1 incident")
    # Once more, from the beginning, until the reader takes over.
    opened.page.get_by_label("Speed").select_option("Slow")
    opened.page.get_by_role("button", name="Play").click()
    expect(words).to_have_text("12 Sep 2022")
    _handle(opened, "End").press("End")
    expect(opened.page.get_by_role("button", name="Play")).to_be_visible()
    expect(words).to_have_text("12–14 Sep 2022")
    assert opened.faults == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2022-09-12", "2022-11-12"), ("day", "12 Sep – 12 Nov 2022", "13 Sep 2022")),
        (("2022-09-14", "2022-12-14"), ("week", "12 Sep – 18 Dec 2022", "19–25 Sep 2022")),
        (("2021-12-30", "2022-12-14"), ("week", "27 Dec 2021 – 18 Dec 2022", "3–9 Jan 2022")),
        (("2021-11-30", "2023-03-01"), ("month", "Nov 2021 – Mar 2023", "Dec 2021")),
        (("1988-02-01", "2023-09-19"), ("year", "1988–2023", "1989")),
    ],
)
def test_the_span_decides_the_bins(
    open_page: Opener,
    collections: Collections,
    expect: Callable[..., Any],
    days: tuple[str, str],
    said: tuple[str, str, str],
) -> None:
    unit, words, value = said
    features = collections["incidents"]["features"][:2]
    for feature, day in zip(features, days, strict=True):
        feature["properties"] |= {"date_start": day, "date_end": day}
    collections["incidents"]["features"] = features
    opened = open_page(collections)
    expect(opened.page.locator(".period-words")).to_have_text(words)
    expect(opened.page.locator(".most")).to_have_text(f"1 a {unit} at most")
    start = _handle(opened, "Start")
    start.press("ArrowRight")
    assert read(start, "aria-valuetext") == value
    assert opened.shown_in_list() == {features[1]["id"]}
    assert opened.faults == []


@pytest.mark.parametrize("days", [[], ["2022-09-12"], ["2022-09-12", "2022-09-12"]])
def test_a_single_day_has_no_strip(
    open_page: Opener, collections: Collections, expect: Callable[..., Any], days: list[str]
) -> None:
    features = collections["incidents"]["features"][: len(days) + 1]
    for feature, day in zip(features, [*days, None], strict=True):
        feature["properties"] |= {"date_start": day, "date_end": day}
    collections["incidents"]["features"] = features
    opened = open_page(collections)
    expect(opened.page.locator("#time")).to_be_hidden()
    assert len(opened.shown_in_list()) == len(features)
    assert opened.faults == []


def test_an_address_opens_the_period_that_hides_its_incident(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    _drag(opened, 26.5, 26.5)
    opened.look_up("location.hash = '#mine'")
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "mine")
    expect(opened.page.locator(".notice")).to_contain_text("the period is the whole one again")
    assert _values(opened) == (0, MONTHS - 1)


def test_whatever_is_set_everything_agrees(open_page: Opener, collections: Collections) -> None:
    """Shown is what passes the dates and the filters and the search and the period."""
    opened = open_page(collections)
    page = opened.page
    features = collections["incidents"]["features"]
    for details in page.locator(".filter summary").all():
        details.click()
    chance = random.Random(5)  # noqa: S311 - no secret
    for _ in range(8):
        first, last = sorted(chance.sample(range(2, MONTHS - 2), 2))
        statuses = chance.sample(["claimed", "confirmed_by_both", "reported"], chance.randrange(3))
        year_off, word = chance.choice(["2020", "2022"]), chance.choice(["", "near", "a"])
        page.locator(f'input[data-dates="{year_off}"]').uncheck()
        for status in statuses:
            page.locator(f'input[data-value="{status}"]').check()
        page.locator(".search-box").fill(word)
        _drag(opened, first + 0.5, last + 0.5)
        assert _values(opened) == (first, last)
        setting = Setting(year_off, statuses, word, _within(collections, first, last))
        shown = {feature["id"] for feature in features if setting.passes(feature)}
        assert opened.shown_in_list() == shown
        assert opened.shown_on_map() == {f["id"] for f in features if f["geometry"]} & shown
        badge = page.locator("#panel-list .badge").inner_text()
        assert badge == f"{len(shown)} of {len(features)}"
        in_tree = page.locator("input[data-dates=all]").locator("xpath=..").locator(".box-count")
        expected = sum(setting.passes(feature, dates=False) for feature in features)
        assert in_tree.inner_text().split()[0] == str(expected)
        page.locator("input[data-dates=all]").check()
        for status in statuses:
            page.locator(f'input[data-value="{status}"]').uncheck()
        page.locator(".search-box").fill("")
        page.get_by_role("button", name="Reset").click()
        assert len(opened.shown_in_list()) == len(features)
    assert opened.faults == []


def test_on_a_phone_the_strip_is_low_and_its_options_fold(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections, **PHONE)
    assert measure(opened.page.locator("#time"))["height"] < 110
    expect(opened.page.locator(".time-choices")).to_be_hidden()
    opened.page.locator(".time-options summary").tap()
    opened.page.get_by_role("radio", name="All up to its end").check()
    opened.page.locator(".time-options summary").tap()
    opened.page.get_by_role("button", name="On by a month").tap()
    assert opened.shown_on_map() == {"tovuz"}
    assert opened.look_up("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    for name in (".period", ".time-options summary"):
        box = measure(opened.page.locator(name))
        assert box["x"] + box["width"] <= PHONE["viewport"]["width"]
    assert opened.faults == []
