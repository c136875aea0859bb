"""Reads films from Wikidata: entities or dumps as JSON, or results of SPARQL queries.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
https://www.w3.org/TR/sparql11-results-json/
Entities refer to people by id. A person's name comes from the person's own entity, which must be
among the files; people without one are skipped and counted.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from heartcli.catalogue.importing.json_documents import read_documents
from heartcli.catalogue.importing.readers.sparql import read_results
from heartcli.catalogue.importing.readers.wikidata_entities import FilmEntity
from heartcli.catalogue.importing.readers.wikidata_names import Names
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.values import JsonObject
from heartcli.storage import sqlite


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the files twice: first the names of people and things, then the films."""
    files = sink.files.find(paths, (".json", ".json.gz", ".jsonl"))
    names = Names(sink.writer.connection)
    for path in files:
        for _, document in read_documents(sink.files, path):
            _add_names(document, names)
    sink.files.start(files)
    for path in files:
        for line, document in read_documents(sink.files, path):
            for problem in _add_films(document, sink, names):
                sink.report.add_problem(path, line, problem)
    if nameless := names.describe_nameless():
        sink.report.add_note(f"Skipped {nameless} whose names aren't in the files")
    names.close()


def missing_names(document: JsonObject) -> list[int]:
    """The items that the films in a document refer to, but whose names it doesn't have."""
    with closing(sqlite.open_read_write(":memory:")) as database:
        names = Names(database)
        _add_names(document, names)
        for _, entity in _entities_of(document):
            if (film := FilmEntity(entity, names)).is_film:
                film.to_film()
        return names.nameless()


def _add_names(document: JsonObject, names: Names) -> None:
    for key, entity in _entities_of(document):
        names.add(key, entity)


def _add_films(document: JsonObject, sink: FilmSink, names: Names) -> Iterator[str]:
    """Adds the films in a document; yields any problems."""
    if document.data.keys() >= {"results", "head"}:
        yield from read_results(document, sink)
        return
    for key, entity in _entities_of(document):
        film = FilmEntity(entity, names)
        if film.is_film:
            yield from _add_film(film, sink)
        elif "missing" in entity.data:
            yield f"{key} has been deleted from Wikidata"
        elif "claims" not in entity.data and "labels" not in entity.data:
            yield "not a Wikidata entity"


def _add_film(film: FilmEntity, sink: FilmSink) -> Iterator[str]:
    source_film = film.to_film()
    if problem := sink.add_film(source_film):
        has_title = source_film.title and not source_film.year
        yield f"{problem}: {film.why_no_year()}" if has_title else problem
    else:
        sink.report.skipped_parts += film.dropped


def _entities_of(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """The entities in a document, each with the id that was asked for."""
    entities = document.get("entities")
    for key, entity in entities.items() if isinstance(entities, dict) else [("", document.data)]:
        if isinstance(entity, dict):
            yield key, JsonObject(entity)
