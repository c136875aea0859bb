"""Names of people: what of a name is enough, and what makes it another person's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from heartcli.quiz.likeness import ENOUGH, NO_MATCH, PART, WHOLE, Match
from heartcli.quiz.numbers import ORDINALS, roman
from heartcli.quiz.spelling import slips
from heartcli.text import within_one_error, words

_PARTICLES = frozenset(
    "de del della der den des di da dos du la le lo van von vom zu ten ter bin ibn al el st saint"
    " mc mac o d v".split()
)
_HONORIFICS = frozenset(
    "mr mrs ms miss dr doctor sir dame lord lady professor prof president king queen emperor empress"
    " prince princess pope saint st general captain director actor actress singer writer composer"
    " critic".split()
)
_SUFFIXES = frozenset(("junior", "senior", "jr", "sr"))
# First names that stand for one another; a beginning of three letters does so anyway.
_NICKNAMES = (
    "john jack jon johnny jean", "william bill billy will willy", "robert bob bobby rob robbie",
    "richard dick rick ricky", "james jim jimmy jamie", "edward ed eddie ted teddy ned",
    "theodore ted teddy", "thomas tom tommy", "henry harry hank", "harold harry hal", "charles charlie"
    " chuck carl karl carlos", "joseph joe joey", "francis frank frankie franz francois", "franklin"
    " frank", "anthony tony", "elizabeth liz beth betty bess lizzie", "margaret maggie meg peggy rita",
    "katherine kate kathy katie catherine kathleen", "michael mike mick mickey", "stephen steve steven",
    "andrew andy drew", "alexander alex sandy", "lawrence larry laurence", "raymond ray", "gerald jerry",
    "jerome jerry", "rebecca becky becca", "barbara barb babs", "patricia pat patty trish", "samuel sam",
    "louis lewis luis", "peter pete pyotr pierre pedro", "paul pablo pavel", "george georg jorge jerzy",
    "mary marie maria molly", "nastassja natasha nastassia anastasia", "albert al bert", "alfred fred",
    "frederick fred freddie", "christopher chris kit", "nicholas nick", "walter walt", "eleanor ellie"
    " nell", "martin marty", "leonard leo lenny", "vincent vince", "david dave davey", "donald don donny",
    "ronald ron ronnie", "eugene gene", "philip phil", "matthew matt", "susan sue", "deborah debbie",
    "jennifer jenny", "jacqueline jackie", "dorothy dot dolly", "virginia ginny", "gregory greg",
    "gray grey",
)  # fmt: skip
# By these one knows a name for a person's where nothing else says so.
_FIRST_NAMES = frozenset(
    "aaron abraham adam adolf agatha agnes alan albert alec alejandro alessandro alex alexander"
    " alexandre alfred alice allen amelia amy ana andre andrea andrew andy angela angelo ann anna anne"
    " anthony anton antonio aretha arnold arthur audrey august barack barbara barry ben benedict"
    " benjamin bernard bernardo bert bertrand bette bill billy bob boris brad brian bruce buster calvin"
    " carl carlo carlos carmine carol carole caroline cary catherine charles charlie charlotte che chris"
    " christian christina christopher claude claudia clint colin cormac crystal cynthia dan daniel"
    " dante david dean deborah denis dennis diana diane dmitri donald donna dorothy douglas dustin"
    " ed eddie edgar edith edmund eduardo edward edwin eleanor elia elizabeth ella elton elvis emil"
    " emily emma emmanuel enrico eric erich ernest ernst erwin ethel eugene eva evelyn ezra federico"
    " felix ferdinand fidel florence francesca francesco francis franco frank franklin franz fred"
    " frederic frederick frida friedrich fritz fyodor gabriel gary gene geoffrey george georges"
    " gerald gerard gertrude gilbert giovanni giuseppe glenn gloria grace graham gray greg gregory greta"
    " grover gus gustav guy hans harold harriet harrison harry harvey hayao helen helena henri henrik"
    " henry herbert herman hermann horace howard hugh hugo humphrey ian igor immanuel ingmar ingrid"
    " irene irving isaac isabel isabella italia ivan jack jackie jackson jacob jacques jake james jan jane"
    " janet jascha jason jay jean jeff jennifer jeremy jerome jerry jesse jessica jill jim jimmy joan"
    " joaquin joe joel johan johann johannes john johnny jon jonathan jorge jose josef joseph joshua"
    " juan judy jules julia julie juliette julius karen karl kate katharine katherine kathleen keith"
    " kenneth kevin kim kirk klaus konrad kurt lainie larry laura lauren lawrence leo leon leonard"
    " leonardo leonora leslie lewis liam lillian linda lionel lisa liza lois lope loretta lou louis"
    " louise luana luc lucille lucy ludwig luigi luis luke lyndon madonna mae mao marc marcel marcello"
    " marco margaret maria marianne marie mario marion mark marlene marlon martha martin mary matthew"
    " maurice max maya mel merle meryl michael michel mick mickey miguel mike mikhail miles milton mona"
    " monica morgan nancy naomi napoleon nastassja natalie nathaniel neil nelson niccolo nicholas nicolas"
    " niels nicole nikita nikola nikolai nina noel noam norma norman oliver olivia omar orson oscar"
    " oskar otto pablo pat patricia patrick paul paula paulette pauline pearl pedro penelope percy"
    " peter philip pierre plato pyotr quentin rachel ralph randy raoul raul ray raymond rebecca rene"
    " rex richard rita rob robert robin rock rod roger roland roman ron ronald rosa rosalind rosemary"
    " ross roy rudi rudolf rudyard russell ruth salman salvador sam samuel sandra sarah saul scarlett"
    " sean sergei seymour shelley shirley sidney sigmund simon simone sinclair sofia sophia sophie"
    " spencer spike stan stanley stephen steve steven stevie sue susan sylvester sylvia ted teddy"
    " tennessee teri terry thelma theodore thomas tim timothy toby todd tom toni tony truman ulysses"
    " ursula vaclav val vera vernon vickie victor vincent virginia vita vittorio vivien vladimir walt"
    " walter warren wassily wayne werner wilfred wilhelm will willa willem william winston wolfgang"
    " woodrow woody xavier yuri yves zora".split()
)
_ALIKE = 0.6  # how like two first names must be, where the rest of the name is right


class Name(NamedTuple):
    """The parts of a name, folded: ("harry", "dean"), ("stanton",), 0."""

    given: tuple[str, ...]
    family: tuple[str, ...]  # the last word, and particles before it
    number: int  # of a king, or of another person of the same name: Henry VIII, James Dean (II)

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
    number = 0
    if len(found) > 1:
        number = _number(found[-1])
        found = found[:-1] if number else found
    while len(found) > 1 and found[0] in _HONORIFICS:
        found = found[1:]
    if len(found) > 1 and found[-1] in _SUFFIXES:
        found = found[:-1]
    family = len(found) - 1
    while family > 1 and found[family - 1] in _PARTICLES:
        family -= 1
    if len(found) > 1 and family == 1 and found[0] in _PARTICLES:
        family = 0
    family = max(family, 0)
    return Name(tuple(found[:family]), tuple(found[family:]), number)


def is_name(text: str) -> bool:
    """Whether a text is written like a person's name, and begins like one."""
    parts = re.findall(r"[^\s,]+", re.sub(r"\([^)]*\)", "", text))
    if not 2 <= len(parts) <= 5:
        return False
    first, *others = parts
    titled = first.rstrip(".").lower() in _HONORIFICS and len(parts) > 1
    known = "".join(words(first)) in _FIRST_NAMES or re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]", first)
    if not (titled or known or (others[0] in ("van", "von") and first[0].isupper())):
        return False
    return all(
        other[0].isupper() or "".join(words(other)) in _PARTICLES | {"the", "of"} for other in others
    ) and not any(map(str.isdecimal, text))


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
        match = _compared(name(_without_land(said)), name(variant))
        best = max(best, match, key=lambda m: (m.level, -m.slips))
    return best


