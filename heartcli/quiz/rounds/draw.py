"""Which questions a round asks, in which form and with which options: a function of its seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from math import sqrt
from random import Random
from typing import NamedTuple
from zlib import crc32

from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Difficulty, Strings
from heartcli.quiz.judging import AnswerKind, estimate, infer_kind
from heartcli.quiz.judging.dates import parse_dates
from heartcli.quiz.questions.question import (
    OPTION_COUNT,
    Form,
    Question,
    giveaway_feature,
    significant_words,
    wrong_options,
)
from heartcli.quiz.stable_random import randbelow, shuffled
from heartcli.text.numbers import parse_amounts

_LARGEST_SEED = 1_000_000
_MOST_OFFERED = 12  # more wrong options to choose from make no question better
_MOST_COMPARED = 400  # each costs time
_A_DECADE = 10 * 372  # in days, as _size counts them
_TRIES = 5  # to find wrong options among which the right one doesn't stand out


class PreparedQuestion(NamedTuple):
    """A question as a round asks it. The options are of a choice, or the events to put in order."""

    question: Question
    form: Form
    options: Strings = ()


@frozen
class QuestionFilter(Frozen):
    """Which questions a round may ask, and how many."""

    count: int = 10
    forms: tuple[Form, ...] = ("choice", "typed", "estimate", "order")
    section: str = ""
    difficulty: Difficulty | None = None
    spoilers: bool = False

    def accepts(self, question: Question) -> bool:
        """Whether a question may be asked."""
        return (
            (not self.section or question.section == self.section)
            and self.difficulty in (None, question.difficulty)
            and (self.spoilers or not question.spoiler)
            and any(form in self.forms for form in question.forms)
        )


def draw_round(
    questions: Sequence[Question], rng: Random, wish: QuestionFilter
) -> list[PreparedQuestion]:
    """A round: of all sections, no question twice, no record twice where there are others."""
    shelves: dict[str, _Shelf] = {}
    for question in shuffled([q for q in questions if wish.accepts(q)], rng):
        shelf = shelves.setdefault(question.section, _Shelf([], []))
        (shelf.written if question.is_written else shelf.made).append(question)
    names = sorted(shelves)
    drawn: list[PreparedQuestion] = []
    taken: dict[str, int] = {}
    met: set[tuple[str, str]] = set()  # records of films, and marks
    later: list[Question] = []
    while len(drawn) < wish.count and any(map(_left, shelves.values())):
        weights = [sqrt(_left(shelves[name])) / (1 + 3 * taken.get(name, 0)) for name in names]
        name = names[_weighted(weights, rng)]
        question = _next(shelves[name], rng)
        about = {(str(question.film.id), record) for record in question.about}
        about |= {("", mark) for mark in question.exclusive_keys}
        if met & about:
            later.append(question)
        elif one := prepare_question(question, wish.forms, rng):
            drawn.append(one)
            met |= about
            taken[name] = taken.get(name, 0) + 1
    for question in later if len(drawn) < wish.count else ():
        if one := prepare_question(question, wish.forms, rng):
            drawn.append(one)
        if len(drawn) == wish.count:
            break
    return drawn


class _Shelf(NamedTuple):
    """The questions of a section that are left."""

    written: list[Question]
    made: list[Question]


def _left(shelf: _Shelf) -> int:
    return len(shelf.written) + len(shelf.made)


def _next(shelf: _Shelf, rng: Random) -> Question:
    """One of a section: as likely a written one as one that was made of the facts."""
    first, other = shelf if rng.random() < 0.5 else reversed(shelf)
    return (first or other).pop()


def _weighted(weights: Sequence[float], rng: Random) -> int:
    at = rng.random() * sum(weights)
    for i, weight in enumerate(weights):
        at -= weight
        if at < 0:
            return i
    return max(i for i, weight in enumerate(weights) if weight)


def prepare_question(
    question: Question, forms: Sequence[Form], rng: Random
) -> PreparedQuestion | None:
    """The question in one of its forms; half of the time as a choice, where it can be one."""
    left = [form for form in question.forms if form in forms]
    others = shuffled([form for form in left if form != "choice"], rng)
    choice = [form for form in left if form == "choice"]
    for form in [*choice, *others] if rng.random() < 0.5 else [*others, *choice]:
        if form == "order":
            return PreparedQuestion(question, form, _disordered(question.events, rng))
        if form == "typed" or (form == "estimate" and _can_be_guessed(question)):
            return PreparedQuestion(question, form)
        if form == "estimate":
            continue
        if options := draw_options(question, rng):
            return PreparedQuestion(question, form, options)
    return None


def _can_be_guessed(question: Question) -> bool:
    """Whether the answer itself would be taken: not where its unit has numbers in it."""
    return estimate(question.answer.text, question.answer).verdict == "right"


def _disordered(events: Strings, rng: Random) -> Strings:
    while (mixed := tuple(shuffled(events, rng))) == events:
        pass
    return mixed


def draw_options(question: Question, rng: Random) -> Strings:
    """Four options, the right one in any place; () where not enough are wrong and look like it.

    By its length, its year or its amount the right one is the first, the last or between the
    others equally often, as far as the wrong ones allow.
    """
    answer = question.answer
    kind = answer.kind or infer_kind(answer.text)
    size = _size(answer.text, kind)
    asked = significant_words(question.ask)
    others = (
        text
        for text in question.distractor_pool
        if text != answer.text and not significant_words(text) <= asked
    )
    fit = list(islice(others, _MOST_COMPARED))
    if kind in ("number", "date"):
        fit = [text for text in fit if _is_near(text, question, kind)]
        fit.sort(key=lambda text: _distance(_size(text, kind), size, kind))
    for _ in range(_TRIES):
        wrong = shuffled(fit[:_MOST_OFFERED], rng)
        lesser = [text for text in wrong if _size(text, kind) < size]
        greater = [text for text in wrong if text not in lesser]
        rank = randbelow(OPTION_COUNT, rng)
        preferred = [*lesser[:rank], *greater[: OPTION_COUNT - 1 - rank]]
        all_wrong = wrong_options([*preferred, *wrong, *fit[_MOST_OFFERED:]], answer)
        picked = shuffled(list(islice(all_wrong, OPTION_COUNT - 1)), rng)
        if len(picked) < OPTION_COUNT - 1:
            break
        if not giveaway_feature(answer.text, picked) and not _echoes(asked, answer.text, picked):
            picked.insert(randbelow(OPTION_COUNT, rng), answer.text)
            return tuple(picked)
    return ()


def _is_near(text: str, question: Question, kind: AnswerKind) -> bool:
    """Whether a date is near enough to be thought of, a number too far off to be nearly right."""
    if kind == "date":
        return _distance(_size(text, kind), _size(question.answer.text, kind), kind) < _A_DECADE
    return "estimate" not in question.forms or estimate(text, question.answer).verdict == "wrong"


def _echoes(asked: frozenset[str], right: str, wrong: Sequence[str]) -> bool:
    """Whether the right option alone has a word of the question in it."""
    return _has_of(asked, right) and not any(_has_of(asked, text) for text in wrong)


def _has_of(asked: frozenset[str], text: str) -> bool:
    return any(len(word) > 3 and word in asked for word in significant_words(text))


def _size(text: str, kind: AnswerKind) -> Decimal:
    """By which options differ for the eye: an amount, a day, a number of letters."""
    if kind == "number" and (found := parse_amounts(text)):
        return found[0].value
    if kind == "date" and (times := parse_dates(text)):
        year, month, day = times[0].first_year or 0, times[0].month or 0, times[0].day or 0
        return Decimal(372 * year + 31 * month + day)
    return Decimal(len(text))


def _distance(one: Decimal, other: Decimal, kind: AnswerKind) -> Decimal:
    """How far two sizes are apart: amounts by their ratio, as it is the same on every machine."""
    if kind == "number" and one > 0 and other > 0:
        return max(one, other) / min(one, other)
    return abs(one - other)


def checksum(drawn: Sequence[PreparedQuestion]) -> str:
    """Four letters and digits by which one sees that a round is the same elsewhere."""
    told = [
        (d.question.id, d.form, d.question.ask, d.question.answer.text, d.options) for d in drawn
    ]
    return f"{crc32(repr(told).encode()) & 0xFFFF:04x}"


def daily_seed(day: date, film_id: str) -> int:
    """The seed of a day's round, the same for everybody who has the film."""
    return crc32(f"{day.isoformat()} {film_id}".encode()) % _LARGEST_SEED
