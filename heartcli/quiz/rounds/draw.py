"""Draws the questions of a round, their forms and their options; a seed always gives the same."""

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

_MAX_DAILY_SEED = 1_000_000
_MAX_PREFERRED = 12  # distractors to choose from; more don't make a better question
_MAX_CANDIDATES = 400  # distractors to look at: each costs time
_DECADE = 10 * 372  # in days, as _magnitude counts them
_OPTION_DRAWS = 5  # attempts to find options among which the right one doesn't stand out
_REPEAT_PENALTY = 3  # how much less likely each question drawn makes its section


class PreparedQuestion(NamedTuple):
    """A question in the form in which a round asks it, with options or events to put in order."""

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
        """Whether the round may ask a question."""
        return (
            (not self.section or question.section == self.section)
            and self.difficulty in (None, question.difficulty)
            and (self.spoilers or not question.spoiler)
            and any(form in self.forms for form in question.forms)
        )


class _SectionQueue:
    """The questions of a section that are left to draw."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._written = [question for question in questions if question.is_written]
        self._generated = [question for question in questions if not question.is_written]
        self.drawn = 0

    def __len__(self) -> int:
        return len(self._written) + len(self._generated)

    def weight(self) -> float:
        """How likely the section is to be drawn from, relative to others."""
        return sqrt(len(self)) / (1 + _REPEAT_PENALTY * self.drawn)

    def pop(self, rng: Random) -> Question:
        """Takes a question, a written one half of the time."""
        if rng.random() < 0.5:
            return (self._written or self._generated).pop()
        return (self._generated or self._written).pop()


def draw_round(
    questions: Sequence[Question], rng: Random, question_filter: QuestionFilter
) -> list[PreparedQuestion]:
    """Draws questions of all sections: none twice, and no record twice while there are others."""
    accepted = shuffled([q for q in questions if question_filter.accepts(q)], rng)
    queues = [
        _SectionQueue([question for question in accepted if question.section == section])
        for section in sorted({question.section for question in accepted})
    ]
    drawn: list[PreparedQuestion] = []
    postponed: list[Question] = []
    used_keys: set[tuple[str, str]] = set()
    while len(drawn) < question_filter.count and any(queues):
        queue = queues[_weighted_index([queue.weight() for queue in queues], rng)]
        question = queue.pop(rng)
        keys = _exclusive_keys(question)
        if used_keys & keys:
            postponed.append(question)
        elif prepared := prepare_question(question, question_filter.forms, rng):
            drawn.append(prepared)
            used_keys |= keys
            queue.drawn += 1
    for question in postponed:
        if len(drawn) == question_filter.count:
            break
        if prepared := prepare_question(question, question_filter.forms, rng):
            drawn.append(prepared)
    return drawn


def _exclusive_keys(question: Question) -> set[tuple[str, str]]:
    """The records and marks that no other question of the round should share."""
    records = {(str(question.film.id), record) for record in question.about}
    return records | {("", key) for key in question.exclusive_keys}


def _weighted_index(weights: Sequence[float], rng: Random) -> int:
    rest = rng.random() * sum(weights)
    for i, weight in enumerate(weights):
        rest -= weight
        if rest < 0:
            return i
    return max(i for i, weight in enumerate(weights) if weight)  # after rounding


def prepare_question(
    question: Question, forms: tuple[Form, ...], rng: Random
) -> PreparedQuestion | None:
    """Puts a question into one of the forms, a choice half of the time; None if none fits."""
    possible = [form for form in question.forms if form in forms]
    others = shuffled([form for form in possible if form != "choice"], rng)
    choice = [form for form in possible if form == "choice"]
    for form in [*choice, *others] if rng.random() < 0.5 else [*others, *choice]:
        if prepared := _prepare_as(question, form, rng):
            return prepared
    return None


def _prepare_as(question: Question, form: Form, rng: Random) -> PreparedQuestion | None:
    if form == "order":
        while (events := tuple(shuffled(question.events, rng))) == question.events:
            pass
        return PreparedQuestion(question, form, events)
    if form == "choice":
        options = draw_options(question, rng)
        return PreparedQuestion(question, form, options) if options else None
    if form == "estimate" and estimate(question.answer.text, question.answer).verdict != "right":
        return None  # its unit contains numbers
    return PreparedQuestion(question, form)


def draw_options(question: Question, rng: Random) -> Strings:
    """Draws four options in random order; () if there aren't enough good distractors.

    By length, year or amount, the right option comes first, last or between the others equally
    often, as far as the distractors allow.
    """
    answer = question.answer
    words = significant_words(question.ask)
    candidates = _distractor_candidates(question)
    for _ in range(_OPTION_DRAWS):
        wrong = _draw_wrong_options(question, candidates, rng)
        if len(wrong) < OPTION_COUNT - 1:
            break
        if not giveaway_feature(answer.text, wrong) and not _echoes(words, answer.text, wrong):
            wrong.insert(randbelow(OPTION_COUNT, rng), answer.text)
            return tuple(wrong)
    return ()


def _distractor_candidates(question: Question) -> list[str]:
    """The distractors of a question, of numbers and dates the nearest first."""
    answer, kind = question.answer, _kind(question)
    words = significant_words(question.ask)
    pool = (
        text
        for text in question.distractor_pool
        if text != answer.text and not significant_words(text) <= words
    )
    candidates = list(islice(pool, _MAX_CANDIDATES))
    if kind in ("number", "date"):
        right = _magnitude(answer.text, kind)
        candidates = [text for text in candidates if _is_plausible(text, question, kind)]
        candidates.sort(key=lambda text: _distance(_magnitude(text, kind), right, kind))
    return candidates


def _draw_wrong_options(question: Question, candidates: Sequence[str], rng: Random) -> list[str]:
    """Draws distractors so that the right answer's rank among the options is random."""
    kind = _kind(question)
    right = _magnitude(question.answer.text, kind)
    preferred = shuffled(candidates[:_MAX_PREFERRED], rng)
    smaller = [text for text in preferred if _magnitude(text, kind) < right]
    larger = [text for text in preferred if text not in smaller]
    rank = randbelow(OPTION_COUNT, rng)
    balanced = [*smaller[:rank], *larger[: OPTION_COUNT - 1 - rank]]
    wrong = wrong_options([*balanced, *preferred, *candidates[_MAX_PREFERRED:]], question.answer)
    return shuffled(list(islice(wrong, OPTION_COUNT - 1)), rng)


