"""`heart new` writes valid film files; `heart check` reports problems and warnings."""

import os
import re
import sys
import threading
from pathlib import Path
from typing import Any

import pexpect
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from heartcli import filmfile
from heartcli.errors import HeartError
from heartcli.filmfile import template
from tests.conftest import TESTS, TIMEOUT_SECONDS, Heart, environment

VALID, INVALID = TESTS / "films" / "valid", TESTS / "films" / "invalid"


def test_new_writes_to_the_shelf_and_prints_the_path(heart: Heart, home: Path) -> None:
    screen = heart("new", "Moontango", "(1942)")

    path = home / "films" / "moontango-1942.toml"
    assert (screen.code, screen.out) == (0, f"{path}\n")
    assert heart("check", str(path)).out.endswith("OK: no records, no sources\n")
    assert heart("film", "moontango", "--json").json["film"]["year"] == 1942
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "args",
    [["Moontango", "--year", "1942"], ["Moontango (1942)"], ["--year=1942", "Moon", "tango"]],
)
def test_the_year_is_read_from_the_title_or_from_year(heart: Heart, args: list[str]) -> None:
    assert "year = 1942" in heart("new", *args, "-o", "-").out


def test_new_without_a_year_is_a_usage_error_in_a_pipe(heart: Heart) -> None:
    screen = heart("new", "Moontango")

    assert screen.code == 2
    assert "missing year. Use --year" in screen.err


def test_new_refuses_two_different_years(heart: Heart) -> None:
    screen = heart("new", "Moontango (1942)", "--year", "1943")

    assert screen.code == 1
    assert "the title says 1942, but --year says 1943. Use one of them" in screen.err


def test_new_refuses_an_empty_title(heart: Heart) -> None:
    for args in ([""], ["(1942)"], [" ", "--year", "1942"]):
        assert "missing title" in heart("new", *args).err


def test_new_asks_for_the_year_on_a_terminal(home: Path) -> None:
    child = pexpect.spawn(
        f"{sys.executable} -m heartcli new Moontango",
        env=environment(home),
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
    )
    child.expect("Year of the film: ")
    child.sendline("nineteen")
    child.expect("not a valid int")
    child.sendline("1942")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == 0
    assert (home / "films" / "moontango-1942.toml").exists()


def test_new_never_overwrites_a_file(heart: Heart, home: Path) -> None:
    path = home / "films" / "film-1999.toml"
    path.write_text("mine", encoding="utf-8")

    screen = heart("new", "Film (1999)")

    assert screen.code == 1
    assert "already exists; nothing written" in screen.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(path.parent.iterdir()) == [path]


def test_only_one_of_many_concurrent_writers_succeeds(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    written: list[bool] = []

    def write(number: int) -> None:
        try:
            template.write_film_file(f"{number}" * 10_000, path)
            written.append(True)
        except HeartError:
            written.append(False)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (written.count(True), written.count(False)) == (1, 7)
    assert len(set(path.read_text(encoding="utf-8"))) == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("place", ["/dev/full/film.toml", "/proc/film.toml", "a\0b.toml"])
def test_new_reports_a_path_that_it_cannot_write(heart: Heart, place: str) -> None:
    screen = heart("new", "Film (1999)", "-o", place)

    assert screen.code == 1
    assert "can't" in screen.err


def test_a_full_disk_leaves_no_partial_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)

    with pytest.raises(HeartError, match=r"can't write .*: No space left on device"):
        template.write_film_file("text", tmp_path / "film.toml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("title", "year", "message"),
    [
        ("", 1999, "missing title"),
        ("X", 12, "12 is not a year from 1870 to 2100"),
        ("\x1b", 0, "0 is not a year"),
    ],
)
def test_a_missing_title_or_an_impossible_year_is_refused(
    title: str, year: int, message: str
) -> None:
    with pytest.raises(HeartError, match=message):
        template.blank_film_file(title, year)


@given(st.text(min_size=1, max_size=40), st.integers(1870, 2100))
def test_any_title_makes_a_valid_film_file(title: str, year: int) -> None:
    try:
        text = template.blank_film_file(title, year)
    except HeartError:
        return
    result = filmfile.parse(text)

    assert result.problems == []
    assert result.film is not None
    assert result.film.year == year


def test_the_commented_examples_are_valid() -> None:
    text = template.blank_film_file("Film", 1999)
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    examples = [line for line in lines if line.startswith("[") or " = " in line]

    assert filmfile.parse("\n".join(examples)).problems == []


