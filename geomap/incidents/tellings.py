"""The words in which reports tell of an event, and how alike two tellings are."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.incidents.episodes import Episode

_PHRASE_WORDS: Final = 6


class Telling:
    """The words of the sentences that tell of an event.

    Parameters
    ----------
    episodes
        Those of the event.
    """

    def __init__(self, episodes: Iterable[Episode]) -> None:
        # Copies tell it in the same words.
        self._texts = tuple(
            dict.fromkeys(
                episode.document.text[span.start : span.end]
                for episode in episodes
                for claim in episode.claims
                for span in [claim.evidence[0].span]
            )
        )
        self.vocabulary = frozenset().union(*map(_list_vocabulary, self._texts))

    @cached_property
    def _phrases(self) -> frozenset[tuple[str, ...]]:
        return frozenset().union(*map(_list_phrases, self._texts))

    def find_shared_phrase(self, other: Telling) -> str | None:
        """Return a run of words that both tell, if it is long enough to be a quotation."""
        grams = other._phrases
        for words in map(_split_words, self._texts):
            for i in range(len(words) - _PHRASE_WORDS + 1):
                end = i
                while words[end : end + _PHRASE_WORDS] in grams:
                    end += 1
                if end > i:
                    return " ".join(words[i : end + _PHRASE_WORDS - 1])
        return None


def measure_likeness(ours: Telling, theirs: Sequence[Telling]) -> list[float]:
    """Return for each telling how alike its words are to ours: a cosine, 0 to 1.

    A word weighs the more the fewer of them have it. They are the report and the events that it may
    tell of: reports of anything else must not tip the scales.
    """
    texts = [ours, *theirs]
    counts = Counter(word for it in texts for word in it.vocabulary)
    weights = {word: math.log((1 + len(texts)) / count) ** 2 for word, count in counts.items()}

    def weigh(words: Iterable[str]) -> float:
        # Exact, for the order of words in a set is that of chance.
        return math.fsum(weights[word] for word in words)

    own = weigh(ours.vocabulary)
    norms = [math.sqrt(own * weigh(it.vocabulary)) for it in theirs]
    return [
        weigh(ours.vocabulary & it.vocabulary) / norm if norm else 0.0
        for it, norm in zip(theirs, norms, strict=True)
    ]


@lru_cache(maxsize=10_000)
def _split_words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text.lower()))


@lru_cache(maxsize=10_000)
def _list_vocabulary(text: str) -> frozenset[str]:
    return frozenset(_split_words(text))


@lru_cache(maxsize=10_000)
def _list_phrases(text: str) -> frozenset[tuple[str, ...]]:
    words = _split_words(text)
    return frozenset(words[i : i + _PHRASE_WORDS] for i in range(len(words) - _PHRASE_WORDS + 1))
