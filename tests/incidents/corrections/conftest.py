"""The sample corpus, linked once, and corrected as often as a test likes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

import geomap
from geomap.incidents import attach_to_borders, link_clusters, make_incidents
from geomap.incidents.corrections import Action, Correction, Corrections, correct_incidents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geomap.incidents.corrections import CorrectionReport
    from geomap.model import Incident


class Sample:
    """The incidents of the sample corpus before and after corrections."""

    def __init__(self, result: geomap.Result) -> None:
        self.result = result
        self.before = list(result.records)
        self.ids = [incident.id for incident in result.records]
        self.documents = {it.id: it for it in result.corpus.documents}
        self._linked = link_clusters(
            result.corpus.documents,
            result.claims,
            borders=result.borders,
            within_km=result.settings.border_km,
            settings=result.settings.linking,
            copies=result.copies,
        )

    def correct(self, rows: Sequence[Correction]) -> tuple[list[Incident], CorrectionReport]:
        return correct_incidents(
            self._linked,
            Corrections(rows=tuple(rows)),
            make=partial(make_incidents, copies=self.result.copies),
            attach=partial(
                attach_to_borders,
                borders=self.result.borders,
                within_km=self.result.settings.border_km,
            ),
            gazetteer=self.result.gazetteer,
            resolutions=self.result.resolutions,
            documents=self.result.corpus.documents,
        )

    def correct_one(self, row: Correction) -> Incident:
        """Return the incident that a correction is of, which must fit."""
        incidents, report = self.correct([row])
        assert not report.unfitting
        ((applied,),) = [report.applied]
        return next(it for it in incidents if it.id == applied.incidents[0])

    def explain_misfit(self, row: Correction) -> str:
        """Return why a correction does not fit; nothing is changed then."""
        incidents, report = self.correct([row])
        assert incidents == self.before
        (unfitting,) = report.unfitting
        return unfitting.because

    def find(self, start: str) -> Incident:
        (found,) = (it for it in self.before if it.id.startswith(start))
        return found


@pytest.fixture(scope="session")
def sample(corpus_folder: Path) -> Sample:
    return Sample(geomap.run(corpus_folder))


@pytest.fixture(scope="session")
def row() -> Callable[..., Correction]:
    """Return a function that makes a correction."""

    def make(action: Action, identity: str = "", **fields: object) -> Correction:
        return Correction(
            **{"author": "A. Person", "reason": "seen", "action": action, "id": identity} | fields  # type: ignore[arg-type]
        )

    return make
