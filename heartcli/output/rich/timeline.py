"""The screen of `heart timeline`: a vertical line, with the events next to it."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from heartcli.model.records import Review
from heartcli.output.rich.date_column import DateColumn, DateLines, day_lines, in_one_line
from heartcli.output.rich.events import (
    EVENT,
    Sign,
    date_disputes,
    event_text,
    legend,
    reviewers_text,
    sign_of,
)
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.lookup import hidden_line
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME, QUIET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from heartcli.lookup.timeline import RecordList
    from heartcli.model.dates import Date
    from heartcli.model.film import Film
    from heartcli.model.records import Record

_YEAR_WIDTH = len("1982")
_MANY_YEARS = 5  # years without an event; longer gaps are counted
_LINE: Sign = ("│", QUIET)
_LONG_LINE: Sign = ("┊", QUIET)


class _Entry(NamedTuple):
    """One record or several that share a row."""

    days: DateLines
    records: Sequence[Record]


def draw(result: RecordList, page: Page) -> None:
    page.start_footnotes(result.film, [[record.sources for _, record in result.records]])
    page.title(result.film, "timeline")
    records = [record for _, record in result.records]
    years = [(year, list(_entries(group))) for year, group in _by_year(records)]
    days = [entry.days for _, entries in years for entry in entries]
    _LineOfTime(result.film, days, page).draw(years)
    page.footer(hidden_line(result.hidden, page), legend=legend(records, page))


def _by_year(records: Sequence[Record]) -> Iterator[tuple[int, list[tuple[Date, Record]]]]:
    dated = [(record.date, record) for record in records if record.date]
    for year, group in groupby(dated, key=lambda entry: int(entry[0].text[:_YEAR_WIDTH])):
        yield year, list(group)


def _entries(group: Sequence[tuple[Date, Record]]) -> Iterator[_Entry]:
    """Yields the entries of a year, first those with only a year.

    Reviews without a month share an entry. So a row without a date has the date of the row above.
    """
    entries = [_Entry(day_lines(date), [record]) for date, record in group]
    undated = [entry for entry in entries if not entry.days[0][0]]
    reviews = [r for entry in undated for r in entry.records if isinstance(r, Review)]
    for entry in undated:
        if len(reviews) == 1 or not isinstance(entry.records[0], Review):
            yield entry
    if len(reviews) > 1:
        yield _Entry((("", ""),), reviews)
    yield from (entry for entry in entries if entry.days[0][0])


class _LineOfTime:
    """Draws years, a line and days next to the texts; on a narrow page, above them."""

    def __init__(self, film: Film, days: Sequence[DateLines], page: Page) -> None:
        self._film = film
        self._page = page
        self._days = DateColumn(days)
        self._is_narrow = page.is_narrow
        self._line_stop = 0 if self._is_narrow else _YEAR_WIDTH + GAP
        self._day_stop = self._line_stop + (INDENT if self._is_narrow else 1 + GAP)
        has_days = self._days.width and not self._is_narrow
        self._text_stop = self._day_stop + (self._days.width + GAP if has_days else 0)

    def draw(self, years: Sequence[tuple[int, Sequence[_Entry]]]) -> None:
        last_year = years[0][0] if years else 0
        for year, entries in years:
            self._draw_gap(year - last_year)
            heading = self._page.trusted(f"{year:>{_YEAR_WIDTH}}", NAME)
            if self._is_narrow:
                self._page.line(heading)
                heading = Text()
            above: DateLines = ()
            for entry in entries:
                self._draw_entry(entry, heading, () if entry.days == above else entry.days)
                heading, above = Text(), entry.days
            last_year = year

    def _draw_gap(self, years: int) -> None:
        """Draws the row between two years, which counts the years in a long gap."""
        if years >= _MANY_YEARS:
            count = self._page.trusted(f"{years} years", QUIET)
            self._draw_row(Text(), _LONG_LINE, Text(), count)
        elif years:
            self._draw_row(Text(), _LINE, Text(), Text())

    def _draw_entry(self, entry: _Entry, heading: Text, days: DateLines) -> None:
        dates = [self._page.trusted(line) for line in self._days.align(days)]
        texts = list(self._texts(entry))
        if self._is_narrow:
            dates, texts = [], [*filter(None, [self._page.trusted(in_one_line(days))]), *texts]
        lines = [line for text in texts for line in self._page.wrap_prose(text, self._text_stop)]
        sign = sign_of(entry.records[0]) if len(entry.records) == 1 else EVENT
        for day, line in zip_longest(dates, lines, fillvalue=Text()):
            self._draw_row(heading, sign, day, line)
            heading, sign = Text(), _LINE

    def _texts(self, entry: _Entry) -> Iterator[Text]:
        """Yields the event and, as other paragraphs, disputes about its date."""
        first, *others = entry.records
        if others:
            yield reviewers_text([r for r in entry.records if isinstance(r, Review)], self._page)
        else:
            yield self._page.cited(first, event_text(first, self._film, self._page))
        for record in entry.records:
            yield from date_disputes(record, self._page)

    def _draw_row(self, heading: Text, sign: Sign, day: Text, text: Text) -> None:
        stops = (0, self._line_stop, self._day_stop, self._text_stop)
        cells = (heading, self._page.trusted(*sign), day, text)
        self._page.at_stops(zip(stops, cells, strict=True))
