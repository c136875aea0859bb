"""Makes the pictures for the README and the guides: python docs/make_screens.py [FOLDER]"""

import io
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from heartcli.catalogue.search.filters import FilmFilter
from heartcli.filmfile import load
from heartcli.library import films
from heartcli.lookup import sections
from heartcli.lookup.timeline import timeline
from heartcli.output import draw, quiz_text
from heartcli.output.rich import quiz
from heartcli.output.rich.page import Page
from heartcli.quiz.rounds.build import RoundRequest
from heartcli.quiz.rounds.film_source import build_film_round
from heartcli.quiz.rounds.play import (
    PlayedQuestion,
    QuestionState,
    RoundResult,
    correct_order,
    judge_reply,
)
from heartcli.storage import paths

HERE = Path(__file__).parent / "screens"
FILM = load(paths.bundled_dir() / "film.toml")


THEME = TerminalTheme(  # background, text, and the eight colours of a terminal
    (26, 27, 32), (222, 222, 222),
    [(60, 60, 66), (226, 106, 106), (126, 200, 126), (222, 190, 116), (112, 144, 250),
     (222, 126, 205), (98, 192, 212), (222, 222, 222)],
)  # fmt: skip
TODAY = date(2026, 11, 24)
ROUND = build_film_round([FILM], (), RoundRequest(seed="23"), Random(), print)  # noqa: S311
# Wrong replies, by question number. All other questions are answered correctly.
SAID = {3: "Universal", 7: "Humpty Dumpty"}


def _looked(command: str) -> Callable[[Page], None]:
    return lambda page: draw(sections.lookup(command, FILM, spoilers=False), page)


def _found(query: str) -> Callable[[Page], None]:
    result = films.search_films(query, FilmFilter(), films.Selection(4), print)
    return lambda page: draw(result, page)


def _played() -> list[PlayedQuestion]:
    """Returns the questions of the round, with replies."""
    played = []
    for number, drawn in enumerate(ROUND.questions, 1):
        right = correct_order(drawn) if drawn.form == "order" else drawn.question.answer.text
        reply = SAID.get(number, right)
        judged = judge_reply(drawn, reply)
        played.append(PlayedQuestion(drawn, reply, judged.verdict, judged.why))
    return played


def _question(page: Page) -> None:
    asked = QuestionState(1, len(ROUND.questions), ROUND.questions[0], [])
    quiz.draw_head(asked, page, _played()[0])
    quiz.draw_verdict(asked, _played()[0], page, has_panel=False)
    page.blank()
    quiz.draw_keys(quiz_text.verdict_keys("x"), page)


def _end(page: Page) -> None:
    ended = RoundResult(_played(), len(ROUND.questions), ROUND.command, [0, 3, 7])
    quiz.draw_result(ended, page, TODAY)


SCREENS: dict[str, Callable[[Page], None]] = {
    "film": _looked("film"),
    "reception": _looked("reception"),
    "timeline": lambda page: draw(timeline(FILM, spoilers=False), page),
    "films godfather 2": _found("godfather 2"),
    "quiz": _question,
    "quiz --seed 23": _end,
}


def picture(command: str, width: int = 80, lines: int = 32) -> str:
    """Returns the first lines of a command's screen as SVG."""
    drawn = Console(
        width=width,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        markup=False,
        emoji=False,
    )
    page = Page(drawn, unicode=True)
    SCREENS[command](page)
    drawn.print(page.render(), soft_wrap=True)
    rows = list(Text.from_ansi(drawn.file.getvalue()).split("\n"))  # type: ignore[attr-defined]
    if len(rows) > lines:  # end with a whole block
        rows = rows[: max(i for i in range(lines + 1) if not re.search(r"\w", rows[i].plain))]
    console = Console(
        width=width, file=io.StringIO(), record=True, force_terminal=True, color_system="truecolor"
    )
    console.print(Text("\n").join(rows))
    return console.export_svg(title=f"heart {command}", theme=THEME, unique_id="heart")


def name(command: str) -> str:
    """Returns the file name of a command's picture."""
    return re.sub(r"\W+", "-", command) + ".svg"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] else HERE
    folder.mkdir(parents=True, exist_ok=True)
    for command in SCREENS:
        (folder / name(command)).write_text(picture(command), encoding="utf-8")
        print(folder / name(command))
