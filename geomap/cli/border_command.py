"""``geomap border``: the line between two countries, or the neighbours of one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from geomap.borders import Border, Borders
    from geomap.borders.countries import CountryNames

# The mark \b keeps click from joining the lines.
EXAMPLES = """\b
Examples:
  geomap border ARM AZE                  the line as GeoJSON, or a summary on a terminal
  geomap border Armenia Azerbaijan -o line.geojson
  geomap border AM AZ --stretches        one line for each province and district along it
  geomap border Armenia                  its neighbours, with the length of each border
  geomap border --list "South Sudan" --json

\b
Exit code 0: done. 2: no such country, no such border, or nothing could be written."""
_PAIR = 2


def show_border(
    countries: Annotated[
        list[str] | None,
        typer.Argument(
            help="Two countries, or one for its neighbours: English names or codes of ISO 3166-1.",
            show_default=False,
        ),
    ] = None,
    list_of: Annotated[
        str | None, typer.Option("--list", help="List the neighbours of a country.")
    ] = None,
    stretches: Annotated[
        bool,
        typer.Option("--stretches", help="One line for each division along it, on both sides."),
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write the GeoJSON to.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print GeoJSON on a terminal too; of a list, JSON.")
    ] = False,
) -> None:
    """Print the land border of two countries, or the neighbours of one."""
    from geomap.borders import load_borders
    from geomap.borders.countries import CountryNames
    from geomap.folders import find_cache_folder, find_gazetteer
    from geomap.places import load_gazetteer

    given = [*(countries or []), *([list_of] if list_of else [])]
    if not given or len(given) > _PAIR or (list_of and countries):
        msg = "give two countries, or one country to list its neighbours"
        raise typer.BadParameter(msg, param_hint="'COUNTRIES'")
    folder = find_gazetteer()
    gazetteer = load_gazetteer(folder, cache=find_cache_folder())
    names = CountryNames(gazetteer.countries, gazetteer.alpha3)
    borders = load_borders(folder / "borders")
    codes = [names.find(text) for text in given]
    if len(codes) == 1:
        _show_neighbours(borders, codes[0], names, as_json=as_json)
        return
    border = _find_border(borders, codes, names)
    if as_json or output is not None or not sys.stdout.isatty():
        _write_features(border, output, stretches=stretches)
    else:
        _show_summary(border, names, stretches=stretches)


def _find_border(borders: Borders, codes: list[str], names: CountryNames) -> Border:
    """Return the border of two countries, or say in words who their neighbours are."""
    from geomap.errors import BorderError

    one, other = codes
    border = borders.get(one, other)
    if border is None:
        known = " ".join(
            f"{names.name(code)} borders on "
            f"{', '.join(names.name(it) for it in borders.neighbours(code)) or 'no country'}."
            for code in dict.fromkeys(codes)
        )
        msg = f"{names.name(one)} and {names.name(other)} share no land border. {known}"
        raise BorderError(msg)
    return border


def _write_features(border: Border, output: Path | None, *, stretches: bool) -> None:
    from geomap.borders.features import (
        format_features,
        make_division_features,
        make_section_features,
    )

    make = make_division_features if stretches else make_section_features
    content = format_features(make(border))
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        from geomap.export import write_files

        write_files(output.parent, {output.name: content})


def _show_summary(border: Border, names: CountryNames, *, stretches: bool) -> None:
    console = Console()
    one, other = (names.name(side) for side in border.sides)
    console.print(f"{one} - {other} ({border.id}): {border.length_km:,.0f} km", highlight=False)
    sections = _make_table("section", "km", "from", "to", "left", "right")
    for section in border.sections:
        sections.add_row(
            section.name,
            f"{section.length_km:,.1f}",
            section.start or "–",
            section.end or "–",
            section.left,
            section.right,
        )
    console.print(sections)
    console.print(_make_stretch_table(border) if stretches else _make_division_table(border))
    console.print(border.credit, highlight=False, style="dim")


def _make_division_table(border: Border) -> Table:
    table = _make_table("country", "division", "km", "name")
    divisions = border.divisions.values()
    for division in sorted(divisions, key=lambda it: (it.country, -it.length_km, it.code)):
        table.add_row(division.country, division.code, f"{division.length_km:,.1f}", division.name)
    return table


def _make_stretch_table(border: Border) -> Table:
    from geomap.borders.features import make_division_features

    table = _make_table("section", "country", "division", "from km", "to km", "name")
    for feature in make_division_features(border)["features"]:
        row = feature["properties"]
        table.add_row(
            row["section"],
            row["country"],
            row["division"],
            f"{row['from_km']:,.1f}",
            f"{row['to_km']:,.1f}",
            row["name"],
        )
    return table


def _show_neighbours(borders: Borders, code: str, names: CountryNames, *, as_json: bool) -> None:
    rows = _list_neighbours(borders, code, names)
    if as_json:
        import msgspec

        content = msgspec.json.encode({"country": code, "neighbours": rows})
        sys.stdout.buffer.write(msgspec.json.format(content, indent=1) + b"\n")
        return
    if not rows:
        typer.echo(f"{names.name(code)} borders on no country by land.")
        return
    table = _make_table("neighbour", "code", "border", "km", "sections")
    for row in rows:
        table.add_row(
            row["name"],
            row["country"],
            row["border"],
            f"{row['length_km']:,.0f}",
            str(row["section_count"]),
        )
    Console().print(table)


def _list_neighbours(borders: Borders, code: str, names: CountryNames) -> list[dict[str, Any]]:
    """Return the neighbours of a country, those with the longest border first."""
    found = [(other, borders.require(code, other)) for other in borders.neighbours(code)]
    rows = [
        {
            "country": other,
            "name": names.name(other),
            "border": border.id,
            "length_km": round(border.length_km, 1),
            "section_count": len(border.sections),
        }
        for other, border in found
    ]
    return sorted(rows, key=lambda row: (-float(str(row["length_km"])), str(row["country"])))


def _make_table(*names: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    numbers = {"km", "from km", "to km", "sections"}
    for name in names:
        table.add_column(name, justify="right" if name in numbers else "left")
    return table
