"""Quiz questions, their ids, and the rules that every question obeys."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple, get_args

from heartcli.model.film import Film
from heartcli.model.records import Difficulty, Strings, WrittenQuestion
from heartcli.quiz.judging import Answer, judge
from heartcli.text.display import printable_line
from heartcli.text.folding import fold, fold_words

Form = Literal["choice", "typed", "estimate", "order", "true-false", "clues"]
FORMS: tuple[Form, ...] = get_args(Form)
OPTION_COUNT = 4
CLUE_COUNT = WrittenQuestion.CLUE_COUNT
TRUE_FALSE = ("True", "False")
CHOICE_OR_TYPED: tuple[Form, ...] = ("choice", "typed")
HEAD = "film"  # used like a record id for the head of a film file

_MAX_TYPED_WORDS = 5  # nobody types a longer answer word for word
_LENGTH_RATIO, _LENGTH_GAP = 2, 10  # an option this many times, and characters, longer stands out
_NEEDS_OPTIONS = re.compile(r"\b(?:[Tt]hese|NOT)\b")
_THE_FILM = r"\b[Tt]h(?:e|is) film\b(?! of\b| that\b| on which\b)"  # not "the film of 1951"
_LAST_MARK = r"(?<!\bBros)(?<!\bJr)[.!?]$"  # but not an abbreviation's: Warner Bros.
_FEATURES: tuple[tuple[Callable[[str], bool], str, str], ...] = (
    (lambda text: bool(re.search(r"\d", text)), "contains a digit", "contains no digit"),
    (lambda text: text[:1].isupper(), "starts with a capital", "starts without a capital"),
    (
        lambda text: bool(re.search(_LAST_MARK, text)),
        "ends in punctuation",
        "ends without punctuation",
    ),
)


class Question(NamedTuple):
    """A question about a film, with everything needed to play it in any of its forms."""

    id: str  # such as "film-1999/cast/a+cast/b/performer"; progress is saved under it
    film: Film
    section: str
    about: Strings  # ids of the records it's based on, or HEAD
    ask: str
    answer: Answer
    distractor_pool: Strings = ()  # candidates for wrong options, best first; some may be right
    forms: tuple[Form, ...] = ("choice",)
    sources: Strings = ()
    why: str = ""
    difficulty: Difficulty = "medium"
    spoiler: bool = False
    events: Strings = ()  # for the form "order": the events in the right order
    clues: Strings = ()  # for the form "clues": the hardest first
    exclusive_keys: Strings = ()  # films and people to ask about only once in a round
    template: str = "written"  # the name of the template that made it
    interest: int = 2  # 0 is asked only with --section; up to 3
    hides_film: bool = False  # whether naming the film would give the answer away or mislead

    @property
    def is_written(self) -> bool:
        """Whether the film file's author wrote it, rather than a template."""
        return self.template == "written"

    @property
    def film_title_hint(self) -> str:
        """The film's title; "" if that's the answer or the question is about several films."""
        return "" if self.hides_film else self.film.title

    @property
    def full_text(self) -> str:
        """The question, followed by the options or a clue if it makes no sense without them."""
        if self.clues:
            return f"{self.ask} {self.clues[-1]}"
        if not self.events and not needs_options(self.ask):
            return self.ask
        options = self.events or (self.answer.text, *self.distractor_pool)
        return f"{self.ask} {' / '.join(sorted(options))}"


def new_question(film: Film, about: Sequence[str], kind: str, ask: str, answer: Answer) -> Question:
    """Returns a question about these records, in the section of the first one."""
    section, ids = about[0].partition("/")[0], tuple(sorted(about))
    question_id = f"{film.id}/{'+'.join(ids)}/{kind}"
    return Question(question_id, film, section, ids, ask, answer, template=kind)


def name_film(question: Question) -> Question:
    """Returns the question with its film's title, for rounds about several films."""
    title, ask = question.film.title, question.ask
    if question.hides_film or (" " in title and title in ask):
        return question
    named = re.sub(_THE_FILM, lambda _: title, ask, count=1)
    if named == ask:
        return question._replace(ask=f"{title}: {ask}")
    possessive = f"{title}'" if title.endswith("s") else f"{title}'s"
    return question._replace(ask=named.replace(f"{title}'s", possessive))


