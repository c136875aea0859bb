"""Parses the values in IMDb's dumps."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from heartcli.catalogue.importing.json_documents import parse_json

NO_VALUE = "\\N"
_MAX_ID = 10**9


def check_range(number: int, minimum: int, maximum: int) -> int:
    """Returns the number. Raises ValueError if it is out of range."""
    if not minimum <= number <= maximum:
        raise ValueError(number)
    return number


def parse_id(text: str, prefix: str) -> int:
    """Returns the number in an id. Raises ValueError for anything else."""
    number = int(text[2:])
    if text[:2] != prefix or not 0 < number < _MAX_ID or "_" in text:  # int() accepts 1_000
        raise ValueError(text)
    return number


def parse_int(text: str) -> int:
    """Returns a number; 0 for a missing value. Raises ValueError for anything else."""
    return 0 if text == NO_VALUE else int(text)


def parse_year(text: str) -> int:
    """Returns a year of birth or death; 0 if there is none, and for years BC, which aren't kept."""
    return int(text[:4]) if text[:4].isdecimal() else 0


def parse_characters(text: str) -> str:
    """Joins the characters in a JSON list: ["Rick", "Himself"] → "Rick / Himself".

    Raises ValueError for anything else.
    """
    if text == NO_VALUE:
        return ""
    has_one_name = text.count('"') == 2 and "\\" not in text
    if has_one_name and text[:2] == '["' and text[-2:] == '"]':  # faster than parsing JSON
        return text[2:-2]
    try:
        value = parse_json(text.encode())
    except ValueError:
        value = parse_json(text.replace(r"\\", "\\").encode())  # quotes may be escaped twice
    return " / ".join(map(str, value)) if isinstance(value, list) else str(value)


class IdSet:
    """A set of ids, stored as bits in pages of 2^16; ten million ids take about a megabyte."""

    def __init__(self) -> None:
        self._pages = defaultdict[int, bytearray](partial(bytearray, 1 << 13))

    def update(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._pages[number >> 16][number >> 3 & 0x1FFF] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        page = self._pages.get(number >> 16)
        return page is not None and bool(page[number >> 3 & 0x1FFF] >> (number & 7) & 1)
