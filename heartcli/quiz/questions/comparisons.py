"""Questions that compare four films: which one is by another, which one came first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from heartcli.model.film import Film
from heartcli.model.records import Difficulty, Source, Strings
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.catalogue_context import (
    HEAD,
    CatalogueFacts,
    directors_of,
    harder,
    is_by_none,
    of_one_series,
    titles_of,
)
from heartcli.quiz.questions.question import OPTION_COUNT, Question
from heartcli.text.display import safe_for_terminal
from heartcli.text.folding import fold, fold_words

_APART = 2  # years between films that are to be put in order


def odd_one_out(
    odd: Film, others: Sequence[Film], difficulty: Difficulty, known: CatalogueFacts
) -> Iterator[Question]:
    """Which of four films is not by the director of the other three."""
    shared = set.intersection(*map(directors_of, others)) if others else set()
    if len(others) != OPTION_COUNT - 1 or not shared or not is_by_none(odd, shared):
        return
    films = sorted(others, key=lambda film: film.id)
    makers = [maker for film in (odd, *films) for maker in film.director_credits]
    if len(makers) != OPTION_COUNT or shared & set(known.people):  # each film has one
        return
    name = min(maker.name for maker in makers[1:])
    titles = titles_of(films, odd, known)
    if len(titles) < OPTION_COUNT - 1 or known.called(odd.title) > 1:
        return
    if not all(maker.is_undisputed("name") for maker in makers):
        return
    told = [(film, maker.sources) for film, maker in zip((odd, *films), makers, strict=True)]
    film, sources = _citing(odd, told)
    yield Question(
        id=f"{odd.id}/{'+'.join(about := ids_of(films))}/odd",
        film=film,
        section="crew",
        about=about,
        ask=f"Three of these films are by {name}. Which one is not?",
        answer=Answer(odd.title, kind="title"),
        distractor_pool=titles,
        forms=("choice",),
        sources=sources,
        why=f"{odd.title} ({odd.year}) is by {makers[0].name}.",
        difficulty=difficulty,
        exclusive_keys=(odd.id, *(film.id for film in films), fold(name)),
    )


def release_order(
    films: Sequence[Film], difficulty: Difficulty, known: CatalogueFacts
) -> Iterator[Question]:
    """Four films some years apart, the first of them among them, by when they came out."""
    picked: list[Film] = []
    for film in films:
        sure = not any(dispute.field in ("", "year") for dispute in film.disputes)
        apart = all(
            abs(film.year - other.year) >= _APART and not of_one_series(film, other)
            for other in picked
        )
        if sure and apart and known.called(film.title) == 1 and not _tells_a_year(film.title):
            picked.append(film)
        elif film is films[0]:
            return
        if len(picked) == OPTION_COUNT:
            break
    if len(picked) < OPTION_COUNT:
        return
    told = sorted(picked, key=lambda film: film.year)
    first, *others = told
    film, sources = _citing(first, [(one, one.cited.get("year", ())) for one in told])
    titles = tuple(one.title for one in told)
    yield Question(
        id=f"{first.id}/{'+'.join(about := ids_of(others))}/released",
        film=film,
        section="film",
        about=about,
        ask="Put these films in the order in which they came out, the earliest first.",
        answer=Answer("; ".join(titles)),
        distractor_pool=(),
        forms=("order",),
        sources=sources,
        why="\n".join(safe_for_terminal(f"{one.year}: {one.title}") for one in told),
        difficulty=harder(difficulty),
        events=titles,
        exclusive_keys=tuple(one.id for one in told),
    )


def ids_of(films: Sequence[Film]) -> Strings:
    return tuple(sorted([HEAD, *(film.id for film in films)]))


def _citing(film: Film, told: Sequence[tuple[Film, Strings]]) -> tuple[Film, Strings]:
    """The film with the sources of others as well, and the names that all of them have there."""
    sources: dict[str, Source] = dict(film.sources)
    names: list[str] = []
    for other, cited in told:
        for name in cited:
            own = name if other is film else f"{name}-{other.id.lower()}"
            sources[own] = other.sources[name]
            names.append(own)
    values: dict[str, Any] = dict(film.items())
    return type(film)(**values | {"sources": sources}), tuple(dict.fromkeys(names))


def _tells_a_year(title: str) -> bool:
    return any(word.isdecimal() and len(word) == len("1975") for word in fold_words(title))
