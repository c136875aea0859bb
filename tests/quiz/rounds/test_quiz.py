"""Runs `heart quiz`, `heart practice` and `heart scores` without a terminal."""

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
from heartcli.quiz.rounds import build
from heartcli.quiz.rounds.build import RoundRequest
from heartcli.quiz.rounds.film_source import build_film_round
from tests.conftest import ROOT, Heart, Screen, environment
from tests.made_up import made_up

NOON = datetime(2026, 11, 24, 12).astimezone()
ESCAPE = "\x1b"
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the local time."""

    def set_to(now: datetime) -> None:
        monkeypatch.setattr(play, "local_time", lambda: now)

    return set_to


def load_questions(heart: Heart, *args: str) -> list[dict[str, Any]]:
    """Returns the questions of a round."""
    questions: list[dict[str, Any]] = heart("quiz", "--json", *args).json["questions"]
    return questions


def right_replies(questions: list[dict[str, Any]]) -> str:
    """Returns the right replies, one per line."""
    return "".join(f"{question['answer']}\n" for question in questions)


def fetch_rows(home: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(home / "progress.db")) as connection:
        return connection.execute(query).fetchall()


def summary(screen: Screen) -> str:
    return screen.out[screen.out.index("round over") :]


# --- A round --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["mixed", "choice", "typed", "estimate", "order"])
def test_all_right_replies_earn_all_points(heart: Heart, home: Path, form: str) -> None:
    args = ("--seed", "4711", "--form", form)
    questions = load_questions(heart, *args)
    screen = heart("quiz", *args, typed=right_replies(questions))

    assert screen.code == 0
    assert f"{len(questions)} of {len(questions)} points" in summary(screen)
    assert "To learn" not in screen.out
    assert fetch_rows(home, "SELECT verdict, helped, count(*) FROM answer GROUP BY 1, 2") == [
        ("right", 0, len(questions))
    ]


def test_each_question_reads_exactly_one_line(heart: Heart, home: Path) -> None:
    screen = heart("quiz", "--seed", "1", "--count", "4", typed="a\n\nx\n\ny\n")

    assert "2 skipped" in summary(screen)
    assert "not played" not in summary(screen)
    assert fetch_rows(home, "SELECT count(*) FROM answer") == [(2,)]


def test_the_round_ends_with_its_score_when_the_input_ends(heart: Heart, home: Path) -> None:
    first = right_replies(load_questions(heart, "--seed", "1")[:3]).rstrip("\n")
    screen = heart("quiz", "--seed", "1", typed=first)

    assert screen.code == 0
    assert "7 not played" in summary(screen)
    assert "3 of 3 points" in summary(screen)
    assert fetch_rows(home, "SELECT count(*) FROM answer") == [(3,)]
    assert "Nothing played" in summary(heart("quiz", "--seed", "1"))


def test_letters_option_texts_and_windows_line_ends_are_accepted(heart: Heart) -> None:
    args = ("--seed", "3", "--form", "choice")
    questions = load_questions(heart, *args)
    letters = "".join(f"{'abcd'[q['options'].index(q['answer'])]}\n" for q in questions)

    for typed in (
        letters,
        letters.upper(),
        right_replies(questions),
        letters.replace("\n", "\r\n"),
    ):
        assert "10 of 10 points" in heart("quiz", *args, typed=typed).out


def test_replies_come_from_a_file(heart: Heart, tmp_path: Path) -> None:
    replies = tmp_path / "replies.txt"
    replies.write_text(
        "\ufeff" + right_replies(load_questions(heart, "--seed", "1")), encoding="utf-8"
    )

    assert "10 of 10 points" in heart("quiz", "--seed", "1", "--replies", str(replies)).out
    assert "9 not played" in heart("quiz", "--seed", "1", "--replies", "-", typed="a").out


@pytest.mark.parametrize(
    ("name", "message"),
    [("nowhere.txt", "no such file: nowhere.txt"), (".", "Is a directory"), ("a\0b", "can't read")],
)
def test_an_unreadable_replies_file_is_reported(heart: Heart, name: str, message: str) -> None:
    screen = heart("quiz", "--replies", name)

    assert screen.code == 1
    assert message in screen.err


def test_verdict_answer_reason_and_source_follow_each_reply(heart: Heart) -> None:
    [question] = load_questions(heart, "--seed", "1", "--count", "1", "--form", "typed")
    screen = heart("quiz", "--seed", "1", "--count", "1", "--form", "typed", typed="nonsense\n")
    output = " ".join(screen.out.split())

    assert f"✗ Wrong. You said nonsense; it was {question['answer']}" in output
    assert question["why"] in output
    assert "Source: " in output
    assert output.count(question["ask"]) == 2  # when asked, and under "To learn"


def test_a_round_has_no_escapes_in_a_pipe(heart: Heart) -> None:
    for args in ((), ("--plain",)):
        assert ESCAPE not in heart("quiz", "--seed", "2", *args, typed="a\n" * 10).out


def test_plain_output_has_lines_and_no_boxes(heart: Heart) -> None:
    questions = load_questions(heart, "--seed", "4711")
    out = heart("quiz", "--seed", "4711", "--plain", typed=right_replies(questions)).out

    assert out.startswith(
        f"Question 1 of 10. One from the Heart, {questions[0]['section']},"
        f" {questions[0]['difficulty']}.\n{questions[0]['ask']}\n"
    )
    assert out.count("\nRight.") == 10
    assert "10 of 10 points." in out
    assert not re.search("[─━█▁-▇✓✗·]", out)


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_no_line_is_wider_than_the_terminal(heart: Heart, columns: str) -> None:
    for seed in range(3):
        screen = heart("quiz", "--seed", str(seed), typed="a\n" * 10, COLUMNS=columns)
        assert max(map(len, screen.lines)) <= int(columns)


@pytest.mark.parametrize("section", ["film", *(name for name in SECTIONS if name != "questions")])
def test_every_section_can_be_asked_about(heart: Heart, section: str) -> None:
    questions = load_questions(heart, "--section", section, "--seed", "1", "--count", "5")

    assert questions
    assert {question["section"] for question in questions} == {section}


def test_spoilers_are_asked_about_only_with_the_option(heart: Heart, film: Film) -> None:
    spoilers = {record.id for _, record in film.records() if record.spoiler}
    about = {name for q in load_questions(heart, "--count", "1000") for name in q["about"]}

    assert not spoilers & about
    assert spoilers & {
        n for q in load_questions(heart, "--count", "1000", "--spoilers") for n in q["about"]
    }


# --- Replaying ------------------------------------------------------------------------------------


def test_the_last_line_replays_the_round_without_giving_answers_away(heart: Heart) -> None:
    args = ("--seed", "4711", "--count", "7", "--form", "choice", "--difficulty", "hard")
    screen = heart("quiz", *args, typed="a\n" * 7)
    last_line = screen.out.split("Share")[1].split("7\n", 1)[1].split("\n", 1)[1]
    command = shlex.split(" ".join(last_line.split()))

    assert re.fullmatch(r"4711-[0-9a-f]{4}", command[3])
    assert command[:2] + command[4:] == ["heart", "quiz", *args[2:]]
    again = heart(*command[1:], "--json")
    assert again.err == ""
    assert again.json["questions"] == load_questions(heart, *args)


def test_a_different_checksum_is_reported_and_the_round_is_played(heart: Heart) -> None:
    screen = heart("quiz", "--seed", "4711-0000", typed="a\n" * 10)

    assert "This seed is from another version of heart or of its films" in screen.err
    assert "not played" not in screen.out


def test_a_seed_without_a_checksum_is_reported_with_the_seed_that_has_one(heart: Heart) -> None:
    screen = heart("quiz", "--seed", "0004711", "--json")

    full_seed = f"4711-{screen.json['check']}"
    assert screen.err == (
        "Seed 4711 gives a different round in other versions of heart. To replay this one,"
        f" use {full_seed}\n"
    )
    assert heart("quiz", "--seed", full_seed, "--json").err == ""


def test_the_replay_command_names_a_film_other_than_the_default(heart: Heart, home: Path) -> None:
    path = home / "films" / "made-up.toml"
    path.write_text(filmfile.dump(made_up(3)), encoding="utf-8")

    assert heart("quiz", "film-0", "--json").json["command"].startswith("heart quiz film-0 --seed")
    assert (
        heart("quiz", "--shelf", "--json").json["command"].startswith("heart quiz --shelf --seed")
    )
    assert heart("quiz", "--json").json["command"].startswith("heart quiz --seed")
    assert heart("quiz", "--json", HEART_FILM="film-0").json["film"]["id"] == "film-0"


def test_a_round_does_not_depend_on_hash_randomization(home: Path) -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "heartcli", "quiz", "--seed", "5", "--count", "30", "--json"],
            env=environment(home, PYTHONHASHSEED=seed), cwd=ROOT, capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip

    assert len(outputs) == 1


@pytest.mark.parametrize("count", [5, 10, 60])
def test_a_round_asks_written_questions_if_there_are_enough(film: Film, count: int) -> None:
    for seed in range(4):
        request = RoundRequest(count=count, seed=str(seed))
        questions = build_film_round([film], [], request, Random(0), print).questions  # noqa: S311
        assert all(prepared.question.is_written for prepared in questions)


def test_the_daily_round_changes_at_midnight(heart: Heart, clock: Clock) -> None:
    def daily(now: datetime) -> Any:
        clock(now)
        return heart("quiz", "--daily", "--json").json

    today = daily(NOON)
    assert len(today["questions"]) == 10
    assert daily(NOON + timedelta(hours=11)) == today
    assert daily(NOON + timedelta(hours=13))["seed"] != today["seed"]


def test_without_a_seed_the_round_with_the_fewest_recent_questions_is_taken(
    film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SeedsOneToFive(Random):
        def __init__(self) -> None:
            super().__init__()
            self._numbers = iter((0.00015, 0.00025, 0.00035, 0.00045, 0.00055))

        def random(self) -> float:
            return next(self._numbers)

    def question_ids(seed: int) -> set[str]:
        request = RoundRequest(seed=str(seed))
        question_set = build_film_round([film], (), request, SeedsOneToFive(), print)
        return {prepared.question.id for prepared in question_set.questions}

    rounds = {seed: question_ids(seed) for seed in range(1, 6)}
    for seed, unseen_ids in rounds.items():
        recent_ids = set.union(*rounds.values()) - unseen_ids
        history = build.History(recent_ids, set())
        monkeypatch.setattr(build, "_load_history", lambda _, history=history: history)
        question_set = build_film_round([film], (), RoundRequest(), SeedsOneToFive(), print)
        assert question_set.metadata["seed"] == seed


# --- JSON -----------------------------------------------------------------------------------------


def test_json_has_questions_with_answers_and_sources_and_plays_nothing(
    heart: Heart, home: Path
) -> None:
    output = heart("quiz", "--seed", "1", "--json", typed="a\n").json

    assert list(output) == ["film", "seed", "check", "command", "questions", "sources"]
    assert not (home / "progress.db").exists()
    for number, question in enumerate(output["questions"], 1):
        assert list(question) == [
            "number", "id", "template", "section", "difficulty", "form", "ask",
            *(("clues",) if question["form"] == "clues" else ()),
            "options", "answer", "accept", "why", "about", "sources",
        ]  # fmt: skip
        assert question["number"] == number
        assert question["sources"]
        assert set(question["sources"]) <= set(output["sources"])
        assert question["form"] != "choice" or question["answer"] in question["options"]
        assert question["form"] != "order" or sorted(question["answer"]) == list("abcd")


def test_json_about_several_films_lists_them_and_has_which_film_questions(
    heart: Heart, home: Path
) -> None:
    for number, seed in enumerate((3, 5, 8, 13)):
        path = home / "films" / f"{number}.toml"
        path.write_text(filmfile.dump(made_up(seed, number)), encoding="utf-8")

    output = heart("quiz", "--shelf", "--seed", "2", "--count", "1000", "--json").json

    assert len(output["films"]) == 5
    for name, shared in output["sources"].items():
        alike = [film["sources"][name] for film in output["films"] if name in film["sources"]]
        assert all(shared.items() <= source.items() for source in alike)
    which_film = [q for q in output["questions"] if q["id"].endswith("/film")]
    assert which_film
    assert {q["film"] for q in output["questions"]} == {film["id"] for film in output["films"]}
    titles = {film["title"] for film in output["films"]}
    assert all({q["answer"], *q["options"]} <= titles for q in which_film)


# --- Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--seed", "lucky"], "'lucky' is not a seed. Use a number such as 4711 or 4711-9f3c"),
        (["--seed", "1-"], "is not a seed"),
        (["--seed", "-1"], "is not a seed"),
        (["--seed", "9" * 400], "is not a seed"),
        (["--seed", "٣"], "is not a seed"),
        (["--seed", "1", "--daily"], "use --daily or --seed, not both"),
        (["--shelf", "one"], "use --shelf or FILM, not both"),
        (["--json", "--plain"], "use --json or --plain, not both"),
        (["--section", "sogns"], "unknown section 'sogns'. Did you mean 'songs'?"),
        (["--section", "zzz"], "unknown section 'zzz'. Use film, titles, cast"),
        (["--form", "song"], "--form can't be 'song'. Use mixed, choice, typed"),
        (["--count", "0"], "can't be '0'. Use a whole number from 1 to 1,000"),
        (["--count", "many"], "--count can't be 'many'. Use a whole number"),
        (["--time", "0"], "Use a number from 1 to 86,400"),
        (["--difficulty", "extreme"], "can't be 'extreme'. Use easy, medium or hard"),
    ],
)
def test_a_usage_error_is_explained(heart: Heart, args: list[str], message: str) -> None:
    screen = heart("quiz", *args, COLUMNS="200")

    assert screen.code == 2
    assert message in " ".join(screen.err.replace("│", " ").split())


def test_no_matching_questions_is_an_error(heart: Heart, tmp_path: Path) -> None:
    bare = tmp_path / "bare.toml"
    bare.write_text('format = 1\ntitle = "Bare"\nyear = 1999\n', encoding="utf-8")
    screen = heart("quiz", str(bare), "--section", "songs")

    message = "heart: the only question about Bare doesn't match --section songs\n"
    assert (screen.code, screen.err) == (1, message)
    assert heart("quiz", "no such film").code == 1


def test_too_few_matching_questions_are_reported(heart: Heart) -> None:
    screen = heart("quiz", "--section", "film", "--count", "500", "--json")

    assert re.fullmatch(r"Only \d+ questions match\n", screen.err)


# --- Progress -------------------------------------------------------------------------------------


def test_no_save_creates_no_file(heart: Heart, home: Path) -> None:
    screen = heart("quiz", "--no-save", typed="a\n" * 10)

    assert screen.code == 0
    assert "Due" not in screen.out
    assert list(home.iterdir()) == [home / "films"]


def test_a_round_is_played_even_if_progress_cannot_be_saved(heart: Heart, home: Path) -> None:
    (home / "progress.db").mkdir()
    screen = heart("quiz", typed="a\n" * 10)

    problem = f"{home / 'progress.db'} is not a regular file"
    assert screen.code == 0
    assert "not played" not in screen.out
    assert screen.err == f"This round won't be saved: {problem}\n"
    for command in ("scores", "practice"):
        assert (heart(command).code, heart(command).err) == (1, f"heart: {problem}\n")


def test_practice_asks_due_questions_and_no_others(heart: Heart, clock: Clock) -> None:
    clock(NOON)
    assert "Nothing is due. Try heart quiz for new questions" in heart("practice").err
    asked = load_questions(heart, "--seed", "1", "--form", "typed")
    heart("quiz", "--seed", "1", "--form", "typed", typed="nonsense\n" * 10)
    assert heart("practice", "--json").json["questions"] == []

    clock(NOON + timedelta(1))
    due = heart("practice", "--json").json
    assert {q["id"] for q in due["questions"]} == {q["id"] for q in asked}
    assert due["due"] == 10
    assert len(heart("practice", "--count", "3", "--json").json["questions"]) == 3
    typed = heart("practice", "--form", "typed", "--json").json["questions"]
    assert {q["form"] for q in typed} == {"typed"}

    screen = heart("practice", "--form", "typed", typed=right_replies(typed))
    assert "10 of 10 points" in screen.out
    assert "heart practice" in screen.out
    assert heart("practice", "--json").json["questions"] == []


def test_a_due_question_that_no_longer_exists_is_reported_and_kept(
    heart: Heart, home: Path, clock: Clock
) -> None:
    clock(NOON)
    path = home / "films" / "made-up.toml"
    path.write_text(filmfile.dump(made_up(3)), encoding="utf-8")
    heart("quiz", "film-0", "--seed", "1", typed="nonsense\n" * 10)
    [(saved,)] = fetch_rows(home, "SELECT count(*) FROM card")
    path.unlink()
    clock(NOON + timedelta(1))

    screen = heart("practice")
    assert (
        f"Skipped {saved} due questions no longer in your films. Their progress is kept"
        in screen.err
    )
    assert len(heart("practice", "--json").json["gone"]) == saved
    assert fetch_rows(home, "SELECT count(*) FROM card") == [(saved,)]
    assert "(no longer in the film file)" in heart("scores").out
    assert all(missed["gone"] for missed in heart("scores", "--json").json["missed"])


def test_a_reworded_question_keeps_its_progress(heart: Heart, home: Path, clock: Clock) -> None:
    clock(NOON)
    text = filmfile.dump(made_up(4))
    path = home / "films" / "made-up.toml"
    path.write_text(text, encoding="utf-8")
    asked = load_questions(heart, "film-0", "--seed", "1", "--count", "1000")
    asks = [f'ask = "{question["ask"]}"' for question in asked]
    [written, *_] = [q for q, ask in zip(asked, asks, strict=True) if text.count(ask) == 1]
    heart("quiz", "film-0", "--seed", "1", "--count", "1000", typed="nonsense\n" * 1000)
    [record] = [r for r in made_up(4).questions if written["id"].endswith(r.id)]
    path.write_text(
        text.replace(f'ask = "{record.ask}"', 'ask = "Otherwise?"', 1), encoding="utf-8"
    )
    clock(NOON + timedelta(1))

    due = {q["id"]: q for q in heart("practice", "--json").json["questions"]}
    assert due[written["id"]]["ask"] == "Otherwise?"


def test_scores_show_accuracy_streaks_and_what_is_due(heart: Heart, clock: Clock) -> None:
    assert "No rounds yet. Start one with heart quiz." in heart("scores").out
    for days, knows in ((0, False), (1, True), (2, True)):
        clock(NOON + timedelta(days))
        seed = str(days + 1)
        replies = (
            right_replies(load_questions(heart, "--seed", seed)) if knows else "nonsense\n" * 10
        )
        heart("quiz", "--seed", seed, typed=replies)

    table, output = heart("scores"), heart("scores", "--json").json
    assert "20 of 30 right, 67%, in 3 rounds. 3 days in a row: your best." in table.out
    assert "▁▇▇" in table.out
    assert "from 0% to 100% right" in table.out
    assert (output["rounds"], output["answers"], output["right"]) == (3, 30, 20)
    assert output["streaks"] == {"days": 3, "most_days": 3, "most_right": 20}
    assert output["history"] == [0.0, 1.0, 1.0]
    assert len(output["recent"]) == 3
    assert len(output["due"]) == 8
    assert len(output["missed"]) == 5
    assert "all\t\t20\t30\n" in heart("scores", "--plain").out


@pytest.mark.parametrize("args", [["--json"], ["--film", "casablanca"], ["--section", "plot"]])
def test_restore_brings_back_all_questions_and_prints_none(heart: Heart, args: list[str]) -> None:
    ended = heart("practice", "--restore", *args)

    assert ended.code == 2
    assert f"use --restore or {args[0]}, not both" in ended.err


def test_suppressed_questions_come_back_with_restore(
    heart: Heart, home: Path, clock: Clock
) -> None:
    clock(NOON)
    heart("quiz", "--seed", "1", typed="nonsense\n" * 10)
    with closing(sqlite3.connect(home / "progress.db")) as connection, connection:
        connection.execute("INSERT INTO suppressed SELECT question FROM answer LIMIT 3")
    clock(NOON + timedelta(1))

    assert heart("practice", "--json").json["due"] == 7
    assert len(load_questions(heart, "--seed", "1")) == 7
    assert "Brought back 3 questions" in heart("practice", "--restore").err
    assert heart("practice", "--json").json["due"] == 10
    assert "Brought back no questions" in heart("practice", "--restore").err


def test_reset_asks_for_confirmation_and_keeps_a_backup(heart: Heart, home: Path) -> None:
    heart("quiz", "--seed", "1", typed="nonsense\n" * 10)

    assert heart("scores", "--reset").code == 2
    assert fetch_rows(home, "SELECT count(*) FROM answer") == [(10,)]
    screen = heart("scores", "--reset", "--yes")
    copy = home / "progress.before-reset-1.db"
    assert (screen.code, screen.err) == (0, f"Progress deleted. Backup: {copy}\n")
    assert fetch_rows(home, "SELECT count(*) FROM answer") == [(0,)]
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
def test_a_hostile_reply_is_never_right(
    heart: Heart, home: Path, form: str, plain: list[str]
) -> None:
    args = ("--seed", "1", "--form", form, "--count", str(len(HOSTILE) + 2))
    count = len(load_questions(heart, *args))
    typed = b"".join(reply.encode() + b"\n" for reply in HOSTILE) + b"\xff\xfe\x80\n\xc3\n"
    screen = heart("quiz", *args, *plain, typed=typed)

    assert screen.code == 0
    assert fetch_rows(home, "SELECT count(*) FROM answer WHERE verdict = 'right'") == [(0,)]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", screen.out)
    assert len(screen.out) < 20_000
    assert fetch_rows(home, "SELECT count(*) FROM answer WHERE verdict <> 'right'") == [(count,)]
    table = heart("scores").out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", table)


def test_the_installed_program_prints_json(program: Heart) -> None:
    screen = program("quiz", "--seed", "1", "--json")

    assert json.loads(screen.out)["check"] == program("quiz", "--seed", "1", "--json").json["check"]


# --- Odd films and options ------------------------------------------------------------------------

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
    f'[[questions]]\nid = "{letter.lower()}"\nabout = "film"\nask = "Which is letter {number}?"\n'
    f'answer = "{letter}"\nwrong = {[other for other in "SQABC" if other != letter]}\n'
    for number, letter in enumerate("SQABC")
)


def test_an_option_that_is_a_letter_can_be_chosen_by_its_text(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "lettered.toml"
    path.write_text(LETTERED, encoding="utf-8")
    args = (str(path), "--seed", "1", "--form", "choice", "--no-save")
    asked = load_questions(heart, *args)

    assert len(asked) >= 4
    played = heart("quiz", *args, typed=right_replies(asked))
    assert f"{len(asked)} of {len(asked)} points" in summary(played)


def test_the_replay_command_names_a_film_outside_the_shelf_by_its_path(
    heart: Heart, tmp_path: Path
) -> None:
    path = tmp_path / "lettered.toml"
    path.write_text(LETTERED, encoding="utf-8")
    shared = heart("quiz", str(path), "--seed", "1", "--json").json["command"]

    again = heart(*shlex.split(shared)[1:], "--json")
    assert re.fullmatch(r"Only \d questions match\n", again.err)
    assert again.json["command"] == shared


def four_films(home: Path) -> None:
    for number, seed in enumerate((3, 5, 8, 13)):
        text = filmfile.dump(made_up(seed, number))
        (home / "films" / f"{number}.toml").write_text(text, encoding="utf-8")


def test_the_heading_of_a_question_does_not_contain_the_answer(heart: Heart, home: Path) -> None:
    four_films(home)
    asked = load_questions(heart, "--shelf", "--seed", "1", "--count", "1000")
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
        asked = [question["id"] for question in load_questions(heart, *args)]
        assert any(question_id.endswith("/film") for question_id in asked)
        which |= {question_id for question_id in asked if question_id.endswith("/film")}
        heart("quiz", *args, "--plain", typed="x\n" * len(asked))

    clock(NOON + timedelta(3))
    due = heart("practice", "--json").json
    assert due["gone"] == []
    assert which <= {question["id"] for question in due["questions"]}


def test_practice_with_no_save_creates_no_file(heart: Heart, home: Path) -> None:
    assert "Nothing is due" in heart("practice", "--no-save").err
    assert not (home / "progress.db").exists()


@pytest.mark.parametrize("seconds", ["nan", "inf", "1e300", "-1", "86401"])
def test_an_invalid_time_limit_is_a_usage_error(heart: Heart, seconds: str) -> None:
    screen = heart("quiz", "--time", seconds)
    assert screen.code == 2
    assert screen.err == f"heart: --time can't be '{seconds}'. Use a number from 1 to 86,400\n"


@pytest.mark.parametrize("now", [datetime.min, datetime(9999, 12, 31, 23, 59)], ids=str)  # noqa: DTZ001, DTZ901
def test_commands_work_on_the_first_and_last_day_of_the_calendar(
    heart: Heart, home: Path, tmp_path: Path, clock: Clock, now: datetime
) -> None:
    clock(now)
    (tmp_path / "list.csv").write_text("title,year\nSome Film,1999\n")
    questions = load_questions(heart, "--seed", "1", "--count", "4")
    replies = f"{right_replies(questions[:3])}nonsense\n"
    for args in (["--daily"], ["--daily", "--json"], ["--seed", "1", "--count", "4"], ["--plain"]):
        assert heart("quiz", *args, typed=replies).code == 0
    for args in ([], ["--json"], ["--plain"]):
        assert heart("scores", *args).code == 0
        assert heart("practice", *args, typed=replies).code == 0
    assert heart("import", "csv", str(tmp_path / "list.csv")).code == 0
    for args in ([], ["--json"], ["--plain"]):
        assert heart("catalogue", *args).code == 0

    output = heart("scores", "--json").json
    assert output["due"][0]["date"] == now.date().isoformat()
    assert output["streaks"]["days"] == 1
    assert fetch_rows(home, "SELECT count(*) FROM card WHERE due < last") == [(0,)]


@pytest.mark.parametrize("day", [date.min, date.min + timedelta(3), date.max - timedelta(3)])
def test_the_forecast_stops_at_the_end_of_the_calendar(
    heart: Heart, clock: Clock, day: date
) -> None:
    clock(datetime.combine(day, time(12)))
    heart("quiz", "--seed", "1", "--count", "3", typed="x\n" * 3)

    due = heart("scores", "--json").json["due"]

    assert len(due) == min(7, (date.max - day).days) + 1
    assert sum(each["questions"] for each in due) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="the Windows clock has no such days")
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_the_local_time_is_known_on_every_day(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
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
