"""`Incident` to files: features, tables, and writers that leave whole files or none."""

from geomap.export.checked import describe_checks
from geomap.export.claim_facts import Fact, iter_facts
from geomap.export.dataset import Dataset, make_dataset
from geomap.export.explanation import explain_document
from geomap.export.features import (
    iter_border_features,
    iter_incident_features,
    iter_site_features,
    iter_stretch_features,
)
from geomap.export.fields import INCIDENT_FIELDS, SITE_FIELDS, TABLES, Field, Table
from geomap.export.formats import (
    DEFAULT_FORMATS,
    FORMATS,
    choose_formats,
    make_files,
    write_folders,
)
from geomap.export.formats.csv_files import encode_csv, read_cell
from geomap.export.incident_explanation import explain_incident
from geomap.export.incident_words import Entry, Section, iter_sections
from geomap.export.reading import read_dataset
from geomap.export.reading_parts import find_parts, read_parts
from geomap.export.rows import iter_casualty_rows, iter_claim_rows, iter_document_rows
from geomap.export.schema import make_incident_schema
from geomap.export.slicing import Slice, select
from geomap.export.summary import name_event
from geomap.export.tables import make_table
from geomap.export.writers import dump_json, write_files

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "INCIDENT_FIELDS",
    "SITE_FIELDS",
    "TABLES",
    "Dataset",
    "Entry",
    "Fact",
    "Field",
    "Section",
    "Slice",
    "Table",
    "choose_formats",
    "describe_checks",
    "dump_json",
    "encode_csv",
    "explain_document",
    "explain_incident",
    "find_parts",
    "iter_border_features",
    "iter_casualty_rows",
    "iter_claim_rows",
    "iter_document_rows",
    "iter_facts",
    "iter_incident_features",
    "iter_sections",
    "iter_site_features",
    "iter_stretch_features",
    "make_dataset",
    "make_files",
    "make_incident_schema",
    "make_table",
    "name_event",
    "read_cell",
    "read_dataset",
    "read_parts",
    "select",
    "write_files",
    "write_folders",
]
