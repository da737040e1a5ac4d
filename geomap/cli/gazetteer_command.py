"""``geomap gazetteer``: the user's own places: import, check, list, remove."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from geomap.places.importing import ImportOptions, ImportReport

# The mark \b keeps click from joining the lines.
IMPORT_EXAMPLES = """\b
Examples:
  geomap gazetteer import AM.zip                     a country of GeoNames' dump
  geomap gazetteer import AM.txt alternateNamesV2.zip
  geomap gazetteer import villages.csv               columns name, lon, lat, and what else is there
  geomap gazetteer import posts.gpkg --layer posts --name-column label
  geomap gazetteer import allCountries.zip --class P --class A

\b
The places are found by every command from then on. An import of the same
files takes the place of the one before; until it is complete, that one
goes on being used.

\b
Exit code 0: done. 1: done, but some rows could not be used (they are
named). 2: nothing could be imported."""
CHECK_EXAMPLES = """\b
Examples:
  geomap gazetteer check villages.csv
  geomap gazetteer check AM.txt --json

\b
Exit code 0: nothing is wrong. 1: something is. 2: the file cannot be read."""

app = typer.Typer(
    help="Your own places: import them from files, check files, list and remove what you imported.",
    no_args_is_help=True,
)

Files = Annotated[
    list[Path],
    typer.Argument(help="GeoNames dumps, CSV tables or GIS files; zipped ones as they are."),
]
NameColumn = Annotated[str | None, typer.Option(help="Column that holds the name.")]
LonColumn = Annotated[str | None, typer.Option(help="Column that holds the longitude.")]
LatColumn = Annotated[str | None, typer.Option(help="Column that holds the latitude.")]
Layer = Annotated[str | None, typer.Option(help="Layer of a GIS file that has several.")]
Classes = Annotated[
    list[str] | None,
    typer.Option(
        "--class",
        help="GeoNames feature classes to keep: P towns, A divisions, T mountains, H waters ... "
        "[default: all]",
        show_default=False,
    ),
]


@app.command("import", epilog=IMPORT_EXAMPLES)
def import_files(  # noqa: PLR0917 - typer makes each parameter an option
    files: Files,
    name: Annotated[
        str | None, typer.Option(help="Name of the import. [default: that of the first file]")
    ] = None,
    classes: Classes = None,
    name_column: NameColumn = None,
    lon_column: LonColumn = None,
    lat_column: LatColumn = None,
    layer: Layer = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Import places from files into an index of your own, over the shipped one."""
    from geomap.folders import find_cache_folder, find_data_folder, find_gazetteer
    from geomap.places import load_gazetteer
    from geomap.places.importing import import_places
    from geomap.places.loading import INDEX_SUFFIX, USER_FOLDER

    folder = find_data_folder() / USER_FOLDER
    target = folder / f"{_make_name(name or files[0].name)}{INDEX_SUFFIX}"
    console = Console(stderr=True, soft_wrap=True)
    began = time.perf_counter()
    with _make_progress(console, shown=not quiet) as progress:
        task = progress.add_task("Reading places", total=_measure(files))
        report = import_places(
            files,
            target,
            gazetteer=load_gazetteer(find_gazetteer(), cache=find_cache_folder()),
            options=_make_options(classes, (name_column, lon_column, lat_column), layer),
            track=lambda count: progress.advance(task, count),
        )
    _print_faults(console, report)
    if not quiet:
        seconds = time.perf_counter() - began
        console.print(
            f"{report.place_count:,} places with {report.name_count:,} names in {seconds:.1f} s: "
            f"{target}",
            markup=False,
            highlight=False,
        )
    if report.fault_count:
        raise typer.Exit(1)


