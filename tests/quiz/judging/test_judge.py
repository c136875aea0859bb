"""Judging: what a fair quizmaster takes, what he asks back, what he turns down."""

from collections import Counter
from itertools import pairwise

import pytest
import tomli
from hypothesis import assume, given
from hypothesis import strategies as st

from heartcli.model.film import Film
from heartcli.quiz.judging import Answer, AnswerKind, Judgement, estimate, infer_kind, judge
from heartcli.quiz.questions.answers import names_in_film
from heartcli.text.folding import fold
from tests.conftest import TESTS
from tests.line_count import count_lines

VERDICTS = ("right", "close", "wrong")
# The accuracy of each truth file, in all and of each verdict.
LEAST = {
    "answers": (0.995, 0.98), "answers-film": (0.98, 0.95), "answers-general": (0.97, 0.95),
    "answers-wide": (0.94, 0.85), "answers-league": (0.97, 0.93),
}  # fmt: skip

RAY = Answer("Raul Julia", kind="person")
COPPOLA = Answer("Francis Ford Coppola", kind="person")
BUDGET = Answer("$26,000,000", kind="number")
PREMIERE = Answer("11 Feb 1982", kind="date")

sayings = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
names = st.from_regex(r"[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}", fullmatch=True)


def rows(name: str) -> list[tuple[Answer, str, str]]:
    """Answer, reply and verdict: all rows of a truth file."""
    text = (TESTS / "truths" / f"{name}.toml").read_text(encoding="utf-8")
    found = []
    for table in tomli.loads(text)["answers"]:
        accept, prompt, reject = (
            tuple(table.get(key, ())) for key in ("accept", "prompt", "reject")
        )
        answer = Answer(table["text"], accept, prompt, reject, table.get("kind"))
        found += [
            (answer, reply, verdict) for verdict in VERDICTS for reply in table.get(verdict, ())
        ]
    return found


