"""Questions about many films: laws of made-up films that are much alike, and the real catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from heartcli.catalogue import merging, store
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store
from heartcli.model.film import Film, default_id, derived_id
from heartcli.model.records import CastMember, CrewMember, Dispute, Slug, Source, Year
from heartcli.quiz.judging import judge
from heartcli.quiz.questions.catalogue_context import CatalogueFacts, FilmContext
from heartcli.quiz.questions.from_catalogue import (
    film_questions,
    is_catalogue_question,
    regenerate_question,
)
from heartcli.quiz.questions.question import OPTION_COUNT, Question
from heartcli.quiz.rounds import catalogue_source
from heartcli.quiz.rounds.draw import QuestionFilter, draw_options, draw_round
from heartcli.storage import paths
from heartcli.text.folding import fold, fold_words
from tests.conftest import Heart
from tests.made_up import NAMES, PEOPLE
from tests.quiz.rounds.test_quiz import NOON, Clock, clock

__all__ = ["clock"]  # a fixture

FILMS = 60
_SETS = 8  # that are kept, as each law looks at them


@lru_cache(maxsize=_SETS)
def films(seed: int) -> list[Film]:
    """Films of a few years by a few people, with titles that are much alike."""
    rng = Random(seed)  # noqa: S311

    def pick(things: tuple[str, ...]) -> str:
        return things[int(rng.random() * len(things))]

    found = {}
    for _ in range(FILMS):
        title = " and ".join(pick(NAMES) for _ in range(1 + int(rng.random() * 2)))
        year = 1980 + int(rng.random() * 20)
        makers = 1 if rng.random() < 0.7 else int(rng.random() * 3)
        crew = [("Director", pick(PEOPLE[:6])) for _ in range(makers)]
        cast = [pick(PEOPLE) for _ in range(int(rng.random() * 5))]
        disputed = rng.random() < 0.1
        own = default_id(title, year)
        found[own] = Film(
            id=Slug(own), title=title, year=Year(year), cited={"year": ("here",)},
            crew=tuple(_crew(name, job) for job, name in dict.fromkeys(crew)),
            cast=tuple(_cast(name) for name in dict.fromkeys(cast)),
            disputes=(Dispute(field="year", value=year + 1, sources=("there",)),) * disputed,
            sources={"here": Source(title="Here"), "there": Source(title="There")},
            people={}, pool={},
        )  # fmt: skip
    return list(found.values())


def _crew(name: str, job: str) -> CrewMember:
    own = derived_id("crew", {"name": name, "job": job})
    return CrewMember(id=own, name=name, job=job, sources=("here",))


def _cast(name: str) -> CastMember:
    own = derived_id("cast", {"performer": name})
    return CastMember(id=own, performer=name, sources=("here",))


def known(among: list[Film]) -> CatalogueFacts:
    def together(names: tuple[str, ...]) -> set[str]:
        wanted = set(map(fold, names))
        return {film.id for film in among if wanted <= {fold(m.performer) for m in film.cast}}

    return CatalogueFacts(
        title_count=lambda title: sum(fold_words(f.title) == fold_words(title) for f in among),
        films_with_all=together,
        years=(1980, 1999),
    )


def directors(film: Film) -> set[str]:
    return {fold(maker.name) for maker in film.crew if fold(maker.job) == "director"}


def subjects(seed: int) -> Iterator[FilmContext]:
    among = films(seed)
    facts = known(among)
    for film in among:
        near = [other for other in among if other is not film][:12]
        same = [
            other for other in among if other is not film and directors(other) & directors(film)
        ]
        yield FilmContext(film, near, same, film.cast[:5], "medium", facts)


@lru_cache(maxsize=_SETS)
def made(seed: int) -> list[Question]:
    rng = Random(seed)  # noqa: S311
    return [one for subject in subjects(seed) for one in film_questions(subject, rng)]


def what(question: Question) -> str:
    return question.id.rpartition("/")[2]


def choices(seed: int) -> Iterator[tuple[Question, list[str]]]:
    """The questions that can be chosen, with the wrong options."""
    rng = Random(seed)  # noqa: S311
    for question in made(seed):
        if "choice" in question.forms and (options := draw_options(question, rng)):
            yield question, [text for text in options if text != question.answer.text]


# --- The laws -------------------------------------------------------------------------------------


def every_kind_is_asked(seed: int) -> None:
    asked_of = {what(q) for own in (seed, seed + 1, seed + 2) for q in made(own)}
    assert asked_of == {"directed", "by", "together", "year", "released", "odd"}


def an_id_is_of_film_and_records_and_its_sources_are_there(seed: int) -> None:
    for question in made(seed):
        about = question.id.removeprefix(f"{question.film.id}/").rpartition("/")[0]
        assert about == "+".join(sorted(question.about))
        assert question.sources
        assert {*question.sources} <= {*question.film.sources}
        assert is_catalogue_question(question.id) or what(question) == "year"


def no_question_gives_its_answer_away(seed: int) -> None:
    for question in made(seed):
        said = f" {' '.join(fold_words(question.ask))} "
        assert f" {' '.join(fold_words(question.answer.text))} " not in said


def one_option_is_right_and_the_judge_agrees(seed: int) -> None:
    for question, wrong in choices(seed):
        assert len({fold(text) for text in wrong}) == OPTION_COUNT - 1
        assert judge(question.answer.text, question.answer).verdict == "right"
        assert all(judge(text, question.answer).verdict == "wrong" for text in wrong)


def an_option_is_wrong_of_a_film_of_which_it_is_known_and_not_so(seed: int) -> None:
    """And so of all films that have its title: nobody sees which one is meant."""
    among = films(seed)
    for question, wrong in choices(seed):
        called = [[film for film in among if film.title == text] for text in wrong]
        if what(question) == "directed":
            assert not {fold(text) for text in wrong} & directors(question.film)
            assert all(any(fold(text) in directors(f) for f in among) for text in wrong)
        elif what(question) == "by":
            name = fold(question.ask.removeprefix("Which of these films did ")[: -len(" direct?")])
            assert directors(question.film) == {name}
            for of_title in called:
                assert all(directors(film) and name not in directors(film) for film in of_title)
        elif what(question) == "together":
            pair = {fold(m.performer) for m in question.film.cast if m.id in question.about}
            for of_title in called:
                casts = [{fold(m.performer) for m in film.cast} for film in of_title]
                assert all(cast and not pair <= cast for cast in casts)
        elif what(question) == "year":
            years = {str(question.film.year), *(str(d.value) for d in question.film.disputes)}
            assert not years & {*wrong}
            assert all(1980 <= int(year) <= 1999 for year in wrong)


def a_title_that_is_asked_for_is_of_one_film(seed: int) -> None:
    among = films(seed)
    for question in made(seed):
        titles = list(question.events)
        if what(question) in ("by", "together", "odd"):
            titles += [question.answer.text, *question.distractor_pool]
        for title in titles:
            assert sum(fold_words(film.title) == fold_words(title) for film in among) == 1


def the_odd_one_is_by_another_than_the_three(seed: int) -> None:
    by_id: dict[str, Film] = {film.id: film for film in films(seed)}
    for question in made(seed):
        if what(question) == "odd":
            three = [by_id[own] for own in question.about if own != "film"]
            shared = set.intersection(*map(directors, three))
            assert len(three) == OPTION_COUNT - 1
            assert directors(question.film)
            assert not directors(question.film) & shared
            assert fold(question.ask.partition(" by ")[2].partition(". Which")[0]) in shared


def films_are_in_an_order_that_nobody_disputes(seed: int) -> None:
    by_id: dict[str, Film] = {film.id: film for film in films(seed)}
    for question in made(seed):
        if what(question) == "released":
            others = [by_id[own] for own in question.about if own != "film"]
            told = sorted([by_id[question.film.id], *others], key=lambda film: film.year)
            assert question.events == tuple(film.title for film in told)
            assert all(one.year + 2 <= other.year for one, other in pairwise(told))
            assert not any(dispute.field == "year" for film in told for dispute in film.disputes)
            assert len(question.sources) == OPTION_COUNT


def a_question_is_found_again_by_its_id(seed: int) -> None:
    by_film = {subject.film.id: subject for subject in subjects(seed)}
    by_id: dict[str, Film] = {film.id: film for film in films(seed)}
    for question in made(seed):
        found = regenerate_question(question.id, by_film[question.film.id], by_id.get)
        assert found is not None
        assert (found.ask, found.answer) == (question.ask, question.answer)
        assert regenerate_question(
            question.id, by_film[question.film.id], lambda _: None
        ) is None or (what(question) not in ("odd", "released"))


def a_round_asks_nothing_twice_and_of_no_film_twice(seed: int) -> None:
    drawn = draw_round(made(seed), Random(seed), QuestionFilter(count=6))  # noqa: S311
    marks = [mark for one in drawn for mark in {*one.question.exclusive_keys}]
    assert len({one.question.id for one in drawn}) == len(drawn) == 6
    assert len({*marks}) == len(marks)


LAWS = [
    every_kind_is_asked,
    an_id_is_of_film_and_records_and_its_sources_are_there,
    no_question_gives_its_answer_away,
    one_option_is_right_and_the_judge_agrees,
    an_option_is_wrong_of_a_film_of_which_it_is_known_and_not_so,
    a_title_that_is_asked_for_is_of_one_film,
    the_odd_one_is_by_another_than_the_three,
    films_are_in_an_order_that_nobody_disputes,
    a_question_is_found_again_by_its_id,
    a_round_asks_nothing_twice_and_of_no_film_twice,
]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_of_films_that_are_alike(law: Callable[[int], None], seed: int) -> None:
    law(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 200, 25))
def test_of_two_hundred_sets_of_films(first: int) -> None:
    for seed in range(first, first + 25):
        for law in LAWS:
            law(seed)


# --- The real catalogue ---------------------------------------------------------------------------


def asked(heart: Heart, *options: str) -> list[dict[str, Any]]:
    told = heart("quiz", "--catalogue", "--count", "40", "--json", *options).json
    return list(told["questions"])


@pytest.mark.parametrize("seed", ["1", "2"])
def test_what_is_asked_of_the_catalogue_is_so(heart: Heart, seed: str) -> None:
    with closing(Catalogue([Store(paths.bundled_dir() / FILE_NAME)])) as catalogue:
        load = cache(lambda own: merging.load_film(catalogue, int(own[1:])))
        for question in asked(heart, "--seed", seed):
            kind = question["id"].rpartition("/")[2]
            film = load(question["film"])
            if kind == "directed":
                assert fold(question["answer"]) in directors(film)
            elif kind in ("by", "together"):
                assert question["answer"] == film.title
                both = [m.performer for m in film.cast if m.id in question["about"]]
                assert all(name in question["ask"] for name in both)
            elif kind == "odd":
                three = [load(own) for own in question["about"] if own != "film"]
                shared = set.intersection(*map(directors, three))
                assert shared - directors(film) == shared
            assert question["sources"]
            assert len(question["options"]) in (0, OPTION_COUNT)


def test_a_round_of_the_catalogue_is_played_again_by_its_line(heart: Heart) -> None:
    first = heart("quiz", "--catalogue", "--genre", "western", "--year", "1950-1959", "--json").json
    command = first["command"].split()

    assert command[:7] == [
        "heart",
        "quiz",
        "--catalogue",
        "--year",
        "1950-1959",
        "--genre",
        "western",
    ]
    again_ = heart(*command[1:], "--json")
    assert again_.err == ""
    assert again_.json["questions"] == first["questions"]
    for film in first["films"]:
        assert 1950 <= film["year"] <= 1959
        assert film["sources"]


def test_films_of_a_person_are_asked_about(heart: Heart) -> None:
    told = heart("quiz", "--catalogue", "--person", "Cary Grant", "--json").json
    ids = {film["id"] for film in heart("who", "cary grant", "--json").json["films"]}

    assert {film["id"] for film in told["films"]} <= ids


def test_what_a_wish_has_fixed_is_not_asked(heart: Heart) -> None:
    of_a_year = heart("quiz", "--catalogue", "--year", "1999", "--seed", "1", "--json").json
    of_one = heart("quiz", "--catalogue", "--person", "Alfred Hitchcock", "--seed", "1", "--json")

    kinds = {question["id"].rpartition("/")[2] for question in of_a_year["questions"]}
    assert not kinds & {"year", "released"}
    for question in of_one.json["questions"]:
        assert "Hitchcock" not in f"{question['ask']} {question['answer']}"


@pytest.mark.parametrize("difficulty", ["easy", "medium", "hard"])
def test_a_round_as_difficult_as_is_wished(heart: Heart, difficulty: str) -> None:
    wish = ("quiz", "--catalogue", "--difficulty", difficulty, "--seed", "1", "--json")
    told = heart(*wish).json["questions"]

    assert len(told) == 10
    assert {question["difficulty"] for question in told} == {difficulty}
    films_ = [question["film"] for question in told]
    assert len({*films_}) == len(films_)


def test_films_of_which_no_genre_is_known_are_asked_about(heart: Heart, tmp_path: Path) -> None:
    rows = "".join(f"Filmx {n},19{n % 3 + 3:02},Person {n}\n" for n in range(19))
    (tmp_path / "a.csv").write_text(f"title,year,director\n{rows}")
    heart("import", "csv", str(tmp_path / "a.csv"))

    assert heart("quiz", "--catalogue", "--year", "1903-1905", "--json").json["questions"]


def test_options_that_go_with_the_catalogue_only(heart: Heart) -> None:
    assert "--genre goes with --catalogue" in heart("quiz", "--genre", "western").err
    assert heart("quiz", "--catalogue", "--shelf").code == 2
    assert heart("quiz", "--catalogue", "casablanca").code == 2
    nothing = heart("quiz", "--catalogue", "--genre", "no such genre")
    assert (nothing.code, nothing.out) == (1, "")
    assert "No film of the catalogue has the genre 'no such genre'" in nothing.err


def test_a_round_tells_no_film_that_is_asked_for(heart: Heart) -> None:
    typed = heart("quiz", "--catalogue", "--seed", "5", "--plain", "--no-save", typed="\n" * 10)

    assert typed.code == 0
    for question in heart("quiz", "--catalogue", "--seed", "5", "--json").json["questions"]:
        kind = question["id"].rpartition("/")[2]
        head = f"Question {question['number']} of 10. "
        told = typed.out.split(head)[1].split(question["ask"])[0]
        if kind in ("by", "together", "odd"):
            assert question["answer"] not in told


def test_what_was_asked_of_the_catalogue_is_practised(heart: Heart, clock: Clock) -> None:
    clock(NOON)
    round_ = ("quiz", "--catalogue", "--seed", "7", "--count", "12")
    told = heart(*round_, "--json").json["questions"]
    heart(*round_, typed="d\n" * 12)
    clock(NOON + timedelta(60))
    due = heart("practice", "--json").json

    assert (due["due"], due["gone"]) == (12, [])
    answers = {question["id"]: question["answer"] for question in told}
    assert {question["id"] for question in due["questions"]} == {*answers}
    for question in due["questions"]:
        assert answers[question["id"]] == question["answer"] or question["form"] == "order"


def test_two_who_are_together_in_several_films_are_known_to_be() -> None:
    with closing(store.open_catalogue(print)) as catalogue:
        shared = catalogue_source._films_with_all(catalogue, ("Humphrey Bogart", "Lauren Bacall"))

        films_ = [merging.load_film(catalogue, int(own[1:])) for own in shared]
    assert {"The Big Sleep", "Key Largo"} <= {film.title for film in films_}
    for film in films_:
        cast = {member.performer for member in film.cast}
        assert {"Humphrey Bogart", "Lauren Bacall"} <= cast
