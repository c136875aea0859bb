"""The screens of `heart who`: a person's films, a chain between two people, a character's parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.catalogue.codec import CAST
from heartcli.library.details import common_measure
from heartcli.output.rich.columns import (
    Column,
    describe_origins,
    describe_rating,
    draw_columns,
    number_column,
    rating_column,
)
from heartcli.output.rich.ink import UNKNOWN
from heartcli.output.rich.layout import MEDIUM
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import HEADING, NAME, QUIET
from heartcli.text.display import in_sentence_case, join_with_and, plural

if TYPE_CHECKING:  # importing them all would slow start-up
    from heartcli.library.chains import Chain
    from heartcli.library.characters import CharacterSearch
    from heartcli.library.credits import FilmCredit
    from heartcli.library.people import Filmography
_MAX_GENRES = 3
_ACTING = "Credits are for acting unless noted."


def draw_filmography(result: Filmography, page: Page) -> None:
    people = page.untrusted(join_with_and(result.people), HEADING)
    page.head(people, _count_films(result.films))
    if not result.films:
        page.prose(page.trusted("No films in common" if len(result.people) > 1 else "No films"))
        return
    _draw_films(page, result.films, [_roles(film, result.people) for film in result.films])
    is_noted = all(_role(film, name) for film in result.films for name in result.people)
    conventions = [] if is_noted else [_ACTING]
    warnings = _namesakes(result.namesake_counts)
    _draw_footer(page, result.films, result.origins, conventions, warnings)


def _count_films(films: Sequence[FilmCredit]) -> str:
    """Says how many films heart knows, and where: few filmographies are complete."""
    if not films:
        return "0 films"
    is_on_shelf = all(film.is_on_shelf for film in films)
    return f"{plural(len(films), 'film')} {'on your shelf' if is_on_shelf else 'in the catalogue'}"


def _draw_films(page: Page, films: Sequence[FilmCredit], roles: Sequence[str]) -> None:
    """Draws films by year, with roles behind the titles."""
    columns = [_years(page, films), _titles(page, films, roles)]
    columns += _director_and_details(page, films)
    draw_columns(page, columns, _directors(page, films), title=1)


def _titles(
    page: Page, films: Sequence[FilmCredit], roles: Sequence[str], style: str = NAME
) -> Column:
    cells = [
        page.untrusted(film.title, style) + page.untrusted(role and f", {role}")
        for film, role in zip(films, roles, strict=True)
    ]
    return Column("Title", cells, is_elastic=True)


def _years(page: Page, films: Iterable[FilmCredit]) -> Column:
    """Returns the column of years, each shown once."""
    years = [str(film.year) for film in films]
    shown = [year if year != before else "" for before, year in pairwise(["", *years])]
    return Column("Year", list(map(page.trusted, shown)))


def _directors(page: Page, films: Iterable[FilmCredit]) -> list[Text]:
    return [page.untrusted(", ".join(film.directors)) for film in films]


def _director_and_details(page: Page, films: Sequence[FilmCredit]) -> Iterator[Column]:
    """Yields the columns that fit beside a title."""
    if page.width >= MEDIUM:
        directors = [text or page.trusted(UNKNOWN) for text in _directors(page, films)]
        yield Column("Director", directors, is_elastic=True)
    if page.is_wide:
        genres = [page.untrusted(_genres(film) or UNKNOWN) for film in films]
        yield Column("Genres", genres, is_elastic=True)
    yield from _details(page, films)


def _genres(film: FilmCredit) -> str:
    """Returns a few of a film's genres; more would make titles wrap."""
    return in_sentence_case(film.genres[:_MAX_GENRES])


def _details(page: Page, films: Sequence[FilmCredit]) -> Iterator[Column]:
    yield number_column(page, "min", [film.details.minutes for film in films])
    if measure := common_measure(film.details for film in films):
        yield rating_column(page, measure, [film.details.rating(measure) for film in films])


