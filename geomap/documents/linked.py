"""What a page says of its article in JSON-LD, the form that search engines read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from geomap.documents.days import read_day
from geomap.documents.records import Metadata

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

_DEEPEST: Final = 8
_TYPES: Final = ("Article", "Posting", "Report")


def find_article(scripts: Iterable[str]) -> Metadata:
    """Return what JSON-LD says of the article of a page: the first node of such a type.

    Parameters
    ----------
    scripts
        The contents of its ``application/ld+json`` elements; what is no JSON is passed over.
    """
    for script in scripts:
        try:
            content = msgspec.json.decode(script.strip())
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            continue
        for node in _iter_nodes(content, depth=0):
            if _is_article(node):
                return _read_node(node)
    return Metadata()


def _iter_nodes(value: object, *, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity"):
            yield from _iter_nodes(value.get(key), depth=depth + 1)
    elif isinstance(value, list):
        for it in value:
            yield from _iter_nodes(it, depth=depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.endswith(_TYPES) for name in names)


def _read_node(node: dict[str, Any]) -> Metadata:
    day: dt.date | None = next(
        filter(None, (read_day(node.get(key)) for key in ("datePublished", "dateCreated"))), None
    )
    return Metadata(
        title=_read_text(node.get("headline")),
        published=day,
        publisher=_read_text(node.get("publisher")),
        url=_read_address(node.get("url")) or _read_address(node.get("mainEntityOfPage")),
    )


def _read_text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _read_address(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id")
    is_address = isinstance(value, str) and value.startswith(("http://", "https://"))
    return str(value) if is_address else None
