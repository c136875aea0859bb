"""Tests the logic of a round with a scripted player and a logging screen."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pytest

from heartcli.model.film import Film
from heartcli.output import quiz_text
from heartcli.quiz.judging import Answer
from heartcli.quiz.progress.store import Attempt, SavedAttempt
from heartcli.quiz.questions.question import Form, Question
from heartcli.quiz.rounds.play import (
    EndOfInputError,
    Outcome,
    OutOfTimeError,
    PlayedQuestion,
    ProgressSink,
    QuestionState,
    Round,
    RoundResult,
    add_hint,
    first_letters,
    longest_streak,
    reply_problem,
)
from heartcli.quiz.rounds.prepare import PreparedQuestion

TODAY = date(2026, 11, 24)
FILM = Film(title="Film", year=1999, cited={}, people={}, sources={}, pool={})  # type: ignore[arg-type]
OPTIONS = ("Tom Waits", "Raul Julia", "Kyle T. Heffner", "Harry Dean Stanton")
EVENTS = ("one", "two", "three", "four")


def prepared(
    form: Form = "choice", answer: Answer | None = None, number: int = 1
) -> PreparedQuestion:
    question = Question(
        f"film/record-{number}/performer", FILM, "cast", (f"record-{number}",), "Who plays Ray?",
        answer or Answer("Raul Julia", kind="person"), OPTIONS, (form,), (), "He sings.", "easy",
        events=EVENTS if form == "order" else (),
    )  # fmt: skip
    options = {"choice": OPTIONS, "order": ("three", "one", "four", "two")}.get(form, ())
    return PreparedQuestion(question, form, options)


class Replies:
    """An input source with fixed replies; exceptions among them are raised."""

    def __init__(
        self, replies: Iterable[str | Exception], log: list[str], *, can_retry: bool
    ) -> None:
        self.can_retry = can_retry
        self._replies = iter(replies)
        self._log = log

    def read_key(self, allowed: str, show: Callable[[], None]) -> str:
        show()
        self._log.append(f"read key of {allowed}")
        return self._next()

    def read_line(self, show: Callable[[], None]) -> str:
        show()
        return self._next()

    def _next(self) -> str:
        reply = next(self._replies, EndOfInputError())
        if isinstance(reply, Exception):
            raise reply
        return reply

    def start_timer(self) -> None:
        self._log.append("start timer")

    def discard_typed(self) -> None:
        self._log.append("discard")

    def wait_until_read(self, show: Callable[[], None]) -> None:
        show()
        self._log.append("wait")


class Log(ProgressSink):
    """A screen and a progress sink in one that logs every call."""

    def __init__(self) -> None:
        super().__init__(None, print)
        self.log: list[str] = []
        self.saved: list[Attempt] = []
        self.states: list[QuestionState] = []

    def show_question(self, state: QuestionState) -> None:
        self.states.append(state)
        self.log.append("show question")

    def show_verdict(self, state: QuestionState, played: PlayedQuestion) -> None:  # noqa: ARG002
        self.log.append(f"show {played.outcome}")

    def show_result(self, result: RoundResult) -> None:
        raise AssertionError(result)

    def save(self, attempt: Attempt, today: date, old: SavedAttempt | None = None) -> SavedAttempt:
        assert today == TODAY
        self.log.append(f"{'amend' if old else 'save'} {attempt.verdict}")
        if old:
            self.saved.pop()
        self.saved.append(attempt)
        return SavedAttempt(len(self.saved), None)


def play(
    questions: Sequence[PreparedQuestion], *replies: str | Exception, can_retry: bool = True
) -> tuple[list[PlayedQuestion], Log]:
    log = Log()
    playing = Round(questions, Replies(replies, log.log, can_retry=can_retry), log, log, TODAY)
    playing.play()
    return playing.played, log


def outcomes(played: Sequence[PlayedQuestion]) -> list[Outcome]:
    return [question.outcome for question in played]


def test_an_attempt_is_saved_before_its_verdict_is_shown() -> None:
    _, log = play([prepared()], "b")

    assert log.log == [
        "discard", "start timer", "show question", "read key of abcd?sq", "save right", "discard",
        "show right", "wait",
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "outcome"), [("b", "right"), ("a", "wrong"), ("d", "wrong")])
def test_a_letter_chooses_its_option(key: str, outcome: Outcome) -> None:
    [played], log = play([prepared()], key)

    assert played.outcome == outcome
    assert log.saved[0].reply == OPTIONS["abcd".index(key)]


def test_skipped_questions_are_not_saved() -> None:
    played, log = play([prepared(number=n) for n in range(2)] + [prepared("typed")], "s", "s", "")

    assert outcomes(played) == ["skipped"] * 3
    assert log.saved == []
    assert quiz_text.score_by_section(played) == {}


def test_quitting_keeps_the_questions_played() -> None:
    played, log = play([prepared(number=n) for n in range(3)], "b", "q")

    assert outcomes(played) == ["right"]
    assert len(log.saved) == 1


def test_a_hint_removes_two_wrong_options_and_costs_half_a_point() -> None:
    [played], log = play([prepared()], "?", "b")

    assert len(log.states[1].eliminated) == 2
    assert 1 not in log.states[1].eliminated
    assert (played.points, played.used_help, log.saved[0].used_help) == (0.5, True, True)


def test_the_options_that_remain_do_not_reveal_the_right_one() -> None:
    """The option that stays most often and its partner are left whichever of them is right."""
    stays = {}
    for right in OPTIONS:
        state = QuestionState(1, 1, prepared(answer=Answer(right)), [])
        [left] = {*range(4)} - add_hint(state).eliminated - {OPTIONS.index(right)}
        stays[right] = OPTIONS[left]
    kept_in_pairs = [right for right, partner in stays.items() if stays[partner] == right]

    assert len(kept_in_pairs) == 2
    assert len(set(stays.values())) == 2


@pytest.mark.parametrize(
    ("form", "hint"),
    [("typed", "R··· J····"), ("order", "It begins with b."), ("estimate", "R··· J····")],
)
def test_a_hint_shows_how_the_answer_begins(form: Form, hint: str) -> None:
    _, log = play([prepared(form)], "?")

    assert log.states[1].hint == hint


def test_a_close_reply_is_saved_then_replaced_by_the_second_try() -> None:
    [played], log = play([prepared("typed")], "Raul", "Julia")

    assert log.log == [
        "discard", "start timer", "show question", "save close", "show question", "amend right",
        "discard", "show right", "wait",
    ]  # fmt: skip
    assert "first name" in log.states[1].note
    assert (played.points, [attempt.used_help for attempt in log.saved]) == (0.5, [True])


def test_two_close_replies_earn_no_point() -> None:
    [played], log = play([prepared("typed")], "Raul", "raul")

    assert (played.outcome, played.points) == ("close", 0.0)
    assert [attempt.verdict for attempt in log.saved] == ["close"]


def test_an_empty_second_try_keeps_the_close_reply() -> None:
    [played], log = play([prepared("typed")], "Raul", "")

    assert (played.outcome, played.reply) == ("close", "Raul")
    assert [attempt.verdict for attempt in log.saved] == ["close"]


def test_without_a_terminal_there_are_no_second_tries_and_no_hints() -> None:
    played, log = play(
        [prepared("typed"), prepared("typed", number=2), prepared("order", number=3)],
        "Raul", "?", "nonsense", can_retry=False,
    )  # fmt: skip

    assert outcomes(played) == ["close", "skipped", "wrong"]
    assert [attempt.verdict for attempt in log.saved] == ["close", "wrong"]


def test_out_of_time_is_wrong() -> None:
    [played], log = play([prepared("typed")], OutOfTimeError())

    assert (played.outcome, played.why) == ("wrong", "time's up")
    assert log.saved[0].reply == ""


def test_running_out_of_time_in_the_second_try_is_wrong() -> None:
    _, log = play([prepared("typed")], "Raul", OutOfTimeError())

    assert [attempt.verdict for attempt in log.saved] == ["wrong"]


@pytest.mark.parametrize("letter", ["s", "q", "a", "S"])
def test_letters_are_not_commands_where_answers_are_typed(letter: str) -> None:
    [played], _ = play([prepared("typed")], letter)

    assert (played.outcome, played.reply) == ("wrong", letter)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [("bdac", "right"), ("B, D, A, C", "right"), ("b > d > a > c", "right"), ("abcd", "wrong")],
)
def test_an_order_is_typed_as_letters(reply: str, outcome: Outcome) -> None:
    [played], _ = play([prepared("order")], reply)

    assert played.outcome == outcome


@pytest.mark.parametrize(
    ("form", "reply"),
    [("order", "bda"), ("order", "aabb"), ("estimate", "many"), ("typed", "Ra\x1b[A")],
)
def test_a_malformed_reply_is_asked_for_again_at_no_cost(form: Form, reply: str) -> None:
    [played], log = play([prepared(form)], reply, "")

    assert reply_problem(prepared(form), reply)
    assert played.outcome == "skipped"
    assert log.saved == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Raul Julia", "R··· J····"),
        ("It", "I·"),
        ("X", "·"),
        ("Kyle T. Heffner", "K··· ·. H······"),
        ("1982", "198·"),
        ("5:53", "5:5·"),
        ("Route 66", "R···· 6·"),
    ],
)
def test_a_hint_shows_the_first_letters(text: str, hint: str) -> None:
    assert first_letters(text) == hint


def test_points_are_shown_with_halves() -> None:
    def played(*points: tuple[Outcome, bool]) -> list[PlayedQuestion]:
        return [PlayedQuestion(prepared(), "", outcome, "", helped) for outcome, helped in points]

    assert quiz_text.points_in_words(played()) == "0 of 0"
    assert quiz_text.points_in_words(played(("right", True))) == "½ of 1"
    assert (
        quiz_text.points_in_words(played(("right", False), ("right", True), ("wrong", True)))
        == "1½ of 3"
    )
    assert longest_streak(played(("right", True), ("right", False), ("wrong", False))) == 2


def test_the_due_forecast_is_in_words() -> None:
    assert quiz_text.due_in_words([2, 5, 0, 3], TODAY) == "2 today, 5 tomorrow, 3 on 27 Nov 2026"
    assert quiz_text.due_in_words([0] * 8, TODAY) == "nothing this week"
