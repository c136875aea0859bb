"""Matches a reply against text other than a name, number or date."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from heartcli.quiz.judging.phrases import Phrase, acceptable_forms, parse_phrase
from heartcli.quiz.judging.spelling import spelling_errors
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import is_within_one_edit

# Minimum share of the answer's letters, stopwords aside, in a partial match: for titles; with the
# head noun; without it; with only the words after a preposition (Bora Bora: tickets to Bora Bora).
_MIN_OF_TITLE, _MIN_WITH_HEAD, _MIN_WITHOUT_HEAD, _MIN_AFTER_PREPOSITION = 0.4, 0.3, 1 / 3, 0.4
_PREPOSITIONS = ("of", "with", "for", "in", "to", "from", "at", "by", "on")
_VERBS = {"is", "was", "are", "were"}  # word order matters in answers with one: who does what
_HOMOPHONES = {"to": "2", "too": "2", "for": "4"}  # 2 Fast 2 Furious


class Level(IntEnum):
    """How much of the answer a reply gives."""

    NONE = 0
    PARTIAL = 1  # close
    SHORT_FORM = 2  # right: a family name or initials
    FULL = 3


class Match(NamedTuple):
    """How well a reply matches one text: the level, the number of errors and a short reason."""

    level: Level = Level.NONE
    errors: int = 0
    why: str = ""


NO_MATCH = Match()


def best_match(matches: Iterable[Match]) -> Match:
    """The match with the highest level and, among those, the fewest errors."""
    return max(matches, key=lambda match: (match.level, -match.errors), default=NO_MATCH)


def match_text(reply: str, right: str, *, in_order: bool = False) -> Match:
    """Matches a reply against all acceptable forms of an answer.

    With `in_order`, used for titles, the words must keep their order, and the reply can't add any
    that matter.
    """
    typed, matches = parse_phrase(reply), []
    in_order = in_order or not _VERBS.isdisjoint(parse_phrase(right).words)
    for form, is_full in acceptable_forms(right):
        match = _match_form(typed, parse_phrase(form), in_order=in_order)
        if match.level and not is_full:
            match = Match(Level.PARTIAL, match.errors, "that's only part of it")
        matches.append(match)
    return best_match(matches)


def _match_form(reply: Phrase, right: Phrase, *, in_order: bool) -> Match:
    if not reply.words:
        return NO_MATCH
    if reason := _same_phrase_reason(reply, right):
        return Match(Level.FULL, 0, reason)
    if len(reply.content_words) != len(right.content_words):  # one word may be typed as two
        for typed, compact in zip(reply.compact_forms, right.compact_forms, strict=True):
            if (errors := spelling_errors(typed, compact)) is not None:
                return _full_match(errors)
    if _is_cut_short(reply.words, right.words):
        return Match(Level.PARTIAL, 0, "the last word is cut short")
    return _Alignment(reply, right, in_order=in_order).match()


def _same_phrase_reason(reply: Phrase, right: Phrase) -> str:
    """Why two phrases are the same apart from spelling; "" if they aren't."""
    if reply.compact_forms[0] == right.compact_forms[0]:
        return "that's it"
    if reply.canonical == right.canonical:
        return "that's it, by another name"
    is_acronym = reply.is_acronym_of(right) or right.is_acronym_of(reply)
    return "the initials will do" if is_acronym else ""


def _is_cut_short(words: Sequence[str], right: Sequence[str]) -> bool:
    """Whether only the last word is incomplete: Les Mis."""
    is_same = len(words) > 1 and words[:-1] == right[:-1]
    return is_same and right[-1].startswith(words[-1]) and 2 < len(words[-1]) < len(right[-1]) / 2


def _full_match(errors: int) -> Match:
    misspelled = ", spelled a little differently" if errors else ""
    return Match(Level.FULL, errors, f"that's it{misspelled}")


