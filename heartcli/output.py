"""Writes a result in one of three forms: a table for people, JSON and plain text for scripts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Protocol

from heartcli.text import escaped_json, in_ascii, printable

if TYPE_CHECKING:
    from pathlib import Path

    from heartcli.catalogue.reading import Watch

Form = Literal["table", "json", "plain"]
_dumb = False  # whether the terminal knows nothing but lines
said: list[str] = []  # to people; a screen that clears the terminal tells it once more


class Result(Protocol):
    """What every command comes to."""

    @property
    def panel(self) -> str:
        """The module of `views` that draws it."""

    def data(self) -> dict[str, Any]:
        """The JSON document."""

    def rows(self) -> Iterable[tuple[str, ...]]:
        """The lines of plain text, each as its fields."""


def write(result: Result, form: Form) -> None:
    """The result on stdout. JSON and plain text are UTF-8 whatever the locale says."""
    if form == "json":
        document(result.data())
    elif form == "plain":
        lines = ("\t".join(map(printable, row)) + "\n" for row in result.rows())
        _write_utf8("".join(lines))
    else:
        from heartcli import views  # noqa: PLC0415 - only a table needs Rich, which takes 30 ms

        views.draw(result)


def document(data: dict[str, Any]) -> None:
    """A JSON document on stdout: indented for people, compact for scripts."""
    import json  # noqa: PLC0415 - not needed for a table

    indent = 2 if sys.stdout.isatty() else None
    separators = None if indent else (",", ":")
    told = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    _write_utf8(escaped_json(told) + "\n")


def text(words: str) -> None:
    """A text as it is, on stdout: a schema, a new film file."""
    _write_utf8(words)


def path(place: Path) -> None:
    """The path of a file: byte by byte for a script, safe to show on a terminal."""
    shown = printable(str(place)).encode() if sys.stdout.isatty() else os.fsencode(place)
    sys.stdout.flush()
    sys.stdout.buffer.write(shown + b"\n")


def say(*lines: str) -> None:
    """A message for people, on stderr; each line is made safe to show, and stays one line."""
    safe = "\n".join(map(printable, lines))
    said.append(safe)
    shown = safe if _knows_unicode(sys.stderr) else in_ascii(safe)
    sys.stderr.write(f"{shown}\n")


@contextmanager
def watched() -> Iterator[Watch]:
    """A progress bar on stderr, with rate and time left; on a terminal only."""
    if _dumb or not sys.stderr.isatty():
        yield Unwatched()
        return
    from heartcli.views.progress import bar  # noqa: PLC0415 - Rich

    with bar() as watch:
        yield watch


class Unwatched:
    """Who is told how something goes on, and tells nobody."""

    def begin(self, what: str, total: int) -> None:
        """Something begins."""

    def on(self, steps: int) -> None:
        """It goes on."""


def knows_unicode() -> bool:
    """Whether stdout can show more than ASCII."""
    return _knows_unicode(sys.stdout)


def settle_colour() -> None:
    """Makes every library obey the same promise, by the environment that all of them read.

    NO_COLOR (not empty) or TERM=dumb: no escape at all. FORCE_COLOR (neither empty nor 0): colour
    even into a pipe. Otherwise colour on a terminal only, whatever else is set.
    """
    global _dumb  # noqa: PLW0603 - what the environment said before it was settled
    environ = os.environ
    _dumb = environ.get("TERM") in ("dumb", "unknown")
    for name in ("PY_COLORS", "GITHUB_ACTIONS", "TTY_COMPATIBLE"):
        environ.pop(name, None)
    forced = environ.get("FORCE_COLOR", "") not in ("", "0")
    if environ.get("NO_COLOR") or environ.get("TERM") in ("dumb", "unknown"):
        environ["TERM"] = "dumb"
        forced = False
        environ.setdefault("COLUMNS", str(columns()))  # Rich takes a dumb terminal for 80 wide
    if not environ.get("NO_COLOR"):
        environ.pop("NO_COLOR", None)  # Rich obeys an empty one
    if not forced:
        environ.pop("FORCE_COLOR", None)


def is_dumb() -> bool:
    """Whether the terminal knows nothing but lines; one that only refuses colour knows keys."""
    return _dumb


def columns() -> int:
    """How wide a table is: COLUMNS, or the terminal, or 80; 120 at most, for lines one can read."""
    import shutil  # noqa: PLC0415 - only a table needs it

    return max(20, min(shutil.get_terminal_size().columns, 120))


def _write_utf8(words: str) -> None:
    sys.stdout.flush()
    left = memoryview(words.encode("utf-8", "replace"))
    while left:  # unbuffered, a part may be written
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.flush()


def _knows_unicode(stream: Any) -> bool:
    return (stream.encoding or "").lower().replace("-", "") in ("utf8", "utf16", "utf32", "cp65001")
