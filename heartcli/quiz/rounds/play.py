"""A round: asks, hints, judges, saves before it tells; knows neither terminal nor screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Literal, NamedTuple, Protocol
from zlib import crc32

from heartcli.quiz.judging import Judgement, estimate, judge, parse_guesses
from heartcli.quiz.progress.store import Answered, Saved
from heartcli.quiz.rounds.draw import Drawn

LETTERS = "abcd"
_SHORT = 4  # figures
Mark = Literal["right", "close", "wrong", "skipped"]


class EndOfInput(Exception):  # noqa: N818 - it ends a round, and is no error
    """Nobody replies any more."""


class OutOfTime(Exception):  # noqa: N818 - it is wrong, and no error
    """The seconds for a question are over."""


class Played(NamedTuple):
    """What became of a question."""

    drawn: Drawn
    reply: str
    mark: Mark
    why: str
    helped: bool = False

    @property
    def points(self) -> float:
        """One for what is right, half where it took help."""
        return 0.0 if self.mark != "right" else 0.5 if self.helped else 1.0


class Asked(NamedTuple):
    """A question as a screen shows it."""

    number: int
    total: int
    drawn: Drawn
    marks: Sequence[Mark]  # of the questions before
    struck: frozenset[int] = frozenset()  # options that a hint took away
    hint: str = ""
    note: str = ""  # why it is asked again


class Ended(NamedTuple):
    """A round that is over."""

    played: Sequence[Played]
    total: int  # the questions that were to be asked
    command: str  # plays the same again; tells no answer
    coming: Sequence[int] | None  # questions due today and on the coming days; None if not saved


class Screen(Protocol):
    """What a round is shown on."""

    def question(self, asked: Asked) -> None:
        """A question, with what to press."""

    def verdict(self, asked: Asked, played: Played) -> None:
        """Right or wrong, the right answer, why, and the source."""

    def end(self, ended: Ended) -> None:
        """The score, and what is to be learned from it."""


class Player(Protocol):
    """Who replies. Raises EndOfInput and OutOfTime.

    `show` draws what is asked: once the player listens, and anew where the screen has changed.
    """

    asked_back: bool  # whether there is another try after "be more specific", and hints

    def key(self, allowed: str, show: Callable[[], None]) -> str:
        """One of the keys."""

    def line(self, show: Callable[[], None]) -> str:
        """A line, without its end."""

    def limit(self) -> None:
        """The time for a question begins."""

    def forget(self) -> None:
        """What was typed so far is no reply to what is shown next."""

    def go_on(self, show: Callable[[], None]) -> None:
        """Waits until the verdict has been read."""


class Keeper(Protocol):
    """Who saves answers."""

    def save(self, answered: Answered, today: date) -> Saved:
        """Saves an answer; it is on the disk when this returns."""

    def amend(self, saved: Saved, answered: Answered, today: date) -> None:
        """Replaces an answer that was asked back."""


class Round:
    """One play of the quiz; `played` has what was answered so far, whatever happens."""

    def __init__(
        self, drawn: Sequence[Drawn], player: Player, screen: Screen, keeper: Keeper, today: date
    ) -> None:
        self.played: list[Played] = []
        self._drawn = drawn
        self._player = player
        self._screen = screen
        self._keeper = keeper
        self._today = today

    def play(self) -> None:
        """Asks all questions, or until the player stops or the input ends."""
        for number, drawn in enumerate(self._drawn, 1):
            asked = Asked(number, len(self._drawn), drawn, [one.mark for one in self.played])
            self._player.forget()
            self._player.limit()
            try:
                played = self._one(asked)
            except EndOfInput:
                return
            self.played.append(played)
            self._player.forget()
            try:
                self._player.go_on(partial(self._screen.verdict, asked, played))
            except EndOfInput:
                return

    def _one(self, asked: Asked) -> Played:
        """One question, asked until there is a verdict or it is skipped."""
        back: _AskedBack | None = None
        while True:
            try:
                reply = self._reply(asked)
            except OutOfTime:
                return self._kept(asked, "", Judgement("wrong", "out of time"), back)
            except EndOfInput:
                if back is not None:  # what was said stands
                    self.played.append(self._kept(asked, back.reply, back.judgement, back))
                raise
            if reply == "?" and self._player.asked_back:
                asked = hinted(asked)
            elif reply in ("", "?"):
                if back is None:
                    return Played(asked.drawn, "", "skipped", "")
                return self._kept(asked, back.reply, back.judgement, back)  # what was said stands
            elif self._player.asked_back and (note := unfit(asked.drawn, reply)):
                asked = asked._replace(note=note)
            else:
                judgement = verdict(asked.drawn, reply)
                if judgement.verdict != "close" or back is not None or not self._player.asked_back:
                    return self._kept(asked, reply, judgement, back)
                answered = _answered(asked.drawn, reply, judgement, helped=bool(asked.hint))
                back = _AskedBack(self._keeper.save(answered, self._today), reply, judgement)
                asked = asked._replace(note=f"Close: {judgement.why}. Once more:")

    def _reply(self, asked: Asked) -> str:
        """What was replied: of a choice the text of the option, "" where it is skipped."""
        show = partial(self._screen.question, asked)
        if asked.drawn.form != "choice":
            return self._player.line(show).strip()
        left = "".join(key for i, key in enumerate(LETTERS) if i not in asked.struck)
        reply = self._player.key(left + ("sq" if asked.struck else "?sq"), show)
        key = "" if reply in asked.drawn.options else reply.lower()
        if key == "q":
            raise EndOfInput
        if len(key) == 1 and key in LETTERS:
            return asked.drawn.options[LETTERS.index(key)]
        return "" if key == "s" else reply

    def _kept(
        self, asked: Asked, reply: str, judgement: Judgement, back: _AskedBack | None
    ) -> Played:
        """Saves an answer, and only then gives it back to be told."""
        helped = bool(asked.hint or asked.struck or back)
        answered = _answered(asked.drawn, reply, judgement, helped=helped)
        if back is None:
            self._keeper.save(answered, self._today)
        else:
            self._keeper.amend(back.saved, answered, self._today)
        return Played(asked.drawn, reply, judgement.verdict, judgement.why, helped)


class _AskedBack(NamedTuple):
    """An answer that was close, and is asked for once more."""

    saved: Saved
    reply: str
    judgement: Judgement


def _answered(drawn: Drawn, reply: str, judgement: Judgement, *, helped: bool) -> Answered:
    return Answered(drawn.question, drawn.form, reply, judgement.verdict, helped)


def verdict(drawn: Drawn, reply: str) -> Judgement:
    """What is said to a reply, in the form in which the question was asked."""
    question = drawn.question
    if drawn.form == "estimate":
        return estimate(reply, question.answer)
    if drawn.form == "order":
        right = right_order(drawn)
        return Judgement("right" if order(reply) == right else "wrong", f"the order is {right}")
    if drawn.form == "choice" and reply in drawn.options:
        chosen = reply == question.answer.text
        return Judgement(
            "right" if chosen else "wrong", "that is it" if chosen else "that is not it"
        )
    return judge(reply, question.answer)


def order(reply: str) -> str:
    """The letters of a reply: "C, A, D, B" → "cadb"."""
    return re.sub(r"[\s,.;>-]+", "", reply.lower())


def right_order(drawn: Drawn) -> str:
    """The letters of the events as they came, the earliest first."""
    return "".join(LETTERS[drawn.options.index(event)] for event in drawn.question.events)


def unfit(drawn: Drawn, reply: str) -> str:
    """Why a reply is none of this form, so that it is asked for again; "" if it is one."""
    if any(not character.isprintable() for character in reply.strip()):
        return "There were keys in it that are no letters. Once more:"
    if drawn.form == "order" and sorted(order(reply)) != sorted(LETTERS):
        return "Type the four letters in order, such as cadb."
    if drawn.form == "estimate" and not parse_guesses(reply, drawn.question.answer):
        return "Type a number."
    return ""


def hinted(asked: Asked) -> Asked:
    """The question with a hint: two wrong options fall, or the first letters are told."""
    drawn = asked.drawn
    if drawn.form == "choice":
        wrong = [i for i, text in enumerate(drawn.options) if text != drawn.question.answer.text]
        # Which of the wrong ones stays must not tell, by its place, which is right.
        wrong.sort(key=lambda i: (crc32(drawn.options[i].encode()), i))
        return asked._replace(struck=frozenset(wrong[1:]), note="")
    if drawn.form == "order":
        return asked._replace(hint=f"It begins with {right_order(drawn)[0]}.", note="")
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


def longest_run(played: Sequence[Played]) -> int:
    """The most right answers one after another."""
    most = run = 0
    for one in played:
        run = run + 1 if one.mark == "right" else 0
        most = max(most, run)
    return most
