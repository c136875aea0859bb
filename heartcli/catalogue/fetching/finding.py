"""Finds the item of the film that a title or an id means, or lists those it may mean."""

import re
import textwrap
from collections.abc import Mapping, Sequence

from heartcli.catalogue.fetching import services
from heartcli.catalogue.fetching.client import Client
from heartcli.catalogue.fetching.items import NO_FIT, OTHER_TITLE, SOME_WORDS, FilmItem
from heartcli.catalogue.fetching.references import FilmReference, id_keys
from heartcli.catalogue.search.queries import Reading
from heartcli.errors import HeartError
from heartcli.text.display import plural, shorten

_MAX_CANDIDATES = 8  # films that are compared, and listed
_MAX_YEARS_APART = 1  # between a stated year and the film's: festivals come before cinemas
_MIN_FAME_RATIO = 4  # to take the best known of several films with the same title
_MAX_DESCRIPTION = 60  # characters
# Without the characters that have a meaning in a search: "haswbstatement:", "-30-", "M*A*S*H".
_SEARCH_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")

_DOT_FOR_SPACE = r"(?<=[^\W_]{2})\.(?=[^\W_]{2})"  # as in names of files: The.Matrix


class NoClearFilmError(HeartError):
    """Wikidata has no film that is meant, or several that may be."""


def find_film(client: Client, reference: FilmReference, *, exact: bool = False) -> FilmItem:
    """The film that is meant; with `exact`, only one that has exactly this title.

    Raises NoClearFilmError if there is none, or no clear one.
    """
    if any(reference[:3]):
        return _find_by_id(client, reference)
    films: dict[str, FilmItem] = {}
    searches = search_texts(reference.readings)
    for text in searches:
        films |= _search(client, text, reference.readings)
        if best := _choose_by_any(films, reference.readings, OTHER_TITLE):
            return best
    # Wikidata may know the film only as one of a rare class.
    films = films or _search(client, searches[-1], reference.readings, films_only=False)
    min_fit = OTHER_TITLE if exact else SOME_WORDS
    if best := _choose_by_any(films, reference.readings, min_fit):
        return best
    several = (_several_error([*films.values()], reading) for reading in reference.readings)
    error = next(filter(None, several), None)
    raise error or _nothing_error([*films.values()], reference.readings)


def find_by_ids(client: Client, references: Sequence[FilmReference]) -> dict[str, FilmItem]:
    """The items with these ids that exist, by Wikidata, IMDb and TMDb id, as in `id_keys`."""
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
    items = find_by_ids(client, [reference])
    item = items.get(reference.text)
    if item is None:
        raise NoClearFilmError(f"Wikidata has no item with the id {reference.text}")
    if not item.film:
        names = ", ".join(filter(None, [item.label, item.description])) or item.id
        raise NoClearFilmError(f"{reference.text} is not a film: {shorten(names)}")
    return item


def search_texts(readings: Sequence[Reading]) -> list[list[str]]:
    """The words to search for, in order: first with the year, which many descriptions have.

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
    """The films that a search finds, by id, the best first."""
    ids = client.search(services.search_by_words(words, films_only=films_only))
    entities = client.items(_best(client, ids, readings)).values()
    return {item.id: item for item in map(FilmItem, entities) if item.film}


def _best(client: Client, ids: list[str], readings: Sequence[Reading]) -> list[str]:
    """The ids of the items that fit best by their descriptions: complete items are large."""
    if len(ids) <= _MAX_CANDIDATES // 2:
        return ids
    fits: dict[str, tuple[int, bool]] = {}
    for item_id, entity in client.descriptions(ids).items():
        item = FilmItem(entity)
        has_year = any(str(reading.year) in item.description for reading in readings)
        fits[item_id] = (max(item.fit(reading.title) for reading in readings), has_year)
    ranked = sorted(fits, key=lambda item_id: fits[item_id], reverse=True)  # keeps equals in order
    exact = [item_id for item_id in ranked if fits[item_id][0] >= OTHER_TITLE]
    return (exact or ranked)[:_MAX_CANDIDATES]


def _choose_by_any(
    films: Mapping[str, FilmItem], readings: Sequence[Reading], min_fit: int
) -> FilmItem | None:
    """The film that is clearly meant by the first of these readings by which any is."""
    choices = (_choose([*films.values()], reading, min_fit) for reading in readings)
    return next(filter(None, choices), None)


def _choose(items: Sequence[FilmItem], reading: Reading, min_fit: int) -> FilmItem | None:
    """The film that is clearly meant."""
    fitting = [item for item in items if _is_in_year(item, reading)]
    best_fit = max((item.fit(reading.title) for item in fitting), default=NO_FIT)
    if best_fit < min_fit:
        return None
    best = [item for item in fitting if item.fit(reading.title) == best_fit]
    best = [item for item in best if item.year == reading.year] or best
    first, *others = sorted(best, key=lambda item: -item.fame)
    is_clear = not others or first.fame >= _MIN_FAME_RATIO * max(others[0].fame, 1)
    return first if is_clear else None


def _is_in_year(item: FilmItem, reading: Reading) -> bool:
    return reading.year is None or abs(item.year - reading.year) <= _MAX_YEARS_APART


def _several_error(items: Sequence[FilmItem], reading: Reading) -> HeartError | None:
    """The error if several films have the title."""
    called = [
        item
        for item in items
        if _is_in_year(item, reading) and item.fit(reading.title) >= OTHER_TITLE
    ]
    if not called:
        return None
    films = plural(len(called), "film")
    problem = f"Wikidata has {films} called '{shorten(reading.title)}'"
    return _list_error(problem, called)


def _nothing_error(items: Sequence[FilmItem], readings: Sequence[Reading]) -> HeartError:
    reading = next((reading for reading in readings if reading.year), readings[0])
    year = f" from {reading.year}" if reading.year else ""
    problem = f"Wikidata has no film called '{shorten(reading.title)}'{year}"
    ranked = sorted(items, key=lambda item: -item.fit(reading.title))
    return _list_error(f"{problem}. Closest", ranked) if ranked else NoClearFilmError(problem)


def _list_error(problem: str, items: Sequence[FilmItem]) -> HeartError:
    lines = [_line(item) for item in items[:_MAX_CANDIDATES]]
    return NoClearFilmError(f"{problem}:", *lines, f"Try: heart fetch {items[0].id}")


def _line(item: FilmItem) -> str:
    title = f"{shorten(item.label or item.id)} ({item.year or 'no year'}), {item.id}"
    description = textwrap.shorten(item.description, _MAX_DESCRIPTION, placeholder=" …")
    return f"{title}: {description}" if description else title
