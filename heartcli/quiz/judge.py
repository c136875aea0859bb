"""Judges a reply as a fair quizmaster would: right, close ("be more specific") or wrong, and why.

A quizmaster takes what is surely meant: whatever the case, the accents and the spelling, a family
name, a number in words. He asks back where a part was said, and turns down what might be another
thing. `reject` wins over all, then what is right in full, `prompt`, what is right in short, and a
part of what is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from heartcli.quiz.calendar import dates, within
from heartcli.quiz.likeness import ENOUGH, LITTLE, NO_MATCH, PART, WHOLE, Match, compare, read
from heartcli.quiz.numbers import Amount, amounts
from heartcli.quiz.people import compare_names, is_name, name
from heartcli.quiz.words import listed
from heartcli.text import words

Kind = Literal["person", "title", "number", "date", "text"]
Verdict = Literal["right", "close", "wrong"]
NEAR, FAR = Decimal("0.02"), Decimal("0.2")  # of an estimate: right, and close
_LONGEST = 300  # characters; a reply that is longer is no answer
_LEAD_IN = re.compile(
    r"(?i)^(?:(?:um+|uh+|er+|well|maybe|perhaps|probably|i think|i believe|i guess|is it|was it|it's"
    r"|it’s|it is|it was|that's|that is|he's|he is|she's|she is|they are|the answer is|what is"
    r"|who is|i'd say)\b[\s,:]*)+"
)
_AFTERTHOUGHT = re.compile(
    r"(?i)[\s,]+(?:i think|i believe|i guess|i suppose|maybe|perhaps|please|of course|isn't it|right)$"
)
_IN_PARENTHESES = re.compile(r"(?<=.)\s*\([^()]*\)$")
_BY_ITS_MAKER = re.compile(r"(?i)(?<=.) by [^\d]+$")
_OF_A_WORK = (  # its year, its maker, and the title of whoever it is named for
    re.compile(r"(?i)(?<=[a-z]),?(?: of| in| from)? (?:1[0-9]|20)\d\d$"),
    _BY_ITS_MAKER,
    re.compile(r"(?i)^(?:\w+ )?\w+'s (?=\w)"),
    re.compile(r"(?i)^(?:lord|god|goddess|king|queen|saint|sir|emperor|president) (?=\w)"),
)
_ASIDES: dict[Kind, Sequence[re.Pattern[str]]] = {
    "number": (_LEAD_IN, _AFTERTHOUGHT),
    "date": (_LEAD_IN, _AFTERTHOUGHT),
    "person": (_LEAD_IN, _AFTERTHOUGHT, _IN_PARENTHESES, _BY_ITS_MAKER),
    "title": (_LEAD_IN, _AFTERTHOUGHT, _IN_PARENTHESES, *_OF_A_WORK),
    "text": (_LEAD_IN, _AFTERTHOUGHT, _IN_PARENTHESES, *_OF_A_WORK),
}
_BETWEEN_TWO = re.compile(r"(?i)\s+or\s+|\s*[/;,]\s*|\s+and\s+|\s*&\s*|\s+(?:vs|versus)\.?\s+")
_AND = re.compile(r"(?i)\s*(?:,\s*and\s+|\s+and\s+|&|\+|,|/|;)\s*")
_NEGATIONS = frozenset(("not", "never", "neither", "isnt", "wasnt", "except"))


class Answer(NamedTuple):
    """What is right, what is also right, what is not enough, what is ruled out.

    Where `kind` is None it is inferred from the text.
    """

    text: str
    accept: tuple[str, ...] = ()
    prompt: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    kind: Kind | None = None


class Judgement(NamedTuple):
    """The verdict, and why, in a few words."""

    verdict: Verdict
    why: str


def judge(reply: str, answer: Answer) -> Judgement:
    """What a fair quizmaster says to a reply."""
    if len(reply) > _LONGEST:
        return Judgement("wrong", "too long for an answer")
    if any(not character.isprintable() and character not in "\t\n\r" for character in reply):
        return Judgement("wrong", "there is more in it than letters")
    if not words(reply):
        return Judgement("wrong", "there is nothing in it")
    said = reply.strip().strip("\"'“”‘’«»`").strip()
    judgement = _judged(said, answer)
    asides = _ASIDES[answer.kind or kind_of(answer.text)]
    for aside, shorter in _without(asides, said) if judgement.verdict == "wrong" else ():
        again = _judged(shorter, answer)
        if again.verdict == "right" or (again.verdict == "close" and aside not in _OF_A_WORK):
            return again
    return judgement


def _without(
    asides: Sequence[re.Pattern[str]], said: str
) -> Iterator[tuple[re.Pattern[str], str]]:
    """A reply without what is said around it: I think it's …, … by Van Gogh, … (1889)."""
    told = {said}
    plain = said.replace("’", "'")
    for aside in asides:
        plain = aside.sub("", plain, count=1)
        if plain not in told and words(plain):
            told.add(plain)
            yield aside, plain


