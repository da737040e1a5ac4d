"""The record of a run: what was read, what was not and why, and with which rules and data."""

from __future__ import annotations

import hashlib
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

import msgspec

from geomap import __version__
from geomap.claims.structure import iter_paragraphs, split_sentences
from geomap.export.changes import list_incidents
from geomap.export.checked import record_corrections
from geomap.model import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geomap.claims import Extractor
    from geomap.documents import Corpus, Failure
    from geomap.incidents import Copies
    from geomap.incidents.corrections import CorrectionReport
    from geomap.model import Claim, Document, Incident, Resolution
    from geomap.places.index import PlaceIndex
    from geomap.places.online import OnlineReport
    from geomap.settings import Settings

_PACKAGES: Final = ("geopandas", "shapely", "pyproj", "folium", "geopy", "msgspec", "anyascii")
_DATA_FOLDERS: Final = ("places", "borders", "basemap")


def make_run_record(  # noqa: PLR0913 - a run has this many parts
    corpus: Corpus,
    *,
    unresolved: Mapping[str, Sequence[Resolution]],
    claims: Sequence[Claim],
    incidents: Sequence[Incident],
    failures: Sequence[Failure],
    copies: Copies,
    gazetteer_folder: Path,
    layers: Sequence[PlaceIndex],
    settings: Settings,
    extractor: Extractor,
    names: Mapping[str, str],
    credits: Sequence[str],  # noqa: A002 - the word for it
    online: OnlineReport | None,
    corrections: CorrectionReport | None,
) -> dict[str, Any]:
    """Make the record of a run, for ``run.json``.

    Parameters
    ----------
    corpus
        What was read, and what was left aside.
    unresolved
        Document id to its toponyms; those without a place are listed.
    claims
        All claims; those that are part of no incident are listed.
    incidents
        What was made of them.
    failures
        Documents that failed, with reasons.
    copies
        Which documents are versions of one article.
    gazetteer_folder
        Its files are named with their hashes.
    layers
        The indexes of places, the uppermost first; those of the user are named with their hashes.
    settings
        The options.
    extractor
        What made the claims; reports in languages that it does not read are counted.
    names
        ISO alpha-3 to English name, for the parties.
    credits
        Who made what the map is drawn from.
    online
        What was asked of an online geocoder; ``None`` when none was.
    """
    return {
        "geomap": __version__,
        "documents": _list_documents(corpus, claims, incidents),
        "failed": [{"source": f.source, "reason": f.reason} for f in failures],
        "ignored": list(corpus.ignored),
        **_record_notices(corpus),
        "copies": _list_copies(corpus, copies),
        "incident_count": len(incidents),
        "incidents": msgspec.to_builtins(
            list_incidents(incidents, {document.id: document for document in corpus.documents})
        ),
        "parties": _name_parties(incidents, names),
        "unread_languages": count_unread_languages(corpus.documents, extractor),
        "unresolved": _list_unresolved(corpus, unresolved),
        "undated_claims": _list_claims(corpus, claims, incidents, undated=True),
        "unused_claims": _list_claims(corpus, claims, incidents, undated=False),
        "settings": msgspec.to_builtins(settings),
        "rules": dict(extractor.versions),
        "packages": {name: _version(name) for name in _PACKAGES},
        "gazetteer": _hash_files(gazetteer_folder) | _hash_layers(layers, gazetteer_folder),
        "online": None if online is None else msgspec.to_builtins(online),
        "corrections": record_corrections(corrections),
        "credits": list(credits),
    }


def _record_notices(corpus: Corpus) -> dict[str, Any]:
    """Return what was guessed while reading, where anything was."""
    return {"notices": msgspec.to_builtins(corpus.notices)} if corpus.notices else {}


def count_unread_languages(documents: Iterable[Document], extractor: Extractor) -> dict[str, int]:
    """Count the reports of each language that there are no rules for, the commonest first."""
    unread = Counter(
        document.language
        for document in documents
        if document.language and not extractor.reads(document.language)
    )
    return dict(sorted(unread.items(), key=lambda item: (-item[1], item[0])))


