"""A server that has imported geomap, and forks a process for each call of the command line.

Usage: python -W error tests/cli/forking.py
Each line of its input is a call as JSON: "arguments", "folder", "environment", and the files that
take what it prints, "out" and "errors". It answers with a line that holds the exit code.

What takes two thirds of a short call's time is importing pandas, geopandas and folium; a process
that is forked behind that is one of its own all the same, from its arguments to its exit code.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import runpy
import sys
import warnings
from typing import Any

IMPORTED = ("geomap.pipeline", "geomap.export", "geomap.page", "geomap.cli.app")


def serve() -> None:
    """Answer calls until the input ends."""
    for name in IMPORTED:
        importlib.import_module(name)
    while line := sys.stdin.readline():
        call = json.loads(line)
        with warnings.catch_warnings():
            # Newer Pythons warn of threads of libraries that wait for work; nothing holds a lock.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process == 0:
            _become(call)
            return
        _, status = os.waitpid(process, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _become(call: dict[str, Any]) -> None:
    """Run the command line in this process, as ``python -m geomap`` does."""
    for number, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, call["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, call["errors"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        os.dup2(os.open(path, flags, 0o600), number)
    os.chdir(call["folder"])
    os.environ.clear()
    os.environ.update(call["environment"])
    sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False), encoding="utf-8")  # noqa: SIM115
    sys.stdout = io.TextIOWrapper(open(1, "wb", closefd=False), encoding="utf-8")  # noqa: SIM115
    sys.stderr = io.TextIOWrapper(
        open(2, "wb", closefd=False),  # noqa: SIM115
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=True,
    )
    sys.argv = ["geomap", *call["arguments"]]
    runpy.run_module("geomap", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    serve()
