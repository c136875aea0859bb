"""Games with a film's whole title: riddles, opposites, synonyms, and films one letter away."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from random import Random
from typing import NamedTuple

from heartcli.model.records import Strings
from heartcli.quiz.questions.from_catalogue.afterlines import afterline, who_directed
from heartcli.quiz.questions.from_catalogue.misprint import find_misprint
from heartcli.quiz.questions.from_catalogue.picking import draw, is_same_series, similar_films
from heartcli.quiz.questions.from_catalogue.pool import ClueKind, KnownFilm, Pool
from heartcli.quiz.questions.from_catalogue.template import Draft, Subjects, Template
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    name_films,
    spoken_title,
    title_answer,
    vary,
)

_DECOYS = 12
_WELL_KNOWN = 200  # the rank of a film that can be a wrong option


def _pick(kind: ClueKind, pool: Pool, rng: Random) -> Subjects | None:
    key = draw(pool.films_with_clue(kind), rng)
    return None if key is None else Subjects((pool.film(key),))


def _decoys(pool: Pool, film: KnownFilm) -> list[KnownFilm]:
    """Well-known films with titles of about the same length, which need no year beside them."""
    others = [
        other
        for other in similar_films(pool, film)
        if other.rank < _WELL_KNOWN and not is_same_series(film, other)
    ]
    length = len(spoken_title(film.title).split())
    others.sort(key=lambda other: abs(len(spoken_title(other.title).split()) - length))
    clear = (other for other in others if pool.count_films_called(other.title) == 1)
    return list(islice(clear, _DECOYS))


class _Game(NamedTuple):
    """How one kind of clue is asked about."""

    kind: ClueKind
    stems: Strings  # with a place for the clue
    say_more: Callable[[Pool, KnownFilm], str] = afterline


def _say_wrong_title(pool: Pool, film: KnownFilm) -> str:
    misprint = find_misprint(pool, film)
    title = misprint.title if misprint else ""
    return vary(
        film.id,
        end_sentence(f"Now showing: {title}"),
        end_sentence(f"The remake is called {title}"),
        end_sentence(f"Coming soon: {title}"),
    )


def _build(game: _Game, pool: Pool, subjects: Subjects) -> Draft | None:
    [film], _ = subjects
    misprint = find_misprint(pool, film) if game.kind == "one-letter" else None
    clue = end_sentence(misprint.pitch) if misprint else pool.clue(film.key, game.kind)
    if not clue:
        return None
    text, *wrong = name_films(pool, [film, *_decoys(pool, film)])
    return Draft(
        ask=vary(film.id, *game.stems).format(clue),
        answer=title_answer(film, text),
        why=game.say_more(pool, film),
        difficulty=film.level,
        wrong=tuple(wrong),
        forms=("choice", "typed") if film.level == "easy" else ("choice",),
        section="film",
    )


def _template(game: _Game) -> Template:
    return Template(game.kind, partial(_pick, game.kind), partial(_build, game), interest=3)


_GAMES = (
    _Game(
        "riddle",
        (
            "Here's a riddle: “{}”. Which film is it?",
            "Which film's title is the answer to this riddle: “{}”?",
            "From a film lover's crossword: “{}”. Which film is it?",
        ),
    ),
    _Game(
        "opposite",
        (
            "Which film is the opposite of “{}”?",
            "In an upside-down world, the cinema is showing “{}”. Which film is it really?",
            "Which title is the exact opposite of “{}”?",
        ),
        who_directed,
    ),
    _Game(
        "synonym",
        (
            "Somebody has taken a thesaurus to the posters. Which film is showing as “{}”?",
            "Which film would a thesaurus call “{}”?",
            "“{}” is on tonight, says a man who never uses a plain word. Which film does he mean?",
        ),
        who_directed,
    ),
    _Game(
        "one-letter",
        (
            "Change one letter of a famous title, and the plot changes, too. {} Which film is it?",
            "In this remake, one letter of the title has changed. {} What was the original?",
            "The studio got one letter of the title wrong. {} Which film did it mean to make?",
        ),
        _say_wrong_title,
    ),
)
TEMPLATES = tuple(map(_template, _GAMES))
