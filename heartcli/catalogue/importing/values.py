"""Parses values in dumps and exports: numbers, dates, ids, lists of names and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from heartcli.catalogue.models import MAX_TEXT_LENGTH, Credit
from heartcli.model.dates import Date
from heartcli.model.records import Strings

MAX_INTEGER = 2**62  # fits into a SQLite integer
MAX_PERSON_NUMBER = 2**31 - 1  # the largest that a source may give a person
_MAX_DIGITS = 19
_MAX_LENGTH = 40  # characters in a number
MAX_MINUTES = 100_000  # the longest film takes 51,420
# Digits, perhaps in groups of three (or of two, as in India), perhaps after a currency sign.
_INTEGER = re.compile(
    r"[$€£]?\s?([0-9]{1,3}(?:[.,'’ \u00a0\u202f][0-9]{3})+(?![0-9])"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])|[0-9]+)"
)
_MONEY = re.compile(
    r"(?P<before>US\$|[$€£¥]|[A-Z]{3})?\s?(?P<number>[0-9][0-9.,'’ \u00a0\u202f]*)"
    r"(?:\s?(?:(?P<unit>thousands?|millions?|billions?|mio\.?|mrd\.?|mln|mn|bn|[kmb])(?![a-z])"
    r"|(?P<after>US\$|US[- ]Dollars?|[$€£¥]|USD|EUR|GBP)))*",
    re.IGNORECASE,
)
_CURRENCIES = {"$": "USD", "US": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_UNITS = {"k": 10**3, "t": 10**3, "m": 10**6, "b": 10**9, "mrd": 10**9}
_MIN_WHOLE_AMOUNT = 1_000  # an amount below that with a fraction is in millions, or the like
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_SPACES = re.compile("['’ \u00a0\u202f]")  # between groups of digits
_HOURS = re.compile(
    r"([0-9]{1,4}(?:[.,][0-9]{1,3})?)\s?(?:h[a-z]*|std|stunden?|ч\w*|小时|小時|時間|시간)\.?"
    r"(?:\s?(?:and|und|[,&]))?\s?([0-9]{1,2})?",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?P<number>[0-9][0-9.,]{0,20}+)\s*+"
    r"(?:(?P<ms>ms|milli\w*)|(?P<s>s|se[ck]\w*)|(?P<m>m\w*|мин\w*|分\w*|분))?(?![^\W\d_])",
    re.IGNORECASE,
)
_UNITS_PER_MINUTE = {"ms": 60_000, "s": 60, "m": 1}
_MAX_BARE_MINUTES = 24 * 60  # a higher number without a unit is in seconds, or the like
_CLOCK = re.compile(r"([0-9]{1,4})\s?:\s?([0-9]{1,2})(:[0-9]{1,2})?")
_MAX_CLOCK_HOURS = 9  # 1:35 is in hours and minutes, 95:00 in minutes and seconds
_IMDB_ID = re.compile(r"(?:^|[/\s])tt([0-9]{1,9})(?![0-9])", re.IGNORECASE)
_TMDB_ADDRESS = re.compile(r"themoviedb\.org/movie/([0-9]{1,9})(?![0-9])")
# Patterns of whole ids. Longer ones are mistakes, and don't fit into the catalogue.
IMDB_ID, WIKIDATA_ID = "tt[0-9]{7,9}", "Q[1-9][0-9]{0,8}"
_ID_NUMBER = re.compile(r"([0-9]{1,9})(?:\.0)?")  # with a decimal place, as pandas writes numbers
# Parts of a name that may follow a comma.
_NAME_SUFFIXES = ("Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV", "Inc.", "Inc", "Ltd.", "Ltd", "LLC")

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class JsonObject:
    """An object in a JSON document. Its methods read the value under one or more nested keys."""

    def __init__(self, data: dict[str, Json]) -> None:
        self.data = data

    def get(self, *keys: str) -> Json:
        """Returns the value, unconverted; None if it's missing."""
        value: Json = self.data
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def child(self, *keys: str) -> JsonObject:
        """Returns the value as an object; empty if it's anything else."""
        value = self.get(*keys)
        return JsonObject(value if isinstance(value, dict) else {})

    def objects(self, *keys: str) -> list[JsonObject]:
        """Returns the objects in a list; skips anything else."""
        return [JsonObject(item) for item in self._list(*keys) if isinstance(item, dict)]

    def text(self, *keys: str) -> str:
        """Returns the value as text if it's a string or number; "" for "N/A" and anything else."""
        value = self.get(*keys)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return ""
        text = str(value).strip()
        return "" if text.upper() == "N/A" else text

    def texts(self, *keys: str) -> list[str]:
        """Returns the strings and numbers in a list, as text; skips anything else."""
        return list(filter(None, (JsonObject({"": item}).text("") for item in self._list(*keys))))

    def _list(self, *keys: str) -> list[Json]:
        value = self.get(*keys)
        return value if isinstance(value, list) else []

    def number(self, *keys: str, maximum: int = MAX_INTEGER) -> int | None:
        return parse_int(self.text(*keys), maximum)

    def imdb_id(self, *keys: str) -> int | None:
        return parse_imdb_id(self.text(*keys))

    def wikidata_id(self, *keys: str) -> int | None:
        return parse_wikidata_id(self.text(*keys))


