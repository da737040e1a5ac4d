"""A border through time as a file: SVG that stands alone, and PNG."""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from geomap.errors import BorderError, MissingPackageError, OutputError
from geomap.page.chronicle import BorderPlot, choose_chronicle
from geomap.page.chronicle import plot as plot_module

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from geomap.page.chronicle.records import Chronicle

MakeChronicle = Callable[..., "Chronicle"]


@pytest.fixture
def plot(make_chronicle: MakeChronicle) -> BorderPlot:
    return BorderPlot(make_chronicle())


def _find_size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_svg_stands_alone(plot: BorderPlot) -> None:
    assert "var(" not in plot.svg
    assert "--" not in plot.svg.replace("-->", "")
    assert re.findall(r"(?:href|src)=|url\((?!#fill-)", plot.svg) == []
    assert "#e69f00" in plot.svg
    assert "Incidents on the Left Land–Right Land border" in plot.svg
    assert "1 incident, 13 Sep 2022" in plot.svg
    assert "Border: drawn by hand" in plot.svg
    assert plot._repr_svg_() == plot.svg


def test_the_svg_is_what_a_browser_shows(
    browser: Browser, plot: BorderPlot, tmp_path: Path
) -> None:
    file = plot.save(tmp_path / "new" / "border.svg")
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        fill = page.evaluate("getComputedStyle(document.querySelector('.chronicle-paper')).fill")
        assert fill == "rgb(253, 252, 250)"
        names = page.evaluate("document.querySelectorAll('.chronicle-mark').length")
        assert names == 1


def test_a_png_has_the_pixels_that_were_asked_for(plot: BorderPlot, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py", reason="DID NOT RUN: no resvg-py")
    try:
        file = plot.save(tmp_path / "border.PNG", scale=0.5)
    except OutputError:
        pytest.skip("DID NOT RUN: no font on this machine")
    width, _ = _find_size(file.read_bytes())
    assert width == 568
    assert _find_size(plot.render_png(scale=1))[0] == 1136


def test_a_missing_package_is_named_with_the_way_to_it(
    plot: BorderPlot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingPackageError, match=r"pip install .geomap\[plot\]") as error:
        plot.save(tmp_path / "border.png")
    assert isinstance(error.value, ImportError)
    assert list(tmp_path.iterdir()) == []
    assert plot.save(tmp_path / "border.svg").exists()


def test_a_machine_without_fonts_is_refused(
    plot: BorderPlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("resvg_py", reason="DID NOT RUN: no resvg-py")
    monkeypatch.setattr(plot_module, "_draw", lambda *_args, **_options: b"the same")
    with pytest.raises(OutputError, match="needs a font"):
        plot.render_png()


def test_another_ending_is_refused(plot: BorderPlot, tmp_path: Path) -> None:
    for name in ("border.pdf", "border"):
        with pytest.raises(OutputError, match=r"ends in .svg or .png"):
            plot.save(tmp_path / name)


def test_the_border_is_the_only_one_or_the_one_asked_for(make_chronicle: MakeChronicle) -> None:
    one = make_chronicle()
    assert choose_chronicle([one], None) is one
    assert choose_chronicle([one, one], "rrr-lll") is one
    with pytest.raises(BorderError, match=r"name one border .*: LLL-RRR \(1\), LLL-RRR \(1\)"):
        choose_chronicle([one, one], None)
    with pytest.raises(BorderError, match=r"AAA-BBB: no dated incident .*: LLL-RRR \(1\)"):
        choose_chronicle([one], "AAA-BBB")
    with pytest.raises(BorderError, match="none"):
        choose_chronicle([], None)
