"""Parquet to entries: the columns that are needed, a few rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from geomap.documents.columns import choose_columns
from geomap.documents.records import Entry, Failure, ReadOptions, Report
from geomap.documents.rows import RowMaker
from geomap.documents.streams import make_seekable
from geomap.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH: Final = 256
"""Rows."""
_BUFFER: Final = 1024 * 1024
"""Bytes of a column that are read at once, instead of all that a group of rows has of it."""


def iter_parquet(
    stream: BinaryIO, *, source: str, options: ReadOptions, report: Report
) -> Iterator[Entry | Failure]:
    """Yield the entries of a table in Parquet, called by the number of their row or own id."""
    # Half a second, which only these files are worth.
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    number = 0
    try:
        with make_seekable(stream) as seekable:
            file = parquet.ParquetFile(
                pa.PythonFile(seekable, mode="r"), buffer_size=_BUFFER, pre_buffer=False
            )
            columns = choose_columns(
                file.schema_arrow.names, source=source, options=options, report=report
            )
            maker = RowMaker(source, columns, options=options, report=report)
            for number, values in enumerate(_iter_rows(file, columns), start=1):
                yield maker.make(number, values, where=f"{source}, row {number}")
    except DocumentError as error:
        yield Failure(source=source, reason=str(error))
    except (pa.ArrowException, OSError) as error:
        reason = (
            f"{source}: the file is no whole Parquet file, or broken behind row {number} "
            f"({_first_line(error)}); fetch or write it again"
        )
        yield Failure(source=source, reason=reason)


def _iter_rows(file: Any, columns: dict[str, str]) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - pyarrow has no types
    names = set(file.schema_arrow.names)
    wanted = {it if it in names else it.split(".")[0] for it in columns.values()}
    for batch in file.iter_batches(batch_size=_BATCH, columns=sorted(wanted)):
        yield from batch.to_pylist()


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
