"""Judges a typed reply as a fair quizmaster would: right, close or wrong, and why.

Case, accents and spelling are forgiven, a family name is enough, and a number may be in words. Part
of an answer is close. A reply that may mean something else is wrong.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from heartcli.quiz.judging.answer import Answer, AnswerKind, Judgement, infer_kind
from heartcli.quiz.judging.cleaning import (
    clean,
    comparable_texts,
    is_verbatim,
    rejection_reason,
)
from heartcli.quiz.judging.dates import compare_dates
from heartcli.quiz.judging.matching import NO_MATCH, Level, Match, best_match, match_text
from heartcli.quiz.judging.names import parse_name
from heartcli.quiz.judging.numbers import compare_numbers
from heartcli.quiz.judging.people import compare_names, compare_people, people_in
from heartcli.quiz.judging.phrases import parse_phrase
from heartcli.quiz.judging.spelling import singular
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold_words
from heartcli.text.numbers import parse_amounts

# Asides: words that people put around an answer.
_LEAD_INS = (
    r"(?i)^(?:(?:um+|uh+|er+|well|maybe|perhaps|probably|i (?:think|believe|guess|reckon)|i'd say"
    r"|(?:it|that|s?he|they)(?:'s|'re| is| are| was| were)|(?:is|was) it|s?he works as"
    r"|(?:(?:it|that)(?:'s)? )?(?:must|would|could|might|has to|gotta|got to) be|i'd guess"
    r"|directed by|(?:the answer|my guess) is|what is|who is|just|only)\b[\s,:]*)+"
)
_AFTERTHOUGHTS = (
    r"(?i)[\s,.?!]+(?:i (?:think|believe|guess|suppose)|maybe|perhaps|probably|please|of course"
    r"|surely|definitely|right|no\?|lol|(?:i'm )?not sure)\W*$"
)
_IN_PARENTHESES = r"\s*\([^()]*\)$"
_BY_MAKER = r"(?i) by .+$"
_SUBTITLE = r"(?<=\d)(?::| [–—-]) .+$"  # Die Hard 2: Die Harder
_PART_ONE = r"(?i)[\s:,]+(?:1|i|part (?:1|i|one))$"  # Rocky I
_SERIES = r"^.+(?::| [–—-]) "  # Star Wars: The Empire Strikes Back
_AT_PLACE = r"(?i) (?:in|on|at) (?:an?|the|his|her) [\w ]+$"
_WORK_DETAILS = (  # a work's year, and its maker after or before it
    r"(?<=\w),?(?: of| in| from)? (?:1\d|20)\d\d$",
    _BY_MAKER,
    r"^(?:\w+ )?\w+'s (?=\w)",
)
_TITLE_DETAILS = (_PART_ONE, _SERIES)
_ASIDES = (_LEAD_INS, _AFTERTHOUGHTS)
_DETAILS: dict[AnswerKind, Sequence[str]] = {
    "person": (_IN_PARENTHESES, _BY_MAKER),
    "title": (_IN_PARENTHESES, _BY_MAKER, _SUBTITLE, *_TITLE_DETAILS),
    "text": (_IN_PARENTHESES, *_WORK_DETAILS, _AT_PLACE),
}
_ALTERNATIVES = r"(?i)\s+(?:or|and)\s+|\s*[()/;,&]\s*"
_MAX_PARTS = 8  # replies with more aren't split
_VAGUE = r"(?i)(?:one of|an?|some) (.+)"
_TWO_NUMBERS = r"\d *(?:or|and|to|-| ) *\d"  # 7 or 5 isn't 75
_NEGATIONS = {"not", "never", "neither", "except"}
_TITLE_NOUNS = {"film", "movie", "part", "episode", "chapter", "volume", "number"}
_PLACE_WORDS = {"new", "south", "north", "vegas", "angeles"}  # parts of place names

_WRONG = Judgement("wrong", "that's not it")
_REJECTED = Judgement("wrong", "that one is ruled out")
_IS_ANOTHER: dict[AnswerKind, str] = {
    "person": "that's somebody else", "title": "that's another film",
}  # fmt: skip


def _is_never(_: str) -> bool:
    return False


def judge(
    reply: str,
    answer: Answer,
    *,
    is_other_person: Callable[[str], bool] = _is_never,
    is_other_title: Callable[[str], bool] = _is_never,
) -> Judgement:
    """Judges a typed reply. The answer itself, typed verbatim, is always right.

    A reply that isn't quite the answer is wrong if it's exactly the name of another person, or the
    title of another film.
    """
    if _is_answer(reply, answer):
        return Judgement("right", "that's it")
    if reason := rejection_reason(reply):
        return Judgement("wrong", reason)
    rights = comparable_texts(answer.rights)
    if not rights:
        return _WRONG
    too_vague, reject = comparable_texts(answer.too_vague), comparable_texts(answer.reject)
    kind = answer.kind or infer_kind(rights[0])
    answer, reply = Answer(rights[0], rights[1:], too_vague, reject, kind), clean(reply)
    judgement = _judge_as_is(reply, answer)
    if judgement.verdict != "right" and judgement != _REJECTED:
        judgement = _judge_vague(reply, answer) or _judge_without_asides(reply, answer) or judgement
    if judgement.verdict == "right" and reject:
        parts = _split(reply)  # Jack Nicholson (Jack Singer)
        if any(_judge_as_is(part, answer) == _REJECTED for part in parts):
            return _REJECTED
    is_other = {"person": is_other_person, "title": is_other_title}.get(kind, _is_never)
    may_be_other = judgement.verdict != "wrong" and is_other is not _is_never
    if may_be_other and _names_another(reply, answer, is_other):
        return Judgement("wrong", _IS_ANOTHER[kind])
    return judgement


def _names_another(reply: str, answer: Answer, is_other: Callable[[str], bool]) -> bool:
    """Whether a reply that isn't quite the answer is exactly another name or title."""
    reply = re.sub(_AFTERTHOUGHTS, "", re.sub(_LEAD_INS, "", reply))
    texts = (*answer.rights, *answer.too_vague)
    if answer.kind == "title":
        compact = parse_phrase(reply).compact_forms
        return compact not in [parse_phrase(t).compact_forms for t in texts] and is_other(reply)
    typed = parse_name(reply)
    names = map(parse_name, (*texts, *(person for text in texts for person in people_in(text))))
    is_same = any(typed.has_same_letters_as(n) and typed.number == n.number for n in names)
    return len(typed.words) > 1 and not is_same and is_other(reply)


