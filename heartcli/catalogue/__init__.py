"""Many films in SQLite: the bundled catalogue, and the one that imports fill.

`open_catalogue` opens both. `store` reads a catalogue and `writer` writes one; `linking` finds the
entries of one film, and `merging` makes a `Film` of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heartcli.catalogue.store import open_catalogue

__all__ = ["open_catalogue"]


def __getattr__(name: str) -> Any:
    """Loads SQLite only when the catalogue is opened: every command knows the import formats."""
    if name != "open_catalogue":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.store").open_catalogue
