"""The screen of `heart timeline`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heartcli.output.rich.lookup import hidden_line
from heartcli.output.rich.page import Page

if TYPE_CHECKING:
    from heartcli.lookup.timeline import RecordList


def draw(result: RecordList, page: Page) -> None:
    page.start_footnotes(result.film, [[record.sources for _, record in result.records]])
    page.title(result.film, "timeline")
    rows = []
    for _, record in result.records:
        text = page.body(record, page.untrusted(record.sentence))
        body = page.join([text, *page.objections(record)], "\n")
        rows.append((page.date(record.date), body))
    page.labelled(rows)
    page.footer(hidden_line(result.hidden, page))
