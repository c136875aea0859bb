"""Questions with three truths and a lie."""

from tests.quiz.questions.made_up_pool import made_up_pool
from tests.quiz.questions.test_from_catalogue_facts import made_by


def test_a_false_credit_names_somebody_who_did_not_direct_the_film() -> None:
    names = made_up_pool(0)._names
    for question, [lie, *_], people in made_by("false-credit"):
        name, title = question.answer.text.split(" directed ")
        assert title == lie.title
        assert people == (names.index(name),)
        assert not {*people} & {*lie.directors, *lie.cast}


def test_a_pair_that_stands_out_has_two_directors() -> None:
    for question, films, _ in made_by("two-directors"):
        first, second = (f for f in films if f.title in question.answer.text.split(" and "))
        assert len(first.directors) == len(second.directors) == 1
        assert first.directors != second.directors


def test_a_pair_that_stands_out_is_of_two_years() -> None:
    for question, films, _ in made_by("two-years"):
        first, second = (f for f in films if f.title in question.answer.text.split(" and "))
        assert abs(first.year - second.year) >= 3
