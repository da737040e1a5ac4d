"""The tables of a run as GeoDataFrames, with the types that analysts expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from geomap.export.columns import GEOMETRY

if TYPE_CHECKING:
    from geomap.export.dataset import Dataset
    from geomap.export.fields import Table

CRS: Final = "EPSG:4326"
_DTYPES: Final = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


def make_table(table: Table, dataset: Dataset) -> gpd.GeoDataFrame | pd.DataFrame:
    """Make a table of a run for pandas: null for unknown, integers that can be null, days as days.

    Parameters
    ----------
    table
        Its definition.
    dataset
        The run's tables.

    Returns
    -------
    geopandas.GeoDataFrame or pandas.DataFrame
        A row each; with geometry in EPSG:4326 where the table has it. Lists are Python's.
    """
    rows = list(dataset.iter_rows(table.name))
    columns = {
        field.name: pd.Series(
            [row[field.name] for row in rows], dtype=_DTYPES.get(field.type, "object")
        )
        for field in table.fields
    }
    if not table.geometry:
        return pd.DataFrame(columns)
    encoded = dataset.columns[table.name].column(GEOMETRY).to_numpy(zero_copy_only=False)
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries.from_wkb(encoded), crs=CRS)
