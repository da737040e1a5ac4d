"""JSON lines to `Document` records: one document a line, as pipes carry them."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import msgspec

from geomap.documents.records import Failure
from geomap.model import Document, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TextId = str | int | float
"""What a line calls its document; handed back as it came."""


class IdentifiedDocument(Record):
    """A document, and its id as it was written: a number stays a number."""

    id: TextId
    document: Document


class _Line(Record):
    text: str
    id: TextId | None = None
    home: str | None = None


def iter_json_lines(
    lines: Iterable[bytes], *, source: str, home: str | None = None
) -> Iterator[IdentifiedDocument | Failure]:
    """Yield the document of each line, or why there is none, as soon as the line is there.

    Parameters
    ----------
    lines
        UTF-8, a JSON object a line: ``{"id": "1", "text": "..."}``, with ``"home"`` where it is
        known (`Document.home`). Other members and blank lines are left aside; a line without an
        id is called by its source and number.
    source
        Name of the file, for messages and for documents without an id.
    home
        Of the lines that do not say theirs.
    """
    decoder = msgspec.json.Decoder(_Line)
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
        if not line.strip():
            continue
        try:
            found = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            reason = (
                f'{source}, line {number}: expected {{"id": ..., "text": "..."}} in UTF-8 '
                f"({error}); got {_quote(line)}"
            )
            yield Failure(source=source, reason=reason)
            continue
        key = f"{source}:{number}" if found.id is None else found.id
        document = Document(id=str(key), text=found.text, source=source, home=found.home or home)
        yield IdentifiedDocument(id=key, document=document)


def _quote(line: bytes, *, longest: int = 60) -> str:
    """Return the start of a line, fit for a message."""
    text = line.decode("utf-8", errors="replace").strip()
    return repr(text if len(text) <= longest else f"{text[:longest]}...")
