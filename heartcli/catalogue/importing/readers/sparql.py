"""What a SPARQL query for films answered: a row for each combination of values.

The film's variable is `film`, `item` or `movie`; what is said of it is named as in COLUMNS, an
item's name stands in the variable that ends in "Label".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from heartcli.catalogue.importing.sink import (
    FilmSink,
    credits_for_job,
    get_objects,
    get_text,
    parse_date,
    parse_imdb_id,
    parse_int,
    parse_minutes,
    parse_wikidata_id,
    parse_year,
)
from heartcli.catalogue.models import CAST, ReleaseRow, Sections, SourceFilm

_FILM = ("film", "item", "movie")
COLUMNS = {
    "date": ("date", "publicationDate", "releaseDate", "year"),
    "imdb": ("imdb", "imdbId", "imdbID"),
    "tmdb": ("tmdb", "tmdbId", "tmdbID"),
    "minutes": ("minutes", "duration", "runtime"),
    "genres": ("genre",),
    "countries": ("country", "countryOfOrigin"),
    "languages": ("language", "originalLanguage"),
    "Director": ("director",),
    "Writer": ("writer", "screenwriter"),
    "Producer": ("producer",),
    "Composer": ("composer",),
    CAST: ("cast", "castMember", "actor"),
}
_JOBS = ("Director", "Writer", "Producer", "Composer", CAST)


def films(document: dict[str, Any], take: FilmSink) -> Iterator[str]:
    """Takes the films; gives what is wrong with the answer, or with one of them."""
    found: dict[int, dict[str, dict[str, None]]] = {}
    rows = get_objects(document, "results", "bindings")
    take.reader.rows += max(0, len(rows) - 1)
    for row in rows:
        item = next((get_text(row, name, "value") for name in _FILM if name in row), "")
        if own := parse_wikidata_id(item):
            told = found.setdefault(own, {})
            for column, names in (*COLUMNS.items(), ("title", _FILM)):
                if text := _value(row, column, names):
                    told.setdefault(column, {})[text] = None
        else:
            yield f"no film in a row: none of the variables {', '.join(_FILM)} is an item"
    for own, told in found.items():
        if why := take.add_film(
            _claims(own, {name: tuple(values) for name, values in told.items()})
        ):
            yield f"Q{own}: {why}"


def _value(row: dict[str, Any], column: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = get_text(row, f"{name}Label", "value") or get_text(row, name, "value")
        if text and not (text.startswith("http") and column != "date") and not _is_id(text):
            return text
    return ""


def _is_id(text: str) -> bool:
    """Whether a label is only the item's id, as the service answers where there is no label."""
    return text[:1] == "Q" and parse_wikidata_id(text) is not None


def _claims(own: int, told: dict[str, tuple[str, ...]]) -> SourceFilm:
    dates = sorted(filter(None, (parse_date(text) or text[:4] for text in told.get("date", ()))))
    day = dates[0] if dates else ""
    known = day if len(day) > len("1982") and not day.endswith("-01-01") else ""
    return SourceFilm(
        title=next(iter(told.get("title", ())), ""),
        year=parse_year(day),
        wikidata=own,
        imdb=next(filter(None, map(parse_imdb_id, told.get("imdb", ()))), None),
        tmdb=next(filter(None, map(parse_int, told.get("tmdb", ()))), None),
        minutes=next((parse_minutes(text) for text in told.get("minutes", ())), None),
        genres=told.get("genres", ()),
        countries=told.get("countries", ()),
        languages=told.get("languages", ()),
        credits=[c for job in _JOBS for c in credits_for_job(told.get(job, ()), job)],
        sections=Sections(releases=[ReleaseRow(known, "premiere")] if known else []),
    )
