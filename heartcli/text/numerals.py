"""Number words and Roman numerals."""

import re

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", *(f"{unit}th" for unit in _UNITS[13:]),
)  # fmt: skip
_BY_TENS = dict(zip(_TENS, range(20, 100, 10), strict=True))
CARDINALS = {word: value for value, word in enumerate(_UNITS)} | _BY_TENS
ORDINALS = {word: value for value, word in enumerate(_ORDINALS)} | {
    f"{word[:-1]}ieth": value for word, value in _BY_TENS.items()
}
_ROMAN = r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})"
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
# Parts, sequels, rulers and wars only need I, V and X. With a higher limit, words would become
# numbers: mix, CD, Li.
MAX_PART, MAX_ROMAN = 39, 3999


def parse_roman(word: str, limit: int = MAX_PART) -> int:
    """The value of a folded Roman numeral; 0 for any other word or above the limit."""
    if not word or word.strip("ivxlcdm") or not re.fullmatch(_ROMAN, word):
        return 0
    digits = [_ROMAN_DIGITS[letter] for letter in word]
    value = sum(-n if n < max(digits[i:]) else n for i, n in enumerate(digits))
    return value if value <= limit else 0
