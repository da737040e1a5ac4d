"""Corrections by a person: applied to what the reports make, and tied to it over runs.

Pure: the files that corrections stand in are read by `geomap.review`.
"""

from geomap.incidents.corrections.correcting import correct_incidents
from geomap.incidents.corrections.naming import choose_names
from geomap.incidents.corrections.records import (
    Action,
    Applied,
    Correction,
    CorrectionReport,
    Corrections,
    RowFault,
    Unfitting,
)
from geomap.incidents.corrections.settling import settle_corrections

__all__ = [
    "Action",
    "Applied",
    "Correction",
    "CorrectionReport",
    "Corrections",
    "RowFault",
    "Unfitting",
    "choose_names",
    "correct_incidents",
    "settle_corrections",
]
