"""Kodi's and Jellyfin's .nfo files: XML with one movie, and perhaps an address behind it.

https://kodi.wiki/view/NFO_files/Movies
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from heartcli.catalogue.importing.readers.regions import REGIONS
from heartcli.catalogue.importing.sink import (
    FilmSink,
    credits_for_job,
    parse_date,
    parse_imdb_id,
    parse_int,
    parse_minutes,
    parse_score,
    parse_wikidata_id,
    parse_year,
)
from heartcli.catalogue.models import (
    CAST,
    CertificateRow,
    CompanyRow,
    Credit,
    RatingRow,
    ReleaseRow,
    Sections,
    SourceFilm,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST = 4 << 20  # bytes
_RATINGS = {"imdb": "IMDb", "themoviedb": "TMDb", "tmdb": "TMDb", "metacritic": "Metacritic"}


def read(paths: Sequence[Path], take: FilmSink) -> None:
    """Reads films, a file each."""
    for path in take.reader.files(paths, (".nfo",)):
        take.reader.rows += 1
        film, why = _film(take.reader.document(path, _LONGEST))
        if film is not None:
            why = take.add_film(_claims(film))
        if why:
            take.reader.add_problem(path, 0, why)


def _film(contents: bytes) -> tuple[Element | None, str]:
    """The movie in a file, or what is wrong with it. What refers to anything outside is refused."""
    end = contents.rfind(b"</movie>")
    if end < 0:
        return None, "no <movie> in it"
    try:
        film: Element = fromstring(contents[: end + len(b"</movie>")], forbid_dtd=True)
    except DefusedXmlException:
        return None, "XML with a DTD, which no .nfo file needs"
    except (ParseError, ValueError, LookupError, RecursionError):
        return None, "no well-formed XML"
    return (film, "") if film.tag == "movie" else (None, "no <movie> in it")


def _claims(film: Element) -> SourceFilm:
    ids = {one.get("type", ""): _of(one) for one in film.iterfind("uniqueid")}
    imdb = ids.get("imdb") or _text(film, "imdbid") or _text(film, "id")
    title, original = _text(film, "title"), _text(film, "originaltitle")
    premiered = parse_date(_text(film, "premiered"))
    return SourceFilm(
        title=title,
        year=parse_year(premiered) or parse_year(_text(film, "year")),
        imdb=parse_imdb_id(imdb),
        tmdb=parse_int(ids.get("tmdb") or _text(film, "tmdbid")),
        wikidata=parse_wikidata_id(ids.get("wikidata", "")),
        original_title=original if original != title else "",
        premise=_text(film, "plot") or _text(film, "outline"),
        minutes=parse_minutes(_text(film, "runtime")),
        votes=max((rating.votes or 0 for rating in _ratings(film)), default=0) or None,
        genres=_all(film, "genre"),
        countries=_all(film, "country"),
        credits=list(_credits(film)),
        sections=_sections(film, premiered),
    )


def _credits(film: Element) -> Iterator[Credit]:
    actors = list(film.iterfind("actor"))
    for actor in sorted(actors, key=lambda one: parse_int(_text(one, "order")) or 0):
        if name := _text(actor, "name"):
            yield Credit(name, CAST, _text(actor, "role"))
    yield from credits_for_job(_all(film, "director"), "Director")
    yield from credits_for_job(_all(film, "credits"), "Writer")


def _sections(film: Element, premiered: str) -> Sections:
    return Sections(
        companies=[CompanyRow(name, "Production") for name in _all(film, "studio")],
        releases=[ReleaseRow(premiered, "premiere")] if premiered else [],
        certificates=list(dict.fromkeys(map(_certificate, _all(film, "mpaa")))),
        ratings=_ratings(film),
    )


def _certificate(text: str) -> CertificateRow:
    """The certificate and its place: "Rated R", "US:R"."""
    place, _, certificate = text.rpartition(":")
    place = place.strip() or "US"
    place = REGIONS.get(place.upper(), place)
    return CertificateRow(certificate.removeprefix("Rated ").strip(), place)


def _ratings(film: Element) -> list[RatingRow]:
    found = []
    for one in film.iterfind("ratings/rating"):
        score = parse_score(_text(one, "value"))
        if score:
            by = one.get("name") or "users"
            most = parse_score(one.get("max", "")) or 10
            found.append(
                RatingRow(_RATINGS.get(by, by), score, most, parse_int(_text(one, "votes")))
            )
    if not found and (score := parse_score(_text(film, "rating"))):  # as it was written once
        found.append(RatingRow("users", score, 10, parse_int(_text(film, "votes"))))
    return found


def _all(film: Element, name: str) -> tuple[str, ...]:
    """The texts of the elements of a name; some programs write several into one, with " / "."""
    found = (part.strip() for one in film.iterfind(name) for part in _of(one).split(" / "))
    return tuple(dict.fromkeys(filter(None, found)))


def _text(element: Element, name: str) -> str:
    found = element.find(name)
    return "" if found is None else _of(found)


def _of(element: Element) -> str:
    return re.sub(r"\s+", " ", element.text or "").strip()
