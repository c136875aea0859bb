"""Judges a typed reply as a fair quizmaster would: right, close or wrong, and why.

Case, accents and spelling are forgiven, a family name is enough, and a number may be in words. Part
of an answer is close. A reply that may mean something else is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from heartcli.quiz.judging.answer import Answer, AnswerKind, Judgement, infer_kind
from heartcli.quiz.judging.cleaning import clean, comparable_texts, is_verbatim, rejection_reason
from heartcli.quiz.judging.matching import NO_MATCH, Level, Match, better, match_text
from heartcli.quiz.judging.multiple_people import compare_people, people_in
from heartcli.quiz.judging.names import parse_name
from heartcli.quiz.judging.numbers_and_dates import compare_dates, compare_numbers
from heartcli.quiz.judging.people import compare_names
from heartcli.quiz.judging.phrases import parse_phrase
from heartcli.quiz.judging.spelling import singular
from heartcli.quiz.judging.word_lists import word_list
from heartcli.text.folding import fold, fold_words
from heartcli.text.numbers import parse_amounts

# Asides: what people say around a reply.
_LEAD_INS = (
    r"(?i)^(?:(?:um+|uh+|er+|well|maybe|perhaps|probably|i think|i believe|i guess|i'd say|is it"
    r"|was it|it's|it is|it was|that's|that is|he's|he is|she's|she is|they are|the answer is"
    r"|they're|they were|he was|she was|s?he works as|what is|who is|just|only)\b[\s,:]*)+"
)
_AFTERTHOUGHTS = (
    r"(?i)[\s,]+(?:i think|i believe|i guess|i suppose|maybe|perhaps|please|of course|right)$"
)
_IN_PARENTHESES = r"(?<=.)\s*\([^()]*\)$"
_BY_MAKER = r"(?i)(?<=.) by [^\d]+$"
_AT_PLACE = r"(?i)(?<=\w) (?:in|on|at) (?:an?|the|his|her) [\w ]+$"
_WORK_DETAILS = (  # the year of a work, its maker, and the title of its subject
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
_SEPARATORS = r"(?i)[()/;,]|\s+(?:or|and)\s+"
_ALTERNATIVES = r"(?i)\s+or\s+|\s*[/;,]\s*|\s+and\s+|\s*&\s*|\s+(?:vs|versus)\.?\s+"
_MAX_PARTS = 8  # a reply with more is not split
_TRAILING_YEAR = r"(?<=.)\s*\((?:18|19|20)\d\d\)$"
_VAGUE = r"(?i)(?:one of|an?|some) (.+)"
_WORKS = {
    "film", "movie", "book", "novel", "play", "song", "album", "symphony", "opera", "painting",
    "series", "show", "game", "sister", "brother", "character",
}  # fmt: skip
_NEGATIONS = {"not", "never", "neither", "except"}
_PLACE_WORDS = {"new", "south", "north", "vegas", "angeles"}  # parts of the names of places

_WRONG = Judgement("wrong", "that is not it")
_REJECTED = Judgement("wrong", "that one is ruled out")


def judge(reply: str, answer: Answer) -> Judgement:
    """Judges a typed reply. The answer itself, character for character, is always right."""
    if _is_answer(reply, answer):
        return Judgement("right", "that is it")
    if reason := rejection_reason(reply):
        return Judgement("wrong", reason)
    rights = comparable_texts(answer.rights)
    if not rights:
        return _WRONG
    too_vague, reject = comparable_texts(answer.too_vague), comparable_texts(answer.reject)
    kind = answer.kind or infer_kind(rights[0])
    return _judge_cleaned(clean(reply), Answer(rights[0], rights[1:], too_vague, reject, kind))


def _is_answer(reply: str, answer: Answer) -> bool:
    """Whether a reply is a right text as written, and not too vague or rejected as well."""
    if not is_verbatim(reply, answer.rights):
        return False
    others, words = (*answer.reject, *answer.too_vague), fold_words(reply)
    if not words:
        return not (others and is_verbatim(reply, others))
    return not any(fold_words(text) == words for text in others)


def _judge_cleaned(reply: str, answer: Answer) -> Judgement:
    """Judges a reply as it is; if it is wrong, once more without asides."""
    judgement = _judge_as_is(reply, answer)
    if judgement.verdict == "wrong" and judgement != _REJECTED:
        judgement = _judge_vague(reply, answer) or _judge_without_asides(reply, answer) or judgement
    if judgement.verdict == "right" and answer.reject and _mentions_rejected(reply, answer):
        return _REJECTED
    return judgement


class _Comparison:
    """A reply with its best match among the right texts of an answer."""

    def __init__(self, reply: str, answer: Answer) -> None:
        self.reply = reply
        self.answer = answer
        self.kind: AnswerKind = answer.kind or "text"
        self.right = _best_match(reply, answer.rights, self.kind)
        self.is_exact = self.right.level > Level.NONE and self.is_same_as_any(answer.rights)

    def is_same_as_any(self, texts: Iterable[str]) -> bool:
        """Whether the reply is one of the texts, word for word."""
        return _is_same_as_any(self.reply, texts, self.kind)

    def full_match(self, texts: Iterable[str]) -> Match:
        """The best match with all of one text; no match if there is only part of one."""
        return _best_match(self.reply, texts, self.kind, full_only=True)


def _rejected(case: _Comparison) -> Judgement | None:
    """`reject` wins unless another text fits better: Columbia Pictures, not Columbia Records."""
    rejected = case.full_match(case.answer.reject)
    if not rejected.level or (case.is_exact and not case.is_same_as_any(case.answer.reject)):
        return None
    fits_better = case.right.level < Level.FULL or rejected.errors < max(case.right.errors, 1)
    return _REJECTED if fits_better else None


def _negated(case: _Comparison) -> Judgement | None:
    """A negation that is not in the answer is wrong: not Coppola."""
    negations = _NEGATIONS.intersection(parse_phrase(case.reply).words)
    return (
        _WRONG if negations.difference(parse_phrase(" ".join(case.answer.rights)).words) else None
    )


def _exact(case: _Comparison) -> Judgement | None:
    return Judgement("right", case.right.why) if case.is_exact else None


def _too_vague(case: _Comparison) -> Judgement | None:
    """`too_vague` is close, unless all of the answer is there and fits as well."""
    vague = case.full_match(case.answer.too_vague)
    is_full = case.right.level == Level.FULL and case.right.errors <= vague.errors
    if vague.level and (not is_full or case.is_same_as_any(case.answer.too_vague)):
        return Judgement("close", "be more specific")
    return None


def _alternatives(case: _Comparison) -> Judgement | None:
    """If nothing fits, the reply may name several things."""
    return None if case.right.level else _judge_alternatives(case.reply, case.answer)


def _partial(case: _Comparison) -> Judgement | None:
    if case.right.level == Level.PARTIAL:
        return Judgement("close", f"be more specific: {case.right.why}")
    return None


# The first rule with a judgement decides. If none has one, the reply is right.
_RULES: tuple[Callable[[_Comparison], Judgement | None], ...] = (
    _rejected,
    _negated,
    _exact,
    _too_vague,
    _alternatives,
    _partial,
)


def _judge_as_is(reply: str, answer: Answer) -> Judgement:
    case = _Comparison(reply, answer)
    for rule in _RULES:
        if judgement := rule(case):
            return judgement
    return Judgement("right", case.right.why)


def _judge_vague(reply: str, answer: Answer) -> Judgement | None:
    """Close if the reply names only a group that the answer belongs to: a Beethoven symphony."""
    vague = re.fullmatch(_VAGUE, reply)
    if not vague or answer.kind in ("number", "date"):
        return None
    named = {singular(word) for word in parse_phrase(vague[1]).content_words} - _WORKS
    capitalised = [part for part in answer.text.split() if part[0].isupper()]
    group = {singular(word) for part in capitalised for word in parse_phrase(part).words}
    group.add(singular(parse_phrase(answer.text).words[-1]))
    return Judgement("close", "be more specific: which one?") if named and named <= group else None


def _judge_without_asides(reply: str, answer: Answer) -> Judgement | None:
    """The judgement on a reply without asides; None if it is wrong without them as well."""
    for aside, shorter in _strip_asides(reply, answer.kind or "text"):
        judgement = _judge_as_is(shorter, answer)
        if judgement.verdict == "right":
            return judgement
        if judgement.verdict == "close" and aside not in _WORK_DETAILS:
            return judgement
    return None


def _strip_asides(reply: str, kind: AnswerKind) -> Iterator[tuple[str, str]]:
    """Strips one aside after another: I think it's …, … by Van Gogh, … (1889)."""
    seen = {reply}
    for aside in _ASIDES[kind]:
        if aside == _IN_PARENTHESES and _adds_answer(reply[reply.rfind("(") :], kind):
            continue
        reply = re.sub(aside, "", reply, count=1)
        if reply not in seen and fold_words(reply):
            seen.add(reply)
            yield aside, reply


