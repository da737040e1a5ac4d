"""Which incident a correction was made for, when the reports are read again.

By its id. Where no incident has the id any more, by the sentences that it rested on when it was
corrected, or by its files: only where these lead to one incident and to no other.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_KEY_MARK: Final = "#"
_MAX_SHOWN: Final = 4

BY_ID: Final = "id"
BY_SOURCES: Final = "sources"


class Fit(NamedTuple):
    """The incidents that a correction was made for; none, and why, where it fits no more."""

    ids: tuple[str, ...]
    by: str = BY_ID
    because: str = ""


class Fitting:
    """Finds incidents for corrections.

    Parameters
    ----------
    ids
        Of all incidents.
    list_sentences
        Tells what an incident rests on, as keys of `geomap.incidents.sentences`.
    gone
        Ids that an earlier correction of this run has put away, and how.
    """

    def __init__(
        self,
        ids: Iterable[str],
        *,
        list_sentences: Callable[[str], Iterable[str]],
        gone: Mapping[str, str],
    ) -> None:
        self._ids = dict.fromkeys(ids)
        self._list_sentences = list_sentences
        self._gone = gone

    def find(self, ids: Sequence[str], sources: Sequence[str]) -> Fit:
        """Return the incidents of some ids, in their order; all of them, or none with the reason.

        Parameters
        ----------
        ids
            As they were when the correction was made.
        sources
            What these rested on then: keys of sentences, or names of files.
        """
        missing = [it for it in ids if it not in self._ids]
        if not missing:
            return Fit(tuple(ids))
        away = next((self._gone[it] for it in missing if it in self._gone), None)
        if away:
            return Fit((), because=away)
        lost = f"no incident has the id {', '.join(missing)}"
        if not sources:
            return Fit(
                (), because=f"{lost}, and the row names no sources by which it could be found"
            )
        owners = [it for it in self._find_owners(sources) if it not in ids]
        if len(owners) == len(missing):
            # Which of two that are gone was which is told by the order of time.
            found = iter(owners)
            return Fit(tuple(it if it in self._ids else next(found) for it in ids), by=BY_SOURCES)
        if not owners:
            return Fit((), because=f"{lost}, and none rests on its sources any more")
        shown = ", ".join(owners[:_MAX_SHOWN]) + (" ..." if len(owners) > _MAX_SHOWN else "")
        return Fit((), because=f"{lost}, and its sources are now those of {shown}")

    def _find_owners(self, sources: Sequence[str]) -> list[str]:
        """Return the incidents that rest on some of the sentences, or on all of the files."""
        keys = {it for it in sources if _KEY_MARK in it} & self._owners.keys()
        if keys or any(_KEY_MARK in it for it in sources):
            found = {self._owners[key] for key in keys}
            return [it for it in self._ids if it in found]
        return [it for it, files in self._files.items() if files.issuperset(sources)]

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The incident of each sentence that is part of one only: a sentence may tell of two."""
        told = [(key, it) for it in self._ids for key in self._list_sentences(it)]
        counts = Counter(key for key, _ in told)
        return {key: it for key, it in told if counts[key] == 1}

    @cached_property
    def _files(self) -> dict[str, set[str]]:
        return {
            it: {key.rpartition(_KEY_MARK)[0] for key in self._list_sentences(it)}
            for it in self._ids
        }
