"""Puzzles about titles: words that link them, lost vowels, hidden animals."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import afterline, say_stars
from heartcli.quiz.questions.from_catalogue.letters import (
    consonants,
    find_animal,
    has_animal,
    without_vowels,
)
from heartcli.quiz.questions.from_catalogue.picking import draw, draw_film, is_same_series
from heartcli.quiz.questions.from_catalogue.pool import FilmKey, KnownFilm, Pool
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    hardest,
    middle_level,
)
from heartcli.quiz.questions.from_catalogue.titles import (
    BLANK,
    LITTLE_WORDS,
    can_name,
    needs_name,
    pick_film,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    name_films,
    spoken_title,
    title_answer,
    vary,
)
from heartcli.quiz.questions.question import OPTION_COUNT
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import join_with_and
from heartcli.text.folding import ARTICLES, fold_words

_MIN_LETTERS = 3  # of a word to leave out
_GAPS = 3  # titles that one word completes
_BEST_KNOWN = 5  # titles with a word to choose from
_TRIES = 20
_SEARCHED = 100  # titles to find an animal in
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

_PLAIN_WORDS = LITTLE_WORDS | {
    *("the", "and", "for", "not", "you", "her", "his", "she", "who", "all", "von", "our"),
}


class _Gap(NamedTuple):
    """What stands around a word of a title."""

    start: str
    end: str

    @property
    def is_open(self) -> bool:
        """Whether the word stands alone, and not before a hyphen, as in "X-Men"."""
        return self.start[-1:] in ("", " ") and self.end[:1] in ("", " ", ",", ":", "!", "?")

    def with_blank(self) -> str:
        """The title with a blank for the word."""
        return f"{self.start}{BLANK}{self.end}"


class _Titles(NamedTuple):
    """The known titles, in lower case."""

    texts: Sequence[str]
    films: Mapping[str, Sequence[FilmKey]]  # with a word in the title, the best known first


@lru_cache(maxsize=1)
def _index(pool: Pool) -> _Titles:
    texts = {key: spoken_title(pool.title(key)).lower() for key in pool.known}
    films: defaultdict[str, list[FilmKey]] = defaultdict(list)
    for key, text in texts.items():
        for word in dict.fromkeys(_WORD.findall(text)):
            films[word].append(key)
    return _Titles(list(texts.values()), films)


def _fillers(pool: Pool, gap: _Gap) -> set[str]:
    """The words that complete a known title, in lower case."""
    start, end = gap.start.lower(), gap.end.lower()
    texts = [t for t in _index(pool).texts if t.startswith(start) and t.endswith(end)]
    words = (text[len(start) : len(text) - len(end)] for text in texts)
    return {word for word in words if _WORD.fullmatch(word)}


def _gaps(title: str) -> Iterator[tuple[str, _Gap]]:
    """Yields each word of a title, in lower case, with what stands around it."""
    for match in _WORD.finditer(title):
        yield match[0].lower(), _Gap(title[: match.start()], title[match.end() :])


def _is_telling(word: str) -> bool:
    is_number = any(character.isdecimal() for character in word)
    return len(word) >= _MIN_LETTERS and not is_number and word not in _PLAIN_WORDS


# --- One word completes all three -----------------------------------------------------------------


def _pick_shared(pool: Pool, rng: Random) -> Subjects | None:
    for _ in range(_TRIES):
        words = [word for word, _ in _gaps(spoken_title(draw_film(pool, rng).title))]
        word = draw([word for word in words if _is_telling(word)], rng)
        keys = [] if word is None else _index(pool).films.get(word, ())
        films = _unlike([pool.film(key) for key in keys if pool.is_askable(key)])[:_BEST_KNOWN]
        if len(films) >= _GAPS:
            return Subjects(tuple(shuffled(films, rng)[:_GAPS]))
    return None


def _unlike(films: Sequence[KnownFilm]) -> list[KnownFilm]:
    """The films whose titles have more than one word, and no two begin or end alike."""
    kept: list[KnownFilm] = []
    for film in films:
        words = _telling_words(film)
        if len(words) > 1 and all(len(words & _telling_words(other)) < 2 for other in kept):
            kept.append(film)
    return kept


def _telling_words(film: KnownFilm) -> set[str]:
    return {word for word, _ in _gaps(spoken_title(film.title)) if _is_telling(word)}


def _build_shared(pool: Pool, subjects: Subjects) -> Draft | None:
    films = subjects.films
    if len(films) != _GAPS or len(_unlike(films)) != _GAPS:
        return None
    shared = sorted(set.intersection(*map(_telling_words, films)))
    if len(shared) != 1:
        return None
    [word] = shared
    gaps = [dict(_gaps(spoken_title(film.title)))[word] for film in films]
    if set.intersection(*(_fillers(pool, gap) for gap in gaps)) != {word}:
        return None
    starts, ends = ([{*fold_words(gap[side])} - ARTICLES for gap in gaps] for side in (0, 1))
    if not all(gap.is_open for gap in gaps):
        return None
    if not any(starts) or not any(ends):  # probably a series
        return None
    titles = join_with_and([f"“{gap.with_blank()}”" for gap in gaps])
    key = films[0].id
    return Draft(
        ask=end_sentence(
            vary(
                key,
                f"One word completes all three titles: {titles}",
                f"The same word has dropped out of three titles: {titles}. Put it back",
                f"Three gaps, one word: {titles}",
            )
        ),
        answer=Answer(word.capitalize(), kind="text"),
        why=say_stars(pool, films),
        difficulty=middle_level(films),
        forms=("typed",),
        section="film",
    )


# --- Which word ends one title and starts the other? ----------------------------------------------


def _pick_linked(pool: Pool, rng: Random) -> Subjects | None:
    films_with = _index(pool).films
    for _ in range(_TRIES):
        film = draw_film(pool, rng)
        *others, (word, _) = [("", _Gap("", "")), *_gaps(spoken_title(film.title))]
        keys = films_with.get(word, ()) if len(others) > 1 else ()
        starting = [key for key in keys if pool.title(key).lower().startswith(word)]
        next_films = [pool.film(key) for key in starting if pool.is_askable(key)]
        unlike = [f for f in next_films if not is_same_series(film, f)][:_BEST_KNOWN]
        if (other := draw(unlike, rng)) and _is_telling(word):
            return Subjects((film, other))
    return None


def _build_linked(pool: Pool, subjects: Subjects) -> Draft | None:
    films = subjects.films
    if len(films) != 2 or is_same_series(*films):
        return None
    titles = [list(_gaps(spoken_title(film.title))) for film in films]
    if any(len(words) < 2 for words in titles):
        return None
    (word, before), (other_word, after) = titles[0][-1], titles[1][0]
    if word != other_word or before.end or after.start or not _is_telling(word):
        return None
    if not before.is_open or not after.is_open:
        return None
    if _fillers(pool, before) & _fillers(pool, after) != {word}:
        return None
    joined = f"“{before.start}{BLANK}{after.end}”"
    return Draft(
        ask=vary(
            films[0].id,
            f"Two titles have run into each other: {joined}. Which word do they share?",
            f"One title ends with the word that starts the other: {joined}. Which word?",
            f"Which word finishes one title and starts another: {joined}?",
        ),
        answer=Answer(word.capitalize(), kind="text"),
        why=say_stars(pool, films),
        difficulty=hardest(films),
        forms=("typed",),
        section="film",
    )


# --- The vowels are gone --------------------------------------------------------------------------


def _build_vowels(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], named = subjects
    if not can_name(film, named) or (needs_name(film) and not named):
        return None
    puzzle, spoken = without_vowels(film.title, film.id), spoken_title(film.title)
    same_year = [consonants(pool.title(key)) for key in pool.films_of_year(film.year)]
    is_clear = same_year.count(consonants(film.title)) == 1 and not film.is_year_disputed
    if not puzzle or not is_clear or spoken != film.title:
        return None
    whose = f"{pool.name(named[0])} " if named else ""
    what = f"{film.year} {whose}film"
    return Draft(
        ask=vary(
            film.id,
            f"Somebody has stolen the vowels from this {what}: {puzzle}. What is its title?",
            f"No vowels, and gaps in the wrong places: {puzzle}. Which {what} is it?",
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
    films = [draw_film(pool, rng) for _ in range(_TRIES)]
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
    return Draft(
        ask=vary(
            film.id,
            "An animal is hiding in the letters of one of these titles. Which one?",
            "Read these titles letter by letter: which one is hiding an animal?",
        ),
        answer=title_answer(film, text),
        why=f"There it is: {title[:start]}{title[start:end].upper()}{title[end:]}.",
        difficulty="medium",
        wrong=tuple(wrong),
        forms=("choice",),
        section="film",
    )


SHARED_WORD = Template("shared-word", _pick_shared, _build_shared, interest=3)
WORD_LINK = Template("word-link", _pick_linked, _build_linked, interest=3)
MISSING_VOWELS = Template("missing-vowels", pick_film, _build_vowels)
HIDDEN_ANIMAL = Template("hidden-animal", _pick_hiding, _build_hiding)
