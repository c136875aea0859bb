"""Reads OMDb's responses, as JSON; "N/A" means a missing value. https://www.omdbapi.com/"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from heartcli.catalogue import models
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.files import JSON_SUFFIXES
from heartcli.catalogue.importing.json_documents import read_documents
from heartcli.catalogue.importing.readers.certificates import parse_certificates
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.written_dates import find_year, parse_written_date
from heartcli.model.records import Strings

_TITLE_TYPES = {
    "movie": "movie", "series": "tvSeries", "episode": "tvEpisode", "game": "videoGame",
}  # fmt: skip
_CREDIT_KEYS = (("Director", "Director"), ("Writer", "Writer"), ("Actors", CAST))
_RATING_SOURCES = {"Internet Movie Database": "IMDb", "Rotten Tomatoes": "Tomatometer"}
# Scores outside the list of ratings: key, source, scale and the key of the votes.
_SINGLE_RATINGS: tuple[tuple[str, str, float, str], ...] = (
    ("imdbRating", "IMDb", 10, "imdbVotes"), ("Metascore", "Metacritic", 100, ""),
    ("tomatoMeter", "Tomatometer", 100, "tomatoReviews"),
    ("tomatoRating", "Rotten Tomatoes critics", 10, "tomatoReviews"),
    ("tomatoUserMeter", "Rotten Tomatoes audience", 100, "tomatoUserReviews"),
)  # fmt: skip
_RELEASE_KINDS = (("Released", "theatrical"), ("DVD", "home"))
_AWARD = re.compile(r"(Won|Nominated for) (\d{1,3}) (Oscar|BAFTA|Golden Globe)", re.ASCII)
_AWARD_NAMES = {
    "Oscar": "Academy Awards", "BAFTA": "BAFTA Awards", "Golden Globe": "Golden Globe Awards",
}  # fmt: skip


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads movies and search results."""
    for path in sink.files.find(paths, JSON_SUFFIXES):
        for line, document in read_documents(sink.files, path):
            if error := _find_error(document):
                sink.report.add_problem(path, line, f"error from OMDb: {error}")
                continue
            movies = document.objects("Search") or [document]
            sink.report.rows += len(movies) - 1
            for movie in movies:
                if problem := sink.add_film(_to_film(movie, sink)):
                    sink.report.add_problem(path, line, f"not an OMDb movie: {problem}")


def is_document(document: values.JsonObject) -> bool:
    """Whether a JSON document comes from OMDb."""
    keys = document.data.keys()
    return bool(keys & {"Search", "Response"}) or keys >= {"Title", "imdbID"}


def _find_error(document: values.JsonObject) -> str:
    """Returns the error that OMDb answered with, or ""."""
    if document.get("Response") in ("False", "false", False):
        return document.text("Error") or "no reason given"
    return document.text("Error")


def _to_film(movie: values.JsonObject, sink: FilmSink) -> models.SourceFilm:
    title_type = movie.text("Type").lower() or ("series" if movie.text("totalSeasons") else "")
    return models.SourceFilm(
        title=movie.text("Title"),
        year=find_year(movie.text("Year")),
        imdb=movie.imdb_id("imdbID"),
        kind=_TITLE_TYPES.get(title_type, title_type),
        votes=movie.number("imdbVotes"),
        premise=movie.text("Plot"),
        minutes=values.parse_minutes(movie.text("Runtime")),
        genres=_names(movie, "Genre"),
        countries=_names(movie, "Country"),
        languages=_names(movie, "Language"),
        credits=values.make_credits(
            (job, values.split_people(movie.text(key))) for key, job in _CREDIT_KEYS
        ),
        sections=_sections(movie, sink),
    )


def _names(movie: values.JsonObject, key: str) -> Strings:
    return values.split_names(movie.text(key))


def _sections(movie: values.JsonObject, sink: FilmSink) -> models.Sections:
    return models.Sections(
        companies=models.production_companies(_names(movie, "Production")),
        releases=list(_releases(movie, sink)),
        certificates=parse_certificates([movie.text("Rated")]),
        figures=list(_box_office(movie, sink)),
        ratings=list({rating.by: rating for rating in _ratings(movie, sink)}.values()),
        awards=list(_awards(movie.text("Awards"))),
    )


def _releases(movie: values.JsonObject, sink: FilmSink) -> Iterator[models.ReleaseRow]:
    for key, kind in _RELEASE_KINDS:
        if text := movie.text(key):
            if day := parse_written_date(text):
                yield models.ReleaseRow(day, kind)
            else:
                sink.report.unreadable["release dates"] += 1


def _box_office(movie: values.JsonObject, sink: FilmSink) -> Iterator[models.FigureRow]:
    if text := movie.text("BoxOffice"):
        if takings := values.parse_money(text):
            amount, currency = takings
            yield models.box_office(amount, currency or "USD")
        else:
            sink.report.unreadable["box offices"] += 1


def _ratings(movie: values.JsonObject, sink: FilmSink) -> Iterator[models.RatingRow]:
    """Yields the ratings in the list, then those with keys of their own, which also have votes."""
    scores: list[tuple[str, str, float, str]] = [
        (rating.text("Source"), rating.text("Value"), 100, "")
        for rating in movie.objects("Ratings")
    ]
    scores += [
        (source, movie.text(key), scale, votes_key)
        for key, source, scale, votes_key in _SINGLE_RATINGS
    ]
    for source, value, scale, votes_key in scores:
        score = values.parse_score(value)
        if source and score is not None:
            out_of = values.parse_score(value.partition("/")[2]) or scale
            votes = movie.number(votes_key)
            yield models.RatingRow(_RATING_SOURCES.get(source, source), score, out_of, votes)
        elif value:
            sink.report.unreadable["ratings"] += 1


def _awards(text: str) -> Iterator[models.AwardRow]:
    """Yields the main awards in a summary: "Won 3 Oscars. Another 23 wins & 27 nominations"."""
    for verb, count, award in _AWARD.findall(text):
        categories = f"{count} categor{'y' if count == '1' else 'ies'}"
        yield models.AwardRow(
            _AWARD_NAMES[award], categories, "won" if verb == "Won" else "nominated"
        )
