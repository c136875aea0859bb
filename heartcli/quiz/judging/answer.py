"""Defines answers and judgements, and infers an answer's kind from its text."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from heartcli.quiz.judging.dates import parse_dates
from heartcli.quiz.judging.names import looks_like_name
from heartcli.text.numbers import parse_amounts

AnswerKind = Literal["person", "title", "number", "date", "text"]
Verdict = Literal["right", "close", "wrong"]


class Answer(NamedTuple):
    """The texts that a reply is compared with.

    Replies that match `accept` are right too; those that match `too_vague` are close, and those
    that match `reject` are wrong. If `kind` is None, it's inferred from the text.
    """

    text: str
    accept: tuple[str, ...] = ()
    too_vague: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    kind: AnswerKind | None = None

    @property
    def rights(self) -> tuple[str, ...]:
        """All texts that count as right."""
        return (self.text, *self.accept)


class Judgement(NamedTuple):
    """A verdict, and the reason in a few words."""

    verdict: Verdict
    why: str


@lru_cache(maxsize=4096)
def infer_kind(text: str) -> AnswerKind:
    """Infers the kind of an answer from the way it's written."""
    dates, amounts = parse_dates(text), parse_amounts(text)
    is_ordinal = re.fullmatch(r"(?:the )?[\w-]+(?:st|nd|rd|th)", text)
    is_small = text.isdecimal() and len(text) < 3  # 42 is a number, not the year 1942
    has_day_or_year = dates and (dates[0].first_year or dates[0].day is not None)
    if has_day_or_year and not (is_ordinal or is_small):
        return "date"
    if amounts and not amounts[0].nouns and (len(text) > 1 or text.isdecimal()):
        return "number"
    return "person" if looks_like_name(text) else "text"
