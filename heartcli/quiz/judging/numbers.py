"""Judges numbers: exact answers, and guesses by how far off they are."""

import re
from collections.abc import Iterator
from decimal import Decimal

from heartcli.quiz.judging.answer import Answer, Judgement, infer_kind
from heartcli.quiz.judging.cleaning import MAX_REPLY_LENGTH
from heartcli.quiz.judging.dates import parse_dates
from heartcli.quiz.judging.matching import NO_MATCH, Level, Match
from heartcli.text.numbers import Amount, parse_amounts
from heartcli.text.numerals import CARDINALS

ESTIMATE_RIGHT = Decimal("0.02")  # largest relative error of a right guess
ESTIMATE_CLOSE = Decimal("0.2")  # largest relative error of a close guess
_CLOSE_YEARS = 2
_MIN_RUNNING_TIME, _MINUTES_OUT = 30 * 60, Decimal(5 * 60)  # seconds: of a film; off, but right
_OUT_OF_TOTAL = r"(?i)\s*(?:/|\bout of\b)\s*\d+$"  # 6.5/10
_BARE_NUMBER = r"(\d{1,3})(?:[. ](\d\d))?"
_MAX_NOUNS = 2  # words that may follow a number: nine sound stages
_HEDGES = r"(?i)\b(?:about|around|roughly|approximately|approx|nearly|almost|over)\b"
_BOUNDS = (
    r"(?i)\b(?:(?:more|less|fewer) than|over|under|nearly|almost|at (?:least|most)|up to)\b|\+$"
)
_MAX_HEDGED_ERROR = Decimal("0.1")  # largest relative error of a close reply with a hedge
_SINGLE_NUMBER = r"[^\d-]*(-?\d[\d,]*(?:\.\d+)?)\D*"  # not 5:53 or 12-14
_MIN_ROUNDED = 1000  # people don't round smaller whole numbers


def compare_numbers(reply: str, right: str) -> Match | None:
    """Matches a reply against the right number; None if either isn't a number."""
    rights, guesses = parse_amounts(right)[:1], parse_amounts(reply)
    if not rights or not guesses:
        return None
    [answer] = rights
    for guess in guesses:
        is_plain = len(guess.nouns) <= _MAX_NOUNS and guess.measure != "before Christ"
        if is_plain and _relative_error(guess, answer) == 0:
            if re.search(_BOUNDS, reply):
                return Match(Level.PARTIAL, 0, "that isn't an exact number")
            return Match(Level.FULL, 0, "that's the number")
    guess = guesses[0]
    is_hedged = re.search(_HEDGES, reply)
    is_near = is_hedged and (_relative_error(guess, answer) or 1) <= _MAX_HEDGED_ERROR
    # Needed by answers.toml: 26 is close to $26 million.
    lacks_scale = answer.scaled and guess.stated < 1000 and _lacks_scale(guess, answer, Decimal(0))
    if is_near or (not guess.nouns and (lacks_scale or _is_rounded(guess, answer))):
        return Match(Level.PARTIAL, 0, "the number isn't exact")
    return NO_MATCH


def estimate(reply: str, answer: Answer) -> Judgement:
    """Judges a guess: a year by the years it's out, anything else by its relative error.

    A number is right within 2%, or a running time within five minutes, and close within 20%.
    """
    guesses = parse_guesses(reply, answer)
    if guesses and (answer.kind or infer_kind(answer.text)) == "date":
        return _judge_year(reply, answer)
    errors = [(error, *pair) for pair in guesses if (error := _relative_error(*pair)) is not None]
    if not errors:
        return Judgement("wrong", "that's the wrong unit" if guesses else "that's not a number")
    error, guess, right = min(errors)
    if error <= _largest_right_error(right):
        return Judgement("right", "that's near enough" if error else "that's exactly it")
    direction = "low" if guess.value < right.value else "high"
    if error <= ESTIMATE_CLOSE:
        return Judgement("close", f"too {direction}, but not by much")
    if any(_lacks_scale(*pair, ESTIMATE_CLOSE) for pair in guesses):
        return Judgement("close", "that doesn't say whether it's thousands or millions")
    return Judgement("wrong", f"too {direction}" if error < 1 else f"far too {direction}")


