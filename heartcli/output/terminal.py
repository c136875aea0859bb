"""The terminal: how wide it is, what it can show, and messages to the person at it."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any

from heartcli.text.display import safe_for_terminal, to_ascii

_NARROWEST, _WIDEST = 20, 120  # columns
_MOST_LINES = 500
_MOST_DIGITS = 10  # of a width or a height
_dumb = False  # whether the terminal knows nothing but lines
said: list[str] = []  # to people; a screen that clears the terminal tells it once more


def say(*lines: str) -> None:
    """A message for people, on stderr; each line is made safe to show, and stays one line."""
    safe = "\n".join(map(safe_for_terminal, lines))
    said.append(safe)
    shown = safe if _knows_unicode(sys.stderr) else to_ascii(safe)
    sys.stderr.write(f"{shown}\n")


def knows_unicode() -> bool:
    """Whether stdout can show more than ASCII."""
    return _knows_unicode(sys.stdout)


def settle_environment() -> None:
    """Makes every library keep the same promises, by the environment that all of them read."""
    _settle_colour()
    _settle_size()


def _settle_colour() -> None:
    """Whether there is colour.

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
    if not environ.get("NO_COLOR"):
        environ.pop("NO_COLOR", None)  # Rich obeys an empty one
    if not forced:
        environ.pop("FORCE_COLOR", None)


def _settle_size() -> None:
    """How wide help, errors and tables are, whatever stands in the environment.

    Rich takes "²" for a number, and any number for a size; Typer reads TERMINAL_WIDTH.
    """
    for name, least, most in (("COLUMNS", _NARROWEST, _WIDEST), ("LINES", 1, _MOST_LINES)):
        digits = os.environ.pop(name, "").lstrip("0")
        if digits.isascii() and digits.isdecimal() and len(digits) < _MOST_DIGITS:
            os.environ[name] = str(max(least, min(int(digits), most)))
    os.environ.pop("TERMINAL_WIDTH", None)
    if "COLUMNS" not in os.environ:  # which would keep tables from following the terminal
        os.environ["TERMINAL_WIDTH"] = str(columns())
    if os.environ.get("TERM") == "dumb":  # Rich takes it for 80 wide, unless it knows the height
        os.environ.setdefault("LINES", "25")


def is_dumb() -> bool:
    """Whether the terminal knows nothing but lines; one that only refuses colour knows keys."""
    return _dumb


def columns() -> int:
    """How wide a screen is: COLUMNS, or the terminal, or 80; at most what is good to read."""
    return max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))


def lines() -> int:
    """How high the terminal is."""
    return max(1, min(shutil.get_terminal_size().lines, _MOST_LINES))


def _knows_unicode(stream: Any) -> bool:
    return (stream.encoding or "").lower().replace("-", "") in ("utf8", "utf16", "utf32", "cp65001")
