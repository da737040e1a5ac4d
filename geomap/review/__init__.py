"""Corrections in files: the sheet that a person reviews, and what was written into it."""

from geomap.review.reading import read_corrections
from geomap.review.sheet import make_review
from geomap.review.writing import append_corrections, encode_corrections, write_review

__all__ = [
    "append_corrections",
    "encode_corrections",
    "make_review",
    "read_corrections",
    "write_review",
]
