"""The index: what is put in is found, by any spelling, at its row; a damaged file is named."""

from __future__ import annotations

import pickle
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import GazetteerError
from geomap.model import Place
from geomap.places.container import MAGIC, Container, write_container
from geomap.places.fold import Script, fold_name
from geomap.places.hashes import MAX_WORDS
from geomap.places.index import PlaceIndex
from geomap.places.index_building import IndexBuilder
from geomap.places.name_entries import NameKind
from geomap.places.scan import scan_words

PLACES = (
    Place(
        id="gn:2",
        name="Kəlbəcər",
        names=("Kelbecer", "Кельбаджар", "Karvachar", "Քելբաջար"),
        lon=46.0363,
        lat=40.1069,
        country="AZE",
        admin1="AZ-KAL",
        feature_code="PPLA",
        population=7200,
    ),
    Place(id="gn:7", name="Los Angeles", lon=-118.24368, lat=34.05223, country="USA"),
    Place(id="gm:ridge", name="Long Ridge", country="ARM|AZE", feature_code="MTS", radius_km=35.5),
    Place(id="gn:9", name="Zenda District", lon=0.0, lat=0.0, feature_code="ADM1", population=0),
)


@pytest.fixture
def index(tmp_path: Path) -> PlaceIndex:
    return make_index(tmp_path / "a.places", *PLACES)


def make_index(path: Path, *places: Place) -> PlaceIndex:
    builder = IndexBuilder()
    for place in places:
        demonyms = ("Angeleno", "Angelenos") if place.id == "gn:7" else ()
        builder.add(place, demonyms=demonyms, abbreviations=("L.A.",) if demonyms else ())
    builder.write(path, facts={"credit": "a test"})
    return PlaceIndex(path)


def test_a_place_comes_back_as_it_was(index: PlaceIndex) -> None:
    # The second spelling folds to the same word in the same script as the first.
    known = msgspec.structs.replace(PLACES[0], names=("Кельбаджар", "Karvachar", "Քելբաջար"))
    assert [index.place(row) for row in range(len(index))] == [known, *PLACES[1:]]
    assert [index.id_of(row) for row in range(4)] == ["gn:2", "gn:7", "gm:ridge", "gn:9"]


def test_own_names_are_read_by_their_script(index: PlaceIndex) -> None:
    assert index.read_own_names(Script.CYRILLIC, "AZE") == ([0], ["Кельбаджар"])
    _, spelt = index.read_own_names(Script.LATIN, None)
    # Neither the abbreviation nor the demonyms of the second place, nor a district's bare name.
    assert spelt == ["Kəlbəcər", "Karvachar", "Los Angeles", "Long Ridge", "Zenda District"]


def test_the_row_of_an_id_is_found_whether_it_was_noted_or_not(index: PlaceIndex) -> None:
    assert index.note_id(2) == "gm:ridge"
    assert [index.row_of(it) for it in ("gm:ridge", "gn:9", "gn:2", "gn:3")] == [2, 3, 0, None]
    assert index.facts["credit"] == "a test"


@pytest.mark.parametrize(
    ("spelling", "found"),
    [
        ("KALBAJAR", []),
        ("kelbecer", ["gn:2"]),
        ("Kə\u0301lbəcər", ["gn:2"]),
        ("КЕЛЬБАДЖАР", ["gn:2"]),
        ("Los Angeles's", ["gn:7"]),
        ("Los-Angeles", ["gn:7"]),
        ("Los", []),
        ("Angelenos", ["gn:7"]),
        ("Zenda", ["gn:9"]),
        ("zenda district", ["gn:9"]),
        ("", []),
        ("…", []),
        (" ".join(["Los"] * (MAX_WORDS + 1)), []),
    ],
)
def test_any_spelling_finds_the_place(index: PlaceIndex, spelling: str, found: list[str]) -> None:
    assert [index.id_of(entry.row) for entry in index.lookup(fold_name(spelling))] == found


def test_a_name_knows_its_kind_and_its_script(index: PlaceIndex) -> None:
    (entry,) = index.lookup(("kelbadzhar",))
    assert (entry.kind, entry.script) == (NameKind.NAME, Script.CYRILLIC)
    assert index.spelling(entry) == "Кельбаджар"
    kinds = {index.spelling(e): e.kind for row in range(4) for e in index.names_of(row)}
    assert kinds["Angeleno"] is NameKind.DEMONYM
    assert kinds["L.A."] is NameKind.ABBREVIATION
    assert kinds["Zenda"] is NameKind.BARE
    assert kinds["Zenda District"] is NameKind.NAME


def test_the_longest_name_of_each_word_is_found(index: PlaceIndex) -> None:
    words = scan_words("the Los Angeles, Los\nAngeles and Long-Ridge’s Zenda district los angeles")
    counts = index.find_matches(words)
    assert counts.tolist() == [0, 2, 0, 0, 0, 0, 2, 0, 2, 0, 0, 0]
    assert index.find_matches(words, capitalised=False).tolist()[-2:] == [2, 0]
    assert index.longest_name("los") == 2
    assert index.longest_name("kelbecer") == 1
    assert index.longest_name("angeles") == 0


