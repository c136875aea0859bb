"""Rewrites the user's catalogue: changes a copy, then renames it over the old file.

A crash or an interrupt leaves the old catalogue or the new one, never a mixture.
"""

import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, nullcontext
from pathlib import Path

from heartcli.catalogue.linking import generated_ids, link_by_ids, match_by_title_and_director
from heartcli.catalogue.store import FILE_NAME, SOURCE_SHIFT, Catalogue, CatalogueSource, Store
from heartcli.catalogue.writer import CatalogueWriter, create_database, open_for_bulk_load
from heartcli.errors import HeartError, Notify
from heartcli.storage import files, paths, sqlite
from heartcli.text.display import safe_for_terminal, shorten

# More specific reasons than those in storage/sqlite.py.
_REASONS = {
    sqlite3.SQLITE_IOERR: "the disk is full or not writable",
    sqlite3.SQLITE_CANTOPEN: "its folder is not writable",
}
_QUERIES = sqlite.read_queries(Path(__file__).with_name("rewrite.sql"))
_LOCK_TIMEOUT = 0.2  # seconds; Ctrl-C takes effect between attempts
_MAX_FREE_SHARE = 0.3  # of a file's pages; a file with more free pages is compacted


@contextmanager
def import_lock(notify: Notify) -> Iterator[Path]:
    """Waits for other imports; yields the catalogue's path. Raises HeartError if writing fails."""
    path = paths.user_file(FILE_NAME)
    name = safe_for_terminal(str(path))
    try:
        paths.make_data_dir()
        with ExitStack() as stack:
            if not _try_lock(stack, path):
                notify("Waiting for another import to finish")
                while not _try_lock(stack, path):
                    pass
            yield path
    except (sqlite3.Error, OSError) as error:
        reason = _REASONS.get(sqlite.primary_code(error)) or sqlite.describe(error)
        raise HeartError(f"can't write {name}: {reason}") from error


def _try_lock(stack: ExitStack, path: Path) -> bool:
    try:
        stack.enter_context(sqlite.exclusive_lock(path, _LOCK_TIMEOUT))
    except sqlite3.OperationalError as error:
        if sqlite.primary_code(error) == sqlite3.SQLITE_BUSY:
            return False
        raise
    except sqlite3.DatabaseError as error:
        name = safe_for_terminal(str(sqlite.lock_path(path)))
        raise HeartError(f"{name} is not a heart lock file. Delete it and try again") from error
    return True


def load_sources(path: Path) -> dict[str, CatalogueSource]:
    """Returns the sources of a catalogue by name; none if the file doesn't exist."""
    if not path.exists():
        return {}
    with closing(Store(path)) as store:
        return {source.name: source for source in store.sources.values()}


@contextmanager
def rewrite_catalogue(
    path: Path, source_names: Collection[str], set_aside: Callable[[], None] | None = None
) -> Iterator[tuple[sqlite3.Connection, Mapping[str, CatalogueSource]]]:
    """Yields a writable copy of the catalogue without some sources, and the sources it had before.

    The copy replaces the catalogue at the end. Raises DamagedCatalogueError if the catalogue turns
    out to be damaged. With `set_aside`, which moves it away at the end, the copy starts out empty.
    """
    new_path = path.with_name(f".{FILE_NAME}.new")
    _delete_unfinished(new_path)  # left by an import that was killed
    sources = {} if set_aside else load_sources(path)
    has_others = bool(sources.keys() - {*source_names})
    try:
        if has_others:
            shutil.copyfile(path, new_path)
        open_ = open_for_bulk_load if has_others else create_database
        with closing(open_(new_path)) as connection:
            with _report_damage(path) if has_others else nullcontext():
                if has_others:
                    _check_copy(connection, path, sources)
                connection.execute("BEGIN")
                for name in source_names:
                    if has_others and name in sources:
                        drop_source(connection, sources[name].id)
                yield connection, sources
                connection.execute("COMMIT")
                _link_films(connection, new_path)
                connection.execute(_QUERIES["count_films"])
            _compact(connection)
            has_sources = connection.execute("SELECT count(*) FROM source").fetchone() != (0,)
        if set_aside:
            set_aside()
        if has_sources:
            files.replace_file(new_path, path)
        else:
            path.unlink()
    finally:
        _delete_unfinished(new_path)


def drop_source(connection: sqlite3.Connection, source_id: int) -> None:
    """Deletes a source with its films."""
    script = _QUERIES["drop_source"].replace("{n}", str(source_id))
    sqlite.run_script(connection, script)


def _delete_unfinished(new_path: Path) -> None:
    """Deletes an unfinished catalogue, and the journal that SQLite may keep beside it."""
    for path in (new_path, new_path.with_name(f"{new_path.name}-journal")):
        path.unlink(missing_ok=True)


def _check_copy(
    connection: sqlite3.Connection, path: Path, sources: Mapping[str, CatalogueSource]
) -> None:
    """Raises DamagedCatalogueError if a copy of the catalogue fails SQLite's checks."""
    with closing(Store(path)) as store, closing(create_database(":memory:")) as complete:
        for source in sources.values():
            CatalogueWriter(complete, source.id)
        expected = {*complete.execute(_QUERIES["schema_objects"])}
        if missing := expected - {*connection.execute(_QUERIES["schema_objects"])}:
            raise store.damage_error(f"{min(missing)[0]} is missing")
        if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise store.damage_error("it fails the integrity check")
        if connection.execute(_QUERIES["stray_entries"], [SOURCE_SHIFT]).fetchone() != (0,):
            raise store.damage_error("an entry has no source")
        for source in sources.values():
            for table in ("titles", "names", "facets"):
                index = f"{table}_{source.id}"
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")


@contextmanager
def _report_damage(path: Path) -> Iterator[None]:
    """Turns SQLite's errors about a damaged copy into DamagedCatalogueError."""
    try:
        yield
    except sqlite3.Error as error:
        if sqlite.is_environmental(error):
            raise
        with closing(Store(path)) as store:
            raise store.damage_error(shorten(str(error))) from error


def _link_films(connection: sqlite3.Connection, new_path: Path) -> None:
    """Recomputes which entries describe the same film, and generates missing film ids."""
    with closing(Store(paths.bundled_dir() / FILE_NAME)) as bundled:
        link_by_ids(connection, bundled.path)
        with closing(Store(new_path)) as store:
            links = list(match_by_title_and_director(Catalogue([store, bundled])))
    connection.executemany("INSERT OR REPLACE INTO film_number VALUES (?, ?)", links)
    connection.execute("DELETE FROM generated_id")
    with closing(Store(new_path)) as store:
        ids = list(generated_ids(store))
    connection.executemany("INSERT INTO generated_id VALUES (?, ?)", ids)


def _compact(connection: sqlite3.Connection) -> None:
    """Shrinks the file if dropping a source has left much of it empty."""
    [[page_count]] = connection.execute("PRAGMA page_count")
    [[free_count]] = connection.execute("PRAGMA freelist_count")
    if free_count > _MAX_FREE_SHARE * page_count:
        connection.execute("VACUUM")
