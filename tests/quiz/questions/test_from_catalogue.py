"""Questions about catalogue films: rules for made-up films, and the bundled catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from heartcli.catalogue import merging, store
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store
from heartcli.model.film import Film, default_id, derived_id
from heartcli.model.records import CastMember, CrewMember, Dispute, Slug, Source, Year
from heartcli.quiz.judging import judge
from heartcli.quiz.questions.from_catalogue import (
    CatalogueFacts,
    FilmContext,
    film_questions,
    is_catalogue_question,
    regenerate_question,
)
from heartcli.quiz.questions.question import OPTION_COUNT, Question
from heartcli.quiz.rounds import catalogue_source
from heartcli.quiz.rounds.draw import QuestionFilter, draw_round
from heartcli.quiz.rounds.prepare import draw_options
from heartcli.storage import paths
from heartcli.text.folding import fold, fold_words
from tests.conftest import Heart
from tests.made_up import NAMES, PEOPLE
from tests.quiz.rounds.test_quiz import NOON, Clock, clock

__all__ = ["clock"]  # a fixture

FILMS = 60
_CACHED_SETS = 8  # sets of films; every rule checks each of them


@lru_cache(maxsize=_CACHED_SETS)
def made_up_films(seed: int) -> list[Film]:
    """Returns films from a few years by a few people, with titles that are easy to confuse."""
    rng = Random(seed)  # noqa: S311

    def pick(items: tuple[str, ...]) -> str:
        return items[int(rng.random() * len(items))]

    films = {}
    for _ in range(FILMS):
        title = " and ".join(pick(NAMES) for _ in range(1 + int(rng.random() * 2)))
        year = 1980 + int(rng.random() * 20)
        director_count = 1 if rng.random() < 0.7 else int(rng.random() * 3)
        crew = [("Director", pick(PEOPLE[:6])) for _ in range(director_count)]
        cast = [pick(PEOPLE) for _ in range(int(rng.random() * 5))]
        is_disputed = rng.random() < 0.1
        film_id = default_id(title, year)
        films[film_id] = Film(
            id=Slug(film_id), title=title, year=Year(year), cited={"year": ("here",)},
            crew=tuple(_crew_member(name, job) for job, name in dict.fromkeys(crew)),
            cast=tuple(_cast_member(name) for name in dict.fromkeys(cast)),
            disputes=(Dispute(field="year", value=year + 1, sources=("there",)),) * is_disputed,
            sources={"here": Source(title="Here"), "there": Source(title="There")},
            people={}, pool={},
        )  # fmt: skip
    return list(films.values())


def _crew_member(name: str, job: str) -> CrewMember:
    record_id = derived_id("crew", {"name": name, "job": job})
    return CrewMember(id=record_id, name=name, job=job, sources=("here",))


def _cast_member(name: str) -> CastMember:
    record_id = derived_id("cast", {"performer": name})
    return CastMember(id=record_id, performer=name, sources=("here",))


def catalogue_facts(films: list[Film]) -> CatalogueFacts:
    def films_with_all(names: tuple[str, ...]) -> set[str]:
        folded = set(map(fold, names))
        return {film.id for film in films if folded <= {fold(m.performer) for m in film.cast}}

    return CatalogueFacts(
        title_count=lambda title: sum(fold_words(f.title) == fold_words(title) for f in films),
        films_with_all=films_with_all,
        years=(1980, 1999),
    )


def director_names(film: Film) -> set[str]:
    return {fold(member.name) for member in film.crew if fold(member.job) == "director"}


def film_contexts(seed: int) -> Iterator[FilmContext]:
    films = made_up_films(seed)
    facts = catalogue_facts(films)
    for film in films:
        others = [other for other in films if other is not film]
        same_director = [o for o in others if director_names(o) & director_names(film)]
        yield FilmContext(film, others[:12], same_director, film.cast[:5], "medium", facts)


@lru_cache(maxsize=_CACHED_SETS)
def make_questions(seed: int) -> list[Question]:
    rng = Random(seed)  # noqa: S311
    return [q for context in film_contexts(seed) for q in film_questions(context, rng)]


def kind_of(question: Question) -> str:
    return question.id.rpartition("/")[2]


def choice_questions(seed: int) -> Iterator[tuple[Question, list[str]]]:
    """Yields each question that has options, with its wrong options."""
    rng = Random(seed)  # noqa: S311
    for question in make_questions(seed):
        if "choice" in question.forms and (options := draw_options(question, rng)):
            yield question, [text for text in options if text != question.answer.text]


# --- Rules for every question ---------------------------------------------------------------------


def every_kind_of_question_is_asked(seed: int) -> None:
    kinds = {kind_of(q) for s in (seed, seed + 1, seed + 2) for q in make_questions(s)}
    assert kinds == {"directed", "by", "together", "year", "released", "odd"}


def ids_name_film_and_records_and_sources_exist(seed: int) -> None:
    for question in make_questions(seed):
        about = question.id.removeprefix(f"{question.film.id}/").rpartition("/")[0]
        assert about == "+".join(sorted(question.about))
        assert question.sources
        assert {*question.sources} <= {*question.film.sources}
        assert is_catalogue_question(question.id) or kind_of(question) == "year"


def questions_do_not_contain_their_answers(seed: int) -> None:
    for question in make_questions(seed):
        ask = f" {' '.join(fold_words(question.ask))} "
        assert f" {' '.join(fold_words(question.answer.text))} " not in ask


def the_judge_accepts_the_right_option_only(seed: int) -> None:
    for question, wrong in choice_questions(seed):
        assert len({fold(text) for text in wrong}) == OPTION_COUNT - 1
        assert judge(question.answer.text, question.answer).verdict == "right"
        assert all(judge(text, question.answer).verdict == "wrong" for text in wrong)


def distractors_are_known_to_be_wrong(seed: int) -> None:
    """A title must be wrong for every film that has it: players can't tell which one is meant."""
    films = made_up_films(seed)
    for question, wrong in choice_questions(seed):
        films_by_option = [[film for film in films if film.title == text] for text in wrong]
        if kind_of(question) == "directed":
            assert not {fold(text) for text in wrong} & director_names(question.film)
            assert all(any(fold(text) in director_names(f) for f in films) for text in wrong)
        elif kind_of(question) == "by":
            name = fold(question.ask.removeprefix("Which of these films did ")[: -len(" direct?")])
            assert director_names(question.film) == {name}
            for film in chain(*films_by_option):
                assert director_names(film)
                assert name not in director_names(film)
        elif kind_of(question) == "together":
            pair = {fold(m.performer) for m in question.film.cast if m.id in question.about}
            for film in chain(*films_by_option):
                assert film.cast
                assert not pair <= {fold(member.performer) for member in film.cast}
        elif kind_of(question) == "year":
            years = {str(question.film.year), *(str(d.value) for d in question.film.disputes)}
            assert not years & {*wrong}
            assert all(1980 <= int(year) <= 1999 for year in wrong)


