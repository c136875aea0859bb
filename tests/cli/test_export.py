"""`heart export`: which questions it exports, and where it writes them."""

import csv
import html
import io
import json
import re
import shlex
from pathlib import Path
from random import Random

import pytest
import tomli_w

from heartcli.cli import exporting, rounds
from heartcli.export.formats import FILM_FORMATS, FORMATS, Selection
from heartcli.export.quiz import Quiz
from tests.conftest import Heart, Screen


def _rows(screen: Screen) -> list[dict[str, str]]:
    return list(csv.DictReader(screen.out.removeprefix("\ufeff").splitlines()))


@pytest.mark.parametrize(
    "options",
    [
        ["--seed", "5"],
        ["--seed", "5", "--section", "music", "--form", "typed"],
        ["--seed", "5", "--catalogue", "--count", "30"],
        ["--seed", "5", "--year", "1980-1989"],
    ],
)
def test_an_export_has_the_questions_of_the_round_with_its_seed(
    heart: Heart, options: list[str]
) -> None:
    counted = [] if "--count" in options else ["--count", "10"]

    exported = _rows(heart("export", "csv", *options, *counted))

    played = heart("quiz", *options, *counted, "--json").json["questions"]
    assert [(row["id"], row["question"], row["answer"]) for row in exported] == [
        (question["id"], question["ask"], question["answer"]) for question in played
    ]


def test_a_table_holds_every_question_by_default(heart: Heart) -> None:
    every = _rows(heart("export", "csv"))

    assert len(every) > 200
    assert every == _rows(heart("export", "csv", "--all"))


