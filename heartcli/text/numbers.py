"""Numbers as people say them: in figures, words, roman, with units, as a length of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from heartcli.text.folding import fold, fold_words

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    *("ninth", "tenth", "eleventh", "twelfth"),
    *(f"{unit}th" for unit in _UNITS[13:]),
)
CARDINALS = {word: value for value, word in enumerate(_UNITS)} | {
    word: 20 + 10 * i for i, word in enumerate(_TENS)
}
ORDINALS = {word: value for value, word in enumerate(_ORDINALS)} | {
    f"{word[:-1]}ieth": 20 + 10 * i for i, word in enumerate(_TENS)
}
_SMALL: dict[str, Decimal | int] = {**CARDINALS, **ORDINALS, "half": Decimal("0.5")}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "k": 10**3, "grand": 10**3, "million": 10**6,
    "mil": 10**6, "mio": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
_OF_ITS_OWN = ("dozen", "hundred", "thousand", "million", "billion")  # "a dozen"
# A word for a unit → what it measures, and how much of the smallest unit it is.
_MEASURES = {
    word: (measure, Decimal(factor))
    for measure, factor, words in (
        ("time", "1", "s sec second"), ("time", "60", "min minute"), ("time", "3600", "h hr hour"),
        ("time", "86400", "day"), ("time", "604800", "week"),
        ("months", "1", "month"), ("months", "12", "year yr"),
        ("USD", "1", "usd dollar buck"), ("EUR", "1", "eur euro"), ("GBP", "1", "gbp quid"),
        ("JPY", "1", "jpy yen"), ("percent", "1", "percent pct"), ("ratio", "1", "ratio"),
        ("length", "0.01", "cm centimetre centimeter"), ("length", "0.0254", "inch inche"),
        ("length", "0.3048", "foot feet ft"), ("length", "0.9144", "yard yd"),
        ("length", "1", "metre meter"), ("length", "1000", "km kilometre kilometer"),
        ("length", "1609.344", "mile"), ("acres", "1", "acre"),
        ("mass", "0.001", "gram gramme"), ("mass", "1", "kg kilo kilogram kilogramme"),
        ("mass", "1000", "tonne"), ("pounds", "1", "pound lb"),
        ("speed", "1", "kmh"), ("speed", "1.609344", "mph"),
        ("Celsius", "1", "celsius centigrade"), ("Fahrenheit", "1", "fahrenheit"),
        ("before Christ", "1", "bc bce"),
    )
    for word in words.split()
}  # fmt: skip
_BELOW = {3600: 60, 60: 1, 12: 1}  # what a number behind a unit counts: 5 minutes 53
_FILLERS = (
    *("a", "an", "the", "of", "in", "and", "about", "around", "roughly", "approximately", "approx"),
    *("ca", "circa", "some", "only", "over", "nearly", "almost", "exactly", "for", "to", "their"),
    *("his", "her", "its", "it", "was", "us", "degrees"),
)
_MISSPELLED = {
    "fourty": "forty", "ninty": "ninety", "ninteen": "nineteen", "twelth": "twelfth",
    "elleven": "eleven", "eigth": "eighth", "thre": "three", "secnd": "second", "nil": "zero",
}  # fmt: skip
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_REWRITTEN = (
    (r"\b(?:an?|one) (hour|day|week|month|year|mile) and a half\b", r"1.5 \1"),
    (r"°\s*c\b", " celsius "), (r"°\s*f\b", " fahrenheit "),
    (r"½|\band a half\b", " half "), (r"(?<=\d)\s+1/2\b", " half "), (r"[\u2212\u2013](?=\d)", "-"),
    (r"\$", " usd "), ("€", " eur "), ("£", " gbp "), ("¥", " jpy "),
    (r"%|\bper ?cent\b", " percent "), (r"\bmiles (?:per|an) hour\b", " mph "),
    (r"\b(?:kilomet(?:re|er)s|km) (?:per|an) hour\b|\bkm/h\b|\bkph\b", " kmh "),
    (r"^\s*(?:minus|negative)\s+", "-"), (r"(?<=\d)\s*(?::|\bto\b)\s*1(?!\d)", " ratio "),
    (r"(?<=\d)(?:st|nd|rd|th)\b", ""), (r"(?<=\d)'(?!\d)", " min "), (r"(?<=[a-z])\.", ""),
    (r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?:\D|$))", ""),  # 26 000 000
)  # fmt: skip
_GROUPED = r"\d{1,3}([.,])\d{3}(?:\1\d{3})+"  # 26,000,000 and 26.000.000
_ONE_GROUP = r"\b([1-9]\d{0,2})(?:\.(?!\d+ *[mbt]\w*ion)|,)(\d{3})(?!\d)"  # 26,000; or a decimal?
_MOST_FIGURES = 24
_LONGEST = 120  # characters; what is longer is no number
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Amount(NamedTuple):
    """A number with what it measures ("" if nothing), counted in the smallest unit of that."""

    value: Decimal
    measure: str
    stated: Decimal  # as it was said: 107 of "107 minutes"
    scaled: bool  # whether a word such as million belongs to it
    nouns: tuple[str, ...] = ()  # what else was said: ("sound", "stages")


def parse_roman(word: str) -> int:
    """The value of a folded roman numeral; 0 where it is none."""
    if not word or not _ROMAN.fullmatch(word):
        return 0
    values = [_ROMAN_DIGITS[letter] for letter in word]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


@lru_cache(maxsize=1024)
def parse_amounts(text: str) -> tuple[Amount, ...]:
    """The numbers that a text may mean, the likeliest first; none where it is no number.

    "1:47" is a minute and 47 seconds, or an hour and 47 minutes; "26.000" may be 26.
    """
    if len(text) > _LONGEST or not _may_be_number(text):
        return ()
    said = fold(text.replace("½", " half ")).strip(" .!?")
    for pattern, meant in _REWRITTEN:
        said = re.sub(pattern, meant, said)
    if found := _parse_duration(said) or _parse_fraction(said):
        return found
    if re.search(r"[a-z]\d", said):  # R2-D2
        return ()
    return tuple(amount for reading in _readings(said) if (amount := _amount(reading)))


def _may_be_number(text: str) -> bool:
    """Whether there is a figure in a text, or a word for one: most texts have none."""
    if any(character.isdecimal() or character == "½" for character in text):
        return True
    return any(
        word in _SMALL
        or word in _OF_ITS_OWN
        or word.removesuffix("s") in _PARTS
        or parse_roman(word)
        for word in (_MISSPELLED.get(word, word) for word in fold_words(text))
    )


def _parse_duration(said: str) -> tuple[Amount, ...]:
    """5:53, 1h47, 5'53": a length of time."""
    if time := re.fullmatch(r"\s*(\d{1,3}):(\d\d)(?::(\d\d))?(?:\s*(?:min|minutes|h))?\s*", said):
        first, second, third = int(time[1]), int(time[2]), time[3]
        if third:
            return (_seconds(3600 * first + 60 * second + int(third)),)
        return _seconds(60 * first + second), _seconds(3600 * first + 60 * second)
    if time := re.fullmatch(r"\s*(\d+)\s*h\s*(\d\d?)\s*(?:m|min|mins|minutes)?\s*", said):
        return (_seconds(3600 * int(time[1]) + 60 * int(time[2])),)
    if time := re.fullmatch(r"\s*(\d+)\s*(?:'|m|min)\s*(\d\d?)\s*(?:\"|''|s|sec)?\s*", said):
        return (_seconds(60 * int(time[1]) + int(time[2])),)
    return ()


