"""The search over the list: what it finds, and that it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browsing import Collections, OpenedPage, Opener


def _search(opened: OpenedPage, text: str) -> set[str]:
    opened.page.locator(".search-box").fill(text)
    return opened.shown_in_list()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kapan", {"mine"}),
        ("  KAPAN  ", {"mine"}),
        ("zod", {"sotk"}),
        ("verin shorzha", {"sotk"}),
        ("shorzha verin", {"sotk"}),
        ("drone jermuk", {"jermuk-drone"}),
        ("drone kapan", set()),
        ("sotk-2.txt", {"sotk"}),
        ("height 2461", {"unlocated"}),
        ("prisoners", {"lachin"}),
        ("gegharkunik", {"gegharkunik", "sotk"}),
        ("missile", {"sotk", "jermuk", "gegharkunik"}),
    ],
)
def test_it_finds_names_words_and_files(
    open_page: Opener, collections: Collections, text: str, found: set[str]
) -> None:
    opened = open_page(collections)
    assert _search(opened, text) == found
    located = {f["id"] for f in collections["incidents"]["features"] if f["geometry"]}
    assert opened.shown_on_map() == found & located
    assert opened.faults == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # In the words of a report.
        ("guns fired midnight", {"sotk"}),
        ("105 զոհի", {"sotk"}),
        ("says mine", {"mine"}),
        # Names that no report of it uses.
        ("Cermuk", {"jermuk", "jermuk-drone"}),
        ("джермук", {"jermuk", "jermuk-drone"}),
        ("ջերմուկ", {"jermuk", "jermuk-drone"}),
        ("laçın", {"lachin"}),
    ],
)
def test_it_finds_quoted_words_and_other_spellings(
    open_page: Opener, collections: Collections, text: str, found: set[str]
) -> None:
    names = {"Jermuk": ["Cermuk", "Джермук", "Ջերմուկ"], "Lachin District": ["Laçın"]}
    opened = open_page(collections | {"extras": {"spellings": names}})
    assert _search(opened, text) == found
    assert opened.faults == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Kəlbəcər", "kelbecer"),
        ("İstisu", "istisu"),
        ("Qızılkənd", "QIZILKEND"),
        ("Şahbuz", "sahbuz"),
        ("Sahbuz", "şahbuz"),
        ("Łódź", "lodz"),
        ("Zod", "Zöd"),
        ("Nerkin Hand", "nerkin\u2019 hand"),
        ("Karabakh–Line", "karabakh-line"),
        ("Ջերմուկ", "ՋԵՐՄՈՒԿ"),
        ("Йена", "иена"),
    ],
)
def test_case_and_diacritics_make_no_difference(
    open_page: Opener, collections: Collections, name: str, text: str
) -> None:
    collections["incidents"]["features"][7]["properties"]["place"] = name
    opened = open_page(collections)
    assert "mine" in _search(opened, text)


def test_parties_are_found_by_name_and_code(open_page: Opener, collections: Collections) -> None:
    collections["incidents"]["features"][7]["properties"]["side_a"] = "GEO"
    opened = open_page(collections)
    assert _search(opened, "geo") == {"mine"}
    assert _search(opened, "armenia azerbaijan mine") == set()
    assert len(_search(opened, "azerbaijan")) == len(collections["incidents"]["features"])


def test_escape_clears_the_search_and_leaves_the_incident_open(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections, fragment="#sotk")
    box = opened.page.locator(".search-box")
    _search(opened, "sotk")
    expect(opened.page.locator(".search-hits")).to_have_text("1 hit")
    box.press("Escape")
    expect(box).to_have_value("")
    expect(opened.page.locator(".story")).to_be_visible()
    assert len(opened.shown_in_list()) == len(collections["incidents"]["features"])
    box.press("Escape")
    expect(opened.page.locator(".story")).to_have_count(0)


def test_a_screen_reader_hears_how_many(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    status = opened.page.locator("p.unseen[role=status]")
    _search(opened, "jermuk")
    expect(status).to_have_text("2 incidents found")
    _search(opened, "no such word")
    expect(status).to_have_text("0 incidents found")
    expect(opened.page.locator("#panel-list .none")).to_be_visible()
    opened.page.get_by_role("button", name="Show all incidents").click()
    expect(opened.page.locator(".search-box")).to_have_value("")


def test_an_address_clears_the_search_that_hides_its_incident(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    _search(opened, "Kapan")
    opened.look_up("location.hash = '#sotk'")
    expect(opened.page.locator(".story")).to_have_attribute("data-story", "sotk")
    expect(opened.page.locator(".notice")).to_contain_text("the search for “Kapan” is cleared")
    expect(opened.page.locator(".search-box")).to_have_value("")


def test_search_combines_with_filters_and_dates(
    open_page: Opener, collections: Collections, expect: Callable[..., Any]
) -> None:
    opened = open_page(collections)
    _search(opened, "jermuk")
    status = opened.page.locator("[data-filter=status]")
    status.locator("summary").click()
    contested = status.locator("input[data-value=contested]")
    expect(contested.locator("xpath=..").locator(".box-count")).to_contain_text("1")
    contested.check()
    assert opened.shown_in_list() == {"jermuk-drone"}
    opened.page.locator('input[data-dates="2022-09-14"]').uncheck()
    assert opened.shown_in_list() == set()
    expect(opened.page.locator("#panel-list .badge")).to_have_text("0 of 12")


@pytest.mark.parametrize("text", ["(", "[a-", "\\", "$&", "<b>", "%", ".*"])
def test_signs_are_signs(open_page: Opener, collections: Collections, text: str) -> None:
    opened = open_page(collections)
    assert _search(opened, text) == set()
    assert opened.faults == []
