"""TMDb's answers about movies, as JSON: with appended credits or beside them, or searches' results.

https://developer.themoviedb.org/reference/movie-details
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from heartcli.catalogue.importing.readers.regions import REGIONS
from heartcli.catalogue.importing.sink import (
    MOST_PEOPLE,
    Take,
    date_of,
    imdb_number,
    minutes,
    number_of,
    objects,
    text_of,
    whole,
    wikidata_number,
    year_of,
)
from heartcli.catalogue.models import CAST, Claims, Credit

_RELEASES = {"1": "premiere", "2": "theatrical", "3": "theatrical", "4": "home", "5": "home",
             "6": "broadcast"}  # fmt: skip
_JOBS = {"Director of Photography": "Cinematography", "Original Music Composer": "Composer"}


def read(paths: Sequence[Path], take: Take) -> None:
    """Reads movies; credits that are a document of their own go to the movie of the same id."""
    entries: dict[int | None, int] = {}  # of the movies that came without credits
    apart: dict[int | None, tuple[Path, int, list[Credit]]] = {}
    for path in take.reading.files(paths, (".json", ".json.gz", ".jsonl")):
        for line, document in take.reading.documents(path):
            found = objects(document, "results") or [document]
            take.reading.rows += len(found) - 1
            for one in found:
                own = whole(text_of(one, "id"))
                if not text_of(one, "title") and ("cast" in one or "crew" in one):
                    apart[own] = (path, line, list(_credits(one)))
                elif why := take.film(claims := _claims(one)):
                    take.reading.wrong(path, line, f"no movie of TMDb's: {why}")
                elif not claims.credits:
                    entries[own] = take.filling.last
    for own, (path, line, credits_) in apart.items():
        if own in entries:
            take.credited(entries[own], credits_)
        else:
            why = "credits of a movie that has them already, or is not among the files"
            take.reading.wrong(path, line, why)


def _claims(movie: dict[str, Any]) -> Claims:
    title, original = text_of(movie, "title"), text_of(movie, "original_title")
    imdb = text_of(movie, "imdb_id") or text_of(movie, "external_ids", "imdb_id")
    own = whole(text_of(movie, "id"))
    return Claims(
        title=title,
        year=year_of(text_of(movie, "release_date")),
        imdb=imdb_number(imdb),
        tmdb=own,
        wikidata=wikidata_number(text_of(movie, "external_ids", "wikidata_id")),
        votes=whole(text_of(movie, "vote_count")),
        original_title=original if original != title else "",
        premise=text_of(movie, "overview"),
        minutes=minutes(text_of(movie, "runtime")),
        genres=_names(movie, "genres", "name"),
        countries=_names(movie, "production_countries", "name"),
        languages=_names(movie, "spoken_languages", "english_name"),
        titles=[
            (text_of(one, "title"), _place(one))
            for one in objects(movie, "alternative_titles", "titles")
            if text_of(one, "title")
        ],
        credits=list(_credits(credits_))
        if isinstance(credits_ := movie.get("credits"), dict)
        else [],
        more={section: told for section, told in _more(movie) if told},
    )


def _names(movie: dict[str, Any], key: str, name: str) -> tuple[str, ...]:
    names = (text_of(one, name) or text_of(one, "name") for one in objects(movie, key))
    return tuple(dict.fromkeys(filter(None, names)))


def _place(one: dict[str, Any]) -> str:
    code = text_of(one, "iso_3166_1")
    return REGIONS.get(code, code)


def _credits(told: Any) -> Iterator[Credit]:
    cast = objects(told, "cast")
    for one in sorted(cast, key=lambda one: whole(text_of(one, "order")) or 0):
        if name := text_of(one, "name"):
            yield Credit(name, CAST, text_of(one, "character"), _number(one))
    for one in objects(told, "crew"):
        job = text_of(one, "job")
        if job and (name := text_of(one, "name")):
            yield Credit(name, _JOBS.get(job, job), number=_number(one))


def _number(person: dict[str, Any]) -> int | None:
    return whole(text_of(person, "id"), MOST_PEOPLE)


def _more(movie: dict[str, Any]) -> Iterator[tuple[str, list[Sequence[Any]]]]:
    companies = _names(movie, "production_companies", "name")
    yield "companies", [(name, "Production") for name in companies]
    releases: dict[tuple[str, str], tuple[str, str, str]] = {}
    certificates: dict[tuple[str, str], None] = {}
    for country in objects(movie, "release_dates", "results"):
        place = _place(country)
        for one in objects(country, "release_dates"):
            kind, day = _RELEASES.get(text_of(one, "type")), date_of(text_of(one, "release_date"))
            if kind and day:
                releases.setdefault((kind, place), (day, kind, place))
            if certificate := text_of(one, "certification"):
                certificates[(certificate, place)] = None
    yield "releases", list(releases.values())
    yield "certificates", list(certificates)
    figures: list[Sequence[Any]] = []
    for name, key, topic in (("Budget", "budget", "cost"), ("Box office", "revenue", "box office")):
        if amount := whole(text_of(movie, key)):
            figures.append((name, amount, topic, "USD"))
    yield "figures", figures
    score, votes = number_of(text_of(movie, "vote_average")), whole(text_of(movie, "vote_count"))
    yield "ratings", [("TMDb", score, 10, votes)] if score and votes else []
