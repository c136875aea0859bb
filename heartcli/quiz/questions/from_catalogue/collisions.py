"""Names that have run into each other: "Kurt ____ Crowe", "When Harry Met ____ Field"."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import joke_about_title
from heartcli.quiz.questions.from_catalogue.credits import is_famous_director, sole_director, stars
from heartcli.quiz.questions.from_catalogue.picking import draw, draw_film_of
from heartcli.quiz.questions.from_catalogue.pool import FilmKey, KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.template import Draft, Subjects, Template, middle_level
from heartcli.quiz.questions.from_catalogue.wording import (
    Gap,
    name_film,
    spoken_title,
    vary,
)

# Compiled on first use, to start faster.
_ENDS = r"(?P<start>.+ )(?P<word>[^\W\d_]+)[?!.]?"  # a title that ends in what may be a first name
_STARTS = r"(?P<word>[^\W\d_]+)(?P<end>(?:'s)? .+)"  # a title that starts like a surname


_StarsByName = Mapping[str, Sequence[PersonKey]]


def _answer(gap: Gap) -> Answer:
    return Answer(gap.word, (f"{gap.start}{gap.word}{gap.end}",), kind="text")


def _split_first(name: str) -> tuple[str, str]:
    """A first name, and the rest of the name, if any: "Lee", "Van Cleef"."""
    first, _, rest = name.partition(" ")
    return first, rest


def _split_last(name: str) -> tuple[str, str]:
    """The names before a surname, if any, and the surname: "Kristin Scott", "Thomas"."""
    rest, _, surname = name.rpartition(" ")
    return rest, surname


@lru_cache(maxsize=1)
def _index(pool: Pool) -> tuple[_StarsByName, _StarsByName]:
    """The stars whom players can name unprompted, by first name and by surname."""
    by_first_name, by_surname = defaultdict(list), defaultdict(list)
    for star in pool.famous_people:
        first, rest = _split_first(pool.name(star))
        if rest and pool.is_household_name(star) and not pool.is_in_filter(star):
            by_first_name[first].append(star)
            by_surname[_split_last(rest)[1]].append(star)
    return by_first_name, by_surname


def _first_names(pool: Pool, film: KnownFilm, rest: str) -> set[str]:
    """The first names of those in a film's cast who share the rest of a name."""
    names = (_split_first(pool.name(person)) for person in film.cast)
    return {first for first, other in names if other == rest}


def _surnames(pool: Pool, film: KnownFilm, rest: str) -> set[str]:
    """The surnames of those in a film's cast who share the rest of a name."""
    names = (_split_last(pool.name(person)) for person in film.cast)
    return {surname for other, surname in names if other == rest}


def _say_who_else(pool: Pool, films: Sequence[KnownFilm], pair: Sequence[PersonKey]) -> str:
    """Jokes about one of the titles, or else says who else is in the two films."""
    if joke := joke_about_title(pool, films):
        return joke
    named = {*pair, *(director for film in films for director in film.directors)}
    others = [[pool.name(p) for p in stars(pool, film) if p not in named] for film in films]
    co_stars = list(dict.fromkeys(name for names in others for name in names[:1]))
    if len(co_stars) < len(films):
        return ""
    return f"{co_stars[0]} is in the first film, {co_stars[1]} in the second."


# --- Two stars have collided ----------------------------------------------------------------------


def _pick_stars(pool: Pool, rng: Random) -> Subjects | None:
    by_first_name, by_surname = _index(pool)
    name = draw([name for name in by_surname if name in by_first_name], rng)
    if not name:
        return None
    people = draw(by_surname[name], rng), draw(by_first_name[name], rng)
    pair = tuple(person for person in people if person is not None)
    films = tuple(film for person in pair if (film := draw_film_of(pool, person, rng)))
    return Subjects(films, pair) if len({*films}) == len(people) else None


def _collide(pool: Pool, pair: Sequence[PersonKey]) -> Gap | None:
    """Joins the names of two stars."""
    first, second = map(pool.name, pair)
    (start, surname), (first_name, end) = _split_last(first), _split_first(second)
    is_shared = start and end and surname == first_name
    return Gap(f"{start} ", surname, f" {end}") if is_shared else None


