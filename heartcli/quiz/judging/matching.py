"""Matches a reply against one text that is not a name, number or date."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from heartcli.quiz.judging.phrases import Phrase, acceptable_forms, parse_phrase
from heartcli.quiz.judging.spelling import spelling_errors
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import is_within_one_edit
from heartcli.text.numerals import parse_roman

# A reply is part of an answer if it has this share of the letters that count: in a title; with the
# head noun; without it; and with only words after the preposition (Bora Bora of "tickets to Bora
# Bora").
_MIN_OF_TITLE, _MIN_WITH_HEAD, _MIN_WITHOUT_HEAD, _MIN_AFTER_PREPOSITION = 0.4, 0.3, 1 / 3, 0.4
_PREPOSITIONS = ("of", "with", "for", "in", "to", "from", "at", "by", "on")
_VERBS = {"is", "was", "are", "were"}  # an answer with one is a sentence: who does what matters
_LETTERS_PER_ERROR = 5  # in a whole answer


class Level(IntEnum):
    """The extent to which a reply has the answer."""

    NONE = 0
    PARTIAL = 1  # close
    SHORT_FORM = 2  # right, such as a family name
    FULL = 3


class Match(NamedTuple):
    """The fit of a reply to one text, with the number of errors and the reason in a few words."""

    level: Level = Level.NONE
    errors: int = 0
    why: str = ""


NO_MATCH = Match()


def best_match(matches: Iterable[Match]) -> Match:
    """The match with the highest level and the fewest errors."""
    return max(matches, key=lambda match: (match.level, -match.errors), default=NO_MATCH)


def match_text(reply: str, right: str, *, in_order: bool = False) -> Match:
    """Matches a reply against all forms of a text.

    With `in_order` the words must be in the order of the text, as in a title, without others
    between them.
    """
    typed, matches = parse_phrase(reply), []
    in_order = in_order or not _VERBS.isdisjoint(parse_phrase(right).words)
    for form, is_full in acceptable_forms(right):
        match = _match_form(typed, parse_phrase(form), in_order=in_order)
        max_level = Level.FULL if is_full else Level.PARTIAL
        matches.append(match._replace(level=min(match.level, max_level)))
    return best_match(matches)


def _match_form(reply: Phrase, right: Phrase, *, in_order: bool) -> Match:
    if not reply.words:
        return NO_MATCH
    if reply.words == right.words or reply.compact_forms[0] == right.compact_forms[0]:
        return Match(Level.FULL, 0, "that's it")
    if reply.canonical == right.canonical:
        return Match(Level.FULL, 0, "that's it, by another name")
    if reply.is_acronym_of(right) or right.is_acronym_of(reply):
        return Match(Level.FULL, 0, "the initials will do")
    if len(reply.content_words) != len(right.content_words):  # one word may be written as two
        for typed, compact in zip(reply.compact_forms, right.compact_forms, strict=True):
            if (errors := spelling_errors(typed, compact)) is not None:
                return _full_match(errors)
    return _Alignment(reply, right, in_order=in_order).match()


def _full_match(errors: int) -> Match:
    misspelled = ", spelled a little differently" if errors else ""
    return Match(Level.FULL, errors, f"that's it{misspelled}")


class _Alignment:
    """The words of a reply, paired with words of the answer."""

    def __init__(self, reply: Phrase, right: Phrase, *, in_order: bool) -> None:
        pairs, self._errors = _align(reply.words, right.words, in_order=in_order)
        matched = set(pairs.values())
        self._right = right
        self._in_order = in_order
        self._content = right.content_words
        self._absent = [word for i, word in enumerate(right.words) if i not in matched]
        shared = [word for i, word in enumerate(right.words) if i in matched]
        self._shared = [word for word in shared if word in self._content]
        self._added = [word for i, word in enumerate(reply.words) if i not in pairs]
        self._places = self._trailing_places(reply, max(pairs, default=-1) + 1)

    def _trailing_places(self, reply: Phrase, start: int) -> list[str]:
        """Places after the last match: Las Vegas, Nevada; but France, Italy names two."""
        is_list = "and" in reply.words and "and" not in self._right.words
        if is_list or word_list("places", "stopwords").issuperset(self._right.words):
            return []
        return [word for word in reply.words[start:] if word in word_list("places")]

    def match(self) -> Match:
        """The match that the pairs amount to."""
        if "or" in self._added and (len(self._added) > 1 or "and" in self._right.words):
            return NO_MATCH  # Bonnie or Clyde
        generic = word_list("generic_nouns")
        names = [word for word in self._content if word not in generic and not word.isdecimal()]
        names = names or self._content
        required = {word for word in self._content if word not in generic or word in names}
        missing = [word for word in self._absent if word in required]
        added, errors = self._superfluous_words(), self._errors
        one_differs = len(missing) == len(added) == 1 and len(self._right.words) > 1
        if one_differs and _is_misspelled(added[0], missing[0], strict=len(self._shared) < 2):
            missing, added, errors = [], [], errors + 1
        elif not any(word in names for word in self._shared):
            return NO_MATCH
        if errors > max(1, sum(map(len, self._content)) // _LETTERS_PER_ERROR):
            return NO_MATCH
        if not missing:
            return self._match_complete(added, errors, [w for w in self._shared if w in names])
        # If a word is missing, none may be added: the Magic Mountain is not the Magic Flute.
        added = [word for word in self._added if word not in word_list("stopwords")]
        if added or errors or not self._is_part():
            return NO_MATCH
        return Match(Level.PARTIAL, 0, "that's only part of it")

    def _match_complete(self, added: Sequence[str], errors: int, names: Sequence[str]) -> Match:
        """Matches a reply with all words of the answer; one superfluous word may be harmless."""
        if not added:
            return _full_match(errors)
        is_list = not {"or", "and"}.isdisjoint(self._added)
        is_harmless = len(added) == 1 and not added[0].isdecimal() and not is_list
        if is_harmless and len(names) > 1 and not errors and not self._in_order:
            return Match(Level.FULL, 1, "that's it, and more")
        return NO_MATCH

    def _superfluous_words(self) -> list[str]:
        """The added words other than stopwords, generic nouns and places after the answer."""
        harmless = word_list("stopwords", "generic_nouns", "optional_nouns")
        if word_list("places").isdisjoint(self._absent):
            harmless |= {*self._places}  # but Paris, Texas
        absent = [word for word in self._absent if word in word_list("stopwords")]
        return [
            word
            for word in self._added
            if word not in harmless and not any(is_within_one_edit(word, right) for right in absent)
        ]

    def _is_part(self) -> bool:
        """Whether the shared words are together in the answer, and enough of it."""
        words = self._right.words
        if "and" in words and not self._in_order:  # half of a pair
            middle = words.index("and")
            if set(self._shared) in (set(words[:middle]), set(words[middle + 1 :])):
                return True
        is_together = f" {' '.join(self._shared)} " in f" {' '.join(self._content)} "
        letters = sum(map(len, self._shared))
        return is_together and letters >= self._min_share() * sum(map(len, self._content))

    def _min_share(self) -> float:
        """The share of the answer's letters that part of it must have."""
        if self._in_order:
            return _MIN_OF_TITLE
        words = self._right.words
        end = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), 0)
        head = words[end - 1] if end else self._content[-1]
        if head in self._shared:
            return _MIN_WITH_HEAD
        if end and set(self._shared).isdisjoint(words[:end]):
            return _MIN_AFTER_PREPOSITION
        return _MIN_WITHOUT_HEAD


