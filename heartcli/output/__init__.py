"""Writes a result in one of three forms: a table for people, JSON and plain text for scripts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from heartcli.output import terminal
from heartcli.output.result import Result
from heartcli.text.display import escape_json, safe_for_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from heartcli.catalogue.importing.files import Progress

Form = Literal["table", "json", "plain"]


def write(result: Result, form: Form) -> None:
    """The result on stdout. JSON and plain text are UTF-8 whatever the locale says."""
    if form == "json":
        document(result.data())
    elif form == "plain":
        lines = ("\t".join(map(safe_for_terminal, row)) + "\n" for row in result.rows())
        _write_utf8("".join(lines))
    else:
        from heartcli.output import rich  # noqa: PLC0415 - only a table needs Rich, which takes 30 ms

        rich.draw(result)


def document(data: dict[str, Any]) -> None:
    """A JSON document on stdout: indented for people, compact for scripts."""
    import json  # noqa: PLC0415 - not needed for a table

    indent = 2 if sys.stdout.isatty() else None
    separators = None if indent else (",", ":")
    told = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    _write_utf8(escape_json(told) + "\n")


def text(words: str) -> None:
    """A text as it is, on stdout: a schema, a new film file."""
    _write_utf8(words)


def path(place: Path) -> None:
    """The path of a file: byte by byte for a script, safe to show on a terminal."""
    shown = safe_for_terminal(str(place)).encode() if sys.stdout.isatty() else os.fsencode(place)
    sys.stdout.flush()
    sys.stdout.buffer.write(shown + b"\n")


@contextmanager
def watched() -> Iterator[Progress]:
    """A progress bar on stderr, with rate and time left; on a terminal only."""
    if terminal.is_dumb() or not sys.stderr.isatty():
        yield Unwatched()
        return
    from heartcli.output.rich.progress import bar  # noqa: PLC0415 - Rich

    with bar() as watch:
        yield watch


class Unwatched:
    """Who is told how something goes on, and tells nobody."""

    def start(self, label: str, total: int) -> None:
        """Something begins."""

    def advance(self, steps: int) -> None:
        """It goes on."""


def _write_utf8(words: str) -> None:
    sys.stdout.flush()
    left = memoryview(words.encode("utf-8", "replace"))
    while left:  # unbuffered, a part may be written
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.flush()
