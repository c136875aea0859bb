"""Answers that name two people or more: all must be named, in any order, and nobody else."""

from __future__ import annotations

import re
from functools import lru_cache

from heartcli.quiz.judging.matching import ENOUGH, NO_MATCH, PART, WHOLE, Match, best_of, compare
from heartcli.quiz.judging.names import is_name
from heartcli.quiz.judging.people import compare_names
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold, fold_words

_BETWEEN = r"\s+and\s+|,\s+|\s*&\s*"
_SAID_BETWEEN = r"(?i)\s*(?:,\s*and\s+|\s+and\s+|&|\+|,|/|;)\s*"
_OF_ONE_NAME = r"[A-Z]\w+ (?:and|&) [A-Z]\w+"  # Simon & Garfunkel
_MOST = 12  # people in one answer
_KIN = r"(?i)(?:the )?(\w+?)(?:s| (?:bros\.?|brothers|sisters))"  # the Coens


@lru_cache(maxsize=1024)
def several_in(right: str) -> tuple[str, ...]:
    """The people that an answer names; () where it does not name several."""
    split = re.split(_BETWEEN, right)
    parts = _with_family([part.strip() for part in split if part.strip()])
    if re.fullmatch(_OF_ONE_NAME, right):
        return tuple(parts)
    if not 2 <= len(parts) <= _MOST or any(
        len(part.split()) < 2 or not part[0].isupper() for part in parts
    ):
        return ()
    return tuple(parts) if any(map(is_name, parts)) else ()


def _with_family(parts: list[str]) -> list[str]:
    """Joel and Ethan Coen: what stands behind the last belongs to the first as well."""
    if len(parts) == 2 and len(parts[0].split()) == 1 and len(parts[1].split()) == 2:
        return [f"{parts[0]} {parts[1].split()[1]}", parts[1]]
    return parts


def compare_several(said: str, people: tuple[str, ...], right: str, *, in_title: bool) -> Match:
    """How a reply lies to an answer that names several people, or whose title does."""
    match = _all_of(said, people)
    if in_title and match.level < WHOLE:
        match = NO_MATCH
    if in_title or re.fullmatch(_OF_ONE_NAME, right):
        match = best_of(match, compare(said, right, in_order=in_title))
    return match


def _all_of(said: str, people: tuple[str, ...]) -> Match:
    everybody = Match(WHOLE, 0, "all of them")
    parts = [part for part in re.split(_SAID_BETWEEN, said) if part.strip()]
    if re.search(r"(?i)\bor\b", said) or len(parts) > _MOST:
        return NO_MATCH
    kin = re.fullmatch(_KIN, said)
    if kin and {fold_words(person)[-1] for person in people} == set(fold_words(kin[1])):
        return everybody
    parts = _with_family(parts)
    if len(parts) == 1 and (whole := compare(said, " ".join(people))).level == WHOLE:
        return whole
    left, count, in_full = list(people), 0, True
    for part in parts:
        everyone = len(parts) == len(people)
        matches = [_compare_one(part, person, any_first=everyone) for person in left]
        best = max(matches, key=lambda match: (match.level, -match.slips), default=NO_MATCH)
        if best.level < PART:
            return NO_MATCH
        del left[matches.index(best)]
        count += best.slips
        in_full = in_full and best.level >= ENOUGH
    if left:
        return Match(PART, count, "that is not all of them") if in_full else NO_MATCH
    return everybody._replace(slips=count) if in_full else Match(PART, 0, "those are first names")


def _compare_one(said: str, person: str, *, any_first: bool) -> Match:
    """A person's name; of one who is told by the family name alone the first may be said, too."""
    *first, last = said.split()
    known = {fold(word) for word in first} <= word_list("first_names")
    fuller = " " not in person and (known or (any_first and len(first) == 1))
    return compare_names(last if fuller else said, person)
