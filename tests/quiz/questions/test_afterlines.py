"""The lines after questions about catalogue films are true and short."""

import re
from collections.abc import Iterator

import pytest

from heartcli.quiz.questions.from_catalogue import afterlines, ladders
from heartcli.quiz.questions.from_catalogue.afterlines import (
    afterline,
    family_name,
    say_span,
)
from heartcli.quiz.questions.from_catalogue.credits import sole_director, stars
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm
from tests.quiz.questions.made_up_pool import MadeUpPool, made_up_pool

_WHEN = (
    r"(?:in the same year as"
    r"|(?P<gap>a year|two years|a few years|years|long) (?P<when>before|after))"
)
_GAPS = {
    "a year": range(1, 2), "two years": range(2, 3), "a few years": range(3, 7),
    "years": range(7, 10), "long": range(10, 200),
}  # fmt: skip


def lines_by(name: str) -> Iterator[tuple[MadeUpPool, KnownFilm, str]]:
    """Yields the lines that one function writes about made-up films."""
    say = getattr(afterlines, name)
    for seed in range(6):
        pool = made_up_pool(seed)
        for film in pool._films.values():
            if line := say(afterlines._About(pool, film)):
                yield pool, film, line


def films_called(pool: MadeUpPool, title: str) -> list[KnownFilm]:
    return [film for film in pool._films.values() if film.title == title]


def is_gap(film: KnownFilm, other: KnownFilm, match: re.Match[str]) -> bool:
    """Whether a line is right about which of two films came first, and how long before."""
    gap = other.year - film.year
    if not match["when"]:
        return "in the same year" not in match[0] or not gap
    is_right = gap > 0 if match["when"] == "before" else gap < 0
    return is_right and abs(gap) in _GAPS[match["gap"]]


def test_directors_made_the_other_film_as_long_before_or_after_as_a_line_says() -> None:
    pattern = (
        r"(?:The director was (?P<director>.+), who also gave us (?P<film>.+)"
        r"|(?P<name>.+) directed it,"
        rf" (?:{_WHEN} (?P<title>.+)|and (?P<other>.+) as well))"
    )
    lines = list(lines_by("_another_genre"))
    for pool, film, line in lines:
        match = re.fullmatch(pattern, line)
        assert match
        others = films_called(pool, match["title"] or match["other"] or match["film"])
        made = [f for f in others if f.directors == film.directors and is_gap(film, f, match)]
        assert made
        assert pool.name(film.directors[0]) == (match["name"] or match["director"])
    assert lines


def test_faces_in_the_crowd_are_in_the_other_film_as_long_before_as_a_line_says() -> None:
    pattern = rf"(?:Look out for|Yes, that's) (?P<name>.+) in it, {_WHEN} (?P<title>.+)"
    lines = list(lines_by("_face_in_the_crowd"))
    for pool, film, line in lines:
        match = re.fullmatch(pattern, line)
        assert match
        star = pool._names.index(match["name"])
        others = [f for f in films_called(pool, match["title"]) if star in stars(pool, f)]
        assert star in film.cast
        assert any(is_gap(film, other, match) for other in others)
    assert lines


def test_two_stars_are_together_in_another_film() -> None:
    pattern = (
        r"(.+) and (.+) (?:met again in (.+)|had met before, in (.+)"
        r"|were both in (.+) that year, too)"
    )
    lines = list(lines_by("_reunion"))
    for pool, film, line in lines:
        match = re.fullmatch(pattern, line)
        assert match
        pair = {pool._names.index(match[1]), pool._names.index(match[2])}
        assert pair <= {*film.cast}
        for title, sign in zip(match.groups()[2:], (1, -1, 0), strict=True):
            others = [f for f in films_called(pool, title) if pair <= {*f.cast}] if title else []
            gaps = [other.year - film.year for other in others]
            assert not title or any((gap > 0) - (gap < 0) == sign for gap in gaps)
    assert lines


def test_clashing_films_came_out_in_the_same_year() -> None:
    pool = made_up_pool(1)
    clashing = {film: ladders.clashing_films(pool, film) for film in pool._films.values()}
    for film, others in clashing.items():
        assert {other.year for other in others} <= {film.year}
        assert film not in others
    assert any(clashing.values())


def test_a_director_who_acts_is_in_the_cast() -> None:
    for _, film, _ in lines_by("_director_in_cast"):
        assert sole_director(film) in film.cast


def test_afterlines_are_short_and_name_no_film_or_person_twice() -> None:
    pool = made_up_pool(1)
    for film in pool._films.values():
        named = [*film.directors, *film.cast[:2]]
        line = afterline(pool, film, named)
        assert len(line.split()) <= 24
        assert not any(pool.name(person) in line for person in named)
        assert not line or line[0].isupper() or line[0].isdecimal()


def test_a_career_spans_the_years_from_the_first_film_to_the_last() -> None:
    pool = made_up_pool(0)
    films = sorted(pool._films.values(), key=lambda film: film.year)
    first, last = (f for f in (films[3], films[-3]))
    gap = last.year - first.year
    line = say_span(pool, 0, [last, first])
    assert line in ("", f"From {first.title} to {last.title}: {gap} years of Bell.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Max von Sydow", "von Sydow"), ("Robert De Niro", "De Niro"), ("Cher", "Cher"),
        ("Robert Downey Jr.", "Downey"), ("Samuel L. Jackson", "Jackson"),
        ("Francis Ford Coppola", "Coppola"), ("Helena Bonham Carter", "Bonham Carter"),
        ("Song Kang-ho", "Song Kang-ho"), ("Meat Loaf", "Meat Loaf"), ("Jean-Luc Godard", "Godard"),
    ],
)  # fmt: skip
def test_family_names_keep_their_particles(name: str, expected: str) -> None:
    assert family_name(name) == expected


def test_a_line_does_not_repeat_the_clue_that_the_question_has_used() -> None:
    pool = made_up_pool(1)
    for film in pool._films.values():
        for clue in filter(None, (pool.clue(film.key, "synonym"), pool.clue(film.key, "opposite"))):
            assert f"“{clue}”" not in afterline(pool, film, clue=clue)


def test_a_film_about_which_nothing_new_is_known_has_no_line() -> None:
    pool = made_up_pool(1)
    films = (film for film in pool._films.values() if not pool.clue(film.key, "synonym"))
    film = next(films)._replace(directors=(0, 1), cast=())

    assert afterline(pool, film) == ""
