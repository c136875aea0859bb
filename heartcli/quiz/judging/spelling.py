"""Whether two words are one word, spelled in another way or with a slip of the fingers."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import is_one_edit_apart

_VOWELS = "aeiouy"
_DOUBLE = r"(.)\1+"
_SOUNDS = (  # spellings that are heard alike; what stands first is done first
    (r"^(?:kn|gn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^tch", "ch"), (r"^x", "s"),
    ("sch(?=[lmnrw])", "s"), ("ph", "f"), ("ght", "t"), ("gh", "g"), ("(?<=[oe])ff$", "v"),
    ("ck|q|(?<=[^s])ch(?=[lr])|c(?![eihy])", "k"), ("c(?=[eiy])", "s"), ("th", "t"),
    ("dt$", "t"), ("(?<=[bdkpt])h", ""), ("x", "ks"), ("g(?=[eiy])", "j"), ("z", "s"),
    ("w", "v"), ("[yj]", "i"), ("ae", "e"), (r"our\b", "or"), (r"(?<=[^aeiou])re$", "er"),
    (_DOUBLE, r"\1"), (r"(?<=.)e$", ""),
)  # fmt: skip
_MIN_SOUND = 4  # shorter words sound alike too easily
_MIN_SIMILAR_SOUND = 8  # Dostoyevsky, Dostojewski
_MIN_CONSONANTS_ONLY = 7  # from here on the consonants alone may tell: Muhammad, Mohammed
_MAX_ERRORS = 3
_MAX_LENGTH_DIFFERENCE = 4  # letters
_FIRST_SOUNDS = {"kn": "n", "gn": "n", "wr": "r", "ps": "c", "ts": "c", "tc": "c", "ph": "f"}
_SAME_SOUND = str.maketrans("kqszxgyiw", "cccccjjjv")
_PLURALS = (
    (r"(?<=.)ies$", "y"), (r"(?<=[aeo])ves$", "f"), (r"(?<=[lr])ves$", "f"), (r"men$", "man"),
    (r"(?<=ch|sh|ss)es$", ""), (r"(?<=x|z)es$", ""), (r"(?<=o)es$", ""), (r"(?<=[^sui])s$", ""),
    (r"(?<=[a-z]{3})ae$", "a"),
)  # fmt: skip
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "geese": "goose",
    "mice": "mouse", "teeth": "tooth", "people": "person", "lives": "life", "wives": "wife",
    "knives": "knife", "dice": "die", "phenomena": "phenomenon", "criteria": "criterion",
    "mitochondria": "mitochondrion", "bacteria": "bacterium",
}  # fmt: skip


@lru_cache(maxsize=8192)
def spelling_errors(word: str, right: str) -> int | None:
    """How many slips of spelling or typing make `word` of `right`, both folded; None if too many.

    Singular and plural, and two spellings of one sound, are one slip. Numbers take none, and none
    may turn one common word into another.
    """
    if word == right:
        return 0
    if word[:1] == right[:1] and singular(word) == singular(right):
        return 1
    if not _may_be_alike(word, right) or _both_common(word, right):
        return None
    if _sounds_like(word, right):
        return 1
    count = _typing_errors(word, right)
    return 2 if count is None and _nearly_sounds_like(word, right) else count


def singular(word: str) -> str:
    """The singular of what may be a plural: "agencies" → "agency"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return _strip_plural(word) if len(word) >= _MIN_SOUND and word.isalpha() else word


@cache
def _strip_plural(word: str) -> str:
    for plural, ending in _PLURALS:
        single, count = re.subn(plural, ending, word)
        if count:
            return single
    return word


def _may_be_alike(word: str, right: str) -> bool:
    """Whether it is worth the time to compare two words: most pairs begin otherwise."""
    near = abs(len(word) - len(right)) <= _MAX_LENGTH_DIFFERENCE
    begins = (
        _first_sound(word) == _first_sound(right)
        or word[:1] == right[:1]
        or word[:2] == right[1::-1]
    )
    return near and begins and _may_be_misspelled(word) and _may_be_misspelled(right)


