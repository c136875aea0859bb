"""The screens for many films: matches, the shelf, the catalogue, imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import KEY, NAME, QUIET
from heartcli.output.rich.table import Table
from heartcli.text.display import shorten

if TYPE_CHECKING:  # importing them all would slow start-up
    from heartcli.library.films import FilmMatch, FilmSearchResult

_Row = tuple[list[Text], Text]
_CLOSE_TITLE = 0.7  # similarity; if the best match is below it, the screen says so


def _draw_rows(page: Page, rows: list[_Row]) -> None:
    table = Table(page, [[*cells, text] for cells, text in rows])
    for cells, text in rows:
        table.draw([*cells, text])


def draw_matches(result: FilmSearchResult, page: Page) -> None:
    if result.query and result.films and result.films[0].similarity < _CLOSE_TITLE:
        page.prose(page.trusted("No exact match. Closest titles:", QUIET))
    _draw_rows(page, [_match(match, page) for match in result.films])
    if result.closest:
        page.prose(page.trusted("Closest titles:", QUIET))
        _draw_rows(page, [_match(match, page) for match in result.closest])
    elif not result.films:
        query = f"No films match '{shorten(result.query)}'" if result.query else "No films"
        page.prose(page.untrusted(query), page.untrusted(result.hint, QUIET))
    elif result.total > len(result.films):
        page.blank()
        text = f"Showing {len(result.films)} of {result.total:,} films. Use --limit for more"
        page.prose(page.trusted(text, QUIET))


def _match(match: FilmMatch, page: Page) -> _Row:
    cells = [page.untrusted(match.title, NAME), page.trusted(str(match.year), QUIET)]
    directors = page.untrusted(", ".join(match.directors), KEY)
    genres = page.untrusted(", ".join(filter(None, (match.kind, *match.genres))), QUIET)
    about = page.join([directors, genres], " – ")
    viewing = page.trusted(", ".join(match.viewing.words), KEY)
    return cells, page.join([about, viewing, page.untrusted(match.id, QUIET)], "  ")
