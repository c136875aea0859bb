"""Tables: columns that one or several blocks of a screen share."""

from collections.abc import Collection, Sequence

from rich.text import Text

from heartcli.output.rich.page import GAP, INDENT, Page

_MIN_ELASTIC = 10  # columns
_HANG = 2  # columns by which a cell's continued lines are indented
Cells = Sequence[Text]


class Table:
    """A table whose columns fit all given rows.

    If the rows are wider than the page, the elastic column wraps; if that isn't enough, all do.
    Columns in `right` are aligned right. With `widths`, the columns have these widths.
    """

    def __init__(
        self,
        page: Page,
        rows: Sequence[Cells],
        *,
        right: Collection[int] = (),
        elastic: int = -1,
        indent: int = INDENT,
        widths: Sequence[int] = (),
    ) -> None:
        self._page = page
        self._right = right
        self._indent = indent
        count = max(map(len, rows), default=0)
        self._elastic = elastic % max(count, 1)
        self.widths = [
            max((row[i].cell_len for row in rows if i < len(row)), default=0) for i in range(count)
        ]
        others = sum(self.widths) - self.widths[self._elastic] if count else 0
        room = page.width - indent - others - GAP * (count - 1)
        if count:
            self.widths[self._elastic] = min(self.widths[self._elastic], max(room, _MIN_ELASTIC))
            most = (page.width - indent + GAP) // count - GAP  # if all have to share the page
            if sum(self.widths) + GAP * (count - 1) > page.width - indent:
                self.widths = [min(width, most) for width in self.widths]
        self.widths = [*widths] or self.widths

    def start(self, column: int) -> int:
        """Returns the position of a column, from 0."""
        return self._indent + sum(self.widths[:column]) + GAP * column

    def draw(self, cells: Cells, lead: Text | None = None) -> None:
        """Draws a row; `lead` is a sign for the gutter. A wrapped cell continues below itself."""
        wrapped = [self._wrap(cell, i) for i, cell in enumerate(cells)]
        for row in range(max(map(len, wrapped), default=0)):
            line = lead if lead and not row else Text()
            for i, lines in enumerate(wrapped):
                cell = lines[row] if row < len(lines) else Text()
                start = self.start(i)
                if i in self._right:
                    start += self.widths[i] - cell.cell_len
                if cell:
                    line = line + Text(" " * (start - line.cell_len)) + cell
            self._page.line(line)

    def head(self, cells: Cells) -> None:
        """Draws the column heads; those of columns that hold nothing are left out."""
        self.draw([cell if self.widths[i] else Text() for i, cell in enumerate(cells)])

    def _wrap(self, cell: Text, column: int) -> list[Text]:
        width = self.widths[column]
        return [cell] if cell.cell_len <= width else self._page.wrap(cell, width, _HANG)
