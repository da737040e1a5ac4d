"""The page of toponyms: what stands in it, and what it does in a real browser."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from geomap.model import Candidate, Document, Mention, MentionKind, Place, Resolution
from geomap.page.document import hash_source
from geomap.page.toponyms_page import ShownText, render_toponyms_page
from geomap.places import Gazetteer, load_gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

GORIS = Place(
    id="t:1", name="Goris", lon=46.34, lat=39.51, country="ARM", admin1="AM-SU", feature_code="PPL"
)
LACHIN = Place(id="t:2", name="Lachin", lon=46.54, lat=39.63, country="AZE", feature_code="PPL")
SHUSHA = Place(id="t:3", name="Shusha", lon=46.75, lat=39.75, country="AZE", feature_code="PPL")
HOSTILE = (
    "</script><script>window.hit=1</script><img src=x onerror=window.hit=2> ${window.hit=3} "
    "{{ 7*7 }} {% endraw %} \u2028\u2029 \x00 \u202e <!-- <script> ]]> &lt;b&gt; \U0001f600"
)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def _text(text: str, *names: tuple[str, Place | None, MentionKind], key: str = "a") -> ShownText:
    """Return a text with its mentions; each name stands behind the one before."""
    resolutions, start = [], 0
    for name, place, kind in names:
        start = text.index(name, start)
        mention = Mention(document_id=key, start=start, end=start + len(name), text=name, kind=kind)
        start += len(name)
        candidates = (Candidate(place=SHUSHA, score=1.0),)
        resolutions.append(
            Resolution(
                mention=mention, place=place, reason=f"reason of {name}", candidates=candidates
            )
        )
    document = Document(id=key, text=text, source=key)
    return ShownText(document=document, resolutions=tuple(resolutions))


TEXT = _text(
    "\U0001f600 From Goris to Lachin, and back to Goris.\r\nArmenian posts near Zzyx.",
    ("Goris", GORIS, MentionKind.PLACE),
    ("Lachin", LACHIN, MentionKind.PLACE),
    ("Goris", GORIS, MentionKind.PLACE),
    ("Armenian", GORIS, MentionKind.DEMONYM),
    ("Zzyx", None, MentionKind.PLACE),
    key="reports/a.txt",
)
OTHER = _text("Only Shusha.", ("Shusha", SHUSHA, MentionKind.PLACE), key="b.txt")


@pytest.fixture(scope="module")
def gazetteer(gazetteer_folder: Path) -> Gazetteer:
    return load_gazetteer(gazetteer_folder)


@pytest.fixture
def render(gazetteer: Gazetteer, gazetteer_folder: Path) -> Callable[..., str]:
    """Return a function that makes the page of some texts."""

    def render_texts(*texts: ShownText) -> str:
        return render_toponyms_page(
            texts,
            gazetteer=gazetteer,
            gazetteer_folder=gazetteer_folder,
            describe_feature=lambda code: {"PPL": "town"}.get(code or "", ""),
            credits=("Somebody",),
        )

    return render_texts


class _Elements(HTMLParser):
    """The elements of a page, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.texts[-1] += data


def _payload(page: str) -> dict[str, Any]:
    elements = _Elements(page)
    texts = zip(elements.found, elements.texts, strict=True)
    text = next(t for (_, a), t in texts if a.get("id") == "geomap-payload")
    payload: dict[str, Any] = json.loads(text)
    return payload


def test_the_text_is_cut_at_its_mentions(render: Callable[..., str]) -> None:
    (text,) = _payload(render(TEXT))["texts"]
    assert text["pieces"][1::2] == ["Goris", "Lachin", "Goris", "Armenian", "Zzyx"]
    assert "".join(text["pieces"]) == TEXT.document.text.replace("\r\n", "\n")
    assert [m["place"] for m in text["mentions"]] == [0, 1, 0, 0, None]
    assert text["mentions"][0]["others"] == ["Shusha (AZE)"]


def test_a_mention_inside_another_is_left_out(render: Callable[..., str]) -> None:
    shown = _text("University of Goris", ("University of Goris", LACHIN, MentionKind.EMBEDDED))
    inner = _text("University of Goris", ("Goris", GORIS, MentionKind.EMBEDDED)).resolutions
    both = ShownText(document=shown.document, resolutions=(*inner, *shown.resolutions))
    (text,) = _payload(render(both))["texts"]
    assert text["pieces"] == ["", "University of Goris", ""]


