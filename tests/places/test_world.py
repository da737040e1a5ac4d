"""The shipped index: it holds what the tables hold, and the names that trap geoparsers."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geomap.places import Gazetteer, Script, fold_name
from geomap.places.index import PlaceIndex
from geomap.places.loading import SHIPPED_INDEX, order_tables
from geomap.places.name_entries import NameKind
from geomap.places.search import locate_name
from geomap.places.tables import iter_place_rows

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED_MB = 30


@pytest.fixture(scope="session")
def index(gazetteer_folder: Path) -> PlaceIndex:
    return PlaceIndex(gazetteer_folder / "places" / SHIPPED_INDEX)


def test_the_index_was_made_of_the_tables_as_they_are(
    index: PlaceIndex, gazetteer_folder: Path
) -> None:
    hashes = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in order_tables(gazetteer_folder / "places")
    }
    made_of = {name: value for name, value in index.facts["sources"].items() if name in hashes}
    assert made_of == hashes, "a table was edited: run gazetteer/recipes/build_index.py"


def test_every_row_of_a_table_is_in_the_index(index: PlaceIndex, gazetteer_folder: Path) -> None:
    for path in order_tables(gazetteer_folder / "places"):
        faults: list[str] = []
        for row in iter_place_rows(path, faults):
            number = index.row_of(row.place.id)
            assert number is not None, row.place.id
            place = index.place(number)
            for field in ("id", "name", "lon", "lat", "country", "admin1", "feature_code"):
                assert getattr(place, field) == getattr(row.place, field), row.place.id
            assert place.radius_km == pytest.approx(row.place.radius_km, abs=0.06), row.place.id
        assert faults == []


def test_there_are_the_towns_of_the_world(index: PlaceIndex) -> None:
    towns = index.rows_with(feature_codes=("PPL", "PPLC"))
    assert len(towns) > 230_000
    others = len(index) - len(towns)
    assert others > 800
    points = index.points_of(towns)
    has_point = ~np.isnan(points[:, 0])
    assert (~has_point).sum() < 20
    assert (abs(points[has_point]) <= (180, 90)).all()


def test_every_state_has_its_capital(gazetteer: Gazetteer) -> None:
    with_capital = {gazetteer.place(place_id).country for place_id in gazetteer.capitals}
    states = {c for c, it in gazetteer.countries.items() if it.place.feature_code == "PCLI"}
    assert len(states) >= 195
    assert states - with_capital == set()


def test_names_are_neither_codes_nor_lists(index: PlaceIndex) -> None:
    for row in index.rows_with(feature_codes=("PPL",))[::50].tolist():
        for entry in index.names_of(row)[1:]:
            spelling = index.spelling(entry)
            assert not set(",;/|()") & set(spelling), (row, spelling)
            assert entry.script is not Script.OTHER, (row, spelling)
            if entry.script is Script.LATIN and entry.kind is NameKind.NAME:
                assert spelling[0].isupper(), (row, spelling)


def test_every_name_finds_its_place(gazetteer: Gazetteer) -> None:
    # Every hundredth: the whole takes a minute.
    for place in islice(gazetteer, 0, None, 100):
        for name in (place.name, *place.names):
            words = fold_name(name)
            assert place in gazetteer.lookup(words), (place.id, name)
            assert gazetteer.longest_name(words[0]) >= len(words)


def test_what_is_shipped_stays_small(gazetteer_folder: Path) -> None:
    # The recipes stay behind.
    recipes = gazetteer_folder / "recipes"
    files = [
        path
        for path in gazetteer_folder.rglob("*")
        if path.is_file() and recipes not in path.parents
    ]
    size = sum(path.stat().st_size for path in files if path.suffix != ".pyc")
    assert size < SHIPPED_MB * 1_000_000


# What a name means when nothing else is known, the likeliest first; and who else bears it.
TRAPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Of the border of Armenia and Azerbaijan: one name for a district, a town, a place across it.
    ("Karakilise", ("gn:309647", "gn:616530", "gn:174763")),
    ("Qarakilsə", ("gn:616530", "gn:174763")),
    ("Garakilsa", ("gn:616530", "gn:174763")),
    ("Basarkechar", ("gn:616108",)),
    ("Gorus", ("gn:174895",)),
    ("Istisu", ("gn:174884", "gn:147969")),
    ("Tovuz", ("gn:584861", "gn:584821", "gn:616802")),
    ("Martuni", ("gn:409423", "gn:616438", "gn:146969", "gn:616437")),
    ("Aghdam", ("gn:148617", "gn:148619", "wof:1141906147")),
    ("Vardenis", ("gn:616108", "gn:616107")),
    ("Khankendi", ("gn:146970",)),
    ("Stepanakert", ("gn:146970",)),
    ("Lachin", ("gn:147626", "gn:147625")),
    ("Lachin district", ("gn:147626",)),
    ("Lachin corridor", ("gm:lachin-corridor",)),
    ("Kalbajar", ("gn:586047", "gn:586268")),
    ("Dashkasan", ("gn:586771", "gn:586765")),
    ("Nakhchivan", ("gn:147435", "gn:147429")),
    ("Nagorno-Karabakh", ("gm:nagorno-karabakh",)),
    ("Artsakh", ("gm:nagorno-karabakh",)),
    # Of the world.
    ("Georgia", ("gn:614540", "gn:4197000")),
    ("Paris", ("gn:2988507", "gn:4717560")),
    ("Birmingham", ("gn:2655603", "gn:4049979")),
    ("Tripoli", ("gn:2210247", "gn:2210245", "gn:266826")),
    ("Santiago", ("gn:3871336",)),
    ("Córdoba", ("gn:3860259", "gn:3860255", "gn:2519240")),
    ("Cordoba", ("gn:3860259", "gn:3860255", "gn:2519240")),
    ("Hyderabad", ("gn:1269843", "gn:1176734")),
    ("Kiev", ("gn:703448",)),
    ("Kyiv", ("gn:703448", "gn:703446")),
    ("Київ", ("gn:703448",)),
    ("Киев", ("gn:703448",)),
    ("London", ("gn:2643743", "gn:6058560")),
    ("Moscow", ("gn:524901", "gn:524925", "gn:5601538")),
    ("New York", ("gn:5128581", "gn:5128638")),
    ("Washington", ("gn:4140963", "gn:5815135")),
    ("Punjab", ("gn:1167710", "gn:1259223")),
    ("Turkey", ("gn:298795",)),
    ("Türkiye", ("gn:298795",)),
    ("Burma", ("gn:1327865",)),
    ("Congo", ("gn:203312", "gn:2260494")),
    ("Ireland", ("gn:2963597",)),
    ("Macedonia", ("gn:718075",)),
    ("Jordan", ("gn:248816",)),
    ("Crimea", ("gn:703883",)),
    ("Scotland", ("gn:2638360",)),
    ("Scots", ("gn:2638360",)),
    ("Azeris", ("gn:587116",)),
    ("Тбилиси", ("gn:611717",)),
    ("თბილისი", ("gn:611717",)),
    ("Αθήνα", ("gn:264371",)),
    ("ירושלים", ("gn:281184",)),
    ("تبريز", ("gn:113646",)),
    ("Երևան", ("gn:616052",)),
)


@pytest.mark.parametrize(("name", "ids"), TRAPS, ids=[name for name, _ in TRAPS])
def test_names_that_trap_geoparsers(gazetteer: Gazetteer, name: str, ids: tuple[str, ...]) -> None:
    found = [located.place.id for located in locate_name(name, gazetteer).places]
    assert tuple(found[: len(ids)]) == ids


@pytest.mark.parametrize(
    ("name", "near", "place_id"),
    [
        ("Karakilise", (46.34, 39.51), "gn:174763"),
        ("Karakilise", (44.49, 40.81), "gn:616530"),
        ("Karakilise", (43.0, 39.7), "gn:309647"),
        ("Tovuz", (45.4, 40.88), "gn:616802"),
        ("Paris", (-95.5, 33.7), "gn:4717560"),
    ],
)
def test_the_nearest_comes_first(
    gazetteer: Gazetteer, name: str, near: tuple[float, float], place_id: str
) -> None:
    located = locate_name(name, gazetteer, near=near)
    assert located.places[0].place.id == place_id
    distances = [it.distance_km for it in located.places if it.distance_km is not None]
    assert distances == sorted(distances)


def test_country_and_feature_limit_what_is_found(gazetteer: Gazetteer) -> None:
    ids = [p.place.id for p in locate_name("Georgia", gazetteer, country="USA").places]
    assert ids[0] == "gn:4197000"
    assert "gn:614540" not in ids
    (district,) = locate_name("Lachin", gazetteer, features=("ADM",)).places
    assert district.place.id == "gn:147626"


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [("Karakilisse", "Karakilise"), ("Kalbajer", "Kalbajar"), ("Yerevann", "Yerevan")],
)
def test_a_misspelt_name_gets_a_suggestion(gazetteer: Gazetteer, misspelt: str, meant: str) -> None:
    located = locate_name(misspelt, gazetteer)
    assert located.places == ()
    assert located.suggestions[0] == meant


def test_nonsense_has_no_suggestion(gazetteer: Gazetteer) -> None:
    assert locate_name("Xqzzvwk Qqq", gazetteer).suggestions == ()


@pytest.mark.parametrize(
    ("name", "script", "bearers"),
    [
        # Lyon and Seoul in Russian, folded: English words, and no names in Latin letters.
        ("lion", Script.LATIN, 0),
        ("lion", Script.CYRILLIC, 1),
        ("soul", Script.LATIN, 0),
    ],
)
def test_a_name_counts_in_its_own_script(
    gazetteer: Gazetteer, name: str, script: Script, bearers: int
) -> None:
    assert len(gazetteer.lookup((name,), script=script)) == bearers
