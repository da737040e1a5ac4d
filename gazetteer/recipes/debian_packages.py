"""Files out of Debian packages: fetched by package name through apt, the file checked by hash.

Debian replaces the versions of a package, but a data file inside it can stay the same for years.
So what is pinned is the SHA-256 of the file, and any version that holds these bytes will do.
The signature of the package itself is apt's to check.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from registry_packages import FetchAction, PackageError, choose_fetch_action


@dataclass(frozen=True, slots=True, kw_only=True)
class DebianFile:
    """One file of a Debian package, and the SHA-256 that its bytes must have."""

    package: str
    member: str
    """Path inside the package, without a leading slash."""
    sha256: str
    seen_in: str
    """A version of the package that held these bytes."""

    @property
    def filename(self) -> str:
        """Name of the file without its folders."""
        return self.member.rpartition("/")[2]


def find_package_folder() -> Path:
    """Return the folder of this user's cache in which fetched packages are kept."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "geomap" / "packages"


def fetch_debian_file(file: DebianFile, *, folder: Path) -> Path:
    """Return the path of the file in a folder, fetched if need be, its hash checked.

    Raises
    ------
    PackageError
        apt or dpkg is missing or fails, or the bytes are not the pinned ones.
    """
    path = folder / file.filename
    if choose_fetch_action(path, sha256=file.sha256) is FetchAction.USE:
        return path
    folder.mkdir(parents=True, exist_ok=True)
    content = _read_member(_download_package(file, folder=folder), file)
    found = hashlib.sha256(content).hexdigest()
    if found != file.sha256:
        msg = (
            f"{file.member} of the Debian package {file.package}: expected SHA-256 {file.sha256} "
            f"(as in {file.seen_in}), got {found}"
        )
        raise PackageError(msg)
    path.write_bytes(content)
    return path


def _download_package(file: DebianFile, *, folder: Path) -> Path:
    """Have apt put the package into a folder of its own, and return its path."""
    target = folder / f"{file.package}.deb.d"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    _run(["apt-get", "download", file.package], cwd=target)
    return next(target.glob("*.deb"))


def _read_member(package: Path, file: DebianFile) -> bytes:
    """Read one file out of a Debian package, and remove the package."""
    tar = _run(["dpkg-deb", "--fsys-tarfile", str(package)], cwd=package.parent)
    shutil.rmtree(package.parent)
    with tarfile.open(fileobj=BytesIO(tar)) as archive:
        for name in (f"./{file.member}", file.member):
            if name in archive.getnames():
                stream = archive.extractfile(name)
                if stream is not None:
                    return stream.read()
    msg = f"{package.name}: no file {file.member}; it was there in {file.seen_in}"
    raise PackageError(msg)


def _run(command: list[str], *, cwd: Path) -> bytes:
    """Run a program of Debian's and return what it writes."""
    if shutil.which(command[0]) is None:
        msg = f"{command[0]} is not installed: this recipe needs Debian's apt and dpkg"
        raise PackageError(msg)
    done = subprocess.run(command, cwd=cwd, capture_output=True, check=False)
    if done.returncode:
        msg = f"{' '.join(command)} failed\n{done.stderr.decode(errors='replace').strip()}"
        raise PackageError(msg)
    return done.stdout
