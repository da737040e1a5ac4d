"""What a runner hands back, gathered in the order of the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from geomap.documents import Corpus, Failure, RemarkLog
from geomap.incidents import KnownCopies
from geomap.places import resolve_document
from geomap.understanding import name_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geomap.engine import Outcome
    from geomap.model import Claim, Document, Resolution
    from geomap.places import Gazetteer
    from geomap.understanding import Articles, Item, Understood

    Batch: TypeAlias = list[Outcome[Item, Articles]]
    Track: TypeAlias = Callable[[Iterable[Batch]], Iterable[Batch]]
    """Wraps the batches of a run as they are done, to show progress."""


class Reports:
    """All reports of a run with what is understood of them."""

    def __init__(self) -> None:
        self.listing = RemarkLog()
        """Takes what is to be said of the files of the corpus."""
        self._reading = RemarkLog()
        self._documents: list[Document] = []
        self._failures: list[Failure] = []
        self.claims: list[Claim] = []
        self.telling: list[Document] = []
        """Documents that may report something: all others are on no map."""
        self.unresolved: dict[str, tuple[Resolution, ...]] = {}
        """Of these, the toponyms that name no known place; all where a geocoder was asked."""

        self.sketches: dict[str, bytes] = {}
        """Of these, by document id, by which copies are found."""
        self.known_copies = KnownCopies()
        """What an earlier run found of them."""

    def add(self, outcome: Outcome[Item, Articles]) -> None:
        """Add what became of an entry."""
        if outcome.error is not None:
            name = name_item(outcome.item)
            self._failures.append(Failure(source=name, reason=f"{name}: {outcome.error}"))
        for article in outcome.value or ():
            self._add_article(article)

    def _add_article(self, article: Understood) -> None:
        document, meaning, remarks = article
        self._reading.add_all(remarks)
        if isinstance(document, Failure):
            self._failures.append(document)
            return
        self._documents.append(document)
        self.claims += meaning.claims
        if meaning.resolutions is not None:
            self.telling.append(document)
            self.sketches[document.id] = meaning.sketch
            if meaning.resolutions:
                self.unresolved[document.id] = meaning.resolutions

    @property
    def corpus(self) -> Corpus:
        """The documents, and what could not be read or understood."""
        return Corpus(
            documents=tuple(self._documents),
            failures=tuple(self._failures),
            ignored=self.listing.left_aside,
            # Apart, as files are listed ahead of reading, how far differs from run to run.
            notices=(*self.listing.notices, *self._reading.notices),
        )


class ResolvedOnDemand(Mapping[str, "Sequence[Resolution]"]):
    """Document id to its toponyms, resolved when they are asked for.

    Parameters
    ----------
    documents
        All of them.
    gazetteer
        The places.
    known
        What is resolved already, and would not come out the same again.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        gazetteer: Gazetteer,
        *,
        known: Mapping[str, Sequence[Resolution]],
    ) -> None:
        self._documents = {document.id: document for document in documents}
        self._gazetteer = gazetteer
        self._resolved = dict(known)

    def __getitem__(self, document_id: str) -> Sequence[Resolution]:
        """Return the toponyms of a document."""
        if document_id not in self._resolved:
            document = self._documents[document_id]
            self._resolved[document_id] = resolve_document(document, self._gazetteer)
        return self._resolved[document_id]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of all documents, in their order."""
        return iter(self._documents)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._documents)
