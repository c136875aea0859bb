"""The catalogue: many films in SQLite files, one bundled with heart and one that imports fill.

`open_catalogue` opens both. `store` reads a catalogue and `writer` writes one; `linking` decides
which entries describe the same film, and `merging` combines them into a `Film`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heartcli.catalogue.store import open_catalogue

__all__ = ["open_catalogue"]


def __getattr__(name: str) -> Any:
    """Imports `store` on first use: every command needs the formats, but not all need SQLite."""
    if name != "open_catalogue":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.store").open_catalogue
