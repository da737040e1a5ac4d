"""The whole of geomap on one screen: reports to incidents on their borders."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.borders import load_borders
from geomap.claims import ResolvedDocument, RuleExtractor
from geomap.documents import Corpus, Failure, ReadOptions, read_corpus
from geomap.engine import run_serial
from geomap.folders import find_cache_folder, find_data_folder, find_gazetteer
from geomap.incidents import attach_to_borders, find_copies, link_clusters, make_incidents
from geomap.incidents.corrections import Corrections, choose_names, correct_incidents
from geomap.places import open_gazetteer, recase, resolve_document
from geomap.places.corrected import add_names
from geomap.result import Result
from geomap.review import read_corrections
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
    reading: ReadOptions | None = None,
    gazetteer: Sequence[str | Path] = (),
    border_files: Mapping[str | Path, tuple[str, str] | None] | None = None,
    online: NameService | None = None,
    corrections: str | Path | Sequence[str | Path] = (),
    extractor: Extractor | None = None,
    track: Callable[[Sequence[Document]], Iterable[Document]] | None = None,
) -> Result:
    """Map a corpus: read its reports and make incidents of them.

    Parameters
    ----------
    corpus
        A folder of reports, a file of any of the formats in ``docs/corpora.md``, a pattern of
        names, ``@list.txt``, or several of them.
    settings
        Options; `Settings()` when not given.
    reading
        How the corpus is read; `geomap.documents.ReadOptions()` when not given.
    gazetteer
        More places for this run: CSV and GIS files, GeoNames dumps, indexes, or a folder in place
        of the shipped gazetteer. The first counts most.
    border_files
        Lines or polygons of any GIS format whose border takes the place of the shipped one, with
        the ISO alpha-3 codes of its two sides, or ``None`` where its columns tell them.
    online
        A `geomap.places.online.OnlineGeocoder` for names that the gazetteer lacks.
    corrections
        Files of corrections, or reviews that a person has edited; of two that set the same thing
        the later counts.
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
    CorrectionError
        When a file of corrections cannot be used at all; a single row that cannot is reported.
    """
    folder = find_gazetteer()
    corrected = read_corrections(_list_paths(corrections))
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
        read_corpus(_list_paths(corpus), reading or ReadOptions()),
        gazetteer=add_names(
            places, choose_names(corrected.rows, places), cache_folder=find_cache_folder()
        ),
        borders=borders,
        gazetteer_folder=folder,
        settings=settings or Settings(),
        online=online,
        corrections=corrected,
        extractor=extractor,
        track=track,
    )


def _list_paths(paths: str | Path | Sequence[str | Path]) -> list[Path]:
    return [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]


def map_documents(  # noqa: PLR0913 - what a run needs, each by its name
    corpus: Corpus,
    *,
    gazetteer: Gazetteer,
    borders: Borders,
    gazetteer_folder: Path,
    settings: Settings,
    online: NameService | None = None,
    corrections: Corrections = Corrections(),  # noqa: B008 - frozen
    extractor: Extractor | None = None,
    track: Callable[[Sequence[Document]], Iterable[Document]] | None = None,
) -> Result:
    """Turn documents into incidents on their borders. Pure, but for what is asked online."""
    reader = extractor or RuleExtractor(gazetteer, borders)
    resolutions, claims, failures = _read_reports(
        track(corpus.documents) if track else corpus.documents,
        _make_stage(gazetteer, reader, online),
    )
    copies = find_copies(corpus.documents)
    linked = link_clusters(
        corpus.documents,
        claims,
        borders=borders,
        within_km=settings.border_km,
        settings=settings.linking,
        copies=copies,
    )
    placed, report = correct_incidents(
        linked,
        corrections,
        make=partial(make_incidents, copies=copies),
        attach=partial(attach_to_borders, borders=borders, within_km=settings.border_km),
        gazetteer=gazetteer,
        resolutions=resolutions,
        documents=corpus.documents,
    )
    return Result(
        corpus=corpus,
        resolutions=resolutions,
        claims=claims,
        records=placed,
        failures=[*corpus.failures, *failures],
        copies=copies,
        borders=borders,
        gazetteer=gazetteer,
        gazetteer_folder=gazetteer_folder,
        settings=settings,
        extractor=reader,
        online=online.report() if online else None,
        corrections=report if corrections != Corrections() else None,
    )


def _read_reports(
    documents: Iterable[Document],
    understand: Callable[[Document], tuple[list[Resolution], list[Claim]]],
) -> tuple[dict[str, list[Resolution]], list[Claim], list[Failure]]:
    """Read the places and claims of documents; one that cannot be understood is a failure."""
    resolutions: dict[str, list[Resolution]] = {}
    claims: list[Claim] = []
    failures: list[Failure] = []
    for outcome in run_serial(understand, documents):
        if outcome.value is None:
            failures.append(Failure(source=outcome.document.source, reason=outcome.error or ""))
            continue
        resolutions[outcome.document.id] = outcome.value[0]
        claims.extend(outcome.value[1])
    return resolutions, claims, failures


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
