"""The terminal: its streams, its size, what it can show, and the messages shown so far."""

import os
import re
import sys
from collections.abc import Mapping
from typing import TextIO

from heartcli.text.display import safe_for_terminal, shorten_message, to_ascii

NARROW = 60  # columns; with fewer, what belongs to a label goes below it
PROSE_WIDTH = 84  # columns; longer lines of prose are hard to read
_MIN_WIDTH, _MAX_WIDTH = 20, 120  # columns
_MAX_HEIGHT = 500  # lines
_MAX_DIGITS = 9  # allowed in COLUMNS or LINES
_DEFAULT_SIZE = os.terminal_size((80, 24))
_DUMB = ("dumb", "unknown")  # values of TERM
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
        term = environ.get("TERM") or ("dumb" if os.name == "posix" else "windows")
        self.is_dumb = term in _DUMB  # it reads lines, not single keys
        self.allows_pager = True  # unless --no-pager was given
        self._environ = environ
        self._shown = ""  # messages, as they stand on the terminal
        self._held = ""  # messages to be shown
        self._holds = False

    def message(self, *lines: str) -> None:
        """Prints a message on stderr, with each line made safe, and wrapped on a terminal.

        A message that was printed before isn't repeated.
        """
        safe = [shorten_message(safe_for_terminal(line)) for line in lines]
        text = "\n".join(safe)
        if text in self.messages:
            return
        self.messages.append(text)
        shown = safe if _has_unicode(self.stderr) else map(to_ascii, safe)
        self._held += "".join(f"{self._wrap_message(line)}\n" for line in shown)
        if not self._holds:
            self.print_messages()

    def hold_messages(self) -> None:
        """Holds messages back until the result is shown: a pager would scroll them away."""
        self._holds = bool(self.pager) and self.stderr.isatty()

    def print_messages(self) -> None:
        """Prints the messages that were held back, and from now on each at once."""
        held = self.take_messages()
        self._shown += held
        self.stderr.write(held)

    def take_messages(self) -> str:
        """Returns the messages that were held back, for a pager to show."""
        held, self._held, self._holds = self._held, "", False
        return held

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
        allows them even in a pipe. Otherwise they are allowed only on a terminal with a TERM.
        """
        if self._environ.get("TERM") in _DUMB or self._environ.get("NO_COLOR"):
            return False
        if self._environ.get("FORCE_COLOR", "") not in ("", "0"):
            return True
        return not self.is_dumb and stream.isatty()

    @property
    def pager(self) -> str:
        """The shell command for the pager, or "" to print everything.

        HEART_PAGER comes before PAGER, and an empty value or "cat" means none, as for git.
        """
        has_screen = self.stdout.isatty() and not self.is_dumb and self.height > 1
        if not (self.allows_pager and has_screen):
            return ""
        command = self._environ.get(self.pager_variable, "less").strip()
        return "" if command == "cat" else command

    @property
    def pager_variable(self) -> str:
        """The environment variable that names the pager; "" if it is heart's default."""
        return next((name for name in ("HEART_PAGER", "PAGER") if name in self._environ), "")

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
        """Whether the screen shows all of a text, the messages so far, and the prompt below."""
        from heartcli.text.wrapping import cell_width

        columns = _size(self.stdout).columns
        messages = self._shown if self.stderr.isatty() else ""
        shown = re.sub("\x1b\\[[0-9;]*m", "", messages + self._held + text)  # without colours
        heights = (max(0, cell_width(line) - 1) // columns + 1 for line in shown.splitlines())
        return sum(heights) < self.height


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
