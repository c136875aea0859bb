"""The furniture that all screens share: headings, rows, footnotes, bars, quotations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Dispute, Figure, Record, Strings
from heartcli.output.rich.console import create_console
from heartcli.output.terminal import Terminal
from heartcli.text.display import format_number, safe_for_terminal, to_ascii

HEADING, NAME, ACCENT, QUIET, WARN = "bold magenta", "bold", "cyan", "dim", "yellow"
_SUPERSCRIPTS = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_STACKED_BELOW = 64  # columns; narrower than this, names stand above their text
_MAX_INLINE_LEAD = 6  # a sign or a number stays before its text
_MAX_TEXT_WIDTH = 96
_GAP = 2
Row = tuple[Sequence[Text], Text]


class Page:
    """A screen: knows how wide it is, what it can show, and numbers the sources it cites."""

    def __init__(self, console: Console, *, unicode: bool) -> None:
        self.console = console
        self.width = console.width
        self.unicode = unicode
        self._numbers: dict[str, int] = {}

    def untrusted(self, value: object, style: str = "") -> Text:
        """Text from outside, made safe; in ASCII where the terminal knows no more."""
        return self.trusted(safe_for_terminal(str(value)), style)

    def trusted(self, text: str, style: str = "") -> Text:
        """Our own words and signs. Whatever else gets here, no control character is shown."""
        shown = text if text.isprintable() else _CONTROLS.sub("\ufffd", text)
        shown = shown if self.unicode else to_ascii(shown)
        return Text.assemble((shown, style))  # a style of the whole would spread to what is added

    def join(self, parts: Iterable[Text], separator: str = " ") -> Text:
        """The parts that are not empty, in one text."""
        return self.trusted(separator).join(part for part in parts if part)

    def print(self, *parts: Text, indent: int = 0) -> None:
        """A paragraph, wrapped, not wider than is good to read."""
        for part in parts:
            width = min(self.width, indent + _MAX_TEXT_WIDTH)
            self.console.print(Padding(part, (0, 0, 0, indent)), width=width)

    def blank(self) -> None:
        """An empty line."""
        self.console.print()

    def title(self, film: Film, label: str) -> None:
        """The film and the name of the screen, with a rule below."""
        self.head(
            self.untrusted(film.title, HEADING) + self.trusted(f"  {film.year}", QUIET), label
        )

    def head(self, text: Text, label: str) -> None:
        """What a screen is about, and its name at the right, with a rule below."""
        room = self.width - text.cell_len - len(label)
        if room >= 2:
            text += self.trusted(" " * room + label, QUIET)
        self.console.print(text)
        self.console.print(self.trusted("─" * self.width, "magenta"))

    def section(self, heading: str) -> None:
        """A heading within a screen."""
        self.blank()
        self.console.print(self.untrusted(heading[:1].upper() + heading[1:], HEADING))

    def rows(self, rows: Sequence[Row], aligned_with: Sequence[Row] = ()) -> None:
        """Rows of short cells and a text that wraps; on a narrow page it stands below them.

        `among` are all rows of a screen whose columns are to stand below each other.
        """
        if not rows:
            return
        aligned_with = aligned_with or rows
        column_count = max(len(cells) for cells, _ in aligned_with)
        widest = [
            max(_cell_width(cells, i) for cells, _ in aligned_with) for i in range(column_count)
        ]
        if (
            self.width < _STACKED_BELOW
            and sum(widest) > _MAX_INLINE_LEAD
            and any(body for _, body in aligned_with)
        ):
            self._stacked(rows)
            return
        limit = max(14, min(self.width // 3, (self.width - 30) // max(column_count, 1) - _GAP))
        widths = [min(width, limit) for width in widest]
        rest = max(10, self.width - sum(widths) - _GAP * column_count)
        table = Table.grid()  # without padding, and with every width told, it is twice as quick
        for width in widths:
            table.add_column(width=width + _GAP)
        table.add_column(width=min(rest, _MAX_TEXT_WIDTH), overflow="fold")
        for cells, body in rows:
            table.add_row(
                *map(self._within, cells, widths), *[Text()] * (column_count - len(cells)), body
            )
        self.console.print(table)

    def _within(self, cell: Text, width: int) -> Text:
        return (
            cell
            if cell.cell_len <= width
            else Text("\n").join(cell.wrap(self.console, width, overflow="fold"))
        )

    def _stacked(self, rows: Sequence[Row]) -> None:
        for cells, body in rows:
            if lead := self.join(cells, "  "):
                self.print(lead)
            if body:
                self.print(body, indent=2)

    def footnotes(self, sources: Strings) -> Text:
        """The numbers of the sources that something rests on."""
        if not sources:
            return Text()
        numbers = [self._numbers.setdefault(name, len(self._numbers) + 1) for name in sources]
        return self.trusted(self._superscript(",".join(map(str, sorted(numbers)))), QUIET)

    def body(
        self, parts: Iterable[Text], record: Record, already_shown: Iterable[Dispute] = ()
    ) -> Text:
        """A record's text with its footnotes; what is doubtful or disputed said in words."""
        body = self.with_footnotes(self.join(parts, " – "), record.sources)
        for said, state in (("(doubtful)", record.doubtful), ("(spoiler)", record.spoiler)):
            body = self.join([body, self.trusted(said if state else "", WARN)])
        told = set(map(id, already_shown))
        others = [dispute for dispute in record.disputes if id(dispute) not in told]
        values: dict[str, list[Text]] = {}
        for dispute in others:
            said = dispute.says or self._dispute_in_words(record, dispute)
            values.setdefault(dispute.field or said, []).append(
                self.with_footnotes(self.untrusted(said), dispute.sources)
            )
        lines = [self.trusted("but: ", WARN) + self.join(some, "; ") for some in values.values()]
        return self.join([body, *lines], "\n")

    def with_footnotes(self, text: Text, sources: Strings) -> Text:
        """A text with the numbers of its sources; behind a digit they stand apart."""
        close = self.unicode and not text.plain[-1:].isdigit()
        return self.join([text, self.footnotes(sources)], "" if close else " ")

    def values(
        self, value: object, disputes: Iterable[Dispute], film: Film, sources: Strings = ()
    ) -> Text:
        """A value with its sources, and what others give: "107 min¹; AFI Catalog: 101"."""
        texts = [self.with_footnotes(self.untrusted(value), sources if value else ())]
        for dispute in disputes:
            who = (film.sources[name] for name in dispute.sources)
            names = ", ".join(source.publisher or source.author or source.title for source in who)
            said = dispute.says or self.value_in_words(dispute.value)
            texts.append(self.untrusted(f"{names or 'others'}: {said}", QUIET))
        return self.trusted("; ", QUIET).join(text for text in texts if text)

    def _dispute_in_words(self, record: Record, dispute: Dispute) -> str:
        if isinstance(record, Figure) and isinstance(dispute.value, int | float):
            return record.format_amount(dispute.value)
        return self.value_in_words(dispute.value)

    def value_in_words(self, value: object) -> str:
        """A disputed value in words."""
        if isinstance(value, Date):
            return value.words
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return format_number(value) if value >= 10_000 else f"{value:g}"  # no comma in a year
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def quote(self, text: str) -> Text:
        """A quotation, as one sees it at once."""
        return (
            self.trusted("“", ACCENT) + self.untrusted(text, "italic") + self.trusted("”", ACCENT)
            if text
            else Text()
        )

    def bar(
        self, share: float, width: int, style: str = ACCENT, *, track: bool = False, sign: str = "#"
    ) -> Text:
        """A bar filled by a share from 0 to 1; what is more than nothing shows."""
        halves = max(round(share * width * 2), 1 if share > 0 else 0)
        full, half = divmod(halves, 2)
        filled = "━" * full + "╸" * half if self.unicode else sign * (full + half)
        rest = width - full - half if track else 0
        return self.trusted(filled, style) + self.trusted(
            ("─" if self.unicode else ".") * rest, QUIET
        )

    def footer(self, film: Film, hidden_count: int = 0) -> None:
        """What the numbers mean, and what was left out."""
        if hidden_count:
            noun = "spoiler" if hidden_count == 1 else "spoilers"
            self.blank()
            self.print(self.trusted(f"{hidden_count} {noun} hidden; --spoilers shows", WARN))
        if self._numbers:
            self.blank()
            told = [
                self.trusted(f"{self._superscript(str(number))} ", QUIET)
                + self.untrusted(film.sources[name].name, QUIET)
                for name, number in self._numbers.items()
            ]
            self.wrap_items([self.trusted("Sources", QUIET), *told], "  ")
            self._numbers.clear()  # another film's sources begin at 1

    def wrap_items(self, items: Iterable[Text], separator: str) -> None:
        """Short items one after another; a line ends between two of them, not within one."""
        lines = [Text()]
        for item in items:
            if lines[-1] and lines[-1].cell_len + len(separator) + item.cell_len > self.width:
                lines.append(Text())
            lines[-1] += self.trusted(separator if lines[-1] else "") + item
        for line in lines:
            self.console.print(line)

    def _superscript(self, digits: str) -> str:
        return digits.translate(_SUPERSCRIPTS) if self.unicode else f"[{digits}]"


def capture_page(terminal: Terminal, draw: Callable[[Page], None]) -> str:
    """Returns what is drawn on a page for the terminal."""
    console = create_console(terminal, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        draw(Page(console, unicode=terminal.has_unicode))
    return re.sub(r" +$", "", capture.get(), flags=re.MULTILINE)  # Rich fills cells up


def blank_repeats(rows: Iterable[Row]) -> list[Row]:
    """The rows with the first cell left out where it says the same as the one above."""
    last = ""
    told: list[Row] = []
    for [first, *others], body in rows:
        told.append(([first if first.plain != last else Text(), *others], body))
        last = first.plain
    return told


def _cell_width(cells: Sequence[Text], i: int) -> int:
    """The width of a row's cell, nothing where the row is shorter."""
    return cells[i].cell_len if i < len(cells) else 0
