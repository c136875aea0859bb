"""The parts of a person's name, and whether a text is one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.judging.spelling import singular
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold_words
from heartcli.text.numbers import MAX_SEQUEL_ROMAN, ORDINALS, parse_roman

SUFFIXES = {"senior": 1, "sr": 1, "junior": 2, "jr": 2}
_PLACE_WORDS = ("san", "santa", "fort", "port", "mount", "new", "north", "south", "east", "west")
_SMALL_WORDS = ("the", "of", "and", "united")
_MAX_PARTS = 5


class Name(NamedTuple):
    """The parts of a name, folded: ("harry", "dean"), ("stanton",), 0."""

    given: tuple[str, ...]
    family: tuple[str, ...]  # the last word, with particles before it; Rimsky-Korsakov is two
    number: int = 0  # of a king, or of another of the same name: Henry VIII, James Dean (II)
    is_suffix_optional: bool = (
        False  # whether the number was said as Jr. or Sr., which may be left out
    )

    @property
    def words(self) -> tuple[str, ...]:
        """All words of the name in their order."""
        return self.given + self.family


@lru_cache(maxsize=8192)
def parse_name(text: str) -> Name:
    """The parts of a name, its titles left out; "Coppola, Francis Ford" is turned round."""
    before, comma, after = text.partition(",")
    if comma and after.strip() and "".join(fold_words(after)) not in SUFFIXES:
        text = f"{after} {before}"
    parts = [word for word in fold_words(text) if word != "the"]  # Henry the Eighth
    if not parts:
        return Name((), ())
    royal = bool(parts) and parts[0] in word_list("royal")
    if len(parts) > 3 and parts[-2] == "of" and (royal or _parse_number(parts[-3])):
        parts = parts[:-2]  # Henry VIII of England
    number = _parse_number(parts[-1]) if len(parts) > 1 else 0
    parts = parts[:-1] if number else parts
    while len(parts) > 1 and parts[0] in word_list("honorifics"):
        parts = parts[1:]
    junior = len(parts) > 1 and parts[-1] in SUFFIXES
    if junior:
        number, parts = SUFFIXES[parts[-1]], parts[:-1]
    asian = re.fullmatch(r"\s*\w+ \w+-[a-z]\w*\s*", text)  # Song Kang-ho
    if len(parts) > 1 and (asian or parts[0] in word_list("family_first")) and not number:
        return Name(tuple(parts[1:]), (parts[0],))
    start = _family_start(parts, text)
    return Name(tuple(parts[:start]), tuple(parts[start:]), number, junior)


def _family_start(parts: list[str], text: str) -> int:
    """Where in the words of a name the family name begins."""
    if "of" in parts[1:]:  # Joan of Arc
        return parts.index("of", 1)
    last = text.rsplit(maxsplit=1)[-1]
    hyphened = re.fullmatch(r"[^\W\d]+(?:-[^\W\d]+)+", last)
    start = len(parts) - (len(fold_words(last)) if hyphened else 1)
    while start > 1 and parts[start - 1] in word_list("particles"):
        start -= 1
    return 0 if start == 1 and parts[0] in word_list("particles") else max(start, 0)


def _parse_number(word: str) -> int:
    if word in ORDINALS:
        return ORDINALS[word]
    if figures := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word):
        return int(figures[1])
    return parse_roman(word, MAX_SEQUEL_ROMAN)


def looks_like_name(text: str) -> bool:
    """Whether a text is written like a person's name, and not like a thing's."""
    parts = re.findall(r"[^\s,]+", re.sub(r"\([^)]*\)", "", text))
    if not 2 <= len(parts) <= _MAX_PARTS or any(map(str.isdecimal, text)):
        return False
    first, *others = ("".join(fold_words(part)) for part in parts)
    small = word_list("particles") | set(_SMALL_WORDS)
    if not all(p[0].isupper() or w in small for p, w in zip(parts[1:], others, strict=True)):
        return False
    if first in word_list("first_names", "honorifics") and parts[0][0].isupper():
        return "and" not in others
    if re.fullmatch(r"(?:[A-Z]\.)+", parts[0]):
        return True
    return parts[0][0].isupper() and not _names_thing([first, *others])


def _names_thing(parts: list[str]) -> bool:
    """Whether there are words among them of which things are made: the Black Sea, San Marino."""
    significant = [word for word in parts if word not in word_list("particles")]
    things = (
        word_list("stopwords")
        | word_list("generic_nouns")
        | word_list("places")
        | {*_PLACE_WORDS, *_SMALL_WORDS}
    )
    if parts[0] in word_list("particles") or len(set(significant)) < 2 or set(significant) & things:
        return True
    return any(singular(w) in word_list("common") for w in significant if not _parse_number(w))