def estimate(reply: str, answer: Answer) -> Judgement:
    """A guess at a number: right within 2 %, close within 20 % of it."""
    best: Decimal | None = None
    for text in (answer.text, *answer.accept):
        for right in amounts(text)[:1]:
            for said in amounts(reply.strip()[:_LONGEST]):
                off = _off(said, right)
                best = off if best is None or (off is not None and off < best) else best
    if best is None:
        return Judgement("wrong", "that is no number of this kind")
    told = "exactly" if not best else f"{100 * best:.1f} % off".replace(".0 %", " %")
    return Judgement("right" if best <= NEAR else "close" if best <= FAR else "wrong", told)


def _off(said: Amount, right: Amount) -> Decimal | None:
    """By what share a number misses another; None where they measure different things."""
    if said.measure and right.measure and said.measure != right.measure:
        return None
    mine, theirs = (
        (said.value, right.value) if said.measure and right.measure else (said.figure, right.figure)
    )
    return abs(mine - theirs) / abs(theirs) if theirs else Decimal(mine != theirs)


def _judged(said: str, answer: Answer) -> Judgement:
    kind = answer.kind or kind_of(answer.text)
    right = _best(said, (answer.text, *answer.accept), kind)
    ruled_out = _best(said, answer.reject, kind, whole=True)
    nearer = ruled_out.slips < right.slips or not ruled_out.slips
    if ruled_out.level and (right.level < WHOLE or nearer):
        return Judgement("wrong", "that one is ruled out")
    negated = _NEGATIONS & set(read(said).all) - set(read(answer.text).all)
    if negated or not right.level:
        vague = NO_MATCH if negated else _best(said, answer.prompt, kind, whole=True)
        if vague.level:
            return Judgement("close", "be more specific")
        return _of_two(said, answer) if not negated else Judgement("wrong", "that is not it")
    if _stands_in(said, (answer.text, *answer.accept), kind):
        return Judgement("right", right.why)
    vague = _best(said, answer.prompt, kind, whole=True)
    if vague.level and (
        right.level < WHOLE or vague.slips < right.slips or _stands_in(said, answer.prompt, kind)
    ):
        return Judgement("close", "be more specific")
    if right.level == PART:
        return Judgement("close", f"be more specific: {right.why}")
    return Judgement("right", right.why)


def _stands_in(said: str, texts: Iterable[str], kind: Kind) -> bool:
    """Whether a reply is one of the texts, word by word."""
    if kind == "person":
        return any(name(said) == name(text) for text in texts)
    return any(words(said) == words(text) for text in texts)


def _best(said: str, texts: Iterable[str], kind: Kind, *, whole: bool = False) -> Match:
    """The best match among several texts; with `whole` only such as have all of one."""
    best = NO_MATCH
    for text in texts:
        match = _match(said, text, kind, strict=whole)
        if whole and match.level < WHOLE:
            continue
        if (match.level, -match.slips) > (best.level, -best.slips):
            best = match
            if match.level == WHOLE and not match.slips:
                break
    return best


def _match(said: str, right: str, kind: Kind, *, strict: bool = False) -> Match:
    if kind in ("number", "date"):
        match = _numbers(said, right) if kind == "number" else _times(said, right)
        if match is not None:
            return match
    elif several := _several(right, kind):
        return _all_of(said, several)
    elif kind == "person":
        return compare_names(said, right)
    elif kind == "title":
        said = re.sub(r"(?<=.)\s*\((?:18|19|20)\d\d\)$", "", said)
    match = compare(said, right, in_order=strict or kind == "title")
    if not match.level and amounts(right) and not amounts(right)[0].nouns:
        return _numbers(said, right) or match  # 8½
    return match


def _numbers(said: str, right: str) -> Match | None:
    """How two numbers lie to each other; None where one of them is no number."""
    rights, guesses = amounts(right)[:1], amounts(said)
    if not rights or not guesses:
        return None
    [theirs] = rights
    for mine in guesses:
        if _off(mine, theirs) == 0 and len(mine.nouns) <= 2 and mine.measure != "before Christ":
            return Match(WHOLE, 0, "that is the number")
    for mine in guesses[:1]:
        if not mine.nouns and (_is_short_for(mine, theirs) or _is_rounded(mine, theirs)):
            return Match(PART, 0, "the number is not exact")
    return NO_MATCH


def _is_short_for(mine: Amount, theirs: Amount) -> bool:
    """26 for 26 million."""
    return theirs.scaled and not mine.scaled and mine.figure < 1000 and mine.figure in (
        theirs.figure / 10**3, theirs.figure / 10**6, theirs.figure / 10**9,
    )  # fmt: skip


