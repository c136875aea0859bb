"""Dates as people say them: a day in any usual order, a month, a year, a decade, a century."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.judging.spelling import slips
from heartcli.text.folding import fold, fold_words
from heartcli.text.numbers import CARDINALS, ORDINALS, parse_amounts, parse_roman

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_SEASONS = {
    "early": (1, 4), "mid": (4, 9), "late": (9, 12), "spring": (3, 6), "summer": (6, 9),
    "autumn": (9, 12), "fall": (9, 12), "winter": (12, 3),
}  # fmt: skip
_PART_OF_DECADE = {"early": (0, 3), "mid": (3, 7), "late": (7, 9)}
_DAYS = {
    "new years day": (1, 1), "valentines day": (2, 14), "independence day": (7, 4),
    "halloween": (10, 31), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "new years eve": (12, 31),
}  # fmt: skip
_FILLERS = (
    *("the", "of", "in", "on", "a", "year", "month", "day", "its", "it", "was", "about", "around"),
    *("circa", "ca", "c"),
)
_WEEKDAYS = (
    *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
_ERAS = {"bc": -1, "bce": -1, "ad": 1, "ce": 1}
_TENS = {f"{10 * i}s": 10 * i for i in range(1, 10)} | {
    word.removesuffix("y") + "ies": value for word, value in CARDINALS.items() if value >= 20
}
_LONGEST = 80  # characters; what is longer is no date
# The beginnings of months, days of the year, and "century".
_BEGINNINGS = frozenset(word[:3] for word in (*_MONTHS, *_DAYS, "century"))
_CENTURY = r"(?:century|cent|c)"


class When(NamedTuple):
    """A time as far as it was said: years from `since` to `until`, years before Christ below 0."""

    since: int | None = None
    until: int | None = None
    month: int | None = None
    day: int | None = None
    months: tuple[int, int] | None = None  # a season, or the early or late part of a year


def within(said: When, right: When) -> str:
    """How a time that was said lies to the right one: "same", "wider" or "apart".

    What is within the right one, such as a day of the right year, is the same.
    """
    wider = False
    for mine, theirs in ((said.day, right.day), (said.month, right.month)):
        if mine is not None and theirs is not None and mine != theirs:
            return "apart"
        wider = wider or (mine is None and theirs is not None)
    if said.months and right.month is not None:
        first, last = said.months
        if not (first <= right.month <= last or (first > last and not last < right.month < first)):
            return "apart"
    if right.since is None or right.until is None:
        return "wider" if wider else "same"
    if said.since is None or said.until is None:
        return "wider" if said.month is not None or said.day is not None else "apart"
    if said.since >= right.since and said.until <= right.until:
        return "wider" if wider else "same"
    return "wider" if said.since <= right.since and said.until >= right.until else "apart"


@lru_cache(maxsize=1024)
def dates(text: str) -> tuple[When, ...]:
    """What time a text may mean; none where it is no time. 2/11/1982 is a day in two ways."""
    said = fold(text.replace("’", "'")).strip(" .!?")
    if len(said) > _LONGEST or not _may_be_date(said):
        return ()
    if found := tuple(_in_figures(said)):
        return found
    named = re.sub(r"[^\w\s]", "", said)
    if feast := re.fullmatch(rf"(?:the )?({'|'.join(_DAYS)})(?: (\d{{4}}))?", named):
        year = int(feast[2]) if feast[2] else None
        return (When(year, year, *_DAYS[feast[1]]),)
    found_span = _span(said)
    return (found_span,) if found_span else _in_words(said)


def _may_be_date(said: str) -> bool:
    """Whether there is a figure in a text, or a word that dates are made of: most have none."""
    if any(map(str.isdecimal, said)):
        return True
    return any(
        word[:3] in _BEGINNINGS or word in CARDINALS or word in ORDINALS or word in _TENS
        or parse_roman(word) >= 1000 for word in fold_words(said)
    )  # fmt: skip


def _in_figures(said: str) -> Iterator[When]:
    """1982-02-11, 11.2.1982, 2/11/82, 2/1981."""
    if match := re.fullmatch(r"(\d{4})-(\d\d?)(?:-(\d\d?))?", said):
        yield from _valid(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    elif match := re.fullmatch(r"(\d\d?)([./-])\s?(\d\d?)\2\s?'?(\d{4}|\d\d)", said):
        for day, month in ((match[1], match[3]), (match[3], match[1])):
            yield from _valid(_full_year(match[4]), int(month), int(day))
    elif match := re.fullmatch(r"(\d\d?)[./-](\d{4})", said):
        yield from _valid(int(match[2]), int(match[1]), None)


def _valid(year: int, month: int, day: int | None) -> Iterator[When]:
    if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
        yield When(year, year, month, day)


def _full_year(figures: str) -> int:
    """82 is 1982: of films one speaks so."""
    return int(figures) + (1900 if len(figures) == 2 else 0)


def _span(said: str) -> When | None:
    """A decade or a century: the 1980s, the late eighties, 18th century, 1700s, 1st century BC."""
    said = re.sub(r"^(?:in )?(?:the )?", "", said).replace("-", " ")
    if match := re.fullmatch(rf"([\w ]+?)(?: {_CENTURY})?\.?( bce?| b\.c\.)?(?: ad| ce)?", said):
        ordinal = re.fullmatch(r"(\d\d?|[ivx]+)(?:st|nd|rd|th)?", match[1])
        figure = (ordinal[1] if ordinal else "").removesuffix(".")
        number = (
            int(figure) if figure.isdecimal() else parse_roman(figure) or ORDINALS.get(match[1], 0)
        )
        if (
            ordinal
            and not match[1].endswith(("st", "nd", "rd", "th"))
            and not said.endswith("century")
        ):
            number = 0
        if number and (re.search(rf" {_CENTURY}\b", said) or 12 < number < 22):
            if match[2]:
                return When(-100 * number, -100 * number + 99)
            return When(100 * number - 100, 100 * number - 1)  # the 1700s
    match = re.fullmatch(r"(?:(early|mid|late) )?(?:the )?'?(\d{2,4})'?s|.*", said)
    part, figures = (match[1], match[2]) if match else (None, None)
    if not figures and (
        match := re.fullmatch(r"(?:(early|mid|late) )?(?:the )?(?:nineteen )?(\w+)", said)
    ):
        part, figures = match[1], str(_TENS[match[2]]) if match[2] in _TENS else None
    if not figures:
        return None
    start = _full_year(figures)
    if start % 100 == 0 and len(figures) == 4 and not part:
        return When(start, start + 99)
    first, last = _PART_OF_DECADE[part] if part else (0, 9)
    return When(start + first, start + last)


def _in_words(said: str) -> tuple[When, ...]:
    """11 February 1982, Feb. 11th '82, the eleventh of February, early 1982, 44 BC."""
    said = re.sub(r"\b([abc])\.\s?([cde])\b(?:\.\s?(e)\b)?\.?", r"\1\2\3", said)
    era, season = 0, None
    words: list[str] = []
    for word in re.findall(r"'?\w+", said):
        if word in _ERAS:
            era = _ERAS[word]
        elif word in _SEASONS and season is None:
            season = _SEASONS[word]
        elif word not in _FILLERS and word not in _WEEKDAYS:
            words.append(word)
    at = next((i for i, word in enumerate(words) if _month(word)), None)
    if at is None:
        year = _year(words, era)
        return (When(year, year, months=season),) if year is not None else ()
    month = _month(words.pop(at))
    for i in (at - 1, at, None):  # the day stands before the month, or behind it, or nowhere
        if i is not None and not (0 <= i < len(words) and 1 <= _day(words[i]) <= 31):
            continue
        day = None if i is None else _day(words[i])
        rest = words if i is None else [*words[:i], *words[i + 1 :]]
        year = _year(rest, era)
        if year is not None or not rest:
            return (When(year, year, month, day, season),)
    return ()


def _month(word: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if word == month or (3 <= len(word) <= 4 and month.startswith(word)):
            return number
        if len(word) > 5 and word[0] == month[0] and slips(word, month):
            return number
    return 0


def _day(word: str) -> int:
    if match := re.fullmatch(r"(\d\d?)(?:st|nd|rd|th)?", word):
        return int(match[1])
    return ORDINALS.get(word, 0) or CARDINALS.get(word, 0)


def _year(words: list[str], era: int) -> int | None:
    """The year that all the words are: 1982, '82, nineteen eighty-two, MCMLXXXII; 44 with BC."""
    said = " ".join(words)
    if re.fullmatch(r"'\d\d", said):
        return _full_year(said[1:])
    if era and said.isdecimal() and said.isascii():
        return era * int(said)
    if re.fullmatch(r"\d{4}", said) and said.isascii():
        return int(said)
    if re.fullmatch(r"\d\d", said) and said.isascii():
        return _full_year(said)
    if re.fullmatch(r"[a-z ]+", said) and (len(words) > 1 or parse_roman(said) >= 1000):
        found = parse_amounts(said)
        if found and not found[0].nouns and found[0].value in range(1000, 2200):
            return int(found[0].value)
    return None
