"""Wikidata's films as JSON: entities, one or a dump of them, or what a SPARQL query answered.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
https://www.w3.org/TR/sparql11-results-json/
Entities name people by their ids. Their names are taken from their own entities, which must be
among the files; a person whose entity isn't is left out, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from heartcli.catalogue.importing.readers.sparql import films as of_query
from heartcli.catalogue.importing.sink import (
    FilmSink,
    get_objects,
    get_text,
    parse_date,
    parse_imdb_id,
    parse_int,
    parse_score,
    parse_wikidata_id,
    parse_year,
)
from heartcli.catalogue.models import (
    CAST,
    CompanyRow,
    Credit,
    FigureRow,
    ReleaseRow,
    Sections,
    SourceFilm,
)

# The classes that films are of: film, feature, animated and animated feature, documentary, silent.
# Of other classes they are known by having a director and an IMDb id, but for what is of _KINDS.
_FILM = {11424, 24869, 202866, 29168811, 93204, 226730}
_KINDS = {
    24862: "short", 17517379: "short", 506240: "tvMovie", 5398426: "tvSeries", 581714: "tvSeries",
    63952888: "tvSeries", 1259759: "tvMiniSeries", 3464665: "tvSeries", 21191270: "tvEpisode",
    1261214: "tvSpecial", 526877: "tvSeries", 7889: "videoGame",
}  # fmt: skip
_JOBS = {
    "P57": "Director", "P58": "Writer", "P161": CAST, "P162": "Producer", "P86": "Composer",
    "P344": "Cinematography", "P1040": "Editor", "P2554": "Production design",
}  # fmt: skip
_MINUTES = {7727: 1.0, 25235: 60.0, 11574: 1 / 60}  # of a minute, an hour, a second
_LONGEST = 1_000_000  # seconds
_DOLLAR = 4917
_FIGURES = (("Budget", "P2130", "cost"), ("Box office", "P2142", "box office"))
_DAY = 11  # Wikidata's precision of a date that is known to the day; 10 month, 9 year
_LANGUAGES = ("en", "mul", "en-gb", "en-us")  # whose label is taken; else any


def read(paths: Sequence[Path], take: FilmSink) -> None:
    """Reads entities twice: first for the names of people and things, then for the films."""
    found = take.reader.files(paths, (".json", ".json.gz", ".jsonl"))
    database = take.writer.connection
    database.execute("CREATE TEMP TABLE label (id INTEGER PRIMARY KEY, text TEXT)")
    for path in found:
        for _, entity in _entities(take, path):
            own, name = parse_wikidata_id(get_text(entity, "id")), _label(entity)
            if own and name:
                database.execute("INSERT OR REPLACE INTO label VALUES (?, ?)", (own, name))
    take.reader.restart(found)
    nameless = 0
    for path in found:
        for line, document in take.reader.documents(path):
            told, without = _taken(document, take)
            nameless += without
            for why in told:
                take.reader.add_problem(path, line, why)
    database.execute("DROP TABLE label")
    if nameless:
        take.reader.problems.append(
            f"people and things that are left out: {nameless:,}; their own entities, with their"
            " names, are not among the files"
        )


def _taken(document: dict[str, Any], take: FilmSink) -> tuple[list[str], int]:
    """What is wrong with a document, and how many in it have no name."""
    if "results" in document and "head" in document:
        return list(of_query(document, take)), 0
    told: list[str] = []
    nameless = 0
    for entity in _in(document):
        film = _Film(entity, take)
        if film.is_one:
            told.append(take.add_film(film.claims()))
            nameless += film.nameless
        elif "claims" not in entity:
            told.append("no entity of Wikidata's")
    return [why for why in told if why], nameless


def _entities(take: FilmSink, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, document in take.reader.documents(path):
        for entity in _in(document):
            yield line, entity


def _in(document: dict[str, Any]) -> list[dict[str, Any]]:
    entities = document.get("entities")
    if isinstance(entities, dict):
        return [one for one in entities.values() if isinstance(one, dict)]
    return [document]


def _label(entity: dict[str, Any]) -> str:
    labels = entity.get("labels")
    known = labels if isinstance(labels, dict) else {}
    for language in (*_LANGUAGES, *known):
        if text := get_text(known, language, "value"):
            return text
    return ""


class _Film:
    """An entity, read as a film."""

    def __init__(self, entity: dict[str, Any], take: FilmSink) -> None:
        self._entity = entity
        self._database = take.writer.connection
        self.nameless = 0

    @property
    def is_one(self) -> bool:
        """Whether it is a film, or the like: by its class, or by a director and an IMDb id."""
        if self._classes & (_FILM | _KINDS.keys()):
            return True
        by_id = any(parse_imdb_id(value) for value, _ in self._values("P345"))
        return by_id and any(self._values("P57"))

    @property
    def _classes(self) -> set[int]:
        return {parse_wikidata_id(get_text(value, "id")) or 0 for value, _ in self._values("P31")}

    def claims(self) -> SourceFilm:
        """What it says."""
        dates = sorted(filter(None, map(_date, [value for value, _ in self._values("P577")])))
        imdb = next(filter(None, (parse_imdb_id(value) for value, _ in self._values("P345"))), None)
        title = _label(self._entity)
        kinds = [_KINDS[one] for one in sorted(self._classes & _KINDS.keys())]
        originals = [get_text(value, "text") for value, _ in self._values("P1476")]
        original = next(filter(None, originals), "")
        return SourceFilm(
            title=title or original,
            year=parse_year(dates[0]) if dates else 0,
            wikidata=parse_wikidata_id(get_text(self._entity, "id")),
            imdb=imdb,
            tmdb=next((parse_int(value) for value, _ in self._values("P4947")), None),
            kind=kinds[0] if kinds else "",
            original_title=original if title and original != title else "",
            minutes=self._minutes(),
            genres=tuple(self._names("P136")),
            countries=tuple(self._names("P495")),
            languages=tuple(self._names("P364")),
            credits=list(self._credits()),
            sections=self._sections(dates),
        )

    def _values(self, code: str) -> Iterator[tuple[Any, dict[str, Any]]]:
        """The values of a property, each with its statement; of preferred rank if any is."""
        told = [
            statement
            for statement in get_objects(self._entity, "claims", code)
            if get_text(statement, "mainsnak", "snaktype") == "value"
            and statement.get("rank") != "deprecated"
        ]
        best = [one for one in told if one.get("rank") == "preferred"]
        for statement in best or told:
            yield _value(statement["mainsnak"]), statement

    def _name(self, value: Any) -> str:
        own = parse_wikidata_id(get_text(value, "id"))
        found = self._database.execute("SELECT text FROM label WHERE id = ?", (own,)).fetchone()
        self.nameless += found is None
        return found[0] if found else ""

    def _names(self, code: str) -> Iterator[str]:
        yield from filter(None, (self._name(value) for value, _ in self._values(code)))

    def _credits(self) -> Iterator[Credit]:
        for code, job in _JOBS.items():
            for value, statement in self._values(code):
                if name := self._name(value):
                    parts = get_objects(statement, "qualifiers", "P453")
                    named = (self._name(_value(part)) for part in parts)
                    own = parse_wikidata_id(get_text(value, "id"))
                    yield Credit(name, job, " / ".join(filter(None, named)), own)

    def _minutes(self) -> int | None:
        for value, _ in self._values("P2047"):
            amount = parse_score(get_text(value, "amount"), _LONGEST) or 0.0
            unit = parse_wikidata_id(get_text(value, "unit")) or 0
            if told := round(amount * _MINUTES.get(unit, 0)):
                return told
        return None

    def _sections(self, dates: list[str]) -> Sections:
        return Sections(
            companies=[CompanyRow(name, "Production") for name in self._names("P272")],
            releases=[ReleaseRow(day, "premiere") for day in dates[:1] if len(day) > len("1982")],
            figures=list(self._figures()),
        )

    def _figures(self) -> Iterator[FigureRow]:
        for name, code, topic in _FIGURES:
            amounts = [
                parse_int(get_text(value, "amount").lstrip("+"))
                for value, _ in self._values(code)
                if parse_wikidata_id(get_text(value, "unit")) == _DOLLAR
            ]
            if known := list(filter(None, amounts)):
                yield FigureRow(name, max(known), topic, "USD")


def _value(snak: dict[str, Any]) -> Any:
    value = snak.get("datavalue")
    return value.get("value") if isinstance(value, dict) else None


def _date(value: Any) -> str:
    """A time of Wikidata's, as exact as it says it is."""
    day = parse_date(get_text(value, "time").replace("-00", ""))
    precision = parse_int(get_text(value, "precision")) or 0
    return parse_date(day[: {_DAY: 10, _DAY - 1: 7, _DAY - 2: 4}.get(precision, 0)])
