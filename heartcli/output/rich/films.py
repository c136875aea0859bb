"""The screen of films that a search or a filter lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.catalogue.search.sorting import CRITICS, OWN_RATING
from heartcli.library.details import common_measure
from heartcli.output.rich.columns import (
    Column,
    describe_origins,
    describe_rating,
    draw_columns,
    number_column,
    rating_column,
    text_column,
)
from heartcli.output.rich.ink import UNKNOWN
from heartcli.output.rich.layout import GAP, INDENT, MEDIUM
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import HEADING, NAME, QUIET
from heartcli.text.display import format_number, in_sentence_case, join_with_and, plural

if TYPE_CHECKING:
    from heartcli.library.film_list import FilmMatch, FilmSearchResult

_MINUTES = "min"
_MIN_TITLE = 16  # columns
# The films that come first in each order, and in its reverse.
_ORDERS = {
    "popularity": ("Best known", "Least known"), "year": ("Oldest", "Newest"),
    "title": ("A to Z", "Z to A"), "minutes": ("Longest", "Shortest"),
    "rating": ("Best rated", "Worst rated"), "votes": ("Most votes", "Fewest votes"),
    "box-office": ("Highest box office", "Lowest box office"),
}  # fmt: skip


def draw_matches(result: FilmSearchResult, page: Page) -> None:
    films = result.films or list(result.closest)
    if not films:
        return
    shown = "closest titles" if result.closest else plural(result.total, "film")
    if len(films) < result.total:
        shown = f"{len(films):,} of {result.total:,}"
    subject = page.untrusted(f": {result.subject}") if result.subject else Text()
    page.head(page.trusted("Films", HEADING) + subject, shown)
    measure = _shown_measure(result, films)
    _draw_table(page, result, films, measure)
    _draw_footer(page, result, films, measure)


def _shown_measure(result: FilmSearchResult, films: Sequence[FilmMatch]) -> str:
    """Returns whose ratings to show: those that the films are sorted by, or that most have."""
    by_reviews = _sort_key(result) == "votes" and result.measure in CRITICS
    if result.measure in ("", OWN_RATING) or by_reviews:
        return common_measure(film.details for film in films)
    return result.measure


def _sort_key(result: FilmSearchResult) -> str:
    return result.order.key if result.order else ""


def _draw_table(
    page: Page, result: FilmSearchResult, films: Sequence[FilmMatch], measure: str
) -> None:
    columns = list(_columns(page, result, films, measure))
    fitting = _fitting(page, columns)
    moved = [column for column in columns if column not in fitting]
    notes = (
        page.join([_about(page, film), *(_in_words(page, column, i) for column in moved)], "; ")
        for i, film in enumerate(films)
    )
    draw_columns(page, fitting, [*notes] if page.width < MEDIUM else [], title=0)


def _fitting(page: Page, columns: Sequence[Column]) -> list[Column]:
    """Returns the columns that leave room for titles: the first two, then the last that fit."""
    title, year, *others = columns
    if page.width >= MEDIUM:
        return [*columns]
    room = page.width - INDENT - _MIN_TITLE
    fitting = [title]
    for column in (year, *reversed(others)):
        width = GAP + max(cell.cell_len for cell in (Text(column.head), *column.cells))
        if width <= room:
            fitting.append(column)
            room -= width
    return [column for column in columns if column in fitting]


def _in_words(page: Page, column: Column, row: int) -> Text:
    """Returns a value that has no room in a column, such as "102 min" or "IMDb 8.5"."""
    cell = column.cells[row]
    if cell.plain == page.trusted(UNKNOWN).plain:
        return Text()
    head = page.trusted(column.head)
    return page.join([cell, head] if column.head == _MINUTES else [head, cell])


def _columns(
    page: Page, result: FilmSearchResult, films: Sequence[FilmMatch], measure: str
) -> Iterator[Column]:
    """Yields the columns that fit the page and have something to show."""
    key = _sort_key(result)
    yield Column("Title", [_title(page, film) for film in films], is_elastic=True)
    yield Column("Year", [page.trusted(str(film.year)) for film in films])
    if page.width >= MEDIUM:
        directors = [page.untrusted(", ".join(film.directors) or UNKNOWN) for film in films]
        yield Column("Director", directors, is_elastic=True)
    if page.is_wide:
        genres = [page.untrusted(in_sentence_case(film.genres) or UNKNOWN) for film in films]
        yield Column("Genres", genres, is_elastic=True)
    yield number_column(page, _MINUTES, [film.details.minutes for film in films])
    yield from _own_columns(page, films)
    if measure:
        yield rating_column(page, measure, [film.score(measure) for film in films])
    if key == "votes":
        votes = [rating.votes if (rating := film.score(result.measure)) else None for film in films]
        yield number_column(page, _votes_head(result), votes)
    if key == "box-office" or page.is_wide:
        dollars = [film.details.box_office for film in films]
        if any(dollars) or key == "box-office":
            cells = ["" if amount is None else f"${format_number(amount)}" for amount in dollars]
            yield text_column(page, "Box office", cells)


def _votes_head(result: FilmSearchResult) -> str:
    return "Reviews" if result.measure in CRITICS else "Votes"


def _own_columns(page: Page, films: Sequence[FilmMatch]) -> Iterator[Column]:
    """Yields the user's own ratings and viewings, if there are any."""
    if any(film.viewing.ratings for film in films):
        yield text_column(page, "Yours", [str(film.score(OWN_RATING) or "") for film in films])
    if page.width >= MEDIUM and any(map(_is_worth_showing, films)):
        yield text_column(page, "Watched", list(map(_seen, films)))


