"""A name → the film that is meant, on the shelf or in the catalogue, or "did you mean …?"."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import closing
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from heartcli import filmfile
from heartcli.errors import HeartError, Notify
from heartcli.library import shelf
from heartcli.library.shelf import ShelfEntry
from heartcli.model.film import Film
from heartcli.text.display import format_command, join_with_and, safe_for_terminal, shorten
from heartcli.text.folding import MAX_NAME_LENGTH, fold_words

if TYPE_CHECKING:
    from heartcli.catalogue.search.films import FilmHit
    from heartcli.catalogue.store import Entry as CatalogueEntry

_NEAR = 0.6  # how like a title must be
_CLEARLY_BEST = 0.15  # how far before the next one, to be taken
_ID = r"(?i:tt[0-9]{7,9}|Q[1-9][0-9]*)"
_SHOWN_CANDIDATES = 8
_MOST_ALSO = 3  # films of the same name that are told
_SURE = 0.85  # how like a title in the catalogue must be, to be taken
_CLEARLY_BETTER = 0.05  # in score than the next one
_FAMOUS = 4  # times as famous as another film of the same likeness


def resolve_film(name: list[str] | None, notify: Notify) -> Film:
    """The film that is meant; without a name `$HEART_FILM`, or the bundled one.

    Raises HeartError where there is none, or none that is clearly the nearest.
    """
    if wanted := " ".join(name or []):
        return _named_film(wanted, notify)
    if wanted := os.environ.get("HEART_FILM", ""):
        try:
            return _named_film(wanted, notify)
        except HeartError as error:
            first, *others = error.lines
            raise HeartError(f"HEART_FILM: {first}", *others) from error
    return shelf.load_bundled_film(notify)


def _named_film(wanted: str, notify: Notify) -> Film:
    # Path's own methods raise for ~nobody, and for a title with a slash that can't be a file name.
    path = Path(os.path.expanduser(wanted))  # noqa: PTH111
    is_path = os.sep in wanted and (wanted[0] in "./~" or os.path.exists(path))  # noqa: PTH110
    if is_path or filmfile.is_named_so(path):
        return filmfile.load(path)
    shelved = shelf.list_entries(notify)
    if entry := _exactly(wanted, shelved):
        return filmfile.load(entry.path)
    from heartcli.catalogue import merging, store  # noqa: PLC0415 - what is on the shelf is quicker
    from heartcli.catalogue.search import films  # noqa: PLC0415 - what is on the shelf is quicker

    with closing(store.open_catalogue(notify)) as catalogue:
        if number := store.find_film_number(catalogue, wanted):
            film = merging.load_film(catalogue, number)
            own = _exactly(film.ids.imdb, shelved) if film.ids.imdb else None
            return filmfile.load(own.path) if own else film
        if re.fullmatch(_ID, wanted):
            raise HeartError(_not_there(wanted, store.describe_coverage(catalogue)))
        same = _not_on(shelved, films.find_exact_titles(catalogue, wanted))
        found = same or _not_on(shelved, films.search(catalogue, wanted, films.FilmFilter()))
        near = _same_on_shelf(wanted, shelved) if same else _near(wanted, shelved)
        taken = _clearly(found, near)
        if taken is None:
            lines = _candidates(wanted, same, near, found)
            raise HeartError(*lines or [_not_there(wanted, store.describe_coverage(catalogue))])
        if isinstance(taken, ShelfEntry):
            notify(f"taken for '{shorten(wanted)}': {_title(taken.title, taken.year)}")
            return filmfile.load(taken.path)
        if len(same) != 1:
            told = _title(taken.entry.title, taken.entry.year)
            others = [_title(one.entry.title, one.entry.year) for one in same if one is not taken]
            more = (
                f"; there {'are' if others[1:] else 'is'} also {join_with_and(others[:_MOST_ALSO])}"
            )
            notify(f"taken for '{shorten(wanted)}': {told}{more if others else ''}")
        return merging.load_film(catalogue, taken.film)


def resolve_in_catalogue(title: str, year: int | None, notify: Notify) -> Film | None:
    """The film of just this title, or id, if the catalogue has it and the shelf hasn't.

    Raises HeartError where several have it, or one on the shelf, and no year says which.
    """
    from heartcli.catalogue import merging, store  # noqa: PLC0415
    from heartcli.catalogue.search import films  # noqa: PLC0415

    if year is None and (there := _same_on_shelf(title, shelf.list_entries(notify))):
        problem = f"'{shorten(title)}' is on the shelf; name the year of another film"
        raise HeartError(problem, *(_on_shelf(entry) for _, entry in there))
    with closing(store.open_catalogue(notify)) as catalogue:
        if number := store.find_film_number(catalogue, title):
            return merging.load_film(catalogue, number)
        same = [
            one
            for one in films.find_exact_titles(catalogue, title)
            if year in (None, one.entry.year)
        ]
        found = _not_on(shelf.list_entries(notify), same) if same else []
        if len(found) > 1:
            problem = f"'{shorten(title)}' is the name of {len(found)} films; name the year"
            raise HeartError(*_listed(problem, [_in_catalogue(one) for one in found]))
        if not same:
            for one in films.search(catalogue, title, films.FilmFilter())[:1]:
                if one.similarity >= _SURE and year in (None, one.entry.year):
                    told = _title(one.entry.title, one.entry.year)
                    notify(f"the catalogue has {told}: {format_command('new', told)}")
        return merging.load_film(catalogue, found[0].film) if found else None


class ShelfIndex:
    """The films on the shelf, by which what the catalogue has of them as well is known."""

    def __init__(self, entries: Iterable[ShelfEntry]) -> None:
        readable = [entry for entry in entries if not entry.error]
        self._ids = {own for one in readable for own in (one.id.lower(), *one.external_ids) if own}
        self._named = {(tuple(fold_words(one.title)), one.year) for one in readable}

    def __contains__(self, entry: CatalogueEntry) -> bool:
        ids = {entry.film_id.lower(), f"q{entry.wikidata}", f"tt{entry.imdb or 0:07}"}
        return bool(ids & self._ids) or (tuple(fold_words(entry.title)), entry.year) in self._named


def _not_on(shelved: list[ShelfEntry], found: list[FilmHit]) -> list[FilmHit]:
    """What was found in the catalogue without films that are on the shelf."""
    known = ShelfIndex(shelved)
    return [one for one in found if one.entry not in known]


def _clearly(
    found: list[FilmHit], near: list[tuple[float, ShelfEntry]]
) -> ShelfEntry | FilmHit | None:
    """The one that is clearly meant, of what is near in the catalogue and on the shelf."""
    on_shelf, in_catalogue = [near[0][0] if near else 0.0, found[0].similarity if found else 0.0]
    if near and on_shelf >= in_catalogue:
        runner_up = max([in_catalogue, *(likeness for likeness, _ in near[1:2])])
        return near[0][1] if on_shelf - runner_up >= _CLEARLY_BEST or not runner_up else None
    if not found or in_catalogue < _SURE or in_catalogue - on_shelf < _CLEARLY_BETTER:
        return None
    first, *others = found
    for second in others[:1]:
        better = first.score - second.score >= _CLEARLY_BETTER
        if not better and first.entry.popularity < _FAMOUS * second.entry.popularity:
            return None
    return first


def film_argument(film: Film, name: list[str] | None, notify: Notify) -> str:
    """What names a film in a command that others are to understand; "" for the default.

    A film out of the catalogue has its id; one that is a file elsewhere only that file's path.
    """
    given = " ".join(name or []) or os.environ.get("HEART_FILM", "")
    if (
        not given
        or film.is_from_catalogue
        or any(entry.id == film.id for entry in shelf.list_entries(notify))
    ):
        return film.id if given else ""
    return f"./{given}" if given.startswith("-") else given


def _exactly(wanted: str, shelved: list[ShelfEntry]) -> ShelfEntry | None:
    """The film on the shelf that has just this id or name. Raises HeartError where several have."""
    if re.fullmatch(_ID, wanted):
        by_bundled = sorted(shelved, key=lambda entry: entry.bundled)
        low = wanted.lower()
        return next((one for one in by_bundled if low in (one.id.lower(), *one.external_ids)), None)
    if by_id := [entry for entry in shelved if entry.id == wanted]:
        return by_id[0]
    key = " ".join(fold_words(wanted))
    exact = [entry for entry in shelved if key and key in entry.aliases]
    if len(exact) > 1:
        problem = f"'{shorten(wanted)}' is the name of {len(exact)} films"
        raise HeartError(*_listed(problem, [_on_shelf(entry) for entry in exact]))
    return exact[0] if exact else None


def _near(wanted: str, shelved: list[ShelfEntry]) -> list[tuple[float, ShelfEntry]]:
    """The films on the shelf with a name like this, the likest first."""
    key = " ".join(fold_words(wanted))
    ranked = sorted(((_likeness(key, entry), i) for i, entry in enumerate(shelved)), reverse=True)
    return [(likeness, shelved[i]) for likeness, i in ranked if likeness >= _NEAR]


def _same_on_shelf(wanted: str, shelved: list[ShelfEntry]) -> list[tuple[float, ShelfEntry]]:
    """The films on the shelf whose title is this but for articles and how numbers are written."""
    from heartcli.catalogue.search.normalize import title_key  # noqa: PLC0415

    return [(1.0, entry) for entry in shelved if title_key(entry.title) == title_key(wanted)]


def _candidates(
    wanted: str, same: list[FilmHit], near: list[tuple[float, ShelfEntry]], found: list[FilmHit]
) -> list[str]:
    """What to say of a name that several films may have; nothing where none may."""
    problem = f"no film '{shorten(wanted)}' on the shelf or in the catalogue"
    if same:
        problem = f"'{shorten(wanted)}' is the name of {len(same)} films"
    likely = [one for one in found if one.similarity >= _NEAR]
    lines = [_on_shelf(entry) for _, entry in near] + [_in_catalogue(one) for one in likely]
    return _listed(problem, lines) if lines else []


def _listed(problem: str, lines: list[str]) -> list[str]:
    return [f"{problem}; did you mean:", *lines[:_SHOWN_CANDIDATES]]


def _not_there(wanted: str, covers: str) -> str:
    nowhere = f"no film '{shorten(wanted)}' on the shelf or in the catalogue (heart films)"
    return f"{nowhere}, which has {covers}; heart import adds more"


def _on_shelf(entry: ShelfEntry) -> str:
    return f"  {_title(entry.title, entry.year)}  {safe_for_terminal(f'{entry.id}  {entry.path}')}"


def _in_catalogue(found: FilmHit) -> str:
    own = found.entry.film_id
    return f"  {_title(found.entry.title, found.entry.year)}  {own}"


def _title(title: str, year: int) -> str:
    return safe_for_terminal(f"{title} ({year})")


def _likeness(key: str, entry: ShelfEntry) -> float:
    """From 0 to 1: how like the words are to a name of the film; its beginning is very like."""
    best = 0.0
    names = entry.aliases if key and len(key) <= MAX_NAME_LENGTH and not entry.error else ()
    for name in names:
        best = max(best, SequenceMatcher(None, key, name[:MAX_NAME_LENGTH]).ratio())
        if set(key.split()) <= set(name.split()) or name.startswith(key):
            best = max(best, 0.75 + len(key) / len(name) / 4)
    return best
