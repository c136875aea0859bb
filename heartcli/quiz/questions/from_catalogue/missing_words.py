"""Puzzles about words missing from titles: a word that fills several gaps, numbers to add up."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

from heartcli.model.records import Difficulty
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import say_titles
from heartcli.quiz.questions.from_catalogue.picking import draw, draw_film, is_same_series
from heartcli.quiz.questions.from_catalogue.pool import FilmKey, KnownFilm, Pool
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    hardest,
    middle_level,
)
from heartcli.quiz.questions.from_catalogue.wording import Gap, end_sentence, spoken_title, vary
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import join_with_and
from heartcli.text.folding import ARTICLES, fold_words
from heartcli.text.numerals import CARDINALS, parse_roman

_MIN_LETTERS = 3  # of a word to leave out
_GAPS = 3  # titles that one word completes
_BEST_KNOWN = 5  # of the titles with a word, to choose from
_TRIES = 20
_PAIRS = 6  # pairs to try, for one whose sum is in a title, too
_MIN_OTHER_WORDS = 2  # in a title with a missing number
_SEARCHED = 1_000  # the best-known films, whose titles may have numbers
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LITTLE_WORDS = frozenset((
    "about", "after", "against", "before", "between", "from", "have", "into", "just", "like",
    "only", "over", "part", "some", "than", "that", "their", "them", "there", "they", "this",
    "through", "under", "until", "upon", "very", "were", "what", "when", "where", "will", "with",
    "without", "your", *CARDINALS,
))  # fmt: skip
_PLAIN_WORDS = LITTLE_WORDS | {
    *("the", "and", "for", "not", "you", "her", "his", "she", "who", "all", "von", "our"),
}
# Titles that several films share apart from a number.
_SEVERAL_FIT = frozenset((
    "“____ against the house”", "“____ for the money”", "“____ for the road”",
    "“____ jump street”", "“____ little indians”", "“____ miles up”", "“____ o'clock high”",
    "“____ of a kind”", "“____ to tango”", "“the ____ dalmatians”", "“the ____ musketeers”",
    "“the ____ of us”",
))  # fmt: skip
# Compiled on first use, to start faster.
_NUMBER = rf"(?i)(?<![\w.,:'-])(?:\d{{1,3}}|{'|'.join(CARDINALS)})(?![\w'-]|[.,]\d|:)"


class _Titles(NamedTuple):
    """The known titles, in lower case."""

    texts: Sequence[str]
    films: Mapping[str, Sequence[FilmKey]]  # by a word in their titles, the best known first


@lru_cache(maxsize=1)
def _index(pool: Pool) -> _Titles:
    texts = {key: spoken_title(pool.title(key)).lower() for key in pool.known}
    films: defaultdict[str, list[FilmKey]] = defaultdict(list)
    for key, text in texts.items():
        for word in dict.fromkeys(_WORD.findall(text)):
            films[word].append(key)
    return _Titles(list(texts.values()), films)


def _fillers(pool: Pool, gap: Gap) -> set[str]:
    """The words that fill this gap to make a known title, in lower case."""
    start, end = gap.start.lower(), gap.end.lower()
    texts = [t for t in _index(pool).texts if t.startswith(start) and t.endswith(end)]
    words = (text[len(start) : len(text) - len(end)] for text in texts)
    return {word for word in words if _WORD.fullmatch(word)}


def _gaps(film: KnownFilm) -> list[Gap]:
    """The gap that each word of a film's title would leave; the words are in lower case."""
    title = spoken_title(film.title)
    matches = _WORD.finditer(title)
    return [Gap(title[: m.start()], m[0].lower(), title[m.end() :]) for m in matches]


def _is_open(gap: Gap) -> bool:
    """Whether the word stands alone, rather than next to a hyphen, as in "X-Men"."""
    return gap.start[-1:] in ("", " ") and gap.end[:1] in ("", " ", ",", ":", "!", "?")


def _is_distinctive(word: str) -> bool:
    is_number = any(character.isdecimal() for character in word)
    return len(word) >= _MIN_LETTERS and not is_number and word not in _PLAIN_WORDS