def test_equal_input_gives_equal_bytes(render: Callable[..., str]) -> None:
    assert render(TEXT, OTHER) == render(TEXT, OTHER)


def test_the_page_loads_nothing_and_its_policy_names_what_runs(render: Callable[..., str]) -> None:
    page = render(TEXT)
    elements = _Elements(page)
    for _tag, attributes in elements.found:
        assert not {"src", "srcset", "href", "style", "onload"} & set(attributes)
    assert not re.search(r"url\((?!data:|#)", page)
    policy = next(a["content"] for _, a in elements.found if "http-equiv" in a)
    assert policy
    for tag in ("script", "style"):
        runnable = [
            text
            for (name, attributes), text in zip(elements.found, elements.texts, strict=True)
            if name == tag and not attributes
        ]
        assert f"{tag}-src {' '.join(map(hash_source, runnable))};" in policy
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy


def _make_hostile() -> ShownText:
    place = Place(id=f"t:{HOSTILE}", name=HOSTILE, lon=46, lat=40, country="ARM")
    return _text(
        f"{HOSTILE} Goris {HOSTILE}",
        (HOSTILE, place, MentionKind.PLACE),
        ("Goris", GORIS, MentionKind.PLACE),
        key=HOSTILE,
    )


def test_hostile_text_adds_no_element(render: Callable[..., str]) -> None:
    plain, hostile = _Elements(render(TEXT)), _Elements(render(_make_hostile()))
    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in plain.found]
    page = render(_make_hostile())
    assert "{{ 7*7 }}" in page
    assert not {"\x00", "\u2028", "\u2029"} & set(page)


def test_a_text_without_a_place_still_makes_a_page(render: Callable[..., str]) -> None:
    (text,) = _payload(render(_text("Nothing.")))["texts"]
    assert text["pieces"] == ["Nothing."]
    assert _payload(render())["texts"] == []


# --- in a browser ---


