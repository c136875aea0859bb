"""Which films and sections a round asks about, and how it is composed."""

import re
import shlex
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from heartcli import filmfile
from heartcli.cli import play as play_commands
from heartcli.model.film import Film
from heartcli.quiz.judging import Answer
from heartcli.quiz.progress.store import FILE_NAME, Progress
from heartcli.quiz.questions.from_film import all_questions
from heartcli.quiz.questions.question import TRUE_FALSE, new_question
from heartcli.quiz.rounds.catalogue_source import remake_catalogue_questions
from heartcli.quiz.rounds.draw import QuestionFilter, draw_round
from heartcli.quiz.rounds.prepare import PreparedQuestion
from heartcli.quiz.rounds.reveals import ShownTexts
from heartcli.text.folding import fold_words
from tests.conftest import Heart
from tests.made_up import made_up

WATCHED = ["Alien,1979", "Aliens,1986", "Blade Runner,1982", "Tootsie,1982", "Heat,1995",
           "Casablanca,1942", "The Third Man,1949", "Vertigo,1958", "Psycho,1960", "Jaws,1975",
           "The Godfather,1972", "Star Wars,1977", "The Big Sleep,1946", "Key Largo,1948",
]  # fmt: skip


def play(heart: Heart, *args: str) -> dict[str, Any]:
    document: dict[str, Any] = heart("quiz", "--seed", "1", "--json", *args).json
    return document


@pytest.fixture
def shelf(home: Path) -> Path:
    """A shelf with two made-up films besides the bundled one."""
    for number in range(2):
        text = filmfile.dump(made_up(1 + 2 * number, number))
        (home / "films" / f"{number}.toml").write_text(text, encoding="utf-8")
    return home


@pytest.fixture
def watched(heart: Heart, tmp_path: Path) -> None:
    """Imports a source called watched, which knows only titles and years."""
    path = tmp_path / "watched.csv"
    path.write_text("title,year\n" + "\n".join(WATCHED), encoding="utf-8")
    heart("import", "csv", str(path), "--as", "watched")


def films_of(document: dict[str, Any]) -> Counter[str]:
    return Counter(question["film"] for question in document["questions"])


# --- Films ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("shelf")
def test_a_round_about_the_shelf_spreads_over_its_films(heart: Heart) -> None:
    counts = films_of(play(heart, "--shelf", "--count", "9"))

    assert counts == {"one-from-the-heart-1982": 3, "film-0": 3, "film-1": 3}


def test_film_names_several_films(heart: Heart, shelf: Path) -> None:
    films = ("--film", "film-0", "--film", str(shelf / "films" / "1.toml"))
    document = play(heart, *films, "--count", "8")

    assert films_of(document) == {"film-0": 4, "film-1": 4}
    assert document["command"].startswith("heart quiz --film film-0 --film film-1 --seed 1-")
    assert heart(*shlex.split(document["command"])[1:], "--json").json == document


@pytest.mark.usefixtures("shelf")
def test_a_round_about_several_films_is_titled_by_their_titles(heart: Heart) -> None:
    films = ("--film", "film-0", "--film", "one-from-the-heart-1982")
    end = heart("quiz", "--count", "2", *films, typed="x\nx\n").out
    [played] = heart("scores", "--json").json["recent"]

    assert "Tokyo 0, One from the Heart, 0 of 2" in end
    assert played["title"] == "Tokyo 0, One from the Heart"


@pytest.mark.usefixtures("shelf")
def test_questions_about_several_films_name_theirs(heart: Heart) -> None:
    document = play(heart, "--film", "film-0", "--film", "one-from-the-heart-1982")
    titles = {film["id"]: film["title"] for film in document["films"]}

    for question in document["questions"]:
        assert titles[question["film"]] in question["ask"]


@pytest.mark.usefixtures("shelf")
def test_without_leaves_films_out(heart: Heart) -> None:
    shelf_round = play(heart, "--shelf", "--without", "film-1", "--count", "8")
    assert films_of(shelf_round) == {"one-from-the-heart-1982": 4, "film-0": 4}
    assert "--shelf --without film-1 --seed" in shelf_round["command"]

    named = ("--film", "film-0", "--film", "film-1", "--without", "film-1")
    assert play(heart, *named)["film"]["id"] == "film-0"

    catalogue_round = play(heart, "--year", "1942", "--without", "casablanca")
    assert "Q132689" not in {film["id"] for film in catalogue_round["films"]}
    assert "--without Q132689" in catalogue_round["command"]


@pytest.mark.usefixtures("watched")
def test_source_asks_about_what_was_imported(heart: Heart) -> None:
    document = play(heart, "--source", "watched", "--count", "5")

    titles = {line.partition(",")[0] for line in WATCHED}
    assert {film["title"] for film in document["films"]} <= titles
    crime = play(heart, "--source", "watched", "--genre", "crime", "--count", "3")
    assert "Alien" not in {film["title"] for film in crime["films"]}
    assert heart(*shlex.split(crime["command"])[1:], "--json").json == crime