def titles_in_questions_are_unambiguous(seed: int) -> None:
    films = made_up_films(seed)
    for question in make_questions(seed):
        titles = list(question.events)
        if kind_of(question) in ("by", "together", "odd"):
            titles += [question.answer.text, *question.distractor_pool]
        for title in titles:
            assert sum(fold_words(film.title) == fold_words(title) for film in films) == 1


def the_odd_film_is_by_another_director(seed: int) -> None:
    by_id: dict[str, Film] = {film.id: film for film in made_up_films(seed)}
    for question in make_questions(seed):
        if kind_of(question) == "odd":
            others = [by_id[film_id] for film_id in question.about if film_id != "film"]
            shared = set.intersection(*map(director_names, others))
            assert len(others) == OPTION_COUNT - 1
            assert director_names(question.film)
            assert not director_names(question.film) & shared
            assert fold(question.ask.partition(" by ")[2].partition(". Which")[0]) in shared


def release_order_is_undisputed(seed: int) -> None:
    by_id: dict[str, Film] = {film.id: film for film in made_up_films(seed)}
    for question in make_questions(seed):
        if kind_of(question) == "released":
            others = [by_id[film_id] for film_id in question.about if film_id != "film"]
            in_order = sorted([by_id[question.film.id], *others], key=lambda film: film.year)
            assert question.events == tuple(film.title for film in in_order)
            assert all(film.year + 2 <= later.year for film, later in pairwise(in_order))
            assert not any(d.field == "year" for film in in_order for d in film.disputes)
            assert len(question.sources) == OPTION_COUNT


