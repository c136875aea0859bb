"""The screens of many films."""

from __future__ import annotations

from rich.text import Text

from heartcli.finding import Match, Matches
from heartcli.shelf import Shelf
from heartcli.views.page import NAME, QUIET, SECOND, WARN, Page, Row


def matches(result: Matches, page: Page) -> None:
    """The films that were found, with what one tells them apart by."""
    page.rows([_match(match, page) for match in result.films])
    if not result.films:
        page.print(page.text(f"No film matches '{result.query}'." if result.query else "No film."))
        page.print(page.own(f"The catalogue has {result.covers}.", QUIET))
    elif result.found > len(result.films):
        page.blank()
        told = f"{len(result.films)} of {result.found:,}; --limit shows more"
        page.print(page.own(told, QUIET))


def _match(match: Match, page: Page) -> Row:
    by = page.text(", ".join(match.directors), SECOND)
    genres = page.text(", ".join(match.genres), QUIET)
    own = page.text(match.id, QUIET)
    cells = [page.text(match.title, NAME), page.own(str(match.year), QUIET)]
    return cells, page.join([page.join([by, genres], " – "), own], "  ")


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
