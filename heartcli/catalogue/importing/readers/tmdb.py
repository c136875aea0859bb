"""Reads TMDb's documents: details, credits, search results, lists, collections and exports.

https://developer.themoviedb.org/reference/intro/getting-started
https://developer.themoviedb.org/docs/daily-id-exports
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from heartcli.catalogue.importing.files import JSON_SUFFIXES, TABLE_SUFFIXES
from heartcli.catalogue.importing.json_documents import Document, is_json, read_documents
from heartcli.catalogue.importing.readers.tmdb_movies import film_from_details, read_credits
from heartcli.catalogue.importing.report import REASON_NO_YEAR, UNKNOWN_KIND
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables.cells import read_rows_as_documents
from heartcli.catalogue.importing.tables.opening import open_table
from heartcli.catalogue.importing.values import JsonObject

# The lists in documents, with the kind of their objects where those don't state it.
_LISTS = {
    "results": "", "items": "", "parts": "", "movie_results": "", "tv_results": "tvSeries",
    "tv_season_results": "season", "tv_episode_results": "tvEpisode", "person_results": "person",
}  # fmt: skip
_CREDITS = ("cast", "crew")
_PERSON_CREDITS = ("movie_credits", "combined_credits")
_TITLES = {"title", "original_title"}
_KIND_BY_MEDIA_TYPE = {
    "movie": "", "tv": "tvSeries", "tv_episode": "tvEpisode", "tv_season": "season",
    "person": "person", "collection": "collection",
}  # fmt: skip
# Kinds of objects without a title, by a key that only they have.
_KIND_BY_KEY = {
    "known_for_department": "person", "known_for": "person", "birthday": "person",
    "first_air_date": "tvSeries", "number_of_seasons": "tvSeries", "still_path": "tvEpisode",
    "logo_path": "company", "backdrop_path": "collection",
}  # fmt: skip
_TITLE_KINDS = ("", "tvSeries", "tvEpisode")  # may be imported; other kinds are only counted
_EXPORT_KEYS = {"id", "original_title", "popularity"}
_EXPORT_NOTE = (
    "TMDb's daily export has ids and titles, but no years. Ask TMDb's API for the details of the "
    "movies that you want, and import those"
)
_CREDITS_NOTE = (
    "There are only credits, and no movies with titles and years. Import the file of the movies, "
    "too, such as tmdb_5000_movies.csv"
)
# Keys by which TMDb's documents are recognised, and the objects in their lists.
_DOCUMENT_KEYS = {"status_message", "total_results", "movie_results"}
_ITEM_KEYS = {
    "vote_average", "release_date", "media_type", "first_air_date", "known_for_department",
}  # fmt: skip
_SAMPLE = 20  # objects of each list that are looked at
_COLUMNS = {
    "original_title", "original_language", "overview", "release_date", "production_companies",
    "production_countries", "spoken_languages", "vote_average", "vote_count", "movie_id", *_CREDITS,
}  # fmt: skip
_MIN_COLUMNS = 3  # known ones in a header


def is_document(document: JsonObject) -> bool:
    """Whether a JSON document comes from TMDb."""
    keys = document.data.keys()
    if keys & _DOCUMENT_KEYS or keys >= _EXPORT_KEYS or keys >= {"id", *_CREDITS}:
        return True
    items = [document, *(item for key in _LISTS for item in document.objects(key)[:_SAMPLE])]
    return any("id" in item.data and item.data.keys() & _ITEM_KEYS for item in items)


def score_header(names: Iterable[str]) -> int:
    """Counts the known columns of TMDb's tables of movies and credits; 0 if too few are known."""
    known = {name.strip().lower() for name in names} & _COLUMNS
    is_known = len(known) >= _MIN_COLUMNS or known >= {*_CREDITS}
    return len(known) if is_known else 0


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads movies; adds credits from separate documents to the movies with the same ids."""
    files = sink.files.find(paths, JSON_SUFFIXES + TABLE_SUFFIXES)
    with_json = {path for path in files if is_json(sink.files, path)}
    sink.files.start(files)
    reader = _Reader(sink)
    for path in files:
        if path in with_json:
            reader.read(path, read_documents(sink.files, path))
        else:
            table = open_table(sink.files, path, score_header)
            if table.has_header or len(files) == 1:
                reader.read(path, read_rows_as_documents(table))
            else:
                sink.report.add_note(f"Skipped {path}: it has neither movies nor credits")
    reader.finish()


class _Reader:
    """Adds movies to a sink, and keeps credits until their movies are known."""

    def __init__(self, sink: FilmSink) -> None:
        self._sink = sink
        self._credits = _SeparateCredits(sink)
        self._has_export = False

    def read(self, path: Path, documents: Iterable[Document]) -> None:
        """Adds what is in a file's documents."""
        for line, document in documents:
            for problem in self._add(path, line, document):
                self._sink.report.add_problem(path, line, problem)

    def _add(self, path: Path, line: int, document: JsonObject) -> Iterator[str]:
        """Adds what is in a document; yields any problems."""
        if error := _error_in(document):
            yield f"error from TMDb: {error}"
        elif _is_credits(document):
            self._credits.add(path, line, document)
        elif items := list(_items_in(document)):
            self._sink.report.rows += len(items) - 1
            yield from filter(None, (self._add_item(kind, item) for kind, item in items))
        else:
            yield "a list without movies"

    def _add_item(self, kind: str, item: JsonObject) -> str:
        """Adds a movie, or counts an object of another kind; returns a problem, or ""."""
        skipped = self._sink.report.skipped
        is_exported = item.data.keys() >= _EXPORT_KEYS and "release_date" not in item.data
        self._has_export |= is_exported
        film = film_from_details(item, kind)
        if kind not in _TITLE_KINDS:
            skipped[kind] += 1
        elif is_exported or (film.title and not (kind or film.year or item.text("release_date"))):
            skipped[REASON_NO_YEAR] += 1
        elif problem := self._sink.add_film(film):
            return f"not a TMDb movie: {problem}"
        elif not film.credits and film.tmdb:
            self._credits.expect(film.tmdb)
        return ""

    def finish(self) -> None:
        """Adds the credits from separate documents, and notes what couldn't be used."""
        has_rest = self._credits.add_pending()
        if has_rest and not self._sink.writer.last_number:
            self._sink.report.add_note(_CREDITS_NOTE)
        if self._has_export:
            self._sink.report.add_note(_EXPORT_NOTE)


