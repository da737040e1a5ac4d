"""Tables of a run, read back from the many files of a year and a border each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geomap.errors import OutputError
from geomap.export.columns import make_schema
from geomap.export.dataset import Dataset
from geomap.export.fields import TABLES, Table
from geomap.export.formats.parquet_parts import (
    BORDER,
    MANIFEST,
    PARTS,
    Manifest,
    PartFile,
    has_border,
    leave_out_border,
)
from geomap.export.reading import read_parquet
from geomap.export.slicing import Slice, first_days, select

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["find_parts", "read_parts"]


def find_parts(path: Path) -> Path | None:
    """Return the folder of a manifest: the one given, or the one below it; ``None`` without one."""
    for folder in (path, path / PARTS, path.parent):
        if (folder != path.parent or path.name == MANIFEST) and _has_manifest(folder):
            return folder
    return None


def _has_manifest(folder: Path) -> bool:
    """Tell whether a folder has a manifest, and it is not that of another program."""
    if folder.name == PARTS:
        return (folder / MANIFEST).is_file()
    try:
        msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return False
    return True


def read_parts(folder: Path, part: Slice | None = None) -> Dataset:
    """Read the tables of a run that was written by parts.

    Parameters
    ----------
    folder
        That of the manifest.
    part
        A slice; files that can hold nothing of it are not opened.

    Returns
    -------
    Dataset
        The rows that were written: incidents by their days, of one day by border; reports by their
        names, claims by report and sentence, those of other tables by incident.

    Raises
    ------
    OutputError
        When the manifest is none, or a file that it lists is missing or cut.
    """
    part = part or Slice()
    manifest = _read_manifest(folder / MANIFEST)
    chosen = [it for it in manifest.parts if it.table == "incidents" and _may_hold(it, part)]
    columns = {
        table.name: _read_table(
            folder,
            table,
            [
                it
                for it in manifest.parts
                if it.table == table.name and (part.is_whole or _may_belong(it, chosen))
            ],
        )
        for table in TABLES
    }
    columns["incidents"] = _sort_by_day(columns["incidents"])
    columns["documents"] = columns["documents"].sort_by("id")
    columns["claims"] = columns["claims"].sort_by(
        [("document_id", "ascending"), ("start", "ascending")]
    )
    try:
        described = msgspec.json.decode((folder / manifest.record).read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise _broken(folder / manifest.record, error) from error
    whole = Dataset(columns, title=described["title"], record=described["record"])
    return select(whole, part)


def _read_manifest(path: Path) -> Manifest:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        raise _broken(path, error) from error


def _may_hold(it: PartFile, part: Slice) -> bool:
    if part.borders and it.border not in part.borders:
        return False
    if part.since and (it.last_day is None or it.last_day < part.since):
        return False
    return not (part.until and (it.first_day is None or it.first_day > part.until))


def _may_belong(it: PartFile, chosen: Iterable[PartFile]) -> bool:
    """Tell whether a file may hold what belongs to incidents of others."""
    if it.table == "incidents":
        return it in chosen
    if it.table in {"documents", "border"}:
        return True
    # A site may lie on another border than the main one.
    is_own = it.table in {"sites", "stretches"}
    return any(it.year == of.year and (is_own or it.border == of.border) for of in chosen)


def _read_table(folder: Path, table: Table, parts: Iterable[PartFile]) -> pa.Table:
    found = [make_schema(table).empty_table()]
    for it in parts:
        path = folder / it.file
        try:
            rows = _read_part(path, table, it)
        except (OSError, pa.ArrowException, KeyError) as error:
            raise _broken(path, error) from error
        if rows.num_rows != it.rows:
            raise _broken(path, ValueError(f"{rows.num_rows} rows, {it.rows} listed"))
        found.append(rows)
    return pa.concat_tables(found)


def _read_part(path: Path, table: Table, it: PartFile) -> pa.Table:
    rows = read_parquet(path, leave_out_border(table))
    if not has_border(table):
        return rows
    number = [field.name for field in table.fields].index(BORDER)
    borders = pa.array([it.border] * rows.num_rows, pa.string())
    return rows.add_column(number, pa.field(BORDER, pa.string()), borders)


def _sort_by_day(incidents: pa.Table) -> pa.Table:
    days = pc.fill_null(first_days(incidents).cast(pa.int32()), np.iinfo(np.int32).max)
    return incidents.take(np.argsort(days.to_numpy(), kind="stable"))


def _broken(path: Path, error: Exception) -> OutputError:
    msg = (
        f"{path}: cannot be read as part of a run ({error}); expected what the {MANIFEST} of a "
        f"folder {PARTS} lists; write it again with --to {PARTS}"
    )
    return OutputError(msg)
