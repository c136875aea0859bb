"""Sorts films by running time, rating, box office and so on. Films without a value come last.

Where sources differ, the first one that has a value counts: the user's before the bundled ones.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeVar

from heartcli.catalogue.search.filters import Allowed, numbers_of
from heartcli.catalogue.search.leading import (
    LARGE,
    Leaders,
    count_ratings,
    is_large,
    leading_films,
)
from heartcli.catalogue.store import LOCAL_MASK, SOURCE_SHIFT, ColumnTypes, Row, Store
from heartcli.text.folding import fold_words, strip_article

SortKey = Literal["popularity", "year", "title", "minutes", "rating", "votes", "box-office"]
SortValue = float | str
OWN_RATING = "own"  # as a measure: the user's own ratings
# Critics' ratings: their "votes" count reviews.
CRITICS = ("Tomatometer", "Rotten Tomatoes critics", "Metacritic")
_PREFERRED_RATINGS = ("Tomatometer", "IMDb")  # comes first if several rate equally many films
_ASCENDING = ("year", "title")
_COLUMNS: dict[SortKey, tuple[str, ColumnTypes]] = {
    "popularity": ("entry.popularity", (int,)),
    "year": ("entry.year", (int,)),
    "title": ("entry.title", (str,)),
    "minutes": ("nullif(entry.minutes, 0)", ((int, type(None)),)),
    "box-office": ("entry.box_office", ((int, type(None)),)),
}
_RATING_COLUMNS = "rating_by, rating, rating_scale, votes, packed_sections"
_OPTIONAL_NUMBER = (int, float, type(None))
_RATING_TYPES: ColumnTypes = (
    (str, type(None)), _OPTIONAL_NUMBER, _OPTIONAL_NUMBER, _OPTIONAL_NUMBER, (bytes, type(None))
)  # fmt: skip
T = TypeVar("T")


class FilmOrder(NamedTuple):
    """The key that films are sorted by, and whether the usual order is reversed."""

    key: SortKey
    is_reversed: bool = False

    @property
    def is_descending(self) -> bool:
        """Whether the highest value comes first; years and titles usually ascend."""
        return (self.key not in _ASCENDING) != self.is_reversed


class Ranking(NamedTuple):
    """Film numbers in order, and whose ratings or votes put them in that order."""

    numbers: list[int]
    measure: str = ""


def put_in_order(
    items: Iterable[T],
    order: FilmOrder,
    value_of: Callable[[T], SortValue | None],
    popularity_of: Callable[[T], int],
) -> list[T]:
    """Sorts by value; ties are sorted by popularity, and items without a value come last."""
    best_known_first = sorted(items, key=popularity_of, reverse=True)
    valued = [(value, item) for item in best_known_first if (value := value_of(item)) is not None]
    valued.sort(key=lambda pair: pair[0], reverse=order.is_descending)
    others = (item for item in best_known_first if value_of(item) is None)
    return [*(item for _, item in valued), *others]


def rank_films(allowed: Allowed, order: FilmOrder, limit: int, source: str) -> Ranking:
    """Sorts the films of these entries; with a limit, it may stop after the first ones.

    Ratings are the user's own if the source that the films are from has any.
    """
    numbers = None if all(ids is None for ids in allowed.values()) else numbers_of(allowed)
    own_ratings = _own_ratings(allowed, source) if source and order.key == "rating" else {}
    measure = ""
    if limit and not own_ratings and is_large(allowed):
        measure, leaders = _leaders(allowed, order, limit)
        numbers = leading_films(allowed, leaders) if leaders else numbers
    popularity: dict[int, int] = {}
    if order.key in ("rating", "votes"):
        ratings = _ratings(allowed, numbers, order.key, popularity)
        measure = measure or choose_measure(order.key, {by: len(r) for by, r in ratings.items()})
        values = ratings.get(measure, {})
        measure, values = (OWN_RATING, own_ratings) if own_ratings else (measure, values)
    else:
        values = _column_values(allowed, numbers, order.key, popularity)
    ranked = put_in_order(popularity, order, values.get, popularity.__getitem__)
    return Ranking(ranked, measure)


def _leaders(allowed: Allowed, order: FilmOrder, limit: int) -> tuple[str, Leaders | None]:
    """Returns the value that SQLite can sort entries by, if any, and whose ratings it is."""
    if order.key == "title":
        return "", None
    if order.key not in ("rating", "votes"):
        column, _ = _COLUMNS[order.key]
        return "", Leaders(column, order.is_descending, limit)
    measure = choose_measure(order.key, count_ratings(allowed))
    if measure in CRITICS or not measure:  # these are often packed
        return "", None
    score = "votes" if order.key == "votes" else "rating / rating_scale"
    value = f"iif(rating_by = ?, {score}, NULL)"
    return measure, Leaders(value, order.is_descending, limit, (measure,))


def title_value(title: str) -> str:
    """Returns a title's sort key: its words, without an article."""
    return " ".join(strip_article(fold_words(title))) or title


