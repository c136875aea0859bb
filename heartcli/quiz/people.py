"""Names of people: what of a name is enough, and what makes it another person's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.likeness import ENOUGH, KINDS_OF_THINGS, LITTLE, NO_MATCH, PART, WHOLE, Match
from heartcli.quiz.numbers import ORDINALS, roman
from heartcli.quiz.spelling import singular, slips
from heartcli.quiz.words import listed, nicknames
from heartcli.text import within_one_error, words

_PARTICLES = frozenset(
    "de del della der den des di da dos du la le lo van von vom zu ten ter bin ibn al el st saint"
    " mc mac o d v".split()
)
_ROYAL = frozenset(
    "king queen emperor empress tsar czar pope prince princess sultan kaiser pharaoh".split()
)
_HONORIFICS = _ROYAL | frozenset(
    "mr mrs ms miss dr doctor sir dame lord lady professor prof president saint st general captain"
    " director actor actress singer writer composer critic chairman madame madam count duke duchess"
    " archduke colonel god goddess senator chancellor".split()
)
_SUFFIXES = {"senior": 1, "sr": 1, "junior": 2, "jr": 2}
# Where the family name comes first: Mao Zedong.
_FAMILY_FIRST = frozenset(
    "mao deng xi zhang wang li liu chen yang zhao huang zhou wu xu sun hu zhu gao lin guo kim park"
    " choi jung kang cho yoon jang bong nguyen tran ho chiang wong chow tsui cheng".split()
)
_NO_NAMES = frozenset("san santa fort port mount new north south east west united".split())
_ALIKE = 0.6  # how like two first names must be, where the rest of the name is right
_MOST_UNKNOWN = 2  # middle names that a reply may add


class Name(NamedTuple):
    """The parts of a name, folded: ("harry", "dean"), ("stanton",), 0."""

    given: tuple[str, ...]
    family: tuple[str, ...]  # the last word, with particles before it; Rimsky-Korsakov is two
    number: int  # of a king, or of another person of the same name: Henry VIII, James Dean (II)
    junior: bool = False  # whether the number was said as Jr. or Sr., which may be left out

    @property
    def all(self) -> tuple[str, ...]:
        """All words of the name in their order."""
        return self.given + self.family


@lru_cache(maxsize=8192)
def name(text: str) -> Name:
    """The parts of a name, its titles left out; "Coppola, Francis Ford" is turned round."""
    before, comma, behind = text.partition(",")
    if comma and behind.strip() and "".join(words(behind)) not in _SUFFIXES:
        text = f"{behind} {before}"
    found = [word for word in words(text) if word != "the"]  # Henry the Eighth
    royal = bool(found) and found[0] in _ROYAL
    if len(found) > 3 and found[-2] == "of" and (royal or _number(found[-3])):
        found = found[:-2]  # Henry VIII of England
    number = _number(found[-1]) if len(found) > 1 else 0
    found = found[:-1] if number else found
    while len(found) > 1 and found[0] in _HONORIFICS:
        found = found[1:]
    junior = len(found) > 1 and found[-1] in _SUFFIXES
    if junior:
        number = _SUFFIXES[found[-1]]
        found = found[:-1]
    last = re.findall(r"[^\W\d]+(?:-[^\W\d]+)+$", text.strip())
    family = len(found) - (len(words(last[0])) if last else 1)
    while family > 1 and found[family - 1] in _PARTICLES:
        family -= 1
    if "of" in found[1:]:  # Joan of Arc
        family = found.index("of")
    if family == 1 and found[0] in _PARTICLES:
        family = 0
    if len(found) > 1 and found[0] in _FAMILY_FIRST and not number:
        return Name(tuple(found[1:]), (found[0],), number)
    family = max(family, 0)
    return Name(tuple(found[:family]), tuple(found[family:]), number, junior)


def is_name(text: str) -> bool:
    """Whether a text is written like a person's name, and not like a thing's."""
    parts = re.findall(r"[^\s,]+", re.sub(r"\([^)]*\)", "", text))
    if not 2 <= len(parts) <= 5 or any(map(str.isdecimal, text)):
        return False
    first, *others = ("".join(words(part)) for part in parts)
    small = _PARTICLES | {"the", "of", "and"}
    if not all(part[0].isupper() or word in small for part, word in zip(parts, (first, *others), strict=True)):
        return False
    if first in listed("first_names") | _HONORIFICS or re.fullmatch(r"(?:[A-Z]\.)+", parts[0]):
        return "and" not in others
    telling = [word for word in (first, *others) if word not in _PARTICLES]
    things = LITTLE | KINDS_OF_THINGS | _NO_NAMES | listed("places") | {"of", "the", "and"}
    if first in _PARTICLES or len(set(telling)) < 2 or set(telling) & things:
        return False
    return not any(singular(word) in listed("common") for word in telling if not _number(word))


def _number(word: str) -> int:
    if word in ORDINALS:
        return ORDINALS[word]
    figures = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word)
    if figures:
        return int(figures[1])
    return roman(word) if not word.strip("ivx") else 0


def compare_names(said: str, right: str) -> Match:
    """How a reply lies to a person's name."""
    best = NO_MATCH
    if re.search(r"(?i)\b(?:or|and|not)\b|[/;&+]", said):  # more names than one
        return best
    for variant in (right, re.sub(r"\s*\([^)]*\)", "", right)) if "(" in right else (right,):
        match = _compared(name(said), name(variant))
        best = max(best, match, key=lambda m: (m.level, -m.slips))
    return best


