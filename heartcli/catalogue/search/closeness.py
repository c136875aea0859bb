"""Classifies how closely a title matches a query."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from heartcli.catalogue.search.normalize import STOPWORDS
from heartcli.catalogue.search.queries import Query, Reading
from heartcli.catalogue.search.similarity import (
    PreparedText,
    letter_similarity,
    prepare,
    split_title,
    title_similarity,
    whole_similarity,
)
from heartcli.text.folding import ARTICLES, strip_article

_MAX_YEAR_GAP = 1  # years that a film may differ from the stated year: sources differ that much
_MIN_COMPARED = 0.45  # similarity below which a title is not compared further
_MIN_MISSPELLED = 0.85  # similarity of a misspelled title: one typo in seven letters
_MIN_COVERAGE, _MIN_WORDS = 0.5, 3  # share of a title's words, and their number
# "Snow White" isn't short for Snow White and the Huntsman.
_CONNECTORS = STOPWORDS - ARTICLES
_FOREIGN_ARTICLES = ARTICLES - {"the", "a", "an"}


class Closeness(IntEnum):
    """How closely a title matches the typed one, the closest first."""

    LITERAL = 0  # the same apart from case and accents
    SAME_LETTERS = 1  # … and punctuation and spaces
    SAME_WORDS = 2  # … and articles, numerals, abbreviations and signs
    MAIN_TITLE = 3  # the same as the title without its subtitle
    SUBTITLE = 4
    MISSPELLED = 5
    LONG_PART = 6  # at least half of the title's words, and at least three
    BEGINNING = 7  # the first words of the title
    SHORT_PART = 8  # at least half of the title's words
    FEW_WORDS = 9
    EXPLAINED = 10  # the title, and words that describe the film: "alien ridley scott"
    SIMILAR = 11


class TitleMatch(NamedTuple):
    """How close a film's title and year are to a query."""

    closeness: Closeness
    similarity: float
    year_gap: int  # years between the stated year and the film's
    is_shortened: bool = False  # whether only a part of the query was compared

    @property
    def is_exact(self) -> bool:
        return self.closeness <= Closeness.SAME_WORDS

    @property
    def is_as_typed(self) -> bool:
        """Whether the query is the title, ignoring case, accents, punctuation and spaces."""
        return self.closeness <= Closeness.SAME_LETTERS and not self.is_shortened

    @property
    def fits_year(self) -> bool:
        return self.year_gap <= _MAX_YEAR_GAP

    @property
    def rank(self) -> tuple[bool, bool, int, bool, int]:
        """A sort key: whether year and title fit; for exact titles, also how close both are."""
        is_right = self.is_exact and self.fits_year
        order = (self.year_gap, self.is_shortened, self.closeness) if is_right else (0, False, 0)
        return not self.fits_year, not self.is_exact, *order


def match_titles(query: Query, reading: Reading, titles: Iterable[str], year: int) -> TitleMatch:
    """Returns how close a film, by its closest title and year, is to a reading of a query."""
    typed = prepare(reading.title)
    matches = [_compare(typed, title) for title in titles]
    closest = min(closest for closest, _ in matches)
    similarity = -min(similarity for _, similarity in matches)
    is_in_title = query.is_year_first and closest < Closeness.EXPLAINED
    gap = 0
    if query.year and (reading.year or not (closest <= Closeness.SAME_WORDS or is_in_title)):
        gap = abs(query.year - year)
    return TitleMatch(closest, similarity, gap, reading.is_shortened)


def _compare(typed: PreparedText, title: str) -> tuple[Closeness, float]:
    """Returns a sort key that puts the closest title first: closeness, negative similarity."""
    similarity = title_similarity(typed, title)
    is_close = similarity >= _MIN_COMPARED
    return closeness(typed, title) if is_close else Closeness.SIMILAR, -similarity


def closeness(typed: PreparedText, title: str) -> Closeness:
    """Returns how close a title is to a typed one."""
    prepared = prepare(title)
    if _has_other_article(typed, prepared):
        return Closeness.SIMILAR
    for compare in (_as_whole, _as_part, _as_misspelling, _as_words):
        if (result := compare(typed, prepared)) is not None:
            return result
    return Closeness.SIMILAR


