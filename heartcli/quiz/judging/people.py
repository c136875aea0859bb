"""Matches a reply against a person's name."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from heartcli.quiz.judging.matching import NO_MATCH, Level, Match, best_match
from heartcli.quiz.judging.names import SUFFIXES, Name, parse_name
from heartcli.quiz.judging.spelling import spelling_errors
from heartcli.quiz.judging.word_lists import nicknames, word_list
from heartcli.text.folding import fold_words, is_within_one_edit

_MIN_SIMILARITY = 60  # per cent, of two first names if the rest of the name is right
_MAX_UNKNOWN = 2  # middle names that a reply may add
_MAX_WORDS = 20  # of a name; a longer one only matches itself
_ALTERNATIVES = r"(?i)\b(?:or|and|not)\b|[/;&+]"


def compare_names(reply: str, right: str) -> Match:
    """Matches a reply against a person's name."""
    name, typed = parse_name(right), parse_name(reply)
    if re.search(_ALTERNATIVES, reply) or ("," in reply and _names_two_people(reply, name)):
        return NO_MATCH
    if _titles_conflict(reply, right) or _titles_conflict(right, reply):
        return NO_MATCH
    match = _compare(typed, name)
    if "(" in right:  # James Dean (II)
        without_number = parse_name(re.sub(r"\s*\([^)]*\)", "", right))
        return best_match((match, _compare(typed, without_number)))
    return match


def _titles_conflict(first: str, second: str) -> bool:
    """Whether one name has a man's title and the other a woman's.

    Needed by answers-wide.toml: Mr Robinson is not Mrs. Robinson.
    """
    is_male = not word_list("male_titles").isdisjoint(fold_words(first))
    return is_male and not word_list("female_titles").isdisjoint(fold_words(second))


def _names_two_people(reply: str, name: Name) -> bool:
    """Whether one side of a comma is the full name, and the other is another person's."""
    before, _, after = reply.partition(",")
    return any(
        _compare(parse_name(side), name).level == Level.FULL
        and set(parse_name(rest).words) - set(name.words) - SUFFIXES.keys()
        for side, rest in ((before, after), (after, before))
    )


def _compare(reply: Name, name: Name) -> Match:
    if reply.words and "".join(reply.words) == "".join(name.words):
        if reply.number == name.number:
            return Match(Level.FULL, 0, "that's the name")
        if reply.number == 0 and not name.is_suffix_optional:
            return Match(Level.PARTIAL, 0, "several people have that name")
    if not (reply.words and name.words) or len(reply.words) + len(name.words) > 2 * _MAX_WORDS:
        return NO_MATCH
    if reply.number != name.number and not (reply.number == 0 and name.is_suffix_optional):
        return NO_MATCH
    if _is_initials(reply, name):
        return Match(Level.SHORT_FORM, 0, "the initials will do")
    return _compare_parts(reply, name)


def _is_initials(reply: Name, name: Name) -> bool:
    """Whether a reply is the three initials of a name: JFK, J. F. K."""
    letters = "".join(reply.words)
    is_abbreviated = len(reply.words) == 1 or max(map(len, reply.words)) == 1
    return is_abbreviated and len(letters) == 3 and letters == _initials(name.words)


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _compare_parts(reply: Name, name: Name) -> Match:
    """The family name must be there, and no names of another person."""
    family = _find_family_name(reply.words, name)
    if family is None:
        return _first_name_only(reply.words, name)
    misspelled = ", spelled a little differently" if family.errors else ""
    if not family.rest and name.given:
        if name.number and not name.is_suffix_optional:  # Paul II is not John Paul II
            return NO_MATCH
        return Match(Level.SHORT_FORM, family.errors, f"the family name will do{misspelled}")
    if unknown := _unknown_names(family.rest, name.given):
        is_other = family.has_unknown_after or not name.given or len(unknown) > _MAX_UNKNOWN
        is_incomplete = not all(_fits_any(family.rest, given) for given in name.given)
        if is_other or is_incomplete or not _may_precede(family.rest, name.given):
            return NO_MATCH
    inexact = 0 if family.rest == name.given else 1
    return Match(Level.FULL, family.errors + inexact, f"that's the name{misspelled}")


