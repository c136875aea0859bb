"""The parts of a person's name, and whether a text is one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.judging.spelling import singular
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold_words
from heartcli.text.numbers import ORDINALS, parse_roman

SUFFIXES = {"senior": 1, "sr": 1, "junior": 2, "jr": 2}
_OF_PLACES = ("san", "santa", "fort", "port", "mount", "new", "north", "south", "east", "west")
_SMALL = ("the", "of", "and", "united")
_MOST_PARTS = 5


class Name(NamedTuple):
    """The parts of a name, folded: ("harry", "dean"), ("stanton",), 0."""

    given: tuple[str, ...]
    family: tuple[str, ...]  # the last word, with particles before it; Rimsky-Korsakov is two
    number: int = 0  # of a king, or of another of the same name: Henry VIII, James Dean (II)
    junior: bool = False  # whether the number was said as Jr. or Sr., which may be left out

    @property
    def all(self) -> tuple[str, ...]:
        """All words of the name in their order."""
        return self.given + self.family


@lru_cache(maxsize=8192)
def name(text: str) -> Name:
    """The parts of a name, its titles left out; "Coppola, Francis Ford" is turned round."""
    before, comma, behind = text.partition(",")
    if comma and behind.strip() and "".join(fold_words(behind)) not in SUFFIXES:
        text = f"{behind} {before}"
    found = [word for word in fold_words(text) if word != "the"]  # Henry the Eighth
    if not found:
        return Name((), ())
    royal = bool(found) and found[0] in word_list("royal")
    if len(found) > 3 and found[-2] == "of" and (royal or _number(found[-3])):
        found = found[:-2]  # Henry VIII of England
    number = _number(found[-1]) if len(found) > 1 else 0
    found = found[:-1] if number else found
    while len(found) > 1 and found[0] in word_list("honorifics"):
        found = found[1:]
    junior = len(found) > 1 and found[-1] in SUFFIXES
    if junior:
        number, found = SUFFIXES[found[-1]], found[:-1]
    asian = re.fullmatch(r"\s*\w+ \w+-[a-z]\w*\s*", text)  # Song Kang-ho
    if len(found) > 1 and (asian or found[0] in word_list("family_first")) and not number:
        return Name(tuple(found[1:]), (found[0],))
    family = _family(found, text)
    return Name(tuple(found[:family]), tuple(found[family:]), number, junior)


def _family(found: list[str], text: str) -> int:
    """Where in the words of a name the family name begins."""
    if "of" in found[1:]:  # Joan of Arc
        return found.index("of", 1)
    last = text.rsplit(maxsplit=1)[-1]
    hyphened = re.fullmatch(r"[^\W\d]+(?:-[^\W\d]+)+", last)
    family = len(found) - (len(fold_words(last)) if hyphened else 1)
    while family > 1 and found[family - 1] in word_list("particles"):
        family -= 1
    return 0 if family == 1 and found[0] in word_list("particles") else max(family, 0)


def _number(word: str) -> int:
    if word in ORDINALS:
        return ORDINALS[word]
    if figures := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word):
        return int(figures[1])
    return parse_roman(word) if not word.strip("ivx") else 0


def is_name(text: str) -> bool:
    """Whether a text is written like a person's name, and not like a thing's."""
    parts = re.findall(r"[^\s,]+", re.sub(r"\([^)]*\)", "", text))
    if not 2 <= len(parts) <= _MOST_PARTS or any(map(str.isdecimal, text)):
        return False
    first, *others = ("".join(fold_words(part)) for part in parts)
    small = word_list("particles") | set(_SMALL)
    if not all(p[0].isupper() or w in small for p, w in zip(parts[1:], others, strict=True)):
        return False
    if first in word_list("first_names", "honorifics") and parts[0][0].isupper():
        return "and" not in others
    if re.fullmatch(r"(?:[A-Z]\.)+", parts[0]):
        return True
    return parts[0][0].isupper() and not _names_a_thing([first, *others])


def _names_a_thing(found: list[str]) -> bool:
    """Whether there are words among them of which things are made: the Black Sea, San Marino."""
    telling = [word for word in found if word not in word_list("particles")]
    things = word_list("little") | word_list("kinds") | word_list("places") | {*_OF_PLACES, *_SMALL}
    if found[0] in word_list("particles") or len(set(telling)) < 2 or set(telling) & things:
        return True
    return any(singular(w) in word_list("common") for w in telling if not _number(w))
