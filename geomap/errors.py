"""Everything geomap raises on purpose: one root, leaves that are also the builtin they refine."""


class GeomapError(Exception):
    """Root of all errors that geomap raises; its message says what, where, and how to mend it."""


class CorpusError(GeomapError, FileNotFoundError):
    """A corpus that is not there, or that holds no report."""


class ReadOptionError(GeomapError, ValueError):
    """Options of reading a corpus that cannot be meant: a field or a format that is none."""


class DocumentError(GeomapError, ValueError):
    """A single report that cannot be read; the others go on."""


class GazetteerError(GeomapError, ValueError):
    """A gazetteer, border or base-map file that is missing or malformed."""


class OnlineError(GazetteerError):
    """Options of an online look-up that cannot work; nothing was asked."""


class BorderError(GeomapError, KeyError):
    """A border that is not among the lines at hand."""

    def __str__(self) -> str:
        """Return the message itself: ``KeyError`` would show its ``repr``."""
        return str(self.args[0]) if self.args else ""


class IncidentError(GeomapError, LookupError):
    """An id that no incident has, or the beginning of several."""


class CorrectionError(GeomapError, ValueError):
    """A file of corrections that cannot be used at all, or a value that no field can have."""


class PageError(GeomapError, ValueError):
    """What a page cannot show: a tile address that is no template, a layer that loads files."""


class EngineError(GeomapError, RuntimeError):
    """What runs the work in other processes is not there, was lost, or cannot be used so."""


class OutputError(GeomapError, OSError):
    """An output that cannot be written; what stood there before is untouched."""


class MissingPackageError(GeomapError, ImportError):
    """A package that only some outputs need is not installed."""
