"""A round in plain words, for screen readers and simple terminals, and what all screens tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from heartcli.model.dates import Date
from heartcli.output import write_text
from heartcli.output.terminal import Terminal
from heartcli.quiz.questions.question import Form, Question
from heartcli.quiz.rounds.play import (
    OPTION_LETTERS,
    Outcome,
    PlayedQuestion,
    QuestionState,
    RoundResult,
    correct_order,
    longest_streak,
)
from heartcli.text.display import safe_for_terminal, to_ascii

_LONGEST_REPLY = 60  # characters that are told of one
WORDS: dict[Outcome, str] = {
    "right": "Right", "close": "Close", "wrong": "Wrong", "skipped": "Skipped",
}  # fmt: skip
_KEYS: dict[Form, str] = {
    "choice": "a to d, ? for a hint, s to skip, q to stop",
    "typed": "type the answer",
    "estimate": "type a number",
    "order": "type the letters in order, such as cadb",
}
_LINE = "? alone for a hint, Enter alone to skip, Ctrl-D to stop"


def keys(asked: QuestionState) -> str:
    """What can be pressed or typed."""
    if asked.eliminated:
        return f"{' or '.join(left(asked))}, s to skip, q to stop"
    told = _KEYS[asked.prepared.form]
    return told if asked.prepared.form == "choice" else f"{told}; {_LINE}"


def left(asked: QuestionState) -> str:
    """The letters of the options that a hint has left."""
    options = range(len(asked.prepared.options))
    return "".join(OPTION_LETTERS[i] for i in options if i not in asked.eliminated)


def sources(question: Question) -> str:
    """Where the answer is from, in a line."""
    cited = question.film.sources
    names = list(dict.fromkeys([cited[name].name for name in question.sources]))
    told = "; ".join(names[:3])
    return told + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def verdict(played: PlayedQuestion) -> str:
    """The verdict in words."""
    return WORDS[played.outcome] + (", with help" if played.points == 0.5 else "")


def right_answer(played: PlayedQuestion) -> str:
    """The right answer; of events the letters in their order."""
    question = played.prepared.question
    if played.prepared.form == "order":
        return correct_order(played.prepared)
    disputed = played.prepared.form == "estimate"  # then each source's figure is told
    also = question.answer.accept[: 5 if disputed else 2]
    also = also if disputed or played.outcome != "right" else ()
    return question.answer.text + (f" (also: {', '.join(also)})" if also else "")


_NO_MATTER = frozenset(
    f"that is {what}" for what in ("it", "not it", "the name", "the number", "the date", "the year")
)  # said by the verdict itself


def why(played: PlayedQuestion) -> str:
    """Why it is so, of events a line each; and how a reply was judged that somebody typed."""
    question = played.prepared.question
    told = question.why
    if played.prepared.form in ("typed", "estimate") and played.why not in ("", *_NO_MATTER):
        judged = played.why[:1].upper() + played.why[1:]
        return f"{judged}. {told}" if told else f"{judged}."
    return told


def why_lines(played: PlayedQuestion) -> list[str]:
    """The same, a line each."""
    return why(played).split("\n") if played.prepared.question.events else [why(played)]


def said(played: PlayedQuestion) -> str:
    """What somebody typed, of a very long reply its beginning."""
    reply = played.reply
    return reply if len(reply) <= _LONGEST_REPLY else f"{reply[:_LONGEST_REPLY]}…"


def learned(played: PlayedQuestion) -> str:
    """The right answer in words; of events each with its date, in their order, a line each."""
    question = played.prepared.question
    return question.why if question.events else question.answer.text


def answered(played: Sequence[PlayedQuestion]) -> int:
    """How many questions were answered: what is skipped counts for nothing."""
    return sum(one.outcome != "skipped" for one in played)


def count(ended: RoundResult) -> str:
    """How much of a round was played: 8 of 10 played, 1 skipped."""
    skipped = len(ended.played) - answered(ended.played)
    told = f"{len(ended.played)} of {ended.total} played"
    return f"{told}, {skipped} skipped" if skipped else told


def points(played: Sequence[PlayedQuestion]) -> str:
    """The points, of those that could be had for what was answered: 7½ of 9."""
    return f"{_halves(sum(one.points for one in played))} of {answered(played)}"


def again(ended: RoundResult) -> str:
    """What the command at the end of a round is for."""
    return "The same again" if "--seed" in ended.command else "To go on"


def _halves(total: float) -> str:
    """Points as people write them: 7½."""
    whole = int(total)
    return f"{whole or ''}½" if total > whole else str(whole)


def due(coming: Sequence[int], today: date) -> str:
    """What is due, in words: 2 today, 5 tomorrow, 3 on 27 Nov 2026."""
    told = []
    for n, count in enumerate(coming):
        day = today + timedelta(n)
        name = ("today", "tomorrow")[n] if n < 2 else f"on {Date.of(day).words}"
        if count:
            told.append(f"{count} {name}")
    return ", ".join(told) or "nothing this week"


def seen(played: Sequence[PlayedQuestion]) -> dict[str, tuple[int, int]]:
    """Right answers, and all, by section, in the order of the round."""
    found: dict[str, tuple[int, int]] = {}
    for one in played:
        if one.outcome != "skipped":
            right, count = found.get(one.prepared.question.section, (0, 0))
            found[one.prepared.question.section] = (right + (one.outcome == "right"), count + 1)
    return found


def missed(played: Sequence[PlayedQuestion]) -> list[PlayedQuestion]:
    """What is to be learned: all that was not right."""
    return [one for one in played if one.outcome != "right"]


class Plain:
    """A round line by line: no boxes, no colour, nothing that moves."""

    def __init__(self, terminal: Terminal, today: date, *, prompt: bool) -> None:
        self._terminal = terminal
        self._today = today
        self._prompt = prompt
        self._asked: QuestionState | None = None

    def show_question(self, asked: QuestionState) -> None:
        """A question, with what to press; it is not told again where nothing has changed."""
        question = asked.prepared.question
        if asked is self._asked:
            return
        self._asked = asked
        if not (asked.note or asked.hint or asked.eliminated):
            about = filter(None, (question.film_title_hint, question.section, question.difficulty))
            head = f"Question {asked.number} of {asked.total}. {', '.join(about)}."
            self._tell(head, question.ask)
            for i, option in enumerate(asked.prepared.options):
                self._tell(f"{OPTION_LETTERS[i]}: {option}")
        self._tell(
            asked.note,
            f"Hint: {asked.hint}" if asked.hint else "",
            f"Hint: it is {' or '.join(left(asked))}." if asked.eliminated else "",
        )
        if self._prompt:
            self._tell(f"{keys(asked)[0].upper()}{keys(asked)[1:]}.")

    def show_verdict(self, asked: QuestionState, played: PlayedQuestion) -> None:  # noqa: ARG002 - a screen shows it again
        """Right or wrong, the right answer, why, and the source."""
        self._tell(
            f"{verdict(played)}: {right_answer(played)}",
            *why_lines(played),
            f"Source: {sources(played.prepared.question)}"
            if played.prepared.question.sources
            else "",
        )
        if self._prompt:
            self._tell("Any key goes on, q stops.")
        self._write("\n")

    def show_result(self, ended: RoundResult) -> None:
        """The score, and what is to be learned from it."""
        for one in missed(ended.played):
            question = one.prepared.question
            reply = f" You said: {said(one)}." if one.reply else ""
            self._tell(
                f"{WORDS[one.outcome]}: {question.ask}{reply} Answer: {learned(one)}."
                + (f" Source: {sources(question)}" if question.sources else "")
            )
        self._tell(
            f"{count(ended)}. {points(ended.played)} points.",
            f"Most right in a row: {longest_streak(ended.played)}.",
        )
        for section, (right, of) in seen(ended.played).items():
            self._tell(f"{section}: {right} of {of} right")
        if ended.due_forecast is not None:
            self._tell(f"Due: {due(ended.due_forecast, self._today)}.")
        self._tell(f"{again(ended)}: {ended.command}")

    def _tell(self, *texts: str) -> None:
        for text in filter(None, texts):
            self._write(f"{safe_for_terminal(text)}\n")

    def _write(self, text: str) -> None:
        """Writes a text; on a terminal in what it can show, otherwise in UTF-8."""
        in_ascii = self._prompt and not self._terminal.has_unicode
        write_text(self._terminal, to_ascii(text) if in_ascii else text)
