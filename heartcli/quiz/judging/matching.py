"""How a reply lies to one right answer: the whole of it, enough of it, a part, or nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from heartcli.quiz.judging.phrases import Phrase, acceptable_forms, parse_phrase
from heartcli.quiz.judging.spelling import spelling_errors
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import is_one_edit_apart
from heartcli.text.numbers import parse_roman

NOTHING, PART, ENOUGH, WHOLE = range(4)
# Of the letters that count, for a part to be one: of a title, of anything else, with its last word.
_OF_A_TITLE, _OF_A_THING, _WITH_ITS_HEAD = 0.4, 1 / 3, 0.3
_BEHIND_A_PREPOSITION = 0.4  # Bora Bora of "tickets to Bora Bora"
_PREPOSITIONS = ("of", "with", "for", "in", "to", "from", "at", "by", "on")
_SENTENCE = {"is", "was", "are", "were"}  # where these are, who does what matters
_LETTERS_A_SLIP = 5  # in a whole answer


class Match(NamedTuple):
    """How well a reply fits one answer, with how many slips, and why in a few words."""

    level: int = NOTHING
    errors: int = 0
    why: str = ""


NO_MATCH = Match()


def better(one: Match, other: Match) -> Match:
    """The match of a higher level, or with fewer slips."""
    return other if (other.level, -other.errors) > (one.level, -one.errors) else one


def match_text(said: str, right: str, *, in_order: bool = False) -> Match:
    """How a reply lies to an answer that is neither a person's name nor a number nor a date.

    With `in_order` the words must stand in the order of the answer, as in a title, and no other
    may be among them.
    """
    best, mine = NO_MATCH, parse_phrase(said)
    in_order = in_order or not _SENTENCE.isdisjoint(parse_phrase(right).words)
    for variant, whole in acceptable_forms(right):
        match = _match_form(mine, parse_phrase(variant), in_order=in_order)
        best = better(best, match if whole else match._replace(level=min(match.level, PART)))
    return best


def _match_form(mine: Phrase, theirs: Phrase, *, in_order: bool) -> Match:
    if not mine.words:
        return NO_MATCH
    if mine.words == theirs.words or mine.compact_forms[0] == theirs.compact_forms[0]:
        return Match(WHOLE, 0, "that is it")
    if mine.canonical == theirs.canonical:
        return Match(WHOLE, 0, "that is it, by another name")
    if mine.is_acronym_of(theirs) or theirs.is_acronym_of(mine):
        return Match(WHOLE, 0, "the initials will do")
    if len(mine.content_words) != len(theirs.content_words):
        for together, right in zip(mine.compact_forms, theirs.compact_forms, strict=True):
            if (count := spelling_errors(together, right)) is not None:
                return _full(count)
    return _Alignment(mine, theirs, in_order=in_order).match()


def _full(count: int) -> Match:
    return Match(WHOLE, count, f"that is it{', spelled a little differently' if count else ''}")


class _Alignment:
    """Which words of a reply stand for which of the answer."""

    def __init__(self, mine: Phrase, theirs: Phrase, *, in_order: bool) -> None:
        pairs, self._slips = _align(mine.words, theirs.words, in_order=in_order)
        met, last = set(pairs.values()), max(pairs, default=-1)
        self._mine = mine
        self._theirs = theirs
        self._in_order = in_order
        self._content = theirs.content_words
        self._absent = [word for i, word in enumerate(theirs.words) if i not in met]
        self._shared = [w for i, w in enumerate(theirs.words) if i in met and w in self._content]
        self._added = [word for i, word in enumerate(mine.words) if i not in pairs]
        # Las Vegas, Nevada; but not Scotland Yard.
        self._where = [word for word in mine.words[last + 1 :] if word in word_list("places")]
        if self._where:  # but France, Italy names two
            listing = "and" in mine.words and "and" not in theirs.words
            a_place = word_list("places", "stopwords").issuperset(theirs.words)
            self._where = [] if listing or a_place else self._where

    def match(self) -> Match:
        """What the pairs come to."""
        kinds = word_list("generic_nouns")
        names = [w for w in self._content if w not in kinds and not w.isdecimal()] or self._content
        missing = [w for w in self._absent if w in self._content and (w not in kinds or w in names)]
        added, count = self._told_more(), self._slips
        if self._is_a_choice():
            return NO_MATCH
        one_of_several = len(missing) == len(added) == 1 and len(self._theirs.words) > 1
        if one_of_several and _is_misspelled(added[0], missing[0], strict=len(self._shared) < 2):
            missing, added, count = [], [], count + 1
        elif not any(word in names for word in self._shared):
            return NO_MATCH
        if count > max(1, sum(map(len, self._content)) // _LETTERS_A_SLIP):
            return NO_MATCH
        if not missing:
            return self._all_there(added, [word for word in self._shared if word in names], count)
        # Where a word is missing none may be added: the Magic Mountain is not the Magic Flute.
        added = [word for word in self._added if word not in word_list("stopwords")]
        if added or count or not self._is_part():
            return NO_MATCH
        return Match(PART, 0, "that is a part of it")

    def _all_there(self, added: Sequence[str], names: Sequence[str], count: int) -> Match:
        """All that must be said is said; of one word more than that it depends."""
        if not added:
            return _full(count)
        listing = {"or", "and"} & set(self._added)
        more = len(added) == 1 and not added[0].isdecimal() and not listing
        if more and len(names) > 1 and not count and not self._in_order:
            return Match(WHOLE, 1, "that is it, and more")
        return NO_MATCH

    def _told_more(self) -> list[str]:
        """The words that are too many: neither little, nor a kind of thing, nor a place behind."""
        if not self._added:
            return []
        harmless = word_list("stopwords", "generic_nouns", "optional_nouns")
        if self._where and not any(word in word_list("places") for word in self._absent):
            harmless |= {*self._where}  # but Paris, Texas
        little = [word for word in self._absent if word in word_list("stopwords")]
        return [
            word
            for word in self._added
            if word not in harmless and not any(is_one_edit_apart(word, own) for own in little)
        ]

    def _is_a_choice(self) -> bool:
        """Whether one of two things was said: Austria or Hungary."""
        return "or" in self._added and (len(self._added) > 1 or "and" in self._theirs.words)

    def _is_part(self) -> bool:
        """Whether the words stand together in the answer, and are enough of it to be meant."""
        content, words = self._content, self._theirs.words
        together = f" {' '.join(self._shared)} " in f" {' '.join(content)} "
        if "and" in words and not self._in_order:  # half of a pair
            at = words.index("and")
            if set(self._shared) in (set(words[:at]), set(words[at + 1 :])):
                return True
        at = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), 0)
        head = words[at - 1] if at else content[-1]
        if self._in_order:
            least = _OF_A_TITLE
        elif head in self._shared:
            least = _WITH_ITS_HEAD
        else:
            before = not at or set(self._shared) & set(words[:at])
            least = _OF_A_THING if before else _BEHIND_A_PREPOSITION
        return together and sum(map(len, self._shared)) >= least * sum(map(len, content))


def _is_misspelled(word: str, right: str, *, strict: bool) -> bool:
    """Whether a word among others that are right may be the right one: Metro Goldwyn Meyer.

    Strictly, where there are few others: Las Vagas; but neither another word nor a name.
    """
    if strict and (len(word) != len(right) or word in word_list("common", "first_names")):
        return False
    shortest = min(len(word), len(right))
    if not (word + right).isalpha() or shortest < 4 or word[0] != right[0]:
        return False
    begins = shortest > 4 and (word.startswith(right) or right.startswith(word))
    return begins or is_one_edit_apart(word, right)


def _align(
    said: Sequence[str], right: Sequence[str], *, in_order: bool
) -> tuple[dict[int, int], int]:
    """The place of each word of a reply in the answer, and how many slips there are in all.

    Figures keep their order in any case: 4:3 is not 3:4.
    """
    pairs: dict[int, int] = {}
    total, last, last_figure = 0, -1, -1
    for i, word in enumerate(said):
        little = word in word_list("stopwords")
        start = max(last, 0) if in_order and not little else 0
        start = max(start, last_figure) if word.isdecimal() else start
        best: tuple[int, int] | None = None
        for j in range(start, len(right)):
            count = None if j in pairs.values() else _word_errors(word, right[j])
            if count is not None and (best is None or count < best[0]):
                best = count, j
        if best:
            total, pairs[i] = total + best[0], best[1]
            last = last if little else best[1]
            last_figure = best[1] if word.isdecimal() else last_figure
    return pairs, total


def _word_errors(word: str, other: str) -> int | None:
    if word.isdecimal() != other.isdecimal():  # Star Wars V
        numeral, figures = (other, word) if word.isdecimal() else (word, other)
        value = parse_roman(numeral) if len(numeral) == 1 else 0
        return 0 if value and str(value) == figures else None
    return spelling_errors(word, other)
