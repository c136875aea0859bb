"""The screens of `heart fact` and `heart search`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.model.records import ProductionNote
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.lookup import hidden_line
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import QUIET
from heartcli.text.display import format_command, plural, quote
from heartcli.text.folding import word_spans

if TYPE_CHECKING:
    from collections.abc import Collection

    from heartcli.lookup.facts import FactResult
    from heartcli.lookup.search import Lead, SearchResult
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
    """Draws results by film, and matches elsewhere, which come first if no result is exact."""
    leads = [line for lead in result.leads or () for line in _lead_lines(lead, page)]
    lines = [*_count_lines(result, page), hidden_line(result.hidden, page)]
    lines += leads if result.is_exact else []
    films = result.by_film()
    for film, hits in films:
        page.gap()
        page.start_footnotes(film, [[hit.record.sources for hit in hits]])
        page.title(film, "search")
        if leads and not result.is_exact:
            page.prose(page.untrusted(f"Nothing here matches {quote(result.query)} exactly."))
            page.prose(*leads)
        for hit in hits:
            page.gap()
            _draw_record(hit.record, hit.words, page)
        page.footer(*(lines if film is films[-1][0] else ()))


def _lead_lines(lead: Lead, page: Page) -> list[Text]:
    """Returns the matches elsewhere, each with the command that shows it."""
    return _on_one_line([page.untrusted(lead.text, QUIET), page.command(lead.command)], page)


def _count_lines(result: SearchResult, page: Page) -> list[Text]:
    """Returns the number of results, and the commands that show all of them, or one."""
    shown, total = len(result.hits), plural(result.total, "result")
    parts = [page.trusted(total if shown == result.total else f"{shown} of {total}", QUIET)]
    if shown < result.total:
        parts.append(page.hint("All", f"--limit {result.total}"))
    film = result.film
    if film and (film.is_from_catalogue or result.leads is not None):
        words = ["ID"] if result.leads is not None else [film.id, "ID"]
        parts.append(page.hint("Show one", format_command("fact", *words)))
    return _on_one_line(parts, page)


def _on_one_line(parts: list[Text], page: Page) -> list[Text]:
    """Joins short texts, or leaves each on a line of its own if they don't fit on one."""
    line = page.join(parts, " " * GAP)
    return [line] if line.cell_len + INDENT <= page.width else parts


def _draw_record(record: Record, matches: Collection[str], page: Page) -> None:
    """Draws a record as a sentence, with its disputes and its id; underlines the matches."""
    sentence = page.join([page.date(record.date), page.untrusted(record.sentence)], ": ")
    for text in (page.cited(record, sentence), *page.dispute_lines(record)):
        _underline(text, matches)
        page.prose(text)
    page.prose(page.untrusted(record.id, QUIET), indent=INDENT * 2)


def _underline(text: Text, words: Collection[str]) -> None:
    """Underlines the words of a text that match a query."""
    for word, start, end in word_spans(text.plain.translate(_FOOTNOTE_DIGITS)):
        if word in words:
            text.stylize(_MATCH, start, end)
