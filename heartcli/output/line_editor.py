"""Edits a line as it is typed, key by key."""

import re

from heartcli.quiz.rounds.play import EndOfInputError

_CTRL_D = "\x04"
_ENTER = ("\r", "\n")
_KEY = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?|.", re.DOTALL)  # arrows send several
_UNFINISHED_KEY = re.compile(r"\x1b(?:\[[0-9;?]*|O)?$")
_LEFT, _RIGHT = ("\x1b[D", "\x1bOD", "\x02"), ("\x1b[C", "\x1bOC", "\x06")
_HOME = ("\x1b[H", "\x1bOH", "\x1b[1~", "\x01")
_END = ("\x1b[F", "\x1bOF", "\x1b[4~", "\x05")
_MAX_LENGTH = 10_000  # characters; more are dropped


class LineEditor:
    """A line and the cursor in it. Holds printable characters only."""

    def __init__(self) -> None:
        self.text = ""
        self.cursor = 0

    def type(self, typed: str) -> str | None:
        """Applies keys. Returns the line at Enter, and drops what was typed or pasted after it.

        Raises EndOfInputError at Ctrl-D, whatever has been typed.
        """
        for key in _KEY.findall(typed):
            if key in _ENTER:
                return self.text
            if key == _CTRL_D:
                raise EndOfInputError
            self._apply(key)
        return None

    def _apply(self, key: str) -> None:
        before, after = self.text[: self.cursor], self.text[self.cursor :]
        if key in ("\x7f", "\b"):
            before = before[:-1]
        elif key == "\x1b[3~":  # Delete
            after = after[1:]
        elif key == "\x15":  # Ctrl-U
            before = ""
        elif key == "\x0b":  # Ctrl-K
            after = ""
        elif key == "\x17":  # Ctrl-W
            before = re.sub(r"\S*\s*$", "", before)
        elif key in (*_LEFT, *_RIGHT, *_HOME, *_END):
            line = before + after
            step = -1 if key in _LEFT else 1 if key in _RIGHT else 0
            place = len(line) if key in _END else 0 if key in _HOME else self.cursor + step
            place = max(0, min(place, len(line)))
            before, after = line[:place], line[place:]
        elif key.isprintable() and len(self.text) < _MAX_LENGTH:
            before += key
        self.text, self.cursor = before + after, len(before)


def is_unfinished(typed: str) -> bool:
    """Whether the rest of a key that sends several characters has yet to arrive."""
    return bool(_UNFINISHED_KEY.search(typed))
