"""Files to `Document` records: reading, decoding, and the date of publication."""

from geomap.documents.columns import parse_columns
from geomap.documents.corpus import Corpus, iter_documents, iter_entries, read_corpus
from geomap.documents.encoding import decode_text
from geomap.documents.language import find_language
from geomap.documents.listing import iter_sources
from geomap.documents.making import read_articles, read_document, read_entry
from geomap.documents.opening import open_source
from geomap.documents.publication import find_publication_date
from geomap.documents.records import (
    Entry,
    Failure,
    ReadOptions,
    Remark,
    RemarkKind,
    Source,
)
from geomap.documents.remarks import Notice, RemarkLog

__all__ = [
    "Corpus",
    "Entry",
    "Failure",
    "Notice",
    "ReadOptions",
    "Remark",
    "RemarkKind",
    "RemarkLog",
    "Source",
    "decode_text",
    "find_language",
    "find_publication_date",
    "iter_documents",
    "iter_entries",
    "iter_sources",
    "open_source",
    "parse_columns",
    "read_articles",
    "read_corpus",
    "read_document",
    "read_entry",
]
