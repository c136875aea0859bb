"""Reads TMDb's responses about movies, as JSON: details, credits and search results.

https://developer.themoviedb.org/reference/movie-details
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from heartcli.catalogue import models
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.json_documents import read_documents
from heartcli.catalogue.importing.readers.regions import COUNTRY_BY_CODE
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.values import MAX_PERSON_NUMBER, JsonObject

_RELEASE_KINDS = {
    "1": "premiere", "2": "theatrical", "3": "theatrical", "4": "home", "5": "home",
    "6": "broadcast",
}  # fmt: skip
_FIGURES = (("Budget", "budget", "cost"), ("Box office", "revenue", "box office"))
_JOBS = {"Director of Photography": "Cinematography", "Original Music Composer": "Composer"}


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads movies; adds credits from separate documents to the movies with the same ids."""
    without_credits: dict[int | None, int] = {}  # the film's number, by TMDb id
    separate_credits: dict[int | None, tuple[Path, int, list[models.Credit]]] = {}
    for path in sink.files.find(paths, (".json", ".json.gz", ".jsonl")):
        for line, document in read_documents(sink.files, path):
            movies = document.objects("results") or [document]
            sink.report.rows += len(movies) - 1
            for movie in movies:
                tmdb_id = movie.number("id")
                if not movie.text("title") and (movie.data.keys() & {"cast", "crew"}):
                    separate_credits[tmdb_id] = (path, line, list(_credits(movie)))
                elif problem := sink.add_film(film := _to_film(movie)):
                    sink.report.add_problem(path, line, f"not a TMDb movie: {problem}")
                elif not film.credits:
                    without_credits[tmdb_id] = sink.writer.last_number
    for tmdb_id, (path, line, credits_) in separate_credits.items():
        if tmdb_id in without_credits:
            sink.add_credits(without_credits[tmdb_id], credits_)
        else:
            reason = "credits for a movie that isn't in the files or already has credits"
            sink.report.add_problem(path, line, reason)


def _to_film(movie: JsonObject) -> models.SourceFilm:
    return models.SourceFilm(
        title=movie.text("title"),
        year=values.parse_year(movie.text("release_date")),
        imdb=movie.imdb_id("imdb_id") or movie.imdb_id("external_ids", "imdb_id"),
        tmdb=movie.number("id"),
        wikidata=movie.wikidata_id("external_ids", "wikidata_id"),
        votes=movie.number("vote_count"),
        original_title=movie.text("original_title"),
        premise=movie.text("overview"),
        minutes=values.parse_minutes(movie.text("runtime")),
        genres=_names(movie, "genres"),
        countries=_names(movie, "production_countries"),
        languages=_names(movie, "spoken_languages", "english_name"),
        titles=[
            (title, _place(item))
            for item in movie.objects("alternative_titles", "titles")
            if (title := item.text("title"))
        ],
        credits=list(_credits(movie.child("credits"))),
        sections=_sections(movie),
    )


def _names(movie: JsonObject, key: str, name_key: str = "name") -> tuple[str, ...]:
    names = (item.text(name_key) or item.text("name") for item in movie.objects(key))
    return tuple(dict.fromkeys(filter(None, names)))


def _place(item: JsonObject) -> str:
    code = item.text("iso_3166_1")
    return COUNTRY_BY_CODE.get(code, code)


def _credits(document: JsonObject) -> Iterator[models.Credit]:
    cast = document.objects("cast")
    for member in sorted(cast, key=lambda member: member.number("order") or 0):
        if name := member.text("name"):
            number = member.number("id", maximum=MAX_PERSON_NUMBER)
            yield models.Credit(name, CAST, member.text("character"), number)
    for member in document.objects("crew"):
        job = member.text("job")
        if job and (name := member.text("name")):
            number = member.number("id", maximum=MAX_PERSON_NUMBER)
            yield models.Credit(name, _JOBS.get(job, job), number=number)


def _sections(movie: JsonObject) -> models.Sections:
    companies = _names(movie, "production_companies")
    releases: dict[tuple[str, str], models.ReleaseRow] = {}
    certificates: dict[models.CertificateRow, None] = {}
    for country in movie.objects("release_dates", "results"):
        place = _place(country)
        for release in country.objects("release_dates"):
            kind = _RELEASE_KINDS.get(release.text("type"))
            date = values.parse_date(release.text("release_date"))
            if kind and date:
                releases.setdefault((kind, place), models.ReleaseRow(date, kind, place))
            if certificate := release.text("certification"):
                certificates[models.CertificateRow(certificate, place)] = None
    figures = [
        models.FigureRow(name, amount, topic, "USD")
        for name, key, topic in _FIGURES
        if (amount := movie.number(key))
    ]
    score, votes = values.parse_score(movie.text("vote_average")), movie.number("vote_count")
    return models.Sections(
        companies=[models.CompanyRow(name, "Production") for name in companies],
        releases=list(releases.values()),
        certificates=list(certificates),
        figures=figures,
        ratings=[models.RatingRow("TMDb", score, 10, votes)] if score and votes else [],
    )
