"""Questions about an actor who is in two or three films, perhaps decades apart."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import (
    joke_about_title,
    say_another,
    say_span,
)
from heartcli.quiz.questions.from_catalogue.credits import (
    co_stars,
    fit_one_career,
    is_absent,
    shared_cast,
    stars,
    steps_to_name,
)
from heartcli.quiz.questions.from_catalogue.picking import (
    askable_films_of,
    draw,
    draw_films_of_star,
    draw_star,
    is_same_series,
)
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.surprise import surprising
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    by_year,
    hardest,
    middle_level,
    person_forms,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    join_titles,
    name_film,
    say_years,
    spoken_title,
    vary,
)
from heartcli.quiz.questions.from_catalogue.years import has_clear_year

_LINKED = 3  # films
_MAX_COMMON = 3  # people whom the films may share
_BEST_KNOWN = 8  # films of a star to choose from
_MIN_YEARS = 35  # between two films that are decades apart
_TRIES = 15


class _Link(NamedTuple):
    """Films that share a star, earliest first; and, in a chain, a co-star from each."""

    films: list[KnownFilm]
    star: PersonKey
    co_stars: list[PersonKey]
    common: list[PersonKey]  # everybody in all the casts


def _find_link(subjects: Subjects) -> _Link | None:
    films, people = by_year(subjects.films), subjects.people
    common = shared_cast(films)
    shared = [person for person in people if person in common]
    others = [p for film in films for p in people if p in film.cast and p not in shared]
    if not fit_one_career(films) or len(common) > _MAX_COMMON:
        return None
    if len(shared) != 1 or len(set(others)) != len(people) - 1:
        return None
    return _Link(films, shared[0], others, common)


def _write(pool: Pool, link: _Link, ask: str, candidates: Sequence[PersonKey]) -> Draft:
    """Asks for the star; anybody else whom the films share is right, too."""
    films, star, named, common = link
    level = hardest(films) if named else middle_level(films)
    others = tuple(pool.name(person) for person in common if person != star)
    wrong = [p for p in candidates if any(is_absent(pool, p, film) for film in films)]
    return Draft(
        ask=ask,
        answer=Answer(pool.name(star), others, kind="person"),
        why=_say_more(pool, star, films),
        difficulty=shift(level, steps_to_name(pool, star)),
        wrong=tuple(map(pool.name, dict.fromkeys(wrong))),
        forms=person_forms(pool, star),
    )


def _other_stars(pool: Pool, link: _Link) -> list[PersonKey]:
    """The films' stars, except those whom the question names or all the films share."""
    named = {*link.co_stars, *link.common}
    return [p for film in link.films for p in stars(pool, film) if p not in named]


def _say_more(pool: Pool, star: PersonKey, films: Sequence[KnownFilm]) -> str:
    """Says how long a career the films span, jokes about a title, or names another film."""
    span, joke = say_span(pool, star, films), joke_about_title(pool, films)
    lines = [line for line in (span, joke) if line]
    return vary(films[0].id, *lines) if lines else say_another(pool, star, films)


# --- Which actor links …? -------------------------------------------------------------------------


def _pick_linked(pool: Pool, rng: Random) -> Subjects | None:
    return draw_films_of_star(pool, rng, _LINKED, _BEST_KNOWN)


def _build_linked(pool: Pool, subjects: Subjects) -> Draft | None:
    link = _find_link(subjects)
    if not link:
        return None
    films = link.films
    candidates = _other_stars(pool, link)
    candidates.sort(key=lambda person: -sum(person in film.cast for film in films))
    titles = join_titles([name_film(pool, film) for film in films])
    ask = vary(
        films[0].id,
        f"Which actor links {titles}?",
        f"Who is in all three of these: {titles}?",
        f"Who turns up in {titles}?",
    )
    return _write(pool, link, ask, candidates)


# --- A chain: co-star – film – star – film – co-star ----------------------------------------------


def _pick_chain(pool: Pool, rng: Random) -> Subjects | None:
    drawn = draw_films_of_star(pool, rng, 2, _BEST_KNOWN)
    if not drawn:
        return None
    [film, other], [star] = drawn
    co_star = draw([p for p in co_stars(pool, star, film) if p not in other.cast], rng)
    other_co_star = draw([p for p in co_stars(pool, star, other) if p not in film.cast], rng)
    if co_star is None or other_co_star is None:
        return None
    return Subjects((film, other), (star, co_star, other_co_star))


