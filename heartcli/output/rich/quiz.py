"""The screens of the quiz: a question, its verdict, the end of a round, the scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.model.dates import Date
from heartcli.output import quiz_text
from heartcli.output.rich.page import ACCENT, HEADING, NAME, QUIET, WARN, Page, Row, capture_page
from heartcli.output.terminal import Terminal
from heartcli.quiz.rounds.play import (
    OPTION_LETTERS,
    Outcome,
    PlayedQuestion,
    QuestionState,
    RoundResult,
    longest_streak,
)
from heartcli.text.display import plural

if TYPE_CHECKING:
    from heartcli.quiz.progress.statistics import Accuracy, Stats

_STYLES: dict[Outcome, str] = {
    "right": "green",
    "close": "yellow",
    "wrong": "red",
    "skipped": "dim",
}
_SIGNS: dict[Outcome, str] = {"right": "✓", "close": "~", "wrong": "✗", "skipped": "–"}
_PLAIN_SIGNS: dict[Outcome, str] = {"right": "+", "close": "~", "wrong": "x", "skipped": "-"}
_LEVELS, _PLAIN_LEVELS = "▁▂▃▄▅▆▇█", "12345678"
_BAR_WIDTH = 20


class RichScreen:
    """A round on a terminal, one screen a question; into a pipe one below the other."""

    def __init__(self, terminal: Terminal, today: date, *, prompt: bool) -> None:
        self._terminal = terminal
        self._today = today
        self._prompt = prompt
        self._number = 0  # of the question that is shown
        self._covers = False  # whether it has taken the whole terminal
        self._shown = self._shown_before = 0  # messages: until now, before this question

    def show_question(self, asked: QuestionState) -> None:
        """Shows a question, with what to press."""
        if asked.number != self._number:
            self._number, self._shown_before = asked.number, self._shown
        typed = self._prompt and asked.prepared.form != "choice"
        self._draw(
            lambda page: draw_question(asked, page, prompt=self._prompt), "> " if typed else ""
        )

    def show_verdict(self, asked: QuestionState, played: PlayedQuestion) -> None:
        """Shows the question once more, with the right answer; in a pipe only the answer."""
        self._draw(lambda page: draw_verdict(asked, played, page, prompt=self._prompt))

    def show_result(self, ended: RoundResult) -> None:
        """Shows the score, and what is to be learned from it."""
        self._draw(lambda page: draw_result(ended, page, self._today))

    def _draw(self, draw: Callable[[Page], None], prompt: str = "") -> None:
        """Shows a page at once; on a terminal instead of what was there."""

        def draw_screen(page: Page) -> None:
            if self._prompt:
                page.console.clear()
                self._repeat_messages(page)
            draw(page)

        terminal = self._terminal
        text = capture_page(terminal, draw_screen)
        if self._prompt and not self._covers and terminal.allows_escapes(terminal.stdout):
            self._covers = True
            terminal.stdout.write("\n" * terminal.height)  # what was there can be scrolled to
        terminal.stdout.write(text + (prompt if self._prompt else "\n"))
        terminal.stdout.flush()

    def _repeat_messages(self, page: Page) -> None:
        """Shows the messages since the question before, which are now cleared away."""
        messages = self._terminal.messages[self._shown_before :]
        for message in messages:
            page.print(page.untrusted(message, WARN))
        if messages:
            page.blank()
        self._shown = len(self._terminal.messages)


def draw_question(asked: QuestionState, page: Page, *, prompt: bool) -> None:
    """A question; with `prompt` what to press as well."""
    _draw_question_and_options(asked, page)
    if prompt:
        page.blank()
    if asked.hint:
        page.print(page.trusted("Hint  ", QUIET) + page.untrusted(asked.hint, ACCENT))
    if asked.note:
        page.print(page.untrusted(asked.note, WARN))
    if prompt:
        page.print(page.trusted(quiz_text.key_help(asked), QUIET))


def _draw_question_and_options(
    asked: QuestionState, page: Page, played: PlayedQuestion | None = None
) -> None:
    question, drawn = asked.prepared.question, asked.prepared
    asked_for = "In order" if question.events else "Which film?"
    subject = question.film.title if played and not question.events else asked_for
    title = question.film_title_hint or subject
    page.head(page.untrusted(title, HEADING), f"{asked.number} of {asked.total}")
    marks = [*asked.outcomes, *([played.outcome] if played else [])]
    told = page.join(
        [page.trusted(question.section, ACCENT), page.trusted(question.difficulty, QUIET)], "  "
    )
    page.print(page.join([_outcome_signs(marks, asked.total, page), told], "   "))
    page.blank()
    page.print(page.untrusted(question.ask, NAME))
    rows: list[Row] = []
    for i, option in enumerate(drawn.options):
        sign, style = _option_style(asked, played, option)
        rows.append(
            (
                [page.trusted(OPTION_LETTERS[i], ACCENT)],
                page.untrusted(option, style) + _sign(sign, page),
            )
        )
        if i in asked.eliminated and not played:
            rows[-1] = ([page.trusted(" ")], page.trusted("–" if page.unicode else "-", QUIET))
    if rows:
        page.blank()
        page.rows(rows)


def _option_style(
    asked: QuestionState, played: PlayedQuestion | None, option: str
) -> tuple[Outcome | None, str]:
    if played is None or asked.prepared.form != "choice":
        return None, ""
    if option == asked.prepared.question.answer.text:
        return "right", "bold green"
    return ("wrong", "red") if option == played.reply else (None, QUIET)


def _sign(mark: Outcome | None, page: Page) -> Text:
    if mark is None:
        return Text()
    return page.trusted(f"  {(_SIGNS if page.unicode else _PLAIN_SIGNS)[mark]}", _STYLES[mark])


def _outcome_signs(marks: Sequence[Outcome], count: int, page: Page) -> Text:
    """How it went so far, a sign a question."""
    if count > page.width // 3:
        return Text()
    signs = _SIGNS if page.unicode else _PLAIN_SIGNS
    told = [page.trusted(signs[mark], _STYLES[mark]) for mark in marks]
    rest = page.trusted(("·" if page.unicode else ".") * (count - len(marks)), QUIET)
    return page.join([*told, rest], "")


def draw_verdict(asked: QuestionState, played: PlayedQuestion, page: Page, *, prompt: bool) -> None:
    """What was right, and why; with `prompt` the question once more, and what to press."""
    if prompt:
        _draw_question_and_options(asked, page, played)
        page.blank()
    _draw_answer(played, page)
    if prompt:
        page.blank()
        page.print(page.trusted("any key goes on, q stops", QUIET))


def _draw_answer(played: PlayedQuestion, page: Page) -> None:
    question = played.prepared.question
    said = page.trusted(
        f"{quiz_text.verdict_in_words(played)}  ", f"bold {_STYLES[played.outcome]}"
    )
    page.print(said + page.untrusted(quiz_text.right_answer(played), NAME))
    if played.reply and played.prepared.form != "choice":
        page.print(
            page.trusted("You said  ", QUIET) + page.untrusted(quiz_text.shown_reply(played))
        )
    for line in quiz_text.explanation_lines(played):
        page.print(page.untrusted(line))
    if question.sources:
        page.print(
            page.trusted("Source  ", QUIET)
            + page.untrusted(quiz_text.source_names(question), QUIET)
        )


def draw_result(ended: RoundResult, page: Page, today: date) -> None:
    """The end of a round."""
    page.head(page.trusted("The round", HEADING), quiz_text.played_in_words(ended))
    _draw_missed(quiz_text.not_right(ended.played), page)
    answered = quiz_text.answered_count(ended.played)
    share = sum(one.points for one in ended.played) / answered if answered else 0.0
    score = page.trusted(quiz_text.points_in_words(ended.played), "bold green")
    page.print(
        page.join([page.bar(share, _BAR_WIDTH, "green", track=True), score, page.trusted("points")])
    )
    run = longest_streak(ended.played)
    if run > 1:
        page.print(page.trusted(f"{run} right in a row", QUIET))
    page.blank()
    rows: list[Row] = []
    for section, (right, count) in quiz_text.score_by_section(ended.played).items():
        bar = page.bar(right / count, _BAR_WIDTH // 2, track=True)
        told = page.trusted(f"{right} of {count} right")
        rows.append(([page.untrusted(section, QUIET)], page.join([bar, told])))
    page.rows(rows)
    page.blank()
    if ended.due_forecast is not None:
        page.print(
            page.trusted("Due  ", QUIET)
            + page.trusted(quiz_text.due_in_words(ended.due_forecast, today))
        )
    page.print(
        page.trusted(f"{quiz_text.replay_label(ended)}  ", QUIET)
        + page.untrusted(ended.command, ACCENT)
    )


def _draw_missed(missed: Sequence[PlayedQuestion], page: Page) -> None:
    if missed:
        page.section("To learn")
    for one in missed:
        question = one.prepared.question
        sign = page.trusted(
            (_SIGNS if page.unicode else _PLAIN_SIGNS)[one.outcome], _STYLES[one.outcome]
        )
        page.print(page.join([sign, page.untrusted(question.ask)]))
        for line in quiz_text.answer_in_words(one).splitlines():
            page.print(page.untrusted(line, NAME), indent=2)
        if one.reply and not question.events:
            page.print(page.untrusted(f"you said: {quiz_text.shown_reply(one)}", QUIET), indent=2)
        if question.sources:
            page.print(page.untrusted(quiz_text.source_names(question), QUIET), indent=2)
    if missed:
        page.section("Score")


def draw_scores(result: Stats, page: Page) -> None:
    """How the player stands."""
    total = result.overall
    page.head(page.trusted("Your scores", HEADING), "scores")
    if not total.answers:
        page.print(page.trusted("Nothing has been played yet: heart quiz"))
        return
    rounds = plural(result.rounds, "round")
    told = f"{total.right:,} of {total.answers:,} right, {rounds}"
    page.rows([([page.trusted("all", NAME)], _accuracy(total, told, page))])
    if len(total.history) > 1:
        steps = _LEVELS if page.unicode else _PLAIN_LEVELS
        told = f"{steps[0]} to {steps[-1]}: the share of right answers, from the first day on"
        page.print(page.trusted(told, QUIET))
    page.print(page.trusted(_streaks(result), QUIET))
    for heading, shares in (
        ("By section", result.sections),
        ("By difficulty", result.difficulties),
    ):
        page.section(heading)
        told_of = [f"{one.right:,} of {one.answers:,}" for one in shares]
        width = max(map(len, told_of))
        page.rows(
            [
                ([page.untrusted(one.name, QUIET)], _accuracy(one, told.ljust(width), page))
                for one, told in zip(shares, told_of, strict=True)
            ]
        )
    _draw_due(result, page)
    _draw_recent(result, page)
    if result.missed:
        page.section("Missed most")
    several = len({missed.film for missed in result.missed}) > 1
    for missed in result.missed:
        film = page.untrusted(missed.film, QUIET) if several else Text()
        gone = page.trusted("(no longer in the film file)", WARN) if missed.gone else Text()
        count = page.trusted(f"{missed.missed} of {missed.answers}", ACCENT)
        page.print(page.join([count, page.untrusted(missed.ask), film, gone], "  "))


def _streaks(result: Stats) -> str:
    days = f"Days in a row: {result.current_streak}, at most {result.longest_streak}"
    return f"{days}. Right in a row: at most {result.longest_right_streak}."


def _accuracy(share: Accuracy, told: str, page: Page) -> Text:
    """A bar, the numbers, and how it went over time."""
    bar = page.bar(share.right / share.answers, _BAR_WIDTH // 2, track=True)
    return page.join(
        [bar, page.trusted(told), page.trusted(_history_chart(share.history, page), ACCENT)], "  "
    )


def _history_chart(history: Sequence[float | None], page: Page) -> str:
    """A column for each part of the time: how much was right in it."""
    steps, none = (_LEVELS, " ") if page.unicode else (_PLAIN_LEVELS, ".")
    if len(history) < 2:
        return ""
    return "".join(none if one is None else steps[min(7, int(one * 8))] for one in history)


def _draw_due(result: Stats, page: Page) -> None:
    page.section("Due")
    most = max((count for _, count in result.due), default=0)
    rows: list[Row] = []
    for n, (day, count) in enumerate(result.due):
        name = ("today", "tomorrow")[n] if n < 2 else Date.from_value(day).words
        if count or n == 0:
            bar = page.bar(count / most if most else 0, _BAR_WIDTH // 2, "magenta")
            rows.append(([page.trusted(name, QUIET)], page.join([page.trusted(f"{count:3}"), bar])))
    page.rows(rows)


def _draw_recent(result: Stats, page: Page) -> None:
    page.section("Last rounds")
    rows: list[Row] = []
    for played in result.recent_rounds:
        when = played.began[:16].replace("T", " ")
        score = page.trusted(f"{played.right} of {played.answers}")
        rows.append(([page.untrusted(when, QUIET), score], page.untrusted(played.command, ACCENT)))
    page.rows(rows)
