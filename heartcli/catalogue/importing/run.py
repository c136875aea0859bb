"""Imports sources into the user's catalogue, or removes them."""

import gc
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.importing.files import ImportFiles, Progress
from heartcli.catalogue.importing.readers import load_reader
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.importing.rewrite import (
    drop_source,
    import_lock,
    load_sources,
    rewrite_catalogue,
)
from heartcli.catalogue.importing.sink import FilmSink, ImportFilter
from heartcli.catalogue.importing.title_types import TITLE_TYPES
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.store import (
    FILE_NAME,
    LOCAL_MASK,
    DamagedCatalogueError,
    NoSuchSourceError,
    Store,
    bundled_source_names,
    check_source,
)
from heartcli.catalogue.writer import CatalogueWriter
from heartcli.errors import HeartError, Notify
from heartcli.storage import files, paths
from heartcli.text.display import plural

_MAX_REASONS = 8  # for skipping titles, listed if nothing was imported
_MAX_COMPARED = 100_000  # films; larger sources are dumps, and a newer dump replaces an older one
_OBJECTS_BEFORE_COLLECTION = 50_000  # how many are made before the garbage collector runs


class ImportRequest(NamedTuple):
    """The files to import, and the format and the name of their source."""

    format: str
    paths: Sequence[Path]
    source_name: str
    import_filter: ImportFilter
    today: date
    reader: str = ""  # a name in READERS, if it isn't the format's
    is_optional: bool = False  # whether there may be no films


class ImportResult(NamedTuple):
    """The report of an import, and the changes it made to the catalogue."""

    report: ImportReport
    film_count: int
    replaced: int  # films that the source had before
    gone: int  # how many of those it no longer has
    has_credits: bool  # whether any film has a cast or crew


def import_source(request: ImportRequest, progress: Progress, notify: Notify) -> ImportResult:
    """Imports files, or raises HeartError and changes nothing. Sets a damaged catalogue aside."""
    [result] = import_sources([request], progress, notify)
    return result


def import_sources(
    requests: Sequence[ImportRequest], progress: Progress, notify: Notify
) -> list[ImportResult]:
    """Imports several sources in one step, like `import_source`."""
    with import_lock(notify) as path:
        try:
            return _import_all(requests, path, progress)
        except DamagedCatalogueError as error:
            if error.is_bundled:
                raise
            label = "old" if error.is_outdated else "damaged"

        def set_aside() -> None:
            new_path = files.set_aside(path, label)
            reason = "is from an older version of heart" if label == "old" else "was damaged"
            notify(f"{path} {reason}: moved to {new_path}. Import your other sources again")

        return _import_all(requests, path, progress, set_aside)


def remove_sources(names: Collection[str], notify: Notify) -> None:
    """Removes sources and their films. Raises NoSuchSourceError if none of them exists."""
    with import_lock(notify) as path:
        _check_removable(names, path)
        with rewrite_catalogue(path, names):
            pass


def check_removable(names: Collection[str]) -> None:
    """Raises NoSuchSourceError if none of these sources is in the user's catalogue."""
    _check_removable(names, paths.user_file(FILE_NAME))


def _check_removable(names: Collection[str], path: Path) -> None:
    sources = load_sources(path)
    if sources.keys().isdisjoint(names):
        if not bundled_source_names().isdisjoint(names):
            raise NoSuchSourceError(f"{min(names)} is bundled with heart and can't be removed")
        check_source(min(names), sources)


