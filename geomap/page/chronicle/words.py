"""Texts in a picture: how wide they are, where they break, and writing them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from geomap.page.markup import make_element

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE: Final = 1.25
"""Height of a line as a multiple of its font."""

_NARROW_CHARACTERS: Final = frozenset("fijlrtI.,:;'|()[] -")
_WIDE_CHARACTERS: Final = frozenset("mwMW@%")


BOLD: Final = 1.12
"""How much wider a bold text is."""
_BREAKS: Final = re.compile("(?<=-)|(?<= )")


def measure_text(text: str, font: float) -> float:
    """Estimate the width of a text, rather too wide: nothing here can ask a font."""
    return font * sum(
        0.38 if it in _NARROW_CHARACTERS else 0.92 if it in _WIDE_CHARACTERS else 0.62
        for it in text
    )


def split_words(text: str) -> list[str]:
    """Split a text where it may break: after blanks and hyphens, which stay."""
    return _BREAKS.split(" ".join(text.split()))


def wrap_text(text: str, width: float, font: float) -> list[str]:
    """Break a text into lines of a width; a word is never cut."""
    lines: list[str] = []
    for word in split_words(text):
        if lines and measure_text(f"{lines[-1]}{word}".rstrip(), font) <= width:
            lines[-1] += word
        else:
            lines.append(word)
    return [line.rstrip() for line in lines if line]


def write_text(
    words: str, at: tuple[float, float], *, name: str, font: float, anchor: str | None = None
) -> Markup:
    """Return a text of a class at a point, from which it runs to the right unless anchored."""
    x, y = at
    where = {"class": name, "x": float(x), "y": float(y), "font-size": float(font)}
    return make_element("text", {**where, "text-anchor": anchor}, words)


def write_lines(
    lines: Iterable[str],
    at: tuple[float, float],
    *,
    name: str,
    font: float,
    anchor: str | None = None,
) -> Markup:
    """Return lines below each other, the first at a point."""
    x, y = at
    return Markup().join(
        write_text(line, (x, y + number * font * LINE), name=name, font=font, anchor=anchor)
        for number, line in enumerate(lines)
    )