class OpenedPage:
    """A page opened from disk, with all that it asked for and all that went wrong."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(file.as_uri())
        page.locator(".index p").wait_for()

    def shown(self) -> list[set[str]]:
        """Return what is pointed out in the text, on the map, and in the list."""
        places = (".text .shown", ".pin.shown .disc-name", ".index .shown .row-name")
        return [
            {re.sub(r"\d+$", "", text) for text in self.page.locator(where).all_text_contents()}
            for where in places
        ]

    def mention(self, index: int) -> Locator:
        return self.page.locator(".text .mention").nth(index)


@pytest.fixture
def expect() -> Callable[..., Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="DID NOT RUN: no playwright")
    function: Callable[..., Any] = sync_api.expect
    return function


@pytest.fixture
def open_texts(
    browser: Browser, render: Callable[..., str], tmp_path: Path
) -> Iterator[Callable[..., OpenedPage]]:
    contexts = []

    def open_page(*texts: ShownText, **options: object) -> OpenedPage:
        file = tmp_path / "toponyms.html"
        file.write_bytes(render(*texts).encode())
        settings: dict[str, Any] = {
            "viewport": {"width": 1280, "height": 800},
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**(settings | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        return OpenedPage(context.new_page(), file)

    yield open_page
    for context in contexts:
        context.close()


def test_it_asks_for_nothing_but_itself_and_nothing_goes_wrong(
    open_texts: Callable[..., OpenedPage],
) -> None:
    opened = open_texts(TEXT, OTHER)
    opened.mention(0).click()
    opened.page.locator(".leaflet-control-zoom-in").click()
    opened.page.locator(".step").last.click()
    assert len(opened.requests) == 1
    assert opened.requests[0].startswith("file://")
    assert opened.faults == []


def test_text_map_and_list_show_the_same_place(open_texts: Callable[..., OpenedPage]) -> None:
    opened = open_texts(TEXT)
    assert opened.page.locator(".pin").count() == 2
    assert opened.shown() == [set(), set(), set()]
    opened.mention(1).hover()
    assert opened.shown() == [{"Lachin"}] * 3
    opened.page.locator(".row").first.hover()
    assert opened.shown() == [{"Goris", "Armenian"}, {"Goris"}, {"Goris"}]
    opened.page.locator(".pin").nth(1).hover()
    assert opened.shown() == [{"Lachin"}] * 3
    assert "Lachintown · Azerbaijan" in (opened.page.locator("#caption").text_content() or "")
    opened.page.locator("h1").hover()
    assert opened.shown() == [set(), set(), set()]


def test_numbers_are_those_of_places_and_what_is_not_located_has_none(
    open_texts: Callable[..., OpenedPage],
) -> None:
    opened = open_texts(TEXT)
    marks = opened.page.locator(".text .mention").all_text_contents()
    assert marks == ["Goris1", "Lachin2", "Goris1", "Armenian1", "Zzyx"]
    opened.mention(4).hover()
    assert opened.shown() == [{"Zzyx"}, set(), {"Zzyx"}]
    facts = opened.page.locator(".facts").text_content() or ""
    assert "2 places" in facts
    assert "1 not located" in facts


def test_the_keyboard_reaches_all_and_chooses(open_texts: Callable[..., OpenedPage]) -> None:
    opened = open_texts(TEXT)
    keyboard = opened.page.keyboard
    opened.mention(0).focus()
    assert opened.shown()[1] == {"Goris"}
    keyboard.press("Tab")
    assert opened.shown() == [{"Lachin"}] * 3
    keyboard.press("Enter")
    assert opened.mention(1).get_attribute("aria-pressed") == "true"
    more = opened.page.locator(".more:visible")
    assert "reason of Lachin" in (more.text_content() or "")
    assert "Shusha (AZE)" in (more.text_content() or "")
    opened.page.locator(".pin").first.focus()
    assert opened.shown()[1] == {"Goris"}
    keyboard.press("Space")
    assert "reason of Goris" in (more.text_content() or "")
    keyboard.press("Escape")
    assert more.count() == 0


def test_several_texts_can_be_chosen(open_texts: Callable[..., OpenedPage]) -> None:
    opened = open_texts(TEXT, OTHER)
    heading = opened.page.locator("h1")
    assert heading.text_content() == "reports/a.txt"
    opened.page.locator("select").select_option("1")
    assert heading.text_content() == "b.txt"
    assert opened.page.locator(".text").text_content() == "Only Shusha1."
    assert opened.page.locator(".disc-name").all_text_contents() == ["Shusha"]
    opened.page.locator(".step").first.click()
    assert heading.text_content() == "reports/a.txt"
    assert open_texts(OTHER).page.locator("select").count() == 0


def test_hostile_text_is_shown_and_does_nothing(open_texts: Callable[..., OpenedPage]) -> None:
    opened = open_texts(_make_hostile(), TEXT)
    opened.mention(0).click()
    assert opened.faults == []
    assert len(opened.requests) == 1
    assert opened.page.locator("img, .text script, .text b").count() == 0
    text = opened.page.locator(".text").text_content() or ""
    assert "</script><script>window.hit=1</script>" in text
    assert "${window.hit=3}" in text
    assert "\ufffd" in text


def test_a_phone_has_the_map_above_the_text_and_no_sideways_scrolling(
    open_texts: Callable[..., OpenedPage],
) -> None:
    long = _text("Goris " + "x" * 300, ("Goris", GORIS, MentionKind.PLACE), key="y" * 200)
    opened = open_texts(long, TEXT, **PHONE)
    boxes = [opened.page.locator(where).bounding_box() for where in ("#map", ".text", "body")]
    (map_box, text_box, body) = boxes
    assert map_box
    assert text_box
    assert body
    assert map_box["y"] + map_box["height"] <= text_box["y"]
    assert body["width"] == 390
    assert text_box["x"] + text_box["width"] <= 390
    opened.page.locator("select").select_option("1")
    facts, key = (opened.page.locator(where).bounding_box() for where in (".facts", ".key"))
    assert facts
    assert key
    assert facts["y"] + facts["height"] <= key["y"]
    opened.mention(1).tap()
    assert opened.shown() == [{"Lachin"}] * 3
    assert opened.faults == []


def test_the_page_follows_the_colours_of_the_system(
    open_texts: Callable[..., OpenedPage], expect: Callable[..., Any]
) -> None:
    for scheme, paper in (("dark", "rgb(27, 31, 35)"), ("light", "rgb(253, 252, 250)")):
        opened = open_texts(TEXT, color_scheme=scheme)
        expect(opened.page.locator("body")).to_have_css("background-color", paper)
