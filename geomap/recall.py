"""Reports that an earlier run has read: a file that has not changed since is not opened again.

Like the index of git: what became of a file is kept under its path and its stamp (size, times and
number on the disk), what became of a row or a page of a larger file under its content. Of reports
that tell of nothing their texts are left out, as no output holds them.
"""

from __future__ import annotations

import os
import time
import zlib
from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

import msgspec

from geomap.cache import Cache, key_of
from geomap.collecting import pause_collector
from geomap.documents import Entry, Failure, Remark
from geomap.engine import Answer, Outcome, split_batches
from geomap.model import Document, Record
from geomap.understanding import Meaning, Understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from geomap.engine import Runner
    from geomap.model import Casualty, Claim, ClaimSite, Evidence, Place
    from geomap.understanding import Articles, Item, ReportTask

    Known: TypeAlias = Outcome[Item, Articles]

T = TypeVar("T", bound=Record)

_SAFE_NS: Final = 2_000_000_000
"""A file that was written so shortly before it was read may be written again under the same stamp:
the coarsest clock of a file system ticks every two seconds."""
_LEVEL: Final = 1


class _Kept(NamedTuple):
    """What became of one article of an entry, as it is kept."""

    document: Document
    meaning: Meaning
    remarks: tuple[Remark, ...]


class LeanTask:
    """A `ReportTask` without the texts of reports that tell of nothing, with a memory for files.

    Parameters
    ----------
    task
        Reads and understands what is not known yet.
    """

    def __init__(self, task: ReportTask) -> None:
        self.task = task

    def open(self) -> Callable[[Sequence[Item]], list[Answer[Articles]]]:
        """Return the function that reads and understands a batch, and keeps what came of it."""
        answer = self.task.open()
        memory = open_memory(self.task)

        def answer_leanly(batch: Sequence[Item]) -> list[Answer[Articles]]:
            # Before anything is read: what changes meanwhile has another stamp afterwards.
            keys = memory.list_keys(batch, before_ns=time.time_ns() - _SAFE_NS) if memory else []
            answers = [it._replace(value=_leave_out(it.value)) for it in answer(batch)]
            if memory:
                memory.keep(keys, answers)
            return answers

        return answer_leanly


class Memory:
    """What became of the entries of earlier runs.

    Parameters
    ----------
    cache
        Where it is kept.
    asked
        All else that reading an entry depends on, beside what the cache is for.
    """

    def __init__(self, cache: Cache, asked: bytes) -> None:
        self._cache = cache
        self._asked = asked
        self._places: dict[Place, Place] = {}

    def list_keys(
        self, batch: Sequence[Item], *, before_ns: int | None = None
    ) -> list[bytes | None]:
        """Return for each item under what it is kept, ``None`` where it cannot be.

        Parameters
        ----------
        batch
            The items.
        before_ns
            When a file must have been written last for its stamp to be trusted.
        """
        folder = os.getcwd()  # noqa: PTH109 - asked for each batch, as text
        return [self._key_of(item, folder, before_ns) for item in batch]

    @pause_collector()
    def find(self, batch: Sequence[Item]) -> list[Known | None]:
        """Return what is known of each item."""
        keys = self.list_keys(batch)
        found = self._cache.find([key for key in keys if key is not None], table="readings")
        return [
            None if key is None or key not in found else self._unpack(item, found[key])
            for item, key in zip(batch, keys, strict=True)
        ]

    def keep(self, keys: Sequence[bytes | None], answers: Sequence[Answer[Articles]]) -> None:
        """Keep what became of items; what failed is tried again by the next run."""
        self._cache.keep(
            {
                key: _pack(it.value)
                for key, it in zip(keys, answers, strict=True)
                if key is not None
                and it.error is None
                and it.value is not None
                and all(isinstance(article.document, Document) for article in it.value)
            },
            table="readings",
        )

    def find_state(self, paths: Sequence[Path], kind: type[T]) -> T | None:
        """Return what the last run of a corpus has kept of a kind, ``None`` where there is none.

        Parameters
        ----------
        paths
            What was named as the corpus.
        kind
            A record.
        """
        key = self._state_key(paths, kind)
        packed = self._cache.find([key], table="readings").get(key)
        return msgspec.msgpack.decode(packed, type=kind) if packed is not None else None

    def keep_state(self, paths: Sequence[Path], state: Record) -> None:
        """Keep a record for the next run of a corpus."""
        key = self._state_key(paths, type(state))
        self._cache.keep({key: _ENCODER.encode(state)}, table="readings")

    def _state_key(self, paths: Sequence[Path], kind: type[Record]) -> bytes:
        return key_of(self._asked, kind.__name__, [os.path.abspath(path) for path in paths])  # noqa: PTH100

    def _key_of(self, item: Item, folder: str, before_ns: int | None) -> bytes | None:
        if not isinstance(item, Entry):
            return None
        if item.path is None:
            return key_of(self._asked, item)
        try:
            stat = os.stat(item.path)  # noqa: PTH116 - of each of a million
        except OSError:
            return None
        if before_ns is not None and max(stat.st_mtime_ns, stat.st_ctime_ns) > before_ns:
            return None
        stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        where = "" if os.path.isabs(item.path) else folder  # noqa: PTH117
        return key_of(self._asked, item, where, stamp)

    def _unpack(self, item: Item, packed: bytes) -> Known:
        kept = _DECODER.decode(zlib.decompress(packed))
        for document, meaning, _ in kept:
            if document.source == document.id:
                msgspec.structs.force_setattr(document, "source", document.id)
            for claim in meaning.claims:
                _share(claim, document.id, self._places)
        return Outcome(item, tuple(Understood(*it) for it in kept), None)


