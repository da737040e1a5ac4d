"""What a person corrects, and what became of it."""

from __future__ import annotations

from enum import StrEnum

from geomap.model import Record


class Action(StrEnum):
    """What a correction does."""

    CHANGE = "change"
    """Set a field of an incident: its type, its status, a count."""
    DATE = "date"
    """Set the day, or the first and the last."""
    MOVE = "move"
    """Set the main place, by its name or id, by a point, or by both."""
    REJECT = "reject"
    """What was taken for an incident is none."""
    MERGE = "merge"
    """Several incidents are one."""
    SPLIT = "split"
    """Some reports, or sentences of them, tell of another incident."""
    RENAME = "rename"
    """Show a place under another name."""
    NAME = "name"
    """A name of the reports means this place, in the whole run."""


STRUCTURAL = frozenset({Action.REJECT, Action.MERGE, Action.SPLIT})
"""Actions that decide which reports are an incident; each sees what the rows before it made."""


class Correction(Record):
    """One correction, as a person wrote it; its text has been checked, not yet applied."""

    action: Action
    author: str
    reason: str
    id: str = ""
    """Id of the incident; empty for a name, and for a place that is renamed everywhere."""
    field: str = ""
    """Of a change, the property; of a name, the name as reports spell it; of a rename, the place,
    by its id or the name that is shown."""
    value: str = ""
    """What is right: see `geomap.incidents.corrections.values`."""
    lon: float | None = None
    lat: float | None = None
    """Degrees, WGS 84; of a place that is moved to or named."""
    sources: tuple[str, ...] = ()
    """What the incident rested on when it was corrected: names of files, or keys of sentences."""
    file: str = ""
    line: int = 0
    """Where it was written."""


class RowFault(Record):
    """A row that is no correction, and why."""

    file: str
    line: int
    message: str
    """What was expected, what was found, and how to mend it."""

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.file}, line {self.line}: {self.message}"


class Corrections(Record):
    """All corrections of a run, in the order in which they were given."""

    rows: tuple[Correction, ...] = ()
    faults: tuple[RowFault, ...] = ()
    """Rows that cannot be used; the others are."""
    files: tuple[str, ...] = ()


class Applied(Record):
    """A correction that was applied."""

    correction: Correction
    incidents: tuple[str, ...]
    """Ids of the incidents that it corrected, as they are now."""
    fits_by: str
    """"id", "sources" where the id is gone, or "name" where it is of no single incident."""


class Unfitting(Record):
    """A correction that does not fit what the reports say now."""

    correction: Correction
    because: str


class CorrectionReport(Record):
    """What became of the corrections of a run."""

    given: Corrections
    applied: tuple[Applied, ...] = ()
    unfitting: tuple[Unfitting, ...] = ()
    superseded: tuple[Correction, ...] = ()
    """In whose place a later row says something else."""

    @property
    def has_failed(self) -> bool:
        """Whether a person must look at a row again."""
        return bool(self.given.faults or self.unfitting)
