"""Rates the similarity of titles and names to the user's input, from 0 to 1.

Titles are compared as a whole, letter by letter without spaces, and word by word. Part of a title
scores higher the more of the title it covers. A typo costs less in a longer word.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache, reduce
from itertools import accumulate, pairwise
from types import ModuleType
from typing import NamedTuple

from heartcli.catalogue.search.normalize import STOPWORDS, expand_words, with_figures
from heartcli.text.folding import fold, fold_words, strip_article

_STOPWORD_WEIGHT = 0.25  # of a word common in titles; other words weigh 1
_PREFIX = 0.9  # similarity of the beginning of a word to the full word
_ONE_ERROR = 0.72  # similarity of a short word with one typo; further typos cost the same
_MIN_FUZZY_LENGTH = 3  # letters; a shorter word must be typed exactly
_PART = 0.94  # maximum similarity if only part of a title was typed
_COVERAGE_SHARE = 0.3  # share of _PART that depends on how much of the title was typed
_SUBTITLE = 0.93  # factor for matching only the part before or after a separator
_SEPARATORS = (": ", " – ", " — ", " - ")  # between a title and its subtitles
_MISSING_NUMBER = 0.8  # factor for each number that was typed but isn't in the title
_EXTRA_NUMBER = 0.95  # factor for a title with a number that wasn't typed
_MID_WORD = 0.92  # factor for typing a beginning that ends mid-word
_ARTICLE = 0.01  # deduction for a different article


class PreparedText(NamedTuple):
    """The forms of a title or query that are compared."""

    text: str
    words: Sequence[str]
    joined: str
    joined_without_article: str
    joined_as_written: str  # without article, numbers as written

    @property
    def literal(self) -> str:
        """The text in lower case without accents."""
        return " ".join(fold(self.text).split())

    @property
    def letters(self) -> str:
        """The letters and figures of the text."""
        return "".join(fold_words(self.text))


@lru_cache(maxsize=4096)
def prepare(text: str) -> PreparedText:
    as_written = expand_words(text)
    words = with_figures(as_written)
    return PreparedText(
        text,
        words,
        "".join(words) or text.strip(),
        "".join(strip_article(words)) or text.strip(),
        "".join(strip_article(as_written)),
    )


def title_similarity(query: PreparedText, title: str) -> float:
    """Returns the similarity of a title to a query."""
    prepared = prepare(title)
    if query.joined == prepared.joined:
        return 1.0
    if query.joined_without_article == prepared.joined_without_article:
        return 1.0 - _ARTICLE
    has_extra = any(word.isdecimal() and word not in query.words for word in prepared.words)
    whole = whole_similarity(query, prepared) * (1 - _ARTICLE)
    whole *= _EXTRA_NUMBER if has_extra else 1
    if parts := split_title(title):
        best_part = max(whole_similarity(query, prepare(part)) for part in parts)
        whole = max(whole, _SUBTITLE * best_part)
    missing = sum(word.isdecimal() and word not in prepared.words for word in query.words)
    whole *= _MISSING_NUMBER**missing
    return whole if whole >= _PART else max(whole, _partial_similarity(query, prepared))


def split_title(title: str) -> list[str]:
    """Returns the parts of a title with subtitles, or []: Star Wars, Episode IV, A New Hope."""
    if not any(separator in title for separator in _SEPARATORS):
        return []
    return reduce(lambda text, sign: text.replace(sign, "\n"), _SEPARATORS, title).split("\n")


@cache
def _distances() -> ModuleType:
    """Returns the functions for the edits between two texts, including swapped letters."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - takes 6 ms, and a round compares nothing

    return OSA


def whole_similarity(query: PreparedText, title: PreparedText) -> float:
    """Returns the similarity letter by letter, with numbers in figures or as written."""
    pairs = {
        (query.joined_without_article, title.joined_without_article),
        (query.joined_as_written, title.joined_as_written),
    }
    return max(letter_similarity(a, b) for a, b in pairs)


