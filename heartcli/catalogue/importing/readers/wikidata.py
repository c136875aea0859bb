"""Reads films from Wikidata as JSON: single entities, dumps, or results of SPARQL queries.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
https://www.w3.org/TR/sparql11-results-json/
Entities refer to people by id. A person's name comes from the person's own entity, which must be
among the files; people without one are skipped and counted.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from heartcli.catalogue import models
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.json_documents import read_documents
from heartcli.catalogue.importing.readers.sparql import read_results
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.values import JsonObject

# Film, feature, animated film, animated feature, documentary, silent film. Other entities count as
# films if they have a class in _TITLE_TYPES, or both a director and an IMDb id.
_FILM_CLASSES = {11424, 24869, 202866, 29168811, 93204, 226730}
_TITLE_TYPES = {
    24862: "short", 17517379: "short", 506240: "tvMovie", 5398426: "tvSeries", 581714: "tvSeries",
    63952888: "tvSeries", 1259759: "tvMiniSeries", 3464665: "tvSeries", 21191270: "tvEpisode",
    1261214: "tvSpecial", 526877: "tvSeries", 7889: "videoGame",
}  # fmt: skip
_JOBS = {
    "P57": "Director", "P58": "Writer", "P161": CAST, "P162": "Producer", "P86": "Composer",
    "P344": "Cinematography", "P1040": "Editor", "P2554": "Production design",
}  # fmt: skip
_MINUTES_PER_UNIT = {7727: 1.0, 25235: 60.0, 11574: 1 / 60}  # minute, hour, second
_MAX_DURATION = 1_000_000  # seconds
_US_DOLLAR = 4917
_FIGURES = (("Budget", "P2130", "cost"), ("Box office", "P2142", "box office"))
_LENGTH_BY_PRECISION = {11: len("1982-02-11"), 10: len("1982-02"), 9: len("1982")}  # of a date
_LABEL_LANGUAGES = ("en", "mul", "en-gb", "en-us")  # in order of preference


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the files twice: first the names of people and things, then the films."""
    files = sink.files.find(paths, (".json", ".json.gz", ".jsonl"))
    labels = _Labels(sink.writer.connection)
    for path in files:
        for _, document in read_documents(sink.files, path):
            for entity in _entities_of(document):
                labels.add(entity)
    sink.files.start(files)
    for path in files:
        for line, document in read_documents(sink.files, path):
            for problem in _add_films(document, sink, labels):
                sink.report.add_problem(path, line, problem)
    labels.close()
    if labels.missing:
        items = f"{labels.missing:,} people and things"
        sink.report.add_note(f"Skipped {items} whose names aren't in the files")


