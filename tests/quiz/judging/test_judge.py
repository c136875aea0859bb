"""Judging: which replies are right, close or wrong."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import pytest
import tomli
from hypothesis import assume, given
from hypothesis import strategies as st

from heartcli.model.film import Film
from heartcli.quiz.judging import Answer, AnswerKind, Judgement, estimate, infer_kind, judge
from heartcli.quiz.questions.answers import names_in_film
from heartcli.text.folding import fold, fold_words
from tests.conftest import TESTS
from tests.line_count import count_lines

VERDICTS = ("right", "close", "wrong")
# The minimum accuracy for each truth file, overall and for each verdict.
MIN_ACCURACY = {
    "answers": (0.995, 0.98), "answers-film": (0.98, 0.95), "answers-general": (0.97, 0.95),
    "answers-wide": (0.94, 0.85), "answers-league": (0.97, 0.93),
}  # fmt: skip

# The minimum accuracy for each truth file in which two verdicts may be fair.
MIN_FAIR = {"answers-reported": 0.98, "answers-unseen": 0.97}
MAX_WRONGLY_RIGHT = 0.01

RAY = Answer("Raul Julia", kind="person")
COPPOLA = Answer("Francis Ford Coppola", kind="person")
COEN_BROTHERS = Answer("Joel and Ethan Coen")
BUDGET = Answer("$26,000,000", kind="number")
PREMIERE = Answer("11 Feb 1982", kind="date")

replies = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
names = st.from_regex(r"[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}", fullmatch=True)


def read_truths(name: str) -> dict[str, Any]:
    return tomli.loads((TESTS / "truths" / f"{name}.toml").read_text(encoding="utf-8"))


def known_names(name: str) -> Callable[[str], bool]:
    """Looks a name up among the other people and films that a truth file lists, if any."""
    known = [fold_words(text) for text in read_truths(name).get("known", ())]
    return lambda reply: fold_words(reply) in known


def truth_rows(name: str, verdicts: Iterable[str] = VERDICTS) -> list[tuple[Answer, str, str]]:
    """The rows of a truth file: answer, reply and verdict."""
    rows = []
    for table in read_truths(name)["answers"]:
        accept, prompt, reject = (
            tuple(table.get(key, ())) for key in ("accept", "prompt", "reject")
        )
        answer = Answer(table["text"], accept, prompt, reject, table.get("kind"))
        rows += [
            (answer, reply, verdict) for verdict in verdicts for reply in table.get(verdict, ())
        ]
    return rows


@pytest.mark.parametrize("name", MIN_ACCURACY)
def test_judging_agrees_with_people(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """answers.toml is older than the rules; the other authors didn't know the rules."""
    rows = truth_rows(name)

    hits = Counter[str](
        verdict for answer, reply, verdict in rows if judge(reply, answer)[0] == verdict
    )
    totals = Counter[str](verdict for *_, verdict in rows)
    with capsys.disabled():
        shares = ", ".join(f"{v} {hits[v] / totals[v]:.1%} of {totals[v]}" for v in VERDICTS)
        print(
            f"\njudge, {name}: {hits.total() / totals.total():.1%} of {totals.total():,}; {shares}"
        )
    minimum, minimum_of_each = MIN_ACCURACY[name]
    assert len(rows) > 700
    assert hits.total() / totals.total() >= minimum
    assert all(hits[verdict] / totals[verdict] >= minimum_of_each for verdict in VERDICTS)


@pytest.mark.parametrize("name", MIN_FAIR)
def test_judging_is_fair_and_rarely_too_kind(name: str) -> None:
    """For some of these replies, two verdicts are fair."""
    rows = truth_rows(name, (*VERDICTS, "right-or-close", "wrong-or-close"))
    known = known_names(name)

    judged = [
        (judge(reply, answer, is_other_person=known, is_other_title=known).verdict, verdict)
        for answer, reply, verdict in rows
    ]

    hits = sum(verdict in fair.split("-or-") for verdict, fair in judged)
    wrongly_right = sum(verdict == "right" not in fair.split("-or-") for verdict, fair in judged)
    assert len(rows) > 200
    assert hits / len(rows) >= MIN_FAIR[name]
    assert wrongly_right / len(rows) <= MAX_WRONGLY_RIGHT


