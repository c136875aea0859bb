"""The screen of `heart sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME, QUIET

if TYPE_CHECKING:
    from heartcli.lookup.sections import SourceList
    from heartcli.model.records import Source


def draw(result: SourceList, page: Page) -> None:
    page.title(result.film, "sources")
    if not result.facts:
        page.prose(page.trusted("No sources in this film file"))
    highest = max(result.facts.values(), default=1) or 1
    for name, count in result.facts.items():
        bar = page.bar(count / highest, 12)
        lead = Text("  ") + page.trusted(f"{count:3}  ") + bar
        page.hang(lead, _source(result.film.sources[name], page), 21)


def _source(source: Source, page: Page) -> Text:
    makers = [page.untrusted(name) for name in (source.author, source.publisher) if name]
    title = page.join([page.untrusted(source.title, NAME), *makers], ", ")
    address, note = page.untrusted(source.url), page.untrusted(source.note, QUIET)
    return page.join([page.join([title, page.date(source.date)], "  "), address, note], "\n")
