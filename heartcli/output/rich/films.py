"""The screens of many films."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.page import ACCENT, HEADING, NAME, QUIET, WARN, Page, Row
from heartcli.text.display import plural, shorten

if TYPE_CHECKING:  # each costs start-up, and a command needs one of them
    from heartcli.library.catalogue_info import CatalogueInfo, ImportSummary
    from heartcli.library.films import FilmMatch, FilmSearchResult
    from heartcli.library.people import Filmography
    from heartcli.library.shelf import ShelfListing

_KB, _MB = 1 << 10, 1 << 20
_MIN_EXACT_SIMILARITY = 0.7  # how like a title is that may well be meant


def draw_matches(result: FilmSearchResult, page: Page) -> None:
    """The films that were found, with what one tells them apart by."""
    if result.query and result.films and result.films[0].similarity < _MIN_EXACT_SIMILARITY:
        page.print(page.trusted("No title is quite like this; the likest:", QUIET))
    page.rows([_match(match, page) for match in result.films])
    if not result.films:
        page.print(
            page.untrusted(
                f"No film matches '{shorten(result.query)}'." if result.query else "No film."
            )
        )
        page.print(page.untrusted(result.hint, QUIET))
    elif result.total > len(result.films):
        page.blank()
        told = f"{len(result.films)} of {result.total:,}; --limit shows more"
        page.print(page.trusted(told, QUIET))


def _match(match: FilmMatch, page: Page) -> Row:
    by = page.untrusted(", ".join(match.directors), ACCENT)
    genres = page.untrusted(", ".join(filter(None, (match.kind, *match.genres))), QUIET)
    own = page.untrusted(match.id, QUIET)
    cells = [page.untrusted(match.title, NAME), page.trusted(str(match.year), QUIET)]
    return cells, page.join([page.join([by, genres], " – "), own], "  ")


def draw_shelf(result: ShelfListing, page: Page) -> None:
    """The films on the shelf, and where one's own belong."""
    rows: list[Row] = []
    for entry in result.entries:
        told = [
            page.untrusted(entry.id, ACCENT),
            page.trusted("bundled", QUIET)
            if entry.bundled
            else page.untrusted(entry.path.name, QUIET),
        ]
        if entry.error:
            told = [page.untrusted(entry.path.name, ACCENT), page.untrusted(entry.error, WARN)]
        year = page.trusted(str(entry.year or "?"), QUIET)
        rows.append(
            ([page.untrusted(entry.title or "(can't be read)", NAME), year], page.join(told, "  "))
        )
    page.rows(rows)
    page.blank()
    page.print(page.trusted("Your own film files: ", QUIET) + page.untrusted(result.folder))
    page.print(page.trusted("To write one: ", QUIET) + Text("heart new TITLE", ACCENT))


def draw_filmography(result: Filmography, page: Page) -> None:
    """Films by year, with what a person, or each of several, is credited for."""
    names = " and ".join(result.people)
    page.head(page.untrusted(names, HEADING), plural(len(result.films), "film"))
    rows: list[Row] = []
    for film in result.films:
        of_each = {name: ", ".join(film.roles_of(name)) for name in result.people}
        same = len(set(of_each.values())) == 1  # told once
        told = [
            page.join([page.untrusted("" if same else f"{name}:"), page.untrusted(roles, ACCENT)])
            for name, roles in list(of_each.items())[: 1 if same else None]
        ]
        own = page.untrusted(film.id, QUIET)
        rows.append(
            (
                [page.trusted(str(film.year), QUIET), page.untrusted(film.title, NAME)],
                page.join([page.join(told, "; "), own], "  "),
            )
        )
    page.rows(rows)
    if not result.films:
        page.print(
            page.trusted("No film that they share." if len(result.people) > 1 else "No film.")
        )
    for name, most in result.namesake_counts.items():
        page.blank()
        alike = f"{most} people are called {name}; these are films of them all."
        page.print(page.untrusted(alike, WARN))


def draw_catalogue_info(result: CatalogueInfo, page: Page) -> None:
    """The sources, what each asks to be told, and the files."""
    page.head(page.trusted("The catalogue", HEADING), "catalogue")
    page.print(page.untrusted(f"{result.coverage}."))
    page.blank()
    rows: list[Row] = []
    for one in result.sources:
        where = "came with heart, as of" if one.bundled else "imported"
        told = f"{plural(one.films, 'film')}, {where} {one.since.words}"
        read = f"{plural(one.rows, 'row')} read"
        read += f", {one.bad:,} could not be used" if one.bad else ""
        body = page.join(
            [page.trusted(told), page.trusted("" if one.bundled else read, QUIET)], "; "
        )
        rows.append(([page.untrusted(one.name, NAME)],
                     page.join([body, page.untrusted(one.attribution, QUIET)], "\n")))  # fmt: skip
    page.rows(rows)
    page.blank()
    for path, size in result.files:
        page.print(page.untrusted(path) + page.trusted(f"  {_size(size)}", QUIET))
    page.print(
        page.trusted("To add films: ", QUIET) + page.trusted("heart import FORMAT PATH", ACCENT)
    )


def draw_import_summary(result: ImportSummary, page: Page) -> None:
    """What an import has brought."""
    counts = f": {plural(result.film_count, 'film')} of {plural(result.rows_read, 'row')}"
    if result.replaced:
        counts += f", in place of {plural(result.replaced, 'film')} imported before"
    page.print(page.untrusted(result.source, NAME) + page.trusted(counts))
    if result.skipped:
        reasons = [f"{count:,} {why}" for why, count in result.skipped.most_common()]
        page.print(page.untrusted(f"left out: {', '.join(reasons)}", QUIET))
        if result.has_other_kinds:
            page.print(page.trusted("--kinds all takes every kind", QUIET))
    if result.rows_invalid:
        first = ", the first:" if result.rows_invalid > len(result.problems) else ":"
        page.print(
            page.trusted(f"{plural(result.rows_invalid, 'row')} could not be used{first}", WARN)
        )
    for line in result.problems:
        page.print(page.untrusted(line), indent=2)
    if result.attribution:
        page.print(page.untrusted(result.attribution, QUIET))


def _size(count: int) -> str:
    return f"{count / _MB:,.1f} MB" if count >= _MB else f"{count / _KB:,.0f} KB"
