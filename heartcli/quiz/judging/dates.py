"""Compares dates as people write them: days in any common format, months, years, centuries."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.judging.matching import NO_MATCH, Level, Match
from heartcli.quiz.judging.spelling import spelling_errors
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold, fold_words
from heartcli.text.numbers import parse_amounts
from heartcli.text.numerals import CARDINALS, MAX_ROMAN, ORDINALS, parse_roman

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SEASONS = {
    "early": (1, 4), "mid": (4, 9), "late": (9, 12), "spring": (3, 6), "summer": (6, 9),
    "autumn": (9, 12), "fall": (9, 12), "winter": (12, 3),
}  # fmt: skip
_PART_OF_DECADE = {"early": (0, 3), "mid": (3, 7), "late": (7, 9)}
_HOLIDAYS = {
    "new years day": (1, 1), "valentines day": (2, 14), "independence day": (7, 4),
    "halloween": (10, 31), "christmas eve": (12, 24), "christmas day": (12, 25),
    "christmas": (12, 25), "new years eve": (12, 31),
}  # fmt: skip
_ERAS = {"bc": -1, "bce": -1, "ad": 1, "ce": 1}
_TENS = {f"{10 * i}s": 10 * i for i in range(1, 10)} | {
    word.removesuffix("y") + "ies": value for word, value in CARDINALS.items() if value >= 20
}
_MAX_LENGTH = 80  # characters; longer text isn't a date
# The first three letters of months, holidays and "century".
_WORD_STARTS = frozenset(word[:3] for word in (*_MONTHS, *_HOLIDAYS, "century"))
_CENTURY = r"(?:century|cent|c)"
_DECADE = r"(?:(early|mid|late) )?(?:the )?(?:'?(\d{2,4})'?s|(?:nineteen )?(\w+))"


class PartialDate(NamedTuple):
    """A date, which may lack some parts or span several years. BC years are negative."""

    first_year: int | None = None
    last_year: int | None = None
    month: int | None = None
    day: int | None = None
    months: tuple[int, int] | None = None  # first and last: of summer, or of "early 1982"


def compare_dates(reply: str, right: str) -> Match | None:
    """Matches a reply against the right date; None if either isn't a date."""
    early = re.fullmatch(r"(?:the year )?(\d{1,3})", reply.strip())  # 476 for AD 476
    rights, guesses = parse_dates(right)[:1], parse_dates(reply)
    if not rights or not (guesses or early):
        return None
    [answer] = rights
    if early and abs(answer.first_year or 0) == int(early[1]):
        if answer.first_year == int(early[1]):
            return Match(Level.FULL, 0, "that's the year")
        return Match(Level.PARTIAL, 0, "that doesn't say whether it's BC or AD")
    level = max((_compare(guess, answer) for guess in guesses), default=Level.NONE)
    why = "that's the date" if level == Level.FULL else "the date isn't exact"
    return Match(level, 0, why) if level else NO_MATCH


def _compare(reply: PartialDate, right: PartialDate) -> Level:
    """Full if the reply is within the right date, such as a day in that year; partial if wider."""
    fields = [(reply.day, right.day), (reply.month, right.month)]
    if any(value and right_value and value != right_value for value, right_value in fields):
        return Level.NONE
    if reply.months and right.month:
        first, last = reply.months  # winter begins in one year and ends in the next
        if (right.month - first) % 12 > (last - first) % 12:
            return Level.NONE
    lacks_field = any(right_value and not value for value, right_value in fields)
    fit = Level.PARTIAL if lacks_field else Level.FULL
    if right.first_year is None or right.last_year is None:
        return fit
    if reply.first_year is None or reply.last_year is None:
        return Level.PARTIAL
    if reply.first_year >= right.first_year and reply.last_year <= right.last_year:
        return fit
    includes = reply.first_year <= right.first_year and reply.last_year >= right.last_year
    return Level.PARTIAL if includes else Level.NONE


@lru_cache(maxsize=1024)
def parse_dates(text: str) -> tuple[PartialDate, ...]:
    """The possible dates, such as two for 2/11/1982; empty if the text isn't a date."""
    folded = fold(text.replace("’", "'")).strip(" .!?")
    if len(folded) > _MAX_LENGTH or not _may_be_date(folded):
        return ()
    if numeric := tuple(_parse_numeric(folded)):
        return numeric
    plain = re.sub(r"[^\w\s]", "", folded)
    if holiday := re.fullmatch(rf"(?:the )?({'|'.join(_HOLIDAYS)})(?: (\d{{4}}))?", plain):
        year = int(holiday[2]) if holiday[2] else None
        return (PartialDate(year, year, *_HOLIDAYS[holiday[1]]),)
    bare = re.sub(r"^(?:in )?(?:the )?", "", folded).replace("-", " ")
    period = _parse_century(bare) or _parse_decade(bare)
    return (period,) if period else _parse_words(folded)


def _may_be_date(folded: str) -> bool:
    """Whether text has a digit or a date word: a quick check, since most texts have neither."""
    return any(map(str.isdecimal, folded)) or any(
        word[:3] in _WORD_STARTS or word in CARDINALS or word in ORDINALS or word in _TENS
        or parse_roman(word, MAX_ROMAN) >= 1000 for word in fold_words(folded)
    )  # fmt: skip


