"""Finds the films of an import that have no cast in any source."""

from collections.abc import Iterable, Iterator
from contextlib import closing

from heartcli.catalogue import store
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.fetching.references import FilmReference
from heartcli.catalogue.search.queries import Reading
from heartcli.catalogue.store import Catalogue, Entry, Store
from heartcli.errors import Notify
from heartcli.model.records import imdb_id, wikidata_id


def find_incomplete(source_name: str, notify: Notify, *, refresh: bool) -> list[FilmReference]:
    """Returns the films of a source that have no cast or, with `refresh`, all its films.

    Raises HeartError if there is no such source.
    """
    with closing(store.open_catalogue(notify)) as catalogue:
        names = [s.name for part in catalogue.stores[:-1] for s in part.sources.values()]
        store.check_source(source_name, names)
        return list(_references(catalogue, source_name, refresh=refresh))


def _references(
    catalogue: Catalogue, source_name: str, *, refresh: bool
) -> Iterator[FilmReference]:
    parts = catalogue.stores[:-1]  # a bundled source may have the same name
    numbers = {number for part in parts for number in part.film_numbers_of_source(source_name)}
    for number in sorted(numbers, key=abs):  # in the order of the import
        entries = catalogue.entries_of_film(number)
        if refresh or not any(_has_cast(part, entry) for part, entry in entries):
            yield _reference(entries, source_name)


def _has_cast(part: Store, entry: Entry) -> bool:
    rows = part.load_credits([entry.id]).get(entry.id, ())
    return any(job == CAST for _, job, _ in rows)


def _reference(entries: Iterable[tuple[Store, Entry]], source_name: str) -> FilmReference:
    """Returns a reference with the ids from any source, and with this source's titles."""
    all_entries = [entry for _, entry in entries]
    wikidata = next((entry.wikidata for entry in all_entries if entry.wikidata), None)
    imdb = next((entry.imdb for entry in all_entries if entry.imdb), None)
    tmdb = next((entry.tmdb for entry in all_entries if entry.tmdb), None)
    readings = {
        Reading(entry.title, entry.year): None
        for part, entry in entries
        if part.source_of(entry.id).name == source_name
    }
    return FilmReference(wikidata_id(wikidata), imdb_id(imdb), str(tmdb or ""), tuple(readings))
