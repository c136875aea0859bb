"""Searches films by title and by filter, on the shelf and in the catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from math import log2
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from heartcli.catalogue import store
from heartcli.catalogue.search import films, filters, sorting
from heartcli.catalogue.search.films import FilmHit
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.search.queries import read_query
from heartcli.catalogue.search.sorting import FilmOrder, Ranking
from heartcli.catalogue.store import Catalogue
from heartcli.errors import Notify
from heartcli.library.choosing import name_missing
from heartcli.library.credit_index import resolve_names
from heartcli.library.details import describe_sources
from heartcli.library.film_advice import advise
from heartcli.library.film_filters import (
    describe_filter,
    may_pass,
    name_on_shelf,
    passes,
)
from heartcli.library.film_list import (
    FilmMatch,
    FilmSearchResult,
    choose_measure,
    match_numbers,
    match_of_film,
    match_of_hit,
    sort_matches,
)
from heartcli.library.meanings import translate_filter
from heartcli.library.messages import (
    MAX_OTHERS,
    byline,
    distinct_names,
    film_title,
    not_from_year,
)
from heartcli.library.shelf import Shelf, ShelfEntry, ShelfIndex, ShelfNameIndex, load_or_skip
from heartcli.library.shelf_search import SHELF_BONUS, match_shelf
from heartcli.model.film import Film

if TYPE_CHECKING:
    from random import Random

_MAX_DUPLICATES = 100  # extra films to list, as some may be on the shelf too
# 1999 or 1990-1999; 1990s or 90s
_YEARS = r"((?:18|19|20)\d\d)(?:\s*[-–]\s*((?:18|19|20)\d\d))?"
_DECADE = r"(?:'?([2-9]0)|((?:18|19|20)\d0))'?s"


class Selection(NamedTuple):
    """The number and the order of the matching films to list."""

    limit: int = 0  # 0 for all
    order: FilmOrder | None = None  # None for the closest or best known first
    rng: Random | None = None  # picks films at random


class _Search(NamedTuple):
    """A search whose filter uses the data's names and words."""

    catalogue: Catalogue
    entries: Sequence[ShelfEntry]  # on the shelf, if they may pass
    text: str
    filter: FilmFilter
    selection: Selection
    notify: Notify
    typed: FilmFilter  # the filter with the user's words for genres
    meanings: Sequence[str] = ()  # how they were understood


def search_films(
    text: str, film_filter: FilmFilter, selection: Selection, notify: Notify
) -> FilmSearchResult:
    """Finds the films that match `text` (unless it's empty) and pass a filter."""
    with closing(store.open_catalogue(notify)) as catalogue:
        if film_filter.source:
            store.check_source(film_filter.source, store.source_names(catalogue))
        search = _prepare(catalogue, text, film_filter, selection, notify)
        return _search_by_year(search) or _search(search)


def _prepare(
    catalogue: Catalogue, text: str, film_filter: FilmFilter, selection: Selection, notify: Notify
) -> _Search:
    """Puts a filter in the words of the data, and finds the film files that may pass it."""
    shelf = Shelf(notify)
    entries = [] if film_filter.source else shelf.entries  # films on the shelf have no source
    translation = translate_filter(catalogue, film_filter, partial(name_on_shelf, entries))
    film_filter, typed, meanings = translation
    if film_filter.people:
        name_index = ShelfNameIndex(shelf)
        people = resolve_names(catalogue, name_index, film_filter.people, notify)
        film_filter, typed = (each._replace(people=people) for each in (film_filter, typed))
        paths = set.intersection(*(set(name_index.paths_with_name(name)) for name in people))
        entries = [entry for entry in entries if entry.path in paths]
    return _Search(catalogue, entries, text, film_filter, selection, notify, typed, meanings)


def _search_by_year(search: _Search) -> FilmSearchResult | None:
    """Lists the films of a lone year or decade, unless it is a film's title or has no films."""
    text = search.text.strip()
    years = None if search.filter.years else _read_years(text)
    of_years = search.filter._replace(years=years)
    if not years or not (
        any(may_pass(entry, of_years) for entry in search.entries)
        or films.browse(filters.allowed_ids(search.catalogue, of_years), 1)
    ):
        return None
    first, last = years
    typed = str(first) if first == last else f"{first}-{last}"
    hits = films.search(search.catalogue, text, search.filter)
    if any(hit.match.is_exact for hit in hits):
        search.notify(f"For films from {typed}: heart films --year {typed}")
        return None
    search.notify(f"No film is called '{text}'. Listing films from {typed}")
    return _search(
        search._replace(text="", filter=of_years, typed=search.typed._replace(years=years))
    )


