"""Tests the screens of a round, drawn without a terminal."""

from collections.abc import Callable
from datetime import date

import pytest

from heartcli.model.film import Film
from heartcli.output import quiz_text
from heartcli.output.plain_quiz import PlainScreen
from heartcli.output.rich import quiz
from heartcli.output.rich.page import Page, capture_page
from heartcli.output.terminal import Terminal
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.question import Form, Question
from heartcli.quiz.rounds.play import (
    HINT,
    Outcome,
    PlayedQuestion,
    QuestionState,
    RoundResult,
    add_hint,
)
from heartcli.quiz.rounds.prepare import PreparedQuestion

TODAY = date(2026, 11, 26)
FILM = Film(title="One from the Heart", year=1982, cited={}, people={}, sources={}, pool={})  # type: ignore[arg-type]
OPTIONS = ("Annie", "Yentl", "Victor/Victoria", "Tootsie")


def question(form: Form = "choice", answer: str = "Victor/Victoria") -> PreparedQuestion:
    made = Question(
        "film/awards/score/winner", FILM, "awards", ("awards/score",), "Which film won?",
        Answer(answer), OPTIONS, (form,), (), "", "hard",
    )  # fmt: skip
    return PreparedQuestion(made, form, OPTIONS if form == "choice" else ())


def played(outcome: Outcome, reply: str = "Annie", **values: object) -> PlayedQuestion:
    form = values.pop("form", "choice")
    return PlayedQuestion(question(form), reply, outcome, "")._replace(**values)  # type: ignore[arg-type]


PLAYED = (played("right"), played("right", help_used=HINT), played("close"), played("skipped"))
STATE = QuestionState(5, 10, question(), PLAYED)


def drawn(draw: Callable[[Page], None], width: int = 80) -> list[str]:
    return capture_page(Terminal({"COLUMNS": str(width)}), draw).splitlines()


@pytest.fixture
def _ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Terminal, "has_unicode", False)


def test_a_question_has_marks_points_and_letters_in_their_columns() -> None:
    lines = drawn(lambda page: quiz.draw_question(STATE, page, has_panel=False))

    assert lines == [
        "  ✓ ½ ~ – ▸ · · · · ·   2 points                                    awards, hard",
        "", "  Which film won?", "",
        "  a  Annie", "  b  Yentl", "  c  Victor/Victoria", "  d  Tootsie",
    ]  # fmt: skip


def test_a_verdict_puts_signs_beside_the_options_and_moves_nothing() -> None:
    wrong = played("wrong")
    lines = drawn(lambda page: quiz.draw_verdict(STATE, wrong, page, has_panel=False))

    assert lines[4:] == [
        "✗ a  Annie", "  b  Yentl", "✓ c  Victor/Victoria", "  d  Tootsie", "",
        "✗ Wrong. You said Annie; it was Victor/Victoria.",
    ]  # fmt: skip


def test_a_removed_option_keeps_its_place_and_loses_its_letter() -> None:
    state = add_hint(STATE)
    lines = drawn(lambda page: quiz.draw_question(state, page, has_panel=False))

    assert [line for line in lines if line.endswith("out")] == [
        f"  –  {OPTIONS[i]}  out" for i in sorted(state.eliminated)
    ]
    assert quiz_text.question_keys(state)[0][1] == "answer"
    assert "?" not in dict(quiz_text.question_keys(state))


@pytest.mark.usefixtures("_ascii")
def test_marks_have_stand_ins_in_ascii() -> None:
    lines = drawn(lambda page: quiz.draw_question(STATE, page, has_panel=False))

    assert lines[0].startswith("  + h ~ - > . . . . .   2 points")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
@pytest.mark.parametrize("total", [5, 10, 60])
def test_no_line_of_a_round_is_wider_than_the_page(width: int, total: int) -> None:
    state = STATE._replace(total=total)
    result = RoundResult(PLAYED, total, "heart quiz", [3, 1])

    for lines in (
        drawn(lambda page: quiz.draw_question(state, page, has_panel=False), width),
        drawn(lambda page: quiz.draw_verdict(state, PLAYED[2], page, has_panel=False), width),
        drawn(lambda page: quiz.draw_keys(quiz_text.question_keys(state), page), width),
        drawn(lambda page: quiz.draw_result(result, page, TODAY), width),
    ):
        assert max(map(len, lines)) <= width


@pytest.mark.parametrize(
    ("outcome", "reply", "values", "sentence"),
    [
        ("right", "Victor/Victoria", {}, "Right."),
        ("right", "victor victoria", {"form": "typed"}, "Right: it is Victor/Victoria."),
        ("right", "Victor/Victoria", {"help_used": HINT}, "Right, with a hint: half a point."),
        (
            "right", "victor victoria", {"help_used": HINT, "form": "typed"},
            "Right, with a hint: half a point. It is Victor/Victoria.",
        ),
        ("wrong", "Annie", {}, "Wrong. You said Annie; it was Victor/Victoria."),
        ("wrong", "", {"why": "time's up"}, "Time's up. It was Victor/Victoria."),
        ("skipped", "", {}, "Skipped. It was Victor/Victoria."),
        (
            "close", "Victor",
            {"why": "be more specific: that is the first name alone", "form": "typed"},
            "Close: half a point. That is the first name alone; it was Victor/Victoria.",
        ),
        ("close", "x", {"why": "exactly"}, "Close: half a point. It was Victor/Victoria."),
        (
            "right", "x", {"overruled": True},
            "Right: your decision. The answer was Victor/Victoria.",
        ),
        (
            "right", "victor/victoria", {"clue_count": 2, "max_points": 5, "form": "clues"},
            "Right, with 2 clues: 4 points.",
        ),
        (
            "right", "x", {"clue_count": 5, "max_points": 5, "form": "clues"},
            "Right, with 5 clues: 1 point. It is Victor/Victoria.",
        ),
    ],
)  # fmt: skip
def test_a_verdict_is_one_sentence(
    outcome: Outcome, reply: str, values: dict[str, object], sentence: str
) -> None:
    assert str(quiz_text.verdict(played(outcome, reply, **values))) == sentence


