"""The grid that all screens share: lines, columns and panels that fit a width.

Titles and headings start in column 1; everything else starts in column 3. The first two columns
are the gutter: it holds a sign or nothing.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, zip_longest
from typing import Self, TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from heartcli.output.rich.ink import Ink, spaces
from heartcli.output.rich.palette import HEADING, QUIET
from heartcli.output.terminal import NARROW, PROSE_WIDTH
from heartcli.text.display import safe_for_terminal, upper_first

INDENT = 2  # columns of the gutter
GAP = 2  # columns between cells
MEDIUM, WIDE = 72, 110  # columns that a layout needs at least
_PANEL_GAP = 4  # columns between two panels
_MAX_INLINE_LABEL = 6  # columns; a short label stays beside its text on any page
_Item = TypeVar("_Item")


class Layout(Ink):
    """Lines of text on a grid."""

    def __init__(self, console: Console, *, unicode: bool, width: int = 0) -> None:
        super().__init__(console, unicode=unicode)
        self.width = width or console.width
        self.is_narrow = self.width < NARROW  # labels stand above their values
        self.lines: list[Text] = []

    def line(self, text: Text) -> None:
        """Adds one line as it is."""
        self.lines.append(text)

    def at_stops(self, cells: Iterable[tuple[int, Text]]) -> None:
        """Adds one line of texts, each starting at its column, counted from 0."""
        line, end = Text(), 0
        for stop, text in cells:
            if text:
                line.append(" " * (stop - end)).append_text(text)
                end = max(stop, end) + text.cell_len
        self.line(line)

    def blank(self) -> None:
        self.lines.append(Text())

    def gap(self) -> None:
        """Adds an empty line, but not at the top, below the rule, or after another empty line."""
        if self.lines and not re.fullmatch("[─-]*", self.lines[-1].plain):
            self.blank()

    def wrap_prose(self, text: Text, indent: int, hang: int = 0) -> list[Text]:
        """Wraps a text to lines of readable length, which will begin after the indent."""
        return self.wrap(text, min(self.width - indent, PROSE_WIDTH), hang)

    def prose(self, *paragraphs: Text, indent: int = INDENT) -> None:
        """Adds wrapped paragraphs; skips empty ones."""
        for paragraph in filter(None, paragraphs):
            self.hang(Text(), paragraph, indent)

    def hang(self, lead: Text, body: Text, indent: int = INDENT, hang: int = 0) -> None:
        """Adds a short text, and beside it a paragraph whose lines all start at one column.

        A lead that doesn't fit before that column wraps, too. `hang` indents continued lines.
        """
        bodies = self.wrap_prose(body, indent, hang)
        is_apart = lead.cell_len < indent or (lead.plain[-1:] == " " and lead.cell_len == indent)
        leads = [lead] if is_apart or not body else self._wrap_lead(lead, indent - GAP)
        self.side_by_side(leads, bodies, indent)

    def side_by_side(
        self, lefts: Iterable[Text], rights: Iterable[Text], stop: int, start: int = 0
    ) -> None:
        """Adds lines in two columns; the second starts at a given stop."""
        for left, right in zip_longest(lefts, rights, fillvalue=Text()):
            self.at_stops([(start, left), (stop, right)])

    def _wrap_lead(self, lead: Text, width: int) -> list[Text]:
        """Wraps a lead; its continued lines start where its text does."""
        start = len(lead.plain) - len(lead.plain.lstrip())
        lines = self.wrap(lead[start:], width - start)
        return [spaces(start) + line for line in lines]

    def hanging(self, text: Text, indent: int = 0) -> None:
        """Adds a paragraph whose continued lines start two columns further right."""
        for line in self.wrap(text, self.width - indent, INDENT):
            self.line(spaces(indent) + line)

    def path(self, path: str, lead: Text | None = None) -> None:
        """Adds the path of a file, with ~ for the home folder; a long one breaks at slashes."""
        home = os.path.expanduser("~")  # noqa: PTH111 - may be a name that Path refuses
        shown = f"~{path.removeprefix(home)}" if path.startswith(home + os.sep) else path
        start = spaces(INDENT) + (lead + spaces(GAP) if lead else Text())
        room = self.width - start.cell_len
        lines = [""]
        for part in re.findall("[^/]*/|[^/]+", safe_for_terminal(shown)):
            if lines[-1] and cell_len(lines[-1] + part) > room:
                lines.append("")
            lines[-1] += part
        for line in (line for text in lines for line in self.wrap(self.trusted(text), room)):
            self.line(start + line)
            start = spaces(start.cell_len)

    def at_edges(self, left: Text, right: Text, indent: int = INDENT) -> None:
        """Adds two texts at the edges of the page; without room, the right one opens a line.

        `left` begins in column 1; its continued lines begin after the indent.
        """
        *lines, last = self.wrap(left, self.width, indent)
        for line in lines:
            self.line(line)
        room = self.width - last.cell_len - right.cell_len
        if not right or room >= GAP:
            self.line(last + spaces(room) + right if right else last)
        else:
            self.line(last)
            self.prose(right, indent=indent)

    def head(self, text: Text, label: str) -> None:
        """Adds the screen's subject on the left and a label on the right, with a rule below."""
        self.at_edges(text, self.trusted(label, QUIET), indent=0)
        self.line(self.trusted("─" * self.width, QUIET))

    def section(self, heading: str, numbers: Sequence[int] = (), label: str = "") -> None:
        """Adds a heading, after an empty line unless it is the first below the rule.

        A label, such as a count, stands at the right edge.
        """
        self.gap()
        text = self.untrusted(upper_first(heading), HEADING)
        *lines, last = self.wrap(text + self.numbers(numbers), self.width)
        self.lines += lines
        self.at_edges(last, self.trusted(label, QUIET))

    def flow(self, items: Iterable[Text], gap: int) -> None:
        """Adds short items in a row, and breaks lines only between them."""
        self.prose(*self.in_rows(items, gap), indent=0)

    def in_rows(self, items: Iterable[Text], gap: int, hang: int = 0) -> list[Text]:
        """Fills lines with items; every line but the first is indented."""
        lines: list[Text] = []
        for item in items:
            if lines and lines[-1].cell_len + gap + item.cell_len <= self.width:
                lines[-1] += spaces(gap) + item
            else:
                lines.append(spaces(hang if lines else 0) + item)
        return lines

    def name_columns(self, names: Sequence[Text]) -> None:
        """Adds names in as many columns as fit, up to four, read downwards."""
        longest = max((name.cell_len for name in names), default=0)
        most = 4 if self.is_wide else 3 if self.width >= MEDIUM else 1 if self.is_narrow else 2
        fitting = (self.width - INDENT + GAP) // (longest + GAP)
        self.even_columns([(name, 0) for name in names], max(1, min(most, fitting)))

    def even_columns(self, items: Sequence[tuple[Text, int]], count: int) -> None:
        """Adds items in columns that read downwards; an item's later lines are indented."""
        width = (self.width - INDENT + GAP) // count - GAP
        stops = [INDENT + column * (width + GAP) for column in range(count)]
        columns = [
            [line for item, hang in part for line in self.wrap(item, width, hang)]
            for part in _split_evenly(items, count)
        ]
        for row in zip_longest(*columns, fillvalue=Text()):
            self.at_stops(zip(stops, row, strict=False))

    def labelled(
        self, rows: Sequence[tuple[Text, Text]], label_width: int = 0, hang: int = 0
    ) -> None:
        """Adds labels, each with a text beside it or, on a narrow page, below it."""
        longest = max((label.cell_len for label, _ in rows), default=0)
        width = min(max(label_width, longest), self.label_limit)
        stop = INDENT + width + GAP
        for label, text in rows:
            if self.is_narrow and longest > _MAX_INLINE_LABEL:
                self.prose(label)
                self.hang(Text(), text, INDENT * 2, hang)
            else:
                labels = self.wrap(label, width, INDENT)
                self.side_by_side(labels, self.wrap_prose(text, stop, hang), stop, INDENT)

    @property
    def label_limit(self) -> int:
        """The maximum width of a label column; longer labels wrap."""
        return self.width * 2 // 5

    @property
    def is_wide(self) -> bool:
        """Whether there is room for two panels side by side."""
        return self.width >= WIDE

    @property
    def column_width(self) -> int:
        """The width of a column of blocks; a wide page has two columns."""
        return (self.width - _PANEL_GAP) // 2 if self.is_wide else self.width

    def panels(
        self, left: Callable[[Self], None], right: Callable[[Self], None], left_width: int = 0
    ) -> None:
        """Adds two panels: side by side on a wide page, otherwise the right one below the left.

        If one is empty, the other gets the whole width.
        """
        if not self.is_wide:
            left(self)
            right(self)
            return
        left_width = left_width or self.column_width
        lefts = self._panel(left, left_width)
        rights = self._panel(right, self.width - left_width - _PANEL_GAP)
        if lefts and rights:
            self.side_by_side(lefts, rights, left_width + _PANEL_GAP)
        else:
            (left if lefts else right)(self)

    def with_margin(
        self, margin: Sequence[Text], draw: Callable[[Self], None], indent: int
    ) -> None:
        """Adds a panel after the indent, with short lines, such as a date, in the margin."""
        self.side_by_side(margin, self._panel(draw, self.width - indent), indent, INDENT)

    def in_columns(self, blocks: Sequence[Callable[[Self], None]], *, spaced: bool = True) -> None:
        """Adds blocks one below the other; on a wide page, continues in a second column."""
        width = self.column_width
        panels = [self._panel(block, width) for block in blocks]
        if spaced:
            panels = [[*panel, Text()] for panel in panels[:-1]] + panels[-1:]
        if not self.is_wide:
            self.lines += [line for panel in panels for line in panel]
            return
        heights = [len(panel) for panel in panels]
        splits = range(1, len(panels) + 1)
        split = min(splits, key=lambda i: (max(sum(heights[:i]), sum(heights[i:])), -i), default=0)
        lefts, rights = ([line for panel in part for line in panel]
                         for part in (panels[:split], panels[split:]))  # fmt: skip
        while lefts and not lefts[-1]:
            lefts.pop()
        self.side_by_side(lefts, rights, width + _PANEL_GAP)

    def _panel(self, draw: Callable[[Self], None], width: int) -> list[Text]:
        panel = self._with_width(width)
        panel.is_narrow = self.is_narrow
        draw(panel)
        return panel.lines

    def _with_width(self, width: int) -> Self:
        """Returns an empty panel of the same page."""
        return type(self)(self._console, unicode=self.unicode, width=width)

    def render(self) -> Text:
        """Returns the page as one text."""
        return Text("\n").join(self.lines)


def _split_evenly(items: Sequence[_Item], count: int) -> list[Sequence[_Item]]:
    """Splits items into parts of nearly equal size; longer parts come first."""
    size, longer = divmod(len(items), count)
    starts = [part * size + min(part, longer) for part in range(count + 1)]
    return [items[a:b] for a, b in pairwise(starts) if a < b]
