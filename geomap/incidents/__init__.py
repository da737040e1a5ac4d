"""`Claim` to `Incident`: linking, dating by link, reconciled counts, status, and the border."""

from __future__ import annotations

from geomap.incidents.assemble import link_claims, link_clusters, make_incidents
from geomap.incidents.attach import attach_to_borders
from geomap.incidents.copies import Copies, KnownCopies, Version, find_copies
from geomap.incidents.counts import reconcile_counts, total
from geomap.incidents.lookup import find_incident
from geomap.incidents.sketches import make_sketch
from geomap.incidents.wording import describe_date, join_words

__all__ = [
    "Copies",
    "KnownCopies",
    "Version",
    "attach_to_borders",
    "describe_date",
    "find_copies",
    "find_incident",
    "join_words",
    "link_claims",
    "link_clusters",
    "make_incidents",
    "make_sketch",
    "reconcile_counts",
    "total",
]