def parse_int(text: str, maximum: int = MAX_INTEGER) -> int | None:
    """Reads the number at the start of "142 min", "1,234" or "$5"; None unless 1 to `maximum`."""
    match = _INTEGER.match(text.strip())
    digits = re.sub("[^0-9]", "", match[1]) if match else ""
    return int(digits) if 0 < len(digits) <= _MAX_DIGITS and 0 < int(digits) <= maximum else None


def parse_score(text: str, maximum: float = 1000) -> float | None:
    """Reads a score or an amount: "7.1", "7,1/10", "56%", "+95". None unless 0 to `maximum`."""
    number = text.partition("/")[0].strip().rstrip("%")
    try:
        score = float(number.replace(",", ".") if _DECIMAL_COMMA.fullmatch(number) else number)
    except ValueError:
        return None
    return score if 0 <= score <= maximum else None  # false for NaN, too


def parse_money(text: str) -> tuple[int, str] | None:
    """Reads an amount and its currency: "$133.7M" → 133700000, "USD". None for anything else."""
    match = _MONEY.fullmatch(text.strip())
    if not match:
        return None
    before, number, unit, after = match.group("before", "number", "unit", "after")
    if unit:
        factor = _UNITS.get(unit[:3].lower()) or _UNITS[unit[0].lower()]
        amount = round((_parse_decimal(number) or 0) * factor)
    else:
        amount = _parse_whole_amount(number)
    currency = (before or after or "").upper()
    code = next((code for sign, code in _CURRENCIES.items() if sign in currency), currency)
    return (amount, code) if 0 < amount <= MAX_INTEGER else None


def _parse_whole_amount(text: str) -> int:
    """Reads an amount without a unit; 0 for a small fraction, whose unit must be somewhere else."""
    amount, decimal = parse_int(text) or 0, _parse_decimal(text)
    return 0 if amount < _MIN_WHOLE_AMOUNT and decimal and decimal % 1 else amount


def _parse_decimal(text: str) -> float | None:
    """Reads "2,923.7", "11,4" or "1 200"; None for anything else."""
    number = _SPACES.sub("", text[:_MAX_LENGTH])
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "")
    try:
        return float(number.replace(",", "."))
    except ValueError:
        return None


def parse_count(text: str) -> int | None:
    """Reads a count: "12,345", "12.345", "1.2K" or "12 votes"."""
    amount = parse_money(text)
    return amount[0] if amount else parse_int(text)


