"""Reads films from Wikidata: entities or dumps as JSON, or results of SPARQL queries.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
https://www.w3.org/TR/sparql11-results-json/
Entities refer to people by id. A person's name comes from the person's own entity, which must be
among the files; people without one are skipped and counted.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from heartcli.catalogue.importing.files import JSON_SUFFIXES, TABLE_SUFFIXES
from heartcli.catalogue.importing.json_documents import is_json, read_documents
from heartcli.catalogue.importing.readers import sparql
from heartcli.catalogue.importing.readers.wikidata_claims import Claims, entities_in
from heartcli.catalogue.importing.readers.wikidata_entities import FilmEntity
from heartcli.catalogue.importing.readers.wikidata_names import Names
from heartcli.catalogue.importing.report import UNKNOWN_KIND
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables.opening import open_table
from heartcli.catalogue.importing.values import JsonObject
from heartcli.model.records import wikidata_id
from heartcli.storage import sqlite

_ENTITY_KEYS = {"claims", "labels", "missing"}
_MAX_KIND_LENGTH = 60  # characters in the name of a class


def is_document(document: JsonObject) -> bool:
    """Whether a JSON document comes from Wikidata."""
    is_results = bool(document.child("results").data.keys() & {"bindings"})
    if is_results or isinstance(document.get("entities"), dict) or _is_entity(document):
        return True
    return sparql.is_row(_as_row(document))


def missing_names(document: JsonObject) -> list[int]:
    """Returns the items that a document's films refer to, but whose names it doesn't hold."""
    with closing(sqlite.open_read_write(":memory:")) as database:
        names = Names(database)
        names.add_all(document)
        for _, entity in entities_in(document):
            if (film := FilmEntity(entity, names)).is_film:
                film.to_film()
        return names.nameless()


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the files twice: first the names of people and things, then the films."""
    files = sink.files.find(paths, JSON_SUFFIXES + TABLE_SUFFIXES)
    documents = {path for path in files if is_json(sink.files, path)}
    names = Names(sink.writer.connection)
    for path in filter(documents.__contains__, files):
        for _, document in read_documents(sink.files, path):
            names.add_all(document)
    sink.files.start(files)
    reader = _Reader(sink, names)
    for path in files:
        if path in documents:
            reader.read_json(path)
        else:
            reader.read_table(path)
    reader.report_rest()
    names.close()


class _Reader:
    """Adds the films in files to a sink, and reports everything else."""

    def __init__(self, sink: FilmSink, names: Names) -> None:
        self._sink = sink
        self._names = names
        self._other_kinds: Counter[str] = Counter()  # of entities that aren't films

    def read_json(self, path: Path) -> None:
        results = sparql.QueryResults(self._sink.writer.connection)
        for line, document in read_documents(self._sink.files, path):
            for problem in self._add(document, results):
                self._sink.report.add_problem(path, line, problem)
        self._add_films_of(results, path)

    def read_table(self, path: Path) -> None:
        results = sparql.QueryResults(self._sink.writer.connection)
        table = open_table(self._sink.files, path, sparql.score_header)
        for number, cells in table.rows:
            if problem := results.add(dict(zip(table.names, cells, strict=False))):
                self._sink.report.add_problem(path, number, problem)
        self._add_films_of(results, path)

    def _add(self, document: JsonObject, results: sparql.QueryResults) -> Iterator[str]:
        """Adds the films in a document; yields any problems."""
        if bindings := document.objects("results", "bindings"):
            self._sink.report.rows += len(bindings) - 1
            rows = ({name: row.text(name, "value") for name in row.data} for row in bindings)
            yield from filter(None, map(results.add, rows))
        elif sparql.is_row(row := _as_row(document)):
            yield from filter(None, [results.add(row)])
        elif error := document.text("error", "info"):
            yield f"error from Wikidata: {error}"
        else:
            for key, entity in entities_in(document):
                yield from self._add_entity(key, entity)

    def _add_entity(self, key: str, entity: JsonObject) -> Iterator[str]:
        film = FilmEntity(entity, self._names)
        if film.is_film:
            source_film = film.to_film()
            self._sink.report.unreadable += film.unreadable
            if problem := self._sink.add_film(source_film):
                has_title = source_film.title and not source_film.year
                yield f"{problem}: {film.why_no_year()}" if has_title else problem
        elif "missing" in entity.data:
            yield f"{key or entity.text('id')} has been deleted from Wikidata"
        elif not _is_entity(entity):
            yield "not a Wikidata entity"
        elif classes := Claims(entity).all("P31"):
            kind = self._names.find(classes[0].item)
            is_usable = 0 < len(kind) <= _MAX_KIND_LENGTH
            self._other_kinds[kind if is_usable else UNKNOWN_KIND] += 1

    def _add_films_of(self, results: sparql.QueryResults, path: Path) -> None:
        report = self._sink.report
        for film in results.films():
            if problem := self._sink.add_film(film):
                report.add_problem(path, 0, f"{wikidata_id(film.wikidata)}: {problem}")
        report.unreadable["nameless items"] += results.nameless
        report.add_ignored_columns(str(path), [*results.ignored])
        for name in results.unlabelled:
            report.add_note(
                f"{path}: {name} has ids instead of names. Add ?{name}Label to the query"
            )
        results.close()

    def report_rest(self) -> None:
        """Reports missing names or, if no films were found, the other kinds of items."""
        report = self._sink.report
        if not self._sink.writer.last_number:
            report.skipped += self._other_kinds
        elif nameless := self._names.describe_nameless():
            report.add_note(f"Skipped {nameless} without a name in the files")


def _is_entity(document: JsonObject) -> bool:
    return bool(document.data.keys() & _ENTITY_KEYS) and bool(document.wikidata_id("id"))


def _as_row(document: JsonObject) -> dict[str, str]:
    """Turns an object of the query page's flat JSON into a row."""
    return {name: document.text(name) for name in document.data}
