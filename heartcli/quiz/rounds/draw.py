"""Draws a round's questions, forms and options; the same seed always gives the same round."""

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
from heartcli.quiz.judging import Answer, AnswerKind, estimate, infer_kind
from heartcli.quiz.judging.dates import parse_dates
from heartcli.quiz.questions import question as question_rules
from heartcli.quiz.questions.question import (
    FORMS,
    OPTION_COUNT,
    TRUE_FALSE,
    Form,
    Question,
    significant_words,
)
from heartcli.quiz.stable_random import randbelow, shuffled
from heartcli.text.numbers import parse_amounts

_MAX_DAILY_SEED = 1_000_000
_MAX_PREFERRED = 12  # best distractors, used before any others
_MAX_CANDIDATES = 400  # distractors to look at; each one takes time
_DECADE = 10 * 372  # days, as _magnitude counts them
_OPTION_DRAWS = 5  # attempts at drawing options that don't make the right one stand out
_REPEAT_PENALTY = 3  # how strongly each question drawn lowers its section's weight


class PreparedQuestion(NamedTuple):
    """A question in one of its forms, with the options or the events to put in order."""

    question: Question
    form: Form
    options: Strings = ()


@frozen
class QuestionFilter(Frozen):
    """Which questions a round may ask, and how many."""

    count: int = 10
    forms: tuple[Form, ...] = FORMS
    section: str = ""
    difficulty: Difficulty | None = None
    spoilers: bool = False

    def accepts(self, question: Question) -> bool:
        """Whether the round may ask this question."""
        return (
            (not self.section or question.section == self.section)
            and self.difficulty in (None, question.difficulty)
            and (self.spoilers or not question.spoiler)
            and any(form in self.forms for form in question.forms)
        )


