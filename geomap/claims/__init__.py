"""Text to `Claim`: what a report says happened, when, where, to whom, and who says so."""

from geomap.claims.extract import extract_claims, extract_document
from geomap.claims.lexicon import rule_versions

__all__ = ["extract_claims", "extract_document", "rule_versions"]