# --- One word completes all three -----------------------------------------------------------------


def _pick_shared(pool: Pool, rng: Random) -> Subjects | None:
    for _ in range(_TRIES):
        words = [gap.word for gap in _gaps(draw_film(pool, rng))]
        word = draw(list(filter(_is_distinctive, words)), rng)
        keys = [] if word is None else _index(pool).films.get(word, ())
        films = _select_unlike([pool.film(key) for key in keys if pool.is_askable(key)])[
            :_BEST_KNOWN
        ]
        if len(films) >= _GAPS:
            return Subjects(tuple(shuffled(films, rng)[:_GAPS]))
    return None


def _select_unlike(films: Sequence[KnownFilm]) -> list[KnownFilm]:
    """The films with several distinctive title words, no two of which share more than one."""
    kept: list[KnownFilm] = []
    for film in films:
        words = _distinctive_words(film)
        if len(words) > 1 and all(len(words & _distinctive_words(other)) < 2 for other in kept):
            kept.append(film)
    return kept


def _distinctive_words(film: KnownFilm) -> set[str]:
    return {gap.word for gap in _gaps(film) if _is_distinctive(gap.word)}


def _build_shared(pool: Pool, subjects: Subjects) -> Draft | None:
    films = subjects.films
    if len(films) != _GAPS or len(_select_unlike(films)) != _GAPS:
        return None
    shared = sorted(set.intersection(*map(_distinctive_words, films)))
    if len(shared) != 1:
        return None
    [word] = shared
    gaps = [{gap.word: gap for gap in _gaps(film)}[word] for film in films]
    if set.intersection(*(_fillers(pool, gap) for gap in gaps)) != {word}:
        return None
    starts, ends = ([{*fold_words(gap[side])} - ARTICLES for gap in gaps] for side in (0, 2))
    is_series = not any(starts) or not any(ends)
    if is_series or not all(map(_is_open, gaps)):
        return None
    titles = join_with_and([gap.text for gap in gaps])
    ask = vary(
        films[0].id,
        f"One word completes all three titles: {titles}. Which word?",
        f"Three titles have lost the same word: {titles}. Which word?",
        f"Three gaps, one word: {titles}. What is it?",
    )
    return _draft(pool, films, ask, word, middle_level(films))


def _draft(
    pool: Pool, films: Sequence[KnownFilm], ask: str, word: str, difficulty: Difficulty
) -> Draft:
    return Draft(
        ask=ask,
        answer=Answer(word.upper() if parse_roman(word) else word.capitalize(), kind="text"),
        why=say_titles(pool, films),
        difficulty=difficulty,
        forms=("typed",),
        section="film",
    )


# --- Which word ends one title and starts the other? ----------------------------------------------


def _pick_linked(pool: Pool, rng: Random) -> Subjects | None:
    films_with = _index(pool).films
    for _ in range(_TRIES):
        film = draw_film(pool, rng)
        words = [gap.word for gap in _gaps(film)]
        word = words[-1] if len(words) > 1 else ""
        keys = films_with.get(word, ())
        starting = [key for key in keys if pool.title(key).lower().startswith(word)]
        next_films = [pool.film(key) for key in starting if pool.is_askable(key)]
        unlike = [f for f in next_films if not is_same_series(film, f)][:_BEST_KNOWN]
        if (other := draw(unlike, rng)) and _is_distinctive(word):
            return Subjects((film, other))
    return None


def _build_linked(pool: Pool, subjects: Subjects) -> Draft | None:
    films = subjects.films
    if len(films) != 2 or is_same_series(*films):
        return None
    titles = list(map(_gaps, films))
    if any(len(gaps) < 2 for gaps in titles):
        return None
    before, after, word = titles[0][-1], titles[1][0], titles[0][-1].word
    if word != after.word or before.end or after.start or not _is_distinctive(word):
        return None
    if not _is_open(before) or not _is_open(after):
        return None
    if _fillers(pool, before) & _fillers(pool, after) != {word}:
        return None
    joined = Gap(before.start, word, after.end).text
    ask = vary(
        films[0].id,
        f"Two titles have run into each other: {joined}. Which word do they share?",
        f"One title ends with the word that starts the other: {joined}. Which word?",
        f"Which word finishes one title and starts another: {joined}?",
    )
    return _draft(pool, films, ask, word, hardest(films))