def _parse_numeric(folded: str) -> Iterator[PartialDate]:
    """Parses 1982-02-11, 1982/2/11, 11.2.1982, 2/11/82 or 2/1981."""
    dates: list[tuple[str, str, str | None]] = []
    if match := re.fullmatch(r"(\d{4})([./-])(\d\d?)\2(\d\d?)", folded):
        dates = [(match[1], match[3], match[4])]
    elif match := re.fullmatch(r"(\d{4})-(\d\d?)", folded):
        dates = [(match[1], match[2], None)]
    elif match := re.fullmatch(r"(\d\d?)([./-])\s?(\d\d?)\2\s?'?(\d{4}|\d\d)", folded):
        dates = [(match[4], match[3], match[1]), (match[4], match[1], match[3])]
    elif match := re.fullmatch(r"(\d\d?)[./-](\d{4})", folded):
        dates = [(match[2], match[1], None)]
    for year, month, day in dates:
        if 1 <= int(month) <= 12 and (day is None or 1 <= int(day) <= 31):
            full_year = _full_year(year)
            yield PartialDate(full_year, full_year, int(month), None if day is None else int(day))


def _full_year(digits: str) -> int:
    """The year for two or four digits: 82 is 1982."""
    return int(digits) + (1900 if len(digits) == 2 else 0)


def _parse_century(text: str) -> PartialDate | None:
    """Parses 18th century, nineteenth or 1st century BC; 18 and xviii only before "century"."""
    match = re.fullmatch(rf"([\w ]+?)(?: {_CENTURY})?\.?( bce?)?(?: ad| ce)?", text)
    if not match:
        return None
    number = ORDINALS.get(match[1], 0)
    figures = re.fullmatch(r"(\d\d?|[ivx]+)(st|nd|rd|th)?", match[1])
    if figures and (figures[2] or text.endswith("century")):
        number = int(figures[1]) if figures[1].isdecimal() else parse_roman(figures[1])
    if not number or (not re.search(rf" {_CENTURY}\b", text) and not 12 < number < 22):
        return None
    if match[2]:
        return PartialDate(-100 * number, -100 * number + 99)
    return PartialDate(100 * number - 100, 100 * number - 1)  # the 1700s


def _parse_decade(text: str) -> PartialDate | None:
    """Parses the 1980s, the late eighties, early '80s or the 1700s."""
    match = re.fullmatch(_DECADE, text)
    digits = (match[2] or str(_TENS.get(match[3], ""))) if match else ""
    if not match or not digits:
        return None
    part, start = match[1], _full_year(digits)
    if start % 100 == 0:
        return PartialDate(start, start + 99)
    first, last = _PART_OF_DECADE[part] if part else (0, 9)
    return PartialDate(start + first, start + last)


def _parse_words(folded: str) -> tuple[PartialDate, ...]:
    """Parses 11 February 1982, Feb. 11th '82, the eleventh of February, early 1982 or 44 BC."""
    folded = re.sub(r"\b([abc])\.\s?([cde])\b(?:\.\s?(e)\b)?\.?", r"\1\2\3", folded)
    era, season = 0, None
    words: list[str] = []
    for word in re.findall(r"'?\w+", folded):
        if word in _ERAS:
            era = _ERAS[word]
        elif word in _SEASONS:
            season = _SEASONS[word]
        elif word not in word_list("date_fillers"):
            words.append(word)
    months = [(i, month) for i, word in enumerate(words) if (month := _parse_month(word))]
    if not months:
        year = _parse_year(words, era)
        return (PartialDate(year, year, months=season),) if year is not None else ()
    position, month = months[0]
    del words[position]
    days = [(i, _parse_day(words[i])) for i in (position - 1, position) if 0 <= i < len(words)]
    readings = [(day, [*words[:i], *words[i + 1 :]]) for i, day in days if 1 <= day <= 31]
    for day, rest in (*readings, (None, words)):
        year = _parse_year(rest, era)
        if year is not None or not rest:
            return (PartialDate(year, year, month, day, season),)
    return ()


def _parse_month(word: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if word == month or (3 <= len(word) <= 4 and month.startswith(word)):
            return number
        if len(word) > 5 and spelling_errors(word, month):
            return number
    return 0


def _parse_day(word: str) -> int:
    match = re.fullmatch(r"(\d\d?)(?:st|nd|rd|th)?", word)
    return int(match[1]) if match else ORDINALS.get(word) or CARDINALS.get(word, 0)


def _parse_year(words: list[str], era: int) -> int | None:
    """Parses 1982, '82, nineteen eighty-two or MCMLXXXII; 44 only with BC or AD."""
    text = " ".join(words)
    if re.fullmatch(r"'\d\d", text):
        return _full_year(text[1:])
    if text.isdecimal():
        year = _full_year(text) if len(text) in (2, 4) else None
        return era * int(text) if era else year
    if re.fullmatch(r"[a-z ]+", text):
        amounts = parse_amounts(text)
        if amounts and not amounts[0].nouns and amounts[0].value in range(1000, 2200):
            return int(amounts[0].value)
    return None
