"""Names that the gazetteer lacks, asked of an online geocoder through geopy; off unless asked for.

Importing this imports geopy's geocoders and nothing is sent before the first
`OnlineGeocoder.locate`.
"""

from geomap.errors import OnlineError
from geomap.places.online.cache import default_cache_path
from geomap.places.online.lookup import MAX_FAILURES, OnlineGeocoder
from geomap.places.online.providers import PROVIDERS
from geomap.places.online.records import (
    AnswerStatus,
    FailureCount,
    FailureKind,
    OnlineAnswer,
    OnlineReport,
    OnlineSettings,
    split_host,
)

__all__ = [
    "MAX_FAILURES",
    "PROVIDERS",
    "AnswerStatus",
    "FailureCount",
    "FailureKind",
    "OnlineAnswer",
    "OnlineError",
    "OnlineGeocoder",
    "OnlineReport",
    "OnlineSettings",
    "default_cache_path",
    "split_host",
]
