"""Questions about who directed a film, or several."""

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import (
    afterline,
    family_name,
    joke_about_title,
    who_directed,
)
from heartcli.quiz.questions.from_catalogue.credits import (
    is_famous_director,
    is_one_person,
    sole_director,
    stars,
    steps_to_know,
)
from heartcli.quiz.questions.from_catalogue.picking import (
    askable_films_by,
    askable_films_of,
    draw,
    draw_film,
    is_same_series,
    one_per_series,
    similar_films,
)
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.surprise import distance, surprising
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    by_year,
    middle_level,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    join_titles,
    name_film,
    name_films,
    spoken_title,
    title_answer,
    vary,
)
from heartcli.quiz.questions.from_catalogue.years import has_clear_year
from heartcli.quiz.questions.question import OPTION_COUNT
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import upper_first

_LINKED = 3  # films by the director
_DIRECTED = OPTION_COUNT - 1  # films beside the odd one out
_DRAWN = 4  # films to choose the most surprising from
_BEST_KNOWN = 6  # films to choose from
_TRIES = 15


def other_directors(pool: Pool, film: KnownFilm) -> Iterator[PersonKey]:
    """Yields directors of similar films who had no part in this one."""
    credited = {*film.directors, *film.cast}
    for other in similar_films(pool, film):
        director = sole_director(other)
        if director is not None and director not in credited:
            yield director


# --- Who directed …? ------------------------------------------------------------------------------


def _pick_directed(pool: Pool, rng: Random) -> Subjects | None:
    """Draws several films and picks the one least like its director's other films."""
    drawn = (draw_film(pool, rng) for _ in range(_DRAWN))
    picked = [film for film in drawn if _is_known_work(pool, film)]
    strangest = max(picked, key=lambda film: _strangeness(pool, film), default=None)
    return Subjects((strangest,), strangest.directors) if strangest else None


def _is_known_work(pool: Pool, film: KnownFilm) -> bool:
    director = sole_director(film)
    return director is not None and (film.level == "easy" or len(pool.directed_by(director)) > 1)


def _strangeness(pool: Pool, film: KnownFilm) -> float:
    """How different a film is from the best-known others by its director."""
    others = [pool.film(key) for key in pool.directed_by(film.directors[0])[:_BEST_KNOWN]]
    distances = [distance(film, other) for other in others if other.key != film.key]
    return sum(distances) / max(1, len(distances))