# --- Add up the missing numbers -------------------------------------------------------------------


def _leave_number_out(title: str) -> Gap | None:
    """The title without its number; None unless it has just one, with enough words around it."""
    numbers = list(re.finditer(_NUMBER, title))
    if len(numbers) != 1 or re.search(r"(?i)hundred|thousand|million|half|\d{4}|\(", title):
        return None
    [number] = numbers
    gap = Gap(title[: number.start()], number[0], title[number.end() :])
    words = fold_words(gap.start), fold_words(gap.end)
    has_others = len(words[0]) + len(words[1]) >= _MIN_OTHER_WORDS
    is_clear = gap.text.lower() not in _SEVERAL_FIT
    return gap if words[1] and has_others and is_clear else None


def _may_have_number(title: str) -> bool:
    """Whether a title may have a number: a quick check that rules out most titles."""
    return not CARDINALS.keys().isdisjoint(title.lower().split()) or bool(re.search(r"\d", title))


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else CARDINALS[number.lower()]


@lru_cache(maxsize=1)
def _numbers(pool: Pool) -> Mapping[FilmKey, int]:
    """The numbers in titles, leaving out titles that differ only in their numbers."""
    titles = ((key, pool.title(key)) for key in pool.known)
    gaps = {k: _leave_number_out(spoken_title(t)) for k, t in titles if _may_have_number(t)}
    texts = [gap.text for gap in gaps.values() if gap]
    askable = ((key, gaps.get(key)) for key in pool.askable[:_SEARCHED])
    return {key: _value(gap.word) for key, gap in askable if gap and texts.count(gap.text) == 1}


def _pick_numbers(pool: Pool, rng: Random) -> Subjects | None:
    """Draws two films, if possible two whose numbers add up to that of a third."""
    drawn = [_draw_pair(pool, rng) for _ in range(_PAIRS)]
    pairs = [pair for pair in drawn if len(pair) > 1]
    pair = next((pair for pair in pairs if _film_of_sum(pool, pair)), (pairs or [()])[0])
    return Subjects(tuple(map(pool.film, pair))) if pair else None


def _draw_pair(pool: Pool, rng: Random) -> Sequence[FilmKey]:
    numbered = list(_numbers(pool))
    keys = [numbered[int(rng.random() ** 2 * len(numbered))] for _ in range(2)] if numbered else []
    return tuple(dict.fromkeys(keys))


def _film_of_sum(pool: Pool, pair: Sequence[FilmKey]) -> FilmKey | None:
    """A third film, whose number is the sum of the two films' numbers; None if there is none."""
    numbers = _numbers(pool)
    total = sum(numbers.get(key, 0) for key in pair)
    sums = (key for key, number in numbers.items() if number == total and key not in pair)
    return next(sums, None)


def _build_sum(pool: Pool, subjects: Subjects) -> Draft | None:
    titles = [spoken_title(film.title) for film in subjects.films]
    first, second = map(_leave_number_out, titles)
    if not first or not second:
        return None
    total = _value(first.word) + _value(second.word)
    third = _film_of_sum(pool, [film.key for film in subjects.films])
    joined = f"{titles[0]} and {titles[1]}"
    return Draft(
        ask=end_sentence(f"Add up the missing numbers: {first.text} plus {second.text}"),
        answer=Answer(str(total), kind="number"),
        why=end_sentence(
            f"The films are {joined}"
            if third is None
            else f"{joined} add up to {spoken_title(pool.title(third))}"
        ),
        difficulty=hardest(subjects.films),
        forms=("typed",),
        section="film",
    )


SHARED_WORD = Template("shared-word", _pick_shared, _build_shared)
WORD_LINK = Template("word-link", _pick_linked, _build_linked, interest=3)
SUM = Template("sum", _pick_numbers, _build_sum)
