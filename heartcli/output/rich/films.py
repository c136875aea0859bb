"""The screen of films that a search or a filter lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from heartcli.catalogue.search.sorting import CRITICS, OWN_RATING
from heartcli.library.details import common_measure
from heartcli.output.rich.page import INDENT, MEDIUM, Page
from heartcli.output.rich.palette import HEADING, NAME, QUIET
from heartcli.output.rich.table import Table
from heartcli.text.display import format_number, join_with_and, plural

if TYPE_CHECKING:
    from heartcli.library.film_list import FilmMatch, FilmSearchResult

_UNKNOWN = "–"
# The heads of ratings, and what they stand for; others go by their name.
_HEADS = {"Tomatometer": "RT", "Metacritic": "MC"}
_MEANINGS = {
    "Tomatometer": "RT is the Tomatometer", "Metacritic": "MC is the Metascore",
    "IMDb": "IMDb is its users' average rating", "TMDb": "TMDb is its users' average rating",
}  # fmt: skip
_MAX_HEAD = 8  # columns; a longer name is explained below the table
_PERCENT = 100
# The first films of each order, then of the reverse.
_ORDERS = {
    "popularity": ("Best known", "Least known"), "year": ("Oldest", "Newest"),
    "title": ("A to Z", "Z to A"), "minutes": ("Longest", "Shortest"),
    "rating": ("Best rated", "Worst rated"), "votes": ("Most votes", "Fewest votes"),
    "box-office": ("Highest box office", "Lowest box office"),
}  # fmt: skip


class _Column(NamedTuple):
    head: str
    cells: list[Text]
    is_right: bool = False
    is_elastic: bool = False


def draw_matches(result: FilmSearchResult, page: Page) -> None:
    films = result.films or list(result.closest)
    if not films:
        return
    shown = "closest titles" if result.closest else plural(result.total, "film")
    if len(films) < result.total:
        shown = f"{len(films):,} of {result.total:,}"
    subject = page.untrusted(f": {result.subject}") if result.subject else Text()
    page.head(page.trusted("Films", HEADING) + subject, shown)
    measure = result.measure
    if measure in ("", OWN_RATING) or _sort_key(result) != "rating":
        measure = common_measure(film.details for film in films)
    _draw_table(page, result, films, measure)
    _draw_footer(page, result, films, measure)


def _sort_key(result: FilmSearchResult) -> str:
    return result.order.key if result.order else ""


def _draw_table(
    page: Page, result: FilmSearchResult, films: Sequence[FilmMatch], measure: str
) -> None:
    columns = list(_columns(page, result, films, measure))
    heads = [page.trusted(column.head, QUIET) for column in columns]
    rows = list(zip(*(column.cells for column in columns), strict=True))
    right = [i for i, column in enumerate(columns) if column.is_right]
    elastic = [i for i, column in enumerate(columns) if column.is_elastic]
    table = Table(page, [heads, *rows], right=right, elastic=elastic)
    table.head(heads)
    for film, row in zip(films, rows, strict=True):
        table.draw(row)
        if page.width < MEDIUM and (about := _about(page, film)):
            page.prose(about, indent=2 * INDENT)


def _columns(
    page: Page, result: FilmSearchResult, films: Sequence[FilmMatch], measure: str
) -> Iterator[_Column]:
    """Yields the columns that fit the page and have something to show."""
    key = _sort_key(result)
    yield _Column("Title", [_title(page, film) for film in films], is_elastic=True)
    yield _Column("Year", [page.trusted(str(film.year)) for film in films])
    if page.width >= MEDIUM:
        directors = [page.untrusted(", ".join(film.directors) or _UNKNOWN) for film in films]
        yield _Column("Director", directors, is_elastic=True)
    if page.is_wide:
        genres = [page.untrusted(", ".join(film.genres) or _UNKNOWN) for film in films]
        yield _Column("Genres", genres, is_elastic=True)
    yield _numbers(page, "min", [film.details.minutes for film in films])
    yield from _own_columns(page, films)
    if measure:
        head = _HEADS.get(measure, measure)
        scores = [_score(film, measure) for film in films]
        yield _texts(page, head if len(head) <= _MAX_HEAD else "Rating", scores)
    if key == "votes":
        votes = [rating.votes if (rating := film.score(result.measure)) else None for film in films]
        yield _numbers(page, _votes_head(result), votes)
    if key == "box-office" or page.is_wide:
        dollars = [film.details.box_office for film in films]
        if any(dollars) or key == "box-office":
            cells = ["" if amount is None else f"${format_number(amount)}" for amount in dollars]
            yield _texts(page, "Box office", cells)


def _votes_head(result: FilmSearchResult) -> str:
    return "Reviews" if result.measure in CRITICS else "Votes"


def _own_columns(page: Page, films: Sequence[FilmMatch]) -> Iterator[_Column]:
    """Yields the user's own ratings and viewings, if there are any."""
    if any(film.viewing.ratings for film in films):
        yield _texts(page, "Yours", [str(film.score(OWN_RATING) or "") for film in films])
    if page.width >= MEDIUM and any(map(_seen, films)):
        yield _texts(page, "Seen", list(map(_seen, films)))


