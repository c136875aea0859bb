"""Splits lines into the rows of a table, and repairs rows that aren't valid CSV."""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from heartcli.catalogue.importing.tables.dialects import UNQUOTED, Dialect

_MAX_ROW_LENGTH = 1 << 20  # characters
_MAX_CELLS = 100_000
_MAX_REPAIRED_LINES = 8
_MAX_REPAIRED_LENGTH = 1 << 16  # characters
# Once this many lines have been read again, rows are kept short, or reading would take forever.
_MAX_PUT_BACK = 1_000_000

Row = tuple[int, list[str]]  # the number of its first line, and its cells


class RowSplitter:
    """Iterates over the rows that aren't blank; rows that can't be split go to `report`.

    A quoted cell may span any number of lines. A row that isn't valid CSV is repaired on its own,
    so that a stray quotation mark spoils no other row.
    """

    def __init__(
        self, lines: Iterable[str], dialect: Dialect, report: Callable[[int, str], None]
    ) -> None:
        self._lines = _Lines(lines)
        self._dialect = dialect
        self._report = report
        self.width = 0  # how many cells a row has; 0 if unknown

    def __iter__(self) -> Iterator[Row]:
        csv.field_size_limit(2 * _MAX_ROW_LENGTH)
        lines, dialect = self._lines, self._dialect
        reader = csv.reader(
            lines,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote or None,
            quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
            skipinitialspace=True,
            strict=True,
        )
        while True:
            number = lines.start_row()
            try:
                cells = next(reader, None)
            except csv.Error:
                cells = self._repair(number)
            if cells is None:
                return
            if len(cells) > _MAX_CELLS:
                self._report(number, f"more than {_MAX_CELLS:,} columns")
                continue
            if self.width and len(cells) > self.width:
                cells = self._split_again(cells)
            if any(cells):  # spreadsheets write rows of nothing but delimiters
                yield number, cells

    def _repair(self, number: int) -> list[str]:
        """Returns the cells of the row that was read last; none if it can't be repaired."""
        first = self._lines.keep(1)
        text, count, cells = first, 1, self._dialect.split(first)
        if self._dialect.delimiter in UNQUOTED and (cells is None or len(cells) != self.width):
            cells = self._split_unquoted(first) or cells
        for line in self._lines.look_ahead(_MAX_REPAIRED_LINES if cells is None else 0):
            text, count = text + line, count + 1
            is_a_row = len(self._dialect.split(line) or ()) == self.width
            if is_a_row or len(text) > _MAX_REPAIRED_LENGTH:
                break
            longer = self._dialect.split(text)
            if longer is not None and len(longer) == self.width:
                self._lines.keep(count)
                return longer
        self._lines.keep(1)
        if cells is None and not (cells := self._split_leniently(first)):
            self._report(number, "unclosed quotation mark")
        return cells or []

    def _split_leniently(self, line: str) -> list[str]:
        """Splits a line with text after a quoted part of a cell: "Greta" Gerwig; or returns []."""
        if line.count(self._dialect.quote) % 2:
            return []
        reader = csv.reader(
            [line], delimiter=self._dialect.delimiter, quotechar=self._dialect.quote
        )
        cells = next(reader, [])
        return cells if len(cells) == self.width else []

    def _split_unquoted(self, line: str) -> list[str] | None:
        cells = line.rstrip("\r\n").split(self._dialect.delimiter)
        return cells if len(cells) == self.width else None

    def _split_again(self, cells: list[str]) -> list[str]:
        """Returns the cells of a row that has too many, split less strictly if possible."""
        if not any(cells[self.width :]):
            return cells[: self.width]
        return self._dialect.split("".join(self._lines.taken)) or cells


class _Lines:
    """Lines that can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._waiting: deque[str] = deque()
        self._number = 1  # of the first line of the current row
        self.taken: list[str] = []  # the lines of the current row
        self._length = 0
        self._put_back = 0  # number of lines so far

    def start_row(self) -> int:
        """Begins a new row; returns the number of its first line."""
        self._number += len(self.taken)
        self.taken.clear()
        self._length = 0
        return self._number

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self.taken.append(line)
        self._length += len(line)
        is_too_tall = self._put_back > _MAX_PUT_BACK and len(self.taken) > _MAX_REPAIRED_LINES + 1
        if self._length > _MAX_ROW_LENGTH or is_too_tall:
            raise csv.Error
        return line

    def keep(self, count: int) -> str:
        """Ends the current row after its first lines, and puts the others back."""
        self._put_back += max(0, len(self.taken) - count)
        self._waiting.extendleft(reversed(self.taken[count:]))
        del self.taken[count:]
        return self.taken[0]

    def look_ahead(self, count: int) -> Iterator[str]:
        """Returns the next lines, and makes them part of the current row."""
        self._length = 0
        return islice(self, count)
