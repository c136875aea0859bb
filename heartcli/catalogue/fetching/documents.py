"""Keeps what has been fetched: one file for each film, in the user's data folder."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from heartcli.catalogue.fetching.client import Client
from heartcli.catalogue.fetching.items import FilmItem
from heartcli.catalogue.fetching.references import FilmReference, id_keys
from heartcli.catalogue.importing.json_documents import MAX_DOCUMENT_SIZE, parse_json
from heartcli.catalogue.importing.readers import wikidata
from heartcli.catalogue.importing.values import Json, JsonObject, parse_date
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.search.queries import Reading
from heartcli.model.records import wikidata_id
from heartcli.storage import files, paths
from heartcli.text.display import safe_for_terminal

FOLDER_NAME = "fetched"
_OWN_TITLE = "own title"  # marks a title that Wikidata has, rather than an import
_STANDARD_ARTICLE = "standard"  # the type of a summary, rather than of a list of meanings
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


Key = str | tuple[str, int] | tuple[str, int, str]  # an id; or a title and year


class FetchedFilm(NamedTuple):
    """A film whose document is kept."""

    id: str  # such as Q132689
    title: str
    year: int
    imdb: str
    tmdb: str
    has_premise: bool
    requested: tuple[Reading, ...]  # titles and years that imports have for the film
    fetched_on: str  # a date in the format of film files

    @classmethod
    def from_document(cls, document: JsonObject) -> "FetchedFilm":
        """The film in a document."""
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
    """The documents of all films that have been fetched, in a folder. Methods raise OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls) -> "FetchedFilms":
        """Those in the user's data folder."""
        return cls(paths.user_file(FOLDER_NAME))

    @cached_property
    def films(self) -> dict[str, FetchedFilm]:
        """The films by Wikidata id; documents that can't be read are left out."""
        return {film.id: film for path in self.paths() if (film := _read(path))}

    def paths(self) -> list[Path]:
        """The documents' files."""
        return sorted(path for path in self.folder.glob("Q*.json") if path.is_file())

    @cached_property
    def _by_key(self) -> dict[Key, FetchedFilm]:
        return {key: film for film in self.films.values() for key in _keys_of_film(film)}

    def find(self, reference: FilmReference) -> FetchedFilm | None:
        """The film with an id, or with a title and year that leave no doubt."""
        films = (self._by_key.get(key) for key in _keys_of_reference(reference))
        return next(filter(None, films), None)

    def missing(self, references: Sequence[FilmReference]) -> list[FilmReference]:
        """The references to films that haven't been fetched, as far as is known."""
        return [reference for reference in references if not self.find(reference)]

    def write(self, document: dict[str, Json]) -> FetchedFilm:
        """Writes a film's document, in full or not at all."""
        film = FetchedFilm.from_document(JsonObject(document))
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        files.write_file(self._path(film), text)
        self.films[film.id] = film
        self._by_key.update(dict.fromkeys(_keys_of_film(film), film))
        return film

    def add_requests(self, film: FetchedFilm, requested: Sequence[Reading]) -> bool:
        """Notes in a film's document under which titles imports have it; whether any is new."""
        is_new = not {*requested} <= {*film.requested, Reading(film.title, film.year)}
        value = _load(self._path(film)) if is_new else None
        if isinstance(value, dict):
            titles = dict.fromkeys([*film.requested, *requested])
            self.write(value | {"requested": _to_json([*titles])})
        return is_new

    def remove(self, film: FetchedFilm) -> None:
        """Deletes a film's document."""
        self._path(film).unlink(missing_ok=True)
        del self.films[film.id]
        del self._by_key  # is made again when it's needed

    def _path(self, film: FetchedFilm) -> Path:
        return self.folder / f"{film.id}.json"

    def sweep(self, today: date) -> None:
        """Deletes unfinished files that a killed run left behind; today's may be in use."""
        for path in self.folder.glob(f"*{files.UNFINISHED}"):
            with suppress(OSError):
                written = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
                if (today - written).days > 1:
                    path.unlink()

    def remove_all(self) -> None:
        """Deletes all documents."""
        if self.folder.is_dir():
            shutil.rmtree(self.folder)


def build_document(
    client: Client, item: FilmItem, requested: Sequence[Reading], today: date
) -> dict[str, Json]:
    """Gets the rest of a film, names and summary, and puts its document together."""
    entities: dict[str, Json] = {item.id: item.trimmed()}
    missing = wikidata.missing_names(JsonObject({"entities": entities}))
    for item_id, entity in client.names(list(map(wikidata_id, missing))).items():
        named: dict[str, Json] = {"id": entity.get("id"), "type": "item", "claims": {}}
        parts = ("labels", "aliases", "redirects")
        entities[item_id] = named | {key: entity.get(key) for key in parts if key in entity.data}
    document: dict[str, Json] = {
        "film": {
            "id": item.id, "title": item.label, "year": item.year,
            "imdb": item.imdb, "tmdb": item.tmdb,
        },
        "fetched": today.isoformat(),
        "requested": _to_json(requested),
        "entities": entities,
    }  # fmt: skip
    summary = client.summary(item.article) if item.article else None
    return document | ({"summary": kept} if summary and (kept := _trim(summary, item)) else {})


def _to_json(readings: Sequence[Reading]) -> list[Json]:
    return [{"title": reading.title, "year": reading.year} for reading in readings]


def _trim(summary: JsonObject, item: FilmItem) -> dict[str, Json]:
    """The parts of a summary to keep; nothing unless it is of the film's own article."""
    extract = safe_for_terminal(_TAG.sub("", summary.text("extract")))
    is_about_film = summary.text("wikibase_item") in ("", item.id)  # not a book or a list of films
    if summary.text("type") != _STANDARD_ARTICLE or not extract or not is_about_film:
        return {}
    return {
        "title": summary.text("title"), "extract": extract,
        "url": summary.text("content_urls", "desktop", "page"),
        "revision": summary.text("revision"), "timestamp": summary.text("timestamp"),
    }  # fmt: skip


def _load(path: Path) -> Json:
    """The contents of a document; None if it isn't a file, is too large or isn't JSON."""
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


def _keys_of_film(film: FetchedFilm) -> Iterator[Key]:
    yield from id_keys(film.id, film.imdb, film.tmdb)
    yield title_key(film.title), film.year, _OWN_TITLE
    yield from ((title_key(title), year) for title, year, _ in film.requested if year)


def _keys_of_reference(reference: FilmReference) -> Iterator[Key]:
    """The keys of a film with these ids, or else with this title and year."""
    ids = id_keys(*reference[:3])
    yield from ids
    for title, year, _ in reference.readings:
        if year:
            yield title_key(title), year
            if not ids:  # another film may have the same title and year
                yield title_key(title), year, _OWN_TITLE
