"""Keeps what has been fetched, as one file for each film in the user's data folder."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from heartcli.catalogue.fetching.references import FilmReference, id_keys
from heartcli.catalogue.importing.json_documents import MAX_DOCUMENT_SIZE, parse_json
from heartcli.catalogue.importing.values import Json, JsonObject, parse_date
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.search.queries import Reading
from heartcli.storage import files, paths

FOLDER_NAME = "fetched"
_ON_WIKIDATA = "on Wikidata"  # marks a title that comes from Wikidata, not from an import
_Key = str | tuple[str, int] | tuple[str, int, str]  # an id, or a title and year


class FetchedFilm(NamedTuple):
    """A film that has a document."""

    id: str  # such as Q132689
    title: str
    year: int
    imdb: str
    tmdb: str
    has_premise: bool
    requested: tuple[Reading, ...]  # titles and years under which imports list the film
    fetched_on: str  # a date in the format of film files

    @classmethod
    def from_document(cls, document: JsonObject) -> "FetchedFilm":
        """Reads a film's ids, title, year and other details from its document."""
        film = document.child("film")
        requested = [
            Reading(reading.text("title"), reading.number("year"))
            for reading in document.objects("requested")
        ]
        return cls(
            id=film.text("id"), title=film.text("title"), year=film.number("year") or 0,
            imdb=film.text("imdb"), tmdb=film.text("tmdb"),
            has_premise=bool(document.text("summary", "extract")), requested=tuple(requested),
            fetched_on=parse_date(document.text("fetched")),
        )  # fmt: skip


class FetchedFilms:
    """A folder with the documents of all fetched films. Methods raise OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls) -> "FetchedFilms":
        """Opens the folder in the user's data folder."""
        return cls(paths.user_file(FOLDER_NAME))

    @cached_property
    def films(self) -> dict[str, FetchedFilm]:
        """The films by Wikidata id; documents that can't be read are left out."""
        return {film.id: film for path in self.paths() if (film := _read(path))}

    def paths(self) -> list[Path]:
        """Returns the paths of all documents."""
        return sorted(path for path in self.folder.glob("Q*.json") if path.is_file())

    @cached_property
    def _by_key(self) -> dict[_Key, FetchedFilm]:
        return {key: film for film in self.films.values() for key in _keys_of_film(film)}

    def find(self, reference: FilmReference) -> FetchedFilm | None:
        """Returns the film with these ids or, without ids, with this title and year; or None."""
        films = (self._by_key.get(key) for key in _keys_of_reference(reference))
        return next(filter(None, films), None)

    def missing(self, references: Sequence[FilmReference]) -> list[FilmReference]:
        """Returns the references to films that have no document."""
        return [reference for reference in references if not self.find(reference)]

    def write(self, document: dict[str, Json]) -> FetchedFilm:
        """Writes a film's document, in full or not at all, and returns the film."""
        film = FetchedFilm.from_document(JsonObject(document))
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        files.write_file(self._path(film), text.encode())
        self.films[film.id] = film
        self._by_key.update(dict.fromkeys(_keys_of_film(film), film))
        return film

    def add_titles(self, film: FetchedFilm, requested: Sequence[Reading]) -> bool:
        """Adds the titles that imports give a film to its document; returns whether any is new."""
        is_new = not {*requested} <= {*film.requested, Reading(film.title, film.year)}
        value = _load(self._path(film)) if is_new else None
        if isinstance(value, dict):
            titles = dict.fromkeys([*film.requested, *requested])
            self.write(value | {"requested": titles_to_json([*titles])})
        return is_new

    def remove(self, film: FetchedFilm) -> None:
        """Deletes a film's document."""
        self._path(film).unlink(missing_ok=True)
        del self.films[film.id]
        del self._by_key  # made again when it's needed

    def _path(self, film: FetchedFilm) -> Path:
        return self.folder / f"{film.id}.json"

    def sweep(self, today: date) -> None:
        """Deletes unfinished files that a killed run left behind; recent ones may be in use."""
        for path in self.folder.glob(f"*{files.UNFINISHED}"):
            with suppress(OSError):
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
                if (today - written).days > 1:
                    path.unlink()

    def remove_all(self) -> None:
        """Deletes all documents."""
        if self.folder.is_dir():
            shutil.rmtree(self.folder)


def titles_to_json(readings: Sequence[Reading]) -> list[Json]:
    return [{"title": reading.title, "year": reading.year} for reading in readings]


def _load(path: Path) -> Json:
    """Returns the contents of a document, or None if it can't be read."""
    with suppress(OSError, ValueError):  # the import reports it
        if file := files.open_regular(path):
            with file:
                text = file.read(MAX_DOCUMENT_SIZE + 1)
            return parse_json(text) if len(text) <= MAX_DOCUMENT_SIZE else None
    return None


def _read(path: Path) -> FetchedFilm | None:
    value = _load(path)
    film = FetchedFilm.from_document(JsonObject(value if isinstance(value, dict) else {}))
    return film if film.id == path.stem and film.year else None


def _keys_of_film(film: FetchedFilm) -> Iterator[_Key]:
    yield from id_keys(film.id, film.imdb, film.tmdb)
    yield title_key(film.title), film.year, _ON_WIKIDATA
    yield from ((title_key(title), year) for title, year, _ in film.requested if year)


def _keys_of_reference(reference: FilmReference) -> Iterator[_Key]:
    """Yields the keys of a film with these ids, or else with this title and year."""
    ids = id_keys(*reference[:3])
    yield from ids
    for title, year, _ in reference.readings:
        if year:
            yield title_key(title), year
            if not ids:  # another film may have the same title and year
                yield title_key(title), year, _ON_WIKIDATA
