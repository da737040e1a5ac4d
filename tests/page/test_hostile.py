"""Hostile text in every field of every record, through every page, in a real browser.

Nothing runs, nothing breaks, and what is shown is shown as text.
"""

from __future__ import annotations

import re
from importlib import resources
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import folium
import pytest

from geomap import model
from geomap.borders import load_borders
from geomap.documents import Corpus
from geomap.incidents import Copies
from geomap.page import IncidentLayer
from geomap.page.explanation_page import render_explanations, render_incident
from geomap.page.toponyms_page import ShownText, render_toponyms_page
from geomap.places import load_gazetteer
from geomap.result import Result
from geomap.settings import Settings
from tests.hostile import (
    MARK,
    document_id,
    list_texts,
    make_record,
    write_hostile,
    write_script_address,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

VARIANTS = {"markup": write_hostile, "address": write_script_address}
LEAFLET = resources.files("xstatic.pkg.leaflet") / "data"
SHOWN = frozenset(
    {
        *("Document.source", "Document.text", "Place.name", "Site.place_named", "Place.country"),
        *("ReconciledCasualty.claimed_by", "CountRecord.claimed_by", "Evidence.field"),
        *("Membership.reason", "Check.author", "Check.reason", "Check.was", "Check.field"),
        *("Incident.claimed_by", "Incident.denied_by", "Incident.confirmed_by"),
        *("Resolution.reason", "Speaker.name", "Mention.text"),
    }
)
"""Texts that a reader must find on one of the pages."""
UNHEALTHY = (
    "img:not([src^='data:']), iframe, object, embed, form, base, link, script[src], "
    "[onerror], [onmouseover], [onfocus], [onclick], [onload], [autofocus]"
)


def _make_result(write: Callable[[str], str], gazetteer_folder: Path) -> Result:
    text = "".join((write("Document.text"), " ")) * 3
    document = make_record(
        model.Document, write=write, id=document_id(write), text=text, language="en"
    )
    mention_end = min(40, len(text))
    mention = make_record(
        model.Mention, write=write, end=mention_end, text=f"[Mention.text] {text[:mention_end]}"
    )
    span = make_record(model.Span, write=write, end=min(400, len(text)))
    evidence = make_record(model.Evidence, write=write, span=span)
    claim = make_record(model.Claim, write=write, evidence=(evidence,))
    incident = make_record(model.Incident, write=write, claims=(claim,))
    gazetteer = load_gazetteer(gazetteer_folder)
    resolutions = {
        document.id: (make_record(model.Resolution, write=write, mention=mention),),
    }
    return Result(
        corpus=Corpus(documents=(document,)),
        resolutions=resolutions,
        unresolved=resolutions,
        claims=(claim,),
        records=(incident,),
        failures=(),
        copies=Copies(),
        borders=load_borders(gazetteer_folder),
        gazetteer=gazetteer,
        gazetteer_folder=gazetteer_folder,
        settings=Settings(title=write("Settings.title"), credits=(write("Settings.credits"),)),
        extractor=SimpleNamespace(reads=lambda _language: True, versions={}),
    )


def _write_pages(result: Result, folder: Path, gazetteer_folder: Path) -> list[Path]:
    """Write every page there is; return their paths."""
    written = result.write(folder, to=["geojson"], by_day=True)
    (document,) = result.corpus.documents
    own = folium.Map((40.0, 45.9), zoom_start=9, tiles=None)
    IncidentLayer(result, name=result.title).add_to(own)
    IncidentLayer(result.incidents, name=result.title).add_to(own)
    folium.LayerControl(collapsed=False).add_to(own)
    others = {
        "explain.html": render_explanations(result.explain()),
        "incident.html": render_incident(result.explain_incident(result.records[0].id)),
        "toponyms.html": render_toponyms_page(
            [ShownText(document=document, resolutions=tuple(result.resolutions[document.id]))],
            gazetteer=result.gazetteer,
            gazetteer_folder=gazetteer_folder,
            describe_feature=str,
            credits=result.credits,
        ),
        "layer.html": own.get_root().render(),
        "notebook.html": result.map()._repr_html_(),
    }
    for name, text in others.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    pages = [path for path in written if path.suffix == ".html"]
    return [*pages, *(folder / name for name in others)]


def _serve(route: Route) -> None:
    """Give Leaflet for folium's address of it, and nothing for all else that folium loads."""
    name = route.request.url.rpartition("/")[2]
    known = {"leaflet.js": "text/javascript", "leaflet.css": "text/css"}
    body = (LEAFLET / name).read_text(encoding="utf-8") if name in known else ""
    route.fulfill(body=body, content_type=known.get(name, "text/plain"))


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[[Path], tuple[str, list[str]]]]:
    """Return a function that uses a page as readers do; its texts, and what went wrong."""
    contexts = []

    def look_at(path: Path) -> tuple[str, list[str]]:
        # Past the policy of the page, which would hold back what we do not write as text.
        context = browser.new_context(
            viewport={"width": 1440, "height": 950}, reduced_motion="reduce", bypass_csp=True
        )
        context.route(re.compile("^https?:"), _serve)
        contexts.append(context)
        # Nine pages with all that is in them take their time on a machine that does much else.
        context.set_default_timeout(120_000)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(path.as_uri())
        texts = [_read_page(page, path)]
        _use(page, texts)
        faults += _find_faults(page)
        return "\n".join(texts), faults

    yield look_at
    for context in contexts:
        context.close()


