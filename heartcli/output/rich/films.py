"""The screens for many films: matches, the shelf, a person's films, the catalogue, imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heartcli.output.rich.page import ACCENT, HEADING, NAME, QUIET, WARN, Page, Row
from heartcli.text.display import plural, shorten

if TYPE_CHECKING:  # importing them all would slow start-up
    from heartcli.library.catalogue_info import CatalogueInfo, ImportSummary
    from heartcli.library.films import FilmMatch, FilmSearchResult
    from heartcli.library.people import FilmCredit, Filmography
    from heartcli.library.shelf import ShelfEntry, ShelfListing

_KB, _MB = 1 << 10, 1 << 20
_CLOSE_TITLE = 0.7  # similarity; if the best match is below it, the screen says so


def draw_matches(result: FilmSearchResult, page: Page) -> None:
    if result.query and result.films and result.films[0].similarity < _CLOSE_TITLE:
        page.print(page.trusted("No exact match. Closest titles:", QUIET))
    page.rows([_match(match, page) for match in result.films])
    if result.closest:
        page.print(page.trusted("Closest titles:", QUIET))
        page.rows([_match(match, page) for match in result.closest])
    elif not result.films:
        query = f"No films match '{shorten(result.query)}'" if result.query else "No films"
        page.print(page.untrusted(query), page.untrusted(result.hint, QUIET))
    elif result.total > len(result.films):
        page.blank()
        text = f"Showing {len(result.films)} of {result.total:,} films. Use --limit for more"
        page.print(page.trusted(text, QUIET))


def _match(match: FilmMatch, page: Page) -> Row:
    cells = [page.untrusted(match.title, NAME), page.trusted(str(match.year), QUIET)]
    directors = page.untrusted(", ".join(match.directors), ACCENT)
    genres = page.untrusted(", ".join(filter(None, (match.kind, *match.genres))), QUIET)
    about = page.join([directors, genres], " – ")
    viewing = page.trusted(", ".join(match.viewing.words), ACCENT)
    return cells, page.join([about, viewing, page.untrusted(match.id, QUIET)], "  ")


def draw_shelf(result: ShelfListing, page: Page) -> None:
    page.rows([_shelf_entry(entry, page) for entry in result.entries])
    page.blank()
    folder = page.trusted("Your film files: ", QUIET) + page.untrusted(result.folder)
    page.console.print(folder, soft_wrap=True)  # unwrapped, so that the path can be copied
    page.print_labelled("To start one: ", page.trusted("heart new TITLE", ACCENT))


def _shelf_entry(entry: ShelfEntry, page: Page) -> Row:
    title = page.untrusted(entry.title or "(can't be read)", NAME)
    cells = [title, page.trusted(str(entry.year or "?"), QUIET)]
    file = "bundled" if entry.bundled else entry.path.name
    parts = [page.untrusted(entry.id, ACCENT), page.untrusted(file, QUIET)]
    if entry.error:
        parts = [page.untrusted(entry.path.name, ACCENT), page.untrusted(entry.error, WARN)]
    return cells, page.join(parts, "  ")


def draw_filmography(result: Filmography, page: Page) -> None:
    people = page.untrusted(" and ".join(result.people), HEADING)
    page.head(people, plural(len(result.films), "film"))
    page.rows([_credit(film, result.people, page) for film in result.films])
    if not result.films:
        page.print(page.trusted("No films in common" if len(result.people) > 1 else "No films"))
    for name, count in result.namesake_counts.items():
        page.blank()
        page.print(page.untrusted(f"Includes films of {count} people called {name}", WARN))


def _credit(film: FilmCredit, people: list[str], page: Page) -> Row:
    roles = {name: ", ".join(film.roles_of(name)) for name in people}
    if len(set(roles.values())) == 1:  # the same roles for everyone: show them once
        roles = {"": roles[people[0]]}
    parts = [
        page.join([page.untrusted(name and f"{name}:"), page.untrusted(role, ACCENT)])
        for name, role in roles.items()
    ]
    cells = [page.trusted(str(film.year), QUIET), page.untrusted(film.title, NAME)]
    return cells, page.join([page.join(parts, "; "), page.untrusted(film.id, QUIET)], "  ")


def draw_catalogue_info(result: CatalogueInfo, page: Page) -> None:
    page.head(page.trusted("The catalogue", HEADING), "catalogue")
    page.print(page.untrusted(result.coverage))
    page.blank()
    rows: list[Row] = []
    for source in result.sources:
        origin = "came with heart, as of" if source.bundled else "imported"
        films = page.trusted(f"{plural(source.films, 'film')}, {origin} {source.since.words}")
        read = "" if source.bundled else f"{plural(source.rows, 'row')} read"
        if read and source.bad:
            read += f", {source.bad:,} could not be used"
        body = page.join([films, page.trusted(read, QUIET)], "; ")
        lines = [body, page.untrusted(source.attribution, QUIET)]
        rows.append(([page.untrusted(source.name, NAME)], page.join(lines, "\n")))
    page.rows(rows)
    page.blank()
    for path, size in result.files:
        shown = f"{size / _MB:,.1f} MB" if size >= _MB else f"{size / _KB:,.0f} KB"
        page.print(page.untrusted(path) + page.trusted(f"  {shown}", QUIET))
    page.print_labelled(
        "To add films: ", page.trusted("heart import PATH, heart fetch TITLE", ACCENT)
    )


def draw_import_summary(summary: ImportSummary, page: Page) -> None:
    result, report = summary.result, summary.result.report
    counts = f"Imported {plural(result.film_count, 'film')} from {plural(report.rows, 'row')} as "
    replaced = f", replacing {plural(result.replaced, 'film')}" if result.replaced else ""
    name = page.untrusted(summary.request.source_name, NAME)
    page.print(page.trusted(counts) + name + page.trusted(replaced))
    if gone := result.gone:
        verb = "is" if gone == 1 else "are"
        films = f"{plural(gone, 'film')} from the earlier import {verb} gone"
        page.print(page.trusted(f"{films}. To keep both imports, use --as NAME"))
    _draw_skipped(summary, page)
    for line in report.notes:
        page.print(page.untrusted(line))
    if summary.attribution:
        page.print(page.untrusted(summary.attribution, QUIET))
    if count := summary.without_cast:
        have, casts = ("has", "its cast") if count == 1 else ("have", "their casts")
        films = plural(result.film_count, "film")
        lacking = "The film has" if result.film_count == 1 else f"{count:,} of {films} {have}"
        page.print(page.trusted(f"{lacking} no cast"))
        command = page.untrusted(f"heart fetch --source {summary.request.source_name}", ACCENT)
        page.print_labelled(f"To get {casts} from Wikidata: ", command)


def _draw_skipped(summary: ImportSummary, page: Page) -> None:
    report = summary.result.report
    if report.skipped:
        page.print(page.untrusted(f"Skipped: {report.skipped_by_reason()}", QUIET))
        if summary.has_other_kinds:
            page.print(page.trusted("Use --kinds all to import every kind", QUIET))
    if report.invalid:
        first = ". First:" if report.invalid > len(report.problems) else ":"
        page.print(page.trusted(f"Skipped {plural(report.invalid, 'bad row')}{first}", WARN))
    for line in report.problems:
        page.print(page.untrusted(line), indent=2)
