"""The screens of `heart fact`, `heart search` and, by its own module, `heart timeline`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich import timeline
from heartcli.output.rich.lookup import hidden_line
from heartcli.output.rich.page import INDENT, Page
from heartcli.output.rich.palette import QUIET

if TYPE_CHECKING:
    from heartcli.lookup.search import Hit, SearchResult
    from heartcli.lookup.timeline import RecordList

_MATCH = "bold reverse"


def draw_records(result: RecordList, page: Page) -> None:
    if result.command == "fact":
        _draw_fact(result, page)
    else:
        timeline.draw(result, page)


def _draw_fact(result: RecordList, page: Page) -> None:
    page.start_footnotes(result.film, [[record.sources for _, record in result.records]])
    page.title(result.film, "fact")
    for _, record in result.records:
        text = page.join([page.date(record.date), page.untrusted(record.sentence)], ": ")
        page.story(record, text, INDENT)
    page.footer()


def draw_hits(result: SearchResult, page: Page) -> None:
    if not result.hits:
        place = f"in {result.film.title}" if result.film else "on your shelf"
        page.prose(page.untrusted(f"Nothing {place} matches '{result.query}'"))
    for film, hits in result.by_film():
        page.gap()
        page.start_footnotes(film, [[hit.record.sources for hit in hits]])
        page.title(film, "search")
        for hit in hits:
            sentence = page.join([page.date(hit.record.date), _marked_sentence(hit, page)], ": ")
            page.story(hit.record, sentence, INDENT)
            page.prose(page.untrusted(hit.record.id, QUIET), indent=INDENT * 2)
        page.footer()
    if result.total > len(result.hits):
        text = f"Showing {len(result.hits)} of {result.total:,} results. Use --limit for more"
        page.prose(page.trusted(text, QUIET), indent=0)
    page.prose(*filter(None, [hidden_line(result.hidden, page)]), indent=0)


def _marked_sentence(hit: Hit, page: Page) -> Text:
    """The record's sentence with its matches marked, made safe for the terminal."""
    sentence, parts, end = hit.record.sentence, [], 0
    for start, stop in [*hit.marked, (len(sentence), len(sentence))]:
        parts += [(sentence[end:start], ""), (sentence[start:stop], _MATCH)]
        end = stop
    # Without the x around it, a part would lose the spaces at its ends.
    safe = ((page.untrusted(f"x{text}x").plain[1:-1], style) for text, style in parts)
    return Text.assemble(*safe)
