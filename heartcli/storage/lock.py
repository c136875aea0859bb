"""A lock beside a file: whoever makes, replaces or renames the file does so alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def exclusive(path: Path, seconds: float) -> Iterator[None]:
    """Holds the file's lock, which SQLite knows to take on every system, and a kill lets go of.

    Raises sqlite3.Error: with SQLITE_BUSY where another holds it for longer than so many seconds.
    """
    with closing(sqlite3.connect(lock_path(path), timeout=seconds, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def lock_path(path: Path) -> Path:
    """Where the lock of a file is."""
    return path.with_name(f"{path.name}.lock")
