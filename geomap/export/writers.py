"""Bytes of each output file, and writing all of them whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from geomap.errors import OutputError
from geomap.export.fields import INCIDENT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")

# The names that users of ACLED and of UCDP GED look for, beside ours.
_FAMILIAR: Final = (
    ("event_date", "date_end"),
    ("time_precision", "date_precision"),
    ("geo_precision", "geo_precision"),
    ("where_prec", "where_precision"),
    ("date_prec", "date_precision"),
    ("fatalities", "killed"),
)


def dump_json(content: object) -> bytes:
    """Return JSON as UTF-8, indented by one blank, with a line end."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def make_csv(features: Mapping[str, Any]) -> bytes:
    """Return the incidents as CSV: UTF-8 with a byte-order mark, lists as JSON, formulas disarmed.

    The columns of the contract come first, then longitude and latitude (degrees, WGS 84), then the
    names under which users of ACLED and UCDP GED know some of them.
    """
    names = [field.name for field in INCIDENT_FIELDS]
    familiar = [name for name, _ in _FAMILIAR if name not in names]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*names, "longitude", "latitude", *familiar])
    for feature in features["features"]:
        row, geometry = feature["properties"], feature["geometry"]
        point = geometry["coordinates"] if geometry else ("", "")
        known = {new: row[old] for new, old in _FAMILIAR}
        cells = [row[name] for name in names] + list(point) + [known[name] for name in familiar]
        writer.writerow([_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def write_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder, all of them or none.

    Every file is first written beside its target; only when all are there are they renamed.

    Parameters
    ----------
    folder
        Made if it is not there.
    contents
        File name to bytes.

    Raises
    ------
    OutputError
        When the folder or a file cannot be written; what stood there before stays.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            waiting.append((_write_beside(folder / name, content), folder / name))
        for _, target in waiting:
            if target.is_dir():
                raise IsADirectoryError(21, "is a folder", str(target))
        for temporary, target in waiting:
            temporary.replace(target)
    except OSError as error:
        msg = (
            f"{error.filename or folder}: cannot be written ({error.strerror or error}); "
            "name a folder that you may write to with -o"
        )
        raise OutputError(msg) from error
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
    return [target for _, target in waiting]


def _write_beside(target: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        path.chmod(0o644)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return msgspec.json.encode(value).decode() if value else ""
    text = str(value)
    # A spreadsheet would run such a text as a formula; numbers are not texts.
    if isinstance(value, str) and text.startswith(_FORMULA_STARTS):
        return f"'{text}"
    return text
