"""Python's collector of cycles, paused."""

from __future__ import annotations

import gc
import weakref

import pytest

from geomap.collecting import pause_collector


class Ring:
    """Refers to itself."""

    def __init__(self) -> None:
        self.itself = self


def test_the_collector_rests_and_goes_on() -> None:
    with pause_collector():
        assert not gc.isenabled()
        with pause_collector(keeps=False):
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_is_not_kept_is_soon_collected() -> None:
    with pause_collector(keeps=False):
        ring = weakref.ref(Ring())
    gc.collect(0)
    assert ring() is None


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(KeyError), pause_collector(keeps=False):
        raise KeyError
    assert gc.isenabled()
