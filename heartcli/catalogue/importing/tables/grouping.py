"""Combines the rows that a source has about one film, so that each film is imported once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from sys import getsizeof
from typing import NamedTuple

from heartcli.catalogue.models import Sections, SourceFilm
from heartcli.text.folding import fold

_LISTS = ("genres", "countries", "languages", "titles", "credits")
_MAX_GROUPS = 30_000  # films in memory; a source with more may repeat some
_MAX_SIZE = 100 << 20  # bytes of films in memory, roughly
_ROW_SIZE, _ITEM_SIZE = 600, 200  # bytes of a film, and of an item in its lists, without texts

_Key = tuple[object, ...]


class ListedFilm(NamedTuple):
    """A film as one row has it, and when the rating in the row was given."""

    film: SourceFilm
    rated_on: str = ""  # a date in ISO format


class FilmGroups:
    """Rows by film. Rows are about the same film if an id agrees, or else title and year."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._groups: list[list[ListedFilm]] = []
        self._by_key: dict[_Key, list[ListedFilm]] = {}
        self._by_title: dict[_Key, list[list[ListedFilm]]] = {}
        self._size = 0
        self.is_full = False

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
        self._size += _size(row.film)
        if self._size > _MAX_SIZE:
            self._combine_groups()
            self.is_full = self._size > _MAX_SIZE // 2  # combining them again would free little
        self.is_full |= len(self._groups) >= _MAX_GROUPS

    def _combine_groups(self) -> None:
        for group in self._groups:
            group[:] = [_combine(group)]
        self._size = sum(_size(group[0].film) for group in self._groups)

    def pop_films(self) -> Iterator[SourceFilm]:
        """Yields one film for each group, and forgets them."""
        for group in self._groups:
            yield _combine(group).film
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


def _combine(rows: Sequence[ListedFilm]) -> ListedFilm:
    """Merges rows: the first value of each field, all items of each list, the latest rating."""
    if len(rows) == 1:
        return rows[0]
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
    latest = max(rated, key=lambda row: row.rated_on, default=rows[0])
    film = SourceFilm(**first)._replace(
        sections=Sections(*sections),
        own_rating=latest.film.own_rating,
        seen=max((film.seen for film in films if film.seen is not None), default=None),
        watched=max(film.watched for film in films),
    )
    return ListedFilm(film, latest.rated_on)


def _size(film: SourceFilm) -> int:
    """Roughly how many bytes of memory a film takes."""
    lists = (film.genres, film.countries, film.languages, film.titles, film.credits)
    texts = (film.title, film.original_title, film.premise, film.url)
    names = sum(len(credit.name) for credit in film.credits)
    items = sum(map(len, lists)) + sum(map(len, film.sections))
    return _ROW_SIZE + _ITEM_SIZE * items + names + sum(map(getsizeof, texts))


def _union(lists: Iterable[Sequence[object]]) -> tuple[object, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(lists)))
