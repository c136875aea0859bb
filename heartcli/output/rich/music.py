"""The screen of `heart music`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from heartcli.output.rich.entries import draw_names, draw_notes
from heartcli.output.rich.ink import spaces
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.palette import NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heartcli.lookup.sections import LookupResult
    from heartcli.model.records import Song, Strings
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    songs, notes = result.sections["songs"], result.sections["production"]
    crew = result.sections["crew"]
    if songs:
        with page.block("Songs", songs):
            _draw_songs(songs, page)
    if notes:
        with page.block("How the music was made", notes):
            draw_notes(notes, page)
    if crew:
        with page.block("Crew", crew):
            draw_names(crew, "job", page)


def _draw_songs(songs: Sequence[Song], page: Page) -> None:
    """Draws songs; names their writers once if all songs have the same."""
    writers = {song.writers for song in songs}
    shared = writers.pop() if len(writers) == 1 and len(songs) > 1 else ()
    if shared:
        page.prose(page.untrusted(f"All written by {', '.join(shared)}"))
        page.blank()
    makers = [_makers(song, () if song.writers == shared else song.writers) for song in songs]
    stop = _performer_column(songs, makers, page)
    blocks = [partial(_draw_song, *entry, stop) for entry in zip(songs, makers, strict=True)]
    page.in_columns(blocks, spaced=any(song.text or song.disputes for song in songs))


def _performer_column(songs: Sequence[Song], makers: Sequence[str], page: Page) -> int:
    """Returns the column of the performers; 0 if they don't fit beside titles and lengths."""
    stop = INDENT + page.longest(song.title for song in songs) + GAP
    end = stop + page.longest(makers) + GAP + page.longest(song.length for song in songs)
    return stop if end <= page.column_width else 0


def _makers(song: Song, writers: Strings) -> str:
    by = f"written by {', '.join(writers)}" if writers else ""
    return "; ".join(filter(None, (", ".join(song.performers), by)))


def _draw_song(song: Song, makers: str, stop: int, page: Page) -> None:
    """Draws a song's title and length, its performers beside or below the title, and its text."""
    title, by = page.untrusted(song.title, NAME), page.untrusted(makers)
    if not song.text:
        title, by = (title, page.cited(song, by)) if by else (page.cited(song, title), by)
    head = spaces(INDENT) + title
    if stop and by:
        head += spaces(stop - head.cell_len) + by
    page.at_edges(head, page.untrusted(song.length), INDENT * 2)
    if not stop:
        page.prose(by, indent=INDENT * 2)
    page.text_and_disputes(song, page.untrusted(song.text))
