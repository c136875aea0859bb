"""Matches a reply against an answer that names several people: all of them, in any order."""

import re
from functools import lru_cache

from heartcli.quiz.judging.matching import NO_MATCH, Level, Match, best_match, match_text
from heartcli.quiz.judging.names import looks_like_name
from heartcli.quiz.judging.people import compare_names
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold, fold_words

_SEPARATORS = r"\s+and\s+|,\s+|\s*&\s*"
_REPLY_SEPARATORS = r"(?i)\s*(?:,\s*and\s+|\s+and\s+|&|\+|,|/|;)\s*"
_PAIR = r"[A-Z]\w+ (?:and|&) [A-Z]\w+"  # Simon & Garfunkel
_MAX_PEOPLE = 12  # people in one answer
_FAMILY = r"(?i)(?:the )?(\w+?)(?:s| (?:bros\.?|brothers|sisters))"  # the Coens
_ALL = Match(Level.FULL, 0, "that's all of them")


@lru_cache(maxsize=1024)
def people_in(right: str) -> tuple[str, ...]:
    """The people that an answer names; empty unless there are several."""
    split = re.split(_SEPARATORS, right)
    people = _share_family_name([part.strip() for part in split if part.strip()])
    if re.fullmatch(_PAIR, right):
        return tuple(people)
    are_full_names = all(len(person.split()) > 1 and person[0].isupper() for person in people)
    if not 2 <= len(people) <= _MAX_PEOPLE or not are_full_names:
        return ()
    return tuple(people) if any(map(looks_like_name, people)) else ()


def _share_family_name(people: list[str]) -> list[str]:
    """Adds the family name of the second to the first: Joel and Ethan Coen."""
    if len(people) == 2 and len(people[0].split()) == 1 and len(people[1].split()) == 2:
        return [f"{people[0]} {people[1].split()[1]}", people[1]]
    return people


def compare_people(reply: str, people: tuple[str, ...], right: str, *, in_title: bool) -> Match:
    """Matches a reply against an answer that names several people, or a title that does."""
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
    """Matches a name; a first name may be added to a family name."""
    *first, last = part.split()
    is_first_name = word_list("first_names").issuperset(map(fold, first))
    adds_first_name = is_first_name or (any_first and len(first) == 1)
    return compare_names(last if " " not in person and adds_first_name else part, person)
