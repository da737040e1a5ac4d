"""Files of places that a user has, read as rows: GeoNames dumps, tables, GIS layers."""

from geomap.places.sources.detect import SourceKind, detect_kind, iter_source
from geomap.places.sources.rows import Codes, ColumnNames, Fault, SourceRow

__all__ = [
    "Codes",
    "ColumnNames",
    "Fault",
    "SourceKind",
    "SourceRow",
    "detect_kind",
    "iter_source",
]
