"""Three truths and a lie: about who directed a film, and about what two films have in common."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from random import Random
from typing import NamedTuple

from heartcli.model.records import Strings
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import (
    say_who_made,
    say_years_apart,
    who_directed,
)
from heartcli.quiz.questions.from_catalogue.directors import is_famous
from heartcli.quiz.questions.from_catalogue.order import has_clear_year
from heartcli.quiz.questions.from_catalogue.picking import (
    draw,
    draw_film,
    is_same_series,
    similar_films,
)
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.stars import is_one_person, sole_director
from heartcli.quiz.questions.from_catalogue.surprise import distance
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    by_year,
    middle_level,
)
from heartcli.quiz.questions.from_catalogue.wording import spoken_title, vary
from heartcli.quiz.questions.question import OPTION_COUNT
from heartcli.quiz.stable_random import shuffled

_TRUTHS = OPTION_COUNT - 1
_SIMILAR = 8  # films most similar to another one
_DRAWN = 60  # films to find truths among
_MIN_GAP, _MAX_GAP = 3, 5  # years between two films that are said to be of one year
_BEST_KNOWN = 12  # films of a year
_TRADEMARKS = 2  # films that a director is best known for
_FAR = 0.7  # the distance of films that nobody expects to have anything in common


def _known_director(pool: Pool, film: KnownFilm) -> PersonKey | None:
    """The film's sole director, if players know the name and no filter gives it away."""
    director = sole_director(film)
    if director is None or not is_famous(pool, director) or pool.is_given(director):
        return None
    return director if is_one_person(pool, director) else None


def _is_clear(pool: Pool, film: KnownFilm) -> bool:
    """Whether no other film has this title, and "and" can join it to another title."""
    is_plain = " and " not in film.title and "," not in film.title
    return is_plain and pool.count_films_called(film.title) == 1


# --- … directed …: which is the lie? --------------------------------------------------------------


def _is_surprising(pool: Pool, film: KnownFilm) -> bool:
    """Whether the best-known films by the same director are quite different."""
    best_known = list(map(pool.film, pool.directed_by(film.directors[0])[:_TRADEMARKS]))
    return film not in best_known and all(distance(film, other) >= _FAR for other in best_known)


def _is_trademark(pool: Pool, film: KnownFilm) -> bool:
    """Whether everybody knows who directed a film."""
    director = _known_director(pool, film)
    return director is not None and film.key == pool.directed_by(director)[0]


def _pick_credits(pool: Pool, rng: Random) -> Subjects | None:
    lie = draw_film(pool, rng)
    others = (_known_director(pool, other) for other in similar_films(pool, lie))
    known = (p for p in others if p is not None and p not in (*lie.directors, *lie.cast))
    claimed = None if _is_trademark(pool, lie) else draw(list(islice(known, _SIMILAR)), rng)
    if claimed is None:
        return None
    used, truths = {claimed, *lie.directors}, list[KnownFilm]()
    for film in (draw_film(pool, rng) for _ in range(_DRAWN)):
        director = _known_director(pool, film) if len(truths) < _TRUTHS else None
        if director not in (None, *used) and _is_surprising(pool, film):
            used |= {*film.directors}
            truths.append(film)
    return Subjects((lie, *truths), (claimed,))


def _build_credits(pool: Pool, subjects: Subjects) -> Draft | None:
    (lie, *truths), [claimed] = subjects
    directors = [_known_director(pool, film) for film in truths]
    people = [person for person in (*directors, sole_director(lie)) if person is not None]
    if len(truths) != _TRUTHS or len({*people, claimed}) != OPTION_COUNT + 1:
        return None
    if claimed in lie.cast or any(map(pool.is_given, (claimed, *lie.directors))):
        return None
    if not all(_is_clear(pool, film) for film in subjects.films):
        return None
    claims = [
        f"{pool.name(person)} directed {spoken_title(film.title)}"
        for person, film in zip((claimed, *people), subjects.films, strict=False)
    ]
    return Draft(
        ask=vary(
            lie.id,
            "Three truths and a lie. Which of these is the lie?",
            "One of these is a lie. Which one?",
            "Three of these claims are true. Which one is made up?",
        ),
        answer=Answer(claims[0], kind="text"),
        why=who_directed(pool, lie, [claimed]),
        difficulty=middle_level(subjects.films),
        wrong=tuple(claims[1:]),
        forms=("choice",),
        section="crew",
        people=tuple(people),
    )


# --- Which pair does not belong together? ---------------------------------------------------------


class _Kind(NamedTuple):
    """What three pairs of films have in common, and a fourth doesn't."""

    shared: Callable[[Pool, KnownFilm], int | None]  # None if it isn't known for certain
    partners: Callable[[Pool, KnownFilm], list[KnownFilm]]
    say_truth: Callable[[Pool, KnownFilm, KnownFilm], str]
    asks: Strings


def _known_year(pool: Pool, film: KnownFilm) -> int | None:
    return film.year if has_clear_year(pool, film) else None


def _of_years(pool: Pool, years: Iterable[int]) -> list[KnownFilm]:
    return [pool.film(key) for year in years for key in pool.films_of_year(year)[:_BEST_KNOWN]]


_DIRECTOR = _Kind(
    _known_director,
    lambda pool, film: [pool.film(key) for key in pool.directed_by(film.directors[0])],
    say_who_made,
    (
        "Three of these double bills are the work of one director. Which one has two?",
        "Three of these pairs share a director. Which pair doesn't?",
    ),
)
_YEAR = _Kind(
    _known_year,
    lambda pool, film: _of_years(pool, [film.year]),
    lambda _, first, second: say_years_apart((first, second)),
    (
        "Three of these pairs share a year of release. Which pair doesn't?",
        "Which of these double bills mixes two different years?",
    ),
)


def _pair(
    pool: Pool, kind: _Kind, film: KnownFilm, candidates: Iterable[KnownFilm], rng: Random
) -> list[KnownFilm]:
    """A film and a quite different one, if there is one; [] if the film isn't clear."""
    if not _is_clear(pool, film):
        return []
    unlike = (
        other
        for other in shuffled(list(candidates), rng)
        if pool.is_askable(other.key)
        and distance(film, other) >= _FAR
        and not is_same_series(film, other)
        and kind.shared(pool, other) is not None
        and _is_clear(pool, other)
    )
    return [film, *islice(unlike, 1)]


def _pick_pairs(kind: _Kind, pool: Pool, rng: Random) -> Subjects | None:
    drawn = (draw_film(pool, rng) for _ in range(_DRAWN))
    films = (film for film in drawn if kind.shared(pool, film) is not None)
    first = next(films, None)
    if not first:
        return None
    years = [first.year + gap for gap in range(-_MAX_GAP, _MAX_GAP + 1) if abs(gap) >= _MIN_GAP]
    chosen = _pair(pool, kind, first, _of_years(pool, years), rng)
    while len(chosen) in range(2, 2 * OPTION_COUNT, 2) and (film := next(films, None)):
        if kind.shared(pool, film) not in [kind.shared(pool, other) for other in chosen]:
            pair = _pair(pool, kind, film, kind.partners(pool, film), rng)
            chosen += pair if len(pair) == 2 else []
    return Subjects(tuple(chosen)) if len(chosen) == 2 * OPTION_COUNT else None


def _build_pairs(kind: _Kind, pool: Pool, subjects: Subjects) -> Draft | None:
    groups: defaultdict[int | None, list[KnownFilm]] = defaultdict(list)
    for film in subjects.films:
        groups[kind.shared(pool, film)].append(film)
    odd = by_year([group[0] for group in groups.values() if len(group) == 1])
    pairs = [by_year(group) for group in groups.values() if len(group) == 2]
    is_whole = len(pairs) == _TRUTHS and len(odd) == 2 and subjects.films[0] in odd
    if not is_whole or None in groups or odd[1].year - odd[0].year < _MIN_GAP:
        return None
    if not all(_is_clear(pool, film) for film in subjects.films):
        return None
    text, *wrong = (
        " and ".join(spoken_title(film.title) for film in pair) for pair in (odd, *pairs)
    )
    return Draft(
        ask=vary(subjects.films[0].id, *kind.asks),
        answer=Answer(text, kind="text"),
        why=kind.say_truth(pool, *odd),
        difficulty=middle_level(subjects.films),
        wrong=tuple(wrong),
        forms=("choice",),
        section="film",
    )


FALSE_CREDIT = Template("false-credit", _pick_credits, _build_credits)
TWO_DIRECTORS = Template(
    "two-directors", partial(_pick_pairs, _DIRECTOR), partial(_build_pairs, _DIRECTOR)
)
TWO_YEARS = Template(
    "two-years", partial(_pick_pairs, _YEAR), partial(_build_pairs, _YEAR), interest=1
)