def _judge_year(reply: str, answer: Answer) -> Judgement:
    rights = [date.first_year for text in answer.rights for date in parse_dates(text)[:1]]
    years = [date.first_year for date in parse_dates(reply) if date.first_year == date.last_year]
    errors = [abs(year - right) for year in years for right in rights if year and right]
    if not errors:
        return Judgement("wrong", "that's not a year")
    error = min(errors)
    if error == 0:
        return Judgement("right", "that's the year")
    count = next((word for word, value in CARDINALS.items() if value == error <= 10), f"{error:,}")
    noun = "year" if error == 1 else "years"
    return Judgement("close" if error <= _CLOSE_YEARS else "wrong", f"{count} {noun} out")


def _largest_right_error(right: Amount) -> Decimal:
    """The largest relative error of a right guess."""
    is_running_time = right.measure == "time" and right.value >= _MIN_RUNNING_TIME
    return max(ESTIMATE_RIGHT, _MINUTES_OUT / right.value if is_running_time else Decimal(0))


def number_ranges(answer: Answer) -> Iterator[tuple[Decimal, Decimal]]:
    """Yields each right answer as a number, with how far off a right guess may be.

    Yields nothing if the answer isn't a single number. $26 million is 26 and 26,000,000.
    """
    is_year = (answer.kind or infer_kind(answer.text)) == "date"
    if not re.fullmatch(_SINGLE_NUMBER, answer.text):
        return
    for text in answer.rights:
        match, amounts = re.fullmatch(_SINGLE_NUMBER, text), parse_amounts(text)
        if match and amounts:
            number = Decimal(match[1].replace(",", ""))
            share = Decimal(0) if is_year else _largest_right_error(amounts[0])
            for value in dict.fromkeys([number, *([amounts[0].stated] * amounts[0].scaled)]):
                yield value, share * abs(value)


def parse_guesses(reply: str, answer: Answer) -> list[tuple[Amount, Amount]]:
    """The numbers that a guess may mean, each paired with a right answer.

    If the answer is a duration, 6 means six minutes and 5.53 means 5:53. 6.5/10 means 6.5.
    """
    reply = re.sub(_OUT_OF_TOTAL, "", reply.strip()[:MAX_REPLY_LENGTH])
    guesses = times = parse_amounts(reply)
    if bare := re.fullmatch(_BARE_NUMBER, reply):
        times = parse_amounts(f"{bare[1]}:{bare[2] or '00'}")[:1]
    rights = [right for text in answer.rights for right in parse_amounts(text)[:1]]
    pairs = [
        (n, right) for right in rights for n in (times if right.measure == "time" else guesses)
    ]
    return pairs + [(_in_millions(n), right) for n, right in pairs if n.scaled]


def _in_millions(guess: Amount) -> Amount:
    """26 million is also 26, if the question asks for millions."""
    return guess._replace(stated=guess.stated / 10**6, measure="")


def _relative_error(guess: Amount, answer: Amount) -> Decimal | None:
    """The error as a share of the answer; None if the units measure different things."""
    both = guess.measure and answer.measure
    if both and guess.measure != answer.measure:
        return None
    value, right = (guess.value, answer.value) if both else (guess.stated, answer.stated)
    return abs(value - right) / abs(right) if right else Decimal(value != right)


def _lacks_scale(guess: Amount, answer: Amount, tolerance: Decimal) -> bool:
    """Whether a guess leaves out "thousand", "million" or "billion": 26 for 26 million."""
    margin = tolerance * abs(answer.stated)
    errors = (abs(guess.stated * 10**power - answer.stated) for power in (3, 6, 9))
    return not guess.scaled and any(error <= margin for error in errors)


def _is_rounded(guess: Amount, answer: Amount) -> bool:
    """Whether a guess is the answer rounded to two or more digits: 637,000 for 636,796."""
    rounded, exact = guess.stated, answer.stated
    is_small = abs(exact) < _MIN_ROUNDED and exact == exact.to_integral_value()
    if rounded == exact or is_small:
        return False
    places = range(exact.adjusted() - 1, exact.adjusted() - 7, -1)
    return any(rounded == exact.quantize(Decimal(1).scaleb(place)) for place in places)