@pytest.mark.usefixtures("watched")
def test_questions_about_people_cite_only_sources_with_credits(heart: Heart) -> None:
    questions = play(heart, "--source", "watched", "--count", "10")["questions"]
    about_people = [q for q in questions if q["section"] in ("cast", "crew")]

    assert about_people
    for question in about_people:
        assert not any(name.startswith("watched") for name in question["sources"])


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--source", "nope"], "no source called 'nope'. Sources: wikidata"),
        (["--shelf", "--without", "nosuchfilm"], "no film called 'nosuchfilm'"),
        (["--shelf", "--without", "casablanca"], "Casablanca (1942) is not on your shelf"),
        (["--film", "casablanca", "--without", "heat"], "Heat (1995) is not one of the films"),
        (["--film", "casablanca", "--without", "casablanca"], "--without leaves no films"),
        (["--year", "1982", "--without", "film-0"], "is not in the catalogue"),
        (["film-0", "--form", "clues"], "questions about Tokyo 0 match --form clues"),
        (["--genre", "western", "--year", "1900"], "not enough films for a round"),
        (["--catalogue", "--section", "songs"], "about catalogue films match --section songs"),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_filters_that_leave_nothing_are_explained(
    heart: Heart, args: list[str], message: str
) -> None:
    screen = heart("quiz", *args)

    assert (screen.code, screen.out) == (1, "")
    assert message in screen.err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--without", "heat"], "--without needs --shelf, --film or --catalogue"),
        (["--genre", "western", "--shelf"], "use --genre or --shelf, not both"),
        (["--catalogue", "--film", "heat"], "use --catalogue or --film, not both"),
        (["--film", "heat", "alien"], "use --film or FILM, not both"),
        (["--year", "1982", "heat"], "use --year or FILM, not both"),
    ],
)
def test_options_that_exclude_each_other_are_a_usage_error(
    heart: Heart, args: list[str], message: str
) -> None:
    screen = heart("quiz", *args, COLUMNS="100")

    assert screen.code == 2
    assert message in screen.err


# --- Sections -------------------------------------------------------------------------------------


def test_section_takes_the_names_of_look_ups(heart: Heart) -> None:
    shown = heart("music", "--json").json
    music = {record["id"] for group in ("songs", "production", "crew") for record in shown[group]}
    document = play(heart, "--section", "music", "--count", "1000")

    assert {"crew", "production", "songs"} <= {q["section"] for q in document["questions"]}
    assert all(music & {*question["about"]} for question in document["questions"])
    assert "--section music" in document["command"]


def test_a_look_up_as_a_section_leaves_out_what_is_merely_related(heart: Heart) -> None:
    document = play(heart, "--section", "reception", "--count", "1000")

    assert {q["section"] for q in document["questions"]}.isdisjoint({"cast", "crew", "production"})


@pytest.mark.parametrize(("seed", "count"), [("3", "2"), ("6", "2"), ("3", "4")])
def test_a_short_round_about_many_films_is_as_long_as_it_should_be(
    heart: Heart, seed: str, count: str
) -> None:
    screen = heart("quiz", "--catalogue", "--seed", seed, "--count", count, "--json")

    assert len(screen.json["questions"]) == int(count)
    assert screen.err.startswith(f"Seed {seed} gives a different round")
    assert screen.err.count("\n") == 1