class _Labels:
    """The names of items, in a temporary table."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.missing = 0  # items whose names weren't found
        database.execute("CREATE TEMP TABLE label (id INTEGER PRIMARY KEY, text TEXT)")

    def add(self, entity: JsonObject) -> None:
        row = (entity.wikidata_id("id"), _label(entity))
        if all(row):
            self._database.execute("INSERT OR REPLACE INTO label VALUES (?, ?)", row)

    def find(self, value: JsonObject) -> str:
        """The name of the item that a value refers to, or ""."""
        query = "SELECT text FROM label WHERE id = ?"
        item_id = value.wikidata_id("value", "id")
        row: tuple[str] | None = self._database.execute(query, (item_id,)).fetchone()
        self.missing += row is None
        return row[0] if row else ""

    def close(self) -> None:
        self._database.execute("DROP TABLE label")


def _add_films(document: JsonObject, sink: FilmSink, labels: _Labels) -> Iterator[str]:
    """Adds the films in a document; yields any problems."""
    if document.data.keys() >= {"results", "head"}:
        yield from read_results(document, sink)
        return
    for entity in _entities_of(document):
        film = _FilmEntity(entity, labels)
        if film.is_film:
            if problem := sink.add_film(film.to_film()):
                yield problem
        elif "claims" not in entity.data:
            yield "not a Wikidata entity"


def _entities_of(document: JsonObject) -> list[JsonObject]:
    entities = document.get("entities")
    if isinstance(entities, dict):
        return [JsonObject(entity) for entity in entities.values() if isinstance(entity, dict)]
    return [document]


def _label(entity: JsonObject) -> str:
    labels = entity.child("labels")
    texts = (labels.text(name, "value") for name in (*_LABEL_LANGUAGES, *labels.data))
    return next(filter(None, texts), "")


class _FilmEntity:
    """An entity that may be a film."""

    def __init__(self, entity: JsonObject, labels: _Labels) -> None:
        self._entity = entity
        self._labels = labels
        self._classes = {value.wikidata_id("value", "id") or 0 for value in self._values("P31")}

    @property
    def is_film(self) -> bool:
        if self._classes & (_FILM_CLASSES | _TITLE_TYPES.keys()):
            return True
        return self._imdb_id() is not None and any(self._values("P57"))

    def to_film(self) -> models.SourceFilm:
        dates = sorted(filter(None, map(_parse_time, self._values("P577"))))
        kinds = [_TITLE_TYPES[n] for n in sorted(self._classes & _TITLE_TYPES.keys())]
        original_titles = (value.text("value", "text") for value in self._values("P1476"))
        original_title = next(filter(None, original_titles), "")
        return models.SourceFilm(
            title=_label(self._entity) or original_title,
            year=values.parse_year(dates[0]) if dates else 0,
            wikidata=self._entity.wikidata_id("id"),
            imdb=self._imdb_id(),
            tmdb=next((value.number("value") for value in self._values("P4947")), None),
            kind=kinds[0] if kinds else "",
            original_title=original_title,
            minutes=self._minutes(),
            genres=self._names("P136"),
            countries=self._names("P495"),
            languages=self._names("P364"),
            credits=list(self._credits()),
            sections=models.Sections(
                companies=[models.CompanyRow(name, "Production") for name in self._names("P272")],
                releases=[models.ReleaseRow(day, "premiere") for day in dates[:1] if len(day) > 4],
                figures=list(self._figures()),
            ),
        )

    def _statements(self, code: str) -> list[JsonObject]:
        """The statements for a property; only the preferred ones if there are any."""
        statements = [
            statement
            for statement in self._entity.objects("claims", code)
            if statement.text("mainsnak", "snaktype") == "value"
            and statement.get("rank") != "deprecated"
        ]
        return [item for item in statements if item.get("rank") == "preferred"] or statements

    def _values(self, code: str) -> Iterator[JsonObject]:
        for statement in self._statements(code):
            yield statement.child("mainsnak", "datavalue")

    def _imdb_id(self) -> int | None:
        return next(filter(None, (value.imdb_id("value") for value in self._values("P345"))), None)

    def _names(self, code: str) -> tuple[str, ...]:
        return tuple(filter(None, map(self._labels.find, self._values(code))))

    def _credits(self) -> Iterator[models.Credit]:
        for code, job in _JOBS.items():
            for statement in self._statements(code):
                person = statement.child("mainsnak", "datavalue")
                if name := self._labels.find(person):
                    roles = statement.objects("qualifiers", "P453")
                    characters = (self._labels.find(role.child("datavalue")) for role in roles)
                    character = " / ".join(filter(None, characters))
                    yield models.Credit(name, job, character, person.wikidata_id("value", "id"))

    def _minutes(self) -> int | None:
        for value in self._values("P2047"):
            amount = values.parse_score(value.text("value", "amount"), _MAX_DURATION) or 0.0
            unit = value.wikidata_id("value", "unit") or 0
            if minutes := round(amount * _MINUTES_PER_UNIT.get(unit, 0)):
                return minutes
        return None

    def _figures(self) -> Iterator[models.FigureRow]:
        for name, code, topic in _FIGURES:
            amounts = [
                values.parse_int(value.text("value", "amount").lstrip("+")) or 0
                for value in self._values(code)
                if value.wikidata_id("value", "unit") == _US_DOLLAR
            ]
            if highest := max(amounts, default=0):
                yield models.FigureRow(name, highest, topic, "USD")


def _parse_time(value: JsonObject) -> str:
    """The date in a value, to the precision Wikidata gives; "" for a century or an era."""
    date = values.parse_date(value.text("value", "time").replace("-00", ""))
    precision = value.number("value", "precision") or 0
    return values.parse_date(date[: _LENGTH_BY_PRECISION.get(precision, 0)])
