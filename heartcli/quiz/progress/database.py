"""The file that progress is kept in: opened, made, upgraded, and set aside where it is damaged.

Only "not a database" and "malformed" are damage. Whatever else goes wrong, such as a full disk,
is told in a line and leaves the file as it is.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from stat import S_ISREG

from heartcli.errors import HeartError
from heartcli.storage import files, lock

VERSION = 1
UPGRADES: dict[int, str] = {}  # version → what makes the next one of it, as in schema.sql
_PROGRAM = 0x48656172  # "Hear": tells this file from other programs' databases
_PATIENCE = 10.0  # seconds to wait for another round that is writing
_DAMAGE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_TROUBLE = {
    sqlite3.SQLITE_BUSY: "another program keeps it busy",
    sqlite3.SQLITE_LOCKED: "another program keeps it busy",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened",
    sqlite3.SQLITE_PERM: "it can't be opened",
    sqlite3.SQLITE_AUTH: "it can't be opened",
}


class ProgressError(HeartError):
    """Progress can't be saved or read; a round can be played all the same."""


class CorruptFileError(Exception):
    """The file is no database, or a malformed one."""


def connect(path: Path, say: Callable[[str], None]) -> sqlite3.Connection:
    """A connection to the file, which is made, upgraded or set aside as it needs.

    Raises ProgressError where it can't be used.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise ProgressError(f"{path.parent} is not a folder") from error
    except OSError as error:
        raise ProgressError(f"{path.parent} can't be made: {error.strerror}") from error
    with translate_errors(path), _alone(path):
        return _sound(path, say, _prepared)


def connect_read_only(path: Path, say: Callable[[str], None]) -> sqlite3.Connection:
    """A connection for who only reads: nothing is made where there is nothing yet.

    A file or folder that can't be written is read from a copy. Raises ProgressError if the file
    can't be read.
    """
    _refuse_what_is_no_file(path)
    if not _is_there(path) and not _is_lost(path):
        return _in_memory(path, None)
    if os.access(path.parent, os.W_OK) and (_is_lost(path) or os.access(path, os.W_OK)):
        return connect(path, say)
    import shutil  # noqa: PLC0415 - hardly ever needed
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    try:
        with TemporaryDirectory() as folder, translate_errors(path):
            copy = Path(folder) / path.name
            for ending in ("", "-wal", "-journal"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
            return _in_memory(path, copy)
    except OSError as error:
        raise ProgressError(f"{path} can't be read: {error.strerror}") from error
    except CorruptFileError as error:
        raise ProgressError(
            f"{path} is damaged, and can't be set aside: it is read-only"
        ) from error


def _refuse_what_is_no_file(path: Path) -> None:
    """Raises ProgressError for a folder, a pipe or a device, which nobody opens or renames."""
    with suppress(OSError):
        if not S_ISREG(path.stat().st_mode):
            raise ProgressError(f"{path} is not a regular file")


def _is_there(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise ProgressError(f"{path} can't be read: {error.strerror}") from error


def _in_memory(path: Path, copy: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if copy is not None:
        if _is_lost(copy):
            raise CorruptFileError
        with closing(sqlite3.connect(copy)) as file:
            file.backup(connection)
    _brought_up_to_date(connection, _version(connection, path))
    return connection


def reconnect(path: Path, say: Callable[[str], None]) -> sqlite3.Connection:
    """A connection for one that met damage; the file is set aside, if nobody has done so yet."""
    with translate_errors(path), _alone(path):
        return _sound(path, say, _examined)


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """What SQLite says, as ProgressError in words, or as CorruptFileError."""
    try:
        yield
    except UnicodeDecodeError as error:  # in a message that quotes the file
        raise CorruptFileError from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGE:
            raise CorruptFileError from error
        if code == sqlite3.SQLITE_MISUSE:
            raise  # ours to mend
        raise ProgressError(f"{path} can't be used: {_TROUBLE.get(code, str(error))}") from error


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Whoever opens or renames the file does so alone."""
    _refuse_what_is_no_file(path)
    with ExitStack() as stack:
        try:
            with translate_errors(path):
                stack.enter_context(lock.exclusive(path, _PATIENCE))
        except CorruptFileError as error:
            raise ProgressError(f"{lock.lock_path(path)} is not heart's; remove it") from error
        yield


def _sound(
    path: Path, say: Callable[[str], None], prepare: Callable[[sqlite3.Connection, Path], None]
) -> sqlite3.Connection:
    """A connection to the file, or to a new one where it is damaged."""
    if os.access(path, os.R_OK) and not os.access(path, os.W_OK):  # it would leave files beside it
        raise ProgressError(f"{path} can't be used: it is read-only")
    if _is_lost(path):
        _set_aside(path, say)
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        with translate_errors(path):
            prepare(connection, path)
    except CorruptFileError:
        _set_aside(path, say)
        connection.close()  # not before: SQLite would write the log into the file and remove it
        return _sound(path, say, _prepared)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path, say: Callable[[str], None]) -> None:
    try:
        place = files.set_aside(path, "damaged")
    except OSError as error:
        raise ProgressError(
            f"{path} is damaged, and can't be set aside: {error.strerror}"
        ) from error
    say(f"{path} is damaged; it is kept as {place}, and progress begins anew")


def _is_lost(path: Path) -> bool:
    """Whether the file is empty, or gone, and its log isn't: SQLite would remove that."""
    logs = [path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-journal")]
    return _size(path) == 0 and any(map(_size, logs))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _prepared(connection: sqlite3.Connection, path: Path) -> None:
    """Makes the connection ready, and the file up to date."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # what was told as saved survives a power cut
    version = _version(connection, path)
    if version < VERSION:
        connection.execute("PRAGMA journal_mode = WAL")
        if version:
            write_backup(connection, path, f"of-version-{version}")
        _brought_up_to_date(connection, version)


def _examined(connection: sqlite3.Connection, path: Path) -> None:
    """The same, where the whole file is sound."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise CorruptFileError
    _prepared(connection, path)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the file's format; 0 if empty. Raises ProgressError for another's file."""
    [version] = connection.execute("PRAGMA user_version").fetchone()
    [program] = connection.execute("PRAGMA application_id").fetchone()
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and program != _PROGRAM:
        raise ProgressError(f"{path} is another program's database; it is left alone")
    if version > VERSION:
        raise ProgressError(f"{path} was written by a newer heart; it is left alone")
    if version < bool(tables):
        raise ProgressError(f"{path} has lost its version; it is left alone")
    return int(version)


def _brought_up_to_date(connection: sqlite3.Connection, version: int) -> None:
    """Makes the tables, or upgrades them, in one transaction."""
    with transaction(connection):
        if version == 0:
            schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
            _run(connection, schema)
        for step in range(version or VERSION, VERSION):
            _run(connection, UPGRADES[step])
        connection.execute(f"PRAGMA application_id = {_PROGRAM}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _run(connection: sqlite3.Connection, script: str) -> None:
    for statement in re.split(r"\n\s*\n", script):
        connection.execute(statement)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def write_backup(connection: sqlite3.Connection, path: Path, why: str) -> Path:
    """Copies the file, whole and safe on the disk, beside itself; gives the copy's path."""
    place = files.unused_path_beside(path, why)
    unfinished = place.with_name(f".{place.name}")
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
        unfinished.rename(place)
    finally:
        unfinished.unlink(missing_ok=True)
    return place
