"""Finds films by name, on the shelf of film files and in the catalogue behind it.

`resolve_film` finds the film that a name means, `search_films` searches by title and filter, and
`find_filmography` lists people's films. These load the catalogue code; `shelf` works without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heartcli.library.films import search_films
    from heartcli.library.people import find_filmography
    from heartcli.library.resolve import resolve_film

__all__ = ["find_filmography", "resolve_film", "search_films"]
_MODULES = {"find_filmography": "people", "resolve_film": "resolve", "search_films": "films"}


def __getattr__(name: str) -> Any:
    """Imports a function on first use, so commands that only need the shelf start faster."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
