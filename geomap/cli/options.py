"""Options that several commands share, and what they open."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from geomap.incidents.corrections import CorrectionReport
    from geomap.places import Gazetteer
    from geomap.places.online import OnlineGeocoder, OnlineReport

KEY_VARIABLE = "GEOMAP_ONLINE_KEY"


class OnlineProvider(StrEnum):
    """The online geocoders that can be asked."""

    NOMINATIM = "nominatim"
    PHOTON = "photon"
    GEONAMES = "geonames"
    PELIAS = "pelias"


SAMPLE = Path("corpus")
"""What is read where no corpus is named."""
CorpusPaths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Folders (at any depth), files, patterns or @lists of reports: .txt, .html, .md and "
        ".eml, one a report; .jsonl, .json, .csv, .tsv and .parquet, one a row; .zip and .warc; "
        ".gz and .zst of these; - for the standard input. [default: corpus/]",
        show_default=False,
    ),
]
GazetteerPaths = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer",
        help="More places, for this run: a CSV or GIS file, a GeoNames dump, an index, or a folder "
        "in place of the shipped gazetteer. May be given several times; the first counts most.",
        show_default=False,
    ),
]


def open_places(paths: list[Path] | None) -> Gazetteer:
    """Open the shipped gazetteer, the user's own places, and what was given for this run."""
    from geomap.folders import find_cache_folder, find_data_folder, find_gazetteer
    from geomap.places import open_gazetteer

    return open_gazetteer(
        paths or (),
        data_folder=find_data_folder(),
        cache_folder=find_cache_folder(),
        shipped=find_gazetteer(),
    )


Online = Annotated[
    OnlineProvider | None,
    typer.Option(
        help="Ask this online geocoder for names that the gazetteer lacks. Without it nothing is "
        "asked of anybody.",
        show_default=False,
    ),
]
OnlineHost = Annotated[
    str | None,
    typer.Option(help="Host to ask instead of the public one: localhost:8080, http://10.0.0.5."),
]
OnlineUser = Annotated[
    str | None, typer.Option(help="User name of the geocoder; GeoNames asks for one.")
]
OnlineContact = Annotated[
    str | None,
    typer.Option(help="Your mail or web address, sent along so that the host can write to you."),
]


def make_online(
    provider: OnlineProvider | None, *, host: str | None, user: str | None, contact: str | None
) -> OnlineGeocoder | None:
    """Return the geocoder that was asked for; nothing is sent yet."""
    if provider is None:
        return None
    from geomap.folders import find_cache_folder, find_gazetteer
    from geomap.places import load_gazetteer
    from geomap.places.online import OnlineGeocoder, OnlineSettings, split_host

    scheme, name = split_host(host) if host else ("https", None)
    settings = OnlineSettings(
        provider=provider.value, host=name, scheme=scheme, user=user, contact=contact
    )
    shipped = load_gazetteer(find_gazetteer(), cache=find_cache_folder())
    return OnlineGeocoder(settings, alpha3=shipped.alpha3, key=os.environ.get(KEY_VARIABLE))


CorrectionFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--corrections",
        help="Corrections by a person: a file of them, or an edited review. May be given several "
        "times; of two that set the same thing the later counts.",
        show_default=False,
    ),
]


def print_corrections(console: Console, report: CorrectionReport | None) -> bool:
    """Say which corrections could not be used or fit no more; return whether there were any."""
    if report is None:
        return False
    lines = [f"correction left out: {fault}" for fault in report.given.faults]
    for it in report.unfitting:
        row = it.correction
        lines.append(f"correction does not fit: {row.file}, line {row.line}: {it.because}")
    for line in lines:
        console.print(line, markup=False, highlight=False, style="yellow")
    return report.has_failed


def print_online(console: Console, report: OnlineReport | None) -> None:
    """Say what an online geocoder could not tell, and why."""
    if report is None:
        return
    for failure in report.failed:
        console.print(
            f"online: {failure.count} x {failure.kind.value} at {report.host}: "
            f"{failure.last_message}",
            markup=False,
            highlight=False,
            style="yellow",
        )
    for note in filter(None, (report.stopped, *report.notes)):
        console.print(f"online: {note}", markup=False, highlight=False, style="yellow")
