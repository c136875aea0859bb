"""Resolves a name to a film on the shelf or in the catalogue, or lists candidates."""

import re
from collections.abc import Callable, Sequence
from contextlib import closing

from heartcli import filmfile
from heartcli.catalogue import merging, store
from heartcli.catalogue.fetching.references import parse_references
from heartcli.catalogue.search import films
from heartcli.catalogue.search.closeness import Closeness
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.search.queries import Query, read_query
from heartcli.catalogue.store import Catalogue
from heartcli.errors import HeartError, Notify, UnknownNameError
from heartcli.library import messages
from heartcli.library.choosing import (
    Candidate,
    choose,
    keep_closest,
    lines_of,
    merge_hits,
    name_missing,
    names_of,
)
from heartcli.library.messages import (
    MAX_OTHERS,
    candidate_list,
    film_title,
    match_message,
    several_films,
)
from heartcli.library.shelf import EXTERNAL_ID, Shelf, ShelfEntry, ShelfIndex, candidate_line
from heartcli.library.shelf_search import match_shelf, match_shelf_exactly
from heartcli.model.film import Film
from heartcli.text.display import format_command, quote, shorten
from heartcli.text.folding import ARTICLES, fold

_MIN_SIMILARITY = 0.55  # of a listed title to the name
_MIN_CLOSE = 0.8  # of a title from the stated year to prefer it to the same title of another year
_SEPARATORS = ("and", "vs", "versus", "with", "to", "or")  # of titles, as people type them
_MAX_SPLIT_WORDS = 12
_MIN_SUGGESTED = 0.85  # of a title suggested for a new film file


def resolve_film(name: str, notify: Notify) -> Film:
    """Returns the film with this path, id, address or title, or the one that is clearly meant.

    Raises HeartError if no film matches, or several are equally close.
    """
    shelf = Shelf(notify)
    return shelf.find(name) or resolve_near(name, shelf, notify)


def is_film(name: str) -> bool:
    """Whether a film on the shelf or in the catalogue has exactly this title or id."""
    shelf = Shelf(lambda *_: None)
    if any(match_shelf_exactly(name, shelf.entries)):
        return True
    with closing(store.open_catalogue(lambda *_: None)) as catalogue:
        has_title = any(hit.match.is_exact for hit in films.find_exact_titles(catalogue, name))
        return has_title or store.find_film_number(catalogue, name) is not None


def resolve_near(name: str, shelf: Shelf, notify: Notify) -> Film:
    """Resolves a name that isn't an id or title on the shelf. Raises HeartError if it can't."""
    if "://" in name:
        [reference] = parse_references([name])
        name = reference.text
    with closing(store.open_catalogue(notify)) as catalogue:
        if number := store.find_film_number(catalogue, name):
            film = merging.load_film(catalogue, number)
            on_shelf = shelf.exact_match(film.ids.imdb) if film.ids.imdb else None
            return filmfile.load(on_shelf.path) if on_shelf else film
        if re.fullmatch(EXTERNAL_ID, name) or name.startswith("tmdb:"):
            raise _not_found_error(f"with the id {shorten(name)}", name)
        return _closest(catalogue, name, shelf, notify)


def _closest(catalogue: Catalogue, name: str, shelf: Shelf, notify: Notify) -> Film:
    query = read_query(name)
    shelf_hits = list(match_shelf_exactly(name, shelf.entries))
    hits = films.find_exact_titles(catalogue, name)
    if not hits and not any(hit.match.fits_year for hit in shelf_hits):
        shelf_hits = list(match_shelf(name, shelf.entries))
        hits = films.search(catalogue, name, FilmFilter())
    candidates = merge_hits(catalogue, shelf.entries, shelf_hits, hits)
    chosen = choose(candidates, has_year=query.year is not None)
    if not chosen:
        raise _unclear_error(catalogue, name, query, candidates)
    film = chosen[0]
    if chosen[1:] or not film.match.is_as_typed or isinstance(film.hit, ShelfEntry):
        match, *others = names_of(catalogue, chosen[: 1 + MAX_OTHERS])
        notify(match_message(name, match, others))
    if isinstance(film.hit, ShelfEntry):
        return filmfile.load(film.hit.path)
    return merging.load_film(catalogue, film.hit.film_number)


