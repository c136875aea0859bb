"""Resolves a name to a film on the shelf or in the catalogue, or lists candidates."""

import re
from contextlib import closing
from difflib import SequenceMatcher
from typing import NamedTuple

from heartcli import filmfile
from heartcli.catalogue import merging, store
from heartcli.catalogue.search import films
from heartcli.catalogue.search.films import FilmFilter, FilmHit
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.store import Catalogue
from heartcli.errors import HeartError, Notify
from heartcli.library.messages import candidate_list, film_title, match_message, nothing_found
from heartcli.library.shelf import EXTERNAL_ID, Shelf, ShelfEntry, ShelfIndex, candidate_line
from heartcli.model.film import Film
from heartcli.text.display import format_command, shorten
from heartcli.text.folding import MAX_NAME_LENGTH, fold_words

# These decide which film is shown without asking, and which are listed as candidates. Similarities
# range from 0 to 1. A score is a title's similarity plus a bonus for popularity.
_MIN_CANDIDATE_SIMILARITY = 0.6  # to list a title, or to show one from the shelf
_MIN_SHELF_LEAD = 0.15  # similarity above the runner-up's, to show a shelf film
_MIN_CATALOGUE_SIMILARITY = 0.85  # to show a film from the catalogue
_MIN_CATALOGUE_LEAD = 0.05  # score above the runner-up's, to show a catalogue film …
_MIN_POPULARITY_RATIO = 4  # … unless it's this many times as popular
_PREFIX_SIMILARITY = 0.75  # minimum for a title that starts with the name or has all its words


class ShelfHit(NamedTuple):
    """A film on the shelf whose title is similar to a name."""

    similarity: float
    entry: ShelfEntry


def resolve_film(name: str, notify: Notify) -> Film:
    """The film with this path, id or title, or the one whose title is clearly closest.

    Raises HeartError if no film matches, or several are equally close.
    """
    shelf = Shelf(notify)
    return shelf.find(name) or resolve_near(name, shelf, notify)


def resolve_near(name: str, shelf: Shelf, notify: Notify) -> Film:
    """Resolves a name that isn't an id or title on the shelf. Raises HeartError if it can't."""
    with closing(store.open_catalogue(notify)) as catalogue:
        if number := store.find_film_number(catalogue, name):
            film = merging.load_film(catalogue, number)
            on_shelf = shelf.exact_match(film.ids.imdb) if film.ids.imdb else None
            return filmfile.load(on_shelf.path) if on_shelf else film
        if re.fullmatch(EXTERNAL_ID, name):
            raise _not_found_error(name, catalogue)
        return _closest(catalogue, name, shelf, notify)


def _closest(catalogue: Catalogue, name: str, shelf: Shelf, notify: Notify) -> Film:
    exact_hits = _not_on(shelf, films.find_exact_titles(catalogue, name))
    hits = exact_hits or _not_on(shelf, films.search(catalogue, name, FilmFilter()))
    shelf_hits = _same_title_on_shelf(name, shelf) if exact_hits else _near_matches(name, shelf)
    best = _best_match(hits, shelf_hits)
    if best is None:
        likely = [hit for hit in hits if hit.similarity >= _MIN_CANDIDATE_SIMILARITY]
        lines = [*(candidate_line(hit.entry) for hit in shelf_hits), *map(_catalogue_line, likely)]
        if not lines:
            raise _not_found_error(name, catalogue)
        called = f"{len(exact_hits)} films are called '{shorten(name)}'"
        closest = f"no film called '{shorten(name)}'. Closest"
        raise HeartError(*candidate_list(called if exact_hits else closest, lines))
    if isinstance(best, ShelfEntry):
        notify(match_message(name, film_title(best.title, best.year)))
        return filmfile.load(best.path)
    if len(exact_hits) != 1:
        others = [_title(hit) for hit in exact_hits if hit is not best]
        notify(match_message(name, _title(best), others))
    return merging.load_film(catalogue, best.film_number)


