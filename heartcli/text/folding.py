"""Text from outside: folded to be compared, made into ids, made safe to show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal
from unicodedata import category, normalize

# Letters that Unicode does not take apart into a base letter and an accent; signs of print.
LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "’": "'", "“": '"', "”": '"',
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Other patterns are compiled by `re` when they are first used: few commands need all of them.
MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Python sorts a run of marks in quadratic time. Unicode's stream-safe text has at most 30 in a row
# (UAX #15, section 13). No mark is below U+0300.
_MAX_RUN = 30
_LONG_RUN = rf"[^\x00-\u02ff]{{{_MAX_RUN + 1},}}"
_HALFWIDTH_MARKS = "\uff9e\uff9f"  # halfwidth signs of voice, as the only ones that are not marks
ARTICLES = frozenset(
    ("the", "a", "an", "le", "la", "les", "un", "une", "el", "los", "las", "il", "lo", "gli",
     "der", "die", "das", "ein", "eine", "o", "os", "de", "het", "den", "det", "l")
)  # fmt: skip
MAX_NAME_LENGTH = 300  # letters of a title or a person's name; nothing that is longer is looked for


def fold(text: str) -> str:
    """The text without accents and case, as it is compared: "Raúl Juliá" → "raul julia"."""
    if text.isascii():
        return text.lower()
    folded = text.casefold().translate(LETTERS)
    return folded if folded.isascii() else re.sub(MARKS, "", normalize_text("NFKD", folded))


def normalize_text(form: Literal["NFC", "NFKD"], text: str) -> str:
    """The text in a normal form, found in linear time: of a run of marks only 30 are kept."""
    return normalize(form, re.sub(_LONG_RUN, _shorten_runs, text))


def _shorten_runs(characters: re.Match[str]) -> str:
    kept, run = [], 0
    for character in characters.group():
        is_mark = category(character)[0] == "M" or character in _HALFWIDTH_MARKS
        run = run + 1 if is_mark else 0
        if run <= _MAX_RUN:
            kept.append(character)
    return "".join(kept)


def fold_words(text: str) -> list[str]:
    """The folded words of a text, apostrophes left out: "Isn’t it?" → ["isnt", "it"]."""
    folded = fold(text)
    found = _WORD.findall(folded)
    return [word.replace("'", "") for word in found] if "'" in folded else found


def strip_article(words: Sequence[str]) -> Sequence[str]:
    """The words without an article at their beginning or end: "Matrix, The" is "The Matrix"."""
    if len(words) > 1 and words[0] in ARTICLES:
        return words[1:]
    if len(words) > 1 and words[-1] == "the":
        return words[:-1]
    return words


def slug(text: str) -> str:
    """The text as part of an id or a file name: "Raúl Juliá" → "raul-julia"; may be empty."""
    return "-".join(fold_words(text))


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """Each word of a text, folded, with where it begins and ends in that text."""
    found = re.finditer(rf"[^\W_](?:[^\W_]|{MARKS}|['’](?=[^\W_]))*", text)
    return [("".join(fold_words(m.group())), m.start(), m.end()) for m in found]


def is_one_edit_apart(word: str, other: str) -> bool:
    """Whether one typing error makes one of the other: a letter wrong, missing, added, swapped."""
    if abs(len(word) - len(other)) > 1 or word == other:
        return word == other
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, other_rest = word[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )
