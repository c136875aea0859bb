"""Questions with five clues, each of another kind, from puzzling to obvious."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice
from random import Random
from typing import NamedTuple
from zlib import crc32

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import afterline
from heartcli.quiz.questions.from_catalogue.comparing import has_clear_length
from heartcli.quiz.questions.from_catalogue.credits import (
    co_stars,
    fit_one_career,
    is_only_film_with,
    sole_director,
    stars,
    steps_to_name,
)
from heartcli.quiz.questions.from_catalogue.letters import without_vowels
from heartcli.quiz.questions.from_catalogue.picking import (
    draw_film,
    draw_films_of,
    draw_star,
    is_same_series,
)
from heartcli.quiz.questions.from_catalogue.pool import ClueKind, KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.surprise import distance
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    middle_level,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    join_titles,
    name_film,
    say_number,
    say_years,
    spoken_title,
    title_answer,
    vary,
)
from heartcli.quiz.questions.question import CLUE_COUNT
from heartcli.text.display import join_with_and

_FILMS = 4  # films in a "Who am I?" question
_DRAWN = 8  # stars or films to draw, to find one that has a clue
_BEST_KNOWN = 10  # films of a star to choose from
_OPENINGS: Mapping[ClueKind, str] = {
    "riddle": "A crossword setter would clue my title as",
    "synonym": "A thesaurus would call me",
    "opposite": "I am the opposite of",
}
_HINTS: Mapping[ClueKind, str] = {
    "synonym": "A thesaurus would call one of my films",
    "opposite": "One of my films is the opposite of",
    "riddle": "A crossword setter would clue one of my films as",
}
_FILMS_OF_YEAR = 8  # films of a year, from which to choose two that clash
_WELL_KNOWN = 150  # such films have a rank below this
_FAR = 0.75  # the distance between films that are nothing alike
_MAX_GENRES = 3  # of a film whose kind is certain
_FEW_OSCARS = range(3, 7)
_MAX_WORDS = 5  # of a title whose letters are counted
_KINDS = {
    "western": "a western", "musical": "a musical", "horror": "a horror film",
    "sci-fi": "a science-fiction film", "war": "a war film",
}  # fmt: skip


def _kind(film: KnownFilm) -> str:
    """The kind of film, such as "a western"; "" if its genres don't make that clear."""
    kinds = (text for genre, text in _KINDS.items() if genre in film.genres)
    return next(kinds, "") if len(film.genres) <= _MAX_GENRES else ""


# --- Who am I? ------------------------------------------------------------------------------------


def _pick_star(pool: Pool, rng: Random) -> Subjects | None:
    """Draws a star whose name has a riddle, and some of the star's films."""
    drawn = (draw_star(pool, rng) for _ in range(_DRAWN))
    star = next((star for star in drawn if star is not None and pool.name_riddle(star)), None)
    return draw_films_of(pool, star, rng, _FILMS, _BEST_KNOWN)


class _ClueFilms(NamedTuple):
    """A star's films, one for each clue but the first, and a co-star from one of them."""

    hinted: KnownFilm
    named: KnownFilm
    shared: KnownFilm
    trademark: KnownFilm
    co_star: PersonKey


def _assign_films(pool: Pool, star: PersonKey, films: Sequence[KnownFilm]) -> _ClueFilms | None:
    """Finds a film for all clues but one, the best known for the last; None if they don't suit."""
    trademark, *others = sorted(films, key=lambda film: (film.rank, film.id))
    hinted = max(others, key=lambda film: bool(_find_title_clue(pool, film)[1]))
    shared, named = [film for film in others if film is not hinted]
    co_star = next(iter(co_stars(pool, star, shared)), None)
    return None if co_star is None else _ClueFilms(hinted, named, shared, trademark, co_star)