def _compared(mine: Name, theirs: Name) -> Match:
    if not mine.all:
        return NO_MATCH
    if mine == theirs:
        return Match(WHOLE, 0, "that is the name")
    if mine.number != theirs.number and not (mine.number == 0 and theirs.junior):
        same = mine.number == 0 and mine.all == theirs.all
        return Match(PART, 0, "there are several of that name") if same else NO_MATCH
    if _is_initials(mine, theirs):
        return Match(ENOUGH, 0, "the initials will do")
    if "".join(mine.all) == "".join(theirs.all):
        return Match(WHOLE, 0, "that is the name")
    return _by_parts(mine, theirs)


def _is_initials(mine: Name, theirs: Name) -> bool:
    """JFK, J. F. K.: of a name of three words."""
    said = "".join(mine.all)
    together = len(mine.all) == 1 or max(map(len, mine.all)) == 1
    return together and len(said) == 3 and said == _initials(theirs.all)


def _by_parts(mine: Name, theirs: Name) -> Match:
    """The family name must be there; what else is said must not be another's."""
    rest, behind, count = _without_family(mine.all, theirs)
    if rest is None:
        return _part_only(mine, theirs)
    if not rest:
        if not theirs.given:
            return Match(WHOLE, count, _spelled(count, "that is the name"))
        if theirs.number and not theirs.junior:  # Paul II is not John Paul II
            return NO_MATCH
        return Match(ENOUGH, count, _spelled(count, "the family name will do"))
    unknown = _unknown(rest, theirs.given)
    if unknown:
        middle = [own for own in theirs.given[1:] if not any(_given_slips(w, own) is not None for w in rest)]
        first = any(_given_slips(w, own) is not None for own in theirs.given[:1] for w in rest)
        if behind or middle or not first or len(unknown) > _MOST_UNKNOWN:
            return NO_MATCH
    inexact = 0 if rest == theirs.given else 1
    return Match(WHOLE, count + inexact, _spelled(count, "that is the name"))


def _spelled(count: int, why: str) -> str:
    return f"{why}, spelled a little differently" if count else why


def _without_family(
    said: Sequence[str], theirs: Name
) -> tuple[tuple[str, ...] | None, bool, int]:
    """The words of a reply but for the family name, wherever it stands; None where it is not.

    And whether something is said behind it that is no first name; and its slips.
    """
    best: tuple[tuple[str, ...] | None, bool, int] = (None, False, 9)
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + len(theirs.family) + 1) + 1):
            own, rest = said[start:end], (*said[:start], *said[end:])
            count = _family_slips(own, theirs.family)
            if count is None and _known_by_the_rest(own, rest, theirs):
                count = 1
            if count is not None and count < best[2]:
                rest = tuple(w for w in rest if w not in _PARTICLES or len(w) == 1)
                behind = bool(_unknown(said[end:], theirs.given))
                best = rest, behind, count
    return best


def _family_slips(said: Sequence[str], family: Sequence[str]) -> int | None:
    """Slips between two family names, with their particles or without; None if they differ."""
    if said[-1] in _PARTICLES:
        return None
    counts = [slips("".join(said), "".join(family))]
    if len(said) == 1 and all(word in _PARTICLES for word in family[:-1]):
        counts.append(slips(said[0], family[-1]))
    return min((count for count in counts if count is not None), default=None)


def _known_by_the_rest(said: Sequence[str], rest: Sequence[str], theirs: Name) -> bool:
    """Beside the right first name a short family name may lack a letter; a king's has variants."""
    word, right = said[-1], theirs.family[-1]
    if theirs.number and not theirs.given:
        return _given_slips(word, right) is not None
    short = 3 <= min(len(word), len(right)) <= 4 and len(word) != len(right)
    known = any(other in theirs.given for other in rest) or said[0] in theirs.family[:-1]
    return short and known and word[0] == right[0] and within_one_error(word, right)


def _part_only(mine: Name, theirs: Name) -> Match:
    """The first name alone is not enough, nor is it wrong; nor is half of a double name."""
    said = mine.all
    if len(theirs.family) > 1 and len(said) == 1 and said[0] in theirs.family and said[0] not in _PARTICLES:
        return Match(PART, 0, "that is half of the name")
    if not theirs.given or len(said[0]) < 2:
        return NO_MATCH
    exact = said[0] in theirs.given[:1] or slips(said[0], theirs.given[0]) is not None
    exact = exact and all(word in theirs.given for word in said[1:])
    in_order = len(said) == len(theirs.given) > 1 and all(
        _given_slips(word, own) is not None for word, own in zip(said, theirs.given, strict=True)
    )
    return Match(PART, 0, "that is the first name alone") if exact or in_order else NO_MATCH


def _unknown(said: Sequence[str], given: Sequence[str]) -> list[str]:
    """The words that are no first names of the person."""
    if len(said) == 1 and 1 < len(said[0]) <= 3 and said[0] == _initials(given)[: len(said[0])]:
        return []  # FF Coppola
    return [w for w in said if all(_given_slips(w, own) is None for own in given)]


def _initials(given: Sequence[str]) -> str:
    return "".join(word[0] for word in given)


@lru_cache(maxsize=4096)
def _given_slips(said: str, given: str) -> int | None:
    """0 for a first name as it is, 1 for one that may stand for it, None for another."""
    if said == given:
        return 0
    if 1 in (len(said), len(given)):
        return 1 if said[0] == given[0] else None
    if slips(said, given) is not None:
        return 0
    if any(said in names and given in names for names in nicknames()):
        return 1
    shorter, longer = sorted((said, given), key=len)
    if len(shorter) > 2 and longer.startswith(shorter):
        return 1
    if said[0] != given[0] or min(len(said), len(given)) < 5:
        return None
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - few replies need it

    return 1 if ratio(said, given) >= 100 * _ALIKE else None
