"""A PostgreSQL server of the tests' own: in a temporary folder, ended with them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD: Final = "geh/eim@1"  # noqa: S105 - of a server that lives as long as a test
_PROGRAMS: Final = Path("/usr/lib/postgresql")
"""Where Debian puts them, a folder for each version, none of them on the search path."""


class Server(NamedTuple):
    """A running server: the folder of its socket, and its port on that and on 127.0.0.1."""

    folder: Path
    port: int

    def make_url(self, database: str, *, user: str = "postgres") -> str:
        """Return the address of a database through the socket, which asks for no password."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.folder))}&port={self.port}"

    def make_loopback_url(self, database: str, *, password: str = PASSWORD) -> str:
        """Return the address of a database through the network, which asks for a password."""
        return (
            f"postgresql://postgres:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"
            "?sslmode=disable"
        )


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; ``None`` without a server."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = [path for path in _PROGRAMS.glob("*/bin") if (path / "initdb").exists()]
    return max(versions, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def run_server(programs: Path) -> Iterator[Server]:
    """Start a server in a new folder, and end it."""
    folder = Path(tempfile.mkdtemp(prefix="geomap-postgres-"))
    try:
        password = folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        # It refuses to run as root.
        owner = _give_away(folder, password) if os.geteuid() == 0 else None
        subprocess.run(
            [
                programs / "initdb",
                "--pgdata=server",
                "--username=postgres",
                "--pwfile=password",
                "--auth-local=trust",
                "--auth-host=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ],
            cwd=folder,
            user=owner,
            capture_output=True,
            check=True,
        )
        with _serve(programs, folder, owner) as server:
            yield server
    finally:
        shutil.rmtree(folder)


@contextmanager
def _serve(programs: Path, folder: Path, owner: str | None) -> Iterator[Server]:
    port = _find_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": folder,
        # What a crash of the machine would lose may be lost.
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", "server", *options],
            cwd=folder,
            user=owner,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_until_ready(programs, folder, port, process)
        yield Server(folder, port)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _wait_until_ready(
    programs: Path, folder: Path, port: int, process: subprocess.Popen[bytes]
) -> None:
    command: list[Path | str] = [
        programs / "pg_isready",
        "-q",
        f"--host={folder}",
        f"--port={port}",
    ]
    while subprocess.run(command, check=False).returncode:
        if process.poll() is not None:
            log = (folder / "log").read_text(encoding="utf-8", errors="replace")
            msg = f"PostgreSQL did not start: {log}"
            raise RuntimeError(msg)
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue


def _give_away(*paths: Path) -> str:
    """Give paths to somebody who is not root, and return who that is."""
    for user in ("postgres", "nobody"):
        try:
            for path in paths:
                shutil.chown(path, user)
        except LookupError:
            continue
        return user
    msg = "no user to run PostgreSQL as"
    raise LookupError(msg)


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
