"""What a person corrected of an incident: as values, and in words for formats without records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.incidents.corrections import CorrectionReport
    from geomap.model import Check

__all__ = ["describe_checks", "list_checks", "record_corrections"]


def list_checks(checks: Iterable[Check]) -> list[dict[str, Any]]:
    """Return the property ``checked`` of an incident."""
    return [
        {"field": it.field, "author": it.author, "reason": it.reason, "was": it.was}
        for it in checks
    ]


def describe_checks(checked: Iterable[Mapping[str, Any]]) -> Sequence[str]:
    """Return the entries of the property ``checked`` in words.

    Examples
    --------
    >>> describe_checks([{"field": "killed_a", "author": "A. B.", "reason": "misread", "was": "3"}])
    ['killed_a checked by A. B.: misread (was 3)']
    """
    return [
        f"{it['field']} checked by {it['author']}: {it['reason']} "
        f"(was {'not known' if it['was'] is None else it['was']})"
        for it in checked
    ]


def record_corrections(report: CorrectionReport | None) -> dict[str, Any] | None:
    """Return what became of corrections, for the record of a run; ``None`` where there were none.

    Parameters
    ----------
    report
        Of the run.
    """
    if report is None:
        return None
    entries = {
        "applied": [
            {**_describe(it.correction), "incidents": it.incidents, "fits_by": it.fits_by}
            for it in report.applied
        ],
        "unfitting": [
            {**_describe(it.correction), "because": it.because} for it in report.unfitting
        ],
        "superseded": [_describe(it) for it in report.superseded],
        "faults": [
            {"file": it.file, "line": it.line, "message": it.message} for it in report.given.faults
        ],
    }
    return {"files": list(report.given.files), **entries}


def _describe(correction: msgspec.Struct) -> dict[str, Any]:
    described: dict[str, Any] = msgspec.to_builtins(correction)
    # What ties a correction to its incident is long, and stands in its file.
    return {name: value for name, value in described.items() if name != "sources"}
