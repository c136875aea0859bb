"""The screens of a fetch: what was added, or what would be requested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.catalogue.formats import FETCHED
from heartcli.model.dates import Date
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import DONE, FAILED, NAME, QUIET
from heartcli.text.display import format_command, plural

if TYPE_CHECKING:  # importing them all would slow start-up
    from collections.abc import Iterator

    from heartcli.catalogue.fetching.documents import FetchedFilm
    from heartcli.library.fetched import FetchSummary, RequestList

_MAX_MISSING = 8  # missing films that are listed


def draw_summary(summary: FetchSummary, page: Page) -> None:
    fetched, kept, missing = summary.result
    done = page.trusted(*DONE)
    if summary.source:
        _draw_counts(summary, page)
    else:
        for film in fetched:
            premise = ", with Wikipedia's summary" if film.has_premise else ""
            page.hang(done, page.trusted("Fetched ") + _name(film, page, premise))
        for film in kept:
            date = f" on {Date.parse(film.fetched_on).words}" if film.fetched_on else ""
            page.hang(done, page.trusted(f"Already fetched{date}: ") + _name(film, page))
    for problem in missing[:_MAX_MISSING]:
        page.hang(page.trusted(*FAILED), page.untrusted(problem))
    if others := len(missing[_MAX_MISSING:]):
        page.prose(page.trusted(f"and {others:,} more. Use --json to list all"))
    attributions = summary.attributions if fetched else []
    page.footer(*_next_steps(summary, page), *(page.untrusted(a, QUIET) for a in attributions))


def _draw_counts(summary: FetchSummary, page: Page) -> None:
    fetched, kept, missing = summary.result
    total = len(fetched) + len(missing)
    if fetched or (missing and not summary.complete):
        text = f"Fetched {len(fetched):,} of {plural(total, 'film')} for {summary.source}"
    elif missing:
        text = f"Nothing new for {summary.source}: {plural(total, 'film')} not found"
    elif kept:
        text = f"Nothing new for {summary.source}"
    else:
        text = f"Nothing to fetch: every film in '{summary.source}' has a cast"
    sign = FAILED if summary.is_failure else DONE
    page.hang(page.trusted(*sign), page.untrusted(text))
    if kept:
        page.prose(page.trusted(f"{plural(len(kept), 'film was', 'films were')} fetched earlier"))


def _next_steps(summary: FetchSummary, page: Page) -> Iterator[Text]:
    """The commands that show what was fetched, and the option that fetches it again."""
    films = [*summary.result.fetched, *summary.result.kept]
    if summary.source:
        commands = [f"heart quiz --catalogue --source {summary.source}"] if summary.complete else []
    elif len(films) > 1:
        commands = [f"heart films --source {FETCHED}"]
    else:
        commands = [format_command(verb, film.id) for film in films for verb in ("film", "quiz")]
    if commands:
        yield page.trusted("Try: ", QUIET) + page.join(map(page.command, commands), ", ")
    if summary.result.kept:
        yield page.hint("Fetch again", "--refresh")


def _name(film: FetchedFilm, page: Page, detail: str = "") -> Text:
    return page.untrusted(f"{film.title} ({film.year})", NAME) + page.trusted(detail)


def draw_requests(requests: RequestList, page: Page) -> None:
    for request in requests.requests:  # unwrapped, so that they can be copied
        page.line(page.untrusted(request))
