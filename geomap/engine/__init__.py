"""Where stages run: one function over batches, and the runners that apply it."""

from geomap.engine.choosing import Engine, choose_runner
from geomap.engine.records import (
    BATCH,
    Answer,
    Outcome,
    Runner,
    Task,
    answer_each,
    split_batches,
)
from geomap.engine.serial import SerialRunner

__all__ = [
    "BATCH",
    "Answer",
    "Engine",
    "Outcome",
    "Runner",
    "SerialRunner",
    "Task",
    "answer_each",
    "choose_runner",
    "split_batches",
]
