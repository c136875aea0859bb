"""Draws results with Rich, which only this package imports.

`page` has the rules that all screens share; the other modules have a view for each kind of result.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from heartcli.output.rich.page import Page, capture_page

if TYPE_CHECKING:
    from heartcli.output.result import Result
    from heartcli.output.terminal import Terminal

# The class of a result → the module that draws it, and the function there. A command imports only
# the module that it needs: the others would cost start-up.
VIEWS = {
    "LookupResult": ("film", "draw_lookup"),
    "RecordList": ("film", "draw_records"),
    "SourceList": ("film", "draw_sources"),
    "SearchResult": ("film", "draw_hits"),
    "FilmSearchResult": ("films", "draw_matches"),
    "ShelfListing": ("films", "draw_shelf"),
    "Filmography": ("films", "draw_filmography"),
    "CatalogueInfo": ("films", "draw_catalogue_info"),
    "ImportSummary": ("films", "draw_import_summary"),
    "Stats": ("scores", "draw_scores"),
    "Report": ("check", "draw_report"),
}


def write_table(terminal: Terminal, result: Result) -> None:
    """Writes a result to stdout as a table."""
    terminal.stdout.write(capture_page(terminal, lambda page: draw(result, page)))


def draw(result: Result, page: Page) -> None:
    """Draws a result on a page."""
    module, function = VIEWS[type(result).__name__]
    getattr(import_module(f"heartcli.output.rich.{module}"), function)(result, page)
