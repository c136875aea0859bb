"""Tests the logic of a round with a scripted player and a logging screen."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from random import Random

import pytest

from heartcli.model.film import Film
from heartcli.output import quiz_text
from heartcli.quiz.judging import Answer
from heartcli.quiz.progress.store import Attempt, SavedAttempt
from heartcli.quiz.questions.question import Form, Question
from heartcli.quiz.rounds.hints import first_letters, hint_for
from heartcli.quiz.rounds.play import (
    HINT,
    EndOfInputError,
    Outcome,
    OutOfTimeError,
    PlayedQuestion,
    ProgressSink,
    QuestionState,
    Round,
    RoundResult,
    add_hint,
    current_run,
    longest_streak,
    reply_problem,
)
from heartcli.quiz.rounds.prepare import PreparedQuestion, draw_options

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
        self, replies: Iterable[str | BaseException], log: list[str], *, can_retry: bool, keys: str
    ) -> None:
        self.can_retry = can_retry
        self._keys = list(keys)  # pressed after the verdicts
        self._replies = iter(replies)
        self._log = log

    def read_key(self, show: Callable[[], None]) -> str:
        show()
        self._log.append("read key")
        return self._next()

    def read_line(self, show: Callable[[], None]) -> str:
        show()
        return self._next()

    def _next(self) -> str:
        reply = next(self._replies, EndOfInputError())
        if isinstance(reply, BaseException):
            raise reply
        return reply

    def start_timer(self) -> None:
        self._log.append("start timer")

    def discard_typed(self) -> None:
        self._log.append("discard")

    def wait_until_read(self, show: Callable[[], None]) -> str:
        show()
        self._log.append("wait")
        return self._keys.pop(0) if self._keys else ""


class Log(ProgressSink):
    """A screen and a progress sink in one that logs every call."""

    def __init__(self) -> None:
        super().__init__(None, print)
        self.log: list[str] = []
        self.saved: list[Attempt] = []
        self.states: list[QuestionState] = []
        self.verdict_keys: list[str] = []
        self.suppressed: list[str] = []

    def show_question(self, state: QuestionState) -> None:
        self.states.append(state)
        self.log.append("show question")

    def show_verdict(self, state: QuestionState, played: PlayedQuestion, keys: str) -> None:  # noqa: ARG002
        self.log.append(f"show {played.outcome}")
        self.verdict_keys.append(keys)

    def show_result(self, result: RoundResult) -> None:
        raise AssertionError(result)

    @property
    def is_saving(self) -> bool:
        return True

    def accepted_replies(self, question: Question) -> list[str]:
        accepted = [attempt for attempt in self.saved if attempt.overruled]
        return [attempt.reply for attempt in accepted if attempt.question.id == question.id]

    def suppress(self, question: Question) -> None:
        self.suppressed.append(question.id)

    def save(self, attempt: Attempt, today: date, old: SavedAttempt | None = None) -> SavedAttempt:
        assert today == TODAY
        self.log.append(f"{'amend' if old else 'save'} {attempt.verdict}")
        if old:
            self.saved.pop()
        self.saved.append(attempt)
        return SavedAttempt(len(self.saved), None)


def play(
    questions: Sequence[PreparedQuestion],
    *replies: str | Exception,
    can_retry: bool = True,
    keys: str = "",
) -> tuple[list[PlayedQuestion], Log]:
    log = Log()
    player = Replies(replies, log.log, can_retry=can_retry, keys=keys)
    playing = Round(questions, player, log, log, TODAY)
    playing.play()
    return playing.played, log


def outcomes(played: Sequence[PlayedQuestion]) -> list[Outcome]:
    return [question.outcome for question in played]


def test_an_attempt_is_saved_before_its_verdict_is_shown() -> None:
    _, log = play([prepared()], "b")

    assert log.log == [
        "discard", "start timer", "show question", "read key", "save right", "discard",
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


def test_two_close_replies_earn_half_a_point() -> None:
    [played], log = play([prepared("typed")], "Raul", "raul")

    assert (played.outcome, played.points) == ("close", 0.5)
    assert [attempt.verdict for attempt in log.saved] == ["close"]


@pytest.mark.parametrize("reply", ["Nastassja Kinski", OutOfTimeError()], ids=["wrong", "late"])
def test_a_second_try_never_makes_it_worse(reply: str | Exception) -> None:
    [played], log = play([prepared("typed")], "Raul", reply)

    assert (played.outcome, played.reply, played.points) == ("close", "Raul", 0.5)
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


def made_up_round(*points: tuple[Outcome, bool]) -> list[PlayedQuestion]:
    return [
        PlayedQuestion(prepared(), "", outcome, "", HINT if helped else "")
        for outcome, helped in points
    ]


def test_points_are_shown_with_halves() -> None:
    assert quiz_text.score_in_words([]) == "0 of 0"
    assert quiz_text.score_in_words(made_up_round(("right", True))) == "½ of 1"
    three = made_up_round(("right", False), ("right", True), ("wrong", True))
    assert quiz_text.score_in_words(three) == "1½ of 3"
    assert quiz_text.points_so_far(three) == "1½ points"
    two_in_a_row = made_up_round(("right", True), ("right", False), ("wrong", False))
    assert longest_streak(two_in_a_row) == 2
    assert [current_run(two_in_a_row[:n]) for n in range(4)] == [0, 1, 2, 0]


def test_a_round_is_counted_in_words() -> None:
    played = made_up_round(
        ("right", False), ("right", True), ("close", False), ("wrong", False), ("skipped", False)
    )

    assert quiz_text.counts_in_words(RoundResult(played, 7, "", None)) == (
        "2 right (1 with help), 1 close, 1 wrong, 1 skipped, 2 not played"
    )
    assert quiz_text.counts_in_words(RoundResult([], 3, "", None)) == "3 not played"


def test_the_due_forecast_is_in_words() -> None:
    assert quiz_text.due_in_words([2, 5, 0, 3], TODAY) == (
        "2 are due today, 5 come back tomorrow, 3 on 27 Nov"
    )
    assert quiz_text.due_in_words([0, 1], TODAY) == "1 comes back tomorrow"
    assert quiz_text.due_in_words([0] * 8, TODAY) == "Nothing is due this week"


# --- True or false, and clues -------------------------------------------------------------------

CLUES = ("one", "two", "three", "four", "five")


def clue_question() -> PreparedQuestion:
    question, form, options = prepared("clues")
    return PreparedQuestion(question._replace(clues=CLUES), form, options)


def true_false_question(answer: str = "False") -> PreparedQuestion:
    question = prepared("true-false", Answer(answer)).question
    return PreparedQuestion(question, "true-false", ("True", "False"))


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [("f", "right"), ("F", "right"), ("t", "wrong"), ("false", "right"), ("True", "wrong"),
     ("s", "skipped")],
)  # fmt: skip
@pytest.mark.parametrize("can_retry", [True, False])
def test_true_or_false_is_answered_by_letter_or_word(
    reply: str, outcome: Outcome, can_retry: bool
) -> None:
    [played], _ = play([true_false_question()], reply, can_retry=can_retry)

    assert played.outcome == outcome


@pytest.mark.parametrize(
    ("wrong_guesses", "points"), [([], 5), (["?"], 4), (["Kinski", "?"], 3), (["?"] * 4, 1)]
)
def test_each_clue_costs_a_point(wrong_guesses: list[str], points: int) -> None:
    [played], log = play([clue_question()], *wrong_guesses, "Julia")

    assert (played.outcome, played.points, played.max_points) == ("right", points, 5)
    assert [state.clue_count for state in log.states] == [*range(1, 7 - points)]
    assert [attempt.used_help for attempt in log.saved] == [points < 3]


def test_a_wrong_guess_after_the_last_clue_ends_the_question() -> None:
    [played], log = play([clue_question()], *["Kinski"] * 5, "Raul Julia")

    assert (played.outcome, played.points, len(log.states)) == ("wrong", 0, 5)
    assert [attempt.verdict for attempt in log.saved] == ["wrong"]


def test_enter_alone_skips_clues_and_saves_nothing() -> None:
    [played], log = play([clue_question()], "Kinski", "")

    assert (played.outcome, log.saved) == ("skipped", [])


def test_in_a_pipe_all_clues_are_shown_for_one_point() -> None:
    [played], log = play([clue_question()], "Raul Julia", can_retry=False)

    assert (played.points, played.max_points, log.states[0].clue_count) == (1, 1, 5)
    assert not log.saved[0].used_help


# --- After the verdict ----------------------------------------------------------------------------


def test_the_player_can_count_a_typed_reply_as_right() -> None:
    [played], log = play([prepared("typed")], "the waiter", keys="r")

    assert (played.outcome, played.points, played.overruled) == ("right", 1, True)
    assert [(attempt.verdict, attempt.overruled) for attempt in log.saved] == [("right", True)]
    assert log.log[-3:] == ["amend right", "show right", "wait"]
    assert log.verdict_keys == ["rx", "x"]


def test_a_reply_counted_as_right_is_right_the_next_time() -> None:
    asked = [prepared("typed"), prepared("typed"), prepared("typed", number=2)]
    played, _ = play(asked, "the waiter", " The  Waiter", "the waiter", keys="r")

    assert outcomes(played) == ["right", "right", "wrong"]


def test_chosen_right_and_late_replies_cannot_be_overruled() -> None:
    _, log = play(
        [prepared(), prepared("typed"), prepared("typed"), prepared("order")],
        "a", "Raul Julia", OutOfTimeError(), "abcd",
    )  # fmt: skip

    assert log.verdict_keys == ["x"] * 4


def test_the_player_can_suppress_a_question_even_a_skipped_one() -> None:
    played, log = play([prepared(), prepared(number=2)], "a", "s", keys="x x")

    assert log.suppressed == ["film/record-1/performer", "film/record-2/performer"]
    assert [question.suppressed for question in played] == [True, True]
    assert log.verdict_keys == ["x", "", "x", ""]


def test_q_after_a_verdict_ends_the_round() -> None:
    played, _ = play([prepared(number=n) for n in range(3)], "a", "b", "c", keys=" q")

    assert len(played) == 2


@pytest.mark.parametrize("form", ["typed", "estimate", "order", "clues"])
@pytest.mark.parametrize("can_retry", [True, False])
def test_colon_q_stops_and_saves_nothing(form: Form, can_retry: bool) -> None:
    question = clue_question() if form == "clues" else prepared(form)
    played, log = play([question], ":q", can_retry=can_retry)

    assert (played, log.saved) == ([], [])


@pytest.mark.parametrize(
    ("question", "reply", "problem"),
    [
        (prepared(), "x", "Type one of a, b, c or d."),
        (prepared(), "\n", "Type one of a, b, c or d."),
        (true_false_question(), "a", "Type t or f."),
        (prepared("order"), "abc", "Type the four letters in order, such as cadb."),
    ],
    ids=["choice", "Enter", "true or false", "order"],
)
def test_a_reply_that_cannot_be_used_gets_one_reason(
    question: PreparedQuestion, reply: str, problem: str
) -> None:
    played, log = play([question], reply)

    assert played == []
    assert [state.note for state in log.states] == ["", problem]


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("1982", "It was in the 1980s."),
        ("February 1982", "It was in 1982."),
        ("11 February 1982", "It was in Feb 1982."),
        ("2%", "It's between 0% and 4%."),
        ("107 minutes", "It's between 80 minutes and 160 minutes."),
        ("$26 million", "It's between $21 million and $42 million."),
    ],
)
def test_a_hint_at_a_number_or_a_date_narrows_it_down(answer: str, hint: str) -> None:
    assert hint_for(Answer(answer)) == hint


def test_a_close_reply_counts_when_the_player_interrupts_the_second_try() -> None:
    log = Log()
    playing = Round(
        [prepared("typed")],
        Replies(["Raul", KeyboardInterrupt()], log.log, can_retry=True, keys=""),
        log,
        log,
        TODAY,
    )

    with pytest.raises(KeyboardInterrupt):
        playing.play()

    assert outcomes(playing.played) == ["close"]


def test_a_numbered_namesake_is_not_a_wrong_option() -> None:
    made = prepared().question._replace(distractor_pool=("James Dean (II)", *OPTIONS))
    drawn = [draw_options(made, Random(seed)) for seed in range(20)]  # noqa: S311

    assert all(len(options) == 4 and "James Dean (II)" not in options for options in drawn)


def test_the_heading_of_a_question_does_not_give_the_year_away() -> None:
    def title(answer: str) -> str:
        state = QuestionState(1, 1, prepared("typed", Answer(answer)), [])
        return "".join(quiz_text.title_parts(state, is_answered=False))

    assert title("Raul Julia") == "Film (1999)"
    assert title("11 June 1999") == "Film"