def _build_stars(pool: Pool, subjects: Subjects) -> Draft | None:
    (film, other), people = subjects
    pairs = [pair for pair in (people, people[::-1]) if pair[0] in film.cast]
    pair = next((pair for pair in pairs if pair[1] in other.cast and _collide(pool, pair)), None)
    collision = _collide(pool, pair) if pair else None
    if not pair or not collision or any(map(pool.is_in_filter, pair)):
        return None
    surnames = _surnames(pool, film, collision.start.strip())
    if surnames & _first_names(pool, other, collision.end.strip()) != {collision.word}:
        return None
    title, other_title = name_film(pool, film), name_film(pool, other)
    return Draft(
        ask=vary(
            film.id,
            f"Two stars have collided: one is in {title}, the other in {other_title}."
            f" Which name do they share: {collision.text}?",
            f"{collision.text}: a star of {title} has run into one from {other_title}."
            " Which name is stuck in the middle?",
            f"Two stars share the name badge {collision.text}: one is in {title}, the other in"
            f" {other_title}. What goes in the gap?",
        ),
        answer=_answer(collision),
        why=_say_who_else(pool, (film, other), pair),
        difficulty=middle_level((film, other)),
        forms=("typed",),
    )


# --- A title has run into a star ------------------------------------------------------------------


@lru_cache(maxsize=1)
def _meetings(pool: Pool) -> Mapping[FilmKey, Sequence[PersonKey]]:
    """The stars whose first name a title ends with, or whose surname it starts with."""
    by_first_name, by_surname = _index(pool)
    meetings: dict[FilmKey, Sequence[PersonKey]] = {}
    for key in pool.askable:
        first, *others = pool.title(key).split()
        last = others[-1].rstrip("?!.") if others else ""
        found = *by_first_name.get(last, ()), *by_surname.get(first.removesuffix("'s"), ())
        if found and others:
            meetings[key] = found
    return meetings


def _pick_meeting(pool: Pool, rng: Random) -> Subjects | None:
    meetings = _meetings(pool)
    key = draw(list(meetings), rng)
    star = None if key is None else draw(meetings[key], rng)
    other = None if star is None else draw_film_of(pool, star, rng)
    if key is None or star is None or not other or other.key == key:
        return None
    return Subjects((pool.film(key), other), (star,))


def _meet(pool: Pool, film: KnownFilm, star: PersonKey) -> Gap | None:
    """Joins a title and the name of a star, whichever comes first."""
    title, name = spoken_title(film.title), pool.name(star)
    (first, rest), (before, surname) = _split_first(name), _split_last(name)
    match = re.fullmatch(_ENDS, title)
    if match and rest and match["word"] == first:
        return Gap(match["start"], first, f" {rest}")
    match = re.fullmatch(_STARTS, title)
    if match and before and match["word"] == surname:
        return Gap(f"{before} ", surname, match["end"])
    return None


def _build_meeting(pool: Pool, subjects: Subjects) -> Draft | None:
    (film, other), [star] = subjects
    collision = _meet(pool, film, star)
    if not collision or star not in other.cast or star in film.cast or pool.is_in_filter(star):
        return None
    is_star_last = pool.name(star).startswith(collision.word)
    if is_star_last:
        fitting = _first_names(pool, other, collision.end.strip())
    else:
        fitting = _surnames(pool, other, collision.start.strip())
    if fitting != {collision.word}:
        return None
    director = sole_director(film)
    named = [director] if director is not None and is_famous_director(pool, director) else []
    by = "".join(f" by {pool.name(person)}" for person in named)
    parties = (f"a {film.year} film{by}", film), (f"a star of {name_film(pool, other)}", other)
    (first, first_film), (second, second_film) = parties if is_star_last else parties[::-1]
    return Draft(
        ask=vary(
            film.id,
            f"What do you get if {first} bumps into {second}? Fill in the gap: {collision.text}.",
            f"{collision.text}: {first} has run into {second}. Which word do they share?",
            f"Crash {first} into {second}, and fill in the gap: {collision.text}.",
        ),
        answer=_answer(collision),
        why=_say_who_else(pool, (first_film, second_film), (star,)),
        difficulty=middle_level((film, other)),
        forms=("typed",),
        people=tuple(named),
    )


STAR_COLLISION = Template("star-collision", _pick_stars, _build_stars, interest=3)
TITLE_COLLISION = Template("title-collision", _pick_meeting, _build_meeting, interest=3)
