"""A round: asks, hints, judges, saves before it tells; knows neither terminal nor screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Literal, NamedTuple, Protocol
from zlib import crc32

from heartcli.quiz.judging import Judgement, estimate, judge, parse_guesses
from heartcli.quiz.progress.store import Attempt, SavedAttempt
from heartcli.quiz.rounds.draw import PreparedQuestion

OPTION_LETTERS = "abcd"
_SHORT = 4  # figures
Outcome = Literal["right", "close", "wrong", "skipped"]


class EndOfInputError(Exception):
    """Nobody replies any more."""


class OutOfTimeError(Exception):
    """The seconds for a question are over."""


class PlayedQuestion(NamedTuple):
    """What became of a question."""

    prepared: PreparedQuestion
    reply: str
    outcome: Outcome
    why: str
    used_help: bool = False

    @property
    def points(self) -> float:
        """One for what is right, half where it took help."""
        return 0.0 if self.outcome != "right" else 0.5 if self.used_help else 1.0


class QuestionState(NamedTuple):
    """A question as a screen shows it."""

    number: int
    total: int
    prepared: PreparedQuestion
    outcomes: Sequence[Outcome]  # of the questions before
    eliminated: frozenset[int] = frozenset()  # options that a hint took away
    hint: str = ""
    note: str = ""  # why it is asked again


class RoundResult(NamedTuple):
    """A round that is over."""

    played: Sequence[PlayedQuestion]
    total: int  # the questions that were to be asked
    command: str  # plays the same again; tells no answer
    due_forecast: (
        Sequence[int] | None
    )  # questions due today and on the coming days; None if not saved


class Screen(Protocol):
    """What a round is shown on."""

    def show_question(self, asked: QuestionState) -> None:
        """A question, with what to press."""

    def show_verdict(self, asked: QuestionState, played: PlayedQuestion) -> None:
        """Right or wrong, the right answer, why, and the source."""

    def show_result(self, ended: RoundResult) -> None:
        """The score, and what is to be learned from it."""


class InputSource(Protocol):
    """Who replies. Raises EndOfInputError and OutOfTimeError.

    `show` draws what is asked: once the player listens, and anew where the screen has changed.
    """

    can_retry: bool  # whether there is another try after "be more specific", and hints

    def read_key(self, allowed: str, show: Callable[[], None]) -> str:
        """One of the keys."""

    def read_line(self, show: Callable[[], None]) -> str:
        """A line, without its end."""

    def start_timer(self) -> None:
        """The time for a question begins."""

    def discard_typed(self) -> None:
        """What was typed so far is no reply to what is shown next."""

    def wait_until_read(self, show: Callable[[], None]) -> None:
        """Waits until the verdict has been read."""


class ProgressSink(Protocol):
    """Who saves answers."""

    def save(self, answered: Attempt, today: date) -> SavedAttempt:
        """Saves an answer; it is on the disk when this returns."""

    def amend(self, saved: SavedAttempt, answered: Attempt, today: date) -> None:
        """Replaces an answer that was asked back."""


class Round:
    """One play of the quiz; `played` has what was answered so far, whatever happens."""

    def __init__(
        self,
        drawn: Sequence[PreparedQuestion],
        player: InputSource,
        screen: Screen,
        keeper: ProgressSink,
        today: date,
    ) -> None:
        self.played: list[PlayedQuestion] = []
        self._drawn = drawn
        self._player = player
        self._screen = screen
        self._keeper = keeper
        self._today = today

    def play(self) -> None:
        """Asks all questions, or until the player stops or the input ends."""
        for number, drawn in enumerate(self._drawn, 1):
            asked = QuestionState(
                number, len(self._drawn), drawn, [one.outcome for one in self.played]
            )
            self._player.discard_typed()
            self._player.start_timer()
            try:
                played = self._one(asked)
            except EndOfInputError:
                return
            self.played.append(played)
            self._player.discard_typed()
            try:
                self._player.wait_until_read(partial(self._screen.show_verdict, asked, played))
            except EndOfInputError:
                return

    def _one(self, asked: QuestionState) -> PlayedQuestion:
        """One question, asked until there is a verdict or it is skipped."""
        back: _AskedBack | None = None
        while True:
            try:
                reply = self._reply(asked)
            except OutOfTimeError:
                return self._kept(asked, "", Judgement("wrong", "out of time"), back)
            except EndOfInputError:
                if back is not None:  # what was said stands
                    self.played.append(self._kept(asked, back.reply, back.judgement, back))
                raise
            if reply == "?" and self._player.can_retry:
                asked = add_hint(asked)
            elif reply in ("", "?"):
                if back is None:
                    return PlayedQuestion(asked.prepared, "", "skipped", "")
                return self._kept(asked, back.reply, back.judgement, back)  # what was said stands
            elif self._player.can_retry and (note := reply_problem(asked.prepared, reply)):
                asked = asked._replace(note=note)
            else:
                judgement = judge_reply(asked.prepared, reply)
                if judgement.verdict != "close" or back is not None or not self._player.can_retry:
                    return self._kept(asked, reply, judgement, back)
                answered = _answered(asked.prepared, reply, judgement, helped=bool(asked.hint))
                back = _AskedBack(self._keeper.save(answered, self._today), reply, judgement)
                asked = asked._replace(note=f"Close: {judgement.why}. Once more:")

    def _reply(self, asked: QuestionState) -> str:
        """What was replied: of a choice the text of the option, "" where it is skipped."""
        show = partial(self._screen.show_question, asked)
        if asked.prepared.form != "choice":
            return self._player.read_line(show).strip()
        left = "".join(key for i, key in enumerate(OPTION_LETTERS) if i not in asked.eliminated)
        reply = self._player.read_key(left + ("sq" if asked.eliminated else "?sq"), show)
        key = "" if reply in asked.prepared.options else reply.lower()
        if key == "q":
            raise EndOfInputError
        if len(key) == 1 and key in OPTION_LETTERS:
            return asked.prepared.options[OPTION_LETTERS.index(key)]
        return "" if key == "s" else reply

    def _kept(
        self, asked: QuestionState, reply: str, judgement: Judgement, back: _AskedBack | None
    ) -> PlayedQuestion:
        """Saves an answer, and only then gives it back to be told."""
        helped = bool(asked.hint or asked.eliminated or back)
        answered = _answered(asked.prepared, reply, judgement, helped=helped)
        if back is None:
            self._keeper.save(answered, self._today)
        else:
            self._keeper.amend(back.saved, answered, self._today)
        return PlayedQuestion(asked.prepared, reply, judgement.verdict, judgement.why, helped)


class _AskedBack(NamedTuple):
    """An answer that was close, and is asked for once more."""

    saved: SavedAttempt
    reply: str
    judgement: Judgement


def _answered(
    drawn: PreparedQuestion, reply: str, judgement: Judgement, *, helped: bool
) -> Attempt:
    return Attempt(drawn.question, drawn.form, reply, judgement.verdict, helped)


def judge_reply(drawn: PreparedQuestion, reply: str) -> Judgement:
    """What is said to a reply, in the form in which the question was asked."""
    question = drawn.question
    if drawn.form == "estimate":
        return estimate(reply, question.answer)
    if drawn.form == "order":
        right = correct_order(drawn)
        return Judgement(
            "right" if parse_order(reply) == right else "wrong", f"the order is {right}"
        )
    if drawn.form == "choice" and reply in drawn.options:
        chosen = reply == question.answer.text
        return Judgement(
            "right" if chosen else "wrong", "that is it" if chosen else "that is not it"
        )
    return judge(reply, question.answer)


def parse_order(reply: str) -> str:
    """The letters of a reply: "C, A, D, B" → "cadb"."""
    return re.sub(r"[\s,.;>-]+", "", reply.lower())


def correct_order(drawn: PreparedQuestion) -> str:
    """The letters of the events as they came, the earliest first."""
    return "".join(OPTION_LETTERS[drawn.options.index(event)] for event in drawn.question.events)


def reply_problem(drawn: PreparedQuestion, reply: str) -> str:
    """Why a reply is none of this form, so that it is asked for again; "" if it is one."""
    if any(not character.isprintable() for character in reply.strip()):
        return "There were keys in it that are no letters. Once more:"
    if drawn.form == "order" and sorted(parse_order(reply)) != sorted(OPTION_LETTERS):
        return "Type the four letters in order, such as cadb."
    if drawn.form == "estimate" and not parse_guesses(reply, drawn.question.answer):
        return "Type a number."
    return ""


def add_hint(asked: QuestionState) -> QuestionState:
    """The question with a hint: two wrong options fall, or the first letters are told."""
    drawn = asked.prepared
    if drawn.form == "choice":
        wrong = [i for i, text in enumerate(drawn.options) if text != drawn.question.answer.text]
        # Which of the wrong ones stays must not tell, by its place, which is right.
        wrong.sort(key=lambda i: (crc32(drawn.options[i].encode()), i))
        return asked._replace(eliminated=frozenset(wrong[1:]), note="")
    if drawn.form == "order":
        return asked._replace(hint=f"It begins with {correct_order(drawn)[0]}.", note="")
    return asked._replace(hint=first_letters(drawn.question.answer.text), note="")


def first_letters(text: str) -> str:
    """The first letter of each word, a dot for each other: "Raul Julia" → "R··· J····".

    Of a short number all but the last figure: "1982" → "198·".
    """
    figures = sum(map(str.isdecimal, text))
    if 1 < figures <= _SHORT and not any(map(str.isalpha, text)):
        last = max(i for i, character in enumerate(text) if character.isdecimal())
        return f"{text[:last]}·{text[last + 1 :]}"
    return re.sub(
        r"\w+",
        lambda word: (word[0][0] if len(word[0]) > 1 else "·") + "·" * (len(word[0]) - 1),
        text,
    )


def longest_streak(played: Sequence[PlayedQuestion]) -> int:
    """The most right answers one after another."""
    most = run = 0
    for one in played:
        run = run + 1 if one.outcome == "right" else 0
        most = max(most, run)
    return most
