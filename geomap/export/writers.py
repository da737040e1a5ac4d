"""Writing files, all of them whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from geomap.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Content: TypeAlias = bytes | Callable[[Path, Path], None]
    """The bytes of a file; or what writes it, given where to write and what that will replace."""


def dump_json(content: object) -> bytes:
    """Return JSON as UTF-8, indented by one blank, with a line end."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def write_files(folder: Path, contents: Mapping[str, Content]) -> list[Path]:
    """Write files into a folder, all of them or none.

    Every file is first written beside its target; only when all are there are they renamed.

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
    waiting: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            target = folder / name
            if target.is_dir():
                raise IsADirectoryError(21, "is a folder", str(target))
            target.parent.mkdir(exist_ok=True)
            waiting.append((_write_beside(target, content), target))
        for temporary, target in waiting:
            temporary.replace(target)
    except OutputError:
        raise
    except OSError as error:
        msg = (
            f"{error.filename or folder}: cannot be written ({error.strerror or error}); "
            "name a folder that you may write to with -o"
        )
        raise OutputError(msg) from error
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)
    return [target for _, target in waiting]


def _write_beside(target: Path, content: Content) -> Path:
    # The ending stays: GDAL knows a format by it.
    descriptor, name = tempfile.mkstemp(
        prefix=f".{target.stem}.", suffix=target.suffix, dir=target.parent
    )
    os.close(descriptor)
    path = Path(name)
    try:
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            content(path, target)
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
        path.chmod(0o644)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
