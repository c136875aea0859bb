"""How a number or a date that was said lies to the right one."""

from __future__ import annotations

import re
from decimal import Decimal

from heartcli.quiz.judging.dates import compare, parse_dates
from heartcli.quiz.judging.matching import NO_MATCH, PART, WHOLE, Match
from heartcli.text.numbers import Amount, parse_amounts

_MAX_NOUNS = 2  # words beside a number: nine sound stages
_HEDGES = r"(?i)\b(?:about|around|roughly|approximately|approx|nearly|almost|over)\b"
_MAX_HEDGED_ERROR = Decimal("0.1")  # by so much a number may miss that is said to be about right
_EXACT_BELOW = 1000  # whole numbers below are not rounded when they are told


def compare_numbers(reply: str, right: str) -> Match | None:
    """How two numbers lie to each other; None where one of them is no number."""
    rights, guesses = parse_amounts(right)[:1], parse_amounts(reply)
    if not rights or not guesses:
        return None
    [theirs] = rights
    for mine in guesses:
        fits = len(mine.nouns) <= _MAX_NOUNS and mine.measure != "before Christ"
        if fits and relative_error(mine, theirs) == 0:
            return Match(WHOLE, 0, "that is the number")
    mine = guesses[0]
    if re.search(_HEDGES, reply) and (relative_error(mine, theirs) or 1) <= _MAX_HEDGED_ERROR:
        return Match(PART, 0, "the number is not exact")
    if not mine.nouns and (_lacks_scale(mine, theirs) or _is_rounded(mine, theirs)):
        return Match(PART, 0, "the number is not exact")
    return NO_MATCH


def relative_error(reply: Amount, answer: Amount) -> Decimal | None:
    """By what share a number misses another; None where they measure different things."""
    if reply.measure and answer.measure and reply.measure != answer.measure:
        return None
    both = reply.measure and answer.measure
    mine, theirs = (reply.value, answer.value) if both else (reply.stated, answer.stated)
    return abs(mine - theirs) / abs(theirs) if theirs else Decimal(mine != theirs)


def _lacks_scale(mine: Amount, theirs: Amount) -> bool:
    """26 for 26 million."""
    scales = (10**3, 10**6, 10**9)
    plain = theirs.scaled and not mine.scaled and mine.stated < scales[0]
    return plain and any(mine.stated * scale == theirs.stated for scale in scales)


def _is_rounded(mine: Amount, theirs: Amount) -> bool:
    """637,000 for 636,796: to two figures at least."""
    guess, exact = mine.stated, theirs.stated
    if guess == exact or (abs(exact) < _EXACT_BELOW and exact == exact.to_integral_value()):
        return False
    places = range(exact.adjusted() - 1, exact.adjusted() - 7, -1)
    return any(guess == exact.quantize(Decimal(1).scaleb(place)) for place in places)


def compare_dates(reply: str, right: str) -> Match | None:
    """How two dates lie to each other; None where one of them is no date."""
    early = re.fullmatch(r"(?:the year )?(\d{1,3})", reply.strip())  # 476 for AD 476
    rights, guesses = parse_dates(right)[:1], parse_dates(reply)
    if not rights or not (guesses or early):
        return None
    [theirs] = rights
    if early and theirs.day is None and abs(theirs.first_year or 0) == int(early[1]):
        if theirs.first_year == int(early[1]):
            return Match(WHOLE, 0, "that is the year")
        return Match(PART, 0, "of which era?")
    ways = {compare(mine, theirs) for mine in guesses}
    if "same" in ways:
        return Match(WHOLE, 0, "that is the date")
    return Match(PART, 0, "the date is not exact") if "wider" in ways else NO_MATCH
