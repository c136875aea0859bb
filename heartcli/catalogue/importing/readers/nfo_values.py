"""Reads the values in a film's .nfo element, in the spellings of many programs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from heartcli.catalogue import models
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.readers.nfo_documents import Node
from heartcli.catalogue.importing.readers.regions import find_country
from heartcli.catalogue.importing.tables import names
from heartcli.catalogue.importing.written_dates import find_year, parse_written_date
from heartcli.catalogue.importing.written_titles import split_year
from heartcli.catalogue.languages import language_name
from heartcli.model.field_types import MIN_YEAR
from heartcli.model.records import Strings
from heartcli.model.viewing import OwnRating

_RELEASE_TAGS = ("premiered", "releasedate", "aired")
_IMDB_ADDRESS = re.compile(r"imdb\.com/\S{0,20}?(tt[0-9]{5,9})", re.IGNORECASE)
_TMDB_ADDRESS = re.compile(r"(?:themoviedb|tmdb)\.org/movie/([0-9]{1,9})", re.IGNORECASE)
_WIKIDATA_ADDRESS = re.compile(r"wikidata\.org/\S{0,20}?(Q[0-9]{1,9})\b")
_BARE_IMDB_ID = re.compile(r"[0-9]{7,9}")  # shorter ids are padded with zeros
_PROVIDERS = {
    "imdb": "imdb", "imdbid": "imdb", "imdb_id": "imdb", "tmdb": "tmdb", "tmdbid": "tmdb",
    "tmdb_id": "tmdb", "themoviedb": "tmdb", "wikidata": "wikidata", "wikidataid": "wikidata",
}  # fmt: skip
_RATING_SOURCES = {
    "default": "users", "imdb": "IMDb", "themoviedb": "TMDb", "tmdb": "TMDb", "trakt": "Trakt",
    "metacritic": "Metacritic", "metascore": "Metacritic", "letterboxd": "Letterboxd",
    "rottentomatoes": "Tomatometer", "tomatometer": "Tomatometer",
    "tomatometerallcritics": "Tomatometer", "tomatometeravgcritics": "Rotten Tomatoes critics",
    "tomatometerallaudience": "Rotten Tomatoes audience",
    "tomatometeravgaudience": "Rotten Tomatoes audience average",
}  # fmt: skip
_MAX_PREMISE = 1000  # characters in an overview on TMDb
_CRITICS = "critics"
_PERCENTAGES = (_CRITICS, "Metacritic", "Tomatometer", "Rotten Tomatoes audience")
_JOB_BY_TAG = {
    "director": "Director", "writer": "Writer", "credits": "Writer", "producer": "Producer",
    "composer": "Composer", "cinematographer": "Cinematography", "editor": "Editor",
}  # fmt: skip
_ACTOR_TYPES = ("", "actor", "gueststar", "unknown")
_LABEL_SEPARATOR = re.compile(r"[|/;,]")
_COUNTRY_TAIL = re.compile(r"the|north|south|(islamic )?republic|[\w' ]+ of", re.IGNORECASE)


class Ids(NamedTuple):
    """A film's ids, as numbers."""

    imdb: int | None
    tmdb: int | None
    wikidata: int | None


def find_ids(movie: Node, outside: str) -> Ids:
    """Finds a film's ids in its element, or else in addresses around it."""
    by_provider: dict[str, list[str]] = {"imdb": [], "tmdb": [], "wikidata": []}
    claims = [(node.attributes.get("type", ""), node.text) for node in movie.children("uniqueid")]
    claims += [(node.tag, node.text) for node in movie.children(*_PROVIDERS)]
    ids = movie.children("id")
    claims += [claim for node in ids for claim in node.attributes.items()]
    claims += [(node.attributes.get("moviedb", ""), node.text) for node in ids]
    unnamed: list[str] = []
    for name, text in claims:
        by_provider.get(_PROVIDERS.get(name.lower(), ""), unnamed).append(text)
    tmdb = _first(map(values.parse_tmdb_id, by_provider["tmdb"]))
    padded = [
        f"tt{text}"
        for text in (*by_provider["imdb"], *unnamed)
        if _BARE_IMDB_ID.fullmatch(text) and int(text) != tmdb
    ]
    imdb_ids = (*by_provider["imdb"], *unnamed, *padded, *_IMDB_ADDRESS.findall(outside))
    wikidata_ids = (*by_provider["wikidata"], *_WIKIDATA_ADDRESS.findall(outside))
    return Ids(
        _first(map(values.parse_imdb_id, imdb_ids)),
        tmdb or _first(map(values.parse_tmdb_id, _TMDB_ADDRESS.findall(outside))),
        _first(map(values.parse_wikidata_id, wikidata_ids)),
    )


