"""What lies in what: the villages of a province, the places of a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.places.distances import distance_km

if TYPE_CHECKING:
    from geomap.model import Place


def holds(outer: Place, inner: Place) -> bool:
    """Tell whether a place lies in a province, by its code, or in a region, by its radius.

    A province's own point may be far from its villages.
    """
    if outer.feature_code == "ADM1" and outer.admin1 and inner.admin1:
        return outer.admin1 == inner.admin1 and inner.feature_code != "ADM1"
    gap = distance_km(outer, inner)
    return gap is not None and gap <= (outer.radius_km or 0.0)