def _import_all(
    requests: Sequence[ImportRequest],
    path: Path,
    progress: Progress,
    set_aside: Callable[[], None] | None = None,
) -> list[ImportResult]:
    names = [request.source_name for request in requests]
    with rewrite_catalogue(path, names, set_aside) as (connection, sources):
        # A source keeps its id when imported again, because lower ids take precedence.
        ids = {name: source.id for name, source in sources.items()}
        for name in names:
            ids.setdefault(name, max(ids.values(), default=0) + 1)
        results = []
        for request in requests:
            writer = CatalogueWriter(
                connection,
                ids[request.source_name],
                has_person_ids=FORMATS[request.format].has_person_ids,
            )
            report, film_count = _import(request, writer, progress)
            source = sources.get(request.source_name)
            replaced = source.film_count if source else 0
            is_comparable = replaced and max(replaced, film_count) <= _MAX_COMPARED
            gone = _count_gone(path, writer) if is_comparable else 0
            has_credits = _count_rows(writer, "credits", "entry") > 0
            results.append(ImportResult(report, film_count, replaced, gone, has_credits))
    counts = {name: source.film_count for name, source in load_sources(path).items()}
    return [
        result._replace(film_count=counts.get(name, 0))
        for name, result in zip(names, results, strict=True)
    ]


def _count_gone(old_catalogue: Path, writer: CatalogueWriter) -> int:
    """Counts the titles that a source no longer has; 0 if the old catalogue is damaged."""
    query = "SELECT title, year FROM entry WHERE id BETWEEN ? AND ?"
    ids = (writer.first_id, writer.first_id | LOCAL_MASK)
    with suppress(HeartError), closing(Store(old_catalogue)) as old:
        before = {*old.rows(query, ids, (str, int))}
        now = {*writer.connection.execute(query, ids)}
        added = {(title_key(title), year) for title, year in now - before}
        return sum((title_key(title), year) not in added for title, year in before - now)
    return 0


@contextmanager
def _rare_garbage_collection() -> Iterator[None]:
    """Runs the garbage collector rarely: films have no cycles, and checking many is slow."""
    thresholds = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def _import(
    request: ImportRequest, writer: CatalogueWriter, progress: Progress
) -> tuple[ImportReport, int]:
    """Imports one source; returns its report and number of films. Raises HeartError if none."""
    report = ImportReport()
    sink = FilmSink(ImportFiles(report, progress), writer, request.import_filter)
    with _rare_garbage_collection():
        load_reader(request.reader or request.format).read(request.paths, sink)
    writer.flush()
    row_count = _count_rows(writer, "entry") + _count_rows(writer, "person")
    progress.start("Building search index", row_count)
    film_count = writer.build_indexes(progress.advance)
    if not film_count and not request.is_optional:
        raise _nothing_imported(report)
    if not film_count:
        drop_source(writer.connection, writer.source)
        return report, 0
    if values := _list_counts(report.unreadable):
        report.add_note(f"Values not understood: {values}")
    if parts := _list_counts(report.skipped_parts + writer.overflow):
        report.add_note(f"Skipped parts (incomplete, too long or too many): {parts}")
    today = request.today.isoformat()
    writer.record_source(request.source_name, request.format, today, report.rows, report.invalid)
    return report, film_count


def _nothing_imported(report: ImportReport) -> HeartError:
    """Returns the error for an import without films, with the reasons."""
    rows = f"from {plural(report.rows, 'row')}" if report.rows else "because there are no rows"
    lines = [f"nothing imported {rows}"]
    if report.skipped:
        lines.append(f"Skipped {report.skipped_by_reason(_MAX_REASONS)}")
    if not report.skipped.keys().isdisjoint(TITLE_TYPES):
        lines.append("Use --kinds all to import every kind")
    return HeartError(*lines, *report.problems, *report.notes)


def _count_rows(writer: CatalogueWriter, table: str, id_column: str = "id") -> int:
    """Counts the source's rows in a table."""
    ids = (writer.first_id, writer.first_id | LOCAL_MASK)
    query = f"SELECT count(*) FROM {table} WHERE {id_column} BETWEEN ? AND ?"
    [(count,)] = writer.connection.execute(query, ids)
    return int(count)


def _list_counts(counts: Counter[str]) -> str:
    """Lists counts by plural name: "2 certificates, 1 credit"."""
    parts = []
    for name, count in sorted((+counts).items()):
        singular = f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
        parts.append(f"{count:,} {singular if count == 1 else name}")
    return ", ".join(parts)
