"""The screen of `heart scores`."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from heartcli.model.dates import Date
from heartcli.output.quiz_text import round_title
from heartcli.output.rich.ink import spaces
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import BAR, HEADING, KEY, NAME
from heartcli.quiz.progress.statistics import (
    Accuracy,
    MissedQuestion,
    RoundSummary,
    Stats,
    WeakSection,
)
from heartcli.quiz.progress.store import parse_stored_date
from heartcli.text.display import plural

_LEVELS, _ASCII_LEVELS = "▁▂▃▄▅▆▇", "1234567"
_BAR_WIDTH, _MIN_BAR_WIDTH = 18, 6  # columns
_COMMAND_GAP = 3  # columns


class _Columns:
    """The columns that all blocks of the screen share: label, count, share, bar, command."""

    def __init__(self, page: Page, labels: Sequence[str], counts: Sequence[str]) -> None:
        self._page = page
        self._label = page.longest(labels)
        self._count = page.longest(counts)
        self._bar = min(_BAR_WIDTH, page.width - self.text_column - 4 - GAP)

    @property
    def text_column(self) -> int:
        """The column after the count, from 0."""
        return INDENT + self._label + GAP + self._count + GAP

    def lead(self, label: str, count: str) -> Text:
        name, number = self._page.untrusted(label), self._page.trusted(count)
        number_start = self.text_column - GAP - number.cell_len
        return spaces(INDENT) + name + spaces(number_start - INDENT - name.cell_len) + number

    def draw(
        self, label: str, count: str, share: float, command: str, *, percent: bool = True
    ) -> None:
        """Draws a row; a command that doesn't fit goes below it."""
        page = self._page
        row = self.lead(label, count) + page.trusted(f"{f'{share:.0%}' if percent else '':>6}")
        if self._bar >= _MIN_BAR_WIDTH:
            bar = page.bar(share, self._bar, track=percent)
            row += spaces(GAP) + bar + spaces(self._bar - bar.cell_len)
        self.draw_with_command(row, command)

    def draw_with_command(self, row: Text, command: str) -> None:
        page, shown = self._page, self._page.untrusted(command, KEY)
        fits = row.cell_len + _COMMAND_GAP + shown.cell_len <= page.width
        if shown and fits:
            row += spaces(_COMMAND_GAP) + shown
        row.rstrip()
        page.line(row)
        if not fits:
            page.prose(shown, indent=min(self.text_column, max(2, page.width - shown.cell_len)))


def draw_scores(result: Stats, page: Page) -> None:
    page.head(page.trusted("Your scores", HEADING), "scores")
    if not result.overall.answers:
        text = page.trusted("No rounds yet. Start one with ")
        page.prose(text + page.trusted("heart quiz", KEY) + page.trusted("."))
        return
    _draw_total(result, page)
    _draw_trend(result, page)
    columns = _columns(result, page)
    for heading, draw in (
        ("Weakest sections", _draw_weak), ("By difficulty", _draw_difficulties),
        ("Due", _draw_due), ("Last rounds", _draw_rounds),
    ):  # fmt: skip
        if heading != "Weakest sections" or result.weak_sections:
            page.section(heading)
            draw(result, columns, page)
    if result.missed:
        page.section("Missed most")
        _draw_missed(result.missed, columns, page)


def _columns(result: Stats, page: Page) -> _Columns:
    weak, levels = result.weak_sections, result.difficulties
    days = [_day(day, days) for days, (day, count) in enumerate(result.due) if count or not days]
    labels = [*(section.name for section in weak), *(level.name for level in levels), *days]
    shares = [
        *((section.right, section.answers) for section in weak),
        *((level.right, level.answers) for level in levels),
        *((played.right, played.answers) for played in result.recent_rounds),
        *((missed.missed, missed.answers) for missed in result.missed),
    ]
    return _Columns(page, labels, [_share_in_words(part, whole) for part, whole in shares])


def _share_in_words(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}"


