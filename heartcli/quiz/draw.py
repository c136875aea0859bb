"""Which questions a round asks, in which form and with which options: a function of its seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import blake2s
from math import sqrt
from random import Random
from typing import Any, NamedTuple

from heartcli.quiz.calendar import dates
from heartcli.quiz.chance import below, shuffled
from heartcli.quiz.judge import kind_of
from heartcli.quiz.numbers import amounts
from heartcli.quiz.question import OPTIONS, Form, Question, not_right
from heartcli.records import Difficulty, Texts

_LARGEST_SEED = 1_000_000


class Drawn(NamedTuple):
    """A question as a round asks it. The options are of a choice, or the events to put in order."""

    question: Question
    form: Form
    options: Texts = ()


class Wish(NamedTuple):
    """What a round is to be like."""

    count: int = 10
    forms: tuple[Form, ...] = ("choice", "typed", "estimate", "order")
    section: str = ""
    difficulty: Difficulty | None = None
    spoilers: bool = False

    def fits(self, question: Question) -> bool:
        """Whether a question may be asked."""
        return (
            (not self.section or question.section == self.section)
            and self.difficulty in (None, question.difficulty)
            and (self.spoilers or not question.spoiler)
            and any(form in self.forms for form in question.forms)
        )


def draw(questions: Sequence[Question], rng: Random, wish: Wish) -> list[Drawn]:
    """A round: of all sections, no question twice, no record twice where there are others."""
    shelves: dict[str, list[Question]] = {}
    for question in shuffled([q for q in questions if wish.fits(q)], rng):
        shelves.setdefault(question.section, []).append(question)
    names = sorted(shelves)
    drawn: list[Drawn] = []
    taken: dict[str, int] = {}
    met: set[str] = set()
    later: list[Question] = []
    while len(drawn) < wish.count and any(shelves.values()):
        weights = [sqrt(len(shelves[name])) / (1 + 3 * taken.get(name, 0)) for name in names]
        name = names[_weighted(weights, rng)]
        question = _next(shelves[name], rng)
        if met.intersection(question.about):
            later.append(question)
        elif one := drawn_in_a_form(question, wish.forms, rng):
            drawn.append(one)
            met.update(question.about)
            taken[name] = taken.get(name, 0) + 1
    for question in later if len(drawn) < wish.count else ():
        if one := drawn_in_a_form(question, wish.forms, rng):
            drawn.append(one)
        if len(drawn) == wish.count:
            break
    return drawn


def _next(questions: list[Question], rng: Random) -> Question:
    """One of a section: as likely a written one as one that was made of the facts."""
    written = rng.random() < 0.5
    at = next(
        (i for i, q in enumerate(questions) if ("/questions/" in q.id) == written), len(questions) - 1
    )
    return questions.pop(at)


def _weighted(weights: Sequence[float], rng: Random) -> int:
    at = rng.random() * sum(weights)
    for i, weight in enumerate(weights):
        at -= weight
        if at < 0:
            return i
    return max(i for i, weight in enumerate(weights) if weight)


def drawn_in_a_form(question: Question, forms: Sequence[Form], rng: Random) -> Drawn | None:
    """The question in one of the forms that it has; half of the time as a choice where it can be."""
    left = [form for form in question.forms if form in forms]
    if left[:1] == ["choice"] and rng.random() >= 0.5:
        left = [*left[1:], "choice"]
    tail = shuffled(left[1:], rng) if left[:1] == ["choice"] else shuffled(left[:-1], rng) + left[-1:]
    for form in [*left[:1], *tail] if left[:1] == ["choice"] else tail:
        if form == "order":
            return Drawn(question, form, tuple(_disordered(question.events, rng)))
        if form != "choice":
            return Drawn(question, form)
        if options := options_of(question, rng):
            return Drawn(question, form, options)
    return None


def _disordered(events: Texts, rng: Random) -> list[str]:
    while (mixed := shuffled(events, rng)) == list(events):
        pass
    return mixed


def options_of(question: Question, rng: Random) -> Texts:
    """Four options, the right one in any place; () where there are not enough that are wrong.

    By its length, its year or its amount the right one is the first, the last or between the
    others equally often, as far as the wrong ones allow.
    """
    kind = question.answer.kind or kind_of(question.answer.text)
    size = _size(question.answer.text, kind)
    wrong = shuffled(question.wrong, rng)
    below_it = [text for text in wrong if _size(text, kind) < size]
    above_it = [text for text in wrong if text not in below_it]
    rank = below(OPTIONS, rng)
    preferred = [*below_it[:rank], *above_it[: OPTIONS - 1 - rank]]
    picked: list[str] = []
    for text in not_right([*preferred, *wrong], question.answer):
        picked.append(text)
        if len(picked) == OPTIONS - 1:
            picked = shuffled(picked, rng)
            picked.insert(below(OPTIONS, rng), question.answer.text)
            return tuple(picked)
    return ()


def _size(text: str, kind: str) -> Any:
    if kind == "number" and (found := amounts(text)):
        return found[0].value
    if kind == "date" and (times := dates(text)):
        return times[0].since or 0, times[0].month or 0, times[0].day or 0
    return len(text) if kind not in ("number", "date") else 0


def check(drawn: Sequence[Drawn]) -> str:
    """Four letters and digits by which one sees that a round is the same elsewhere."""
    told = repr([(d.question.id, d.form, d.question.ask, d.question.answer.text, d.options) for d in drawn])
    return blake2s(told.encode()).hexdigest()[:4]


def seed_of_day(day: date, film_id: str) -> int:
    """The seed of a day's round, the same for everybody who has the film."""
    digest = blake2s(f"{day.isoformat()} {film_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % _LARGEST_SEED
