"""What was understood of a document, kept for the next run; all of it can be made again."""

from geomap.cache.folder import CacheFile, clear_cache, list_cache, prune_cache
from geomap.cache.store import Cache, cache_path, key_of
from geomap.cache.versions import digest_code, digest_files

__all__ = [
    "Cache",
    "CacheFile",
    "cache_path",
    "clear_cache",
    "digest_code",
    "digest_files",
    "key_of",
    "list_cache",
    "prune_cache",
]
