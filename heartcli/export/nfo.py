"""Writes a film as an .nfo file, as Kodi and Jellyfin read it.

https://kodi.wiki/view/NFO_files/Movies
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import inf
from operator import itemgetter
from typing import NamedTuple, TypeVar
from xml.sax.saxutils import escape, quoteattr

from heartcli.export.terms import film_terms
from heartcli.model.film import HEAD_FIELDS, Film
from heartcli.model.records import (
    CastMember,
    Certificate,
    Company,
    CrewMember,
    Edition,
    PlotBeat,
    Rating,
    Record,
    Release,
    Strings,
)
from heartcli.model.sections import FACT_SECTIONS, FILM_JOBS
from heartcli.text.display import plural, printable_line
from heartcli.text.folding import fold

_AMERICA = ("united states", "usa", "us")
_PRODUCTION = ("production", "production company", "co-production")
_TOMATOMETER = "tomatometerallcritics"
_RATING_NAMES = {  # that Kodi's skins know
    "imdb": "imdb", "imdb users": "imdb", "tmdb": "themoviedb", "tmdb users": "themoviedb",
    "metacritic": "metacritic", "trakt": "trakt", "letterboxd": "letterboxd",
    "tomatometer": _TOMATOMETER,
    "rotten tomatoes critics": "tomatometeravgcritics",
    "rotten tomatoes audience": "tomatometerallaudience",
    "rotten tomatoes audience average": "tomatometeravgaudience",
}  # fmt: skip
_DEFAULT_RATINGS = ("imdb", "themoviedb")  # the first that a film has is the default
_NOUNS = {
    "titles": "other title", "cast": "cast member", "crew": "crew member", "companies": "company",
    "plot": "plot point", "production": "production note", "songs": "song", "editions": "edition",
    "releases": "release", "certificates": "certificate", "figures": "figure", "reviews": "review",
    "ratings": "rating", "awards": "award", "legacy": "legacy note",
}  # fmt: skip
_PLURALS = {"company": "companies"}
_Kind = TypeVar("_Kind", bound=Record)


class FilmFile(NamedTuple):
    """The contents of a file, and what they leave out."""

    content: bytes
    hidden: int  # number of spoilers left out
    left_out: Strings  # what the format can't hold: "22 songs"


class _Contents(NamedTuple):
    """The records that an .nfo file holds."""

    cast: Sequence[CastMember]
    directors: Sequence[CrewMember]
    writers: Sequence[CrewMember]
    studios: Sequence[Company]
    plot: Sequence[PlotBeat]
    ratings: Sequence[Rating]
    editions: Sequence[Edition]
    releases: Sequence[Release]
    certificates: Sequence[Certificate]

    @property
    def records(self) -> Iterator[Record]:
        return chain.from_iterable(self)


def write(film: Film, spoilers: bool) -> FilmFile:
    """Returns a film's .nfo file, with or without spoilers."""
    everything = _choose(film, spoilers=True)
    contents = everything if spoilers else _choose(film, spoilers=False)
    comment = _comment(film_terms(film, _cited(film, contents)))
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', *comment, "<movie>"]
    lines += (f"  {element}" for element in _elements(film, contents))
    content = "\n".join([*lines, "</movie>", ""]).encode()
    hidden = len([*everything.records]) - len([*contents.records])
    return FilmFile(content, hidden, _left_out(film, everything))


def _choose(film: Film, *, spoilers: bool) -> _Contents:
    """Returns the records that go into the file, which can't mark any as doubtful."""

    def usable(records: Sequence[_Kind]) -> list[_Kind]:
        return [r for r in records if not r.doubtful and (spoilers or not r.spoiler)]

    crew = [(fold(member.job), member) for member in usable(film.crew)]
    return _Contents(
        cast=sorted(usable(film.cast), key=lambda member: member.billing or inf),
        directors=[member for job, member in crew if job in FILM_JOBS["Director"]],
        writers=[member for job, member in crew if job in FILM_JOBS["Written by"]],
        studios=[c for c in usable(film.companies) if fold(c.role) in _PRODUCTION],
        plot=usable(film.plot),
        ratings=_choose_ratings(usable(film.ratings)),
        editions=[edition for edition in usable(film.editions) if edition.minutes][:1],
        releases=_choose_release(film, usable(film.releases)),
        certificates=[c for c in usable(film.certificates) if fold(c.place) in _AMERICA][:1],
    )


def _choose_ratings(ratings: Iterable[Rating]) -> list[Rating]:
    """Returns the first rating of each name that has a score, which in Kodi can't be 0."""
    chosen: dict[str, Rating] = {}
    for rating in ratings:
        if 0 < (rating.score or 0) <= (rating.out_of or 0) < inf:
            chosen.setdefault(_rating_name(rating), rating)
    return list(chosen.values())


