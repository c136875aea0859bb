"""The screen of `heart music`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.entries import draw_labelled_records, draw_notes
from heartcli.output.rich.palette import NAME

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    if songs := result.sections["songs"]:
        page.section("Songs")
        for song in songs:
            page.hang(
                Text("  ") + page.trusted(f"{song.length:>5}"), page.untrusted(song.title, NAME), 9
            )
            by = page.untrusted(", ".join(song.performers))
            page.story(song, page.join([by, page.untrusted(song.text)], ". "), 9)
    if notes := result.sections["production"]:
        page.section("How the music was made")
        draw_notes(notes, page)
    if crew := result.sections["crew"]:
        page.section("Music")
        draw_labelled_records(crew, "job", "name", page)
