"""Questions about many films: who directed which, which two people share, what came out first.

A wrong option is of a film of the same time and kind, of which is known what is asked, and of which
the right answer is not true.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations
from random import Random
from typing import Any, NamedTuple

from heartcli.film import Film
from heartcli.quiz.asking import OF_THE_FILM
from heartcli.quiz.chance import shuffled
from heartcli.quiz.judge import Answer
from heartcli.quiz.question import OPTIONS, Question, gives_away
from heartcli.records import CastMember, CrewMember, Difficulty, Source, Texts
from heartcli.text import fold, in_a_row, words

_STARS = 5  # of a cast, of whom two are asked about
_OFFERED = 12
_WRONG_YEARS = 6  # to either side


class Known(NamedTuple):
    """What can be asked of all films there are, beyond those of a round."""

    called: Callable[[str], int]  # how many have a title
    together: Callable[[Texts], Collection[str]]  # the ids of those in which all these people are


class Subject(NamedTuple):
    """A film that is asked about."""

    film: Film
    near: Sequence[Film]  # of its time and kind
    same: Sequence[Film]  # others by its director
    difficulty: Difficulty


def questions_of(subject: Subject, known: Known, rng: Random) -> Iterator[Question]:
    """All questions about a film and others; which ones these are is up to the generator."""
    yield from _of_facts(subject, known)
    yield from together(subject, known, rng)
    directors = _directors(subject.film)
    others = [film for film in subject.near if _is_by_none(film, directors)]
    if odd := shuffled(others, rng)[:1]:
        three = shuffled(subject.same, rng)[: OPTIONS - 2]
        yield from odd_one_out(odd[0], [subject.film, *three], subject.difficulty)
    yield from in_order([subject.film, *shuffled(subject.near, rng)], subject.difficulty)


def again(
    wanted: str, subject: Subject, known: Known, load: Callable[[str], Film | None]
) -> Question | None:
    """The question with this id, if its films are still there. `load` finds one by its id."""
    about, _, what = wanted.removeprefix(f"{subject.film.id}/").rpartition("/")
    if what in ("odd", "released"):
        found = [load(own) for own in about.split("+") if own != _SELF]
        films = [film for film in found if film is not None]
        if len(films) != OPTIONS - 1:
            return None
        if what == "odd":
            made = odd_one_out(subject.film, films, subject.difficulty)
        else:
            made = in_order([subject.film, *films], subject.difficulty)
    elif what == "together":
        made = _of_two(subject, known, about.split("+"))
    else:
        made = _of_facts(subject, known)
    return next((question for question in made if question.id == wanted), None)


def is_of_many(question: str) -> bool:
    """Whether the question with this id is one of these."""
    return question.rpartition("/")[2] in ("directed", "by", "together", "odd", "released")


_SELF = "film"  # the head of the film that a question is counted for


def _of_facts(subject: Subject, known: Known) -> Iterator[Question]:
    film = subject.film
    makers = _makers(film)
    alike = known.called(film.title)
    if makers and all(maker.is_sure("name") for maker in makers):
        if alike == 1 or not any(_same_title(film, other) for other in subject.near):
            yield from _directed(subject, makers)
        yield from _by(subject, makers)
    if alike == 1:
        yield from _of_year(subject)


def _directed(subject: Subject, makers: Sequence[CrewMember]) -> Iterator[Question]:
    """Who directed a film."""
    film = subject.film
    names = [maker.name for maker in makers]
    offered = [
        maker.name
        for other in subject.near
        if _is_by_none(other, set(map(fold, names)))
        for maker in _makers(other)[:1]
    ]
    answer = Answer(names[0], tuple(names[1:]), kind="person")
    ask = f"Who directed “{film.title}” ({film.year})?"
    if len(names) > 1:
        ask = f"Name one of those who directed “{film.title}” ({film.year})."
    why = f"{in_a_row(names)} directed {film.title} ({film.year})."
    yield from _asked(subject, "directed", "crew", makers, ask, answer, offered, why)


def _by(subject: Subject, makers: Sequence[CrewMember]) -> Iterator[Question]:
    """Which of several films is by a director."""
    film, name = subject.film, makers[0].name
    others = [other for other in subject.near if _is_by_none(other, {fold(name)})]
    offered = _titles(others, film)
    ask = f"Which of these films did {name} direct?"
    why = f"{name} directed {film.title} ({film.year})."
    answer = Answer(film.title, kind="title")
    for question in _asked(subject, "by", "crew", makers[:1], ask, answer, offered, why):
        yield question._replace(forms=("choice",))


def _of_year(subject: Subject) -> Iterator[Question]:
    """Of which year a film is; what each source says is right."""
    film = subject.film
    if any(dispute.says for dispute in film.disputes) or set(words(film.title)) & {str(film.year)}:
        return
    disputed = [dispute for dispute in film.disputes if dispute.field == "year"]
    years = [str(film.year), *(str(dispute.value) for dispute in disputed)]
    span = range(film.year - _WRONG_YEARS, film.year + _WRONG_YEARS + 1)
    offered = tuple(str(year) for year in span if str(year) not in years)
    cited = [*film.cited.get("year", ()), *(name for one in disputed for name in one.sources)]
    yield Question(
        id=f"{film.id}/{_SELF}/{OF_THE_FILM.what}",
        film=film,
        section="film",
        about=(_SELF,),
        ask="Of which year is the film?",
        answer=Answer(years[0], tuple(years[1:]), kind="date"),
        offered=offered,
        forms=("choice", "typed"),
        sources=tuple(dict.fromkeys(cited)),
        why=f"{film.title} is of {' or '.join(years)}.",
        difficulty=subject.difficulty,
    )


def together(subject: Subject, known: Known, rng: Random) -> Iterator[Question]:
    """Which film two of its stars have in common."""
    stars = [member for member in subject.film.cast if member.is_sure("performer")][:_STARS]
    for pair in shuffled(list(combinations(stars, 2)), rng):
        made = list(_of_two(subject, known, [member.id for member in pair]))
        if made:
            yield from made
            return


def _of_two(subject: Subject, known: Known, ids: Sequence[str]) -> Iterator[Question]:
    film = subject.film
    pair = sorted((m for m in film.cast if m.id in ids), key=lambda member: member.id)
    if len(pair) != 2:
        return
    names = tuple(member.performer for member in pair)
    shared = known.together(names)
    if set(shared) - {film.id}:  # one film is to be meant, or nobody knows which
        return
    others = [other for other in subject.near if other.cast and other.id not in shared]
    ask = f"In which film are both {names[0]} and {names[1]}?"
    why = f"{in_a_row(names)} are both in {film.title} ({film.year})."
    answer = Answer(film.title, kind="title")
    yield from _asked(subject, "together", "cast", pair, ask, answer, _titles(others, film), why)


def odd_one_out(odd: Film, others: Sequence[Film], difficulty: Difficulty) -> Iterator[Question]:
    """Which of four films is not by the director of the other three."""
    shared = set.intersection(*map(_directors, others)) if others else set()
    if len(others) != OPTIONS - 1 or not shared or not _is_by_none(odd, shared):
        return
    films = sorted(others, key=lambda film: film.id)
    makers = [min((m for m in _makers(f) if fold(m.name) in shared), key=_name) for f in films]
    name = min(makers, key=_name).name
    titles = _titles(films, odd)
    if len(titles) < OPTIONS - 1 or not all(m.is_sure("name") for m in (*makers, *_makers(odd))):
        return
    told = [(film, maker.sources) for film, maker in zip(films, makers, strict=True)]
    film, sources = _citing(odd, [(odd, _makers(odd)[0].sources), *told])
    yield Question(
        id=f"{odd.id}/{'+'.join(about := _about(films))}/odd",
        film=film,
        section="crew",
        about=about,
        ask=f"Three of these films are by {name}. Which one is not?",
        answer=Answer(odd.title, kind="title"),
        offered=titles,
        forms=("choice",),
        sources=sources,
        why=f"{odd.title} is by {in_a_row([maker.name for maker in _makers(odd)])}.",
        difficulty=difficulty,
    )


def in_order(films: Sequence[Film], difficulty: Difficulty) -> Iterator[Question]:
    """Four films of different years, the first of them among them, by when they came out."""
    picked: list[Film] = []
    for film in films:
        sure = not any(dispute.field in ("", "year") for dispute in film.disputes)
        known = {*(other.year for other in picked)} | {*(fold(other.title) for other in picked)}
        if sure and film.year not in known and fold(film.title) not in known:
            picked.append(film)
        elif film is films[0]:
            return
        if len(picked) == OPTIONS:
            break
    if len(picked) < OPTIONS:
        return
    told = sorted(picked, key=lambda film: film.year)
    first, *others = told
    film, sources = _citing(first, [(one, one.cited.get("year", ())) for one in told])
    titles = tuple(one.title for one in told)
    yield Question(
        id=f"{first.id}/{'+'.join(about := _about(others))}/released",
        film=film,
        section="film",
        about=about,
        ask="Put these films in the order in which they came out, the earliest first.",
        answer=Answer("; ".join(titles)),
        offered=(),
        forms=("order",),
        sources=sources,
        why="\n".join(f"{one.year}: {one.title}" for one in told),
        difficulty="hard" if difficulty != "easy" else "medium",
        events=titles,
    )


def _asked(  # noqa: PLR0913, PLR0917 - what every question has
    subject: Subject,
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
        offered=tuple(dict.fromkeys(offered))[:_OFFERED],
        forms=("choice", "typed"),
        sources=tuple(dict.fromkeys(name for record in records for name in record.sources)),
        why=why,
        difficulty=subject.difficulty,
    )


def _about(films: Sequence[Film]) -> Texts:
    return tuple(sorted([_SELF, *(film.id for film in films)]))


def _citing(film: Film, told: Sequence[tuple[Film, Texts]]) -> tuple[Film, Texts]:
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


def _makers(film: Film) -> list[CrewMember]:
    return [member for member in film.crew if fold(member.job) == "director"]


def _name(member: CrewMember) -> str:
    return member.name


def _directors(film: Film) -> set[str]:
    return {fold(maker.name) for maker in _makers(film)}


def _is_by_none(film: Film, directors: set[str]) -> bool:
    """Whether it is known who directed a film, and these did not."""
    known = _directors(film)
    return bool(known) and not known & directors


def _same_title(film: Film, other: Film) -> bool:
    return words(film.title) == words(other.title) and film.year == other.year


def _titles(films: Sequence[Film], film: Film) -> Texts:
    """The titles of other films, each once, none of which is this film's."""
    return tuple(
        {tuple(words(one.title)): one.title for one in films
         if words(one.title) != words(film.title)}.values()
    )  # fmt: skip
