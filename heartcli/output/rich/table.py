"""Tables: columns that one or several blocks of a screen share."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import zip_longest

from rich.text import Text

from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.page import Page

_MIN_ELASTIC = 10  # columns
_NOTHING = Text()
Cells = Sequence[Text]


class Table:
    """A table whose columns fit all given rows.

    If the rows are wider than the page, the elastic columns wrap; if that isn't enough, all do.
    Columns in `right` are aligned right. With `widths`, the columns have these widths.
    """

    def __init__(
        self,
        page: Page,
        rows: Sequence[Cells],
        *,
        right: Collection[int] = (),
        elastic: Collection[int] = (-1,),
        indent: int = INDENT,
        widths: Sequence[int] = (),
    ) -> None:
        self._page = page
        self._right = right
        self._indent = indent
        count = max(map(len, rows), default=0)
        lengths = [[row[i].cell_len for row in rows if i < len(row)] for i in range(count)]
        self.widths = [max(column, default=0) for column in lengths]
        room = page.width - indent - GAP * (count - 1)
        shrinking = {column % count for column in elastic} if count else set()
        self._shrink({column: lengths[column] for column in shrinking}, room)
        if sum(self.widths) > room:
            most = (page.width - indent + GAP) // count - GAP  # if all have to share the page
            self.widths = [min(width, most) for width in self.widths]
        self.widths = [*widths] or self.widths

    def _shrink(self, lengths: Mapping[int, Sequence[int]], room: int) -> None:
        """Makes columns narrower until all fit, wrapping as few cells as possible."""
        counts = {column: Counter(lengths[column]) for column in lengths}
        for column in lengths:
            self.widths[column] = min(self.widths[column], max(room, _MIN_ELASTIC))

        @cache
        def lines(column: int, width: int) -> int:
            return sum(-(-length // width) * count for length, count in counts[column].items())

        def cost(column: int) -> tuple[float, int]:
            """Returns the number of extra lines for each position that a column gives up."""
            width = self.widths[column]
            more = lines(column, width - 1)
            gained = width - 1
            while gained > _MIN_ELASTIC and lines(column, gained - 1) == more:
                gained -= 1
            return (more - lines(column, width)) / (width - gained), -width

        while sum(self.widths) > room:
            wide = [column for column in lengths if self.widths[column] > _MIN_ELASTIC]
            if not wide:
                return
            self.widths[min(wide, key=cost)] -= 1

    def start(self, column: int) -> int:
        """Returns the position of a column, from 0."""
        return self._indent + sum(self.widths[:column]) + GAP * column

    def draw(self, cells: Cells, lead: Text | None = None) -> None:
        """Draws a row; `lead` is a sign for the gutter. A wrapped cell continues below itself."""
        wrapped = [self._wrap(cell, i) for i, cell in enumerate(cells)]
        lines = zip_longest(*wrapped, fillvalue=_NOTHING)
        for line in lines if any(len(cell) > 1 for cell in wrapped) else [cells]:
            placed = [(self._cell_start(cell, i), cell) for i, cell in enumerate(line)]
            self._page.at_stops([(0, lead), *placed] if lead else placed)
            lead = None

    def draw_all(self, rows: Iterable[Cells]) -> None:
        """Draws rows without signs."""
        for row in rows:
            self.draw(row)

    def head(self, cells: Cells) -> None:
        """Draws the column heads; those of columns that hold nothing are left out."""
        self.draw([cell if self.widths[i] else Text() for i, cell in enumerate(cells)])

    def _cell_start(self, cell: Text, column: int) -> int:
        padding = self.widths[column] - cell.cell_len if column in self._right else 0
        return self.start(column) + padding

    def _wrap(self, cell: Text, column: int) -> list[Text]:
        width = self.widths[column]
        return [cell] if cell.cell_len <= width else self._page.wrap(cell, width, INDENT)
