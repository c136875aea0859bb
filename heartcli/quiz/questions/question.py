"""What a question of the quiz is, and the laws that every question obeys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from heartcli.model.film import Film
from heartcli.model.records import Difficulty, Strings
from heartcli.quiz.judging import Answer, judge
from heartcli.text.folding import fold, fold_words

Form = Literal["choice", "typed", "estimate", "order"]
FORMS: tuple[Form, ...] = get_args(Form)
OPTION_COUNT = 4
_LONGEST_TYPED = 5  # words; nobody types a longer answer as it stands
_STANDS_OUT, _BY_LETTERS = 2, 10  # so many times, and so many letters, longer than all the others
_OF_WHICH_FILM = ("/film", "/by", "/together", "/odd", "/released")
_LOOKS: dict[str, Callable[[str], bool]] = {
    "a figure in it": lambda text: bool(re.search(r"\d", text)),
    "a capital at its beginning": lambda text: text[:1].isupper(),
    "a mark at its end": lambda text: text[-1:] in ".!?",
}


class Question(NamedTuple):
    """Something asked about a film, with all that is needed to play it in any of its forms."""

    id: str  # film/record/what is asked; the form is not part of it
    film: Film
    section: str
    about: Strings  # the records that it rests on; "film" for the head of the film file
    ask: str
    answer: Answer
    distractor_pool: (
        Strings  # among which wrong options are found, the likeliest first; may hold right ones
    )
    forms: tuple[Form, ...]
    sources: Strings
    why: str
    difficulty: Difficulty
    spoiler: bool = False
    events: Strings = ()  # of the form "order": what is to be put in order, as it is in order
    exclusive_keys: Strings = ()  # what no other question of a round is to have: films, people

    @property
    def is_written(self) -> bool:
        """Whether somebody wrote it, rather than that it was made of the facts."""
        return "/questions/" in self.id

    @property
    def film_title_hint(self) -> str:
        """The film it is about, or "" where that is what is asked, or where it is several."""
        return "" if self.id.endswith(_OF_WHICH_FILM) else self.film.title

    @property
    def full_text(self) -> str:
        """What is asked, with the events where the question itself doesn't name them."""
        of_events = self.id.endswith(("/order", "/first", "/odd", "/released"))
        named = (
            sorted(self.events or (self.answer.text, *self.distractor_pool)) if of_events else ()
        )
        return f"{self.ask} {' / '.join(named)}".rstrip()


def wrong_options(options: Iterable[str], answer: Answer) -> Iterator[str]:
    """Those options that nobody could take for right, each told once."""
    known = {_folded(text) for text in (answer.text, *answer.accept)}
    for option in options:
        folded = _folded(option)
        if folded not in known and judge(option, answer).verdict == "wrong":
            known.add(folded)
            yield option


def can_be_typed(answer: Answer) -> bool:
    """Whether there is a right reply short enough to be typed as it stands."""
    return any(len(text.split()) <= _LONGEST_TYPED for text in (answer.text, *answer.accept))


def gives_away(ask: str, answer: Answer) -> bool:
    """Whether the answer, or what would be taken for it, stands in the question."""
    asked = fold(ask).replace("'", "")
    return any(
        significant_words(text) <= significant_words(ask)
        for text in (answer.text, *answer.accept)
        if _may_stand_in(asked, text)
    )


def _may_stand_in(asked: str, text: str) -> bool:
    """Whether the beginning of the longest word stands there: most texts are ruled out by that."""
    start = max(fold(text).split(), key=len, default="")[:3]
    return not start.isalnum() or start in asked


def giveaway_feature(right: str, wrong: Sequence[str]) -> str:
    """By what the right option can be told from all others; "" where it can't."""
    lengths = [len(text) for text in wrong]
    if len(right) > _STANDS_OUT * max(lengths) and len(right) > max(lengths) + _BY_LETTERS:
        return "is so long"
    if len(right) * _STANDS_OUT < min(lengths) and len(right) + _BY_LETTERS < min(lengths):
        return "is so short"
    for sign, looks in _LOOKS.items():
        shown = {looks(text) for text in wrong}
        if shown == {not looks(right)}:
            return f"has {sign}" if looks(right) else f"has not {sign}"
    return ""


@lru_cache(maxsize=8192)
def significant_words(text: str) -> frozenset[str]:
    """The words of a text by which one could tell it; all of them where they are short."""
    found = fold_words(text)
    return frozenset([word for word in found if len(word) > 2 or word.isdecimal()] or found)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return " ".join(fold_words(text)) or text
