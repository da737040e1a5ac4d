"""Making markup of SVG and HTML: texts are escaped as they are put in, never taken for markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def show_unseen(value: object) -> object:
    """Show a sign for what cannot be seen, or would turn the direction of what follows."""
    return _UNSEEN.sub("\ufffd", value) if type(value) is str else value


def make_element(name: str, attributes: Mapping[str, object], *children: str) -> Markup:
    """Return an element; attributes that are None are left out, numbers have one decimal.

    Examples
    --------
    >>> print(make_element("text", {"x": 1.04, "class": None}, "<b>"))
    <text x="1">&lt;b&gt;</text>
    """
    said = "".join(
        f' {key}="{escape(_format(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(escape(show_unseen(child)) for child in children)
    # Every part has been escaped, or is markup already.
    return Markup(f"<{name}{said}>{inner}</{name}>")  # noqa: S704


def _format(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return show_unseen(value)
