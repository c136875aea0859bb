"""Narrows films down by year, genre, country and so on, with the search indexes."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from heartcli.catalogue.codec import split_list
from heartcli.catalogue.search import normalize
from heartcli.catalogue.search.people import find_people_named
from heartcli.catalogue.search.trigrams import match_rows
from heartcli.catalogue.store import LOCAL_MASK, Catalogue, Store, find_film_number

NO_END = 2099  # as the last year of a range that has no end
MAX_MINUTES = 99_999

Allowed = dict[Store, set[int] | None]  # the ids of entries that pass a filter; None for all


class FilmFilter(NamedTuple):
    """Conditions that a film must meet; empty ones are ignored."""

    years: tuple[int, int] | None = None  # first and last
    genres: tuple[str, ...] = ()  # the film needs all of them
    countries: tuple[str, ...] = ()  # the film needs all of them
    people: tuple[str, ...] = ()
    source: str = ""  # the name of a source that lists the film
    without: tuple[str, ...] = ()  # ids of films to leave out
    languages: tuple[str, ...] = ()  # the film needs one of them
    minutes: tuple[int, int] | None = None  # the shortest and the longest running time
    without_genres: tuple[str, ...] = ()  # the film has none of them

    def __bool__(self) -> bool:
        return any(self)

    def options(self) -> list[str]:
        """Returns the command-line options for this filter."""
        first, last = self.years or (0, 0)
        options = ["--year", str(first) if first == last else f"{first}-{last}"] if first else []
        options += [part for name in self.genres for part in ("--genre", name)]
        options += [part for name in self.countries for part in ("--country", name)]
        options += [part for name in self.people for part in ("--person", name)]
        options += ["--source", self.source] if self.source else []
        return options + [part for film_id in self.without for part in ("--without", film_id)]


def count_values(catalogue: Catalogue, field: str) -> dict[str, int]:
    """Returns the number of films in each genre, country or language, the most common first."""
    column = {"genre": "genres", "country": "countries", "language": "languages"}[field]
    counts: Counter[str] = Counter()
    for store in catalogue.stores:
        query = f"SELECT {column}, count(*) FROM entry GROUP BY {column}"
        for values, count in store.rows(query, types=((str, type(None)), int)):
            for value in split_list(values):
                counts[value] += count
    return dict(counts.most_common())


def numbers_of(allowed: Allowed) -> set[int]:
    """Returns the numbers of the films that these entries belong to."""
    return set().union(*(store.film_numbers(ids) for store, ids in allowed.items()))


def known_name(catalogue: Catalogue, field: str, typed: str) -> str:
    """Returns the name that films have for a genre or country, however it's spelled; "" if none."""
    letter, column = field[0], {"genre": "genres", "country": "countries"}[field]
    token = normalize.facet_token(letter, typed)
    for store in catalogue.stores:
        for number in store.sources:
            rows = match_rows(store, f"facets_{number}", f'"{token}"', limit=1)
            for entry in store.load_entries(rows):
                for name in split_list(getattr(entry, column)):
                    if normalize.facet_token(letter, name) == token:
                        return name
    return ""


def allowed_ids(
    catalogue: Catalogue, film_filter: FilmFilter, *, skip_unseen: bool = False
) -> Allowed:
    """Returns the ids of the entries in each store that pass a filter; None for all of them.

    A source's films may get their genres and people from other sources. With `skip_unseen`,
    films on a watchlist are left out, unless the source has no others.
    """
    allowed = {store: filter_ids(store, film_filter) for store in catalogue.stores}
    if len(conditions := _conditions(film_filter)) > 1:
        numbers = _passing_across_sources(catalogue, conditions)
        for store, ids in allowed.items():
            allowed[store] = (ids or set()) | store.entry_ids_of(numbers)
    if film_filter.source:
        numbers = _film_numbers_of_source(catalogue, film_filter.source, skip_unseen=skip_unseen)
        for store, ids in allowed.items():
            listed = store.entry_ids_of(numbers)
            allowed[store] = listed if ids is None else listed & ids
    if film_filter.minutes:
        numbers = _film_numbers_within(catalogue, *film_filter.minutes)
        for store, ids in allowed.items():
            lasting = store.entry_ids_of(numbers)
            allowed[store] = lasting if ids is None else lasting & ids
    if left_out := _film_numbers_left_out(catalogue, film_filter):
        for store, ids in allowed.items():
            others = store.entry_ids(lambda number: number not in left_out)
            allowed[store] = others if ids is None else others & ids
    return allowed