@pytest.mark.parametrize("name", LEAST)
def test_it_judges_as_people_do(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """answers.toml was written before the rules; the others by people who did not know them."""
    found = rows(name)

    hits = Counter[str](
        verdict for answer, reply, verdict in found if judge(reply, answer)[0] == verdict
    )
    of = Counter[str](verdict for *_, verdict in found)
    with capsys.disabled():
        told = ", ".join(f"{v} {hits[v] / of[v]:.1%} of {of[v]}" for v in VERDICTS)
        print(f"\njudge, {name}: {hits.total() / of.total():.1%} of {of.total():,}; {told}")
    in_all, of_each = LEAST[name]
    assert len(found) > 700
    assert hits.total() / of.total() >= in_all
    assert all(hits[verdict] / of[verdict] >= of_each for verdict in VERDICTS)


@pytest.mark.parametrize(
    "reply",
    [
        "Raul Julia", "raúl juliá", "JULIA", "julia, raul", "R. Julia", "Raoul Julia",
        "I think it's Raul Julia", "  raul\tjulia ",
    ],
)  # fmt: skip
def test_a_person_is_known_by_more_than_the_full_name(reply: str) -> None:
    assert judge(reply, RAY).verdict == "right"


@pytest.mark.parametrize(
    ("reply", "answer", "verdict"),
    [
        ("F. F. Coppola", COPPOLA, "right"),
        ("Coppola", COPPOLA, "right"),
        ("Coppola", COPPOLA._replace(too_vague=("Coppola",)), "close"),
        ("Coppola", COPPOLA._replace(reject=("Coppola",)), "wrong"),
        ("Sofia Coppola", COPPOLA, "wrong"),
        ("Francis", COPPOLA, "close"),
        ("Garr or Kinski", Answer("Teri Garr"), "wrong"),
        ("Garr or Kinski", Answer("Teri Garr", accept=("Garr or Kinski",)), "right"),
        ("air", Answer("chair"), "wrong"),
        ("chairs", Answer("a chair"), "right"),
        ("the Stardust & the Sands", Answer("The Stardust and the Sands"), "right"),
        ("26 million", BUDGET, "right"),
        ("$26m", BUDGET, "right"),
        ("26,000,000", BUDGET, "right"),
        ("twenty-six million dollars", BUDGET, "right"),
        ("27 million", BUDGET, "wrong"),
        ("62 million", BUDGET, "wrong"),
        ("MCMLXXXII", Answer("1982"), "right"),
        ("2nd", Answer("second"), "right"),
        ("February 11th, 1982", PREMIERE, "right"),
        ("11.2.1982", PREMIERE, "right"),
        ("1982-02-11", PREMIERE, "right"),
        ("the 11th of February 1982", PREMIERE, "right"),
        ("February 1982", PREMIERE, "close"),
        ("12 Feb 1982", PREMIERE, "wrong"),
        ("colour", Answer("color"), "right"),
    ],
)
def test_what_a_quizmaster_says(reply: str, answer: Answer, verdict: str) -> None:
    assert judge(reply, answer).verdict == verdict


@given(st.one_of(sayings, st.text()))
def test_the_answer_itself_is_right(text: str) -> None:
    for answer in (Answer(text), Answer("Somebody Else", accept=(text,))):
        assert judge(text, answer).verdict == "right"
        assert judge(f" {text}\n", answer).verdict == "right"


@pytest.mark.parametrize(
    "reply",
    ["Tom Waits,", ",Tom Waits", ", Tom Waits ,", "Waits, Tom,", "Tom Waits;", "(Tom Waits"],
)
def test_a_sign_at_the_edge_of_a_reply_changes_nothing(reply: str) -> None:
    assert judge(reply, Answer("Tom Waits")).verdict == "right"


@pytest.mark.parametrize("sign", ["?", "$", "...", '"', "“”", "½", "♥", "\u0301", "\x07"])
def test_an_answer_of_signs_is_right_as_it_is_and_nothing_else_is(sign: str) -> None:
    answer = Answer(sign, kind="title")

    assert judge(sign, answer).verdict == "right"
    assert judge(f" {sign} ", answer).verdict == "right"
    assert judge("!", answer).verdict == "wrong"
    assert judge("a dollar", answer).verdict == "wrong"
    assert judge("", answer).verdict == "wrong"
    assert judge("a dollar", answer._replace(accept=("dollar",))).verdict == "right"


def test_a_letter_that_stands_for_many_does_not_make_a_reply_longer_than_it_may_be() -> None:
    with count_lines("heartcli/quiz/judging/rules.py", "heartcli/quiz/judging/spelling.py") as work:
        judgement = judge("\ufdfa" * 300, Answer("\ufdfa" * 200, accept=("Tom Waits",)))

    assert judgement == Judgement("wrong", "too long for an answer")
    assert work.count < 100


def test_a_very_long_answer_is_right_as_it_is_and_compared_with_nothing() -> None:
    text = "of the " * 100_000
    with count_lines("heartcli/quiz/judging/people.py") as work:
        assert judge(text, Answer(text)).verdict == "right"
        assert judge("of the", Answer(text, kind="person")).verdict == "wrong"
    assert work.count == 0


@given(sayings)
def test_what_is_ruled_out_is_wrong_whatever_else_is_said_of_it(text: str) -> None:
    answer = Answer(text, accept=(text,), too_vague=(text,), reject=(text,))

    assert judge(text, answer).verdict == "wrong"


@given(names, names)
def test_what_is_too_vague_is_asked_back(vague: str, text: str) -> None:
    assume(judge(vague, Answer(text)).verdict == "wrong")

    assert judge(vague, Answer(text, too_vague=(vague,))).verdict == "close"


@given(sayings, st.sampled_from([None, "person", "title", "number", "date", "text"]), sayings)
def test_any_reply_to_any_answer_has_a_verdict_and_a_reason(
    reply: str, kind: AnswerKind | None, text: str
) -> None:
    judgement = judge(reply, Answer(text, kind=kind))

    assert judgement.verdict in VERDICTS
    assert 0 < len(judgement.why) < 60
    assert judgement.why.isprintable()


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_no_number_is_a_typing_error_of_another(said: int, right: int) -> None:
    assume(said != right)
    answer = Answer(f"{right:,}", kind="number")

    assert judge(str(said), answer).verdict in ("wrong", "close")  # close: 637,000 for 636,796
    assert judge(str(right), answer).verdict == "right"


@given(st.dates(), st.dates())
def test_no_day_is_another(said: object, right: object) -> None:
    assume(said != right)

    assert judge(str(said), Answer(str(right), kind="date")).verdict == "wrong"


def test_of_the_people_of_the_film_none_is_another(film: Film) -> None:
    told = dict.fromkeys(names_in_film(film))

    mistaken = [
        (one, other)
        for one in told
        for other in told
        if fold(one) != fold(other) and judge(one, Answer(other, kind="person")).verdict != "wrong"
    ]

    assert len(told) > 60
    assert mistaken == []


def test_who_names_two_knows_neither(film: Film) -> None:
    told = list(dict.fromkeys(names_in_film(film)))

    for one, other in pairwise(told):
        for both in (
            f"{one} or {other}",
            f"{other}/{one}",
            f"{one}, {other}",
            f"{one} and {other}",
        ):
            assert judge(both, Answer(one, kind="person")).verdict == "wrong"


HOSTILE = [
    "\x1b[31mRaul Julia\x1b[0m",
    "Raul\x00Julia",
    "Raul Julia\x07",
    "[bold]Raul Julia[/bold]",
    "Raul Julia'; DROP TABLE answer; --",
    "../../Raul Julia",
    "Raul Julia " * 100_000,
    "x" * 1_000_000,
    "\ud800Raul Julia",
    "",
    " \n",
    "?!",
]


@pytest.mark.parametrize("reply", HOSTILE, ids=range(len(HOSTILE)))
def test_a_reply_is_data_and_loses_the_point(reply: str) -> None:
    judgement = judge(reply, RAY)

    assert judgement.verdict == "wrong"
    assert judgement.why.isprintable()


@pytest.mark.parametrize("length", [50, 299])
@pytest.mark.parametrize("unit", ["a", "a ", "or ", "1,", "ii ", "the ", "é", "(", "-", "and "])
def test_long_replies_of_any_make_are_wrong(unit: str, length: int) -> None:
    reply = (unit * length)[:length]

    for text in ("Raul Julia", "$26,000,000", "11 Feb 1982", "The Good, the Bad and the Ugly"):
        assert judge(reply, Answer(text)).verdict == "wrong"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Raul Julia", "person"),
        ("F. F. Coppola", "person"),
        ("11 Feb 1982", "date"),
        ("1982", "date"),
        ("February 1982", "date"),
        ("$26,000,000", "number"),
        ("107 minutes", "number"),
        ("42", "number"),
        ("a billiard table", "text"),
    ],
)
def test_what_an_answer_is_shows_in_how_it_is_written(text: str, kind: AnswerKind) -> None:
    assert infer_kind(text) == kind


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ("26,000,000", "right"),
        ("26 million", "right"),
        ("26.5m", "right"),
        ("$25,480,000", "right"),
        ("25,479,999", "close"),
        ("30 million", "close"),
        ("31.2 million", "close"),
        ("31.3 million", "wrong"),
        ("2,600,000", "wrong"),
        ("a lot", "wrong"),
        ("", "wrong"),
        ("-26,000,000", "wrong"),
        ("26", "close"),
        ("26 thousand", "wrong"),
        ("9" * 200, "wrong"),
    ],
)
def test_a_guess_is_right_within_2_percent_and_close_within_20(reply: str, verdict: str) -> None:
    assert estimate(reply, BUDGET).verdict == verdict


