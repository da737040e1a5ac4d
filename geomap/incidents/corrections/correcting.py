"""Linked claims to incidents on their borders, as the reports and a person together say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeVar

from geomap.incidents.corrections.edits import edit_incidents
from geomap.incidents.corrections.naming import check_names
from geomap.incidents.corrections.records import Applied, CorrectionReport, Corrections, Unfitting
from geomap.incidents.corrections.regroup import regroup_clusters
from geomap.incidents.corrections.settling import settle_corrections
from geomap.places.corrected import choose_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geomap.incidents.clusters import LinkedCluster
    from geomap.incidents.corrections.records import Correction
    from geomap.model import Document, Incident, Place, Resolution
    from geomap.places import Gazetteer

_Outcome = TypeVar("_Outcome", Applied, Unfitting)


def correct_incidents(  # noqa: PLR0913 - what corrections are of
    linked: Sequence[LinkedCluster],
    corrections: Corrections,
    *,
    make: Callable[[Iterable[LinkedCluster]], list[Incident]],
    attach: Callable[[Iterable[Incident]], list[Incident]],
    gazetteer: Gazetteer,
    resolutions: Mapping[str, Sequence[Resolution]],
    documents: Iterable[Document],
) -> tuple[list[Incident], CorrectionReport]:
    """Make incidents of clusters, and correct both; without corrections only the former.

    Parameters
    ----------
    linked
        From `link_clusters`.
    corrections
        In the order in which they were given.
    make
        Makes incidents of clusters.
    attach
        Puts incidents on their borders.
    gazetteer
        With the names that corrections give.
    resolutions
        Document id to its resolved toponyms.
    documents
        All reports.

    Returns
    -------
    tuple
        The incidents in the order of their dates, and what became of each correction.
    """
    if not corrections.rows:
        return attach(make(linked)), CorrectionReport(given=corrections)
    by_id = {document.id: document for document in documents}
    settled = settle_corrections(corrections.rows)
    regrouped = regroup_clusters(linked, settled.rows)
    named = check_names(
        attach(make(regrouped.linked)),
        settled.rows,
        gazetteer=gazetteer,
        resolutions=resolutions,
        documents=by_id,
    )

    def find_place(text: str, point: tuple[float, float] | None, countries: Iterable[str]) -> Place:
        return choose_place(text, gazetteer, point=point, countries=countries)

    edited = edit_incidents(
        named.incidents,
        settled.rows,
        documents=by_id,
        find_place=find_place,
        attach=lambda incident: attach([incident])[0],
        gone=regrouped.gone,
    )
    return sorted(edited.incidents, key=_first_day), CorrectionReport(
        given=corrections,
        applied=_as_given([*regrouped.applied, *named.applied, *edited.applied], settled.rows),
        unfitting=_as_given(
            [*regrouped.unfitting, *named.unfitting, *edited.unfitting], settled.rows
        ),
        superseded=tuple(settled.superseded),
    )


def _as_given(outcomes: Iterable[_Outcome], rows: Iterable[Correction]) -> tuple[_Outcome, ...]:
    """Return what became of corrections in the order in which these were given."""
    order = {id(row): number for number, row in enumerate(rows)}
    return tuple(sorted(outcomes, key=lambda it: order[id(it.correction)]))


def _first_day(incident: Incident) -> dt.date:
    return incident.date.start or incident.date.end or dt.date.max
