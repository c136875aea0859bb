"""The screens of a fetch: what was added, or what would be requested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.model.dates import Date
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import DOUBT, KEY, NAME, QUIET
from heartcli.text.display import format_command, plural

if TYPE_CHECKING:  # importing them all would slow start-up
    from heartcli.catalogue.fetching.documents import FetchedFilm
    from heartcli.library.fetched import FetchSummary, RequestList

_MAX_MISSING = 8  # missing films that are listed
_MAX_COMMANDS = 3  # films whose commands are listed


def draw_summary(summary: FetchSummary, page: Page) -> None:
    fetched, kept, missing = summary.result
    if summary.source:
        _draw_counts(summary, page)
    else:
        for film in fetched:
            premise = ", with Wikipedia's summary" if film.has_premise else ""
            page.prose(page.trusted("Fetched ") + _name(film, page) + page.trusted(premise))
        for film in kept:
            date = f" on {Date.parse(film.fetched_on).words}" if film.fetched_on else ""
            hint = page.trusted(". Use --refresh to fetch it again", QUIET)
            page.prose(page.trusted(f"Already fetched{date}: ") + _name(film, page) + hint)
    for problem in missing[:_MAX_MISSING]:
        page.prose(page.untrusted(problem, DOUBT))
    if len(missing) > _MAX_MISSING:
        others = f"and {len(missing) - _MAX_MISSING:,} more. Use --json to list all"
        page.prose(page.trusted(others, QUIET))
    for attribution in summary.attributions:
        page.prose(page.untrusted(attribution, QUIET))
    _draw_next_steps(summary, page)


def _draw_counts(summary: FetchSummary, page: Page) -> None:
    fetched, kept, missing = summary.result
    total = len(fetched) + len(missing)
    name = page.untrusted(summary.source, NAME)
    if total:
        counts = f"Fetched {len(fetched):,} of {plural(total, 'film')} for "
        page.prose(page.trusted(counts) + name)
    elif not kept:
        nothing = f"Nothing to fetch: every film in '{summary.source}' has a cast"
        page.prose(page.untrusted(nothing))
    if kept:
        count = plural(len(kept), "film was", "films were")
        hint = f"{count} fetched earlier. Use --refresh to fetch again"
        page.prose(page.trusted(hint, QUIET))


def _draw_next_steps(summary: FetchSummary, page: Page) -> None:
    films = [*summary.result.fetched, *summary.result.kept]
    if summary.source and films:
        commands = [f"heart quiz --catalogue --source {summary.source}"]
    else:
        commands = [
            format_command(verb, film.id)
            for film in films[:_MAX_COMMANDS]
            for verb in ("film", "quiz")
        ]
    for i, command in enumerate(commands):
        page.prose(page.trusted("     " if i else "Try: ") + page.untrusted(command, KEY))


def _name(film: FetchedFilm, page: Page) -> Text:
    return page.untrusted(f"{film.title} ({film.year})", NAME)


def draw_requests(requests: RequestList, page: Page) -> None:
    for request in requests.requests:  # unwrapped, so that they can be copied
        page.line(page.untrusted(request))