def _is_worth_showing(film: FilmMatch) -> bool:
    """Whether a viewing says more than the user's rating."""
    viewing = film.viewing
    is_seen = viewing.is_seen and not viewing.ratings
    return bool(is_seen or viewing.watched or viewing.is_on_watchlist)


def _seen(film: FilmMatch) -> str:
    if film.viewing.watched:
        return film.viewing.watched.words
    return film.viewing.state


def _title(page: Page, film: FilmMatch) -> Text:
    title = page.untrusted(film.title, NAME)
    return title + page.untrusted(f", {film.kind}") if film.kind else title


def _about(page: Page, film: FilmMatch) -> Text:
    """Returns the details without room beside a title: the directors, and when it was watched."""
    viewing = film.viewing
    seen = (
        "on your watchlist"
        if viewing.is_on_watchlist
        else "seen"
        if viewing.is_seen and not viewing.ratings
        else ""
    )
    seen = f"watched {viewing.watched.words}" if viewing.watched else seen
    return page.join(map(page.untrusted, (", ".join(film.directors), seen)), "; ")


def _draw_footer(
    page: Page, result: FilmSearchResult, films: Sequence[FilmMatch], measure: str
) -> None:
    page.blank()
    if steps := list(_next_steps(page, result)):
        page.flow(steps, 1)
    for meaning in result.meanings:
        page.prose(page.untrusted(f"{meaning}.", QUIET), indent=0)
    page.prose(page.untrusted(_origin(result, films, measure), QUIET), indent=0)


def _next_steps(page: Page, result: FilmSearchResult) -> Iterator[Text]:
    """Yields the order of the films, and options that show more or sort them differently."""
    if result.total <= 1:
        return
    yield page.trusted(f"{_order(result)}.", QUIET)
    if len(result.films) < result.total and not result.is_random:
        limit = page.command("--limit 0") + page.trusted(".", QUIET)
        yield page.trusted("All of them: ", QUIET) + limit
    key = "rating" if _sort_key(result) == "minutes" else "minutes"
    yield page.trusted("Another order: ", QUIET) + page.command(f"--sort {key}")


def _order(result: FilmSearchResult) -> str:
    if result.is_random and not result.order:
        return "Picked at random"
    if result.order:
        key, is_reversed = result.order
        if key == "votes" and result.measure in CRITICS:
            return "Least reviewed first" if is_reversed else "Most reviewed first"
        if result.measure == OWN_RATING:
            return "Your lowest rating first" if is_reversed else "Your highest rating first"
        first = _ORDERS[key][is_reversed]
        return first if key == "title" else f"{first} first"
    if result.query:
        return "Closest titles first"
    return "Your shelf first, then the best known" if result.films[0].path else "Best known first"


def _origin(result: FilmSearchResult, films: Sequence[FilmMatch], measure: str) -> str:
    """Says whose ratings are shown, and where everything comes from."""
    meaning = describe_rating(measure, [film.score(measure) for film in films])
    files = [film.title for film in films if film.path]
    parts = (_whose_ratings(films), meaning, describe_origins(result.origins, files))
    return " ".join(filter(None, parts))


def _whose_ratings(films: Sequence[FilmMatch]) -> str:
    """Names the sources of the user's ratings if others rate a film differently."""
    if all(len(film.viewing.ratings) <= 1 for film in films):
        return ""
    sources = dict.fromkeys(film.viewing.rated_in[0] for film in films if film.viewing.ratings)
    return f"Yours is your rating in {join_with_and([*sources])}."
