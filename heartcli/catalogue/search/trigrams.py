"""A source's titles, or names, by grams: the pieces of three letters of how they are spelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from math import log
from typing import Literal

from heartcli.catalogue.search.normalize import trigrams
from heartcli.catalogue.store import Store

IndexName = Literal["titles", "names"]

MIN_COUNTED = 100  # a gram that is in no more rows than this is not counted
_MOST_READ = 30_000  # rows of grams that are looked at
_MOST_GRAMS = 16
_MOST = 50  # that are compared
_ENOUGH = 0.35  # of what the one that shares the most does


def find_most_similar(
    store: Store,
    source: int,
    what: IndexName,
    spellings: Sequence[str],
    among: Container[int] | None = None,
) -> Iterator[int]:
    """Those, of all or among these, that share the most of their rarest grams with a spelling."""
    wanted = list(dict.fromkeys(gram for spelling in spellings for gram in trigrams(spelling)))
    query = f"SELECT gram, {what} FROM gram_{source} WHERE gram IN"
    counts = dict(store.select_in(query, wanted, types=(str, int)))
    wanted.sort(key=lambda gram: counts.get(gram, MIN_COUNTED))
    points: dict[int, float] = defaultdict(float)
    read = 0
    for gram in wanted[:_MOST_GRAMS]:
        count = max(counts.get(gram, 0), MIN_COUNTED)
        if read and read + count > _MOST_READ:
            break
        read += count
        weight = 1 / log(count)
        for row in _with_gram(store, source, what, gram):
            points[row] += weight
    if among is not None:
        points = {row: told for row, told in points.items() if row in among}
    if not points:
        return
    highest = nlargest(_MOST, points.values())
    least = max(highest[-1], _ENOUGH * highest[0])
    best = [row for row, told in points.items() if told >= least]
    best.sort(key=lambda row: (-points[row], row))
    yield from best[:_MOST]


@lru_cache(maxsize=64)  # a text may mean several titles, with most grams in common
def _with_gram(store: Store, source: int, what: IndexName, gram: str) -> list[int]:
    return find_containing(store, source, what, [gram])


def find_containing(store: Store, source: int, what: IndexName, wanted: Iterable[str]) -> list[int]:
    """Those in whose spelling all of these grams are."""
    table = f"{what}_{source}"
    quoted = ['"' + gram.replace('"', '""') + '"' for gram in wanted]
    if any("\0" in gram for gram in quoted):  # there a query would end
        return []
    query = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
    return [row for (row,) in store.rows(query, [" AND ".join(quoted)])] if quoted else []
