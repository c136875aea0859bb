"""Finds films on the shelf whose titles are close to a query."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from heartcli.catalogue.search.closeness import TitleMatch, match_titles
from heartcli.catalogue.search.films import EXACT
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.search.queries import Query, read_query
from heartcli.library.shelf import ShelfEntry

SHELF_BONUS = 0.1  # added to the score of each film on the shelf
_MIN_SIMILARITY = 0.6  # of a title to the query


class ShelfHit(NamedTuple):
    """A film on the shelf that may match a search."""

    match: TitleMatch
    entry: ShelfEntry


def match_shelf(text: str, entries: Iterable[ShelfEntry]) -> Iterator[ShelfHit]:
    """Yields the films on the shelf with this id or a similar title; without text, all of them."""
    query = read_query(text)
    for entry in entries:
        if not entry.error:
            match = EXACT
            if text and text.lower() not in (entry.id, *entry.external_ids):
                match = _match_title(query, entry)
            if match.similarity >= _MIN_SIMILARITY:
                yield ShelfHit(match, entry)


def match_shelf_exactly(text: str, entries: Iterable[ShelfEntry]) -> Iterator[ShelfHit]:
    """Yields the films on the shelf with exactly this title; much faster than `match_shelf`."""
    keys = {title_key(reading.title) for reading in read_query(text).readings}
    same_title = (entry for entry in entries if title_key(entry.title) in keys)
    return (hit for hit in match_shelf(text, same_title) if hit.match.is_exact)


def _match_title(query: Query, entry: ShelfEntry) -> TitleMatch:
    matches = (
        match_titles(query, reading, [entry.title], entry.year) for reading in query.readings
    )
    return min(matches, key=lambda match: (match.rank, -match.similarity))
