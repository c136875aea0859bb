"""The screens of `heart fact` and `heart search`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.model.records import ProductionNote
from heartcli.output.rich.lookup import hidden_line
from heartcli.output.rich.page import INDENT, Page
from heartcli.output.rich.palette import QUIET
from heartcli.text.display import format_command, plural
from heartcli.text.folding import word_spans

if TYPE_CHECKING:
    from collections.abc import Collection

    from heartcli.lookup.facts import FactResult
    from heartcli.lookup.search import SearchResult
    from heartcli.model.records import Record

_MATCH = "bold underline"
_FOOTNOTE_DIGITS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", " " * 10)


def draw_fact(result: FactResult, page: Page) -> None:
    record = result.record
    page.start_footnotes(result.film, [[record.sources]])
    topic = record.topic if isinstance(record, ProductionNote) else ""
    page.title(result.film, ", ".join(filter(None, ("fact", result.section, topic))))
    _draw_record(record, (), page)
    page.footer()


def draw_hits(result: SearchResult, page: Page) -> None:
    lines = [_count_line(result, page), hidden_line(result.hidden, page)]
    lines += [
        page.untrusted(lead.text, QUIET) + Text("  ") + page.command(lead.command)
        for lead in result.leads or ()
    ]
    films = result.by_film()
    for film, hits in films:
        page.gap()
        page.start_footnotes(film, [[hit.record.sources for hit in hits]])
        page.title(film, "search")
        for hit in hits:
            page.gap()
            _draw_record(hit.record, hit.words, page)
        page.footer(*(lines if film is films[-1][0] else ()))


def _count_line(result: SearchResult, page: Page) -> Text:
    """Returns how many results there are, and the commands that show all, or one."""
    shown, total = len(result.hits), plural(result.total, "result")
    line = page.trusted(f"{total}." if shown == result.total else f"{shown} of {total}.", QUIET)
    if shown < result.total:
        limit = page.command(f"--limit {result.total}")
        line = page.join([line, page.trusted("All: ", QUIET) + limit])
    film = result.film
    if film and (film.is_from_catalogue or result.leads is not None):
        words = ["fact", "ID"] if result.leads is not None else ["fact", film.id, "ID"]
        command = page.command(format_command(*words))
        line = page.join([line, page.trusted("One alone: ", QUIET) + command], "  ")
    return line


def _draw_record(record: Record, matches: Collection[str], page: Page) -> None:
    """Draws a record as a sentence, with what others say and its id; underlines the matches."""
    sentence = page.join([page.date(record.date), page.untrusted(record.sentence)], ": ")
    for text in (page.body(record, sentence), *page.objections(record)):
        _underline(text, matches)
        page.prose(text)
    page.prose(page.untrusted(record.id, QUIET), indent=INDENT * 2)


def _underline(text: Text, words: Collection[str]) -> None:
    """Underlines the words of a text that match a query."""
    for word, start, end in word_spans(text.plain.translate(_FOOTNOTE_DIGITS)):
        if word in words:
            text.stylize(_MATCH, start, end)
