"""The screens of `heart who`: a person's films, a chain between two people, a character's parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.page import INDENT, Page
from heartcli.output.rich.palette import HEADING, NAME, QUIET
from heartcli.output.rich.table import Table
from heartcli.text.display import join_with_and, plural

if TYPE_CHECKING:  # importing them all would slow start-up
    from heartcli.library.chains import Chain, Link
    from heartcli.library.characters import CharacterSearch, Part
    from heartcli.library.credits import FilmCredit
    from heartcli.library.people import Filmography


def draw_filmography(result: Filmography, page: Page) -> None:
    people = page.untrusted(" and ".join(result.people), HEADING)
    page.head(people, plural(len(result.films), "film"))
    if not result.films:
        page.prose(page.trusted("No films in common" if len(result.people) > 1 else "No films"))
    rows = [(film, page.untrusted(film.title, NAME)) for film in result.films]
    _draw_films(page, rows)
    page.footer(*_namesakes(result.namesake_counts, page))


def _draw_films(page: Page, films: Sequence[tuple[FilmCredit, Text]]) -> None:
    years = [str(film.year) for film, _ in films]
    shown = [year if year != before else "" for before, year in pairwise(["", *years])]
    rows = [[page.trusted(year), title] for year, (_, title) in zip(shown, films, strict=True)]
    heads = [page.trusted(head, QUIET) for head in ("Year", "Title")]
    table = Table(page, [heads, *rows])
    table.head(heads)
    for row in rows:
        table.draw(row)


def _namesakes(counts: dict[str, int], page: Page) -> Iterable[Text]:
    for name, count in counts.items():
        yield page.untrusted(f"Includes films of {count} people called {name}", QUIET)


def draw_chain(result: Chain, page: Page) -> None:
    people = page.untrusted(" and ".join(result.people), HEADING)
    page.head(people, plural(len(result.links), "film") if result.links else "no chain")
    if not result.links:
        names = join_with_and([*result.people])
        page.prose(page.untrusted(f"No chain of films links {names}"))
    for link in result.links:
        page.prose(page.untrusted(link.start, NAME))
        _draw_link(link, page)
    if result.links:
        page.prose(page.untrusted(result.people[1], NAME))
    notes = [page.untrusted(link.doubt, QUIET) for link in result.links if link.doubt]
    if result.goes_by_names and not notes:
        text = "People go by their names here, so a link may be two people with one name"
        notes.append(page.trusted(text, QUIET))
    page.footer(*notes, *_namesakes(result.namesake_counts, page))


def _draw_link(link: Link, page: Page) -> None:
    lead = page.trusted(" " * INDENT * 2 + str(link.film.year))
    page.hang(lead, page.untrusted(link.film.title), indent=INDENT * 2 + 6)


def draw_parts(result: CharacterSearch, page: Page) -> None:
    page.head(page.untrusted(result.query, HEADING), plural(result.total, "part"))
    _draw_films(page, [(part.film, _part(part, page)) for part in result.parts])


def _part(part: Part, page: Page) -> Text:
    return page.untrusted(part.film.title, NAME) + page.untrusted(
        f", {part.character}: {part.performer}"
    )
