"""Opens and locks SQLite files, runs .sql files, and puts SQLite's errors into words."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from heartcli.errors import HeartError
from heartcli.storage.files import error_reason

_CORRUPTION = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_BUSY, _UNOPENED = "another program has it open", "it can't be opened"
# Errors that don't concern a file's contents, and their reasons; None keeps SQLite's message.
_ENVIRONMENT = {
    sqlite3.SQLITE_BUSY: _BUSY, sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: "the disk is full", sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: _UNOPENED, sqlite3.SQLITE_PERM: _UNOPENED,
    sqlite3.SQLITE_AUTH: _UNOPENED, sqlite3.SQLITE_IOERR: None, sqlite3.SQLITE_NOMEM: None,
    sqlite3.SQLITE_INTERRUPT: None,
}  # fmt: skip
# SQLite's messages about a query beyond its limits. Their error codes say only that it failed.
_BEYOND_LIMIT = re.compile("too (?:large|complex|big|many)|stack overflow", re.IGNORECASE)


class CorruptFileError(Exception):
    """The file isn't a database, or is a malformed one."""


def open_read_only(path: Path) -> sqlite3.Connection:
    """Opens a file that nobody writes to, without locking it or creating files beside it."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def open_read_write(path: Path | str, *, timeout: float = 5.0) -> sqlite3.Connection:
    """Opens or creates a file; waits up to `timeout` seconds for other programs' locks."""
    return sqlite3.connect(path, timeout=timeout, isolation_level=None)


def read_header(connection: sqlite3.Connection) -> tuple[int, int]:
    """The application id, which tells heart's files from others', and the format version."""
    [[application_id]] = connection.execute("PRAGMA application_id")
    [[version]] = connection.execute("PRAGMA user_version")
    return application_id, version


def write_header(connection: sqlite3.Connection, application_id: int, version: int) -> None:
    """Sets what `read_header` returns."""
    connection.execute(f"PRAGMA application_id = {application_id}")
    connection.execute(f"PRAGMA user_version = {version}")


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Runs statements, each ending in a semicolon and a line break, within the open transaction."""
    for statement in script.split(";\n"):
        connection.execute(statement)


def read_queries(path: Path) -> dict[str, str]:
    """The statements of an .sql file, each under the name in the `-- name: NAME` line above it."""
    _, *parts = f"\n{path.read_text('utf-8')}".split("\n-- name: ")
    named = (part.partition("\n") for part in parts)
    return {name: statements for name, _, statements in named}


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commits all of a block's statements, or none of them if it raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextmanager
def exclusive_lock(path: Path, timeout: float) -> Iterator[None]:
    """Holds the lock file beside a file: only its holder may create, replace or rename that file.

    SQLite's locks work on every system and end when a program is killed. Raises sqlite3.Error
    (SQLITE_BUSY) if another program holds the lock for longer than `timeout` seconds.
    """
    with closing(open_read_write(lock_path(path), timeout=timeout)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def lock_path(path: Path) -> Path:
    """The path of a file's lock."""
    return path.with_name(f"{path.name}.lock")


def primary_code(error: Exception) -> int:
    """SQLite's primary result code, such as SQLITE_BUSY; 0 for an error that has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_environmental(error: Exception) -> bool:
    """Whether an error comes from a lock, a permission or the disk, not from a file's contents."""
    return primary_code(error) in _ENVIRONMENT


def is_beyond_limit(error: Exception) -> bool:
    """Whether a query is too long or has too large a number, whatever a file contains."""
    is_query = primary_code(error) in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG)
    return isinstance(error, OverflowError) or (is_query and bool(_BEYOND_LIMIT.search(str(error))))


def describe(error: Exception) -> str:
    """The reason to show the user for an SQLite or OS error, such as "the disk is full"."""
    return _ENVIRONMENT.get(primary_code(error)) or error_reason(error)


@contextmanager
def translate_errors(path: Path, error_type: type[HeartError] = HeartError) -> Iterator[None]:
    """Raises SQLite's errors as CorruptFileError, or as `error_type` in words for the user."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # SQLite's messages can quote malformed text, which Python fails to decode.
        if primary_code(error) in _CORRUPTION or isinstance(error, UnicodeDecodeError):
            raise CorruptFileError from error
        if primary_code(error) == sqlite3.SQLITE_MISUSE:
            raise  # a bug in heart
        raise error_type(f"can't use {path}: {describe(error)}") from error
