"""Finds rows in a source's index of titles or names by trigrams."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import Literal

from heartcli.catalogue.search.normalize import trigrams
from heartcli.catalogue.store import Store

IndexName = Literal["titles", "names"]

MIN_COUNTED = 100  # rows; the counts of rarer trigrams aren't stored
_MAX_ROWS_READ = 30_000
_MAX_TRIGRAMS = 16
_MAX_RESULTS = 50
_MIN_SHARE = 0.35  # of the number of trigrams that the best row shares


def find_most_similar(
    store: Store,
    source_id: int,
    index: IndexName,
    keys: Iterable[str],
    allowed: Container[int] | None = None,
) -> Sequence[int]:
    """Returns the allowed rows that share the most trigrams with the keys, best first."""
    needed = list(dict.fromkeys(trigram for key in keys for trigram in trigrams(key)))
    query = f"SELECT trigram, {index} FROM trigram_counts_{source_id} WHERE trigram IN"
    counts = dict(store.select_in(query, needed, types=(str, int)))
    needed.sort(key=lambda trigram: counts.get(trigram, MIN_COUNTED))  # rarest first
    shared: Counter[int] = Counter()
    rows_read = 0
    for trigram in needed[:_MAX_TRIGRAMS]:
        count = max(counts.get(trigram, 0), MIN_COUNTED)
        if rows_read and rows_read + count > _MAX_ROWS_READ:
            break
        rows_read += count
        shared.update(_find_with_trigram(store, source_id, index, trigram))
    if allowed is not None:
        shared = Counter({row: count for row, count in shared.items() if row in allowed})
    if not shared:
        return []
    highest = nlargest(_MAX_RESULTS, shared.values())
    minimum = max(highest[-1], _MIN_SHARE * highest[0])
    best = [row for row, count in shared.items() if count >= minimum]
    return sorted(best, key=lambda row: (-shared[row], row))[:_MAX_RESULTS]


@lru_cache(maxsize=64)  # the readings of a query have most trigrams in common
def _find_with_trigram(store: Store, source_id: int, index: IndexName, trigram: str) -> list[int]:
    return find_containing(store, source_id, index, [trigram])


def find_containing(
    store: Store, source_id: int, index: IndexName, needed: Iterable[str]
) -> list[int]:
    """Returns the rows that contain all these trigrams."""
    quoted = ['"' + trigram.replace('"', '""') + '"' for trigram in needed]
    if any("\0" in trigram for trigram in quoted):  # a NUL would cut the query short
        return []
    return match_rows(store, f"{index}_{source_id}", " AND ".join(quoted))


def match_rows(store: Store, table: str, terms: str, *, limit: int | None = None) -> list[int]:
    """Returns the rows of a full-text index that match a query; none for an empty query."""
    query = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
    query += "" if limit is None else f" LIMIT {limit}"
    return [row for (row,) in store.rows(query, [terms])] if terms else []
