"""TMDb's answers about movies, as JSON: with appended credits or beside them, or searches' results.

https://developer.themoviedb.org/reference/movie-details
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from heartcli.catalogue.importing.readers.regions import REGIONS
from heartcli.catalogue.importing.sink import (
    MAX_PERSON_NUMBER,
    FilmSink,
    get_objects,
    get_text,
    parse_date,
    parse_imdb_id,
    parse_int,
    parse_minutes,
    parse_score,
    parse_wikidata_id,
    parse_year,
)
from heartcli.catalogue.models import (
    CAST,
    CertificateRow,
    CompanyRow,
    Credit,
    FigureRow,
    RatingRow,
    ReleaseRow,
    Sections,
    SourceFilm,
)

_RELEASES = {"1": "premiere", "2": "theatrical", "3": "theatrical", "4": "home", "5": "home",
             "6": "broadcast"}  # fmt: skip
_JOBS = {"Director of Photography": "Cinematography", "Original Music Composer": "Composer"}


def read(paths: Sequence[Path], take: FilmSink) -> None:
    """Reads movies; credits that are a document of their own go to the movie of the same id."""
    entries: dict[int | None, int] = {}  # of the movies that came without credits
    apart: dict[int | None, tuple[Path, int, list[Credit]]] = {}
    for path in take.reader.files(paths, (".json", ".json.gz", ".jsonl")):
        for line, document in take.reader.documents(path):
            found = get_objects(document, "results") or [document]
            take.reader.rows += len(found) - 1
            for one in found:
                own = parse_int(get_text(one, "id"))
                if not get_text(one, "title") and ("cast" in one or "crew" in one):
                    apart[own] = (path, line, list(_credits(one)))
                elif why := take.add_film(claims := _claims(one)):
                    take.reader.add_problem(path, line, f"no movie of TMDb's: {why}")
                elif not claims.credits:
                    entries[own] = take.writer.last_number
    for own, (path, line, credits_) in apart.items():
        if own in entries:
            take.add_credits(entries[own], credits_)
        else:
            why = "credits of a movie that has them already, or is not among the files"
            take.reader.add_problem(path, line, why)


def _claims(movie: dict[str, Any]) -> SourceFilm:
    title, original = get_text(movie, "title"), get_text(movie, "original_title")
    imdb = get_text(movie, "imdb_id") or get_text(movie, "external_ids", "imdb_id")
    own = parse_int(get_text(movie, "id"))
    return SourceFilm(
        title=title,
        year=parse_year(get_text(movie, "release_date")),
        imdb=parse_imdb_id(imdb),
        tmdb=own,
        wikidata=parse_wikidata_id(get_text(movie, "external_ids", "wikidata_id")),
        votes=parse_int(get_text(movie, "vote_count")),
        original_title=original if original != title else "",
        premise=get_text(movie, "overview"),
        minutes=parse_minutes(get_text(movie, "runtime")),
        genres=_names(movie, "genres", "name"),
        countries=_names(movie, "production_countries", "name"),
        languages=_names(movie, "spoken_languages", "english_name"),
        titles=[
            (get_text(one, "title"), _place(one))
            for one in get_objects(movie, "alternative_titles", "titles")
            if get_text(one, "title")
        ],
        credits=list(_credits(credits_))
        if isinstance(credits_ := movie.get("credits"), dict)
        else [],
        sections=_sections(movie),
    )


def _names(movie: dict[str, Any], key: str, name: str) -> tuple[str, ...]:
    names = (get_text(one, name) or get_text(one, "name") for one in get_objects(movie, key))
    return tuple(dict.fromkeys(filter(None, names)))


def _place(one: dict[str, Any]) -> str:
    code = get_text(one, "iso_3166_1")
    return REGIONS.get(code, code)


def _credits(told: Any) -> Iterator[Credit]:
    cast = get_objects(told, "cast")
    for one in sorted(cast, key=lambda one: parse_int(get_text(one, "order")) or 0):
        if name := get_text(one, "name"):
            yield Credit(name, CAST, get_text(one, "character"), _number(one))
    for one in get_objects(told, "crew"):
        job = get_text(one, "job")
        if job and (name := get_text(one, "name")):
            yield Credit(name, _JOBS.get(job, job), number=_number(one))


def _number(person: dict[str, Any]) -> int | None:
    return parse_int(get_text(person, "id"), MAX_PERSON_NUMBER)


def _sections(movie: dict[str, Any]) -> Sections:
    companies = _names(movie, "production_companies", "name")
    releases: dict[tuple[str, str], ReleaseRow] = {}
    certificates: list[CertificateRow] = []
    for country in get_objects(movie, "release_dates", "results"):
        place = _place(country)
        for release in get_objects(country, "release_dates"):
            kind = _RELEASES.get(get_text(release, "type"))
            day = parse_date(get_text(release, "release_date"))
            if kind and day:
                releases.setdefault((kind, place), ReleaseRow(day, kind, place))
            if certificate := get_text(release, "certification"):
                certificates.append(CertificateRow(certificate, place))
    return Sections(
        companies=[CompanyRow(name, "Production") for name in companies],
        releases=list(releases.values()),
        certificates=list(dict.fromkeys(certificates)),
        figures=list(_figures(movie)),
        ratings=list(_ratings(movie)),
    )


def _figures(movie: dict[str, Any]) -> Iterator[FigureRow]:
    for name, key, topic in (("Budget", "budget", "cost"), ("Box office", "revenue", "box office")):
        if amount := parse_int(get_text(movie, key)):
            yield FigureRow(name, amount, topic, "USD")


def _ratings(movie: dict[str, Any]) -> Iterator[RatingRow]:
    score = parse_score(get_text(movie, "vote_average"))
    votes = parse_int(get_text(movie, "vote_count"))
    if score and votes:
        yield RatingRow("TMDb", score, 10, votes)