def _build_missing_link(pool: Pool, subjects: Subjects) -> Draft | None:
    link = _find_link(subjects)
    if not link or not {*link.films[0].directors}.isdisjoint(link.films[1].directors):
        return None  # or the director would link them, too
    first, second = (name_film(pool, film) for film in link.films)
    co_star, other_co_star = map(pool.name, link.co_stars)
    ask = f"{co_star} – {first} – ? – {second} – {other_co_star}: who is the missing link?"
    return _write(pool, link, ask, _other_stars(pool, link))


def _build_co_star(pool: Pool, subjects: Subjects) -> Draft | None:
    link = _find_link(subjects)
    if not link:
        return None
    first, second = (name_film(pool, film) for film in link.films)
    co_star, other_co_star = map(pool.name, link.co_stars)
    ask = vary(
        subjects.films[0].id,
        f"Who starred with {co_star} in {first}, and with {other_co_star} in {second}?",
        f"Who joined {co_star} in {first}, and {other_co_star} in {second}?",
        f"Who appeared with {co_star} in {first}, and with {other_co_star} in {second}?",
    )
    return _write(pool, link, ask, _other_co_stars(pool, link))


def _other_co_stars(pool: Pool, link: _Link) -> list[PersonKey]:
    """Stars of only one of the two films, and people in other films with the co-stars."""
    in_one = [p for film in link.films for p in stars(pool, film) if p not in link.common]
    films = [pool.film(key) for person in link.co_stars for key in pool.films_of(person)[:4]]
    people = in_one[:2] + [person for film in films for person in stars(pool, film)[:3]]
    return [person for person in people if person not in (link.star, *link.co_stars)]


# --- Who is in …, and again decades later in …? ---------------------------------------------------


def _pick_decades(pool: Pool, rng: Random) -> Subjects | None:
    for _ in range(_TRIES):
        star = draw_star(pool, rng)
        films = by_year(askable_films_of(pool, star))
        film = draw([f for f in films if films[-1].year - f.year >= _MIN_YEARS], rng)
        later = [f for f in films if film and f.year - film.year >= _MIN_YEARS]
        other = draw([f for f in later if film and not f.genres & film.genres] or later, rng)
        if star is not None and film and other:
            return Subjects((film, other), (star,))
    return None


def _build_decades(pool: Pool, subjects: Subjects) -> Draft | None:
    link = _find_link(subjects)
    if not link or is_same_series(*link.films):
        return None
    films, gap = link.films, link.films[1].year - link.films[0].year
    if gap < _MIN_YEARS or not all(has_clear_year(pool, film) for film in films):
        return None
    titles = join_titles([spoken_title(films[0].title)]), spoken_title(films[1].title)
    ask = vary(
        films[0].id,
        f"Who is in {titles[0]} and, {say_years(gap)} later, in {titles[1]}?",
        f"{films[0].year}: {end_sentence(titles[0])} {films[1].year}: {end_sentence(titles[1])}"
        " Who is in both?",
        f"From {titles[0]} to {titles[1]}: {say_years(gap)}, one career. Whose?",
    )
    why = joke_about_title(pool, films) or _say_co_stars(pool, link.star, films)
    return _write(pool, link, ask, _other_stars(pool, link))._replace(why=why)


def _say_co_stars(pool: Pool, star: PersonKey, films: Sequence[KnownFilm]) -> str:
    """Names a co-star from each film."""
    named = [star]
    for film in films:
        named += [p for p in co_stars(pool, star, film) if p not in named][:1]
    if len(named) <= len(films):
        return ""
    first, last = map(pool.name, named[1:])
    return f"{first} co-starred in {films[0].year}, {last} in {films[1].year}."


COMMON_STAR = Template("common-star", surprising(_pick_linked), _build_linked)
MISSING_LINK = Template("missing-link", surprising(_pick_chain), _build_missing_link)
CO_STAR = Template("co-star", surprising(_pick_chain), _build_co_star, interest=1)
TIME_BRIDGE = Template("time-bridge", _pick_decades, _build_decades)
