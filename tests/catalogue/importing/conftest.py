"""Imports files into a catalogue of their own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from heartcli.catalogue.store import FILE_NAME
from tests.conftest import Heart


class Import(NamedTuple):
    """An import's summary and the films in the catalogue after it."""

    summary: dict[str, Any]
    films: list[sqlite3.Row]

    @property
    def titles(self) -> list[tuple[str, int]]:
        return [(film["title"], film["year"]) for film in self.films]

    def column(self, name: str) -> list[Any]:
        return [film[name] for film in self.films]


class Importer:
    """Imports files, whose format is recognised, into a new catalogue."""

    def __init__(self, heart: Heart, home: Path, folder: Path) -> None:
        self._heart, self._home, self.folder = heart, home, folder

    def __call__(self, contents: str | bytes, name: str = "t.csv", *args: str) -> Import:
        path = self.folder / name
        path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
        return self.path(path, *args)

    def path(self, path: Path, *args: str) -> Import:
        (self._home / FILE_NAME).unlink(missing_ok=True)
        screen = self._heart("import", str(path), "--json", *args)
        assert screen.code == 0, screen.err
        with closing(sqlite3.connect(self._home / FILE_NAME)) as database:
            database.row_factory = sqlite3.Row
            return Import(
                screen.json, database.execute("SELECT * FROM entry ORDER BY id").fetchall()
            )


@pytest.fixture
def load(heart: Heart, home: Path, tmp_path: Path) -> Importer:
    return Importer(heart, home, tmp_path)
