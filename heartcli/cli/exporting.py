"""Exports questions and films to files. `keep` imports it only for `heart export`."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple, get_args

from heartcli import output
from heartcli.cli import rounds
from heartcli.cli.context import load_film
from heartcli.cli.errors import UsageError
from heartcli.cli.options import Scope, expand_form
from heartcli.errors import HeartError, Notify
from heartcli.export.formats import FILM_FORMATS, FORMATS, QuestionFormat, Selection, select
from heartcli.export.quiz import CitedQuestion, Quiz, cite, make_quiz
from heartcli.library.messages import film_title
from heartcli.model.records import Difficulty
from heartcli.output.quiz_text import round_title
from heartcli.output.terminal import Terminal
from heartcli.quiz.questions.question import FORMS, Form
from heartcli.quiz.rounds.build import QuestionSet, RoundRequest
from heartcli.quiz.rounds.prepare import PreparedQuestion
from heartcli.storage.files import os_errors, write_device, write_file, write_new_file
from heartcli.text.display import join_with_and, plural, quote, safe_for_terminal, shell_quote

_ROUND_COUNT = 10  # questions on a sheet
_CATALOGUE_COUNT, _MAX_CATALOGUE_COUNT = 200, 1000  # instead of all
_EVERY_QUESTION = 1_000_000
_TIE_BREAKERS = 5  # estimates to choose from
_MAX_QUOTED = 3  # questions that are left out for the same reason
_FORM_WORDS: dict[Form, str] = {  # after "Left out 3 questions"
    "choice": "with options", "typed": "to answer in words", "estimate": "to estimate",
    "order": "to put in order", "true-false": "to call true or false", "clues": "with clues",
}  # fmt: skip


class QuestionOptions(NamedTuple):
    """Which questions to export, as given on the command line."""

    limit: int | None
    form: str | None
    section: str
    difficulty: Difficulty | None
    spoilers: bool
    seed: str
    daily: bool
    every: bool
    title: str  # of the quiz; "" for the films' titles
    names_films: bool  # in every question

    @property
    def is_replay(self) -> bool:
        """Whether the questions are those of a round that `heart quiz` plays."""
        return bool(self.seed or self.daily)


class Target(NamedTuple):
    """Where an export goes."""

    terminal: Terminal
    path: str  # "-" for standard output
    force: bool  # whether an existing file is overwritten

    @property
    def name(self) -> str:
        return safe_for_terminal(self.path)

    @property
    def is_stdout(self) -> bool:
        return self.path in ("-", "/dev/stdout")

    def check(self, format_name: str, suffix: str, *, is_binary: bool) -> None:
        """Raises UsageError or HeartError if an export can't be written there."""
        if self.is_stdout:
            if is_binary and self.terminal.stdout.isatty():
                use = f"-o FILE{suffix}"
                raise UsageError(f"{format_name} can't be shown on a terminal. Use {use}")
            return
        path = Path(self.path)
        with os_errors(self.name, "write"):
            if path.is_dir() or self.path.endswith(os.sep):
                raise UsageError(f"{self.name} is a folder. Use the path of a file")
            if not path.parent.is_dir():
                raise HeartError(f"no such folder: {safe_for_terminal(str(path.parent))}")
            if path.is_file() and not self.force:
                raise self._file_exists()

    def write(self, content: bytes, description: str) -> None:
        """Writes an export, in full or not at all, and reports it unless it goes to stdout."""
        if self.is_stdout:
            output.write_bytes(self.terminal, content)
        else:
            self._write_file(Path(self.path), content)
            self.terminal.message(f"Exported {description} to {self.name}")

    def _write_file(self, path: Path, content: bytes) -> None:
        with os_errors(self.name, "write"):
            if path.exists() and not path.is_file():
                write_device(path, content)
            elif self.force:
                write_file(Path(os.path.realpath(path)), content)  # a symbolic link stays one
            else:
                try:
                    write_new_file(path, content)
                except FileExistsError as error:
                    raise self._file_exists() from error

    def _file_exists(self) -> HeartError:
        return HeartError(f"{self.name} already exists. Use --force to overwrite it")


def export_questions(
    format_name: str, scope: Scope, options: QuestionOptions, target: Target, now: datetime
) -> None:
    """Writes questions in a format, and reports those that it can't hold."""
    format_ = FORMATS[format_name]
    _check_options(format_, options)
    target.check(format_.name, format_.suffix, is_binary=format_.is_binary)
    notify = target.terminal.message
    request = _make_request(format_name, scope, options, now)
    # Without a count, the seed is always the same, so a new export changes only what has changed.
    has_fixed_seed = not (format_.is_round or options.limit or options.is_replay)
    rng = Random(0) if has_fixed_seed else None  # noqa: S311 - not a secret
    question_set = rounds.build_question_set(scope, request, notify, rng)
    quiz = _make_quiz(question_set, options.title, now)
    if format_.has_tie_breaker:
        quiz = quiz._replace(tie_breaker=_find_tie_breaker(scope, question_set))
    selection = select(quiz.questions, format_)
    _report_left_out(selection, notify)
    if not selection.kept:
        raise HeartError(f"nothing to export: {format_.name} can hold none of these questions")
    if scope.film_filter is not None and has_fixed_seed and len(quiz.questions) == request.count:
        more = "" if options.every else ". Use --count or --all for more"
        notify(f"The catalogue has more questions than these {request.count:,}{more}")
    content = format_.write(quiz._replace(questions=selection.kept))
    target.write(content, plural(len(selection.kept), "question"))
    is_repeatable = not request.fits and (options.form or format_.forms == FORMS)
    if is_repeatable and not (target.is_stdout or has_fixed_seed or options.is_replay):
        notify(f"To export the same questions again: {quiz.command}")


