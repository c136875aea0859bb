"""Parses numbers as people write them: figures, words, Roman numerals, units, durations."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from math import prod
from typing import NamedTuple

from heartcli.text.folding import fold, fold_words
from heartcli.text.numerals import CARDINALS, MAX_PART, MAX_ROMAN, ORDINALS, parse_roman

_SMALL_NUMBERS: dict[str, Decimal | int] = {**CARDINALS, **ORDINALS, "half": Decimal("0.5")}
_SCALE_WORDS = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "k": 10**3, "grand": 10**3, "million": 10**6,
    "mil": 10**6, "mio": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
_SCALES = _SCALE_WORDS | {f"{word}s": value for word, value in _SCALE_WORDS.items()}
_BARE_SCALES = ("dozen", "hundred", "thousand", "million", "billion")  # "a dozen"
# Unit → what it measures, and its size in the base unit: inches in metres.
_MEASURES = {
    form: (measure, Decimal(factor))
    for measure, factor, words in (
        ("time", "1", "s sec second"), ("time", "60", "min minute"), ("time", "3600", "h hr hour"),
        ("time", "86400", "day"), ("time", "604800", "week"),
        ("months", "1", "month"), ("months", "12", "year yr"),
        ("USD", "1", "usd dollar buck"), ("EUR", "1", "eur euro"),
        ("GBP", "1", "gbp quid pound lb"),  # pounds may be a weight
        ("JPY", "1", "jpy yen"), ("percent", "1", "percent pct"), ("ratio", "1", "ratio"),
        ("frames", "1", "fps"), ("length", "0.001", "mm millimetre millimeter"),
        ("length", "0.01", "cm centimetre centimeter"), ("length", "0.0254", "inch inche"),
        ("length", "0.3048", "foot feet ft"), ("length", "0.9144", "yard yd"),
        ("length", "1", "metre meter"), ("length", "1000", "km kilometre kilometer"),
        ("length", "1609.344", "mile"), ("acres", "1", "acre"),
        ("mass", "0.001", "gram gramme"), ("mass", "1", "kg kilo kilogram kilogramme"),
        ("mass", "1000", "tonne"),
        ("speed", "1", "kmh"), ("speed", "1.609344", "mph"),
        ("Celsius", "1", "celsius centigrade"), ("Fahrenheit", "1", "fahrenheit"),
        ("before Christ", "1", "bc bce"),
    )
    for word in words.split() for form in (word, f"{word}s")
}  # fmt: skip
_NEXT_UNIT = {3600: 60, 60: 1, 12: 1}  # unit size → that of the next number: 5 minutes 53
_FILLERS = (
    "a", "an", "the", "of", "in", "about", "around", "roughly", "approximately", "approx", "ca",
    "circa", "some", "over", "nearly", "almost", "exactly", "for", "us", "degrees",
)  # fmt: skip
_MISSPELLINGS = {
    "fourty": "forty", "ninty": "ninety", "ninteen": "nineteen", "twelth": "twelfth",
    "none": "zero", "once": "one", "twice": "two", "thrice": "three",
    "elleven": "eleven", "eigth": "eighth", "thre": "three", "secnd": "second",
}  # fmt: skip
_FRACTIONS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_REWRITES = (
    (r"\b(?:an? )?half (?:an? )?(?=(?:hundred|thousand|million|billion|hour|minute)\b)", "0.5 "),
    (r"\b(?:an? )?quarter (?:of )?(?:an? )?(?=(?:million|billion|hour)\b)", "0.25 "),
    (r"\bthree quarters of an? (?=(?:million|billion|hour)\b)", "0.75 "),
    (r"(?:\b(?:an?|one) |^)(hour|day|week|month|year|mile) and a half\b", r"1.5 \1"),
    (r"\ban? (?=(?:hour|minute) and\b)", "1 "),
    (r"°\s*c\b", " celsius "), (r"°\s*f\b", " fahrenheit "),
    (r"½|\band a half\b", " half "), (r"(?<=\d)\s+1/2\b", " half "), (r"[\u2212\u2013](?=\d)", "-"),
    (r"\$", " usd "), ("€", " eur "), ("£", " gbp "), ("¥", " jpy "),
    (r"(?<=usd ) *(\d[\d.,]*) ?mm\b", r"\1 million"), (r"%|\bper ?cent\b", " percent "),
    (r"\bmiles (?:per|an) hour\b|\bm\.p\.h\b", " mph "),
    (r"\bframes (?:per|an?) second\b", " fps "),
    (r"\b(?:kilomet(?:re|er)s|km) (?:per|an) hour\b|\bkm/h\b|\bkph\b", " kmh "),
    (r"^\s*(?:minus|negative)\s+", "-"), (r"(?<=\d)\s*(?::|\bto\b)\s*1(?!\d)", " ratio "),
    (r"(?<=\d)(?:st|nd|rd|th)\b", ""),
    (r"(?<=\d)\s(?=\d{3}(?:\D|$))", ""),  # 26 000 000
)  # fmt: skip
_GROUPED = r"\d{1,3}([.,])\d{3}(?:\1\d{3})+"  # 26,000,000 and 26.000.000
_ONE_GROUP = r"\b([1-9]\d{0,2})(?:\.(?!\d+ *[mbt]\w*ion)|,)(\d{3})(?!\d)"  # 26,000 or a decimal
_MAX_DIGITS = 24
_MAX_LENGTH = 120  # characters; longer text isn't a number
_NUMBER_OR_WORD = r"\d+(?:[.,]\d+)*|[^\W\d_]+"


class Amount(NamedTuple):
    """A number in the base unit of what it measures; `measure` is "" if it has no unit."""

    value: Decimal
    measure: str
    stated: Decimal  # as written: 107 for "107 minutes"
    scaled: bool  # whether it has a word such as "million"
    nouns: tuple[str, ...] = ()  # the other words: ("sound", "stages")


@lru_cache(maxsize=1024)
def parse_amounts(text: str) -> tuple[Amount, ...]:
    """The possible numbers, most likely first; empty if the text isn't a number.

    "1:47" is 1 minute 47 seconds or 1 hour 47 minutes; "26.000" is 26 or 26,000.
    """
    if len(text) > _MAX_LENGTH or not _may_be_number(text):
        return ()
    folded = fold(text.replace("½", " half ")).strip(" .!?")
    for pattern, replacement in _REWRITES:
        folded = re.sub(pattern, replacement, folded)
    if amounts := _parse_duration(folded) or _parse_fraction(folded):
        return amounts
    return tuple(amount for reading in _readings(folded) if (amount := _parse_amount(reading)))


def _may_be_number(text: str) -> bool:
    """Whether text has a digit or a number word: a quick check, since most have neither."""
    return any(character.isdecimal() or character == "½" for character in text) or any(
        word in _SMALL_NUMBERS or word in _BARE_SCALES or word in _MISSPELLINGS
        or word.removesuffix("s") in _FRACTIONS or parse_roman(word, MAX_ROMAN)
        for word in fold_words(text)
    )  # fmt: skip


def _parse_duration(folded: str) -> tuple[Amount, ...]:
    """Parses 5:53, 1:47:00, 1h47 or 5'53"."""
    seconds: list[int] = []
    if time := re.fullmatch(r"\s*(\d{1,3}):(\d\d)(?::(\d\d))?(?:\s*(?:min|minutes|h))?\s*", folded):
        minutes, hours = (size * int(time[1]) + size // 60 * int(time[2]) for size in (60, 3600))
        seconds = [hours + int(time[3])] if time[3] else [minutes, hours]
    elif time := re.fullmatch(r"\s*(\d+)\s*h\s*(\d\d?)\s*(?:m|min|mins|minutes)?\s*", folded):
        seconds = [3600 * int(time[1]) + 60 * int(time[2])]
    elif time := re.fullmatch(r"\s*(\d+)\s*(?:'|m|min)\s*(\d\d?)\s*(?:\"|''|s|sec)?\s*", folded):
        seconds = [60 * int(time[1]) + int(time[2])]
    return tuple(Amount(Decimal(n), "time", Decimal(n), scaled=False) for n in seconds)


def _parse_fraction(folded: str) -> tuple[Amount, ...]:
    """Parses a fraction such as "3/4", "three quarters" or "a third"."""
    if match := re.fullmatch(r"(\d)/([1-9]\d?)", folded):
        numerator, denominator = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(\w+)[ -](\w+?)s?", folded):
        numerator = 1 if match[1] in ("a", "an") else CARDINALS.get(match[1], 0)
        denominator = _FRACTIONS.get(match[2], 1)
    else:
        return ()
    value = Decimal(numerator) / denominator
    return (Amount(value, "", value, scaled=False),) if 0 < value < 1 else ()


def _readings(folded: str) -> Iterator[str]:
    """Yields the text with "m" and separators in each plausible reading."""
    for m in ("million", "min", "metre") if re.search(r"\d\s?m\b", folded) else ("",):
        text = re.sub(r"(?<=\d)\s?m\b", f" {m} ", folded)
        text = re.sub(r"(?<=\d)(?=[a-z])", " ", text)
        text = re.sub(_GROUPED, lambda match: re.sub(r"\D", "", match.group()), text)
        grouped = re.sub(_ONE_GROUP, r"\1\2", text)
        yield from dict.fromkeys((grouped, text) if "," in text else (text, grouped))


def _parse_amount(text: str) -> Amount | None:
    """Parses one number, which may have two units: five minutes fifty-three."""
    words = [_MISSPELLINGS.get(word, word) for word in re.findall(_NUMBER_OR_WORD, text)]
    parts: list[tuple[Decimal, Decimal]] = []  # numbers, each with the size of its unit
    measures: set[str] = set()
    nouns: list[str] = []
    for number, word in _split_numbers(words):
        unit = _MEASURES.get(word)
        next_size = Decimal(_NEXT_UNIT.get(int(parts[-1][1]), 0)) if parts else Decimal(1)
        size = unit[1] if unit else next_size
        if number:
            value = _number_value(number)
            if value is None or (parts and not size):
                return None  # two numbers: 26 or 27
            parts.append((value, size))
        if unit:
            measures.add(unit[0])
        elif word and word not in _FILLERS:
            nouns.append(word)
    if not parts or len(measures) > 1:
        return None
    sign = -1 if re.match(r"\s*(?:usd|eur|gbp|jpy)?\s*-", text) else 1
    total = sign * sum((value * size for value, size in parts), Decimal(0))
    scaled = any(_SCALES.get(word, 0) >= 1000 for word in words)
    return Amount(total, "".join(measures), sign * parts[0][0], scaled, tuple(nouns))


def _split_numbers(words: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """Yields each number's words and the next word, possibly its unit; "" at the end."""
    number: list[str] = []
    for word in words:
        continues = word in _SCALES or word in ("and", "point")
        is_alone = len(words) == 1 < len(word)  # LV, but not Jet Li
        is_roman = parse_roman(word, MAX_ROMAN if is_alone else MAX_PART) > 0
        is_number = word in _SMALL_NUMBERS or word[0].isdecimal() or word in _BARE_SCALES
        if is_number or (continues if number else is_roman):
            number.append(word)
        else:
            yield number, word
            number = []
    yield number, ""


def _number_value(words: Sequence[str]) -> Decimal | None:
    """The value of a number in words or figures; None if there's more than one number."""
    if "point" in words:
        scales = [_SCALES[word] for word in takewhile(_SCALES.__contains__, reversed(words))]
        decimal = _decimal_value(words[: len(words) - len(scales)])
        return None if decimal is None else decimal * prod(scales)
    total, group, after_small = Decimal(0), Decimal(0), False
    for position, word in enumerate(words):
        if word == "and":
            continue
        if scale := _SCALES.get(word):
            group = (group if position else Decimal(1)) * scale
            if scale >= 1000:
                total, group = total + group, Decimal(0)
            after_small = False
            continue
        value = _small_value(word, words[position - 1] if position else "")
        if value is None:
            return None
        if not after_small or value < 1 or (group % 100 in range(20, 100, 10) and value < 10):
            group += value
        elif group in range(10, 100) and value in range(10, 100):  # nineteen eighty-two
            group = group * 100 + value
        else:
            return None
        after_small = True
    return total + group


def _decimal_value(words: Sequence[str]) -> Decimal | None:
    """The value of a decimal in words: two point five."""
    point = words.index("point")
    whole = _number_value(words[:point])
    digits = [_SMALL_NUMBERS.get(word) for word in words[point + 1 :]]
    if whole is None or not digits or any(digit not in range(10) for digit in digits):
        return None
    return whole + Decimal("0." + "".join(map(str, digits)))


def _small_value(word: str, before: str) -> Decimal | None:
    if word == "half":  # a million and a half
        return Decimal("0.5") * _SCALES.get(before, 1)
    if word in _SMALL_NUMBERS:
        return Decimal(_SMALL_NUMBERS[word])
    if word[0].isdecimal():
        digits = word.replace(",", ".")
        is_valid = digits.count(".") <= 1 and digits.isascii() and len(digits) <= _MAX_DIGITS
        return Decimal(digits) if is_valid else None
    return Decimal(parse_roman(word, MAX_ROMAN)) or None