class _Alignment:
    """The words of a reply, paired with those of the answer."""

    def __init__(self, reply: Phrase, right: Phrase, *, in_order: bool) -> None:
        """Pairs words, in any order unless `in_order`. Numbers must keep theirs: 4:3 isn't 3:4."""
        self._reply, self._right, self._in_order = reply, right, in_order
        self._errors, self._added = 0, list[str]()
        stopwords, absent = word_list("stopwords"), set(range(len(right.words)))
        last = last_number = end = 0
        for i, word in enumerate(reply.words):
            is_stopword, is_number = word in stopwords, word.isdecimal()
            start = last if in_order else 0
            start = max(start, last_number) if is_number else start
            same = (word, _HOMOPHONES.get(word))
            exact = [(0, j) for j in absent if j >= start and right.words[j] in same]
            candidates = exact or [
                (errors, j) for j in absent
                if j >= start and (errors := spelling_errors(word, right.words[j])) is not None
            ]  # fmt: skip
            if not candidates:
                self._added.append(word)
                continue
            errors, j = min(candidates)
            self._errors += errors
            absent.remove(j)
            last, end = last if is_stopword else j, i + 1
            last_number = j if is_number else last_number
        self._trailing = reply.words[end:]
        self._absent = [word for j, word in enumerate(right.words) if j in absent]
        shared = [word for j, word in enumerate(right.words) if j not in absent]
        self._shared = [word for word in shared if word in right.content_words]

    def match(self) -> Match:
        if "or" in self._added and (len(self._added) > 1 or "and" in self._right.words):
            return NO_MATCH  # a choice: Bonnie or Clyde
        content, generic = self._right.content_words, word_list("generic_nouns")
        names = [w for w in content if w not in generic and not w.isdecimal()] or content
        required = [word for word in content if word not in generic or word in names]
        missing = [word for word in self._absent if word in required]
        added, errors = self._superfluous_words(), self._errors
        one_differs = len(missing) == len(added) == 1 and len(self._right.words) > 1
        if one_differs and _is_misspelled(added[0], missing[0], strict=len(self._shared) < 2):
            missing, added, errors = [], [], errors + 1
        elif not any(word in names for word in self._shared):
            return NO_MATCH
        if missing:
            return NO_MATCH if errors else self._match_part()
        if not added:
            return _full_match(errors)
        is_list = "and" in self._added
        has_names = sum(word in names for word in self._shared) > 1
        may_add = has_names and not (errors or is_list or self._in_order or added[0].isdecimal())
        is_full = may_add and len(added) == 1
        return Match(Level.FULL, 1, "that's it, and more") if is_full else NO_MATCH

    def _superfluous_words(self) -> list[str]:
        """Added words, except stopwords, generic nouns and places that follow the answer."""
        right, places = self._right.words, word_list("places")
        harmless = word_list("stopwords", "generic_nouns", "optional_nouns")
        # "Las Vegas, Nevada" is fine, but not "France, Italy", or "Paris, France" for Paris, Texas.
        is_place = word_list("places", "stopwords").issuperset(right)
        after = () if is_place else places.intersection(self._trailing)
        added = [word for word in self._added if word not in harmless and word not in after]
        absent = [word for word in self._absent if word in word_list("stopwords")]
        return [word for word in added if not any(is_within_one_edit(word, w) for w in absent)]

    def _match_part(self) -> Match:
        """Partial if the reply is a long enough run of the answer's words, and adds only stopwords.

        The Magic Mountain isn't part of The Magic Flute.
        """
        words, content, shared = self._right.words, self._right.content_words, self._shared
        is_half = "and" in words and set(shared) == set(words[: words.index("and")])
        end = next((i for i, word in enumerate(words) if word in _PREPOSITIONS), 0)
        head = words[end - 1] if end else content[-1]
        if self._in_order:
            min_share = _MIN_OF_TITLE
        elif head in shared:
            min_share = _MIN_WITH_HEAD
        else:
            is_after = end and set(shared).isdisjoint(words[:end])
            min_share = _MIN_AFTER_PREPOSITION if is_after else _MIN_WITHOUT_HEAD
        is_together = f" {' '.join(shared)} " in f" {' '.join(content)} "
        is_enough = sum(map(len, shared)) >= min_share * sum(map(len, content))
        is_opening = self._in_order and len(shared) > 1 and shared == list(content[: len(shared)])
        is_part = is_half or is_opening or (is_together and is_enough)
        if not is_part or not word_list("stopwords").issuperset(self._added):
            return NO_MATCH
        absent = [word for word in self._absent if word in content and word != "part"]
        lacks_number = len(absent) == 1 and absent[0].isdecimal()
        why = "the number is missing" if lacks_number else "that's only part of it"
        return Match(Level.PARTIAL, 0, why)


def _is_misspelled(word: str, right: str, *, strict: bool) -> bool:
    """Whether the only wrong word is the missing one, misspelled: Metro Goldwyn Meyer.

    With `strict`, it must have the same length and not be a known word or first name: Las Vagas.
    """
    if strict and (len(word) != len(right) or word in word_list("common", "first_names")):
        return False
    length = min(len(word), len(right))
    if not (word + right).isalpha() or word[0] != right[0]:
        return False
    is_prefix = length > 4 and word.startswith(right)
    return is_prefix or is_within_one_edit(word, right)
