"""Questions about what links films and actors: who is in two or three of them."""

from collections.abc import Sequence
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.picking import (
    askable_films_of,
    draw,
    draw_film,
)
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.stars import stars
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    easiest,
    hardest,
)
from heartcli.quiz.questions.from_catalogue.wording import name_film
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import join_with_and

_LINKED = 3  # films
_MAX_COMMON = 3  # people whom the films may share


def shared_cast(films: Sequence[KnownFilm]) -> list[PersonKey]:
    """Those who are in the casts of all these films."""
    first, *others = films
    return [p for p in first.cast if all(p in film.cast for film in others)]


def _also_right(pool: Pool, common: Sequence[PersonKey], answer: PersonKey) -> tuple[str, ...]:
    return tuple(pool.name(person) for person in common if person != answer)


# --- Which actor links …? -------------------------------------------------------------------------


def _pick_linked(pool: Pool, rng: Random) -> Subjects | None:
    star = draw(stars(pool, draw_film(pool, rng)), rng)
    films = askable_films_of(pool, star) if star is not None else []
    if star is None or len(films) < _LINKED:
        return None
    return Subjects(tuple(shuffled(films[: 3 * _LINKED], rng)[:_LINKED]), (star,))


def _build_linked(pool: Pool, subjects: Subjects) -> Draft | None:
    films, [star] = subjects
    common = shared_cast(films)
    if star not in common or len(common) > _MAX_COMMON or pool.is_given(star):
        return None
    in_order = sorted(films, key=lambda film: (film.year, film.id))
    others = [person for film in in_order for person in stars(pool, film) if person not in common]
    return Draft(
        ask=f"Which actor links {join_with_and([name_film(pool, f) for f in in_order])}?",
        answer=Answer(pool.name(star), _also_right(pool, common, star), kind="person"),
        why=_say_another(pool, star, films),
        difficulty=easiest(films),
        wrong=tuple(map(pool.name, dict.fromkeys(others))),
    )


def _say_another(pool: Pool, star: PersonKey, films: Sequence[KnownFilm]) -> str:
    """Names another film with the star, and who else is in it."""
    for key in pool.films_of(star):
        other = pool.film(key)
        if other not in films and (cast := stars(pool, other)) and star in cast:
            partners = [pool.name(person) for person in cast if person != star][:1]
            with_partner = "".join(f", with {name}," for name in partners)
            return f"{name_film(pool, other)}{with_partner} makes one more."
    return ""


# --- Who is the missing link? ---------------------------------------------------------------------


def _pick_chain(pool: Pool, rng: Random) -> Subjects | None:
    """Picks two films that share a star, and a partner of the star in each."""
    star = draw(stars(pool, draw_film(pool, rng)), rng)
    films = shuffled(askable_films_of(pool, star)[:8] if star is not None else [], rng)[:2]
    if star is None or len(films) < 2:
        return None
    film, other = films
    partner = draw([p for p in stars(pool, film) if p not in other.cast], rng)
    other_partner = draw([p for p in stars(pool, other) if p not in film.cast], rng)
    if partner is None or other_partner is None:
        return None
    return Subjects((film, other), (star, partner, other_partner))


def _chain(subjects: Subjects) -> tuple[list[KnownFilm], list[PersonKey]] | None:
    """Puts two films in order, with the partner in each and the star between."""
    films = sorted(subjects.films, key=lambda film: (film.year, film.id))
    people = subjects.people
    stars_ = [p for p in people if all(p in film.cast for film in films)]
    partners = [[p for p in people if p in film.cast and p not in stars_] for film in films]
    if len(stars_) != 1 or any(len(found) != 1 for found in partners):
        return None
    return films, [partners[0][0], stars_[0], partners[1][0]]


def _build_missing_link(pool: Pool, subjects: Subjects) -> Draft | None:
    chain = _chain(subjects)
    if not chain:
        return None
    films, (partner, star, other_partner) = chain
    common = shared_cast(films)
    if len(common) > _MAX_COMMON or pool.is_given(star):
        return None
    first, second = (name_film(pool, film) for film in films)
    named = {*subjects.people, *common}
    others = [person for film in films for person in stars(pool, film) if person not in named]
    return Draft(
        ask=(
            f"{pool.name(partner)} – {first} – ? – {second} – {pool.name(other_partner)}:"
            " who is the missing link?"
        ),
        answer=Answer(pool.name(star), _also_right(pool, common, star), kind="person"),
        why=_say_another(pool, star, films),
        difficulty=hardest(films),
        wrong=tuple(map(pool.name, dict.fromkeys(others))),
    )


COMMON_STAR = Template("common-star", _pick_linked, _build_linked, interest=3)
MISSING_LINK = Template("missing-link", _pick_chain, _build_missing_link, interest=3)
