"""Builds and plays rounds and loads scores for the commands in `play`, which import it lazily."""

from __future__ import annotations

import signal
from collections.abc import Collection, Sequence
from contextlib import ExitStack, closing
from datetime import date, datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING, NamedTuple, Protocol

from heartcli import output
from heartcli.cli.context import load_film, replay_argument
from heartcli.cli.options import Scope
from heartcli.errors import HeartError, Notify
from heartcli.library.messages import film_title
from heartcli.output.keyboard import Display, KeyInput, LineInput
from heartcli.output.plain_quiz import PlainScreen
from heartcli.output.quiz_text import round_title
from heartcli.output.terminal import Terminal
from heartcli.quiz.progress.store import open_progress
from heartcli.quiz.rounds.build import QuestionSet, RoundRequest
from heartcli.quiz.rounds.play import InputSource, ProgressSink, Round, RoundResult, Screen
from heartcli.storage.files import os_errors

if TYPE_CHECKING:
    from heartcli.catalogue.search.filters import FilmFilter
    from heartcli.model.film import Film
    from heartcli.quiz.progress.statistics import Stats
    from heartcli.quiz.questions.question import Form
    from heartcli.quiz.rounds.catalogue_names import CatalogueNames


class _RoundScreen(Screen, Display, Protocol):
    """Shows a round, and what somebody types."""


class PlayOptions(NamedTuple):
    """How a round is played."""

    plain: bool = False
    json: bool = False  # print the questions instead of playing
    replies_file: str = ""  # "-" for standard input
    time_limit: float | None = None  # seconds per question
    save: bool = True


def build_question_set(
    scope: Scope, request: RoundRequest, notify: Notify, rng: Random | None = None
) -> QuestionSet:
    """Builds a round; `rng` picks its seed if the request has none.

    Raises HeartError if a film isn't found or no question matches.
    """
    rng = rng or SystemRandom()
    if scope.film_filter is not None:
        from heartcli.quiz.rounds.catalogue_source import build_catalogue_round

        film_filter = _refine(scope.film_filter, scope.without, notify)
        return build_catalogue_round(film_filter, request, rng, notify)
    from heartcli.quiz.rounds.film_source import build_film_round  # slower; for films in files

    films, arguments = _load_films(scope, notify)
    return build_film_round(films, arguments, request, rng, notify)


def _refine(film_filter: FilmFilter, without: Sequence[str], notify: Notify) -> FilmFilter:
    """Adds the films to leave out to a filter, and checks its source."""
    if not (film_filter.source or without):
        return film_filter
    from heartcli.library.films import catalogue_id, check_source

    if film_filter.source:
        check_source(film_filter.source, notify)
    films = [film for film, _ in _load_each(without, notify)]
    ids = {film.id: catalogue_id(film, notify) for film in films}
    for film in films:
        if not ids[film.id]:
            raise HeartError(f"{film_title(film.title, film.year)} is not in the catalogue")
    return film_filter._replace(without=tuple(ids.values()))


def _load_films(scope: Scope, notify: Notify) -> tuple[list[Film], list[str]]:
    """Loads the films to ask about; also returns the arguments that name them in a command."""
    if scope.shelf:
        from heartcli.library.shelf import Shelf

        films, arguments = Shelf(notify).load_films(), ["--shelf"]
    elif scope.names:
        named = {film.id: (film, name) for film, name in _load_each(scope.names, notify)}
        films, arguments = [film for film, _ in named.values()], []
        for film, name in named.values():
            arguments += ["--film", replay_argument(film, [name], notify)]
    else:
        film = load_film(scope.words, notify, questions=True)
        return [film], list(filter(None, [replay_argument(film, scope.words, notify)]))
    for film, name in _load_each(scope.without, notify):
        left = [other for other in films if other.id != film.id]
        if len(left) == len(films):
            place = "on your shelf" if scope.shelf else "one of the films in --film"
            raise HeartError(f"{film_title(film.title, film.year)} is not {place}")
        films = left
        arguments += ["--without", replay_argument(film, [name], notify)]
    if not films:
        raise HeartError("--without leaves no films")
    return films, arguments


def _load_each(names: Sequence[str], notify: Notify) -> list[tuple[Film, str]]:
    return [(load_film([name], notify, questions=True), name) for name in names]


