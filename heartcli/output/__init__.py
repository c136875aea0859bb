"""Writes a result in one of three forms: a table for people, or JSON or plain text for scripts.

`terminal` knows the terminal's width, colours and characters; `pager` shows long output, and
`help_text` help; `keyboard` reads single keys. `tty` and `signals` leave the terminal as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Protocol

from heartcli.output.terminal import Terminal
from heartcli.text.display import escape_json, safe_for_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from heartcli.catalogue.importing.files import Progress
    from heartcli.output.rich.page import Page

Form = Literal["table", "json", "plain"]
# Result class → its module in `rich`, and the function there that draws it. To start faster, a
# command imports only the module that it needs.
VIEWS = {
    "LookupResult": ("lookup", "draw_lookup"), "WholeFilm": ("lookup", "draw_whole_film"),
    "RecordList": ("timeline", "draw"), "FactResult": ("facts", "draw_fact"),
    "SourceList": ("sources", "draw"), "SearchResult": ("facts", "draw_hits"),
    "Comparison": ("compare", "draw_comparison"),
    "FilmSearchResult": ("films", "draw_matches"), "ShelfListing": ("shelf", "draw"),
    "Filmography": ("people", "draw_filmography"), "Chain": ("people", "draw_chain"),
    "CharacterSearch": ("people", "draw_parts"),
    "CatalogueInfo": ("catalogue", "draw_info"),
    "ImportSummary": ("catalogue", "draw_import"),
    "FetchSummary": ("fetched", "draw_summary"), "RequestList": ("fetched", "draw_requests"),
    "Stats": ("scores", "draw_scores"), "Report": ("check", "draw_report"),
}  # fmt: skip


class Result(Protocol):
    """A result that is shown as JSON, as plain text, or by its view in `rich`."""

    def data(self) -> dict[str, Any]: ...  # the JSON document
    def rows(self) -> Iterable[tuple[str, ...]]: ...  # the fields of each plain-text line


def write(terminal: Terminal, result: Result, form: Form, *, cite: bool = False) -> None:
    """Writes a result to stdout, through a pager if it's longer than the screen.

    With `cite`, a table marks every source. JSON and plain text are UTF-8, whatever the locale
    says.
    """
    if form == "json":
        show_text(terminal, _format_json(terminal, result.data()))
    elif form == "plain":
        lines = ("\t".join(map(safe_for_terminal, row)) + "\n" for row in result.rows())
        show_text(terminal, "".join(lines))
    else:
        from heartcli.output.rich.page import capture_page  # importing Rich takes 30 ms

        text = capture_page(terminal, lambda page: draw(result, page), cite=cite)
        if not _page(terminal, text, terminal.stdout.encoding):
            terminal.stdout.write(text)


def draw(result: Result, page: Page) -> None:
    """Draws a result on a page."""
    module, function = VIEWS[type(result).__name__]
    getattr(import_module(f"heartcli.output.rich.{module}"), function)(result, page)


def show_text(terminal: Terminal, text: str) -> None:
    """Writes text to stdout in UTF-8, through a pager if it's longer than the screen."""
    if not _page(terminal, text, "utf-8"):
        write_text(terminal, text)


def _page(terminal: Terminal, text: str, encoding: str) -> bool:
    """Shows text in a pager, and returns True, if it's longer than the screen.

    Messages that were held back stand above it, on the screen as in the pager.
    """
    if not terminal.pager or terminal.fits(text):
        terminal.print_messages()
        return False
    from heartcli.output.pager import show_in_pager  # starts a process

    held = terminal.take_messages()
    is_shown = show_in_pager(terminal, (held + text).encode(encoding, "replace"))
    if not is_shown:
        terminal.stderr.write(held)
    return is_shown


def write_json(terminal: Terminal, data: dict[str, Any]) -> None:
    """Writes a JSON document to stdout, never through a pager."""
    write_text(terminal, _format_json(terminal, data))


def _format_json(terminal: Terminal, data: dict[str, Any]) -> str:
    """Formats a JSON document: indented for people, compact for scripts."""
    import json  # tables don't need it

    indent = 2 if terminal.stdout.isatty() else None
    separators = None if indent else (",", ":")
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    return escape_json(text) + "\n"


def write_text(terminal: Terminal, text: str) -> None:
    """Writes text to stdout unchanged, in UTF-8."""
    write_bytes(terminal, text.encode("utf-8", "replace"))


def write_bytes(terminal: Terminal, content: bytes) -> None:
    """Writes the contents of a file to stdout."""
    terminal.stdout.flush()
    unwritten = memoryview(content)
    while unwritten:  # an unbuffered stream may write only part of it
        unwritten = unwritten[terminal.stdout.buffer.write(unwritten) :]
    terminal.stdout.flush()


def write_path(terminal: Terminal, path: Path) -> None:
    """Writes a path to stdout: its exact bytes to a pipe, or a form that is safe on a terminal."""
    is_seen = terminal.stdout.isatty()
    shown = safe_for_terminal(str(path)).encode() if is_seen else os.fsencode(path)
    terminal.stdout.flush()
    terminal.stdout.buffer.write(shown + b"\n")


@contextmanager
def progress_bar(terminal: Terminal) -> Iterator[Progress]:
    """Shows a progress bar on stderr, if that is a terminal."""
    if terminal.is_dumb or not terminal.stderr.isatty():
        yield NullProgress()
        return
    from heartcli.output.rich.progress import show_bar  # imports Rich

    with show_bar(terminal) as progress:
        yield progress


class NullProgress:
    """Discards progress updates."""

    def start(self, label: str, total: int) -> None:
        """Does nothing."""

    def advance(self, steps: int) -> None:
        """Does nothing."""