class _SeparateCredits:
    """Credits in documents of their own, in a temporary table until their movies are known."""

    def __init__(self, sink: FilmSink) -> None:
        self._sink = sink
        self._database = sink.writer.connection
        self._database.execute(
            "CREATE TEMP TABLE uncredited (tmdb INTEGER PRIMARY KEY, number INTEGER)"
        )
        self._database.execute("CREATE TEMP TABLE pending (path TEXT, line INTEGER, credits TEXT)")

    def expect(self, tmdb_id: int) -> None:
        """Remembers that the film that was added last has no credits yet."""
        values = (tmdb_id, self._sink.writer.last_number)
        self._database.execute("INSERT OR REPLACE INTO uncredited VALUES (?, ?)", values)

    def add(self, path: Path, line: int, document: JsonObject) -> None:
        """Keeps the credits in a document."""
        values = (str(path), line, json.dumps(document.data))
        self._database.execute("INSERT INTO pending VALUES (?, ?, ?)", values)

    def add_pending(self) -> bool:
        """Adds the credits to their movies. Returns whether any had no movie, and reports those."""
        has_rest = False
        for path, line, text in self._database.execute("SELECT * FROM pending"):
            document = JsonObject(json.loads(text))
            query = "DELETE FROM uncredited WHERE tmdb = ? RETURNING number"
            tmdb_id = document.number("id") or document.number("movie_id")
            if row := self._database.execute(query, (tmdb_id,)).fetchone():
                self._sink.add_credits(row[0], list(read_credits(document)))
            else:
                has_rest = True
                reason = "credits for a movie that isn't in the files or already has credits"
                self._sink.report.add_problem(Path(path), line, reason)
        for table in ("uncredited", "pending"):
            self._database.execute(f"DROP TABLE {table}")
        return has_rest


def _error_in(document: JsonObject) -> str:
    """Returns TMDb's message if a document is an error, or ""."""
    if document.get("success") is not False:
        return ""
    return document.text("status_message") or "; ".join(document.texts("errors")) or "no message"


def _is_credits(document: JsonObject) -> bool:
    """Whether a document has a movie's cast and crew, rather than the movies of a person."""
    people = [person for key in _CREDITS for person in document.objects(key)]
    is_about_people = not any(person.data.keys() & _TITLES for person in people)
    has_credits = bool(document.data.keys() & {*_CREDITS}) and "release_date" not in document.data
    return has_credits and is_about_people


def _items_in(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yields the movies and other objects in a document, each once, with its kind ("": a movie)."""
    appended = [key for key in _PERSON_CREDITS if key in document.data]
    source = document.child(appended[0]) if appended else document
    lists = [key for key in (*_LISTS, *_CREDITS) if isinstance(source.get(key), list)]
    if not lists or document.text("title"):
        yield _kind_of(document), document
    seen: set[tuple[str, str]] = set()
    for key in lists:
        for item in source.objects(key):
            kind = _kind_of(item, _LISTS.get(key, ""))
            if not item.text("id") or (kind, item.text("id")) not in seen:
                seen.add((kind, item.text("id")))
                yield kind, item


def _kind_of(item: JsonObject, kind: str = "") -> str:
    media_type = item.text("media_type")
    if media_type or kind or item.data.keys() & _TITLES:
        return _KIND_BY_MEDIA_TYPE.get(media_type, UNKNOWN_KIND) if media_type else kind
    return next((kind for key, kind in _KIND_BY_KEY.items() if key in item.data), "")
