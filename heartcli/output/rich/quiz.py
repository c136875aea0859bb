"""The screens of a round: a question, its verdict and the result."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from rich.text import Text

from heartcli.output import quiz_text
from heartcli.output.rich.page import (
    ACCENT,
    BAD,
    GOOD,
    HEADING,
    NAME,
    QUIET,
    WARN,
    Page,
    Row,
    capture_page,
)
from heartcli.output.terminal import Terminal
from heartcli.quiz.rounds import play
from heartcli.quiz.rounds.play import Outcome, PlayedQuestion, QuestionState, RoundResult

_STYLES: dict[Outcome, str] = {
    "right": GOOD, "close": WARN, "wrong": BAD, "skipped": QUIET,
}  # fmt: skip
_SIGNS: dict[Outcome, str] = {"right": "✓", "close": "~", "wrong": "✗", "skipped": "–"}
_ASCII_SIGNS: dict[Outcome, str] = {"right": "+", "close": "~", "wrong": "x", "skipped": "-"}
_BAR_WIDTH = 20  # columns


class RichScreen:
    """Shows a round: a screen per question on a terminal, or questions in sequence in a pipe."""

    def __init__(self, terminal: Terminal, today: date, *, prompt: bool) -> None:
        self._terminal = terminal
        self._today = today
        self._prompt = prompt
        self._number = 0  # number of the question on the screen
        self._covers = False  # whether earlier output has been scrolled away
        self._shown = self._shown_before = 0  # messages: in all, and before this question

    def show_question(self, state: QuestionState) -> None:
        if state.number != self._number:
            self._number, self._shown_before = state.number, self._shown
        prompt = "> " if self._prompt and state.prepared.form != "choice" else ""
        self._draw(lambda page: draw_question(state, page, prompt=self._prompt), prompt)

    def show_verdict(self, state: QuestionState, played: PlayedQuestion) -> None:
        """Shows the question again with the right answer; in a pipe, only the answer."""
        self._draw(lambda page: draw_verdict(state, played, page, prompt=self._prompt))

    def show_result(self, result: RoundResult) -> None:
        self._draw(lambda page: draw_result(result, page, self._today))

    def _draw(self, draw: Callable[[Page], None], prompt: str = "") -> None:
        """Shows a page in one go; on a terminal, in place of the previous one."""

        def draw_screen(page: Page) -> None:
            if self._prompt:
                page.console.clear()
                self._repeat_messages(page)
            draw(page)

        terminal = self._terminal
        text = capture_page(terminal, draw_screen)
        if self._prompt and not self._covers and terminal.allows_escapes(terminal.stdout):
            self._covers = True
            terminal.stdout.write("\n" * terminal.height)  # keeps earlier output in the scrollback
        terminal.stdout.write(text + (prompt if self._prompt else "\n"))
        terminal.stdout.flush()

    def _repeat_messages(self, page: Page) -> None:
        """Shows the messages since the previous question, which the new screen has cleared."""
        messages = self._terminal.messages[self._shown_before :]
        for message in messages:
            page.print(page.untrusted(message, WARN))
        if messages:
            page.blank()
        self._shown = len(self._terminal.messages)


def draw_question(state: QuestionState, page: Page, *, prompt: bool) -> None:
    """Draws a question and, with `prompt`, the keys to press."""
    _draw_question_and_options(state, page)
    if prompt:
        page.blank()
    if state.hint:
        page.print_labelled("Hint  ", page.untrusted(state.hint, ACCENT))
    if state.note:
        page.print(page.untrusted(state.note, WARN))
    if prompt:
        page.print(page.trusted(quiz_text.key_help(state), QUIET))


def _draw_question_and_options(
    state: QuestionState, page: Page, played: PlayedQuestion | None = None
) -> None:
    question = state.prepared.question
    subject = question.film.title if played else "Which film?"
    subject = question.film_title_hint or ("In order" if question.events else subject)
    title = page.untrusted(subject, HEADING)
    page.head(title, f"{state.number} of {state.total}")
    outcomes = [*state.outcomes, *([played.outcome] if played else [])]
    about = [page.trusted(question.section, ACCENT), page.trusted(question.difficulty, QUIET)]
    signs = _outcome_signs(outcomes, state.total, page)
    page.print(page.join([signs, page.join(about, "  ")], "   "))
    page.blank()
    page.print(page.untrusted(question.ask, NAME))
    if options := [_option(state, i, played, page) for i in range(len(state.prepared.options))]:
        page.blank()
        page.rows(options)


def _option(state: QuestionState, i: int, played: PlayedQuestion | None, page: Page) -> Row:
    option = state.prepared.options[i]
    if i in state.eliminated and not played:
        return [page.trusted(" ")], page.trusted("–" if page.unicode else "-", QUIET)
    letter = [page.trusted(play.OPTION_LETTERS[i], ACCENT)]
    if not played or state.prepared.form != "choice":
        return letter, page.untrusted(option)
    if option == state.prepared.question.answer.text:
        return letter, page.untrusted(option, f"bold {GOOD}") + _sign("right", page, indent=2)
    if option == played.reply:
        return letter, page.untrusted(option, BAD) + _sign("wrong", page, indent=2)
    return letter, page.untrusted(option, QUIET)


def _sign(outcome: Outcome, page: Page, indent: int = 0) -> Text:
    sign = (_SIGNS if page.unicode else _ASCII_SIGNS)[outcome]
    return page.trusted(" " * indent + sign, _STYLES[outcome])


def _outcome_signs(outcomes: Sequence[Outcome], total: int, page: Page) -> Text:
    """A sign for each question so far, and a dot for each to come, if there is room."""
    if total > page.width // 3:
        return Text()
    rest = page.trusted(("·" if page.unicode else ".") * (total - len(outcomes)), QUIET)
    return page.join([*(_sign(outcome, page) for outcome in outcomes), rest], "")


def draw_verdict(state: QuestionState, played: PlayedQuestion, page: Page, *, prompt: bool) -> None:
    """Draws the right answer and why; with `prompt`, between the question and the keys."""
    if prompt:
        _draw_question_and_options(state, page, played)
        page.blank()
    _draw_answer(played, page)
    if prompt:
        page.blank()
        page.print(page.trusted("press any key to continue, q to quit", QUIET))


def _draw_answer(played: PlayedQuestion, page: Page) -> None:
    question = played.prepared.question
    style = f"bold {_STYLES[played.outcome]}"
    verdict = page.trusted(f"{quiz_text.verdict_in_words(played)}  ", style)
    page.print(verdict + page.untrusted(quiz_text.right_answer(played), NAME))
    if played.reply and played.prepared.form != "choice":
        page.print_labelled("You said  ", page.untrusted(quiz_text.shown_reply(played)))
    page.print(*map(page.untrusted, quiz_text.explanation_lines(played)))
    if question.sources:
        page.print_labelled("Source  ", page.untrusted(quiz_text.source_names(question), QUIET))


def draw_result(result: RoundResult, page: Page, today: date) -> None:
    """Draws the end of a round: what to learn, the score and what's due."""
    questions = result.played
    page.head(page.trusted("The round", HEADING), quiz_text.played_in_words(result))
    if missed := quiz_text.not_right(questions):
        page.section("To learn")
        for played in missed:
            _draw_missed(played, page)
        page.section("Score")
    count = quiz_text.answered_count(questions)
    share = sum(played.points for played in questions) / count if count else 0.0
    points = page.trusted(quiz_text.points_in_words(questions), f"bold {GOOD}")
    bar = page.bar(share, _BAR_WIDTH, GOOD, track=True)
    page.print(page.join([bar, points, page.trusted("points")]))
    if (streak := play.longest_streak(questions)) > 1:
        page.print(page.trusted(f"{streak} right in a row", QUIET))
    page.blank()
    page.rows([*_section_rows(questions, page)])
    page.blank()
    if result.due_forecast is not None:
        due = quiz_text.due_in_words(result.due_forecast, today)
        page.print_labelled("Due  ", page.trusted(due))
    label = f"{quiz_text.replay_label(result)}  "
    page.print_labelled(label, page.untrusted(result.command, ACCENT))


def _section_rows(questions: Sequence[PlayedQuestion], page: Page) -> Iterator[Row]:
    for section, (right, count) in quiz_text.score_by_section(questions).items():
        bar = page.bar(right / count, _BAR_WIDTH // 2, track=True)
        text = page.trusted(f"{right} of {count} right")
        yield [page.untrusted(section, QUIET)], page.join([bar, text])


def _draw_missed(played: PlayedQuestion, page: Page) -> None:
    question = played.prepared.question
    page.print(page.join([_sign(played.outcome, page), page.untrusted(question.ask)]))
    for line in quiz_text.answer_in_words(played).splitlines():
        page.print(page.untrusted(line, NAME), indent=2)
    if played.reply and not question.events:
        page.print(page.untrusted(f"you said: {quiz_text.shown_reply(played)}", QUIET), indent=2)
    if question.sources:
        page.print(page.untrusted(quiz_text.source_names(question), QUIET), indent=2)
