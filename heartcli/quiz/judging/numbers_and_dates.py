"""Matches a reply against a number or a date."""

import re
from decimal import Decimal

from heartcli.quiz.judging.dates import compare, parse_dates
from heartcli.quiz.judging.matching import NO_MATCH, Level, Match
from heartcli.text.numbers import Amount, parse_amounts

_MAX_NOUNS = 2  # words next to a number: nine sound stages
_HEDGES = r"(?i)\b(?:about|around|roughly|approximately|approx|nearly|almost|over)\b"
_MAX_HEDGED_ERROR = Decimal("0.1")  # relative error of a number with a hedge
_MIN_ROUNDED = 1000  # people don't round smaller whole numbers
_INEXACT = Match(Level.PARTIAL, 0, "the number isn't exact")


def compare_numbers(reply: str, right: str) -> Match | None:
    """Matches two numbers; None if one of them is not a number."""
    rights, guesses = parse_amounts(right)[:1], parse_amounts(reply)
    if not rights or not guesses:
        return None
    [answer] = rights
    for guess in guesses:
        is_plain = len(guess.nouns) <= _MAX_NOUNS and guess.measure != "before Christ"
        if is_plain and relative_error(guess, answer) == 0:
            return Match(Level.FULL, 0, "that's the number")
    guess = guesses[0]
    if re.search(_HEDGES, reply) and (relative_error(guess, answer) or 1) <= _MAX_HEDGED_ERROR:
        return _INEXACT
    if not guess.nouns and (_lacks_scale(guess, answer) or _is_rounded(guess, answer)):
        return _INEXACT
    return NO_MATCH


def relative_error(guess: Amount, answer: Amount) -> Decimal | None:
    """The error as a share of the answer; None if the two measure different things."""
    if guess.measure and answer.measure and guess.measure != answer.measure:
        return None
    both = guess.measure and answer.measure
    value, right = (guess.value, answer.value) if both else (guess.stated, answer.stated)
    return abs(value - right) / abs(right) if right else Decimal(value != right)


def _lacks_scale(guess: Amount, answer: Amount) -> bool:
    """Whether a guess leaves out thousand, million or billion.

    Needed by answers.toml: 26 is close to $26 million.
    """
    if guess.scaled or not answer.scaled or guess.stated >= 1000:
        return False
    return any(guess.stated * 10**power == answer.stated for power in (3, 6, 9))


def _is_rounded(guess: Amount, answer: Amount) -> bool:
    """Whether a guess is the answer, rounded to two digits or more: 637,000 for 636,796."""
    rounded, exact = guess.stated, answer.stated
    is_small = abs(exact) < _MIN_ROUNDED and exact == exact.to_integral_value()
    if rounded == exact or is_small:
        return False
    places = range(exact.adjusted() - 1, exact.adjusted() - 7, -1)
    return any(rounded == exact.quantize(Decimal(1).scaleb(place)) for place in places)


def compare_dates(reply: str, right: str) -> Match | None:
    """Matches two dates; None if one of them is not a date."""
    early = re.fullmatch(r"(?:the year )?(\d{1,3})", reply.strip())  # 476 for AD 476
    rights, guesses = parse_dates(right)[:1], parse_dates(reply)
    if not rights or not (guesses or early):
        return None
    [answer] = rights
    if early and answer.day is None and abs(answer.first_year or 0) == int(early[1]):
        if answer.first_year == int(early[1]):
            return Match(Level.FULL, 0, "that's the year")
        return Match(Level.PARTIAL, 0, "BC or AD?")
    results = {compare(guess, answer) for guess in guesses}
    if "same" in results:
        return Match(Level.FULL, 0, "that's the date")
    return Match(Level.PARTIAL, 0, "the date isn't exact") if "wider" in results else NO_MATCH
