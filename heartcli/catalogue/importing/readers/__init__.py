"""The readers of import formats, one module each.

To add a format, write a module with `read`, add a row to `READERS` and to `formats.FORMATS`, and
teach `recognition` to recognise its files.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

from heartcli.catalogue.importing.sink import FilmSink


class Reader(Protocol):
    """A module that reads the files of one format."""

    def read(self, paths: Sequence[Path], sink: FilmSink) -> None:
        """Adds films to the sink, and problems to its report. May raise HeartError."""


# Named rather than imported, because an import needs only one and loading all takes 17 ms.
READERS = {
    "imdb": "heartcli.catalogue.importing.readers.imdb",
    "tmdb": "heartcli.catalogue.importing.readers.tmdb",
    "omdb": "heartcli.catalogue.importing.readers.omdb",
    "wikidata": "heartcli.catalogue.importing.readers.wikidata",
    "nfo": "heartcli.catalogue.importing.readers.nfo",
    "letterboxd": "heartcli.catalogue.importing.readers.letterboxd",
    "imdb-lists": "heartcli.catalogue.importing.readers.imdb_lists",
    "movielens": "heartcli.catalogue.importing.readers.movielens",
    "csv": "heartcli.catalogue.importing.readers.csv_tables",
    "wikipedia": "heartcli.catalogue.importing.readers.wikipedia",
    "fetched": "heartcli.catalogue.importing.readers.fetched",
}


def load_reader(name: str) -> Reader:
    reader: Reader = import_module(READERS[name])
    return reader
