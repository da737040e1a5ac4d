"""Take the pictures of the sample map in docs/images/, with Chromium, in few colours.

python docs/make_page_pictures.py output/map.html docs/images
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESKTOP: Final[dict[str, Any]] = {"viewport": {"width": 1440, "height": 960}}
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
PICTURES: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "map-light": (DESKTOP | {"color_scheme": "light"}, "whole"),
    "map-dark": (DESKTOP | {"color_scheme": "dark"}, "open"),
    "map-phone": (PHONE | {"color_scheme": "light"}, "whole"),
}
"""Name of each picture to the options of its page, and whether an incident is open in it."""
SETTLED_MS: Final = 500
COMMON: Final = 96


def main(page: str, folder: str) -> None:
    """Take all pictures."""
    chromium = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (options, state) in PICTURES.items():
            picture = _take(browser, Path(page).resolve().as_uri(), options, state)
            _save(picture, Path(folder) / f"{name}.png")
        browser.close()


def _take(browser: Browser, address: str, options: dict[str, Any], state: str) -> bytes:
    context = browser.new_context(reduced_motion="reduce", **options)
    page = context.new_page()
    page.goto(address)
    page.locator("#panel-list .panel-title").wait_for()
    if state == "open":
        _open_busiest(page)
    page.wait_for_timeout(SETTLED_MS)
    picture = page.screenshot()
    context.close()
    return picture


def _open_busiest(page: Page) -> None:
    """Open the incident that most reports tell of: the one with the longest story."""
    page.locator(".item", has_text="12–13 Sep 2022").first.click()


def _save(picture: bytes, path: Path) -> None:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(palette=_choose_colours(image), dither=Image.Dither.NONE).save(
        path, optimize=True
    )


def _choose_colours(image: Image.Image) -> Image.Image:
    """Return a palette: the commonest colours as they are, and others from all that are left.

    Of those each counts once: few pixels have the colour of a status.
    """
    counts = image.getcolors(image.width * image.height) or []
    common, rest = [], []
    for number, (_, colour) in enumerate(sorted(counts, reverse=True)):
        (common if number < COMMON else rest).append(colour)
    others = Image.new("RGB", (max(1, len(rest)), 1))
    others.putdata(rest)
    few = others.quantize(256 - COMMON, method=Image.Quantize.MEDIANCUT)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in common for part in colour] + (few.getpalette() or []))
    return palette


if __name__ == "__main__":
    main(*sys.argv[1:])