def _is_rounded(mine: Amount, theirs: Amount) -> bool:
    """637,000 for 636,796: to two figures at least."""
    guess, exact = mine.figure, theirs.figure
    if guess == exact or (abs(exact) < 1000 and exact == exact.to_integral_value()):
        return False
    for digits in range(2, 8):
        place = exact.adjusted() - digits + 1
        if guess == exact.quantize(Decimal(1).scaleb(place)):
            return True
    return False


def _times(said: str, right: str) -> Match | None:
    """How two dates lie to each other; None where one of them is no date."""
    rights, guesses = dates(right)[:1], dates(said)
    if not rights or not (guesses or re.fullmatch(r"(?:the year )?\d{1,3}", said.strip())):
        return None
    [theirs] = rights
    if figures := re.fullmatch(r"(?:the year )?(\d{1,3})", said.strip()):  # 476 for AD 476
        year = int(figures[1])
        if theirs.since in (year, -year) and theirs.day is None:
            same = theirs.since == year
            return Match(WHOLE if same else PART, 0, "that is the year" if same else "of which era?")
    ways = {within(mine, theirs) for mine in guesses}
    if "same" in ways:
        return Match(WHOLE, 0, "that is the date")
    if "wider" in ways:
        return Match(PART, 0, "the date is not exact")
    return NO_MATCH


def _several(right: str, kind: Kind) -> tuple[str, ...]:
    """The people that an answer names, where it names several."""
    return _people_of(right) if kind in ("person", "text") else ()


@lru_cache(maxsize=1024)
def _people_of(right: str) -> tuple[str, ...]:
    split = re.split(r"\s+and\s+|,\s+|\s*&\s*", right)
    parts = _with_family([part.strip() for part in split if part.strip()])
    if len(parts) < 2 or any(len(part.split()) < 2 or not part[0].isupper() for part in parts):
        return ()
    return tuple(parts) if any(kind_of(part) == "person" for part in parts) else ()


def _with_family(parts: list[str]) -> list[str]:
    """Joel and Ethan Coen: what stands behind the last belongs to the first as well."""
    if len(parts) == 2 and len(parts[0].split()) == 1 and len(parts[1].split()) == 2:
        return [f"{parts[0]} {parts[1].split()[1]}", parts[1]]
    return parts


def _all_of(said: str, people: tuple[str, ...]) -> Match:
    """All of several people must be named, in any order, and nobody else."""
    if re.search(r"(?i)\bor\b", said):
        return NO_MATCH
    parts = _with_family([part for part in _AND.split(said) if part.strip()])
    families = {words(person)[-1] for person in people}
    if kin := re.fullmatch(r"(?i)(?:the )?(\w+) (?:bros\.?|brothers|sisters)", said):
        return Match(WHOLE, 0, "all of them") if families == {kin[1].lower()} else NO_MATCH
    if len(parts) == 1 and (whole := compare(said, " ".join(people))).level == WHOLE:
        return whole
    left, count = list(people), 0
    for part in parts:
        matches = [(compare_names(part, person), person) for person in left]
        match, person = max(matches, key=lambda m: (m[0].level, -m[0].slips), default=(NO_MATCH, ""))
        if match.level < ENOUGH:
            return NO_MATCH
        left.remove(person)
        count += match.slips
    return Match(PART, count, "that is not all of them") if left else Match(WHOLE, count, "all of them")


def _of_two(said: str, answer: Answer) -> Judgement:
    """A reply that names several things: right only where all of them are."""
    parts = [part for part in _BETWEEN_TWO.split(said) if words(part)]
    single = answer._replace(kind=answer.kind or kind_of(answer.text))
    if len(parts) > 1:
        right = [_judged(part, single).verdict == "right" for part in parts]
        if all(right):
            return Judgement("right", "that is it, twice")
        if any(right):
            where = [ok or _is_place(part) for part, ok in zip(parts, right, strict=True)]
            if all(where) and "," in said and right[0]:
                return Judgement("right", "that is it, and where")
            return Judgement("wrong", "that names two different things")
    return Judgement("wrong", "that is not it")


def _is_place(part: str) -> bool:
    found = [word for word in words(part) if word not in LITTLE]
    return set(found) <= listed("places") | {"new", "south", "north", "las", "vegas", "angeles"}


@lru_cache(maxsize=4096)
def kind_of(text: str) -> Kind:
    """What an answer is, by how it is written."""
    whens, numbers = dates(text), amounts(text)
    bare = re.fullmatch(r"(?i)(?:the )?(?:\d+(?:st|nd|rd|th)|[a-z-]+(?:st|nd|rd|th))", text)
    if not bare and whens and (whens[0].since is not None or whens[0].day is not None):
        return "date"
    if numbers and not numbers[0].nouns and (len(text) > 1 or text.isdecimal()):
        return "number"
    return "person" if is_name(text) else "text"
