"""Normalises replies and answers for comparison, and lists the acceptable forms of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from heartcli.quiz.judging.cleaning import MAX_REPLY_LENGTH
from heartcli.quiz.judging.word_lists import usual_forms, word_list
from heartcli.text.folding import fold_words
from heartcli.text.numbers import parse_amounts
from heartcli.text.numerals import CARDINALS, ORDINALS, parse_roman

_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}  # S. Korea
_AT_END = {"st": "street", "dr": "drive"}
_SCALES = ("hundred", "thousand", "million")
_NUMBER_WORDS = {*CARDINALS, *ORDINALS, *_SCALES}
_CITY_INITIALS = {
    r"(?i)\bn\.?y\b(?!\.?c\b)\.?": "New York",
    r"(?i)\bl\.?a\b\.?(?= times\b)": "Los Angeles",
}
_TITLED = r"^(?:Dr|Mr|Mrs|St)\b\.? "
_MIN_UNTITLED = 6  # letters without the title: Strangelove is enough, No isn't
# Openings that may be left out: the Epic of Gilgamesh.
_INTRO = r"(?i)^(?:the )?(?:epic|battle|siege|gospel|saga|legend|gulf|isle|feast) of "
_ADVENTURE = r"[A-Z]\w+ [A-Z]\w+ and the (.+ of .+)"  # Harry Potter and the Goblet of Fire
_LONG_SUBTITLE = 5  # words, stopwords aside
_DIGITS_AS_LETTERS = str.maketrans("013457", "oieasv")  # Se7en
_TITLE_BREAK = r":(?!\d)|\s[–—-]\s|\bor(?=:| \()"  # between a title and its subtitle


class Phrase(NamedTuple):
    """Folded words, with numbers in figures and abbreviations in full."""

    words: tuple[str, ...]
    content_words: tuple[str, ...]  # without stopwords, unless all words are
    compact_forms: tuple[str, str]  # as one word: without an article; without stopwords
    may_be_acronym: bool  # MGM
    canonical: str  # the usual name, if there are several: USA → united states

    def is_acronym_of(self, other: Phrase) -> bool:
        """Whether this phrase is the initials of another: MGM, WWII."""
        acronym, content = "".join(self.words), other.content_words
        has_figure = any(map(str.isdecimal, acronym))
        is_long = len(content) > 2 and (self.may_be_acronym or has_figure)
        number = content[-1] if len(content) > 1 and content[-1].isdecimal() else ""
        is_numbered = number and acronym.endswith(number) and acronym != number  # T2, MIB 2
        if not (is_long or is_numbered):
            return False
        return acronym in (
            initials_of(content),
            "".join("i" * int(w) if w in ("1", "2", "3") else w[0] for w in content),
            initials_of(other.words),
        )


def initials_of(words: Iterable[str]) -> str:
    """The first letters, and digits, of words."""
    return "".join(word[0] for word in words)


@lru_cache(maxsize=8192)
def parse_phrase(text: str) -> Phrase:
    """Splits text into words and normalises them for comparison."""
    text = re.sub(r"(?i)n['’]t\b", " not", text[:MAX_REPLY_LENGTH])
    for initials, city in _CITY_INITIALS.items():
        text = re.sub(initials, city, text)
    text = text.replace("&", " and ").replace("+", " and ")
    words = list(_numbers_as_figures(_expand_abbreviations(text)))
    words = [  # drop the "No." of Symphony No. 9
        word for word, after in zip(words, [*words[1:], ""], strict=False)
        if not (word in ("no", "nr", "number", "part") and after.isdecimal())
    ]  # fmt: skip
    whole = "".join(words[1:] if len(words) > 1 and words[0] in ("a", "an", "the") else words)
    content = tuple(word for word in words if word not in word_list("stopwords"))
    letters = text.replace(".", "").replace(" ", "").strip("?! ")
    may_be_acronym = 2 <= len(letters) <= 6 and letters.isalpha()
    name = " ".join(word for word in words if word != "the")
    other_names = usual_forms("other_names")
    acronym = other_names.get("".join(words)) if may_be_acronym else ""
    return Phrase(
        tuple(words), content or tuple(words), (whole, "".join(content) or whole), may_be_acronym,
        other_names.get(name) or acronym or name,
    )  # fmt: skip


def _expand_abbreviations(text: str) -> list[str]:
    """Folds text into words, with abbreviations in full: vs, Sgt., S. Korea, Wall St."""
    abbreviations = usual_forms("abbreviations")
    folded = fold_words(text)
    words = [abbreviations.get(word, word) for word in folded]
    if len(words) > 1:
        words[-1] = _AT_END.get(folded[-1], words[-1])
    if len(words) > 1 and len(words[1]) > 1:
        words[0] = _COMPASS.get(words[0], words[0])
    return words


def _numbers_as_figures(words: list[str]) -> Iterator[str]:
    start = 0
    while start < len(words):
        rest = words[start:] if words[start] in _NUMBER_WORDS else []
        number = list(takewhile(lambda word: word in _NUMBER_WORDS or word == "and", rest))
        while number and number[-1] == "and":
            number.pop()
        is_phrase = len(number) > 1 or words[start] in _SCALES  # one hundred and one
        amounts = parse_amounts(" ".join(number)) if is_phrase else ()
        if amounts and not amounts[0].nouns:
            yield str(amounts[0].value)
            start += len(number)
        else:
            yield _number_as_figures(words[start], start, is_last=0 < start == len(words) - 1)
            start += 1


def _number_as_figures(word: str, position: int, *, is_last: bool) -> str:
    """A number word in figures. A numeral must follow a word, and a letter must be last: Saw V."""
    if ordinal := re.fullmatch(r"0*(\d+)(?:st|nd|rd|th)?", word):
        return ordinal[1]
    numeral = parse_roman(word) if is_last or (position and len(word) > 1) else 0
    return str(CARDINALS.get(word, ORDINALS.get(word, numeral or word)))


@lru_cache(maxsize=4096)
def acceptable_forms(right: str) -> tuple[tuple[str, bool], ...]:
    """The forms of an answer that a reply may use, each with whether it counts as full."""
    forms = ((form, True) for form in (right, *_short_forms(right)))
    return (*forms, *_parts_of_title(right))


def _short_forms(right: str) -> Iterator[str]:
    """Yields an answer without its title, opening or parentheses, or only its initials."""
    untitled = re.sub(_TITLED, "", right)
    if untitled != right and len(untitled) >= _MIN_UNTITLED:
        yield untitled
    if "(" in right:
        yield re.sub(r"\s*\([^)]*\)", "", right)
        yield from re.findall(r"\(([A-Z]{2,6})\)", right)
    if intro := re.match(_INTRO, right):
        yield right[intro.end() :]
    if adventure := re.fullmatch(_ADVENTURE, right):
        yield adventure[1]
    if re.search(r"[A-Za-z]\d[A-Za-z]", right):
        yield right.translate(_DIGITS_AS_LETTERS)
    if initials := re.match(r"(?:[A-Z]\.){2,} ?", right):  # E.T. the Extra-Terrestrial
        rest = parse_phrase(right[initials.end() :]).content_words
        if initials_of(rest) == "".join(fold_words(initials[0])):
            yield initials[0]


def _parts_of_title(right: str) -> Iterator[tuple[str, bool]]:
    """Yields the parts of a title that has a subtitle, each with whether it's enough.

    The first part is enough if it ends in a number, or if nobody says the subtitle: after "or:",
    very long, or beginning with "A".
    """
    parts = [part.strip() for part in re.split(_TITLE_BREAK, right) if part.strip()]
    if len(parts) < 2:
        return
    first, last = parts[0], parts[-1]
    if last.startswith("The ") or len(parse_phrase(last).content_words) > 1:
        yield last, True
    yield f"{first} {last}", True
    yield " ".join(parts[:2]), True
    yield " ".join(parts[1:]), len(parts) > 2  # Mockingjay – Part 1, or only Fallout
    is_long = len(parse_phrase(parts[1]).content_words) >= _LONG_SUBTITLE
    is_unsaid = is_long or re.match(r"An? ", parts[1])
    yield first, parse_phrase(first).compact_forms[0][-1:].isdecimal() or bool(is_unsaid)
