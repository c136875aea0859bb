"""Whether two words are one word, spelled in another way or with a slip of the fingers."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from heartcli.quiz.words import listed
from heartcli.text import within_one_error

_VOWELS = "aeiouy"
_DOUBLE = r"(.)\1+"
_SOUNDS = (  # spellings that are heard alike, in this order
    (r"^(?:kn|gn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^tch", "ch"), (r"^x", "s"),
    ("ph", "f"), ("ght", "t"), ("gh", "g"), ("(?<=[oe])ff$", "v"), ("ck|q|(?<=[^s])ch(?=[lr])|c(?![eihy])", "k"), ("c(?=[eiy])", "s"),
    ("th", "t"), ("dt$", "t"), ("(?<=[bdkpt])h", ""), ("x", "ks"), ("g(?=[eiy])", "j"), ("z", "s"), ("w", "v"), ("[yj]", "i"), ("ae", "e"),
    (r"our\b", "or"), (r"(?<=[^aeiou])re$", "er"), (_DOUBLE, r"\1"), (r"(?<=.)e$", ""),
)  # fmt: skip
_SHORTEST_SOUND = 4  # shorter words sound alike too easily
_SHORTEST_SKELETON = 7  # from here on the consonants alone may tell: Muhammad, Mohammed
_SHORTEST_NEAR_SOUND = 8  # Dostoyevsky, Dostojewski
_PLURALS = (
    (r"(?<=.)ies$", "y"), (r"(?<=[aeo])ves$", "f"), (r"(?<=[lr])ves$", "f"), (r"men$", "man"),
    (r"(?<=ch|sh|ss)es$", ""), (r"(?<=x|z)es$", ""), (r"(?<=o)es$", ""), (r"(?<=[^sui])s$", ""),
    (r"(?<=[a-z]{3})ae$", "a"),
)  # fmt: skip
_IRREGULAR = {
    "men": "man", "women": "woman",
    "children": "child", "feet": "foot", "geese": "goose", "mice": "mouse", "teeth": "tooth",
    "people": "person", "lives": "life", "wives": "wife", "knives": "knife", "dice": "die",
    "phenomena": "phenomenon", "criteria": "criterion", "mitochondria": "mitochondrion",
    "bacteria": "bacterium",
}  # fmt: skip


@lru_cache(maxsize=4096)
def slips(word: str, right: str) -> int | None:
    """How many slips of spelling or typing make `word` of `right`, both folded; None if too many.

    Singular and plural, and two spellings of one sound, are one slip. Numbers take none, and none
    may turn one common word into another.
    """
    if word == right:
        return 0
    if singular(word) == singular(right):
        return 1
    if any(map(str.isdecimal, word + right)) or is_roman(word) or is_roman(right):
        return None
    if word.endswith("ii") or right.endswith("ii"):  # WWI, WWII
        return None
    shortest = min(len(word), len(right))
    if shortest < _SHORTEST_SOUND - 1 or _both_common(word, right):
        return None
    if shortest < _SHORTEST_SOUND:
        return 1 if re.sub(_DOUBLE, r"\1", word) == re.sub(_DOUBLE, r"\1", right) else None
    sound, sound_of_right = _sound(singular(word)), _sound(singular(right))
    if sound == sound_of_right or _sound(word) == _sound(right):
        return 1
    count = _typing_slips(word, right)
    if count is None and shortest >= _SHORTEST_NEAR_SOUND and sound[0] == sound_of_right[0]:
        return 2 if within_one_error(sound, sound_of_right) else None
    return count


def singular(word: str) -> str:
    """The singular of what may be a plural: "agencies" → "agency"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return _as_singular(word) if len(word) >= _SHORTEST_SOUND and word.isalpha() else word


@cache
def _as_singular(word: str) -> str:
    for plural, ending in _PLURALS:
        single, count = re.subn(plural, ending, word)
        if count:
            return single
    return word


def is_roman(word: str) -> bool:
    """Whether a folded word may be a numeral of more than one letter: "viii"."""
    return len(word) > 1 and not word.strip("ivxlcdm")


@cache
def _sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = re.sub(spelling, sound, word)
    return word


def _skeleton(word: str) -> str:
    sound = _sound(word)
    return sound[:1] + "".join(letter for letter in sound[1:] if letter not in _VOWELS)


def _both_common(word: str, right: str) -> bool:
    return singular(word) in listed("common") and singular(right) in listed("common")


def _budget(length: int) -> int:
    """How many slips a word of so many letters may have."""
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 13 else 3


def _typing_slips(word: str, right: str) -> int | None:
    shorter, longer = sorted((word, right), key=len)
    most = _budget(len(shorter))
    if len(longer) - len(shorter) > 3:
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 10 ms, and most replies need it not

    count = OSA.distance(word, right, score_cutoff=3)
    if count > 3:
        return None
    if count > most:
        alike = len(shorter) >= _SHORTEST_SKELETON and len(_skeleton(word)) >= 4
        return count if count == 2 and alike and _skeleton(word) == _skeleton(right) else None
    return count if _is_slip(shorter, longer, count) else None


def _is_slip(shorter: str, longer: str, count: int) -> bool:
    """Whether so many differences come of spelling or typing, or make another word."""
    swapped = sorted(shorter) == sorted(longer)
    if shorter[0] != longer[0] and not (swapped and count == 1):
        return False  # hardly anybody gets the first letter wrong: Niger, tiger
    start = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), None)
    if len(longer) - len(shorter) >= 2 and start is not None:
        whole = shorter[start:] == longer[start + len(longer) - len(shorter) :]
        return not whole  # a syllable more or less: Austria, Australia
    if len(shorter) == len(longer) and not swapped:
        wrong = [(a in _VOWELS, b in _VOWELS) for a, b in zip(shorter, longer, strict=True) if a != b]
        vowels = all(a and b for a, b in wrong)
        if len(shorter) < 6:
            return len(shorter) == 5 and vowels and start is not None and start > 1  # Monet, Manet
        if len(shorter) < 8 and wrong[0][0] != wrong[0][1]:
            return False  # waiter, writer
        return count == 1 or vowels  # conversation, conservation
    return True
