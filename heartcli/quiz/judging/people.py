"""Replies that name a person: what of a name is enough, and what makes it another person's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from heartcli.quiz.judging.matching import ENOUGH, NO_MATCH, PART, WHOLE, Match, best_of
from heartcli.quiz.judging.names import SUFFIXES, Name, name
from heartcli.quiz.judging.spelling import slips
from heartcli.quiz.judging.word_lists import nicknames, word_list
from heartcli.text.folding import fold_words, is_one_edit_apart

_ALIKE = 60  # per cent that two first names must be alike, where the rest of the name is right
_MOST_UNKNOWN = 2  # middle names that a reply may add
_MOST_WORDS = 20  # of a name; one that is longer is only like itself
_HIS = {"mr", "sir", "lord", "king", "prince", "emperor", "duke"}
_HERS = {"mrs", "ms", "miss", "missus", "lady", "queen", "princess", "empress", "duchess", "dame"}
_SEVERAL = r"(?i)\b(?:or|and|not)\b|[/;&+]"


def compare_names(said: str, right: str) -> Match:
    """How a reply lies to a person's name."""
    if re.search(_SEVERAL, said) or ("," in said and _is_one_of_two(said, name(right))):
        return NO_MATCH
    if _of_the_other_sex(said, right) or _of_the_other_sex(right, said):
        return NO_MATCH
    match = _compared(name(said), name(right))
    if "(" in right:  # James Dean (II)
        match = best_of(match, _compared(name(said), name(re.sub(r"\s*\([^)]*\)", "", right))))
    return match


def _of_the_other_sex(one: str, other: str) -> bool:
    """Whether two names have titles of which only one can be right: Mr, Mrs Robinson."""
    return bool(set(fold_words(one)) & _HIS and set(fold_words(other)) & _HERS)


def _is_one_of_two(said: str, theirs: Name) -> bool:
    """Whether beside a comma stands the whole name, and beyond it somebody else's."""
    before, _, behind = said.partition(",")
    return any(
        _compared(name(one), theirs).level == WHOLE
        and set(name(other).all) - set(theirs.all) - SUFFIXES.keys()
        for one, other in ((before, behind), (behind, before))
    )


def _compared(mine: Name, theirs: Name) -> Match:
    if mine.all and (mine == theirs or "".join(mine.all) == "".join(theirs.all)):
        if mine.number == theirs.number:
            return Match(WHOLE, 0, "that is the name")
        if mine.number == 0 and not theirs.junior:
            return Match(PART, 0, "there are several of that name")
    if not (mine.all and theirs.all) or len(mine.all) + len(theirs.all) > 2 * _MOST_WORDS:
        return NO_MATCH
    if mine.number not in (theirs.number, 0 if theirs.junior else theirs.number):
        return NO_MATCH
    if _is_initials(mine, theirs):
        return Match(ENOUGH, 0, "the initials will do")
    return _by_parts(mine, theirs)


def _is_initials(mine: Name, theirs: Name) -> bool:
    """JFK, J. F. K.: of a name of three words."""
    said = "".join(mine.all)
    together = len(mine.all) == 1 or max(map(len, mine.all)) == 1
    return together and len(said) == 3 and said == _initials(theirs.all)


def _by_parts(mine: Name, theirs: Name) -> Match:
    """The family name must be there; what else is said must not be another's."""
    found = _family_in(mine.all, theirs)
    if found is None:
        return _part_only(mine.all, theirs)
    different = ", spelled a little differently" if found.slips else ""
    if not found.rest and theirs.given:
        if theirs.number and not theirs.junior:  # Paul II is not John Paul II
            return NO_MATCH
        return Match(ENOUGH, found.slips, f"the family name will do{different}")
    if unknown := _unknown(found.rest, theirs.given):
        missing = [own for own in theirs.given if not _fits_any(found.rest, own)]
        if found.behind or missing or not theirs.given or len(unknown) > _MOST_UNKNOWN:
            return NO_MATCH
        if not _may_stand_before(found.rest, theirs.given):
            return NO_MATCH
    inexact = 0 if found.rest == theirs.given else 1
    return Match(WHOLE, found.slips + inexact, f"that is the name{different}")


