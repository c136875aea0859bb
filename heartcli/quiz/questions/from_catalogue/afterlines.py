"""What a quizmaster adds after a question: one more thing about its film."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple
from zlib import crc32

from heartcli.model.records import Strings
from heartcli.quiz.questions.from_catalogue.credits import (
    co_stars,
    fit_one_career,
    is_one_person,
    sole_director,
    stars,
)
from heartcli.quiz.questions.from_catalogue.picking import is_same_series
from heartcli.quiz.questions.from_catalogue.pool import (
    ClueKind,
    FilmKey,
    KnownFilm,
    PersonKey,
    Pool,
)
from heartcli.quiz.questions.from_catalogue.surprise import distance
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    join_titles,
    name_film,
    say_years,
    spoken_title,
    vary,
)
from heartcli.text.display import join_with_and, upper_first

_CLUES: Mapping[ClueKind, Strings] = {
    "synonym": ("A thesaurus would call {}", "In fancier words, {} is"),
    "opposite": ("Turn {} upside down, and you get", "Flip {}, and you get"),
    "riddle": ("A crossword setter would clue {} as", "In a crossword, {} might be"),
}
_UNLIKE = 0.5  # the distance between films that have little in common
_WELL_KNOWN = 150  # listeners will know films with a rank below this
# Words for a gap of at least this many years.
_GAPS = ((10, "long"), (7, "years"), (3, "a few years"), (2, "two years"), (1, "a year"))
_LATER = 4  # years from a small part to a famous one
_LONG = 30  # years that make a long career
_LEADS = 3  # stars per film; everybody else is a face in the crowd
_PARTICLES = r"(?:(?:[a-z]+|Da|De|Del|Di|Du|La|Le|Van|Von|Ten|Bonham) )*"

_STAGE_NAMES = frozenset(("Ice Cube", "Meat Loaf"))  # which have no family name


class _About(NamedTuple):
    """What an afterline is about, and what the question has named."""

    pool: Pool
    film: KnownFilm
    named: Collection[PersonKey] = ()
    films: Collection[KnownFilm] = ()
    it: str = "it"  # what the line calls the film
    clue: str = ""  # the clue to the title that the question has used, if any

    def name(self, person: PersonKey) -> str:
        """Somebody's name; the family name will do for those whom the question has named."""
        name = self.pool.name(person)
        return family_name(name) if person in self.named else name

    def others(self, keys: Sequence[FilmKey]) -> Iterator[KnownFilm]:
        """Yields the well-known films that the question hasn't named."""
        for film in map(self.pool.film, keys):
            is_new = film not in self.films and film.rank < _WELL_KNOWN
            is_new = is_new and not is_same_series(film, self.film)
            if is_new and not film.is_year_disputed and not self.film.is_year_disputed:
                yield film


def afterline(
    pool: Pool,
    film: KnownFilm,
    named: Collection[PersonKey] = (),
    *,
    films: Collection[KnownFilm] = (),
    clue: str = "",
) -> str:
    """Says one more thing about a film; "" if there is nothing left to say.

    The choice depends only on the film's id, so that a question always gets the same line.
    """
    by_id = sorted(_PALETTE, key=lambda line: crc32(f"{film.id} {line.__name__}".encode()))
    about = _About(pool, film, named, films, clue=clue)
    lines = (line(about) for line in (_joke, *by_id))
    return next((end_sentence(upper_first(line)) for line in lines if line), "")


def who_directed(
    pool: Pool,
    film: KnownFilm,
    named: Collection[PersonKey] = (),
    *,
    films: Collection[KnownFilm] = (),
) -> str:
    """Says who directed a film, and names another of their films or else two of its stars."""
    if line := _another_genre(_About(pool, film, named, films)):
        return end_sentence(line)
    others = [star for star in stars(pool, film) if star not in (*named, *film.directors)]
    cast = f", with {join_with_and(list(map(pool.name, others[-2:])))}" if others else ""
    return end_sentence(f"{pool.name(film.directors[0])} directed it{cast}")


