"""One report to what is understood of it: the stage that runs in every worker, with its cache."""

from __future__ import annotations

import zlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, cast

import msgspec

from geomap.borders import load_borders
from geomap.cache import Cache, cache_path, digest_code, digest_files, key_of, prune_cache
from geomap.claims import ResolvedDocument, RuleExtractor
from geomap.collecting import pause_collector
from geomap.documents import Failure, ReadOptions, Remark, read_articles
from geomap.engine import Answer, answer_each
from geomap.expressions import keep_expressions
from geomap.incidents import make_sketch
from geomap.model import Claim, Document, MentionKind, Record, Resolution
from geomap.places import recase, resolve_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geomap.borders import Borders
    from geomap.claims import Extractor
    from geomap.documents import Entry
    from geomap.places import Gazetteer, NameService

    Item: TypeAlias = Entry | Failure | Document
    """What a corpus is listed as; a failure of listing it stays in its place."""

_ITSELF: Final = "\x01"
"""Stands for a document's id in what is kept of it: no text of a report holds it."""
_ITSELF_IN_JSON: Final = msgspec.json.encode(_ITSELF)[1:-1]
_NOTHING: Final = b""
"""What is kept of a document that reports nothing."""


class Meaning(Record):
    """What is understood of one document."""

    claims: tuple[Claim, ...] = ()
    resolutions: tuple[Resolution, ...] | None = None
    """Names of places that no gazetteer has; all toponyms where an online geocoder was asked;
    ``None`` where the document can report nothing, so that nobody asked what places it names."""
    sketch: bytes = b""
    """By which copies of it are found, where it may report something."""


class Understood(NamedTuple):
    """A document that was read, with what is understood of it; or why it could not be read."""

    document: Document | Failure
    meaning: Meaning
    remarks: tuple[Remark, ...] = ()


Articles: TypeAlias = tuple[Understood, ...]
"""Of one entry: nearly always one."""


class BorderLines(Record):
    """The border lines of a run, before they are read: small enough to be sent to a worker."""

    folder: Path
    """Of the shipped lines."""
    files: tuple[tuple[Path, tuple[str, str] | None], ...] = ()
    """Lines in their place, with the ISO alpha-3 codes of their two sides."""

    def load(self) -> Borders:
        """Read the lines."""
        borders = load_borders(self.folder)
        if self.files:
            # Only here: it brings geopandas along, which reports alone do without.
            from geomap.borders.replacing import replace_borders  # noqa: PLC0415

            borders = replace_borders(borders, dict(self.files))
        return borders

    def list_files(self) -> Iterator[Path]:
        """Yield all files that are read, with what stands beside them under the same name."""
        yield from sorted(path for path in self.folder.iterdir() if path.is_file())
        for path, _ in self.files:
            yield from sorted(path.parent.glob(f"{path.stem}.*"))