def _read_page(page: Page, path: Path) -> str:
    if path.name == "notebook.html":
        frame = page.frame_locator("iframe")
        frame.locator("#panel-list .item").first.wait_for()
        return frame.locator("body").inner_text()
    return str(page.evaluate("document.title + '\\n' + document.body.innerText"))


def _use(page: Page, texts: list[str]) -> None:
    """Open, point at, search and copy all that a page offers."""
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
    for selector in (".item", ".marker", ".chain-mark", ".mention, mark", "tbody a", "summary"):
        for node in page.locator(selector).all()[:3]:
            if not node.is_visible():
                continue
            node.hover(force=True)
            if selector in {".item", ".marker", ".chain-mark"}:
                node.dispatch_event("click")
                # What it takes the place of fades, and is gone a moment later.
                page.wait_for_function("document.querySelectorAll('.leaflet-popup').length < 2")
                page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
            texts.append(str(page.evaluate("document.body.innerText")))
    if page.locator(".search-box").count():
        page.locator(".search-box").fill(write_hostile("search"))
        texts.append(page.locator("#panel-list").inner_text())
        page.evaluate(f"location.hash = {write_hostile('address')!r}")
        page.locator(".notice").wait_for()
        texts.append(page.locator(".notice").inner_text())


def _find_faults(page: Page) -> list[str]:
    faults = []
    for frame in page.frames:
        ran = frame.evaluate(MARK)
        if ran is not None:
            faults.append(f"ran: {ran}")
        bodies = frame.evaluate(
            f"[...document.querySelectorAll({UNHEALTHY!r})].map(it => it.outerHTML.slice(0, 80))"
        )
        faults += [f"element: {it}" for it in bodies if not it.startswith("<iframe srcdoc")]
        schemes = frame.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.protocol)")
        faults += [f"link: {it}" for it in schemes if it not in {"http:", "https:", "file:"}]
    return faults


@pytest.mark.parametrize("variant", VARIANTS)
def test_nothing_runs_nothing_breaks_and_all_shows_as_text(
    look: Callable[[Path], tuple[str, list[str]]],
    tmp_path: Path,
    gazetteer_folder: Path,
    variant: str,
) -> None:
    result = _make_result(VARIANTS[variant], gazetteer_folder)
    pages = _write_pages(result, tmp_path, gazetteer_folder)
    assert len(pages) == 9
    shown = ""
    for path in pages:
        text, faults = look(path)
        # folium's own page links its files, and Leaflet names itself.
        own = ("element: <link", "element: <script src=", "link: about:")
        faults = [it for it in faults if path.name != "layer.html" or not it.startswith(own)]
        assert faults == [], path.name
        # Nothing turns the direction of what follows; a report's own text is shown as it is.
        assert path.name == "toponyms.html" or not set("\u202e\u2066") & set(text), path.name
        shown += text
    if variant == "markup":
        assert {name for name in SHOWN if f"[{name}]" not in shown} == set()
        # As it was written, not as a template or a browser would take it.
        for piece in ("{{ 7*7 }}", "{% endraw %}", f"<img src=x onerror={MARK}=2>", "&lt;b&gt;"):
            assert piece in shown
        assert "] 49 " not in shown


def test_every_text_of_every_record_is_in_the_hostile_ones() -> None:
    texts = list_texts()
    assert len(texts) > 60
    assert {name for name in SHOWN if not name.startswith("Document.text")} - set(texts) <= {
        "Mention.text"
    }


def test_a_title_of_a_megabyte_breaks_nothing(
    browser: Browser, tmp_path: Path, gazetteer_folder: Path
) -> None:
    def write(name: str) -> str:
        is_long = name in {"Settings.title", "Place.name", "Document.source"}
        return f"{name} " + "long " * 200_000 if is_long else name

    result = _make_result(write, gazetteer_folder)
    result.write(tmp_path, to=["geojson"])
    page = browser.new_page(viewport={"width": 1300, "height": 850})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((tmp_path / "map.html").as_uri())
    box: Any = page.locator(".folium-map").bounding_box()
    assert box["height"] > 250
    page.locator("#panel-list .item").click()
    story: Any = page.locator(".story h2").bounding_box()
    assert story["height"] < 400
    assert faults == []
    page.close()