def _as_whole(typed: PreparedText, title: PreparedText) -> Closeness | None:
    if typed.literal == title.literal:
        return Closeness.LITERAL
    if typed.letters and typed.letters == title.letters:
        return Closeness.SAME_LETTERS
    is_same = typed.joined_without_article == title.joined_without_article
    return Closeness.SAME_WORDS if is_same else None


def _has_other_article(typed: PreparedText, title: PreparedText) -> bool:
    """Whether the typed text begins with a foreign article that the title lacks: O Brother."""
    first = typed.words[0] if len(typed.words) > 1 else ""
    return first in _FOREIGN_ARTICLES and title.words[:1] != [first]


def _as_part(typed: PreparedText, title: PreparedText) -> Closeness | None:
    """Returns how close a title is if the typed text is all before or after a separator."""
    if _is_initials_of(typed, title):
        return Closeness.MAIN_TITLE
    key, parts = typed.joined_without_article, split_title(title.text)
    for i in range(1, len(parts)):
        if key == prepare(" ".join(parts[:i])).joined_without_article:
            return Closeness.MAIN_TITLE
        is_subtitle = key == prepare(" ".join(parts[i:])).joined_without_article
        if is_subtitle and len(_content(typed.words)) > 1:
            return Closeness.SUBTITLE
    return None


def _is_initials_of(typed: PreparedText, title: PreparedText) -> bool:
    """Whether a title begins with the typed initials, as in A.I. Artificial Intelligence."""
    initials = typed.literal
    is_short = " " not in initials and initials.endswith(".") and initials.count(".") > 1
    return is_short and title.literal.startswith(f"{initials} ")


def _as_misspelling(typed: PreparedText, title: PreparedText) -> Closeness | None:
    words, title_words = strip_article(typed.words), strip_article(title.words)
    similarity = whole_similarity(typed, title)
    if len(words) != len(title_words):  # the article may be misspelled: "teh matrix"
        words, title_words = typed.words, title.words
        similarity = letter_similarity(typed.joined, title.joined)
    is_alike = len(words) == len(title_words) and _numbers(words) == _numbers(title_words)
    # Twisters isn't Twister misspelled.
    is_plural = any(word == f"{other}s" for word, other in zip(words, title_words, strict=False))
    is_misspelled = is_alike and similarity >= _MIN_MISSPELLED
    if (is_misspelled and not is_plural) or _has_figures_for_letters(typed.letters, title.letters):
        return Closeness.MISSPELLED
    return None


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words if word.isdecimal()]


def _has_figures_for_letters(text: str, other: str) -> bool:
    """Whether figures stand for letters within a word: Se7en, Thir13en Ghosts."""
    pairs = list(zip(text, other, strict=False))
    differences = [a.isdecimal() and b.isalpha() for a, b in pairs if a != b]
    is_inside = bool(differences) and pairs[0][0] == pairs[0][1] and pairs[-1][0] == pairs[-1][1]
    return len(text) == len(other) and is_inside and all(differences)


def _as_words(typed: PreparedText, title: PreparedText) -> Closeness | None:
    """Returns how much of a title the typed words are; None unless it has them all."""
    words, title_words = strip_article(typed.words), strip_article(title.words)
    content = _content(words)
    if not content or not Counter(words) <= Counter(title_words):
        plain_title = _without_possessives(title.text)
        return _as_words(typed, prepare(plain_title)) if plain_title != title.text else None
    is_half = len(content) >= _MIN_COVERAGE * len(_content(title_words))
    if is_half and len(content) >= _MIN_WORDS:
        return Closeness.LONG_PART
    if title_words[: len(words)] == words:
        goes_on = title_words[len(words)] in _CONNECTORS and len(content) < 2
        return Closeness.FEW_WORDS if goes_on else Closeness.BEGINNING
    rest = iter(title_words)
    is_in_order = all(word in rest for word in words) or len(words) == len(title_words)
    return Closeness.SHORT_PART if is_half and is_in_order else Closeness.FEW_WORDS


def _without_possessives(title: str) -> str:
    """Returns the title with plain names: Bill & Ted Excellent Adventure."""
    return title.replace("'s ", " ").replace("’s ", " ")


def _content(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in STOPWORDS]
