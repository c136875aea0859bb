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
from heartcli.quiz.chance import below, shuffled
from heartcli.quiz.judge import Answer
from heartcli.quiz.question import OPTIONS, Question, gives_away
from heartcli.records import CastMember, CrewMember, Difficulty, Source, Texts
from heartcli.text import fold, in_a_row, without_article, words

_OFFERED = 12
_WRONG_YEARS = 6  # to either side
_FEWEST_YEARS = 5  # from which one can choose
_SERIES = 2  # words that the titles of a series begin with
_APART = 2  # years between films that are to be put in order
_ORDERED = 3  # one film of so many is put in order with others


class Known(NamedTuple):
    """What can be asked of all films there are, beyond those of a round."""

    called: Callable[[str], int]  # how many have a title
    begun: Callable[[str], int]  # how many have a title that begins so
    misspelled: Callable[[str], Texts]  # the titles that a typing error makes of this
    together: Callable[[Texts], Collection[str]]  # the ids of those in which all these people are
    years: tuple[int, int]  # of which films may be asked about
    people: Collection[str] = ()  # who is in all that are asked about, their names folded


class Subject(NamedTuple):
    """A film that is asked about."""

    film: Film
    near: Sequence[Film]  # of its time and kind
    same: Sequence[Film]  # others by its director
    stars: Sequence[CastMember]
    difficulty: Difficulty


def questions_of(subject: Subject, known: Known, rng: Random) -> Iterator[Question]:
    """All questions about a film and others; which ones these are is up to the generator."""
    film = subject.film
    yield from _of_facts(subject, known)
    yield from together(subject, known, rng)
    others = [other for other in subject.near if _is_by_none(other, _directors(film))]
    others = [other for other in others if not of_one_series(film, other)]
    if odd := shuffled(others, rng)[:1]:
        three = shuffled(subject.same, rng)[: OPTIONS - 2]
        yield from odd_one_out(odd[0], [film, *three], subject.difficulty, known)
    if below(_ORDERED, rng) == 0:
        yield from in_order([film, *shuffled(subject.near, rng)], subject.difficulty, known)


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
            made = odd_one_out(subject.film, films, subject.difficulty, known)
        else:
            made = in_order([subject.film, *films], subject.difficulty, known)
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
    alone = known.called(film.title) == 1
    wished = {fold(maker.name) for maker in makers} & set(known.people)
    if makers and not wished and all(maker.is_sure("name") for maker in makers):
        if alone or not any(_same_title(film, other) for other in subject.near):
            yield from _directed(subject, makers)
        if alone and not makers[1:]:
            yield from _by(subject, makers, known)
    if alone:
        yield from _of_year(subject, known)


def _directed(subject: Subject, makers: Sequence[CrewMember]) -> Iterator[Question]:
    """Who directed a film; of several that are in its cast, too, sources have mixed up some."""
    film = subject.film
    names = [maker.name for maker in makers]
    several = len(names) > 1
    if several and {fold(name) for name in names} & {fold(m.performer) for m in film.cast}:
        return
    offered = [
        maker.name
        for other in subject.near
        if _is_by_none(other, set(map(fold, names)))
        for maker in _makers(other)[:1]
    ]
    all_of_them = (in_a_row(names),) if several else ()
    answer = Answer(names[0], (*names[1:], *all_of_them), kind="person")
    ask = f"Who directed “{film.title}” ({film.year})?"
    if several:
        ask = f"Name one of those who directed “{film.title}” ({film.year})."
    why = f"{in_a_row(names)} directed {film.title} ({film.year})."
    for question in _asked(subject, "directed", "crew", makers, ask, answer, offered, why):
        # To choose from, the first of several would stand for them all.
        yield question._replace(forms=("typed",) if several else question.forms)


def _by(subject: Subject, makers: Sequence[CrewMember], known: Known) -> Iterator[Question]:
    """Which of several films is by a director."""
    film, name = subject.film, makers[0].name
    others = [other for other in subject.near if _is_by_none(other, {fold(name)})]
    offered = _titles(others, film, known)
    ask = f"Which of these films did {name} direct?"
    why = f"{name} directed {film.title} ({film.year})."
    answer = Answer(film.title, kind="title")
    for question in _asked(subject, "by", "crew", makers[:1], ask, answer, offered, why):
        yield question._replace(forms=("choice",))


