"""The names in the words of one document are those that are found in a whole text at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.folders import find_gazetteer
from geomap.places import Gazetteer, load_gazetteer
from geomap.places.container import Container
from geomap.places.hashes import WORD_HASHES, WORD_POWERS
from geomap.places.index import PlaceIndex
from geomap.places.scan import scan_words
from geomap.places.tokens import DocumentWords

WORDS = (
    "New",
    "York",
    "St.",
    "Petersburg",
    "the",
    "Los",
    "Angeles’s",
    "of",
    "Goris",
    "Isle",
    "Man",
)
GAPS = (" ", "-", ", ", "\n", " - ", "\u00a0", "  ")
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=12)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(find_gazetteer())


@given(parts=TEXTS)
def test_runs_are_the_names_of_the_index(
    gazetteer: Gazetteer, parts: list[tuple[str, str]]
) -> None:
    text = "".join(word + gap for word, gap in parts)
    (index,) = gazetteer.layers
    counts = index.find_matches(scan_words(text)).tolist()
    found = gazetteer.read_names(DocumentWords(text)).find_longest()
    assert found == [(at, count) for at, count in enumerate(counts) if count]


def test_a_name_means_what_it_means_alone(gazetteer: Gazetteer) -> None:
    words = DocumentWords("They met in New York, not in york.")
    names = gazetteer.read_names(words)
    assert names.bearers(3, 2) is gazetteer.bearers("New York")
    assert names.meanings(3, 2) is gazetteer.meanings(("new", "york"))
    # What begins with a small letter, and what is no name.
    assert not names.bearers(7)
    assert not names.meanings(0).places


@given(parts=TEXTS)
def test_an_index_that_does_not_tell_how_names_begin_finds_the_same(
    gazetteer: Gazetteer, parts: list[tuple[str, str]]
) -> None:
    words = DocumentWords("".join(word + gap for word, gap in parts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Container, "__contains__", lambda *_: False)
        (layer,) = gazetteer.layers
        earlier = Gazetteer([PlaceIndex(layer.path)])
    both = Gazetteer([layer, *earlier.layers])
    expected = gazetteer.read_names(words).find_longest()
    assert earlier.read_names(words).find_longest() == expected
    assert both.read_names(words).find_longest() == expected


def test_few_pairs_of_words_that_begin_no_name_are_looked_up(gazetteer: Gazetteer) -> None:
    (layer,) = gazetteer.layers
    names = [("new", "york"), ("los", "angeles"), ("rio", "de")]
    pairs = [*names, *(("new", f"x{number}") for number in range(200))]
    totals = [WORD_HASHES[one] + WORD_HASHES[other] * WORD_POWERS[1] for one, other in pairs]
    may_open = [layer.may_open(total) for total in totals]
    assert all(may_open[:3])
    assert sum(may_open[3:]) < 40