def _first_sound(word: str) -> str:
    """The first letter that is heard, of those that sound alike one."""
    return _FIRST_SOUNDS.get(word[:2]) or word[:1].translate(_SAME_SOUND)


def _may_be_misspelled(word: str) -> bool:
    """Numbers take none, in figures or roman (viii, WWII), nor do words of one or two letters."""
    numeral = any(map(str.isdecimal, word)) or not word.strip("ivxlcdm") or word.endswith("ii")
    return len(word) >= _MIN_SOUND - 1 and not numeral


def _both_common(word: str, right: str) -> bool:
    return singular(word) in word_list("common") and singular(right) in word_list("common")


@cache
def _sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = re.sub(spelling, sound, word)
    return word


def _sounds_like(word: str, right: str) -> bool:
    if min(len(word), len(right)) < _MIN_SOUND:
        return re.sub(_DOUBLE, r"\1", word) == re.sub(_DOUBLE, r"\1", right)
    if _sound(word) == _sound(right):
        return True
    return _sound(singular(word)) == _sound(singular(right))


def _nearly_sounds_like(word: str, right: str) -> bool:
    long = min(len(word), len(right)) >= _MIN_SIMILAR_SOUND
    one, other = _sound(singular(word)), _sound(singular(right))
    return long and one[0] == other[0] and is_one_edit_apart(one, other)


def _typing_errors(word: str, right: str) -> int | None:
    shorter, longer = sorted((word, right), key=len)
    if len(shorter) < _MIN_SOUND or len(longer) - len(shorter) > _MAX_ERRORS:
        return None
    if is_one_edit_apart(word, right):
        return 1 if _is_plausible_error(shorter, longer, 1) else None
    most = _max_errors(len(shorter))
    if most == 1 and not _same_consonants(word, right):
        return None
    if (Counter(longer) - Counter(shorter)).total() > max(most, 2):
        return None  # so many letters of the one are not in the other
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 10 ms, and few replies need it

    count = OSA.distance(word, right, score_cutoff=_MAX_ERRORS)
    if count > most:
        return count if count == 2 and _same_consonants(word, right) else None
    return count if _is_plausible_error(shorter, longer, count) else None


def _max_errors(length: int) -> int:
    """How many slips a word of so many letters, at least four, may have."""
    return 1 if length < 8 else 2 if length < 13 else _MAX_ERRORS


def _same_consonants(word: str, right: str) -> bool:
    """Whether two long words have the same consonants."""
    if min(len(word), len(right)) < _MIN_CONSONANTS_ONLY:
        return False
    one, other = (re.sub(rf"(?<!^)[{_VOWELS}]", "", _sound(w)) for w in (word, right))
    return one == other and len(one) >= 4


def _is_plausible_error(shorter: str, longer: str, count: int) -> bool:
    """Whether so many differences come of spelling or typing, or make another word."""
    swapped = sorted(shorter) == sorted(longer)
    if shorter[0] != longer[0] and not (swapped and count == 1):
        return False  # hardly anybody gets the first letter wrong: Niger, tiger
    more = len(longer) - len(shorter)
    start = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), None)
    if more >= 2:  # a syllable more or less is none: Austria, Australia
        return start is not None and shorter[start:] != longer[start + more :]
    if more or swapped:
        return True
    wrong = [(a in _VOWELS, b in _VOWELS) for a, b in zip(shorter, longer, strict=True) if a != b]
    vowels = all(a and b for a, b in wrong)
    if len(shorter) < 6:
        return len(shorter) == 5 and vowels and (start or 0) > 1  # vadar, but Monet, Manet
    if len(shorter) < 8 and wrong[0][0] != wrong[0][1]:
        return False  # waiter, writer
    return count == 1 or vowels  # conversation, conservation
