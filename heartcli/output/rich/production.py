"""The screen of `heart production`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heartcli.output.rich.entries import draw_notes, group_by
from heartcli.output.rich.money import draw_figures

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    for topic, notes in group_by(result.sections["production"], "topic").items():
        with page.block(topic, notes):
            draw_notes(notes, page)
    draw_figures(result.sections["figures"], page)