def _read_years(text: str) -> tuple[int, int] | None:
    """Reads a text that is only a year, a range of years, or a decade."""
    if years := re.fullmatch(_YEARS, text):
        return int(years[1]), int(years[2] or years[1])
    if decade := re.fullmatch(_DECADE, text):
        first = int(decade[2] or f"19{decade[1]}")
        return first, first + 9
    return None


def _search(search: _Search) -> FilmSearchResult:
    result = _find_titles(search) if search.text else _list_films(search)
    for line in advise(search.catalogue, search.text, search.filter, result):
        search.notify(line)
    return result


def check_source(name: str, notify: Notify) -> None:
    """Raises HeartError if the catalogue has no source with this name."""
    with closing(store.open_catalogue(notify)) as catalogue:
        store.check_source(name, store.source_names(catalogue))


def catalogue_id(film: Film, notify: Notify) -> str:
    """Returns the id under which the catalogue has a film; "" if it doesn't have it."""
    with closing(store.open_catalogue(notify)) as catalogue:
        for film_id in filter(None, (film.ids.wikidata, film.ids.imdb, film.id)):
            if number := store.find_film_number(catalogue, film_id):
                [(_, entry), *_] = catalogue.entries_of_film(number)
                return entry.film_id
    return ""


def _find_titles(search: _Search) -> FilmSearchResult:
    """Finds films by title, the closest first."""
    catalogue, text, film_filter = search.catalogue, search.text, search.filter
    limit, order, rng = search.selection
    index = ShelfIndex(search.entries)
    hits = films.find_by_id(catalogue, text) or films.search(catalogue, text, film_filter)
    ranked: list[tuple[tuple[float, ...], FilmMatch | FilmHit]] = list(_search_shelf(search, {}))
    ranked += [(hit.rank, hit) for hit in hits if hit.entry not in index]
    ranked.sort(key=itemgetter(0))
    fitting = [film for (misses_year, *_), film in ranked if not misses_year]
    if ranked and not fitting:
        others = [film for _, film in ranked[: limit or None]]
        return _from_other_years(search, [_load(search, film) for film in others])
    total = len(fitting)
    if rng:
        fitting = rng.sample(fitting, min(limit or total, total))
    elif not order:
        fitting = fitting[: limit or None]
    matches = [_load(search, film) for film in fitting]
    return _result(search, matches, total)


def _load(search: _Search, film: FilmMatch | FilmHit) -> FilmMatch:
    """Loads a film that a search returned; films on the shelf are loaded."""
    if isinstance(film, FilmMatch):
        return film
    return match_of_hit(search.catalogue, film, search.filter.source)


def _from_other_years(search: _Search, closest: Sequence[FilmMatch]) -> FilmSearchResult:
    """Returns a result without films from the stated year, and the message that says so."""
    text = search.text
    shown = closest[:MAX_OTHERS]
    names = [film_title(film.title, film.year) for film in shown]
    names = distinct_names(names, lambda i: byline(shown[i].directors) or shown[i].id)
    name = name_missing(read_query(text), shown[0].title)
    return FilmSearchResult(
        query=text,
        films=[],
        total=0,
        subject=text,
        closest=closest,
        missing=not_from_year(text, name, ()),
        missing_with_closest=not_from_year(text, name, names),
        origins=_origins(search, closest),
        meanings=search.meanings,
    )


