"""Parquet to entries: the columns that are needed, a few rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from geomap.documents.columns import choose_columns
from geomap.documents.records import Entry, Failure, ReadOptions, Report
from geomap.documents.rows import RowMaker
from geomap.documents.streams import make_seekable
from geomap.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BATCH: Final = 256
"""Rows."""
_VALUE_ERRORS: Final = (ValueError, OverflowError, LookupError)
_BUFFER: Final = 1024 * 1024
"""Bytes of a column that are read at once, instead of all that a group of rows has of it."""


def iter_parquet(
    stream: BinaryIO, *, source: str, options: ReadOptions, report: Report
) -> Iterator[Entry | Failure]:
    """Yield the entries of a table in Parquet, called by the number of their row or own id."""
    # Half a second, which only these files are worth.
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    try:
        with make_seekable(stream) as seekable:
            file = parquet.ParquetFile(
                pa.PythonFile(seekable, mode="r"), buffer_size=_BUFFER, pre_buffer=False
            )
            columns = choose_columns(
                file.schema_arrow.names, source=source, options=options, report=report
            )
            yield from _iter_groups(
                file, RowMaker(source, columns, options=options, report=report), columns, source
            )
    except DocumentError as error:
        yield Failure(source=source, reason=str(error))
    except (pa.ArrowException, OSError) as error:
        reason = f"{source}: no whole Parquet file ({_first_line(error)}); fetch or write it again"
        yield Failure(source=source, reason=reason)


def _iter_groups(
    file: Any,  # noqa: ANN401 - pyarrow has no types
    maker: RowMaker,
    columns: Mapping[str, str],
    source: str,
) -> Iterator[Entry | Failure]:
    """Yield the entries of one group of rows after another; a broken one stops no other."""
    import pyarrow as pa  # noqa: PLC0415

    names = set(file.schema_arrow.names)
    wanted = sorted({it if it in names else it.split(".")[0] for it in columns.values()})
    number = 0
    for group in range(file.num_row_groups):
        last = number + file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(_BATCH, row_groups=[group], columns=wanted):
                for values in _iter_batch(batch):
                    number += 1
                    where = f"{source}, row {number}"
                    if isinstance(values, str):
                        reason = f"{where}: holds what cannot be read ({values})"
                        yield Failure(source=maker.name_row(number), reason=reason)
                    else:
                        yield maker.make(number, values, where=where)
        except (pa.ArrowException, OSError) as error:
            reason = (
                f"{source}, rows {number + 1} to {last}: broken ({_first_line(error)}); "
                "fetch or write the file again"
            )
            yield Failure(source=maker.name_row(number + 1), reason=reason)
        number = last


def _iter_batch(batch: Any) -> Iterator[dict[str, Any] | str]:  # noqa: ANN401
    """Yield the values of each row, or why they cannot be had: no UTF-8, a day of no calendar."""
    try:
        rows = batch.to_pylist()
    except _VALUE_ERRORS:
        rows = None
    if rows is not None:
        yield from rows
    else:
        for number in range(batch.num_rows):
            try:
                values = batch.slice(number, 1).to_pylist()[0]
            except _VALUE_ERRORS as error:
                values = _first_line(error)
            yield values


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
