"""A run read back from the files that it was written to."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.borders import load_borders
from geomap.borders.replacing import restore_borders
from geomap.export import read_dataset
from geomap.folders import find_cache_folder, find_data_folder, find_gazetteer
from geomap.outputs import Outputs
from geomap.places import open_gazetteer

if TYPE_CHECKING:
    from geomap.borders import Borders
    from geomap.export import Dataset
    from geomap.places import Gazetteer

__all__ = ["StoredResult", "read"]


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


def read(path: str | Path) -> StoredResult:
    """Read back what a run wrote.

    Parameters
    ----------
    path
        A GeoPackage of a run, or the folder of its GeoParquet files, or one of these.

    Returns
    -------
    StoredResult
        Its tables equal those of the run, to the last character.

    Raises
    ------
    OutputError
        When there is no such file, or it was not written by a run.
    """
    folder = find_gazetteer()
    gazetteer = open_gazetteer(
        [], data_folder=find_data_folder(), cache_folder=find_cache_folder(), shipped=folder
    )
    return StoredResult(read_dataset(Path(path)), gazetteer=gazetteer, gazetteer_folder=folder)