def find_address(text: str) -> str:
    """Finds the id in the first address of a film, as heart shows it; "" if there is none."""
    for pattern, prefix in (_IMDB_ADDRESS, ""), (_TMDB_ADDRESS, "tmdb:"), (_WIKIDATA_ADDRESS, ""):
        if match := pattern.search(text):
            return prefix + match[1]
    return ""


def _first(numbers: Iterable[int | None]) -> int | None:
    return next(filter(None, numbers), None)


def find_title(movie: Node) -> tuple[str, int]:
    """Finds the title and the year, which some programs write after the title."""
    text = movie.find_text("title", "localtitle", "name", "originaltitle")
    year, (title, title_year) = find_year(movie.find_text("year")), split_year(text)
    if title_year and year in (0, title_year):
        return title, title_year
    return text, year or _past_year(find_year(movie.find_text(*_RELEASE_TAGS)))


def find_premise(movie: Node) -> str:
    """Finds the premise: the outline if the plot tells the whole story, otherwise the plot."""
    plot, outline = movie.find_text("plot"), movie.find_text("outline")
    return outline if outline and (not plot or len(plot) > _MAX_PREMISE) else plot


def find_release(movie: Node, unreadable: Counter[str]) -> str:
    """Finds the date of the first release, in the format of film files; "" if there is none."""
    return _read_date(movie.find_text(*_RELEASE_TAGS), unreadable)


def _read_date(text: str, unreadable: Counter[str]) -> str:
    if not any(digit in text for digit in "123456789"):  # 0000-00-00
        return ""
    day = parse_written_date(text)
    if not day:
        unreadable["dates"] += 1
    return day if _past_year(int(day[:4] or 0)) else ""


def _past_year(year: int) -> int:
    """Returns the year; 0 for 1601-01-01 and 0001-01-01, which mean "unknown"."""
    return year if year >= MIN_YEAR else 0


def split_labels(nodes: Iterable[Node]) -> Strings:
    """Returns the genres, countries or languages in elements, which may hold several each."""
    labels: list[str] = []
    for node in nodes:
        for part in map(str.strip, _LABEL_SEPARATOR.split(node.text)):
            if labels and _COUNTRY_TAIL.fullmatch(part):  # Korea, Republic of
                labels[-1] = f"{labels[-1]}, {part}"
            elif part:
                labels.append(part)
    return tuple(dict.fromkeys(labels))


def find_countries(movie: Node) -> Strings:
    """Finds the countries, which programs write as names or two-letter codes."""
    labels = split_labels(movie.children("country"))
    return tuple(dict.fromkeys(find_country(name) or name for name in labels))


def find_languages(movie: Node) -> Strings:
    """Finds the languages. `language`, without an s, is the language of the texts in the file."""
    labels = split_labels(movie.children("languages"))
    return tuple(dict.fromkeys(language_name(label) or label for label in labels))


def split_people(nodes: Iterable[Node]) -> Strings:
    """Returns the people in elements, which may name several each, without their jobs."""
    pieces = list(_split_at_slashes(nodes))
    surnames_first = names.has_surnames_first(pieces)
    people = (names.split_people(text, surnames_first=surnames_first) for text in pieces)
    return tuple(dict.fromkeys(chain.from_iterable(people)))


