"""Which columns of a table hold what: as named, else guessed from the names that are usual."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.documents.records import FIELDS, ReadOptions, Remark, RemarkKind, Report
from geomap.errors import DocumentError, ReadOptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Without the marks that divide their words; the likelier first.
_USUAL: Final[dict[str, tuple[str, ...]]] = {
    "text": tuple(
        "text body content article fulltext articletext bodytext maintext contenttext plaintext "
        "articlebody articlecontent story".split()
    ),
    "html": tuple("html rawhtml bodyhtml contenthtml articlehtml pagehtml".split()),
    "title": tuple("title headline heading subject articletitle".split()),
    "published": tuple(
        "published publishedat datepublished publisheddate publicationdate publishdate pubdate "
        "datepublish publishedon dateposted postedat posted date".split()
    ),
    "publisher": tuple(
        "publisher publishername source sourcename outlet newspaper sitename website sourcedomain "
        "domain".split()
    ),
    "url": tuple("url link sourceurl articleurl canonicalurl weburl permalink href uri".split()),
    "id": tuple("id docid documentid articleid newsid identifier guid uuid".split()),
    "language": tuple("language lang languagecode langcode".split()),
    "home": ("home",),
}
_ALIASES: Final = {"date": "published", "body": "text", "headline": "title", "link": "url"}
_MARKS: Final = re.compile(r"[\W_]+")
_MAX_SHOWN: Final = 30
"""Columns that a message lists."""


def parse_columns(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return what is given as "text=body,date=published", in one text or several.

    >>> parse_columns(["text=body,date=published"])
    (('text', 'body'), ('published', 'published'))

    Raises
    ------
    ReadOptionError
        When a part names no field of a document, or no column.
    """
    pairs: dict[str, str] = {}
    for part in (part for text in texts for part in text.split(",") if part.strip()):
        field, mark, column = part.partition("=")
        name = field.strip().lower()
        name = _ALIASES.get(name, name)
        if not mark or name not in FIELDS:
            msg = (
                f"columns: expected FIELD=COLUMN with a field of {', '.join(FIELDS)}, as in "
                f"text=body,date=published; got {part.strip()!r}"
            )
            raise ReadOptionError(msg)
        pairs[name] = column.strip()
    return tuple(pairs.items())


def check_columns(options: ReadOptions) -> None:
    """Check that the columns that were named are of fields that there are.

    Raises
    ------
    ReadOptionError
        When one is not.
    """
    for field, _ in options.columns:
        if field not in FIELDS:
            msg = f"columns: expected a field of {', '.join(FIELDS)}, got {field!r}"
            raise ReadOptionError(msg)


def choose_columns(
    names: Sequence[str], *, source: str, options: ReadOptions, report: Report
) -> dict[str, str]:
    """Return which column holds each field of a document.

    Parameters
    ----------
    names
        Of the columns, in their order.
    source
        Name of the table, for messages.
    options
        Its `columns` are taken as they are; an empty name says that there is no such column.
    report
        Told of the choice, where any of it was guessed.

    Raises
    ------
    DocumentError
        When a column that was named is not there, or none can hold the text.
    """
    given = dict(options.columns)
    missing = [it for it in given.values() if it and it.split(".")[0] not in names]
    if missing:
        msg = f"{source}: expected a column {missing[0]!r}; {_list(names)}; see --columns"
        raise DocumentError(msg)
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_MARKS.sub("", name.lower()), name)
    guessed = {
        field: next(plain[name] for name in usual if name in plain)
        for field, usual in _USUAL.items()
        if field not in given and any(name in plain for name in usual)
    }
    if given.get("html") or "text" in guessed:
        # A page's own text is better than its markup, unless the markup was asked for.
        guessed.pop("text" if given.get("html") else "html", None)
    elif given.get("text"):
        guessed.pop("html", None)
    chosen = {field: name for field, name in (guessed | given).items() if name}
    if not {"text", "html"} & set(chosen):
        msg = (
            f"{source}: no column with the text can be told from the names; {_list(names)}; "
            "say which it is: --columns text=NAME"
        )
        raise DocumentError(msg)
    if guessed:
        report(_describe(chosen, given, source))
    return chosen


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:_MAX_SHOWN])
    more = f" and {len(names) - _MAX_SHOWN} more" if len(names) > _MAX_SHOWN else ""
    return f"its columns are {shown}{more}" if names else "it has no columns"


def _describe(chosen: Mapping[str, str], given: Mapping[str, str], source: str) -> Remark:
    pairs = ", ".join(f"{field}={chosen[field]}" for field in FIELDS if field in chosen)
    named = " (guessed; --columns sets them)" if not given else " (partly guessed)"
    return Remark(source=source, kind=RemarkKind.COLUMNS, text=f"{pairs}{named}")
