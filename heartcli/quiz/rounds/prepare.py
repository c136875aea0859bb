"""Prepares a question in one of its forms, with options that don't give the right one away."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import combinations, islice
from random import Random
from typing import NamedTuple

from heartcli.model.records import Strings
from heartcli.quiz.judging import AnswerKind, estimate, infer_kind
from heartcli.quiz.judging.dates import parse_dates
from heartcli.quiz.questions import question as question_rules
from heartcli.quiz.questions.question import (
    OPTION_COUNT,
    TRUE_FALSE,
    Form,
    Question,
    is_askable,
    make_printable,
    significant_words,
)
from heartcli.quiz.stable_random import randbelow, shuffled
from heartcli.text.numbers import parse_amounts

_MAX_PREFERRED = 12  # best distractors, used before any others
_MAX_CANDIDATES = 400  # distractors to look at; each one takes time
_DECADE = 10 * 372  # days, as _magnitude counts them
_MAX_SEARCHED = _MAX_PREFERRED + 3  # wrong options to combine; random draws use no others
_OPTION_DRAWS = 5  # attempts at drawing options that don't make the right one stand out


class PreparedQuestion(NamedTuple):
    """A question in one of its forms, with the options or the events to put in order."""

    question: Question
    form: Form
    options: Strings = ()


_NAMESAKE = re.compile(r"\([IVX]+\)$")  # James Dean (II): the number gives a wrong option away


def prepare_question(
    question: Question, forms: Collection[Form], rng: Random, *, prefer_choice: bool
) -> PreparedQuestion | None:
    """Prepares a question in one of these forms, or returns None if none fits.

    If it can be a choice or something else, `prefer_choice` decides.
    """
    question = make_printable(question)
    if not is_askable(question):
        return None
    answer, possible = question.answer, [form for form in question.forms if form in forms]
    in_order = shuffled(possible, rng)
    in_order.sort(key=lambda form: (form == "choice") != prefer_choice)
    for form in in_order:
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
    answer, kind = question.answer, question.answer.kind or infer_kind(question.answer.text)
    words = significant_words(question.ask)
    candidates = _find_distractors(question, words, kind)
    for _ in range(_OPTION_DRAWS):
        wrong = _draw_distractors(question, kind, candidates, rng)
        if len(wrong) < OPTION_COUNT - 1:
            return ()
        if not _stands_out(words, answer.text, wrong):
            break
    else:
        wrong = _search_distractors(question, words, candidates, rng)
    if wrong:
        wrong.insert(randbelow(OPTION_COUNT, rng), answer.text)
    return tuple(wrong)


def _find_distractors(question: Question, words: frozenset[str], kind: AnswerKind) -> list[str]:
    """Finds distractors that the question's `words` don't contain; nearest numbers and dates first.

    Dates must be close enough to be credible, numbers too far off to be accepted as estimates.
    """
    answer = question.answer
    pool = (
        text
        for text in question.distractor_pool
        if text != answer.text
        and not significant_words(text) <= words
        and not _NAMESAKE.search(text)
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


def _draw_distractors(
    question: Question, kind: AnswerKind, texts: list[str], rng: Random
) -> list[str]:
    """Draws distractors so that the right answer's rank among the options is random."""
    right = _magnitude(question.answer.text, kind)
    preferred = shuffled(texts[:_MAX_PREFERRED], rng)
    smaller = [text for text in preferred if _magnitude(text, kind) < right]
    larger = [text for text in preferred if text not in smaller]
    rank = randbelow(OPTION_COUNT, rng)
    balanced = [*smaller[:rank], *larger[: OPTION_COUNT - 1 - rank]]
    ordered = [*balanced, *preferred, *texts[_MAX_PREFERRED:]]
    wrong = question_rules.wrong_options(ordered, question)
    return shuffled(list(islice(wrong, OPTION_COUNT - 1)), rng)


def _search_distractors(
    question: Question, words: frozenset[str], texts: list[str], rng: Random
) -> list[str]:
    """Searches for distractors that don't make the right answer stand out; [] if there are none.

    Whether a question has options must not depend on luck, or rounds would differ in length.
    """
    usable = islice(question_rules.wrong_options(texts, question), _MAX_SEARCHED)
    groups = combinations(shuffled(list(usable), rng), OPTION_COUNT - 1)
    right = question.answer.text
    return next((list(wrong) for wrong in groups if not _stands_out(words, right, wrong)), [])


def _stands_out(words: frozenset[str], right: str, wrong: Sequence[str]) -> bool:
    """Whether a feature sets the right option apart, or only it repeats a word of the question."""
    long_words = {word for word in words if len(word) > 3}
    echoes = [bool(long_words & significant_words(text)) for text in (right, *wrong)]
    is_echo = echoes[0] and not any(echoes[1:])
    return is_echo or question_rules.giveaway_feature(right, wrong) != ""


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
