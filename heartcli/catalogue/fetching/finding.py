"""Finds the item of the film that a title or an id means, or lists the candidates."""

import re
import textwrap
from collections.abc import Mapping, Sequence

from heartcli.catalogue.fetching import services
from heartcli.catalogue.fetching.client import Client
from heartcli.catalogue.fetching.items import FilmItem
from heartcli.catalogue.fetching.references import FilmReference, id_keys
from heartcli.catalogue.search.closeness import Closeness
from heartcli.catalogue.search.films import MIN_POPULARITY_RATIO
from heartcli.catalogue.search.queries import Reading
from heartcli.errors import HeartError
from heartcli.text.display import plural, shorten

_MAX_CANDIDATES = 8  # films that are compared and listed
_MAX_LISTED = 2  # films that are listed in a single line
_MAX_DESCRIPTION = 60  # characters
# Without the characters that have a meaning in a search: "haswbstatement:", "-30-", "M*A*S*H".
_SEARCH_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")
_DOT_FOR_SPACE = r"(?<=[^\W_]{2})\.(?=[^\W_]{2})"  # in names of files: The.Matrix


class NoClearFilmError(HeartError):
    """It isn't clear which film on Wikidata is meant, if any; the message lists the candidates."""

    def __init__(self, problem: str, items: Sequence[FilmItem] = ()) -> None:
        lines = [_line(item) for item in items[:_MAX_CANDIDATES]]
        hint = [f"Try: heart fetch {items[0].id}"] if items else []
        super().__init__(f"{problem}:" if items else problem, *lines, *hint)
        listed = "; ".join(lines[:_MAX_LISTED])
        self.in_one_line = f"{problem}: {listed}" if items else problem


def find_film(client: Client, reference: FilmReference, *, exact: bool = False) -> FilmItem:
    """Returns the film that a reference means; with `exact`, only a film with exactly this title.

    Raises NoClearFilmError if there is none, or if it isn't clear which.
    """
    if any(reference[:3]):
        return _find_by_id(client, reference)
    films: dict[str, FilmItem] = {}
    searches = search_texts(reference.readings)
    for text in searches:
        films |= _search(client, text, reference.readings)
        if best := _choose_by_any(films, reference.readings, exact=True):
            return best
    # The film may belong to a rare class that the search for films leaves out.
    films = films or _search(client, searches[-1], reference.readings, films_only=False)
    if best := _choose_by_any(films, reference.readings, exact=exact):
        return best
    raise _unclear_error([*films.values()], reference.readings)


def find_by_ids(client: Client, references: Sequence[FilmReference]) -> dict[str, FilmItem]:
    """Returns the items that have these ids, under each of the keys that `id_keys` makes."""
    ids = [reference.wikidata for reference in references if reference.wikidata]
    for text in services.id_searches(references):
        ids += client.search(text)
    items: dict[str, FilmItem] = {}
    for item_id, entity in client.items(list(dict.fromkeys(ids))).items():
        item = FilmItem(entity)
        for key in (item_id, *id_keys(item.id, item.imdb, item.tmdb)):
            best = items.get(key)  # an id belongs to one film, except by mistake
            items[key] = max(filter(None, [best, item]), key=lambda i: (i.film is not None, i.fame))
    return items


def _find_by_id(client: Client, reference: FilmReference) -> FilmItem:
    item = find_by_ids(client, [reference]).get(reference.text)
    if item is None:
        raise NoClearFilmError(f"Wikidata has no item with the id {reference.text}")
    if not item.film:
        names = ", ".join(filter(None, [item.label, item.description])) or item.id
        raise NoClearFilmError(f"{reference.text} is not a film: {shorten(names)}")
    return item