@pytest.mark.parametrize(
    "reply",
    [
        "Raul Julia", "raúl juliá", "JULIA", "julia, raul", "R. Julia", "Raoul Julia",
        "I think it's Raul Julia", "  raul\tjulia ",
    ],
)  # fmt: skip
def test_other_forms_of_a_name_are_right(reply: str) -> None:
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
        ("2 or 6 million", BUDGET, "wrong"),
        ("over $26 million", BUDGET, "close"),
        ("3.5 million pounds", Answer("£3.5 million"), "right"),
        ("24 frames a second", Answer("24 fps"), "right"),
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
def test_replies_get_the_verdict_of_a_fair_quizmaster(
    reply: str, answer: Answer, verdict: str
) -> None:
    assert judge(reply, answer).verdict == verdict


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("Ingrid Bergman", Answer("Ingmar Bergman")),
        ("Michael Williams", Answer("Michelle Williams")),
        ("Wes Anderson", Answer("Paul W. S. Anderson")),
        ("Janet Leigh", Answer("Jennifer Jason Leigh")),
        ("George Washington", Answer("George H. W. Bush")),
        ("King Vidor", Answer("Charles Vidor")),
        ("Evans Evans", Answer("Robert Evans")),
    ],
)
def test_another_first_name_is_wrong(reply: str, answer: Answer) -> None:
    assert judge(reply, answer).verdict == "wrong"


@pytest.mark.parametrize(
    ("reply", "right", "verdict"),
    [
        ("Stanly Kubrick", "Stanley Kubrick", "right"),
        ("Seb Koch", "Sebastian Koch", "right"),
        ("Kathy Bigelow", "Kathryn Bigelow", "right"),
        ("S. Kubrick", "Stanley Kubrick", "right"),
        ("Gray Winick", "Gary Winick", "right"),
        ("Leo", "Leonardo DiCaprio", "close"),
        ("Bob", "Robert De Niro", "close"),
        ("Tom Jones", "Tommy Lee Jones", "close"),
        ("Robin Wright Penn", "Robin Wright", "close"),
        ("Robin Wright", "Robin Wright Penn", "close"),
    ],
)
def test_a_first_name_may_be_short_or_misspelled(reply: str, right: str, verdict: str) -> None:
    assert judge(reply, Answer(right, kind="person")).verdict == verdict


@pytest.mark.parametrize(
    ("reply", "answer", "verdict"),
    [
        ("Teri Gar", Answer("Teri Garr"), "wrong"),
        ("I think it's Teri Gar", Answer("Teri Garr"), "wrong"),
        ("Gar", Answer("Teri Garr"), "right"),  # a word is too little to name somebody else
        ("Teri Garr", Answer("Terri Garr", accept=("Teri Garr",)), "right"),
        ("Teri Gar", Answer("Teri Garr", too_vague=("Teri Gar",)), "close"),
        ("Joel Coen", COEN_BROTHERS, "close"),
        ("Chan Wook Park", Answer("Park Chan-wook"), "right"),
        ("Lon Chaney", Answer("Lon Chaney Jr."), "wrong"),
    ],
)
def test_the_name_of_another_person_is_wrong(reply: str, answer: Answer, verdict: str) -> None:
    known = {"Teri Gar", "Gar", "Teri Garr", "Joel Coen", "Chan Wook Park", "Lon Chaney"}

    judgement = judge(reply, answer._replace(kind="person"), is_other_person=known.__contains__)

    assert judgement.verdict == verdict


