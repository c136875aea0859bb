"""OMDb's answers about movies, as JSON; "N/A" for nothing. https://www.omdbapi.com/"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from heartcli.catalogue.importing.sink import (
    Take,
    credits_of,
    imdb_number,
    listed,
    minutes,
    number_of,
    objects,
    text_of,
    whole,
    year_of,
)
from heartcli.catalogue.models import CAST, Claims

_TYPES = {"movie": "movie", "series": "tvSeries", "episode": "tvEpisode", "game": "videoGame"}
_PEOPLE = (("Director", "Director"), ("Writer", "Writer"), ("Actors", CAST))
_SOURCES = {"Internet Movie Database": "IMDb", "Rotten Tomatoes": "Tomatometer"}


def read(paths: Sequence[Path], take: Take) -> None:
    """Reads movies, and what searches found."""
    for path in take.reading.files(paths, (".json", ".json.gz", ".jsonl")):
        for line, document in take.reading.documents(path):
            if text_of(document, "Response") == "False":
                why = text_of(document, "Error") or "no reason"
                take.reading.wrong(path, line, f"OMDb answered with an error: {why}")
                continue
            found = objects(document, "Search") or [document]
            take.reading.rows += len(found) - 1
            for one in found:
                if why := take.film(_claims(one)):
                    take.reading.wrong(path, line, f"no movie of OMDb's: {why}")


def _claims(movie: dict[str, Any]) -> Claims:
    kind = text_of(movie, "Type")
    return Claims(
        title=text_of(movie, "Title"),
        year=year_of(text_of(movie, "Year")),
        imdb=imdb_number(text_of(movie, "imdbID")),
        kind=_TYPES.get(kind, kind),
        votes=whole(text_of(movie, "imdbVotes")),
        premise=text_of(movie, "Plot"),
        minutes=minutes(text_of(movie, "Runtime")),
        genres=listed(text_of(movie, "Genre")),
        countries=listed(text_of(movie, "Country")),
        languages=listed(text_of(movie, "Language")),
        credits=[c for key, job in _PEOPLE for c in credits_of(listed(text_of(movie, key)), job)],
        more={section: told for section, told in _more(movie) if told},
    )


def _more(movie: dict[str, Any]) -> Iterator[tuple[str, list[Sequence[Any]]]]:
    yield "companies", [(name, "Production") for name in listed(text_of(movie, "Production"))]
    day = _day(text_of(movie, "Released"))
    yield "releases", [(day, "theatrical")] if day else []
    rated = text_of(movie, "Rated")
    yield "certificates", [(rated, "United States")] if rated else []
    amount = whole(text_of(movie, "BoxOffice"))
    yield "figures", [("Box office", amount, "box office", "USD")] if amount else []
    ratings: list[Sequence[Any]] = []
    for one in objects(movie, "Ratings"):
        by, value = text_of(one, "Source"), text_of(one, "Value")
        if by and (score := number_of(value)) is not None:
            by = _SOURCES.get(by, by)
            votes = (whole(text_of(movie, "imdbVotes")),) if by == "IMDb" else ()
            ratings.append((by, score, number_of(value.partition("/")[2]) or 100, *votes))
    yield "ratings", ratings


def _day(text: str) -> str:
    """OMDb's way to write a day, 14 Jun 2013, as 2013-06-14."""
    try:
        return datetime.strptime(text, "%d %b %Y").date().isoformat()  # noqa: DTZ007 - no time in it
    except ValueError:
        return ""
