"""Corpora of all formats, made in a test, and what reading them gives."""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa
from hypothesis import strategies as st
from pyarrow import parquet

from geomap.documents import Failure, ReadOptions, iter_documents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geomap.documents import Remark
    from geomap.model import Document

PLAIN: Final = ReadOptions()
TEXTS: Final = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
"""Whatever a table can hold as the text of a report."""

ROWS: Final[list[dict[str, Any]]] = [
    {
        "id": "n1",
        "headline": "Fire near Sotk",
        "body": "Two soldiers were wounded near Sotk, the ministry said.\nIt was quiet by noon.",
        "pubdate": "2022-09-13",
        "link": "https://example.org/1",
        "source": "Valley Herald",
        "lang": "en-GB",
    },
    {
        "id": "n2",
        "headline": 'The "quiet" border; part 2',
        "body": "No fire was heard near Yeraskh on Tuesday, the mayor of the town said.",
        "pubdate": "2022-09-14",
        "link": "https://example.org/2",
        "source": "Valley Herald",
        "lang": "en",
    },
]


class Read(NamedTuple):
    """What reading gave."""

    documents: list[Document]
    failures: list[Failure]
    remarks: list[Remark]

    @property
    def ids(self) -> list[str]:
        return [document.id for document in self.documents]

    @property
    def reasons(self) -> list[str]:
        return [failure.reason for failure in self.failures]


def read(*paths: Path | str, options: ReadOptions = PLAIN) -> Read:
    remarks: list[Remark] = []
    found = list(iter_documents(paths, options, report=remarks.append))
    failures = [it for it in found if isinstance(it, Failure)]
    return Read([it for it in found if not isinstance(it, Failure)], failures, remarks)


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def dump_csv(rows: Sequence[Mapping[str, Any]], *, delimiter: str = ",") -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def dump_lines(rows: Sequence[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def dump_parquet(rows: Sequence[Mapping[str, Any]], *, group: int = 1000) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(rows)), stream, row_group_size=group)
    return stream.getvalue()


def pack_zstd(content: bytes) -> bytes:
    packed: bytes = pa.Codec("zstd").compress(content).to_pybytes()
    return packed


def make_page(body: str, *, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>Fire near Sotk | Herald</title>{head}</head><body>"
        '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<article>{body}</article><footer>All rights</footer></body></html>"
    )


def make_record(
    number: int,
    content: bytes,
    *,
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    more: str = "",
) -> bytes:
    """Make a response of a WARC file."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}".encode()
    http += f"Content-Length: {len(content)}\r\n\r\n".encode() + content
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        "WARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: https://example.org/{number}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def pack_records(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))
