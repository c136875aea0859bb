"""Makes the README's pictures with the program itself: python docs/make_screens.py [FOLDER]"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

from heartcli import lookup, places
from heartcli.filmfile import load
from heartcli.output import Result
from heartcli.search import search
from heartcli.views import draw
from heartcli.views.page import Page

HERE = Path(__file__).parent / "screens"
FILM = load(places.bundled() / "film.toml")


def _searched(query: str) -> Callable[[], Result]:
    return lambda: search(query, [FILM], spoilers=False, limit=3, one=FILM)


SCREENS: dict[str, Callable[[], Result]] = {
    "film": lambda: lookup.look("film", FILM, spoilers=False),
    "reception": lambda: lookup.look("reception", FILM, spoilers=False),
    "search kinsky tightrope": _searched("kinsky tightrope"),
}


def picture(command: str, width: int = 80, lines: int = 32) -> str:
    """A command's screen as SVG, its first lines."""
    drawn = Console(
        width=width,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        markup=False,
        emoji=False,
    )
    draw(SCREENS[command](), Page(drawn, unicode=True))
    first = "".join(drawn.file.getvalue().splitlines(keepends=True)[:lines])  # type: ignore[attr-defined]
    console = Console(
        width=width, file=io.StringIO(), record=True, force_terminal=True, color_system="truecolor"
    )
    console.print(Text.from_ansi(first))
    return console.export_svg(title=f"heart {command}", theme=DIMMED_MONOKAI, unique_id="heart")


def name(command: str) -> str:
    """The file of a command's picture."""
    return command.replace(" ", "-") + ".svg"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] else HERE
    folder.mkdir(parents=True, exist_ok=True)
    for command in SCREENS:
        (folder / name(command)).write_text(picture(command), encoding="utf-8")
        print(folder / name(command))