def _build_directed(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [director] = subjects
    if sole_director(film) != director:
        return None
    return Draft(
        ask=vary(
            film.id,
            f"Who directed {name_film(pool, film)}?",
            f"Who sat in the director's chair for {name_film(pool, film)}?",
        ),
        answer=Answer(pool.name(director), kind="person"),
        why=joke_about_title(pool, [film]) or _say_another(pool, director, [film]),
        difficulty=shift(film.level, steps_to_know(pool, director)),
        wrong=tuple(map(pool.name, dict.fromkeys(other_directors(pool, film)))),
        section="crew",
    )


# --- One of these is by the director of … and …. Which? -------------------------------------------


def _pick_by(pool: Pool, rng: Random) -> Subjects | None:
    """Picks a film and two very different ones by the same director."""
    picked = _pick_directed(pool, rng)
    if not picked:
        return None
    [film], [director] = picked
    films = askable_films_by(pool, director)[:_BEST_KNOWN]
    others = [other for other in films if other.key != film.key]
    unlike = sorted(one_per_series(others), key=lambda other: -distance(film, other))
    return Subjects((film, *unlike[:2]), (director,))


def _build_by(pool: Pool, subjects: Subjects) -> Draft | None:
    (film, *known), [director] = subjects
    if any(sole_director(f) != director for f in subjects.films) or pool.is_in_filter(director):
        return None
    others = [o for o in similar_films(pool, film) if o.directors and director not in o.directors]
    leading = stars(pool, film)[:1]
    with_star = [o for o in others if leading and leading[0] in o.cast]
    films = list(dict.fromkeys([film, *with_star[:2], *others]))[: 2 * OPTION_COUNT]
    text, *wrong = name_films(pool, films)
    titles = join_titles([name_film(pool, other) for other in by_year(known)])
    return Draft(
        ask=f"Which of these is by the director of {titles}?"
        if known
        else f"Which of these films did {pool.name(director)} direct?",
        answer=title_answer(film, text),
        why=who_directed(pool, film, films=known) if known else afterline(pool, film, (director,)),
        difficulty=shift(middle_level(subjects.films), steps_to_know(pool, director)),
        wrong=tuple(wrong),
        forms=("choice",),
        section="crew",
    )


# --- Which director made … and …? -----------------------------------------------------------------


def _pick_linked(pool: Pool, rng: Random) -> Subjects | None:
    director = sole_director(draw_film(pool, rng))
    if director is None:
        return None
    films = list(islice(one_per_series(askable_films_by(pool, director)), 2 * _LINKED))
    if len(films) < _LINKED:
        return None
    return Subjects(tuple(shuffled(films, rng)[:_LINKED]), (director,))


def _build_linked(pool: Pool, subjects: Subjects) -> Draft | None:
    films, [director] = by_year(subjects.films), subjects.people
    is_by_one = all(sole_director(film) == director for film in films)
    if not is_by_one or not is_one_person(pool, director):
        return None
    wrong = dict.fromkeys(person for film in films for person in other_directors(pool, film))
    titles = join_titles([name_film(pool, film) for film in films])
    return Draft(
        ask=vary(
            films[0].id,
            f"Which director made {titles}?",
            f"{titles}: who directed all three?",
            f"Who directed {titles}?",
        ),
        answer=Answer(pool.name(director), kind="person"),
        why=joke_about_title(pool, films) or _say_another(pool, director, films),
        difficulty=middle_level(films),
        wrong=tuple(map(pool.name, wrong)),
        section="crew",
    )


def _say_another(pool: Pool, director: PersonKey, films: Sequence[KnownFilm]) -> str:
    """Names another film by the director."""
    for key in pool.directed_by(director):
        other = pool.film(key)
        if other not in films and sole_director(other) == director:
            with_star = "".join(f", with {pool.name(s)}" for s in stars(pool, other)[:1])
            name = family_name(pool.name(director))
            line = f"{name} also made {name_film(pool, other)}{with_star}"
            return end_sentence(upper_first(line))
    return ""


# --- Three of these films were directed by … Which was not? ---------------------------------------


def _pick_odd(pool: Pool, rng: Random) -> Subjects | None:
    """Picks three films by a director and one by another, if possible all with the same star."""
    film = draw_film(pool, rng)
    director = sole_director(film)
    if director is None or pool.is_in_filter(director):
        return None
    films = askable_films_by(pool, director)
    star = draw(stars(pool, film), rng)
    with_star = [other for other in films if star in stars(pool, other)]
    if len(with_star) >= _DIRECTED:
        chosen = shuffled(with_star, rng)[:_DIRECTED]
        others = list(askable_films_of(pool, star))
    else:
        same_director = [other for other in films[:_BEST_KNOWN] if other != film]
        chosen = [film, *shuffled(same_director, rng)[: _DIRECTED - 1]]
        alike = [other for other in similar_films(pool, film) if pool.is_askable(other.key)]
        others = [o for o in alike if all(o.genres & other.genres for other in chosen)]
    odd = draw([other for other in others if _is_by_another(other, director)][:_BEST_KNOWN], rng)
    return Subjects((odd, *chosen)) if odd and len(chosen) == _DIRECTED else None


def _is_by_another(film: KnownFilm, director: PersonKey) -> bool:
    return sole_director(film) not in (None, director) and director not in film.cast


def _build_odd(pool: Pool, subjects: Subjects) -> Draft | None:
    odd, *others = subjects.films
    director, odd_director = sole_director(others[0]), sole_director(odd)
    is_by_one = all(sole_director(film) == director for film in others)
    is_odd = director is not None and _is_by_another(odd, director)
    if director is None or odd_director is None or not is_by_one or not is_odd:
        return None
    if pool.is_in_filter(director) or not is_one_person(pool, director):
        return None
    known = filter(pool.is_household_name, stars(pool, odd))
    shared = [star for star in known if all(star in film.cast for film in others)]
    star_name = "".join(f"{pool.name(star)} " for star in shared[:1])
    text, *wrong = name_films(pool, subjects.films)
    return Draft(
        ask=vary(
            odd.id,
            f"Three of these {star_name}films were directed by {pool.name(director)}."
            " Which one was not?",
            f"{pool.name(director)} directed three of these {star_name}films."
            " Which is the odd one out?",
        ),
        answer=title_answer(odd, text),
        why=who_directed(pool, odd, (director, *shared)),
        difficulty=shift(middle_level(subjects.films), 1 if shared else 0),
        wrong=tuple(wrong),
        forms=("choice",),
        section="crew",
        people=(director, *shared[:1]),
    )


# --- One director, one year, two films ------------------------------------------------------------


def _pick_busy_year(pool: Pool, rng: Random) -> Subjects | None:
    for _ in range(_TRIES):
        film = draw_film(pool, rng)
        director = sole_director(film)
        films = [] if director is None else askable_films_by(pool, director)
        other = draw([o for o in films if o.year == film.year and o.key != film.key], rng)
        if other and director is not None:
            return Subjects(tuple(sorted((film, other), key=lambda f: f.rank)), (director,))
    return None


def _build_busy_year(pool: Pool, subjects: Subjects) -> Draft | None:
    (film, other), [director] = subjects
    if sole_director(film) != director or sole_director(other) != director:
        return None
    is_one_year = film.year == other.year and all(has_clear_year(pool, f) for f in subjects.films)
    is_clear = is_one_year and not is_same_series(film, other)
    if not is_clear or not is_famous_director(pool, director):
        return None
    titles = join_titles([spoken_title(f.title) for f in subjects.films])
    wrong = dict.fromkeys(p for f in subjects.films for p in other_directors(pool, f))
    return Draft(
        ask=vary(
            film.id,
            f"Which director made both {titles} in {film.year}?",
            f"Which director had a busy {film.year}, making both {titles}?",
            f"One director, one year: who made {titles} in {film.year}?",
        ),
        answer=Answer(pool.name(director), kind="person"),
        why=_say_stars(pool, subjects.films),
        difficulty=shift(middle_level(subjects.films), steps_to_know(pool, director)),
        wrong=tuple(map(pool.name, wrong)),
        section="crew",
    )


def _say_stars(pool: Pool, films: Sequence[KnownFilm]) -> str:
    """Names a star of each of the two films."""
    leads = [pool.name(p) for film in films for p in stars(pool, film)[:1]]
    titles = [spoken_title(film.title) for film in films]
    if len(leads) < len(films):
        return ""
    if len({*leads}) == 1:
        return f"{leads[0]} is in both."
    return end_sentence(f"{leads[0]} is in {titles[0]}, {leads[1]} in {titles[1]}")


DIRECTED = Template("directed", _pick_directed, _build_directed, interest=1)
BY = Template("by", _pick_by, _build_by, interest=1)
LINKED = Template("common-director", surprising(_pick_linked), _build_linked, interest=1)
ODD = Template("odd", _pick_odd, _build_odd, interest=1)
DOUBLE_SHIFT = Template("double-shift", surprising(_pick_busy_year), _build_busy_year, interest=1)