def _adds_answer(aside: str, kind: AnswerKind) -> bool:
    """Whether parentheses may hold another answer: (or …), or another person's name."""
    words = fold_words(aside)
    if kind != "person":
        return not {"or", "not", "and"}.isdisjoint(words)
    harmless = word_list("optional_nouns", "honorifics", "stopwords", "generic_nouns")
    return not all(word.isdecimal() or word in harmless for word in words)


def _mentions_rejected(reply: str, answer: Answer) -> bool:
    """Whether part of a reply is rejected: Jack Nicholson (Jack Singer)."""
    if _is_same_as_any(reply, answer.rights, answer.kind or "text"):
        return False
    return any(_judge_as_is(part, answer) == _REJECTED for part in _split(_SEPARATORS, reply))


def _judge_alternatives(reply: str, answer: Answer) -> Judgement:
    """Judges a reply that names several things: right only if all of them are right."""
    parts = _split(_ALTERNATIVES, reply)
    right = [part for part in parts if _judge_as_is(part, answer).verdict == "right"]
    if not right:
        return _WRONG
    others = [part for part in parts if part not in right]
    if not others:
        return Judgement("right", "that is it, twice")
    names_place = "," in reply and parts[0] in right and all(map(_is_place, others))
    if names_place and not _is_place(answer.text):
        return Judgement("right", "that is it, and where")
    return Judgement("wrong", "that names two different things")


