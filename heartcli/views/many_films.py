"""The screens of many films."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.text import number
from heartcli.views.page import HEADING, NAME, QUIET, SECOND, WARN, Page, Row

if TYPE_CHECKING:  # each costs start-up, and a command needs one of them
    from heartcli.finding import Match, Matches
    from heartcli.holdings import Added, Holdings
    from heartcli.people import Filmography
    from heartcli.shelf import Shelf

_KB, _MB = 1 << 10, 1 << 20


def matches(result: Matches, page: Page) -> None:
    """The films that were found, with what one tells them apart by."""
    page.rows([_match(match, page) for match in result.films])
    if not result.films:
        page.print(page.text(f"No film matches '{result.query}'." if result.query else "No film."))
        page.print(
            page.own(f"The catalogue has {result.covers}; ", QUIET)
            + page.own("heart import", SECOND)
            + page.own(" adds more.", QUIET)
        )
    elif result.found > len(result.films):
        page.blank()
        told = f"{len(result.films)} of {result.found:,}; --limit shows more"
        page.print(page.own(told, QUIET))


def _match(match: Match, page: Page) -> Row:
    by = page.text(", ".join(match.directors), SECOND)
    genres = page.text(", ".join(filter(None, (match.kind, *match.genres))), QUIET)
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


def filmography(result: Filmography, page: Page) -> None:
    """Films by year, with what a person, or each of several, is credited for."""
    names = " and ".join(result.people)
    count = len(result.films)
    page.head(page.text(names, HEADING), f"{count:,} film{'' if count == 1 else 's'}")
    rows: list[Row] = []
    for film in result.films:
        told = []
        for name in result.people:
            roles = page.text(", ".join(film.told(name)), SECOND)
            named = page.join([page.text(f"{name}:"), roles]) if len(result.people) > 1 else roles
            told.append(named)
        own = page.text(film.id, QUIET)
        rows.append(
            (
                [page.own(str(film.year), QUIET), page.text(film.title, NAME)],
                page.join([page.join(told, "; "), own], "  "),
            )
        )
    page.rows(rows)
    if not result.films:
        page.print(page.own("No film that they share." if len(result.people) > 1 else "No film."))
    for name, most in result.alike.items():
        page.blank()
        alike = f"{most} people are called {name}; these are films of them all."
        page.print(page.text(alike, WARN))


def holdings(result: Holdings, page: Page) -> None:
    """The sources, what each asks to be told, and the files."""
    page.head(page.own("The catalogue", HEADING), "catalogue")
    page.print(page.text(f"{result.covers}."))
    page.blank()
    rows: list[Row] = []
    for one in result.sources:
        where = "came with heart, as of" if one.bundled else "imported"
        told = f"{one.films:,} film{'' if one.films == 1 else 's'}, {where} {one.since.words}"
        read = f"{one.rows:,} row{'' if one.rows == 1 else 's'} read"
        read += f", {one.bad:,} not to be used" if one.bad else ""
        body = page.join([page.own(told), page.own("" if one.bundled else read, QUIET)], "; ")
        rows.append(([page.text(one.name, NAME)],
                     page.join([body, page.text(one.attribution, QUIET)], "\n")))  # fmt: skip
    page.rows(rows)
    page.blank()
    for path, size in result.files:
        page.print(page.text(path) + page.own(f"  {_size(size)}", QUIET))
    page.print(page.own("To add films: ", QUIET) + page.own("heart import FORMAT PATH", SECOND))


def added(result: Added, page: Page) -> None:
    """What an import has brought."""
    came = result.came
    told = f": {number(came.kept)} film{'' if came.kept == 1 else 's'} of {number(came.rows)}"
    told += f" row{'' if came.rows == 1 else 's'}"
    page.print(page.text(result.source, NAME) + page.own(told))
    if came.bad:
        rows = f"{number(came.bad)} row{'' if came.bad == 1 else 's'} could not be used"
        page.print(page.own(rows + (", the first:" if came.bad > len(came.told) else ":"), WARN))
    for line in came.told:
        page.print(page.text(line), indent=2)
    if result.attribution:
        page.print(page.text(result.attribution, QUIET))


def _size(count: int) -> str:
    return f"{count / _MB:,.1f} MB" if count >= _MB else f"{count / _KB:,.0f} KB"
