"""Finds the films in the catalogue that best match a query.

Candidates have the same key as the query, a key one typo away, or many trigrams in common with it.
Films whose year fits come first, exact titles before others, and the others by a score: the
`similarity` of their title, with a bonus for popularity.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log2
from typing import NamedTuple

from heartcli.catalogue.codec import split_list
from heartcli.catalogue.search import normalize
from heartcli.catalogue.search.closeness import Closeness, TitleMatch, match_titles
from heartcli.catalogue.search.embedded import ALL_EXPLAINED, find_embedded_titles
from heartcli.catalogue.search.initials import find_by_initials
from heartcli.catalogue.search.people import find_people_named
from heartcli.catalogue.search.queries import Query, Reading, read_query
from heartcli.catalogue.search.trigrams import find_containing, find_most_similar, match_rows
from heartcli.catalogue.store import LOCAL_MASK, Catalogue, Entry, Store, find_film_number
from heartcli.text.folding import strip_article

_MAX_KEY_TO_VARY = 6  # characters; longer keys keep some trigrams despite a typo
_MAX_NAMESAKES = 100  # films with the same title
POPULARITY_BONUS = 0.012  # added to the score each time the popularity doubles
MIN_POPULARITY_RATIO = 4  # of a film to the next one with the same title, to choose it
_YEAR_OFF = 0.07  # taken off the score if the year isn't the stated one
_MIN_SCORE = 0.45
_SURE = 0.9  # similarity of an unmistakable match
_MAX_DISTANCE = 0.3  # how far a film's similarity may fall below the best one's
EXACT = TitleMatch(Closeness.LITERAL, 1.0, 0)  # of a film found by its id or a filter


class FilmFilter(NamedTuple):
    """Conditions that a film must meet; empty ones are ignored."""

    years: tuple[int, int] | None = None  # first and last
    genre: str = ""
    country: str = ""
    people: tuple[str, ...] = ()
    source: str = ""  # the name of a source that lists the film
    without: tuple[str, ...] = ()  # ids of films to leave out

    def __bool__(self) -> bool:
        return any(self)

    def options(self) -> list[str]:
        """Returns the command-line options for this filter."""
        first, last = self.years or (0, 0)
        options = ["--year", str(first) if first == last else f"{first}-{last}"] if first else []
        options += ["--genre", self.genre] if self.genre else []
        options += ["--country", self.country] if self.country else []
        options += [part for name in self.people for part in ("--person", name)]
        options += ["--source", self.source] if self.source else []
        return options + [part for film_id in self.without for part in ("--without", film_id)]


class FilmHit(NamedTuple):
    """A film that may match a search, and one of its entries."""

    film_number: int
    score: float  # the similarity of its title and year, with a bonus for popularity
    match: TitleMatch
    store: Store
    entry: Entry

    @property
    def similarity(self) -> float:
        """The similarity of the title to the query."""
        return self.match.similarity

    @property
    def rank(self) -> tuple[float, ...]:
        """A sort key that puts the best matches first."""
        return *self.match.rank, -self.score, -self.entry.popularity, self.entry.year


def find_exact_titles(catalogue: Catalogue, text: str) -> list[FilmHit]:
    """Returns the films with exactly this title, and year if stated; the closest spelling first."""
    query = read_query(text)
    hits: list[FilmHit] = []
    for reading in query.readings:
        for store in catalogue.stores:
            entries = store.entries_with_key([normalize.title_key(reading.title)])
            popular = store.keep_most_popular(entries, _MAX_NAMESAKES, reading.year)
            hits += _score_entries(store, query, reading, popular)
    return _rank(hit for hit in hits if hit.match.is_exact and hit.match.fits_year)


def search(catalogue: Catalogue, text: str, film_filter: FilmFilter) -> list[FilmHit]:
    """Returns the films that match a query and pass the filter, the best matches first.

    Films whose year doesn't fit a stated one come last.
    """
    query = read_query(text)
    allowed = allowed_ids(catalogue, film_filter)
    hits: list[FilmHit] = []
    for reading in query.readings:
        for store, ids in allowed.items():
            candidates = _find_candidates(store, reading, ids)
            hits += _score_entries(store, query, reading, candidates)
    fitting = (hit.similarity for hit in hits if hit.match.fits_year)
    if max(fitting, default=0.0) < _SURE:
        for reading in query.readings:
            for store, ids in allowed.items():
                hits += _find_in_other_ways(store, query, reading, ids)
    minimum = max((hit.similarity for hit in hits), default=0.0) - _MAX_DISTANCE
    return [hit for hit in _rank(hits) if hit.score >= _MIN_SCORE and hit.similarity >= minimum]


def _find_in_other_ways(
    store: Store, query: Query, reading: Reading, allowed: set[int] | None
) -> Iterator[FilmHit]:
    """Yields the films whose title is part of the query, or whose initials match it."""
    for find in (find_embedded_titles, find_by_initials):
        for entry, similarity in find(store, reading.title, allowed):
            is_explained = similarity >= ALL_EXPLAINED
            closeness = Closeness.EXPLAINED if is_explained else Closeness.SIMILAR
            is_in_title = (
                query.is_year_first and not reading.year and str(query.year) in entry.title
            )
            gap = abs(query.year - entry.year) if query.year and not is_in_title else 0
            yield _hit(store, entry, TitleMatch(closeness, similarity, gap))


def _hit(store: Store, entry: Entry, match: TitleMatch) -> FilmHit:
    score = match.similarity + POPULARITY_BONUS * log2(1 + max(0, entry.popularity))
    score -= _YEAR_OFF if match.year_gap else 0
    return FilmHit(entry.film_number, score, match, store, entry)


def find_by_id(catalogue: Catalogue, text: str) -> list[FilmHit]:
    """Returns the film with this id; empty if there is none."""
    film_number = find_film_number(catalogue, text.strip())
    entries = catalogue.entries_of_film(film_number) if film_number else []
    return [FilmHit(entry.film_number, 1.0, EXACT, store, entry) for store, entry in entries[:1]]


def count_values(catalogue: Catalogue, field: str) -> dict[str, int]:
    """Returns the number of films in each genre or country, the most common first."""
    column = {"genre": "genres", "country": "countries"}[field]
    counts: Counter[str] = Counter()
    for store in catalogue.stores:
        query = f"SELECT {column}, count(*) FROM entry GROUP BY {column}"
        for values, count in store.rows(query, types=((str, type(None)), int)):
            for value in split_list(values):
                counts[value] += count
    return dict(counts.most_common())


def browse(catalogue: Catalogue, film_filter: FilmFilter, limit: int) -> list[FilmHit]:
    """Returns the most popular films that pass the filter."""
    hits = [
        FilmHit(entry.film_number, float(entry.popularity), EXACT, store, entry)
        for store, ids in allowed_ids(catalogue, film_filter).items()
        for entry in store.most_popular(limit, ids)
    ]
    return _rank(hits)[:limit]


def count_films(catalogue: Catalogue, film_filter: FilmFilter) -> int:
    """Returns the number of films that pass the filter."""
    allowed = allowed_ids(catalogue, film_filter)
    return len(set().union(*(store.film_numbers(ids) for store, ids in allowed.items())))


def _find_candidates(store: Store, reading: Reading, allowed: set[int] | None) -> list[int]:
    text, year, _ = reading
    key, words = normalize.title_key(text), strip_article(normalize.expand_words(text))
    variants = normalize.one_edit_variants(key) if len(key) <= _MAX_KEY_TO_VARY else []
    groups: list[Sequence[int]] = [store.entries_with_key(keys) for keys in ([key], variants)]
    if allowed is None:
        groups = [store.keep_most_popular(group, _MAX_NAMESAKES, year) for group in groups]
    of_year = filter_ids(store, FilmFilter((year - 1, year + 1))) if year else None
    inner = [trigram for word in words for trigram in normalize.trigrams(word)[1:-1]]
    for source_id in store.sources:
        for ids in (allowed, of_year) if year else (allowed,):
            keys = [key, "".join(words)]
            groups.append(find_most_similar(store, source_id, "titles", keys, ids))
        if allowed is not None:  # a filter leaves few films with the same words
            with_words = find_containing(store, source_id, "titles", inner)
            passing = [row for row in with_words if row in allowed]
            groups.append(store.keep_most_popular(passing, _MAX_NAMESAKES, year))
    ids_in_order = dict.fromkeys(entry_id for group in groups for entry_id in group)
    return [entry_id for entry_id in ids_in_order if allowed is None or entry_id in allowed]


def _score_entries(
    store: Store, query: Query, reading: Reading, ids: list[int]
) -> Iterator[FilmHit]:
    titles = store.load_titles(ids)
    for entry in store.load_entries(ids):
        other_titles = (title for title, _ in titles.get(entry.id, ()))
        names = {entry.title, entry.original_title or entry.title, *other_titles}
        yield _hit(store, entry, match_titles(query, reading, names, entry.year))


def _rank(hits: Iterable[FilmHit]) -> list[FilmHit]:
    best: dict[int, FilmHit] = {}
    for hit in hits:
        if hit.film_number not in best or hit.rank < best[hit.film_number].rank:
            best[hit.film_number] = hit
    return sorted(best.values(), key=lambda hit: hit.rank)


def allowed_ids(
    catalogue: Catalogue, film_filter: FilmFilter, *, skip_unseen: bool = False
) -> dict[Store, set[int] | None]:
    """Returns the ids of the entries in each store that pass a filter; None for all of them.

    Only other sources may have the genres and people of a source's films. With `skip_unseen`,
    films on a watchlist are left out, unless the source has no others.
    """
    allowed = {store: filter_ids(store, film_filter) for store in catalogue.stores}
    if film_filter.source:
        numbers = _film_numbers_of_source(catalogue, film_filter.source, skip_unseen=skip_unseen)
        for store, ids in allowed.items():
            listed = store.entry_ids(numbers.__contains__)
            allowed[store] = listed if ids is None else listed & ids
    if film_filter.without:
        left_out = {find_film_number(catalogue, film_id) for film_id in film_filter.without}
        for store, ids in allowed.items():
            others = store.entry_ids(lambda number: number not in left_out)
            allowed[store] = others if ids is None else others & ids
    return allowed


def _film_numbers_of_source(catalogue: Catalogue, name: str, *, skip_unseen: bool) -> set[int]:
    for skip in (True, False) if skip_unseen else (False,):
        groups = [s.film_numbers_of_source(name, skip_unseen=skip) for s in catalogue.stores]
        if numbers := set().union(*groups):
            return numbers
    return set()


def filter_ids(store: Store, film_filter: FilmFilter) -> set[int] | None:
    """Returns the entry ids that pass a filter; None for all. Ignores `source` and `without`."""
    if not any((film_filter.years, film_filter.genre, film_filter.country, film_filter.people)):
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
    facets = (("g", film_filter.genre), ("c", film_filter.country))
    terms += [[normalize.facet_token(letter, text)] for letter, text in facets if text]
    for name in film_filter.people:
        people = find_people_named(store, source_id, name)
        terms.append([f"p{person & LOCAL_MASK}" for person in people])
    if not all(terms):
        return ""
    return " AND ".join("(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in terms)
