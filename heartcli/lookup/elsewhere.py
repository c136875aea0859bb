"""Suggests where else to look after a search of one film."""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import NamedTuple

from heartcli.catalogue import store
from heartcli.catalogue.search import films
from heartcli.catalogue.search.closeness import Closeness, TitleMatch
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.search.normalize import name_key
from heartcli.catalogue.search.people import PersonHit, find_people
from heartcli.catalogue.search.queries import read_query
from heartcli.catalogue.store import Catalogue
from heartcli.errors import Notify
from heartcli.library.choosing import name_missing
from heartcli.library.messages import MAX_OTHERS, film_title
from heartcli.library.shelf import Shelf, ShelfIndex, load_or_skip
from heartcli.library.shelf_search import match_shelf
from heartcli.lookup.search import Lead, search
from heartcli.model.film import Film
from heartcli.text.display import format_command, plural, safe_for_terminal, shorten
from heartcli.text.folding import fold_words

_NEAR = {*Closeness} - {Closeness.MISSPELLED, Closeness.SIMILAR}  # not by a typo


def find_leads(query: str, film: Film, notify: Notify, *, spoilers: bool) -> list[Lead]:
    """Returns what the catalogue and the other films on the shelf have for a query.

    Looks for nothing if the query is too long or has control characters.
    """
    if shorten(query) != query:
        return []
    shelf = Shelf(notify)
    with closing(store.open_catalogue(notify)) as catalogue:
        leads = [
            *_find_people(query, film, catalogue),
            *_find_titles(query, film, catalogue, shelf),
        ]
    return [*leads, *_search_shelf(query, film, shelf, spoilers=spoilers)]


def _find_people(query: str, film: Film, catalogue: Catalogue) -> Iterator[Lead]:
    """Yields the best-known person with this name, or with these words in their name.

    Before them comes somebody else who has these words in their name and worked on the film.
    """
    people, is_part = find_people(catalogue, query)
    if not people or not (is_part or _has_name(people[0], query)):
        return
    best_known, *others = people
    credited = {name_key(name) for name in _credited_names(film)}
    if is_part and name_key(best_known.name) not in credited:
        in_film = (person for person in others if name_key(person.name) in credited)
        yield from (_lead_to(person, person.name) for person in islice(in_film, 1))
    yield _lead_to(best_known, query)


def _lead_to(person: PersonHit, typed: str) -> Lead:
    name, count = safe_for_terminal(person.name), person.fame.film_count
    text = f"{name}: {plural(count, 'film')} in the catalogue"
    return Lead("person", text, count, format_command("who", *typed.split()))


def _credited_names(film: Film) -> list[str]:
    return [*(member.performer for member in film.cast), *(member.name for member in film.crew)]


def _has_name(person: PersonHit, name: str) -> bool:
    return name_key(name) in (name_key(person.name), name_key(person.other_name))


class _Title(NamedTuple):
    match: TitleMatch
    name: str
    title: str


def _find_titles(query: str, film: Film, catalogue: Catalogue, shelf: Shelf) -> Iterator[Lead]:
    """Yields the films with these words in their titles, or the same titles from other years."""
    words = query.split()
    titles = sorted(_titles(query, film, catalogue, shelf), key=lambda title: title.match.rank)
    fitting = [title.name for title in titles if title.match.fits_year]
    same_title = [title for title in titles if title.match.is_exact]
    if len(fitting) == 1:
        text = f"Film: {fitting[0]}"
        yield Lead("title", text, 1, format_command("film", fitting[0]))
    elif fitting:
        text = f"Films: {fitting[0]} and {len(fitting) - 1:,} more"
        yield Lead("title", text, len(fitting), format_command("films", *words))
    elif same_title:
        missing = name_missing(read_query(query), same_title[0].title)
        closest = ", ".join(title.name for title in same_title[:MAX_OTHERS])
        text = f"{missing} is not in the catalogue; closest: {closest}"
        yield Lead("title", text, 0, format_command("fetch", *words))


def _titles(query: str, film: Film, catalogue: Catalogue, shelf: Shelf) -> Iterator[_Title]:
    """Yields other films whose titles have all the query's words, or whose words the query has."""
    on_shelf = ShelfIndex(shelf.entries)
    matches = [(hit.match, hit.entry.title, hit.entry.year, hit.entry.id)
               for hit in match_shelf(query, shelf.entries)]  # fmt: skip
    matches += [
        (hit.match, hit.entry.title, hit.entry.year, hit.entry.film_id)
        for hit in films.search(catalogue, query, FilmFilter())
        if hit.entry not in on_shelf
    ]
    typed = set(fold_words(query))
    for match, title, year, film_id in matches:
        words = set(fold_words(title))
        has_same_words = typed <= words or (words <= typed and len(words) > 1)
        if film_id != film.id and (has_same_words or match.closeness in _NEAR):
            yield _Title(match, film_title(title, year), title)


def _search_shelf(query: str, film: Film, shelf: Shelf, *, spoilers: bool) -> Iterator[Lead]:
    """Yields how many records of other film files match."""
    entries = (entry for entry in shelf.entries if not entry.error and entry.id != film.id)
    others = [other for e in entries if (other := load_or_skip(e.path, shelf.notify))]
    result = search(query, others, spoilers=spoilers, limit=1)
    if result.total:
        files = plural(len(others), "other film file")
        text = f"{plural(result.total, 'result')} in {files}"
        command = format_command("search --shelf", *query.split())
        yield Lead("shelf", text, result.total, command)
