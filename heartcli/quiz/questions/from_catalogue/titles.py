"""Puzzles about the letters of a title: its initials, its consonants, an animal hidden in it."""

import re
from collections.abc import Callable
from random import Random

from heartcli.quiz.questions.from_catalogue.afterlines import afterline
from heartcli.quiz.questions.from_catalogue.credits import (
    is_famous_director,
    sole_director,
    stars,
    steps_to_name,
)
from heartcli.quiz.questions.from_catalogue.letters import (
    consonants,
    find_animal,
    has_animal,
    without_vowels,
)
from heartcli.quiz.questions.from_catalogue.picking import draw_film
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, Pool
from heartcli.quiz.questions.from_catalogue.template import Draft, Subjects, Template, shift
from heartcli.quiz.questions.from_catalogue.wording import (
    name_films,
    spoken_title,
    title_answer,
    vary,
)
from heartcli.quiz.questions.question import OPTION_COUNT
from heartcli.text.folding import ARTICLES

_SMALL_WORDS = ARTICLES | {"and", "at", "for", "from", "in", "of", "on", "or", "to", "with"}
_INITIALS = range(4, 8)  # words
_KNOWN_BY_TITLE = 40  # films of each decade
_SEARCHED = 100  # titles to search for an animal
_DRAWN = 20  # films to choose those without an animal from


def _needs_name(film: KnownFilm) -> bool:
    """Whether players need help; the best-known films are known by their titles alone."""
    return film.rank >= _KNOWN_BY_TITLE


def _pick_film(pool: Pool, rng: Random) -> Subjects:
    """Draws a film, and a famous director or a star to name if players need a hint."""
    film = draw_film(pool, rng)
    director = sole_director(film)
    famous = [director] if director is not None and is_famous_director(pool, director) else []
    cast = sorted(stars(pool, film), key=lambda star: steps_to_name(pool, star))
    people = [person for person in (*famous, *cast) if not pool.is_in_filter(person)]
    return Subjects((film,), tuple(people[:1]) if _needs_name(film) else ())


def _describe(pool: Pool, subjects: Subjects, shorten: Callable[[str], str]) -> str:
    """Describes the film: "1979 Coppola film"; "" if its shortened title fits several films."""
    [film], named = subjects
    if len(named) > 1 or not {*named} <= {*film.cast, sole_director(film)}:
        return ""
    titles = [spoken_title(pool.title(key)) for key in pool.films_of_year(film.year)]
    is_unique = list(map(shorten, titles)).count(shorten(spoken_title(film.title))) == 1
    if not is_unique or film.is_year_disputed or (_needs_name(film) and not named):
        return ""
    return " ".join([str(film.year), *map(pool.name, named), "film"])


# --- Name the film from its initials --------------------------------------------------------------


def _initials(title: str) -> str:
    """The initials of a title's words; "" if they don't stand for all of it."""
    words = title.split()
    is_plain = all(re.fullmatch(r"[^\W\d_]+(?:'[^\W\d_]+)?[,!?]?", word) for word in words)
    return " ".join(f"{word[0].upper()}." for word in words) if is_plain else ""


def _build_initials(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], named = subjects
    initials = _initials(spoken_title(film.title))
    if len(initials.split()) not in _INITIALS:
        return None
    words = spoken_title(film.title).lower().split()
    if 2 * sum(word in _SMALL_WORDS for word in words) > len(words):
        return None
    what = _describe(pool, subjects, _initials)
    if not what:
        return None
    return Draft(
        ask=f"Name the {what} from its initials: {initials}",
        answer=title_answer(film, spoken_title(film.title)),
        why=afterline(pool, film, named),
        difficulty=shift(film.level, 1 if named else 0),
        forms=("typed",),
        section="film",
    )


# --- The vowels are gone --------------------------------------------------------------------------


def _build_vowels(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], named = subjects
    puzzle, spoken = without_vowels(film.title, film.id), spoken_title(film.title)
    what = _describe(pool, subjects, consonants) if puzzle and spoken == film.title else ""
    if not what:
        return None
    return Draft(
        ask=vary(
            film.id,
            f"Somebody has stolen the vowels from this {what}: {puzzle}. What is its title?",
            f"Here is a {what} without its vowels: {puzzle}. Which one?",
            f"Put the vowels back into this {what}: {puzzle}.",
        ),
        answer=title_answer(film, spoken),
        why=afterline(pool, film, named),
        difficulty=film.level,
        forms=("typed",),
        section="film",
    )


# --- An animal is hiding in one of these titles ---------------------------------------------------


def _pick_hiding(pool: Pool, rng: Random) -> Subjects | None:
    places = (int(rng.random() * len(pool.askable)) for _ in range(_SEARCHED))
    titles = ((key, spoken_title(pool.title(key))) for key in map(pool.askable.__getitem__, places))
    key = next((key for key, title in titles if find_animal(title)), None)
    films = [draw_film(pool, rng) for _ in range(_DRAWN)]
    innocent = [other for other in films if not has_animal(spoken_title(other.title))]
    others = list({other.key: other for other in innocent if " " in other.title}.values())
    others = [other for other in others if pool.count_films_called(other.title) == 1]
    if key is None or len(others) < OPTION_COUNT - 1:
        return None
    return Subjects((pool.film(key), *others[: OPTION_COUNT - 1]))


def _build_hiding(pool: Pool, subjects: Subjects) -> Draft | None:
    film, *others = subjects.films
    text, *wrong = name_films(pool, subjects.films)
    place = find_animal(spoken_title(film.title))
    if not place or any(has_animal(spoken_title(other.title)) for other in others):
        return None
    if text != spoken_title(film.title):  # years beside the titles would spoil the puzzle
        return None
    start, end = place
    title = spoken_title(film.title).lower()
    animal = title[start:end].replace(" ", "")
    return Draft(
        ask=vary(
            film.id,
            "One of these titles has an animal hiding in its letters. Which title?",
            "Read these titles letter by letter: which one is hiding an animal?",
        ),
        answer=title_answer(film, text),
        why=f"There's the {animal}: {title[:start]}{title[start:end].upper()}{title[end:]}.",
        difficulty="medium",
        wrong=tuple(wrong),
        forms=("choice",),
        section="film",
    )


INITIALS = Template("initials", _pick_film, _build_initials, interest=1)
MISSING_VOWELS = Template("missing-vowels", _pick_film, _build_vowels)
HIDDEN_ANIMAL = Template("hidden-animal", _pick_hiding, _build_hiding)
