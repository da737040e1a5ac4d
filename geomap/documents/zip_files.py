"""Zip files to entries: each report in them, and nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, BinaryIO, Final

from geomap.documents.formats import Format, find_format
from geomap.documents.records import (
    Entry,
    Failure,
    ReadOptions,
    Remark,
    RemarkKind,
    Report,
)
from geomap.documents.streams import make_seekable, read_forward

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Opener = Callable[[BinaryIO, Format, str], Iterator[Entry | Failure]]

_ENCRYPTED: Final = 1


def iter_zip(
    stream: BinaryIO, *, source: str, options: ReadOptions, report: Report, open_member: Opener
) -> Iterator[Entry | Failure]:
    """Yield the entries of all reports in a zip file, called by their paths in it.

    Parameters
    ----------
    stream, source, options, report
        As every reader takes them.
    open_member
        Reads a stream of a format under a name.
    """
    seen: dict[str, int] = {}
    try:
        with make_seekable(stream) as seekable, zipfile.ZipFile(seekable) as archive:
            for member in sorted(archive.infolist(), key=lambda it: it.filename):
                name = _keep_apart(f"{source}/{member.filename}", seen)
                form = find_format(member.filename)
                fault = _find_fault(member, name, options)
                if member.is_dir():
                    continue
                if fault:
                    yield Failure(source=name, reason=fault)
                elif _is_hidden(member.filename):
                    continue
                elif form is None:
                    text = "no report by its suffix"
                    report(Remark(source=name, kind=RemarkKind.LEFT_ASIDE, text=text))
                else:
                    yield from _read_member(archive, member, form, name, open_member)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        reason = f"{source}: no whole zip file ({error}); fetch it again"
        yield Failure(source=source, reason=reason)


def _keep_apart(name: str, seen: dict[str, int]) -> str:
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or any(
        part.startswith(".") and part != ".." for part in PurePosixPath(name).parts
    )


def _find_fault(member: zipfile.ZipInfo, name: str, options: ReadOptions) -> str | None:
    """Return why a member is not read, for what its own entry in the archive says."""
    path = PureWindowsPath(member.filename)
    if path.drive or path.root or ".." in path.parts:
        return f"{name}: the name leads out of the archive, as no report's does; not read"
    if member.flag_bits & _ENCRYPTED:
        return f"{name}: locked with a password; unpack it first"
    most = max(options.max_bytes, options.max_ratio * member.compress_size)
    if member.file_size > most:
        return (
            f"{name}: unpacks to more than {options.max_ratio} times its size "
            f"({member.file_size:,} bytes), which no text does; not read"
        )
    return None


def _read_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    form: Format,
    name: str,
    open_member: Opener,
) -> Iterator[Entry | Failure]:
    try:
        with archive.open(member) as inner:
            # Going back in it would unpack it anew each time.
            yield from open_member(read_forward(inner), form, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        reason = f"{name}: broken in the archive ({error}); fetch it again"
        yield Failure(source=name, reason=reason)