def _of_year(subject: Subject, known: Known) -> Iterator[Question]:
    """In which year a film came out; what each source says is right."""
    film = subject.film
    if any(dispute.says for dispute in film.disputes) or set(words(film.title)) & {str(film.year)}:
        return
    disputed = [dispute for dispute in film.disputes if dispute.field == "year"]
    years = [str(film.year), *(str(dispute.value) for dispute in disputed)]
    first, last = known.years
    span = range(max(first, film.year - _WRONG_YEARS), min(last, film.year + _WRONG_YEARS) + 1)
    if len(span) < _FEWEST_YEARS:
        return
    offered = tuple(str(year) for year in span if str(year) not in years)
    cited = [*film.cited.get("year", ()), *(name for one in disputed for name in one.sources)]
    yield Question(
        id=f"{film.id}/{_SELF}/{OF_THE_FILM.what}",
        film=film,
        section="film",
        about=(_SELF,),
        ask=f"In which year did “{film.title}” come out?",
        answer=Answer(years[0], tuple(years[1:]), kind="date"),
        offered=offered,
        forms=("choice", "typed"),
        sources=tuple(dict.fromkeys(cited)),
        why=f"{film.title} came out in {' or '.join(years)}.",
        difficulty=subject.difficulty,
        marks=(film.id,),
    )


def together(subject: Subject, known: Known, rng: Random) -> Iterator[Question]:
    """Which film two of its stars have in common."""
    stars = [
        member
        for member in subject.stars
        if member.is_sure("performer") and fold(member.performer) not in known.people
    ]
    for pair in shuffled(list(combinations(stars, 2)), rng):
        made = list(_of_two(subject, known, [member.id for member in pair]))
        if made:
            yield from made
            return


def _of_two(subject: Subject, known: Known, ids: Sequence[str]) -> Iterator[Question]:
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
    why = f"{in_a_row(names)} are both in {film.title} ({film.year})."
    head, colon, _ = film.title.partition(":")
    accept = (head,) if colon and known.begun(head) == 1 else ()
    answer = Answer(film.title, accept, reject=known.misspelled(film.title), kind="title")
    offered = _titles(others, film, known)
    yield from _asked(subject, "together", "cast", pair, ask, answer, offered, why)


def odd_one_out(
    odd: Film, others: Sequence[Film], difficulty: Difficulty, known: Known
) -> Iterator[Question]:
    """Which of four films is not by the director of the other three."""
    shared = set.intersection(*map(_directors, others)) if others else set()
    if len(others) != OPTIONS - 1 or not shared or not _is_by_none(odd, shared):
        return
    films = sorted(others, key=lambda film: film.id)
    makers = [maker for film in (odd, *films) for maker in _makers(film)]
    if len(makers) != OPTIONS or shared & set(known.people):  # each film has one
        return
    name = min(maker.name for maker in makers[1:])
    titles = _titles(films, odd, known)
    if len(titles) < OPTIONS - 1 or known.called(odd.title) > 1:
        return
    if not all(maker.is_sure("name") for maker in makers):
        return
    told = [(film, maker.sources) for film, maker in zip((odd, *films), makers, strict=True)]
    film, sources = _citing(odd, told)
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
        why=f"{odd.title} ({odd.year}) is by {makers[0].name}.",
        difficulty=difficulty,
        marks=(odd.id, *(film.id for film in films), fold(name)),
    )


def in_order(films: Sequence[Film], difficulty: Difficulty, known: Known) -> Iterator[Question]:
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
        marks=tuple(one.id for one in told),
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
        marks=(subject.film.id, *(fold(record.name) for record in records
                                  if isinstance(record, CrewMember))),
    )  # fmt: skip


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


def _directors(film: Film) -> set[str]:
    return {fold(maker.name) for maker in _makers(film)}


def _is_by_none(film: Film, directors: set[str]) -> bool:
    """Whether it is known who directed a film, and these did not."""
    known = _directors(film)
    return bool(known) and not known & directors


def _same_title(film: Film, other: Film) -> bool:
    return words(film.title) == words(other.title) and film.year == other.year


def _titles(films: Sequence[Film], film: Film, known: Known) -> Texts:
    """The titles of other films, of which it is clear that no other film is meant."""
    return tuple(
        dict.fromkeys(
            other.title
            for other in films
            if known.called(other.title) == 1 and not of_one_series(film, other)
        )
    )


def of_one_series(film: Film, other: Film) -> bool:
    """Whether two films look like parts of a series, by the beginnings of their titles."""
    one, two = (list(without_article(words(each.title))) for each in (film, other))
    shorter = min(len(one), len(two), _SERIES)
    return one[:shorter] == two[:shorter]


def _tells_a_year(title: str) -> bool:
    return any(word.isdecimal() and len(word) == len("1975") for word in words(title))


def _is_compiled(film: Film) -> bool:
    """Whether people are in it who were filmed for other films."""
    return any(fold(genre) == "documentary" for genre in film.genres)
