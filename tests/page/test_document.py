from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import resources
from typing import Any

import folium
import pytest

from geomap.page import assets, build_map, render_page
from geomap.page.document import hash_source


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.texts.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            tag, text = self.texts[-1]
            self.texts[-1] = (tag, text + data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def _policy_of(elements: Elements) -> dict[str, list[str]]:
    content = next(
        meta["content"]
        for meta in elements.named("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    assert content
    directives = [directive.split() for directive in content.split("; ")]
    return {name: sources for name, *sources in directives}


def test_equal_input_gives_equal_bytes(collections: dict[str, Any]) -> None:
    page_map = build_map(**collections)
    page = render_page(page_map)
    assert render_page(page_map) == page
    assert render_page(build_map(**collections)) == page


def test_markers_added_in_a_notebook_keep_stable_ids(collections: dict[str, Any]) -> None:
    def render() -> str:
        page_map = build_map(**collections)
        folium.CircleMarker((40, 45)).add_to(page_map)
        return render_page(page_map)

    assert "circle_marker_2" in render()
    assert render() == render()


def test_a_number_in_a_report_that_looks_like_an_id_stays(collections: dict[str, Any]) -> None:
    digest = "0123456789abcdef" * 2
    collections["incidents"]["features"][0]["properties"]["summary"] = f"File map_{digest}."
    assert f"map_{digest}" in render_page(build_map(**collections))


def test_the_page_loads_nothing(collections: dict[str, Any]) -> None:
    page = render_page(build_map(**collections))
    elements = Elements(page)
    assert not elements.named("link")
    assert not elements.named("iframe")
    for _tag, attributes in elements.found:
        assert not {"src", "srcset", "href", "style", "onload"} & set(attributes)
    assert not re.search(r"url\((?!data:|#)", page)
    assert "@import" not in page
    assert "sourceMappingURL" not in page


def test_the_policy_names_each_script_and_style_and_nothing_else(
    collections: dict[str, Any],
) -> None:
    elements = Elements(render_page(build_map(**collections)))
    policy = _policy_of(elements)
    for tag in ("script", "style"):
        runnable = [
            text
            for (name, text), (_, attributes) in zip(elements.texts, elements.found, strict=True)
            if name == tag and not attributes
        ]
        assert runnable
        assert policy[f"{tag}-src"] == [hash_source(text) for text in runnable]
    assert policy["default-src"] == ["'none'"]
    assert policy["connect-src"] == ["'none'"]
    assert not any("unsafe" in source for sources in policy.values() for source in sources)


def test_the_page_has_language_encoding_and_free_zoom(collections: dict[str, Any]) -> None:
    page = render_page(build_map(**collections))
    elements = Elements(page)
    assert elements.named("html") == [{"lang": "en"}]
    assert {"charset": "utf-8"} in elements.named("meta")
    viewport = next(m["content"] for m in elements.named("meta") if m.get("name") == "viewport")
    assert viewport == "width=device-width, initial-scale=1"
    assert page.index("charset") < 200


def test_hostile_text_adds_no_element(
    collections: dict[str, Any], hostile_collections: dict[str, Any]
) -> None:
    plain = Elements(render_page(build_map(**collections)))
    hostile = Elements(render_page(build_map(**hostile_collections)))
    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in plain.found]


def test_template_syntax_in_a_report_is_not_evaluated(hostile_collections: dict[str, Any]) -> None:
    page = render_page(build_map(**hostile_collections))
    assert "{{ 7*7 }}" in page
    assert "{% endraw %}" in page


def test_the_map_shows_in_a_notebook_as_the_same_page(collections: dict[str, Any]) -> None:
    shown = build_map(**collections)._repr_html_()
    assert shown.startswith("<div")
    assert "Content-Security-Policy" in shown
    assert "cdn." not in shown


def test_a_coordinate_that_is_not_a_number_is_refused(collections: dict[str, Any]) -> None:
    collections["incidents"]["features"][0]["geometry"]["coordinates"] = [float("nan"), 40.0]
    with pytest.raises(ValueError, match="not JSON compliant"):
        build_map(**collections)


def test_collections_without_a_feature_still_make_a_page(collections: dict[str, Any]) -> None:
    empty: dict[str, Any] = {"type": "FeatureCollection", "features": []}
    names = ("incidents", "sites", "stretches", "borders", "basemap")
    page = render_page(build_map(**(collections | dict.fromkeys(names, empty))))
    assert "geomap-payload" in page


def test_every_script_and_style_of_the_page_is_embedded() -> None:
    for folder, embedded in (("script", assets.SCRIPT_FILES), ("style", assets.STYLE_FILES)):
        files = {file.name for file in (resources.files("geomap.page") / folder).iterdir()}
        assert files == set(embedded)