class _Family(NamedTuple):
    """Where a reply has the family name: what else it says, and how much it slips."""

    rest: tuple[str, ...]
    behind: bool  # whether something stands behind it that is no first name
    slips: int


def _family_in(said: Sequence[str], theirs: Name) -> _Family | None:
    """The family name in a reply, wherever it stands."""
    best: _Family | None = None
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + len(theirs.family) + 1) + 1):
            own, others = said[start:end], (*said[:start], *said[end:])
            count = _family_slips(own, theirs.family)
            if count is None and _known_by_the_rest(own, others, theirs):
                count = 1
            if count is not None and (best is None or count < best.slips):
                rest = tuple(w for w in others if w not in word_list("particles") or len(w) == 1)
                best = _Family(rest, bool(_unknown(said[end:], theirs.given)), count)
    return best


def _family_slips(said: Sequence[str], family: Sequence[str]) -> int | None:
    """Slips between two family names, with their particles or without; None if they differ."""
    if said[-1] in word_list("particles"):
        return None
    counts = [slips("".join(said), "".join(family))]
    if len(said) == 1 and all(word in word_list("particles") for word in family[:-1]):
        counts.append(slips(said[0], family[-1]))
    return min((count for count in counts if count is not None), default=None)


def _known_by_the_rest(said: Sequence[str], others: Sequence[str], theirs: Name) -> bool:
    """Beside the right first name a short family name may lack a letter; a king's has variants."""
    word, right = said[-1], theirs.family[-1]
    if theirs.number and not theirs.given:
        return _given_slips(word, right) is not None
    short = 3 <= min(len(word), len(right)) <= 4 and len(word) != len(right)
    known = any(other in theirs.given for other in others) or said[0] in theirs.family[:-1]
    return short and known and word[0] == right[0] and is_one_edit_apart(word, right)


def _part_only(said: Sequence[str], theirs: Name) -> Match:
    """The first name alone is not enough, nor is it wrong; nor is half of a double name."""
    half = len(said) == 1 and len(theirs.family) > 1 and said[0] in theirs.family
    if half and said[0] not in word_list("particles"):
        return Match(PART, 0, "that is half of the name")
    if not theirs.given or len(said[0]) < 2:
        return NO_MATCH
    exact = said[0] == theirs.given[0] or slips(said[0], theirs.given[0]) is not None
    exact = exact and all(word in theirs.given for word in said[1:])
    in_order = len(said) == len(theirs.given) > 1 and all(
        _given_slips(word, own) is not None for word, own in zip(said, theirs.given, strict=True)
    )
    return Match(PART, 0, "that is the first name alone") if exact or in_order else NO_MATCH


def _unknown(said: Sequence[str], given: Sequence[str]) -> list[str]:
    """The words that are no first names of the person."""
    if len(said) == 1 and 1 < len(said[0]) <= 3 and _initials(given).startswith(said[0]):
        return []  # FF Coppola
    return [word for word in said if not _fits_any(given, word)]


def _may_stand_before(said: Sequence[str], given: Sequence[str]) -> bool:
    """Whether what stands before the first names is one, too: George Orson Welles."""
    strange = list(takewhile(lambda word: not _fits_any(given, word), said))
    return not strange or (len(strange) == 1 and strange[0] in word_list("first_names"))


def _fits_any(names: Iterable[str], one: str) -> bool:
    return any(_given_slips(one, other) is not None for other in names)


def _initials(found: Sequence[str]) -> str:
    return "".join(word[0] for word in found)


@lru_cache(maxsize=4096)
def _given_slips(said: str, given: str) -> int | None:
    """0 for a first name as it is, 1 for one that may stand for it, None for another."""
    if said == given:
        return 0
    shorter, longer = sorted((said, given), key=len)
    if len(shorter) == 1:
        return 1 if longer.startswith(shorter) else None
    if slips(said, given) is not None:
        return 0
    same = any(said in names and given in names for names in nicknames())
    if same or (len(shorter) > 2 and longer.startswith(shorter)):
        return 1
    if said[0] != given[0] or len(shorter) < 5:
        return None
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - few replies need it

    return 1 if ratio(said, given) >= _ALIKE else None
