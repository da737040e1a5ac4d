"""What a run gives: its incidents with all that they rest on, and everything `Outputs` makes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from geomap.export import (
    explain_document,
    explain_incident,
    iter_border_features,
    iter_casualty_rows,
    iter_claim_rows,
    iter_document_rows,
    iter_incident_features,
    iter_site_features,
    iter_stretch_features,
    make_dataset,
)
from geomap.export.run_record import make_run_record
from geomap.incidents import find_incident, join_words
from geomap.outputs import Outputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geomap.borders import Border, Borders
    from geomap.claims import Extractor
    from geomap.documents import Corpus, Failure
    from geomap.export import Dataset
    from geomap.incidents import Copies
    from geomap.incidents.corrections import CorrectionReport
    from geomap.model import Claim, Incident, Resolution
    from geomap.places import Gazetteer
    from geomap.places.online import OnlineReport
    from geomap.settings import Settings

_MAX_NAMED: Final = 3
"""Borders that a title names."""


class Result(Outputs):
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
    copies
        Which documents are versions of one article.
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
    unresolved
        Of each document that may report something, the toponyms that name no known place; those
        of ``resolutions`` when not given.
    online
        What was asked of an online geocoder; ``None`` when none was.
    corrections
        What became of corrections by a person; ``None`` when there were none.
    """

    def __init__(  # noqa: PLR0913 - a run has this many parts
        self,
        *,
        corpus: Corpus,
        resolutions: Mapping[str, Sequence[Resolution]],
        claims: Sequence[Claim],
        records: Sequence[Incident],
        failures: Sequence[Failure],
        copies: Copies,
        borders: Borders,
        gazetteer: Gazetteer,
        gazetteer_folder: Path,
        settings: Settings,
        extractor: Extractor,
        unresolved: Mapping[str, Sequence[Resolution]] | None = None,
        online: OnlineReport | None = None,
        corrections: CorrectionReport | None = None,
    ) -> None:
        super().__init__(gazetteer=gazetteer, gazetteer_folder=gazetteer_folder)
        self.corpus = corpus
        self.resolutions = resolutions
        self.unresolved = resolutions if unresolved is None else unresolved
        self.claims = tuple(claims)
        self.records = tuple(records)
        self.failures = tuple(failures)
        self.copies = copies
        self.borders = borders
        self.settings = settings
        self.extractor = extractor
        self.online = online
        self.corrections = corrections

    @cached_property
    def dataset(self) -> Dataset:
        """All tables of the run, from which every file is written."""
        documents = {document.id: document for document in self.corpus.documents}
        return make_dataset(
            {
                "incidents": iter_incident_features(self.records, documents, self.names),
                "sites": iter_site_features(self.records),
                "stretches": iter_stretch_features(self.records, self.borders),
                "border": iter_border_features(self._find_borders()),
                "documents": iter_document_rows(
                    self.corpus.documents, claims=self.claims, incidents=self.records
                ),
                "claims": iter_claim_rows(self.claims, incidents=self.records, documents=documents),
                "casualties": iter_casualty_rows(self.records, documents),
            },
            title=self.title,
            record=self._make_record(),
        )

    @property
    def lines(self) -> Borders:
        """The border lines that chainages of the run are measured along."""
        return self.borders

    @property
    def credits(self) -> tuple[str, ...]:
        """Credits of the data, with those of places that were found online."""
        return (*self.settings.credits, *(self.online.licences if self.online else ()))

    def _make_record(self) -> dict[str, Any]:
        return make_run_record(
            self.corpus,
            unresolved=self.unresolved,
            claims=self.claims,
            incidents=self.records,
            failures=self.failures,
            copies=self.copies,
            gazetteer_folder=self.gazetteer_folder,
            layers=self.gazetteer.layers,
            settings=self.settings,
            extractor=self.extractor,
            names=self.names,
            credits=self.credits,
            online=self.online,
            corrections=self.corrections,
        )

    def _find_borders(self) -> list[Border]:
        """Return the borders that incidents are on, else those of the reports' parties."""
        named = self._border_ids()
        used = [border for border in self.borders if border.id in named]
        if used:
            return used
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

    def explain_incident(self, incident_id: str) -> dict[str, Any]:
        """Return one incident with all that it rests on, from the words of the reports on.

        Parameters
        ----------
        incident_id
            Its id, or the beginning of it if no other begins so.

        Returns
        -------
        dict
            Values that JSON holds: its reports with the reason of each, quotations, days as they
            were counted, places with what else their names might have meant, counts with their
            history, status, and where it is on the border.

        Raises
        ------
        IncidentError
            No incident has this id, or several begin so; the message lists near ones.
        """
        incident = find_incident(self.records, incident_id)
        feature = self.incident_features["features"][self.records.index(incident)]
        return explain_incident(
            incident,
            properties=feature["properties"],
            sites=[
                site["properties"]
                for site in self.site_features["features"]
                if site["properties"]["incident_id"] == incident.id
            ],
            documents={document.id: document for document in self.corpus.documents},
            resolutions=self.resolutions,
            names=self.names,
        )

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
