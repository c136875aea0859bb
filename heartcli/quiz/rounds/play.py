"""Plays a round: asks, gives hints, judges, and saves each attempt before showing the verdict."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal, NamedTuple, Protocol, TypeVar

from heartcli.errors import Notify
from heartcli.model.film import Film
from heartcli.quiz.judging import Judgement, estimate, judge, parse_guesses
from heartcli.quiz.progress.database import ProgressError
from heartcli.quiz.progress.store import Attempt, Progress, SavedAttempt
from heartcli.quiz.questions.answers import names_in_film
from heartcli.quiz.questions.question import CLUE_COUNT, Form, Question
from heartcli.quiz.rounds.hints import hint_for, removable_options
from heartcli.quiz.rounds.prepare import PreparedQuestion
from heartcli.text.folding import fold, fold_words

OPTION_LETTERS = "abcd"
_OPTION_KEYS: dict[Form, str] = {"choice": OPTION_LETTERS, "true-false": "tf"}
STOP = ":q"  # typed as a reply, stops the round
TIME_IS_UP = "time's up"
HINT, SECOND_TRY = "with a hint", "on the second try"
_FREE_CLUES = 3  # with more, a clue question counts as answered with help
Outcome = Literal["right", "close", "wrong", "skipped"]
_Result = TypeVar("_Result")


class EndOfInputError(Exception):
    """The input has ended, or the player stops, so the round ends early."""


class OutOfTimeError(Exception):
    """The time for a question has run out."""


class PlayedQuestion(NamedTuple):
    """A question with its reply and outcome."""

    prepared: PreparedQuestion
    reply: str
    outcome: Outcome
    why: str
    help_used: str = ""  # HINT or SECOND_TRY
    clue_count: int = 0  # clues shown
    max_points: int = 1
    overruled: bool = False  # the player counts the reply as right
    suppressed: bool = False  # the player doesn't want to be asked again

    @property
    def used_help(self) -> bool:
        return bool(self.help_used) or (self.max_points > 1 and self.clue_count > _FREE_CLUES)

    @property
    def points(self) -> float:
        """One point for a right answer, half a point for a close one or with help.

        With clues, as many points as clues were still hidden, and one more.
        """
        if self.outcome == "close":
            return 0.5
        if self.outcome != "right":
            return 0.0
        if self.clue_count:
            return float(CLUE_COUNT + 1 - self.clue_count)
        return 0.5 if self.used_help else 1.0


class QuestionState(NamedTuple):
    """A question as a screen shows it."""

    number: int
    total: int
    prepared: PreparedQuestion
    played: Sequence[PlayedQuestion]  # the previous questions
    title: str = ""  # what the round is about
    eliminated: frozenset[int] = frozenset()  # indices of the options that a hint removed
    hint: str = ""
    note: str = ""  # why the question is asked again
    clue_count: int = 0  # clues shown


class RoundResult(NamedTuple):
    """A finished round."""

    played: Sequence[PlayedQuestion]
    total: int  # questions in the round, played or not
    command: str  # replays the round without giving answers away
    due_forecast: Sequence[int] | None  # questions due from today, by day; None if not saved
    title: str = ""  # what the round is about


class Screen(Protocol):
    """Shows a round."""

    def show_question(self, state: QuestionState) -> None: ...  # with the keys to press
    def show_verdict(self, state: QuestionState, played: PlayedQuestion, keys: str) -> None: ...
    def show_result(self, result: RoundResult) -> None: ...


class InputSource(Protocol):
    """Reads replies. Raises EndOfInputError and OutOfTimeError.

    `show` draws the question, before reading and again whenever the screen has changed.
    """

    can_retry: bool  # whether there are hints and a second try, as at a terminal

    def read_key(self, show: Callable[[], None]) -> str: ...  # one key; more if pasted
    def read_line(self, show: Callable[[], None]) -> str: ...  # without the line break
    def start_timer(self) -> None: ...  # for the question about to be asked
    def discard_typed(self) -> None: ...  # so that keys typed ahead don't count as replies
    def wait_until_read(self, show: Callable[[], None]) -> str: ...  # the key that ends a verdict


class Names(Protocol):
    """Knows the people and films of the catalogue by name."""

    def is_person(self, name: str) -> bool: ...
    def is_other_title(self, film_id: str, title: str) -> bool: ...


class ProgressSink:
    """Saves the player's progress, if there is any; if that fails, the round continues unsaved."""

    def __init__(self, progress: Progress | None, notify: Notify) -> None:
        self._progress = progress
        self._notify = notify

    def save(self, attempt: Attempt, today: date, old: SavedAttempt | None = None) -> SavedAttempt:
        """Saves an attempt, or replaces an old one."""
        saved = self._try(lambda progress: progress.save(attempt, today, old))
        return saved or SavedAttempt(0, None)

    def suppress(self, question: Question) -> None:
        """Saves that the player doesn't want to be asked a question again."""
        self._try(lambda progress: progress.suppress(question))

    def accepted_replies(self, question: Question) -> list[str]:
        """Returns the replies to a question that the player has counted as right."""
        return self._try(lambda progress: progress.accepted_replies(question.id)) or []

    @property
    def is_saving(self) -> bool:
        return self._progress is not None

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


