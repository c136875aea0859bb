"""Reads dates and years in the forms that people and spreadsheets write."""

import re
from collections.abc import Iterable

from heartcli.model.dates import Date
from heartcli.text.folding import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen", "feb fev", "mar mae mrz", "apr avr abr", "may mai mag mei maj",
            "jun juin giu", "jul juil lug", "aug aou ago", "sep set", "oct okt ott out",
            "nov", "dec dez dic",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
YEAR = "(?:18|19|20|21)[0-9]{2}"  # a pattern; whether a film can have the year is checked later
_YEAR = re.compile(f"(?<![0-9])({YEAR})(?![0-9])")
_ISO = re.compile(r"\+?([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[t ].*)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.年] ?([0-9]{1,2})[/.月] ?([0-9]{1,2})(?![0-9])")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([/.-]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})(?![0-9])")
_COMPACT = re.compile(r"(1[89]|20)([0-9]{2})([0-9]{2})([0-9]{2})")
_DAY_FIRST = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|\.)?[ -](?:de |of )?([a-z]{3,})\.?,?[ -](?:de )?"
    r"([0-9]{4}|[0-9]{2}(?![0-9]))"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_MONTH_ONLY = re.compile(r"([a-z]{3,})\.?,? ([0-9]{4})")
_UNIX_DATE = re.compile(r"[a-z]{3} ([a-z]{3}) +([0-9]{1,2}) [0-9:]{5,8} ([0-9]{4})")  # ctime
_MAX_LENGTH = 100  # characters; anything longer isn't a date
_FIRST_SHORT_YEAR = 30  # 30 to 99 are years of the 20th century, 00 to 29 of the 21st
_MONTH_COUNT = 12


def find_year(text: str) -> int:
    """Finds the first year in a text such as "(1995)", "(I) (2014)" or "c. 1979"; 0 for none."""
    if match := _YEAR.search(text[:_MAX_LENGTH]):
        return int(match[1])
    date = parse_written_date(text)
    return int(date[:4]) if date else 0


def find_date(text: str, *, day_first: bool | None = None) -> str:
    """Reads a date, or finds at least a year in the text; "" if there is none."""
    return parse_written_date(text, day_first=day_first) or str(find_year(text) or "")


def parse_written_date(text: str, *, day_first: bool | None = None) -> str:
    """Reads 12/15/1995, 15.12.1995 or 25 June 1982 as a date in the format of film files, or "".

    If day and month could be swapped, and `day_first` is None, only the year counts. Anything
    after the date is ignored, such as the place of a release.
    """
    text = fold(text[:_MAX_LENGTH]).strip().strip("()")
    if match := _ISO.fullmatch(text):
        return _checked(match[1])
    if match := _YEAR_FIRST.match(text):
        return _checked(_format(*match.groups()))
    if match := _YEAR_LAST.match(text):
        first, sign, second, year = match.groups()
        day_first = True if sign == "." else day_first
        return _read_numbers(int(first), int(second), _full_year(year), day_first=day_first)
    if match := _COMPACT.fullmatch(text):
        return _checked(_format(match[1] + match[2], match[3], match[4]))
    return _read_words(text) or _checked(text)


def guess_day_first(texts: Iterable[str]) -> bool | None:
    """Whether the day comes first in dates such as 30/5/2019; None if they don't show it."""
    matches = filter(None, (_YEAR_LAST.match(text.strip()) for text in texts))
    numbers = [(int(match[1]), int(match[3])) for match in matches]
    shown = {first > second for first, second in numbers if max(first, second) > _MONTH_COUNT}
    return shown.pop() if len(shown) == 1 else None


def _read_numbers(first: int, second: int, year: str, *, day_first: bool | None) -> str:
    if max(first, second) > _MONTH_COUNT:  # whatever the other dates show
        day_first = first > second
    if day_first or first == second:
        return _checked(_format(year, second, first))
    return year if day_first is None else _checked(_format(year, first, second))


def _read_words(text: str) -> str:
    if match := _DAY_FIRST.match(text):
        day, month, short_year = match.groups()
        year = _full_year(short_year)
    elif match := _MONTH_FIRST.match(text) or _UNIX_DATE.match(text):
        month, day, year = match.groups()
    elif match := _MONTH_ONLY.match(text):
        (month, year), day = match.groups(), ""
    else:
        return ""
    number = _MONTHS.get(month[:4]) or _MONTHS.get(month[:3])
    return _checked(_format(year, number, day) if day else f"{year}-{number:02}") if number else ""


def _full_year(year: str) -> str:
    if len(year) > len("82"):
        return year
    return f"{19 if int(year) >= _FIRST_SHORT_YEAR else 20}{year}"


def _format(year: str, month: int | str, day: int | str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _checked(text: str) -> str:
    """Returns the text if it's a date in the calendar, or ""."""
    try:
        return Date.parse(text).text
    except ValueError:
        return ""