def _split(separators: str, reply: str) -> list[str]:
    """The parts of a reply; none if it is all one part, or has too many."""
    parts = [part for part in re.split(separators, reply) if fold_words(part)]
    return parts if 1 < len(parts) <= _MAX_PARTS else []


def _is_place(text: str) -> bool:
    words = set(fold_words(text)) - word_list("stopwords")
    return words <= word_list("places") | _PLACE_WORDS


def _is_same_as_any(reply: str, texts: Iterable[str], kind: AnswerKind) -> bool:
    """Whether a reply is one of the texts, word for word."""
    if kind == "person":
        return any(parse_name(reply) == parse_name(text) for text in texts)
    return any(fold_words(reply) == fold_words(text) for text in texts)


def _best_match(
    reply: str, texts: Iterable[str], kind: AnswerKind, *, full_only: bool = False
) -> Match:
    """The best match with one of the texts."""
    best = NO_MATCH
    for text in texts:
        match = _match(reply, text, kind, in_order=full_only or kind == "title")
        if not full_only or match.level == Level.FULL:
            best = better(best, match)
    return best


def _match(reply: str, right: str, kind: AnswerKind, *, in_order: bool) -> Match:
    """Matches a reply against one text, by the kind of the answer."""
    if fold(reply) == fold(clean(right)):
        return Match(Level.FULL, 0, "that is it")
    match = _match_by_kind(reply, right, kind)
    if match is not None:
        return match
    if kind == "title":
        reply = re.sub(_TRAILING_YEAR, "", reply)
    match = match_text(reply, right, in_order=in_order)
    amounts = [*parse_amounts(reply)[:1], *parse_amounts(right)[:1]]
    if not match.level and len(amounts) == 2 and not any(amount.nouns for amount in amounts):  # 8½
        return compare_numbers(reply, right) or match
    return match


def _match_by_kind(reply: str, right: str, kind: AnswerKind) -> Match | None:
    """A match by the rules for numbers, dates or names; None if they don't apply."""
    if kind == "number":
        return compare_numbers(reply, right)
    if kind == "date":
        return compare_dates(reply, right)
    if people := people_in(right):
        return compare_people(reply, people, right, in_title=kind == "title")
    return compare_names(reply, right) if kind == "person" else None