def build_practice_set(
    today: date,
    films: Sequence[str],
    section: str,
    forms: tuple[Form, ...],
    limit: int | None,
    notify: Notify,
) -> QuestionSet:
    """Builds a round from the questions that are due."""
    from heartcli.quiz.rounds.practice import PracticeFilter, build_practice

    loaded = [film for film, _ in _load_each(films, notify)]
    practice_filter = PracticeFilter(films=loaded, section=section, forms=forms, limit=limit)
    return build_practice(today, practice_filter, SystemRandom(), notify)


def play_round(
    terminal: Terminal, question_set: QuestionSet, options: PlayOptions, now: datetime
) -> None:
    """Plays a round and shows its result, or prints its questions as JSON."""
    if options.json:
        output.write_json(terminal, question_set.data())
        return
    today, questions = now.date(), question_set.questions
    with ExitStack() as stack:
        screen, player = _open_screen_and_input(terminal, options, today, stack)
        progress = stack.enter_context(closing(_open_sink(terminal, question_set, options, now)))
        films = question_set.films
        title = round_title(question_set.command) or ", ".join(film.title for film in films)
        names = _open_names(terminal, question_set, stack)
        playing = Round(questions, player, screen, progress, today, title, names)

        def show_result() -> None:
            forecast, command = progress.due_forecast(today), question_set.command
            played = playing.played
            screen.show_result(RoundResult(played, len(questions), command, forecast, title))

        try:
            playing.play()
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C would cut the result
            if player.can_retry and not screen.edits_lines:
                terminal.stdout.write("\n")  # ends the line being typed
            show_result()
            raise
        show_result()


def _open_names(
    terminal: Terminal, question_set: QuestionSet, stack: ExitStack
) -> CatalogueNames | None:
    """Returns the names in the catalogue, if any question is from there."""
    if not any(prepared.question.film.is_from_catalogue for prepared in question_set.questions):
        return None
    from heartcli.quiz.rounds.catalogue_names import CatalogueNames

    return stack.enter_context(closing(CatalogueNames(terminal.message)))


def _open_screen_and_input(
    terminal: Terminal, options: PlayOptions, today: date, stack: ExitStack
) -> tuple[_RoundScreen, InputSource]:
    is_interactive = not options.replies_file and terminal.is_interactive
    limit = options.time_limit if is_interactive else None
    screen: _RoundScreen
    if options.plain:
        screen = PlainScreen(terminal, today, prompt=is_interactive, time_limit=limit)
    else:
        from heartcli.output.rich.quiz import RichScreen  # plain lines don't need Rich

        screen = RichScreen(terminal, today, prompt=is_interactive, time_limit=limit)
    if is_interactive:
        return screen, KeyInput(terminal, limit, screen)
    if options.replies_file in ("", "-"):
        return screen, LineInput(terminal.stdin.buffer)
    with os_errors(options.replies_file, "read"):
        return screen, LineInput(stack.enter_context(Path(options.replies_file).open("rb")))


def _open_sink(
    terminal: Terminal, question_set: QuestionSet, options: PlayOptions, now: datetime
) -> ProgressSink:
    progress = None
    try:
        progress = open_progress(terminal.message) if options.save else None
    except HeartError as error:
        terminal.message(f"This round won't be saved: {error}")
    if progress:
        film_id = question_set.films[0].id if len(question_set.films) == 1 else ""
        progress.start_round(now, film_id, question_set.command, len(question_set.questions))
    return ProgressSink(progress, terminal.message)


def load_stats(notify: Notify, today: date) -> Stats:
    """Computes the player's statistics. Raises HeartError if progress can't be read."""
    from heartcli.library.shelf import Shelf
    from heartcli.quiz.progress.statistics import compute_stats  # rounds don't need it

    def existing(film_ids: dict[str, str]) -> Collection[str]:
        from heartcli.quiz.rounds.practice import load_questions

        return load_questions(film_ids, notify)[1]

    def title_of(film_id: str) -> str:
        from heartcli.quiz.rounds.catalogue_source import load_film as load_catalogue_film

        titles = {entry.id: entry.title for entry in Shelf(notify).entries}
        film = None if film_id in titles else load_catalogue_film(film_id, notify)
        return film.title if film else titles.get(film_id, film_id)

    with closing(open_progress(notify, read_only=True)) as progress:
        return compute_stats(progress, today, existing, title_of)


def restore_suppressed(notify: Notify) -> int:
    """Brings back the questions that the player didn't want to be asked again; counts them."""
    with closing(open_progress(notify)) as progress:
        return progress.restore()