def _draw_total(result: Stats, page: Page) -> None:
    right, answers = result.overall.right, result.overall.answers
    total = page.trusted(_share_in_words(right, answers), NAME)
    share = f" right, {right / answers:.0%}, in {plural(result.rounds, 'round')}."
    run = f" Best run: {result.longest_right_streak}."
    page.prose(total + page.trusted(f"{share} {_streak(result)}{run}"))


def _streak(result: Stats) -> str:
    """The days in a row: "5 days in a row: your best.", "2 days in a row (best: 5)."."""
    current, longest = result.current_streak, result.longest_streak
    if not current:
        return f"Best streak: {plural(longest, 'day')}."
    if current == longest:
        return f"{plural(current, 'day')} in a row{': your best' if current > 1 else ''}."
    return f"{plural(current, 'day')} in a row (best: {longest})."


def _draw_trend(result: Stats, page: Page) -> None:
    """Draws accuracy over time on one line, from the lowest share to the highest."""
    history = result.overall.history
    shares = [share for share in history if share is not None]
    if len(shares) < 2:
        return
    lowest, highest = min(shares), max(shares)
    levels, step = _LEVELS if page.unicode else _ASCII_LEVELS, (highest - lowest) / 6 or 1.0
    chart = "".join(
        " " if share is None else levels[round((share - lowest) / step)] for share in history
    )
    first, last = (page.trusted(_short_date(day)) for day in (result.days[0], result.days[-1]))
    spread = page.trusted(f"from {lowest:.0%} to {highest:.0%} right")
    line = page.join([first, page.trusted(chart, BAR), last], "  ")
    page.prose(page.join([line, spread], "   "))


def _draw_weak(result: Stats, columns: _Columns, _: Page) -> None:
    for weak in result.weak_sections:
        _draw_accuracy(weak, weak.command, columns)


def _draw_difficulties(result: Stats, columns: _Columns, _: Page) -> None:
    for level in result.difficulties:
        _draw_accuracy(level, "", columns)


def _draw_accuracy(group: WeakSection | Accuracy, command: str, columns: _Columns) -> None:
    count = _share_in_words(group.right, group.answers)
    columns.draw(group.name, count, group.right / group.answers, command)


def _draw_due(result: Stats, columns: _Columns, _: Page) -> None:
    highest = max(count for _, count in result.due) or 1
    for days, (day, count) in enumerate(result.due):
        if count or days == 0:
            command = "heart practice" if count and days == 0 else ""
            columns.draw(_day(day, days), str(count), count / highest, command, percent=False)


def _draw_rounds(result: Stats, columns: _Columns, page: Page) -> None:
    for played in result.recent_rounds:
        began = parse_stored_date(played.began[:10])
        day = _short_date(began) if began else played.began[:10]
        lead = columns.lead(day, _share_in_words(played.right, played.answers))
        title = page.untrusted(_title(played))
        columns.draw_with_command(page.join([lead, title], "  "), played.command)


def _title(played: RoundSummary) -> str:
    return round_title(played.command) or played.title or "Several films"


def _draw_missed(questions: Sequence[MissedQuestion], columns: _Columns, page: Page) -> None:
    has_several_films = len({missed.film for missed in questions}) > 1
    for missed in questions:
        names_film = not has_several_films or missed.title in missed.ask
        film = "" if names_film else f" ({missed.title})"
        gone = " (no longer in the film file)" if missed.gone else ""
        lead = columns.lead("", _share_in_words(missed.missed, missed.answers))
        text = page.untrusted(f"{missed.ask}{film}{gone}")
        if page.width - columns.text_column < 24:  # too narrow for two columns
            page.line(page.trusted("  ") + page.trusted(lead.plain.strip()))
            page.prose(text, indent=INDENT * 2)
        else:
            page.hang(lead, text, columns.text_column)


def _day(day: date, days: int) -> str:
    return ("today", "tomorrow")[days] if days < 2 else _short_date(day)


def _short_date(day: date) -> str:
    """A date without its year: "26 Nov"."""
    return Date.from_value(day).words.rpartition(" ")[0]