def _column_values(
    stores: Iterable[Store],
    numbers: Collection[int] | None,
    key: SortKey,
    popularity: dict[int, int],
) -> Mapping[int, SortValue]:
    values: dict[int, SortValue] = {}
    for _, number, (value,) in _entries(stores, numbers, *_COLUMNS[key], popularity):
        if value is not None and number not in values:
            values[number] = title_value(value) if key == "title" else value
    return values


def _entries(
    stores: Iterable[Store],
    numbers: Collection[int] | None,
    columns: str,
    types: ColumnTypes,
    popularity: dict[int, int],
) -> Iterator[tuple[tuple[Store, int], int, Row]]:
    """Yields entries' ids, film numbers and columns, and records each film's popularity."""
    query = f"SELECT entry.id, film_number, entry.popularity, {columns}"
    query += " FROM numbered_entry JOIN entry USING (id)"
    for store in stores:
        ids: tuple[str, ...] = ()
        if numbers is not None and len(numbers) < LARGE:
            ids = (json.dumps([*store.entry_ids_of(numbers)]),)
        among = " WHERE entry.id IN (SELECT value FROM json_each(?))" if ids else ""
        rows = store.iterate(f"{query}{among} ORDER BY entry.id", (int, int, int, *types), ids)
        for id_, number, known, *row in rows:
            if numbers is None or number in numbers:
                popularity[number] = max(popularity.get(number, 0), known)
                yield (store, id_), number, row


def _ratings(
    stores: Iterable[Store],
    numbers: Collection[int] | None,
    key: SortKey,
    popularity: dict[int, int],
) -> Mapping[str, Mapping[int, SortValue]]:
    """Returns the films' ratings, or the number of votes, by who gives them."""
    values: defaultdict[str, dict[int, SortValue]] = defaultdict(dict)
    for (store, id_), number, row in _entries(
        stores, numbers, _RATING_COLUMNS, _RATING_TYPES, popularity
    ):
        for by, score, out_of, votes in store.read_scores(id_, row):
            value = votes if key == "votes" else score / out_of
            if value is not None:
                values[by].setdefault(number, value)
    return values


def choose_measure(key: str, counts: Mapping[str, int]) -> str:
    """Chooses the ratings or votes that the most films have, viewers' votes before reviews."""

    def preference(by: str) -> tuple[bool, int, int]:
        is_of_viewers = key == "votes" and by not in CRITICS
        rank = _PREFERRED_RATINGS.index(by) if by in _PREFERRED_RATINGS else len(_PREFERRED_RATINGS)
        return is_of_viewers, counts[by], -rank

    return max(counts, key=preference, default="")


def _own_ratings(stores: Iterable[Store], source: str) -> dict[int, SortValue]:
    """Returns the user's ratings by film, those from the named source first."""
    query = "SELECT film_number, own_rating / own_rating_scale FROM numbered_entry JOIN entry"
    query += " USING (id) WHERE own_rating IS NOT NULL AND entry.id BETWEEN ? AND ? ORDER BY id"
    ratings: dict[int, SortValue] = {}
    sources = [(store, about) for store in stores for about in store.sources.values()]
    for store, about in sorted(sources, key=lambda item: item[1].name != source):
        first = about.id << SOURCE_SHIFT
        if about.name == source or ratings:
            for number, share in store.rows(query, (first, first | LOCAL_MASK), (int, float)):
                ratings.setdefault(number, share)
    return ratings
