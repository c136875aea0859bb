"""A round's logic, with players and screens that are made for it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pytest

from heartcli.model.film import Film
from heartcli.output import quiz_text
from heartcli.quiz.judging import Answer
from heartcli.quiz.progress.store import Attempt, SavedAttempt
from heartcli.quiz.questions.question import Form, Question
from heartcli.quiz.rounds.draw import PreparedQuestion
from heartcli.quiz.rounds.play import (
    EndOfInputError,
    Outcome,
    OutOfTimeError,
    PlayedQuestion,
    QuestionState,
    Round,
    RoundResult,
    add_hint,
    first_letters,
    longest_streak,
    reply_problem,
)

TODAY = date(2026, 11, 24)
FILM = Film(title="Film", year=1999, cited={}, people={}, sources={}, pool={})  # type: ignore[arg-type]
OPTIONS = ("Tom Waits", "Raul Julia", "Kyle T. Heffner", "Harry Dean Stanton")
EVENTS = ("one", "two", "three", "four")


def drawn(form: Form = "choice", answer: Answer | None = None, number: int = 1) -> PreparedQuestion:
    question = Question(
        f"film/record-{number}/performer", FILM, "cast", (f"record-{number}",), "Who plays Ray?",
        answer or Answer("Raul Julia", kind="person"), OPTIONS, (form,), (), "He sings.", "easy",
        events=EVENTS if form == "order" else (),
    )  # fmt: skip
    options = {"choice": OPTIONS, "order": ("three", "one", "four", "two")}.get(form, ())
    return PreparedQuestion(question, form, options)


class Replies:
    """Replies in order; an exception is raised."""

    def __init__(self, replies: Iterable[str | Exception], log: list[str], *, back: bool) -> None:
        self.can_retry = back
        self._replies = iter(replies)
        self._log = log

    def read_key(self, allowed: str, show: Callable[[], None]) -> str:
        show()
        self._log.append(f"key of {allowed}")
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
        self._log.append("limit")

    def discard_typed(self) -> None:
        self._log.append("forget")

    def wait_until_read(self, show: Callable[[], None]) -> None:
        show()
        self._log.append("go on")


class Log:
    """A screen and a keeper in one, which notes what happens in its order."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.saved: list[Attempt] = []
        self.asked: list[QuestionState] = []

    def show_question(self, asked: QuestionState) -> None:
        self.asked.append(asked)
        self.log.append("question")

    def show_verdict(self, asked: QuestionState, played: PlayedQuestion) -> None:  # noqa: ARG002
        self.log.append(f"told {played.outcome}")

    def show_result(self, ended: RoundResult) -> None:
        raise AssertionError(ended)

    def save(self, answered: Attempt, today: date) -> SavedAttempt:
        assert today == TODAY
        self.log.append(f"saved {answered.verdict}")
        self.saved.append(answered)
        return SavedAttempt(len(self.saved), None)

    def amend(self, saved: SavedAttempt, answered: Attempt, today: date) -> None:
        assert today == TODAY
        self.log.append(f"amended {answered.verdict}")
        self.saved[saved.id - 1] = answered


def play(
    questions: Sequence[PreparedQuestion], *replies: str | Exception, back: bool = True
) -> tuple[list[PlayedQuestion], Log]:
    log = Log()
    playing = Round(questions, Replies(replies, log.log, back=back), log, log, TODAY)
    playing.play()
    return playing.played, log


def marks(played: Sequence[PlayedQuestion]) -> list[Outcome]:
    return [one.outcome for one in played]


def test_an_answer_is_saved_before_its_verdict_is_told() -> None:
    _, log = play([drawn()], "b")

    assert log.log == [
        "forget", "limit", "question", "key of abcd?sq", "saved right", "forget", "told right",
        "go on",
    ]  # fmt: skip


@pytest.mark.parametrize(("key", "mark"), [("b", "right"), ("a", "wrong"), ("d", "wrong")])
def test_a_letter_is_its_option(key: str, mark: Outcome) -> None:
    [played], log = play([drawn()], key)

    assert played.outcome == mark
    assert log.saved[0].reply == OPTIONS["abcd".index(key)]


def test_skips_are_no_answers() -> None:
    played, log = play([drawn(number=n) for n in range(2)] + [drawn("typed")], "s", "s", "")

    assert marks(played) == ["skipped"] * 3
    assert log.saved == []
    assert quiz_text.score_by_section(played) == {}


def test_stopping_keeps_what_was_answered() -> None:
    played, log = play([drawn(number=n) for n in range(3)], "b", "q")

    assert marks(played) == ["right"]
    assert len(log.saved) == 1


def test_a_hint_takes_two_wrong_options_and_half_the_point() -> None:
    [played], log = play([drawn()], "?", "b")

    assert len(log.asked[1].eliminated) == 2
    assert 1 not in log.asked[1].eliminated
    assert (played.points, played.used_help, log.saved[0].used_help) == (0.5, True, True)


