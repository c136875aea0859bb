"""The layout that all screens share: colours, headings, rows, footnotes, bars and quotations."""

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
from heartcli.text.display import format_number, plural, safe_for_terminal, to_ascii

# The colours by purpose. None carries meaning alone, as some people can't see them.
HEADING = "bold magenta"  # the film's title, and the headings of a screen
RULE = "dim"  # the line below a title
NAME = "bold"  # names, titles and figures: what the eye looks for first
ACCENT = "cyan"  # details beside a name: characters, dates, commands to copy
QUIET = "dim"  # labels, sources and other small print
WARN = "yellow"  # disputes, doubts, spoilers and problems
GOOD, BAD = "green", "red"  # right and wrong answers, awards won, good and bad reviews

_STACKED_BELOW = 64  # columns; on a narrower page, names go above their text
_MAX_INLINE_LEAD = 6  # columns; a sign or number stays beside its text on any page
_MAX_TEXT_WIDTH = 96  # columns; longer lines are hard to read
_PROSE_WIDTH = 82  # columns beside a gutter
_GAP = 2  # columns between cells
_SUPERSCRIPTS = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
Row = tuple[Sequence[Text], Text]  # short cells, then text that wraps


class Page:
    """A screen. Knows its width and what the terminal can show; numbers the sources it cites."""

    def __init__(self, console: Console, *, unicode: bool, cite: bool = False) -> None:
        self.console = console
        self.cite = cite  # mark every source
        self.width = console.width
        self.unicode = unicode
        self._numbers: dict[str, int] = {}  # footnote numbers by source id

    def untrusted(self, value: object, style: str = "") -> Text:
        """Text from a film file or another source, made safe for the terminal."""
        return self.trusted(safe_for_terminal(str(value)), style)

    def trusted(self, text: str, style: str = "") -> Text:
        """The program's own text, in ASCII if the terminal can't show more."""
        shown = text if text.isprintable() else _CONTROLS.sub("\ufffd", text)  # just in case
        shown = shown if self.unicode else to_ascii(shown)
        return Text.assemble((shown, style))  # Text(shown, style) would also style text added to it

    def untrusted_line(self, line: str) -> Text:
        """Text from another source, padded with spaces that stay as they are."""
        return self.trusted(" ").join(self.untrusted(part) for part in line.split(" "))

    def join(self, parts: Iterable[Text], separator: str = " ") -> Text:
        """Joins the parts that are not empty."""
        return self.trusted(separator).join(part for part in parts if part)

    def print(self, *parts: Text, indent: int = 0) -> None:
        """Prints wrapped paragraphs."""
        width = min(self.width, indent + _MAX_TEXT_WIDTH)
        for part in parts:
            self.console.print(Padding(part, (0, 0, 0, indent)), width=width)

    def print_labelled(self, label: str, text: Text) -> None:
        self.print(self.trusted(label, QUIET) + text)

    def blank(self) -> None:
        self.console.print()

    def title(self, film: Film, label: str) -> None:
        """Prints a film's title and the name of the screen, with a rule below."""
        title = self.untrusted(film.title, HEADING) + self.trusted(f"  {film.year}", QUIET)
        self.head(title, label)

    def head(self, text: Text, label: str) -> None:
        """Prints the screen's subject on the left and a label on the right, with a rule below."""
        room = self.width - text.cell_len - len(label)
        if room >= 2:
            text += self.trusted(" " * room + label, QUIET)
        self.console.print(text)
        self.console.print(self.trusted("─" * self.width, RULE))

    def hang(self, lead: Text, body: Text, indent: int = 2) -> None:
        """Prints a short text, and beside it a paragraph whose lines all start at one column."""
        width = min(self.width - indent, _PROSE_WIDTH)
        for line in body.wrap(self.console, width, overflow="fold") or [Text()]:
            gap = self.trusted(" " * (indent - lead.cell_len))
            line.rstrip()
            self.console.print(lead + gap + line, no_wrap=True, crop=False)
            lead = Text()

    def at_edges(self, left: Text, right: Text) -> None:
        """Prints two texts at the edges of the page, or below each other if there is no room."""
        room = self.width - left.cell_len - right.cell_len
        if room >= _GAP:
            self.console.print(left + self.trusted(" " * room) + right)
        else:
            self.console.print(left)
            self.hang(Text(), right)

    def section(self, heading: str) -> None:
        self.blank()
        self.console.print(self.untrusted(heading[:1].upper() + heading[1:], HEADING))

    def rows(self, rows: Sequence[Row], aligned_with: Sequence[Row] = ()) -> None:
        """Prints rows in columns or, on a narrow page, each text below its cells.

        To line up the columns of several groups, pass all their rows as `aligned_with`.
        """
        if not rows:
            return
        group = aligned_with or rows
        column_count = max(len(cells) for cells, _ in group)
        widths = [
            max(cells[i].cell_len for cells, _ in group if i < len(cells))
            for i in range(column_count)
        ]
        has_text = any(body for _, body in group)
        if self.width < _STACKED_BELOW and sum(widths) > _MAX_INLINE_LEAD and has_text:
            self._print_stacked(rows)
            return
        limit = max(14, min(self.width // 3, (self.width - 30) // max(column_count, 1) - _GAP))
        self._print_table(rows, [min(width, limit) for width in widths])

    def _print_table(self, rows: Sequence[Row], widths: Sequence[int]) -> None:
        rest = max(10, self.width - sum(widths) - _GAP * len(widths))
        table = Table.grid()  # twice as fast with no padding and with fixed widths
        for width in widths:
            table.add_column(width=width + _GAP)
        table.add_column(width=min(rest, _MAX_TEXT_WIDTH), overflow="fold")
        for cells, body in rows:
            missing = [Text()] * (len(widths) - len(cells))
            table.add_row(*map(self._wrap_cell, cells, widths), *missing, body)
        self.console.print(table)

    def _wrap_cell(self, cell: Text, width: int) -> Text:
        if cell.cell_len <= width:
            return cell
        return Text("\n").join(cell.wrap(self.console, width, overflow="fold"))

    def _print_stacked(self, rows: Sequence[Row]) -> None:
        for cells, body in rows:
            if lead := self.join(cells, "  "):
                self.print(lead)
            if body:
                self.print(body, indent=2)

    def footnotes(self, sources: Strings) -> Text:
        """The sources' footnote numbers, in superscript if the terminal can show it."""
        if not sources:
            return Text()
        numbers = [self._numbers.setdefault(name, len(self._numbers) + 1) for name in sources]
        return self.trusted(self._superscript(",".join(map(str, sorted(numbers)))), QUIET)

    def with_footnotes(self, text: Text, sources: Strings) -> Text:
        """Text with its footnote numbers, after a space if the text ends in a digit."""
        is_close = self.unicode and not text.plain[-1:].isdigit()
        return self.join([text, self.footnotes(sources)], "" if is_close else " ")

    def body(
        self, parts: Iterable[Text], record: Record, already_shown: Iterable[Dispute] = ()
    ) -> Text:
        """A record's text with footnotes and flags, then each of its disputes on its own line."""
        body = self.with_footnotes(self.join(parts, " – "), record.sources)
        for word, is_set in (("(doubtful)", record.doubtful), ("(spoiler)", record.spoiler)):
            body = self.join([body, self.trusted(word if is_set else "", WARN)])
        shown = set(map(id, already_shown))
        values: dict[str, list[Text]] = {}  # texts by field
        for dispute in record.disputes:
            if id(dispute) not in shown:
                text = dispute.says or _dispute_in_words(record, dispute)
                value = self.with_footnotes(self.untrusted(text), dispute.sources)
                values.setdefault(dispute.field or text, []).append(value)
        lines = [self.trusted("but: ", WARN) + self.join(group, "; ") for group in values.values()]
        return self.join([body, *lines], "\n")

    def values(
        self, value: object, disputes: Iterable[Dispute], film: Film, sources: Strings = ()
    ) -> Text:
        """A value with its sources, and what others say: "107 min¹; AFI Catalog: 101"."""
        texts = [self.with_footnotes(self.untrusted(value), sources if value else ())]
        texts += [self.objection(dispute, film) for dispute in disputes]
        return self.trusted("; ", QUIET).join(text for text in texts if text)

    def objection(self, dispute: Dispute, film: Film) -> Text:
        """Returns what the sources of a dispute say: "AFI Catalog: 101"."""
        cited = [film.sources[name] for name in dispute.sources]
        names = ", ".join(source.publisher or source.author or source.title for source in cited)
        text = dispute.says or _value_in_words(dispute.value)
        return self.untrusted(f"{names or 'others'}: {text}", QUIET)

    def quote(self, text: str) -> Text:
        """The text in quotation marks; nothing if it is empty."""
        opening, closing = self.trusted("“", ACCENT), self.trusted("”", ACCENT)
        return opening + self.untrusted(text, "italic") + closing if text else Text()

    def bar(
        self, share: float, width: int, style: str = ACCENT, *, track: bool = False, sign: str = "#"
    ) -> Text:
        """A bar filled to a share from 0 to 1. Any share above 0 is visible."""
        halves = max(round(share * width * 2), 1 if share > 0 else 0)
        full, half = divmod(halves, 2)
        filled = "━" * full + "╸" * half if self.unicode else sign * (full + half)
        rest = ("─" if self.unicode else ".") * (width - full - half if track else 0)
        return self.trusted(filled, style) + self.trusted(rest, QUIET)

    def footer(self, film: Film, hidden_count: int = 0) -> None:
        """Prints how many spoilers are hidden, and the sources that the footnotes refer to."""
        if hidden_count:
            self.blank()
            pronoun = "it" if hidden_count == 1 else "them"
            hidden = f"{plural(hidden_count, 'spoiler')} hidden. Use --spoilers to see {pronoun}"
            self.print(self.trusted(hidden, WARN))
        if self._numbers:
            self.blank()
            items = [self.trusted("Sources", QUIET)]
            for name, number in self._numbers.items():
                footnote = self.trusted(f"{self._superscript(str(number))} ", QUIET)
                items.append(footnote + self.untrusted(film.sources[name].name, QUIET))
            self.wrap_items(items, "  ")
            self._numbers.clear()  # the next film's footnotes start at 1

    def wrap_items(self, items: Iterable[Text], separator: str) -> None:
        """Prints short items in a row, and breaks lines only between them."""
        lines = [Text()]
        for item in items:
            if lines[-1] and lines[-1].cell_len + len(separator) + item.cell_len > self.width:
                lines.append(Text())
            lines[-1] += self.trusted(separator if lines[-1] else "") + item
        for line in lines:
            self.console.print(line)

    def _superscript(self, digits: str) -> str:
        return digits.translate(_SUPERSCRIPTS) if self.unicode else f"[{digits}]"


def capture_page(
    terminal: Terminal, draw: Callable[[Page], None], width: int = 0, *, cite: bool = False
) -> str:
    """Draws on a page for the terminal, or a narrower one, and returns the output."""
    console = create_console(terminal, markup=False, emoji=False, highlight=False)
    console.width = width or console.width
    with console.capture() as capture:
        draw(Page(console, unicode=terminal.has_unicode, cite=cite))
    return re.sub(r" +$", "", capture.get(), flags=re.MULTILINE)  # Rich pads cells with spaces


def blank_repeats(rows: Iterable[Row]) -> list[Row]:
    """Blanks a row's first cell if it repeats the one above."""
    above = ""
    result: list[Row] = []
    for [first, *others], body in rows:
        result.append(([first if first.plain != above else Text(), *others], body))
        above = first.plain
    return result


def _dispute_in_words(record: Record, dispute: Dispute) -> str:
    if isinstance(record, Figure) and isinstance(dispute.value, int | float):
        return record.format_amount(dispute.value)
    return _value_in_words(dispute.value)


def _value_in_words(value: object) -> str:
    if isinstance(value, Date):
        return value.words
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return format_number(value) if value >= 10_000 else f"{value:g}"  # years have no comma
    return ", ".join(value) if isinstance(value, tuple) else str(value)
