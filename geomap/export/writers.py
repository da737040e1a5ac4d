"""Writing files, all of them whole or not at all."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from geomap.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Content: TypeAlias = bytes | Callable[[Path, Path], None]
    """The bytes of a file; or what writes it, given where to write and what that will replace."""

_WAITING: Final = ".geomap-"
"""How the name of a folder begins in which files wait for all to be there."""
_READY: Final = ".ready"
"""Names the files when all are there."""


def dump_json(content: object) -> bytes:
    """Return JSON as UTF-8, indented by one blank, with a line end."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def write_files(folder: Path, contents: Mapping[str, Content]) -> list[Path]:
    """Write files into a folder, all of them or none.

    Every file is first written into a folder beside the targets; only when all are there, and it is
    noted that they are, are they renamed. A process that is killed before leaves what was there; of
    one that is killed while it renames, the next writer into this folder does the rest.

    Parameters
    ----------
    folder
        Made if it is not there.
    contents
        File name, which may stand in a folder of its own, to its bytes or to what writes it: a
        function of the path to write to and of the path that it will replace.

    Raises
    ------
    OutputError
        When the folder or a file cannot be written; what stood there before stays.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        finish_writing(folder)
        waiting = Path(tempfile.mkdtemp(prefix=_name_waiting(), dir=folder))
        try:
            for name, content in contents.items():
                _require_no_folder(folder / name)
                _write_file(waiting / name, content, target=folder / name)
            (waiting / _READY).write_text("\n".join(contents), encoding="utf-8")
            _move_all(waiting, folder)
        finally:
            shutil.rmtree(waiting, ignore_errors=True)
    except OutputError:
        raise
    except OSError as error:
        msg = (
            f"{error.filename or folder}: cannot be written ({error.strerror or error}); "
            "name a folder that you may write to with -o"
        )
        raise OutputError(msg) from error
    return [folder / name for name in contents]


def finish_writing(folder: Path) -> None:
    """Finish or clear away what processes that were killed have left in a folder of outputs."""
    for waiting in folder.glob(f"{_WAITING}{_host()}-*"):
        if _is_running(int(waiting.name.split("-")[2])):
            continue
        if (waiting / _READY).exists():
            _move_all(waiting, folder)
        shutil.rmtree(waiting, ignore_errors=True)


def _name_waiting() -> str:
    return f"{_WAITING}{_host()}-{os.getpid()}-"


def _host() -> str:
    # Of a process on another machine nobody here knows whether it still runs.
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _is_running(pid: int) -> bool:
    # On Windows the signal 0 is no question.
    if pid == os.getpid() or os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _require_no_folder(target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(21, "is a folder", str(target))


def _move_all(waiting: Path, folder: Path) -> None:
    # A run that writes nothing but folders of their own names none.
    for name in filter(None, (waiting / _READY).read_text(encoding="utf-8").split("\n")):
        # What is not there any more had been moved before.
        if (waiting / name).exists():
            (folder / name).parent.mkdir(exist_ok=True)
            (waiting / name).replace(folder / name)


def _write_file(path: Path, content: Content, *, target: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.touch()
        content(path, target)
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
    path.chmod(0o644)
