"""Questions about which film is the longest, made the most money or won Oscars."""

from collections.abc import Sequence
from random import Random

from heartcli.quiz.questions.from_catalogue.afterlines import afterline
from heartcli.quiz.questions.from_catalogue.credits import sole_director, stars
from heartcli.quiz.questions.from_catalogue.picking import (
    askable_films_by,
    draw,
    draw_film,
    leading_films_of,
    one_per_series,
)
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, Pool
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    middle_level,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    name_films,
    spoken_title,
    title_answer,
    vary,
)
from heartcli.quiz.questions.question import OPTION_COUNT
from heartcli.quiz.stable_random import shuffled
from heartcli.text.folding import fold

_LONGER = 30  # minutes; sources differ by a few
_OTHERS = OPTION_COUNT - 1
_BEST_KNOWN = 10  # films to choose from
_TIMES_MORE = 5  # as much; sources may count one country or all, and re-releases or not
_AGREED = 1.1  # sources whose figures differ by a larger factor disagree
_MILLION, _BILLION = 1_000_000, 1_000_000_000
_MIN_OSCARS = 3
# Films that are well known in several cuts, by the start of their titles.
_RECUT = tuple(map(fold, (
    "A Star Is Born", "Alexander", "Aliens", "Almost Famous", "Amadeus", "Apocalypse Now", "Avatar",
    "Betty Blue", "Blade Runner", "Brazil", "Cinema Paradiso", "Cleopatra", "Close Encounters",
    "Dances with Wolves", "Das Boot", "Dawn of the Dead", "Donnie Darko", "Dune", "Fanny and",
    "Gettysburg", "Gladiator", "Grindhouse", "Heaven's Gate", "It's a Mad", "JFK", "Kill Bill",
    "King Kong", "Kingdom of Heaven", "Lawrence of Arabia", "Legend", "Léon", "Major Dundee",
    "Nixon", "Novecento", "1900", "Nymphomaniac", "Once Upon a Time", "One from the Heart",
    "Pat Garrett", "Spartacus", "Superman", "Terminator 2", "The Abyss", "The Alamo",
    "The Big Blue", "The Big Red One", "The Cotton Club", "The Exorcist", "The Godfather",
    "The Good, the Bad", "The Hobbit", "The Leopard", "The Lord of the Rings", "The New World",
    "The Outsiders", "The Shining", "The Wild Bunch", "Touch of Evil", "Troy", "Until the End",
    "Watchmen", "Wyatt Earp",
)))  # fmt: skip


def has_clear_length(pool: Pool, film: KnownFilm) -> bool:
    """Whether a film has one length that all agree on."""
    is_recut = fold(film.title).startswith(_RECUT)
    return bool(film.minutes) and not is_recut and pool.count_films_called(film.title) == 1


def _by_length(films: Sequence[KnownFilm]) -> list[KnownFilm]:
    return sorted(films, key=lambda film: (-(film.minutes or 0), film.id))


def _is_much_longer(film: KnownFilm, other: KnownFilm) -> bool:
    return film.minutes is not None and film.minutes >= (other.minutes or film.minutes) + _LONGER


# --- Which of these … films is the longest? -------------------------------------------------------


