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

from heartcli.quiz.judging.cleaning import (
    MAX_REPLY_LENGTH,
    clean,
    comparable_texts,
    is_verbatim,
    rejection_reason,
)
from heartcli.quiz.judging.dates import parse_dates
from heartcli.quiz.judging.matching import NO_MATCH, PART, WHOLE, Match, better, match_text
from heartcli.quiz.judging.multiple_people import compare_people, people_in
from heartcli.quiz.judging.names import looks_like_name, parse_name
from heartcli.quiz.judging.numbers_and_dates import compare_dates, compare_numbers, relative_error
from heartcli.quiz.judging.people import compare_names
from heartcli.quiz.judging.phrases import parse_phrase
from heartcli.quiz.judging.spelling import singular
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold, fold_words
from heartcli.text.numbers import Amount, parse_amounts

AnswerKind = Literal["person", "title", "number", "date", "text"]
Verdict = Literal["right", "close", "wrong"]
ESTIMATE_RIGHT, ESTIMATE_CLOSE = Decimal("0.02"), Decimal("0.2")  # of an estimate: right, and close
# What is said around a reply.
_LEAD_INS = (
    r"(?i)^(?:(?:um+|uh+|er+|well|maybe|perhaps|probably|i think|i believe|i guess|i'd say|is it"
    r"|was it|it's|it is|it was|that's|that is|he's|he is|she's|she is|they are|the answer is"
    r"|they're|they were|he was|she was|s?he works as|what is|who is|just|only)\b[\s,:]*)+"
)
_SEPARATORS = r"(?i)[()/;,]|\s+(?:or|and)\s+"
_AFTERTHOUGHTS = (
    r"(?i)[\s,]+(?:i think|i believe|i guess|i suppose|maybe|perhaps|please|of course|right)$"
)
_IN_PARENTHESES = r"(?<=.)\s*\([^()]*\)$"
_BY_MAKER = r"(?i)(?<=.) by [^\d]+$"
_AT_PLACE = r"(?i)(?<=\w) (?:in|on|at) (?:an?|the|his|her) [\w ]+$"
_WORK_DETAILS = (  # its year, its maker, and the title of whoever it is named for
    r"(?i)(?<=[a-z]),?(?: of| in| from)? (?:1[0-9]|20)\d\d$",
    _BY_MAKER,
    r"(?i)^(?:\w+ )?\w+'s (?=\w)",
    r"(?i)^(?:lord|god|goddess|king|queen|saint|sir|emperor|president) (?=\w)",
)
_ASIDES: dict[AnswerKind, Sequence[str]] = {
    "number": (_LEAD_INS, _AFTERTHOUGHTS),
    "date": (_LEAD_INS, _AFTERTHOUGHTS),
    "person": (_LEAD_INS, _AFTERTHOUGHTS, _IN_PARENTHESES, _BY_MAKER),
    "title": (_LEAD_INS, _AFTERTHOUGHTS, _IN_PARENTHESES, _BY_MAKER),
    "text": (_LEAD_INS, _AFTERTHOUGHTS, _IN_PARENTHESES, *_WORK_DETAILS, _AT_PLACE),
}
_OUT_OF_TOTAL = r"(?i)\s*(?:/|\bout of\b)\s*\d+$"  # 6.5/10
_TRAILING_YEAR = r"(?<=.)\s*\((?:18|19|20)\d\d\)$"
_ALTERNATIVES = r"(?i)\s+or\s+|\s*[/;,]\s*|\s+and\s+|\s*&\s*|\s+(?:vs|versus)\.?\s+"
_MAX_PARTS = 8  # things; a reply that names more is not one answer given twice
_VAGUE = r"(?i)(?:one of|an?|some) (.+)"
_WORKS = {
    "film", "movie", "book", "novel", "play", "song", "album", "symphony", "opera", "painting",
    "series", "show", "game", "sister", "brother", "character",
}  # fmt: skip
_NEGATIONS = ("not", "never", "neither", "except")


class Answer(NamedTuple):
    """What is right, what is also right, what is not enough, what is ruled out.

    Where `kind` is None it is inferred from the text.
    """

    text: str
    accept: tuple[str, ...] = ()
    too_vague: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    kind: AnswerKind | None = None


class Judgement(NamedTuple):
    """The verdict, and why, in a few words."""

    verdict: Verdict
    why: str


_WRONG = Judgement("wrong", "that is not it")
_REJECTED = Judgement("wrong", "that one is ruled out")