def make_printable(question: Question) -> Question:
    """Returns the question with each text on one line, without control characters."""
    answer, why = question.answer, question.why
    lists = (question.events, question.clues, question.distractor_pool, answer.accept)
    if "".join(chain((question.ask, why, answer.text), *lists)).isprintable():
        return question
    events, clues, pool, accept = (tuple(map(printable_line, texts)) for texts in lists)
    return question._replace(
        ask=printable_line(question.ask),
        answer=answer._replace(
            text=printable_line(answer.text), accept=tuple(filter(None, accept))
        ),
        distractor_pool=tuple(filter(None, pool)),
        why=printable_line(why),
        events=events,
        clues=clues,
    )


def is_askable(question: Question) -> bool:
    """Whether a question has text and an answer, and no event twice."""
    texts = (question.ask, question.answer.text, *question.events)
    return all(map(str.strip, texts)) and len(set(question.events)) == len(question.events)


def parse_id(question_id: str) -> tuple[Strings, str]:
    """Returns the ids of the records a question is about, and its kind (see `kind_of`)."""
    _, _, path = question_id.partition("/")
    about, _, kind = path.rpartition("/")
    return tuple(about.split("+")), "written" if about == "questions" else kind


def kind_of(question_id: str) -> str:
    """Returns a question's kind: the last part of its id, or "written"."""
    return parse_id(question_id)[1]


def wrong_options(options: Iterable[str], question: Question) -> Iterator[str]:
    """Yields the options that are clearly wrong, without repeats."""
    answer = question.answer
    seen = set(map(_normalized, answer.rights))
    for option in options:
        normalized = _normalized(option)
        if normalized in seen:
            continue
        if judge(option, answer).verdict == "wrong":
            seen.add(normalized)
            yield option


def needs_options(ask: str) -> bool:
    """Whether a question makes no sense without its options."""
    return bool(_NEEDS_OPTIONS.search(ask))


def usable_forms(forms: Iterable[Form], answer: Answer, pool: Strings) -> tuple[Form, ...]:
    """Returns the forms that suit a question with this answer and these distractors."""
    is_usable = {
        "choice": len(pool) - (answer.text in pool) >= OPTION_COUNT - 1,
        "typed": any(len(text.split()) <= _MAX_TYPED_WORDS for text in answer.rights),
        "estimate": answer.text.strip("$€£¥0. ") != "",  # a percentage of zero leaves no margin
    }
    return tuple(form for form in forms if is_usable.get(form, True))


def gives_away(ask: str, answer: Answer) -> bool:
    """Whether the question contains its answer or any other accepted reply."""
    if answer.text in TRUE_FALSE:  # every such question may say "True or false"
        return False
    folded_ask = fold(ask).replace("'", "")
    for text in answer.rights:
        # Looking for the start of the longest word rules out most texts quickly.
        start = max(fold(text).split(), key=len, default="")[:3]
        may_contain = not start.isalnum() or start in folded_ask
        if may_contain and significant_words(text) <= significant_words(ask):
            return True
    return False


def giveaway_feature(right: str, wrong: Sequence[str]) -> str:
    """Returns the feature that sets the right option apart from all wrong ones, or ""."""
    length, lengths = len(right), [len(text) for text in wrong]
    shortest, longest = min(lengths), max(lengths)
    if length > max(_LENGTH_RATIO * longest, longest + _LENGTH_GAP):
        return "is this long"
    if shortest > max(_LENGTH_RATIO * length, length + _LENGTH_GAP):
        return "is this short"
    for has_feature, present, absent in _FEATURES:
        if {has_feature(text) for text in wrong} == {not has_feature(right)}:
            return present if has_feature(right) else absent
    return ""


@lru_cache(maxsize=8192)
def significant_words(text: str) -> frozenset[str]:
    """Returns a text's numbers and longer words, or all its words if it has neither."""
    all_words = fold_words(text)
    return frozenset([w for w in all_words if len(w) > 2 or w.isdecimal()] or all_words)


@lru_cache(maxsize=8192)
def _normalized(text: str) -> str:
    return " ".join(fold_words(text)) or text
