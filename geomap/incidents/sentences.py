"""Keys of the sentences that incidents rest on: the file, and a digest of the words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.model import Claim, Document

_LENGTH = 8


def make_sentence_key(claim: Claim, document: Document) -> str:
    """Return the key of the sentence of a claim: "a.txt#157c6ce9".

    It stays the same where the report is moved about within its file, or wrapped anew.
    """
    span = claim.evidence[0].span
    words = " ".join(document.text[span.start : span.end].split())
    return f"{document.source}#{hashlib.sha256(words.encode()).hexdigest()[:_LENGTH]}"


def list_sentence_keys(claims: Iterable[Claim], documents: Mapping[str, Document]) -> list[str]:
    """Return the keys of the sentences of claims, each once and sorted.

    Parameters
    ----------
    claims
        Of an incident.
    documents
        Document id to document.
    """
    return sorted({make_sentence_key(claim, documents[claim.document_id]) for claim in claims})
