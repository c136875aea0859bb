"""Finds what a column's name states about its values: "Budget ($M)", "Release Date (d/m/y)"."""

import re
from collections.abc import Callable, Sequence

from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.written_dates import guess_day_first
from heartcli.catalogue.importing.written_ratings import parse_own_rating

_IN_BRACKETS = re.compile(r"[(\[](?:in )?(?:worldwide,? ?)?(.*?)[)\]]", re.IGNORECASE)
_PARSERS: dict[str, Callable[[str], object]] = {
    "minutes": values.parse_minutes, "cost": values.parse_money, "box_office": values.parse_money,
}  # fmt: skip
_SCALE = re.compile(
    r"(?:out of |/|[01] ?(?:-|–|to) ?)?([0-9]{1,3})(?: stars?| points?)?", re.IGNORECASE
)
_DAY_OR_MONTH = re.compile("([djtm])[a-z]*[/. -]", re.IGNORECASE)  # day, jour, Tag; month
_NUMBER = re.compile("[$€£¥]? ?[0-9][0-9.,'’ \u00a0\u202f]*½?")


def find_unit(column: str, name: str) -> str | None:
    """Returns the unit that a column's name states, or "". None if it isn't understood.

    For the user's own ratings, it is the scale: "My Rating (1-10)" → "/10".
    """
    match = _IN_BRACKETS.search(name)
    text = match[1].strip() if match else ""
    if column == "own_rating":
        if scale := _SCALE.fullmatch(text):
            return f"/{scale[1]}"
        return text if parse_own_rating(f"1 {text}", 0) else ""
    if column == "votes":
        return text
    if column not in _PARSERS or not text or ":" in text:  # as in h:mm
        return ""
    return text if _PARSERS[column](f"60 {text}") else None


def add_unit(text: str, unit: str) -> str:
    """Returns a number with its unit; a cell that has one already stays as it is."""
    return f"{text} {unit}" if _NUMBER.fullmatch(text) else text


def find_day_first(name: str, cells: Sequence[str]) -> bool | None:
    """Whether a column's dates start with the day; None if neither its name nor its cells show."""
    match = _IN_BRACKETS.search(name)
    order = _DAY_OR_MONTH.match(match[1]) if match else None
    return order[1] not in "mM" if order else guess_day_first(cells)
