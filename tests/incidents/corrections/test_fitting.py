"""Finding again what a correction was made for, when its id is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.incidents.corrections import Action, Correction
from geomap.incidents.corrections.fitting import BY_SOURCES, Fit, Fitting
from geomap.incidents.sentences import list_sentence_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.incidents.corrections.conftest import Sample

RESTS: Mapping[str, Sequence[str]] = {
    "A": ("a.txt#1", "a.txt#2", "both.txt#9"),
    "B": ("b.txt#1", "both.txt#9"),
    "C": ("b.txt#2", "c.txt#1"),
}


def _find(ids: Sequence[str], *sources: str, gone: Mapping[str, str] | None = None) -> Fit:
    fitting = Fitting(RESTS, list_sentences=lambda it: RESTS[it], gone=gone or {})
    return fitting.find(ids, sources)


def test_an_id_fits_whatever_it_rests_on() -> None:
    assert _find(["A"], "b.txt#1") == Fit(("A",))


def test_sentences_lead_to_the_incident_that_alone_has_them() -> None:
    assert _find(["old"], "a.txt#1", "a.txt#7") == Fit(("A",), by=BY_SOURCES)


def test_a_sentence_of_two_incidents_leads_to_none() -> None:
    assert _find(["old"], "both.txt#9").ids == ()


def test_sentences_that_went_apart_lead_to_none() -> None:
    fit = _find(["old"], "b.txt#1", "b.txt#2")
    assert fit.ids == ()
    assert fit.because.endswith("its sources are now those of B, C")


def test_files_lead_to_the_only_incident_that_has_them_all() -> None:
    assert _find(["old"], "c.txt").ids == ("C",)
    assert _find(["old"], "b.txt", "c.txt").ids == ("C",)
    assert _find(["old"], "b.txt").ids == ()


def test_without_sources_it_is_told_what_is_missing() -> None:
    assert "names no sources" in _find(["old"]).because
    assert "none rests on its sources" in _find(["old"], "z.txt#1").because


def test_of_several_ids_those_that_are_gone_are_found() -> None:
    assert _find(["old", "B"], "a.txt#1", "b.txt#1").ids == ("A", "B")
    assert _find(["old", "older"], "a.txt#1", "c.txt#1").ids == ("A", "C")
    assert _find(["A", "older"], "a.txt#1").ids == ()


def test_what_another_correction_put_away_is_not_looked_for() -> None:
    fit = _find(["old"], "a.txt#1", gone={"old": "old was merged into A"})
    assert fit == Fit((), because="old was merged into A")


def test_a_correction_survives_a_new_id(sample: Sample, row: Callable[..., Correction]) -> None:
    for incident in sample.before:
        keys = list_sentence_keys(incident.claims, sample.documents)
        moved = row(
            Action.CHANGE, "ARM-AZE-1999-01-01-abcdef", field="missing_a", value="7", sources=keys
        )
        incidents, report = sample.correct([moved])
        if report.unfitting:
            # All its sentences tell of another incident too.
            continue
        assert report.applied[0].incidents == (incident.id,)
        assert report.applied[0].fits_by == "sources"
        assert [it.id for it in incidents if it.checked] == [incident.id]