def _parse_fraction(said: str) -> tuple[Amount, ...]:
    """3/4, three quarters, a third."""
    if match := re.fullmatch(r"(\d)/(\d\d?)", said):
        above, below = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(a|an|\w+)[ -](\w+?)s?", said):
        above = 1 if match[1] in ("a", "an") else CARDINALS.get(match[1], 0)
        below = _PARTS.get(match[2], 0)
    else:
        return ()
    if not above or above >= below:
        return ()
    share = Decimal(above) / below
    return (Amount(share, "", share, scaled=False),)


def _seconds(count: int) -> Amount:
    return Amount(Decimal(count), "time", Decimal(count), scaled=False)


def _readings(said: str) -> Iterator[str]:
    """The text with each point and comma taken for what it may be, and each m."""
    for m in ("million", "min", "metre") if re.search(r"\d\s?m\b", said) else ("",):
        meant = re.sub(r"(?<=\d)\s?m\b", f" {m} ", said)
        meant = re.sub(r"(?<=\d)(?=[a-z])", " ", meant)
        meant = re.sub(_GROUPED, lambda match: re.sub(r"\D", "", match.group()), meant)
        grouped = re.sub(_ONE_GROUP, r"\1\2", meant)
        yield from dict.fromkeys((grouped, meant) if "," in meant else (meant, grouped))