def resolve_in_catalogue(title: str, year: int | None, notify: Notify) -> Film | None:
    """The catalogue's film with exactly this title or id, unless it is on the shelf.

    Raises HeartError if several films match, or one on the shelf does and no year is given.
    """
    shelf = Shelf(notify)
    if year is None and (on_shelf := _same_title_on_shelf(title, shelf)):
        problem = f"'{shorten(title)}' is on your shelf. Add the year of another film:"
        raise HeartError(problem, *(candidate_line(hit.entry) for hit in on_shelf))
    with closing(store.open_catalogue(notify)) as catalogue:
        if number := store.find_film_number(catalogue, title):
            return merging.load_film(catalogue, number)
        same_title = films.find_exact_titles(catalogue, title)
        exact_hits = [hit for hit in same_title if year in (None, hit.entry.year)]
        hits = _not_on(shelf, exact_hits)
        if len(hits) > 1:
            problem = f"{len(hits)} films are called '{shorten(title)}'. Add the year"
            raise HeartError(*candidate_list(problem, map(_catalogue_line, hits)))
        if not exact_hits:
            _suggest_closest(catalogue, title, year, notify)
        return merging.load_film(catalogue, hits[0].film_number) if hits else None


def _suggest_closest(catalogue: Catalogue, title: str, year: int | None, notify: Notify) -> None:
    for hit in films.search(catalogue, title, FilmFilter())[:1]:
        if hit.similarity >= _MIN_CATALOGUE_SIMILARITY and year in (None, hit.entry.year):
            suggested = _title(hit)
            notify(f"Did you mean {suggested}? Try: {format_command('new', suggested)}")


def _not_on(shelf: Shelf, hits: list[FilmHit]) -> list[FilmHit]:
    """Drops hits for films that are on the shelf."""
    index = ShelfIndex(shelf.entries if hits else [])
    return [hit for hit in hits if hit.entry not in index]


def _best_match(hits: list[FilmHit], shelf_hits: list[ShelfHit]) -> ShelfEntry | FilmHit | None:
    """The hit that is clearly closest, in the catalogue or on the shelf; None if none is."""
    on_shelf = shelf_hits[0].similarity if shelf_hits else 0.0
    in_catalogue = hits[0].similarity if hits else 0.0
    if shelf_hits and on_shelf >= in_catalogue:
        runner_up = max([in_catalogue, *(hit.similarity for hit in shelf_hits[1:2])])
        is_clear = on_shelf - runner_up >= _MIN_SHELF_LEAD or not runner_up
        return shelf_hits[0].entry if is_clear else None
    is_similar = in_catalogue >= _MIN_CATALOGUE_SIMILARITY
    if not hits or not is_similar or in_catalogue - on_shelf < _MIN_CATALOGUE_LEAD:
        return None
    if len(hits) == 1:
        return hits[0]
    first, second = hits[:2]
    leads = first.score - second.score >= _MIN_CATALOGUE_LEAD
    is_popular = first.entry.popularity >= _MIN_POPULARITY_RATIO * second.entry.popularity
    return first if leads or is_popular else None


def _near_matches(name: str, shelf: Shelf) -> list[ShelfHit]:
    """The films on the shelf with a similar title, id or file name, most similar first."""
    key = " ".join(fold_words(name))
    hits = [ShelfHit(_similarity(key, entry), entry) for entry in shelf.entries]
    shelf_hits = [hit for hit in hits if hit.similarity >= _MIN_CANDIDATE_SIMILARITY]
    return sorted(shelf_hits, key=lambda hit: hit.similarity)[::-1]


def _similarity(key: str, entry: ShelfEntry) -> float:
    """How similar folded words are to a film's closest alias, from 0 to 1."""
    best = 0.0
    aliases = entry.aliases if key and len(key) <= MAX_NAME_LENGTH and not entry.error else ()
    for alias in aliases:
        best = max(best, SequenceMatcher(None, key, alias[:MAX_NAME_LENGTH]).ratio())
        if set(key.split()) <= set(alias.split()) or alias.startswith(key):
            share = len(key) / len(alias)
            best = max(best, _PREFIX_SIMILARITY + (1 - _PREFIX_SIMILARITY) * share)
    return best


def _same_title_on_shelf(name: str, shelf: Shelf) -> list[ShelfHit]:
    """The films on the shelf with this title, ignoring articles and the spelling of numbers."""
    key = title_key(name)
    return [ShelfHit(1.0, entry) for entry in shelf.entries if title_key(entry.title) == key]


def _not_found_error(name: str, catalogue: Catalogue) -> HeartError:
    problem = f"no film called '{shorten(name)}' on your shelf (heart films) or in the catalogue"
    return HeartError(nothing_found(problem, store.describe_coverage(catalogue)))


def _catalogue_line(hit: FilmHit) -> str:
    return f"{_title(hit)} {hit.entry.film_id}"


def _title(hit: FilmHit) -> str:
    return film_title(hit.entry.title, hit.entry.year)
