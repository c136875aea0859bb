"""Plays a round: asks, gives hints, judges, and saves each attempt before showing the verdict."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal, NamedTuple, Protocol, TypeVar
from zlib import crc32

from heartcli.errors import Notify
from heartcli.quiz.judging import Judgement, estimate, judge, parse_guesses
from heartcli.quiz.progress.database import ProgressError
from heartcli.quiz.progress.store import Attempt, Progress, SavedAttempt
from heartcli.quiz.rounds.prepare import PreparedQuestion

OPTION_LETTERS = "abcd"
_MAX_SHORT_NUMBER = 4  # digits; a hint hides only the last one
Outcome = Literal["right", "close", "wrong", "skipped"]
_Result = TypeVar("_Result")


class EndOfInputError(Exception):
    """The input has ended, so the round ends early."""


class OutOfTimeError(Exception):
    """The time for a question has run out."""


class PlayedQuestion(NamedTuple):
    """A question with its reply and outcome."""

    prepared: PreparedQuestion
    reply: str
    outcome: Outcome
    why: str
    used_help: bool = False

    @property
    def points(self) -> float:
        """One point for a right answer, half a point if it took help."""
        if self.outcome != "right":
            return 0.0
        return 0.5 if self.used_help else 1.0


class QuestionState(NamedTuple):
    """A question as a screen shows it."""

    number: int
    total: int
    prepared: PreparedQuestion
    outcomes: Sequence[Outcome]  # of the previous questions
    eliminated: frozenset[int] = frozenset()  # indices of the options that a hint removed
    hint: str = ""
    note: str = ""  # why the question is asked again


class RoundResult(NamedTuple):
    """A finished round."""

    played: Sequence[PlayedQuestion]
    total: int  # questions in the round, played or not
    command: str  # replays the round without giving answers away
    due_forecast: Sequence[int] | None  # questions due from today, by day; None if not saved


class Screen(Protocol):
    """Shows a round."""

    def show_question(self, state: QuestionState) -> None: ...  # with the keys to press
    def show_verdict(self, state: QuestionState, played: PlayedQuestion) -> None: ...
    def show_result(self, result: RoundResult) -> None: ...


class InputSource(Protocol):
    """Reads replies. Raises EndOfInputError and OutOfTimeError.

    `show` draws the question, before reading and again whenever the screen has changed.
    """

    can_retry: bool  # whether there are hints and a second try, as at a terminal

    def read_key(self, allowed: str, show: Callable[[], None]) -> str: ...
    def read_line(self, show: Callable[[], None]) -> str: ...  # without the line break
    def start_timer(self) -> None: ...  # for the question about to be asked
    def discard_typed(self) -> None: ...  # so that keys typed ahead don't count as replies
    def wait_until_read(self, show: Callable[[], None]) -> None: ...  # after a verdict


class ProgressSink:
    """Saves the player's progress, if there is any; if that fails, the round continues unsaved."""

    def __init__(self, progress: Progress | None, notify: Notify) -> None:
        self._progress = progress
        self._notify = notify

    def save(self, attempt: Attempt, today: date, old: SavedAttempt | None = None) -> SavedAttempt:
        """Saves an attempt, or replaces an old one."""
        saved = self._try(lambda progress: progress.save(attempt, today, old))
        return saved or SavedAttempt(0, None)

    def due_forecast(self, today: date) -> list[int] | None:
        """Counts the questions due today and on each day after; None if nothing is saved."""
        return self._try(lambda progress: progress.due_per_day(today))

    def _try(self, work: Callable[[Progress], _Result]) -> _Result | None:
        try:
            return work(self._progress) if self._progress else None
        except ProgressError as error:
            self._notify(f"The round continues unsaved: {error}")
            self.close()
            return None

    def close(self) -> None:
        if self._progress:
            self._progress.close()
        self._progress = None


