"""Finds the best-known films of each decade, who is in which films, and what else they are in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

from heartcli.catalogue import codec
from heartcli.catalogue.search.trigrams import match_rows
from heartcli.catalogue.store import LOCAL_MASK, SOURCE_SHIFT, Store

_MAX_RANKED = 6_000  # the most popular entries, which get a rank
_BATCH = 50  # people to look for at once; longer queries take quadratic time
_QUERY = "SELECT id, year FROM entry WHERE kind IS NULL ORDER BY popularity DESC, id LIMIT ?"


def rank_by_decade(store: Store) -> dict[int, int]:
    """Returns the ranks of the most popular films within their decades, from 0 up, by entry id."""
    counters: defaultdict[int, Iterator[int]] = defaultdict(count)
    rows = store.rows(_QUERY, [_MAX_RANKED], types=(int, int))
    return {entry_id: next(counters[year // 10]) for entry_id, year in rows}


def people_by_job(store: Store, entry_ids: Iterable[int]) -> dict[int, dict[str, list[int]]]:
    """Returns the ids of the people with each job, by entry id; fast for thousands of entries."""
    rows = store.select_in("SELECT entry, json FROM credits WHERE entry IN", entry_ids)
    try:
        decoded = codec.decode_people([json for _, json in rows])
    except codec.DECODING_ERRORS:
        store.load_credits(entry_id for entry_id, _ in rows)  # raises HeartError for one of them
        raise
    for (entry_id, _), jobs in zip(rows, decoded, strict=True):
        first_id = entry_id >> SOURCE_SHIFT << SOURCE_SHIFT
        if first_id:
            for job, people in jobs.items():
                jobs[job] = [first_id | person for person in people]
    return {entry_id: jobs for (entry_id, _), jobs in zip(rows, decoded, strict=True)}


def names(store: Store, people: Iterable[int]) -> dict[int, str]:
    """Returns the names of people by their ids; fast for thousands."""
    rows = store.select_in("SELECT id, name FROM person WHERE id IN", people, types=(int, str))
    return dict(rows)


def find_entries_of(store: Store, people: Iterable[int]) -> list[int]:
    """Returns the ids of the entries that credit any of these people."""
    by_source: dict[int, list[int]] = {}
    for person in people:
        by_source.setdefault(person >> SOURCE_SHIFT, []).append(person & LOCAL_MASK)
    entries: set[int] = set()
    for source_id, numbers in by_source.items():
        for start in range(0, len(numbers), _BATCH):
            terms = " OR ".join(f'"p{number}"' for number in numbers[start : start + _BATCH])
            entries.update(match_rows(store, f"facets_{source_id}", terms))
    return sorted(entries)
