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

PROGRAM = 0x48656143  # "HeaC": tells a catalogue from other programs' databases
VERSION = 1
_MOST = 500  # values in one statement
Types = tuple[type | tuple[type, ...], ...]  # of the columns of a query


class Damaged(HeartError):  # noqa: N818 - it is what is said
    """A catalogue's file, or what a source says in it, is not as heart wrote it."""

    def __init__(self, message: str, *, shipped: bool) -> None:
        super().__init__(message)
        self.shipped = shipped  # with heart, so that no import can mend it


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
            raise self._trouble(error) from error
        if program != PROGRAM:
            raise self.damaged("it is not a catalogue")
        if version > VERSION:
            newer = f"{safe_for_terminal(str(path))} was written by a newer heart"
            raise HeartError(f"{newer}; update heart, or move the file away and import again")
        if version < VERSION:
            raise self.damaged(f"its version is {version}")

    def rows(self, query: str, values: Sequence[Any] = (), *, of: Types = ()) -> list[Any]:
        """The rows that a query finds; raises Damaged where a column is not of its type."""
        try:
            found = self._connection.execute(query, values).fetchall()
        except UnicodeEncodeError:  # no text that isn't Unicode is in a catalogue
            return []
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
            raise self._trouble(error) from error
        # As many rows are of the same types, this is quicker than to look at each value.
        if of and not all(_fit(types, of) for types in {tuple(map(type, row)) for row in found}):
            raise self.damaged("a value is of a wrong type")
        return found

    def _walked(self, query: str) -> Iterator[Any]:
        """The rows that a query finds, as long as they are asked for."""
        try:
            yield from self._connection.execute(query)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._trouble(error) from error

    def among(self, query: str, values: Iterable[Any], *, of: Types = ()) -> list[Any]:
        """The rows of a query that ends in "IN", for any number of values."""
        left = list(values)
        found: list[Any] = []
        for start in range(0, len(left), _MOST):
            some = left[start : start + _MOST]
            found += self.rows(f"{query} ({','.join('?' * len(some))})", some, of=of)
        return found

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def damaged(self, why: str) -> Damaged:
        """The file is damaged: the error to raise, which says what helps."""
        where = f"{safe_for_terminal(str(self.path))} is damaged ({why})"
        if self.is_shipped:
            return Damaged(f"{where}; it came with heart: install heart again", shipped=True)
        return Damaged(f"{where}; heart import sets it aside and begins a new one", shipped=False)

    @property
    def is_shipped(self) -> bool:
        """Whether it came with heart."""
        return self.path.parent == paths.bundled_dir()

    def _trouble(self, error: Exception) -> HeartError:
        why = shorten(str(error))
        if not sqlite.is_environmental(error):
            return self.damaged(why)
        return HeartError(f"{safe_for_terminal(str(self.path))} can't be read: {why}")


@lru_cache(maxsize=256)
def _fit(types: tuple[type, ...], of: Types) -> bool:
    return len(types) == len(of) and all(map(issubclass, types, of))