def _is_answer(reply: str, answer: Answer) -> bool:
    """Whether a reply is a right answer verbatim, and isn't also too vague or rejected."""
    if not is_verbatim(reply, answer.rights):
        return False
    others = (*answer.reject, *answer.too_vague)
    return not any(fold_words(text) == fold_words(reply) for text in others)


def _judge_as_is(reply: str, answer: Answer) -> Judgement:
    """Judges a reply by the rules in order: the first that applies decides."""
    in_order = answer.kind == "title"
    right = best_match(_match(reply, t, answer.kind, in_order=in_order) for t in answer.rights)
    if _is_rejected(reply, answer, right):
        return _REJECTED
    negations = _NEGATIONS.intersection(parse_phrase(reply).words)  # not a wrecking yard
    if negations and negations.difference(*(parse_phrase(text).words for text in answer.rights)):
        return _WRONG
    if _is_too_vague(reply, answer, right):
        return Judgement("close", "that isn't specific enough")
    if right.level == Level.NONE:
        return _judge_alternatives(reply, answer)
    if right.level == Level.PARTIAL:
        return Judgement("close", right.why)
    return Judgement("right", right.why)


def _is_rejected(reply: str, answer: Answer, right: Match) -> bool:
    """Whether a rejected answer fits better: Columbia Records rather than Columbia Pictures."""
    rejected = _match_fully(reply, answer.reject, answer.kind)
    fits_better = right.level < Level.FULL or not rejected.errors
    return rejected.level > Level.NONE and fits_better


def _is_too_vague(reply: str, answer: Answer, right: Match) -> bool:
    """Whether a vague answer fits, and the full answer doesn't fit at least as well."""
    vague = _match_fully(reply, answer.too_vague, answer.kind)
    if vague.level == Level.NONE:
        return False
    return right.level < Level.FULL or _is_same_as_any(reply, answer.too_vague, answer.kind)


def _judge_vague(reply: str, answer: Answer) -> Judgement | None:
    """Close if the reply only names a group that the answer belongs to: a Beethoven symphony."""
    vague = re.fullmatch(_VAGUE, reply)
    if not vague or answer.kind in ("number", "date"):
        return None
    named = {singular(word) for word in parse_phrase(vague[1]).content_words} - word_list("works")
    capitalised = [part for part in answer.text.split() if part[0].isupper()]
    group = {singular(word) for part in capitalised for word in parse_phrase(part).words}
    return Judgement("close", "that doesn't say which one") if named and named <= group else None


