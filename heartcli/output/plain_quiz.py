"""Shows a round line by line, for screen readers and simple terminals."""

from datetime import date

from heartcli.output import quiz_text, write_text
from heartcli.output.terminal import Terminal
from heartcli.quiz.questions.question import CLUE_COUNT
from heartcli.quiz.rounds import play
from heartcli.quiz.rounds.play import PlayedQuestion, QuestionState, RoundResult
from heartcli.text.display import plural, safe_for_terminal, to_ascii

_WARNING = 10  # seconds left


class PlainScreen:
    """Shows a round line by line, without boxes, colour or motion."""

    edits_lines = False

    def __init__(
        self, terminal: Terminal, today: date, *, prompt: bool, time_limit: float | None = None
    ) -> None:
        self._terminal = terminal
        self._today = today
        self._prompt = prompt
        self._time_limit = time_limit or 0.0
        self._last_shown: QuestionState | None = None
        self._verdict_lines: list[str] = []  # shown for this question
        self._warned_at = 0  # number of the question

    def show_question(self, state: QuestionState) -> None:
        """Shows a question and the keys to press, unless nothing has changed."""
        before = self._last_shown
        if state == before:
            return
        self._last_shown = state
        is_new = before is None or before.number != state.number
        if is_new:
            self._verdict_lines = []
            self._write_question(state)
        letters = " or ".join(play.remaining_keys(state)) if state.eliminated else ""
        has_hint = state.hint and (before is None or state.hint != before.hint)
        self._write_lines(
            state.note,
            f"Hint: {state.hint}" if has_hint else "",
            f"Hint: it's {letters}." if letters else "",
        )
        if state.clue_count and (is_new or not before or state.clue_count > before.clue_count):
            self._write_clues(state, 0 if is_new else state.clue_count - 1)
        if self._prompt:
            self._write_lines(quiz_text.keys_in_words(quiz_text.question_keys(state)))

    def _write_question(self, state: QuestionState) -> None:
        question = state.prepared.question
        about = filter(None, (question.film_title_hint, question.section, question.difficulty))
        keys = play.option_keys(state.prepared.form)
        self._write_lines(
            f"Question {state.number} of {state.total}. {', '.join(about)}.",
            question.ask,
            *(f"{keys[i]}: {text}" for i, text in enumerate(state.prepared.options)),
        )

    def _write_clues(self, state: QuestionState, start: int) -> None:
        for number in range(start, state.clue_count):
            points = plural(CLUE_COUNT - number, "point")
            worth = f" for {points}" if self._prompt else ""
            self._write_lines(f"Clue {number + 1}{worth}: {state.prepared.question.clues[number]}")

    def show_verdict(self, _: QuestionState, played: PlayedQuestion, keys: str) -> None:
        """Shows a verdict; after a key that changes it, only what is new."""
        question = played.prepared.question
        lines = [
            str(quiz_text.verdict(played)),
            *quiz_text.explanation_lines(played),
            f"Source: {quiz_text.source_names(question)}" if question.sources else "",
        ]
        self._write_lines(*(line for line in lines if line not in self._verdict_lines))
        self._verdict_lines = lines
        if self._prompt:
            shown_keys = quiz_text.verdict_keys(keys, is_dumb=self._terminal.is_dumb)
            self._write_lines(quiz_text.keys_in_words(shown_keys))
        self._write("\n")

    def show_time(self, seconds_left: float) -> None:
        """Warns once, when little time is left."""
        number = self._last_shown.number if self._last_shown else 0
        if seconds_left <= _WARNING < self._time_limit and self._warned_at != number:
            self._warned_at = number
            self._write(f"\n{_WARNING} s left\n")

    def show_typed(self, text: str, cursor: int) -> None:
        """Does nothing: the terminal shows what is typed."""

    def leave(self) -> str:
        return ""

    def show_result(self, result: RoundResult) -> None:
        for played in quiz_text.not_right(result.played):
            self._write_lines(_summary(played))
        counts = quiz_text.counts_in_words(result)
        points = f" {quiz_text.score_with_unit(result.played)}." if result.played else ""
        self._write_lines(
            f"{counts}.{points}",
            f"Longest run of right answers: {play.longest_streak(result.played)}.",
        )
        for section, (right, count) in quiz_text.score_by_section(result.played).items():
            self._write_lines(f"{section}: {right} of {count} right")
        if result.due_forecast is not None:
            self._write_lines(f"Due: {quiz_text.due_in_words(result.due_forecast, self._today)}.")
        self._write_lines(f"{quiz_text.replay_label(result)}: {result.command}")

    def _write_lines(self, *lines: str) -> None:
        for line in filter(None, lines):
            self._write(f"{safe_for_terminal(line)}\n")

    def _write(self, text: str) -> None:
        """Writes text: in ASCII to a terminal that can't show more, otherwise in UTF-8."""
        to_terminal = self._prompt and not self._terminal.has_unicode
        write_text(self._terminal, to_ascii(text) if to_terminal else text)


def _summary(played: PlayedQuestion) -> str:
    """A question to learn, its right answer, and its source, on one line."""
    question, (answer, rest) = played.prepared.question, quiz_text.missed_answer(played)
    word, ask = quiz_text.OUTCOME_WORDS[played.outcome], quiz_text.missed_question(played)
    source = f" Source: {quiz_text.source_names(question)}" if question.sources else ""
    return f"{word}: {ask} Answer: {answer}{rest}.{source}"
