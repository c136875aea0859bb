"""The questions to export, as plain text that each format turns into its own."""

import math
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import NamedTuple

from heartcli.export.terms import question_terms
from heartcli.model.records import Source, Strings
from heartcli.quiz.judging import Answer, infer_kind, judge, number_ranges
from heartcli.quiz.questions.question import Form
from heartcli.quiz.rounds.build import QuestionSet
from heartcli.quiz.rounds.play import OPTION_LETTERS, correct_order
from heartcli.quiz.rounds.prepare import PreparedQuestion
from heartcli.text.display import printable_line

_ROUND_SIZE = 10  # questions at most
_MIN_RANGE = 3  # whole numbers in a row


class Citation(NamedTuple):
    """A source of an answer."""

    text: str  # its title and its name: "Dream on (John Doe), Time, 25 Jan 1982"
    url: str  # "" if it has none


class CitedQuestion(NamedTuple):
    """A question in one form, with its answer, explanation and sources.

    Each text is one line without control characters.
    """

    id: str  # stays the same if the question is reworded
    form: Form
    ask: str
    clues: Strings  # for the form "clues": the hardest first
    options: Strings  # of a choice, or the events of an order, in the order shown
    answer: str  # an option, a reply, or the letters of the events in the right order
    accept: Strings  # other right replies
    numbers: tuple[tuple[Decimal, Decimal], ...]  # of an estimate: right numbers, ± how much
    why: str
    citations: tuple[Citation, ...]
    section: str
    difficulty: str
    film: str  # title and year
    heading: str  # the film, unless that gives the answer away
    deck: str  # the film's title, or "Catalogue" in a round about the catalogue
    short_replies: Strings = ()  # last names that heart accepts

    @property
    def rights(self) -> Strings:
        """Every right reply, the best first."""
        return (self.answer, *self.accept)

    @property
    def also_accept(self) -> Strings:
        """What else a host accepts; whole numbers in a row are a range: "23 to 28"."""
        if self.letter:
            return ()
        numbers = sorted(int(right) for right in self.rights if right.isdecimal())
        if self.form == "estimate" and len(numbers) == len(self.rights):
            low, high = numbers[0], numbers[-1]
            if low in self._near_numbers and high in self._near_numbers:
                return ()  # the allowance covers them
            if _MIN_RANGE <= len(numbers) == high - low + 1:
                return (f"{low} to {high}",)
        return self.accept

    @property
    def letter(self) -> str:
        """The letter of the right option; "" without options to choose from."""
        is_choice = self.options and self.form != "order"
        return OPTION_LETTERS[self.options.index(self.answer)] if is_choice else ""

    @property
    def shown_answer(self) -> str:
        """The answer to print, with spaces between the letters of events."""
        return " ".join(self.answer) if self.form == "order" else self.answer

    @property
    def events_in_order(self) -> Strings:
        """The events of an order in the right order."""
        return tuple(self.options[OPTION_LETTERS.index(letter)] for letter in self.answer)

    @property
    def allowance(self) -> str:
        """How far off an estimate may be: "Anything from 37 to 45 is right", or ""."""
        near = self._near_numbers
        is_range = near.stop - near.start > 1
        return f"Anything from {near[0]:,} to {near[-1]:,} is right" if is_range else ""

    @property
    def _near_numbers(self) -> range:
        """The whole numbers that are right for an estimate; empty if it isn't one."""
        for value, tolerance in self.numbers[:1]:
            low = (value - tolerance).to_integral_value(ROUND_CEILING)
            high = (value + tolerance).to_integral_value(ROUND_FLOOR)
            return range(int(low), int(high) + 1)
        return range(0)

    @property
    def feedback_lines(self) -> list[str]:
        """What to show after an answer: the explanation, then a line for each source."""
        sources = [" ".join(["Source:", *filter(None, source)]) for source in self.citations]
        return [*filter(None, [self.why]), *sources]


class QuizRound(NamedTuple):
    """Questions that are asked together, and numbered from 1."""

    name: str  # "Round 1"; "" if there is only one
    questions: Sequence[CitedQuestion]


class Quiz(NamedTuple):
    """What a format writes: questions with a title, and the terms of their texts."""

    title: str
    questions: Sequence[CitedQuestion]
    terms: Strings
    command: str  # exports the same questions
    timestamp: int  # seconds since 1970
    tie_breaker: CitedQuestion | None = None  # an estimate, for sheets

    @property
    def rounds(self) -> list[QuizRound]:
        """Rounds of ten questions or a little less, as equal as possible."""
        total = len(self.questions)
        count = math.ceil(total / _ROUND_SIZE)
        starts = [math.ceil(total * n / count) for n in range(count)]
        return [
            QuizRound(f"Round {number}" if count > 1 else "", self.questions[start:end])
            for number, (start, end) in enumerate(pairwise([*starts, total]), 1)
        ]

    @property
    def marking_rule(self) -> str:
        """How to mark replies."""
        rules = ["One point each. Spelling doesn't count."]
        if any(question.short_replies for question in self.questions):
            rules.append("Last names will do.")
        if any(question.form == "order" for question in self.questions):
            rules.append("An order must be right from first to last.")
        return " ".join(rules)


def make_quiz(question_set: QuestionSet, title: str, timestamp: int) -> Quiz:
    """Returns a round's questions for export, and the terms of what they cite."""
    return Quiz(
        title=printable_line(title or ", ".join(film.title for film in question_set.films)),
        questions=[
            cite(prepared, from_catalogue=question_set.from_catalogue)
            for prepared in question_set.questions
        ],
        terms=question_terms(prepared.question for prepared in question_set.questions),
        command=question_set.command,
        timestamp=timestamp,
    )


def cite(prepared: PreparedQuestion, *, from_catalogue: bool = False) -> CitedQuestion:
    """Returns a prepared question with its sources."""
    question, form, options = prepared
    film, answer = question.film, question.answer
    title = printable_line(film.title)
    names = () if question.hides_film else (f"{title} ({film.year})", title)
    return CitedQuestion(
        id=question.id,
        form=form,
        ask=question.ask,
        clues=question.clues,
        options=options,
        answer=correct_order(prepared) if form == "order" else answer.text,
        accept=answer.accept,
        numbers=tuple(number_ranges(answer)) if form == "estimate" else (),
        why=question.why,
        citations=tuple(_cite_source(film.sources[name]) for name in question.sources),
        section=question.section,
        difficulty=question.difficulty,
        film=f"{title} ({film.year})",
        heading=next((n for n in names if answer.text.casefold() not in n.casefold()), ""),
        deck="Catalogue" if from_catalogue else title,
        short_replies=() if options else tuple(dict.fromkeys(_last_names(answer))),
    )


def _last_names(answer: Answer) -> Iterator[str]:
    if (answer.kind or infer_kind(answer.text)) != "person":
        return
    for text in answer.rights:
        names = text.split()
        if len(names) > 1 and judge(names[-1], answer).verdict == "right":
            yield names[-1]


def plain_digits(number: Decimal) -> str:
    """Returns a number without an exponent or trailing zeros."""
    return f"{number.normalize():f}"


def _cite_source(source: Source) -> Citation:
    parts = dict.fromkeys([source.title, source.author, source.publisher])
    dated = [source.date.words] if source.date else []
    text = ", ".join([*filter(None, parts), *dated])
    return Citation(printable_line(text), printable_line(source.url))
