"""Questions about one star decades apart, and about one director twice in a year."""

from tests.quiz.questions.test_from_catalogue_facts import made_by


def test_a_star_is_in_two_films_that_are_decades_apart() -> None:
    for question, films, [star] in made_by("time-bridge"):
        years = sorted(film.year for film in films)
        gap = years[1] - years[0]
        assert gap >= 35
        assert all(star in film.cast for film in films)
        assert f" {gap} years" in question.ask or all(str(year) in question.ask for year in years)


def test_a_director_made_two_films_in_one_year() -> None:
    for question, films, [director] in made_by("double-shift"):
        assert len(films) == 2
        assert {film.directors for film in films} == {(director,)}
        assert all(str(film.year) in question.ask for film in films)
