"""Records whose every text is hostile, made from their definitions, so that none is left out."""

from __future__ import annotations

import datetime as dt
import enum
import types
import typing
from typing import TYPE_CHECKING, Any, Final, TypeVar

from geomap import model

if TYPE_CHECKING:
    from collections.abc import Callable

RecordT = TypeVar("RecordT", bound=model.Record)

MARK: Final = "window.hacked"
"""What every text tries to set."""


def write_hostile(name: str) -> str:
    """Return a text that tries all that a page might fall for; it begins with a name."""
    return (
        f"[{name}] </script><script>{MARK}=1</script></style></title></textarea>"
        f"<img src=x onerror={MARK}=2> ${{{MARK}=3}} `);{MARK}=4;(` "
        f"\" onmouseover=\"{MARK}=5\" ' autofocus onfocus='{MARK}=6' "
        "{{ 7*7 }} {% endraw %} {% raw %} @policy@ <!--geomap: head--> <!-- <script> ]]> "
        f"&lt;b&gt; \\u003cb\\u003e \x00 \x1b[31m \u202e\u2066 \u2028\u2029 javascript:{MARK}=7"
    )


def write_script_address(name: str) -> str:
    """Return an address that is a script."""
    return f"javascript:{MARK}='{name}'"


# What holds records together, and numbers that a field's meaning bounds. All else is made up.
_FIXED: Final[dict[tuple[str, str], Any]] = {
    ("Incident", "border"): "ARM-AZE",
    ("BorderPoint", "border"): "ARM-AZE",
    ("BorderPoint", "section"): "main",
    ("Stretch", "section"): "main",
    ("Stretch", "from_km"): 250.0,
    ("Stretch", "to_km"): 330.0,
    ("BorderPoint", "chainage_km"): 290.0,
    # Not texts: codes of ours, from short lists.
    ("BorderPoint", "method"): "nearest_point",
    ("CountRecord", "role"): "best",
    ("BorderPoint", "lon"): 45.9,
    ("BorderPoint", "lat"): 40.0,
    ("Place", "lon"): 45.86,
    ("Place", "lat"): 40.2,
    ("Span", "start"): 0,
    ("Span", "end"): 400,
    ("Mention", "start"): 0,
    ("Mention", "end"): 40,
    ("Membership", "copy_of"): None,
    ("Document", "body_start"): 0,
}
_DOCUMENT_KEYS: Final = frozenset({"document_id"})


def make_record(kind: type[RecordT], *, write: Callable[[str], str], **given: object) -> RecordT:
    """Return a record of a kind with every field filled.

    Parameters
    ----------
    kind
        Its class.
    write
        Text of a field, by "Class.field".
    given
        Values of some of its own fields.
    """
    hints = typing.get_type_hints(kind)
    values = {
        name: given[name] if name in given else _make_field(kind, name, hints[name], write)
        for name in kind.__struct_fields__
    }
    return kind(**values)


def document_id(write: Callable[[str], str]) -> str:
    """Return the id of the document that all records refer to."""
    return write("Document.id")


def _make_field(
    kind: type[model.Record], name: str, hint: object, write: Callable[[str], str]
) -> object:
    if (kind.__name__, name) in _FIXED:
        return _FIXED[kind.__name__, name]
    if name in _DOCUMENT_KEYS:
        return document_id(write)
    return _make_value(hint, f"{kind.__name__}.{name}", write)


def _make_value(hint: Any, name: str, write: Callable[[str], str]) -> object:  # noqa: ANN401 - any type
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return _make_value(next(it for it in arguments if it is not type(None)), name, write)
    if origin is tuple:
        kinds = arguments[:1] if arguments[-1] is Ellipsis else arguments
        return tuple(_make_value(it, name, write) for it in kinds)
    if issubclass(hint, model.Record):
        return make_record(hint, write=write)
    if issubclass(hint, enum.Enum):
        return next(iter(hint))
    plain: dict[type, object] = {
        str: write(name),
        int: 1,
        float: 1.0,
        bool: True,
        dt.date: dt.date(2022, 9, 13),
    }
    return plain[hint]


def list_texts() -> list[str]:
    """Return the fields of all records that hold text, as "Class.field"."""
    found: list[str] = []

    def write(name: str) -> str:
        found.append(name)
        return name

    for kind in (model.Document, model.Resolution, model.Claim, model.Incident):
        make_record(kind, write=write)
    return sorted(set(found))