def test_true_or_false_is_judged_in_its_words() -> None:
    made, form, options = question("true-false", "False")
    verdict = PlayedQuestion(PreparedQuestion(made, form, options), "True", "wrong", "")

    assert str(quiz_text.verdict(verdict)) == "Wrong. It's false."


def test_events_are_not_put_into_a_sentence() -> None:
    prepared = question(answer="The film opens")
    made = prepared.question._replace(template="first-event")
    missed = PlayedQuestion(prepared._replace(question=made), "The shooting ends", "wrong", "")

    assert str(quiz_text.verdict(missed)) == "Wrong. This came first: The film opens."
    assert quiz_text.missed_answer(missed) == ("The film opens", "")


def test_the_command_to_practise_is_never_broken() -> None:
    result = RoundResult([played("wrong")], 1, "heart quiz --seed 1-abcd", [0, 11, 1])
    lines = drawn(lambda page: quiz.draw_result(result, page, TODAY), 40)

    assert "  heart practice" in lines
    assert not any(line.endswith("·") for line in lines)


def test_a_result_shows_what_to_learn_and_counts_the_rest() -> None:
    result = RoundResult([played("wrong")] * 3, 3, "heart quiz --seed 1-abcd", [0, 3])
    lines = drawn(lambda page: quiz.draw_result(result, page, TODAY, max_missed=1))

    assert lines[2:4] == ["  ✗ ✗ ✗", "  3 wrong · 0 of 3 points"]
    assert "  awards        0 of 3   ──" in lines[4]
    assert lines[7:10] == [
        "✗ Which film won?", "  Victor/Victoria, not Annie", "  and 2 more: heart practice",
    ]  # fmt: skip
    assert lines[-4:] == [
        "Share                                                      gives no answers away",
        "  One from the Heart, 0 of 3", "  ✗✗✗", "  heart quiz --seed 1-abcd",
    ]  # fmt: skip


def test_a_round_in_which_nothing_was_played_has_nothing_to_share() -> None:
    result = RoundResult([], 3, "heart quiz --seed 1-abcd", None)
    lines = drawn(lambda page: quiz.draw_result(result, page, TODAY))

    assert lines[2:] == ["  Nothing played."]


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("heart quiz --seed 1", ""), ("heart practice --section cast", "Practice"),
        ("heart quiz --catalogue --year 1980-1989 --genre 'film noir'", "1980–1989, film noir"),
        ("heart quiz --shelf", "Your shelf"), ("heart quiz --catalogue", "Many films"),
        ("heart quiz 'unfinished", ""),
    ],
)  # fmt: skip
def test_a_round_is_titled_by_its_options(command: str, title: str) -> None:
    assert quiz_text.round_title(command) == title


def test_a_question_about_several_films_keeps_the_title_of_the_round() -> None:
    made, form, options = question("order")
    prepared = PreparedQuestion(made._replace(hides_film=True), form, options)
    state = STATE._replace(prepared=prepared, title="Many films")

    assert quiz_text.title_parts(state, is_answered=False) == ("Many films", "")
    assert quiz_text.title_parts(state, is_answered=True) == ("Many films", "")


def test_events_to_put_in_order_are_numbered_after_the_answer() -> None:
    made = question("order").question._replace(events=tuple(reversed(OPTIONS)))
    prepared = PreparedQuestion(made, "order", OPTIONS)
    asked = PlayedQuestion(prepared, "abcd", "wrong", "")
    lines = drawn(lambda page: quiz.draw_question(STATE._replace(prepared=prepared), page, asked,
        has_panel=False))  # fmt: skip

    assert lines[4:] == ["4 a  Annie", "3 b  Yentl", "2 c  Victor/Victoria", "1 d  Tootsie"]


def test_a_hint_is_offered_once() -> None:
    state = STATE._replace(prepared=question("typed"))

    assert "?" in dict(quiz_text.question_keys(state))
    assert "?" not in dict(quiz_text.question_keys(state._replace(hint="V···")))


def test_one_point_is_not_points() -> None:
    assert quiz_text.score_with_unit([played("wrong")]) == "0 of 1 point"
    assert quiz_text.score_with_unit([played("wrong")] * 2) == "0 of 2 points"


def test_nothing_played_and_nothing_due_is_not_worth_a_heading() -> None:
    result = RoundResult([], 3, "heart quiz --seed 1-abcd", [0, 0])

    assert not any("Next" in line for line in drawn(lambda p: quiz.draw_result(result, p, TODAY)))


def test_a_dumb_terminal_says_that_enter_goes_on() -> None:
    assert quiz_text.verdict_keys("x", is_dumb=True)[0] == ("Enter", "next")


def test_what_to_learn_is_true_or_false_as_offered() -> None:
    made, form, options = question("true-false", "False")
    missed = PlayedQuestion(PreparedQuestion(made, form, options), "True", "wrong", "")

    assert quiz_text.missed_answer(missed) == ("False", "")


def test_a_plain_round_says_once_that_time_is_short(capsys: pytest.CaptureFixture[str]) -> None:
    screen = PlainScreen(Terminal({}), TODAY, prompt=True, time_limit=20)
    for number in (1, 2):
        screen.show_question(STATE._replace(number=number))
        for seconds in (19.5, 10.2, 10.0, 9.0, 1.0):
            screen.show_time(seconds)

    assert capsys.readouterr().out.count("\n10 s left\n") == 2