def _unclear_error(
    catalogue: Catalogue, name: str, query: Query, candidates: Sequence[Candidate]
) -> HeartError:
    """Returns the error for a name that none or several films have."""
    likely = [film for film in candidates if film.match.similarity >= _MIN_SIMILARITY]
    fitting = [film for film in likely if film.match.fits_year]
    exact = [film for film in fitting if film.match.is_exact]
    if exact:
        same_year = len({film.year for film in exact}) == 1
        problem = several_films(name, len(exact), has_year=same_year)
        return HeartError(*candidate_list(problem, lines_of(catalogue, exact)))
    same_title = [film for film in likely if film.match.is_exact]
    is_other_year = all(film.match.similarity < _MIN_CLOSE for film in fitting)
    if query.year and is_other_year and (same_title or not fitting):
        closest = same_title or keep_closest(likely)
        missing = name_missing(query, closest[0].title if closest else "")
        others = names_of(catalogue, closest[:MAX_OTHERS])
        return UnknownNameError(name, messages.not_from_year(name, missing, others))
    if not likely:
        return _not_found_error(f"called {quote(name)}", name)
    problem = f"no film called {quote(name)}. Closest"
    lines = candidate_list(problem, lines_of(catalogue, likely))
    return UnknownNameError(name, *lines, messages.fetch_hint(name))


def split_into_titles(words: Sequence[str], notify: Notify) -> list[str]:
    """Splits words where one film's title ends and the next begins: jaws alien → jaws, alien.

    Returns them as a single name if that is a title, or if the words aren't all titles.
    """
    shelf = Shelf(notify)
    with closing(store.open_catalogue(notify)) as catalogue:

        def is_title(name: str) -> bool:
            matches = [hit.match for hit in match_shelf_exactly(name, shelf.entries)]
            matches += [hit.match for hit in films.search(catalogue, name, FilmFilter())[:1]]
            return any(m.closeness <= Closeness.MAIN_TITLE and m.fits_year for m in matches)

        titles = _split(list(words[:_MAX_SPLIT_WORDS]), is_title)
    return titles or [" ".join(words)]


def _split(words: list[str], is_title: Callable[[str], bool]) -> list[str]:
    """Returns the longest titles that make up the words; empty if something is left over."""
    for count in range(len(words), 0, -1):
        is_cut = fold(words[count - 1]) in ARTICLES  # the next title begins with it
        if not is_cut and is_title(name := " ".join(words[:count])):
            rest = words[count:]
            rest = rest[1:] if rest and fold(rest[0]).rstrip(".") in _SEPARATORS else rest
            others = _split(rest, is_title)
            if others or not rest:
                return [name, *others]
    return []


def resolve_in_catalogue(title: str, year: int | None, notify: Notify) -> Film | None:
    """Returns the catalogue's film with exactly this title or id, unless it is on the shelf.

    Raises HeartError if several films match, or one on the shelf does and no year is given.
    """
    shelf = Shelf(notify)
    if year is None and (on_shelf := _same_title_on_shelf(title, shelf)):
        problem = f"{quote(title)} is on your shelf. Add the year of another film:"
        raise HeartError(problem, *map(candidate_line, on_shelf))
    with closing(store.open_catalogue(notify)) as catalogue:
        if number := store.find_film_number(catalogue, title):
            return merging.load_film(catalogue, number)
        text = f"{title} ({year})" if year else title
        exact_hits = films.find_exact_titles(catalogue, text)
        closest = [hit for hit in exact_hits if hit.match.rank == exact_hits[0].match.rank]
        index = ShelfIndex(shelf.entries if closest else [])
        hits = [hit for hit in closest if hit.entry not in index]
        if len(hits) > 1:
            problem = several_films(text, len(hits), has_year=year is not None)
            lines = lines_of(catalogue, merge_hits(catalogue, [], [], hits))
            raise HeartError(*candidate_list(problem, lines))
        if not exact_hits:
            _suggest_closest(catalogue, text, notify)
        return merging.load_film(catalogue, hits[0].film_number) if hits else None


def _suggest_closest(catalogue: Catalogue, text: str, notify: Notify) -> None:
    for hit in films.search(catalogue, text, FilmFilter())[:1]:
        if hit.similarity >= _MIN_SUGGESTED and hit.match.fits_year:
            suggested = film_title(hit.entry.title, hit.entry.year)
            notify(f"Did you mean {suggested}? Try: {format_command('new', suggested)}")


def _same_title_on_shelf(title: str, shelf: Shelf) -> list[ShelfEntry]:
    """Returns the films on the shelf with this title; articles and spellings may differ."""
    key = title_key(title)
    return [entry for entry in shelf.entries if title_key(entry.title) == key]


def _not_found_error(description: str, name: str) -> HeartError:
    hint = messages.fetch_hint(name)
    problem = f"no film {description} on your shelf or in the catalogue"
    return UnknownNameError(name, f"{problem}. {hint}")
