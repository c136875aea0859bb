"""Draws results with Rich, which only this package imports.

`page` has the rules that all screens share; the other modules have a view for each kind of result.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from heartcli.output.rich.page import Page

if TYPE_CHECKING:
    from heartcli.output.result import Result

# The class of a result → the module that draws it, and the function there. A command imports only
# the module that it needs: the others would cost start-up.
VIEWS = {
    "LookupResult": ("film", "look"),
    "RecordList": ("film", "entries"),
    "SourceList": ("film", "sources"),
    "SearchResult": ("film", "hits"),
    "FilmSearchResult": ("films", "matches"),
    "ShelfListing": ("films", "shelf"),
    "Filmography": ("films", "filmography"),
    "CatalogueInfo": ("films", "holdings"),
    "ImportSummary": ("films", "added"),
    "Stats": ("quiz", "scores"),
    "Report": ("check", "report"),
}


def draw(result: Result, page: Page | None = None) -> None:
    """The result on the terminal, or on a page of another make."""
    module, function = VIEWS[type(result).__name__]
    view = getattr(import_module(f"heartcli.output.rich.{module}"), function)
    if page is not None:
        view(result, page)
        return
    page = Page()
    with page.console.capture() as screen:
        view(result, page)
    sys.stdout.write(re.sub(r" +$", "", screen.get(), flags=re.MULTILINE))  # Rich fills cells up
