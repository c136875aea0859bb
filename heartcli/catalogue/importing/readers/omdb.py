"""OMDb's answers about movies, as JSON; "N/A" for nothing. https://www.omdbapi.com/"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from heartcli.catalogue.importing.sink import (
    FilmSink,
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

_TYPES = {"movie": "movie", "series": "tvSeries", "episode": "tvEpisode", "game": "videoGame"}
_PEOPLE = (("Director", "Director"), ("Writer", "Writer"), ("Actors", CAST))
_SOURCES = {"Internet Movie Database": "IMDb", "Rotten Tomatoes": "Tomatometer"}


def read(paths: Sequence[Path], take: FilmSink) -> None:
    """Reads movies, and what searches found."""
    for path in take.reader.files(paths, (".json", ".json.gz", ".jsonl")):
        for line, document in take.reader.documents(path):
            if get_text(document, "Response") == "False":
                why = get_text(document, "Error") or "no reason"
                take.reader.add_problem(path, line, f"OMDb answered with an error: {why}")
                continue
            found = get_objects(document, "Search") or [document]
            take.reader.rows += len(found) - 1
            for one in found:
                if why := take.add_film(_claims(one)):
                    take.reader.add_problem(path, line, f"no movie of OMDb's: {why}")


def _claims(movie: dict[str, Any]) -> SourceFilm:
    kind = get_text(movie, "Type")
    return SourceFilm(
        title=get_text(movie, "Title"),
        year=parse_year(get_text(movie, "Year")),
        imdb=parse_imdb_id(get_text(movie, "imdbID")),
        kind=_TYPES.get(kind, kind),
        votes=parse_int(get_text(movie, "imdbVotes")),
        premise=get_text(movie, "Plot"),
        minutes=parse_minutes(get_text(movie, "Runtime")),
        genres=split_names(get_text(movie, "Genre")),
        countries=split_names(get_text(movie, "Country")),
        languages=split_names(get_text(movie, "Language")),
        credits=[
            c
            for key, job in _PEOPLE
            for c in credits_for_job(split_names(get_text(movie, key)), job)
        ],
        sections=_sections(movie),
    )


def _sections(movie: dict[str, Any]) -> Sections:
    companies = split_names(get_text(movie, "Production"))
    day, rated = _day(get_text(movie, "Released")), get_text(movie, "Rated")
    amount = parse_int(get_text(movie, "BoxOffice"))
    return Sections(
        companies=[CompanyRow(name, "Production") for name in companies],
        releases=[ReleaseRow(day, "theatrical")] if day else [],
        certificates=[CertificateRow(rated, "United States")] if rated else [],
        figures=[FigureRow("Box office", amount, "box office", "USD")] if amount else [],
        ratings=list(_ratings(movie)),
    )


def _ratings(movie: dict[str, Any]) -> Iterator[RatingRow]:
    for rating in get_objects(movie, "Ratings"):
        source, value = get_text(rating, "Source"), get_text(rating, "Value")
        if source and (score := parse_score(value)) is not None:
            by = _SOURCES.get(source, source)
            votes = parse_int(get_text(movie, "imdbVotes")) if by == "IMDb" else None
            yield RatingRow(by, score, parse_score(value.partition("/")[2]) or 100, votes)


def _day(text: str) -> str:
    """OMDb's way to write a day, 14 Jun 2013, as 2013-06-14."""
    try:
        return datetime.strptime(text, "%d %b %Y").date().isoformat()  # noqa: DTZ007 - no time in it
    except ValueError:
        return ""