def questions_are_regenerated_from_their_ids(seed: int) -> None:
    contexts = {context.film.id: context for context in film_contexts(seed)}
    by_id: dict[str, Film] = {film.id: film for film in made_up_films(seed)}
    for question in make_questions(seed):
        context = contexts[question.film.id]
        result = regenerate_question(question.id, context, by_id.get)
        assert result is not None
        assert (result.ask, result.answer) == (question.ask, question.answer)
        if kind_of(question) in ("odd", "released"):
            assert regenerate_question(question.id, context, lambda _: None) is None


def rounds_repeat_no_question_and_no_film(seed: int) -> None:
    drawn = draw_round(make_questions(seed), Random(seed), QuestionFilter(count=6))  # noqa: S311
    keys = [key for prepared in drawn for key in {*prepared.question.exclusive_keys}]
    assert len({prepared.question.id for prepared in drawn}) == len(drawn) == 6
    assert len({*keys}) == len(keys)


RULES = [
    every_kind_of_question_is_asked,
    ids_name_film_and_records_and_sources_exist,
    questions_do_not_contain_their_answers,
    the_judge_accepts_the_right_option_only,
    distractors_are_known_to_be_wrong,
    titles_in_questions_are_unambiguous,
    the_odd_film_is_by_another_director,
    release_order_is_undisputed,
    questions_are_regenerated_from_their_ids,
    rounds_repeat_no_question_and_no_film,
]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_questions_about_similar_films_keep_the_rules(
    rule: Callable[[int], None], seed: int
) -> None:
    rule(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 200, 25))
def test_questions_about_two_hundred_sets_of_films_keep_the_rules(first: int) -> None:
    for seed in range(first, first + 25):
        for rule in RULES:
            rule(seed)


# --- The bundled catalogue ------------------------------------------------------------------------


def round_questions(heart: Heart, *options: str) -> list[dict[str, Any]]:
    document = heart("quiz", "--catalogue", "--count", "40", "--json", *options).json
    return list(document["questions"])


@pytest.mark.parametrize("seed", ["1", "2"])
def test_answers_agree_with_the_bundled_catalogue(heart: Heart, seed: str) -> None:
    with closing(Catalogue([Store(paths.bundled_dir() / FILE_NAME)])) as catalogue:
        load = cache(lambda film_id: merging.load_film(catalogue, int(film_id[1:])))
        for question in round_questions(heart, "--seed", seed):
            kind = question["id"].rpartition("/")[2]
            film = load(question["film"])
            if kind == "directed":
                assert fold(question["answer"]) in director_names(film)
            elif kind in ("by", "together"):
                assert question["answer"] == film.title
                names = [m.performer for m in film.cast if m.id in question["about"]]
                assert all(name in question["ask"] for name in names)
            elif kind == "odd":
                others = [load(film_id) for film_id in question["about"] if film_id != "film"]
                shared = set.intersection(*map(director_names, others))
                assert shared - director_names(film) == shared
            assert question["sources"]
            assert len(question["options"]) in (0, OPTION_COUNT)


def test_a_catalogue_round_is_replayed_by_its_command(heart: Heart) -> None:
    first = heart("quiz", "--catalogue", "--genre", "western", "--year", "1950-1959", "--json").json
    command = first["command"].split()

    start = "heart quiz --catalogue --year 1950-1959 --genre western "
    assert first["command"].startswith(start)
    replayed = heart(*command[1:], "--json")
    assert replayed.err == ""
    assert replayed.json["questions"] == first["questions"]
    for film in first["films"]:
        assert 1950 <= film["year"] <= 1959
        assert film["sources"]


