"""Builds and plays rounds: brings together films, input, screen and progress."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import date, datetime
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from heartcli import output
from heartcli.cli.film_argument import load_film, replay_argument
from heartcli.errors import HeartError
from heartcli.library.shelf import Shelf
from heartcli.output.keyboard import KeyInput, LineInput
from heartcli.output.plain_quiz import PlainScreen
from heartcli.output.terminal import Terminal
from heartcli.quiz.progress.database import ProgressError, connect_read_only
from heartcli.quiz.progress.store import FILE_NAME, Attempt, Progress, SavedAttempt
from heartcli.quiz.rounds.build import QuestionSet, RoundRequest, build_round
from heartcli.quiz.rounds.play import InputSource, Round, RoundResult, Screen
from heartcli.storage import paths
from heartcli.storage.files import os_errors

if TYPE_CHECKING:
    from heartcli.catalogue.search.films import FilmFilter
    from heartcli.quiz.progress.statistics import Stats
    from heartcli.quiz.questions.question import Form

_Result = TypeVar("_Result")


class PlayOptions(NamedTuple):
    """How a round is played."""

    plain: bool = False
    json: bool = False  # print the questions instead
    replies_file: str = ""  # "-" for standard input
    time_limit: float | None = None  # seconds for a question
    save: bool = True


def build_question_set(
    terminal: Terminal,
    film: list[str] | None,
    request: RoundRequest,
    *,
    shelf: bool,
    film_filter: FilmFilter | None,
) -> QuestionSet:
    """Builds a round about a film, all films on the shelf, or films of the catalogue.

    Raises HeartError if no question matches.
    """
    rng, notify = SystemRandom(), terminal.message
    if film_filter is not None:
        from heartcli.quiz.rounds.catalogue_source import build_catalogue_round

        return build_catalogue_round(film_filter, request, rng, notify)
    films = Shelf(notify).load_films() if shelf else [load_film(film, notify)]
    argument = "--shelf" if shelf else replay_argument(films[0], film, notify)
    return build_round(films, (argument,) if argument else (), request, rng, notify)


def build_practice_set(
    terminal: Terminal, today: date, forms: tuple[Form, ...], limit: int | None
) -> QuestionSet:
    """Builds a round of the questions that are due."""
    from heartcli.quiz.rounds.practice import build_practice

    with closing(open_progress_read_only(terminal)) as progress:
        due = progress.due_questions(today)
    return build_practice(due, forms, limit, SystemRandom(), terminal.message)


def play_round(
    terminal: Terminal, question_set: QuestionSet, options: PlayOptions, now: datetime
) -> None:
    """Plays a round and shows its result, or prints its questions as JSON."""
    if options.json:
        output.write_json(terminal, question_set.data())
        return
    today, questions = now.date(), question_set.questions
    with ExitStack() as stack:
        input_source, is_terminal = _open_input(terminal, options, stack)
        progress = stack.enter_context(closing(_open_sink(terminal, question_set, options, now)))
        screen = _screen(terminal, today, plain=options.plain, prompt=is_terminal)
        playing = Round(questions, input_source, screen, progress, today)
        playing.play()
        forecast = progress.due_forecast(today)
        screen.show_result(
            RoundResult(playing.played, len(questions), question_set.command, forecast)
        )


def _open_input(
    terminal: Terminal, options: PlayOptions, stack: ExitStack
) -> tuple[InputSource, bool]:
    """Opens the source of replies, and returns whether it is a player at a terminal."""
    if options.replies_file not in ("", "-"):
        with os_errors(options.replies_file, "read"):
            return LineInput(stack.enter_context(Path(options.replies_file).open("rb"))), False
    if options.replies_file or not terminal.is_interactive:
        return LineInput(terminal.stdin.buffer), False
    return KeyInput(terminal, options.time_limit), True


def _screen(terminal: Terminal, today: date, *, plain: bool, prompt: bool) -> Screen:
    if plain:
        return PlainScreen(terminal, today, prompt=prompt)
    from heartcli.output.rich.quiz import RichScreen  # plain lines need no Rich

    return RichScreen(terminal, today, prompt=prompt)


class _ProgressSink:
    """Saves into the player's progress; the round continues without it if that fails."""

    def __init__(self, terminal: Terminal, progress: Progress | None) -> None:
        self._terminal = terminal
        self._progress = progress

    def save(self, attempt: Attempt, today: date) -> SavedAttempt:
        """Saves an attempt."""
        return self._try(lambda progress: progress.save(attempt, today)) or SavedAttempt(0, None)

    def amend(self, saved: SavedAttempt, attempt: Attempt, today: date) -> None:
        """Replaces a saved attempt by the second try."""
        self._try(lambda progress: progress.amend(saved, attempt, today))

    def due_forecast(self, today: date) -> list[int] | None:
        """The numbers of questions due today and the days after; None if nothing is saved."""
        return self._try(lambda progress: progress.due_per_day(today))

    def _try(self, work: Callable[[Progress], _Result]) -> _Result | None:
        if self._progress is None:
            return None
        try:
            return work(self._progress)
        except ProgressError as error:
            self._terminal.message(f"The round continues unsaved: {error}")
            self.close()
            self._progress = None
            return None

    def close(self) -> None:
        """Closes the file."""
        if self._progress is not None:
            self._progress.close()


def _open_sink(
    terminal: Terminal, question_set: QuestionSet, options: PlayOptions, now: datetime
) -> _ProgressSink:
    if not options.save:
        return _ProgressSink(terminal, None)
    try:
        progress = open_progress(terminal)
    except HeartError as error:
        terminal.message(f"This round won't be saved: {error}")
        return _ProgressSink(terminal, None)
    film_id = question_set.films[0].id if len(question_set.films) == 1 else ""
    progress.start_round(now, film_id, question_set.command, len(question_set.questions))
    return _ProgressSink(terminal, progress)


def open_progress(terminal: Terminal) -> Progress:
    """Opens the player's progress. Raises HeartError if it can't be used."""
    return Progress(paths.user_file(FILE_NAME), terminal.message)


def open_progress_read_only(terminal: Terminal) -> Progress:
    """Opens the player's progress to read it. Creates no file."""
    return Progress(paths.user_file(FILE_NAME), terminal.message, connect_read_only)


def load_stats(terminal: Terminal, today: date) -> Stats:
    """Computes the player's statistics. Raises HeartError if progress can't be read."""
    from heartcli.quiz.progress.statistics import compute_stats  # a round doesn't need it

    def existing(film_id: str, question_ids: set[str]) -> set[str]:
        from heartcli.quiz.rounds.practice import load_films, regenerate_questions

        notify = terminal.message
        return {
            question_id
            for film in load_films({film_id}, notify)
            for question_id in regenerate_questions(film, question_ids, notify)
        }

    with closing(open_progress_read_only(terminal)) as progress:
        return compute_stats(progress, today, existing)
