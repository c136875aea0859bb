"""Reads Kodi's and Jellyfin's .nfo files: XML with one movie, sometimes followed by a URL.

https://kodi.wiki/view/NFO_files/Movies
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from heartcli.catalogue import models
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.readers.regions import COUNTRY_BY_CODE
from heartcli.catalogue.importing.sink import FilmSink

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAX_FILE_SIZE = 4 << 20  # bytes
_RATING_SOURCES = {
    "imdb": "IMDb", "themoviedb": "TMDb", "tmdb": "TMDb", "metacritic": "Metacritic",
}  # fmt: skip
_END_TAG = b"</movie>"


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads a film from each file."""
    for path in sink.files.find(paths, (".nfo",)):
        sink.report.rows += 1
        try:
            movie = _parse(sink.files.read_whole(path, _MAX_FILE_SIZE))
        except ValueError as error:
            sink.report.add_problem(path, 0, str(error))
            continue
        if problem := sink.add_film(_to_film(movie)):
            sink.report.add_problem(path, 0, problem)


def _parse(contents: bytes) -> Element:
    """The movie in a file. Raises ValueError with a message for the user."""
    end = contents.rfind(_END_TAG)
    if end < 0:
        raise ValueError("no <movie> element")
    try:
        movie: Element = fromstring(contents[: end + len(_END_TAG)], forbid_dtd=True)
    except DefusedXmlException as error:  # a DTD could refer to other files
        raise ValueError("XML with a DTD isn't allowed") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise ValueError("invalid XML") from error
    if movie.tag != "movie":
        raise ValueError("no <movie> element")
    return movie


def _to_film(movie: Element) -> models.SourceFilm:
    ids = {element.get("type", ""): _text(element) for element in movie.iterfind("uniqueid")}
    imdb_id = ids.get("imdb") or _find_text(movie, "imdbid") or _find_text(movie, "id")
    premiered = values.parse_date(_find_text(movie, "premiered"))
    ratings = _ratings(movie)
    return models.SourceFilm(
        title=_find_text(movie, "title"),
        year=values.parse_year(premiered) or values.parse_year(_find_text(movie, "year")),
        imdb=values.parse_imdb_id(imdb_id),
        tmdb=values.parse_int(ids.get("tmdb") or _find_text(movie, "tmdbid")),
        wikidata=values.parse_wikidata_id(ids.get("wikidata", "")),
        original_title=_find_text(movie, "originaltitle"),
        premise=_find_text(movie, "plot") or _find_text(movie, "outline"),
        minutes=values.parse_minutes(_find_text(movie, "runtime")),
        votes=max((rating.votes or 0 for rating in ratings), default=0) or None,
        genres=_find_all(movie, "genre"),
        countries=_find_all(movie, "country"),
        credits=list(_credits(movie)),
        sections=_sections(movie, premiered, ratings),
    )


def _credits(movie: Element) -> Iterator[models.Credit]:
    actors = [(values.parse_int(_find_text(a, "order")) or 0, a) for a in movie.iterfind("actor")]
    for _, actor in sorted(actors, key=itemgetter(0)):
        if name := _find_text(actor, "name"):
            yield models.Credit(name, CAST, _find_text(actor, "role"))
    jobs = (("Director", "director"), ("Writer", "credits"))
    yield from values.make_credits((job, _find_all(movie, name)) for job, name in jobs)


def _sections(movie: Element, premiered: str, ratings: list[models.RatingRow]) -> models.Sections:
    certificates = dict.fromkeys(map(_parse_certificate, _find_all(movie, "mpaa")))
    return models.Sections(
        companies=[models.CompanyRow(name, "Production") for name in _find_all(movie, "studio")],
        releases=[models.ReleaseRow(premiered, "premiere")] if premiered else [],
        certificates=list(certificates),
        ratings=ratings,
    )


def _parse_certificate(text: str) -> models.CertificateRow:
    """A certificate and its country: "Rated R" or "US:R"."""
    place, _, certificate = text.rpartition(":")
    place = place.strip() or "US"
    place = COUNTRY_BY_CODE.get(place.upper(), place)
    return models.CertificateRow(certificate.removeprefix("Rated ").strip(), place)


def _ratings(movie: Element) -> list[models.RatingRow]:
    ratings: list[models.RatingRow] = []
    for element in movie.iterfind("ratings/rating"):
        if score := values.parse_score(_find_text(element, "value")):
            name = element.get("name") or "users"
            scale = values.parse_score(element.get("max", "")) or 10
            votes = values.parse_int(_find_text(element, "votes"))
            ratings.append(models.RatingRow(_RATING_SOURCES.get(name, name), score, scale, votes))
    if not ratings and (score := values.parse_score(_find_text(movie, "rating"))):  # older files
        votes = values.parse_int(_find_text(movie, "votes"))
        ratings.append(models.RatingRow("users", score, 10, votes))
    return ratings


def _find_all(movie: Element, name: str) -> tuple[str, ...]:
    """The texts of elements with this name, split at " / " where programs have joined several."""
    texts = (part for element in movie.iterfind(name) for part in _text(element).split(" / "))
    return tuple(dict.fromkeys(filter(None, map(str.strip, texts))))


def _find_text(element: Element, name: str) -> str:
    child = element.find(name)
    return "" if child is None else _text(child)


def _text(element: Element) -> str:
    return re.sub(r"\s+", " ", element.text or "").strip()
