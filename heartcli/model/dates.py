"""Dates as film history needs them: a day, a month, a year, a span, or "about" one of these.

They are written in a subset of EDTF (ISO 8601-2, levels 0 and 1): 1982, 1982-02, 1982-02-11,
1980-10/1981-09, 2003-11/.. and, with "~" for "about", 1982~.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

FORMATS = "1982, 1982-02, 1982-02-11, 1980-10/1981-09, 2003-11/.. or 1982~"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_POINT = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~?)"
PATTERN = rf"{_POINT}(/(\.\.|{_POINT}))?"


class Date(NamedTuple):
    """A date as written, with the earliest and the latest day it can mean."""

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "Date":
        """Parses a date. Raises ValueError, whose message says what's wrong."""
        start, slash, end = text.partition("/")
        first, last = _first_and_last_day(start)
        if end == "..":
            last = date.max
        elif slash:
            _, last = _first_and_last_day(end)
        if last < first:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(text, first, last)

    @classmethod
    def from_value(cls, value: date | int | str) -> "Date":
        """Converts a day, a year or a string. Raises ValueError if the string isn't a date."""
        if isinstance(value, date):
            return cls(value.isoformat(), value, value)
        return cls.parse(f"{value:04}" if isinstance(value, int) else value)

    def is_before(self, other: "Date") -> bool:
        """Whether this date's last possible day is before the other's first possible day."""
        return self.last < other.first

    @property
    def words(self) -> str:
        """The date in words: "11 Feb 1982", "1–7 Jul 1983", "since Nov 2003", "about 1982"."""
        start, slash, end = self.text.partition("/")
        if end == "..":
            return f"since {point_in_words(start)}"
        return _span_in_words(start, end) if slash else point_in_words(start)


def is_year(text: str) -> bool:
    """Whether the date has a year but no month."""
    return len(text) == len("1982")


def exact_first(text: str) -> str:
    """Returns a sort key that puts a date before the month or year that contains it."""
    return text.ljust(len("1982-02-11"), "~")


def vague_first(text: str) -> str:
    """Returns a sort key that puts a date after the month or year that contains it."""
    return text.replace("~", "")


def _first_and_last_day(point: str) -> tuple[date, date]:
    match = re.fullmatch(_POINT, point)
    if match is None:
        raise ValueError(f"{point!r} is not a date. Use {FORMATS}")
    year, month, day = (int(part) if part else 0 for part in match.groups()[:3])
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else _end_of_month(year, month or 12)
    except ValueError as error:
        raise ValueError(f"{point!r} is not in the calendar") from error
    if match[4]:  # "about" allows a day, month or year on either side
        step = timedelta(days=1 if day else 31 if month else 366)
        first, last = max(first, date.min + step) - step, min(last, date.max - step) + step
    return first, last


def _end_of_month(year: int, month: int) -> date:
    if (year, month) == (9999, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _span_in_words(start: str, end: str) -> str:
    """A span in words that doesn't repeat a shared year or month: "1–7 Jul 1983"."""
    first, last = point_in_words(start).split(" "), point_in_words(end).split(" ")
    if len(first) == len(last):
        while len(first) > 1 and first[-1] == last[len(first) - 1]:
            first.pop()
    dash = "–" if len(first) == 1 and len(last) != 2 else " – "
    return " ".join(first) + dash + " ".join(last)


def point_in_words(point: str) -> str:
    year, month, day = [*point.rstrip("~").split("-"), "", ""][:3]
    parts = [day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year]
    return ("about " if point.endswith("~") else "") + " ".join(part for part in parts if part)