def letter_similarity(text: str, other: str) -> float:
    """Returns the share of letters that are the same in two texts; 0 if fewer than half are."""
    rate: Callable[..., float] = _distances().normalized_similarity
    return rate(text, other, score_cutoff=0.5)


def _partial_similarity(query: PreparedText, title: PreparedText) -> float:
    """Returns how well the typed words match words of the title."""
    if not query.words or not title.words:
        return 0.0
    matched, typed, covered = _match_words(query.words, title.words)
    title_weight = sum(map(_weight, title.words))
    coverage = sum(_weight(title.words[i]) for i in covered) / title_weight
    similarity = (matched / typed) ** 2 * _part_similarity(coverage)
    beginning, whole = query.joined_without_article, title.joined_without_article
    if whole.startswith(beginning) and len(beginning) >= 2:
        ends_word = beginning in accumulate(strip_article(title.words))
        begun = _part_similarity(len(beginning) / len(whole)) * (1 if ends_word else _MID_WORD)
        similarity = max(similarity, begun)
    return similarity


def _part_similarity(coverage: float) -> float:
    return _PART * (1 - _COVERAGE_SHARE + _COVERAGE_SHARE * coverage)


def _match_words(query: Sequence[str], title: Sequence[str]) -> tuple[float, float, set[int]]:
    """Returns the weights of the matches and all typed words, and the positions of title words."""
    pairs = [a + b for a, b in pairwise(title)]
    matched = typed = 0.0
    covered: set[int] = set()
    i = 0
    while i < len(query):
        word, length = query[i], 1
        best, indices = _find_best(word, title, pairs)
        if best < 1 and i + 1 < len(query):  # "spider man" for Spiderman
            joined = word + query[i + 1]
            joined_best, joined_indices = _find_best(joined, title, ())
            if joined_best > best:
                word, length, best, indices = joined, 2, joined_best, joined_indices
        # A number that isn't in the title counts little: "Narnia 2".
        weight = _weight(word) if best or not word.isdecimal() else _STOPWORD_WEIGHT
        typed += weight
        matched += weight * best
        covered.update(indices)
        i += length
    return matched, typed, covered


def _find_best(
    word: str, title: Sequence[str], pairs: Sequence[str]
) -> tuple[float, Sequence[int]]:
    """Returns the similarity and position of the most similar word of a title, or pair of words."""
    best = 0.0
    indices: Sequence[int] = ()
    for count, candidates in ((1, title), (2, pairs)):
        if word in candidates:  # much faster than comparing it with each of them
            start = candidates.index(word)
            return 1.0, range(start, start + count)
        for i, candidate in enumerate(candidates if _may_be_misspelled(word) else ()):
            if (similarity := _word_similarity(word, candidate)) > best:
                best, indices = similarity, range(i, i + count)
    return best, indices


def _may_be_misspelled(word: str) -> bool:
    return len(word) >= _MIN_FUZZY_LENGTH and not word.isdecimal()


def _word_similarity(word: str, candidate: str) -> float:
    """Returns the similarity of a word that may be misspelled to another one."""
    length = len(word)
    if candidate.startswith(word):
        return _PREFIX
    max_errors = 1 if length < 7 else 2 if length < 11 else 3
    if abs(len(candidate) - length) > max_errors or not _may_be_misspelled(candidate):
        return 0.0
    errors: int = _distances().distance(word, candidate, score_cutoff=max_errors)
    if errors > max_errors:
        return 0.0
    return 1 - (1 - _ONE_ERROR) * errors * min(1, 6 / length)


def same_word(word: str, candidate: str) -> bool:
    """Whether two words are the same apart from typos."""
    if word == candidate or not _may_be_misspelled(word) or candidate.startswith(word):
        return word == candidate
    return _word_similarity(word, candidate) >= _ONE_ERROR


def _weight(word: str) -> float:
    return _STOPWORD_WEIGHT if word in STOPWORDS else 1.0
