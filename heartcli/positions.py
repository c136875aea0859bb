"""The line on which a value of a TOML document stands; tomllib keeps no positions.

Made only when there is something to report, of text that tomllib has read without complaint. One
pass over strings, comments, brackets and headers finds where each table begins. Within a table, the
line of a value is the first line by which the table, cut there and closed, holds it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import Any, NamedTuple

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]",
    re.DOTALL,
)
_HEADER = re.compile(r"""\[\[?(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^\]"'\n])*\]\]?""")
_CLOSING = {"[": "]", "{": "}"}


class _Table(NamedTuple):
    """A table as it stands in the text: where it belongs and its first and last line, from 1."""

    path: Path
    first: int
    last: int


class Positions:
    """Says on which line a path such as ("cast", 3, "sources", 0) stands."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._open: dict[int, str] = {}  # what closes, at the end of a line, what is open there
        self._tables: dict[Path, list[_Table]] = {}
        self._scan(text)

    def line(self, path: Path) -> int:
        """The line of the value at a path, or of what would hold it where there is none."""
        while path:
            if found := self._exact(path):
                return found
            path = path[:-1]
        return 1

    def _exact(self, path: Path) -> int:
        for length in range(len(path), -1, -1):
            for table in self._tables.get(path[:length], ()):
                if length == len(path):
                    return table.first
                if found := self._line_within(table, path[length:]):
                    return found
        if len(path) > 1:
            return 0
        return next((tables[0].first for at, tables in self._tables.items() if at[:1] == path), 0)

    def _line_within(self, table: _Table, path: Path) -> int:
        body = self._lines[table.first - 1 if not table.path else table.first : table.last]
        start = table.last - len(body) + 1

        def held(line: int) -> bool:
            cut = "\n".join(body[: line - start + 1]) + self._open.get(line, "")
            return _holds(_read(cut), path)

        if not body or not held(table.last):
            return 0
        return start + bisect_right(range(start, table.last), False, key=held)

    def _scan(self, text: str) -> None:
        """Fills `_tables` and `_open`."""
        line = 1
        begun: tuple[Path, int] = ((), 1)
        closing: list[str] = []  # what closes the brackets that are open
        counts: dict[Path, int] = {}
        at = 0
        while match := _TOKEN.search(text, at):
            found, at = match.group(), match.end()
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            header = _HEADER.match(text, match.start()) if not (closing or before.strip()) else None
            if header is not None:
                self._add(*begun, line - 1)
                begun = (_indexed(header.group(), counts), line)
                at = header.end()
            elif found in _CLOSING:
                closing.append(_CLOSING[found])
            elif found in _CLOSING.values():
                closing.pop()
            else:
                quotes = found[:3] if found[:3] in ('"""', "'''") else ""
                if closing or quotes:
                    for within in range(found.count("\n")):
                        self._open[line + within] = f"\n{quotes}" + "".join(reversed(closing))
                line += found.count("\n")
        self._add(*begun, len(self._lines))

    def _add(self, path: Path, first: int, last: int) -> None:
        self._tables.setdefault(path, []).append(_Table(path, first, last))


def _indexed(header: str, counts: dict[Path, int]) -> Path:
    """The path that a header opens: `[[cast]]` for the third time → ("cast", 2)."""
    path: Path = ()
    keys = _keys(header)
    for position, key in enumerate(keys):
        path = (*path, key)
        if header.startswith("[[") and position == len(keys) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


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
        return tomllib.loads(text)
    except ValueError:  # cut in the middle of something: what stood before it is what counts
        return {}


def _holds(value: Any, path: Path) -> bool:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
