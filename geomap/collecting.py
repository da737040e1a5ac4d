"""Python's collector of cycles, paused: a run makes millions of records, and none in a cycle."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def pause_collector(*, keeps: bool = True) -> Iterator[None]:
    """Let the collector rest; it went through all records again and again, and found nothing.

    Parameters
    ----------
    keeps
        Whether most of what is made meanwhile is kept. Where not, the collector looks through what
        is left as it always does, so that no cycle outlives the pause by much.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if keeps and not gc.get_freeze_count():
            # What was made meanwhile counts as old at once; else all of it is gone through now.
            gc.freeze()
            gc.unfreeze()
        gc.enable()
