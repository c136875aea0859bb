"""Makes the keys that titles and names are stored under and looked up by.

`normalize_words` folds case and accents and unifies punctuation, "&" and "and", abbreviations and
numbers; `title_key` also drops articles and spaces. A misspelled title still shares most of its
key's `trigrams` with the correct one.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from heartcli.text.folding import ARTICLES, fold_words, slug, strip_article
from heartcli.text.numerals import CARDINALS, ORDINALS, parse_roman

# Words that are common in titles.
STOPWORDS = ARTICLES | {"and", "of", "in", "on", "to", "for", "with", "at", "by", "from", "part",
                        "film", "movie"}  # fmt: skip
_ABBREVIATIONS = {
    "vs": "versus", "dr": "doctor", "mr": "mister", "st": "saint", "pt": "part", "vol": "volume",
    "mt": "mount", "blvd": "boulevard",
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000}
_ORDINALS = {  # those that number sequels
    **{word: value for word, value in ORDINALS.items() if 1 <= value <= 10},
    "1st": 1, "2nd": 2, "3rd": 3, **{f"{value}th": value for value in range(4, 11)},
}  # fmt: skip
_NUMBER_WORDS = CARDINALS.keys() | _SCALES.keys() | _ORDINALS.keys()
_NOT_FIRST = ("i", "xx", "xxx")  # I, Robot
_SIGN_WORDS = {"&": " and ", "+": " and ", "½": " and a half", "♥": " heart ", "π": " pi "}
_SIGNS = frozenset("&+½/♥π")
_INITIALS = r"(?<![^\W_])(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])"  # A.I., E.T., U.S.
# Each line has the token for a genre (g) or country (c), then its other spellings.
_FACET_LINES = Path(__file__).with_name("facets.txt").read_text("utf-8").splitlines()
_FACET_SYNONYMS = {
    spelling: token for token, *spellings in map(str.split, _FACET_LINES) for spelling in spellings
}
_KEY_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def expand_words(text: str) -> list[str]:
    """Returns a title's folded words, with signs written out: A.I. is one word, St. is saint."""
    if not _SIGNS.isdisjoint(text):
        for sign, word in _SIGN_WORDS.items():
            text = text.replace(sign, word)
        text = re.sub(r"(?<!\d)1/2(?!\d)", " and a half", text)  # 8 1/2, but not 11/22/63
    if "." in text:
        text = re.sub(_INITIALS, lambda initials: initials[0].replace(".", ""), text)
    return [_ABBREVIATIONS.get(word, word) for word in fold_words(text)]


def normalize_words(text: str) -> list[str]:
    """Returns the expanded words, numbers in figures: "Rocky II" and "rocky two" → rocky, 2."""
    return with_figures(expand_words(text))


def with_figures(words: list[str]) -> list[str]:
    """Returns the words with numbers in figures; the list itself if it has no numbers."""
    if _NUMBER_WORDS.isdisjoint(words) and not any(map(parse_roman, words)):
        return words
    figures: list[str] = []
    i = 0
    while i < len(words):
        word = words[i]
        if word in CARDINALS:
            value, i = _parse_cardinal(words, i)
            figures.append(str(value))
        else:
            numeral = parse_roman(word) if i or word not in _NOT_FIRST else 0
            figures.append(str(_ORDINALS.get(word, numeral) or word))
            i += 1
    return figures


def _parse_cardinal(words: Sequence[str], start: int) -> tuple[int, int]:
    """Reads a number in words, and finds where it ends: one hundred and one → 101."""
    value, end = _parse_below_hundred(words, start)
    if end < len(words) and words[end] in _SCALES:
        value *= _SCALES[words[end]]
        end += 1
        rest = end + (words[end : end + 1] == ["and"])
        if rest < len(words) and words[rest] in CARDINALS:
            small, end = _parse_below_hundred(words, rest)
            value += small
    return value, end


def _parse_below_hundred(words: Sequence[str], start: int) -> tuple[int, int]:
    value = CARDINALS[words[start]]
    unit = CARDINALS.get(words[start + 1], 0) if start + 1 < len(words) else 0
    return (value + unit, start + 2) if value >= 20 and 0 < unit < 10 else (value, start + 1)


def title_key(text: str) -> str:
    """Returns the key shared by spellings of a title: "The Good & the Bad" → goodandthebad."""
    return "".join(strip_article(normalize_words(text))) or text.strip()


def name_key(text: str) -> str:
    """Returns the key for spellings of a person's name; unlike `title_key`, keeps articles."""
    return "".join(normalize_words(text)) or text.strip()


def index_terms(texts: Iterable[str]) -> tuple[set[str], str]:
    """Returns a film's title keys, and its index terms with numbers in figures and as written."""
    keys = set()
    terms: dict[str, None] = {}
    for text in texts:
        words = expand_words(text)
        normalized = with_figures(words)
        key = "".join(strip_article(normalized)) or text.strip()
        keys.add(key)
        terms[f"^{key}$"] = None
        if normalized is not words:
            terms[f"^{''.join(strip_article(words))}$"] = None
    return keys, " ".join(terms)


def facet_token(letter: str, text: str) -> str:
    """Returns the index token of a genre (g) or country (c), the same for all spellings."""
    token = letter + slug(text).replace("-", "")
    return _FACET_SYNONYMS.get(token, token)


def trigrams(key: str) -> list[str]:
    """Returns the distinct sequences of three characters in ^key$."""
    marked = f"^{key}$"
    return list(dict.fromkeys([marked[i : i + 3] for i in range(len(marked) - 2)]))


def one_edit_variants(key: str) -> list[str]:
    """All keys that are one typo away: a character wrong, missing, added or moved."""
    splits = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    variants = [a + b[1:] for a, b in splits if b]
    variants += [a + c + b[1:] for a, b in splits if b for c in _KEY_CHARACTERS]
    variants += [a + c + b for a, b in splits for c in _KEY_CHARACTERS]
    for i, character in enumerate(key):
        rest = key[:i] + key[i + 1 :]
        variants += [rest[:j] + character + rest[j:] for j in range(len(key))]
    return list(dict.fromkeys(variants))
