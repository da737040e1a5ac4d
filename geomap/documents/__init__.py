"""Files to `Document` records: reading, decoding, and the date of publication."""

from geomap.documents.corpus import Corpus, Failure, read_corpus
from geomap.documents.language import find_language
from geomap.documents.publication import find_publication_date
from geomap.documents.reading import decode_text, read_document

__all__ = [
    "Corpus",
    "Failure",
    "decode_text",
    "find_language",
    "find_publication_date",
    "read_corpus",
    "read_document",
]