def search_texts(readings: Sequence[Reading]) -> list[list[str]]:
    """Returns each search's words, in order: first with the year, which many descriptions have.

    Raises NoClearFilmError for a title without words, such as "$".
    """
    texts: dict[frozenset[str], list[str]] = {}  # by words, whose order hardly matters
    for title, year, _ in readings:
        if not (words := _SEARCH_WORD.findall(re.sub(_DOT_FOR_SPACE, " ", title.lower()))):
            raise NoClearFilmError(f"can't search for '{shorten(title)}'. Use an id, like Q132689")
        for text in [[*words, str(year)], words] if year else [words]:
            texts.setdefault(frozenset(text), text)
    return [*texts.values()]


def _search(
    client: Client, words: Sequence[str], readings: Sequence[Reading], *, films_only: bool = True
) -> dict[str, FilmItem]:
    """Returns the films that a search finds, by id, the best first."""
    ids = client.search(services.search_by_words(words, films_only=films_only))
    entities = client.items(_keep_closest(client, ids, readings)).values()
    return {item.id: item for item in map(FilmItem, entities) if item.film}


def _keep_closest(client: Client, ids: list[str], readings: Sequence[Reading]) -> list[str]:
    """Chooses the items to load by their names and descriptions, since complete ones are large."""
    if len(ids) <= _MAX_CANDIDATES // 2:
        return ids
    ranks: dict[str, tuple[Closeness, bool]] = {}
    for item_id, entity in client.descriptions(ids).items():
        item = FilmItem(entity)
        lacks_year = all(str(reading.year) not in item.description for reading in readings)
        ranks[item_id] = (min(item.match(reading).closeness for reading in readings), lacks_year)
    ranked = sorted(ranks, key=lambda item_id: ranks[item_id])  # keeps equals in order
    exact = [item_id for item_id in ranked if ranks[item_id][0] <= Closeness.SAME_WORDS]
    return (exact or ranked)[:_MAX_CANDIDATES]


def _choose_by_any(
    films: Mapping[str, FilmItem], readings: Sequence[Reading], *, exact: bool
) -> FilmItem | None:
    """Returns the film clearly meant by the first reading that yields one, or None."""
    choices = (_choose([*films.values()], reading, exact=exact) for reading in readings)
    return next(filter(None, choices), None)


def _choose(items: Sequence[FilmItem], reading: Reading, *, exact: bool) -> FilmItem | None:
    """Returns the film that is clearly meant, or None."""
    loosest = Closeness.SAME_WORDS if exact else Closeness.EXPLAINED
    matches = [(item.match(reading), item) for item in items]
    fitting = [
        ((match.rank, match.year_gap), item)
        for match, item in matches
        if match.fits_year and match.closeness <= loosest
    ]
    if not fitting:
        return None
    first_rank = min(rank for rank, _ in fitting)
    best = [item for rank, item in fitting if rank == first_rank]
    first, *others = sorted(best, key=lambda item: -item.fame)
    is_clear = not others or first.fame >= MIN_POPULARITY_RATIO * max(others[0].fame, 1)
    return first if is_clear else None


def _unclear_error(items: Sequence[FilmItem], readings: Sequence[Reading]) -> NoClearFilmError:
    """Returns the error for a title that several films have, or none."""
    for reading in readings:
        title, matches = shorten(reading.title), [(item.match(reading), item) for item in items]
        called = [item for match, item in matches if match.is_exact and match.fits_year]
        if called:
            films = plural(len(called), "film")
            return NoClearFilmError(f"Wikidata has {films} called '{title}'", called)
    reading = next((reading for reading in readings if reading.year), readings[0])
    year = f" from {reading.year}" if reading.year else ""
    problem = f"Wikidata has no film called '{shorten(reading.title)}'{year}"
    closest = sorted(items, key=lambda item: item.match(reading).closeness)
    return NoClearFilmError(f"{problem}. Closest" if closest else problem, closest)


def _line(item: FilmItem) -> str:
    title = f"{shorten(item.label or item.id)} ({item.year or 'no year'}), {item.id}"
    description = textwrap.shorten(item.description, _MAX_DESCRIPTION, placeholder=" …")
    return f"{title}: {description}" if description else title