class _FamilyMatch(NamedTuple):
    """The family name in a reply."""

    rest: tuple[str, ...]  # the other words of the reply
    has_unknown_after: bool  # whether a word after it is not a given name of the person
    errors: int


def _find_family_name(words: Sequence[str], name: Name) -> _FamilyMatch | None:
    """The best match of the family name, anywhere in a reply."""
    best: _FamilyMatch | None = None
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + len(name.family) + 1) + 1):
            family, rest = words[start:end], (*words[:start], *words[end:])
            errors = _family_errors(family, name.family)
            if errors is None and _is_near_family_name(family, rest, name):
                errors = 1
            if errors is not None and (best is None or errors < best.errors):
                rest = tuple(w for w in rest if w not in word_list("particles") or len(w) == 1)
                best = _FamilyMatch(rest, bool(_unknown_names(words[end:], name.given)), errors)
    return best


def _family_errors(words: Sequence[str], family: Sequence[str]) -> int | None:
    """Spelling errors of a family name, with or without its particles; None if it is another."""
    if words[-1] in word_list("particles"):
        return None
    counts = [spelling_errors("".join(words), "".join(family))]
    if len(words) == 1 and word_list("particles").issuperset(family[:-1]):
        counts.append(spelling_errors(words[0], family[-1]))
    return min((count for count in counts if count is not None), default=None)


def _is_near_family_name(words: Sequence[str], rest: Sequence[str], name: Name) -> bool:
    """Whether a short family name lacks a letter next to the right first name.

    The name of a king may be a variant: Henri IV.
    """
    word, right = words[-1], name.family[-1]
    if name.number and not name.given:
        return _given_errors(word, right) is not None
    is_short = 3 <= min(len(word), len(right)) <= 4 and len(word) != len(right)
    is_known = any(other in name.given for other in rest) or words[0] in name.family[:-1]
    return is_short and is_known and word[0] == right[0] and is_within_one_edit(word, right)


def _first_name_only(words: Sequence[str], name: Name) -> Match:
    """A first name or half of a double name is close."""
    is_half = len(words) == 1 and len(name.family) > 1 and words[0] in name.family
    if is_half and words[0] not in word_list("particles"):
        return Match(Level.PARTIAL, 0, "that's only half of the name")
    if not name.given or len(words[0]) < 2:
        return NO_MATCH
    is_first = spelling_errors(words[0], name.given[0]) is not None
    has_given_only = is_first and all(word in name.given for word in words[1:])
    is_all_given = len(words) == len(name.given) > 1 and all(
        _given_errors(word, given) is not None
        for word, given in zip(words, name.given, strict=True)
    )
    if has_given_only or is_all_given:
        return Match(Level.PARTIAL, 0, "that's only the first name")
    return NO_MATCH


def _unknown_names(words: Sequence[str], given: Sequence[str]) -> list[str]:
    """The words that are not given names of the person."""
    if len(words) == 1 and 1 < len(words[0]) <= 3 and _initials(given).startswith(words[0]):
        return []  # FF Coppola
    return [word for word in words if not _fits_any(given, word)]


def _may_precede(words: Sequence[str], given: Sequence[str]) -> bool:
    """Whether the words before the given names are one more given name: George Orson Welles."""
    unknown = list(takewhile(lambda word: not _fits_any(given, word), words))
    return not unknown or (len(unknown) == 1 and unknown[0] in word_list("first_names"))


def _fits_any(names: Iterable[str], word: str) -> bool:
    return any(_given_errors(word, name) is not None for name in names)


@lru_cache(maxsize=4096)
def _given_errors(word: str, given: str) -> int | None:
    """0 for the same given name, 1 for a form of it such as a nickname, None for another."""
    if word == given:
        return 0
    shorter, longer = sorted((word, given), key=len)
    if len(shorter) == 1:
        return 1 if longer.startswith(shorter) else None
    if spelling_errors(word, given) is not None:
        return 0
    is_nickname = any(word in names and given in names for names in nicknames())
    if is_nickname or (len(shorter) > 2 and longer.startswith(shorter)):
        return 1
    if word[0] != given[0] or len(shorter) < 5:
        return None
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - takes 10 ms, and few replies need it

    return 1 if ratio(word, given) >= _MIN_SIMILARITY else None
