"""Questions about names and titles that have run into each other."""

import re

from tests.quiz.questions.made_up_pool import made_up_pool
from tests.quiz.questions.test_from_catalogue import SEEDS, questions_of
from tests.quiz.questions.test_from_catalogue_facts import made_by


def test_a_name_between_two_stars_belongs_to_both() -> None:
    names = made_up_pool(0)._names
    for question, (film, other), people in made_by("star-collision"):
        [start, end] = re.findall("“(.+) ____ (.+)”", question.ask)[0]
        first, second = (
            names.index(f"{start} {question.answer.text}"),
            names.index(f"{question.answer.text} {end}"),
        )
        assert first in film.cast
        assert second in other.cast
        assert {first, second} == {*people}


def test_a_word_between_a_title_and_a_star_fits_both() -> None:
    names = {*made_up_pool(0)._names}
    titles = {film.title for seed in SEEDS for film in made_up_pool(seed)._films.values()}
    for seed in SEEDS:
        for question in questions_of(seed):
            if question.template == "title-collision":
                [start, end] = re.findall("“(.+) ____ (.+)”", question.ask)[0]
                halves = {f"{start} {question.answer.text}", f"{question.answer.text} {end}"}
                assert len(halves & names) == 1
                assert len(halves & titles) == 1
