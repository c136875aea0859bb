"""The questions of a round: of a seed, of the day, not seen lately, or due."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import cache
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any, NamedTuple

from heartcli import filmfile
from heartcli.errors import HeartError, Notify
from heartcli.library.shelf import Shelf, report_skipped
from heartcli.model.film import Film
from heartcli.model.records import Strings
from heartcli.quiz.progress.database import connect_read_only
from heartcli.quiz.progress.store import FILE_NAME, Progress
from heartcli.quiz.questions.from_catalogue import is_catalogue_question
from heartcli.quiz.questions.from_events import event_questions
from heartcli.quiz.questions.from_film import fact_questions, regenerate
from heartcli.quiz.questions.question import Form, Question
from heartcli.quiz.questions.which_film import is_which_film_question
from heartcli.quiz.rounds.draw import (
    PreparedQuestion,
    QuestionFilter,
    checksum,
    daily_seed,
    draw_round,
    prepare_question,
)
from heartcli.quiz.rounds.play import correct_order
from heartcli.storage import paths
from heartcli.text.display import plural, shell_quote
from heartcli.text.folding import fold

if TYPE_CHECKING:
    from heartcli.catalogue.search.films import FilmFilter

_TRIED_SEEDS = 5
_MOST_SEED = 10_000  # of a seed that nobody chose: short enough to be told to a friend
_LONGEST_SEED = 12


class QuestionSet(NamedTuple):
    """The questions of a round, with the command that plays it again."""

    films: Sequence[Film]
    questions: Sequence[PreparedQuestion]
    command: str
    metadata: dict[str, Any]  # what else its JSON document tells
    from_catalogue: bool = False

    def data(self) -> dict[str, Any]:
        """The questions with their answers and sources, as a JSON document."""
        several = self.from_catalogue or len(self.films) != 1
        told = [_as_data(n, drawn, several=several) for n, drawn in enumerate(self.questions, 1)]
        if several:
            films = [film.header() | self._cited(film) for film in self.films]
            return {"films": films} | self.metadata | {"questions": told}
        [film] = self.films
        return {"film": film.header()} | self.metadata | {"questions": told} | self._cited(film)

    def _cited(self, film: Film) -> dict[str, Any]:
        cited: dict[str, Any] = {}
        for one in (d.question for d in self.questions if d.question.film.id == film.id):
            cited |= one.film.sources_data(one.sources)["sources"]
        return {"sources": cited}


def _as_data(number: int, drawn: PreparedQuestion, *, several: bool) -> dict[str, Any]:
    question, answer = drawn.question, drawn.question.answer
    told: dict[str, Any] = {"number": number, "id": question.id}
    told |= {"film": question.film.id} if several else {}
    told |= {"section": question.section, "difficulty": question.difficulty, "form": drawn.form}
    told |= {"ask": question.ask, "options": list(drawn.options)}
    told |= {"answer": correct_order(drawn) if drawn.form == "order" else answer.text}
    told |= {"accept": list(answer.accept), "why": question.why}
    told |= {"spoiler": True} if question.spoiler else {}
    return told | {"about": list(question.about), "sources": list(question.sources)}


class RoundOrigin(NamedTuple):
    """What a round is made from: a seed, the day, or chance."""

    seed: str = ""
    day: date | None = None
    film_args: Strings = ()  # what names the films in a command, if not the default
    avoid_recent: bool = True  # whether what was seen lately is to be left out


def parse_seed(text: str) -> tuple[int, str]:
    """The parts of a seed: "4711-9f3c" → (4711, "9f3c"). Raises ValueError where it is none."""
    number, hyphen, told = text.partition("-")
    figures = number.isdecimal() and number.isascii() and len(number) <= _LONGEST_SEED
    checked = re.fullmatch(r"(?i)[0-9a-f]{4}", told) if hyphen else True
    if not figures or not checked:
        raise ValueError(f"'{text}' is no seed; a seed is a number such as 4711, or 4711-9f3c")
    return int(number), told.lower()


QuestionFactory = Callable[[Random], Sequence[Question]]  # the questions that a round is drawn from


def build_round(
    films: Sequence[Film], wish: QuestionFilter, start: RoundOrigin, notify: Notify
) -> QuestionSet:
    """The questions of a round. Raises HeartError where there are none."""
    facts = fact_questions(films, _fits(films))
    where = films[0].title if len(films) == 1 else "these films"
    start = _of_the_day(start, "+".join(film.id for film in films))
    paper = _paper(lambda rng: [*facts, *event_questions(films, rng)], wish, start, where, notify)
    return paper._replace(films=films)


def build_catalogue_round(
    wanted: FilmFilter, wish: QuestionFilter, start: RoundOrigin, notify: Notify
) -> QuestionSet:
    """The questions of a round about films of the catalogue. Raises HeartError for none."""
    from heartcli.quiz.rounds import catalogue_source  # noqa: PLC0415 - a round about one film needs no catalogue

    start = _of_the_day(start, " ".join(start.film_args))
    paper = _paper(
        lambda rng: catalogue_source.catalogue_questions(wanted, wish, rng, notify),
        wish,
        start,
        "the catalogue",
        notify,
    )
    films = {one.question.film.id: one.question.film for one in paper.questions}
    return paper._replace(films=list(films.values()), from_catalogue=True)


def _of_the_day(start: RoundOrigin, films: str) -> RoundOrigin:
    return start._replace(seed=str(daily_seed(start.day, films))) if start.day else start


def _paper(
    make: QuestionFactory, wish: QuestionFilter, start: RoundOrigin, where: str, notify: Notify
) -> QuestionSet:
    told = ""
    if start.seed:
        seed, told = parse_seed(start.seed)
        drawn = _of(make, wish, seed)
    else:
        seed, drawn = _fresh(make, wish, _lately(notify) if start.avoid_recent else set())
    if not drawn:
        raise HeartError(f"no questions like that in {where}")
    checked = checksum(drawn)
    if told and told != checked:
        notify("not the round that was shared: the films or heart have changed since")
    if len(drawn) < wish.count:
        notify(f"only {plural(len(drawn), 'question')} like that")
    command = _command(start.film_args, f"{seed}-{checked}", wish)
    return QuestionSet((), drawn, command, {"seed": seed, "check": checked, "command": command})


def _of(make: QuestionFactory, wish: QuestionFilter, seed: int) -> list[PreparedQuestion]:
    rng = Random(seed)  # noqa: S311 - no secret
    return draw_round(make(rng), rng, wish)


def _fresh(
    make: QuestionFactory, wish: QuestionFilter, lately: set[str]
) -> tuple[int, list[PreparedQuestion]]:
    """Of a handful of seeds the one whose round has the fewest questions that were seen lately."""
    chance = SystemRandom()
    rounds: list[tuple[int, int, list[PreparedQuestion]]] = []
    while len(rounds) < _TRIED_SEEDS and not (rounds and rounds[-1][0] == 0):
        seed = int(chance.random() * _MOST_SEED)
        drawn = _of(make, wish, seed)
        rounds.append((sum(one.question.id in lately for one in drawn), seed, drawn))
    _, seed, drawn = min(rounds, key=lambda one: one[0])
    return seed, drawn


def _lately(notify: Notify) -> set[str]:
    """The questions seen lately; what is wrong with the file is told when the round begins."""
    try:
        with closing(Progress(paths.user_file(FILE_NAME), notify, connect_read_only)) as progress:
            return progress.recent_question_ids()
    except (HeartError, OSError):
        return set()


def _fits(films: Sequence[Film]) -> Callable[[str, str], list[str]]:
    """Of which of the films something is true."""

    @cache
    def titles(what: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for film in films:
            for value in {fold(value): None for value in _values(film, what)}:
                found.setdefault(value, []).append(film.title)
        return found

    return lambda what, value: titles(what).get(fold(value), [])


def _values(film: Film, what: str) -> Iterator[str]:
    if what == "performer":
        yield from (member.performer for member in film.cast)
    elif what == "director":
        yield from film.directors
    else:
        yield from (film.title, *(title.title for title in film.titles))


def _command(named: Strings, seed: str, wish: QuestionFilter) -> str:
    """What plays the same round again, anywhere."""
    parts = ["heart", "quiz", *named, "--seed", seed]
    parts += ["--count", str(wish.count)]
    parts += ["--form", wish.forms[0]] if len(wish.forms) == 1 else []
    parts += ["--section", wish.section] if wish.section else []
    parts += ["--difficulty", wish.difficulty] if wish.difficulty else []
    parts += ["--spoilers"] if wish.spoilers else []
    return " ".join(map(shell_quote, parts))


def build_practice(
    progress: Progress, today: date, forms: tuple[Form, ...], most: int | None, notify: Notify
) -> QuestionSet:
    """The questions that are due, of all films, in a form of those that are wished for.

    Those that have no such form, or are gone, are told; their progress is kept.
    """
    due = progress.due_questions(today)
    rng = Random(int(SystemRandom().random() * _MOST_SEED))  # noqa: S311 - no secret
    films = list(load_films({one.film_id for one in due}, notify))
    known: dict[str, Question] = {}
    for film in films:
        known |= regenerate_questions(
            film, {one.question_id for one in due if one.film_id == film.id}, notify
        )
    found = [known[one.question_id] for one in due if one.question_id in known]
    drawn = [one for question in found if (one := prepare_question(question, forms, rng))]
    if other := len(found) - len(drawn):
        notify(f"left out of what is due: {plural(other, 'question')} without this form")
    gone = [one.question_id for one in due if one.question_id not in known]
    if gone:
        told = f"{plural(len(gone), 'question')} no longer in your films"
        notify(f"left out of what is due: {told}; their progress is kept")
    head = {"due": len(due), "gone": gone}
    return QuestionSet(films, drawn[:most], "heart practice", head)


def regenerate_questions(film: Film, ids: set[str], notify: Notify) -> dict[str, Question]:
    """The questions with these ids that a film still has, beside others."""
    others = Shelf(notify).load_films() if any(map(is_which_film_question, ids)) else []
    found = regenerate(film, ids, others, _fits(others))
    if of_many := {own for own in ids if is_catalogue_question(own)}:
        from heartcli.quiz.rounds import catalogue_source  # noqa: PLC0415 - few rounds need it

        found |= {
            one.id: one
            for one in catalogue_source.regenerate_catalogue_questions(film, of_many, notify)
        }
    return found


def load_films(ids: set[str], notify: Notify) -> Iterator[Film]:
    """The films with these ids, on the shelf or in the catalogue; what can't be read is told."""
    left = set(ids)
    for entry in Shelf(notify).entries if ids else ():
        if entry.id in left and not entry.error:
            left.remove(entry.id)
            try:
                yield filmfile.load(entry.path)
            except HeartError as error:
                report_skipped(error, notify)
    if left:
        from heartcli.quiz.rounds import catalogue_source  # noqa: PLC0415

        for own in sorted(left):
            if film := catalogue_source.load_film(own, notify):
                yield film
