"""Rows of tables, and objects of JSON, to entries: what each column holds, and a name for each."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from geomap.documents.days import read_day
from geomap.documents.records import (
    Entry,
    EntryKind,
    Failure,
    Metadata,
    ReadOptions,
    Remark,
    RemarkKind,
    Report,
)
from geomap.documents.streams import describe_excess

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_BITS: Final = 2**28
_HASHES: Final = 4
_MAX_ID: Final = 200
"""Characters; what is longer is no id."""
_NOT_IN_IDS: Final = "|"
"""It parts the names of reports where corrections list them."""
_LANGUAGE: Final = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,4})*", re.IGNORECASE)
_ONE_LINE: Final = ("title", "publisher", "url", "home")


class _SeenIds:
    """Tells whether an id may have come before, in memory that does not grow with their number.

    A Bloom filter. It errs on one side only: of 20 million ids without a repeat, 0.5% seem to be
    one, and get their number as well.
    """

    def __init__(self) -> None:
        self._bits = bytearray(_BITS // 8)

    def add(self, key: str) -> bool:
        """Keep an id; return whether it was there."""
        digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        is_known = True
        for number in range(_HASHES):
            place = int.from_bytes(digest[4 * number : 4 * number + 4], "big") % _BITS
            byte, bit = divmod(place, 8)
            if not self._bits[byte] >> bit & 1:
                is_known = False
                self._bits[byte] |= 1 << bit
        return is_known


class RowMaker:
    """Makes entries of the rows of one table.

    Parameters
    ----------
    source
        Name of the table.
    columns
        Field to column, as `choose_columns` tells it.
    options, report
        As `iter_entries` takes them.
    """

    def __init__(
        self, source: str, columns: Mapping[str, str], *, options: ReadOptions, report: Report
    ) -> None:
        self._source = source
        self._columns = columns
        self._options = options
        self._report = report
        self._seen: _SeenIds | None = None

    def make(self, number: int, values: Mapping[str, object], *, where: str) -> Entry | Failure:
        """Make the entry of a row, or say why there is none.

        Parameters
        ----------
        number
            Of the row, by which it is called where it has no id of its own.
        values
            Column to value.
        where
            Name of the file with the line or row, for messages.
        """
        found = {field: _find(values, name) for field, name in self._columns.items()}
        column = "text" if found.get("text") is not None else "html"
        content = found.get(column)
        name = self._name(found.get("id"), number)
        if not isinstance(content, (str, bytes)):
            got = "nothing" if content is None else type(content).__name__
            wanted = self._columns.get("text") or self._columns.get("html")
            reason = f"{where}: expected the text of a report in {wanted!r}, got {got}"
            return Failure(source=name, reason=reason)
        if not content.strip():
            reason = f"{where}: the text is empty, expected that of one report"
            return Failure(source=name, reason=reason)
        if len(content) > self._options.max_bytes:
            return Failure(source=name, reason=describe_excess(where, self._options))
        return Entry(
            name=name,
            kind=EntryKind.HTML if column == "html" else EntryKind.TEXT,
            content=content,
            metadata=Metadata(
                published=self._read_day(found.get("published"), name),
                language=_read_language(found.get("language")),
                **{field: _read_line(found.get(field)) for field in _ONE_LINE},
            ),
        )

    def name_row(self, number: int) -> str:
        """Return the name of a row that has none of its own."""
        return f"{self._source}:{number}"

    def _name(self, own: object, number: int) -> str:
        if "id" not in self._columns:
            return self.name_row(number)
        key = _read_id(own) or str(number)
        if self._seen is None:
            self._seen = _SeenIds()
        if self._seen.add(key):
            text = "an id that may have come before in this file; the row's number is added"
            self._report(Remark(source=self._source, kind=RemarkKind.ID, text=text, got=key))
            key = f"{key}:{number}"
            while self._seen.add(key):
                key = f"{key}:{number}"
        return f"{self._source}:{key}"

    def _read_day(self, value: object, name: str) -> dt.date | None:
        if value is None or value == "":
            return None
        day = read_day(value)
        if day is None:
            text = f"no day can be told from {self._columns['published']!r}"
            remark = Remark(source=name, kind=RemarkKind.DATE, text=text, got=str(value)[:40])
            self._report(remark)
        return day


def _find(values: Mapping[str, object], column: str) -> object:
    """Return the value of a column; "source.name" also means a member of a member."""
    if column in values or "." not in column:
        return values.get(column)
    value: object = values
    for part in column.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _read_id(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    key = str(value).strip()
    is_usable = key and len(key) <= _MAX_ID and key.isprintable() and _NOT_IN_IDS not in key
    return key if is_usable else None


def _read_line(value: object) -> str | None:
    """Return a value that is a line of text; of an object its name."""
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return None
    return " ".join(value.split()) or None


def _read_language(value: object) -> str | None:
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None
