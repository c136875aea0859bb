"""The screens of the catalogue: its sources, and the result of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.ink import UNKNOWN, spaces
from heartcli.output.rich.layout import INDENT
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import DONE, HEADING, NAME, PARTLY_DONE, QUIET
from heartcli.output.rich.table import Table
from heartcli.text.display import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heartcli.library.catalogue_info import CatalogueInfo, ImportSummary, SourceInfo

_KB, _MB = 1000, 1_000_000
_TABLE_WIDTH = 66  # columns, beside the rest on a wide page
_RIGHT = (1, 3, 4)  # the columns with numbers, and with dates up to the present


def draw_info(result: CatalogueInfo, page: Page) -> None:
    page.head(page.trusted("The catalogue", HEADING), plural(len(result.sources), "source"))
    page.prose(page.untrusted(result.coverage))
    page.gap()
    page.panels(
        lambda panel: _draw_sources(result.sources, panel),
        lambda panel: _draw_origins(result, panel),
        _TABLE_WIDTH,
    )
    page.footer(
        page.hint("Add films from files", "heart import PATH"),
        page.hint("Get any film", "heart fetch TITLE"),
    )


def _draw_origins(result: CatalogueInfo, page: Page) -> None:
    """Draws the catalogue's files, and the attribution that its sources ask for."""
    page.section("Files")
    sizes = [page.trusted(_format_size(size)) for _, size in result.files]
    width = max(size.cell_len for size in sizes)
    for (path, _), size in zip(result.files, sizes, strict=True):
        page.path(path, lead=spaces(width - size.cell_len) + size)
    page.section("Attribution")
    attributions: dict[str, dict[str, None]] = {}  # the sources that ask for each
    for source in result.sources:
        if source.attribution:
            attributions.setdefault(source.attribution, {})[source.name] = None
    page.labelled([
        (page.untrusted(", ".join(names), QUIET), page.untrusted(attribution))
        for attribution, names in attributions.items()
    ])  # fmt: skip


def _draw_sources(sources: list[SourceInfo], page: Page) -> None:
    """Draws a table of the sources; on a narrow page, their rows are counted below them."""
    head = [page.trusted(name, QUIET) for name in ("Source", "Films", "As of", "Rows", "Invalid")]
    is_narrow = page.is_narrow
    cells = [_source_cells(source, page) for source in sources]
    # Rows of bundled sources weren't counted.
    are_bundled = all(source.bundled for source in sources)
    rows = [row[: 3 if is_narrow or are_bundled else None] for row in (head, *cells)]
    table = Table(page, rows, right=_RIGHT, elastic=(0,))
    table.head(rows[0])
    for source, row in zip(sources, rows[1:], strict=True):
        table.draw(row)
        if is_narrow:
            page.prose(_count_rows(source, page), indent=INDENT * 2)


def _source_cells(source: SourceInfo, page: Page) -> list[Text]:
    counts = [UNKNOWN] * 2 if source.bundled else [f"{source.rows:,}", f"{source.bad:,}"]
    films = page.trusted(f"{source.films:,}")
    since = page.untrusted(source.since.words)
    return [
        page.untrusted(source.name, NAME), films, since, *map(page.trusted, counts),
        page.untrusted(_origin(source), QUIET),
    ]  # fmt: skip


def _count_rows(source: SourceInfo, page: Page) -> Text:
    counts = [] if source.bundled else [plural(source.rows, "row")]
    counts += [f"{source.bad:,} invalid"] if source.bad else []
    return page.untrusted(", ".join(filter(None, (_origin(source), *counts))), QUIET)


def _origin(source: SourceInfo) -> str:
    """Returns "bundled", or the format of a source that isn't named after its format."""
    return "bundled" if source.bundled else source.format.removeprefix(source.name)


def _format_size(size: int) -> str:
    return f"{size / _MB:,.1f} MB" if size >= _MB else f"{size / _KB:,.0f} kB"


def draw_import(summary: ImportSummary, page: Page) -> None:
    """Draws what an import added, what it skipped, and what to do next."""
    result, report = summary.result, summary.result.report
    counts = f"Imported {plural(result.film_count, 'film')} from {plural(report.rows, 'row')} as "
    replaced = f", replacing {plural(result.replaced, 'film')}" if result.replaced else ""
    name = page.untrusted(summary.request.source_name, NAME)
    page.hang(page.trusted(*DONE), page.trusted(counts) + name + page.trusted(replaced))
    if gone := result.gone:
        verb = "is" if gone == 1 else "are"
        films = f"{plural(gone, 'film')} from the earlier import {verb} gone"
        page.hang(page.trusted(*PARTLY_DONE), page.trusted(f"{films}. To keep both, use --as NAME"))
    _draw_skipped(summary, page)
    for line in report.notes:
        page.prose(page.untrusted(line))
    count, total = summary.without_cast, result.film_count
    if count:
        films = f"{count:,} of {plural(total, 'film')}" if total > 1 else "The film"
        page.prose(page.trusted(f"{films} {'has' if count == 1 else 'have'} no cast"))
    page.footer(*_next_steps(summary, page), page.untrusted(summary.attribution, QUIET))


def _draw_skipped(summary: ImportSummary, page: Page) -> None:
    report = summary.result.report
    if report.skipped:
        page.prose(page.untrusted(f"Skipped {report.skipped_by_reason()}"))
    if report.invalid:
        first = ". First:" if report.invalid > len(report.problems) else ":"
        skipped = f"Skipped {plural(report.invalid, 'invalid row')}{first}"
        page.hang(page.trusted(*PARTLY_DONE), page.trusted(skipped))
    for line in report.problems:
        page.hanging(page.untrusted(line), indent=INDENT * 2)


def _next_steps(summary: ImportSummary, page: Page) -> Iterator[Text]:
    """Yields the options and commands to import or fetch more."""
    if summary.has_other_kinds:
        yield page.hint("Import every kind", "--kinds all")
    if count := summary.without_cast:
        purpose = f"Get {'its cast' if count == 1 else 'their casts'} from Wikidata"
        yield page.hint(purpose, f"heart fetch --source {summary.request.source_name}")
