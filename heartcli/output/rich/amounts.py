"""Rows of amounts: a label, a right-aligned number, and the text that belongs to it."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from heartcli.output.rich.ink import spaces
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.page import Page

_MIN_ROOM = 16  # columns beside an amount; with less, labels stand above
_NOTE_ROOM = 40  # columns for a paragraph; with less, it begins below the amounts


class Amount(NamedTuple):
    """A row: the text is beside the amount, and the notes are below it.

    The paragraph follows the text if there is room; otherwise it comes first among the notes.
    """

    label: Text
    amount: Text
    text: Text
    notes: Sequence[Text] = ()
    paragraph: Text | None = None


class AmountColumns:
    """The columns that all blocks of amounts on a screen share.

    Notes go beside the amounts if there is room, otherwise below them.
    """

    def __init__(self, page: Page, rows: Sequence[Amount], note_room: int = _NOTE_ROOM) -> None:
        self._page = page
        longest = max((row.label.cell_len for row in rows), default=0)
        self._label_width = min(longest, page.label_limit)
        most = page.width // 2 - INDENT  # a longer amount has a line of its own
        widths = [row.amount.cell_len for row in rows]
        self._amount_width = max((width for width in widths if width <= most), default=0)
        beside = INDENT + self._label_width + GAP
        end = beside + self._amount_width + GAP
        self._is_stacked = page.is_narrow or page.width - end < _MIN_ROOM
        self._amount_start = INDENT * 2 if self._is_stacked else beside
        self._start = self._amount_start + self._amount_width + GAP
        self.room = page.width - self._start  # beside an amount
        self._note_start = self._start if self.room >= note_room else self._amount_start

    def draw(self, row: Amount) -> None:
        if row.paragraph and self._note_start == self._start:
            row = row._replace(text=self._page.sentences(row.text, row.paragraph))
        elif row.paragraph:
            row = row._replace(notes=[row.paragraph, *row.notes])
        if row.amount:
            lines, start = self._beside(row.amount, row.text), self._note_start
        else:
            lines, start = self._paragraph(row.text, self._amount_start), self._amount_start
        for note in row.notes:
            lines += self._paragraph(note, start)
        labels: list[Text] = []
        if self._is_stacked:
            self._page.prose(row.label)
        else:
            labels = self._page.wrap(row.label, self._label_width, INDENT)
        self._page.side_by_side(labels, lines, self._amount_start, INDENT)

    def _beside(self, amount: Text, text: Text) -> list[Text]:
        """Returns the lines of an amount and its text, beside it if there is room, else below."""
        padding = spaces(self._amount_width - amount.cell_len)
        has_room = text.cell_len <= self.room or self._note_start == self._start
        if amount.cell_len > self._amount_width or not has_room:
            below = self._paragraph(text, self._note_start)
            return [*self._paragraph(padding + amount, self._amount_start), *below]
        first, *others = self._page.wrap(text, self.room)
        beside = padding + amount + spaces(GAP) + first if first else padding + amount
        stop = spaces(self._start - self._amount_start)
        return [beside, *(stop + line for line in others)]

    def _paragraph(self, text: Text, start: int) -> list[Text]:
        room = self._page.width - start
        padding = spaces(start - self._amount_start)
        return [padding + line for line in self._page.wrap(text, room) if line]
