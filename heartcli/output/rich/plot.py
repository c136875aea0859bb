"""The screen of `heart plot`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    beats = result.sections["plot"]
    for number, beat in enumerate(beats, 1):
        lead = Text("  ") + page.trusted(f"{number:2}")
        page.hang(lead, page.body(beat, page.untrusted(beat.text)), 6)
        page.prose(*page.objections(beat), indent=6)
