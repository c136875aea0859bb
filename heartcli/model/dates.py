"""Dates as film history knows them: a day, a month, a year, a span, or about one of these.

The text is part of EDTF (ISO 8601-2, levels 0 and 1): 1982, 1982-02, 1982-02-11, 1980-10/1981-09,
2003-11/.. and "~" behind a date for "about".
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

ALLOWED = "a date such as 1982, 1982-02, 1982-02-11, 1980-10/1981-09, 2003-11/.. or 1982~"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_POINT = r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(~?)"
PATTERN = rf"{_POINT}(/(\.\.|{_POINT}))?"


class Date(NamedTuple):
    """A date as it is written, with the first and the last day that it may mean."""

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "Date":
        """Raises ValueError, with what is wrong, where the text is no such date."""
        start, slash, end = text.partition("/")
        first, last = _days(start)
        if not slash:
            return cls(text, first, last)
        if end == "..":
            return cls(text, first, date.max)
        if _days(end)[1] < first:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(text, first, _days(end)[1])

    @classmethod
    def of(cls, value: date | int | str) -> "Date":
        """A date out of TOML: a date, a year as a number, or text."""
        if isinstance(value, date):
            return cls(value.isoformat(), value, value)
        return cls.parse(f"{value:04}" if isinstance(value, int) else value)

    def before(self, other: "Date") -> bool:
        """Whether it was surely over when the other began."""
        return self.last < other.first

    @property
    def words(self) -> str:
        """For people: "11 Feb 1982", "1–7 Jul 1983", "since Nov 2003", "about 1982"."""
        start, slash, end = self.text.partition("/")
        if end == "..":
            return f"since {_point_in_words(start)}"
        return _span_in_words(start, end) if slash else _point_in_words(start)


def _days(point: str) -> tuple[date, date]:
    match = re.fullmatch(_POINT, point)
    if match is None:
        raise ValueError(f"{point!r} is not a date")
    year, month, day = (int(part) if part else 0 for part in match.groups()[:3])
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else _end_of_month(year, month or 12)
    except ValueError as error:
        raise ValueError(f"{point!r} is not in the calendar") from error
    if match[4]:  # "about" reaches a whole step to either side
        step = timedelta(days=1 if day else 31 if month else 366)
        first, last = max(first, date.min + step) - step, min(last, date.max - step) + step
    return first, last


def _end_of_month(year: int, month: int) -> date:
    return (
        date.max
        if (year, month) == (9999, 12)
        else date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    )


def _span_in_words(start: str, end: str) -> str:
    """What both ends share is said once: "1–7 Jul 1983", "30 Aug – 9 Sep 2023"."""
    first, last = _point_in_words(start).split(" "), _point_in_words(end).split(" ")
    said = list(first)
    if len(first) == len(last):
        while len(said) > 1 and said[-1] == last[len(said) - 1]:
            said.pop()
    dash = "–" if len(said) == 1 and (len(last) != 2) else " – "
    return " ".join(said) + dash + " ".join(last)


def _point_in_words(point: str) -> str:
    year, month, day = [*point.rstrip("~").split("-"), "", ""][:3]
    parts = [day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year]
    return ("about " if point.endswith("~") else "") + " ".join(part for part in parts if part)
