"""The formats that a run can be written in, by the names that ``--to`` takes."""

from __future__ import annotations

from geomap.export.formats.registry import (
    DEFAULT_FORMATS,
    FORMATS,
    Format,
    choose_formats,
    make_files,
    write_folders,
)

__all__ = ["DEFAULT_FORMATS", "FORMATS", "Format", "choose_formats", "make_files", "write_folders"]
