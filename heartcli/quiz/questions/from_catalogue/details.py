"""Questions that need an import: about characters, and about titles in other countries."""

import re
from collections.abc import Iterator
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import (
    afterline,
    joke_about_title,
    say_another,
)
from heartcli.quiz.questions.from_catalogue.credits import sole_director, stars
from heartcli.quiz.questions.from_catalogue.picking import draw, draw_film, similar_films
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    person_forms,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import name_film, name_films, title_answer
from heartcli.quiz.questions.question import significant_words
from heartcli.text.display import with_article
from heartcli.text.folding import fold, fold_words

_NAME = re.compile(r"[A-Z][\w'.-]*(?: [\w'.-]+){0,3}")
_NO_NAMES = frozenset((
    "boy", "cop", "detective", "doctor", "girl", "herself", "himself", "man", "narrator", "nurse",
    "officer", "self", "voice", "waiter", "waitress", "woman",
))  # fmt: skip
_ENGLISH_SPEAKING = frozenset((
    "Australia", "Canada", "India", "Ireland", "New Zealand", "South Africa", "United Kingdom",
    "United States", "Africa", "Asia", "Australasia", "Europe", "Latin America", "North America",
    "South America", "World-wide", "elsewhere", "",
))  # fmt: skip
_MIN_COMMON_LETTERS = 4  # of a word that gives a title away


def _named_parts(pool: Pool, film: KnownFilm) -> dict[PersonKey, str]:
    """Returns the named characters of a film's stars that its title doesn't give away."""
    characters = pool.characters(film.key)
    given = significant_words(film.title)
    return {
        star: part
        for star in stars(pool, film)
        if _is_name(part := characters.get(star, "")) and not given & significant_words(part)
    }


def _is_name(character: str) -> bool:
    return bool(_NAME.fullmatch(character)) and not _NO_NAMES & {*fold_words(character)}


def _pick_part(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    star = draw(list(_named_parts(pool, film)), rng) if pool.has_imports else None
    return None if star is None else Subjects((film,), (star,))


# --- Who played … in …? ---------------------------------------------------------------------------


def _build_player(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [star] = subjects
    characters = pool.characters(film.key)
    part = _named_parts(pool, film).get(star)
    if not part:
        return None
    players = [person for person, character in characters.items() if character == part]
    others = [person for person in stars(pool, film) if person not in players]
    others += [p for other in similar_films(pool, film)[:8] for p in stars(pool, other)[:1]]
    wrong = [person for person in others if characters.get(person) != part]
    also_right = tuple(pool.name(person) for person in players if person != star)
    return Draft(
        ask=f"Who played {part} in {name_film(pool, film)}?",
        answer=Answer(pool.name(star), also_right, kind="person"),
        why=joke_about_title(pool, [film]) or say_another(pool, star, [film]),
        difficulty=film.level,
        wrong=tuple(map(pool.name, dict.fromkeys(wrong))),
        forms=person_forms(pool, star),
    )


# --- Which character did … play in …? -------------------------------------------------------------


def _build_character(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [star] = subjects
    parts = _named_parts(pool, film)
    if star not in parts:
        return None
    characters = [c for c in pool.characters(film.key).values() if _is_name(c)]
    wrong = [part for part in characters if not {*fold_words(part)} & {*fold_words(parts[star])}]
    return Draft(
        ask=f"Which character did {pool.name(star)} play in {name_film(pool, film)}?",
        answer=Answer(parts[star], kind="person"),
        why=joke_about_title(pool, [film]) or say_another(pool, star, [film]),
        difficulty=shift(film.level, 1),
        wrong=tuple(dict.fromkeys(wrong)),
        forms=("choice", "typed"),
    )


# --- Which film was called “…” in …? --------------------------------------------------------------


def _pick_abroad(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    is_known_abroad = pool.has_imports and any(_foreign_titles(pool, film))
    return Subjects((film,)) if is_known_abroad else None


def _build_abroad(pool: Pool, subjects: Subjects) -> Draft | None:
    [film] = subjects.films
    title, place = next(_foreign_titles(pool, film), ("", ""))
    others = [other for other in _relatives(pool, film) if not _is_called(pool, other, title)]
    text, *wrong = name_films(pool, [film, *others[:6]])
    if not title:
        return None
    return Draft(
        ask=f"Which film was called “{title}” in {with_article(place)}?",
        answer=title_answer(film, text),
        why=afterline(pool, film),
        difficulty=shift(film.level, 1),
        wrong=tuple(wrong),
        section="titles",
    )


def _foreign_titles(pool: Pool, film: KnownFilm) -> Iterator[tuple[str, str]]:
    """Yields titles that don't give the film away, each with its country."""
    given = {w for w in significant_words(film.title) if len(w) >= _MIN_COMMON_LETTERS}
    for title, place in pool.other_titles(film.key):
        is_foreign = place not in _ENGLISH_SPEAKING and place not in film.countries
        is_latin = fold(title).isascii() and not given & significant_words(title)
        if is_foreign and is_latin and len(title) > 1:
            yield title, place


def _relatives(pool: Pool, film: KnownFilm) -> list[KnownFilm]:
    """Other films of the director, then similar ones."""
    director = sole_director(film)
    keys = [] if director is None else pool.directed_by(director)
    films = [pool.film(key) for key in keys if key != film.key][:3]
    return list(dict.fromkeys([*films, *similar_films(pool, film)]))


def _is_called(pool: Pool, film: KnownFilm, title: str) -> bool:
    titles = [film.title, *(other for other, _ in pool.other_titles(film.key))]
    return fold(title) in map(fold, titles)


PLAYER = Template("who-played", _pick_part, _build_player)
CHARACTER = Template("character-of", _pick_part, _build_character)
ABROAD = Template("title-abroad", _pick_abroad, _build_abroad)