@dataclass
class Round:
    """A round being played; `played` holds the questions so far, however the round ends."""

    questions: Sequence[PreparedQuestion]
    input: InputSource
    screen: Screen
    progress: ProgressSink
    today: date
    played: list[PlayedQuestion] = field(default_factory=list)

    def play(self) -> None:
        """Asks all questions until the player quits or the input ends."""
        with suppress(EndOfInputError):
            for number, prepared in enumerate(self.questions, 1):
                outcomes = [played.outcome for played in self.played]
                state = QuestionState(number, len(self.questions), prepared, outcomes)
                self.input.discard_typed()
                self.input.start_timer()
                played = self._ask(state)
                self.played.append(played)
                self.input.discard_typed()
                self.input.wait_until_read(partial(self.screen.show_verdict, state, played))

    def _ask(self, state: QuestionState) -> PlayedQuestion:
        """Asks a question until it's judged or skipped."""
        first_reply, first_try = "", None  # a close reply, and the attempt saved for it
        while True:
            try:
                reply = self._read_reply(state)
            except OutOfTimeError:
                return self._save(state, "", Judgement("wrong", "time's up"), first_try)[0]
            except EndOfInputError:
                if first_try:
                    self.played.append(self._skip(state, first_reply, first_try))
                raise
            if reply == "?" and self.input.can_retry:
                state = add_hint(state)
            elif reply in ("", "?"):
                return self._skip(state, first_reply, first_try)
            elif self.input.can_retry and (problem := reply_problem(state.prepared, reply)):
                state = state._replace(note=problem)
            else:
                judgement = judge_reply(state.prepared, reply)
                played, saved = self._save(state, reply, judgement, first_try)
                if judgement.verdict != "close" or first_try or not self.input.can_retry:
                    return played
                first_reply, first_try = reply, saved
                state = state._replace(note=f"Close: {judgement.why}. Try again:")

    def _read_reply(self, state: QuestionState) -> str:
        """Reads a reply: the chosen option's text for a choice, "" for a skipped question."""
        show = partial(self.screen.show_question, state)
        options = state.prepared.options
        if state.prepared.form != "choice":
            return self.input.read_line(show).strip()
        left = "".join(key for i, key in enumerate(OPTION_LETTERS) if i not in state.eliminated)
        reply = self.input.read_key(left + ("sq" if state.eliminated else "?sq"), show)
        key = "" if reply in options else reply.lower()
        if key == "q":
            raise EndOfInputError
        if len(key) == 1 and key in OPTION_LETTERS:
            return options[OPTION_LETTERS.index(key)]
        return "" if key == "s" else reply

    def _skip(self, state: QuestionState, reply: str, saved: SavedAttempt | None) -> PlayedQuestion:
        """Ends a question without another reply; an earlier close reply counts."""
        if saved:
            return self._save(state, reply, judge_reply(state.prepared, reply), saved)[0]
        return PlayedQuestion(state.prepared, "", "skipped", "")

    def _save(
        self, state: QuestionState, reply: str, judgement: Judgement, first_try: SavedAttempt | None
    ) -> tuple[PlayedQuestion, SavedAttempt]:
        (question, form, _), (verdict, why) = state.prepared, judgement
        used_help = bool(state.hint or state.eliminated or first_try)
        attempt = Attempt(question, form, reply, verdict, used_help)
        saved = self.progress.save(attempt, self.today, first_try)
        return PlayedQuestion(state.prepared, reply, verdict, why, used_help), saved


def judge_reply(prepared: PreparedQuestion, reply: str) -> Judgement:
    """Judges a reply according to the form of the question."""
    question = prepared.question
    if prepared.form == "estimate":
        return estimate(reply, question.answer)
    if prepared.form == "order":
        right = correct_order(prepared)
        is_right = parse_order(reply) == right
        return Judgement("right" if is_right else "wrong", f"the order is {right}")
    if prepared.form == "choice" and reply in prepared.options:
        if reply == question.answer.text:
            return Judgement("right", "that's it")
        return Judgement("wrong", "that's not it")
    return judge(reply, question.answer)


def parse_order(reply: str) -> str:
    """Returns the letters in a reply: "C, A, D, B" → "cadb"."""
    return re.sub(r"[\s,.;>-]+", "", reply.lower())


def correct_order(prepared: PreparedQuestion) -> str:
    """Returns the letters of the events, the earliest event first."""
    events = prepared.question.events
    return "".join(OPTION_LETTERS[prepared.options.index(event)] for event in events)


def reply_problem(prepared: PreparedQuestion, reply: str) -> str:
    """Returns why a reply can't be judged, so the player can type it again; "" if it can."""
    if any(not character.isprintable() for character in reply.strip()):
        return "That contained control characters. Try again:"
    if prepared.form == "order" and sorted(parse_order(reply)) != sorted(OPTION_LETTERS):
        return "Type the four letters in order, such as cadb."
    if prepared.form == "estimate" and not parse_guesses(reply, prepared.question.answer):
        return "Type a number."
    return ""


def add_hint(state: QuestionState) -> QuestionState:
    """Adds a hint: removes two wrong options, or shows the first letters of the answer."""
    right, options = state.prepared.question.answer.text, state.prepared.options
    if state.prepared.form == "order":
        return state._replace(hint=f"It begins with {correct_order(state.prepared)[0]}.", note="")
    if state.prepared.form != "choice":
        return state._replace(hint=first_letters(right), note="")
    wrong = [i for i, option in enumerate(options) if option != right]
    # A hash picks the wrong option that stays, so its position says nothing about the right one.
    wrong.sort(key=lambda i: (crc32(options[i].encode()), i))
    return state._replace(eliminated=frozenset(wrong[1:]), note="")


def first_letters(text: str) -> str:
    """Hides all but the first letter of longer words: "Raul Julia" → "R··· J····".

    A short number loses only its last digit: "1982" → "198·".
    """
    digits = sum(map(str.isdecimal, text))
    if 1 < digits <= _MAX_SHORT_NUMBER and not any(map(str.isalpha, text)):
        last = max(i for i, character in enumerate(text) if character.isdecimal())
        return f"{text[:last]}·{text[last + 1 :]}"
    return re.sub(r"(?<=\w)\w|\b\w\b", "·", text)


def longest_streak(played: Sequence[PlayedQuestion]) -> int:
    """Returns the largest number of right answers in a row."""
    longest = streak = 0
    for question in played:
        streak = streak + 1 if question.outcome == "right" else 0
        longest = max(longest, streak)
    return longest