def family_name(name: str) -> str:
    """The family name with its particles: "von Sydow"; "Sr." and "Jr." are left out."""
    if re.fullmatch(r"\w+ \w+-[a-z]\w*", name) or name in _STAGE_NAMES:  # Song Kang-ho
        return name
    plain = re.sub(r",? [JS]r\.$", "", name)
    match = re.search(rf" ({_PARTICLES}\S+)$", plain)
    return match[1] if match else name


# --- The palette ----------------------------------------------------------------------------------


def _say_when(film: KnownFilm, other: KnownFilm) -> str:
    """When a film came out, relative to another one."""
    gap = other.year - film.year
    if not gap:
        return "in the same year as"
    words = next(words for years, words in _GAPS if abs(gap) >= years)
    return f"{words} {'before' if gap > 0 else 'after'}"


def _other_by_director(about: _About) -> Iterator[tuple[PersonKey, KnownFilm]]:
    director = sole_director(about.film)
    if director is not None and is_one_person(about.pool, director):
        for other in about.others(about.pool.directed_by(director)):
            if sole_director(other) == director:
                yield director, other


def _another_genre(about: _About) -> str:
    """Names a film by the same director in quite a different genre."""
    for director, other in _other_by_director(about):
        if distance(about.film, other) >= _UNLIKE and other.year != about.film.year:
            return _say_directed(about, director, other)
    return ""


def _busy_year(about: _About) -> str:
    """Names the director's other film of the same year."""
    for director, other in _other_by_director(about):
        if other.year == about.film.year:
            return f"{about.name(director)} also made {spoken_title(other.title)} that year"
    return ""


def _say_directed(about: _About, director: PersonKey, other: KnownFilm) -> str:
    title, when = spoken_title(other.title), _say_when(about.film, other)
    name = about.name(director)
    if director in about.named:
        return vary(about.film.title, f"{name} made it {when} {title}", f"{name} also made {title}")
    return vary(
        about.film.title,
        f"{name} directed it, {when} {title}",
        f"{name} directed it, and {title} as well",
        f"The director was {name}, who also gave us {title}",
    )


def _director_in_cast(about: _About) -> str:
    """Says that the director is also in the cast."""
    director = sole_director(about.film)
    if director is None or director not in about.pool.famous_cast(about.film.key):
        return ""
    return f"{about.name(director)} directed it and is also in the cast"


def _face_in_the_crowd(about: _About) -> str:
    """Somebody who is in the cast, but far better known for a later film."""
    pool, film = about.pool, about.film
    if film.is_billed or not film.has_roles:
        return ""
    known = *stars(pool, film)[:_LEADS], *film.directors, *about.named
    for person in pool.famous_cast(film.key):
        if person not in known and pool.is_household_name(person):
            for other in about.others(pool.films_of(person)[:4]):
                is_later = other.year >= film.year + _LATER and fit_one_career([film, other])
                if is_later and person in stars(pool, other)[:2]:
                    when = _say_when(film, other)
                    title = spoken_title(other.title)
                    return vary(
                        film.title,
                        f"Look out for {pool.name(person)} in it, {when} {title}",
                        f"Yes, that's {pool.name(person)} in it, {when} {title}",
                    )
    return ""


def _reunion(about: _About) -> str:
    """Names another film with two of the stars."""
    pool, film = about.pool, about.film
    pairs = combinations(
        [p for p in about.named if p in film.cast] or stars(pool, film)[:_LEADS], 2
    )
    for pair in map(sorted, pairs):
        for other in about.others(pool.films_of(pair[0])):
            if {*pair} <= {*stars(pool, other)} and fit_one_career([film, other]):
                names = join_with_and(list(map(about.name, pair)))
                title, gap = spoken_title(other.title), other.year - film.year
                if not gap:
                    return f"{names} were both in {title} that year, too"
                return f"{names} {'met again in' if gap > 0 else 'had met before, in'} {title}"
    return ""


class Misprint(NamedTuple):
    """A title with one wrong letter, and what such a film would be about."""

    title: str
    pitch: str


def find_misprint(pool: Pool, film: KnownFilm) -> Misprint | None:
    """The made-up film whose title is one letter off this film's; None if there is none."""
    title, _, pitch = pool.clue(film.key, "one-letter").partition(" | ")
    return Misprint(title, pitch) if title else None


