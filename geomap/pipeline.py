"""The whole of geomap on one screen: reports to incidents on their borders."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.collecting import pause_collector
from geomap.documents import ReadOptions, iter_entries
from geomap.engine import SerialRunner, choose_runner, split_batches
from geomap.folders import find_cache_folder, find_data_folder, find_gazetteer
from geomap.incidents import (
    KnownCopies,
    attach_to_borders,
    find_copies,
    link_clusters,
    make_incidents,
)
from geomap.incidents.corrections import (
    Action,
    Corrections,
    choose_names,
    correct_incidents,
)
from geomap.places import open_gazetteer
from geomap.places.corrected import add_names
from geomap.recall import LeanTask, open_memory, run_known
from geomap.reports import Reports, ResolvedOnDemand
from geomap.result import Result
from geomap.review import read_corrections
from geomap.settings import Settings
from geomap.understanding import BorderLines, ReportTask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.claims import Extractor
    from geomap.engine import Runner
    from geomap.places import NameService
    from geomap.reports import Batch, Track

__all__ = ["Result", "map_reports", "read_reports", "run"]


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
    runner: Runner | None = None,
    cache: str | Path | None = None,
    keep_texts: bool = True,
    track: Track = iter,
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
    runner
        Where reports are read: one of `geomap.engine.choose_runner`; in worker processes when not
        given, a small corpus in this one.
    cache
        Folder in which what was understood of each report is kept for the next run.
    keep_texts
        Whether the texts of reports that tell of nothing stay at hand, for `Result.explain`. No
        file holds them: without them a run takes less memory, and one with a cache does not open
        files again that have not changed since an earlier run.
    track
        Wraps the batches as they are done, to show progress.

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
    cache_folder = find_cache_folder()
    places = open_gazetteer(
        [Path(path) for path in gazetteer],
        data_folder=find_data_folder(),
        cache_folder=cache_folder,
        shipped=folder,
    )
    names = choose_names(corrected.rows, places)
    task = ReportTask(
        gazetteer=add_names(places, names, cache_folder=cache_folder),
        lines=BorderLines(
            folder=folder / "borders",
            files=tuple((Path(path), sides) for path, sides in (border_files or {}).items()),
        ),
        options=reading or ReadOptions(),
        extractor=extractor,
        online=online,
        cache=Path(cache) if cache else None,
    )
    paths = _list_paths(corpus)
    reports = read_reports(
        paths,
        task,
        runner=runner,
        # A name is looked for in all reports.
        keep_texts=keep_texts or any(row.action is Action.NAME for row in corrected.rows),
        track=track,
    )
    result = map_reports(
        reports,
        task,
        gazetteer_folder=folder,
        settings=settings or Settings(),
        corrections=corrected,
    )
    if (memory := open_memory(task)) and result.copies.known:
        memory.keep_state(paths, result.copies.known)
    return result


def _list_paths(paths: str | Path | Sequence[str | Path]) -> list[Path]:
    return [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]


def read_reports(
    paths: Sequence[Path],
    task: ReportTask,
    *,
    runner: Runner | None = None,
    keep_texts: bool = True,
    track: Track = iter,
) -> Reports:
    """Read and understand all reports below some paths, wherever the runner runs."""
    reports = Reports()
    entries = iter_entries(paths, task.options, report=reports.listing)
    # One process alone asks a geocoder online, at the pace that its host allows.
    runner = SerialRunner() if task.online else runner or choose_runner()
    if memory := open_memory(task):
        reports.known_copies = memory.find_state(paths, KnownCopies) or KnownCopies()
    batches: Iterator[Batch] = (
        runner.run(task, split_batches(entries))
        if keep_texts
        else run_known(runner, LeanTask(task), entries)
    )
    for outcomes in track(batches):
        for outcome in outcomes:
            reports.add(outcome)
    task.tidy_cache()
    return reports


@pause_collector()
def map_reports(
    reports: Reports,
    task: ReportTask,
    *,
    gazetteer_folder: Path,
    settings: Settings,
    corrections: Corrections = Corrections(),  # noqa: B008 - frozen
) -> Result:
    """Turn reports that are understood into incidents on their borders. Pure."""
    corpus, claims, borders = reports.corpus, reports.claims, task.borders
    resolutions = ResolvedOnDemand(
        corpus.documents, task.gazetteer, known=reports.unresolved if task.online else {}
    )
    copies = find_copies(reports.telling, sketches=reports.sketches, known=reports.known_copies)
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
        gazetteer=task.gazetteer,
        resolutions=resolutions,
        documents=corpus.documents,
    )
    return Result(
        corpus=corpus,
        resolutions=resolutions,
        unresolved=reports.unresolved,
        claims=claims,
        records=placed,
        failures=corpus.failures,
        copies=copies,
        borders=borders,
        gazetteer=task.gazetteer,
        gazetteer_folder=gazetteer_folder,
        settings=settings,
        extractor=task.extractor,
        online=task.online.report() if task.online else None,
        corrections=report if corrections != Corrections() else None,
    )
