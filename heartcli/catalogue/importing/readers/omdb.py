"""Reads OMDb's responses, as JSON; "N/A" means a missing value. https://www.omdbapi.com/"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from heartcli.catalogue import models
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.json_documents import read_documents
from heartcli.catalogue.importing.sink import FilmSink

_TITLE_TYPES = {
    "movie": "movie", "series": "tvSeries", "episode": "tvEpisode", "game": "videoGame",
}  # fmt: skip
_CREDIT_KEYS = (("Director", "Director"), ("Writer", "Writer"), ("Actors", CAST))
_RATING_SOURCES = {"Internet Movie Database": "IMDb", "Rotten Tomatoes": "Tomatometer"}


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads movies and search results."""
    for path in sink.files.find(paths, (".json", ".json.gz", ".jsonl")):
        for line, document in read_documents(sink.files, path):
            if document.text("Response") == "False":
                reason = document.text("Error") or "no reason given"
                sink.report.add_problem(path, line, f"OMDb error: {reason}")
                continue
            movies = document.objects("Search") or [document]
            sink.report.rows += len(movies) - 1
            for movie in movies:
                if problem := sink.add_film(_to_film(movie)):
                    sink.report.add_problem(path, line, f"not an OMDb movie: {problem}")


def _to_film(movie: values.JsonObject) -> models.SourceFilm:
    title_type = movie.text("Type")
    return models.SourceFilm(
        title=movie.text("Title"),
        year=values.parse_year(movie.text("Year")),
        imdb=movie.imdb_id("imdbID"),
        kind=_TITLE_TYPES.get(title_type, title_type),
        votes=movie.number("imdbVotes"),
        premise=movie.text("Plot"),
        minutes=values.parse_minutes(movie.text("Runtime")),
        genres=_names(movie, "Genre"),
        countries=_names(movie, "Country"),
        languages=_names(movie, "Language"),
        credits=values.make_credits((job, _names(movie, key)) for key, job in _CREDIT_KEYS),
        sections=_sections(movie),
    )


def _names(movie: values.JsonObject, key: str) -> tuple[str, ...]:
    return values.split_names(movie.text(key))


def _sections(movie: values.JsonObject) -> models.Sections:
    released, certificate = _parse_released(movie.text("Released")), movie.text("Rated")
    takings = movie.number("BoxOffice")
    return models.Sections(
        companies=[models.CompanyRow(name, "Production") for name in _names(movie, "Production")],
        releases=[models.ReleaseRow(released, "theatrical")] if released else [],
        certificates=[models.CertificateRow(certificate, "United States")] if certificate else [],
        figures=[models.FigureRow("Box office", takings, "box office", "USD")] if takings else [],
        ratings=list(_ratings(movie)),
    )


def _ratings(movie: values.JsonObject) -> Iterator[models.RatingRow]:
    for rating in movie.objects("Ratings"):
        source, value = rating.text("Source"), rating.text("Value")
        if source and (score := values.parse_score(value)) is not None:
            source = _RATING_SOURCES.get(source, source)
            scale = values.parse_score(value.partition("/")[2]) or 100
            votes = movie.number("imdbVotes") if source == "IMDb" else None
            yield models.RatingRow(source, score, scale, votes)


def _parse_released(text: str) -> str:
    """Converts a date: "14 Jun 2013" → "2013-06-14". Returns "" for anything else."""
    try:
        return datetime.strptime(text, "%d %b %Y").date().isoformat()  # noqa: DTZ007 - no time in it
    except ValueError:
        return ""