def _draw_footer(
    page: Page,
    films: Sequence[FilmCredit],
    origins: Sequence[str],
    conventions: Iterable[str],
    warnings: Iterable[str],
) -> None:
    """Draws the conventions of the list, warnings, and the sources."""
    measure = common_measure(film.details for film in films)
    ratings = describe_rating(measure, [film.details.rating(measure) for film in films])
    on_shelf = list(dict.fromkeys(film.title for film in films if film.is_on_shelf))
    has_more = page.is_wide and any(len(film.genres) > _MAX_GENRES for film in films)
    genres = f"At most {_MAX_GENRES} genres are shown." if has_more else ""
    lines = [*warnings, " ".join(filter(None, (*conventions, genres, ratings)))]
    lines.append(describe_origins(origins, on_shelf))
    page.footer(*(page.untrusted(line, QUIET) for line in lines))


def _roles(film: FilmCredit, people: Sequence[str]) -> str:
    """Returns people's roles in a film; "" if they only acted: "as Hank (Frederic Forrest)"."""
    if len(people) == 1:
        return _role(film, people[0])
    return "; ".join(f"{role} ({name})" for name in people if (role := _role(film, name)))


def _role(film: FilmCredit, person: str) -> str:
    """Returns a person's characters and jobs: "as Frannie", "director and writer"."""
    credits_ = film.roles[person]
    parts = [part for job, part in credits_ if job == CAST]
    names = dict.fromkeys(_lower(job) for job, _ in credits_ if job != CAST)
    jobs = join_with_and([*names])
    characters = ", ".join(f"as {part}" for part in parts if part)
    return ", ".join(filter(None, (characters, f"also {jobs}" if jobs and parts else jobs)))


def _lower(job: str) -> str:
    """Returns a job in lower case, but keeps capitals that may be those of a name."""
    if re.fullmatch("[A-Z][a-z]+(?: (?:of|and|[A-Z][a-z]+))*", job):
        return job.lower()
    return job[:1].lower() + job[1:] if job[1:2].islower() else job


def _namesakes(counts: dict[str, int]) -> list[str]:
    return [f"Includes films of {count} people called {name}." for name, count in counts.items()]


def draw_chain(result: Chain, page: Page) -> None:
    people = page.untrusted(join_with_and(result.people), HEADING)
    page.head(people, f"{plural(len(result.links), 'film')} apart" if result.links else "no chain")
    if not result.links:
        names = join_with_and([*result.people])
        page.prose(page.untrusted(f"No chain of films links {names}."))
        return
    films = [link.film for link in result.links]
    roles = [_roles(link.film, (link.start, link.end)) for link in result.links]
    columns = [Column("Year", [page.trusted(str(film.year)) for film in films])]
    columns += [_titles(page, films, roles, style=""), *_director_and_details(page, films)]
    people_before = [page.untrusted(link.start, NAME) for link in result.links]
    draw_columns(page, columns, _directors(page, films), title=1, leads=people_before)
    page.prose(page.untrusted(result.people[1], NAME))
    doubts = [f"{link.doubt}." for link in result.links if link.doubt]
    if result.goes_by_names and not doubts:
        doubts.append("People are matched by name only, so one name may stand for two people.")
    doubts += [f"{result.left_out}."] if result.left_out else []
    doubts += _namesakes(result.namesake_counts)
    _draw_footer(page, films, result.origins, [_ACTING], doubts)


def draw_parts(result: CharacterSearch, page: Page) -> None:
    films = [part.film for part in result.parts]
    shown = plural(result.total, "part")
    if len(films) < result.total:
        shown = f"{len(films):,} of {result.total:,}"
    page.head(page.untrusted(result.query, HEADING), shown)
    columns = [_years(page, films), _titles(page, films, [""] * len(films))]
    if page.width >= MEDIUM:
        characters = [page.untrusted(part.character) for part in result.parts]
        performers = [page.untrusted(part.performer) for part in result.parts]
        columns.append(Column("Character", characters, is_elastic=True))
        columns.append(Column("Played by", performers, is_elastic=True))
    notes = [page.untrusted(f"{part.performer} as {part.character}") for part in result.parts]
    draw_columns(page, [*columns, *_details(page, films)], notes, title=1)
    best_known = ["Only the best-known parts are shown."] if len(films) < result.total else []
    _draw_footer(page, films, result.origins, best_known, [])