@pytest.mark.parametrize(
    ("reply", "right", "verdict"),
    [
        ("Alien", "Aliens", "wrong"), ("Aliens", "Alien", "wrong"), ("Alein", "Alien", "right"),
        ("The Alien", "Alien", "right"), ("Toy Story", "Toy Story 3", "wrong"),
    ],
)  # fmt: skip
def test_the_title_of_another_film_is_wrong(reply: str, right: str, verdict: str) -> None:
    known = {"Alien", "Aliens", "The Alien", "Toy Story"}
    answer = Answer(right, kind="title")

    assert judge(reply, answer, is_other_title=known.__contains__).verdict == verdict


@given(names, st.sampled_from(["person", "title"]))
def test_the_answer_itself_is_right_even_if_others_have_that_name(
    text: str, kind: AnswerKind
) -> None:
    answer = Answer(text, kind=kind)

    judgement = judge(
        text.upper(), answer, is_other_person=lambda _: True, is_other_title=lambda _: True
    )

    assert judgement.verdict == "right"


@given(names, names)
def test_other_names_are_looked_up_only_for_replies_that_would_pass(reply: str, right: str) -> None:
    answer, asked = Answer(right, kind="person"), list[str]()
    assume(judge(reply, answer).verdict == "wrong")

    def is_other_person(name: str) -> bool:
        asked.append(name)
        return True

    judge(reply, answer, is_other_person=is_other_person)

    assert asked == []


@given(st.one_of(replies, st.text()))
def test_the_answer_itself_is_right(text: str) -> None:
    for answer in (Answer(text), Answer("Somebody Else", accept=(text,))):
        assert judge(text, answer).verdict == "right"
        assert judge(f" {text}\n", answer).verdict == "right"


@pytest.mark.parametrize(
    "reply",
    ["Tom Waits,", ",Tom Waits", ", Tom Waits ,", "Waits, Tom,", "Tom Waits;", "(Tom Waits"],
)
def test_punctuation_around_a_reply_is_ignored(reply: str) -> None:
    assert judge(reply, Answer("Tom Waits")).verdict == "right"


@pytest.mark.parametrize("sign", ["?", "$", "...", '"', "“”", "½", "♥", "\u0301", "\x07"])
def test_only_the_same_symbols_are_right_for_an_answer_of_symbols(sign: str) -> None:
    answer = Answer(sign, kind="title")

    assert judge(sign, answer).verdict == "right"
    assert judge(f" {sign} ", answer).verdict == "right"
    assert judge("!", answer).verdict == "wrong"
    assert judge("a dollar", answer).verdict == "wrong"
    assert judge("", answer).verdict == "wrong"
    assert judge("a dollar", answer._replace(accept=("dollar",))).verdict == "right"


def test_the_length_limit_counts_the_letters_of_a_ligature() -> None:
    with count_lines("heartcli/quiz/judging/rules.py", "heartcli/quiz/judging/spelling.py") as work:
        judgement = judge("\ufdfa" * 300, Answer("\ufdfa" * 200, accept=("Tom Waits",)))

    assert judgement == Judgement("wrong", "too long for an answer")
    assert work.count < 100


def test_a_very_long_answer_is_right_verbatim_and_never_compared() -> None:
    text = "of the " * 100_000
    with count_lines("heartcli/quiz/judging/people.py") as work:
        assert judge(text, Answer(text)).verdict == "right"
        assert judge("of the", Answer(text, kind="person")).verdict == "wrong"
    assert work.count == 0


@given(replies)
def test_reject_wins_over_accept_and_too_vague(text: str) -> None:
    answer = Answer(text, accept=(text,), too_vague=(text,), reject=(text,))

    assert judge(text, answer).verdict == "wrong"


@given(names, names)
def test_a_reply_that_is_too_vague_is_close(vague: str, text: str) -> None:
    assume(judge(vague, Answer(text)).verdict == "wrong")

    assert judge(vague, Answer(text, too_vague=(vague,))).verdict == "close"