@pytest.mark.usefixtures("shelf")
def test_practice_can_be_limited_to_films_and_a_section(
    heart: Heart, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = datetime(2026, 11, 24, 12).astimezone()
    monkeypatch.setattr(play_commands, "local_time", lambda: noon)
    heart("quiz", "--shelf", "--seed", "1", "--count", "30", typed="x\n" * 30)
    monkeypatch.setattr(play_commands, "local_time", lambda: noon + timedelta(1))

    of_film = heart("practice", "--film", "film-0", "--json").json
    assert of_film["film"]["id"] == "film-0"
    assert 2 < of_film["due"] == len(of_film["questions"]) < 30
    section = of_film["questions"][0]["section"]
    of_section = heart("practice", "--film", "film-0", "--section", section, "--json").json
    assert {question["section"] for question in of_section["questions"]} == {section}
    screen = heart("practice", "--film", "casablanca")
    assert screen.code == 1
    assert screen.err == "heart: none of the 30 due questions match --film Casablanca\n"


def test_a_question_not_to_be_asked_again_is_left_out_of_rounds(
    heart: Heart, film: Film, home: Path
) -> None:
    asked = play(heart)["questions"]
    [question, *_] = [q for q in all_questions([film]) if q.id == asked[0]["id"]]
    with closing(Progress(home / FILE_NAME, print)) as progress:
        progress.suppress(question)

    screen = heart("quiz", "--seed", "1", "--json")
    assert screen.json["questions"][0] == asked[1] | {"number": 1}
    assert screen.err.endswith("\nLeft out 1 question that you don't want to be asked again\n")
    for _ in range(5):
        ids = [q["id"] for q in heart("quiz", "--json").json["questions"]]
        assert asked[0]["id"] not in ids


# --- Variety --------------------------------------------------------------------------------------


def test_a_round_is_varied(film: Film) -> None:
    questions = all_questions([film])
    for seed in range(40):
        drawn = draw_round(questions, Random(seed), QuestionFilter())  # noqa: S311
        asked = [prepared.question for prepared in drawn]
        forms = Counter(prepared.form for prepared in drawn)
        templates = Counter(q.template for q in asked if not q.is_written)

        assert len(drawn) == 10
        assert asked[0].difficulty == "easy"
        assert drawn[-1].form in ("clues", "order")
        assert max(templates.values(), default=0) <= 3
        assert templates.total() <= 3
        assert all(forms[form] <= 2 for form in ("clues", "estimate", "order", "true-false"))
        assert 3 <= forms["choice"] <= 8
        assert all(question.interest for question in asked)


def make_question(film: Film, ask: str, text: str, **values: Any) -> PreparedQuestion:
    answer = Answer(text, kind=values.pop("kind", None))
    options = values.pop("options", ())
    question = new_question(film, ["film"], "made-up", ask, answer)._replace(**values)
    return PreparedQuestion(question, "choice" if options else "typed", options)


@pytest.mark.parametrize(
    ("ask", "text", "values"),
    [
        ("Who bought the Zoetrope lot?", "Jack Singer", {}),
        ("Where was it shot?", "Rome", {"why": "Only the lot of Zoetrope had the room."}),
        ("Where was it shot?", "Rome", {"options": ("Paris", "Zoetrope", "Rome", "Oslo")}),
        ("Whose studio was it?", "Zoetrope", {}),
        ("What else did Coppola direct?", "Tucker", {}),
        ("What am I?", "A trailer", {"clues": ("I stood on the Zoetrope lot.",)}),
        ("What am I?", "A trailer", {"clues": ("I had Coppola inside me.",)}),
    ],
)
def test_questions_that_answer_each_other_conflict(
    film: Film, ask: str, text: str, values: dict[str, Any]
) -> None:
    question = make_question(film, ask, text, **values)
    others = [
        make_question(film, "What was the studio called?", "Zoetrope"),
        make_question(film, "Who directed the film?", "Francis Ford Coppola", kind="person"),
    ]

    for first, second in ((question, others), (others[0], [question]), (others[1], [question])):
        shown = ShownTexts()
        shown.add(first)
        names_director = "Coppola" in f"{ask} {values}"
        is_related = question is first or names_director == (first is others[1])
        assert any(map(shown.conflicts_with, second)) == is_related


def test_the_answer_true_is_not_given_away_by_the_word(film: Film) -> None:
    shown = ShownTexts()
    shown.add(make_question(film, "Which true story inspired it?", "None"))

    assert not shown.conflicts_with(
        make_question(film, "Is it long?", "True", options=("True", "False"))
    )


def test_no_question_of_a_round_answers_another(film: Film) -> None:
    questions = all_questions([film])
    for seed in range(20):
        drawn = draw_round(questions, Random(seed), QuestionFilter())  # noqa: S311
        for first, second in permutations(drawn, 2):
            text = first.question.answer.text
            if text not in TRUE_FALSE:
                words = " ".join(fold_words(text))
                assert f" {words} " not in f" {' '.join(fold_words(second.question.ask))} "
                assert text not in second.options


def test_rounds_have_the_same_number_of_questions_for_every_seed(film: Film) -> None:
    """Whether a question has usable options must not depend on luck."""
    for films in ([film], [made_up(3 + n, n) for n in range(4)]):
        questions = all_questions(films)
        counts = set()
        for seed in range(4):
            rng = Random(seed)  # noqa: S311
            counts.add(len(draw_round(questions, rng, QuestionFilter(count=10_000))))
        assert len(counts) == 1


@pytest.mark.parametrize("form", ["order", "clues", "typed"])
def test_a_catalogue_round_has_enough_questions_of_one_form(heart: Heart, form: str) -> None:
    questions = play(heart, "--catalogue", "--form", form)["questions"]

    assert [question["form"] for question in questions] == [form] * 10


@pytest.mark.parametrize("args", [[], ["--year", "1980-1989"], ["--genre", "western"]])
def test_a_round_about_many_films_is_varied(heart: Heart, args: list[str]) -> None:
    for seed in range(3):
        document = heart("quiz", "--catalogue", *args, "--seed", str(seed), "--json").json
        questions = document["questions"]
        films = [film_id for question in questions for film_id in _films_named(question)]

        assert len(questions) == 10
        assert len(films) == len(set(films))
        assert max(Counter(q["template"] for q in questions).values()) <= 3
        assert questions[0]["difficulty"] == "easy"
        assert questions[-1]["form"] in ("clues", "order")


def _films_named(question: dict[str, Any]) -> set[str]:
    return {question["film"], *(name for name in question["about"] if re.match("Q[0-9]", name))}


def test_a_roman_numeral_that_titles_share_is_in_capitals(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEART_HOME", str(home))
    rocky_iii_and_others = "Q221305/Q241504+Q528095+film/shared-word"

    [question] = remake_catalogue_questions([rocky_iii_and_others], print)

    assert question.answer.text == "III"
