"""Folds text for comparison: removes case, accents and punctuation."""

import re
from collections.abc import Sequence
from typing import Literal
from unicodedata import category, normalize

# Letters that Unicode doesn't split into a base letter and an accent; typographic quotes.
LETTERS = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "’": "'", "“": '"', "”": '"',
})  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Other patterns are compiled on first use, since few commands need all of them.
MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Python takes quadratic time to sort a run of marks. Stream-safe text has at most 30 in a row (UAX
# #15, section 13). The first mark is U+0300.
_MAX_RUN = 30
_LONG_RUN = rf"[^\x00-\u02ff]{{{_MAX_RUN + 1},}}"
_HALFWIDTH_MARKS = "\uff9e\uff9f"  # voiced sound marks, which Unicode classes as letters
ARTICLES = frozenset(
    ("the", "a", "an", "le", "la", "les", "un", "une", "el", "los", "las", "il", "lo", "gli",
     "der", "die", "das", "ein", "eine", "o", "os", "de", "het", "den", "det", "l")
)  # fmt: skip
_WITH_ARTICLE = r"(?s)(.*\S), ?([^\W\d_]+['’]?)"  # Matrix, The
MAX_WORDS = 64  # in a query; the rest are ignored
MAX_NAME_LENGTH = 300  # characters in a search for a title or a person


def fold(text: str) -> str:
    """The text in lower case without accents: "Raúl Juliá" → "raul julia"."""
    if text.isascii():
        return text.lower()
    folded = text.casefold().translate(LETTERS)
    return folded if folded.isascii() else re.sub(MARKS, "", normalize_text("NFKD", folded))


def normalize_text(form: Literal["NFC", "NFKD"], text: str) -> str:
    """Normalises text in linear time, keeping at most 30 marks in a row."""
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
    """The text's folded words, without apostrophes: "Isn’t it?" → ["isnt", "it"]."""
    folded = fold(text)
    words: list[str] = _WORD.findall(folded)
    return [word.replace("'", "") for word in words] if "'" in folded else words


def strip_article(words: Sequence[str]) -> Sequence[str]:
    """The words without an article at either end: "The Matrix", "Matrix, The"."""
    if len(words) > 1 and words[0] in ARTICLES:
        return words[1:]
    return words[:-1] if len(words) > 1 and words[-1] == "the" else words


def restore_article(title: str) -> str:
    """Puts a title's article in front: "Good, the Bad and the Ugly, The" → "The Good, …"."""
    match = re.fullmatch(_WITH_ARTICLE, title.strip()) if "," in title else None
    if not match or fold(match[2]).rstrip("'") not in ARTICLES:
        return title
    article = match[2][0].upper() + match[2][1:]
    return article + ("" if article[-1] in "'’" else " ") + match[1]


def slug(text: str) -> str:
    """The text in a form for ids and file names: "Raúl Juliá" → "raul-julia"; may be empty."""
    return "-".join(fold_words(text))


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """The text's folded words with their positions: word, start, end."""
    matches = re.finditer(rf"[^\W_](?:[^\W_]|{MARKS}|['’](?=[^\W_]))*", text)
    return [("".join(fold_words(m.group())), m.start(), m.end()) for m in matches]


def is_within_one_edit(word: str, other: str) -> bool:
    """Whether two words differ by at most one wrong, missing, added or swapped letter."""
    if abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    end, other_end = word[start:], other[start:]
    swapped = end[1::-1] + end[2:]
    return end[1:] in (other_end, other_end[1:]) or end == other_end[1:] or swapped == other_end
