"""What a question of the quiz is, and all questions that films hold: written and generated ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from random import Random
from typing import Literal, NamedTuple, get_args

from heartcli.film import Film
from heartcli.quiz.judge import Answer, judge, kind_of
from heartcli.records import Difficulty, Record, Texts, WrittenQuestion
from heartcli.text import fold, words

Form = Literal["choice", "typed", "estimate", "order"]
FORMS: tuple[Form, ...] = get_args(Form)
OPTIONS = 4
_LONGEST_TYPED = 5  # words; nobody types a longer answer as it stands
# The titles of other films of which it is true as well that (say) their "performer" is "Raul Julia".
Fits = Callable[[str, str], Collection[str]]


class Question(NamedTuple):
    """Something asked about a film, with all that is needed to play it in any of its forms."""

    id: str  # film/record/what is asked; the form is not part of it
    film: Film
    section: str
    about: Texts  # the records that it rests on; "film" for the head of the film file
    ask: str
    answer: Answer
    wrong: Texts  # what may be offered beside the answer, the likeliest first; none of it is right
    forms: tuple[Form, ...]
    sources: Texts
    why: str
    difficulty: Difficulty
    spoiler: bool = False
    events: Texts = ()  # of the form `order`: what is to be put in order, as it is in order


def questions(films: Sequence[Film], rng: Random, fits: Fits) -> list[Question]:
    """All questions of the films; which events are to be compared is up to the generator.

    Of several films it is also asked which of them something is true of; `fits` says of which
    other films it is true as well.
    """
    from heartcli.quiz.generated import events_of, of_records, which_film  # noqa: PLC0415

    found: list[Question] = []
    for film in films:
        found += written(film)
        found += of_records(film)
        found += events_of(film, rng)
    if len(films) >= OPTIONS:
        found += which_film(films, fits)
    return found


def by_id(film: Film, ids: Collection[str]) -> dict[str, Question]:
    """The questions of a film with these ids, as far as its file still holds them."""
    from heartcli.quiz.generated import of_events, of_records  # noqa: PLC0415

    found = {q.id: q for q in (*written(film), *of_records(film)) if q.id in ids}
    for wanted in ids:
        if wanted not in found and (question := of_events(film, wanted)):
            found[wanted] = question
    return found


def written(film: Film) -> Iterator[Question]:
    """The questions that somebody wrote for the film."""
    records = {record.id: record for _, record in film.records()}
    for record in film.questions:
        about = [records[target] for target in record.about if target in records]
        answer = Answer(record.answer, record.accept, record.prompt, record.reject, _kind(record, film))
        yield Question(
            id=f"{film.id}/{record.id}",
            film=film,
            section=record.about[0].partition("/")[0],
            about=tuple(sorted(record.about)),
            ask=record.ask,
            answer=answer,
            wrong=record.wrong,
            forms=forms_of(answer, record.wrong),
            sources=record.sources or _sources_of(record, film, about),
            why=record.why,
            difficulty=record.difficulty,
            spoiler=record.spoiler or any(one.spoiler for one in about),
        )


def _kind(record: WrittenQuestion, film: Film) -> Literal["person"] | None:
    """A name that stands in the cast or the crew is a person's; else the judge infers it."""
    return "person" if fold(record.answer) in _people(film) else None


def _people(film: Film) -> set[str]:
    return {fold(name) for name in people(film) if len(name.split()) > 1}


def people(film: Film) -> Iterator[str]:
    """The names of all people in a film's records."""
    yield from (member.performer for member in film.cast)
    yield from (member.name for member in film.crew)
    yield from (name for song in film.songs for name in (*song.performers, *song.writers))
    yield from (review.critic for review in film.reviews if review.critic)
    yield from film.people


def _sources_of(record: WrittenQuestion, film: Film, about: Sequence[Record]) -> Texts:
    head = (name for names in film.cited.values() for name in names) if "film" in record.about else ()
    told = (*head, *(name for one in about for name in one.sources))
    return tuple(dict.fromkeys(told))


def forms_of(answer: Answer, wrong: Texts) -> tuple[Form, ...]:
    """The forms in which a question can be played."""
    forms: list[Form] = ["choice"] if len(wrong) >= OPTIONS - 1 else []
    shortest = min(len(words(text)) for text in (answer.text, *answer.accept))
    if shortest <= _LONGEST_TYPED or not forms:
        forms.append("typed")
    return tuple(forms)


def not_right(options: Sequence[str], answer: Answer) -> list[str]:
    """Those options that nobody could take for right, each told once."""
    known = {fold(text) for text in (answer.text, *answer.accept)}
    found: dict[str, str] = {}
    for option in options:
        folded = " ".join(words(option)) or option
        if folded not in known and judge(option, answer).verdict == "wrong":
            found.setdefault(folded, option)
    return list(found.values())


def gives_away(ask: str, answer: Answer) -> bool:
    """Whether the answer, or what would be taken for it, stands in the question."""
    asked = _counting(ask)
    return any(
        (told := _counting(text)) and told <= asked for text in (answer.text, *answer.accept)
    )


@cache
def _counting(text: str) -> frozenset[str]:
    """The words of a text that could tell an answer."""
    found = words(text)
    return frozenset([w for w in found if len(w) > 2 or w.isdecimal()] or found)


def kind_in_short(answer: Answer) -> str:
    """The kind of an answer, inferred where none is given."""
    return answer.kind or kind_of(answer.text)
