"""Replies that name a person: what of a name is enough, and what makes it another person's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from heartcli.quiz.judging.matching import ENOUGH, NO_MATCH, PART, WHOLE, Match, better
from heartcli.quiz.judging.names import SUFFIXES, Name, parse_name
from heartcli.quiz.judging.spelling import spelling_errors
from heartcli.quiz.judging.word_lists import nicknames, word_list
from heartcli.text.folding import fold_words, is_one_edit_apart

_MIN_SIMILARITY = (
    60  # per cent that two first names must be alike, where the rest of the name is right
)
_MAX_UNKNOWN = 2  # middle names that a reply may add
_MAX_WORDS = 20  # of a name; one that is longer is only like itself
_MALE_TITLES = {"mr", "sir", "lord", "king", "prince", "emperor", "duke"}
_FEMALE_TITLES = {
    "mrs",
    "ms",
    "miss",
    "missus",
    "lady",
    "queen",
    "princess",
    "empress",
    "duchess",
    "dame",
}
_ALTERNATIVES = r"(?i)\b(?:or|and|not)\b|[/;&+]"


def compare_names(said: str, right: str) -> Match:
    """How a reply lies to a person's name."""
    if re.search(_ALTERNATIVES, said) or (
        "," in said and _names_two_people(said, parse_name(right))
    ):
        return NO_MATCH
    if _titles_conflict(said, right) or _titles_conflict(right, said):
        return NO_MATCH
    match = _compare(parse_name(said), parse_name(right))
    if "(" in right:  # James Dean (II)
        match = better(
            match, _compare(parse_name(said), parse_name(re.sub(r"\s*\([^)]*\)", "", right)))
        )
    return match


def _titles_conflict(one: str, other: str) -> bool:
    """Whether two names have titles of which only one can be right: Mr, Mrs Robinson."""
    return bool(set(fold_words(one)) & _MALE_TITLES and set(fold_words(other)) & _FEMALE_TITLES)


def _names_two_people(said: str, theirs: Name) -> bool:
    """Whether beside a comma stands the whole name, and beyond it somebody else's."""
    before, _, behind = said.partition(",")
    return any(
        _compare(parse_name(one), theirs).level == WHOLE
        and set(parse_name(other).words) - set(theirs.words) - SUFFIXES.keys()
        for one, other in ((before, behind), (behind, before))
    )


def _compare(mine: Name, theirs: Name) -> Match:
    if mine.words and (mine == theirs or "".join(mine.words) == "".join(theirs.words)):
        if mine.number == theirs.number:
            return Match(WHOLE, 0, "that is the name")
        if mine.number == 0 and not theirs.is_suffix_optional:
            return Match(PART, 0, "there are several of that name")
    if not (mine.words and theirs.words) or len(mine.words) + len(theirs.words) > 2 * _MAX_WORDS:
        return NO_MATCH
    if mine.number not in (theirs.number, 0 if theirs.is_suffix_optional else theirs.number):
        return NO_MATCH
    if _is_initials(mine, theirs):
        return Match(ENOUGH, 0, "the initials will do")
    return _compare_parts(mine, theirs)


def _is_initials(mine: Name, theirs: Name) -> bool:
    """JFK, J. F. K.: of a name of three words."""
    said = "".join(mine.words)
    together = len(mine.words) == 1 or max(map(len, mine.words)) == 1
    return together and len(said) == 3 and said == _initials(theirs.words)


def _compare_parts(mine: Name, theirs: Name) -> Match:
    """The family name must be there; what else is said must not be another's."""
    found = _find_family_name(mine.words, theirs)
    if found is None:
        return _first_name_only(mine.words, theirs)
    different = ", spelled a little differently" if found.errors else ""
    if not found.rest and theirs.given:
        if theirs.number and not theirs.is_suffix_optional:  # Paul II is not John Paul II
            return NO_MATCH
        return Match(ENOUGH, found.errors, f"the family name will do{different}")
    if unknown := _unknown_names(found.rest, theirs.given):
        missing = [own for own in theirs.given if not _fits_any(found.rest, own)]
        if found.has_unknown_after or missing or not theirs.given or len(unknown) > _MAX_UNKNOWN:
            return NO_MATCH
        if not _may_precede(found.rest, theirs.given):
            return NO_MATCH
    inexact = 0 if found.rest == theirs.given else 1
    return Match(WHOLE, found.errors + inexact, f"that is the name{different}")


