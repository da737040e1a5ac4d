"""Sections of all borders as one file: numpy arrays and a JSON text, the same bytes each time.

The format is described where it is read, in geomap/borders/archive.py.
"""

from __future__ import annotations

import io
import json
import zipfile
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from border_world import DECIMALS
from osm_countries import CREDIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_world import WorldSection
    from numpy.typing import NDArray

_VERSION: Final = 1
# The earliest time that a zip archive can hold.
_TIME: Final = (1980, 1, 1, 0, 0, 0)


def format_archive(sections: Sequence[WorldSection]) -> bytes:
    """Return the bytes of the file; sections of one border stand together."""
    units = [
        np.round(np.array(section.coordinates) * 10**DECIMALS).astype(np.int32)
        for section in sections
    ]
    steps = [np.diff(line, axis=0, prepend=np.zeros((1, 2), np.int32)) for line in units]
    metadata = {
        "version": _VERSION,
        "unit_degrees": 10.0**-DECIMALS,
        "credit": CREDIT,
        "borders": [
            _describe_border(border, list(group))
            for border, group in groupby(sections, key=lambda it: it.border)
        ],
    }
    text = json.dumps(metadata, ensure_ascii=False, separators=(",", ":"))
    return _zip_arrays(
        {
            "metadata": np.frombuffer(text.encode(), dtype=np.uint8),
            "offsets": np.cumsum([0, *map(len, steps)], dtype=np.int32),
            "coordinates": np.vstack(steps).astype(np.int32),
        }
    )


def _describe_border(border: str, sections: Sequence[WorldSection]) -> dict[str, Any]:
    lon, lat = np.vstack([section.coordinates for section in sections]).T
    bounds = [float(at) for at in (lon.min(), lat.min(), lon.max(), lat.max())]
    return {
        "id": border,
        "bounds": bounds,
        "sections": [
            {name: getattr(it, name) for name in ("name", "left", "right", "start", "end")}
            for it in sections
        ],
    }


def _zip_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return what ``numpy.savez_compressed`` would, without the time of day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            member = zipfile.ZipInfo(f"{name}.npy", date_time=_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            content = io.BytesIO()
            np.lib.format.write_array(content, array, allow_pickle=False)
            archive.writestr(member, content.getvalue(), compresslevel=9)
    return buffer.getvalue()
