"""Reads what identifies a film to fetch: an id, the address of a page, or a title."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from heartcli.catalogue.search.queries import Reading, read_query
from heartcli.errors import HeartError
from heartcli.text.display import shorten

# An id may have any number of digits here; one with too many is reported as not existing.
_PAGE = r"(?:https?://)?(?:www\.|m\.)?"
_REST = r"(?:[/?#].*)?"
# Patterns are compiled only when needed.
_WIKIDATA = rf"(?i)(?:{_PAGE}wikidata\.org/(?:wiki|entity)/|wikidata:)?(Q[1-9][0-9]*){_REST}"
_IMDB = rf"(?i)(?:{_PAGE}imdb\.com/(?:[a-z-]+/)?title/|imdb:)?tt([0-9]+){_REST}"
_TMDB = rf"(?i)(?:{_PAGE}(?:themoviedb|tmdb)\.org/movie/|tmdb:)([0-9]{{1,9}})(?:-.*)?{_REST}"


class FilmReference(NamedTuple):
    """What identifies a film: ids, which are tried first, and possible readings of its title."""

    wikidata: str = ""  # such as Q132689
    imdb: str = ""  # such as tt0034583
    tmdb: str = ""  # such as 289
    readings: tuple[Reading, ...] = ()

    @property
    def text(self) -> str:
        """The film's name in messages, such as Dune (2021) or an id."""
        if self.readings:
            title, year, _ = self.readings[0]
            return shorten(f"{title} ({year})" if year else title)
        return self.wikidata or self.imdb or f"tmdb:{self.tmdb}"


def parse_references(words: Sequence[str]) -> list[FilmReference]:
    """Reads the words as ids, if all of them are, or else as one title.

    Raises HeartError for an address of anything but a film.
    """
    by_id = [reference for word in words if (reference := _parse_id(word.strip()))]
    if by_id and len(by_id) == len(words):
        return by_id
    text = " ".join(" ".join(words).split())
    if "://" in text:
        raise HeartError(f"not a film's address on Wikidata, IMDb or TMDb: {shorten(text)}")
    return [FilmReference(readings=tuple(read_query(text).readings))]


def id_keys(wikidata: str, imdb: str, tmdb: str) -> list[str]:
    """Returns the keys of the ids that a film has, such as Q132689, tt0034583 and tmdb:289."""
    return [*filter(None, [wikidata, imdb]), *([f"tmdb:{tmdb}"] if tmdb else [])]


def _parse_id(word: str) -> FilmReference | None:
    if match := re.fullmatch(_WIKIDATA, word):
        return FilmReference(wikidata=match[1].upper())
    if match := re.fullmatch(_IMDB, word):
        return FilmReference(imdb=f"tt{match[1].lstrip('0'):0>7}")
    if match := re.fullmatch(_TMDB, word):
        return FilmReference(tmdb=str(int(match[1])))
    return None