def open_memory(task: ReportTask) -> Memory | None:
    """Open what is kept of earlier runs of a task; ``None`` where nothing is to be kept."""
    if task.cache_file is None:
        return None
    return Memory(Cache(task.cache_file), key_of(task.options))


def run_known(runner: Runner, task: LeanTask, items: Iterable[Item]) -> Iterator[list[Known]]:
    """Yield what becomes of items, in their order; only what is not known is given to the runner.

    Parameters
    ----------
    runner
        Where the others are read.
    task
        Reads and understands them.
    items
        The entries of a corpus.
    """
    memory = open_memory(task.task)
    waiting: deque[Known | None] = deque()

    def iter_unknown() -> Iterator[Item]:
        for batch in split_batches(items):
            found = memory.find(batch) if memory else [None] * len(batch)
            for item, known in zip(batch, found, strict=True):
                waiting.append(known)
                if known is None:
                    yield item

    asked = runner.run(task, split_batches(iter_unknown()))
    for outcomes in asked:
        done: list[Known] = []
        for outcome in outcomes:
            while (known := waiting.popleft()) is not None:
                done.append(known)
            done.append(outcome)
        yield done
    if waiting:
        yield [known for known in waiting if known is not None]


def _leave_out(articles: Articles | None) -> Articles | None:
    """Return reports without the texts of those that tell of nothing."""
    return None if articles is None else tuple(map(_leave_out_text, articles))


def _leave_out_text(understood: Understood) -> Understood:
    if isinstance(understood.document, Failure) or understood.meaning.resolutions is not None:
        return understood
    document = msgspec.structs.replace(
        understood.document, text="", body_start=0, published_span=None
    )
    return understood._replace(document=document)


def _pack(articles: Articles) -> bytes:
    return zlib.compress(_ENCODER.encode(articles), level=_LEVEL)


def _share(claim: Claim, document_id: str, places: dict[Place, Place]) -> None:
    """Let a claim that was just decoded hold no place and no id that another one holds as well."""
    share = msgspec.structs.force_setattr
    share(claim, "document_id", document_id)
    for site in chain(claim.sites, claim.setting):
        share(site, "place", places.setdefault(site.place, site.place))
        if site.within is not None:
            share(site, "within", places.setdefault(site.within, site.within))
    held: chain[Evidence | ClaimSite | Casualty] = chain(
        claim.evidence, claim.sites, claim.setting, claim.casualties
    )
    for it in held:
        if it.span is not None:
            share(it.span, "document_id", document_id)


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(tuple[_Kept, ...])