class _Asked(NamedTuple):
    """A question that has been asked, and its attempt if it was saved."""

    played: PlayedQuestion
    saved: SavedAttempt | None = None


@dataclass
class Round:
    """A round being played; `played` holds the questions so far, however the round ends."""

    questions: Sequence[PreparedQuestion]
    input: InputSource
    screen: Screen
    progress: ProgressSink
    today: date
    title: str = ""
    names: Names | None = None  # for questions about catalogue films
    played: list[PlayedQuestion] = field(default_factory=list)

    def play(self) -> None:
        """Asks all questions until the player stops or the input ends."""
        with suppress(EndOfInputError):
            for number, prepared in enumerate(self.questions, 1):
                total, played = len(self.questions), tuple(self.played)
                state = QuestionState(number, total, prepared, played, self.title)
                if prepared.form == "clues":
                    state = state._replace(clue_count=1 if self.input.can_retry else CLUE_COUNT)
                self.input.discard_typed()
                self.input.start_timer()
                asked = self._ask(state)
                self.played.append(asked.played)
                self.input.discard_typed()
                self._show_verdict(state, asked)

    def _ask(self, state: QuestionState) -> _Asked:
        """Asks a question until it's judged or skipped."""
        close: _Asked | None = None  # a close reply; it counts unless the second try is right
        while True:
            try:
                reply = self._read_reply(state)
            except OutOfTimeError:
                return close or self._save(state, "", Judgement("wrong", TIME_IS_UP))
            except (EndOfInputError, KeyboardInterrupt):
                if close:
                    self.played.append(close.played)
                raise
            if not reply:
                return close or _Asked(self._played(state, "", Judgement("wrong", ""), "skipped"))
            if self.input.can_retry and (changed := _change(state, reply)):
                state = changed
                continue
            judgement = self._judge(state.prepared, reply)
            if close and judgement.verdict != "right":
                return close
            again = _ask_again(state, judgement) if self.input.can_retry else None
            if not again:
                return self._save(state, reply, judgement, close)
            if judgement.verdict == "close" and not state.clue_count:
                close = self._save(state, reply, judgement)
            state = again

    def _judge(self, prepared: PreparedQuestion, reply: str) -> Judgement:
        """Judges a reply; one that the player has counted as right before is right again."""
        judgement = judge_reply(prepared, reply, self.names)
        if judgement.verdict != "right" and not prepared.options:
            accepted = self.progress.accepted_replies(prepared.question)
            if fold(reply).split() in [fold(other).split() for other in accepted]:
                return Judgement("right", "you counted it as right before")
        return judgement

    def _read_reply(self, state: QuestionState) -> str:
        """Reads a reply: the chosen option's text for a choice, "" for a skipped question."""
        show = partial(self.screen.show_question, state)
        keys, options = _OPTION_KEYS.get(state.prepared.form, ""), state.prepared.options
        reply = self.input.read_key(show) if keys else self.input.read_line(show).strip()
        key = "" if reply in options else reply.lower()
        if key == STOP or (keys and key == "q"):
            raise EndOfInputError
        if keys and len(key) == 1 and key in remaining_keys(state):
            return options[keys.index(key)]
        named = [option for option in options if option.lower() == key] if keys else []
        is_skip = (keys and key == "s") or (key == "?" and not self.input.can_retry)
        return "" if is_skip else (named or [reply])[0]

    def _played(
        self, state: QuestionState, reply: str, judgement: Judgement, outcome: Outcome,
        *, is_second_try: bool = False,
    ) -> PlayedQuestion:  # fmt: skip
        had_hint = bool(state.hint or state.eliminated)
        help_used = HINT if had_hint else SECOND_TRY if is_second_try else ""
        max_points = CLUE_COUNT if state.clue_count and self.input.can_retry else 1
        return PlayedQuestion(
            state.prepared, reply, outcome, judgement.why, help_used, state.clue_count, max_points
        )

    def _save(
        self, state: QuestionState, reply: str, judgement: Judgement, close: _Asked | None = None
    ) -> _Asked:
        """Saves an attempt, replacing a close one."""
        played = self._played(state, reply, judgement, judgement.verdict, is_second_try=bool(close))
        return _Asked(played, self._save_played(played, close.saved if close else None))

    def _save_played(self, played: PlayedQuestion, old: SavedAttempt | None) -> SavedAttempt | None:
        if played.outcome == "skipped":
            return None
        question, form, _ = played.prepared
        outcome = (played.reply, played.outcome, played.used_help, played.overruled)
        return self.progress.save(Attempt(question, form, *outcome), self.today, old)

    def _show_verdict(self, state: QuestionState, asked: _Asked) -> None:
        """Shows a verdict until the player goes on; until then, it can be overruled."""
        while True:
            played = self.played[-1]
            keys = self._verdict_keys(played)
            show = partial(self.screen.show_verdict, state, played, keys)
            key = self.input.wait_until_read(show)
            if key == "q":
                raise EndOfInputError
            if not key or key not in keys:
                return
            if key == "r":
                played = played._replace(outcome="right", overruled=True)
                self._save_played(played, asked.saved)
            else:
                played = played._replace(suppressed=True)
                self.progress.suppress(played.prepared.question)
            self.played[-1] = played

    def _verdict_keys(self, played: PlayedQuestion) -> str:
        """Returns the keys that change something: r counts the reply as right, x suppresses."""
        is_typed = played.reply and not played.prepared.options
        can_overrule = is_typed and played.outcome in ("close", "wrong")
        can_suppress = self.progress.is_saving and not played.suppressed
        return ("r" if can_overrule else "") + ("x" if can_suppress else "")


