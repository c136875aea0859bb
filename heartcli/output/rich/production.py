"""The screen of `heart production`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heartcli.output.rich.entries import draw_figures, draw_notes, group_by

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    for topic, notes in group_by(result.sections["production"], "topic"):
        page.section(topic)
        draw_notes(notes, page)
    draw_figures(result.sections["figures"], page)
