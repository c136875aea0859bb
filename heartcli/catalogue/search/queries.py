"""Reads a query for a film: its title, and its year if one is stated.

The last year is the stated one, unless another stands alone in brackets: "heat 1995",
"2012.2009.1080p.BluRay", "Blade Runner (1982) [2007 Final Cut]". As a title may itself contain a
year, every query is also read as a title from beginning to end.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from heartcli.text.folding import ARTICLES, MAX_NAME_LENGTH, fold_words, restore_article

# Patterns are compiled only when needed.
_YEAR = r"(?<![^\W_])(?:18[7-9]|19\d|20\d)\d(?![^\W_])"
_SHORT_YEAR = r"(.*\S)\s+['’](\d\d)"  # hairspray '88
_FIRST_SHORT_YEAR = 30  # '30 is 1930, '29 is 2029
_OPENING, _CLOSING = "[({", "])}"
_BEFORE_YEAR = " \t,;:/_-–—[({"  # what people put between a title and a year
_AFTER_YEAR = " \t,;:/_-–—])}."
_BRACKETS = r"[\[({](?!\d{4}[\])}])([^\])}]*)[\])}]"
_SITE = r"(?i)www\.[\w-]+\.\w+[\s.-]+"
# Long titles that catalogues shorten: Birdman or (The Unexpected Virtue of Ignorance), and Borat:
# Cultural Learnings of America … A sequel's subtitle is shorter.
_LONG_TITLE = r"(.+?)(?:,?\s+or\b:?\s+(?:\S+\s+){2,}\S+|:\s+(?:\S+\s+){6,}\S+)"
_MIN_SPACES = 3  # in a long title
# "heat movie", "the film heat"; but The Lego Movie is a title.
_LABEL = r"(?i)(?!(?:the|an?)\s)(.+)\s(?:movie|film)|(?:the\s)?(?:movie|film)\s(.+)"


class Reading(NamedTuple):
    """A title, and the stated year unless that is part of the title."""

    title: str
    year: int | None
    is_shortened: bool = False  # only part of the query, without brackets or a subtitle


class Query(NamedTuple):
    """The possible readings of a query, and the stated year."""

    readings: list[Reading]
    year: int | None
    is_year_first: bool = False  # then the year may belong to the title: "2001 space odyssey"


def read_query(text: str) -> Query:
    """Reads a query as a title, and as a title with a year, with or without what is in brackets."""
    text = text[:MAX_NAME_LENGTH].strip()
    query = _split_year(text)
    readings = [Reading(text, None), *query.readings]
    if not set(_OPENING).isdisjoint(text) or text.lower().startswith("www."):
        readings += [
            Reading(part, query.year, is_shortened=True) for part in _without_brackets(text)
        ]
    title = query.readings[0].title
    long_title = re.fullmatch(_LONG_TITLE, title) if title.count(" ") > _MIN_SPACES else None
    with_label = re.fullmatch(_LABEL, title) if "m" in title.lower() else None
    for match in filter(None, (long_title, with_label)):
        shorter = next(filter(None, match.groups()))
        readings.append(Reading(shorter, query.year, is_shortened=True))
    readings = [reading._replace(title=restore_article(reading.title)) for reading in readings]
    return query._replace(readings=list(dict.fromkeys(readings)))


def _split_year(text: str) -> Query:
    """Splits off the year; the first reading is the title without it."""
    if match := _find_year(text):
        year = int(match[0])
        before = text[: match.start()].rstrip(_BEFORE_YEAR)
        after = text[match.end() :].lstrip(_AFTER_YEAR)
        if after and (not before or before.lower() in ARTICLES):
            return Query([Reading(after, year)], year, is_year_first=True)
        if before:
            title_with_year = [Reading(text[: match.end()], None)] if after else []
            reading = Reading(before, year, is_shortened=bool(after))
            return Query([reading, *title_with_year], year)
    elif text[-2:].isdecimal() and (short := re.fullmatch(_SHORT_YEAR, text)):
        year = int(short[2]) + (1900 if int(short[2]) >= _FIRST_SHORT_YEAR else 2000)
        return Query([Reading(short[1], year)], year)
    return Query([Reading(text, None)], None)


def _find_year(text: str) -> re.Match[str] | None:
    """Returns the last year that stands alone in brackets, or else the last one."""
    years = list(re.finditer(_YEAR, text)) if any(map(str.isdecimal, text)) else []
    in_brackets = [year for year in years if _is_in_brackets(text, *year.span())]
    return next(reversed(in_brackets or years), None)


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _OPENING and text[end : end + 1] in (*_CLOSING,)


def _without_brackets(text: str) -> Iterator[str]:
    """Yields the title without brackets or a site's address, then what is in the brackets."""
    bare = re.sub(_SITE, "", re.sub(_BRACKETS, " ", text)).strip()
    parts = (_split_year(bare).readings[0].title, *re.findall(_BRACKETS, text))
    return (part for part in parts if fold_words(part))
