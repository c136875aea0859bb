"""The line on which each value of a TOML document stands; tomli keeps no positions.

Made only when there is a problem to report, for text that tomli has already accepted. One pass over
its tokens is enough, and nothing has to be checked again.
"""

from __future__ import annotations

import re

import tomli

At = tuple[str | int, ...]  # the way to a value: ("cast", 2, "sources", 0)

# Possessive, since a place to go back to for each escape would take gigabytes in a long text.
TEXTS = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"  # a comment
)
_TOKEN = re.compile(rf"{TEXTS}|[ \t\r]+|[^\s\[\]{{}},=.\"'\#]+|[\[\]{{}},=.\n]", re.DOTALL)


class _Node:
    """A value and what it holds, with the line where it begins."""

    __slots__ = ("children", "count", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.children: dict[str | int, _Node] = {}
        self.count = 0  # elements, of an array

    def child(self, key: str | int, line: int) -> _Node:
        """The value under a key, which begins on this line if it is new."""
        return self.children.setdefault(key, _Node(line))

    def element(self, line: int) -> _Node:
        """The next element of an array."""
        self.count += 1
        return self.child(self.count - 1, line)

    def latest(self) -> _Node:
        """The table that a header means by this name: of an array of tables the last one."""
        return self.children[self.count - 1] if self.count else self


class Positions:
    """Returns the line of a path such as ("cast", 3, "sources", 0)."""

    def __init__(self, text: str) -> None:
        self._root = _Scan(text).root

    def line(self, at: At) -> int:
        """The line of the value at a path, or of what would hold it where there is none."""
        node = self._root
        for step in at:
            if step not in node.children:
                break
            node = node.children[step]
        return node.line


class _Scan:
    """One pass over the tokens of a document."""

    def __init__(self, text: str) -> None:
        self.root = _Node(1)
        self._text = text
        self._at, self._line = 0, 1
        self._table = self.root  # whose keys follow
        self._open: list[tuple[_Node, bool]] = []  # brackets around, each with: is it an array?
        self._keys: list[str] = []  # of the statement that begins here, up to its "="
        self._value: _Node | None = None  # the value that is being read
        while piece := self._next():
            self._take(piece)

    def _next(self) -> str:
        """The next piece: a whole text, a bare key, a part of a number, a sign; "" at the end."""
        match = _TOKEN.match(self._text, self._at)
        self._at = match.end() if match else len(self._text)
        return match.group() if match else ""

    def _take(self, piece: str) -> None:
        if piece == "\n":
            self._line += 1
            if not self._open:
                self._value = None
        elif piece[0] in " \t\r#":
            pass
        elif self._value is None and self._reads_keys():
            self._take_key(piece)
        elif piece in ("[", "{"):
            self._open.append((self._begin(), piece == "["))
            self._value = None
        elif piece in ("]", "}"):
            self._value = self._open.pop()[0]
        elif piece == ",":
            self._value = None
        else:
            self._begin()
            self._line += piece.count("\n")

    def _reads_keys(self) -> bool:
        return not self._open or not self._open[-1][1]

    def _take_key(self, piece: str) -> None:
        """Takes a part of a key, of a statement or of a header; or the end of an inline table."""
        if piece == "=":
            node = self._open[-1][0] if self._open else self._table
            for key in self._keys:
                node = node.child(key, self._line)
            self._value = node
            self._keys = []
        elif piece == "[" and not self._open:
            self._header()
        elif piece == "}":
            self._value = self._open.pop()[0]
        elif piece not in (".", ","):
            self._keys.append(_unquoted(piece))

    def _header(self) -> None:
        """Reads `[a.b]` or `[[a.b]]`, behind its first bracket."""
        is_array = self._text.startswith("[", self._at)
        self._at += is_array
        node, keys = self.root, []
        while (piece := self._next()) != "]":
            if piece[0] not in " \t.":
                keys.append(_unquoted(piece))
        self._at += is_array
        *above, last = keys
        for key in above:
            node = node.child(key, self._line).latest()
        node = node.child(last, self._line)
        if is_array:
            node = node.element(self._line)
        else:
            node.line = self._line  # it may have been met before, in the name of another
        self._table = node

    def _begin(self) -> _Node:
        """The value that a piece belongs to, which may be its first."""
        if self._value is None:
            self._value = self._open[-1][0].element(self._line)
        return self._value


def _unquoted(key: str) -> str:
    if key[0] == '"' and "\\" in key:
        return str(tomli.loads(f"key = {key}")["key"])
    return key[1:-1] if key[0] in "\"'" else key
