"""The screens for many films: matches, the shelf, the catalogue, imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import DOUBT, HEADING, KEY, NAME, QUIET
from heartcli.output.rich.table import Table
from heartcli.text.display import plural, shorten

if TYPE_CHECKING:  # importing them all would slow start-up
    from heartcli.library.catalogue_info import CatalogueInfo, ImportSummary
    from heartcli.library.films import FilmMatch, FilmSearchResult
    from heartcli.library.shelf import ShelfEntry, ShelfListing

_Row = tuple[list[Text], Text]
_KB, _MB = 1 << 10, 1 << 20
_CLOSE_TITLE = 0.7  # similarity; if the best match is below it, the screen says so


def _draw_rows(page: Page, rows: list[_Row]) -> None:
    table = Table(page, [[*cells, text] for cells, text in rows])
    for cells, text in rows:
        table.draw([*cells, text])


def _draw_labelled(page: Page, label: str, text: Text) -> None:
    page.prose(page.trusted(label, QUIET) + text)


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


def draw_shelf(result: ShelfListing, page: Page) -> None:
    _draw_rows(page, [_shelf_entry(entry, page) for entry in result.entries])
    page.blank()
    folder = page.trusted("Your film files: ", QUIET) + page.untrusted(result.folder)
    page.line(folder)  # unwrapped, so that the path can be copied
    _draw_labelled(page, "To start one: ", page.trusted("heart new TITLE", KEY))


def _shelf_entry(entry: ShelfEntry, page: Page) -> _Row:
    title = page.untrusted(entry.title or "(can't be read)", NAME)
    cells = [title, page.trusted(str(entry.year or "?"), QUIET)]
    file = "bundled" if entry.bundled else entry.path.name
    parts = [page.untrusted(entry.id, KEY), page.untrusted(file, QUIET)]
    if entry.error:
        parts = [page.untrusted(entry.path.name, KEY), page.untrusted(entry.error, DOUBT)]
    return cells, page.join(parts, "  ")


def draw_catalogue_info(result: CatalogueInfo, page: Page) -> None:
    page.head(page.trusted("The catalogue", HEADING), "catalogue")
    page.prose(page.untrusted(result.coverage))
    page.blank()
    rows: list[_Row] = []
    for source in result.sources:
        origin = "came with heart, as of" if source.bundled else "imported"
        films = page.trusted(f"{plural(source.films, 'film')}, {origin} {source.since.words}")
        read = "" if source.bundled else f"{plural(source.rows, 'row')} read"
        if read and source.bad:
            read += f", {source.bad:,} could not be used"
        body = page.join([films, page.trusted(read, QUIET)], "; ")
        lines = [body, page.untrusted(source.attribution, QUIET)]
        rows.append(([page.untrusted(source.name, NAME)], page.join(lines, "; ")))
    _draw_rows(page, rows)
    page.blank()
    for path, size in result.files:
        shown = f"{size / _MB:,.1f} MB" if size >= _MB else f"{size / _KB:,.0f} KB"
        page.prose(page.untrusted(path) + page.trusted(f"  {shown}", QUIET))
    _draw_labelled(
        page, "To add films: ", page.trusted("heart import PATH, heart fetch TITLE", KEY)
    )


def draw_import_summary(summary: ImportSummary, page: Page) -> None:
    result, report = summary.result, summary.result.report
    counts = f"Imported {plural(result.film_count, 'film')} from {plural(report.rows, 'row')} as "
    replaced = f", replacing {plural(result.replaced, 'film')}" if result.replaced else ""
    name = page.untrusted(summary.request.source_name, NAME)
    page.prose(page.trusted(counts) + name + page.trusted(replaced))
    if gone := result.gone:
        verb = "is" if gone == 1 else "are"
        films = f"{plural(gone, 'film')} from the earlier import {verb} gone"
        page.prose(page.trusted(f"{films}. To keep both imports, use --as NAME"))
    _draw_skipped(summary, page)
    for line in report.notes:
        page.prose(page.untrusted(line))
    if summary.attribution:
        page.prose(page.untrusted(summary.attribution, QUIET))
    if count := summary.without_cast:
        have, casts = ("has", "its cast") if count == 1 else ("have", "their casts")
        films = plural(result.film_count, "film")
        lacking = "The film has" if result.film_count == 1 else f"{count:,} of {films} {have}"
        page.prose(page.trusted(f"{lacking} no cast"))
        command = page.untrusted(f"heart fetch --source {summary.request.source_name}", KEY)
        _draw_labelled(page, f"To get {casts} from Wikidata: ", command)


def _draw_skipped(summary: ImportSummary, page: Page) -> None:
    report = summary.result.report
    if report.skipped:
        page.prose(page.untrusted(f"Skipped: {report.skipped_by_reason()}", QUIET))
        if summary.has_other_kinds:
            page.prose(page.trusted("Use --kinds all to import every kind", QUIET))
    if report.invalid:
        first = ". First:" if report.invalid > len(report.problems) else ":"
        page.prose(page.trusted(f"Skipped {plural(report.invalid, 'bad row')}{first}", DOUBT))
    for line in report.problems:
        page.prose(page.untrusted(line))
