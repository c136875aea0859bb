"""TMDb's answers about movies, as JSON: details, credits, and the results of searches.

https://developer.themoviedb.org/reference/movie-details
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from heartcli.catalogue.importing.json_documents import read_documents
from heartcli.catalogue.importing.readers.regions import COUNTRY_BY_CODE
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.values import (
    MAX_PERSON_NUMBER,
    Json,
    JsonObject,
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

_RELEASE_KINDS = {
    "1": "premiere", "2": "theatrical", "3": "theatrical", "4": "home", "5": "home",
    "6": "broadcast",
}  # fmt: skip
_JOBS = {"Director of Photography": "Cinematography", "Original Music Composer": "Composer"}


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads movies; credits in a document of their own go to the movie of the same id."""
    without_credits: dict[int | None, int] = {}  # TMDb id → number of the film in the catalogue
    separate_credits: dict[int | None, tuple[Path, int, list[Credit]]] = {}
    for path in sink.files.find(paths, (".json", ".json.gz", ".jsonl")):
        for line, document in read_documents(sink.files, path):
            movies = get_objects(document, "results") or [document]
            sink.report.rows += len(movies) - 1
            for movie in movies:
                tmdb_id = parse_int(get_text(movie, "id"))
                if not get_text(movie, "title") and ("cast" in movie or "crew" in movie):
                    separate_credits[tmdb_id] = (path, line, list(_credits(movie)))
                elif problem := sink.add_film(film := _to_film(movie)):
                    sink.report.add_problem(path, line, f"no movie of TMDb's: {problem}")
                elif not film.credits:
                    without_credits[tmdb_id] = sink.writer.last_number
    for tmdb_id, (path, line, credits_) in separate_credits.items():
        if tmdb_id in without_credits:
            sink.add_credits(without_credits[tmdb_id], credits_)
        else:
            reason = "credits of a movie that has them already, or is not among the files"
            sink.report.add_problem(path, line, reason)


def _to_film(movie: JsonObject) -> SourceFilm:
    title, original_title = get_text(movie, "title"), get_text(movie, "original_title")
    imdb_id = get_text(movie, "imdb_id") or get_text(movie, "external_ids", "imdb_id")
    return SourceFilm(
        title=title,
        year=parse_year(get_text(movie, "release_date")),
        imdb=parse_imdb_id(imdb_id),
        tmdb=parse_int(get_text(movie, "id")),
        wikidata=parse_wikidata_id(get_text(movie, "external_ids", "wikidata_id")),
        votes=parse_int(get_text(movie, "vote_count")),
        original_title=original_title if original_title != title else "",
        premise=get_text(movie, "overview"),
        minutes=parse_minutes(get_text(movie, "runtime")),
        genres=_names(movie, "genres"),
        countries=_names(movie, "production_countries"),
        languages=_names(movie, "spoken_languages", "english_name"),
        titles=[
            (get_text(alternative, "title"), _place(alternative))
            for alternative in get_objects(movie, "alternative_titles", "titles")
            if get_text(alternative, "title")
        ],
        credits=list(_credits(movie.get("credits"))),
        sections=_sections(movie),
    )


def _names(movie: JsonObject, key: str, name_key: str = "name") -> tuple[str, ...]:
    items = get_objects(movie, key)
    names = (get_text(item, name_key) or get_text(item, "name") for item in items)
    return tuple(dict.fromkeys(filter(None, names)))


def _place(item: JsonObject) -> str:
    code = get_text(item, "iso_3166_1")
    return COUNTRY_BY_CODE.get(code, code)


def _credits(document: Json) -> Iterator[Credit]:
    cast = get_objects(document, "cast")
    for member in sorted(cast, key=lambda member: parse_int(get_text(member, "order")) or 0):
        if name := get_text(member, "name"):
            yield Credit(name, CAST, get_text(member, "character"), _person_number(member))
    for member in get_objects(document, "crew"):
        job = get_text(member, "job")
        if job and (name := get_text(member, "name")):
            yield Credit(name, _JOBS.get(job, job), number=_person_number(member))


def _person_number(person: JsonObject) -> int | None:
    return parse_int(get_text(person, "id"), MAX_PERSON_NUMBER)


def _sections(movie: JsonObject) -> Sections:
    companies = _names(movie, "production_companies")
    releases: dict[tuple[str, str], ReleaseRow] = {}
    certificates: dict[CertificateRow, None] = {}
    for country in get_objects(movie, "release_dates", "results"):
        place = _place(country)
        for release in get_objects(country, "release_dates"):
            kind = _RELEASE_KINDS.get(get_text(release, "type"))
            date = parse_date(get_text(release, "release_date"))
            if kind and date:
                releases.setdefault((kind, place), ReleaseRow(date, kind, place))
            if certificate := get_text(release, "certification"):
                certificates[CertificateRow(certificate, place)] = None
    return Sections(
        companies=[CompanyRow(name, "Production") for name in companies],
        releases=list(releases.values()),
        certificates=list(certificates),
        figures=list(_figures(movie)),
        ratings=list(_ratings(movie)),
    )


def _figures(movie: JsonObject) -> Iterator[FigureRow]:
    if budget := parse_int(get_text(movie, "budget")):
        yield FigureRow("Budget", budget, "cost", "USD")
    if revenue := parse_int(get_text(movie, "revenue")):
        yield FigureRow("Box office", revenue, "box office", "USD")


def _ratings(movie: JsonObject) -> Iterator[RatingRow]:
    score = parse_score(get_text(movie, "vote_average"))
    votes = parse_int(get_text(movie, "vote_count"))
    if score and votes:
        yield RatingRow("TMDb", score, 10, votes)