def _judge_without_asides(reply: str, answer: Answer) -> Judgement | None:
    """Strips asides one by one until the reply isn't wrong; None if it stays wrong.

    Asides are words such as "I think it's …", "… by Van Gogh" or "… (1889)".
    """
    for aside in (*_ASIDES, *_DETAILS.get(answer.kind or "text", ())):
        if aside == _IN_PARENTHESES and _adds_answer(reply[reply.rfind("(") :], answer.kind):
            continue
        before, reply = reply, re.sub(aside, "", reply, count=1)
        if reply == before or not fold_words(reply):
            continue
        judgement = _judge_as_is(reply, answer)
        needs_all = aside in (*_WORK_DETAILS, *_TITLE_DETAILS)
        if judgement.verdict == "right" or (judgement.verdict == "close" and not needs_all):
            return judgement
    return None


def _adds_answer(aside: str, kind: AnswerKind | None) -> bool:
    """Whether words in parentheses may be another answer: (or …), or another person's name."""
    words = fold_words(aside)
    if kind != "person":
        return not {"or", "not", "and"}.isdisjoint(words)
    harmless = word_list("optional_nouns", "honorifics", "stopwords", "generic_nouns")
    return not all(word.isdecimal() or word in harmless for word in words)


def _judge_alternatives(reply: str, answer: Answer) -> Judgement:
    """Judges a reply that names several things: right only if all of them are right."""
    parts = _split(reply)
    right = [part for part in parts if _judge_as_is(part, answer).verdict == "right"]
    if not right:
        return _WRONG
    others = [part for part in parts if part not in right]
    if not others:
        return Judgement("right", "that's it, twice")
    names_place = "," in reply and parts[0] in right and all(map(_is_place, others))
    is_inside = all(part.startswith("in ") for part in others)  # Niger, in Africa
    if names_place and (is_inside or not _is_place(answer.text)):
        return Judgement("right", "that's it; the place isn't needed")
    return Judgement("wrong", "that names two different things")


def _split(reply: str) -> list[str]:
    """The parts of a reply; empty if there's only one, or too many."""
    parts = [part for part in re.split(_ALTERNATIVES, reply) if fold_words(part)]
    return parts if 1 < len(parts) <= _MAX_PARTS else []


def _is_place(text: str) -> bool:
    return word_list("places", "stopwords").issuperset(set(fold_words(text)) - _PLACE_WORDS)


def _is_same_as_any(reply: str, texts: Iterable[str], kind: AnswerKind | None) -> bool:
    parse = parse_name if kind == "person" else fold_words
    return any(parse(reply) == parse(text) for text in texts)


def _match_fully(reply: str, texts: Iterable[str], kind: AnswerKind | None) -> Match:
    """The best full match with any of the texts; NO_MATCH if there isn't one."""
    matches = (_match(reply, text, kind, in_order=True) for text in texts)
    return best_match(match for match in matches if match.level == Level.FULL)


def _adds_noun(reply: str, right: str) -> bool:
    """Whether a reply adds a noun that may make it a different title: Drive My Car isn't Drive."""
    nouns = word_list("generic_nouns", "optional_nouns")
    added = nouns.intersection(parse_phrase(reply).words) - _TITLE_NOUNS
    words = " ".join(parse_phrase(right).words)
    return any(noun not in words for noun in added)  # the god father is the Godfather


def _match(reply: str, right: str, kind: AnswerKind | None, *, in_order: bool) -> Match:
    match = None
    if kind == "title" and _adds_noun(reply, right):
        return NO_MATCH
    if kind == "number":
        match = compare_numbers(reply, right)
    elif kind == "date":
        match = compare_dates(reply, right)
    elif people := people_in(right):
        match = compare_people(reply, people, right, in_title=kind == "title")
    elif kind == "person":
        match = compare_names(reply, right)
    if match is not None:
        return match
    if kind in ("number", "date") and re.search(_TWO_NUMBERS, reply):
        return NO_MATCH
    match = match_text(reply, right, in_order=in_order)
    if not match.level and all(a and not a[0].nouns for a in map(parse_amounts, (right, reply))):
        return compare_numbers(reply, right) or match  # 8½
    return match
