"""Questions about many films: who directed which, which two people share, what came out first.

A wrong option is of a film of the same time and kind, of which is known what is asked, and of which
the right answer is not true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from random import Random

from heartcli.model.film import Film
from heartcli.model.records import CastMember, CrewMember
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.catalogue_context import (
    HEAD,
    CatalogueFacts,
    FilmContext,
    directors_of,
    harder,
    is_by_none,
    of_one_series,
    titles_of,
)
from heartcli.quiz.questions.comparisons import odd_one_out, release_order
from heartcli.quiz.questions.question import OPTION_COUNT, Question, gives_away
from heartcli.quiz.questions.templates import YEAR_TEMPLATE
from heartcli.quiz.stable_random import randbelow, shuffled
from heartcli.text.display import join_with_and
from heartcli.text.folding import fold, fold_words

_OFFERED = 12
_WRONG_YEARS = 6  # to either side
_FEWEST_YEARS = 5  # from which one can choose
_ORDERED = 3  # one film of so many is put in order with others


def film_questions(subject: FilmContext, known: CatalogueFacts, rng: Random) -> Iterator[Question]:
    """All questions about a film and others; which ones these are is up to the generator."""
    film = subject.film
    yield from _of_facts(subject, known)
    yield from together(subject, known, rng)
    others = [other for other in subject.near if is_by_none(other, directors_of(film))]
    others = [other for other in others if not of_one_series(film, other)]
    if odd := shuffled(others, rng)[:1]:
        three = shuffled(subject.same, rng)[: OPTION_COUNT - 2]
        yield from odd_one_out(odd[0], [film, *three], subject.difficulty, known)
    if randbelow(_ORDERED, rng) == 0:
        yield from release_order([film, *shuffled(subject.near, rng)], subject.difficulty, known)


def regenerate_question(
    wanted: str, subject: FilmContext, known: CatalogueFacts, load: Callable[[str], Film | None]
) -> Question | None:
    """The question with this id, if its films are still there. `load` finds one by its id."""
    about, _, what = wanted.removeprefix(f"{subject.film.id}/").rpartition("/")
    if what in ("odd", "released"):
        found = [load(own) for own in about.split("+") if own != HEAD]
        films = [film for film in found if film is not None]
        if len(films) != OPTION_COUNT - 1:
            return None
        if what == "odd":
            made = odd_one_out(subject.film, films, subject.difficulty, known)
        else:
            made = release_order([subject.film, *films], subject.difficulty, known)
    elif what == "together":
        made = _of_two(subject, known, about.split("+"))
    else:
        made = _of_facts(subject, known)
    return next((question for question in made if question.id == wanted), None)


def is_catalogue_question(question: str) -> bool:
    """Whether the question with this id is one of these."""
    return question.rpartition("/")[2] in ("directed", "by", "together", "odd", "released")


def _of_facts(subject: FilmContext, known: CatalogueFacts) -> Iterator[Question]:
    film = subject.film
    makers = film.director_credits
    alone = known.called(film.title) == 1
    wished = {fold(maker.name) for maker in makers} & set(known.people)
    if makers and not wished and all(maker.is_undisputed("name") for maker in makers):
        if alone or not any(_same_title(film, other) for other in subject.near):
            yield from _directed(subject, makers)
        if alone and not makers[1:]:
            yield from _by(subject, makers, known)
    if alone:
        yield from _of_year(subject, known)


def _directed(subject: FilmContext, makers: Sequence[CrewMember]) -> Iterator[Question]:
    """Who directed a film; of several that are in its cast, too, sources have mixed up some."""
    film = subject.film
    names = [maker.name for maker in makers]
    several = len(names) > 1
    if several and {fold(name) for name in names} & {fold(m.performer) for m in film.cast}:
        return
    offered = [
        maker.name
        for other in subject.near
        if is_by_none(other, set(map(fold, names)))
        for maker in other.director_credits[:1]
    ]
    all_of_them = (join_with_and(names),) if several else ()
    answer = Answer(names[0], (*names[1:], *all_of_them), kind="person")
    ask = f"Who directed “{film.title}” ({film.year})?"
    if several:
        ask = f"Name one of those who directed “{film.title}” ({film.year})."
    why = f"{join_with_and(names)} directed {film.title} ({film.year})."
    for question in _asked(subject, "directed", "crew", makers, ask, answer, offered, why):
        # To choose from, the first of several would stand for them all.
        yield question._replace(forms=("typed",) if several else question.forms)


def _by(
    subject: FilmContext, makers: Sequence[CrewMember], known: CatalogueFacts
) -> Iterator[Question]:
    """Which of several films is by a director."""
    film, name = subject.film, makers[0].name
    others = [other for other in subject.near if is_by_none(other, {fold(name)})]
    offered = titles_of(others, film, known)
    ask = f"Which of these films did {name} direct?"
    why = f"{name} directed {film.title} ({film.year})."
    answer = Answer(film.title, kind="title")
    for question in _asked(subject, "by", "crew", makers[:1], ask, answer, offered, why):
        yield question._replace(forms=("choice",))


def _of_year(subject: FilmContext, known: CatalogueFacts) -> Iterator[Question]:
    """In which year a film came out; what each source says is right."""
    film = subject.film
    if any(dispute.says for dispute in film.disputes) or set(fold_words(film.title)) & {
        str(film.year)
    }:
        return
    disputed = [dispute for dispute in film.disputes if dispute.field == "year"]
    years = [str(film.year), *(str(dispute.value) for dispute in disputed)]
    first, last = known.years
    span = range(max(first, film.year - _WRONG_YEARS), min(last, film.year + _WRONG_YEARS) + 1)
    if len(span) < _FEWEST_YEARS:
        return
    offered = tuple(str(year) for year in span if str(year) not in years)
    makers = film.director_credits
    told = len(makers) == 1 and fold(makers[0].name) not in known.people
    by = f"{makers[0].name}’s " if told else ""  # of films of one title it tells which
    cited = [*film.cited.get("year", ()), *(name for one in disputed for name in one.sources)]
    yield Question(
        id=f"{film.id}/{HEAD}/{YEAR_TEMPLATE.what}",
        film=film,
        section="film",
        about=(HEAD,),
        ask=f"In which year did {by}“{film.title}” come out?",
        answer=Answer(years[0], tuple(years[1:]), kind="date"),
        distractor_pool=offered,
        forms=("choice", "typed"),
        sources=tuple(dict.fromkeys(cited)),
        why=f"{film.title} came out in {' or '.join(years)}.",
        difficulty=subject.difficulty,
        exclusive_keys=(film.id,),
    )


def together(subject: FilmContext, known: CatalogueFacts, rng: Random) -> Iterator[Question]:
    """Which film two of its stars have in common."""
    stars = [
        member
        for member in subject.stars
        if member.is_undisputed("performer") and fold(member.performer) not in known.people
    ]
    for pair in shuffled(list(combinations(stars, 2)), rng):
        made = list(_of_two(subject, known, [member.id for member in pair]))
        if made:
            yield from made
            return


def _of_two(subject: FilmContext, known: CatalogueFacts, ids: Sequence[str]) -> Iterator[Question]:
    film = subject.film
    pair = sorted((m for m in film.cast if m.id in ids), key=lambda member: member.id)
    if len(pair) != 2 or _is_compiled(film) or known.called(film.title) > 1:
        return
    names = tuple(member.performer for member in pair)
    shared = known.together(names)
    if set(shared) - {film.id}:  # one film is to be meant, or nobody knows which
        return
    others = [other for other in subject.near if other.cast and other.id not in shared]
    others = [other for other in others if not _is_compiled(other)]
    ask = f"In which film do both {names[0]} and {names[1]} appear?"
    why = f"{join_with_and(names)} are both in {film.title} ({film.year})."
    answer = Answer(film.title, kind="title")
    offered = titles_of(others, film, known)
    for question in _asked(subject, "together", "cast", pair, ask, answer, offered, why):
        # Only to choose from: there may be films that the catalogue hasn't.
        yield question._replace(forms=("choice",), difficulty=harder(subject.difficulty))


def _asked(  # noqa: PLR0913, PLR0917 - what every question has
    subject: FilmContext,
    what: str,
    section: str,
    records: Sequence[CrewMember | CastMember],
    ask: str,
    answer: Answer,
    offered: Sequence[str],
    why: str,
) -> Iterator[Question]:
    """A question that rests on records of one film, unless it gives its answer away."""
    about = tuple(sorted(record.id for record in records))
    if gives_away(ask, answer):
        return
    yield Question(
        id=f"{subject.film.id}/{'+'.join(about)}/{what}",
        film=subject.film,
        section=section,
        about=about,
        ask=ask,
        answer=answer,
        distractor_pool=tuple(dict.fromkeys(offered))[:_OFFERED],
        forms=("choice", "typed"),
        sources=tuple(dict.fromkeys(name for record in records for name in record.sources)),
        why=why,
        difficulty=subject.difficulty,
        exclusive_keys=(subject.film.id, *(fold(record.name) for record in records
                                  if isinstance(record, CrewMember))),
    )  # fmt: skip


def _same_title(film: Film, other: Film) -> bool:
    return fold_words(film.title) == fold_words(other.title) and film.year == other.year


def _is_compiled(film: Film) -> bool:
    """Whether people are in it who were filmed for other films."""
    return any(fold(genre) == "documentary" for genre in film.genres)
