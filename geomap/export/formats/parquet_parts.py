"""A run as many GeoParquet files, by year and border, with a manifest of them.

``incidents/year=2021/border=ARM-AZE/part-….parquet``: folders as Hive names them, which DuckDB,
pandas, Spark and Dask read as one table. The name of a file holds the digest of its rows, so that
one that is there is whole and need not be made again; the manifest is written last, and whoever
reads by it sees the old files until it stands, and the new ones from then on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geomap import __version__
from geomap.export.columns import compact
from geomap.export.fields import TABLES, Table
from geomap.export.formats.geoparquet import write_table
from geomap.export.slicing import first_days, last_days
from geomap.export.writers import dump_json, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geomap.export.dataset import Dataset

__all__ = [
    "BORDER",
    "MANIFEST",
    "PARTS",
    "Manifest",
    "PartFile",
    "has_border",
    "leave_out_border",
    "write_parts",
]

PARTS: Final = "geoparquet-parts"
"""Name of the format, and of its folder below that of the other outputs."""
MANIFEST: Final = "manifest.json"
BORDER: Final = "border"
_FORMAT: Final = 1
"""Goes up when older versions cannot read what is written."""
_NONE: Final = "__HIVE_DEFAULT_PARTITION__"
"""How Hive names the folder of those that have no value."""


class PartFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file: a table's rows of a year and a border."""

    file: str
    """Its path below the manifest's folder."""
    table: str
    year: int | None
    border: str | None
    rows: int
    bytes: int
    sha256: str
    first_day: dt.date | None = None
    """Of the incidents in it."""
    last_day: dt.date | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder of parts holds."""

    format: int = _FORMAT
    geomap: str = __version__
    """The version that wrote it."""
    record: str
    """File with the title and the record of the run."""
    rows: dict[str, int]
    """Of each table, over all its parts."""
    parts: tuple[PartFile, ...]


_Key = tuple[int | None, str | None]
"""Year and border."""


def write_parts(dataset: Dataset, folder: Path) -> list[Path]:
    """Write the tables of a run as GeoParquet by year and border.

    Parameters
    ----------
    dataset
        The tables.
    folder
        Made if it is not there. Files that hold the same rows already are left as they are; those
        that an earlier manifest lists and the new one does not are removed when it stands.

    Returns
    -------
    list of Path
        The manifest, the record, and all files of the parts.

    Raises
    ------
    OutputError
        When a file cannot be written; what the earlier manifest lists still stands then.
    """
    keys = _key_incidents(dataset.columns["incidents"])
    about = msgspec.json.encode({"title": dataset.title, "record": dataset.record})
    record = f"run-{hashlib.sha256(about).hexdigest()[:16]}.json"
    write_files(folder, {record: about})
    parts = tuple(
        _write_part(folder, table, key, rows)
        for table in TABLES
        for key, rows in _split(table, dataset.columns[table.name], keys)
    )
    manifest = Manifest(
        record=record,
        rows={table.name: dataset.columns[table.name].num_rows for table in TABLES},
        parts=parts,
    )
    # Only now: until here the old manifest tells of the old files.
    write_files(folder, {MANIFEST: dump_json(manifest)})
    written = [folder / MANIFEST, folder / record, *(folder / part.file for part in parts)]
    _remove_others(folder, set(written))
    return written


def _key_incidents(incidents: pa.Table) -> dict[str, _Key]:
    """Return the year and the border of each incident by its id."""
    years = pc.year(first_days(incidents)).to_pylist()
    columns = (incidents.column("id").to_pylist(), years, incidents.column("border").to_pylist())
    return {name: (year, border) for name, year, border in zip(*columns, strict=True)}


def _list_keys(table: Table, rows: pa.Table, keys: Mapping[str, _Key]) -> list[_Key]:
    """Return the year and the border of each row: its own, or those of its incident."""
    if table.name == "documents":
        return [(year, None) for year in pc.year(rows.column("published")).to_pylist()]
    if table.name == "border":
        found: list[_Key] = [(None, None)] * rows.num_rows
    else:
        of = rows.column("id" if table.name == "incidents" else "incident_id").to_pylist()
        found = [keys.get(name, (None, None)) for name in of]
    if has_border(table):
        own = rows.column(BORDER).to_pylist()
        found = [(year, border) for (year, _), border in zip(found, own, strict=True)]
    return found


def has_border(table: Table) -> bool:
    """Tell whether a table has a border of its own, which the folder then tells, not the file."""
    return any(field.name == BORDER for field in table.fields)


def leave_out_border(table: Table) -> Table:
    """Return a table as its files are: as Hive has it, they do not repeat what the folder tells."""
    return table._replace(fields=tuple(it for it in table.fields if it.name != BORDER))


def _split(
    table: Table, rows: pa.Table, keys: Mapping[str, _Key]
) -> Iterator[tuple[_Key, pa.Table]]:
    """Yield the rows of each year and border, in their order."""
    numbers: dict[_Key, list[int]] = {}
    for number, key in enumerate(_list_keys(table, rows, keys)):
        numbers.setdefault(key, []).append(number)
    for key in sorted(numbers, key=lambda it: (it[0] is None, it[0] or 0, it[1] or "")):
        # In one piece of memory, so that the same rows are the same bytes.
        yield key, compact(rows.take(np.array(numbers[key], np.int64)).combine_chunks())


def _write_part(folder: Path, table: Table, key: _Key, rows: pa.Table) -> PartFile:
    year, border = key
    years = () if table.name == "border" else (f"year={_NONE if year is None else year}",)
    borders = () if table.name == "documents" else (f"border={border or _NONE}",)
    file = "/".join((table.name, *years, *borders, f"part-{_digest_rows(rows)}.parquet"))
    path = folder / file
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        told = rows.drop_columns([BORDER]) if has_border(table) else rows
        write_files(path.parent, {path.name: write_table(told, leave_out_border(table))})
    days = (None, None)
    if table.name == "incidents":
        days = (pc.min(first_days(rows)).as_py(), pc.max(last_days(rows)).as_py())
    content = path.read_bytes()
    return PartFile(
        file=file,
        table=table.name,
        year=year,
        border=border,
        rows=rows.num_rows,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        first_day=days[0],
        last_day=days[1],
    )


def _digest_rows(rows: pa.Table) -> str:
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, rows.schema) as writer:
        writer.write_table(rows)
    digest = hashlib.sha256(f"{_FORMAT} {__version__}".encode())
    digest.update(stream.getvalue())
    return digest.hexdigest()[:16]


def _remove_others(folder: Path, written: set[Path]) -> None:
    """Remove what an earlier run wrote and this one did not, and nothing else."""
    for table in TABLES:
        for path in (folder / table.name).rglob("part-*.parquet"):
            if path not in written:
                path.unlink(missing_ok=True)
    for path in folder.glob("run-*.json"):
        if path not in written:
            path.unlink(missing_ok=True)