def _change(state: QuestionState, reply: str) -> QuestionState | None:
    """Returns the question with a hint, or with what's wrong with a reply; None to judge it."""
    if reply == "?":
        return add_hint(state)
    problem = key_problem(state, reply) or reply_problem(state.prepared, reply)
    return state._replace(note=problem) if problem else None


def _ask_again(state: QuestionState, judgement: Judgement) -> QuestionState | None:
    """Returns how to ask again after a reply that isn't right; None if the question is over."""
    is_close = judgement.verdict == "close"
    if judgement.verdict == "right":
        return None
    if 0 < state.clue_count < CLUE_COUNT:
        note = f"Close: {judgement.why}." if is_close else "That's not it. Here's another clue."
        return state._replace(clue_count=state.clue_count + 1, note=note)
    if is_close and not state.clue_count:
        return state._replace(note=f"Close: {judgement.why}. Try again.")
    return None


def judge_reply(prepared: PreparedQuestion, reply: str, names: Names | None = None) -> Judgement:
    """Judges a reply according to the form of the question."""
    question = prepared.question
    if prepared.form == "estimate":
        return estimate(reply, question.answer)
    if prepared.form == "order":
        right = correct_order(prepared)
        is_right = parse_order(reply) == right
        return Judgement("right" if is_right else "wrong", f"the order is {right}")
    if prepared.form in _OPTION_KEYS and reply in prepared.options:
        if reply == question.answer.text:
            return Judgement("right", "that's it")
        return Judgement("wrong", "that's not it")
    film = question.film
    if not film.is_from_catalogue or not names:
        return judge(reply, question.answer, is_other_person=partial(is_in_film, film))
    is_other_title = partial(names.is_other_title, film.id)
    return judge(
        reply, question.answer, is_other_person=names.is_person, is_other_title=is_other_title
    )


def is_in_film(film: Film, name: str) -> bool:
    """Returns whether somebody in the film has exactly this name."""
    return any(fold_words(name) == fold_words(other) for other in names_in_film(film))


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
        return "That contained control characters. Try again."
    if prepared.form == "order" and sorted(parse_order(reply)) != sorted(OPTION_LETTERS):
        return "Type the four letters in order, such as cadb."
    if prepared.form == "estimate" and not parse_guesses(reply, prepared.question.answer):
        return "Type a number."
    return ""


def option_keys(form: Form) -> str:
    """Returns the keys of the options; letters for events to put in order."""
    return OPTION_LETTERS if form == "order" else _OPTION_KEYS.get(form, "")


def remaining_keys(state: QuestionState) -> str:
    """Returns the keys of the options that can still be chosen."""
    keys = _OPTION_KEYS.get(state.prepared.form, "")
    return "".join(key for i, key in enumerate(keys) if i not in state.eliminated)


def key_problem(state: QuestionState, reply: str) -> str:
    """Returns which keys can be typed, if the reply isn't one of the options left."""
    keys, options = remaining_keys(state), state.prepared.options
    left = [option for i, option in enumerate(options) if i not in state.eliminated]
    if not keys or reply in left:
        return ""
    choices = f"{', '.join(keys[:-1])} or {keys[-1]}"
    return f"Type {'one of ' if len(keys) > 2 else ''}{choices}."


def add_hint(state: QuestionState) -> QuestionState:
    """Adds a hint: the next clue, two wrong options removed, or something about the answer."""
    answer, options = state.prepared.question.answer, state.prepared.options
    match state.prepared.form:
        case "clues" if state.clue_count < CLUE_COUNT:
            return state._replace(clue_count=state.clue_count + 1, note="")
        case "clues":
            return state._replace(note="That was the last clue.")
        case "true-false":
            return state._replace(note="There's no hint for true or false.")
        case "order":
            return state._replace(hint=f"It begins with {correct_order(state.prepared)[0]}.")
        case "choice":
            return state._replace(eliminated=removable_options(options, answer.text), note="")
    return state._replace(hint=hint_for(answer), note="")


def longest_streak(played: Sequence[PlayedQuestion]) -> int:
    """Returns the largest number of right answers in a row."""
    longest = streak = 0
    for question in played:
        streak = streak + 1 if question.outcome == "right" else 0
        longest = max(longest, streak)
    return longest


def current_run(played: Sequence[PlayedQuestion]) -> int:
    """Returns how many answers in a row have been right, up to the last one."""
    run = 0
    for question in played:
        run = run + 1 if question.outcome == "right" else 0
    return run
