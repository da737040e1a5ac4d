"""What a run can be turned into, whether it was made just now or read back: tables, map, files."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from geomap.collecting import pause_collector
from geomap.export import (
    DEFAULT_FORMATS,
    TABLES,
    choose_formats,
    dump_json,
    make_files,
    make_table,
    write_files,
    write_folders,
)
from geomap.export.changes import ListedIncident, compare_runs, read_earlier_run
from geomap.page import (
    SIDE_FOLDER,
    BorderPlot,
    Tiles,
    build_map,
    choose_chronicle,
    choose_tiles,
    gather_chronicles,
    list_side_files,
    make_day_files,
    remove_stale_pages,
    render_border_page,
    render_page,
)
from geomap.page.basemap import load_basemap
from geomap.page.spellings import collect_spellings
from geomap.review import make_review, write_review

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import folium
    import geopandas as gpd
    import pandas as pd

    from geomap.borders import Borders
    from geomap.export import Dataset
    from geomap.export.writers import Content
    from geomap.page.chronicle.records import Chronicle, LeftOut
    from geomap.places import Gazetteer

__all__ = ["Outputs"]


class Outputs(ABC):
    """Tables, map and files of a run.

    Parameters
    ----------
    gazetteer
        The places that the map labels.
    gazetteer_folder
        Where its base map is read from.

    Attributes
    ----------
    incidents : geopandas.GeoDataFrame
        A row each, EPSG:4326, points on the border; the columns are those of ``incidents.geojson``.
    sites : geopandas.GeoDataFrame
        A row for each incident and site, EPSG:4326.
    tables : mapping
        All layers and tables by their names: also stretches, border, documents, claims, casualties.
    """

    def __init__(self, *, gazetteer: Gazetteer, gazetteer_folder: Path) -> None:
        self.gazetteer = gazetteer
        self.gazetteer_folder = gazetteer_folder
        self.names = {code: c.place.name for code, c in gazetteer.countries.items()}

    @property
    @abstractmethod
    def dataset(self) -> Dataset:
        """All tables of the run, from which every file is written."""

    @property
    @abstractmethod
    def lines(self) -> Borders:
        """The border lines that chainages of the run are measured along."""

    @property
    def title(self) -> str:
        """Title of the map."""
        return self.dataset.title

    @property
    def run_record(self) -> dict[str, Any]:
        """What was read, what was not and why, and with which rules and data."""
        return self.dataset.record

    @property
    def credits(self) -> tuple[str, ...]:
        """Who made what the map is drawn from."""
        return tuple(self.run_record.get("credits", ()))

    @cached_property
    def incident_features(self) -> dict[str, Any]:
        """GeoJSON FeatureCollection of incidents."""
        return self.dataset.make_features("incidents")

    @cached_property
    def site_features(self) -> dict[str, Any]:
        """GeoJSON FeatureCollection of sites."""
        return self.dataset.make_features("sites")

    @cached_property
    def stretch_features(self) -> dict[str, Any]:
        """GeoJSON FeatureCollection of the parts of the border that reports name."""
        return self.dataset.make_features("stretches")

    @cached_property
    def border_features(self) -> dict[str, Any]:
        """GeoJSON FeatureCollection of the border lines that the reports are about."""
        return self.dataset.make_features("border")

    @cached_property
    def tables(self) -> Mapping[str, gpd.GeoDataFrame | pd.DataFrame]:
        """All layers and tables by their names; with geometry in EPSG:4326 where they have it."""
        return {table.name: make_table(table, self.dataset) for table in TABLES}

    @property
    def incidents(self) -> gpd.GeoDataFrame:
        """Incidents as a table."""
        return cast("gpd.GeoDataFrame", self.tables["incidents"])

    @property
    def sites(self) -> gpd.GeoDataFrame:
        """Sites as a table."""
        return cast("gpd.GeoDataFrame", self.tables["sites"])

    def map(
        self, *, tiles: str | Tiles | None = None, tiles_credit: str | None = None
    ) -> folium.Map:
        """Return the page as a folium map, which shows itself in a notebook.

        A user may add layers of folium's to it; those that load files of their own are refused when
        it is shown: for them stands `geomap.page.IncidentLayer`.

        Parameters
        ----------
        tiles
            Address of an online base map, as ``https://tile.openstreetmap.org/{z}/{x}/{y}.png``, or
            a name of xyzservices; the page asks for nothing when not given.
        tiles_credit
            Who made the tiles, in plain text.

        Raises
        ------
        PageError
            The address is no template of tiles.
        """
        chosen = choose_tiles(tiles, tiles_credit)
        return self._build_map(chosen, siblings=())

    def _build_map(
        self,
        tiles: Tiles | None,
        *,
        siblings: Sequence[dict[str, str]],
        side_folder: str | None = None,
    ) -> folium.Map:
        extras: dict[str, Any] = {"spellings": self._spellings}
        if siblings:
            extras["siblings"] = siblings
        return build_map(
            **self._layers,
            title=self.title,
            credits=self.credits,
            tiles=tiles,
            extras=extras,
            side_folder=side_folder,
        )

    @cached_property
    def _spellings(self) -> dict[str, list[str]]:
        return collect_spellings(self.site_features, gazetteer=self.gazetteer)

    @cached_property
    def _layers(self) -> dict[str, Any]:
        """Return the collections that a page draws."""
        shown = [self.incident_features, self.site_features, self.border_features]
        return {
            "incidents": self.incident_features,
            "sites": self.site_features,
            "stretches": self.stretch_features,
            "borders": self.border_features,
            "basemap": load_basemap(self.gazetteer_folder, shown, gazetteer=self.gazetteer),
        }

    @cached_property
    def _chronicles(self) -> tuple[list[Chronicle], list[LeftOut]]:
        return gather_chronicles(
            incidents=self.incident_features,
            sites=self.site_features,
            stretches=self.stretch_features,
            borders=self.lines,
            names=self.names,
        )

    def plot_border(self, border: str | None = None) -> BorderPlot:
        """Return a border through time as a picture, which shows itself in a notebook.

        Parameters
        ----------
        border
            ISO alpha-3 codes of its two countries: "ARM-AZE"; the only one when not given.

        Returns
        -------
        BorderPlot
            ``.save("border.svg")`` writes it, or as ``.png``.

        Raises
        ------
        BorderError
            No dated incident lies on its line, or it is not said which of several is meant.
        """
        return BorderPlot(choose_chronicle(self._chronicles[0], border))

    def _render_pages(
        self, *, tiles: Tiles | None = None, by_day: bool = False, split: bool = False
    ) -> dict[str, Content]:
        """Return the map, what belongs beside it, and the borders through time."""
        borders = render_border_page(
            *self._chronicles,
            incidents=self.incident_features,
            title=self.title,
            credits=self.credits,
        )
        siblings = [{"href": "days/index.html", "words": "By day"}] if by_day else ()
        page_map = self._build_map(
            tiles, siblings=siblings, side_folder=SIDE_FOLDER if split else None
        )
        return {
            "map.html": render_page(page_map).encode(),
            "border.html": borders.encode(),
            **list_side_files(page_map),
        }

    def _render_days(self, *, tiles: Tiles | None) -> dict[str, Content]:
        """Return a page for each day, with their index."""
        return make_day_files(
            self._layers,
            title=self.title,
            credits=self.credits,
            tiles=tiles,
            spellings=self._spellings,
        )

    def write(  # noqa: PLR0913 - what a user may ask for, each by its name
        self,
        folder: str | Path,
        *,
        to: Sequence[str] = DEFAULT_FORMATS,
        tiles: str | Tiles | None = None,
        by_day: bool = False,
        run_at: str | None = None,
        seconds: float | None = None,
        split: bool = False,
    ) -> list[Path]:
        """Write the pages, the run's record, and the incidents in any formats, into a folder.

        Parameters
        ----------
        folder
            Made if it is not there; files of an earlier run are replaced, all or none.
        to
            Names of formats, of `geomap.export.FORMATS`.
        tiles
            An online base map for the pages, as `map` takes it.
        by_day
            Whether to write a page for each day too, ``days/2022-09-13.html``, with an index,
            ``days/index.html``. Pages of days that an earlier run wrote there and this one does
            not are removed.
        run_at, seconds
            When the run was and how long it took, for its record: the library has no clock.
        split
            Whether the details of more than 50,000 incidents go to files beside the map, which
            then opens sooner but is no longer one file.

        Returns
        -------
        list of Path
            The files written, the map first.

        Raises
        ------
        OutputError
            When a format is not known, or a file cannot be written; what stood there before stays.
        """
        folder, formats, chosen = Path(folder), choose_formats(to), choose_tiles(tiles)
        # Not while the collector rests: folium's pages hang in cycles, and there may be thousands.
        days = self._render_days(tiles=chosen) if by_day else {}
        with pause_collector():
            contents = {
                **self._render_pages(tiles=chosen, by_day=by_day, split=split),
                **days,
                **make_files(self.dataset, formats),
                "run.json": dump_json(
                    {
                        **self.run_record,
                        "changes": self._find_changes(folder / "run.json"),
                        "run_at": run_at,
                        "seconds": seconds,
                    }
                ),
            }
            written = write_files(folder, contents)
        remove_stale_pages(folder, keep=frozenset(written))
        return [*written, *write_folders(self.dataset, formats, folder)]

    def _find_changes(self, path: Path) -> dict[str, Any] | None:
        """Compare the incidents with those of the record that is about to be replaced."""
        incidents = msgspec.convert(self.run_record.get("incidents", []), list[ListedIncident])
        return compare_runs(read_earlier_run(path), incidents)

    def write_review(self, path: str | Path = "review.csv") -> Path:
        """Write the sheet in which a person corrects incidents and names; see docs/corrections.md.

        Parameters
        ----------
        path
            A CSV file for a spreadsheet; `geomap.run(..., corrections=path)` takes it once edited.

        Raises
        ------
        OutputError
            When a review stands there that a person has edited, or it cannot be written.
        """
        write_review(Path(path), make_review(self.dataset, self.gazetteer))
        return Path(path)

    @pause_collector()
    def export(self, folder: str | Path, *, to: Sequence[str]) -> list[Path]:
        """Write the incidents in some formats into a folder, and nothing else; see `write`.

        The name ``html`` stands for the pages.
        """
        formats = choose_formats(name for name in to if name != "html")
        contents = make_files(self.dataset, formats)
        if "html" in to:
            contents |= self._render_pages()
        written = write_files(Path(folder), contents)
        return [*written, *write_folders(self.dataset, formats, Path(folder))]