def judge(reply: str, answer: Answer) -> Judgement:
    """What a fair quizmaster says to a reply. An answer itself is always right."""
    if _is_verbatim(reply, answer):
        return Judgement("right", "that is it")
    if why := rejection_reason(reply):
        return Judgement("wrong", why)
    rights = comparable_texts((answer.text, *answer.accept))
    if not rights:
        return _WRONG
    prompt, reject = comparable_texts(answer.too_vague), comparable_texts(answer.reject)
    kind = answer.kind or infer_kind(rights[0])
    answer, said = Answer(rights[0], rights[1:], prompt, reject, kind), clean(reply)
    judgement = _judge_as_is(said, answer)
    if judgement.verdict == "wrong" and judgement != _REJECTED:
        if kind in ("title", "text", "person") and _is_vague(said, answer.text):
            return Judgement("close", "be more specific: which one?")
        for aside, shorter in _strip_asides(kind, said):
            again = _judge_as_is(shorter, answer)
            if again.verdict == "right" or (
                again.verdict == "close" and aside not in _WORK_DETAILS
            ):
                judgement = again
                break
    if judgement.verdict == "right" and answer.reject and _mentions_rejected(said, answer):
        judgement = _REJECTED
    return judgement


def _is_verbatim(reply: str, answer: Answer) -> bool:
    """Whether a reply is what is right, sign by sign, and neither ruled out nor vague as well."""
    if not is_verbatim(reply, (answer.text, *answer.accept)):
        return False
    others, found = (*answer.reject, *answer.too_vague), fold_words(reply)
    if not found:
        return not (others and is_verbatim(reply, others))
    return not any(fold_words(text) == found for text in others)


def _strip_asides(kind: AnswerKind, said: str) -> Iterator[tuple[str, str]]:
    """A reply without what is said around it: I think it's …, … by Van Gogh, … (1889)."""
    told = {said}
    for aside in _ASIDES[kind]:
        if aside == _IN_PARENTHESES and _adds_answer(said[said.rfind("(") :], kind):
            continue
        said = re.sub(aside, "", said, count=1)
        if said not in told and fold_words(said):
            told.add(said)
            yield aside, said


def _mentions_rejected(said: str, answer: Answer) -> bool:
    """Whether a part of a reply is ruled out: Jack Nicholson (Jack Singer)."""
    if _is_same_as_any(said, (answer.text, *answer.accept), answer.kind or "text"):
        return False
    parts = [part for part in re.split(_SEPARATORS, said) if fold_words(part)]
    several = 1 < len(parts) <= _MAX_PARTS
    return several and any(_judge_as_is(part, answer) == _REJECTED for part in parts)


def _adds_answer(aside: str, kind: AnswerKind) -> bool:
    """Whether what stands in parentheses may be another answer: (or …), another's name."""
    inside = fold_words(aside)
    if kind != "person":
        return bool({"or", "not", "and"} & set(inside))
    harmless = word_list("optional_nouns", "honorifics", "stopwords", "generic_nouns")
    return not all(word.isdecimal() or word in harmless for word in inside)


def _is_vague(said: str, right: str) -> bool:
    """Whether one of the things is named to which the answer belongs: a Beethoven symphony."""
    vague = re.fullmatch(_VAGUE, said)
    if not vague:
        return False
    told = {singular(word) for word in parse_phrase(vague[1]).content_words} - _WORKS
    named = [
        word for part in right.split() if part[0].isupper() for word in parse_phrase(part).words
    ]
    return bool(told) and told <= {*map(singular, named), singular(parse_phrase(right).words[-1])}


def estimate(reply: str, answer: Answer) -> Judgement:
    """A guess at a number: right within 2 %, close within 20 % of it, or where million is meant."""
    found = parse_guesses(reply, answer)
    misses = [(off, *pair) for pair in found if (off := relative_error(*pair)) is not None]
    if not misses:
        return Judgement("wrong", "that is no number of this kind")
    off, guess, right = min(misses)
    if off <= ESTIMATE_RIGHT:
        return Judgement(
            "right", f"{100 * off:.1f} % off".replace(".0 %", " %") if off else "exactly"
        )
    if off <= ESTIMATE_CLOSE:
        return Judgement("close", f"too {'low' if guess < right else 'high'}, but not by much")
    if any(_omits_scale(*pair) for pair in found):
        return Judgement("close", "of what: thousands, millions?")
    return Judgement("wrong", f"{100 * off:.0f} % off" if off <= 1 else "far off")


def parse_guesses(reply: str, answer: Answer) -> list[tuple[Amount, Amount]]:
    """What a guess may mean, each beside what is right.

    Of a length of time 6 is six minutes, and 5.53 is 5:53; 6.5/10 is 6.5.
    """
    said = re.sub(_OUT_OF_TOTAL, "", reply.strip()[:MAX_REPLY_LENGTH])
    rights = [right for text in (answer.text, *answer.accept) for right in parse_amounts(text)[:1]]
    bare = re.fullmatch(r"(\d{1,3})(?:[. ](\d\d))?", said)
    in_minutes = parse_amounts(f"{bare[1]}:{bare[2] or '00'}")[:1] if bare else ()
    return [
        (guess, right)
        for right in rights
        for guess in (in_minutes if right.measure == "time" and bare else parse_amounts(said))
    ]


