"""Python's collector of cycles, paused: a run makes millions of records, and none in a cycle."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def pause_collector() -> Iterator[None]:
    """Let the collector rest; it went through all records again and again, and found nothing."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # What was made meanwhile counts as old at once; else all of it is gone through now.
            gc.freeze()
            gc.unfreeze()
        gc.enable()
