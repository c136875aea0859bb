"""Decides whether two words are the same, allowing for misspellings and other spellings."""

import re
from collections import Counter
from functools import cache, lru_cache

from heartcli.quiz.judging.word_lists import usual_forms, word_list
from heartcli.text.folding import is_within_one_edit

_VOWELS = "aeiouy"
_DOUBLE = r"(.)\1+"
_SOUNDS = (  # spellings of the same sound, replaced in this order
    ("^[kg]n", "n"), ("^wr", "r"), ("^ps|^x", "s"), ("^tch", "ch"), ("sch(?=[lmnrw])", "s"),
    ("ph", "f"), ("ght|dt$", "t"), ("ugh", "h"), ("gh", "g"),
    ("q|(?<!s)ch(?=[lr])|c(?![eihy])", "k"), ("(?<=[bdkpt])h", ""), ("x", "ks"),
    ("z|c(?=[eiy])", "s"), ("w|(?<=[oe])ff$", "v"), ("[yj]|g(?=[eiy])", "i"), ("ae", "e"),
    (_DOUBLE, r"\1"), ("(?<=.)e$", ""),
)  # fmt: skip
_MIN_SOUND = 4  # letters; shorter words sound alike too easily
_MIN_SIMILAR_SOUND = 8  # letters, if the sound differs a little: Dostoyevsky, Dostojewski
_MIN_CONSONANTS_ONLY = 7  # letters, if only consonants are compared: Lateefah, Latifah
_MAX_ERRORS = 3
_MAX_LENGTH_DIFFERENCE = 4  # letters
_FIRST_SOUNDS = {"kn": "n", "gn": "n", "wr": "r", "ps": "c", "tc": "c", "ph": "f"}
_SAME_SOUND = str.maketrans("kqszxgyiw", "cccccjjjv")
_PLURALS = (
    ("ies$", "y"), ("(?<=[aeolr])ves$", "f"), ("(?:(?<=[cs]h|ss)|(?<=[xz]))es$", ""),
    ("(?<=[^sui])s$", ""),
)  # fmt: skip


@lru_cache(maxsize=8192)
def spelling_errors(word: str, right: str) -> int | None:
    """Counts the spelling and typing errors in a folded word; None if there are too many.

    A plural or another spelling of the same sound is one error. Numbers must be exact, and a common
    word is never taken for a misspelling of another.
    """
    if word == right:
        return 0
    if word[:1] == right[:1] and singular(word) == singular(right):
        return 1
    if not _may_be_alike(word, right) or word_list("common") >= {singular(word), singular(right)}:
        return None
    if sounds_like(word, right):
        return 1
    errors = _typing_errors(word, right)
    if errors is None and min(len(word), len(right)) >= _MIN_SIMILAR_SOUND:
        sound, right_sound = _sound(singular(word)), _sound(singular(right))
        is_near = sound[0] == right_sound[0] and is_within_one_edit(sound, right_sound)
        return 2 if is_near else None
    return errors


@cache
def singular(word: str) -> str:
    """The singular of a word that may be a plural: "agencies" → "agency"."""
    if usual := usual_forms("irregular_plurals").get(word):
        return usual
    for plural, ending in _PLURALS if len(word) >= _MIN_SOUND and word.isalpha() else ():
        single, count = re.subn(plural, ending, word)
        if count:
            return single
    return word


def _may_be_alike(word: str, right: str) -> bool:
    """Whether two words are worth comparing: a quick check, since most pairs begin differently."""
    if abs(len(word) - len(right)) > _MAX_LENGTH_DIFFERENCE:
        return False
    first = {_FIRST_SOUNDS.get(w[:2]) or w[:1].translate(_SAME_SOUND) for w in (word, right)}
    begins_alike = len(first) == 1 or word[:1] == right[:1] or word[:2] == right[1::-1]
    return begins_alike and all(  # and neither is a number: 12, viii, WWII
        len(w) >= _MIN_SOUND - 1 and w.strip("ivxlcdm") and not w.endswith("ii")
        and not any(map(str.isdecimal, w)) for w in (word, right)
    )  # fmt: skip


@cache
def _sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = re.sub(spelling, sound, word)
    return word


def sounds_like(word: str, right: str) -> bool:
    if min(len(word), len(right)) < _MIN_SOUND:
        return re.sub(_DOUBLE, r"\1", word) == re.sub(_DOUBLE, r"\1", right)
    return _sound(word) == _sound(right) or _sound(singular(word)) == _sound(singular(right))


def _typing_errors(word: str, right: str) -> int | None:
    shorter, longer = sorted((word, right), key=len)
    if len(shorter) < _MIN_SOUND:
        return None
    if is_within_one_edit(word, right):
        return 1 if _is_plausible_error(shorter, longer, 1) else None
    limit = 1 if len(shorter) < 8 else 2 if len(shorter) < 13 else _MAX_ERRORS
    differ = (Counter(longer) - Counter(shorter)).total()  # quick checks: most words differ
    if differ > max(limit, 2) or (limit == 1 and not _same_consonants(word, right)):
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - takes 10 ms, and few replies need it

    errors = OSA.distance(word, right, score_cutoff=_MAX_ERRORS)
    if errors > limit:
        return errors if errors == 2 and _same_consonants(word, right) else None
    return errors if _is_plausible_error(shorter, longer, errors) else None


def _same_consonants(word: str, right: str) -> bool:
    """Whether two long words have the same consonants. Needed by answers-general.toml."""
    if min(len(word), len(right)) < _MIN_CONSONANTS_ONLY:
        return False
    first, second = (re.sub(rf"(?<!^)[{_VOWELS}]", "", _sound(w)) for w in (word, right))
    return first == second


def _is_plausible_error(shorter: str, longer: str, errors: int) -> bool:
    is_swap = sorted(shorter) == sorted(longer)
    if shorter[0] != longer[0] and not (is_swap and errors == 1):
        return False  # hardly anybody gets the first letter wrong: Garrett, Jarrett
    extra = len(longer) - len(shorter)
    wrong = [i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b]
    if extra >= 2:  # an extra syllable makes another word: Austria, Australia
        return bool(wrong) and shorter[wrong[0] :] != longer[wrong[0] + extra :]
    if extra or is_swap:
        return True
    is_vowel = [(shorter[i] in _VOWELS, longer[i] in _VOWELS) for i in wrong]
    only_vowels = all(map(all, is_vowel))
    if len(shorter) < 6:
        return only_vowels and wrong[0] > 1  # Manet isn't Monet; Vadar is OK
    if len(shorter) < 8 and is_vowel[0][0] != is_vowel[0][1]:
        return False  # a waiter isn't a writer
    return errors == 1 or only_vowels  # conservation isn't conversation