def split_companies(nodes: Sequence[Node]) -> Strings:
    """Returns the companies; commas and slashes separate them only in a single element."""
    if nodes[1:]:
        return tuple(dict.fromkeys(_split_texts(nodes)))
    companies = map(values.split_names, _split_at_slashes(nodes))
    return tuple(dict.fromkeys(chain.from_iterable(companies)))


def _split_texts(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield from filter(None, map(str.strip, re.split(r"\s/\s|[|;]", node.name)))


def _split_at_slashes(nodes: Iterable[Node]) -> Iterator[str]:
    for part in _split_texts(nodes):
        pieces = [piece.strip() for piece in part.split("/")]
        if not all(" " in piece for piece in pieces):  # AC/DC, but not Joel Coen/Ethan Coen
            pieces = [part]
        yield from filter(None, pieces)


def find_credits(movie: Node) -> list[models.Credit]:
    """Finds the cast, in billing order, and then the crew."""
    cast, crew = [], []
    for actor in sorted(movie.children("actor"), key=_billing):
        kind = actor.find_text("type")
        if not actor.name:
            continue
        if kind.lower() in _ACTOR_TYPES:
            cast.append(models.Credit(actor.name, CAST, actor.find_text("role")))
        else:
            crew.append(models.Credit(actor.name, _JOB_BY_TAG.get(kind.lower(), kind)))
    for tag, job in _JOB_BY_TAG.items():
        crew += [models.Credit(name, job) for name in split_people(movie.children(tag))]
    return [*cast, *dict.fromkeys(crew)]


def _billing(actor: Node) -> float:
    text = actor.find_text("order", "sortorder")
    return int(text[:9]) if text.isdecimal() else math.inf


def find_minutes(movie: Node, unreadable: Counter[str]) -> int | None:
    """Finds the running time, or else the length of the video."""
    text = movie.find_text("runtime")
    if minutes := values.parse_minutes(text):
        return minutes
    if text.strip("0"):
        unreadable["running times"] += 1
    for name in ("fileinfo", "streamdetails", "video"):
        movie = next(iter(movie.children(name)), movie)
    seconds = values.parse_int(movie.find_text("durationinseconds"))
    return round(seconds / 60) or None if seconds else None


def find_ratings(movie: Node, unreadable: Counter[str]) -> list[models.RatingRow]:
    """Finds the ratings, one from each source."""
    ratings: dict[str, models.RatingRow] = {}
    nodes = [rating for node in movie.children("ratings") for rating in node.children("rating")]
    claims = [(node, node.find_text("value"), node.find_text("votes")) for node in nodes]
    if not claims:  # older files
        claims = [(r, r.text, movie.find_text("votes")) for r in movie.children("rating")]
    claims += [(r, r.text, "") for r in movie.children("criticrating")]
    for node, text, votes in claims:
        name = node.attributes.get("name") or (_CRITICS if node.tag == "criticrating" else "users")
        source = _RATING_SOURCES.get(name.lower().replace(" ", ""), name)
        score = values.parse_score(text)
        if score is None and text:
            unreadable["ratings"] += 1
        if score:
            scale = values.parse_score(node.attributes.get("max", "")) or 10
            if source in _PERCENTAGES and (score > scale or source == _CRITICS):
                scale = 100
            row = models.RatingRow(source, score, scale, values.parse_count(votes))
            ratings.setdefault(source, row)
    return list(ratings.values())


def find_own_rating(movie: Node, unreadable: Counter[str]) -> OwnRating | None:
    """Finds the user's own rating; a 0 in the file means none."""
    for node in movie.children("userrating"):
        score = values.parse_score(node.text)
        out_of = values.parse_int(node.attributes.get("max", "")) or 10
        if score and score <= out_of:
            return OwnRating(score, out_of)
        if node.text.strip("0."):
            unreadable["your ratings"] += 1
    return None


def find_watched(movie: Node, unreadable: Counter[str]) -> str:
    """Returns the date when the user last watched the film, as film files write it, or ""."""
    if movie.find_text("watched").lower() == "false" or movie.find_text("playcount") == "0":
        return ""  # they didn't finish it
    return _read_date(movie.find_text("lastplayed"), unreadable)
