"""Finds the line of each value in a TOML document, since tomli doesn't keep positions.

Loaded only when there is a problem or warning to report. The text is known to be valid TOML, so one
pass over its tokens is enough, without checks.
"""

from __future__ import annotations

import re

import tomli

from heartcli.filmfile.reader import KeyPath

# Possessive quantifiers, since backtracking in a long string of escapes would take gigabytes.
STRINGS_AND_COMMENTS = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
)
_LEXEME = re.compile(
    rf"{STRINGS_AND_COMMENTS}|[ \t\r]+|[^\s\[\]{{}},=.\"'\#]+|[\[\]{{}},=.\n]", re.DOTALL
)


class _Node:
    """A value and its children, with the line where the value begins."""

    __slots__ = ("children", "count", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.children: dict[str | int, _Node] = {}
        self.count = 0  # number of elements, if it's an array

    def child(self, key: str | int, line: int) -> _Node:
        """Returns the child with this key, or a new one that begins on this line."""
        return self.children.setdefault(key, _Node(line))

    def add_element(self, line: int) -> _Node:
        """Adds an element to an array and returns it."""
        self.count += 1
        return self.child(self.count - 1, line)

    def table(self) -> _Node:
        """What a header with this key refers to: the table, or the last one in an array."""
        return self.children[self.count - 1] if self.count else self


class LineFinder:
    """Finds the line of each value in a document, after one pass over its text."""

    def __init__(self, text: str) -> None:
        self._root = _Node(1)
        self._text = text
        self._position, self._line = 0, 1
        self._table = self._root  # the table that the next key belongs to
        self._brackets: list[tuple[_Node, bool]] = []  # for each open bracket: (value, is array)
        self._keys: list[str] = []  # key parts read so far, before the "="
        self._value: _Node | None = None  # the value being read
        while lexeme := self._next_lexeme():
            self._take(lexeme)

    def line(self, path: KeyPath) -> int:
        """The line of the value at a path, or of the innermost existing table around it."""
        node = self._root
        for key in path:
            if key not in node.children:
                break
            node = node.children[key]
        return node.line

    def _next_lexeme(self) -> str:
        """Returns the next lexeme, such as a string, a bare key or a bracket; "" at the end."""
        match = _LEXEME.match(self._text, self._position)
        self._position = match.end() if match else len(self._text)
        return match.group() if match else ""

    def _take(self, lexeme: str) -> None:
        if lexeme == "\n":
            self._line += 1
            if not self._brackets:
                self._value = None
        elif lexeme[0] in " \t\r#":
            pass
        elif self._value is None and not (self._brackets and self._brackets[-1][1]):
            self._take_key(lexeme)
        elif lexeme in ("[", "{"):
            self._brackets.append((self._current_value(), lexeme == "["))
            self._value = None
        elif lexeme in ("]", "}"):
            self._value = self._brackets.pop()[0]
        elif lexeme == ",":
            self._value = None
        else:
            self._current_value()
            self._line += lexeme.count("\n")

    def _take_key(self, lexeme: str) -> None:
        """Takes a lexeme outside a value: part of a key or header, or an inline table's end."""
        if lexeme == "=":
            node = self._brackets[-1][0] if self._brackets else self._table
            for key in self._keys:
                node = node.child(key, self._line)
            self._value = node
            self._keys = []
        elif lexeme == "[" and not self._brackets:
            self._take_header()
        elif lexeme == "}":
            self._value = self._brackets.pop()[0]
        elif lexeme not in (".", ","):
            self._keys.append(_unquoted(lexeme))

    def _take_header(self) -> None:
        """Takes the rest of `[a.b]` or `[[a.b]]` after its first bracket."""
        is_array = self._text.startswith("[", self._position)
        self._position += is_array
        node, keys = self._root, []
        while (lexeme := self._next_lexeme()) != "]":
            if lexeme[0] not in " \t.":
                keys.append(_unquoted(lexeme))
        self._position += is_array
        *parents, last = keys
        for key in parents:
            node = node.child(key, self._line).table()
        node = node.child(last, self._line)
        if is_array:
            node = node.add_element(self._line)
        else:
            node.line = self._line  # a subtable's header may have created the node
        self._table = node

    def _current_value(self) -> _Node:
        """The value that the current lexeme begins or continues."""
        if self._value is None:
            self._value = self._brackets[-1][0].add_element(self._line)
        return self._value


def _unquoted(key: str) -> str:
    if key[0] == '"' and "\\" in key:
        return str(tomli.loads(f"key = {key}")["key"])
    return key[1:-1] if key[0] in "\"'" else key