def test_rows_are_found_by_id_code_country_and_box(index: PlaceIndex) -> None:
    assert [index.row_of(place.id) for place in PLACES] == [0, 1, 2, 3]
    for unknown in ("gn:1", "gn:x", "gn:", "gn:99999999999", "gm:other", "2", ""):
        assert index.row_of(unknown) is None
    assert index.rows_with(feature_codes=("MTS", "ADM1")).tolist() == [2, 3]
    assert index.rows_with(country="AZE").tolist() == [0, 2]
    assert index.rows_within((40, 39, 47, 41)).tolist() == [0]
    # A place without a point is in no box, and one at 0, 0 is.
    assert index.rows_within((-180, -90, 180, 90)).tolist() == [0, 1, 3]
    points = index.points_of(np.array([0, 2]))
    assert points[0].tolist() == [46.0363, 40.1069]
    assert np.isnan(points[1]).all()


def test_equal_rows_give_equal_bytes(tmp_path: Path) -> None:
    first = make_index(tmp_path / "a.places", *PLACES)
    second = make_index(tmp_path / "b.places", *PLACES)
    assert first.path.read_bytes() == second.path.read_bytes()


def test_rows_out_of_the_order_of_their_ids_are_found_too(tmp_path: Path) -> None:
    index = make_index(tmp_path / "a.places", *PLACES[::-1])
    assert [index.row_of(place.id) for place in PLACES] == [3, 2, 1, 0]


def test_another_process_opens_the_file_itself(index: PlaceIndex) -> None:
    packed = pickle.dumps(index)
    assert len(packed) < 500
    assert pickle.loads(packed).place(0) == index.place(0)  # noqa: S301 - our own bytes


NAMES = st.text(st.sampled_from("abKə КлԱեgşİ'’-. 19中"), min_size=1, max_size=12)


@given(st.lists(st.lists(NAMES, min_size=1, max_size=4), min_size=1, max_size=30))
def test_every_name_finds_its_place(
    tmp_path_factory: pytest.TempPathFactory, groups: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("index") / "a.places"
    builder = IndexBuilder()
    for number, names in enumerate(groups):
        builder.add(Place(id=f"gn:{number}", name=names[0], names=tuple(names[1:])))
    builder.write(path, facts={})
    index = PlaceIndex(path)
    for row, names in enumerate(groups):
        assert index.place(row).name == " ".join(names[0].splitlines())
        for name in names:
            words = fold_name(name)
            if 0 < len(words) <= MAX_WORDS:
                assert row in {entry.row for entry in index.lookup(words)}
                assert index.longest_name(words[0]) >= len(words)


def test_a_place_without_a_name_is_refused() -> None:
    with pytest.raises(GazetteerError, match="place gn:1: expected a name"):
        IndexBuilder().add(Place(id="gn:1", name=""))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "cannot read it"),
        (b"id,name\n1,here\n", "another kind of file"),
        (MAGIC[:-1] + b"\x63" + b"\0" * 64, "version 99"),
        (MAGIC + b"\xff" * 64, "damaged"),
    ],
)
def test_what_is_no_index_is_named(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "a.places"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=complaint) as caught:
        PlaceIndex(path)
    assert str(path) in str(caught.value)


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"none\.places"):
        PlaceIndex(tmp_path / "none.places")


def test_an_index_cut_short_is_damaged(index: PlaceIndex, tmp_path: Path) -> None:
    whole = index.path.read_bytes()
    cut = tmp_path / "cut.places"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GazetteerError, match="damaged"):
        PlaceIndex(cut)


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.places"
    write_container(path, {"a": np.arange(3, dtype=np.uint32)}, facts={})
    before = path.read_bytes()
    with pytest.raises(TypeError):
        write_container(path, {"a": np.arange(3, dtype=np.uint32)}, facts={"bad": object()})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    assert Container(path)["a"].tolist() == [0, 1, 2]


def test_an_index_of_the_version_before_is_read(index: PlaceIndex) -> None:
    # As users have imported them: the same places, with blocks of 64 names.
    earlier = PlaceIndex(Path(__file__).with_name("earlier.places"))
    assert earlier.path.read_bytes()[: len(MAGIC)] == MAGIC[:-1] + b"\x02"
    for row in range(len(index)):
        assert earlier.place(row) == index.place(row)
        assert earlier.names_of(row) == index.names_of(row)
    words = scan_words("Angelenos near Long Ridge")
    assert earlier.find_matches(words).tolist() == index.find_matches(words).tolist()
    assert [earlier.spelling(it) for it in earlier.lookup(("l", "a"))] == ["L.A."]