def test_check_prints_every_problem_with_its_line(heart: Heart) -> None:
    path = INVALID / "unknown-keys.toml"
    screen = heart("check", str(path))

    assert screen.code == 1
    words = " ".join(screen.out.split())
    assert f"{path}:7: unknown key 'genre'. Did you mean 'genres'? {path}:8: " in words
    assert words.endswith(f"✗ {path}: 3 problems")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_continued_lines_of_a_problem_are_indented(
    heart: Heart, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.chdir(VALID.parent)

    *lines, _, total = heart("check", ".", COLUMNS=str(columns)).lines

    assert all(cell_len(line) <= columns for line in lines)
    starts = re.compile(r"[a-z/-]+\.toml:\d+: |[✓✗] [a-z/-]+\.toml: |  ")
    assert [line for line in lines if not starts.match(line)] == []
    assert re.fullmatch(r"\d+ files, 6 OK, \d+ problems, \d+ warnings", total)


def test_check_takes_files_and_folders(heart: Heart) -> None:
    screen = heart("check", str(VALID), str(INVALID / "empty.toml"), "--json")

    files = {Path(file["path"]).stem: file for file in screen.json["files"]}
    assert screen.code == 1
    assert len(files) == len(list(VALID.glob("*.toml"))) + 1
    assert files["empty"]["problems"][0] == {
        "line": 1,
        "text": "missing format. Add: format = 1",
    }
    assert files["smallest"] == {
        "path": str(VALID / "smallest.toml"),
        "problems": [],
        "warnings": [],
    }


def test_check_plain_prints_one_line_per_problem(heart: Heart) -> None:
    rows = [
        line.split("\t") for line in heart("check", str(INVALID / "years.toml"), "--plain").lines
    ]

    assert [row[1:3] for row in rows] == [["4", "problem"]]


def test_a_path_that_is_not_a_film_file_is_a_problem_without_a_line(
    heart: Heart, tmp_path: Path
) -> None:
    missing = heart("check", str(tmp_path / "none.toml"))
    empty = heart("check", str(tmp_path))

    assert (missing.code, empty.code) == (1, 1)
    assert "no such file: " in " ".join(missing.out.split())
    assert "is a folder" in " ".join(empty.out.split())


def test_warnings_are_shown_and_do_not_fail_the_check(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    path.write_text(
        """\
format = 1
title = "Film"
year = 1999
[sources.a]
title = "A"
[sources.b]
title = "B"
[people."Nobody"]
[[cast]]
performer = "Ann"
[[editions]]
name = "Uncut"
minutes = 100
sources = ["a"]
disputes = [{ field = "minutes", value = 101 }]
[[legacy]]
id = "after"
text = "x"
doubtful = true
sources = ["a"]
[[questions]]
id = "giveaway"
about = "film"
ask = "Who is Ann Actor?"
answer = "Ann"
[[questions]]
id = "disputed"
about = "editions/uncut"
ask = "How many minutes does it run?"
answer = "100"
[[questions]]
id = "doubtful"
about = "legacy/after"
ask = "What?"
answer = "x"
""",
        encoding="utf-8",
    )

    screen = heart("check", str(path), "--json")

    assert screen.code == 0
    assert screen.json["files"][0]["warnings"] == [
        {"line": 6, "text": "source 'b' is never cited"},
        {"line": 8, "text": "person 'Nobody' appears nowhere else"},
        {"line": 9, "text": "cast/ann has no sources"},
        {
            "line": 21,
            "text": "questions/giveaway contains its own answer",
        },
        {
            "line": 26,
            "text": "questions/disputed asks about a disputed fact: sources give different answers",
        },
        {"line": 31, "text": "questions/doubtful is based on a doubtful record"},
    ]
    shown = " ".join(heart("check", str(path), COLUMNS="120").out.split())
    assert "film.toml:9: warning: cast/ann has no sources" in shown


def test_check_skips_hidden_files_in_a_folder(heart: Heart, tmp_path: Path) -> None:
    for name in ("a.toml", "._a.toml", ".git/c.toml", "more/b.toml"):
        path = tmp_path / "films" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "rubbish" if "." in name[:-5] else 'format = 1\ntitle = "F"\nyear = 1999\n',
            encoding="utf-8",
        )

    screen = heart("check", str(tmp_path / "films"), "--json")
    assert [Path(file["path"]).name for file in screen.json["files"]] == ["a.toml", "b.toml"]
    assert screen.code == 0
    assert heart("check", str(tmp_path / "films" / "._a.toml")).code == 1


# --- Written questions --------------------------------------------------------------------------

QUESTION = """\
format = 1
title = "Film"
year = 1999

[sources.a]
title = "A"

[[cast]]
performer = "Raul Julia"
character = "Ray"
sources = ["a"]

[[legacy]]
id = "sure"
text = "It came back."
sources = ["a"]

[[legacy]]
id = "doubted"
text = "It never went."
doubtful = true
sources = ["a"]

[[legacy]]
id = "disputed"
text = "It had two sequels."
sources = ["a"]
[[legacy.disputes]]
says = "It had three sequels, and no remake."
sources = ["a"]

[[editions]]
id = "cut"
name = "Theatrical cut"
minutes = 107
sources = ["a"]
[[editions.disputes]]
field = "minutes"
value = 101
sources = ["a"]

[[questions]]
id = "first"
"""


VALID_QUESTION = {
    "about": ["cast/raul-julia-ray"],
    "ask": "Who is Ray?",
    "answer": "Raul Julia",
    "wrong": ["Tom Waits", "Fred Roos", "Al Nunn"],
}


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({}, ""),
        ({"ask": "Who is Raul Julia?"}, "contains its own answer"),
        (
            {"wrong": ["Tom Waits", "R. Julia", "Al Nunn"]},
            "lists 'R. Julia' as wrong, but it isn't clearly wrong",
        ),
        ({"wrong": ["Tom Waits", "tom waits", "Al Nunn"]}, "lists the same wrong answer twice"),
        (
            {"wrong": ["Tom Waits"]},
            "has fewer than 3 wrong answers, so they are never offered",
        ),
        (
            {"ask": "Who of these is Ray?", "wrong": ["Tom Waits"]},
            "is asked only with its options, but has fewer than 3 wrong answers",
        ),
        (
            {"wrong": ["Tom Waits", "Fred Roos"], "choice_only": True},
            "is asked only with its options, but has fewer than 3 wrong answers",
        ),
        (
            {"ask": "How old is he?", "answer": "Very", "wrong": [], "estimate": True},
            "asks for an estimate, but its answer isn't a number",
        ),
        ({"ask": "True or false: Ray sings.", "answer": "True", "wrong": []}, ""),
        ({"ask": "Who am I?", "wrong": [], "clues": [*"abcd", "I am Ray"]}, ""),
        (
            {"ask": "Who am I?", "wrong": [], "clues": [*"abcd", "My name is Raul Julia"]},
            "contains its own answer",
        ),
        (
            {"answer": "A waiter who sings in the bar", "wrong": ["Cook", "Cop", "Spy"]},
            "gives its answer away: only the right option is this long",
        ),
        (
            {"answer": "Car 54", "wrong": ["Bus line", "Tram line", "Lift"]},
            "gives its answer away: only the right option contains a digit",
        ),
        (
            {"answer": "a car", "wrong": ["A bus", "A tram", "A lift"]},
            "gives its answer away: only the right option starts without a capital",
        ),
        (
            {"reject": ["Raul Julia."]},
            "rejects its own answer. Check reject and prompt",
        ),
        ({"about": ["legacy/doubted"]}, "is based on a doubtful record"),
        (
            {
                "about": ["legacy/disputed"],
                "ask": "How many sequels?",
                "answer": "two",
                "wrong": ["nine", "five", "six"],
            },
            "asks about a disputed fact: sources give different answers",
        ),
        (
            {
                "about": ["editions/cut"],
                "ask": "How long is it?",
                "answer": "107 minutes",
                "wrong": ["90 minutes", "95 minutes", "120 minutes"],
            },
            "asks about a disputed fact: sources give different answers",
        ),
        (
            {
                "about": ["editions/cut"],
                "ask": "How long is it?",
                "answer": "107 minutes",
                "accept": ["101 minutes"],
                "wrong": ["90 minutes", "95 minutes", "120 minutes"],
            },
            "",
        ),
    ],
)
def test_written_questions_are_linted(
    heart: Heart, tmp_path: Path, changes: dict[str, Any], warning: str
) -> None:
    path = tmp_path / "film.toml"
    path.write_text(QUESTION + tomli_w.dumps(VALID_QUESTION | changes), encoding="utf-8")
    line = QUESTION.splitlines().index("[[questions]]") + 1

    screen = heart("check", str(path), "--plain")

    assert screen.code == 0
    expected = [f"{path}\t{line}\twarning\tquestions/first {warning}"] if warning else []
    assert screen.lines == expected


def test_check_warns_of_two_equal_questions(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    question = tomli_w.dumps(VALID_QUESTION)
    path.write_text(
        f'{QUESTION}{question}[[questions]]\nid = "second"\n{question}', encoding="utf-8"
    )

    [line] = heart("check", str(path), "--plain").lines
    assert line.endswith("questions/second asks the same question as questions/first")


def test_the_questions_of_the_bundled_film_have_no_warnings(heart: Heart) -> None:
    assert heart("check", "data/film.toml", "--json").json["files"][0]["warnings"] == []
