"""Riddles: hand-written clues to a film's title or a star's name."""

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from random import Random

from heartcli.model.records import Strings
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import (
    afterline,
    find_misprint,
    joke_about_title,
    say_another,
)
from heartcli.quiz.questions.from_catalogue.credits import co_stars, steps_to_name
from heartcli.quiz.questions.from_catalogue.picking import (
    draw,
    draw_film_of,
    is_same_series,
    similar_films,
)
from heartcli.quiz.questions.from_catalogue.pool import ClueKind, KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    person_forms,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    name_film,
    spoken_title,
    title_answer,
    vary,
)

_DECOYS = 12
_WELL_KNOWN = 200  # films that are wrong options have a rank below this
_SIMILAR = 30  # films to choose wrong options from
# How to ask about a clue to a title; the braces stand for the clue.
_STEMS: Mapping[ClueKind, Strings] = {
    "riddle": (
        "Here's a riddle: “{}”. Which film is it?",
        "Which film's title is the answer to this riddle: “{}”?",
        "From a film lover's crossword: “{}”. Which film is it?",
    ),
    "opposite": (
        "Which film is the opposite of “{}”?",
        "In an upside-down world, the cinema is showing “{}”. Which film is it really?",
        "Which title is the exact opposite of “{}”?",
    ),
    "synonym": (
        "Somebody has taken a thesaurus to the posters. Which film is showing as “{}”?",
        "Which film would a thesaurus call “{}”?",
        "“{}” is on tonight, says a man who never uses a plain word. Which film does he mean?",
    ),
    "one-letter": (
        "Change one letter of a famous title, and the plot changes, too. {} Which film is it?",
        "In this remake, one letter of the title has changed. {} What was the original?",
        "The studio got one letter of the title wrong. {} Which film did they mean to make?",
    ),
}


# --- A film's title -------------------------------------------------------------------------------


def _pick_title(kind: ClueKind, pool: Pool, rng: Random) -> Subjects | None:
    key = draw(pool.films_with_clue(kind), rng)
    return None if key is None else Subjects((pool.film(key),))


def _decoys(pool: Pool, film: KnownFilm) -> Strings:
    """Titles of well-known similar films, those of about the same length first."""
    others = (
        spoken_title(other.title)
        for other in similar_films(pool, film)
        if other.rank < _WELL_KNOWN and not is_same_series(film, other)
    )
    alike = dict.fromkeys(islice(others, _SIMILAR))
    length = len(spoken_title(film.title).split())
    return tuple(sorted(alike, key=lambda title: abs(len(title.split()) - length)))[:_DECOYS]


def _build_title(kind: ClueKind, pool: Pool, subjects: Subjects) -> Draft | None:
    [film], _ = subjects
    misprint = find_misprint(pool, film) if kind == "one-letter" else None
    clue = end_sentence(misprint.pitch) if misprint else pool.clue(film.key, kind)
    if not clue:
        return None
    title = spoken_title(film.title)
    return Draft(
        ask=vary(film.id, *_STEMS[kind]).format(clue),
        answer=title_answer(film, title),
        why=_reveal(film, misprint.title) if misprint else afterline(pool, film, clue=clue),
        difficulty=film.level,
        wrong=_decoys(pool, film),
        # Other titles may fit the other kinds of clues, too.
        forms=("choice", "typed") if misprint and film.level == "easy" else ("choice",),
        section="film",
    )


def _reveal(film: KnownFilm, wrong_title: str) -> str:
    lead = vary(film.id, "Now showing:", "The remake is called", "Coming soon:")
    return end_sentence(f"{lead} {wrong_title}")


# --- A star's name --------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _stars_with_riddles(pool: Pool) -> Sequence[PersonKey]:
    return [star for star in pool.famous_people if pool.name_riddle(star)]


def _pick_star(pool: Pool, rng: Random) -> Subjects | None:
    star = draw(_stars_with_riddles(pool), rng)
    film = draw_film_of(pool, star, rng)
    return None if star is None or film is None else Subjects((film,), (star,))


def _build_name(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [star] = subjects
    name, title = pool.name(star), name_film(pool, film)
    riddle = pool.name_riddle(star)
    if not riddle or star not in film.cast:
        return None
    cast = dict.fromkeys([*co_stars(pool, star, film), *pool.famous_cast(film.key)])
    others = [person for person in cast if person != star]
    return Draft(
        ask=vary(
            film.id,
            f"“{riddle}” Which star of {title} is speaking?",
            f"A star of {title} says: “{riddle}” Who is it?",
            f"On the set of {title}, somebody says: “{riddle}” Which star is it?",
        ),
        answer=Answer(name, kind="person"),
        why=joke_about_title(pool, [film]) or say_another(pool, star, [film]),
        difficulty=shift(film.level, steps_to_name(pool, star)),
        wrong=tuple(map(pool.name, others)),
        forms=person_forms(pool, star),
    )


TITLE_RIDDLES = [
    Template(kind, partial(_pick_title, kind), partial(_build_title, kind), interest=3)
    for kind in _STEMS
]
NAME_RIDDLE = Template("name-riddle", _pick_star, _build_name, interest=3)
