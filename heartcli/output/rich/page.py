"""The layout that all screens share: one grid, one set of rules, a page of lines of text.

Titles and headings start in column 1; everything else starts in column 3. The first two columns
are the gutter: it holds a sign or nothing.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise, zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Dispute, Edition, Figure, Record, Review, Strings
from heartcli.output.rich.console import create_console
from heartcli.output.rich.footnotes import Blocks, Footnotes
from heartcli.output.rich.palette import BAR, HEADING, KEY, QUIET, QUOTE
from heartcli.output.terminal import Terminal
from heartcli.text.display import format_number, join_with_and, safe_for_terminal, to_ascii

INDENT = 2  # columns of the gutter
GAP = 2  # columns between cells
NARROW, MEDIUM, WIDE = 60, 72, 110  # columns from which a layout applies
_PROSE_WIDTH = 84  # columns; longer lines are hard to read
_PANEL_GAP = 4  # columns between two panels
_MAX_INLINE_LABEL = 6  # columns; a short label stays beside its text on any page
_MAX_INLINE_LINES = 2  # of footnotes; more are put in columns
_SUPERSCRIPTS = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# A line never breaks between a day and its month, or between an amount and its unit, which a
# footnote number may follow.
_UNBREAKABLE = re.compile(
    r"(?<=[0-9]) (?=(?:min|million|billion|nominations?|of [0-9]+|[KM]B"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)(?![A-Za-z]))"
    r"|(?<=[0-9] of) (?=[0-9])|(?<=\b[A-Z]\.) (?=[A-Z])"
    r"|(?<=\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)) (?=[0-9]{4}(?![0-9]))"
)
_BUT = "but: "  # what an objection begins with
_MIN_HANGING = 20  # columns; in less, an objection isn't indented
_BOUND_SPACE = "\ue000"  # stands for such a space while a text is wrapped
_URL_SIGNS = "!#$%&'()*+,-./:;=?@[]_~"  # what an address may hold besides letters and digits
Draw = Callable[["Page"], None]


class Page:
    """A screen: lines of text that fit a width. It knows what the terminal can show."""

    def __init__(
        self, console: Console, *, unicode: bool, width: int = 0, cite: bool = False
    ) -> None:
        self.width = width or console.width
        self.is_narrow = self.width < NARROW  # labels stand above their values
        self.unicode = unicode
        self.footnotes: Footnotes | None = None
        self._lines: list[Text] = []
        self._console = console
        self._cites_all = cite  # every source of every value

    # --- Texts

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

    def sentences(self, first: Text, second: Text) -> Text:
        """Joins two texts, of which the first may lack its full stop."""
        has_stop = first.plain.endswith((".", "!", "?", "…", "”"))
        return self.join([first, second], " " if has_stop else ". ")

    def quote(self, text: str) -> Text:
        """The text in quotation marks; nothing if it is empty."""
        marks = self.trusted("“", QUOTE), self.trusted("”", QUOTE)
        return marks[0] + self.untrusted(text, QUOTE) + marks[1] if text else Text()

    def date(self, date: Date | None) -> Text:
        """A date in words; nothing if there is none."""
        return self.untrusted(date.words if date else "")

    def link(self, text: str, url: str) -> Text:
        """A text that opens an address, on terminals that know links."""
        from urllib.parse import quote  # most screens have no links

        linked = Style(link=quote(url, safe=_URL_SIGNS))
        return Text.assemble((self.untrusted(text).plain, linked))

    def command(self, command: str) -> Text:
        """A command that can be copied."""
        return self.untrusted(command, KEY)

    def bar(self, share: float, width: int, style: str = BAR, *, track: bool = False) -> Text:
        """A bar filled to a share from 0 to 1. Any share above 0 is visible."""
        halves = max(round(min(share, 1) * width * 2), 1 if share > 0 else 0)
        full, half = divmod(halves, 2)
        rest = ("─" if self.unicode else ".") * (width - full - half if track else 0)
        return self.trusted("━" * full + "╸" * half, style) + self.trusted(rest, QUIET)

    # --- Lines

    def line(self, text: Text) -> None:
        """Adds one line as it is."""
        self._lines.append(text)

    def at_stops(self, cells: Iterable[tuple[int, Text]]) -> None:
        """Adds one line of texts, each after the column in which it starts, from 0."""
        line = Text()
        for stop, text in cells:
            if text:
                line = line + self._spaces(stop - line.cell_len) + text
        self.line(line)

    def blank(self) -> None:
        self._lines.append(Text())

    def gap(self) -> None:
        """Adds an empty line between blocks, but none at the top, below the rule, or twice."""
        if self._lines and not re.fullmatch("[─-]*", self._lines[-1].plain):
            self.blank()

    def wrap(self, text: Text, width: int, hang: int = 0) -> list[Text]:
        """Wraps a text at words to lines of at most `width` columns; at least one line.

        Lines after the first of each paragraph are indented by `hang`, those of an objection as
        far as its text.
        """
        if "\n" in text.plain:
            return [line for part in text.split("\n") for line in self.wrap(part, width, hang)]
        if text.plain.startswith(_BUT) and width > _MIN_HANGING:
            hang = len(_BUT)
        bound = text.copy()
        bound.plain = _UNBREAKABLE.sub(_BOUND_SPACE, text.plain)
        lines = list(bound.wrap(self._console, max(width, 1), overflow="fold")) or [Text()]
        for line in lines:
            line.rstrip()
            line.plain = line.plain.replace(_BOUND_SPACE, " ")
        if hang and len(lines) > 1:
            rest = self.wrap(_after(text, lines[0]), width - hang)
            lines = [lines[0], *(self._spaces(hang) + line for line in rest)]
        return lines

    def wrap_prose(self, text: Text, indent: int, hang: int = 0) -> list[Text]:
        """Wraps a text to lines that begin after the indent and are easy to read."""
        return self.wrap(text, min(self.width - indent, _PROSE_WIDTH), hang)

    def prose(self, *paragraphs: Text, indent: int = INDENT) -> None:
        """Adds wrapped paragraphs."""
        for paragraph in paragraphs:
            self.hang(Text(), paragraph, indent)

    def hang(self, lead: Text, body: Text, indent: int = INDENT, hang: int = 0) -> None:
        """Adds a short text, and beside it a paragraph whose lines all start at one column.

        A lead that doesn't fit before that column wraps, too. `hang` indents continued lines.
        """
        bodies = self.wrap_prose(body, indent, hang)
        is_apart = lead.cell_len < indent or (lead.plain[-1:] == " " and lead.cell_len == indent)
        leads = [lead] if is_apart or not body else self._wrap_lead(lead, indent - GAP)
        self.side_by_side(leads, bodies, indent)

    def side_by_side(self, lefts: Sequence[Text], rights: Sequence[Text], stop: int) -> None:
        """Adds lines in two columns, the second of which begins at a stop."""
        for left, right in zip_longest(lefts, rights, fillvalue=Text()):
            self.line(left + self._spaces(stop - left.cell_len) + right if right else left)

    def _wrap_lead(self, lead: Text, width: int) -> list[Text]:
        """Wraps a lead; its continued lines start where its text does."""
        start = len(lead.plain) - len(lead.plain.lstrip())
        lines = self.wrap(lead[start:], width - start)
        return [self._spaces(start) + line for line in lines]

    def hanging(self, text: Text, indent: int = 0) -> None:
        """Adds a paragraph whose continued lines start two columns further right."""
        first = self.wrap(text, self.width - indent)[0]
        self.line(self._spaces(indent) + first)
        if rest := _after(text, first):
            self.prose(rest, indent=indent + INDENT)

    def path(self, path: str, lead: Text | None = None) -> None:
        """Adds the path of a file, with ~ for the home folder; a long one breaks at slashes."""
        home = os.path.expanduser("~")  # noqa: PTH111 - may be a name that Path refuses
        shown = f"~{path.removeprefix(home)}" if path.startswith(home + os.sep) else path
        start = self._spaces(INDENT) + (lead + self._spaces(GAP) if lead else Text())
        room = self.width - start.cell_len
        lines = [""]
        for part in re.findall("[^/]*/|[^/]+", safe_for_terminal(shown)):
            if lines[-1] and cell_len(lines[-1] + part) > room:
                lines.append("")
            lines[-1] += part
        for line in (line for text in lines for line in self.wrap(self.trusted(text), room)):
            self.line(start + line)
            start = self._spaces(start.cell_len)

    def at_edges(self, left: Text, right: Text, indent: int = INDENT) -> None:
        """Adds two texts at the edges of the page; without room, the right one opens a line.

        `left` begins in column 1; its continued lines begin after the indent.
        """
        *lines, last = self.wrap(left, self.width, indent)
        for line in lines:
            self.line(line)
        room = self.width - last.cell_len - right.cell_len
        if not right or room >= GAP:
            self.line(last + self._spaces(room) + right if right else last)
        else:
            self.line(last)
            self.prose(right, indent=indent)

    def title(self, film: Film, label: str, mark: Text | None = None) -> None:
        """Adds a film's title and the name of the screen, with a rule below."""
        year = self.trusted(f" ({film.year})") + (mark or Text())
        self.head(self.untrusted(film.title, HEADING) + year, label)

    def head(self, text: Text, label: str) -> None:
        """Adds the screen's subject on the left and a label on the right, with a rule below."""
        self.at_edges(text, self.trusted(label, QUIET), indent=0)
        self.line(self.trusted("─" * self.width, QUIET))

    def section(self, heading: str, numbers: Sequence[int] = (), label: str = "") -> None:
        """Adds a heading, after an empty line unless it is the first below the rule.

        A label, such as a count, stands at the right edge.
        """
        self.gap()
        text = self.untrusted(heading[:1].upper() + heading[1:], HEADING)
        *lines, last = self.wrap(text + self._numbers(numbers), self.width)
        self._lines += lines
        self.at_edges(last, self.trusted(label, QUIET))

    @contextmanager
    def block(self, heading: str, citations: Sequence[Strings], label: str = "") -> Iterator[None]:
        """Adds a heading; if all that follows rests on one other source, only it is numbered."""
        if not self.footnotes:
            self.section(heading, label=label)
            yield
            return
        with self.footnotes.block(citations if heading else ()) as numbers:
            if heading:
                self.section(heading, numbers, label)
            yield

    def flow(self, items: Iterable[Text], separator: str = "  ", indent: int = INDENT) -> None:
        """Adds short items in a row, and breaks lines only between them."""
        lines = [Text()]
        room = self.width - indent
        for item in items:
            if lines[-1] and lines[-1].cell_len + len(separator) + item.cell_len > room:
                lines.append(Text())
            lines[-1] += self.trusted(separator if lines[-1] else "") + item
        self.prose(*lines, indent=indent)

    def name_columns(self, items: Sequence[Text]) -> None:
        """Adds short items in as many columns as fit, four at most, read downwards."""
        longest = max((item.cell_len for item in items), default=0)
        room = self.width - INDENT + GAP
        most = (
            4 if self.is_wide else 3 if self.width >= MEDIUM else 2 if self.width >= NARROW else 1
        )
        count = max(1, min(most, room // (longest + GAP)))
        columns = _split(items, count)
        for row in range(len(columns[0]) if columns else 0):
            cells = [column[row] for column in columns if row < len(column)]
            if count == 1:
                self.prose(*cells)
            else:
                self.line(self._spaces(INDENT) + self._padded(cells, room // count - GAP))

    def labelled(
        self, rows: Sequence[tuple[Text, Text]], label_width: int = 0, hang: int = 0
    ) -> None:
        """Adds labels, each with a text beside it or, on a narrow page, below it."""
        longest = max((label.cell_len for label, _ in rows), default=0)
        width = min(max(label_width, longest), self.label_limit)
        stop = INDENT + width + GAP
        for label, text in rows:
            if self.is_narrow and longest > _MAX_INLINE_LABEL:
                self.prose(*([label] if label else []))
                self.hang(Text(), text, INDENT * 2, hang)
            else:
                labels = [self._spaces(INDENT) + line for line in self.wrap(label, width, INDENT)]
                self.side_by_side(labels, self.wrap_prose(text, stop, hang), stop)

    @property
    def label_limit(self) -> int:
        """The width of a label column at most; longer labels wrap."""
        return self.width * 2 // 5

    # --- Panels

    @property
    def is_wide(self) -> bool:
        """Whether there is room for two panels side by side."""
        return self.width >= WIDE

    @property
    def column_width(self) -> int:
        """The width of blocks in columns, of which a wide page has two."""
        return (self.width - _PANEL_GAP) // 2 if self.is_wide else self.width

    def beside(self, left: Draw, right: Draw, left_width: int = 0) -> None:
        """Adds two panels, side by side if the page is wide; else the right one comes below.

        If one is empty, the other has the whole width.
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

    def beside_margin(self, margin: Sequence[Text], draw: Draw, indent: int) -> None:
        """Adds a panel after the indent, with short lines such as a date on the left of it."""
        lines = self._panel(draw, self.width - indent)
        for left, right in zip_longest(margin, lines, fillvalue=Text()):
            self.at_stops([(INDENT, left), (indent, right)])

    def in_columns(self, blocks: Sequence[Draw], *, spaced: bool = True) -> None:
        """Adds blocks one after the other; on a wide page, the later ones in a second column."""
        width = self.column_width
        panels = [self._panel(block, width) for block in blocks]
        if spaced:
            panels = [[*panel, Text()] for panel in panels[:-1]] + panels[-1:]
        if not self.is_wide:
            self._lines += [line for panel in panels for line in panel]
            return
        heights = [len(panel) for panel in panels]
        splits = range(1, len(panels) + 1)
        split = min(splits, key=lambda i: (max(sum(heights[:i]), sum(heights[i:])), -i), default=0)
        lefts, rights = ([line for panel in part for line in panel]
                         for part in (panels[:split], panels[split:]))  # fmt: skip
        while lefts and not lefts[-1]:
            lefts.pop()
        self.side_by_side(lefts, rights, width + _PANEL_GAP)

    def _panel(self, draw: Draw, width: int) -> list[Text]:
        panel = Page(self._console, unicode=self.unicode, width=width, cite=self._cites_all)
        panel.footnotes = self.footnotes
        panel.is_narrow = self.is_narrow
        draw(panel)
        return panel._lines

    # --- Sources

    def start_footnotes(self, film: Film, blocks: Blocks) -> None:
        """Starts the footnotes of a film, given the sources of each value in each block."""
        self.footnotes = Footnotes.of_film(film, blocks, cites_all=self._cites_all)

    def start_shared_footnotes(self, films: Sequence[Film], blocks: Sequence[Blocks]) -> None:
        """Starts the footnotes of a screen about several films."""
        self.footnotes = Footnotes.of_films(films, blocks, cites_all=self._cites_all)

    def mark(self, sources: Strings) -> Text:
        """The footnote number of a value's strongest source, unless it's the main source."""
        return self._numbers(self.footnotes.numbers_of(sources)) if self.footnotes else Text()

    def note(self, text: str) -> Text:
        """The footnote number of a short note."""
        number = self.footnotes.number_of_note(text) if self.footnotes else 0
        return self._numbers([number] if number else [])

    def with_mark(self, text: Text, sources: Strings, note: str = "") -> Text:
        """Text with the number of its source and a note, after a space if it ends in a digit."""
        numbers = self.footnotes.numbers_of(sources) if self.footnotes else []
        if note and self.footnotes:
            numbers.append(self.footnotes.number_of_note(note))
        marks = self._numbers(numbers)
        return self.join([text, marks], " " if text.plain[-1:].isdigit() else "")

    def body(self, record: Record, text: Text) -> Text:
        """A record's text with its flags and footnote number."""
        return self.with_mark(self.flagged(record, text), self._sources_to_mark(record))

    def flagged(self, record: Record, text: Text) -> Text:
        """A record's text with its flags."""
        flags = [word for word in ("doubtful", "spoiler") if getattr(record, word)]
        return self.join([text, *(self.trusted(f"({word})") for word in flags)])

    def _sources_to_mark(self, record: Record) -> Strings:
        """A record's sources, unless it's a review that already names the paper it appeared in."""
        if self._cites_all or not self.footnotes or not isinstance(record, Review):
            return record.sources
        return () if self.footnotes.is_first_hand(record) else record.sources

    def objections(self, record: Record, disputes: Sequence[Dispute] | None = None) -> list[Text]:
        """What other sources say of a record, or some of it: a line for each field."""
        shown = record.disputes if disputes is None else disputes
        values: dict[str, list[Dispute]] = {}
        for dispute in shown:
            if not dispute.says:
                values.setdefault(dispute.field, []).append(dispute)
        lines = [self._other_values(record, group) for group in values.values()]
        lines += [
            self._objection(
                self.untrusted(dispute.says),
                dispute,
                "{value}" if self._names_main_source(dispute.says) else "{name}: {value}",
            )
            for dispute in shown
            if dispute.says
        ]
        return [self.trusted(_BUT) + line for line in lines]

    def _names_main_source(self, text: str) -> bool:
        """Whether a text names the main source: Wikipedia, for Wikipedia (English)."""
        if not self.footnotes or not self.footnotes.main:
            return False
        return re.split(r" \(|, ", self.footnotes.name(self.footnotes.main))[0] in text

    def _other_values(self, record: Record, disputes: Sequence[Dispute]) -> Text:
        """The values that others have for a field."""
        has_number = isinstance(disputes[0].value, int | float)
        alone = "{name} has {value}" if has_number else "{name}: {value}"
        form = alone if len(disputes) == 1 else "{value} ({name})"
        texts = [self.untrusted(_dispute_in_words(record, dispute)) for dispute in disputes]
        pairs = zip(texts, disputes, strict=True)
        return self._either([self._objection(text, dispute, form) for text, dispute in pairs])

    def _objection(self, text: Text, dispute: Dispute, form: str) -> Text:
        """A disputed value with its number, or with its source's name if that's the main one."""
        main = self.footnotes.main if self.footnotes else ""
        if main and main in dispute.sources and self.footnotes:
            name = self.untrusted(self.footnotes.name(main))
            parts = {"{name}": name, "{value}": text}
            return Text().join(
                parts.get(part) or self.trusted(part) for part in re.split(r"({\w+})", form)
            )
        return self.with_mark(text, dispute.sources)

    def _either(self, values: Sequence[Text]) -> Text:
        """Joins values: "101 min, 108 min or 115 min"."""
        return self.join([self.join(values[:-1], ", "), values[-1]], " or ")

    def story(self, record: Record, text: Text, indent: int = INDENT * 2) -> None:
        """Adds a record's text, and below it what other sources say."""
        if text := self.body(record, text) if text or record.doubtful else text:
            self.prose(text, indent=indent)
        self.prose(*self.objections(record), indent=indent)

    def footer(self, *lines: Text, legend: Sequence[Text] = ()) -> None:
        """Adds the foot of the screen: what signs mean, what to type next, and the sources."""
        shown = [line for line in lines if line]
        if shown or legend or (self.footnotes and self.footnotes.has_content):
            self.blank()
        if legend:
            self.flow(legend, "   ", indent=0)
        for line in shown:
            self.prose(line, indent=0)
        if self.footnotes:
            self._draw_sources(self.footnotes)
        self.footnotes = None

    def _draw_sources(self, footnotes: Footnotes) -> None:
        names = join_with_and(list(dict.fromkeys(footnotes.main_names)))
        main = names and f"Source: {names}"
        if not main and not footnotes.notes():
            return
        notes = [
            self._numbers([number]) + Text(" ") + self.untrusted(text, QUIET)
            for number, text in footnotes.notes()
        ]
        if not notes:
            self.at_edges(self.untrusted(main, QUIET), Text())
            return
        head = self.untrusted(f"{main}, except" if main else "Sources:", QUIET)
        lines = self._inline([head, *notes])
        if len(lines) <= _MAX_INLINE_LINES and all(line.cell_len <= self.width for line in lines):
            self._lines += lines
        else:
            self.at_edges(head, Text())
            self._lines += self._in_note_columns(notes)

    def _inline(self, items: Sequence[Text]) -> list[Text]:
        """Puts items in a row, with later lines below the indent."""
        lines = [Text()]
        for item in items:
            if lines[-1] and lines[-1].cell_len + GAP + item.cell_len > self.width:
                lines.append(self._spaces(INDENT))
            lines[-1] += self._spaces(GAP if lines[-1].plain.strip() else 0) + item
        return lines

    def _in_note_columns(self, notes: Sequence[Text]) -> list[Text]:
        """Puts notes in columns, read downwards; continued lines begin below the text."""
        count = 1 if self.width < MEDIUM else 2 if self.width < WIDE else 3
        width = (self.width - INDENT + GAP) // count - GAP
        columns: list[list[Text]] = []
        for part in _split(notes, count):
            lines: list[Text] = []
            for note in part:
                lines += self.wrap(note, width, note.plain.index(" ") + 1)
            columns.append(lines)
        return [
            self._spaces(INDENT)
            + self._padded([c[i] if i < len(c) else Text() for c in columns], width)
            for i in range(max(map(len, columns)))
        ]

    def _padded(self, cells: Sequence[Text], width: int) -> Text:
        """Joins cells of equal width."""
        row = Text()
        for column, cell in enumerate(cells):
            row += self._spaces(column * (width + GAP) - row.cell_len) + cell
        return row

    def _numbers(self, numbers: Sequence[int]) -> Text:
        digits = ",".join(map(str, numbers))
        shown = digits.translate(_SUPERSCRIPTS) if self.unicode else f"[{digits}]"
        return self.trusted(shown if digits else "")

    def _spaces(self, count: int) -> Text:
        return Text(" " * count)

    @property
    def has_content(self) -> bool:
        return bool(self._lines)

    def render(self) -> Text:
        """Returns the page as one text."""
        return Text("\n").join(self._lines)


def _after(text: Text, line: Text) -> Text:
    """Returns what follows a text's first line."""
    rest = text[len(line.plain) :]
    return rest[len(rest.plain) - len(rest.plain.lstrip()) :]


def capture_page(terminal: Terminal, draw: Draw, width: int = 0, *, cite: bool = False) -> str:
    """Draws on a page for the terminal, or a narrower one, and returns the output."""
    console = create_console(terminal, markup=False, emoji=False, highlight=False)
    page = Page(console, unicode=terminal.has_unicode, width=width, cite=cite)
    draw(page)
    if not page.has_content:
        return ""
    with console.capture() as capture:
        console.print(page.render(), soft_wrap=True)
    return re.sub(r" +$", "", capture.get(), flags=re.MULTILINE)


def _split(items: Sequence[Text], count: int) -> list[Sequence[Text]]:
    """Splits items into parts that differ by one item at most, the longer ones first."""
    size, longer = divmod(len(items), count)
    starts = [part * size + min(part, longer) for part in range(count + 1)]
    return [items[a:b] for a, b in pairwise(starts) if a < b]


def _dispute_in_words(record: Record, dispute: Dispute) -> str:
    if isinstance(record, Figure) and isinstance(dispute.value, int | float):
        return record.shorten_amount(dispute.value)
    if isinstance(record, Edition) and dispute.field == "minutes":
        return f"{dispute.value} min"
    return value_in_words(dispute.value)


def value_in_words(value: object) -> str:
    """A field's value as people write it."""
    if isinstance(value, Date):
        return value.words
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return format_number(value) if value >= 10_000 else f"{value:g}"  # years have no comma
    return ", ".join(value) if isinstance(value, tuple) else str(value)
