"""What makes claims of reports, behind one protocol: the rules of geomap, or another reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from geomap.claims.extract import extract_document
from geomap.claims.reading import may_report
from geomap.claims.telling import tells_event
from geomap.claims.versions import rule_versions
from geomap.documents.language import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.borders import Borders
    from geomap.model import Claim, Document, Resolution
    from geomap.places import Gazetteer


class ResolvedDocument(NamedTuple):
    """A report with its toponyms."""

    document: Document
    resolutions: Sequence[Resolution]


class Extractor(Protocol):
    """What makes claims of reports.

    Each claim carries the spans of the text that it was read from, so that it can be followed.
    """

    @property
    def versions(self) -> Mapping[str, str]:
        """What it reads with, each part with its version, for the record of a run."""

    def reads(self, language: str | None) -> bool:
        """Tell whether it reads a language: ISO 639-1, or None where a report's is not known."""

    def may_report(self, document: Document) -> bool:  # noqa: ARG002 - for those that can tell
        """Tell whether a report may have claims; where not, its toponyms are not resolved.

        It must be certain to say no. A reader that cannot tell leaves this as it is.
        """
        return True

    def tells_event(self, document: Document) -> bool:  # noqa: ARG002 - for those that can tell
        """Tell whether a report that has claims may tell of an event, or add to one.

        Where not, its toponyms are not resolved and nothing is extracted, as no incident would be
        another. It must be certain to say no; a reader that cannot tell leaves this as it is.
        """
        return True

    def extract(self, documents: Iterable[ResolvedDocument]) -> list[Claim]:
        """Return the claims of reports in the order of reports and text."""
        ...


class RuleExtractor:
    """The rules of geomap, which read English.

    Parameters
    ----------
    gazetteer
        For the names and capitals of states.
    borders
        The lines, which tell what lies at a border, and which pairs of states are neighbours.
    """

    _LANGUAGES: Final = frozenset({ENGLISH, None})

    def __init__(self, gazetteer: Gazetteer, borders: Borders) -> None:
        self._gazetteer = gazetteer
        self._borders = borders
        self._pairs = frozenset(border.sides for border in borders)

    @property
    def versions(self) -> dict[str, str]:
        """Each file of rules with its version."""
        return rule_versions()

    def reads(self, language: str | None) -> bool:
        """Tell whether there are rules for a language; a report of unknown language is tried."""
        return language in self._LANGUAGES

    def may_report(self, document: Document) -> bool:
        """Tell whether a report has any word that a claim is made of."""
        return may_report(document)

    def tells_event(self, document: Document) -> bool:
        """Tell whether a report's claims may found an incident, or join one."""
        return tells_event(document)

    def extract(self, documents: Iterable[ResolvedDocument]) -> list[Claim]:
        """Return the claims of reports in the order of reports and text."""
        return [
            claim
            for document, resolutions in documents
            for claim in extract_document(
                document,
                resolutions,
                gazetteer=self._gazetteer,
                border_pairs=self._pairs,
                borders=self._borders,
            )
        ]
