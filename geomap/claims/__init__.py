"""Text to `Claim`: what a report says happened, when, where, to whom, and who says so."""

from geomap.claims.extract import extract_document
from geomap.claims.extractor import Extractor, ResolvedDocument, RuleExtractor
from geomap.claims.versions import rule_versions

__all__ = ["Extractor", "ResolvedDocument", "RuleExtractor", "extract_document", "rule_versions"]