def _pick_longest(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    director, star = sole_director(film), draw(stars(pool, film), rng)
    person = draw([p for p in (director, star) if p is not None], rng)
    if director is not None and person == director:
        films = askable_films_by(pool, director)
    else:
        films = leading_films_of(pool, star)
    films = [other for other in films if has_clear_length(pool, other)][:_BEST_KNOWN]
    films = shuffled(list(one_per_series(films)), rng)
    for longest in films:
        others = [other for other in films if _is_much_longer(longest, other)][:_OTHERS]
        if person is not None and len(others) == _OTHERS:
            return Subjects((longest, *others), (person,))
    return None


def _build_longest(pool: Pool, subjects: Subjects) -> Draft | None:
    films, [person] = _by_length(subjects.films), subjects.people
    is_theirs = all(sole_director(film) == person for film in films) or all(
        person in film.cast for film in films
    )
    is_clear = all(has_clear_length(pool, film) for film in films)
    if not is_theirs or not is_clear or not _is_much_longer(films[0], films[1]):
        return None
    text, *wrong = name_films(pool, films)
    return Draft(
        ask=vary(
            films[0].id,
            f"Which of these {pool.name(person)} films is the longest?",
            f"Which of these {pool.name(person)} films takes the longest to watch?",
        ),
        answer=title_answer(films[0], text),
        why=_say_minutes(films),
        difficulty=shift(middle_level(films), 1),
        wrong=tuple(wrong),
        forms=("choice",),
        section="film",
    )


def _say_minutes(films: Sequence[KnownFilm]) -> str:
    """The running times of the longest film and the next."""
    title = spoken_title(films[1].title)
    return f"It runs for {films[0].minutes} minutes, {title} for {films[1].minutes}."


# --- Which of these films of … took the most at the box office? -----------------------------------


def _took_much_more(pool: Pool, film: KnownFilm, other: KnownFilm) -> bool:
    takings, others = pool.facts(film.key).takings, pool.facts(other.key).takings
    return bool(takings and others) and min(takings) >= _TIMES_MORE * max(others)


def _by_takings(pool: Pool, films: Sequence[KnownFilm]) -> list[KnownFilm]:
    return sorted(films, key=lambda film: (-max(pool.facts(film.key).takings), film.id))


def _pick_biggest(pool: Pool, rng: Random) -> Subjects | None:
    keys = [key for key in pool.films_of_year(draw_film(pool, rng).year) if pool.is_askable(key)]
    films = shuffled([pool.film(key) for key in keys[: 2 * _BEST_KNOWN]], rng)
    for biggest in films:
        others = [other for other in films if _took_much_more(pool, biggest, other)]
        others = shuffled(_by_takings(pool, others)[: 2 * _OTHERS], rng)[:_OTHERS]
        if len(others) == _OTHERS:
            return Subjects((biggest, *others))
    return None


def _build_biggest(pool: Pool, subjects: Subjects) -> Draft | None:
    biggest, *others = subjects.films
    is_one_year = {film.year for film in others} == {biggest.year}
    if not is_one_year or not all(_took_much_more(pool, biggest, other) for other in others):
        return None
    return Draft(
        ask=vary(
            biggest.id,
            f"Which of these {biggest.year} films took the most at the box office?",
            f"Which of these {biggest.year} films was the biggest hit?",
        ),
        answer=title_answer(biggest, spoken_title(biggest.title)),
        why=_say_takings(pool, subjects.films) or afterline(pool, biggest),
        difficulty=middle_level(subjects.films),
        wrong=tuple(spoken_title(other.title) for other in others),
        forms=("choice",),
        section="film",
    )


def _say_takings(pool: Pool, films: Sequence[KnownFilm]) -> str:
    """Says roughly how much the two biggest hits took; "" if sources differ."""
    biggest, next_film = _by_takings(pool, films)[:2]
    takings = [pool.facts(film.key).takings for film in (biggest, next_film)]
    if any(max(amounts) > _AGREED * min(amounts) for amounts in takings):
        return ""
    if any(min(amounts) < _MILLION for amounts in takings):
        return ""
    most, less = (_say_dollars(min(amounts)) for amounts in takings)
    return f"It took about {most}, {spoken_title(next_film.title)} {less}."


def _say_dollars(amount: float) -> str:
    """An amount, rounded: "$1.1 billion"."""
    if amount >= _BILLION:
        return f"${amount / _BILLION:.1f} billion".replace(".0", "")
    return f"${amount / _MILLION:.0f} million"


# --- …'s film of … went home with … Oscars. Name it. ---------------------------------------------


def _pick_winner(pool: Pool, rng: Random) -> Subjects | None:
    films = (draw_film(pool, rng) for _ in range(_BEST_KNOWN))
    winner = next((film for film in films if _has_won(pool, film)), None)
    return Subjects((winner,)) if winner else None


def _has_won(pool: Pool, film: KnownFilm) -> bool:
    return pool.facts(film.key).oscars >= _MIN_OSCARS


def _build_winner(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], _ = subjects
    director = sole_director(film)
    if director is None or not _has_won(pool, film):
        return None
    others = [pool.film(key) for key in pool.directed_by(director) if key != film.key]
    if any(abs(other.year - film.year) <= 1 for other in others):
        return None
    return Draft(
        ask=vary(
            film.id,
            f"{pool.name(director)}'s {film.year} film went home with several Oscars. Name it.",
            f"In {film.year} {pool.name(director)} made a film that won several Oscars. Which one?",
        ),
        answer=title_answer(film, spoken_title(film.title)),
        why=afterline(pool, film, (director,)),
        difficulty=film.level,
        wrong=tuple(dict.fromkeys(spoken_title(other.title) for other in others)),
        section="awards",
        people=(director,),
    )


LONGEST = Template("longest", _pick_longest, _build_longest, interest=1)
BIGGEST = Template("biggest", _pick_biggest, _build_biggest, interest=1)
OSCARS = Template("oscars", _pick_winner, _build_winner, interest=1)