def test_exporting_again_gives_the_same_file(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "quiz.csv"
    heart("export", "csv", "-o", str(path))
    before = path.read_bytes()

    heart("export", "csv", "-o", str(path), "--force")

    assert path.read_bytes() == before


def test_questions_from_the_catalogue_carry_the_terms_of_its_sources(heart: Heart) -> None:
    [row, *_] = _rows(heart("export", "csv", "--catalogue", "--count", "5"))

    assert "Data from Wikidata contributors, CC0." in row["terms"]
    assert "film files" not in row["terms"]


def test_an_export_says_how_many_questions_it_wrote(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "quiz.csv"

    screen = heart("export", "csv", "--count", "5", "-o", str(path))

    assert (screen.code, screen.out) == (0, "")
    first, second = screen.err.splitlines()
    assert first == f"Exported 5 questions to {path}"
    assert re.fullmatch("To export the same questions again: heart export csv --seed .* 5", second)


def test_an_existing_file_is_overwritten_only_with_force(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "quiz.csv"
    path.write_text("mine")

    refused = heart("export", "csv", "-o", str(path))

    assert refused.code == 1
    assert refused.err == f"heart: {path} already exists. Use --force to overwrite it\n"
    assert path.read_text() == "mine"
    assert heart("export", "csv", "-o", str(path), "--force").code == 0
    assert "Vegas" in path.read_text()
    assert [*tmp_path.glob("*quiz*")] == [path]


def test_a_symbolic_link_stays_one(heart: Heart, tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)

    heart("export", "csv", "--count", "1", "-o", str(link), "--force")

    assert link.is_symlink()
    assert len(target.read_text().splitlines()) == 2


def test_a_folder_is_a_usage_error(heart: Heart, tmp_path: Path) -> None:
    screen = heart("export", "csv", "-o", str(tmp_path))

    assert screen.code == 2
    assert screen.err == f"heart: {tmp_path} is a folder. Use the path of a file\n"


def test_a_missing_folder_is_named(heart: Heart, tmp_path: Path) -> None:
    screen = heart("export", "csv", "-o", str(tmp_path / "missing" / "quiz.csv"))

    assert screen.code == 1
    assert screen.err == f"heart: no such folder: {tmp_path / 'missing'}\n"


def test_a_full_disk_is_an_error(heart: Heart) -> None:
    screen = heart("export", "csv", "-o", "/dev/full")

    assert screen.code == 1
    assert screen.err == "heart: can't write /dev/full: No space left on device\n"


def test_no_file_is_written_if_no_question_is_left(heart: Heart, tmp_path: Path) -> None:
    path, film = tmp_path / "quiz.csv", tmp_path / "film.toml"
    question = {"id": "sum", "about": ["film"], "ask": "=1+1", "answer": "two"}
    film.write_text(
        tomli_w.dumps({"format": 1, "title": "A", "year": 1999, "questions": [question]})
    )

    screen = heart("export", "csv", str(film), "--form", "typed", "-o", str(path))

    assert screen.code == 1
    assert screen.err.splitlines() == [
        "Left out 1 question with text that looks like a formula: '=1+1'",
        "heart: nothing to export: a CSV table can hold none of these questions",
    ]
    assert not path.exists()


def test_a_round_drawn_for_a_live_game_has_only_questions_that_fit(
    heart: Heart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "SystemRandom", lambda: Random(1))  # noqa: S311
    path = tmp_path / "quiz.xlsx"

    screen = heart("export", "kahoot", "--catalogue", "-o", str(path))

    assert screen.err == f"Exported 10 questions to {path}\n"


@pytest.mark.parametrize(
    ("options", "count", "hint"),
    [
        pytest.param([], 200, ". Use --count or --all for more", id="by default"),
        pytest.param(["--all"], 1000, "", id="all", marks=pytest.mark.long),
    ],
)
def test_an_export_says_that_the_catalogue_has_more_questions(
    heart: Heart, tmp_path: Path, options: list[str], count: int, hint: str
) -> None:
    path = tmp_path / "quiz.csv"

    screen = heart("export", "csv", "--catalogue", *options, "-o", str(path))

    assert screen.err.splitlines()[-2:] == [
        f"The catalogue has more questions than these {count:,}{hint}",
        f"Exported {count:,} questions to {path}",
    ]


def test_the_help_names_every_format(heart: Heart) -> None:
    arguments, _, _ = heart("export", "--help").out.partition("Which questions")

    assert {*FORMATS, *FILM_FORMATS} <= {*re.findall(r"\w+", arguments)}


def test_left_out_questions_of_one_form_are_counted_once() -> None:
    messages: list[str] = []

    exporting._report_left_out(Selection([], {"typed": 1_234}, {}), messages.append)

    assert messages == ["Left out 1,234 questions to answer in words"]


def test_all_and_a_count_exclude_each_other(heart: Heart) -> None:
    screen = heart("export", "csv", "--all", "--count", "3")

    assert (screen.code, screen.err) == (2, "heart: use --all or --count, not both\n")


def test_an_unknown_format_gets_a_suggestion(heart: Heart) -> None:
    screen = heart("export", "cvs")

    assert (screen.code, screen.err) == (2, "heart: unknown format 'cvs'. Did you mean 'csv'?\n")


def test_questions_lose_their_control_characters(heart: Heart, tmp_path: Path) -> None:
    film = tmp_path / "film.toml"
    question = {"id": "q", "about": ["film"], "ask": "A\x1b[31m\u202eB?", "answer": "C\x07 D"}
    film.write_text(
        tomli_w.dumps({"format": 1, "title": "A", "year": 1999, "questions": [question]})
    )

    [exported] = json.loads(heart("quiz", str(film), "--form", "typed", "--json").out)["questions"]

    assert (exported["ask"], exported["answer"]) == ("A[31mB?", "C D")


def test_a_question_without_visible_text_is_not_asked(heart: Heart, tmp_path: Path) -> None:
    film = tmp_path / "film.toml"
    common = {"about": ["film"], "answer": "C"}
    questions = [
        {"id": "invisible", **common, "ask": "\u202e"},
        {"id": "no-answer", **common, "ask": "A?", "answer": "\u202e\x07"},
        {"id": "good", **common, "ask": "B?", "accept": ["\u202e", "D"]},
        {"id": "order", "about": ["film"], "ask": "C?", "order": ["a", "b", "c", "a\x07"]},
    ]
    film.write_text(
        tomli_w.dumps({"format": 1, "title": "A", "year": 1999, "questions": questions})
    )

    exported = heart("quiz", str(film), "--count", "1000", "--json").json["questions"]

    written = [question for question in exported if question["template"] == "written"]
    assert [(question["ask"], question["accept"]) for question in written] == [("B?", ["D"])]


def test_a_round_for_a_live_game_has_questions_with_options(heart: Heart) -> None:
    screen = heart("export", "blooket")

    rows = list(csv.reader(io.StringIO(screen.out.removeprefix("\ufeff"))))[2:]
    assert len(rows) == 10
    assert all(row[5] for row in rows)
    assert "Left out" not in screen.err


def test_a_live_game_with_a_seed_has_the_questions_of_that_round_that_fit(heart: Heart) -> None:
    screen = heart("export", "blooket", "--seed", "5")

    rows = list(csv.reader(io.StringIO(screen.out.removeprefix("\ufeff"))))[2:]
    played = heart("quiz", "--seed", "5", "--json").json["questions"]
    fitting = [q["ask"] for q in played if q["form"] in ("choice", "true-false")]
    assert 0 < len(fitting) < 10
    assert [row[1] for row in rows] == fitting
    assert f"Left out {10 - len(fitting)} questions" in screen.err


def test_a_sheet_has_a_title_of_your_choice_and_a_command_that_makes_it_again(heart: Heart) -> None:
    first = heart("export", "sheet", "--count", "3", "--title", "Film Night <3")

    [command] = re.findall("heart (export sheet [^<]*)", first.out)

    assert first.out.count("Film Night &lt;3") >= 2
    assert heart(*shlex.split(html.unescape(command))).out == first.out


def test_the_tie_breaker_of_a_sheet_is_an_estimate_that_is_not_among_its_questions(
    heart: Heart, monkeypatch: pytest.MonkeyPatch
) -> None:
    quizzes: list[Quiz] = []

    def keep(quiz: Quiz) -> bytes:
        quizzes.append(quiz)
        return b""

    monkeypatch.setitem(FORMATS, "sheet", FORMATS["sheet"]._replace(write=keep))

    for scope in ([], ["--catalogue"], ["jaws", "--form", "estimate", "--count", "1000"]):
        heart("export", "sheet", "--seed", "1", *scope)

    film, catalogue, used_up = quizzes
    for quiz in (film, catalogue):
        assert quiz.tie_breaker is not None
        assert quiz.tie_breaker.form == "estimate"
        assert quiz.tie_breaker.id not in {question.id for question in quiz.questions}
    assert used_up.tie_breaker is None


@pytest.mark.parametrize("option", ["--seed=4711", "--daily"])
def test_a_replayed_round_has_its_usual_length(heart: Heart, option: str) -> None:
    exported = _rows(heart("export", "csv", option))

    played = heart("quiz", option, "--json").json["questions"]
    assert [row["id"] for row in exported] == [question["id"] for question in played]


def test_a_title_is_refused_by_formats_without_one(heart: Heart) -> None:
    screen = heart("export", "anki", "--title", "Midterm", "-o", "deck.apkg")

    assert screen.code == 2
    assert screen.err == "heart: --title doesn't apply: an Anki deck has no title\n"


def test_questions_name_their_film_on_request(heart: Heart) -> None:
    for row in _rows(heart("export", "csv", "casablanca", "--name-films")):
        assert "Casablanca" in row["question"] or row["answer"] == "Casablanca"


def test_an_export_states_the_terms_of_data_that_came_into_a_film_file(
    heart: Heart, tmp_path: Path
) -> None:
    film = heart("new", "casablanca", "-o", str(tmp_path / "casablanca.toml")).out.strip()

    terms = _rows(heart("export", "csv", film))[0]["terms"]

    assert "belong to the authors of those files" in terms
    assert "Data from Wikidata contributors, CC0." in terms


def test_overwriting_a_file_keeps_its_permissions(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "quiz.csv"
    path.touch(mode=0o600)

    heart("export", "csv", "--count", "1", "-o", str(path), "--force")

    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["missing/", "loop"])
def test_a_path_that_leads_nowhere_is_refused(heart: Heart, tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")

    screen = heart("export", "csv", "--count", "1", "-o", f"{tmp_path}/{name}")

    assert screen.code in (1, 2)
    assert len(screen.err.splitlines()) == 1
    assert not (tmp_path / "missing").exists()


def test_a_form_that_a_format_cannot_hold_is_a_usage_error(heart: Heart) -> None:
    screen = heart("export", "kahoot", "--form", "typed", "-o", "quiz.xlsx")

    assert (screen.code, screen.err) == (
        2,
        "heart: a Kahoot workbook can't hold --form typed. Use choice or true-false\n",
    )


def test_all_questions_for_a_live_game_are_those_that_can_have_options(
    heart: Heart, tmp_path: Path
) -> None:
    path = tmp_path / "quiz.csv"
    heart("export", "blooket", "--all", "-o", str(path))

    asked = {row[1] for row in csv.reader(io.StringIO(path.read_text("utf-8-sig")))}

    choices = heart("quiz", "--form", "choice", "--count", "1000", "--json").json["questions"]
    assert {question["ask"] for question in choices} <= asked
