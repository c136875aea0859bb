"""Shows a round line by line, for screen readers and simple terminals."""

from datetime import date

from heartcli.output import quiz_text, write_text
from heartcli.output.terminal import Terminal
from heartcli.quiz.rounds import play
from heartcli.quiz.rounds.play import PlayedQuestion, QuestionState, RoundResult
from heartcli.text.display import safe_for_terminal, to_ascii


class PlainScreen:
    """Shows a round line by line, without boxes, colour or motion."""

    def __init__(self, terminal: Terminal, today: date, *, prompt: bool) -> None:
        self._terminal = terminal
        self._today = today
        self._prompt = prompt
        self._last_shown: QuestionState | None = None

    def show_question(self, state: QuestionState) -> None:
        """Shows a question and the keys to press, unless nothing has changed."""
        if state is self._last_shown:
            return
        self._last_shown = state
        if not (state.note or state.hint or state.eliminated):
            self._write_question(state)
        letters = " or ".join(quiz_text.remaining_letters(state)) if state.eliminated else ""
        self._write_lines(
            state.note,
            f"Hint: {state.hint}" if state.hint else "",
            f"Hint: it's {letters}." if letters else "",
        )
        if self._prompt:
            keys = quiz_text.key_help(state)
            self._write_lines(f"{keys[0].upper()}{keys[1:]}.")

    def _write_question(self, state: QuestionState) -> None:
        question = state.prepared.question
        about = filter(None, (question.film_title_hint, question.section, question.difficulty))
        self._write_lines(
            f"Question {state.number} of {state.total}. {', '.join(about)}.",
            question.ask,
            *(f"{play.OPTION_LETTERS[i]}: {text}" for i, text in enumerate(state.prepared.options)),
        )

    def show_verdict(self, _: QuestionState, played: PlayedQuestion) -> None:
        question = played.prepared.question
        self._write_lines(
            f"{quiz_text.verdict_in_words(played)}: {quiz_text.right_answer(played)}",
            *quiz_text.explanation_lines(played),
            f"Source: {quiz_text.source_names(question)}" if question.sources else "",
        )
        if self._prompt:
            self._write_lines("Press any key to continue, q to quit.")
        self._write("\n")

    def show_result(self, result: RoundResult) -> None:
        for played in quiz_text.not_right(result.played):
            self._write_lines(_summary(played))
        points = quiz_text.points_in_words(result.played)
        self._write_lines(
            f"{quiz_text.played_in_words(result)}. {points} points.",
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
    question = played.prepared.question
    parts = [f"{quiz_text.OUTCOME_WORDS[played.outcome]}: {question.ask}"]
    if played.reply:
        parts.append(f"You said: {quiz_text.shown_reply(played)}.")
    parts.append(f"Answer: {quiz_text.answer_in_words(played)}.")
    if question.sources:
        parts.append(f"Source: {quiz_text.source_names(question)}")
    return " ".join(parts)
