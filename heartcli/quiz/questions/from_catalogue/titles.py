"""Questions about titles: missing words and numbers, initials, and titles that two films share."""

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import afterline
from heartcli.quiz.questions.from_catalogue.directors import is_famous
from heartcli.quiz.questions.from_catalogue.picking import draw_film
from heartcli.quiz.questions.from_catalogue.pool import FilmKey, KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.stars import sole_director, stars
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    hardest,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    spoken_title,
    title_answer,
)
from heartcli.quiz.questions.well_known import well_known
from heartcli.text.folding import ARTICLES, fold_words
from heartcli.text.numerals import CARDINALS

BLANK = "____"
LITTLE_WORDS = frozenset((
    "about", "after", "against", "before", "between", "from", "have", "into", "just", "like",
    "only", "over", "part", "some", "than", "that", "their", "them", "there", "they", "this",
    "through", "under", "until", "upon", "very", "were", "what", "when", "where", "will", "with",
    "without", "your", *CARDINALS,
))  # fmt: skip
_MIN_OTHER_WORDS = 2  # in a title with a blank
_SMALL_WORDS = ARTICLES | {"and", "at", "for", "from", "in", "of", "on", "or", "to", "with"}
_INITIALS = range(4, 8)  # words
_KNOWN_BY_TITLE = 40  # films of each decade
_BEST_KNOWN = 1_000  # films whose titles may have numbers
# Titles of several films that differ only in the number.
_SEVERAL_FIT = frozenset((
    "____ against the house", "____ for the money", "____ for the road", "____ jump street",
    "____ little indians", "____ miles up", "____ o'clock high", "____ of a kind",
    "____ to tango", "the ____ dalmatians", "the ____ musketeers", "the ____ of us",
))  # fmt: skip
# Compiled on first use, to start faster.
_NUMBER = rf"(?i)(?<![\w.,:'-])(?:\d{{1,3}}|{'|'.join(CARDINALS)})(?![\w'-]|[.,]\d|:)"


class _Blanked(NamedTuple):
    """A title without one of its words."""

    start: str
    word: str
    end: str

    @property
    def text(self) -> str:
        return f"{self.start}{BLANK}{self.end}"


def needs_name(film: KnownFilm) -> bool:
    """Whether players need help; the best-known films are known by their titles alone."""
    return film.rank >= _KNOWN_BY_TITLE


def _person_to_name(pool: Pool, film: KnownFilm) -> tuple[PersonKey, ...]:
    """A famous director or else a star, if players need help."""
    directors = [p for p in film.directors if sole_director(film) == p and is_famous(pool, p)]
    famous = {*well_known("actor"), *well_known("actress")}
    cast = sorted(stars(pool, film), key=lambda star: pool.name(star) not in famous)
    people = [person for person in (*directors, *cast) if not pool.is_given(person)]
    return tuple(people[:1]) if needs_name(film) else ()


def can_name(film: KnownFilm, named: Sequence[PersonKey]) -> bool:
    """Whether these are at most one person, who is in the film or directed it."""
    return len(named) <= 1 and {*named} <= {*film.cast, *film.directors}


def pick_film(pool: Pool, rng: Random) -> Subjects:
    """Draws a film, and somebody to name if players need help."""
    film = draw_film(pool, rng)
    return Subjects((film,), _person_to_name(pool, film))


# --- Name the film from its initials --------------------------------------------------------------


def _initials(title: str) -> str:
    """The initials of a title's words; "" if they don't stand for all of it."""
    words = title.split()
    is_plain = all(re.fullmatch(r"[^\W\d_]+(?:'[^\W\d_]+)?[,!?]?", word) for word in words)
    return " ".join(f"{word[0].upper()}." for word in words) if is_plain else ""


def _build_initials(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], named = subjects
    initials = _initials(spoken_title(film.title))
    if len(initials.split()) not in _INITIALS or not can_name(film, named):
        return None
    words = spoken_title(film.title).lower().split()
    if 2 * sum(word in _SMALL_WORDS for word in words) > len(words):
        return None
    same_year = [_initials(spoken_title(pool.title(key))) for key in pool.films_of_year(film.year)]
    is_clear = same_year.count(initials) == 1 and not film.is_year_disputed
    if not is_clear or (needs_name(film) and not named):
        return None
    whose = f"{pool.name(named[0])} " if named else ""
    return Draft(
        ask=f"Name the {film.year} {whose}film from its initials: {initials}",
        answer=title_answer(film, spoken_title(film.title)),
        why=afterline(pool, film, named),
        difficulty=shift(film.level, 1 if named else 0),
        forms=("typed",),
        section="film",
    )


# --- Add up the missing numbers -------------------------------------------------------------------


def _leave_number_out(title: str) -> _Blanked | None:
    """The title without its number; None unless it has one, with enough words around it."""
    numbers = list(re.finditer(_NUMBER, title))
    if len(numbers) != 1 or re.search(r"(?i)hundred|thousand|million|half|\d{4}|\(", title):
        return None
    [number] = numbers
    blanked = _Blanked(title[: number.start()], number[0], title[number.end() :])
    words = fold_words(blanked.start), fold_words(blanked.end)
    has_others = len(words[0]) + len(words[1]) >= _MIN_OTHER_WORDS
    is_clear = blanked.text.lower() not in _SEVERAL_FIT
    return blanked if words[1] and has_others and is_clear else None


def _may_have_number(title: str) -> bool:
    """Rules out most titles quickly."""
    return not CARDINALS.keys().isdisjoint(title.lower().split()) or bool(re.search(r"\d", title))


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else CARDINALS[number.lower()]


def _numbered(pool: Pool) -> dict[FilmKey, _Blanked]:
    """The films whose title has a number, except those whose titles differ only in the number."""
    titles = [(key, pool.title(key)) for key in pool.known]
    films = {
        key: _leave_number_out(spoken_title(title))
        for key, title in titles
        if _may_have_number(title)
    }
    texts = [blanked.text for blanked in films.values() if blanked]
    askable = {key: films.get(key) for key in pool.askable[:_BEST_KNOWN]}
    return {key: b for key, b in askable.items() if b and texts.count(b.text) == 1}


def _pick_numbers(pool: Pool, rng: Random) -> Subjects | None:
    numbered = list(_numbered(pool))
    keys = [numbered[int(rng.random() ** 2 * len(numbered))] for _ in range(2)] if numbered else []
    films = tuple(map(pool.film, dict.fromkeys(keys)))
    return Subjects(films) if len(films) > 1 else None


def _build_sum(_: Pool, subjects: Subjects) -> Draft | None:
    titles = [spoken_title(film.title) for film in subjects.films]
    first, second = map(_leave_number_out, titles)
    if not first or not second:
        return None
    total = _value(first.word) + _value(second.word)
    return Draft(
        ask=end_sentence(f"Add up the missing numbers: “{first.text}” plus “{second.text}”"),
        answer=Answer(str(total), kind="number"),
        why=end_sentence(f"The titles are {titles[0]} and {titles[1]}"),
        difficulty=hardest(subjects.films),
        forms=("typed",),
        section="film",
    )


INITIALS = Template("initials", pick_film, _build_initials, interest=1)
SUM = Template("sum", _pick_numbers, _build_sum)