def parse_minutes(text: str) -> int | None:
    """Reads a running time: "95", "1:35", "95:00", "1h 35m", "1.5 hours", "5700 s".

    None for anything else, and for numbers without a unit that can't be in minutes.
    """
    if text.isdecimal():  # as most are
        return (
            int(text) if len(text) <= _MAX_DIGITS and 0 < int(text) <= _MAX_BARE_MINUTES else None
        )
    text = text.strip().removeprefix("PT")
    if match := _CLOCK.match(text):
        has_hours = match[3] or int(match[1]) <= _MAX_CLOCK_HOURS
        minutes = int(match[1]) * 60 + int(match[2]) if has_hours else int(match[1])
    elif match := _HOURS.match(text):
        minutes = round(float(match[1].replace(",", ".")) * 60) + int(match[2] or 0)
    else:
        minutes = _parse_length(text)
    return minutes if 0 < minutes <= MAX_MINUTES else None


def _parse_length(text: str) -> int:
    match = _LENGTH.match(text)
    number = _parse_decimal(match["number"]) if match else None
    if not match or not number:
        return 0
    if match.lastgroup == "number":
        return 0 if number % 1 or number > _MAX_BARE_MINUTES else int(number)
    return round(number / _UNITS_PER_MINUTE[match.lastgroup or ""])


def parse_year(text: str) -> int:
    """Reads the year at the start of a string; 0 if there is none."""
    digits = text.strip()[:4]
    return int(digits) if re.fullmatch("[0-9]{4}", digits) else 0


def parse_date(text: str) -> str:
    """Reads the date at the start of a string, in the format of film files; "" if there is none."""
    try:
        return Date.parse(text.partition("T")[0].strip().removeprefix("+")).text
    except ValueError:
        return ""


def parse_imdb_id(text: str) -> int | None:
    """Reads the number in an IMDb id or address: "tt0084445" → 84445. None for anything else."""
    match = _IMDB_ID.search(text)
    return (int(match[1]) or None) if match else None


def parse_imdb_number(text: str) -> int | None:
    """Reads the number in an IMDb id that may lack its "tt", as in a column of ids."""
    match = _ID_NUMBER.fullmatch(text.strip())
    return int(match[1]) or None if match else parse_imdb_id(text)


def parse_tmdb_id(text: str) -> int | None:
    """Reads a TMDb id, which may be in a movie's address."""
    match = _ID_NUMBER.fullmatch(text.strip()) or _TMDB_ADDRESS.search(text)
    return (int(match[1]) or None) if match else None


def parse_wikidata_id(text: str) -> int | None:
    """Reads the number in a Wikidata id or an item's address: "Q132689" → 132689."""
    item_id = text.rpartition("/")[2]
    return int(item_id[1:]) if re.fullmatch(WIKIDATA_ID, item_id) else None


def split_names(text: str, separator: str = ",") -> Strings:
    """Splits a string into distinct names; keeps "Robert Downey, Jr." together."""
    names: list[str] = []
    for part in map(str.strip, text.split(separator)):
        if part in _NAME_SUFFIXES and names:
            if len(names[-1]) <= MAX_TEXT_LENGTH:  # longer names are rejected later
                names[-1] += f" {part}"
        elif part not in ("", "N/A", "\\N"):
            names.append(part)
    return tuple(dict.fromkeys(names))


def split_people(text: str) -> Strings:
    """Splits a list at its commas into distinct people, without their jobs.

    'Ann Box (novel "To, Fro"), Bo Doe (co-director)' → Ann Box, Bo Doe
    """
    if "(" not in text:
        return split_names(text)
    names = (name.partition("(")[0].strip() for name in _split_outside_brackets(text))
    return split_names(",".join(names))


def _split_outside_brackets(text: str) -> list[str]:
    """Splits at commas outside brackets; at every comma if a bracket is unclosed."""
    parts, start, depth = [], 0, 0
    for match in re.finditer("[(),]", text):
        if match[0] != ",":
            depth = max(0, depth + (1 if match[0] == "(" else -1))
        elif not depth:
            parts.append(text[start : match.start()])
            start = match.end()
    return text.split(",") if depth else [*parts, text[start:]]


def make_credits(names_by_job: Iterable[tuple[str, Iterable[str]]]) -> list[Credit]:
    """Returns a credit for each name."""
    return [Credit(name, job) for job, names in names_by_job for name in names]
