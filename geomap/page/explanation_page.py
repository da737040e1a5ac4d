"""What was read in reports, and what one incident rests on: one file, no script, no request."""

from __future__ import annotations

from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import jinja2
from markupsafe import Markup

from geomap.export import iter_facts, iter_sections
from geomap.page.document import write_policy
from geomap.page.markup import show_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.export import Fact

_STYLE_FILES: Final = ("style/colours.css", "sheet.css", "explanation.css")


def render_explanations(reports: Sequence[Mapping[str, Any]]) -> str:
    """Return the whole HTML of a page that shows reports with all that was understood in them.

    Parameters
    ----------
    reports
        As `Result.explain` returns them.

    Notes
    -----
    What reports say is escaped as it is put in; nothing of it is compiled, and the page's policy
    lets no script run at all.
    """
    return _render("explanation.html", reports=reports)


def render_incident(story: Mapping[str, Any]) -> str:
    """Return the whole HTML of a page that shows one incident with all that it rests on.

    Parameters
    ----------
    story
        As `Result.explain_incident` returns it.
    """
    return _render("incident.html", story=story, sections=list(iter_sections(story)))


def _render(template: str, **content: object) -> str:
    environment = jinja2.Environment(
        autoescape=True,
        keep_trailing_newline=True,
        finalize=show_unseen,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["rows"] = _make_rows
    # The style is ours, and a browser reads it as it stands.
    style = Markup("\n".join(map(_read, _STYLE_FILES)))  # noqa: S704
    page = environment.from_string(_read(template)).render(style=style, **content)
    return page.replace("@policy@", write_policy(page), 1)


def _make_rows(claim: Mapping[str, Any]) -> Iterator[tuple[str, list[Fact]]]:
    """Yield the facts of a claim by their label, those of one label together."""
    for label, facts in groupby(iter_facts(claim), key=lambda fact: fact.label):
        yield label, list(facts)


def _read(name: str) -> str:
    """Return a file beside this module, with line feeds only, as browsers hash it."""
    file = resources.files("geomap.page").joinpath(name)
    return file.read_text(encoding="utf-8").replace("\r\n", "\n")
