"""A sequence and a mapping that are read when they are first looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, overload

Key = TypeVar("Key")
Item = TypeVar("Item")


class LazySequence(Sequence[Item]):
    """A sequence whose items are read on first use, once."""

    def __init__(self, read: Callable[[], Sequence[Item]]) -> None:
        self._read = read

    @cached_property
    def _items(self) -> Sequence[Item]:
        return self._read()

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        """Return an item, or the items of a slice."""
        return self._items[index]

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self._items)


class LazyMapping(Mapping[Key, Item]):
    """A mapping whose items are read on first use, once."""

    def __init__(self, read: Callable[[], Mapping[Key, Item]]) -> None:
        self._read = read

    @cached_property
    def _items(self) -> Mapping[Key, Item]:
        return self._read()

    def __getitem__(self, key: Key) -> Item:
        """Return the item of a key."""
        return self._items[key]

    def __iter__(self) -> Iterator[Key]:
        """Yield the keys."""
        return iter(self._items)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._items)