def _build_who_am_i(pool: Pool, subjects: Subjects) -> Draft | None:
    films, [star] = subjects
    if len(films) != _FILMS or any(star not in film.cast for film in films):
        return None
    chosen, riddle = _assign_films(pool, star, films), pool.name_riddle(star)
    if not chosen or not riddle or not pool.is_household_name(star):
        return None
    hint, initials = _hint_at(pool, star, chosen.hinted), _initials(pool.name(star))
    namesakes = [_initials(pool.name(person)) for person in chosen.trademark.cast]
    if not hint or namesakes.count(initials) > 1 or not fit_one_career(films):
        return None
    intro = vary(pool.name(star), "I was in", "One of my films is", "You may have seen me in")
    trademark, shared = (name_film(pool, film) for film in (chosen.trademark, chosen.shared))
    return Draft(
        ask="Who am I?",
        answer=Answer(pool.name(star), kind="person"),
        why=end_sentence(f"The second clue was about {spoken_title(chosen.hinted.title)}"),
        difficulty=shift(middle_level(films), steps_to_name(pool, star)),
        forms=("clues",),
        clues=(
            riddle,
            hint,
            end_sentence(f"{intro} {name_film(pool, chosen.named)}"),
            end_sentence(f"{pool.name(chosen.co_star)} joined me in {shared}"),
            f"You know me from {trademark}, and my initials are {initials}",
        ),
        people=(*chosen.hinted.directors, chosen.co_star),
    )


def _hint_at(pool: Pool, star: PersonKey, film: KnownFilm) -> str:
    """Hints at one of the star's films by its title or its director; "" if neither is possible."""
    for kind, text in _HINTS.items():
        if clue := pool.clue(film.key, kind):
            return f"{text} “{clue}”."
    director, genre = sole_director(film), _kind(film)
    if director is None or director == star:
        return ""
    return f"{pool.name(director)} directed me in {f'{genre} in ' if genre else ''}{film.year}."


def _initials(name: str) -> str:
    """The initials of a name, without those of "Jr." and "Sr."."""
    return " ".join(f"{word[0]}." for word in re.sub(r",? [JS]r\.$", "", name).split())


# --- Which film am I? -----------------------------------------------------------------------------


def _pick_film(pool: Pool, rng: Random) -> Subjects | None:
    """Draws a film, if possible one with a clue to its title."""
    films = [draw_film(pool, rng) for _ in range(_DRAWN)]
    film = next((film for film in films if _find_title_clue(pool, film)[1]), films[0])
    return Subjects((film,), tuple(stars(pool, film)))


def _build_which_film(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], _ = subjects
    director = sole_director(film)
    cast = [star for star in stars(pool, film) if star in subjects.people]
    leads = [star for star in cast if film.is_billed or star in pool.leads(film.key)]
    if director is None or director in cast or len(cast) < len(subjects.people):
        return None
    pairs = (pair for pair in combinations(leads, 2) if is_only_film_with(pool, film, pair))
    pair = next(pairs, ())
    others = [person for person in cast if person not in pair]
    of_year, by_director = clashing_films(pool, film), _next_by_director(pool, film)
    neighbours = _say_neighbours(pool, film, of_year, by_director)
    lead, clue = _find_title_clue(pool, film)
    opening = f"{lead} “{clue}”." if clue else _say_shape(pool, film)
    hints = [hint for hint in (opening, *neighbours) if hint]
    if not pair or not others or len(hints) < CLUE_COUNT - 2:
        return None
    names, other_names = (join_with_and(list(map(pool.name, p))) for p in (pair, others))
    return Draft(
        ask="Which film am I?",
        answer=title_answer(film, name_film(pool, film)),
        why=afterline(pool, film, (director, *cast), films=(*of_year, *by_director), clue=clue),
        difficulty=film.level,
        forms=("clues",),
        section="film",
        clues=(
            *hints[: CLUE_COUNT - 2],
            f"My cast includes {other_names}.",
            end_sentence(f"My stars are {names}{_say_vowels(film)}"),
        ),
        people=(director,),
    )