def _kind(question: Question) -> AnswerKind:
    return question.answer.kind or infer_kind(question.answer.text)


def _is_plausible(text: str, question: Question, kind: AnswerKind) -> bool:
    """Whether a date is near enough to be credible, and a number too far off to be accepted."""
    if kind == "date":
        right = _magnitude(question.answer.text, kind)
        return _distance(_magnitude(text, kind), right, kind) < _DECADE
    return "estimate" not in question.forms or estimate(text, question.answer).verdict == "wrong"


def _echoes(words: frozenset[str], right: str, wrong: Sequence[str]) -> bool:
    """Whether the right option is the only one with a word of the question."""

    def shares_word(text: str) -> bool:
        return any(len(word) > 3 and word in words for word in significant_words(text))

    return shares_word(right) and not any(map(shares_word, wrong))


def _magnitude(text: str, kind: AnswerKind) -> Decimal:
    """The feature by which options visibly differ: an amount, a day, or a number of letters."""
    if kind == "number" and (found := parse_amounts(text)):
        return found[0].value
    if kind == "date" and (times := parse_dates(text)):
        year, month, day = times[0].first_year or 0, times[0].month or 0, times[0].day or 0
        return Decimal(372 * year + 31 * month + day)
    return Decimal(len(text))


def _distance(a: Decimal, b: Decimal, kind: AnswerKind) -> Decimal:
    """How far two magnitudes are apart: for amounts their ratio, exact on every computer."""
    if kind == "number" and a > 0 and b > 0:
        return max(a, b) / min(a, b)
    return abs(a - b)


def checksum(questions: Sequence[PreparedQuestion]) -> str:
    """Four hexadecimal digits by which players see whether they have the same round."""
    content = [
        (question.id, form, question.ask, question.answer.text, options)
        for question, form, options in questions
    ]
    return f"{crc32(repr(content).encode()) & 0xFFFF:04x}"


def daily_seed(day: date, key: str) -> int:
    """The seed of a day's round: the same for everyone who plays about the same films."""
    return crc32(f"{day.isoformat()} {key}".encode()) % _MAX_DAILY_SEED
