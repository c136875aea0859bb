"""Describes how the rows of a table are written: delimiter and quotation marks."""

from typing import NamedTuple

DELIMITERS = ",;\t|"
UNQUOTED = "\t|"  # delimiters of files that often don't quote cells


class Dialect(NamedTuple):
    """How the cells of a table are separated and quoted."""

    delimiter: str
    quote: str = '"'  # "" if there are no quoted cells

    def split(self, text: str) -> list[str] | None:
        """Splits a row into cells, even if it isn't valid CSV; None if a quoted cell isn't closed.

        Quotation marks in a quoted cell may be doubled, follow a backslash, or stand alone.
        """
        text = text.rstrip("\r\n")
        if not self.quote:
            return text.split(self.delimiter)
        cells, start = [], 0
        while True:
            begin = _skip_spaces(text, start)
            if text.startswith(self.quote, begin):
                end = self._find_closing(text, begin + 1)
                if end < 0:
                    return None
                cell = text[begin + 1 : end].replace(self.quote * 2, self.quote)
                cells.append(cell.replace(f"\\{self.quote}", self.quote))
                stop = _skip_spaces(text, end + 1)
            else:
                stop = text.find(self.delimiter, start)
                stop = len(text) if stop < 0 else stop
                cells.append(text[begin:stop].replace("\r", " "))
            if stop >= len(text):
                return cells
            start = stop + 1

    def _find_closing(self, text: str, start: int) -> int:
        """Returns the position of a quoted cell's closing mark; -1 if there is none."""
        position = text.find(self.quote, start)
        while position >= 0:
            if text[position - 1] == "\\":
                position += 1
            elif text.startswith(self.quote, position + 1):
                position += 2
            else:
                stop = _skip_spaces(text, position + 1)
                if stop == len(text) or text[stop] == self.delimiter:
                    return position
                position += 1
            position = text.find(self.quote, position)
        return -1


def _skip_spaces(text: str, start: int) -> int:
    while text.startswith(" ", start):
        start += 1
    return start
