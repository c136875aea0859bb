"""Exports questions and films to files for the command in `keep`, which imports it lazily."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from heartcli.cli import rounds
from heartcli.cli.errors import UsageError
from heartcli.cli.options import Scope, expand_form
from heartcli.errors import HeartError, Notify
from heartcli.export.formats import FORMATS, QuestionFormat, Selection, select
from heartcli.export.quiz import CitedQuestion, make_quiz
from heartcli.model.records import Difficulty
from heartcli.output.quiz_text import round_title
from heartcli.output.terminal import Terminal
from heartcli.quiz.rounds.build import RoundRequest
from heartcli.storage.files import os_errors, write_file, write_new_file
from heartcli.text.display import join_with_and, plural, quote, safe_for_terminal

_ROUND_COUNT = 10  # questions on a sheet
_MAX_CATALOGUE_COUNT = 1000  # questions about the catalogue, which has no end of them
_EVERY_QUESTION = 1_000_000
_MAX_NAMED = 3  # questions left out for one reason


class Choice(NamedTuple):
    """Which questions to export, as given on the command line."""

    limit: int | None
    form: str | None
    section: str
    difficulty: Difficulty | None
    spoilers: bool
    seed: str
    daily: bool
    every: bool


class Target(NamedTuple):
    """Where an export goes."""

    terminal: Terminal
    path: str  # "-" for standard output
    force: bool  # whether an existing file is overwritten

    def check(self, format_: QuestionFormat) -> None:
        """Raises UsageError or HeartError if an export can't be written there."""
        if self.path == "-":
            if format_.is_binary and self.terminal.stdout.isatty():
                raise UsageError(
                    f"{format_.name} can't be shown on a terminal. Use -o FILE{format_.suffix}"
                )
            return
        path, name = Path(self.path), safe_for_terminal(self.path)
        with os_errors(name, "write"):
            if path.is_dir():
                raise UsageError(f"{name} is a folder. Use the path of a file")
            if not path.parent.is_dir():
                raise HeartError(f"no such folder: {safe_for_terminal(str(path.parent))}")
            if path.exists() and not self.force:
                raise HeartError(f"{name} already exists. Use --force to overwrite it")

    def write(self, content: bytes) -> None:
        """Writes an export, in full or not at all."""
        if self.path == "-":
            self.terminal.stdout.flush()
            self.terminal.stdout.buffer.write(content)
            return
        path, name = Path(self.path), safe_for_terminal(self.path)
        with os_errors(name, "write"):
            try:
                (write_file if self.force else write_new_file)(path, content)
            except FileExistsError as error:
                raise HeartError(f"{name} already exists. Use --force to overwrite it") from error


def export_questions(
    format_name: str, scope: Scope, choice: Choice, target: Target, now: datetime
) -> None:
    """Writes questions in a format, and reports those that it can't hold."""
    format_ = FORMATS[format_name]
    target.check(format_)
    notify = target.terminal.message
    request = _make_request(format_, scope, choice, now)
    # The same questions every time, so that exporting again changes only what has changed.
    rng = Random(0) if request.is_everything else None  # noqa: S311 - not a secret
    question_set = rounds.build_question_set(scope, request, notify, rng)
    quiz = make_quiz(question_set, round_title(question_set.command), int(now.timestamp()))
    selection = select(quiz.questions, format_)
    _report_left_out(selection, notify)
    if not selection.kept:
        raise HeartError("nothing left to export")
    target.write(format_.write(quiz._replace(questions=selection.kept)))
    if target.path != "-":
        count = plural(len(selection.kept), "question")
        notify(f"Exported {count} to {safe_for_terminal(target.path)}")


def _make_request(
    format_: QuestionFormat, scope: Scope, choice: Choice, now: datetime
) -> RoundRequest:
    is_everything = choice.every or (format_.is_collection and not choice.limit)
    most = _EVERY_QUESTION if scope.film_filter is None else _MAX_CATALOGUE_COUNT
    count = most if is_everything else choice.limit or _ROUND_COUNT
    return RoundRequest(
        count=count, forms=expand_form(choice.form or "mixed"), section=choice.section,
        difficulty=choice.difficulty, spoilers=choice.spoilers, seed=choice.seed,
        day=now.date() if choice.daily else None, avoid_recent=False, is_everything=is_everything,
    )  # fmt: skip


def _report_left_out(selection: Selection, notify: Notify) -> None:
    for reason, questions in selection.left_out.items():
        count = plural(len(questions), "question")
        notify(f"Left out {count} with {reason}: {_name_questions(questions)}")


def _name_questions(questions: Sequence[CitedQuestion]) -> str:
    named = [quote(question.ask) for question in questions[:_MAX_NAMED]]
    more = len(questions) - len(named)
    return join_with_and([*named, *([f"{more} more"] if more else [])])