@app.command("check", epilog=CHECK_EXAMPLES)
def check_files(  # noqa: PLR0917 - the same
    files: Files,
    classes: Classes = None,
    name_column: NameColumn = None,
    lon_column: LonColumn = None,
    lat_column: LatColumn = None,
    layer: Layer = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the faults as JSON on stdout.")
    ] = False,
) -> None:
    """Check files of places, and name file, line and mend of everything that is wrong."""
    import msgspec

    from geomap.folders import find_cache_folder, find_gazetteer
    from geomap.places import load_gazetteer
    from geomap.places.importing import iter_problems

    gazetteer = load_gazetteer(find_gazetteer(), cache=find_cache_folder())
    options = _make_options(classes, (name_column, lon_column, lat_column), layer)
    faults = [
        fault
        for path in files
        for fault in iter_problems(path, gazetteer=gazetteer, options=options)
    ]
    if as_json:
        rows = [fault._asdict() for fault in faults]
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(rows)) + b"\n")
    else:
        console = Console(soft_wrap=True)
        for fault in faults:
            console.print(str(fault), markup=False, highlight=False)
        names = ", ".join(path.name for path in files)
        count = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}" if faults else "no fault"
        Console(stderr=True).print(f"{names}: {count}", markup=False, highlight=False)
    if faults:
        raise typer.Exit(1)


@app.command("list")
def list_imports(
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON on stdout.")] = False,
) -> None:
    """List the gazetteer's layers: what you imported, and what came with geomap."""
    import msgspec

    from geomap.folders import find_cache_folder, find_data_folder, find_gazetteer
    from geomap.places import load_gazetteer, open_user_indexes

    shipped = load_gazetteer(find_gazetteer(), cache=find_cache_folder()).layers
    rows = [
        {
            "name": index.path.stem,
            "places": len(index),
            "names": index.name_count,
            "files": index.facts.get("files", []),
            "path": str(index.path),
        }
        for index in (*open_user_indexes(find_data_folder()), *shipped)
    ]
    if as_json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(rows)) + b"\n")
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("name", "places", "names", "from"):
        table.add_column(column, justify="right" if column in {"places", "names"} else "left")
    for row in rows:
        files = ", ".join(row["files"]) or "shipped with geomap"
        table.add_row(row["name"], f"{row['places']:,}", f"{row['names']:,}", files)
    Console().print(table, markup=False, highlight=False)


@app.command("remove")
def remove_import(
    name: Annotated[str, typer.Argument(help="Name of the import, as `list` prints it.")],
) -> None:
    """Remove places that you imported; the shipped ones stay."""
    from geomap.errors import GazetteerError
    from geomap.folders import find_data_folder
    from geomap.places.loading import INDEX_SUFFIX, USER_FOLDER

    folder = find_data_folder() / USER_FOLDER
    path = folder / f"{_make_name(name)}{INDEX_SUFFIX}"
    if not path.is_file():
        have = ", ".join(sorted(it.stem for it in folder.glob(f"*{INDEX_SUFFIX}"))) or "none"
        msg = f"no import is called {name!r}; there is: {have}"
        raise GazetteerError(msg)
    path.unlink()


def _make_name(text: str) -> str:
    """Return a name of a file without folders and endings."""
    stem = Path(text).name.split(".")[0]
    return "".join(char if char.isalnum() or char in "-_" else "-" for char in stem) or "places"


def _make_options(
    classes: list[str] | None, columns: tuple[str | None, str | None, str | None], layer: str | None
) -> ImportOptions:
    from geomap.places.importing import ImportOptions
    from geomap.places.sources import ColumnNames

    name, lon, lat = columns
    return ImportOptions(
        columns=ColumnNames(name=name, lon=lon, lat=lat),
        classes=tuple(letter.upper() for letter in classes or ()),
        layer=layer,
    )


def _measure(files: list[Path]) -> int:
    from geomap.places.sources.detect import measure_text

    return sum(measure_text(path) for path in files if path.is_file())


def _make_progress(console: Console, *, shown: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not (shown and console.is_terminal),
    )


def _print_faults(console: Console, report: ImportReport) -> None:
    for fault in report.faults:
        console.print(f"left out {fault}", markup=False, highlight=False, style="yellow")
    others = report.fault_count - len(report.faults)
    if others:
        console.print(f"left out {others:,} more rows", markup=False, style="yellow")
