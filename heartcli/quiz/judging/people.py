"""Matches a reply against one person's name, or against several people's in any order."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from heartcli.quiz.judging.matching import NO_MATCH, Level, Match, best_match, match_text
from heartcli.quiz.judging.names import SUFFIXES, Name, looks_like_name, parse_name
from heartcli.quiz.judging.spelling import spelling_errors
from heartcli.quiz.judging.word_lists import nicknames, word_list
from heartcli.text.folding import fold, fold_words, is_within_one_edit

_MIN_SIMILARITY = 60  # per cent, between first names if the family name is right
_MAX_UNKNOWN = 2  # middle names a reply may add
_MAX_WORDS = 20  # words in a name; longer names must match exactly
_ALTERNATIVES = r"(?i)\b(?:or|and|not)\b|[/;&+]"
# Separators between people: in an answer, and in a reply.
_SEPARATORS = r"\s+and\s+|,\s+|\s*&\s*"
_REPLY_SEPARATORS = r"(?i)\s*(?:,\s*and\s+|\s+and\s+|&|\+|,|/|;)\s*"
_PAIR = r"[A-Z]\w+ (?:and|&) [A-Z]\w+"  # Simon & Garfunkel
_MAX_PEOPLE = 12  # people in one answer
_FAMILY = r"(?i)(?:the )?(\w+?)(?:s| (?:bros\.?|brothers|sisters))"  # the Coens
_ALL = Match(Level.FULL, 0, "that's all of them")


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
    """Whether `first` has a man's title and `second` a woman's. Needed by answers-wide.toml."""
    is_male = not word_list("male_titles").isdisjoint(fold_words(first))
    return is_male and not word_list("female_titles").isdisjoint(fold_words(second))


def _names_two_people(reply: str, name: Name) -> bool:
    """Whether the full name is on one side of a comma, and another person's on the other."""
    before, _, after = reply.partition(",")
    return any(
        _compare(parse_name(side), name).level == Level.FULL
        and set(parse_name(rest).words) - set(name.words) - SUFFIXES.keys()
        for side, rest in ((before, after), (after, before))
    )


def _compare(reply: Name, name: Name) -> Match:
    words, name_words, letters = reply.words, name.words, "".join(reply.words)
    if letters and letters == "".join(name_words):
        if reply.number == name.number:
            return Match(Level.FULL, 0, "that's the name")
        if reply.number == 0 and not name.is_suffix_optional:
            return Match(Level.PARTIAL, 0, "several people have that name")
    has_number = reply.number == name.number or (reply.number == 0 and name.is_suffix_optional)
    is_long = len(words) + len(name_words) > 2 * _MAX_WORDS
    if not (words and name_words) or is_long or not has_number:
        return NO_MATCH
    is_abbreviated = len(words) == 1 or max(map(len, words)) == 1  # JFK, J. F. K.
    if is_abbreviated and len(letters) == 3 and letters == _initials(name_words):
        return Match(Level.SHORT_FORM, 0, "the initials will do")
    return _compare_parts(reply, name)


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _compare_parts(reply: Name, name: Name) -> Match:
    """Requires the family name, and rejects names that aren't the person's."""
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
        before = list(takewhile(lambda word: word in unknown, family.rest))  # George Orson Welles
        is_first_name = len(before) < 2 and word_list("first_names").issuperset(before)
        if is_other or is_incomplete or not is_first_name:
            return NO_MATCH
    inexact = int(family.rest != name.given)
    return Match(Level.FULL, family.errors + inexact, f"that's the name{misspelled}")


class _FamilyMatch(NamedTuple):
    rest: tuple[str, ...]  # the reply's other words
    has_unknown_after: bool  # whether a word after the family name isn't a given name
    errors: int


def _find_family_name(words: Sequence[str], name: Name) -> _FamilyMatch | None:
    """The best match for the family name, anywhere in a reply."""
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
    """Spelling errors in a family name, with or without particles; None if it's another name."""
    if words[-1] in word_list("particles"):
        return None
    counts = [spelling_errors("".join(words), "".join(family))]
    if len(words) == 1 and word_list("particles").issuperset(family[:-1]):
        counts.append(spelling_errors(words[0], family[-1]))
    return min((count for count in counts if count is not None), default=None)


def _is_near_family_name(words: Sequence[str], rest: Sequence[str], name: Name) -> bool:
    """Whether a short family name has a letter too few or too many, but another part is right."""
    word, right = words[-1], name.family[-1]
    if name.number and not name.given:  # a ruler; other forms of the name are fine: Henri IV
        return _is_form_of(word, right)
    is_short = 3 <= min(len(word), len(right)) <= 4 and len(word) != len(right)
    is_known = any(other in name.given for other in rest) or words[0] in name.family[:-1]
    return is_short and is_known and word[0] == right[0] and is_within_one_edit(word, right)


