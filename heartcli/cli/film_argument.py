"""The FILM argument of a command, and `$HEART_FILM` in its place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from heartcli.errors import HeartError, Notify

if TYPE_CHECKING:
    from heartcli.model.film import Film


def load_film(words: list[str] | None, notify: Notify) -> Film:
    """The film that FILM or `$HEART_FILM` names, or the bundled one.

    Raises HeartError if there is none, or none is clearly the closest.
    """
    if name := " ".join(words or []):
        return _resolve(name, notify)
    if name := os.environ.get("HEART_FILM", ""):
        try:
            return _resolve(name, notify)
        except HeartError as error:
            first, *others = error.lines
            raise HeartError(f"HEART_FILM: {first}", *others) from error
    from heartcli.library.shelf import load_bundled_film

    return load_bundled_film(notify)


def replay_argument(film: Film, words: list[str] | None, notify: Notify) -> str:
    """The words that name a film in a command that others can run; "" for the default film.

    That is its id, or the path of a file that is not on the shelf.
    """
    from heartcli.library.shelf import Shelf

    name = " ".join(words or []) or os.environ.get("HEART_FILM", "")
    if not name:
        return ""
    if film.is_from_catalogue or any(entry.id == film.id for entry in Shelf(notify).entries):
        return film.id
    return f"./{name}" if name.startswith("-") else name


def _resolve(name: str, notify: Notify) -> Film:
    from heartcli.library.shelf import Shelf

    shelf = Shelf(notify)
    if film := shelf.find(name):
        return film
    from heartcli.library.resolve import resolve_near  # the catalogue takes longer

    return resolve_near(name, shelf, notify)
