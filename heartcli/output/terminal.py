"""The terminal: its streams, its size, what it can show, and the messages shown so far."""

import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

from heartcli.text.display import safe_for_terminal, to_ascii

NARROW = 60  # columns; with fewer, what belongs to a label goes below it
PROSE_WIDTH = 84  # columns; longer lines of prose are hard to read
_MIN_WIDTH, _MAX_WIDTH = 20, 120  # columns
_MAX_HEIGHT = 500  # lines
_MAX_DIGITS = 9  # allowed in COLUMNS or LINES
_DEFAULT_SIZE = os.terminal_size((80, 24))
_UNICODE = ("utf8", "utf16", "utf32", "cp65001")


class Terminal:
    """The program's streams, and what they can show.

    Respects NO_COLOR, FORCE_COLOR, TERM, COLUMNS and LINES, and ignores nonsense in them.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.stdin = sys.stdin
        self.stdout = sys.stdout
        self.stderr = sys.stderr
        self.messages: list[str] = []  # shown again after a screen clears the terminal
        self.is_dumb = environ.get("TERM") in ("dumb", "unknown")  # it reads lines, not single keys
        self.allows_pager = True  # unless --no-pager was given
        self._environ = environ

    def message(self, *lines: str) -> None:
        """Prints a message on stderr, with each line made safe, and wrapped on a terminal."""
        safe = [*map(safe_for_terminal, lines)]
        self.messages.append("\n".join(safe))
        self.stderr.write(self._format_messages(safe))

    def repeat_messages(self) -> str:
        """The messages shown so far, for a pager, whose first screen scrolls them away."""
        lines = "\n".join(self.messages).splitlines()
        return self._format_messages(lines) if self.stderr.isatty() else ""

    def _format_messages(self, lines: Iterable[str]) -> str:
        shown = lines if _has_unicode(self.stderr) else map(to_ascii, lines)
        return "".join(f"{self._wrap_message(line)}\n" for line in shown)

    def _wrap_message(self, line: str) -> str:
        """Wraps a line of a message to COLUMNS or the terminal; a pipe gets it in one piece."""
        columns = _parse_size(self._environ.get("COLUMNS", ""))
        if not columns and self.stderr.isatty():
            columns = _size(self.stderr).columns
        width = _readable(columns)
        if not columns or 2 * len(line) <= width:  # it fits even if each character takes two cells
            return line
        from heartcli.text.wrapping import wrap

        return "\n".join(wrap(line, width, indent="  "))

    def allows_escapes(self, stream: TextIO) -> bool:
        """Whether escape codes, such as colours, may be written to a stream.

        NO_COLOR (if not empty) and TERM=dumb forbid them. FORCE_COLOR (if neither empty nor 0)
        allows them even in a pipe. Otherwise they are allowed only on a terminal.
        """
        if self.is_dumb or self._environ.get("NO_COLOR"):
            return False
        return self._environ.get("FORCE_COLOR", "") not in ("", "0") or stream.isatty()

    @property
    def pager(self) -> str:
        """The shell command that shows long output, or "" if it is to be printed.

        HEART_PAGER comes before PAGER, and an empty value or "cat" means none, as for git.
        """
        has_screen = self.stdout.isatty() and self._environ.get("TERM") and not self.is_dumb
        if not (self.allows_pager and has_screen):
            return ""
        command = self._environ.get("HEART_PAGER", self._environ.get("PAGER", "less")).strip()
        return "" if command == "cat" else command

    @property
    def has_unicode(self) -> bool:
        """Whether stdout can show more than ASCII."""
        return _has_unicode(self.stdout)

    @property
    def is_interactive(self) -> bool:
        """Whether somebody can see stdout and type into stdin."""
        return self.stdin.isatty() and self.stdout.isatty()

    @property
    def can_prompt(self) -> bool:
        """Whether somebody can see stderr, where prompts go, and type into stdin."""
        return self.stdin.isatty() and self.stderr.isatty()

    @property
    def width(self) -> int:
        """The columns to fill: COLUMNS, the terminal's or 80, but no more than is readable."""
        columns = _parse_size(self._environ.get("COLUMNS", ""))
        return _readable(columns or _size(self.stdout).columns)

    @property
    def height(self) -> int:
        """The lines on the screen: LINES, the terminal's or 24."""
        lines = _parse_size(self._environ.get("LINES", "")) or _size(self.stdout).lines
        return min(lines, _MAX_HEIGHT)

    def fits(self, text: str) -> bool:
        """Whether the screen shows all of a text, and the prompt below it."""
        from heartcli.text.wrapping import cell_width

        columns = _size(self.stdout).columns
        lines = re.sub("\x1b\\[[0-9;]*m", "", text).splitlines()  # without colours
        return sum(max(0, cell_width(line) - 1) // columns + 1 for line in lines) < self.height


def _size(stream: TextIO) -> os.terminal_size:
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return _DEFAULT_SIZE
    return os.terminal_size((columns or _DEFAULT_SIZE.columns, lines or _DEFAULT_SIZE.lines))


def _readable(columns: int) -> int:
    return max(_MIN_WIDTH, min(columns, _MAX_WIDTH))


def _parse_size(text: str) -> int:
    """Parses COLUMNS or LINES; returns 0 if it isn't a number or is absurdly long."""
    digits = text.lstrip("0")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _MAX_DIGITS
    return int(digits) if is_number else 0


def _has_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "") in _UNICODE
