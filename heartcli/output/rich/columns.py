"""The columns that lists of films share: running times and ratings, with their meanings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.text import Text

from heartcli.library.details import Score
from heartcli.output.rich.ink import UNKNOWN
from heartcli.output.rich.layout import INDENT, MEDIUM
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import QUIET
from heartcli.output.rich.table import Table
from heartcli.text.display import format_number, join_with_and

# The column heads of ratings, and their meanings; other ratings go by their name.
_HEADS = {"Tomatometer": "RT", "Metacritic": "MC"}
_MEANINGS = {
    "Tomatometer": "RT is the Tomatometer", "Metacritic": "MC is the Metascore",
    "IMDb": "IMDb is its users' average rating", "TMDb": "TMDb is its users' average rating",
}  # fmt: skip
_MAX_HEAD = 8  # columns; a longer name is explained below the table
_PERCENT = 100


class Column(NamedTuple):
    """A column of a list, with a cell for each film."""

    head: str
    cells: Sequence[Text]
    is_right: bool = False
    is_elastic: bool = False


def draw_columns(
    page: Page,
    columns: Sequence[Column],
    notes: Sequence[Text],
    *,
    title: int,
    leads: Sequence[Text] = (),
) -> None:
    """Draws a list of films, each below its lead if there are any.

    On a narrow page, a film's note stands under its title, in the column `title`.
    """
    heads = [page.trusted(column.head, QUIET) for column in columns]
    rows = list(zip(*(column.cells for column in columns), strict=True))
    right = [i for i, column in enumerate(columns) if column.is_right]
    elastic = [i for i, column in enumerate(columns) if column.is_elastic]
    indent = 2 * INDENT if leads else INDENT
    table = Table(page, [heads, *rows], right=right, elastic=elastic, indent=indent)
    table.head(heads)
    for i, row in enumerate(rows):
        page.prose(*leads[i : i + 1])
        table.draw(row)
        if page.width < MEDIUM:
            page.prose(notes[i], indent=table.start(title) + INDENT)


def number_column(page: Page, head: str, numbers: Iterable[int | None]) -> Column:
    """Returns a column of numbers."""
    return text_column(page, head, ("" if n is None else format_number(n) for n in numbers))


def text_column(page: Page, head: str, texts: Iterable[str]) -> Column:
    """Returns a column of values, aligned right."""
    return Column(head, [page.untrusted(text or UNKNOWN) for text in texts], is_right=True)


def rating_column(page: Page, measure: str, scores: Iterable[Score | None]) -> Column:
    """Returns a column of one kind of ratings."""
    head = _HEADS.get(measure, measure)
    texts = [_format_score(score) if score else "" for score in scores]
    return text_column(page, head if len(head) <= _MAX_HEAD else "Rating", texts)


def _format_score(score: Score) -> str:
    return f"{score.score:.0f}" if score.out_of >= _PERCENT else f"{score.score:.1f}"


def describe_rating(measure: str, scores: Iterable[Score | None]) -> str:
    """Explains a rating column: who gives the ratings, and on what scale; "" without ratings."""
    scales = {score.out_of for score in scores if score}
    if not measure or len(scales) != 1:
        return ""
    return f"{_MEANINGS.get(measure, f'Ratings are by {measure}')}, of {scales.pop():g}."


def describe_origins(origins: Sequence[str], titles_on_shelf: Sequence[str]) -> str:
    """Names the sources of a list, and the films that come from film files."""
    files = join_with_and(titles_on_shelf)
    of_file = f"for {files} its film file" if origins else "the film file"
    parts = "; ".join([*origins, *([of_file] if files else [])])
    source = "Sources" if len(origins) > 1 else "Source"
    return f"{source}: {parts}" if parts else ""