class ReportTask:
    """The stage that reads and understands reports; see `geomap.engine.Task`.

    Parameters
    ----------
    gazetteer
        Is pickled as the paths of its indexes, which each process maps into its memory.
    lines
        The borders.
    options
        How entries are read.
    extractor
        Makes the claims; geomap's rules when not given.
    online
        Asked for names that the gazetteer lacks; only in this process, and nothing is kept then.
    cache
        Folder of the cache; nothing is kept when not given, nor of what an extractor of one's own
        makes, as nobody knows when that changes.
    """

    def __init__(  # noqa: PLR0913 - what understanding a report takes, each by its name
        self,
        *,
        gazetteer: Gazetteer,
        lines: BorderLines,
        options: ReadOptions = ReadOptions(),  # noqa: B008 - frozen
        extractor: Extractor | None = None,
        online: NameService | None = None,
        cache: Path | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.lines = lines
        self.options = options
        self.own_extractor = extractor
        self.online = online
        self.cache = None if online or extractor else cache

    @cached_property
    def borders(self) -> Borders:
        """The border lines, read once in each process."""
        return self.lines.load()

    @cached_property
    def extractor(self) -> Extractor:
        """What makes the claims."""
        return self.own_extractor or RuleExtractor(self.gazetteer, self.borders)

    @cached_property
    def cache_file(self) -> Path | None:
        """File of the cache for the code and data at hand."""
        if self.cache is None:
            return None
        indexes = [layer.path for layer in self.gazetteer.layers]
        files = digest_files([*indexes, *self.lines.list_files()])
        return cache_path(self.cache, key_of(digest_code(), files))

    def tidy_cache(self) -> None:
        """Remove from the cache what is no longer of use."""
        if self.cache and self.cache_file:
            prune_cache(self.cache, keep=self.cache_file)

    def __getstate__(self) -> dict[str, object]:
        """Leave behind what another process reads for itself."""
        opened = {"borders", "extractor", "cache_file"}
        return {key: it for key, it in vars(self).items() if key not in opened}

    def open(self) -> Callable[[Sequence[Item]], list[Answer[Articles]]]:
        """Return the function that reads and understands a batch of entries or documents."""
        return _BatchReader(self).answer

    def read(self, item: Item) -> Articles:
        """Read an entry, without understanding it yet: one document, or the articles of a file."""
        if isinstance(item, (Document, Failure)):
            return (Understood(item, Meaning()),)
        remarks: list[Remark] = []
        documents = read_articles(item, options=self.options, report=remarks.append)
        first = Understood(documents[0], Meaning(), tuple(remarks))
        return (first, *(Understood(document, Meaning()) for document in documents[1:]))

    def understand(self, document: Document) -> Meaning:
        """Understand a document: what it says happened, and which of its places are not known."""
        # What is all in capitals is read as prose; every character stays where it is.
        prose = recase(document, self.gazetteer)
        extractor = self.extractor
        if not (extractor.reads(prose.language) and extractor.may_report(prose)):
            return Meaning()
        if not (self.online or extractor.tells_event(prose)):
            # What it says is in no incident; it may still be the article that another is cut from.
            return Meaning(resolutions=(), sketch=make_sketch(document))
        resolved = resolve_document(prose, self.gazetteer, online=self.online)
        return Meaning(
            claims=tuple(extractor.extract([ResolvedDocument(prose, resolved)])),
            resolutions=tuple(it for it in resolved if self.online or is_unresolved(it)),
            sketch=make_sketch(document),
        )


def is_unresolved(resolution: Resolution) -> bool:
    """Tell whether a toponym names a place that no gazetteer has; persons are none."""
    return resolution.place is None and resolution.mention.kind is MentionKind.PLACE


def name_item(item: Item) -> str:
    """Return the name of an item of a corpus in outputs."""
    return item.source if isinstance(item, (Document, Failure)) else item.name


class _BatchReader:
    """Reads and understands batches, but for what is kept of an earlier run."""

    def __init__(self, task: ReportTask) -> None:
        self._task = task
        self._cache = Cache(task.cache_file) if task.cache_file else None

    @pause_collector(keeps=False)
    def answer(self, batch: Sequence[Item]) -> list[Answer[Articles]]:
        read = answer_each(self._task.read, batch)
        if self._cache is None:
            return [_then(self._understand, it) for it in read]
        articles = [article for it in read for article in it.value or ()]
        keys = {id(it): key for it in articles if (key := _key_of(it)) is not None}
        known = self._cache.find(list(keys.values()))
        new: dict[bytes, bytes] = {}

        def recall(understood: Understood) -> Understood:
            key = keys.get(id(understood))
            if key is None:
                return self._understand(understood)
            document = cast("Document", understood.document)
            packed = known.get(key, new.get(key))
            if packed is None:
                alike = msgspec.structs.replace(document, id=_ITSELF)
                packed = new[key] = _pack(self._task.understand(alike))
            return understood._replace(meaning=_unpack(packed, document.id))

        answers = [_then(recall, it) for it in read]
        self._cache.keep(new)
        keep_expressions()
        return answers

    def _understand(self, understood: Understood) -> Understood:
        if isinstance(understood.document, Failure):
            return understood
        return understood._replace(meaning=self._task.understand(understood.document))


def _then(stage: Callable[[Understood], Understood], read: Answer[Articles]) -> Answer[Articles]:
    if read.value is None:
        return read
    answer = answer_each(lambda articles: tuple(map(stage, articles)), [read.value])[0]
    # A report that is not understood has still been read.
    return answer._replace(value=read.value) if answer.value is None else answer


def _key_of(understood: Understood) -> bytes | None:
    """Return the hash of all of a document that its meaning depends on; ``None`` without one."""
    document = understood.document
    if not isinstance(document, Document) or _ITSELF in document.text:
        return None
    return key_of(
        document.text, document.published, document.body_start, document.language, document.home
    )


def _pack(meaning: Meaning) -> bytes:
    """Encode what is understood of a document, whatever its id."""
    if meaning == Meaning():
        return _NOTHING
    encoded = msgspec.json.encode(meaning)
    return zlib.compress(encoded, level=1)


def _unpack(packed: bytes, document_id: str) -> Meaning:
    """Decode it for the document of an id."""
    if packed == _NOTHING:
        return Meaning()
    own = msgspec.json.encode(document_id)[1:-1]
    return _DECODER.decode(zlib.decompress(packed).replace(_ITSELF_IN_JSON, own))


_DECODER: Final = msgspec.json.Decoder(Meaning)
