"""A run read back from the files that it was written to."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.borders import load_borders
from geomap.borders.replacing import restore_borders
from geomap.export import Slice, find_parts, read_dataset, read_parts, select
from geomap.folders import find_cache_folder, find_data_folder, find_gazetteer
from geomap.outputs import Outputs
from geomap.places import open_gazetteer

if TYPE_CHECKING:
    from geomap.borders import Borders
    from geomap.export import Dataset
    from geomap.places import Gazetteer

__all__ = ["Slice", "StoredResult", "read", "slice_result"]


class StoredResult(Outputs):
    """The tables of an earlier run, with its map and all its formats.

    Parameters
    ----------
    dataset
        What was read.
    gazetteer, gazetteer_folder
        As `Outputs` takes them.
    """

    def __init__(self, dataset: Dataset, *, gazetteer: Gazetteer, gazetteer_folder: Path) -> None:
        super().__init__(gazetteer=gazetteer, gazetteer_folder=gazetteer_folder)
        self._dataset = dataset

    @cached_property
    def lines(self) -> Borders:
        """The border lines that chainages of the run are measured along."""
        at_hand = load_borders(self.gazetteer_folder / "borders")
        return restore_borders(at_hand, self.border_features["features"])

    @property
    def dataset(self) -> Dataset:
        """All tables of the run, as they were written."""
        return self._dataset

    def __repr__(self) -> str:
        """Say what is there."""
        counts = {name: columns.num_rows for name, columns in self.dataset.columns.items()}
        return (
            f"<geomap.StoredResult: {counts['incidents']} incidents "
            f"from {counts['documents']} reports>"
        )


def read(path: str | Path, *, only: Slice | None = None) -> StoredResult:
    """Read back what a run wrote.

    Parameters
    ----------
    path
        A GeoPackage of a run, or the folder of its GeoParquet files, or one of these, or the folder
        of its GeoParquet files by year and border.
    only
        A slice of it; of files by year and border, those that hold nothing of it are not read.

    Returns
    -------
    StoredResult
        Its tables equal those of the run, to the last character.

    Raises
    ------
    OutputError
        When there is no such file, or it was not written by a run.
    """
    parts = find_parts(Path(path))
    part = only or Slice()
    dataset = read_parts(parts, part) if parts else select(read_dataset(Path(path)), part)
    folder = find_gazetteer()
    gazetteer = open_gazetteer(
        [], data_folder=find_data_folder(), cache_folder=find_cache_folder(), shipped=folder
    )
    return StoredResult(dataset, gazetteer=gazetteer, gazetteer_folder=folder)


def slice_result(result: Outputs, part: Slice) -> StoredResult:
    """Return a slice of a result, with its map and all its formats.

    Parameters
    ----------
    result
        Of a run, or read back.
    part
        Which incidents are meant.
    """
    return StoredResult(
        select(result.dataset, part),
        gazetteer=result.gazetteer,
        gazetteer_folder=result.gazetteer_folder,
    )
