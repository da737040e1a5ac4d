"""How the recipe draws the borders of the world, on countries small enough to check by head."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from geomap.borders import load_borders
from geomap.borders.lines import GEOD

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.checkout

RECIPES = Path(__file__).resolve().parents[2] / "gazetteer" / "recipes"


@pytest.fixture
def load_recipe(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Return a function that imports a module of the recipes, which are scripts, no package."""
    monkeypatch.syspath_prepend(str(RECIPES))
    return importlib.import_module


def draw(
    load_recipe: Callable[[str], Any], lands: dict[str, Polygon], *waters: object
) -> dict[str, Any]:
    """Return the runs of each pair of toy countries."""
    countries = {code: MultiPolygon([land]) for code, land in lands.items()}
    network = load_recipe("border_network").build_network(countries)
    middles = load_recipe("border_waters").find_middle_lines(network, waters)
    runs = load_recipe("border_join").join_runs(network, middles, waters)
    return {
        "-".join(network.codes[index] for index in pair): (network.codes, found)
        for pair, found in runs.items()
    }


# North and south of a line along 10 N, with a river 0.01 degrees wide from 0.3 to 0.7 E in it.
NORTH = Polygon(
    [(0, 10), (0.3, 10), (0.32, 10.005), (0.68, 10.005), (0.7, 10), (1, 10), (1, 10.5), (0, 10.5)]
)
SOUTH = Polygon(
    [(0, 10), (0, 9.5), (1, 9.5), (1, 10), (0.7, 10), (0.68, 9.995), (0.32, 9.995), (0.3, 10)]
)


def test_a_river_is_crossed_in_its_middle(load_recipe: Callable[[str], Any]) -> None:
    codes, (run,) = draw(load_recipe, {"AAA": NORTH, "BBB": SOUTH})["AAA-BBB"]
    assert (run.coordinates[0][0], run.coordinates[-1][0]) in {(0, 1), (1, 0)}
    inside = [lat for lon, lat in run.coordinates if 0.33 < lon < 0.67]
    assert len(inside) > 100
    assert np.abs(np.array(inside) - 10).max() < 0.0006
    # 109.6 km along the parallel, 43.9 of it river.
    assert run.length_km == pytest.approx(109.6, rel=0.02)
    assert run.water_km == pytest.approx(43.9, rel=0.05)
    is_eastward = run.coordinates[0][0] == 0
    assert (codes[run.left], codes[run.right]) == (
        ("AAA", "BBB") if is_eastward else ("BBB", "AAA")
    )


def test_wide_water_parts_a_border_unless_a_row_says_otherwise(
    load_recipe: Callable[[str], Any],
) -> None:
    # 22 km along the border, 6.6 km across.
    lake = box(0.4, 9.97, 0.6, 10.03)
    north = NORTH.union(box(0.3, 10, 0.7, 10.01)).difference(lake)
    south = SOUTH.union(box(0.3, 9.99, 0.7, 10)).difference(lake)
    lands = {
        code: Polygon(shapely.get_exterior_ring(land))
        for code, land in (("AAA", north), ("BBB", south))
    }
    _, runs = draw(load_recipe, lands)["AAA-BBB"]
    assert max(run.length_km for run in runs) < 50
    water = load_recipe("border_waters").Water(
        sides=("AAA", "BBB"), width_km=8.0, bounds=(0.3, 9.8, 0.7, 10.2)
    )
    _, runs = draw(load_recipe, lands, water)["AAA-BBB"]
    assert runs[0].length_km == pytest.approx(109.6, rel=0.1)


def test_lines_thinned_out_apart_are_made_one(load_recipe: Callable[[str], Any]) -> None:
    # Each side keeps other points of the same line; none is 30 m off the other's.
    north = Polygon([(0, 10), (0.31, 10.0001), (0.62, 10), (1, 10), (1, 10.5), (0, 10.5)])
    south = Polygon([(0, 10), (0, 9.5), (1, 9.5), (1, 10), (0.75, 10.0001), (0.4, 9.9999)])
    _, (run,) = draw(load_recipe, {"AAA": north, "BBB": south})["AAA-BBB"]
    assert run.water_km == 0
    assert {round(lon, 2) for lon, _ in run.coordinates} == {0, 0.31, 0.4, 0.62, 0.75, 1}


