"""Hints: wrong options removed, the first letters of an answer, or a range that holds a number."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from zlib import crc32

from heartcli.model.dates import Date
from heartcli.quiz.judging import Answer, infer_kind
from heartcli.quiz.judging.dates import parse_dates
from heartcli.text.display import format_number
from heartcli.text.numbers import parse_amounts

_MAX_SHORT_NUMBER = 4  # digits; a hint hides only the last one
_SMALL = 12  # numbers up to here get a range of a few, larger ones a range in per cent
_MARGINS = ((75, 150), (65, 135), (80, 160), (60, 125))  # per cent of the number


def removable_options(options: Sequence[str], right: str) -> frozenset[int]:
    """Returns the indices of all wrong options but one.

    A hash picks the one that stays, so its position says nothing about the right one.
    """
    wrong = [i for i, option in enumerate(options) if option != right]
    wrong.sort(key=lambda i: (crc32(options[i].encode()), i))
    return frozenset(wrong[1:])


def hint_for(answer: Answer) -> str:
    """Returns a hint at an answer: a range for a number, a period for a date, or first letters."""
    kind = answer.kind or infer_kind(answer.text)
    if kind == "date" and (hint := _period(answer.text)):
        return hint
    if kind == "number" and (hint := _range(answer.text)):
        return hint
    return first_letters(answer.text)


def first_letters(text: str) -> str:
    """Hides all but the first letter of longer words: "Raul Julia" → "R··· J····".

    A short number loses only its last digit: "1982" → "198·".
    """
    digits = sum(map(str.isdecimal, text))
    if 1 < digits <= _MAX_SHORT_NUMBER and not any(map(str.isalpha, text)):
        last = max(i for i, character in enumerate(text) if character.isdecimal())
        return f"{text[:last]}·{text[last + 1 :]}"
    return re.sub(r"(?<=\w)\w|\b\w\b", "·", text)


def _period(text: str) -> str:
    """Returns the month of a day, the year of a month, or the decade of a year; "" if unknown."""
    times = parse_dates(text)
    year, month = (times[0].first_year, times[0].month) if times else (None, None)
    if not year or not 1000 <= year <= date.max.year:
        return ""
    if month and times[0].day:
        return f"It was in {Date.parse(f'{year}-{month:02}').words}."
    return f"It was in {year}." if month else f"It was in the {year // 10}0s."


def _range(text: str) -> str:
    """Returns a range that holds the number; a hash decides where in the range it is."""
    amounts, digits = parse_amounts(text), re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    if not amounts or len(digits) > 1 or "½" in text or amounts[0].stated <= 0:
        return ""
    value = Decimal(digits[0].replace(",", "")) if digits else amounts[0].stated
    bounds = (format_number(float(b)) for b in _bounds(value, crc32(text.encode())))
    low, high = (text.replace(digits[0], bound) if digits else bound for bound in bounds)
    return f"It's between {low} and {high}."


def _bounds(value: Decimal, chance: int) -> tuple[Decimal, Decimal]:
    if value <= _SMALL and value == int(value):
        low = max(Decimal(0), value - 1 - chance % 3)
        return low, low + 4
    low_share, high_share = _MARGINS[chance % len(_MARGINS)]
    return _two_digits(value * low_share / 100), _two_digits(value * high_share / 100)


def _two_digits(value: Decimal) -> Decimal:
    """Rounds to two significant digits."""
    unit = Decimal(10) ** (value.adjusted() - 1)
    return (value / unit).to_integral_value() * unit
