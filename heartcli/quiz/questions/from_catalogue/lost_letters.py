"""A puzzle about two titles that have lost the same letter: "Taxi Diver", "Cape Ear"."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import say_titles
from heartcli.quiz.questions.from_catalogue.picking import draw
from heartcli.quiz.questions.from_catalogue.pool import FilmKey, KnownFilm, Pool
from heartcli.quiz.questions.from_catalogue.template import Draft, Subjects, Template, middle_level
from heartcli.quiz.questions.from_catalogue.wording import spoken_title, vary

# Words, and what is left of them when a letter falls off.
_SHORTENED = {
    "arrival": "rival", "baby": "bay", "beast": "best", "bill": "ill", "black": "back",
    "book": "boo", "bridge": "bride", "cause": "case", "club": "cub", "crash": "cash",
    "crown": "crow", "dances": "danes", "dream": "dram", "drive": "dive", "driver": "diver",
    "driving": "diving", "east": "eat", "fear": "ear", "fire": "fir", "flew": "few",
    "flies": "lies", "flight": "fight", "gone": "one", "heart": "hart", "heaven": "haven",
    "hill": "ill", "horse": "hose", "horses": "hoses", "house": "hose", "lady": "lad",
    "lambs": "labs", "land": "lad", "line": "lie", "men": "me", "moon": "moo",
    "orange": "range", "place": "lace", "places": "paces", "planet": "plant", "poets": "pets",
    "pride": "ride", "proof": "roof", "pulp": "pup", "raiders": "riders", "rider": "ride",
    "rings": "rigs", "scream": "cream", "shop": "hop", "sleep": "seep", "spies": "pies",
    "stand": "sand", "sting": "sing", "thread": "tread", "tiger": "tier", "times": "ties",
    "trap": "rap", "west": "wet", "women": "omen",
}  # fmt: skip
# Compiled on first use, to start faster.
_WORD = rf"(?i)(?<![\w'’-])(?:{'|'.join(_SHORTENED)})(?![\w'’-])"
_SPOKEN_WITH_AN = "AEFHILMNORSX"


def lose_letter(title: str) -> tuple[str, str]:
    """A title without one letter of its last suitable word, and that letter; or "" twice."""
    matches = list(re.finditer(_WORD, title))
    if not matches:
        return "", ""
    word = matches[-1][0]
    rest = _SHORTENED[word.lower()]
    pairs = zip(word.lower(), f"{rest} ", strict=True)
    letter = next(letter for letter, other in pairs if letter != other).upper()
    rest = rest.capitalize() if word[0].isupper() else rest
    return f"{title[: matches[-1].start()]}{rest}{title[matches[-1].end() :]}", letter


@lru_cache(maxsize=1)
def _films_by_letter(pool: Pool) -> Mapping[str, Sequence[FilmKey]]:
    """The films to ask about whose titles can lose a letter, by that letter."""
    films: defaultdict[str, list[FilmKey]] = defaultdict(list)
    for key in pool.askable:
        title = spoken_title(pool.title(key))
        if not _SHORTENED.keys().isdisjoint(title.lower().split()):  # a quick check
            films[lose_letter(title)[1]].append(key)
    return films


def _pick(pool: Pool, rng: Random) -> Subjects | None:
    by_letter = _films_by_letter(pool)
    key = draw([key for keys in by_letter.values() for key in keys], rng)
    films = next((keys for keys in by_letter.values() if key in keys), ())
    other = draw([other for other in films if other != key], rng)
    return None if key is None or other is None else Subjects((pool.film(key), pool.film(other)))


def _lose(film: KnownFilm) -> tuple[str, str]:
    return lose_letter(spoken_title(film.title))


def _is_match(film: KnownFilm, other: KnownFilm) -> bool:
    """Whether two titles lose the same letter, but not in the same word."""
    words = ({m.lower() for m in re.findall(_WORD, spoken_title(f.title))} for f in (film, other))
    return _lose(film)[1] == _lose(other)[1] != "" and set.isdisjoint(*words)


def _build(pool: Pool, subjects: Subjects) -> Draft | None:
    film, other = subjects.films
    (text, letter), (other_text, _) = _lose(film), _lose(other)
    if not _is_match(film, other) or any(map(pool.count_films_called, (text, other_text))):
        return None
    return Draft(
        ask=vary(
            film.id,
            f"The marquee says “{text}” and “{other_text}”: the same letter has fallen off"
            " both. Which letter?",
            f"Two films have lost the same letter: “{text}” and “{other_text}”. Which letter?",
        ),
        answer=Answer(_with_article(letter), (letter,), kind="text"),
        why=say_titles(pool, subjects.films),
        difficulty=middle_level(subjects.films),
        forms=("typed",),
        section="film",
    )


def _with_article(letter: str) -> str:
    return f"{'An' if letter in _SPOKEN_WITH_AN else 'A'} {letter}"


LOST_LETTER = Template("lost-letter", _pick, _build, interest=3)