class _FamilyMatch(NamedTuple):
    """Where a reply has the family name: what else it says, and how much it slips."""

    rest: tuple[str, ...]
    has_unknown_after: bool  # whether something stands behind it that is no first name
    errors: int


def _find_family_name(said: Sequence[str], theirs: Name) -> _FamilyMatch | None:
    """The family name in a reply, wherever it stands."""
    best: _FamilyMatch | None = None
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + len(theirs.family) + 1) + 1):
            own, others = said[start:end], (*said[:start], *said[end:])
            count = _family_errors(own, theirs.family)
            if count is None and _known_by_the_rest(own, others, theirs):
                count = 1
            if count is not None and (best is None or count < best.errors):
                rest = tuple(w for w in others if w not in word_list("particles") or len(w) == 1)
                best = _FamilyMatch(rest, bool(_unknown_names(said[end:], theirs.given)), count)
    return best


def _family_errors(said: Sequence[str], family: Sequence[str]) -> int | None:
    """Slips between two family names, with their particles or without; None if they differ."""
    if said[-1] in word_list("particles"):
        return None
    counts = [spelling_errors("".join(said), "".join(family))]
    if len(said) == 1 and all(word in word_list("particles") for word in family[:-1]):
        counts.append(spelling_errors(said[0], family[-1]))
    return min((count for count in counts if count is not None), default=None)


def _known_by_the_rest(said: Sequence[str], others: Sequence[str], theirs: Name) -> bool:
    """Beside the right first name a short family name may lack a letter; a king's has variants."""
    word, right = said[-1], theirs.family[-1]
    if theirs.number and not theirs.given:
        return _given_errors(word, right) is not None
    short = 3 <= min(len(word), len(right)) <= 4 and len(word) != len(right)
    known = any(other in theirs.given for other in others) or said[0] in theirs.family[:-1]
    return short and known and word[0] == right[0] and is_one_edit_apart(word, right)


def _first_name_only(said: Sequence[str], theirs: Name) -> Match:
    """The first name alone is not enough, nor is it wrong; nor is half of a double name."""
    half = len(said) == 1 and len(theirs.family) > 1 and said[0] in theirs.family
    if half and said[0] not in word_list("particles"):
        return Match(PART, 0, "that is half of the name")
    if not theirs.given or len(said[0]) < 2:
        return NO_MATCH
    exact = said[0] == theirs.given[0] or spelling_errors(said[0], theirs.given[0]) is not None
    exact = exact and all(word in theirs.given for word in said[1:])
    in_order = len(said) == len(theirs.given) > 1 and all(
        _given_errors(word, own) is not None for word, own in zip(said, theirs.given, strict=True)
    )
    return Match(PART, 0, "that is the first name alone") if exact or in_order else NO_MATCH


def _unknown_names(said: Sequence[str], given: Sequence[str]) -> list[str]:
    """The words that are no first names of the person."""
    if len(said) == 1 and 1 < len(said[0]) <= 3 and _initials(given).startswith(said[0]):
        return []  # FF Coppola
    return [word for word in said if not _fits_any(given, word)]


def _may_precede(said: Sequence[str], given: Sequence[str]) -> bool:
    """Whether what stands before the first names is one, too: George Orson Welles."""
    strange = list(takewhile(lambda word: not _fits_any(given, word), said))
    return not strange or (len(strange) == 1 and strange[0] in word_list("first_names"))


def _fits_any(names: Iterable[str], one: str) -> bool:
    return any(_given_errors(one, other) is not None for other in names)


def _initials(found: Sequence[str]) -> str:
    return "".join(word[0] for word in found)


@lru_cache(maxsize=4096)
def _given_errors(said: str, given: str) -> int | None:
    """0 for a first name as it is, 1 for one that may stand for it, None for another."""
    if said == given:
        return 0
    shorter, longer = sorted((said, given), key=len)
    if len(shorter) == 1:
        return 1 if longer.startswith(shorter) else None
    if spelling_errors(said, given) is not None:
        return 0
    same = any(said in names and given in names for names in nicknames())
    if same or (len(shorter) > 2 and longer.startswith(shorter)):
        return 1
    if said[0] != given[0] or len(shorter) < 5:
        return None
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - few replies need it

    return 1 if ratio(said, given) >= _MIN_SIMILARITY else None