def _is_misspelled(word: str, right: str, *, strict: bool) -> bool:
    """Whether a word among right ones is a misspelling of the missing one: Metro Goldwyn Meyer.

    With `strict`, if there are few others, it may not be another word or name: Las Vagas.
    """
    if strict and (len(word) != len(right) or word in word_list("common", "first_names")):
        return False
    length = min(len(word), len(right))
    if not (word + right).isalpha() or length < 4 or word[0] != right[0]:
        return False
    is_prefix = length > 4 and (word.startswith(right) or right.startswith(word))
    return is_prefix or is_within_one_edit(word, right)


def _align(
    reply: Sequence[str], right: Sequence[str], *, in_order: bool
) -> tuple[dict[int, int], int]:
    """Maps positions in the reply to positions in the answer; also counts the errors.

    Numbers always keep their order: 4:3 is not 3:4.
    """
    pairs: dict[int, int] = {}
    total, last, last_number = 0, 0, 0
    for i, word in enumerate(reply):
        is_stopword = word in word_list("stopwords")
        start = last if in_order and not is_stopword else 0
        if word.isdecimal():
            start = max(start, last_number)
        candidates = [
            (errors, j)
            for j in range(start, len(right))
            if j not in pairs.values() and (errors := _word_errors(word, right[j])) is not None
        ]
        if candidates:
            errors, pairs[i] = min(candidates)
            total += errors
            last = last if is_stopword else pairs[i]
            last_number = pairs[i] if word.isdecimal() else last_number
    return pairs, total


def _word_errors(word: str, right: str) -> int | None:
    if word.isdecimal() != right.isdecimal():  # Star Wars V
        numeral, figures = (right, word) if word.isdecimal() else (word, right)
        value = parse_roman(numeral) if len(numeral) == 1 else 0
        return 0 if value and str(value) == figures else None
    return spelling_errors(word, right)
