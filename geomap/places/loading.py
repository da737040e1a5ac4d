"""Opening the gazetteer: the shipped index, the user's own over it, and files given for a run."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from geomap.errors import GazetteerError
from geomap.places.container import MAGIC
from geomap.places.gazetteer import Gazetteer
from geomap.places.importing import import_places
from geomap.places.index import PlaceIndex
from geomap.places.index_building import IndexBuilder
from geomap.places.tables import PlaceRow, iter_place_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

INDEX_SUFFIX: Final = ".places"
SHIPPED_INDEX: Final = f"world{INDEX_SUFFIX}"
USER_FOLDER: Final = "gazetteer"
"""Folder of the user's own indexes, below their data folder."""

_COUNTRIES: Final = "countries.csv"


def load_gazetteer(
    folder: Path, *, over: Sequence[PlaceIndex] = (), cache: Path | None = None
) -> Gazetteer:
    """Open the gazetteer of a folder.

    Parameters
    ----------
    folder
        Holds ``places/world.places``; or ``places/*.csv`` with ``countries.csv`` among them, of
        which an index is made.
    over
        Indexes that are read over it, the uppermost first.
    cache
        Folder in which an index of tables is kept; needed only for a folder without one.

    Raises
    ------
    GazetteerError
        When a file is missing or malformed; it names all faulty lines at once.
    """
    places = folder / "places"
    index = places / SHIPPED_INDEX
    if index.is_file():
        return Gazetteer([*over, PlaceIndex(index)])
    if not (places / _COUNTRIES).is_file():
        msg = (
            f"{places}: neither {SHIPPED_INDEX} nor {_COUNTRIES} is there; the gazetteer is "
            "incomplete, install geomap again"
        )
        raise GazetteerError(msg)
    if cache is None:
        msg = f"{index}: no such file, and no folder to make it in"
        raise GazetteerError(msg)
    return Gazetteer([*over, index_tables(order_tables(places), cache=cache)])


def open_gazetteer(
    paths: Sequence[Path] = (), *, data_folder: Path, cache_folder: Path, shipped: Path
) -> Gazetteer:
    """Open the gazetteer with the user's places over it, and files given for one run over those.

    Parameters
    ----------
    paths
        Each is an index, a file that `import_places` reads, or a folder like the shipped one, which
        then stands in its stead. The first is the uppermost.
    data_folder
        The user's data folder, with the indexes that they have imported.
    cache_folder
        Where the indexes of files are kept: the same bytes are read once.
    shipped
        Folder of the shipped gazetteer.

    Raises
    ------
    GazetteerError
        When a file is missing or malformed.
    """
    folders = [path for path in paths if path.is_dir()]
    base = load_gazetteer(folders[0] if folders else shipped, cache=cache_folder)
    files = [path for path in paths if not path.is_dir()]
    over = [_open_file(path, base, cache_folder) for path in files]
    return Gazetteer([*over, *open_user_indexes(data_folder), *base.layers])


def _open_file(path: Path, base: Gazetteer, cache_folder: Path) -> PlaceIndex:
    """Open an index, or make one of a file of another kind."""
    if path.suffix == INDEX_SUFFIX:
        return PlaceIndex(path)
    if not path.is_file():
        msg = f"{path}: expected a file or folder of places, found none"
        raise GazetteerError(msg)
    digest = hashlib.sha256(MAGIC + f"{path.name}\n".encode() + path.read_bytes()).hexdigest()
    target = cache_folder / "indexes" / f"{digest[:32]}{INDEX_SUFFIX}"
    if not target.is_file():
        report = import_places([path], target, gazetteer=base)
        if report.fault_count:
            target.unlink()
            msg = "; ".join(report.faults[:10])
            raise GazetteerError(msg)
    return PlaceIndex(target)


def open_user_indexes(data_folder: Path) -> list[PlaceIndex]:
    """Open the indexes that the user has imported, in the order of their names.

    Raises
    ------
    GazetteerError
        One of them is damaged.
    """
    folder = data_folder / USER_FOLDER
    return [PlaceIndex(path) for path in sorted(folder.glob(f"*{INDEX_SUFFIX}"))]


def order_tables(places: Path) -> list[Path]:
    """Return the tables of a folder in the order in which the first row of an id counts."""
    # Hand-curated files come before generated ones: on a shared id the curated row wins.
    generated = ("divisions.csv",)
    return sorted(
        places.glob("*.csv"),
        key=lambda path: (path.name != _COUNTRIES, path.name in generated, path.name),
    )


def index_tables(paths: Sequence[Path], *, cache: Path) -> PlaceIndex:
    """Make an index of tables, or open the one that was made of the same bytes before.

    Raises
    ------
    GazetteerError
        A table is malformed; the message names all faulty lines at once.
    """
    digest = hashlib.sha256(MAGIC)
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    target = cache / "indexes" / f"{digest.hexdigest()[:32]}{INDEX_SUFFIX}"
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        rows: list[PlaceRow] = []
        faults: list[str] = []
        for path in paths:
            rows.extend(iter_place_rows(path, faults))
        if faults:
            raise GazetteerError("; ".join(faults))
        write_rows(rows, target)
    return PlaceIndex(target)


def write_rows(
    rows: Iterable[PlaceRow],
    target: Path,
    *,
    common_words: Collection[str] = (),
    **facts: object,
) -> None:
    """Write rows as an index; of rows with one id the first counts."""
    builder, seen = IndexBuilder(common_words=common_words), set[str]()
    capitals: dict[str, str] = {}
    for row in rows:
        if row.place.id in seen:
            continue
        seen.add(row.place.id)
        builder.add(row.place, demonyms=row.demonyms, abbreviations=row.abbreviations)
        if row.capital and row.place.country:
            capitals[row.place.country] = row.capital
    builder.write(target, facts={"capitals": capitals, **facts})
