"""Questions about two films with the same title."""

from tests.quiz.questions.made_up_pool import made_up_pool
from tests.quiz.questions.test_from_catalogue_facts import made_by


def test_two_casts_made_films_with_the_same_title() -> None:
    names = made_up_pool(0)._names
    asked = 0
    for question, films, _ in made_by("same-title"):
        assert {film.title for film in films} == {question.answer.text}
        for film, other in (films, films[::-1]):
            named = {person for person in film.cast if names[person] in question.ask}
            assert named - {*other.cast}
            assert str(film.year) in question.ask
        asked += 1
    assert asked
