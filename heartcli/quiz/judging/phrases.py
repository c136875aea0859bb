"""The words of a reply and of an answer, as they are compared, and the forms an answer may take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold_words
from heartcli.text.numbers import CARDINALS, MAX_SEQUEL_ROMAN, ORDINALS, parse_amounts, parse_roman

_MAX_LENGTH = 300  # a text that is longer is no answer
_ABBREVIATIONS = {
    "vs": "v", "versus": "v", "pt": "part", "vol": "volume", "mt": "mount", "st": "saint",
    "dr": "doctor", "jr": "junior", "sr": "senior", "gray": "grey", "theater": "theatre",
    "center": "centre", "colour": "color", "aeroplane": "plane", "airplane": "plane",
    "sax": "saxophone", "tv": "television", "bike": "bicycle", "utd": "united",
    "doc": "doctor", "missus": "mrs", "xmas": "christmas", "phone": "telephone", "nil": "zero",
    "sgt": "sergeant", "capt": "captain", "donut": "doughnut", "donuts": "doughnuts", "yep": "yes",
    "yeah": "yes", "nope": "no",
}  # fmt: skip
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}  # S. Korea
_SCALES = ("hundred", "thousand", "million")
_CANONICAL = {
    same: names[0]
    for names in (
        ("united states", "usa", "us", "united states of america", "america"),
        ("united kingdom", "uk", "great britain", "britain"),
        ("new york city", "nyc", "new york"),
        ("los angeles", "la"),
        ("soviet union", "ussr"),
        ("new zealand", "nz"),
        ("south korea", "republic of korea"),
        ("czech republic", "czechia"),
        ("burma", "myanmar"),
        ("vienna", "wien"),
        ("rome", "roma"),
        ("florence", "firenze"),
        ("venice", "venezia"),
        ("milan", "milano"),
        ("naples", "napoli"),
        ("munich", "munchen"),
        ("cologne", "koln"),
        ("prague", "praha"),
        ("moscow", "moskva"),
        ("lisbon", "lisboa"),
        ("black and white", "b and w", "monochrome"),
    )
    for same in names
}
_CITY_INITIALS = {
    r"(?i)\bn\.?y\b(?!\.?c\b)\.?": "New York",
    r"(?i)\bl\.?a\b\.?(?= times\b)": "Los Angeles",
}
_TITLED = r"^(?:Dr|Mr|Mrs|St|Doctor|Saint)\b\.? "
_MIN_UNTITLED = 5  # letters: Strangelove, but Dr. No
# What a name may be introduced by: the Epic of Gilgamesh.
_INTRODUCTIONS = (
    r"(?i)^(?:the )?(?:epic|battle|treaty|siege|gospel|saga|legend|gulf|isle|feast) of "
)
_ADVENTURE = r"[A-Z]\w+ [A-Z]\w+ and the (.+ of .+)"  # Harry Potter and the Goblet of Fire
_TITLE_BREAK = r":(?!\d)|\s[–—-]\s|\bor:"  # of a title


class Phrase(NamedTuple):
    """The words of a text: folded, numbers as figures, short forms in full."""

    words: tuple[str, ...]
    compact_forms: tuple[
        str, str
    ]  # without articles, without little words: written in one word or two
    may_be_acronym: bool  # whether it may be an abbreviation: MGM

    @property
    def content_words(self) -> list[str]:
        """The words that must be there: all but the little ones, if there are others."""
        return [word for word in self.words if word not in word_list("stopwords")] or list(
            self.words
        )

    @property
    def canonical(self) -> str:
        """The name by which the same thing goes under several: USA → united states."""
        whole = " ".join(word for word in self.words if word != "the")
        return (
            _CANONICAL.get(whole)
            or _CANONICAL.get("".join(self.words) if self.may_be_acronym else "")
            or whole
        )

    def is_acronym_of(self, other: Phrase) -> bool:
        """Whether it is made of the initials of another: MGM, WWII."""
        said, counting = "".join(self.words), other.content_words
        with_figure = len(self.words) == 1 and any(map(str.isdecimal, said))
        if not (self.may_be_acronym or with_figure) or len(counting) < 3 or len(said) < 2:
            return False
        figures = "".join(word if word.isdecimal() else word[0] for word in counting)
        numerals = "".join("i" * int(w) if w in ("1", "2", "3") else w[0] for w in counting)
        return said in (figures, numerals, "".join(word[0] for word in other.words))


@lru_cache(maxsize=8192)
def parse_phrase(text: str) -> Phrase:
    """The words of a text, ready to be compared."""
    text = re.sub(r"(?i)n['’]t\b", " not", text[:_MAX_LENGTH])
    for short, full in _CITY_INITIALS.items():
        text = re.sub(short, full, text)
    text = text.replace("½", " 1/2").replace("&", " and ").replace("+", " and ")
    told = [_ABBREVIATIONS.get(word, word) for word in fold_words(text)]
    if len(told) > 2 and told[-1] == "saint" and text.casefold().rstrip(". ").endswith("st"):
        told[-1] = "street"
    if len(told) > 1 and len(told[1]) > 1:
        told[0] = _COMPASS.get(told[0], told[0])
    told = list(_numbers_as_figures(told))
    found = tuple(
        word
        for word, behind in zip(told, [*told[1:], ""], strict=False)
        if not (word in ("no", "nr", "number") and behind.isdecimal())  # Symphony No. 9
    )
    whole = "".join(found[1:] if len(found) > 1 and found[0] in ("a", "an", "the") else found)
    short = "".join(word for word in found if word not in word_list("stopwords")) or whole
    letters = text.replace(".", "").replace(" ", "").strip("?! ")
    return Phrase(found, (whole, short), 2 <= len(letters) <= 6 and letters.isalpha())


def _numbers_as_figures(found: list[str]) -> Iterator[str]:
    """The words with each number, in whatever words, as figures."""
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and (
            _is_number_word(found[end]) or (found[end] == "and" and end > at)
        ):
            end += 1
        while end > at and found[end - 1] == "and":
            end -= 1
        several = end - at > 1 or found[at] in _SCALES
        number = parse_amounts(" ".join(found[at:end])) if several else ()
        if number and not number[0].nouns:
            yield str(number[0].value)
            at = end
        else:
            yield _number_as_figures(found[at], last=0 < at == len(found) - 1)
            at += 1


def _is_number_word(word: str) -> bool:
    return word in CARDINALS or word in ORDINALS or word in _SCALES


def _number_as_figures(word: str, *, last: bool) -> str:
    """A number in one word as figures; a single letter is one only at the end: World War I."""
    value = CARDINALS.get(word, ORDINALS.get(word))
    if value is not None:
        return str(value)
    if ordinal := re.fullmatch(r"0*(\d+)(?:st|nd|rd|th)?", word):
        return ordinal[1]
    numeral = parse_roman(word, MAX_SEQUEL_ROMAN) if len(word) > 1 or last else 0
    return str(numeral) if numeral else word


@lru_cache(maxsize=4096)
def acceptable_forms(right: str) -> tuple[tuple[str, bool], ...]:
    """The forms of an answer that may be said, each with whether it is the whole of it.

    What stands in parentheses may be left out; of a title with a colon the last part will do, and
    the first is a part of it, unless it has a number or is a title of its own.
    """
    found = [(right, True)]
    untitled = re.sub(_TITLED, "", right)
    if untitled != right and len(untitled) > _MIN_UNTITLED:
        found.append((untitled, True))
    if "(" in right:
        found.append((re.sub(r"\s*\([^)]*\)", "", right), True))
        found += [(inside, True) for inside in re.findall(r"\(([A-Z]{2,6})\)", right)]
    if re.match(_INTRODUCTIONS, right):
        found.append((re.sub(_INTRODUCTIONS, "", right), True))
    if adventure := re.fullmatch(_ADVENTURE, right):
        found.append((adventure[1], True))
    parts = [part.strip() for part in re.split(_TITLE_BREAK, right) if part.strip()]
    if len(parts) > 1:
        found += [(parts[-1], True)] if len(parse_phrase(parts[-1]).content_words) > 1 else []
        alone = parts[0][-1].isdecimal() or bool(re.search(r"\bor:", right))  # Terminator 2: …
        found += [(f"{parts[0]} {parts[-1]}", True), (" ".join(parts[:2]), True), (parts[0], alone)]
    return tuple(found)
