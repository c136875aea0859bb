"""Titles and names as they are looked up: what one may write in several ways is written in one.

`normal` forgives accents, case, punctuation, "&" and "and", abbreviations and how numbers are
written; `key` articles and spaces as well; `grams` of a key are what two spellings of one title
still share where one of them has a typing error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase

from heartcli.text.folding import ARTICLES, fold_words, slug, strip_article

# Words that many titles have.
STOPWORDS = ARTICLES | {"and", "of", "in", "on", "to", "for", "with", "at", "by", "from", "part",
                     "film", "movie"}  # fmt: skip
_SAME = {
    "vs": "versus", "dr": "doctor", "mr": "mister", "st": "saint", "pt": "part", "vol": "volume",
    "mt": "mount",
}  # fmt: skip
_ROMAN = {
    "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11,
    "xii": 12, "xiii": 13,
}  # fmt: skip
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
    "6th": 6, "7th": 7, "8th": 8, "9th": 9, "10th": 10,
}  # fmt: skip
_SIGNS = _ROMAN | _ORDINALS
_NUMBERS = _UNITS.keys() | _TENS.keys() | _SCALES.keys() | _SIGNS.keys() | {"i"}
_WORDS_FOR = {"&": " and ", "+": " and ", "½": " and a half"}
_WRITTEN = frozenset("&+½/")
# Genres and countries that sources and people write in several ways, as facets.
_FACETS = {
    "gsciencefiction": "gscifi", "gsf": "gscifi", "gsciencefictionfantasy": "gscifi",
    "gbiographical": "gbiography", "gbiopic": "gbiography", "ghistorical": "ghistory",
    "gromantic": "gromance", "gdocumentaries": "gdocumentary", "ganimated": "ganimation",
    "gsports": "gsport", "gnoir": "gfilmnoir", "gcomedies": "gcomedy", "gmusicals": "gmusical",
    "cusa": "cunitedstates", "cus": "cunitedstates", "cunitedstatesofamerica": "cunitedstates",
    "camerica": "cunitedstates", "cuk": "cunitedkingdom", "cgb": "cunitedkingdom",
    "cgreatbritain": "cunitedkingdom", "cbritain": "cunitedkingdom",
    "cchina": "cpeoplesrepublicofchina", "cussr": "csovietunion", "cholland": "cnetherlands",
    "cthenetherlands": "cnetherlands", "ckorea": "csouthkorea", "crepublicofkorea": "csouthkorea",
    "ckoreasouth": "csouthkorea", "cczechia": "cczechrepublic", "crepublicofireland": "cireland",
    "crussianfederation": "crussia", "ciranislamicrepublicof": "ciran",
}  # fmt: skip
_CHARACTERS = ascii_lowercase + "0123456789"


def expand_words(text: str) -> list[str]:
    """The folded words of a title, "&" as "and", abbreviations in full."""
    if not _WRITTEN.isdisjoint(text):
        for sign, meant in _WORDS_FOR.items():
            text = text.replace(sign, meant)
        text = re.sub(r"(?<!\d)1/2(?!\d)", " and a half", text)  # 8 1/2, but not 11/22/63
    return [_SAME.get(word, word) for word in fold_words(text)]


def normalize_words(text: str) -> list[str]:
    """The same, with numbers in figures: "Rocky II" and "rocky two" → ["rocky", "2"]."""
    return _in_figures(expand_words(text))


def _in_figures(found: list[str]) -> list[str]:
    return found if _NUMBERS.isdisjoint(found) else list(_figures(found))


def _figures(found: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(found):
        word = found[at]
        if word in _SIGNS or (word == "i" and at):  # "I, Robot" is no first part
            yield str(_SIGNS.get(word, 1))
            at += 1
        elif word in _UNITS or word in _TENS:
            value, at = _number(found, at)
            yield str(value)
        else:
            yield word
            at += 1


def _number(found: Sequence[str], at: int) -> tuple[int, int]:
    """The number in words that begins here, and where it ends: one hundred and one → 101."""
    value, at = _below_hundred(found, at)
    if at < len(found) and found[at] in _SCALES:
        value *= _SCALES[found[at]]
        behind = at + 2 if found[at + 1 : at + 2] == ["and"] else at + 1
        at += 1
        if behind < len(found) and (found[behind] in _UNITS or found[behind] in _TENS):
            rest, at = _below_hundred(found, behind)
            value += rest
    return value, at


def _below_hundred(found: Sequence[str], at: int) -> tuple[int, int]:
    word = found[at]
    if word in _UNITS:
        return _UNITS[word], at + 1
    unit = _UNITS.get(found[at + 1], 0) if at + 1 < len(found) else 0
    return (_TENS[word] + unit, at + 2) if 0 < unit < 10 else (_TENS[word], at + 1)


def title_key(text: str) -> str:
    """What titles that are the same for people have in common; of a text without words the text.

    "The Good, the Bad & the Ugly" → "goodthebadandtheugly".
    """
    return "".join(strip_article(normalize_words(text))) or text.strip()


def name_key(text: str) -> str:
    """What names that are the same for people have in common; articles belong to them."""
    return "".join(normalize_words(text)) or text.strip()


def index_terms(texts: Iterable[str]) -> tuple[set[str], str]:
    """The keys of a film's titles; and each way to spell them once, its ends marked.

    The second is what is indexed: numbers in figures, and as they stand.
    """
    keys = set()
    marked: dict[str, None] = {}
    for text in texts:
        found = expand_words(text)
        figures = _in_figures(found)
        own = "".join(strip_article(figures)) or text.strip()
        keys.add(own)
        marked[f"^{own}$"] = None
        if figures is not found:
            marked[f"^{''.join(strip_article(found))}$"] = None
    return keys, " ".join(marked)


def facet_token(letter: str, text: str) -> str:
    """The word for a genre (g) or a country (c), by which films are found and sources compared."""
    own = letter + slug(text).replace("-", "")
    return _FACETS.get(own, own)


def trigrams(spelling: str) -> list[str]:
    """Each three characters that follow one another in a spelling, its ends marked; once each."""
    marked = f"^{spelling}$"
    return list(dict.fromkeys([marked[i : i + 3] for i in range(len(marked) - 2)]))


def one_edit_variants(spelling: str) -> list[str]:
    """Every spelling that one typing error makes of this: a letter wrong, missing, added, moved."""
    cuts = [(spelling[:i], spelling[i:]) for i in range(len(spelling) + 1)]
    found = [a + b[1:] for a, b in cuts if b]
    found += [a + c + b[1:] for a, b in cuts if b for c in _CHARACTERS]
    found += [a + c + b for a, b in cuts for c in _CHARACTERS]
    for i, letter in enumerate(spelling):
        rest = spelling[:i] + spelling[i + 1 :]
        found += [rest[:j] + letter + rest[j:] for j in range(len(spelling))]
    return list(dict.fromkeys(found))