def _seen(film: FilmMatch) -> str:
    if film.viewing.watched:
        return film.viewing.watched.words
    return "not yet" if film.viewing.is_on_watchlist else ""


def _numbers(page: Page, head: str, numbers: Sequence[int | None]) -> _Column:
    return _texts(page, head, ["" if n is None else format_number(n) for n in numbers])


def _texts(page: Page, head: str, texts: Sequence[str]) -> _Column:
    """Returns a column of values, aligned right."""
    return _Column(head, [page.untrusted(text or _UNKNOWN) for text in texts], is_right=True)


def _title(page: Page, film: FilmMatch) -> Text:
    kind = page.untrusted(f", {film.kind}") if film.kind else Text()
    return page.untrusted(film.title, NAME) + kind


def _about(page: Page, film: FilmMatch) -> Text:
    """Returns what has no room beside a title: the directors, and when it was watched."""
    watched = film.viewing.watched
    seen = f"watched {watched.words}" if watched else _seen(film) and "on your watchlist"
    return page.join(map(page.untrusted, (", ".join(film.directors), seen)), "; ")


def _score(film: FilmMatch, measure: str) -> str:
    rating = film.score(measure)
    if not rating:
        return ""
    return f"{rating.score:.0f}" if rating.out_of >= _PERCENT else f"{rating.score:.1f}"


def _draw_footer(
    page: Page, result: FilmSearchResult, films: Sequence[FilmMatch], measure: str
) -> None:
    page.footer(_next_steps(page, result), page.untrusted(_origin(result, films, measure), QUIET))


def _next_steps(page: Page, result: FilmSearchResult) -> Text:
    """Says how the films are sorted, and which options show more of them or sort them anew."""
    if len(result.films) <= 1:
        return Text()
    parts = [page.trusted(f"{_order(result)}.", QUIET)]
    if len(result.films) < result.total and not result.is_random:
        option = page.command("--limit 0")
        parts.append(page.trusted("All of them: ", QUIET) + option + page.trusted(".", QUIET))
    key = "rating" if _sort_key(result) == "minutes" else "minutes"
    parts.append(page.trusted("Another order: ", QUIET) + page.command(f"--sort {key}"))
    return page.join(parts)


def _order(result: FilmSearchResult) -> str:
    if result.is_random and not result.order:
        return "Picked at random"
    if result.order:
        key, is_reversed = result.order
        if key == "votes" and result.measure in CRITICS:
            return "Least reviewed first" if is_reversed else "Most reviewed first"
        first = _ORDERS[key][is_reversed]
        return first if key == "title" else f"{first} first"
    if result.query:
        return "Closest titles first"
    return "Your shelf first, then the best known" if result.films[0].path else "Best known first"


def _origin(result: FilmSearchResult, films: Sequence[FilmMatch], measure: str) -> str:
    """Says whose ratings are shown, and where everything comes from."""
    parts: list[str] = []
    scales = {score.out_of for film in films if (score := film.score(measure))}
    if measure and len(scales) == 1:
        meaning = _MEANINGS.get(measure, f"Ratings are by {measure}")
        parts.append(f"{meaning}, of {scales.pop():g}.")
    files = [film.title for film in films if film.path]
    of_file = f"for {join_with_and(files)} its film file" if result.origins else "the film file"
    origins = "; ".join([*result.origins, *([of_file] if files else [])])
    source = "Sources" if len(result.origins) > 1 else "Source"
    parts.append(f"{source}: {origins}" if origins else "")
    return " ".join(filter(None, parts))