def clashing_films(pool: Pool, film: KnownFilm) -> Sequence[KnownFilm]:
    """Two well-known films of the same year that are nothing alike, if there are any."""
    others = map(pool.film, pool.films_of_year(film.year)[:_FILMS_OF_YEAR])
    films = [o for o in others if o.key != film.key and o.rank < _WELL_KNOWN]
    clear = [o for o in films if pool.count_films_called(o.title) == 1 and not o.is_year_disputed]
    pairs = [pair for pair in combinations(clear, 2) if distance(*pair) >= _FAR]
    if not pairs or film.is_year_disputed:
        return ()
    return pairs[crc32(film.id.encode()) % len(pairs)]


def _find_title_clue(pool: Pool, film: KnownFilm) -> tuple[str, str]:
    """A lead-in to a clue to the film's title, and the clue; "" for both if there is none."""
    clues = ((lead, pool.clue(film.key, kind)) for kind, lead in _OPENINGS.items())
    return next(((lead, clue) for lead, clue in clues if clue), ("", ""))


def _say_shape(pool: Pool, film: KnownFilm) -> str:
    """Says what kind of film it is, and how many Oscars it won or letters its title has."""
    oscars, kind = pool.facts(film.key).oscars, _kind(film)
    words = re.findall(r"[^\W\d_]+", spoken_title(film.title))
    facts = [f"I am {kind}"] if kind else []
    if oscars in _FEW_OSCARS:
        facts.append(f"I won at least {say_number(oscars)} Oscars")
    elif len(words) <= _MAX_WORDS and len(words) == len(film.title.split()):
        facts.append(f"my title has {_count_letters(words)}")
    joined = ", and ".join(facts)
    return f"{joined[0].upper()}{joined[1:]}." if joined else ""


def _say_neighbours(
    pool: Pool, film: KnownFilm, of_year: Sequence[KnownFilm], by_director: Sequence[KnownFilm]
) -> Iterator[str]:
    """Yields clues from the film's year and director, or else its length."""
    if of_year:
        titles = join_titles([spoken_title(other.title) for other in of_year])
        yield end_sentence(f"I am as old as {titles}")
    else:
        yield f"I first flickered across a screen in the {film.year // 10 * 10}s."
    if film.minutes and has_clear_length(pool, film) and not by_director:
        yield f"I take about {5 * round(film.minutes / 5)} minutes of your time."
    for other in by_director:
        gap = other.year - film.year
        when = f"{say_years(abs(gap))} {'later' if gap > 0 else 'earlier'}"
        yield end_sentence(f"My director made {name_film(pool, other)} {when}")


def _say_vowels(film: KnownFilm) -> str:
    title = spoken_title(film.title)
    puzzle = without_vowels(title, film.id) if title == film.title else ""
    return f"; without its vowels, my title is {puzzle}" if puzzle else ""


def _count_letters(words: Sequence[str]) -> str:
    """The lengths of words, as in a crossword: "two words, of four and six letters"."""
    lengths = f"{join_with_and([say_number(len(word)) for word in words])} letters"
    return lengths if len(words) == 1 else f"{say_number(len(words))} words, of {lengths}"


def _next_by_director(pool: Pool, film: KnownFilm) -> list[KnownFilm]:
    """The director's best-known film of another year that isn't in the same series, if any."""
    others = map(pool.film, pool.directed_by(film.directors[0]))
    theirs = (o for o in others if sole_director(o) == film.directors[0] and o.year != film.year)
    is_dated = not film.is_year_disputed
    dated = (o for o in theirs if is_dated and not o.is_year_disputed)
    return list(islice((o for o in dated if not is_same_series(film, o)), 1))


WHO_AM_I = Template("who-am-i", _pick_star, _build_who_am_i, interest=3, closes_rounds=True)
WHICH_FILM = Template("which-film", _pick_film, _build_which_film, interest=3, closes_rounds=True)
