"""Judging: whether a reply is right, close or wrong, and why.

Everything public is here: `judge` for typed replies, `estimate` for guesses at a number, and their
types. `rules` applies the rules in order; most other modules handle one kind of answer each.
"""

from heartcli.quiz.judging.answer import Answer, AnswerKind, Judgement, Verdict, infer_kind
from heartcli.quiz.judging.numbers import estimate, number_ranges, parse_guesses
from heartcli.quiz.judging.rules import judge

__all__ = [
    "Answer", "AnswerKind", "Judgement", "Verdict", "estimate", "infer_kind", "judge",
    "number_ranges", "parse_guesses",
]  # fmt: skip
