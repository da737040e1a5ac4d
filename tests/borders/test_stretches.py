"""Unions and parts of stretches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geomap.borders import merge_stretches
from geomap.borders.stretches import clip_stretches
from geomap.model import Stretch

KM = st.integers(0, 60)
STRETCHES = st.lists(
    st.builds(
        lambda section, one, other: Stretch(
            section=section, from_km=min(one, other), to_km=max(one, other) + 1
        ),
        st.sampled_from(["main", "nakhchivan"]),
        KM,
        KM,
    )
)


def make(from_km: float, to_km: float, section: str = "main") -> Stretch:
    return Stretch(section=section, from_km=from_km, to_km=to_km)


def steps_of(stretches: list[Stretch] | tuple[Stretch, ...]) -> set[tuple[str, int]]:
    return {(it.section, km) for it in stretches for km in range(int(it.from_km), int(it.to_km))}


def test_overlapping_and_touching_stretches_are_joined() -> None:
    joined = merge_stretches([make(10, 20), make(0, 5), make(15, 30), make(30, 31)])
    assert joined == (make(0, 5), make(10, 31))


def test_a_stretch_inside_another_adds_nothing() -> None:
    assert merge_stretches([make(0, 50), make(10, 20)]) == (make(0, 50),)


def test_sections_stay_apart() -> None:
    stretches = [make(0, 10, "nakhchivan"), make(5, 20)]
    assert merge_stretches(stretches) == (make(5, 20), make(0, 10, "nakhchivan"))


def test_nothing_gives_nothing() -> None:
    assert merge_stretches([]) == ()


@given(STRETCHES)
def test_the_union_covers_the_same_km_once(stretches: list[Stretch]) -> None:
    merged = merge_stretches(stretches)
    assert steps_of(merged) == steps_of(stretches)
    assert sum(it.length_km for it in merged) == len(steps_of(stretches))
    assert merge_stretches(merged) == merged


def test_clipping_keeps_what_lies_in_the_window() -> None:
    stretches = [make(0, 10), make(18, 22), make(20, 40), make(5, 30, "nakhchivan")]
    assert clip_stretches(stretches, make(8, 20)) == (make(8, 10), make(18, 20))
