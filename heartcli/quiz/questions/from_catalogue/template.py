"""Templates, which turn films and people into questions that their ids can rebuild."""

import re
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import NamedTuple, get_args

from heartcli.model.records import Difficulty, Strings
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.question import HEAD, Form, Question, gives_away, parse_id
from heartcli.text.folding import fold, slug

LEVELS: tuple[Difficulty, ...] = get_args(Difficulty)


class Subjects(NamedTuple):
    """The films and people that a question names, in its text, its clues or its answer.

    The first film is the one that the question is saved under. The others may be in any order:
    `build` sees them as the question's id has them, sorted.
    """

    films: tuple[KnownFilm, ...]
    people: tuple[PersonKey, ...] = ()


class Draft(NamedTuple):
    """A question as a template writes it: what doesn't follow from its subjects."""

    ask: str
    answer: Answer
    why: str
    difficulty: Difficulty
    wrong: Strings = ()  # wrong options, best first
    forms: tuple[Form, ...] = ("choice", "typed")
    section: str = "cast"
    events: Strings = ()
    clues: Strings = ()
    people: tuple[PersonKey, ...] = ()  # others it names, who follow from the films


class Template(NamedTuple):
    """One way to ask about films. Its name is the last part of its questions' ids."""

    name: str
    pick: Callable[[Pool, Random], Subjects | None]  # random, and quick to give up
    build: Callable[[Pool, Subjects], Draft | None]  # the same for the same subjects
    interest: int = 2  # up to 3
    closes_rounds: bool = False  # with clues or an order


def make_question(template: Template, pool: Pool, subjects: Subjects) -> Question | None:
    """Makes a question of these subjects; None if they don't suit the template."""
    subjects = _sorted(subjects, pool)
    draft = template.build(pool, subjects)
    if not draft or any(gives_away(text, draft.answer) for text in (draft.ask, *draft.clues)):
        return None
    named = dict.fromkeys([*subjects.people, *draft.people])
    in_filter = [pool.name(person) for person in named if pool.is_in_filter(person)]
    if draft.answer.text in in_filter:  # all the round's films have that person
        return None
    names = [fold(name) for name in map(pool.name, named) if name not in in_filter]
    doubtful_years = [str(film.year) for film in subjects.films if film.is_year_disputed]
    if _mentions_any(doubtful_years, [draft.ask, draft.answer.text, *draft.wrong, *draft.clues]):
        return None
    # The answer may be a word missing from titles, which the reason gives in full.
    repeated = [] if draft.answer.kind == "text" else [draft.answer.text]
    is_why_bad = _mentions_any([*repeated, *doubtful_years], [draft.why])
    film, about = pool.head(subjects.films, draft.section), _about(subjects, draft.section, pool)
    return Question(
        id=f"{film.id}/{'+'.join(about)}/{template.name}",
        film=film,
        section=draft.section,
        about=about,
        ask=_end_once(draft.ask),
        answer=draft.answer,
        distractor_pool=draft.wrong,
        forms=draft.forms,
        sources=tuple(film.sources),
        why="" if is_why_bad else _end_once(draft.why),
        difficulty=draft.difficulty,
        events=draft.events,
        clues=tuple(map(_end_once, draft.clues)),
        exclusive_keys=(*(film.id for film in subjects.films), *names),
        template=template.name,
        interest=template.interest,
        hides_film=True,
    )


def _mentions_any(facts: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether one of the texts contains one of the facts."""
    return any(fact in text for fact in facts for text in texts)


def _end_once(sentence: str) -> str:
    """Removes a second full stop or question mark: Lon Chaney Jr.. Baby Jane?? Good Luck.?"""
    sentence = re.sub(r"(?<!\.)\.(?=[.?]$)", "", sentence)
    return (
        re.sub(r"([?!])[.?]$", r"\1", sentence)
        if sentence.endswith(("??", "?.", "!."))
        else sentence
    )


def _sorted(subjects: Subjects, pool: Pool) -> Subjects:
    """Puts subjects into the order that `find_subjects` returns them in."""
    first, *others = subjects.films
    by_id = sorted(others, key=lambda film: film.id)
    by_name = sorted(subjects.people, key=lambda person: slug(pool.name(person)))
    return Subjects((first, *by_id), tuple(by_name))


def _about(subjects: Subjects, section: str, pool: Pool) -> Strings:
    """The ids of the films and records that a question is about, sorted."""
    others = [film.id for film in subjects.films[1:]]
    slugs = [slug(pool.name(person)) for person in subjects.people]
    records = [f"crew/{s}-director" if section == "crew" else f"cast/{s}" for s in slugs]
    head = [HEAD] if others or not records else []
    return tuple(sorted([*others, *records, *head]))


def find_subjects(question_id: str, pool: Pool) -> Subjects | None:
    """Finds the films and people that a question's id names; None if one of them is gone."""
    film_id, about = question_id.partition("/")[0], parse_id(question_id)[0]
    others = sorted(part for part in about if "/" not in part and part != HEAD)
    films = tuple(film for film_id in [film_id, *others] if (film := pool.find_film(film_id)))
    slugs = sorted(_slug_of(part) for part in about if "/" in part)
    people = tuple(p for s in slugs if (p := _find_person(s, films, pool)) is not None)
    is_complete = len(films) == 1 + len(others) and len(people) == len(slugs)
    return Subjects(films, people) if is_complete else None


def _slug_of(record_id: str) -> str:
    section, _, record_slug = record_id.partition("/")
    return record_slug.removesuffix("-director") if section == "crew" else record_slug


def _find_person(name_slug: str, films: Sequence[KnownFilm], pool: Pool) -> PersonKey | None:
    """The person with this slug in these films, or else in the catalogue."""
    credited = [person for film in films for person in (*film.directors, *film.cast)]
    matches = (person for person in credited if slug(pool.name(person)) == name_slug)
    return next(matches, None) or pool.find_person(name_slug.replace("-", " "))


def person_forms(pool: Pool, person: PersonKey) -> tuple[Form, ...]:
    """The forms to ask for somebody in: only as a choice if few could think of the name."""
    return ("choice", "typed") if pool.is_household_name(person) else ("choice",)


def shift(difficulty: Difficulty, steps: int) -> Difficulty:
    """The difficulty this many steps harder, or easier if `steps` is negative."""
    level = LEVELS.index(difficulty) + steps
    return LEVELS[min(max(level, 0), len(LEVELS) - 1)]


def hardest(films: Sequence[KnownFilm]) -> Difficulty:
    """The level of the least known of these films."""
    return max((film.level for film in films), key=LEVELS.index)


def middle_level(films: Sequence[KnownFilm]) -> Difficulty:
    """The level that at least half of these films don't exceed."""
    return sorted((film.level for film in films), key=LEVELS.index)[(len(films) - 1) // 2]


def by_year(films: Iterable[KnownFilm]) -> list[KnownFilm]:
    """The films, earliest first."""
    return sorted(films, key=lambda film: (film.year, film.id))
