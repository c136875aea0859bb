"""Combines the rows that a source has about one film, so that each film is imported once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from heartcli.catalogue.models import Sections, SourceFilm
from heartcli.text.folding import fold

_LISTS = ("genres", "countries", "languages", "titles", "credits")
_MAX_GROUPS = 30_000  # films in memory; a source with more may repeat some

_Key = tuple[object, ...]


class ListedFilm(NamedTuple):
    """A film as one row has it, and when the rating in the row was given."""

    film: SourceFilm
    rated: str = ""  # a date in ISO format


class FilmGroups:
    """Rows by film. Rows are about the same film if an id agrees, or else title and year."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._groups: list[list[ListedFilm]] = []
        self._by_key: dict[_Key, list[ListedFilm]] = {}
        self._by_title: dict[_Key, list[list[ListedFilm]]] = {}

    @property
    def is_full(self) -> bool:
        return len(self._groups) >= _MAX_GROUPS

    def add(self, row: ListedFilm) -> None:
        """Adds a row to the film that it is about."""
        keys = list(_keys(row.film))
        same_title = self._by_title.setdefault(_title_key(row.film), [])
        group = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if group is None and len(same_title) == 1 and _may_be_same(row, same_title[0][0]):
            group = same_title[0]
        if group is None:
            group = []
            self._groups.append(group)
            same_title.append(group)
        group.append(row)
        for key in keys:
            self._by_key.setdefault(key, group)

    def pop_films(self) -> Iterator[SourceFilm]:
        """Yields one film for each group, and forgets them."""
        for group in self._groups:
            yield group[0].film if len(group) == 1 else _combine(group)
        self._clear()


def _keys(film: SourceFilm) -> Iterator[_Key]:
    ids = {"imdb": film.imdb, "wikidata": film.wikidata, "tmdb": film.tmdb, "url": film.url}
    for name, value in ids.items():
        if value:
            yield name, value
    if directors := _directors(film):
        yield *_title_key(film), frozenset(directors)


def _title_key(film: SourceFilm) -> _Key:
    return fold(film.title), film.year


def _directors(film: SourceFilm) -> set[str]:
    return {fold(credit.name) for credit in film.credits if credit.job == "Director"}


def _may_be_same(row: ListedFilm, other_row: ListedFilm) -> bool:
    """Whether neither ids nor directors tell two films of one title and year apart."""
    film, other = row.film, other_row.film
    pairs = ((film.imdb, other.imdb), (film.wikidata, other.wikidata), (film.tmdb, other.tmdb))
    if any(first and second for first, second in pairs):
        return False
    directors, others = _directors(film), _directors(other)
    return not directors or not others or bool(directors & others)


def _combine(rows: Sequence[ListedFilm]) -> SourceFilm:
    """The film with the first value of each field, all that is in its lists, and what is latest."""
    films = [row.film for row in rows]
    first = {
        name: next(filter(None, values), values[0])
        for name, values in zip(SourceFilm._fields, zip(*films, strict=True), strict=True)
    }
    sections = (
        next(filter(None, rows_), ())
        for rows_ in zip(*(film.sections for film in films), strict=True)
    )
    first |= {name: _union(getattr(film, name) for film in films) for name in _LISTS}
    rated = [row for row in rows if row.film.own_rating]
    return SourceFilm(**first)._replace(
        sections=Sections(*sections),
        own_rating=max(rated, key=lambda row: row.rated).film.own_rating if rated else None,
        seen=max((film.seen for film in films if film.seen is not None), default=None),
        watched=max(film.watched for film in films),
    )


def _union(lists: Iterable[Sequence[object]]) -> tuple[object, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(lists)))
