"""What each template for many films says about its films is true."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from random import Random

import pytest

from heartcli.catalogue import store
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.quiz.judging import judge
from heartcli.quiz.questions.from_catalogue.credits import fit_one_career, stars
from heartcli.quiz.questions.from_catalogue.letters import find_animal, has_animal
from heartcli.quiz.questions.from_catalogue.lost_letters import lose_letter
from heartcli.quiz.questions.from_catalogue.picking import similar_films
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm
from heartcli.quiz.questions.from_catalogue.template import find_subjects
from heartcli.quiz.questions.from_catalogue.templates import (
    TEMPLATES,
    make_questions,
    remake_question,
)
from heartcli.quiz.questions.from_catalogue.wording import name_film
from heartcli.quiz.questions.question import OPTION_COUNT, Question, gives_away
from heartcli.quiz.rounds.catalogue_pool import CataloguePool
from heartcli.quiz.rounds.prepare import draw_options
from tests.quiz.questions.made_up_pool import MadeUpPool, made_up_pool
from tests.quiz.questions.test_from_catalogue import (
    SEEDS,
    choices,
    questions_of,
    repeats_the_answer,
)

CLAIMS = ("same-year", "directed-claim", "same-director")


def made_by(template: str) -> Iterator[tuple[Question, tuple[KnownFilm, ...], tuple[int, ...]]]:
    """Yields a template's questions with their films and people."""
    for seed in SEEDS:
        for question in questions_of(seed):
            if question.template == template:
                subjects = find_subjects(question.id, made_up_pool(seed))
                assert subjects
                yield question, *subjects


@pytest.mark.parametrize("template", CLAIMS)
def test_about_half_of_all_claims_are_true(template: str) -> None:
    answers = Counter(question.answer.text for question, *_ in made_by(template))

    assert {*answers} == {"True", "False"}
    assert min(answers.values()) > sum(answers.values()) / 5


def test_claims_are_true_or_false_by_a_fact() -> None:
    for question, films, _ in made_by("same-year"):
        gap = abs(films[0].year - films[1].year)
        assert gap != 1
        assert (question.answer.text == "True") == (gap == 0)
    for question, [film], people in made_by("directed-claim"):
        assert (question.answer.text == "True") == (people == film.directors)
        assert people == film.directors or not {*people} & {*film.cast, *film.directors}
    for question, films, _ in made_by("same-director"):
        [director], [other_director] = (film.directors for film in films)
        assert (question.answer.text == "True") == (director == other_director)


def test_years_to_choose_from_are_spread() -> None:
    asked = [
        (question, wrong)
        for seed in SEEDS
        for question, wrong in choices(seed)
        if question.template == "release-year"
    ]
    for question, wrong in asked:
        first, last = made_up_pool(0).years
        texts = [question.answer.text, *wrong]
        years = sorted(map(int, texts))
        assert len(years) == OPTION_COUNT
        assert first // 10 * 10 <= years[0]
        assert years[-1] <= last
        assert min(b - a for a, b in pairwise(years)) >= 3

    assert asked


def test_initials_are_those_of_one_film_of_the_year() -> None:
    for seed in SEEDS:
        for question in questions_of(seed):
            if question.template == "initials":
                initials = re.findall(r"\b([A-Z])\.", question.ask.rpartition(": ")[2])
                year = int(re.findall(r"the (\d{4})", question.ask)[0])
                same_year = [f for f in made_up_pool(seed)._films.values() if f.year == year]
                matches = [f for f in same_year if [w[0] for w in f.title.split()] == initials]
                assert [film.title for film in matches] == [question.answer.text]


def test_missing_numbers_add_up() -> None:
    numbers = {"Seven": 7, "12": 12}
    for question, films, _ in made_by("sum"):
        words = [word for film in films for word in film.title.split()]
        assert int(question.answer.text) == sum(numbers.get(word, 0) for word in words)
        assert not numbers.keys() & {*question.ask.split()}


def test_one_word_fills_the_gaps_and_no_other() -> None:
    asked = 0
    for seed in SEEDS:
        titles = [film.title for film in made_up_pool(seed)._films.values()]
        words = {word for title in titles for word in title.split()}
        for question in questions_of(seed):
            if question.template in ("shared-word", "word-link"):
                gaps = re.findall("“(.+?)”", question.ask)
                if question.template == "word-link":
                    start, end = gaps[0].split("____")
                    gaps = [f"{start}____", f"____{end}"]
                fitting = [w for w in words if all(g.replace("____", w) in titles for g in gaps)]
                assert fitting == [question.answer.text]
                asked += 1
    assert asked


def test_vowels_are_missing_from_one_title_of_the_year() -> None:
    for question, [film], _ in made_by("missing-vowels"):
        letters = "".join(re.findall(r"\b[B-DF-HJ-NP-TV-Z]+\b", question.ask))
        assert letters == re.sub("[aeiou ]", "", film.title).upper()
        assert judge(film.title, question.answer).verdict == "right"


def test_animals_hide_within_words_or_across_them() -> None:
    for title, animal in (("Million Dollar Baby", "lion"), ("Zorba the Greek", "ba t")):
        start, end = find_animal(title) or (0, 0)
        assert title[start:end] == animal
    for title in ("The Birds", "Cat People", "Werewolf", "Casablanca", "X-Men: Apocalypse"):
        assert find_animal(title) is None
    for title in ("The Day of the Jackal", "One Flew Over the Cuckoo's Nest", "Rango, the Dragon"):
        assert has_animal(title)


