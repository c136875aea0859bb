"""Plays a round: brings together its questions, who replies, the screen, and the progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from heartcli.cli.film_argument import load_film, replay_argument
from heartcli.errors import HeartError
from heartcli.library.shelf import Shelf
from heartcli.output.keyboard import KeyInput, LineInput
from heartcli.output.plain_quiz import PlainScreen
from heartcli.output.terminal import Terminal
from heartcli.quiz.progress import database
from heartcli.quiz.progress.database import ProgressError
from heartcli.quiz.progress.store import FILE_NAME, Attempt, Progress, SavedAttempt
from heartcli.quiz.rounds import build
from heartcli.quiz.rounds.build import QuestionSet, RoundOrigin, load_films, regenerate_questions
from heartcli.quiz.rounds.play import InputSource, Round, RoundResult, Screen
from heartcli.storage import paths

if TYPE_CHECKING:
    from heartcli.catalogue.search.films import FilmFilter
    from heartcli.quiz.progress.statistics import Stats
    from heartcli.quiz.rounds.draw import QuestionFilter


class PlayOptions(NamedTuple):
    """How a round is played."""

    plain: bool = False
    replies_file: str = ""  # a file of them, "-" for standard input
    seconds: float | None = None
    save: bool = True


def paper(
    terminal: Terminal,
    film: list[str] | None,
    *,
    shelf: bool,
    wanted: FilmFilter | None,
    wish: QuestionFilter,
    start: tuple[str, date | None, bool],
) -> QuestionSet:
    """The questions of a round: about a film, all on the shelf, or films of the catalogue.

    `start` is a seed or "", the day of a round of the day, and whether to leave out what was seen
    lately. Raises HeartError where there are none.
    """
    seed, day, fresh = start
    if wanted is not None:
        named = ("--catalogue", *wanted.options())
        return build.build_catalogue_round(
            wanted, wish, RoundOrigin(seed, day, named, fresh), terminal.message
        )
    asked = Shelf(terminal.message).load_films() if shelf else [load_film(film, terminal.message)]
    told = "--shelf" if shelf else replay_argument(asked[0], film, terminal.message)
    return build.build_round(
        asked, wish, RoundOrigin(seed, day, (told,) if told else (), fresh), terminal.message
    )


def play_round(terminal: Terminal, paper: QuestionSet, manner: PlayOptions, now: datetime) -> None:
    """Plays a round and tells how it ended."""
    today = now.date()
    with ExitStack() as stack:
        player, on_terminal = _player(terminal, manner, stack)
        keeper = stack.enter_context(_keeper(terminal, paper, now, save=manner.save))
        screen = _screen(terminal, today, plain=manner.plain, prompt=on_terminal)
        played = Round(paper.questions, player, screen, keeper, today)
        played.play()
        screen.show_result(
            RoundResult(played.played, len(paper.questions), paper.command, keeper.coming(today))
        )


def _player(terminal: Terminal, manner: PlayOptions, stack: ExitStack) -> tuple[InputSource, bool]:
    """Who replies, and whether that is somebody at a terminal."""
    if manner.replies_file not in ("", "-"):
        try:
            return LineInput(stack.enter_context(Path(manner.replies_file).open("rb"))), False
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise HeartError(f"{manner.replies_file} can't be read: {why}") from error
    if manner.replies_file or not terminal.is_interactive:
        return LineInput(terminal.stdin.buffer), False
    return KeyInput(terminal, manner.seconds), True


def _screen(terminal: Terminal, today: date, *, plain: bool, prompt: bool) -> Screen:
    if plain:
        return PlainScreen(terminal, today, prompt=prompt)
    from heartcli.output.rich.quiz import RichScreen  # plain lines need no Rich

    return RichScreen(terminal, today, prompt=prompt)


class _Keeper:
    """Saves into the player's progress; goes on without it where that is no longer possible."""

    def __init__(self, terminal: Terminal, progress: Progress | None) -> None:
        self._terminal = terminal
        self._progress = progress

    def save(self, answered: Attempt, today: date) -> SavedAttempt:
        """Saves an answer."""
        return self._try(lambda progress: progress.save(answered, today)) or SavedAttempt(0, None)

    def amend(self, saved: SavedAttempt, answered: Attempt, today: date) -> None:
        """Replaces an answer that was asked back."""
        self._try(lambda progress: progress.amend(saved, answered, today))

    def coming(self, today: date) -> list[int] | None:
        """What is due; None where nothing is saved."""
        coming: list[int] | None = self._try(lambda progress: progress.due_per_day(today))
        return coming

    def _try(self, work: Callable[[Progress], Any]) -> Any:
        if self._progress is None:
            return None
        try:
            return work(self._progress)
        except ProgressError as error:
            self._terminal.message(f"{error}; the round goes on and is not saved")
            self._progress.close()
            self._progress = None
            return None

    def close(self) -> None:
        """Leaves the file in order."""
        if self._progress is not None:
            self._progress.close()


@contextmanager
def _keeper(
    terminal: Terminal, paper: QuestionSet, now: datetime, *, save: bool
) -> Iterator[_Keeper]:
    progress: Progress | None = None
    if save:
        try:
            progress = open_progress(terminal)
        except HeartError as error:
            terminal.message(f"{error}; the round is played and not saved")
        else:
            film = paper.films[0].id if len(paper.films) == 1 else ""
            progress.start_round(now, film, paper.command, len(paper.questions))
    with closing(_Keeper(terminal, progress)) as keeper:
        yield keeper


def open_progress(terminal: Terminal) -> Progress:
    """The player's progress. Raises HeartError where it can't be used."""
    return Progress(paths.user_file(FILE_NAME), terminal.message)


def open_progress_read_only(terminal: Terminal) -> Progress:
    """The player's progress, to be read only: nothing is written where nothing was."""
    return Progress(paths.user_file(FILE_NAME), terminal.message, database.connect_read_only)


def load_stats(terminal: Terminal, today: date) -> Stats:
    """The player's scores. Raises HeartError where progress can't be read."""
    from heartcli.quiz.progress.statistics import compute_stats  # a round has no need of it

    with closing(open_progress_read_only(terminal)) as progress:
        return compute_stats(progress, today, partial(_there, terminal))


def _there(terminal: Terminal, film: str, ids: set[str]) -> set[str]:
    return {
        question
        for one in load_films({film}, terminal.message)
        for question in regenerate_questions(one, ids, terminal.message)
    }
