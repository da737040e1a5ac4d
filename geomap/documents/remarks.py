"""Remarks on a corpus, counted: what was guessed in a million files is one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.documents.records import Remark, RemarkKind
from geomap.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_NAMED: Final = 5
"""Documents that a notice names."""
_MAX_NOTICES: Final = 1000
"""Different ones of a run; what is more differs in its wording only."""


class Notice(Record):
    """What is to be said of some documents, with the first of them."""

    kind: RemarkKind
    text: str
    count: int
    sources: tuple[str, ...]
    got: str | None = None
    """What stood in the first."""

    def __str__(self) -> str:
        """Say it in a line."""
        more = f" and {self.count - 1:,} more" if self.count > 1 else ""
        got = f" ({self.got!r})" if self.got is not None else ""
        return f"{self.sources[0]}{more}: {self.kind.value}: {self.text}{got}"


class RemarkLog:
    """Takes remarks and counts those that say the same; memory does not grow with the corpus.

    Of files that are left aside the names are kept, as the record of a run lists them.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[RemarkKind, str], tuple[Remark, list[str], int]] = {}
        self._left_aside: list[str] = []

    def __call__(self, remark: Remark) -> None:
        """Take a remark."""
        if remark.kind is RemarkKind.LEFT_ASIDE:
            self._left_aside.append(remark.source)
            return
        key = (remark.kind, remark.text)
        if key not in self._found and len(self._found) >= _MAX_NOTICES:
            return
        first, sources, count = self._found.get(key, (remark, [], 0))
        if len(sources) < _MAX_NAMED:
            sources.append(remark.source)
        self._found[key] = (first, sources, count + 1)

    def add_all(self, remarks: Iterable[Remark]) -> None:
        """Take the remarks that another process gathered."""
        for remark in remarks:
            self(remark)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was said, in the order in which it came up."""
        return tuple(
            Notice(
                kind=first.kind,
                text=first.text,
                count=count,
                sources=tuple(sources),
                got=first.got,
            )
            for first, sources, count in self._found.values()
        )

    @property
    def left_aside(self) -> tuple[str, ...]:
        """Names of the files that are no reports by their suffix, sorted."""
        return tuple(sorted(self._left_aside))
