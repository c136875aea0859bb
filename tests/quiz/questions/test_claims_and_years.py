"""Questions about many films that claim something or ask for a year: what they say is so."""

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest

from heartcli.quiz.questions.from_catalogue.pool import KnownFilm
from heartcli.quiz.questions.from_catalogue.template import find_subjects
from heartcli.quiz.questions.question import OPTION_COUNT, Question
from tests.quiz.questions.made_up_pool import made_up_pool
from tests.quiz.questions.test_from_catalogue import SEEDS, choices, questions_of

CLAIMS = ("before", "directed-claim", "same-director")


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
    for question, films, _ in made_by("before"):
        assert abs(films[0].year - films[1].year) > 1
        assert (question.answer.text == "True") == (films[0].year < films[1].year)
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
        if question.template in ("release-year", "decade")
    ]
    for question, wrong in asked:
        first, last = made_up_pool(0).years
        texts = [question.answer.text, *wrong]
        years = sorted(int(text.removeprefix("The ").removesuffix("s")) for text in texts)
        assert len(years) == OPTION_COUNT
        assert first // 10 * 10 <= years[0]
        assert years[-1] <= last
        assert min(b - a for a, b in itertools.pairwise(years)) >= 3

    assert {question.template for question, _ in asked} == {"release-year", "decade"}
