"""The screen of `heart plot`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from heartcli.output.rich.layout import GAP
from heartcli.output.rich.palette import QUIET

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.model.records import PlotBeat
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    """Draws the beats with their numbers; hidden beats count, too."""
    numbers = {beat.id: number for number, beat in enumerate(result.film.plot, 1)}
    width = len(str(len(numbers)))
    page.in_columns(
        [
            partial(_draw_beat, beat, f"{numbers[beat.id]:{width}}")
            for beat in result.sections["plot"]
        ],
        spaced=False,
    )


def _draw_beat(beat: PlotBeat, number: str, page: Page) -> None:
    indent = len(number) + GAP
    page.hang(page.trusted(number, QUIET), page.cited(beat, page.untrusted(beat.text)), indent)
    page.prose(*page.dispute_lines(beat), indent=indent)
