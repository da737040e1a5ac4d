"""JSON to entries: an object a line, or an array of objects, never all of it at once."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

import msgspec

from geomap.documents.columns import choose_columns
from geomap.documents.encoding import LineDecoder
from geomap.documents.json_splitting import split_values
from geomap.documents.records import Entry, Failure, ReadOptions, Report, ignore_remark
from geomap.documents.rows import RowMaker
from geomap.documents.streams import describe_excess, iter_lines, recode
from geomap.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD: Final = 50
"""Objects whose members are looked at before it is chosen which holds what."""
_SHOWN: Final = 60


class _Found(NamedTuple):
    """An object, or why there is none, with its number and where it stands."""

    number: int
    where: str
    value: dict[str, Any] | str


def iter_json_lines(
    stream: BinaryIO, *, source: str, options: ReadOptions, report: Report
) -> Iterator[Entry | Failure]:
    """Yield the entries of JSON lines, called by the number of their line or by their own id."""
    decoder = LineDecoder(source, report)

    def find() -> Iterator[_Found]:
        lines = iter_lines(recode(stream, source=source), most=options.max_bytes)
        for number, line in enumerate(lines, start=1):
            where = f"{source}, line {number}"
            if line is None:
                yield _Found(number, where, describe_excess(where, options))
            elif line.strip():
                try:
                    yield _parse(decoder.decode(line, where=where), number, where)
                except DocumentError as error:
                    yield _Found(number, where, str(error))

    return _make_entries(find(), source=source, options=options, report=report)


def iter_json_array(
    stream: BinaryIO, *, source: str, options: ReadOptions, report: Report
) -> Iterator[Entry | Failure]:
    """Yield the entries of an array of objects, or of one object after another.

    An object that is alone and holds no text, but one list of objects, stands for that list: so
    services answer.
    """
    found = _find_values(recode(stream, source=source), source=source, options=options)
    first, second = next(found, None), next(found, None)
    if first is not None and second is None and isinstance(first.value, dict):
        found = _open_wrapper(first, source=source, options=options)
    else:
        found = chain((it for it in (first, second) if it is not None), found)
    return _make_entries(found, source=source, options=options, report=report)


def _open_wrapper(first: _Found, *, source: str, options: ReadOptions) -> Iterator[_Found]:
    members = first.value.values() if isinstance(first.value, dict) else ()
    lists = [it for it in members if isinstance(it, list) and it and isinstance(it[0], dict)]
    try:
        choose_columns(list(first.value), source=source, options=options, report=ignore_remark)
    except DocumentError:
        if len(lists) == 1:
            for number, value in enumerate(lists[0], start=1):
                where = f"{source}, element {number}"
                yield _Found(number, where, _check_object(value, where))
            return
    yield first


def _make_entries(
    found: Iterator[_Found], *, source: str, options: ReadOptions, report: Report
) -> Iterator[Entry | Failure]:
    head = list(islice(found, _HEAD))
    names = dict.fromkeys(name for it in head if isinstance(it.value, dict) for name in it.value)
    if not head:
        yield Failure(source=source, reason=f"{source}: no JSON object in it")
        return
    maker: RowMaker | None = None
    for it in chain(head, found):
        if isinstance(it.value, str):
            yield Failure(source=f"{source}:{it.number}", reason=it.value)
            continue
        if maker is None:
            try:
                columns = choose_columns(list(names), source=source, options=options, report=report)
            except DocumentError as error:
                yield Failure(source=source, reason=str(error))
                return
            maker = RowMaker(source, columns, options=options, report=report)
        yield maker.make(it.number, it.value, where=it.where)


def _find_values(stream: BinaryIO, *, source: str, options: ReadOptions) -> Iterator[_Found]:
    decoder = LineDecoder(source, ignore_remark)
    for number, raw in enumerate(split_values(stream, most=options.max_bytes), start=1):
        where = f"{source}, element {number}"
        if raw is None:
            yield _Found(number, where, describe_excess(where, options))
            continue
        try:
            yield _parse(decoder.decode(raw, where=where), number, where)
        except DocumentError as error:
            yield _Found(number, where, str(error))


def _parse(text: str, number: int, where: str) -> _Found:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        reason = f"{where}: expected a JSON object ({error}); got {_quote(text)}"
        return _Found(number, where, reason)
    return _Found(number, where, _check_object(value, where))


def _check_object(value: object, where: str) -> dict[str, Any] | str:
    if isinstance(value, dict):
        return value
    return f"{where}: expected a JSON object, got {_quote(str(value))}"


def _quote(text: str) -> str:
    start = text.strip()
    return repr(start if len(start) <= _SHOWN else f"{start[:_SHOWN]}...")