@pytest.mark.parametrize(
    ("reply", "right", "verdict"),
    [
        ("6", "5:53", "right"),
        ("5.53", "5:53", "right"),
        ("5 53", "5:53", "right"),
        ("353 seconds", "5:53", "right"),
        ("7", "5:53", "close"),
        ("6.5/10", "6.4", "right"),
        ("57 out of 100", "57", "right"),
        ("half", "57", "wrong"),
    ],
)
def test_a_guess_means_what_the_question_suggests(reply: str, right: str, verdict: str) -> None:
    assert estimate(reply, Answer(right, kind="number")).verdict == verdict


def test_what_is_near_is_told_by_its_direction_only() -> None:
    """A share would give the number away, with one more try to come."""
    assert estimate("65", Answer("79", kind="number")).why == "too low, but not by much"
    assert estimate("90", Answer("79", kind="number")).why == "too high, but not by much"


@given(st.integers(1, 10**12), st.integers(0, 10**13))
def test_a_guess_is_judged_by_how_far_it_is_off(right: int, said: int) -> None:
    off = abs(said - right) * 100
    short = any(abs(said * scale - right) * 5 <= right for scale in (10**3, 10**6, 10**9))
    near = off <= 20 * right or short  # 26 for 26 million
    verdict = "right" if off <= 2 * right else "close" if near else "wrong"

    assert estimate(str(said), Answer(str(right), kind="number")).verdict == verdict


