"""The HTML document around a folium map: everything inline, a strict policy, stable bytes.

folium renders strings by compiling them as Jinja templates, and it loads scripts from content
networks. Here nothing that comes from a report is ever compiled, and nothing is loaded: the
elements below write their content as it is.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from typing import TYPE_CHECKING, Final

import folium
import jinja2
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from geomap.page import assets
from geomap.page.guests import check_guests, iter_elements
from geomap.page.markup import show_unseen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.page.payload import Payload
    from geomap.page.tiles import Tiles

_RANDOM_ID: Final = re.compile(r"[0-9a-f]{32}")
_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_INLINE_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# No text of a report or a user can hold these: in the page they stand as they are only here.
_HEAD_MARK: Final = "<!--geomap: head-->"
_DETAILS_MARK: Final = "<!--geomap: details-->"


class Verbatim(Element):
    """An element that is its text, never a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_kwargs: object) -> str:
        """Return the text as it is."""
        return self.text


class PageFigure(Figure):
    """The whole document; what is shown in a notebook is the same page in a frame."""

    def __init__(self, *, title: str, image_sources: Iterable[str] = ()) -> None:
        super().__init__(ratio="70%", title=title)
        self.image_sources = tuple(image_sources)
        # The template of the page states the encoding itself.
        self.header._children.clear()  # noqa: SLF001 - branca has no other door
        self.texts: dict[str, str] = {}
        self.has_side_files = False

    def render(self, **kwargs: object) -> str:
        """Return the HTML: deterministic, with a hash of each script and style in its policy."""
        for child in self._children.values():
            child.render(**kwargs)
        check_guests(self)
        page = jinja2.Template(assets.read_page_template(), keep_trailing_newline=True).render(
            title=html.escape(str(show_unseen(self.title or ""))),
            leaflet_style=assets.read_leaflet_style(),
            leaflet_script=assets.read_leaflet_script(),
            page_style=assets.read_page_style(),
            header=self.header.render(**kwargs),
            map=self.html.render(**kwargs),
            script=self.script.render(**kwargs),
        )
        page = rename_ids(page, known=_collect_ids(self))
        policy = write_policy(
            page, image_sources=self.image_sources, has_side_files=self.has_side_files
        )
        return _insert_texts(page.replace("@policy@", policy, 1), self.texts)


class OfflineMap(folium.Map):
    """folium's map without the files that folium loads from content networks."""

    _template = Template(
        """
        {% macro html(this, kwargs) -%}
        <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {%- endmacro %}
        {% macro script(this, kwargs) -%}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
            center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}
        });
        {%- endmacro %}
        """
    )

    def __init__(
        self,
        *,
        centre: tuple[float, float],
        least_zoom: int,
        title: str,
        tiles: Tiles | None = None,
    ) -> None:
        """Make a map around `centre`, (lon, lat) in degrees, WGS 84."""
        lon, lat = centre
        super().__init__(location=(lat, lon), tiles=None, zoom_start=8)
        # Leaflet stands in the page itself; jQuery, Bootstrap and icon fonts are not used.
        self.default_js = []
        self.default_css = []
        # folium drops these when there are no tiles.
        self.options.update(
            min_zoom=least_zoom,
            max_zoom=max(tiles.max_zoom, 15) if tiles else 15,
            # Pictures blur between whole zooms, vectors do not.
            zoom_snap=1 if tiles else 0.25,
            fade_animation=False,
            attribution_control=False,
            zoom_control=False,
        )
        PageFigure(title=title, image_sources=tiles.sources if tiles else ()).add_child(self)


class IncidentPage(MacroElement):
    """What geomap adds to the map: the payload as JSON, and the script that draws it."""

    def __init__(self, payload: Payload) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca's
        self._name = "IncidentPage"
        self.payload = payload

    def render(self, **_kwargs: object) -> str:
        """Put payload and script into the figure; nothing stands where the element is."""
        figure = self.get_root()
        if not isinstance(figure, PageFigure):
            msg = (
                "an IncidentPage is rendered as part of a PageFigure; add it to an OfflineMap first"
            )
            raise TypeError(msg)
        figure.texts = {"geomap-payload": self.payload.head} | {
            f"geomap-details-{number}": block for number, block in enumerate(self.payload.blocks)
        }
        figure.has_side_files = bool(self.payload.side_files)
        script = assets.read_page_script()
        if any(isinstance(it, folium.Popup) for it in iter_elements(figure)):
            script = f"{assets.read_popup_script()}{script}"
        figure.script.add_child(Verbatim(script), name=self.get_name())
        return ""


def rename_ids(page: str, *, known: frozenset[str]) -> str:
    """Replace folium's random ids by numbers, in the order in which they appear."""
    numbers: dict[str, str] = {}

    def rename(match: re.Match[str]) -> str:
        if match[0] not in known:
            return match[0]
        return numbers.setdefault(match[0], str(len(numbers) + 1))

    return _RANDOM_ID.sub(rename, page)


def write_policy(
    page: str, *, image_sources: Iterable[str] = (), has_side_files: bool = False
) -> str:
    """Return a content security policy that lets run only what stands in the page.

    Parameters
    ----------
    page
        All but the texts of reports, which thus cannot add to the lists of hashes.
    image_sources
        Hosts that tiles may come from, as `Tiles.sources` gives them; none for an offline page.
    has_side_files
        Whether files beside the page may be opened, in closed frames. `file:` is for browsers that
        do not count a file from a disk as the page's own.
    """
    scripts = " ".join(hash_source(text) for text in _INLINE_SCRIPT.findall(page))
    styles = " ".join(hash_source(text) for text in _INLINE_STYLE.findall(page))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {styles}",
            " ".join(("img-src data:", *image_sources)),
            "connect-src 'none'",
            *(["frame-src 'self' file:"] if has_side_files else []),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def hash_source(text: str) -> str:
    """Return the expression by which a policy allows one inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _insert_texts(page: str, texts: Mapping[str, str]) -> str:
    """Put JSON into the page: the first text before its script, the others after it.

    So the script starts while a browser still reads the details.
    """
    blocks = [
        f'<script type="application/json" id="{key}">{text}</script>' for key, text in texts.items()
    ]
    before, between = page.split(_HEAD_MARK, 1)
    between, after = between.split(_DETAILS_MARK, 1)
    return "".join((before, *blocks[:1], between, "\n".join(blocks[1:]), after))


def _collect_ids(element: Element) -> frozenset[str]:
    """Return the random ids of an element and of all below it."""
    return frozenset(it._id for it in iter_elements(element))  # noqa: SLF001 - no other door
