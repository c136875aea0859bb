"""OMDb's answers about movies, as JSON; "N/A" means no value. https://www.omdbapi.com/"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from heartcli.catalogue.importing.json_documents import read_documents
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.values import (
    JsonObject,
    credits_for_job,
    get_objects,
    get_text,
    parse_imdb_id,
    parse_int,
    parse_minutes,
    parse_score,
    parse_year,
    split_names,
)
from heartcli.catalogue.models import (
    CAST,
    CertificateRow,
    CompanyRow,
    FigureRow,
    RatingRow,
    ReleaseRow,
    Sections,
    SourceFilm,
)

_TITLE_TYPES = {
    "movie": "movie", "series": "tvSeries", "episode": "tvEpisode", "game": "videoGame",
}  # fmt: skip
_CREDIT_KEYS = (("Director", "Director"), ("Writer", "Writer"), ("Actors", CAST))
_RATING_SOURCES = {"Internet Movie Database": "IMDb", "Rotten Tomatoes": "Tomatometer"}


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads movies, and the results of searches."""
    for path in sink.files.find(paths, (".json", ".json.gz", ".jsonl")):
        for line, document in read_documents(sink.files, path):
            if get_text(document, "Response") == "False":
                reason = get_text(document, "Error") or "no reason"
                sink.report.add_problem(path, line, f"OMDb answered with an error: {reason}")
                continue
            movies = get_objects(document, "Search") or [document]
            sink.report.rows += len(movies) - 1
            for movie in movies:
                if problem := sink.add_film(_to_film(movie)):
                    sink.report.add_problem(path, line, f"no movie of OMDb's: {problem}")


def _to_film(movie: JsonObject) -> SourceFilm:
    title_type = get_text(movie, "Type")
    return SourceFilm(
        title=get_text(movie, "Title"),
        year=parse_year(get_text(movie, "Year")),
        imdb=parse_imdb_id(get_text(movie, "imdbID")),
        kind=_TITLE_TYPES.get(title_type, title_type),
        votes=parse_int(get_text(movie, "imdbVotes")),
        premise=get_text(movie, "Plot"),
        minutes=parse_minutes(get_text(movie, "Runtime")),
        genres=_names(movie, "Genre"),
        countries=_names(movie, "Country"),
        languages=_names(movie, "Language"),
        credits=[
            credit
            for key, job in _CREDIT_KEYS
            for credit in credits_for_job(_names(movie, key), job)
        ],
        sections=_sections(movie),
    )


def _names(movie: JsonObject, key: str) -> tuple[str, ...]:
    return split_names(get_text(movie, key))


def _sections(movie: JsonObject) -> Sections:
    released = _parse_released(get_text(movie, "Released"))
    certificate = get_text(movie, "Rated")
    box_office = parse_int(get_text(movie, "BoxOffice"))
    return Sections(
        companies=[CompanyRow(name, "Production") for name in _names(movie, "Production")],
        releases=[ReleaseRow(released, "theatrical")] if released else [],
        certificates=[CertificateRow(certificate, "United States")] if certificate else [],
        figures=[FigureRow("Box office", box_office, "box office", "USD")] if box_office else [],
        ratings=list(_ratings(movie)),
    )


def _ratings(movie: JsonObject) -> Iterator[RatingRow]:
    for rating in get_objects(movie, "Ratings"):
        source, value = get_text(rating, "Source"), get_text(rating, "Value")
        score = parse_score(value)
        if source and score is not None:
            source = _RATING_SOURCES.get(source, source)
            votes = parse_int(get_text(movie, "imdbVotes")) if source == "IMDb" else None
            yield RatingRow(source, score, parse_score(value.partition("/")[2]) or 100, votes)


def _parse_released(text: str) -> str:
    """A date as OMDb writes it, 14 Jun 2013, as 2013-06-14; "" for anything else."""
    try:
        return datetime.strptime(text, "%d %b %Y").date().isoformat()  # noqa: DTZ007 - no time in it
    except ValueError:
        return ""
