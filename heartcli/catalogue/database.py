"""Opens a catalogue's file for reading, and explains damage to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from heartcli.errors import HeartError
from heartcli.storage import paths, sqlite
from heartcli.text.display import safe_for_terminal, shorten

APPLICATION_ID = 0x48656143  # "HeaC": tells a catalogue from other programs' databases
VERSION = 1
_MAX_PARAMETERS = 500  # values in one statement
ColumnTypes = tuple[type | tuple[type, ...], ...]  # of the columns of a query


class DamagedCatalogueError(HeartError):
    """A catalogue's file, or what a source says in it, is not as heart wrote it."""

    def __init__(self, message: str, *, is_bundled: bool) -> None:
        super().__init__(message)
        self.is_bundled = is_bundled  # with heart, so that no import can mend it


class Database:
    """The file of a catalogue, opened to be read. Raises HeartError where it can't be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Nobody writes into a catalogue: a new one is renamed over it. So there is nothing to lock.
        if not path.is_file():
            raise HeartError(f"{safe_for_terminal(str(path))} is not a regular file")
        try:
            self._connection = sqlite.open_read_only(path)
            program, version = sqlite.read_header(self._connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._as_heart_error(error) from error
        if program != APPLICATION_ID:
            raise self.damage_error("it is not a catalogue")
        if version > VERSION:
            newer = f"{safe_for_terminal(str(path))} was written by a newer heart"
            raise HeartError(f"{newer}; update heart, or move the file away and import again")
        if version < VERSION:
            raise self.damage_error(f"its version is {version}")

    def rows(self, query: str, values: Sequence[Any] = (), *, types: ColumnTypes = ()) -> list[Any]:
        """The rows that a query finds; raises Damaged where a column is not of its type."""
        try:
            rows = self._connection.execute(query, values).fetchall()
        except UnicodeEncodeError:  # no text that isn't Unicode is in a catalogue
            return []
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
            raise self._as_heart_error(error) from error
        # As many rows are of the same types, this is quicker than to look at each value.
        row_types = {tuple(map(type, row)) for row in rows} if types else ()
        if not all(_types_match(found, types) for found in row_types):
            raise self.damage_error("a value is of a wrong type")
        return rows

    def _iterate(self, query: str) -> Iterator[Any]:
        """The rows that a query finds, as long as they are asked for."""
        try:
            yield from self._connection.execute(query)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._as_heart_error(error) from error

    def select_in(self, query: str, values: Iterable[Any], *, types: ColumnTypes = ()) -> list[Any]:
        """The rows of a query that ends in "IN", for any number of values."""
        remaining = list(values)
        rows: list[Any] = []
        for start in range(0, len(remaining), _MAX_PARAMETERS):
            batch = remaining[start : start + _MAX_PARAMETERS]
            rows += self.rows(f"{query} ({','.join('?' * len(batch))})", batch, types=types)
        return rows

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def damage_error(self, why: str) -> DamagedCatalogueError:
        """The file is damaged: the error to raise, which says what helps."""
        where = f"{safe_for_terminal(str(self.path))} is damaged ({why})"
        if self.is_bundled:
            return DamagedCatalogueError(
                f"{where}; it came with heart: install heart again", is_bundled=True
            )
        return DamagedCatalogueError(
            f"{where}; heart import sets it aside and begins a new one", is_bundled=False
        )

    @property
    def is_bundled(self) -> bool:
        """Whether it came with heart."""
        return self.path.parent == paths.bundled_dir()

    def _as_heart_error(self, error: Exception) -> HeartError:
        why = shorten(str(error))
        if not sqlite.is_environmental(error):
            return self.damage_error(why)
        return HeartError(f"{safe_for_terminal(str(self.path))} can't be read: {why}")


@lru_cache(maxsize=256)
def _types_match(types: tuple[type, ...], expected: ColumnTypes) -> bool:
    return len(types) == len(expected) and all(map(issubclass, types, expected))
