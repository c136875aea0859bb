"""Games with a film's whole title: riddles, opposites, synonyms, and films one letter away."""

from collections.abc import Mapping
from functools import partial
from random import Random

from heartcli.model.records import Strings
from heartcli.quiz.questions.from_catalogue.afterlines import afterline
from heartcli.quiz.questions.from_catalogue.misprint import find_misprint
from heartcli.quiz.questions.from_catalogue.picking import draw, is_same_series, similar_films
from heartcli.quiz.questions.from_catalogue.pool import ClueKind, KnownFilm, Pool
from heartcli.quiz.questions.from_catalogue.template import Draft, Subjects, Template
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    spoken_title,
    title_answer,
    vary,
)

_DECOYS = 12
_WELL_KNOWN = 200  # the rank of a film that can be a wrong option


def _pick(kind: ClueKind, pool: Pool, rng: Random) -> Subjects | None:
    key = draw(pool.films_with_clue(kind), rng)
    return None if key is None else Subjects((pool.film(key),))


def _decoys(pool: Pool, film: KnownFilm) -> Strings:
    """The titles of well-known films of the time, those of about the same length first."""
    others = [
        spoken_title(other.title)
        for other in similar_films(pool, film)
        if other.rank < _WELL_KNOWN and not is_same_series(film, other)
    ]
    length = len(spoken_title(film.title).split())
    others.sort(key=lambda title: abs(len(title.split()) - length))
    return tuple(dict.fromkeys(others))[:_DECOYS]


# With a place for the clue.
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
        "The studio got one letter of the title wrong. {} Which film did it mean to make?",
    ),
}


def _build(kind: ClueKind, pool: Pool, subjects: Subjects) -> Draft | None:
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
        forms=("choice", "typed") if film.level == "easy" else ("choice",),
        section="film",
    )


def _reveal(film: KnownFilm, wrong_title: str) -> str:
    lead = vary(film.id, "Now showing:", "The remake is called", "Coming soon:")
    return end_sentence(f"{lead} {wrong_title}")


TEMPLATES = tuple(
    Template(kind, partial(_pick, kind), partial(_build, kind), interest=3) for kind in _STEMS
)