def test_a_judgement_says_why() -> None:
    assert judge("Raul", RAY) == Judgement(
        "close", "be more specific: that is the first name alone"
    )
    assert "two different things" in judge("Raul Julia or Tom Waits", RAY).why
    assert "ruled out" in judge("Coppola", COPPOLA._replace(reject=("Coppola",))).why


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("France, Italy", Answer("France")),
        ("France, Italy, Spain, Sweden", Answer("France")),
        ("France and Italy", Answer("France")),
        ("France Germany Japan", Answer("France")),
        ("France (or Italy)", Answer("France")),
        ("Los Angeles and New York", Answer("New York")),
        ("Raul Julia (not Teri Garr)", RAY),
        ("Jack Nicholson (Jack Singer)", Answer("Jack Singer", reject=("Jack Nicholson",))),
        ("Rumble Fish (The Outsiders)", Answer("The Outsiders", reject=("Rumble Fish",))),
        ("France, Italy", Answer("France", reject=("Italy",))),
    ],
)
def test_two_things_are_none_however_they_are_joined(reply: str, answer: Answer) -> None:
    assert judge(reply, answer).verdict == "wrong"


@pytest.mark.parametrize(
    ("reply", "right"),
    [
        ("New York, USA", "New York"), ("London, England", "London"), ("Paris France", "Paris"),
        ("Las Vegas, Nevada", "Las Vegas"), ("Casablanca (the film)", "Casablanca"),
    ],
)  # fmt: skip
def test_what_it_is_or_where_may_be_said_with_it(reply: str, right: str) -> None:
    assert judge(reply, Answer(right)).verdict == "right"


@pytest.mark.parametrize("right", ["Blade Runner", "Labyrinth"])
def test_another_title_that_has_it_in_it_is_another(right: str) -> None:
    for title in ("Blade Runner 2049", "Pan's Labyrinth", "Labyrinth of Passion"):
        assert judge(title, Answer(right, kind="title")).verdict == "wrong"


def test_the_answer_itself_is_right_though_one_like_it_is_ruled_out() -> None:
    answer = Answer("Columbia Pictures", reject=("Columbia Records",))

    assert judge("columbia pictures", answer).verdict == "right"
    assert judge("Columbia Records", answer).verdict == "wrong"


@pytest.mark.parametrize("reply", ["9" * 40 + " 5", "9" * 120, "1e999", "nan", "-" * 100 + "1"])
def test_no_number_is_too_long_to_be_judged(reply: str) -> None:
    assert judge(reply, BUDGET).verdict == "wrong"
    assert estimate(reply, BUDGET).verdict == "wrong"


def test_debts_are_guessed_as_debts() -> None:
    debt = Answer("-$26,000,000", kind="number")

    assert estimate("-26 million", debt).verdict == "right"
    assert estimate("26 million", debt).verdict == "wrong"
