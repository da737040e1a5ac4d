"""`Incident` to files: features, tables, and writers that leave whole files or none."""

from geomap.export.claim_facts import Fact, iter_facts
from geomap.export.dataset import Dataset, make_dataset
from geomap.export.explanation import explain_document
from geomap.export.features import (
    make_border_features,
    make_incident_features,
    make_site_features,
    make_stretch_features,
)
from geomap.export.fields import INCIDENT_FIELDS, SITE_FIELDS, TABLES, Field, Table
from geomap.export.formats import DEFAULT_FORMATS, FORMATS, choose_formats, make_files
from geomap.export.rows import make_casualty_rows, make_claim_rows, make_document_rows
from geomap.export.summary import name_event
from geomap.export.tables import make_incident_table, make_site_table
from geomap.export.writers import dump_json, write_files

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "INCIDENT_FIELDS",
    "SITE_FIELDS",
    "TABLES",
    "Dataset",
    "Fact",
    "Field",
    "Table",
    "choose_formats",
    "dump_json",
    "explain_document",
    "iter_facts",
    "make_border_features",
    "make_casualty_rows",
    "make_claim_rows",
    "make_dataset",
    "make_document_rows",
    "make_files",
    "make_incident_features",
    "make_incident_table",
    "make_site_features",
    "make_site_table",
    "make_stretch_features",
    "name_event",
    "write_files",
]
