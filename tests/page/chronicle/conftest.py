"""A border through time, made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from geomap.page.chronicle.records import Band, Bank, Chronicle, Mark, Reach, Strip

MakeMark = Callable[..., Mark]
MakeChronicle = Callable[..., Chronicle]


@pytest.fixture(scope="session")
def make_mark() -> MakeMark:
    """Return a function that makes a mark at a km, on a day; its other fields can be given."""

    def make(km: float, day: dt.date, **changes: Any) -> Mark:  # noqa: ANN401 - fields of the record
        values: dict[str, Any] = {
            "id": f"X-{km:g}-{day}",
            "place": "Sotk",
            "summary": "Shelling at Sotk.",
            "shape": "diamond",
            "status": "claimed",
            "first": day,
            "last": day,
            "is_open": False,
            "when": day.isoformat(),
            "people": 3,
            "losses": "3 killed",
            "main": Reach(km, km, km),
            "others": (),
            "stretches": (),
        }
        return Mark(**(values | changes))

    return make


@pytest.fixture(scope="session")
def make_chronicle(make_mark: MakeMark) -> MakeChronicle:
    """Return a function that makes a border of one section of 200 km."""

    def make(*marks: Mark, **changes: Any) -> Chronicle:  # noqa: ANN401 - fields of the record
        values: dict[str, Any] = {
            "section": "main",
            "length_km": 200.0,
            "start": "tripoint with Nowhere",
            "end": "sea",
            "left": Bank("Left Land", (Band("Gorno-Badakhshan", 0, 90), Band("South", 90, 200))),
            "right": Bank("Right Land", (Band("East", 0, 198), Band("Tip", 198, 200))),
            "marks": marks or (make_mark(40, dt.date(2022, 9, 13)),),
        }
        return Chronicle(
            border="LLL-RRR",
            name="Left Land–Right Land",
            strips=(Strip(**(values | changes)),),
            left_out=(),
            credit="drawn by hand",
        )

    return make