def _one_letter_away(about: _About) -> str:
    """Says what the film would be with one letter of its title changed."""
    misprint = find_misprint(about.pool, about.film)
    if not misprint:
        return ""
    title = "" if about.it == "it" else f" of {about.it}"
    return f"Change one letter{title}, and you get {end_sentence(misprint.title)} {misprint.pitch}"


def _in_other_words(about: _About) -> Iterator[str]:
    """Yields hand-written clues to the film's title that the question hasn't used."""
    for kind, leads in _CLUES.items():
        clue = about.pool.clue(about.film.key, kind)
        if clue and clue != about.clue:
            yield f"{vary(about.film.id, *leads).format(about.it)} “{clue}”"


def _joke(about: _About) -> str:
    """Plays with the film's title."""
    jokes = [*filter(None, [_one_letter_away(about)]), *_in_other_words(about)]
    return vary(about.film.title, *jokes) if jokes else ""


# What to say if there is no joke to make about the title.
_PALETTE: Sequence[Callable[[_About], str]] = (
    _busy_year, _director_in_cast, _face_in_the_crowd, _reunion, _another_genre,
)  # fmt: skip


# --- Several films --------------------------------------------------------------------------------


def joke_about_title(pool: Pool, films: Sequence[KnownFilm]) -> str:
    """Makes a joke about the title of the first film that has one; "" if none does."""
    for film in films:
        about = _About(pool, film, it=spoken_title(film.title))
        if line := _joke(about):
            return end_sentence(line)
    return ""


def say_titles(pool: Pool, films: Sequence[KnownFilm]) -> str:
    """Names the films that a puzzle was about, one of them also by a clue to its title."""
    for film in films:
        if alias := pool.clue(film.key, "synonym") or pool.clue(film.key, "riddle"):
            titles = [spoken_title(f.title) for f in (*(f for f in films if f != film), film)]
            return end_sentence(f"{join_titles(titles)}, alias “{alias}”")
    return end_sentence(join_titles([spoken_title(film.title) for film in films]))


def say_another(pool: Pool, star: PersonKey, films: Sequence[KnownFilm]) -> str:
    """Names another film with a star, and who else is in it; "" if there is none."""
    for other in map(pool.film, pool.films_of(star)):
        if other not in films and star in stars(pool, other):
            co_star = "".join(f", with {pool.name(p)}" for p in co_stars(pool, star, other)[:1])
            name = family_name(pool.name(star))
            line = f"{name} is also in {name_film(pool, other)}{co_star}"
            return end_sentence(upper_first(line))
    return ""


def say_years_apart(films: Sequence[KnownFilm]) -> str:
    """Says when two films came out; "" if in the same year, or if sources disagree."""
    first, last = sorted(films, key=lambda film: film.year)
    gap = last.year - first.year
    if not gap or first.is_year_disputed or last.is_year_disputed:
        return ""
    titles = spoken_title(first.title), spoken_title(last.title)
    return f"{titles[0]} came out in {first.year}, {titles[1]} {say_years(gap)} later."


def say_who_made(pool: Pool, first: KnownFilm, second: KnownFilm) -> str:
    """Says who directed two films."""
    [name], [other_name] = (map(pool.name, film.directors) for film in (first, second))
    if name == other_name:
        gap = abs(first.year - second.year)
        return f"{name} made both, {say_years(gap)} apart." if gap else f"{name} made both."
    return end_sentence(
        f"{name} made {spoken_title(first.title)}, and {other_name} made"
        f" {spoken_title(second.title)}"
    )


def say_span(pool: Pool, star: PersonKey, films: Sequence[KnownFilm]) -> str:
    """Says how many years of a star's career these films span; "" if not many."""
    first, *_, last = sorted(films, key=lambda film: film.year)
    gap = last.year - first.year
    if gap < _LONG or first.is_year_disputed or last.is_year_disputed:
        return ""
    titles = f"From {spoken_title(first.title)} to {spoken_title(last.title)}"
    return end_sentence(f"{titles}: {gap} years of {family_name(pool.name(star))}")
