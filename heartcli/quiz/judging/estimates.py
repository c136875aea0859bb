"""Judges guesses at a number by how far they are off."""

import re
from decimal import Decimal

from heartcli.quiz.judging.answer import Answer, Judgement
from heartcli.quiz.judging.cleaning import MAX_REPLY_LENGTH
from heartcli.quiz.judging.numbers_and_dates import relative_error
from heartcli.text.numbers import Amount, parse_amounts

ESTIMATE_RIGHT = Decimal("0.02")  # relative error up to which a guess is right
ESTIMATE_CLOSE = Decimal("0.2")  # and up to which it is close
_OUT_OF_TOTAL = r"(?i)\s*(?:/|\bout of\b)\s*\d+$"  # 6.5/10
_BARE_NUMBER = r"(\d{1,3})(?:[. ](\d\d))?"


def estimate(reply: str, answer: Answer) -> Judgement:
    """Judges a guess: right within 2%, close within 20% or if only "million" is missing."""
    guesses = parse_guesses(reply, answer)
    errors = [(error, *pair) for pair in guesses if (error := relative_error(*pair)) is not None]
    if not errors:
        return Judgement("wrong", "that's the wrong unit" if guesses else "that's not a number")
    error, guess, right = min(errors)
    if error <= ESTIMATE_RIGHT:
        reason = f"{100 * error:.1f}% off".replace(".0%", "%") if error else "exactly"
        return Judgement("right", reason)
    if error <= ESTIMATE_CLOSE:
        direction = "low" if guess.value < right.value else "high"
        return Judgement("close", f"too {direction}, but not by much")
    if any(_omits_scale(*pair) for pair in guesses):
        return Judgement("close", "thousands or millions?")
    return Judgement("wrong", f"{100 * error:.0f}% off" if error <= 1 else "far off")


def parse_guesses(reply: str, answer: Answer) -> list[tuple[Amount, Amount]]:
    """The numbers that a guess may mean, each paired with a right one.

    For a duration, 6 is six minutes and 5.53 is 5:53; 6.5/10 is 6.5.
    """
    reply = re.sub(_OUT_OF_TOTAL, "", reply.strip()[:MAX_REPLY_LENGTH])
    guesses = minutes = parse_amounts(reply)
    if bare := re.fullmatch(_BARE_NUMBER, reply):
        minutes = parse_amounts(f"{bare[1]}:{bare[2] or '00'}")[:1]
    rights = [right for text in answer.rights for right in parse_amounts(text)[:1]]
    return [
        (guess, right)
        for right in rights
        for guess in (minutes if right.measure == "time" else guesses)
    ]


def _omits_scale(guess: Amount, right: Amount) -> bool:
    """Whether a guess leaves out thousand, million or billion: 26 for 26 million."""
    if guess.scaled:
        return False
    margin = ESTIMATE_CLOSE * abs(right.stated)
    return any(abs(guess.stated * 10**power - right.stated) <= margin for power in (3, 6, 9))
