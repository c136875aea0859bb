"""Opens the progress database, creating, upgrading or replacing the file if necessary.

A file is replaced only if SQLite reports that it's corrupt. Any other problem, such as a full disk,
is reported in one line and leaves the file as it is.
"""

import os
import shutil
import sqlite3
from contextlib import ExitStack, closing, suppress
from functools import partial
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryDirectory

from heartcli.errors import HeartError, Notify
from heartcli.quiz.questions.renamed_ids import renamed
from heartcli.storage import files, sqlite
from heartcli.storage.files import os_errors
from heartcli.storage.sqlite import CorruptFileError

VERSION = 2
UPGRADES = {1: "upgrade_1.sql"}  # version → script that upgrades it to the next version
_APPLICATION_ID = 0x48656172  # "Hear"; tells this file apart from other programs' databases
_BUSY_TIMEOUT = 10.0  # seconds to wait while another round is writing
_LOG_SUFFIXES = ("-wal", "-journal")


class ProgressError(HeartError):
    """Progress can't be saved or read; rounds can still be played."""


# Turns SQLite's errors into ProgressError or CorruptFileError.
translate_errors = partial(sqlite.translate_errors, error_type=ProgressError)


def connect(path: Path, notify: Notify, *, check: bool = False) -> sqlite3.Connection:
    """Opens the file, creating, upgrading or replacing it if necessary.

    `check` searches the whole file for damage. Raises ProgressError if the file can't be used.
    """
    with os_errors(path.parent, "create", ProgressError):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise ProgressError(f"{path.parent} is not a folder") from error
    _refuse_special_file(path)
    with translate_errors(path), ExitStack() as stack:
        try:
            with translate_errors(path):  # only one program at a time may open or rename the file
                stack.enter_context(sqlite.exclusive_lock(path, _BUSY_TIMEOUT))
        except CorruptFileError as error:
            name = sqlite.lock_path(path)
            raise ProgressError(f"{name} is not a heart lock file. Delete it") from error
        return _connect_or_replace(path, notify, check=check)


def connect_read_only(path: Path, notify: Notify) -> sqlite3.Connection:
    """Opens the file for reading, but doesn't create it.

    If the file or its folder is read-only, reads a copy. Raises ProgressError if that fails, too.
    """
    _refuse_special_file(path)
    if not _has_content(path) and not _has_only_a_log(path):
        return _connect_in_memory(path, None)
    is_file_writable = _has_only_a_log(path) or os.access(path, os.W_OK)
    if is_file_writable and os.access(path.parent, os.W_OK):
        return connect(path, notify)
    try:
        copy_errors = os_errors(path, "copy", ProgressError)
        with copy_errors, TemporaryDirectory() as folder, translate_errors(path):
            copy = Path(folder) / path.name
            for suffix in ("", *_LOG_SUFFIXES):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
            return _connect_in_memory(path, copy)
    except CorruptFileError as error:
        raise ProgressError(f"can't move the damaged {path}: it is read-only") from error


def _refuse_special_file(path: Path) -> None:
    """Raises ProgressError for a folder, a pipe or a device."""
    with suppress(OSError):
        if not S_ISREG(path.stat().st_mode):
            raise ProgressError(f"{path} is not a regular file")


def _has_content(path: Path) -> bool:
    with os_errors(path, "read", ProgressError), suppress(FileNotFoundError, NotADirectoryError):
        return path.stat().st_size > 0
    return False


def _connect_in_memory(path: Path, copy: Path | None) -> sqlite3.Connection:
    """Loads a copy of the file at `path` into memory; None loads an empty database."""
    connection = sqlite.open_read_write(":memory:")
    if copy is not None:
        if _has_only_a_log(copy):
            raise CorruptFileError
        with closing(sqlite3.connect(copy)) as file:
            file.backup(connection)
    _upgrade(connection, _read_version(connection, path))
    return connection


def _connect_or_replace(path: Path, notify: Notify, *, check: bool) -> sqlite3.Connection:
    """Opens the file, or sets it aside and opens a new one if it is corrupt."""
    if os.access(path, os.R_OK) and not os.access(path, os.W_OK):  # SQLite would add log files
        raise ProgressError(f"can't use {path}: it is read-only")
    if _has_only_a_log(path):
        _set_aside(path, notify)
    connection = sqlite.open_read_write(path, timeout=_BUSY_TIMEOUT)
    try:
        with translate_errors(path):
            _prepare(connection, path, check=check)
    except CorruptFileError:
        _set_aside(path, notify)
        connection.close()  # closing earlier would merge the log into the file and delete it
        return _connect_or_replace(path, notify, check=False)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path, notify: Notify) -> None:
    with os_errors(f"the damaged {path}", "move", ProgressError):
        copy = files.set_aside(path, "damaged")
    notify(f"{path} was damaged: moved to {copy}. Progress starts over")


def _has_only_a_log(path: Path) -> bool:
    """Whether the file is empty or missing but has a log, which SQLite would delete."""
    logs = [path.with_name(f"{path.name}{suffix}") for suffix in _LOG_SUFFIXES]
    return _size(path) == 0 and any(map(_size, logs))


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _prepare(connection: sqlite3.Connection, path: Path, *, check: bool) -> None:
    """Configures the connection, and creates or upgrades the tables."""
    if check and connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise CorruptFileError
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # a saved answer survives a power cut
    version = _read_version(connection, path)
    if version < VERSION:
        connection.execute("PRAGMA journal_mode = WAL")
        if version:
            write_backup(connection, path, f"of-version-{version}")
        _upgrade(connection, version)


def _read_version(connection: sqlite3.Connection, path: Path) -> int:
    """Returns the file's version; 0 if it's empty. Raises ProgressError if it isn't heart's."""
    application_id, version = sqlite.read_header(connection)
    [table_count] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if table_count and application_id != _APPLICATION_ID:
        raise ProgressError(f"{path} is another program's database")
    if version > VERSION:
        raise ProgressError(f"{path} is from a newer version of heart")
    if table_count and version < 1:
        raise ProgressError(f"{path} has lost its version number")
    return version


def _upgrade(connection: sqlite3.Connection, version: int) -> None:
    """Creates the tables, or brings them up to date, in one transaction."""
    with sqlite.transaction(connection):
        if version == 0:
            sqlite.run_script(connection, read_script("schema.sql"))
        for old_version in range(version or VERSION, VERSION):
            sqlite.run_script(connection, read_script(UPGRADES[old_version]))
        if version:
            _rename_questions(connection)
        sqlite.write_header(connection, _APPLICATION_ID, VERSION)


def _rename_questions(connection: sqlite3.Connection) -> None:
    """Moves the progress of questions whose ids have changed since the file was written."""
    for table in ("answer", "card", "suppressed"):
        rows = connection.execute(f"SELECT DISTINCT question FROM {table}").fetchall()  # noqa: S608
        changes = [(new, old) for (old,) in rows if (new := renamed(old)) != old]
        query = f"UPDATE OR REPLACE {table} SET question = ? WHERE question = ?"  # noqa: S608
        connection.executemany(query, changes)


def read_script(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def write_backup(connection: sqlite3.Connection, path: Path, label: str) -> Path:
    """Writes a complete copy of the database beside its file, and returns the copy's path."""
    copy_path = files.unused_path_beside(path, label)
    unfinished = copy_path.with_name(f".{copy_path.name}")
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
        unfinished.rename(copy_path)
    finally:
        unfinished.unlink(missing_ok=True)
    return copy_path
