"""Writes the outputs of one of two corpora, in a process of its own for each line that it is told.

Reading takes seconds and is done once; what is killed is a fork of it that only writes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import geomap

FORMATS = ["geojson", "csv"]


def main() -> None:
    """Read "NUMBER FOLDER" lines; answer with the number of the process that writes there."""
    results = [geomap.run(corpus) for corpus in sys.argv[1:]]
    for result in results:
        # What is made or loaded once is not what is tested.
        with tempfile.TemporaryDirectory() as scratch:
            result.write(scratch, to=FORMATS)
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        number, folder = line.split(maxsplit=1)
        pid = os.fork()
        if pid == 0:
            results[int(number)].write(Path(folder.strip()), to=FORMATS)
            os._exit(0)
        print(pid, flush=True)  # noqa: T201
        os.waitpid(pid, 0)
        print("gone", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