def _amount(said: str) -> Amount | None:
    """One number with its unit, or in two units: five minutes fifty-three."""
    told = [_MISSPELLED.get(word, word) for word in _TOKEN.findall(said)]
    parts: list[tuple[Decimal, Decimal]] = []  # numbers, each with the factor of its unit
    measures: set[str] = set()
    nouns: list[str] = []
    for run, word in _runs(told):
        unit = _MEASURES.get(word) or _MEASURES.get(word.removesuffix("s"))
        factor = unit[1] if unit else _below(parts)
        value = _value(run) if run else None
        if run and (value is None or (parts and not factor)):
            return None  # two numbers: 26 or 27
        parts += [] if value is None else [(value, factor)]
        measures |= {unit[0]} if unit else set()
        nouns += [word] if word and not unit and word not in _FILLERS else []
    if not parts or len(measures) > 1:
        return None
    sign = -1 if re.match(r"\s*(?:usd|eur|gbp|jpy)?\s*-", said) else 1
    total = sign * sum((value * factor for value, factor in parts), Decimal(0))
    scaled = any(_SCALES.get(word.removesuffix("s"), 0) >= 1000 for word in told)
    return Amount(total, "".join(measures), sign * parts[0][0], scaled, tuple(nouns))


def _runs(told: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """The words of each number, with the word behind it, which may be its unit; "" at the end."""
    run: list[str] = []
    for word in told:
        if _counts(word, run):
            run.append(word)
        else:
            yield run, word
            run = []
    if run:
        yield run, ""


def _below(parts: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """What a number without a unit counts behind others; 0 where it can be none: 5 minutes 53."""
    return Decimal(_BELOW.get(int(parts[-1][1]), 0) if parts else 1)


def _counts(word: str, run: Sequence[str]) -> bool:
    """Whether a word belongs to a number, behind those that do."""
    if word in _SMALL or word[0].isdecimal() or word in _OF_ITS_OWN:
        return True
    if run:
        return word in _SCALES or word.removesuffix("s") in _SCALES or word in ("and", "point")
    return word in ("i", "v", "x") or (len(word) > 1 and parse_roman(word) > 0)


def _value(run: Sequence[str]) -> Decimal | None:
    """The value of the words of one number; None where they are more than one."""
    if "point" in run:
        at = run.index("point")
        whole, digits = _value(run[:at]), [_SMALL.get(word) for word in run[at + 1 :]]
        if whole is None or not digits or any(digit not in range(10) for digit in digits):
            return None
        return whole + Decimal("0." + "".join(map(str, digits)))
    total, group, behind_small = Decimal(0), Decimal(0), False
    for number, word in enumerate(run):
        if word == "and":
            continue
        scale = _SCALES.get(word) or _SCALES.get(word.removesuffix("s"))
        if scale:
            group = (group if number else Decimal(1)) * scale
            if scale >= 1000:
                total, group = total + group, Decimal(0)
            behind_small = False
            continue
        value = _small(word, run[number - 1] if number else "")
        if value is None:
            return None
        if not behind_small or value < 1 or (group % 100 in range(20, 100, 10) and value < 10):
            group += value
        elif group in range(10, 100) and value in range(10, 100):  # nineteen eighty-two
            group = group * 100 + value
        else:
            return None
        behind_small = True
    return total + group


def _small(word: str, before: str) -> Decimal | None:
    if word == "half":  # a million and a half
        return Decimal("0.5") * _SCALES.get(before, 1)
    if word in _SMALL:
        return Decimal(_SMALL[word])
    if word[0].isdecimal():
        figures = word.replace(",", ".")
        plain = figures.count(".") <= 1 and figures.isascii() and len(figures) <= _MOST_FIGURES
        return Decimal(figures) if plain else None
    return Decimal(parse_roman(word)) or None
