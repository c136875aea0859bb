"""How like a title, or a name, is what somebody typed: from 0 to 1, whoever is meant by it.

Compared are the whole, letter by letter without spaces, and the words: a part of a title is like
it, the more of it the better. A typing error costs the less, the longer the word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from heartcli.catalogue.search.normalize import STOPWORDS, expand_words, normalize_words
from heartcli.text.folding import strip_article

_LITTLE_WEIGHT = 0.25  # of a word that many titles have
_BEGINNING = 0.9  # of a word that is typed in part
_ERROR = 0.72  # of a word with one error; each more takes as much again
_OF_TWO_LETTERS = 3  # a word of so few letters has no error and no beginning
_PART = 0.94  # of a title of which every word that was typed is a part
_COVERS = 0.3  # how much of that hangs on how much of the title it is
_SUBTITLE = 0.93  # of a title's part before or behind a colon
_BETWEEN = (": ", " – ", " — ", " - ")  # the parts of a title
_OTHER_NUMBER = 0.8  # of a title that lacks a number which was typed
_MORE_NUMBER = 0.95  # of a title with a number which was not typed
_WITHIN_WORD = 0.92  # of a title whose beginning was typed, to the middle of a word
_LITERAL = 0.01  # how much better it is to be the same with its article than without


class PreparedText(NamedTuple):
    """What somebody typed, as it is compared."""

    words: Sequence[str]
    joined: str  # without spaces
    joined_without_article: str  # and without article
    joined_as_written: str  # numbers as they were typed


@lru_cache(maxsize=4096)
def prepare(text: str) -> PreparedText:
    """A text as it is compared."""
    found = normalize_words(text)
    return PreparedText(
        found,
        "".join(found) or text.strip(),
        "".join(strip_article(found)),
        "".join(strip_article(expand_words(text))),
    )


def title_similarity(query: PreparedText, title: str) -> float:
    """How like a title is to what is wanted."""
    other = prepare(title)
    if query.joined == other.joined:
        return 1.0
    if query.joined_without_article == other.joined_without_article:
        return 1.0 - _LITERAL
    whole = _whole(query, other) * (1 - _LITERAL)
    if any(sign in title for sign in _BETWEEN):
        parts = reduce(lambda told, sign: told.replace(sign, "\n"), _BETWEEN, title).split("\n")
        whole = max(whole, *[_SUBTITLE * _whole(query, prepare(part)) for part in parts])
    missing = sum(word.isdecimal() and word not in other.words for word in query.words)
    more = sum(word.isdecimal() and word not in query.words for word in other.words)
    whole *= _OTHER_NUMBER**missing * _MORE_NUMBER ** min(more, 1)
    return float(whole if whole >= _PART else max(whole, _in_part(query, other)))


def _whole(wanted: PreparedText, other: PreparedText) -> float:
    """How like the letters are, numbers in figures or as they stand."""
    like = OSA.normalized_similarity(
        wanted.joined_without_article, other.joined_without_article, score_cutoff=0.5
    )
    if (
        wanted.joined_as_written == wanted.joined_without_article
        and other.joined_as_written == other.joined_without_article
    ):
        return float(like)
    return float(
        max(
            like,
            OSA.normalized_similarity(
                wanted.joined_as_written, other.joined_as_written, score_cutoff=0.5
            ),
        )
    )


def _in_part(wanted: PreparedText, other: PreparedText) -> float:
    """How well the words that were typed are found among the title's."""
    words, found = wanted.words, other.words
    if not words or not found:
        return 0.0
    pairs = [a + b for a, b in pairwise(found)]
    total = got = 0.0
    covered: set[int] = set()
    at = 0
    while at < len(words):
        word, step = words[at], 1
        best, where = _best(word, found, pairs)
        if best < 1 and at + 1 < len(words):  # "spider man" for Spiderman
            joined, there = _best(word + words[at + 1], found, ())
            if joined > best:
                word, step, best, where = word + words[at + 1], 2, joined, there
        weight = _weight(word) if best or not word.isdecimal() else _LITTLE_WEIGHT  # Narnia 2
        total += weight
        got += weight * best
        covered.update(where)
        at += step
    share = got / total
    of_title = sum(_weight(word) for word in found)
    covering = sum(_weight(found[i]) for i in covered) / of_title
    likely = _PART * share**2 * (1 - _COVERS + _COVERS * covering)
    if (
        other.joined_without_article.startswith(wanted.joined_without_article)
        and len(wanted.joined_without_article) >= 2
    ):
        begun = _PART * (
            1
            - _COVERS
            + _COVERS * len(wanted.joined_without_article) / len(other.joined_without_article)
        )
        whole_words = set(accumulate(strip_article(found)))
        likely = max(
            likely, begun * (1 if wanted.joined_without_article in whole_words else _WITHIN_WORD)
        )
    return likely


def _best(word: str, found: Sequence[str], pairs: Sequence[str]) -> tuple[float, Sequence[int]]:
    """How like the word is to the title's word that is likest, or to two of them written as one."""
    best = 0.0
    where: Sequence[int] = ()
    for i, other in enumerate(found):
        if (score := _word(word, other)) > best:
            best, where = score, (i,)
    for i, other in enumerate(pairs):
        if best < 1 and (score := _word(word, other)) > best:
            best, where = score, (i, i + 1)
    return best, where


@lru_cache(maxsize=16384)
def _word(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if min(len(word), len(other)) < _OF_TWO_LETTERS or word.isdecimal() or other.isdecimal():
        return 0.0
    if other.startswith(word):
        return _BEGINNING
    errors = 1 if len(word) < 7 else 2 if len(word) < 11 else 3
    distance = OSA.distance(word, other, score_cutoff=errors)
    return (
        max(0.0, 1 - (1 - _ERROR) * distance * min(1, 6 / len(word))) if distance <= errors else 0.0
    )


def same_word(word: str, other: str) -> bool:
    """Whether a word is another, or is so but for a typing error or two."""
    return _word(word, other) >= _ERROR and (word == other or not other.startswith(word))


def _weight(word: str) -> float:
    return _LITTLE_WEIGHT if word in STOPWORDS else 1.0
