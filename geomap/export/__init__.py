"""`Incident` to files: features, tables, and writers that leave whole files or none."""

from geomap.export.claim_facts import Fact, iter_facts
from geomap.export.explanation import explain_document
from geomap.export.features import (
    make_border_features,
    make_incident_features,
    make_site_features,
    make_stretch_features,
)
from geomap.export.fields import INCIDENT_FIELDS, SITE_FIELDS, Field
from geomap.export.summary import name_event
from geomap.export.tables import make_incident_table, make_site_table
from geomap.export.writers import dump_json, make_csv, write_files

__all__ = [
    "INCIDENT_FIELDS",
    "SITE_FIELDS",
    "Fact",
    "Field",
    "dump_json",
    "explain_document",
    "iter_facts",
    "make_border_features",
    "make_csv",
    "make_incident_features",
    "make_incident_table",
    "make_site_features",
    "make_site_table",
    "make_stretch_features",
    "name_event",
    "write_files",
]
