"""The ``geomap`` command and what all its commands share: exit codes and clear errors."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from rich.console import Console

from geomap import __version__
from geomap.cli.border_command import EXAMPLES as BORDER_EXAMPLES
from geomap.cli.border_command import show_border
from geomap.cli.cache_command import app as cache_app
from geomap.cli.evaluate_command import app as evaluate_app
from geomap.cli.explain_command import EXAMPLES as EXPLAIN_EXAMPLES
from geomap.cli.explain_command import explain
from geomap.cli.export_command import EXAMPLES as EXPORT_EXAMPLES
from geomap.cli.export_command import export
from geomap.cli.gazetteer_command import app as gazetteer_app
from geomap.cli.locate_command import EXAMPLES as LOCATE_EXAMPLES
from geomap.cli.locate_command import locate
from geomap.cli.map_command import EXAMPLES, map_corpus
from geomap.cli.plot_command import EXAMPLES as PLOT_EXAMPLES
from geomap.cli.plot_command import plot
from geomap.cli.review_command import EXAMPLES as REVIEW_EXAMPLES
from geomap.cli.review_command import review
from geomap.cli.toponyms_command import EXAMPLES as TOPONYMS_EXAMPLES
from geomap.cli.toponyms_command import toponyms
from geomap.errors import GeomapError

app = typer.Typer(
    name="geomap",
    help="Turn reports about clashes along a border into a map by date and files for GIS tools.",
    epilog="Start with: geomap map corpus/ -o output/ (then open output/map.html)",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"geomap {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool | None,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = None,
) -> None:
    pass


app.command("map", epilog=EXAMPLES)(map_corpus)
app.command("export", epilog=EXPORT_EXAMPLES)(export)
app.command("plot", epilog=PLOT_EXAMPLES)(plot)
app.command("explain", epilog=EXPLAIN_EXAMPLES)(explain)
app.command("review", epilog=REVIEW_EXAMPLES)(review)
app.command("toponyms", epilog=TOPONYMS_EXAMPLES)(toponyms)
app.command("locate", epilog=LOCATE_EXAMPLES)(locate)
app.command("border", epilog=BORDER_EXAMPLES)(show_border)
app.add_typer(cache_app, name="cache")
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(evaluate_app, name="evaluate")


def main() -> None:
    """Run the command line; exit code 0 done, 1 done but with failures, 2 nothing could be done."""
    try:
        app()
    except GeomapError as error:
        Console(stderr=True, soft_wrap=True).print(
            f"geomap: {error}", markup=False, highlight=False
        )
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone ("| head"); that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        Console(stderr=True).print("geomap: stopped; nothing was written", markup=False)
        sys.exit(130)