def _without_land(said: str) -> str:
    """Henry VIII of England: the land adds nothing."""
    return re.sub(r"(?i)(?<=[ivx0-9h]) of [a-z]+$", "", said)


def _compared(mine: Name, theirs: Name) -> Match:
    if not mine.all:
        return NO_MATCH
    if mine == theirs:
        return Match(WHOLE, 0, "that is the name")
    if mine.number != theirs.number:
        same = mine.number == 0 and _fits(mine.all, theirs.all)
        return Match(PART, 0, "there are several of that name") if same else NO_MATCH
    if _is_initials(mine, theirs):
        return Match(ENOUGH, 0, "the initials will do")
    if "".join(mine.all) == "".join(theirs.all):
        return Match(WHOLE, 0, "that is the name")
    return _by_parts(mine, theirs)


def _fits(said: Sequence[str], right: Sequence[str]) -> bool:
    return len(said) <= len(right) and all(
        _family_slips((word,), (other,)) is not None for word, other in zip(said, right, strict=False)
    )


def _is_initials(mine: Name, theirs: Name) -> bool:
    """JFK, RFK: of a name of three words."""
    said = "".join(mine.all)
    if len(mine.all) > 1 and max(map(len, mine.all)) > 1:
        return False
    return len(said) == 3 and said == "".join(word[0] for word in theirs.all)


