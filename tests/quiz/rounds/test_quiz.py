"""`heart quiz`, `heart practice` and `heart scores` as one types them, off a terminal."""

import json
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from random import Random
from typing import Any

import pytest

from heartcli import filmfile
from heartcli.cli import context, play
from heartcli.model.film import Film
from heartcli.model.sections import SECTIONS
from heartcli.quiz.questions.from_film import fact_questions
from heartcli.quiz.rounds import build
from heartcli.quiz.rounds.draw import QuestionFilter
from tests.conftest import ROOT, Heart, Screen, environment
from tests.made_up import made_up

NOON = datetime(2026, 11, 24, 12).astimezone()
ESCAPE = "\x1b"
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets what the time is."""

    def set_to(now: datetime) -> None:
        monkeypatch.setattr(play, "local_time", lambda: now)

    return set_to


def paper(heart: Heart, *args: str) -> list[dict[str, Any]]:
    """The questions of a round."""
    found: list[dict[str, Any]] = heart("quiz", "--json", *args).json["questions"]
    return found


def right(questions: list[dict[str, Any]]) -> str:
    """The right replies, a line each."""
    return "".join(f"{question['answer']}\n" for question in questions)


def rows(home: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(home / "progress.db")) as connection:
        return connection.execute(query).fetchall()


def summary(screen: Screen) -> str:
    return screen.out[screen.out.index("The round") :]


# --- A round --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["mixed", "choice", "typed", "estimate", "order"])
def test_who_knows_everything_has_every_point(heart: Heart, home: Path, form: str) -> None:
    args = ("--seed", "4711", "--form", form)
    screen = heart("quiz", *args, typed=right(paper(heart, *args)))

    assert (screen.code, screen.err) == (0, "")
    assert "10 of 10 points" in summary(screen)
    assert "To learn" not in screen.out
    assert rows(home, "SELECT verdict, helped, count(*) FROM answer GROUP BY 1, 2") == [
        ("right", 0, 10)
    ]


def test_each_question_reads_exactly_one_line(heart: Heart, home: Path) -> None:
    screen = heart("quiz", "--seed", "1", "--count", "4", typed="a\n\nx\n\ny\n")

    assert "4 of 4 played" in summary(screen)
    assert rows(home, "SELECT count(*) FROM answer") == [(2,)]


def test_the_end_of_the_input_ends_the_round_with_its_score(heart: Heart, home: Path) -> None:
    first = right(paper(heart, "--seed", "1")[:3]).rstrip("\n")
    screen = heart("quiz", "--seed", "1", typed=first)

    assert screen.code == 0
    assert "3 of 10 played" in summary(screen)
    assert "3 of 3 points" in summary(screen)
    assert rows(home, "SELECT count(*) FROM answer") == [(3,)]
    assert "0 of 10 played" in summary(heart("quiz", "--seed", "1"))


def test_a_letter_an_option_and_a_line_end_of_windows_are_the_same(heart: Heart) -> None:
    args = ("--seed", "3", "--form", "choice")
    questions = paper(heart, *args)
    letters = "".join(f"{'abcd'[q['options'].index(q['answer'])]}\n" for q in questions)

    for typed in (letters, letters.upper(), right(questions), letters.replace("\n", "\r\n")):
        assert "10 of 10 points" in heart("quiz", *args, typed=typed).out


def test_replies_come_from_a_file(heart: Heart, tmp_path: Path) -> None:
    replies = tmp_path / "replies.txt"
    replies.write_text("\ufeff" + right(paper(heart, "--seed", "1")), encoding="utf-8")

    assert "10 of 10 points" in heart("quiz", "--seed", "1", "--replies", str(replies)).out
    assert "1 of 10 played" in heart("quiz", "--seed", "1", "--replies", "-", typed="a").out


@pytest.mark.parametrize(
    ("name", "told"),
    [("nowhere.txt", "No such file"), (".", "Is a directory"), ("a\0b", "can't be read")],
)
def test_replies_that_are_not_there_are_told(heart: Heart, name: str, told: str) -> None:
    screen = heart("quiz", "--replies", name)

    assert screen.code == 1
    assert told in screen.err


def test_after_each_answer_stand_verdict_answer_reason_and_source(heart: Heart) -> None:
    [question] = paper(heart, "--seed", "1", "--count", "1", "--form", "typed")
    screen = heart("quiz", "--seed", "1", "--count", "1", "--form", "typed", typed="nonsense\n")
    told = " ".join(screen.out.split())

    assert f"Wrong {question['answer']}" in told
    assert "You said nonsense" in told
    assert question["why"] in told
    assert "Source " in told
    assert told.count(question["ask"]) == 2  # once as it is asked, once as it is missed


def test_a_round_has_no_escapes_in_a_pipe(heart: Heart) -> None:
    for args in ((), ("--plain",)):
        assert ESCAPE not in heart("quiz", "--seed", "2", *args, typed="a\n" * 10).out


def test_plain_is_line_by_line_without_boxes(heart: Heart) -> None:
    questions = paper(heart, "--seed", "4711")
    out = heart("quiz", "--seed", "4711", "--plain", typed=right(questions)).out

    assert out.startswith(
        f"Question 1 of 10. One from the Heart, {questions[0]['section']},"
        f" {questions[0]['difficulty']}.\n{questions[0]['ask']}\n"
    )
    assert out.count("Right: ") == 10
    assert "10 of 10 points." in out
    assert not re.search("[─━█▁-▇✓✗·]", out)


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_no_line_is_wider_than_the_terminal(heart: Heart, columns: str) -> None:
    for seed in range(3):
        screen = heart("quiz", "--seed", str(seed), typed="a\n" * 10, COLUMNS=columns)
        assert max(map(len, screen.lines)) <= int(columns)


@pytest.mark.parametrize("section", ["film", *(name for name in SECTIONS if name != "questions")])
def test_every_section_can_be_asked_about(heart: Heart, section: str) -> None:
    found = paper(heart, "--section", section, "--seed", "1", "--count", "5")

    assert found
    assert {question["section"] for question in found} == {section}


def test_spoilers_are_asked_only_where_they_are_wished_for(heart: Heart, film: Film) -> None:
    told = {record.id for _, record in film.records() if record.spoiler}
    about = {name for q in paper(heart, "--count", "1000") for name in q["about"]}

    assert not told & about
    assert told & {n for q in paper(heart, "--count", "1000", "--spoilers") for n in q["about"]}


# --- The same again -------------------------------------------------------------------------------


def test_the_last_line_plays_the_same_again_and_gives_nothing_away(heart: Heart) -> None:
    args = ("--seed", "4711", "--count", "7", "--form", "choice", "--difficulty", "hard")
    screen = heart("quiz", *args, typed="a\n" * 7)
    told = screen.out.split("The same again")[1]
    command = shlex.split(" ".join(told.split()))

    assert re.fullmatch(r"4711-[0-9a-f]{4}", command[3])
    assert command[:2] + command[4:] == ["heart", "quiz", *args[2:]]
    again = heart(*command[1:], "--json")
    assert again.err == ""
    assert again.json["questions"] == paper(heart, *args)


def test_a_check_that_differs_is_told_and_the_round_is_played(heart: Heart) -> None:
    screen = heart("quiz", "--seed", "4711-0000", typed="a\n" * 10)

    assert "not the round that was shared" in screen.err
    assert "10 of 10 played" in screen.out


def test_of_another_film_the_line_names_it(heart: Heart, home: Path) -> None:
    path = home / "films" / "made-up.toml"
    path.write_text(filmfile.dump(made_up(3)), encoding="utf-8")

    assert heart("quiz", "film-0", "--json").json["command"].startswith("heart quiz film-0 --seed")
    assert (
        heart("quiz", "--shelf", "--json").json["command"].startswith("heart quiz --shelf --seed")
    )
    assert heart("quiz", "--json").json["command"].startswith("heart quiz --seed")
    assert heart("quiz", "--json", HEART_FILM="film-0").json["film"]["id"] == "film-0"


def test_a_round_is_the_same_whatever_python_hashes(home: Path) -> None:
    told = {
        subprocess.run(
            [sys.executable, "-m", "heartcli", "quiz", "--seed", "5", "--count", "30", "--json"],
            env=environment(home, PYTHONHASHSEED=seed), cwd=ROOT, capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip

    assert len(told) == 1


def test_the_round_of_the_day_is_the_same_for_a_day(heart: Heart, clock: Clock) -> None:
    def daily(now: datetime) -> Any:
        clock(now)
        return heart("quiz", "--daily", "--json").json

    today = daily(NOON)
    assert len(today["questions"]) == 10
    assert daily(NOON + timedelta(hours=11)) == today
    assert daily(NOON + timedelta(hours=13))["seed"] != today["seed"]


def test_unseeded_a_round_has_the_fewest_questions_that_were_seen_lately(
    film: Film,
) -> None:
    class SeedsOneToFive(Random):
        def __init__(self) -> None:
            super().__init__()
            self._numbers = iter((0.00015, 0.00025, 0.00035, 0.00045, 0.00055))

        def random(self) -> float:
            return next(self._numbers)

    facts = fact_questions([film], lambda *_: ())
    source = build.QuestionSource("", [film], (), "", lambda _: facts)
    rounds = {seed: build._draw_with_seed(source, QuestionFilter(), seed) for seed in range(1, 6)}
    for seed, drawn in rounds.items():
        lately = {one.question.id for other in rounds.values() for one in other}
        lately -= {one.question.id for one in drawn}
        assert build._draw_unseen(source, QuestionFilter(), lately, SeedsOneToFive()) == (
            seed,
            drawn,
        )


# --- JSON -----------------------------------------------------------------------------------------


def test_json_has_questions_with_answers_and_sources_and_plays_nothing(
    heart: Heart, home: Path
) -> None:
    told = heart("quiz", "--seed", "1", "--json", typed="a\n").json

    assert list(told) == ["film", "seed", "check", "command", "questions", "sources"]
    assert not (home / "progress.db").exists()
    for number, question in enumerate(told["questions"], 1):
        assert list(question) == [
            "number", "id", "section", "difficulty", "form", "ask", "options", "answer", "accept",
            "why", "about", "sources",
        ]  # fmt: skip
        assert question["number"] == number
        assert question["sources"]
        assert set(question["sources"]) <= set(told["sources"])
        assert question["form"] != "choice" or question["answer"] in question["options"]
        assert question["form"] != "order" or sorted(question["answer"]) == list("abcd")


def test_of_several_films_json_names_each_and_some_ask_of_which_something_is_true(
    heart: Heart, home: Path
) -> None:
    for number, seed in enumerate((3, 5, 8, 13)):
        path = home / "films" / f"{number}.toml"
        path.write_text(filmfile.dump(made_up(seed, number)), encoding="utf-8")

    told = heart("quiz", "--shelf", "--seed", "2", "--count", "1000", "--json").json

    assert len(told["films"]) == 5
    of_which = [q for q in told["questions"] if q["id"].endswith("/film")]
    assert of_which
    assert {q["film"] for q in told["questions"]} == {film["id"] for film in told["films"]}
    titles = {film["title"] for film in told["films"]}
    assert all({q["answer"], *q["options"]} <= titles for q in of_which)


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--seed", "lucky"], "'lucky' is no seed; a seed is a number such as 4711, or 4711-9f3c"),
        (["--seed", "1-"], "is no seed"),
        (["--seed", "-1"], "is no seed"),
        (["--seed", "9" * 400], "is no seed"),
        (["--seed", "٣"], "is no seed"),
        (["--seed", "1", "--daily"], "--daily and --seed: choose one"),
        (["--shelf", "one"], "--shelf and FILM: choose one"),
        (["--json", "--plain"], "--json and --plain: choose one"),
        (["--section", "sogns"], "no section 'sogns'; did you mean 'songs'?"),
        (["--section", "zzz"], "no section 'zzz'; one of film, titles, cast"),
        (["--form", "song"], "'song' is not one of 'mixed', 'choice'"),
        (["--count", "0"], "0 is not in the range"),
        (["--count", "many"], "'many' is not a valid int"),
        (["--time", "0"], "is not between 1 and 86400 seconds"),
        (["--difficulty", "extreme"], "'extreme' is not one of"),
    ],
)
def test_what_is_no_command_line_is_told(heart: Heart, args: list[str], told: str) -> None:
    screen = heart("quiz", *args, COLUMNS="200")

    assert screen.code == 2
    assert told in " ".join(screen.err.replace("│", " ").split())


def test_where_there_are_no_questions_like_that_it_is_told(heart: Heart, tmp_path: Path) -> None:
    bare = tmp_path / "bare.toml"
    bare.write_text('format = 1\ntitle = "Bare"\nyear = 1999\n', encoding="utf-8")
    screen = heart("quiz", str(bare), "--section", "songs")

    assert (screen.code, screen.err) == (1, "heart: no questions like that in Bare\n")
    assert heart("quiz", "no such film").code == 1


def test_where_there_are_too_few_it_is_told(heart: Heart) -> None:
    screen = heart("quiz", "--section", "film", "--count", "500", "--json")

    assert re.fullmatch(r"only \d+ questions like that\n", screen.err)


# --- Progress -------------------------------------------------------------------------------------


def test_no_save_leaves_no_trace(heart: Heart, home: Path) -> None:
    screen = heart("quiz", "--no-save", typed="a\n" * 10)

    assert screen.code == 0
    assert "Due" not in screen.out
    assert list(home.iterdir()) == [home / "films"]


def test_where_nothing_can_be_saved_the_round_is_played(heart: Heart, home: Path) -> None:
    (home / "progress.db").mkdir()
    screen = heart("quiz", typed="a\n" * 10)

    told = f"{home / 'progress.db'} is not a regular file"
    assert screen.code == 0
    assert "10 of 10 played" in screen.out
    assert screen.err == f"{told}; the round is played and not saved\n"
    for command in ("scores", "practice"):
        assert (heart(command).code, heart(command).err) == (1, f"heart: {told}\n")


def test_practice_plays_what_is_due_and_nothing_else(heart: Heart, clock: Clock) -> None:
    clock(NOON)
    assert "nothing is due; heart quiz asks something new" in heart("practice").err
    asked = paper(heart, "--seed", "1", "--form", "typed")
    heart("quiz", "--seed", "1", "--form", "typed", typed="nonsense\n" * 10)
    assert heart("practice", "--json").json["questions"] == []

    clock(NOON + timedelta(1))
    due = heart("practice", "--json").json
    assert {q["id"] for q in due["questions"]} == {q["id"] for q in asked}
    assert due["due"] == 10
    assert len(heart("practice", "--count", "3", "--json").json["questions"]) == 3
    typed = heart("practice", "--form", "typed", "--json").json["questions"]
    assert {q["form"] for q in typed} == {"typed"}

    screen = heart("practice", "--form", "typed", typed=right(typed))
    assert "10 of 10 points" in screen.out
    assert "To go on  heart practice" in screen.out
    assert heart("practice", "--json").json["questions"] == []


def test_a_question_that_is_gone_is_kept_and_told(heart: Heart, home: Path, clock: Clock) -> None:
    clock(NOON)
    path = home / "films" / "made-up.toml"
    path.write_text(filmfile.dump(made_up(3)), encoding="utf-8")
    heart("quiz", "film-0", "--seed", "1", typed="nonsense\n" * 10)
    [(saved,)] = rows(home, "SELECT count(*) FROM card")
    path.unlink()
    clock(NOON + timedelta(1))

    screen = heart("practice")
    assert f"{saved} questions no longer in your films; their progress is kept" in screen.err
    assert len(heart("practice", "--json").json["gone"]) == saved
    assert rows(home, "SELECT count(*) FROM card") == [(saved,)]
    assert "(no longer in the film file)" in heart("scores").out
    assert all(missed["gone"] for missed in heart("scores", "--json").json["missed"])


def test_reworded_a_question_keeps_its_progress(heart: Heart, home: Path, clock: Clock) -> None:
    clock(NOON)
    text = filmfile.dump(made_up(4))
    path = home / "films" / "made-up.toml"
    path.write_text(text, encoding="utf-8")
    asked = paper(heart, "film-0", "--seed", "1", "--count", "1000")
    [written, *_] = [q for q in asked if "/questions/" in q["id"]]
    heart("quiz", "film-0", "--seed", "1", "--count", "1000", typed="nonsense\n" * 1000)
    [record] = [r for r in made_up(4).questions if written["id"].endswith(r.id)]
    path.write_text(
        text.replace(f'ask = "{record.ask}"', 'ask = "Otherwise?"', 1), encoding="utf-8"
    )
    clock(NOON + timedelta(1))

    due = {q["id"]: q for q in heart("practice", "--json").json["questions"]}
    assert due[written["id"]]["ask"] == "Otherwise?"


def test_scores_tell_how_one_stands(heart: Heart, clock: Clock) -> None:
    assert "Nothing has been played yet: heart quiz" in heart("scores").out
    for days, knows in ((0, False), (1, True), (2, True)):
        clock(NOON + timedelta(days))
        seed = str(days + 1)
        replies = right(paper(heart, "--seed", seed)) if knows else "nonsense\n" * 10
        heart("quiz", "--seed", seed, typed=replies)

    table, told = heart("scores"), heart("scores", "--json").json
    assert "20 of 30 right, 3 rounds  ▁██" in table.out.replace("█▁", "█ ▁")
    assert "Days in a row: 3, at most 3. Right in a row: at most 20." in table.out
    assert (told["rounds"], told["answers"], told["right"]) == (3, 30, 20)
    assert told["streaks"] == {"days": 3, "most_days": 3, "most_right": 20}
    assert told["history"] == [0.0, 1.0, 1.0]
    assert len(told["recent"]) == 3
    assert len(told["due"]) == 8
    assert len(told["missed"]) == 5
    assert "all\t\t20\t30\n" in heart("scores", "--plain").out


def test_reset_asks_first_keeps_a_copy_and_says_where(heart: Heart, home: Path) -> None:
    heart("quiz", "--seed", "1", typed="nonsense\n" * 10)

    assert heart("scores", "--reset").code == 2
    assert rows(home, "SELECT count(*) FROM answer") == [(10,)]
    screen = heart("scores", "--reset", "--yes")
    copy = home / "progress.before-reset-1.db"
    assert (screen.code, screen.err) == (0, f"forgotten; a copy is kept: {copy}\n")
    assert rows(home, "SELECT count(*) FROM answer") == [(0,)]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (10,)


# --- Replies are data -----------------------------------------------------------------------------

HOSTILE = [
    "\x1b[31mred\x1b]0;title\x07",
    "[bold]bold[/bold] [link=https://evil.example]x[/link]",
    "'); DROP TABLE answer; --",
    "../../../etc/passwd",
    "\0\x01\x02",
    "\u202eoverride",
    "x" * 1_000_000,
    "Za\u0300\u0301\u0302\u0303\u0304\u0305lgo",
]


@pytest.mark.parametrize("form", ["choice", "typed", "estimate", "order"])
@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["screen", "plain"])
def test_a_hostile_reply_loses_the_point_and_does_nothing_else(
    heart: Heart, home: Path, form: str, plain: list[str]
) -> None:
    args = ("quiz", "--seed", "1", "--form", form, "--count", str(len(HOSTILE) + 2), *plain)
    typed = b"".join(reply.encode() + b"\n" for reply in HOSTILE) + b"\xff\xfe\x80\n\xc3\n"
    screen = heart(*args, typed=typed)

    assert screen.code == 0
    assert "0 of 10 points" in screen.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", screen.out)
    assert len(screen.out) < 20_000
    assert rows(home, "SELECT count(*) FROM answer WHERE verdict = 'wrong'") == [(10,)]
    table = heart("scores").out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", table)


def test_json_is_the_document_that_the_program_prints(program: Heart) -> None:
    told = program("quiz", "--seed", "1", "--json")

    assert json.loads(told.out)["check"] == program("quiz", "--seed", "1", "--json").json["check"]


# --- What hides in films and options --------------------------------------------------------------

LETTERED = """
format = 1
title = "Lettered"
year = 1999
[sources.a]
title = "A"
[cited]
year = ["a"]
title = ["a"]
""" + "".join(
    f'[[certificates]]\nplace = "{place}"\ncertificate = "{letter}"\nsources = ["a"]\n'
    for place, letter in zip(("France", "Italy", "Spain", "Japan", "Norway"), "SQABC", strict=True)
)


def test_an_option_that_is_a_letter_is_answered_by_its_text(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "lettered.toml"
    path.write_text(LETTERED, encoding="utf-8")
    args = (str(path), "--seed", "1", "--form", "choice", "--no-save")
    asked = paper(heart, *args)

    assert len(asked) >= 4
    played = heart("quiz", *args, typed=right(asked))
    assert f"{len(asked)} of {len(asked)} points" in summary(played)


def test_a_film_that_is_not_on_the_shelf_is_named_by_its_path(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "lettered.toml"
    path.write_text(LETTERED, encoding="utf-8")
    shared = heart("quiz", str(path), "--seed", "1", "--json").json["command"]

    again = heart(*shlex.split(shared)[1:], "--json")
    assert re.fullmatch(r"only \d questions like that\n", again.err)
    assert again.json["command"] == shared


def four_films(home: Path) -> None:
    for number, seed in enumerate((3, 5, 8, 13)):
        text = filmfile.dump(made_up(seed, number))
        (home / "films" / f"{number}.toml").write_text(text, encoding="utf-8")


def test_the_head_of_a_question_does_not_tell_what_is_asked(heart: Heart, home: Path) -> None:
    screen = heart("quiz", "--section", "film", "--count", "1", "--form", "typed", "--seed", "1")
    assert "1982" not in screen.out

    four_films(home)
    asked = paper(heart, "--shelf", "--seed", "1", "--count", "1000")
    args = ("--shelf", "--seed", "1", "--count", "1000", "--plain")
    lines = heart("quiz", *args, typed="\n" * 1000).out.splitlines()
    which = [question for question in asked if question["id"].endswith("/film")]
    assert which
    for question in which:
        head = lines[lines.index(question["ask"]) - 1]
        assert head.startswith("Question ")
        assert question["answer"] not in head


def test_which_film_questions_can_be_practised(heart: Heart, home: Path, clock: Clock) -> None:
    four_films(home)
    clock(NOON)
    which = set()
    for section in ("cast", "crew", "titles"):
        args = ("--shelf", "--seed", "1", "--count", "1000", "--section", section)
        asked = [question["id"] for question in paper(heart, *args)]
        assert any(question_id.endswith("/film") for question_id in asked)
        which |= {question_id for question_id in asked if question_id.endswith("/film")}
        heart("quiz", *args, "--plain", typed="x\n" * len(asked))

    clock(NOON + timedelta(3))
    due = heart("practice", "--json").json
    assert due["gone"] == []
    assert which <= {question["id"] for question in due["questions"]}


def test_practice_without_a_trace_leaves_none(heart: Heart, home: Path) -> None:
    assert "nothing is due" in heart("practice", "--no-save").err
    assert not (home / "progress.db").exists()


@pytest.mark.parametrize("seconds", ["nan", "inf", "1e300", "-1", "86401"])
def test_a_time_that_is_none_is_told(heart: Heart, seconds: str) -> None:
    screen = heart("quiz", "--time", seconds)
    assert screen.code == 2
    assert "is not between 1 and 86400 seconds" in " ".join(screen.err.replace("│", "").split())


@pytest.mark.parametrize("now", [datetime.min, datetime(9999, 12, 31, 23, 59)], ids=str)  # noqa: DTZ001, DTZ901
def test_the_first_and_the_last_day_of_the_calendar_are_days_like_others(
    heart: Heart, home: Path, tmp_path: Path, clock: Clock, now: datetime
) -> None:
    clock(now)
    (tmp_path / "list.csv").write_text("title,year\nSome Film,1999\n")
    questions = paper(heart, "--seed", "1", "--count", "4")
    replies = f"{right(questions[:3])}nonsense\n"
    for args in (["--daily"], ["--daily", "--json"], ["--seed", "1", "--count", "4"], ["--plain"]):
        assert heart("quiz", *args, typed=replies).code == 0
    for args in ([], ["--json"], ["--plain"]):
        assert heart("scores", *args).code == 0
        assert heart("practice", *args, typed=replies).code == 0
    assert heart("import", "csv", str(tmp_path / "list.csv")).code == 0
    for args in ([], ["--json"], ["--plain"]):
        assert heart("catalogue", *args).code == 0

    told = heart("scores", "--json").json
    assert told["due"][0]["date"] == now.date().isoformat()
    assert told["streaks"]["days"] == 1
    assert rows(home, "SELECT count(*) FROM card WHERE due < last") == [(0,)]


@pytest.mark.parametrize("day", [date.min, date.min + timedelta(3), date.max - timedelta(3)])
def test_a_day_near_the_end_of_the_calendar_has_as_many_days_to_come_as_there_are(
    heart: Heart, clock: Clock, day: date
) -> None:
    clock(datetime.combine(day, time(12)))
    heart("quiz", "--seed", "1", "--count", "3", typed="x\n" * 3)

    due = heart("scores", "--json").json["due"]

    assert len(due) == min(7, (date.max - day).days) + 1
    assert sum(each["questions"] for each in due) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="its clock has no such days")
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_the_time_is_known_on_every_day(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    class Clock(datetime):
        at: datetime

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "datetime":  # type: ignore[override]
            return cls.at.replace(tzinfo=tz)

    monkeypatch.setenv("TZ", zone)
    monkeypatch.setattr(context, "datetime", Clock)
    for at in (datetime.min, datetime.max, datetime(2026, 2, 3)):  # noqa: DTZ001, DTZ901
        monkeypatch.setattr(Clock, "at", at, raising=False)
        assert abs((context.local_time().date() - at.date()).days) <= 1
