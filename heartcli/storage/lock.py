"""A lock file beside a file: only its holder may create, replace or rename that file."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from heartcli.storage import sqlite


@contextmanager
def exclusive(path: Path, timeout: float) -> Iterator[None]:
    """Holds a file's lock: SQLite's, which works on every system and is released by a kill.

    Raises sqlite3.Error: SQLITE_BUSY if another program holds it longer than `timeout` seconds.
    """
    with closing(sqlite.open_read_write(lock_path(path), timeout=timeout)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def lock_path(path: Path) -> Path:
    """The path of a file's lock."""
    return path.with_name(f"{path.name}.lock")
