"""Splits people's names into parts, and recognises text that looks like a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.judging.spelling import singular
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold_words
from heartcli.text.numerals import ORDINALS, parse_roman

SUFFIXES = {"senior": 1, "sr": 1, "junior": 2, "jr": 2}
_TITLES_AS_NAMES = {"duke", "king", "prince"}
_PLACE_WORDS = {"san", "santa", "fort", "port", "mount", "new", "north", "south", "east", "west"}
_SMALL_WORDS = {"the", "of", "and", "united"}
_MAX_PARTS = 5


class Name(NamedTuple):
    """The folded parts of a name: ("harry", "dean"), ("stanton",), 0."""

    given: tuple[str, ...]
    family: tuple[str, ...]  # the last word and its particles; Rimsky-Korsakov is two words
    number: int = 0  # a ruler's or a namesake's: Henry VIII, James Dean (II)
    is_suffix_optional: bool = False  # whether it stands for Jr. or Sr., which may be left out

    @property
    def words(self) -> tuple[str, ...]:
        return self.given + self.family

    def has_same_letters_as(self, other: Name) -> bool:
        """Whether names differ only in spaces, hyphens or order: Park Chan-wook, Chanwook Park."""
        typed, letters = "".join(self.words), "".join(other.words)
        if typed == letters or len(typed) != len(letters):
            return typed == letters
        backwards, other_backwards = ("".join(name.family + name.given) for name in (self, other))
        return letters == backwards or other_backwards in (typed, backwards)


@lru_cache(maxsize=8192)
def parse_name(text: str) -> Name:
    """Parses a name and drops titles."""
    words = [word for word in fold_words(text) if word != "the"]  # Henry the Eighth
    if not words:
        return Name((), ())
    is_ruler = words[0] in word_list("royal") or (len(words) > 3 and _parse_number(words[-3]) > 0)
    if len(words) > 3 and words[-2] == "of" and is_ruler:
        words = words[:-2]  # Henry VIII of England
    number = _parse_number(words[-1]) if len(words) > 1 else 0
    words = words[:-1] if number else words
    while len(words) > 1 and _is_title(words[0], words[1]):
        words = words[1:]
    has_suffix = len(words) > 1 and words[-1] in SUFFIXES
    if has_suffix:
        number, words = SUFFIXES[words[-1]], words[:-1]
    is_korean = re.fullmatch(r"\s*\w+ \w+-[a-z]\w*\s*", text)  # Song Kang-ho
    if (is_korean or words[0] in word_list("family_first")) and not number:
        return Name(tuple(words[1:]), (words[0],))
    start = _family_start(words, text)
    return Name(tuple(words[:start]), tuple(words[start:]), number, has_suffix)


def _is_title(word: str, after: str) -> bool:
    """Whether a word is a title, not a first name: Prince Charles, but not King Vidor."""
    is_name = word in _TITLES_AS_NAMES and after not in word_list("first_names")
    return word in word_list("honorifics") and not is_name


def _family_start(words: list[str], text: str) -> int:
    last = text.rsplit(maxsplit=1)[-1]  # Rimsky-Korsakov
    start = max(len(words) - max(len(fold_words(last)), 1), 0)
    while start > 1 and words[start - 1] in word_list("particles"):
        start -= 1
    return start


def _parse_number(word: str) -> int:
    figures = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word)
    return int(figures[1]) if figures else ORDINALS.get(word) or parse_roman(word)


def looks_like_name(text: str) -> bool:
    """Whether text looks like a person's name rather than a thing's."""
    parts = re.findall(r"[^\s,]+", re.sub(r"\([^)]*\)", "", text))
    if not 2 <= len(parts) <= _MAX_PARTS or any(map(str.isdecimal, text)):
        return False
    words = ["".join(fold_words(part)) for part in parts]
    lower = {word for part, word in zip(parts, words, strict=True) if not part[0].isupper()}
    if not parts[0][0].isupper() or not lower <= word_list("particles") | _SMALL_WORDS:
        return False
    if words[0] in word_list("first_names", "honorifics"):
        return "and" not in words
    return bool(re.fullmatch(r"(?:[A-Z]\.)+", parts[0])) or not _names_thing(words)


def _names_thing(words: list[str]) -> bool:
    """Whether any word suggests the name of a thing: the Black Sea, San Marino."""
    significant = [word for word in words if word not in word_list("particles")]
    if words[0] in word_list("particles") or len(set(significant)) < 2:
        return True
    things = word_list("stopwords", "generic_nouns", "places") | _PLACE_WORDS | _SMALL_WORDS
    is_common = (singular(word) in word_list("common") for word in significant)
    return not things.isdisjoint(significant) or any(is_common)