def _name_parties(incidents: Iterable[Incident], names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the states that the incidents are between, or lie in, by their codes."""
    codes = {code for incident in incidents for code in incident.sides}
    codes |= {c for i in incidents for site in i.sites for c in site.place.countries}
    return {code: names[code] for code in sorted(codes) if code in names}


def _list_copies(corpus: Corpus, copies: Copies) -> list[dict[str, Any]]:
    """List each article that there are copies or later versions of, with these."""
    sources = {document.id: document.source for document in corpus.documents}
    articles: dict[str, list[dict[str, Any]]] = {}
    for copy in copies.versions:
        entry = {
            "source": sources[copy.document_id],
            "kind": "update" if copy.is_update else "copy",
            "contained": copy.containment,
        }
        articles.setdefault(sources[copy.original], []).append(entry)
    return [{"original": name, "versions": versions} for name, versions in articles.items()]


def _list_documents(
    corpus: Corpus, claims: Sequence[Claim], incidents: Sequence[Incident]
) -> list[dict[str, Any]]:
    claim_counts = Counter(claim.document_id for claim in claims)
    memberships: dict[str, list[dict[str, str]]] = {}
    for incident in incidents:
        for member in incident.members:
            entry = {"id": incident.id, "date_basis": member.date_basis.value}
            memberships.setdefault(member.document_id, []).append(entry)
    return [
        {
            "source": document.source,
            "published": document.published.isoformat() if document.published else None,
            "language": document.language,
            "claim_count": claim_counts[document.id],
            "incidents": memberships.get(document.id, []),
        }
        for document in corpus.documents
    ]


def _list_unresolved(
    corpus: Corpus, unresolved: Mapping[str, Sequence[Resolution]]
) -> list[dict[str, Any]]:
    documents = {document.id: document for document in corpus.documents}
    return [
        {
            "name": resolution.mention.text,
            "source": documents[document_id].source,
            "start": resolution.mention.start,
            "end": resolution.mention.end,
            "quote": _find_sentence(documents[document_id], resolution.mention.start),
            "reason": resolution.reason,
        }
        for document_id, found in unresolved.items()
        for resolution in found
        if resolution.place is None and resolution.mention.kind is MentionKind.PLACE
    ]


def _find_sentence(document: Document, at: int) -> str | None:
    """Return the sentence around a character; ``None`` where it stands in no running text."""
    for start, end in iter_paragraphs(document):
        if start <= at < end:
            ranges = split_sentences(document.text, start, end)
            return next((document.text[s:e] for s, e in ranges if s <= at < e), None)
    return None


def _list_claims(
    corpus: Corpus, claims: Sequence[Claim], incidents: Sequence[Incident], *, undated: bool
) -> list[dict[str, Any]]:
    """List claims of incidents without a date, or claims that are part of no incident."""
    documents = {document.id: document for document in corpus.documents}
    used = {claim.id for incident in incidents for claim in incident.claims}
    without_date = {c.id for i in incidents if not i.date.is_known for c in i.claims}
    chosen = [
        claim for claim in claims if (claim.id in without_date if undated else claim.id not in used)
    ]
    return [
        {
            "source": documents[claim.document_id].source,
            "start": claim.evidence[0].span.start,
            "end": claim.evidence[0].span.end,
            "quote": documents[claim.document_id].text[
                claim.evidence[0].span.start : claim.evidence[0].span.end
            ],
        }
        for claim in chosen
    ]


def _hash_files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in _DATA_FOLDERS
        for path in sorted((folder / name).glob("*"))
        if path.is_file()
    }


def _hash_layers(layers: Sequence[PlaceIndex], folder: Path) -> dict[str, str]:
    """Return the hashes of the indexes that the user brought, by their names."""
    return {
        f"own/{layer.path.name}": hashlib.sha256(layer.path.read_bytes()).hexdigest()
        for layer in layers
        if not layer.path.is_relative_to(folder)
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
