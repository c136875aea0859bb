"""The line on which a value of a TOML document stands; tomli keeps no positions.

Made only when there is something to report, of text that tomli has read without complaint. One
pass over strings, comments, brackets and headers finds where each table begins, each statement of
a table, and each element of a statement that is an array. Within these, the line of a value is the
first line by which the piece, cut there and closed, holds it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

import tomli

At = tuple[str | int, ...]  # the way to a value: ("cast", 2, "sources", 0)

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{},\n]",
    re.DOTALL,
)
_HEADER = re.compile(r"""\[\[?(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^\]"'\n])*\]\]?""")
_CLOSING = {"[": "]", "{": "}"}


class _Table:
    """A table as it stands in the text: its first line, and its statements as [start, end)."""

    def __init__(self, at: At, line: int, start: int) -> None:
        self.at = at
        self.line = line
        self.ends = [start]  # each statement reaches from one to the next
        self.commas: dict[int, list[int]] = {}  # statement → where its elements begin and end
        self.by_key: dict[str, list[int]] | None = None


class Positions:
    """Says on which line a path such as ("cast", 3, "sources", 0) stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]  # of the lines
        self._open: dict[int, str] = {}  # what closes, at the end of a line, what is open there
        self._tables: dict[At, list[_Table]] = {}
        self._sections: dict[Any, int] = {}  # first key → the line where it is first met
        self._scan(text)

    def line(self, at: At) -> int:
        """The line of the value at a path, or of what would hold it where there is none."""
        while at:
            if found := self._exact(at):
                return found
            at = at[:-1]
        return 1

    def _exact(self, at: At) -> int:
        for length in range(len(at), -1, -1):
            for table in self._tables.get(at[:length], ()):
                if length == len(at):
                    return table.line
                if found := self._within(table, at[length:]):
                    return found
        return self._sections.get(at[0], 0) if len(at) == 1 else 0

    def _within(self, table: _Table, at: At) -> int:
        """The line of a value in the statements of a table, or 0."""
        if table.by_key is None:
            table.by_key = {}
            for number in range(len(table.ends) - 1):
                for key in _read(self._text[table.ends[number] : table.ends[number + 1]]):
                    table.by_key.setdefault(key, []).append(number)
        for number in table.by_key.get(str(at[0]), ()):
            commas = table.commas.get(number, [])
            element = at[1] if len(at) > 1 else ""
            if isinstance(element, int) and element < len(commas) - 1:
                start, end = commas[element] + 1, commas[element + 1]
                found = self._first_line("x = [", start, end, ("x", 0, *at[2:]))
            else:
                found = self._first_line("", table.ends[number], table.ends[number + 1], at)
            if found:
                return found
        return 0

    def _first_line(self, before: str, start: int, end: int, at: At) -> int:
        """The first line by which a piece of text, cut there and closed, holds a value; or 0."""
        first, last = self._line_of(start), self._line_of(end)

        def held(line: int) -> bool:
            if line == last:
                return _holds(_read(before + self._text[start:end] + ("\n]" if before else "")), at)
            cut = self._text[start : self._starts[line] - 1]
            return _holds(_read(before + cut + self._open.get(line, "")), at)

        if not held(last):
            return 0
        return first + bisect_left(range(first, last), True, key=held)

    def _line_of(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _scan(self, text: str) -> None:
        """Fills `_tables`, `_sections` and `_open`."""
        table = self._add((), 1, 0)
        closing: list[str] = []  # what closes the brackets that are open
        counts: dict[At, int] = {}
        line, at, fresh = 1, 0, True  # fresh: nothing stands on the line so far
        while match := _TOKEN.search(text, at):
            found, start = match.group(), match.start()
            fresh = fresh and not text[at:start].strip()
            at = match.end()
            header = _HEADER.match(text, start) if fresh and not closing else None
            if header is not None:
                table.ends.append(start)
                at = header.end()
                table = self._add(_indexed(header.group(), counts), line, at)
            elif found in _CLOSING:
                if not closing:
                    table.commas[len(table.ends) - 1] = [start]
                closing.append(_CLOSING[found])
            elif found == "," or found in _CLOSING.values():
                if found != ",":
                    closing.pop()
                if closing == (["]"] if found == "," else []):
                    table.commas[len(table.ends) - 1].append(start)
            else:
                quotes = found[:3] if found[:3] in ('"""', "'''") else ""
                for within in range(found.count("\n") if closing or quotes else 0):
                    self._open[line + within] = f"\n{quotes}" + "".join(reversed(closing))
                line += found.count("\n")
                if found == "\n" and not closing:
                    table.ends.append(start)
            fresh = found == "\n"
        table.ends.append(len(text))

    def _add(self, at: At, line: int, start: int) -> _Table:
        table = _Table(at, line, start)
        self._tables.setdefault(at, []).append(table)
        if at:
            self._sections.setdefault(at[0], line)
        return table


def _indexed(header: str, counts: dict[At, int]) -> At:
    """The path that a header opens: `[[cast]]` for the third time → ("cast", 2)."""
    at: At = ()
    keys = _keys(header)
    for position, key in enumerate(keys):
        at = (*at, key)
        if header.startswith("[[") and position == len(keys) - 1:
            counts[at] = counts.get(at, -1) + 1
        if at in counts:
            at = (*at, counts[at])
    return at


def _keys(header: str) -> list[str]:
    found: Any = _read(header)
    keys = []
    while found:
        key, found = next(iter(found.items()))
        keys.append(key)
        found = found[0] if isinstance(found, list) else found
    return keys


def _read(text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError):  # cut in the middle: what stood before it is what counts
        return {}


def _holds(value: Any, at: At) -> bool:
    for step in at:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