def _list_films(search: _Search) -> FilmSearchResult:
    """Lists the films that pass the filter: the shelf, then the best known; or as sorted."""
    limit, order, rng = search.selection
    on_shelf = _numbers_on_shelf(search.catalogue, search.entries)
    popularity = {path: _popularity(search.catalogue, on_shelf[path]) for path in on_shelf}
    shelf = [match for _, match in sorted(_search_shelf(search, popularity), key=itemgetter(0))]
    hidden = set().union(*on_shelf.values())
    ranking, total = _rank_catalogue(search, hidden)
    listed: list[FilmMatch | int] = [*shelf, *ranking.numbers]
    if rng:
        listed = rng.sample(listed, min(limit or len(listed), len(listed)))
    elif not order:
        listed = listed[: limit or None]
    numbers = [film for film in listed if isinstance(film, int)]
    loaded = match_numbers(search.catalogue, numbers, search.filter.source)
    matches = [next(loaded) if isinstance(film, int) else film for film in listed]
    return _result(search, matches, total + len(shelf), ranking.measure)


def _rank_catalogue(search: _Search, hidden: Collection[int]) -> tuple[Ranking, int]:
    """Returns the catalogue's films in order, enough to fill the limit, and how many there are."""
    limit, order, rng = search.selection
    allowed = filters.allowed_ids(search.catalogue, search.filter)
    if limit and not (order or rng):
        best_known = films.browse(allowed, limit + _MAX_DUPLICATES)
        numbers = [hit.film_number for hit in best_known if hit.film_number not in hidden]
        is_all = len(best_known) < limit + _MAX_DUPLICATES
        shown = set(numbers) if is_all else filters.numbers_of(allowed)
        return Ranking(numbers), len(shown.difference(hidden))
    passing = filters.numbers_of(allowed).difference(hidden)
    if rng:
        return Ranking(sorted(passing)), len(passing)
    order, enough = order or FilmOrder("popularity"), limit and limit + len(hidden)
    ranking = sorting.rank_films(allowed, order, enough, search.filter.source)
    numbers = [number for number in ranking.numbers if number not in hidden]
    return Ranking(numbers[: limit or None], ranking.measure), len(passing)


def _result(
    search: _Search, matches: list[FilmMatch], total: int, measure: str = ""
) -> FilmSearchResult:
    """Sorts the films, and adds the notes for the screen."""
    limit, order, rng = search.selection
    if order:
        measure = measure or choose_measure(matches, order, search.filter.source)
        matches = sort_matches(matches, order, measure)[: limit or None]
    return FilmSearchResult(
        query=search.text, films=matches, total=total, order=order, measure=measure,
        subject=describe_filter(search.text, search.typed),
        origins=_origins(search, matches), is_random=bool(rng),
        meanings=search.meanings,
    )  # fmt: skip


def _origins(search: _Search, matches: Sequence[FilmMatch]) -> list[str]:
    sources = [film.sources for film in matches if not film.path]
    return describe_sources(search.catalogue, sources)


def _search_shelf(
    search: _Search, popularity: Mapping[Path, int]
) -> Iterator[tuple[tuple[float, ...], FilmMatch]]:
    """Yields the matching films on the shelf, each with its sort key."""
    passing = [entry for entry in search.entries if may_pass(entry, search.filter)]
    for match, entry in match_shelf(search.text, passing):
        film = load_or_skip(entry.path, search.notify)
        if film and passes(film, search.filter):
            bonus = films.POPULARITY_BONUS * log2(1 + len(list(film.records())))
            score = match.similarity + SHELF_BONUS + bonus
            path, known = str(entry.path), popularity.get(entry.path, -1)
            yield (*match.rank, -score), match_of_film(film, path, match.similarity, known)


def _numbers_on_shelf(catalogue: Catalogue, entries: Sequence[ShelfEntry]) -> dict[Path, set[int]]:
    """Returns the numbers that the catalogue has for the films on the shelf, by file."""
    numbers: dict[Path, set[int]] = {}
    for entry in entries:
        if entry.error:
            continue
        index = ShelfIndex([entry])
        ids = (entry.id, *entry.external_ids)
        of_film = {store.find_film_number(catalogue, film_id) for film_id in ids} - {None}
        for file in catalogue.stores:
            same_title = file.load_entries(file.entries_with_key([title_key(entry.title)]))
            of_film |= {other.film_number for other in same_title if other in index}
        numbers[entry.path] = {number for number in of_film if number}
    return numbers


def _popularity(catalogue: Catalogue, numbers: Collection[int]) -> int:
    """Returns how popular a film is in the catalogue; -1 if it isn't there."""
    entries = (entry for number in numbers for _, entry in catalogue.entries_of_film(number))
    return max((entry.popularity for entry in entries), default=-1)