def _first_name_only(words: Sequence[str], name: Name) -> Match:
    """Close for a first name, or half of a double-barrelled family name."""
    is_half = len(words) == 1 and len(name.family) > 1 and words[0] in name.family
    if is_half and words[0] not in word_list("particles"):
        return Match(Level.PARTIAL, 0, "that's only half of the name")
    if not name.given or len(words[0]) < 2:
        return NO_MATCH
    is_first = spelling_errors(words[0], name.given[0]) is not None
    has_given_only = is_first and all(word in name.given for word in words[1:])
    is_all_given = len(words) == len(name.given) > 1 and all(map(_is_form_of, words, name.given))
    if has_given_only or is_all_given:
        return Match(Level.PARTIAL, 0, "that's only the first name")
    return NO_MATCH


def _unknown_names(words: Sequence[str], given: Sequence[str]) -> list[str]:
    """The words that aren't among the person's given names."""
    if len(words) == 1 and 1 < len(words[0]) <= 3 and _initials(given).startswith(words[0]):
        return []  # FF Coppola
    return [word for word in words if not _fits_any(given, word)]


def _fits_any(names: Iterable[str], word: str) -> bool:
    return any(_is_form_of(word, name) for name in names)


@lru_cache(maxsize=4096)
def _is_form_of(word: str, given: str) -> bool:
    """Whether a word is the given name, possibly misspelled, or a nickname or initial for it."""
    shorter, longer = sorted((word, given), key=len)
    if len(shorter) == 1:
        return longer.startswith(shorter)
    is_short_form = len(shorter) > 2 and longer.startswith(shorter)
    is_nickname = any(word in names and given in names for names in nicknames())
    if is_short_form or is_nickname or spelling_errors(word, given) is not None:
        return True
    if word[0] != given[0] or len(shorter) < 5:
        return False
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - takes 10 ms, and few replies need it

    return ratio(word, given) >= _MIN_SIMILARITY


@lru_cache(maxsize=1024)
def people_in(right: str) -> tuple[str, ...]:
    """The people that an answer names; empty unless it names several."""
    split = re.split(_SEPARATORS, right)
    people = _share_family_name([part.strip() for part in split if part.strip()])
    are_full_names = all(len(person.split()) > 1 and person[0].isupper() for person in people)
    is_list = 2 <= len(people) <= _MAX_PEOPLE and are_full_names
    are_people = is_list and any(map(looks_like_name, people))
    return tuple(people) if are_people or re.fullmatch(_PAIR, right) else ()


def _share_family_name(people: list[str]) -> list[str]:
    """Adds the second person's family name to the first: Joel and Ethan Coen."""
    if len(people) == 2 and len(people[0].split()) == 1 and len(people[1].split()) == 2:
        return [f"{people[0]} {people[1].split()[1]}", people[1]]
    return people


def compare_people(reply: str, people: tuple[str, ...], right: str, *, in_title: bool) -> Match:
    """Matches a reply against an answer or a title that names several people."""
    match = _match_all(reply, people)
    if in_title and match.level < Level.FULL:
        match = NO_MATCH
    if in_title or re.fullmatch(_PAIR, right):
        return best_match((match, match_text(reply, right, in_order=in_title)))
    return match


def _match_all(reply: str, people: tuple[str, ...]) -> Match:
    parts = [part for part in re.split(_REPLY_SEPARATORS, reply) if part.strip()]
    if re.search(r"(?i)\bor\b", reply) or len(parts) > _MAX_PEOPLE:
        return NO_MATCH
    family = re.fullmatch(_FAMILY, reply)
    if family and {fold_words(person)[-1] for person in people} == set(fold_words(family[1])):
        return _ALL
    parts = _share_family_name(parts)
    if len(parts) == 1 and (full := match_text(reply, " ".join(people))).level == Level.FULL:
        return full
    left, errors, level = list(people), 0, Level.FULL
    for part in parts:
        is_complete = len(parts) == len(people)
        matches = [_match_one(part, person, any_first=is_complete) for person in left]
        best = best_match(matches)
        if not best.level:
            return NO_MATCH
        del left[matches.index(best)]
        errors += best.errors
        level = min(level, best.level)
    if level == Level.PARTIAL:
        return NO_MATCH if left else Match(Level.PARTIAL, 0, "those are only first names")
    some = Match(Level.PARTIAL, errors, "that's not all of them")
    return some if left else _ALL._replace(errors=errors)


def _match_one(part: str, person: str, *, any_first: bool) -> Match:
    """Matches one person's name; if that's a single word, the reply may add a first name."""
    *first, last = part.split()
    is_first_name = word_list("first_names").issuperset(map(fold, first))
    adds_first_name = is_first_name or (any_first and len(first) == 1)
    return compare_names(last if " " not in person and adds_first_name else part, person)