def test_a_round_about_a_person_is_about_their_films(heart: Heart) -> None:
    document = heart("quiz", "--catalogue", "--person", "Cary Grant", "--json").json
    ids = {film["id"] for film in heart("who", "cary grant", "--json").json["films"]}

    assert {film["id"] for film in document["films"]} <= ids


def test_what_the_filter_gives_away_is_not_asked(heart: Heart) -> None:
    by_year = heart("quiz", "--catalogue", "--year", "1999", "--seed", "1", "--json").json
    kinds = {question["id"].rpartition("/")[2] for question in by_year["questions"]}
    assert not kinds & {"year", "released"}

    by_person = heart(
        "quiz", "--catalogue", "--person", "Alfred Hitchcock", "--seed", "1", "--json"
    )
    for question in by_person.json["questions"]:
        assert "Hitchcock" not in f"{question['ask']} {question['answer']}"


@pytest.mark.parametrize("difficulty", ["easy", "medium", "hard"])
def test_all_questions_have_the_requested_difficulty(heart: Heart, difficulty: str) -> None:
    args = ("quiz", "--catalogue", "--difficulty", difficulty, "--seed", "1", "--json")
    questions = heart(*args).json["questions"]

    assert len(questions) == 10
    assert {question["difficulty"] for question in questions} == {difficulty}
    assert len({question["film"] for question in questions}) == len(questions)


def test_films_without_a_genre_get_questions(heart: Heart, tmp_path: Path) -> None:
    rows = "".join(f"Filmx {n},19{n % 3 + 3:02},Person {n}\n" for n in range(19))
    (tmp_path / "a.csv").write_text(f"title,year,director\n{rows}")
    heart("import", "csv", str(tmp_path / "a.csv"))

    assert heart("quiz", "--catalogue", "--year", "1903-1905", "--json").json["questions"]


def test_film_filters_imply_the_catalogue(heart: Heart) -> None:
    implied = heart("quiz", "--genre", "western", "--seed", "1", "--json").json
    args = ("quiz", "--catalogue", "--genre", "western", "--seed", "1", "--json")
    assert heart(*args).json == implied
    assert heart("quiz", "--catalogue", "--shelf").code == 2
    assert heart("quiz", "--catalogue", "casablanca").code == 2
    screen = heart("quiz", "--catalogue", "--genre", "no such genre")
    assert (screen.code, screen.out) == (1, "")
    assert "No films have the genre 'no such genre'" in screen.err


def test_the_heading_does_not_name_the_film_asked_for(heart: Heart) -> None:
    played = heart("quiz", "--catalogue", "--seed", "5", "--plain", "--no-save", typed="\n" * 10)

    assert played.code == 0
    for question in heart("quiz", "--catalogue", "--seed", "5", "--json").json["questions"]:
        number = f"Question {question['number']} of 10. "
        heading = played.out.split(number)[1].split(question["ask"])[0]
        if question["id"].rpartition("/")[2] in ("by", "together", "odd"):
            assert question["answer"] not in heading


def test_catalogue_questions_can_be_practised(heart: Heart, clock: Clock) -> None:
    clock(NOON)
    args = ("quiz", "--catalogue", "--seed", "7", "--count", "12")
    questions = heart(*args, "--json").json["questions"]
    heart(*args, typed="d\n" * 12)
    clock(NOON + timedelta(60))
    due = heart("practice", "--json").json

    assert (due["due"], due["gone"]) == (12, [])
    answers = {question["id"]: question["answer"] for question in questions}
    assert {question["id"] for question in due["questions"]} == {*answers}
    for question in due["questions"]:
        assert answers[question["id"]] == question["answer"] or question["form"] == "order"


def test_all_films_that_two_people_share_are_known() -> None:
    with closing(store.open_catalogue(print)) as catalogue:
        ids = catalogue_source._films_with_all(catalogue, ("Humphrey Bogart", "Lauren Bacall"))
        films = [merging.load_film(catalogue, int(film_id[1:])) for film_id in ids]

    assert {"The Big Sleep", "Key Largo"} <= {film.title for film in films}
    for film in films:
        cast = {member.performer for member in film.cast}
        assert {"Humphrey Bogart", "Lauren Bacall"} <= cast