def _choose_release(film: Film, releases: Iterable[Release]) -> list[Release]:
    """Returns the first release on a known day, in cinemas if there is one.

    Kodi takes the film's year from this date, so it must be in the same year.
    """
    dated = [
        (release.kind != "theatrical", release.date.first, release)
        for release in releases
        if release.date and release.date.first == release.date.last
    ]
    in_year = [entry for entry in dated if entry[1].year == film.year]
    return [min(in_year, key=itemgetter(0, 1))[2]] if in_year else []


def _cited(film: Film, contents: _Contents) -> Iterator[str]:
    yield from chain.from_iterable(film.cited.get(name, ()) for name in HEAD_FIELDS)
    yield from chain.from_iterable(record.sources for record in contents.records)


def _left_out(film: Film, contents: _Contents) -> Strings:
    """Counts what an .nfo file can't hold: "22 songs"."""
    held = {record.id for record in contents.records}
    counts = {_NOUNS[name]: 0 for name in FACT_SECTIONS} | {"dispute": len(film.disputes)}
    for section, record in film.records():
        counts[_NOUNS[section]] += record.id not in held
        counts["dispute"] += len(record.disputes)
    return tuple(plural(n, noun, _PLURALS.get(noun, "")) for noun, n in counts.items() if n)


def _elements(film: Film, contents: _Contents) -> Iterator[str]:
    outline = printable_line(film.premise)
    plot = " ".join(printable_line(beat.text) for beat in contents.plot)
    yield from _texts("title", [film.title])
    yield from _texts("originaltitle", [film.original_title])
    yield from _ratings(contents.ratings)
    yield from _texts("outline", [outline])
    yield from _texts("plot", [plot or outline])
    yield from _texts("runtime", [str(edition.minutes) for edition in contents.editions])
    yield from _texts("mpaa", [certificate.certificate for certificate in contents.certificates])
    yield from _unique_ids(film)
    yield from _texts("genre", film.genres)
    yield from _texts("country", film.countries)
    yield from _texts(
        "languages", [", ".join(film.languages)]
    )  # in one element, as tinyMediaManager writes them
    yield from _texts("credits", [member.name for member in contents.writers])
    yield from _texts("director", [member.name for member in contents.directors])
    dates = [release.date.first.isoformat() for release in contents.releases if release.date]
    yield from _texts("premiered", dates)
    yield from _texts("year", [f"{film.year:04}"])
    yield from _texts("studio", [company.name for company in contents.studios])
    for order, member in enumerate(contents.cast):
        parts = [("name", member.performer), ("role", member.character), ("order", str(order))]
        yield from _nested("actor", parts)


def _ratings(ratings: Sequence[Rating]) -> Iterator[str]:
    """Writes the ratings, the default one last.

    Jellyfin takes the last one, whatever its scale. So all are out of ten, as in Kodi's own files,
    except the Tomatometer, which Jellyfin expects in per cent.
    """
    if not ratings:
        return
    by_name = {_rating_name(rating): rating for rating in ratings}
    default = next(filter(by_name.get, _DEFAULT_RATINGS), next(iter(by_name)))
    by_name[default] = by_name.pop(default)
    yield "<ratings>"
    for name, rating in by_name.items():
        scale = 100 if name == _TOMATOMETER else 10
        score = (rating.score or 0) / (rating.out_of or 1) * scale
        is_default = str(name == default).lower()
        attributes = f'name={quoteattr(name)} max="{scale}" default="{is_default}"'
        parts = [("value", f"{score:.10g}"), ("votes", str(rating.votes or ""))]
        yield from (f"  {line}" for line in _nested("rating", parts, attributes))
    yield "</ratings>"


def _rating_name(rating: Rating) -> str:
    return _RATING_NAMES.get(fold(rating.by), printable_line(rating.by))


def _unique_ids(film: Film) -> Iterator[str]:
    ids = film.ids
    values = {"imdb": ids.imdb, "tmdb": str(ids.tmdb or ""), "wikidata": ids.wikidata}
    is_default = "true"
    for name, value in values.items():
        if value:
            yield f'<uniqueid type="{name}" default="{is_default}">{escape(value)}</uniqueid>'
            is_default = "false"


def _nested(tag: str, parts: Iterable[tuple[str, str]], attributes: str = "") -> Iterator[str]:
    yield f"<{tag} {attributes}>" if attributes else f"<{tag}>"
    for name, text in parts:
        yield from (f"  {element}" for element in _texts(name, [text]))
    yield f"</{tag}>"


def _texts(tag: str, texts: Iterable[str]) -> Iterator[str]:
    """Writes an element for each distinct text that isn't empty."""
    for text in dict.fromkeys(printable_line(text).strip() for text in texts):
        if text:
            yield f"<{tag}>{escape(text)}</{tag}>"


def _comment(lines: Sequence[str]) -> Iterator[str]:
    """Writes a comment, in which XML doesn't allow two hyphens in a row."""
    if lines:
        yield "<!--"
        yield from ("  " + re.sub("-(?=-)", "- ", line) for line in lines)
        yield "-->"