def _by_parts(mine: Name, theirs: Name) -> Match:
    """The family name must be there; what else is said must not be another's."""
    rest, count = _without_family(mine.all, theirs)
    if rest is None:
        return _given_only(mine, theirs)
    if not rest:
        if not theirs.given:
            return Match(WHOLE, count, _spelled(count, "that is the name"))
        return Match(ENOUGH, count, _spelled(count, "the family name will do"))
    unknown = _unknown(rest, theirs.given)
    if len(unknown) == len(rest) or (unknown and not _first_said(rest, theirs.given)):
        return NO_MATCH
    exact = rest == theirs.given
    return Match(WHOLE, count + (0 if exact else 1), _spelled(count, "that is the name"))


def _spelled(count: int, why: str) -> str:
    return f"{why}, spelled a little differently" if count else why


def _without_family(said: Sequence[str], theirs: Name) -> tuple[tuple[str, ...] | None, int]:
    """The words of a reply but for the family name, wherever it stands; None where it is not."""
    best: tuple[tuple[str, ...] | None, int] = (None, 9)
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + len(theirs.family) + 1) + 1):
            name, rest = said[start:end], (*said[:start], *said[end:])
            count = _family_slips(name, theirs.family)
            if count is None and _known_by_the_rest(name, rest, theirs):
                count = 1
            if count is not None and count < best[1]:
                best = tuple(w for w in rest if w not in _PARTICLES or len(w) == 1), count
    return best


def _family_slips(said: Sequence[str], family: Sequence[str]) -> int | None:
    """Slips between two family names, with their particles or without; None if they differ."""
    if said[-1] in _PARTICLES:
        return None
    counts = [slips("".join(said), "".join(family))]
    if len(said) == 1:
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


def _given_only(mine: Name, theirs: Name) -> Match:
    """The first name alone is not enough, nor is it wrong."""
    said = mine.all
    if not theirs.given or _given_slips(said[0], theirs.given[0]) != 0 or len(said[0]) < 2:
        return NO_MATCH
    if _unknown(said, theirs.given):
        return NO_MATCH
    return Match(PART, 0, "that is the first name alone")


def _unknown(said: Sequence[str], given: Sequence[str]) -> list[str]:
    """The words that are no first names of the person."""
    if len(said) == 1 and 1 < len(said[0]) <= 3 and said[0] == _initials(given)[: len(said[0])]:
        return []  # FF Coppola
    return [w for w in said if all(_given_slips(w, own) is None for own in given)]


def _initials(given: Sequence[str]) -> str:
    return "".join(word[0] for word in given)


def _first_said(said: Sequence[str], given: Sequence[str]) -> bool:
    return any(_given_slips(word, given[0]) is not None for word in said)


@lru_cache(maxsize=4096)
def _given_slips(said: str, given: str) -> int | None:
    """0 for a first name as it is, 1 for one that may stand for it, None for another."""
    if said == given:
        return 0
    if 1 in (len(said), len(given)):
        return 1 if said[0] == given[0] else None
    if slips(said, given) is not None:
        return 0
    for names in _NICKNAMES:
        if {said, given} <= set(names.split()):
            return 1
    shorter, longer = sorted((said, given), key=len)
    if len(shorter) > 2 and longer.startswith(shorter):
        return 1
    if said[0] != given[0] or min(len(said), len(given)) < 5:
        return None
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415 - few replies need it

    return 1 if ratio(said, given) >= 100 * _ALIKE else None
