"""Opens a catalogue file for reading, and reports damage to it."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from heartcli.errors import HeartError
from heartcli.storage import paths, sqlite
from heartcli.text.display import safe_for_terminal, shorten

APPLICATION_ID = 0x48656143  # "HeaC", which marks heart's catalogues
VERSION = 1
_MAX_PARAMETERS = 500  # per statement
Value = int | str | bytes | None
Row = Any  # a tuple, whose columns have the types that the query was run with
ColumnTypes = tuple[type | tuple[type, ...], ...]


class DamagedCatalogueError(HeartError):
    """A catalogue file is not as heart wrote it."""

    def __init__(self, message: str, is_bundled: bool = False) -> None:
        super().__init__(message)
        self.is_bundled = is_bundled  # an import can't repair the bundled catalogue


class Database:
    """A catalogue file opened for reading. Its methods raise HeartError if it can't be read.

    Files are replaced atomically, so no locking is needed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = safe_for_terminal(str(path))
        self.is_bundled = path.parent == paths.bundled_dir()
        if not path.is_file():
            raise HeartError(f"{self.name} is not a regular file")
        try:
            self._connection = sqlite.open_read_only(path)
            application_id, version = sqlite.read_header(self._connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._as_heart_error(error) from error
        if application_id != APPLICATION_ID:
            raise self.damage_error("it is not a heart catalogue")
        if version > VERSION:
            raise HeartError(
                f"{self.name} is from a newer version of heart. Update heart, or move the file away"
                " and import again"
            )
        if version < VERSION:
            raise self.damage_error(f"its version is {version}")

    def rows(
        self, query: str, values: Sequence[Value] = (), *, types: ColumnTypes = ()
    ) -> list[Row]:
        """The rows of a query; raises DamagedCatalogueError if a column has another type."""
        try:
            rows = self._connection.execute(query, values).fetchall()
        except UnicodeEncodeError:  # catalogues hold only valid Unicode, so nothing matches
            return []
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
            raise self._as_heart_error(error) from error
        # Few rows differ in their types, so checking the distinct ones is faster.
        row_types = {tuple(map(type, row)) for row in rows} if types else ()
        if not all(_types_match(actual, types) for actual in row_types):
            raise self.damage_error("a value has the wrong type")
        return rows

    def iterate(self, query: str) -> Iterator[Row]:
        """Yields the rows of a query, reading no more than are used."""
        try:
            yield from self._connection.execute(query)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._as_heart_error(error) from error

    def select_in(
        self, query: str, values: Iterable[Value], *, types: ColumnTypes = ()
    ) -> list[Row]:
        """The rows of a query that ends in "IN", for any number of values."""
        remaining = list(values)
        rows: list[Row] = []
        for start in range(0, len(remaining), _MAX_PARAMETERS):
            batch = remaining[start : start + _MAX_PARAMETERS]
            rows += self.rows(f"{query} ({','.join('?' * len(batch))})", batch, types=types)
        return rows

    def close(self) -> None:
        self._connection.close()

    def damage_error(self, why: str) -> DamagedCatalogueError:
        """The error to raise for a damaged file, which says how to replace it."""
        remedy = "The next import sets it aside and starts over"
        if self.is_bundled:
            remedy = "Reinstall heart"
        message = f"{self.name} is damaged ({why}). {remedy}"
        return DamagedCatalogueError(message, is_bundled=self.is_bundled)

    def _as_heart_error(self, error: Exception) -> HeartError:
        why = shorten(str(error))
        if sqlite.is_environmental(error):
            return HeartError(f"can't read {self.name}: {why}")
        return self.damage_error(why)


@lru_cache(maxsize=256)
def _types_match(types: tuple[type, ...], expected: ColumnTypes) -> bool:
    return len(types) == len(expected) and all(map(issubclass, types, expected))