def _conditions(film_filter: FilmFilter) -> list[FilmFilter]:
    """Splits a filter into conditions that different sources may meet."""
    years, languages = film_filter.years, film_filter.languages
    return [
        *([FilmFilter(years)] if years else []),
        *(FilmFilter(genres=(genre,)) for genre in film_filter.genres),
        *(FilmFilter(countries=(country,)) for country in film_filter.countries),
        *(FilmFilter(people=(name,)) for name in film_filter.people),
        *([FilmFilter(languages=languages)] if languages else []),
    ]


def _passing_across_sources(catalogue: Catalogue, conditions: Iterable[FilmFilter]) -> set[int]:
    """Returns the numbers of films in several sources that together meet all conditions."""
    sources = [(store, source) for store in catalogue.stores for source in store.sources.values()]
    sources.sort(key=lambda item: item[1].film_count)  # a film outside the largest is in another
    shared = set().union(*(store.film_numbers_of_source(s.name) for store, s in sources[:-1]))
    entries = {store: store.entry_ids_of(shared) for store in catalogue.stores} if shared else {}
    meeting = [
        {
            number
            for store, ids in entries.items()
            for number in store.film_numbers(ids & (filter_ids(store, condition) or set()))
        }
        for condition in conditions
    ]
    return set.intersection(*meeting)


def _film_numbers_of_source(catalogue: Catalogue, name: str, *, skip_unseen: bool) -> set[int]:
    for skip in (True, False) if skip_unseen else (False,):
        groups = [s.film_numbers_of_source(name, skip_unseen=skip) for s in catalogue.stores]
        if numbers := set().union(*groups):
            return numbers
    return set()


def _film_numbers_left_out(catalogue: Catalogue, film_filter: FilmFilter) -> set[int]:
    ids = (find_film_number(catalogue, film_id) for film_id in film_filter.without)
    numbers = {number for number in ids if number is not None}
    for genre in film_filter.without_genres:
        for store in catalogue.stores:
            numbers |= store.film_numbers(filter_ids(store, FilmFilter(genres=(genre,))) or ())
    return numbers


def _film_numbers_within(catalogue: Catalogue, shortest: int, longest: int) -> set[int]:
    """Returns the numbers of the films whose running time, in their first source, is in range."""
    numbers: set[int] = set()
    query = "SELECT film_number FROM numbered_entry WHERE minutes BETWEEN ? AND ?"
    for i, store in enumerate(catalogue.stores):
        rows = store.rows(query, (max(shortest, 1), longest), types=(int,))
        candidates = {number for (number,) in rows}
        if len(store.sources) > 1:
            first = store.first_minutes(candidates)
            candidates = {number for number in first if shortest <= first[number] <= longest}
        for earlier in catalogue.stores[:i]:
            candidates.difference_update(earlier.first_minutes(candidates))
        numbers |= candidates
    return numbers


def filter_ids(store: Store, film_filter: FilmFilter) -> set[int] | None:
    """Returns the entry ids that pass a filter; None for all.

    Ignores the conditions that need the entries of all sources: `source`, `minutes`, `without`
    and `without_genres`.
    """
    if not any(film_filter._replace(source="", minutes=None, without=(), without_genres=())):
        return None
    return {
        row
        for number in store.sources
        for row in match_rows(store, f"facets_{number}", _index_query(store, number, film_filter))
    }


def _index_query(store: Store, source_id: int, film_filter: FilmFilter) -> str:
    """Returns the full-text query for a filter; "" if no film of the source can pass it."""
    terms: list[list[str]] = []  # a film needs one term from each group
    if film_filter.years:
        first, last = film_filter.years
        terms.append([f"y{year}" for year in range(first, last + 1)])
    facets = [("g", genre) for genre in film_filter.genres]
    facets += [("c", country) for country in film_filter.countries]
    terms += [[normalize.facet_token(letter, text)] for letter, text in facets]
    if film_filter.languages:
        terms.append([normalize.facet_token("l", name) for name in film_filter.languages])
    for name in film_filter.people:
        people = find_people_named(store, source_id, name)
        terms.append([f"p{person & LOCAL_MASK}" for person in people])
    if not all(terms):
        return ""
    return " AND ".join("(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in terms)
