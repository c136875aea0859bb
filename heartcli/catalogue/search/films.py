"""Finds the films in the catalogue that best match a query.

Candidates have the same key as the query, a key one typo away, or many trigrams in common with it.
Films whose year fits come first, exact titles before others, and the others by a score: the
`similarity` of their title, with a bonus for popularity.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import log2
from typing import NamedTuple

from heartcli.catalogue.search import filters, normalize
from heartcli.catalogue.search.closeness import Closeness, TitleMatch, match_titles
from heartcli.catalogue.search.embedded import ALL_EXPLAINED, find_embedded_titles
from heartcli.catalogue.search.filters import Allowed, FilmFilter
from heartcli.catalogue.search.initials import find_by_initials
from heartcli.catalogue.search.queries import Query, Reading, read_query
from heartcli.catalogue.search.trigrams import find_containing, find_most_similar
from heartcli.catalogue.store import Catalogue, Entry, Store, find_film_number
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
    allowed = filters.allowed_ids(catalogue, film_filter)
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


def browse(allowed: Allowed, limit: int) -> list[FilmHit]:
    """Returns the most popular films with one of these entries."""
    hits = [
        FilmHit(entry.film_number, float(entry.popularity), EXACT, store, entry)
        for store, ids in allowed.items()
        for entry in store.most_popular(limit, ids)
    ]
    return _rank(hits)[:limit]


def _find_candidates(store: Store, reading: Reading, allowed: set[int] | None) -> list[int]:
    text, year, _ = reading
    key, words = normalize.title_key(text), strip_article(normalize.expand_words(text))
    variants = normalize.one_edit_variants(key) if len(key) <= _MAX_KEY_TO_VARY else []
    groups: list[Sequence[int]] = [store.entries_with_key(keys) for keys in ([key], variants)]
    if allowed is None:
        groups = [store.keep_most_popular(group, _MAX_NAMESAKES, year) for group in groups]
    of_year = filters.filter_ids(store, FilmFilter((year - 1, year + 1))) if year else None
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