def _omits_scale(guess: Amount, right: Amount) -> bool:
    """26 for about 26 million."""
    meant = () if guess.scaled else [guess.stated * 10**power for power in (3, 6, 9)]
    return any(abs(value - right.stated) <= ESTIMATE_CLOSE * abs(right.stated) for value in meant)


def _judge_as_is(said: str, answer: Answer) -> Judgement:
    """The verdict on a reply as it stands; the kind of the answer is known."""
    kind = answer.kind or "text"
    rights = (answer.text, *answer.accept)
    right = _best_match(said, rights, kind)
    ruled_out = _best_match(said, answer.reject, kind, whole=True)
    exact = right.level and _is_same_as_any(said, rights, kind)
    surer = right.level < WHOLE or ruled_out.errors < max(right.errors, 1)
    itself = exact and not _is_same_as_any(
        said, answer.reject, kind
    )  # Columbia Pictures, not Records
    if ruled_out.level and surer and not itself:
        return _REJECTED
    if set(_NEGATIONS) & set(parse_phrase(said).words) - set(parse_phrase(" ".join(rights)).words):
        return _WRONG
    if exact:
        return Judgement("right", right.why)
    vague = _best_match(said, answer.too_vague, kind, whole=True)
    full = right.level == WHOLE and right.errors <= vague.errors
    if vague.level and (not full or _is_same_as_any(said, answer.too_vague, kind)):
        return Judgement("close", "be more specific")
    if not right.level:
        return _judge_alternatives(said, answer)
    if right.level == PART:
        return Judgement("close", f"be more specific: {right.why}")
    return Judgement("right", right.why)


def _is_same_as_any(said: str, texts: Iterable[str], kind: AnswerKind) -> bool:
    """Whether a reply is one of the texts, word by word."""
    if kind == "person":
        return any(parse_name(said) == parse_name(text) for text in texts)
    return any(fold_words(said) == fold_words(text) for text in texts)


def _best_match(said: str, texts: Iterable[str], kind: AnswerKind, *, whole: bool = False) -> Match:
    """The best match among several texts; with `whole` only such as have all of one."""
    best = NO_MATCH
    for text in texts:
        match = _match(said, text, kind, strict=whole)
        if not whole or match.level == WHOLE:
            best = better(best, match)
    return best


def _match(said: str, right: str, kind: AnswerKind, *, strict: bool) -> Match:
    """How a reply lies to one text, by the kind of the answer."""
    if fold(said) == fold(clean(right)):
        return Match(WHOLE, 0, "that is it")
    match: Match | None = None
    if kind == "number":
        match = compare_numbers(said, right)
    elif kind == "date":
        match = compare_dates(said, right)
    elif people := people_in(right):
        match = compare_people(said, people, right, in_title=kind == "title")
    elif kind == "person":
        match = compare_names(said, right)
    if match is not None:
        return match
    if kind == "title":
        said = re.sub(_TRAILING_YEAR, "", said)
    match = match_text(said, right, in_order=strict or kind == "title")
    both = [*parse_amounts(said)[:1], *parse_amounts(right)[:1]]
    if not match.level and len(both) > 1 and not any(amount.nouns for amount in both):  # 8½
        return compare_numbers(said, right) or match
    return match


def _judge_alternatives(said: str, answer: Answer) -> Judgement:
    """A reply that names several things: right only where all of them are."""
    parts = [part for part in re.split(_ALTERNATIVES, said) if fold_words(part)]
    several = 1 < len(parts) <= _MAX_PARTS
    right = [_judge_as_is(part, answer).verdict == "right" for part in parts] if several else []
    if not any(right):
        return _WRONG
    if all(right):
        return Judgement("right", "that is it, twice")
    where = all(map(_is_place, (part for part, ok in zip(parts, right, strict=True) if not ok)))
    if where and "," in said and right[0] and not _is_place(answer.text):
        return Judgement("right", "that is it, and where")
    return Judgement("wrong", "that names two different things")


def _is_place(part: str) -> bool:
    found = set(fold_words(part)) - word_list("stopwords")
    return found <= word_list("places") | {"new", "south", "north", "vegas", "angeles"}


@lru_cache(maxsize=4096)
def infer_kind(text: str) -> AnswerKind:
    """What an answer is, by how it is written."""
    whens, numbers = parse_dates(text), parse_amounts(text)
    ordinal = re.fullmatch(r"(?i)(?:the )?[\da-z-]+(?:st|nd|rd|th)", text)
    bare = text.isdecimal() and len(text) < 3  # 42 is a number rather than the year 1942
    if whens and not (ordinal or bare) and (whens[0].first_year or whens[0].day) is not None:
        return "date"
    if numbers and not numbers[0].nouns and (len(text) > 1 or text.isdecimal()):
        return "number"
    return "person" if looks_like_name(text) else "text"
