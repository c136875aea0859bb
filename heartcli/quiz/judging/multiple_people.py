"""Answers that name two people or more: all must be named, in any order, and nobody else."""

from __future__ import annotations

import re
from functools import lru_cache

from heartcli.quiz.judging.matching import ENOUGH, NO_MATCH, PART, WHOLE, Match, better, match_text
from heartcli.quiz.judging.names import looks_like_name
from heartcli.quiz.judging.people import compare_names
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold, fold_words

_SEPARATORS = r"\s+and\s+|,\s+|\s*&\s*"
_REPLY_SEPARATORS = r"(?i)\s*(?:,\s*and\s+|\s+and\s+|&|\+|,|/|;)\s*"
_PAIR = r"[A-Z]\w+ (?:and|&) [A-Z]\w+"  # Simon & Garfunkel
_MAX_PEOPLE = 12  # people in one answer
_FAMILY = r"(?i)(?:the )?(\w+?)(?:s| (?:bros\.?|brothers|sisters))"  # the Coens


@lru_cache(maxsize=1024)
def people_in(right: str) -> tuple[str, ...]:
    """The people that an answer names; () where it does not name several."""
    split = re.split(_SEPARATORS, right)
    parts = _share_family_name([part.strip() for part in split if part.strip()])
    if re.fullmatch(_PAIR, right):
        return tuple(parts)
    if not 2 <= len(parts) <= _MAX_PEOPLE or any(
        len(part.split()) < 2 or not part[0].isupper() for part in parts
    ):
        return ()
    return tuple(parts) if any(map(looks_like_name, parts)) else ()


def _share_family_name(parts: list[str]) -> list[str]:
    """Joel and Ethan Coen: what stands behind the last belongs to the first as well."""
    if len(parts) == 2 and len(parts[0].split()) == 1 and len(parts[1].split()) == 2:
        return [f"{parts[0]} {parts[1].split()[1]}", parts[1]]
    return parts


def compare_people(reply: str, people: tuple[str, ...], right: str, *, in_title: bool) -> Match:
    """How a reply lies to an answer that names several people, or whose title does."""
    match = _match_all(reply, people)
    if in_title and match.level < WHOLE:
        match = NO_MATCH
    if in_title or re.fullmatch(_PAIR, right):
        match = better(match, match_text(reply, right, in_order=in_title))
    return match


def _match_all(reply: str, people: tuple[str, ...]) -> Match:
    all_named = Match(WHOLE, 0, "all of them")
    parts = [part for part in re.split(_REPLY_SEPARATORS, reply) if part.strip()]
    if re.search(r"(?i)\bor\b", reply) or len(parts) > _MAX_PEOPLE:
        return NO_MATCH
    family = re.fullmatch(_FAMILY, reply)
    if family and {fold_words(person)[-1] for person in people} == set(fold_words(family[1])):
        return all_named
    parts = _share_family_name(parts)
    if len(parts) == 1 and (whole := match_text(reply, " ".join(people))).level == WHOLE:
        return whole
    left, count, in_full = list(people), 0, True
    for part in parts:
        everyone = len(parts) == len(people)
        matches = [_match_one(part, person, any_first=everyone) for person in left]
        best = max(matches, key=lambda match: (match.level, -match.errors), default=NO_MATCH)
        if best.level < PART:
            return NO_MATCH
        del left[matches.index(best)]
        count += best.errors
        in_full = in_full and best.level >= ENOUGH
    if left:
        return Match(PART, count, "that is not all of them") if in_full else NO_MATCH
    return all_named._replace(errors=count) if in_full else Match(PART, 0, "those are first names")


def _match_one(part: str, person: str, *, any_first: bool) -> Match:
    """A person's name; of one who is told by the family name alone the first may be said, too."""
    *first, last = part.split()
    known = {fold(word) for word in first} <= word_list("first_names")
    fuller = " " not in person and (known or (any_first and len(first) == 1))
    return compare_names(last if fuller else part, person)