def _check_options(format_: QuestionFormat, options: QuestionOptions) -> None:
    if options.title and not format_.has_title:
        raise UsageError(f"--title doesn't apply: {format_.name} has no title")
    if not set(format_.forms) & set(expand_form(options.form or "mixed")):
        forms = " or ".join(format_.forms)
        raise UsageError(f"{format_.name} can't hold --form {options.form}. Use {forms}")


def _make_quiz(question_set: QuestionSet, title: str, now: datetime) -> Quiz:
    subject = title or round_title(question_set.command)
    quiz = make_quiz(question_set, subject, int(now.timestamp()))
    return quiz._replace(command=f"{quiz.command} --title {shell_quote(title)}") if title else quiz


def _find_tie_breaker(scope: Scope, question_set: QuestionSet) -> CitedQuestion | None:
    """Returns an estimate that isn't among a round's questions: always the same for a round.

    It's a hard one if possible, because both teams may know an easy one.
    """
    asked = {prepared.question.id for prepared in question_set.questions}
    estimates = sum(prepared.form == "estimate" for prepared in question_set.questions)
    seed = str(question_set.metadata["seed"])
    request = RoundRequest(count=estimates + _TIE_BREAKERS, forms=("estimate",), seed=seed)
    others: list[PreparedQuestion] = []
    with suppress(HeartError):  # no estimate matches
        drawn = rounds.build_question_set(scope, request, lambda *_: None).questions
        others = [other for other in drawn if other.question.id not in asked]
    hardness = {level: rank for rank, level in enumerate(get_args(Difficulty))}
    hardest = max(others, key=lambda other: hardness[other.question.difficulty], default=None)
    return cite(hardest) if hardest else None


def export_film(
    format_name: str, words: list[str] | None, target: Target, *, spoilers: bool
) -> None:
    """Writes a film in a format, and reports what it can't hold."""
    format_ = FILM_FORMATS[format_name]
    target.check(format_.name, format_.suffix, is_binary=False)
    notify = target.terminal.message
    film = load_film(words, notify)
    file = format_.write(film, spoilers)
    if file.hidden:
        notify(f"Left out {plural(file.hidden, 'spoiler')}. Use --spoilers to include them")
    if file.left_out:
        notify(f"Left out what {format_.name} can't hold: {join_with_and(file.left_out)}")
    target.write(file.content, film_title(film.title, film.year))


def _make_request(
    format_name: str, scope: Scope, options: QuestionOptions, now: datetime
) -> RoundRequest:
    format_ = FORMATS[format_name]
    is_round = format_.is_round or options.limit or options.is_replay
    is_everything = options.every or (not is_round and scope.film_filter is None)
    # A replay has the questions of the round, whatever the format can hold.
    usual_forms = format_.forms if is_everything else format_.round_forms
    default_forms = FORMS if options.is_replay else usual_forms
    can_choose = format_.is_round and not (options.is_replay or is_everything)
    return RoundRequest(
        count=options.limit or _count(scope, is_round=bool(is_round), every=options.every),
        forms=expand_form(options.form) if options.form else default_forms,
        section=options.section, difficulty=options.difficulty, spoilers=options.spoilers,
        seed=options.seed, day=now.date() if options.daily else None, avoid_recent=False,
        is_everything=is_everything, names_films=options.names_films,
        verb=f"export {format_name}",
        fits=_fits(format_) if can_choose else None,
    )  # fmt: skip


def _count(scope: Scope, *, is_round: bool, every: bool) -> int:
    """Returns how many questions to export without --count."""
    if scope.film_filter is None:
        return _ROUND_COUNT if is_round and not every else _EVERY_QUESTION
    return _MAX_CATALOGUE_COUNT if every else _ROUND_COUNT if is_round else _CATALOGUE_COUNT


def _fits(format_: QuestionFormat) -> Callable[[PreparedQuestion], bool] | None:
    problem = format_.problem
    return (lambda prepared: not problem(cite(prepared))) if problem else None


def _report_left_out(selection: Selection, notify: Notify) -> None:
    if counts := selection.other_forms:
        total = plural(sum(counts.values()), "question")
        parts = [f"{count:,} {_FORM_WORDS[form]}" for form, count in counts.items()]
        notify(
            f"Left out {total}: {join_with_and(parts)}"
            if len(counts) > 1
            else f"Left out {total} {_FORM_WORDS[next(iter(counts))]}"
        )
    for reason, questions in selection.unfit.items():
        texts = [*dict.fromkeys(quote(question.ask) for question in questions)]
        quoted = texts[:_MAX_QUOTED]
        if more := len(texts) - len(quoted):
            quoted.append(f"{more} more")
        notify(f"Left out {plural(len(questions), 'question')} {reason}: {join_with_and(quoted)}")
