"""``geomap plot``: a border through time as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from geomap.cli.options import SAMPLE, CorpusPaths, GazetteerPaths

if TYPE_CHECKING:
    from geomap.outputs import Outputs

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap plot                              the sample corpus, as output/border.svg
  geomap plot reports/ -o border.png       a PNG needs: pip install "geomap[plot]"
  geomap plot reports/ --border KHM-THA -o thai.svg
  geomap plot --from out/incidents.gpkg    an earlier run; its reports are not read again

\b
Days run across the picture and kilometres along the line run down it,
a strip for each section of the border: so one sees where along the line
and when it flared. geomap map writes the same as a page, border.html.

\b
Exit code 0: done. 1: done, but some documents failed. 2: wrong use, or
no dated incident lies on the line."""


def plot(  # noqa: PLR0917 - typer makes each parameter an option
    corpus: CorpusPaths = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Picture to write: .svg or .png.")
    ] = Path("output/border.svg"),
    earlier: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="incidents.gpkg or the folder geoparquet of an earlier run, or the folder they "
            "stand in, in place of reports.",
            show_default=False,
        ),
    ] = None,
    border: Annotated[
        str | None,
        typer.Option(help="Which border, when incidents lie on several: ARM-AZE."),
    ] = None,
    scale: Annotated[
        float, typer.Option(min=0.1, max=10.0, help="Pixels of a PNG for each of the SVG's.")
    ] = 2.0,
    gazetteer: GazetteerPaths = None,
    border_km: Annotated[
        float, typer.Option(min=0.0, help="As given to geomap map, for the same incidents.")
    ] = 50.0,
) -> None:
    """Draw where along a border and when incidents happened, as SVG or PNG."""
    if earlier and corpus:
        msg = "stands in place of reports; give one of the two"
        raise typer.BadParameter(msg, param_hint="'--from'")
    if earlier:
        from geomap.stored import read

        _save(read(earlier), border, output, scale=scale)
        return
    from geomap.pipeline import run
    from geomap.settings import Settings

    result = run(
        corpus or [SAMPLE],
        settings=Settings(border_km=border_km),
        gazetteer=[str(path) for path in gazetteer or ()],
    )
    messages = Console(stderr=True, soft_wrap=True)
    for failure in result.failures:
        messages.print(f"skipped {failure.reason}", markup=False, highlight=False, style="yellow")
    _save(result, border, output, scale=scale)
    if result.failures:
        raise typer.Exit(1)


def _save(result: Outputs, border: str | None, output: Path, *, scale: float) -> None:
    typer.echo(f"Picture: {result.plot_border(border).save(output, scale=scale)}")
