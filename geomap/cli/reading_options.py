"""Options of how a corpus is read, which several commands share, and what was guessed by it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from geomap.documents import Notice, ReadOptions


class HtmlReader(StrEnum):
    """What takes the text of a page."""

    FAST = "fast"
    BEST = "best"


Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="Which columns of CSV, JSON or Parquet hold the text, html, title, date, publisher, "
        "url, id, language and home: text=body,date=published. What is not named is guessed from "
        "the columns' names, and the guess is shown; date= says that there is none.",
        show_default=False,
    ),
]
FileFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="SUFFIX",
        help="Read all files as this, whatever their names: csv, jsonl.gz, html. The standard "
        "input (-) is recognised by its first bytes, all but CSV.",
        show_default=False,
    ),
]
Html = Annotated[
    HtmlReader,
    typer.Option(
        "--html",
        help="How the text of pages is found: fast, or best by trafilatura, and their dates by "
        "htmldate (pip install 'geomap[html]'; some 20 times slower).",
    ),
]
FilesFrom = Annotated[
    list[Path] | None,
    typer.Option(
        "--files-from",
        metavar="LIST",
        help="Read what this file lists, one path a line; - for the standard input. The same as "
        "@LIST among the corpora.",
        show_default=False,
    ),
]


def make_reading(
    columns: Sequence[str] | None = None,
    *,
    file_format: str | None = None,
    html: HtmlReader = HtmlReader.FAST,
    home: str | None = None,
) -> ReadOptions:
    """Return how a corpus is to be read, as the options say.

    Raises
    ------
    ReadOptionError
        When they cannot be meant.
    """
    from geomap.documents import ReadOptions, parse_columns

    return ReadOptions(
        columns=parse_columns(columns or ()),
        format=file_format,
        is_best_html=html is HtmlReader.BEST,
        home=home,
    )


def join_lists(corpus: Sequence[Path] | None, lists: Sequence[Path] | None) -> list[Path]:
    """Return corpora with those of lists of files, as they are named among the corpora."""
    return [*(corpus or ()), *(Path(f"@{it}") for it in lists or ())]


def print_notices(console: Console, notices: Sequence[Notice]) -> None:
    """Say what was guessed while reading: columns, encodings."""
    for notice in notices:
        console.print(str(notice), markup=False, highlight=False, style="yellow")