def test_which_options_fall_tells_nothing_of_the_right_ones_place() -> None:
    """Whichever of two is right, the same two are left, if the other is the one that stays."""
    stays = {}
    for right in OPTIONS:
        asked = QuestionState(1, 1, drawn(answer=Answer(right)), [])
        [left] = {*range(4)} - add_hint(asked).eliminated - {OPTIONS.index(right)}
        stays[right] = OPTIONS[left]
    by_chance = [one for one, other in stays.items() if stays[other] == one]

    assert len(by_chance) == 2  # the likeliest to stay, and what stays beside it
    assert len(set(stays.values())) == 2


@pytest.mark.parametrize(
    ("form", "hint"),
    [("typed", "R··· J····"), ("order", "It begins with b."), ("estimate", "R··· J····")],
)
def test_a_hint_tells_how_the_answer_begins(form: Form, hint: str) -> None:
    _, log = play([drawn(form)], "?")

    assert log.asked[1].hint == hint


def test_what_is_close_is_saved_then_asked_once_more_then_amended() -> None:
    [played], log = play([drawn("typed")], "Raul", "Julia")

    assert log.log == [
        "forget", "limit", "question", "saved close", "question", "amended right", "forget",
        "told right", "go on",
    ]  # fmt: skip
    assert "first name" in log.asked[1].note
    assert (played.points, [one.used_help for one in log.saved]) == (0.5, [True])


def test_what_is_close_twice_is_no_point() -> None:
    [played], log = play([drawn("typed")], "Raul", "raul")

    assert (played.outcome, played.points) == ("close", 0.0)
    assert [one.verdict for one in log.saved] == ["close"]


def test_asked_back_nothing_more_is_no_skip() -> None:
    [played], log = play([drawn("typed")], "Raul", "")

    assert (played.outcome, played.reply) == ("close", "Raul")
    assert [one.verdict for one in log.saved] == ["close"]


def test_off_a_terminal_what_is_close_is_not_asked_again_and_there_are_no_hints() -> None:
    played, log = play(
        [drawn("typed"), drawn("typed", number=2), drawn("order", number=3)],
        "Raul", "?", "nonsense", back=False,
    )  # fmt: skip

    assert marks(played) == ["close", "skipped", "wrong"]
    assert [one.verdict for one in log.saved] == ["close", "wrong"]


def test_out_of_time_is_wrong() -> None:
    [played], log = play([drawn("typed")], OutOfTimeError())

    assert (played.outcome, played.why) == ("wrong", "out of time")
    assert log.saved[0].reply == ""


def test_out_of_time_when_asked_back_is_wrong_too() -> None:
    _, log = play([drawn("typed")], "Raul", OutOfTimeError())

    assert [one.verdict for one in log.saved] == ["wrong"]


@pytest.mark.parametrize("letter", ["s", "q", "a", "S"])
def test_where_one_types_no_letter_is_a_command(letter: str) -> None:
    [played], _ = play([drawn("typed")], letter)

    assert (played.outcome, played.reply) == ("wrong", letter)


@pytest.mark.parametrize(
    ("reply", "mark"),
    [("bdac", "right"), ("B, D, A, C", "right"), ("b > d > a > c", "right"), ("abcd", "wrong")],
)
def test_an_order_is_typed_as_letters(reply: str, mark: Outcome) -> None:
    [played], _ = play([drawn("order")], reply)

    assert played.outcome == mark


@pytest.mark.parametrize(
    ("form", "reply"),
    [("order", "bda"), ("order", "aabb"), ("estimate", "many"), ("typed", "Ra\x1b[A")],
)
def test_a_slip_of_the_fingers_is_asked_for_again_and_costs_nothing(form: Form, reply: str) -> None:
    [played], log = play([drawn(form)], reply, "")

    assert reply_problem(drawn(form), reply)
    assert played.outcome == "skipped"
    assert log.saved == []


@pytest.mark.parametrize(
    ("text", "told"),
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
def test_first_letters(text: str, told: str) -> None:
    assert first_letters(text) == told


def test_points_are_told_with_halves() -> None:
    def of(*points: tuple[Outcome, bool]) -> list[PlayedQuestion]:
        return [PlayedQuestion(drawn(), "", mark, "", helped) for mark, helped in points]

    assert quiz_text.points_in_words(of()) == "0 of 0"
    assert quiz_text.points_in_words(of(("right", True))) == "½ of 1"
    assert (
        quiz_text.points_in_words(of(("right", False), ("right", True), ("wrong", True)))
        == "1½ of 3"
    )
    assert longest_streak(of(("right", True), ("right", False), ("wrong", False))) == 2


def test_what_is_due_is_told_in_words() -> None:
    assert quiz_text.due_in_words([2, 5, 0, 3], TODAY) == "2 today, 5 tomorrow, 3 on 27 Nov 2026"
    assert quiz_text.due_in_words([0] * 8, TODAY) == "nothing this week"
