"""Imports a source into the user's catalogue, or removes one."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.importing.files import ImportFiles, Progress
from heartcli.catalogue.importing.readers import load_reader
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.importing.rewrite import import_lock, load_sources, rewrite_catalogue
from heartcli.catalogue.importing.sink import FilmSink, ImportFilter
from heartcli.catalogue.store import LOCAL_MASK, DamagedCatalogueError
from heartcli.catalogue.writer import CatalogueWriter
from heartcli.errors import HeartError, Notify
from heartcli.storage import files
from heartcli.text.display import plural, safe_for_terminal

_MAX_REASONS = 8  # why titles were skipped, listed if nothing was imported


class ImportRequest(NamedTuple):
    format: str
    paths: Sequence[Path]
    source_name: str
    import_filter: ImportFilter
    today: date


class ImportResult(NamedTuple):
    report: ImportReport
    film_count: int
    replaced: int  # films that the source had before


def import_source(request: ImportRequest, progress: Progress, notify: Notify) -> ImportResult:
    """Imports files, or raises HeartError and changes nothing. Sets damaged catalogues aside."""
    with import_lock(notify) as path:
        try:
            return _import(request, path, progress)
        except DamagedCatalogueError as error:
            if error.is_bundled:
                raise
            label = "old" if error.is_outdated else "damaged"

        def set_aside() -> None:
            new_path = files.set_aside(path, label)
            reason = "is from an older version of heart" if label == "old" else "was damaged"
            notify(f"{path} {reason}: moved to {new_path}. Import your other sources again")

        return _import(request, path, progress, set_aside)


def remove_source(name: str, notify: Notify) -> None:
    """Removes a source and its films. Raises HeartError if there is no such source."""
    with import_lock(notify) as path:
        sources = load_sources(path)
        if name not in sources:
            hint = f"Sources: {', '.join(sources)}" if sources else "Nothing has been imported"
            raise HeartError(f"no source called '{safe_for_terminal(name)}'. {hint}")
        with rewrite_catalogue(path, name):
            pass


def _import(
    request: ImportRequest,
    path: Path,
    progress: Progress,
    set_aside: Callable[[], None] | None = None,
) -> ImportResult:
    report = ImportReport()
    with rewrite_catalogue(path, request.source_name, set_aside) as (connection, sources):
        replaced = sources.get(request.source_name)
        # A source keeps its id when imported again, because lower ids take precedence.
        next_id = max((source.id for source in sources.values()), default=0) + 1
        source_id = replaced.id if replaced else next_id
        has_person_ids = FORMATS[request.format].has_person_ids
        writer = CatalogueWriter(connection, source_id, has_person_ids=has_person_ids)
        sink = FilmSink(ImportFiles(report, progress), writer, request.import_filter)
        load_reader(request.format).read(request.paths, sink)
        writer.flush()
        progress.start("Building search index", _count_new_rows(writer))
        film_count = writer.build_indexes(progress.advance)
        if not film_count:
            lines = [f"nothing imported from {plural(report.rows, 'row')}"]
            if report.skipped:
                lines.append(f"Skipped: {report.skipped_by_reason(_MAX_REASONS)}")
            raise HeartError(*lines, *report.problems, *report.notes)
        if values := _list_counts(report.unreadable):
            report.add_note(f"Values not understood: {values}")
        if parts := _list_counts(report.skipped_parts + writer.overflow):
            report.add_note(f"Skipped parts (incomplete, too long or too many): {parts}")
        today = request.today.isoformat()
        writer.record_source(
            request.source_name, request.format, today, report.rows, report.invalid
        )
    return ImportResult(report, film_count, replaced.film_count if replaced else 0)


def _count_new_rows(writer: CatalogueWriter) -> int:
    ids = (writer.first_id, writer.first_id | LOCAL_MASK)
    query = "SELECT count(*) FROM {} WHERE id BETWEEN ? AND ?"
    rows = [writer.connection.execute(query.format(t), ids).fetchone() for t in ("entry", "person")]
    return sum(count for (count,) in rows)


def _list_counts(counts: Counter[str]) -> str:
    """Counts by plural name: "2 certificates, 1 credit"."""
    parts = []
    for name, count in sorted((+counts).items()):
        singular = f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
        parts.append(f"{count:,} {singular if count == 1 else name}")
    return ", ".join(parts)