def test_two_titles_lose_the_same_letter() -> None:
    for question, films, _ in made_by("lost-letter"):
        letter = question.answer.accept[0]
        for film, lost in zip(films, re.findall(r"“(.+?)”", question.ask), strict=True):
            assert sorted(f"{lost}{letter}".lower()) == sorted(film.title.lower())
    assert lose_letter("Taxi Driver") == ("Taxi Diver", "R")
    assert lose_letter("Psycho") == ("", "")


def test_an_actor_is_not_linked_to_a_namesake_of_another_time(pool: CataloguePool) -> None:
    high_noon, robocop = (
        pool.film(key)
        for title, year in (("High Noon", 1952), ("RoboCop", 2014))
        for key in pool.films_of_year(year)
        if pool.title(key) == title
    )
    assert {*high_noon.cast} & {*robocop.cast}  # Thomas Mitchell
    assert not fit_one_career([high_noon, robocop])


def test_clues_go_from_one_kind_of_fact_to_another() -> None:
    for question, films, [star] in made_by("who-am-i"):
        pool = made_up_pool(SEEDS[0])
        titles = {f.title for f in films}
        assert not any(title in clue for title in titles for clue in question.clues[:1])
        initials = re.findall(r"initials are (.+)", question.clues[-1])[0].rstrip(".")
        assert initials.replace(".", "").split() == [w[0] for w in pool._names[star].split()]
        best_known = min(films, key=lambda film: film.rank)
        assert best_known.title in question.clues[-1]
        assert all(star in film.cast for film in films)
    for question, [film], people in made_by("which-film"):
        names = made_up_pool(0)._names
        shown = [{p for p in people if names[p] in clue} for clue in question.clues]
        assert shown[:3] == [set(), set(), set()]
        assert all(shown[3:])
        assert shown[3] | shown[4] == {*people} <= {*film.cast}


# --- The bundled catalogue ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pool() -> Iterator[CataloguePool]:
    with closing(store.open_catalogue(print)) as catalogue:
        yield CataloguePool(catalogue, FilmFilter(), 300)


@pytest.mark.parametrize("seed", range(3))
def test_questions_about_known_films_keep_the_laws(pool: CataloguePool, seed: int) -> None:
    rng = Random(seed)  # noqa: S311
    for question in make_questions(pool, 2 * len(TEMPLATES), lambda _: True, rng):
        answer = question.answer
        assert remake_question(question.id, pool) == question
        assert not gives_away(question.ask, answer)
        assert not repeats_the_answer(question)
        assert question.ask.endswith((".", "?", "!"))
        if "choice" in question.forms and (options := draw_options(question, rng)):
            wrong = [text for text in options if text != answer.text]
            assert all(judge(text, answer).verdict == "wrong" for text in wrong)
            assert judge(answer.text, answer).verdict == "right"


@pytest.mark.parametrize("seed", range(3))
def test_few_questions_are_plain_and_most_are_games_or_links(
    pool: CataloguePool, seed: int
) -> None:
    limit = 56  # for a round of 40
    questions = list(make_questions(pool, limit, lambda _: True, Random(seed)))  # noqa: S311
    by_interest = Counter(question.interest for question in questions)
    by_template = Counter(question.template for question in questions)

    assert len(questions) == limit
    assert by_interest[1] <= 40 / 8
    assert by_interest[3] > limit / 2
    assert max(by_template.values()) <= 40 * 3 / 10


def test_plain_questions_fill_a_round_that_nothing_else_fills(pool: CataloguePool) -> None:
    def is_plain(question: Question) -> bool:
        return question.interest == 1

    questions = list(make_questions(pool, 20, is_plain, Random(1)))  # noqa: S311
    assert len(questions) == 20


def test_rare_facts_come_from_the_catalogue(pool: CataloguePool) -> None:
    titanic = pool.find_film("Q44578")
    assert titanic
    facts = pool.facts(titanic.key)

    assert facts.oscars == 8
    assert min(facts.takings) > 1e9


def test_titles_known_from_newer_films_get_their_year(pool: CataloguePool) -> None:
    dune = next(pool.film(key) for key in pool.askable if pool.title(key) == "Dune")

    assert name_film(pool, dune) == "Dune (1984)"


def test_what_is_doubtful_about_a_film_is_not_asked(pool: CataloguePool) -> None:
    films = {f"{film.title} ({film.year})": film for film in map(pool.film, pool.known)}

    assert films["On Golden Pond (1982)"].is_year_disputed
    assert films["The Great Escape (1963)"].minutes is None
    assert films["Lady on a Train (1945)"].directors == ()
    assert films["The Relic (1997)"].level == "medium"
    assert "My Left Foot (1979)" not in films


def test_only_films_in_english_are_easy(pool: CataloguePool) -> None:
    levels = {film.title: film.level for film in map(pool.film, pool.known)}

    assert (levels["Die Hard"], levels["Rashomon"]) == ("easy", "medium")


def test_the_leads_of_a_film_come_first(pool: CataloguePool) -> None:
    films = {film.title: film for film in map(pool.film, pool.known)}

    titanic = [pool.name(star) for star in stars(pool, films["Titanic"])]
    assert titanic == ["Leonardo DiCaprio", "Kate Winslet", "Billy Zane", "Kathy Bates"]


def test_wrong_options_are_from_the_years_that_the_player_asked_for() -> None:
    pool = MadeUpPool(1)
    pool.years = (1980, 1985)
    film = next(film for film in pool._films.values() if film.year == 1984)

    years = {other.year for other in similar_films(pool, film)}

    assert {1980, 1985} <= years <= {*range(1980, 1986)}
