"""Wraps text at words, counting in the cells that a terminal has for it."""

import re
from collections.abc import Iterator
from unicodedata import category, east_asian_width

# Text that stays on one line if it fits: a command to copy, as in "Try: heart film dune" and
# "heart fetch dune gets it", or at least "heart" with the word that follows.
_PIECES = re.compile(r"\S+: heart .+|\bheart [^.;]+?(?= gets )|\bheart \S+|\S+")


def cell_width(text: str) -> int:
    """The columns that a text takes up: two for a Chinese character, none for an accent."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "FW" else 1


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Breaks text into lines, each after the first with an indent.

    A word is split only if it's longer than a line.
    """
    lines = [""]
    for piece in _pieces(text, width - len(indent)):
        line = f"{lines[-1]} {piece}" if lines[-1] else piece
        if lines[-1].strip() and cell_width(line) > width:
            lines.append(indent + piece)
        else:
            lines[-1] = line
    return lines


def _pieces(text: str, room: int) -> Iterator[str]:
    for piece in _PIECES.findall(text):
        label, _, command = piece.partition(" ")
        if cell_width(piece) <= room:
            yield piece
        elif command and cell_width(command) <= room:
            yield from (label, command)
        else:
            for word in piece.split():
                yield from _fold(word, room)


def _fold(word: str, room: int) -> list[str]:
    parts = [""]
    for character in word:
        if cell_width(parts[-1] + character) > room:
            parts.append("")
        parts[-1] += character
    return parts
