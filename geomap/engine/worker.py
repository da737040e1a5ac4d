"""A process that answers batches: started by `start_worker`, it ends when its input does.

A process of its own, not one of `multiprocessing`: it neither inherits locks and threads, as a
forked one does, nor runs the main script of its parent again, as a spawned one does; and when it
dies it is known which batch it was at.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from geomap.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.engine.records import Answer, Task

_LENGTH: Final = struct.Struct("<Q")
_START: Final = (
    "import sys; sys.path[:] = {path!r}; from geomap.engine.worker import serve; serve()"
)


class WorkerDiedError(Exception):
    """A worker ended before it had answered."""


class Worker:
    """A process that answers batches of one task.

    Parameters
    ----------
    task
        The pickled task.
    """

    def __init__(self, task: bytes) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, with our own code
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C is for the process that a person started; this one ends with it.
            start_new_session=True,
        )
        try:
            self._send(task)
        except OSError:
            # It is told of when an answer is waited for.
            return

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def ask(self, batch: Sequence[Any]) -> list[Answer[Any]]:
        """Return the answers for a batch.

        Raises
        ------
        WorkerDiedError
            The process has ended; the message says how.
        EngineError
            The task could not be opened there.
        """
        try:
            self._send(pickle.dumps(batch, protocol=pickle.HIGHEST_PROTOCOL))
            reply = _read_frame(self._process.stdout)
        except (OSError, ValueError):
            # Its pipes are broken, or closed as it is stopped.
            reply = None
        if reply is None:
            raise WorkerDiedError(_describe_end(self._process.wait()))
        answers = pickle.loads(reply)  # noqa: S301 - from our own process
        if isinstance(answers, Exception):
            raise answers
        found: list[Answer[Any]] = answers
        return found

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                if stream:
                    stream.close()
            except OSError:
                # What was not sent yet has nobody left to read it.
                continue

    def _send(self, content: bytes) -> None:
        if self._process.stdin:
            _write_frame(self._process.stdin, content)


def pack_task(task: Task[Any, Any]) -> bytes:
    """Return a task as it is sent to other processes.

    Raises
    ------
    EngineError
        It cannot be.
    """
    try:
        return pickle.dumps(task, protocol=pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        msg = (
            f"{type(task).__name__}: cannot be sent to another process ({error}); read here, with "
            "engine serial, or define what it is made of in a module"
        )
        raise EngineError(msg) from error


def serve() -> None:
    """Answer batches from the standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What anything prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    task = _read_frame(sys.stdin.buffer)
    answer: Any = None
    while task is not None and (frame := _read_frame(sys.stdin.buffer)) is not None:
        try:
            answer = answer or open_task(task)
            reply: Any = answer(pickle.loads(frame))  # noqa: S301 - from our parent
        except Exception as error:  # noqa: BLE001 - the parent raises it
            reply = error
        _write_frame(answers, _dump_reply(reply))


def open_task(task: bytes) -> Any:  # noqa: ANN401 - what the task's function takes is its own affair
    """Unpickle a task and open it."""
    opened: Task[Any, Any] = pickle.loads(task)  # noqa: S301 - from our parent
    return opened.open()


def _dump_reply(reply: Any) -> bytes:  # noqa: ANN401 - answers, or an error
    try:
        return pickle.dumps(reply, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - an error that cannot be sent is told in words
        msg = f"{type(reply).__name__}: {reply}" if isinstance(reply, Exception) else str(error)
        return pickle.dumps(EngineError(msg))


def _describe_end(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"was ended by {name}"


def _write_frame(stream: BinaryIO | Any, content: bytes) -> None:  # noqa: ANN401 - typeshed's IO
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def _read_frame(stream: BinaryIO | Any) -> bytes | None:  # noqa: ANN401 - the same
    """Return the next frame, ``None`` where the other side has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content: bytes = stream.read(length)
    return content if len(content) == length else None
