"""Imports a source into the user's catalogue, or removes it.

A new file is filled and renamed over the old one, so that whatever happens, the catalogue is the
old one or the new one.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from heartcli.catalogue.database import DamagedCatalogueError
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.importing.files import ImportReader, Progress
from heartcli.catalogue.importing.sink import FilmSink, ImportFilter
from heartcli.catalogue.linking import generated_ids, link_by_ids, match_by_title_and_director
from heartcli.catalogue.store import (
    FILE_NAME,
    LOCAL_MASK,
    SOURCE_SHIFT,
    Catalogue,
    CatalogueSource,
    Store,
)
from heartcli.catalogue.writer import CatalogueWriter, create_database, open_for_bulk_load
from heartcli.errors import HeartError
from heartcli.storage import files, lock, paths, sqlite
from heartcli.text.display import safe_for_terminal, shorten

_TROUBLE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk is full, or can't be written",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: "its folder can't be written",
    sqlite3.SQLITE_PERM: "it can't be opened",
}
_A_MOMENT = 0.2  # seconds
_MOST_LEFT = 8  # reasons that are told
_LOOSE = 0.3  # of a file, so much may be empty


class ImportRequest(NamedTuple):
    """What is to be imported."""

    format: str
    paths: Sequence[Path]
    source_name: str  # of the source
    import_filter: ImportFilter
    today: date


class ImportResult(NamedTuple):
    """What came of an import."""

    reader: ImportReader  # its rows, what was wrong and what was left out
    film_count: int
    replaced: int  # films of that source that these replace


def import_source(
    request: ImportRequest, progress: Progress, notify: Callable[[str], None]
) -> ImportResult:
    """Imports files. Raises HeartError where that can't be done; then all is as it was.

    A catalogue that turns out to be damaged is set aside, and a new one begins.
    """
    with _alone(notify) as place:

        def set_aside() -> None:
            kept = files.set_aside(place, "damaged")
            notify(f"{place} is damaged: it is kept as {kept}, and a new catalogue begins; import"
                " again what else was in it")  # fmt: skip

        try:
            return _imported(request, place, progress)
        except DamagedCatalogueError as error:
            if error.is_bundled:
                raise
        return _imported(request, place, progress, set_aside)


def _imported(
    order: ImportRequest, place: Path, watch: Progress, set_aside: Callable[[], None] | None = None
) -> ImportResult:
    reading = ImportReader(watch)
    with _replaced(place, order.source_name, set_aside) as (connection, known):
        before = known.get(order.source_name)
        last = max((source.id for source in known.values()), default=0)
        # What came first counts first, also when it comes again.
        number, its = before.id if before else last + 1, FORMATS[order.format]
        filling = CatalogueWriter(connection, number, has_person_ids=its.has_person_ids)
        module = import_module(f"heartcli.catalogue.importing.readers.{its.module}")
        module.read(order.paths, FilmSink(reading, filling, order.import_filter))
        filling.flush()
        watch.start("making it searchable", _count(connection, filling.first_id))
        kept = filling.build_indexes(watch.advance)
        if not kept:
            raise HeartError(*_nothing(reading))
        if parts := _parts(reading, filling):
            why = "incomplete, too long or too many"
            reading.problems.append(f"left out of films ({why}): {parts}")
        day = order.today.isoformat()
        filling.record_source(order.source_name, order.format, day, (reading.rows, reading.invalid))
    return ImportResult(reading, kept, before.film_count if before else 0)


def _parts(reading: ImportReader, filling: CatalogueWriter) -> str:
    """What is left out of films, with how many there are of each: "2 certificates, 1 credit"."""
    counts = sorted((reading.skipped_parts + filling.overflow).items())
    return ", ".join(f"{count:,} {_one(what) if count == 1 else what}" for what, count in counts)


def _one(plural: str) -> str:
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")


def remove_source(name: str, notify: Callable[[str], None]) -> None:
    """Removes a source with all that it said. Raises HeartError where there is none of the name."""
    with _alone(notify) as place:
        if name not in (known := _sources(place)):
            told = f"there is: {', '.join(known)}" if known else "nothing has been imported"
            raise HeartError(f"no source '{safe_for_terminal(name)}' in your catalogue; {told}")
        with _replaced(place, name):
            pass


def _nothing(reading: ImportReader) -> list[str]:
    rows = f"{reading.rows:,} row{'' if reading.rows == 1 else 's'}"
    problem = f"nothing imported: no matching film in {rows}"
    left = [f"{count:,} {why}" for why, count in reading.skipped.most_common(_MOST_LEFT)]
    told = [f"left out: {', '.join(left)}"] if left else []
    return [problem, *told, *reading.problems]


def _count(connection: sqlite3.Connection, base: int) -> int:
    """How many films and people there are to be made searchable."""
    told = (base, base | LOCAL_MASK)
    [[films]] = connection.execute("SELECT count(*) FROM entry WHERE id BETWEEN ? AND ?", told)
    [[people]] = connection.execute("SELECT count(*) FROM person WHERE id BETWEEN ? AND ?", told)
    return int(films + people)


def _sources(place: Path) -> dict[str, CatalogueSource]:
    """The sources of the catalogue in a file, which need not be there."""
    if not place.exists():
        return {}
    with closing(Store(place)) as store:
        return {source.name: source for source in store.sources.values()}


@contextmanager
def _replaced(
    place: Path, name: str, set_aside: Callable[[], None] | None = None
) -> Iterator[tuple[sqlite3.Connection, Mapping[str, CatalogueSource]]]:
    """A copy of the catalogue without one source, to write into; put in its place at the end.

    Beside it the sources that were there, that one among them. Raises Damaged where the catalogue
    is, at whatever step that shows. With `set_aside` nothing of it is copied, and at the end it
    makes way.
    """
    new = place.with_name(f".{FILE_NAME}.new")
    _removed(new)  # of an import that was killed
    known = {} if set_aside else _sources(place)
    try:
        others = known.keys() - {name}
        if others:
            shutil.copyfile(place, new)
        with closing(open_for_bulk_load(new) if others else create_database(new)) as connection:
            with _damage_of(place) if others else nullcontext():
                if others:
                    _check(connection, place, known)
                connection.execute("BEGIN")
                if others and name in known:
                    _drop(connection, known[name].id)
                yield connection, known
                connection.execute("COMMIT")
                _linked(connection, new)
            _tightened(connection)
            left = connection.execute("SELECT count(*) FROM source").fetchone() != (0,)
        if set_aside:
            set_aside()
        if left:
            files.replace_file(new, place)
        else:
            place.unlink()
    finally:
        _removed(new)


def _check(
    connection: sqlite3.Connection, place: Path, known: Mapping[str, CatalogueSource]
) -> None:
    """Raises Damaged for whatever SQLite can find in a copy of the catalogue, but for its texts."""
    tables = "SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'"
    indices = "SELECT name, type, 0 FROM sqlite_master WHERE type = 'index'"
    query = f"{tables} UNION ALL {indices}"
    strays = "SELECT count(*) FROM entry WHERE id >> ? NOT IN (SELECT id FROM source)"
    with closing(Store(place)) as store, closing(create_database(":memory:")) as complete:
        for source in known.values():
            CatalogueWriter(complete, source.id)
        if lost := {*complete.execute(query)} - {*connection.execute(query)}:
            raise store.damage_error(f"it has lost {min(lost)[0]}")
        if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise store.damage_error("its pages don't fit together")
        if connection.execute(strays, [SOURCE_SHIFT]).fetchone() != (0,):
            raise store.damage_error("an entry is of no source")
        for source in known.values():
            for table in ("titles", "names", "facets"):
                index = f"{table}_{source.id}"
                connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")


@contextmanager
def _damage_of(place: Path) -> Iterator[None]:
    """What SQLite says of a copy of the catalogue, as Damaged where it means that."""
    try:
        yield
    except sqlite3.Error as error:
        if sqlite.is_environmental(error):
            raise
        with closing(Store(place)) as store:
            raise store.damage_error(shorten(str(error))) from error


def _removed(new: Path) -> None:
    """Removes an unfinished catalogue, and the journal that SQLite may keep beside it."""
    for path in (new, new.with_name(f"{new.name}-journal")):
        path.unlink(missing_ok=True)


def _drop(connection: sqlite3.Connection, number: int) -> None:
    for table in ("exact", "titles", "names", "facets", "gram"):
        connection.execute(f"DROP TABLE {table}_{number}")
    span = (number << SOURCE_SHIFT, number << SOURCE_SHIFT | LOCAL_MASK)
    for table, own in (("entry", "id"), ("person", "id"), ("credits", "entry"),
                       ("titles", "entry")):  # fmt: skip
        connection.execute(f"DELETE FROM {table} WHERE {own} BETWEEN ? AND ?", span)
    connection.execute("DELETE FROM source WHERE id = ?", (number,))


def _linked(connection: sqlite3.Connection, new: Path) -> None:
    """Says anew which entries speak of one film, and names the films that have no id."""
    with closing(Store(paths.bundled_dir() / FILE_NAME)) as shipped:
        link_by_ids(connection, shipped.path)
        with closing(Store(new)) as store:
            found = list(match_by_title_and_director(Catalogue([store, shipped])))
    connection.executemany("INSERT OR REPLACE INTO film VALUES (?, ?)", found)
    connection.execute("DELETE FROM own_id")
    with closing(Store(new)) as store:
        named = list(generated_ids(store))
    connection.executemany("INSERT INTO own_id VALUES (?, ?)", named)


def _tightened(connection: sqlite3.Connection) -> None:
    """Gives back what a source that is gone has left empty."""
    [[pages]] = connection.execute("PRAGMA page_count")
    [[empty]] = connection.execute("PRAGMA freelist_count")
    if empty > _LOOSE * pages:
        connection.execute("VACUUM")


@contextmanager
def _alone(say: Callable[[str], None]) -> Iterator[Path]:
    """The catalogue's place, while nobody else imports. What the disk says is told in words."""
    place = paths.user_file(FILE_NAME)
    try:
        paths.make_data_dir()
        with ExitStack() as stack:
            waited = False
            while not _locked(stack, place):
                if not waited:
                    say("another import is running; this one waits for it")
                waited = True
            yield place
    except (sqlite3.Error, OSError) as error:
        why = _TROUBLE.get(sqlite.primary_code(error)) or files.error_reason(error)
        raise HeartError(f"{safe_for_terminal(str(place))} can't be written: {why}") from error


def _locked(stack: ExitStack, place: Path) -> bool:
    """Whether the lock could be had within a moment, after which an interrupt is heard."""
    try:
        stack.enter_context(lock.exclusive(place, _A_MOMENT))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    except sqlite3.DatabaseError as error:
        where = safe_for_terminal(str(lock.lock_path(place)))
        raise HeartError(f"{where} is not heart's; remove it") from error
    return True
