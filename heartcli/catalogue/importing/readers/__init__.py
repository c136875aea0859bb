"""Readers of import formats: one module each, and the table of them.

To add a format, write a module with `read` here, and add a row to `READERS` and one to `FORMATS`
in `heartcli/catalogue/formats.py`.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from heartcli.catalogue.importing.sink import FilmSink


class Reader(Protocol):
    """A module that reads the files of one format."""

    def read(self, paths: Sequence[Path], sink: FilmSink) -> None:
        """Delivers the films in files and folders to the sink.

        Reports invalid rows to `sink.report`. Raises HeartError if the files can't be used.
        """


# By name, because an import needs one of them, and loading all takes 17 ms.
READERS = {
    "imdb": "heartcli.catalogue.importing.readers.imdb",
    "tmdb": "heartcli.catalogue.importing.readers.tmdb",
    "omdb": "heartcli.catalogue.importing.readers.omdb",
    "wikidata": "heartcli.catalogue.importing.readers.wikidata",
    "nfo": "heartcli.catalogue.importing.readers.nfo",
    "csv": "heartcli.catalogue.importing.readers.spreadsheet",
}


def load_reader(format_: str) -> Reader:
    """The reader of a format."""
    reader: Reader = import_module(READERS[format_])
    return reader
