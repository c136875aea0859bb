"""The screen of `heart films` without arguments: the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.ink import UNKNOWN
from heartcli.output.rich.layout import INDENT
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import FAILED, HEADING, NAME, QUIET
from heartcli.output.rich.table import Table
from heartcli.text.display import plural

if TYPE_CHECKING:
    from heartcli.library.shelf import ShelfEntry, ShelfListing


def draw(result: ShelfListing, page: Page) -> None:
    page.head(page.trusted("Your shelf", HEADING), plural(len(result.entries), "film"))
    rows = [_cells(entry, page) for entry in result.entries]
    table = Table(page, rows, elastic=(0,))
    for entry, row in zip(result.entries, rows, strict=True):
        table.draw(row, page.trusted(*FAILED) if entry.error else None)
        if entry.error:
            page.prose(page.untrusted(entry.error), indent=INDENT * 2)
    page.section("Your film files")
    page.path(str(result.folder))
    page.footer(
        page.hint("Start a film file", "heart new TITLE"),
        page.hint("Find other films", "heart films TEXT"),
    )


def _cells(entry: ShelfEntry, page: Page) -> list[Text]:
    """The title and year, the id to type, and the file's name if it's the user's."""
    if entry.error:
        return [page.untrusted(entry.path.name, NAME), page.trusted(UNKNOWN), Text(), Text()]
    file = "bundled" if entry.bundled else entry.path.name
    return [
        page.untrusted(entry.title, NAME), page.trusted(str(entry.year or UNKNOWN)),
        page.untrusted(file, QUIET),
    ]  # fmt: skip
