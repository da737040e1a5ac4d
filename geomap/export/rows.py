"""Reports, claims and counts as rows, in the columns of `TABLES`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from geomap.export.features import make_count_entry
from geomap.yearless import write_edtf

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geomap.model import Claim, Document, Incident

Row: TypeAlias = dict[str, Any]

__all__ = ["iter_casualty_rows", "iter_claim_rows", "iter_document_rows"]


def iter_document_rows(
    documents: Iterable[Document], *, claims: Iterable[Claim], incidents: Iterable[Incident]
) -> Iterator[Row]:
    """Yield a row for each report, in the order of the corpus; without its text."""
    claim_counts = Counter(claim.document_id for claim in claims)
    incident_counts = Counter(
        document_id
        for incident in incidents
        for document_id in {member.document_id for member in incident.members}
    )
    for document in documents:
        yield {
            "id": document.id,
            "published": _day(document.published),
            "title": document.title,
            "publisher": document.publisher,
            "url": document.url,
            "language": document.language,
            "claim_count": claim_counts[document.id],
            "incident_count": incident_counts[document.id],
        }


def iter_claim_rows(
    claims: Iterable[Claim],
    *,
    incidents: Iterable[Incident],
    documents: Mapping[str, Document],
) -> Iterator[Row]:
    """Yield a row for each claim, also for those that are part of no incident.

    Parameters
    ----------
    claims
        In the order in which they are to stand.
    incidents
        To which they may belong.
    documents
        Document id to document, for file names and quotations.
    """
    incident_of = {claim.id: incident.id for incident in incidents for claim in incident.claims}
    for claim in claims:
        yield _make_claim_row(claim, incident_of.get(claim.id), documents[claim.document_id])


def iter_casualty_rows(
    incidents: Iterable[Incident], documents: Mapping[str, Document]
) -> Iterator[Row]:
    """Yield a row for each reconciled count of each incident."""
    for incident in incidents:
        for count in incident.casualties:
            side = count.side or ("stateless" if count.is_stateless else "all")
            yield {
                "id": f"{incident.id}/{count.measure}-{side}-{count.category}",
                "incident_id": incident.id,
                **make_count_entry(count, documents),
            }


def _make_claim_row(claim: Claim, incident_id: str | None, document: Document) -> Row:
    span = claim.evidence[0].span if claim.evidence else None
    return {
        "id": claim.id,
        "document_id": document.id,
        "incident_id": incident_id,
        "event_type": claim.event_type,
        "sub_event_type": claim.sub_event_type and claim.sub_event_type.value,
        "stance": claim.stance.value,
        "date_start": _day(claim.date.start),
        "date_end": _day(claim.date.end),
        "date_precision": claim.date.precision,
        "date_basis": claim.date.basis.value,
        "date_edtf": write_edtf(claim.date),
        "said_on": _day(claim.said_on),
        "places": _names(claim),
        "speaker": claim.speaker and claim.speaker.name,
        "speaker_side": claim.speaker and claim.speaker.side,
        "start": span and span.start,
        "end": span and span.end,
        "quote": span and document.text[span.start : span.end],
    }


def _names(claim: Claim) -> Sequence[str]:
    return list(dict.fromkeys(site.place.name for site in claim.sites))


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
