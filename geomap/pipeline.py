"""The whole of geomap on one screen: reports to incidents on their borders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.borders import load_borders
from geomap.claims import ResolvedDocument, RuleExtractor
from geomap.documents import Corpus, Failure, read_corpus
from geomap.engine import run_serial
from geomap.folders import find_cache_folder, find_data_folder, find_gazetteer
from geomap.incidents import attach_to_borders, find_copies, link_claims
from geomap.places import open_gazetteer, recase, resolve_document
from geomap.result import Result
from geomap.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geomap.borders import Borders
    from geomap.claims import Extractor
    from geomap.model import Claim, Document, Resolution
    from geomap.places import Gazetteer, NameService

__all__ = ["Result", "map_documents", "run"]


def run(  # noqa: PLR0913 - what a user may bring to a run, each by its name
    corpus: str | Path | Sequence[str | Path],
    *,
    settings: Settings | None = None,
    gazetteer: Sequence[str | Path] = (),
    border_files: Mapping[str | Path, tuple[str, str] | None] | None = None,
    online: NameService | None = None,
    extractor: Extractor | None = None,
    track: Callable[[Sequence[Document]], Iterable[Document]] | None = None,
) -> Result:
    """Map a corpus: read its reports and make incidents of them.

    Parameters
    ----------
    corpus
        A folder of ``.txt`` reports, a file, or several of them.
    settings
        Options; `Settings()` when not given.
    gazetteer
        More places for this run: CSV and GIS files, GeoNames dumps, indexes, or a folder in place
        of the shipped gazetteer. The first counts most.
    border_files
        Lines or polygons of any GIS format whose border takes the place of the shipped one, with
        the ISO alpha-3 codes of its two sides, or ``None`` where its columns tell them.
    online
        A `geomap.places.online.OnlineGeocoder` for names that the gazetteer lacks.
    extractor
        Makes claims of the reports; geomap's rules when not given.
    track
        Wraps the documents while they are read, to show progress.

    Returns
    -------
    Result
        ``.incidents`` and ``.sites`` are GeoDataFrames, ``.map()`` a folium map.

    Raises
    ------
    CorpusError
        When the corpus is not there or holds no report.
    GazetteerError
        When a file of places or of a border cannot be used.
    """
    paths = [corpus] if isinstance(corpus, (str, Path)) else list(corpus)
    folder = find_gazetteer()
    places = open_gazetteer(
        [Path(path) for path in gazetteer],
        data_folder=find_data_folder(),
        cache_folder=find_cache_folder(),
        shipped=folder,
    )
    borders = load_borders(folder / "borders")
    if border_files:
        # Only here: it brings geopandas along, which reports alone do without.
        from geomap.borders.replacing import replace_borders  # noqa: PLC0415

        borders = replace_borders(borders, {Path(path): it for path, it in border_files.items()})
    return map_documents(
        read_corpus(paths),
        gazetteer=places,
        borders=borders,
        gazetteer_folder=folder,
        settings=settings or Settings(),
        online=online,
        extractor=extractor,
        track=track,
    )


def map_documents(  # noqa: PLR0913 - what a run needs, each by its name
    corpus: Corpus,
    *,
    gazetteer: Gazetteer,
    borders: Borders,
    gazetteer_folder: Path,
    settings: Settings,
    online: NameService | None = None,
    extractor: Extractor | None = None,
    track: Callable[[Sequence[Document]], Iterable[Document]] | None = None,
) -> Result:
    """Turn documents into incidents on their borders. Pure, but for what is asked online."""
    reader = extractor or RuleExtractor(gazetteer, borders)
    understand = _make_stage(gazetteer, reader, online)
    resolutions: dict[str, list[Resolution]] = {}
    claims: list[Claim] = []
    failures = list(corpus.failures)
    for outcome in run_serial(understand, track(corpus.documents) if track else corpus.documents):
        if outcome.value is None:
            failures.append(Failure(source=outcome.document.source, reason=outcome.error or ""))
            continue
        resolutions[outcome.document.id] = outcome.value[0]
        claims.extend(outcome.value[1])
    copies = find_copies(corpus.documents)
    incidents = link_claims(
        corpus.documents,
        claims,
        borders=borders,
        within_km=settings.border_km,
        settings=settings.linking,
        copies=copies,
    )
    placed = attach_to_borders(incidents, borders=borders, within_km=settings.border_km)
    return Result(
        corpus=corpus,
        resolutions=resolutions,
        claims=claims,
        records=placed,
        failures=failures,
        copies=copies,
        borders=borders,
        gazetteer=gazetteer,
        gazetteer_folder=gazetteer_folder,
        settings=settings,
        extractor=reader,
        online=online.report() if online else None,
    )


def _make_stage(
    gazetteer: Gazetteer, extractor: Extractor, online: NameService | None
) -> Callable[[Document], tuple[list[Resolution], list[Claim]]]:
    """Make the stage that reads one document: its places, and what it says happened at them."""

    def understand(document: Document) -> tuple[list[Resolution], list[Claim]]:
        # What is all in capitals is read as prose; every character stays where it is.
        prose = recase(document, gazetteer)
        resolved = resolve_document(prose, gazetteer, online=online)
        if not extractor.reads(prose.language):
            return resolved, []
        return resolved, extractor.extract([ResolvedDocument(prose, resolved)])

    return understand
