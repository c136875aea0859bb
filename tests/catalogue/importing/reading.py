"""Reads files with one of the importer's readers, without a catalogue to write to."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from heartcli.catalogue.importing.files import ImportFiles
from heartcli.catalogue.importing.readers import load_reader
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.importing.sink import FilmSink, ImportFilter
from heartcli.catalogue.models import SourceFilm
from heartcli.catalogue.writer import CatalogueWriter

FILMS_ONLY, ALL_KINDS = ImportFilter(), ImportFilter(title_types=None)


class _Recorder:
    """Stands in for the catalogue's writer, and keeps the films."""

    def __init__(self) -> None:
        self.films: list[SourceFilm] = []
        self.connection = sqlite3.connect(":memory:")
        self.last_number = 0

    def add_film(self, film: SourceFilm) -> None:
        self.films.append(film)
        self.last_number += 1


class _NoProgress:
    def start(self, label: str, total: int) -> None:
        pass

    def advance(self, steps: int) -> None:
        pass


def read_films(
    format_: str, paths: Iterable[Path], import_filter: ImportFilter = FILMS_ONLY
) -> tuple[list[SourceFilm], ImportReport]:
    """The films in files, as a reader of one format sees them, and its report."""
    report, recorder = ImportReport(), _Recorder()
    files = ImportFiles(report, _NoProgress())
    sink = FilmSink(files, cast(CatalogueWriter, recorder), import_filter)
    load_reader(format_).read(list(paths), sink)
    recorder.connection.close()
    return recorder.films, report