class _SectionQueue:
    """A section's questions that haven't been drawn yet."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._written = [question for question in questions if question.is_written]
        self._generated = [question for question in questions if not question.is_written]
        self.drawn = 0

    def weight(self) -> float:
        """Returns the section's relative chance of being drawn from; 0 if it's empty."""
        left = len(self._written) + len(self._generated)
        return sqrt(left) / (1 + _REPEAT_PENALTY * self.drawn)

    def pop(self, rng: Random) -> Question:
        """Removes and returns a question, preferring written ones half of the time."""
        if rng.random() < 0.5:
            return (self._written or self._generated).pop()
        return (self._generated or self._written).pop()


def draw_round(
    questions: Sequence[Question], rng: Random, question_filter: QuestionFilter
) -> list[PreparedQuestion]:
    """Draws questions from all sections: none twice, and records twice only if necessary."""
    count, forms = question_filter.count, question_filter.forms
    accepted = shuffled([q for q in questions if question_filter.accepts(q)], rng)
    sections = sorted({q.section for q in accepted})
    queues = [_SectionQueue([q for q in accepted if q.section == name]) for name in sections]
    drawn: list[PreparedQuestion] = []
    postponed: list[Question] = []
    used_keys: set[tuple[str, str]] = set()
    while len(drawn) < count and any(weights := [queue.weight() for queue in queues]):
        queue = queues[_weighted_index(weights, rng)]
        question = queue.pop(rng)
        records = {(question.film.id, record) for record in question.about}
        keys = records | {("", key) for key in question.exclusive_keys}
        if used_keys & keys:
            postponed.append(question)
        elif prepared := prepare_question(question, forms, rng):
            drawn.append(prepared)
            used_keys |= keys
            queue.drawn += 1
    for question in postponed:
        if len(drawn) < count and (prepared := prepare_question(question, forms, rng)):
            drawn.append(prepared)
    return drawn


def _weighted_index(weights: Sequence[float], rng: Random) -> int:
    rest = rng.random() * sum(weights)
    for i, weight in enumerate(weights):
        rest -= weight
        if rest < 0:
            return i
    return max(i for i, weight in enumerate(weights) if weight)  # in case of rounding errors


def prepare_question(
    question: Question, forms: tuple[Form, ...], rng: Random
) -> PreparedQuestion | None:
    """Prepares a question in one of these forms, half of the time a choice; None if none fits."""
    answer, possible = question.answer, [form for form in question.forms if form in forms]
    others = shuffled([form for form in possible if form != "choice"], rng)
    choice = [form for form in possible if form == "choice"]
    for form in [*choice, *others] if rng.random() < 0.5 else [*others, *choice]:
        if form == "order":
            while (events := tuple(shuffled(question.events, rng))) == question.events:
                pass
            return PreparedQuestion(question, form, events)
        if form == "choice":
            if options := draw_options(question, rng):
                return PreparedQuestion(question, form, options)
        elif form == "true-false":
            return PreparedQuestion(question, form, TRUE_FALSE)
        elif form in ("typed", "clues") or estimate(answer.text, answer).verdict == "right":
            return PreparedQuestion(question, form)  # estimates fail if the unit has a number
    return None


def draw_options(question: Question, rng: Random) -> Strings:
    """Draws four options in random order; () if there aren't enough good distractors.

    As far as the distractors allow, the right option is equally likely to rank first, last or in
    between by length, year or amount.
    """
    right, kind = question.answer.text, question.answer.kind or infer_kind(question.answer.text)
    words = significant_words(question.ask)
    candidates = _find_distractors(question, words, kind)
    for _ in range(_OPTION_DRAWS):
        wrong = _draw_distractors(question.answer, kind, candidates, rng)
        if len(wrong) < OPTION_COUNT - 1:
            break
        if not question_rules.giveaway_feature(right, wrong) and not _echoes(words, right, wrong):
            wrong.insert(randbelow(OPTION_COUNT, rng), right)
            return tuple(wrong)
    return ()


def _find_distractors(question: Question, words: frozenset[str], kind: AnswerKind) -> list[str]:
    """Finds distractors that the question's `words` don't contain; nearest numbers and dates first.

    Dates must be close enough to be credible, numbers too far off to be accepted as estimates.
    """
    answer = question.answer
    pool = (
        text
        for text in question.distractor_pool
        if text != answer.text and not significant_words(text) <= words
    )
    candidates = list(islice(pool, _MAX_CANDIDATES))
    if kind not in ("number", "date"):
        return candidates
    right = _magnitude(answer.text, kind)
    near = sorted(candidates, key=lambda text: _distance(_magnitude(text, kind), right, kind))
    if kind == "date":
        return [text for text in near if abs(_magnitude(text, kind) - right) < _DECADE]
    if "estimate" in question.forms:
        return [text for text in near if estimate(text, answer).verdict == "wrong"]
    return near


def _draw_distractors(answer: Answer, kind: AnswerKind, texts: list[str], rng: Random) -> list[str]:
    """Draws distractors so that the right answer's rank among the options is random."""
    right = _magnitude(answer.text, kind)
    preferred = shuffled(texts[:_MAX_PREFERRED], rng)
    smaller = [text for text in preferred if _magnitude(text, kind) < right]
    larger = [text for text in preferred if text not in smaller]
    rank = randbelow(OPTION_COUNT, rng)
    balanced = [*smaller[:rank], *larger[: OPTION_COUNT - 1 - rank]]
    ordered = [*balanced, *preferred, *texts[_MAX_PREFERRED:]]
    wrong = question_rules.wrong_options(ordered, answer)
    return shuffled(list(islice(wrong, OPTION_COUNT - 1)), rng)


def _echoes(words: frozenset[str], right: str, wrong: Sequence[str]) -> bool:
    """Whether only the right option repeats a word from the question."""
    long_words = {word for word in words if len(word) > 3}
    has_word = [bool(long_words & significant_words(text)) for text in (right, *wrong)]
    return has_word[0] and not any(has_word[1:])


def _magnitude(text: str, kind: AnswerKind) -> Decimal:
    """Measures an option by its most visible feature: its amount, its date or its length."""
    if kind == "number" and (amounts := parse_amounts(text)):
        return amounts[0].value
    if kind == "date" and (times := parse_dates(text)):
        year, month, day = times[0].first_year or 0, times[0].month or 0, times[0].day or 0
        return Decimal(372 * year + 31 * month + day)
    return Decimal(len(text))


def _distance(a: Decimal, b: Decimal, kind: AnswerKind) -> Decimal:
    """Returns how far apart two magnitudes are (amounts by ratio), the same on every computer."""
    return max(a, b) / min(a, b) if kind == "number" and a > 0 and b > 0 else abs(a - b)


def checksum(questions: Sequence[PreparedQuestion]) -> str:
    """Returns four hexadecimal digits that show players whether they have the same round."""
    content = [(q.id, form, q.ask, q.answer.text, options) for q, form, options in questions]
    return f"{crc32(repr(content).encode()) & 0xFFFF:04x}"


def daily_seed(day: date, key: str) -> int:
    """Returns the seed of a day's round, the same for everybody who plays the same films."""
    return crc32(f"{day.isoformat()} {key}".encode()) % _MAX_DAILY_SEED