def test_three_countries_meet_in_one_point(load_recipe: Callable[[str], Any]) -> None:
    lands = {
        "AAA": Polygon([(0, 10), (0.5, 10), (0.5, 10.5), (0, 10.5)]),
        "BBB": Polygon([(0.5, 10), (1, 10), (1, 10.5), (0.5, 10.5)]),
        "CCC": Polygon([(0, 9.5), (1, 9.5), (1, 10), (0.5, 10), (0, 10)]),
    }
    found = draw(load_recipe, lands)
    assert set(found) == {"AAA-BBB", "AAA-CCC", "BBB-CCC"}
    for _, (run,) in found.values():
        assert (0.5, 10) in {run.coordinates[0], run.coordinates[-1]}


@pytest.mark.parametrize("lat", [0.0, 47.0, 71.0])
def test_the_tolerance_holds_at_every_latitude(
    load_recipe: Callable[[str], Any], lat: float
) -> None:
    rng = np.random.default_rng(7)
    lon = np.cumsum(rng.uniform(0.0005, 0.002, 3000))
    line = list(
        zip(lon.tolist(), (lat + np.cumsum(rng.normal(0, 3e-4, 3000))).tolist(), strict=True)
    )
    thin = load_recipe("border_world").simplify_line(line, 100.0)
    assert (thin[0], thin[-1]) == (pytest.approx(line[0]), pytest.approx(line[-1]))
    assert len(thin) < len(line) / 2
    # In a plane with a scale of its own around each point.
    for at in line[::50]:
        scale = np.array([np.cos(np.radians(at[1])), 1.0]) * 111_320
        plane = LineString((np.array(thin) - at) * scale)
        assert plane.distance(shapely.Point(0, 0)) <= 100


def test_the_file_comes_back_as_it_was_written(
    load_recipe: Callable[[str], Any], tmp_path: Path
) -> None:
    world, archive = load_recipe("border_world"), load_recipe("border_archive")
    sections = [
        world.WorldSection(
            border=border,
            name="main",
            left=border[:3],
            right=border[4:],
            start="sea",
            end="tripoint with Nobody",
            coordinates=line,
        )
        for border, line in (
            ("AAA-BBB", ((-179.99999, -45.5), (-179.5, -45.12345))),
            ("AAA-CCC", ((12.00001, 70.0), (12.5, 70.5), (13.0, 70.25))),
        )
    ]
    content = archive.format_archive(sections)
    assert content == archive.format_archive(sections)
    (tmp_path / "world.npz").write_bytes(content)
    borders = load_borders(tmp_path)
    for section in sections:
        found = borders.require(*section.border.split("-")).section("main")
        assert found.coordinates == pytest.approx(np.array(section.coordinates), abs=1e-9)
        assert (found.left, found.right) == (section.left, section.right)
        assert (found.start, found.end) == (section.start, section.end)
        assert found.length_km == pytest.approx(section.length_km)


def test_stretches_follow_the_nearest_division(load_recipe: Callable[[str], Any]) -> None:
    divisions = load_recipe("border_divisions").group_divisions(
        [("AA-W", box(0, 10.01, 0.5, 10.5)), ("AA-E", box(0.5, 10.01, 1, 10.5))],
        {"AA-W": "AAA", "AA-E": "AAA"},
    )
    recipe = load_recipe("border_stretches")
    section = recipe.MeasuredSection("AAA-BBB", "main", [(0.0, 10.0), (1.0, 10.0)])
    rows = recipe.build_stretches([section], divisions, {"AA-W": "West"})
    assert [(row["division"], row["name"]) for row in rows] == [("AA-W", "West"), ("AA-E", "AA-E")]
    length_km = GEOD.line_length([0, 1], [10, 10]) / 1000
    assert float(rows[0]["to_km"]) == pytest.approx(length_km / 2, abs=0.6)
    assert float(rows[1]["to_km"]) == pytest.approx(length_km, abs=0.001)