@given(replies, st.sampled_from([None, "person", "title", "number", "date", "text"]), replies)
def test_every_reply_gets_a_verdict_and_a_short_reason(
    reply: str, kind: AnswerKind | None, text: str
) -> None:
    judgement = judge(reply, Answer(text, kind=kind))

    assert judgement.verdict in VERDICTS
    assert 0 < len(judgement.why) < 60
    assert judgement.why.isprintable()


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_number_is_never_a_typo_of_another(reply: int, right: int) -> None:
    assume(reply != right)
    answer = Answer(f"{right:,}", kind="number")

    assert judge(str(reply), answer).verdict in ("wrong", "close")  # close: 637,000 for 636,796
    assert judge(str(right), answer).verdict == "right"


@given(st.dates(), st.dates())
def test_another_date_is_wrong(reply: object, right: object) -> None:
    assume(reply != right)

    assert judge(str(reply), Answer(str(right), kind="date")).verdict == "wrong"


def test_people_of_the_film_are_not_mistaken_for_each_other(film: Film) -> None:
    names = dict.fromkeys(names_in_film(film))

    mistaken = [
        (reply, answer)
        for reply in names
        for answer in names
        if fold(reply) != fold(answer)
        and judge(reply, Answer(answer, kind="person")).verdict != "wrong"
    ]

    assert len(names) > 60
    assert mistaken == []


def test_naming_two_people_is_wrong(film: Film) -> None:
    names = list(dict.fromkeys(names_in_film(film)))

    for first, second in pairwise(names):
        for both in (
            f"{first} or {second}",
            f"{second}/{first}",
            f"{first}, {second}",
            f"{first} and {second}",
        ):
            assert judge(both, Answer(first, kind="person")).verdict == "wrong"


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
def test_hostile_replies_are_wrong(reply: str) -> None:
    judgement = judge(reply, RAY)

    assert judgement.verdict == "wrong"
    assert judgement.why.isprintable()


@pytest.mark.parametrize("length", [50, 299])
@pytest.mark.parametrize("unit", ["a", "a ", "or ", "1,", "ii ", "the ", "é", "(", "-", "and "])
def test_long_repetitive_replies_are_wrong(unit: str, length: int) -> None:
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
def test_the_kind_of_an_answer_is_inferred_from_its_text(text: str, kind: AnswerKind) -> None:
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
    ("reply", "verdict", "why"),
    [
        ("1982", "right", "that's the year"),
        ("'82", "right", "that's the year"),
        ("MCMLXXXII", "right", "that's the year"),
        ("1981", "close", "one year out"),
        ("1984", "close", "two years out"),
        ("1985", "wrong", "three years out"),
        ("1882", "wrong", "100 years out"),
        ("the 1980s", "wrong", "that's not a year"),
        ("a lot", "wrong", "that's not a number"),
    ],
)
def test_a_year_is_judged_by_how_many_years_it_is_out(reply: str, verdict: str, why: str) -> None:
    assert estimate(reply, Answer("1982", kind="date")) == (verdict, why)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ("107", "right"), ("102", "right"), ("1h52", "right"), ("an hour and 47 minutes", "right"),
        ("101", "close"), ("113", "close"), ("130", "wrong"),
    ],
)  # fmt: skip
def test_a_running_time_is_right_within_five_minutes(reply: str, verdict: str) -> None:
    assert estimate(reply, Answer("107 minutes", kind="number")).verdict == verdict


@pytest.mark.parametrize("reply", ["26", "26 million", "$26MM", "twenty-six million dollars"])
def test_a_guess_in_millions_may_say_so(reply: str) -> None:
    assert estimate(reply, Answer("26", kind="number")).verdict == "right"


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
def test_a_guess_is_read_in_the_unit_of_the_answer(reply: str, right: str, verdict: str) -> None:
    assert estimate(reply, Answer(right, kind="number")).verdict == verdict


def test_a_close_guess_only_learns_the_direction() -> None:
    """A percentage would give the number away before the second try."""
    assert estimate("65", Answer("79", kind="number")).why == "too low, but not by much"
    assert estimate("90", Answer("79", kind="number")).why == "too high, but not by much"


