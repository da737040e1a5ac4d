"""What a run gives: incidents and sites as tables, the map, and the record of the run."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from geomap.export import (
    DEFAULT_FORMATS,
    choose_formats,
    dump_json,
    explain_document,
    make_border_features,
    make_casualty_rows,
    make_claim_rows,
    make_dataset,
    make_document_rows,
    make_files,
    make_incident_features,
    make_incident_table,
    make_site_features,
    make_site_table,
    make_stretch_features,
    write_files,
)
from geomap.export.run_record import make_run_record
from geomap.incidents.wording import join_words
from geomap.page import build_map, render_page
from geomap.page.basemap import load_basemap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import folium
    import geopandas as gpd

    from geomap.borders import Border, Borders
    from geomap.claims import Extractor
    from geomap.documents import Corpus, Failure
    from geomap.export import Dataset
    from geomap.model import Claim, Incident, Resolution
    from geomap.places import Gazetteer
    from geomap.places.online import OnlineReport
    from geomap.settings import Settings

_MAX_NAMED: Final = 3
"""Borders that a title names."""


class Result:
    """The incidents of a corpus, and everything needed to follow each back to its reports.

    Parameters
    ----------
    corpus
        The documents, and those that could not be read.
    resolutions
        Document id to its resolved toponyms.
    claims
        All claims, also those that are part of no incident.
    records
        The incidents, in the order of their dates.
    failures
        Documents that could not be read or understood.
    borders
        The border lines at hand.
    gazetteer
        The places, for the names of states.
    gazetteer_folder
        Where places, lines and base map were read from.
    settings
        The options of the run.
    extractor
        What made the claims.
    online
        What was asked of an online geocoder; ``None`` when none was.

    Attributes
    ----------
    incidents : geopandas.GeoDataFrame
        A row each, EPSG:4326, points on the border; the columns are those of ``incidents.geojson``.
    sites : geopandas.GeoDataFrame
        A row for each incident and site, EPSG:4326.
    """

    def __init__(  # noqa: PLR0913 - a run has this many parts
        self,
        *,
        corpus: Corpus,
        resolutions: Mapping[str, Sequence[Resolution]],
        claims: Sequence[Claim],
        records: Sequence[Incident],
        failures: Sequence[Failure],
        borders: Borders,
        gazetteer: Gazetteer,
        gazetteer_folder: Path,
        settings: Settings,
        extractor: Extractor,
        online: OnlineReport | None = None,
    ) -> None:
        self.corpus = corpus
        self.resolutions = resolutions
        self.claims = tuple(claims)
        self.records = tuple(records)
        self.failures = tuple(failures)
        self.borders = borders
        self.names = {code: c.place.name for code, c in gazetteer.countries.items()}
        self.gazetteer = gazetteer
        self.gazetteer_folder = gazetteer_folder
        self.settings = settings
        self.extractor = extractor
        self.online = online

    @cached_property
    def incident_features(self) -> dict[str, Any]:
        """GeoJSON FeatureCollection of incidents."""
        documents = {document.id: document for document in self.corpus.documents}
        return make_incident_features(self.records, documents, self.names)

    @cached_property
    def site_features(self) -> dict[str, Any]:
        """GeoJSON FeatureCollection of sites."""
        return make_site_features(self.records)

    @cached_property
    def stretch_features(self) -> dict[str, Any]:
        """GeoJSON FeatureCollection of the parts of the border that reports name."""
        return make_stretch_features(self.records, self.borders)

    @cached_property
    def border_features(self) -> dict[str, Any]:
        """GeoJSON FeatureCollection of the border lines that the reports are about."""
        used = [border for border in self.borders if border.id in self._border_ids()]
        return make_border_features(used or self._find_borders_of_sides())

    @cached_property
    def dataset(self) -> Dataset:
        """All tables of the run, from which every file is written."""
        documents = {document.id: document for document in self.corpus.documents}
        return make_dataset(
            features={
                "incidents": self.incident_features,
                "sites": self.site_features,
                "stretches": self.stretch_features,
                "border": self.border_features,
            },
            rows={
                "documents": make_document_rows(
                    self.corpus.documents, claims=self.claims, incidents=self.records
                ),
                "claims": make_claim_rows(self.claims, incidents=self.records, documents=documents),
                "casualties": make_casualty_rows(self.records, documents),
            },
            title=self.title,
            record=self.run_record,
        )

    @cached_property
    def incidents(self) -> gpd.GeoDataFrame:
        """Incidents as a table."""
        return make_incident_table(self.incident_features)

    @cached_property
    def sites(self) -> gpd.GeoDataFrame:
        """Sites as a table."""
        return make_site_table(self.site_features)

    def map(self) -> folium.Map:
        """Return the page as a folium map, which shows itself in a notebook."""
        shown = [self.incident_features, self.site_features, self.border_features]
        return build_map(
            incidents=self.incident_features,
            sites=self.site_features,
            stretches=self.stretch_features,
            borders=self.border_features,
            basemap=load_basemap(self.gazetteer_folder, shown, gazetteer=self.gazetteer),
            title=self.title,
            credits=self.credits,
        )

    def write(
        self,
        folder: Path,
        *,
        to: Sequence[str] = DEFAULT_FORMATS,
        run_at: str | None = None,
        seconds: float | None = None,
    ) -> list[Path]:
        """Write the page, the run's record, and the incidents in any formats, into a folder.

        Parameters
        ----------
        folder
            Made if it is not there; files of an earlier run are replaced, all or none.
        to
            Names of formats, of `geomap.export.FORMATS`.
        run_at, seconds
            When the run was and how long it took, for its record: the library has no clock.

        Raises
        ------
        OutputError
            When a format is not known, or a file cannot be written; what stood there before stays.
        """
        formats = choose_formats(to)
        contents = {
            "map.html": render_page(self.map()).encode("utf-8"),
            **make_files(self.dataset, formats),
            "run.json": dump_json({**self.run_record, "run_at": run_at, "seconds": seconds}),
        }
        return write_files(folder, contents)

    @property
    def credits(self) -> tuple[str, ...]:
        """Credits of the data, with those of places that were found online."""
        return (*self.settings.credits, *(self.online.licences if self.online else ()))

    @cached_property
    def run_record(self) -> dict[str, Any]:
        """What was read, what was not and why, and with which rules and data."""
        return make_run_record(
            self.corpus,
            resolutions=self.resolutions,
            claims=self.claims,
            incidents=self.records,
            failures=self.failures,
            gazetteer_folder=self.gazetteer_folder,
            layers=self.gazetteer.layers,
            settings=self.settings,
            extractor=self.extractor,
            names=self.names,
            credits=self.credits,
            online=self.online,
        )

    def _find_borders_of_sides(self) -> list[Border]:
        """Return the borders of the parties that the reports are about, attached or not."""
        pairs = {frozenset(claim.parties) for claim in self.claims}
        return [border for border in self.borders if frozenset(border.sides) in pairs]

    def _border_ids(self) -> set[str]:
        return {incident.border for incident in self.records if incident.border}

    def explain(self) -> list[dict[str, Any]]:
        """Return each report with what was understood in it, sentence by sentence.

        Returns
        -------
        list of dict
            In the order of the corpus; values that JSON holds: those of `explain_document`, and
            "is_read", whether there are rules for the report's language.
        """
        claims: dict[str, list[Claim]] = {}
        for claim in self.claims:
            claims.setdefault(claim.document_id, []).append(claim)
        incidents: dict[str, list[Incident]] = {}
        for incident in self.records:
            for member in incident.members:
                incidents.setdefault(member.document_id, []).append(incident)
        return [
            {"is_read": self.extractor.reads(document.language)}
            | explain_document(
                document,
                resolutions=self.resolutions.get(document.id, ()),
                claims=claims.get(document.id, ()),
                incidents=incidents.get(document.id, ()),
                names=self.names,
            )
            for document in self.corpus.documents
        ]

    @property
    def title(self) -> str:
        """Title of the page: the one of the settings, or the borders that the incidents are on."""
        if self.settings.title:
            return self.settings.title
        pairs = sorted(
            "–".join(self.names.get(code, code) for code in border_id.split("-"))
            for border_id in self._border_ids()
        )
        is_only = all(incident.border for incident in self.records)
        if not pairs or not is_only:
            return "Incidents"
        if len(pairs) > _MAX_NAMED:
            return f"Incidents on {len(pairs)} borders"
        return f"Incidents on the {join_words(pairs)} border{'s' if len(pairs) > 1 else ''}"

    def __repr__(self) -> str:
        """Say what was found."""
        return (
            f"<geomap.Result: {len(self.records)} incidents from "
            f"{len(self.corpus.documents)} reports, {len(self.failures)} failed>"
        )
