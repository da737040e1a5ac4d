"""A disk that is full, a folder that is read-only, a name that is taken: what stood there stays."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import pytest

import geomap
from geomap.errors import OutputError
from geomap.export import FORMATS, choose_formats, write_files
from tests.export.samples import make_empty_dataset, make_incident_dataset, write_format

ROOT: Final = Path(geomap.__file__).resolve().parents[1]
NOBODY: Final = 65534

# A file may grow to a kilobyte there, which is what a full disk looks like to who writes.
WRITE_ON_A_FULL_DISK: Final = """
import resource, sys
from pathlib import Path
from geomap.errors import OutputError
from tests.export.hostile import make_hostile_dataset
from tests.export.samples import write_format

resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
try:
    write_format(Path(sys.argv[1]), sys.argv[2], make_hostile_dataset())
except OutputError as error:
    print(error)
    sys.exit(3)
"""


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def write_all(folder: Path) -> None:
    for name in FORMATS:
        write_format(folder, name, make_empty_dataset())


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file there")
@pytest.mark.parametrize("name", list(FORMATS))
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    write_all(tmp_path)
    before = snapshot(tmp_path)
    found = subprocess.run(
        [sys.executable, "-c", WRITE_ON_A_FULL_DISK, str(tmp_path), name],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parents[3]}"},
    )
    assert found.returncode == 3, found.stdout + found.stderr
    assert "cannot be written" in found.stdout
    assert "Traceback" not in found.stderr
    after = snapshot(tmp_path)
    assert before.items() <= after.items()
    # Whole parts that no manifest lists yet are kept: the next run goes on from them.
    assert FORMATS[name].write or after == before


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
@pytest.mark.parametrize("name", list(FORMATS))
def test_a_read_only_folder_is_an_error_that_names_it(name: str) -> None:
    with tempfile.TemporaryDirectory() as given:
        folder = Path(given)
        write_all(folder)
        before = snapshot(folder)
        for path in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
            path.chmod(0o555)
        is_root = os.geteuid() == 0
        if is_root:
            # Nothing is read-only to root.
            os.seteuid(NOBODY)
        try:
            with pytest.raises(OutputError, match="cannot be written") as caught:
                write_format(folder, name, make_incident_dataset(place="Sotk"))
        finally:
            if is_root:
                os.seteuid(0)
            for path in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
                path.chmod(0o755)
        assert given in str(caught.value)
        assert snapshot(folder) == before


@pytest.mark.parametrize("name", [name for name, entry in FORMATS.items() if not entry.write])
def test_a_folder_in_the_place_of_a_file_is_an_error(tmp_path: Path, name: str) -> None:
    contents = FORMATS[name].make_files(make_empty_dataset())
    taken = tmp_path / list(contents)[-1]
    taken.mkdir(parents=True)
    with pytest.raises(OutputError, match=taken.name):
        write_files(tmp_path, contents)
    assert snapshot(tmp_path) == {}
    assert taken.is_dir()


def test_an_unknown_format_is_an_error_that_lists_those_there_are() -> None:
    with pytest.raises(OutputError, match=r"unknown format shp; there are geojson, .*shapefile"):
        choose_formats(["geojson", "shp"])
