"""The screens of many films."""

from __future__ import annotations

from rich.text import Text

from heartcli.shelf import Shelf
from heartcli.views.page import NAME, QUIET, SECOND, WARN, Page, Row


def shelf(result: Shelf, page: Page) -> None:
    """The films on the shelf, and where one's own belong."""
    rows: list[Row] = []
    for entry in result.entries:
        told = [
            page.text(entry.id, SECOND),
            page.own("bundled", QUIET) if entry.bundled else page.text(entry.path.name, QUIET),
        ]
        if entry.broken:
            told = [page.text(entry.path.name, SECOND), page.text(entry.broken, WARN)]
        year = page.own(str(entry.year or "?"), QUIET)
        rows.append(
            ([page.text(entry.title or "(can't be read)", NAME), year], page.join(told, "  "))
        )
    page.rows(rows)
    page.blank()
    page.print(page.own("Your own film files: ", QUIET) + page.text(result.folder))
    page.print(page.own("To write one: ", QUIET) + Text("heart new TITLE", SECOND))
