"""A page: the layout of a screen, with the sources of what it says."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Dispute, Edition, Figure, Record, Review, Strings
from heartcli.output.rich.console import create_console
from heartcli.output.rich.footnotes import Blocks, Footnotes
from heartcli.output.rich.ink import BUT
from heartcli.output.rich.layout import GAP, INDENT, MEDIUM, WIDE, Layout
from heartcli.output.rich.palette import HEADING, QUIET
from heartcli.output.terminal import Terminal
from heartcli.text.display import format_number, join_with_and

_MAX_INLINE_LINES = 2  # of footnotes; more are put in columns
_LEGEND_GAP = 3  # columns between the meanings of signs
Draw = Callable[["Page"], None]


class Page(Layout):
    """A screen, with footnotes."""

    def __init__(
        self, console: Console, *, unicode: bool, width: int = 0, cite: bool = False
    ) -> None:
        super().__init__(console, unicode=unicode, width=width)
        self.footnotes: Footnotes | None = None
        self.cites_all = cite  # every source of every value

    def start_footnotes(self, film: Film, blocks: Blocks) -> None:
        """Starts the footnotes of a film, given the sources of each value in each block."""
        self.footnotes = Footnotes.of_film(film, blocks, cites_all=self.cites_all)

    def start_shared_footnotes(self, films: Sequence[Film], blocks: Sequence[Blocks]) -> None:
        """Starts the footnotes of a screen about several films."""
        self.footnotes = Footnotes.of_films(films, blocks, cites_all=self.cites_all)

    def note(self, text: str) -> Text:
        """Returns the footnote number of a short note."""
        number = self.footnotes.number(text) if self.footnotes else 0
        return self.numbers([number] if number else [])

    def with_mark(self, text: Text, sources: Strings, note: str = "") -> Text:
        """Adds the numbers of a text's source and a note, after a space if it ends in a digit."""
        numbers = self.footnotes.numbers_of(sources) if self.footnotes else []
        if note and self.footnotes:
            numbers.append(self.footnotes.number(note))
        marks = self.numbers(numbers)
        return self.join([text, marks], " " if text.plain[-1:].isdigit() else "")

    def cited(self, record: Record, text: Text) -> Text:
        """Adds a record's flags and footnote number to its text."""
        return self.with_mark(self.flagged(record, text), self._sources_to_mark(record))

    def flagged(self, record: Record, text: Text) -> Text:
        """Adds a record's flags to its text."""
        return self.join([text, *(self.trusted(f"({flag})") for flag in record.flags)])

    def _sources_to_mark(self, record: Record) -> Strings:
        """Returns a record's sources; none for a review that already names the paper it is from."""
        if self.cites_all or not self.footnotes or not isinstance(record, Review):
            return record.sources
        return () if self.footnotes.is_first_hand(record) else record.sources

    def dispute_lines(
        self, record: Record, disputes: Sequence[Dispute] | None = None
    ) -> list[Text]:
        """Returns what other sources say about a record: a line for each field or statement."""
        shown = record.disputes if disputes is None else disputes
        values: dict[str, list[Dispute]] = {}
        for dispute in shown:
            if not dispute.says:
                values.setdefault(dispute.field, []).append(dispute)
        lines = [self._other_values(record, group) for group in values.values()]
        lines += [
            self._dispute_text(
                self.untrusted(dispute.says),
                dispute,
                before="" if self._names_main_source(dispute.says) else "{}:",
            )
            for dispute in shown
            if dispute.says
        ]
        return [self.trusted(BUT) + line for line in lines]

    def _names_main_source(self, text: str) -> bool:
        """Whether a text names the main source: Wikipedia, for Wikipedia (English)."""
        if not self.footnotes or not self.footnotes.main:
            return False
        return re.split(r" \(|, ", self.footnotes.name(self.footnotes.main))[0] in text

    def _other_values(self, record: Record, disputes: Sequence[Dispute]) -> Text:
        """Joins the values that other sources give for a field."""
        has_number = isinstance(disputes[0].value, int | float)
        before, after = "{} has" if has_number else "{}:", ""
        if len(disputes) > 1:
            before, after = "", "({})"
        texts = [self.untrusted(_dispute_in_words(record, dispute)) for dispute in disputes]
        pairs = zip(texts, disputes, strict=True)
        values = [self._dispute_text(text, dispute, before, after) for text, dispute in pairs]
        return self.enumerate(values, "or")

    def _dispute_text(self, text: Text, dispute: Dispute, before: str, after: str = "") -> Text:
        """Returns a dispute's text with its number, or with the name of the main source.

        The name goes before or after the text, in place of the braces.
        """
        main = self.footnotes.main if self.footnotes else ""
        if not self.footnotes or not main or main not in dispute.sources:
            return self.with_mark(text, dispute.sources)
        name = self.footnotes.name(main)
        return self.join(
            [self.untrusted(before.format(name)), text, self.untrusted(after.format(name))]
        )

    def text_and_disputes(self, record: Record, text: Text, indent: int = INDENT * 2) -> None:
        """Adds a record's text, and below it what other sources say."""
        shown = self.cited(record, text) if text else text
        self.prose(shown, *self.dispute_lines(record), indent=indent)

    def title(self, film: Film, label: str, mark: Text | None = None) -> None:
        """Adds a film's title and the name of the screen, with a rule below."""
        year = self.trusted(f" ({film.year})") + (mark or Text())
        self.head(self.untrusted(film.title, HEADING) + year, label)

    @contextmanager
    def block(self, heading: str, records: Sequence[Record], label: str = "") -> Iterator[None]:
        """Adds a heading; if all that follows rests on one other source, only it is numbered."""
        if not self.footnotes:
            self.section(heading, label=label)
            yield
            return
        citations = [record.sources for record in records] if heading else ()
        with self.footnotes.block(citations) as numbers:
            if heading:
                self.section(heading, numbers, label)
            yield

    def footer(self, *lines: Text, legend: Sequence[Text] = ()) -> None:
        """Adds the foot of the screen: what signs mean, what to type next, and the sources."""
        if any(lines) or legend or (self.footnotes and self.footnotes.has_content):
            self.blank()
        if legend:
            self.flow(legend, _LEGEND_GAP)
        self.prose(*lines, indent=0)
        if self.footnotes:
            self._draw_sources(self.footnotes)
        self.footnotes = None

    def _draw_sources(self, footnotes: Footnotes) -> None:
        names = join_with_and(list(dict.fromkeys(footnotes.main_names)))
        main = names and f"Source: {names}"
        if not main and not footnotes.notes():
            return
        notes = [
            self.numbers([number]) + Text(" ") + self.untrusted(text, QUIET)
            for number, text in footnotes.notes()
        ]
        if not notes:
            self.at_edges(self.untrusted(main, QUIET), Text())
            return
        head = self.untrusted(f"{main}, except" if main else "Sources:", QUIET)
        lines = self.in_rows([head, *notes], GAP, INDENT)
        if len(lines) <= _MAX_INLINE_LINES and all(line.cell_len <= self.width for line in lines):
            self.lines += lines
        else:
            self.at_edges(head, Text())
            count = 1 if self.width < MEDIUM else 2 if self.width < WIDE else 3
            self.even_columns([(note, note.plain.index(" ") + 1) for note in notes], count)

    def _with_width(self, width: int) -> "Page":
        panel = super()._with_width(width)
        panel.footnotes = self.footnotes
        panel.cites_all = self.cites_all
        return panel


def capture_page(terminal: Terminal, draw: Draw, width: int = 0, *, cite: bool = False) -> str:
    """Draws on a page for the terminal, or a narrower one, and returns the output."""
    console = create_console(terminal, markup=False, emoji=False, highlight=False)
    page = Page(console, unicode=terminal.has_unicode, width=width, cite=cite)
    draw(page)
    if not page.lines:
        return ""
    if console.color_system is None:  # what Rich would print, in a tenth of the time
        return "".join(f"{line.plain.rstrip(' ')}\n" for line in page.lines)
    with console.capture() as capture:
        console.print(page.render(), soft_wrap=True)
    return re.sub(r" +$", "", capture.get(), flags=re.MULTILINE)


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
