"""The frame of every look-up: the film's title, the screen of the command, the sources."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.lookup.sections import citations_of
from heartcli.text.display import plural

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult, WholeFilm
    from heartcli.output.rich.page import Page


def draw_lookup(result: LookupResult, page: Page) -> None:
    """Draws the screen of a look-up, whose module has the command's name."""
    page.start_footnotes(result.film, citations_of(result))
    screen = import_module(f"heartcli.output.rich.{result.command}")
    if result.command == "film":
        screen.draw(result, page)
        return
    page.title(result.film, result.command)
    screen.draw(result, page)
    page.footer(hidden_line(result.hidden, page))


def hidden_line(count: int, page: Page) -> Text:
    """Returns how many spoilers are hidden, and the option that shows them; "" if none are."""
    if not count:
        return Text()
    return page.hint(f"{plural(count, 'spoiler')} hidden", "--spoilers")


def draw_whole_film(result: WholeFilm, page: Page) -> None:
    """Draws the screens of all look-ups, one below the other."""
    for number, part in enumerate(result.parts):
        if number:
            page.blank()
        draw_lookup(part, page)