@given(st.integers(1, 10**12), st.integers(0, 10**13))
def test_a_guess_is_judged_by_its_relative_error(right: int, guess: int) -> None:
    error = abs(guess - right) * 100
    omits_scale = any(abs(guess * scale - right) * 5 <= right for scale in (10**3, 10**6, 10**9))
    is_close = error <= 20 * right or omits_scale  # 26 for 26 million
    verdict = "right" if error <= 2 * right else "close" if is_close else "wrong"

    assert estimate(str(guess), Answer(str(right), kind="number")).verdict == verdict


def test_a_judgement_has_a_reason() -> None:
    assert judge("Raul", RAY) == Judgement("close", "that's only the first name")
    assert "two different things" in judge("Raul Julia or Tom Waits", RAY).why
    assert judge("Symphony", Answer("Symphony No. 9")).why == "the number is missing"
    assert "ruled out" in judge("Coppola", COPPOLA._replace(reject=("Coppola",))).why


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("France, Italy", Answer("France")),
        ("France, Italy, Spain, Sweden", Answer("France")),
        ("France and Italy", Answer("France")),
        ("Bonnie or Clyde", Answer("Bonnie and Clyde")),
        ("France Germany Japan", Answer("France")),
        ("France (or Italy)", Answer("France")),
        ("Los Angeles and New York", Answer("New York")),
        ("Raul Julia (not Teri Garr)", RAY),
        ("Jack Nicholson (Jack Singer)", Answer("Jack Singer", reject=("Jack Nicholson",))),
        ("Rumble Fish (The Outsiders)", Answer("The Outsiders", reject=("Rumble Fish",))),
        ("France, Italy", Answer("France", reject=("Italy",))),
    ],
)
def test_naming_two_things_is_wrong(reply: str, answer: Answer) -> None:
    assert judge(reply, answer).verdict == "wrong"


@pytest.mark.parametrize(
    ("reply", "right"),
    [
        ("New York, USA", "New York"), ("London, England", "London"), ("Paris France", "Paris"),
        ("Las Vegas, Nevada", "Las Vegas"), ("Casablanca (the film)", "Casablanca"),
    ],
)  # fmt: skip
def test_a_reply_may_add_the_place_or_the_kind_of_thing(reply: str, right: str) -> None:
    assert judge(reply, Answer(right)).verdict == "right"


@pytest.mark.parametrize(
    ("reply", "right"),
    [
        ("Rocky I", "Rocky"), ("Star Trek 2", "Star Trek II: The Wrath of Khan"),
        ("Star Wars: The Empire Strikes Back", "The Empire Strikes Back"),
        ("Mulholland Dr.", "Mulholland Drive"), ("the movie Rocky", "Rocky"),
    ],
)  # fmt: skip
def test_the_part_or_the_series_may_be_added_to_a_title(reply: str, right: str) -> None:
    assert judge(reply, Answer(right, kind="title")).verdict == "right"


@pytest.mark.parametrize("right", ["Blade Runner", "Labyrinth", "Bird", "Drive"])
def test_a_longer_title_is_another_film(right: str) -> None:
    for title in (
        "Blade Runner 2049", "Pan's Labyrinth", "Labyrinth of Passion", "Lady Bird", "Drive My Car",
    ):  # fmt: skip
        assert judge(title, Answer(right, kind="title")).verdict == "wrong"


def test_the_answer_is_right_even_if_a_similar_text_is_rejected() -> None:
    answer = Answer("Columbia Pictures", reject=("Columbia Records",))

    assert judge("columbia pictures", answer).verdict == "right"
    assert judge("Columbia Records", answer).verdict == "wrong"


@pytest.mark.parametrize("reply", ["9" * 40 + " 5", "9" * 120, "1e999", "nan", "-" * 100 + "1"])
def test_absurd_numbers_are_wrong(reply: str) -> None:
    assert judge(reply, BUDGET).verdict == "wrong"
    assert estimate(reply, BUDGET).verdict == "wrong"


def test_the_sign_of_a_guess_matters() -> None:
    debt = Answer("-$26,000,000", kind="number")

    assert estimate("-26 million", debt).verdict == "right"
    assert estimate("26 million", debt).verdict == "wrong"
