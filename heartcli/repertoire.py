"""The films of the catalogue that a round asks about, and what it must know of all the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from heapq import nsmallest
from random import Random

from heartcli import output
from heartcli.catalogue import find, merge, store
from heartcli.catalogue.claims import CAST, credits_read, parted
from heartcli.catalogue.find import Found, Wanted
from heartcli.catalogue.persons import called, of_people
from heartcli.catalogue.store import NUMBERS, SHIFT, Catalogue
from heartcli.errors import HeartError
from heartcli.film import Film
from heartcli.people import meant
from heartcli.quiz.chance import below
from heartcli.quiz.many import Known, Subject, again, questions_of
from heartcli.quiz.question import Question
from heartcli.records import Difficulty, Texts
from heartcli.text import fold

_MOST = 1_500  # films to choose from, the most famous
_SPARE = 5  # films more than there are questions
_NEAR = 8  # films beside each
_YEARS = 6  # that films of one time are apart
_NOT_IN_COMPANY = "adult"  # a genre that nobody wants to be asked about in company


def questions(wanted: Wanted, rng: Random, most: int) -> list[Question]:
    """Questions about films of the catalogue of which something is true, enough for a round.

    Raises HeartError where there are too few to ask about.
    """
    with closing(store.opened(output.say)) as catalogue:
        wanted = wanted._replace(people=meant(catalogue, (), wanted.people))
        found = [one for one in find.of_facets(catalogue, wanted, _MOST)[0] if _is_fit(one)]
        if len(found) < _NEAR:
            raise HeartError("too few films of the catalogue are so to ask about them")
        pool = _Pool(catalogue, found)
        known = _known(catalogue)
        made: dict[str, Question] = {}
        for one in _picked(found, most + _SPARE, rng):
            for question in questions_of(pool.subject(one), known, rng):
                made.setdefault(question.id, question)
        return list(made.values())


def asked_before(film: Film, ids: set[str]) -> Iterator[Question]:
    """The questions about this film and others with these ids, as far as they are still there."""
    with closing(store.opened(output.say)) as catalogue:
        span = (film.year - _YEARS, film.year + _YEARS)
        found = [one for one in find.of_facets(catalogue, Wanted(span), _MOST)[0] if _is_fit(one)]
        own = store.film_with_id(catalogue, film.id)
        entries = catalogue.of_film(own) if own else []
        if not own or not entries:
            return
        held, entry = entries[0]
        subject = _Pool(catalogue, found).subject(Found(own, 0.0, 1.0, held, entry))
        known = _known(catalogue)
        for wanted in sorted(ids):
            if question := again(wanted, subject, known, lambda own: _loaded(catalogue, own)):
                yield question


def film_with_id(own: str) -> Film | None:
    """The film of the catalogue with an id."""
    with closing(store.opened(output.say)) as catalogue:
        return _loaded(catalogue, own)


def _loaded(catalogue: Catalogue, own: str) -> Film | None:
    number = store.film_with_id(catalogue, own)
    return merge.film_of(catalogue, number) if number else None


def _is_fit(found: Found) -> bool:
    return not found.entry.kind and _NOT_IN_COMPANY not in fold(found.entry.genres or "")


def _picked(found: Sequence[Found], most: int, rng: Random) -> list[Found]:
    """Some of the films, the famous likelier than the obscure."""
    left = list(found)
    picked: list[Found] = []
    while left and len(picked) < most:
        at = below(len(left), rng) * below(len(left), rng) // len(left)
        picked.append(left.pop(at))
    return picked


class _Pool:
    """Films to ask about, the most famous first, and those that are like them."""

    def __init__(self, catalogue: Catalogue, found: Sequence[Found]) -> None:
        self._ranks = {one.film: rank for rank, one in enumerate(found)}
        self._kinds = [(one.film, one.entry.year, _genres(one)) for one in found]
        self._load = cache(lambda film: merge.film_of(catalogue, film))

    def subject(self, one: Found) -> Subject:
        """A film with those that are asked about beside it."""
        near = nsmallest(_NEAR, self._kinds_apart(one))
        same = [self._load(other) for other in self._by_the_same(one)]
        films = [self._load(other) for _, _, other in near]
        return Subject(self._load(one.film), films, same, self._difficulty(one))

    def _kinds_apart(self, one: Found) -> Iterator[tuple[float, int, int]]:
        """How unlike others are in their time and kind, their rank, and the film."""
        genres = _genres(one)
        for rank, (film, year, others) in enumerate(self._kinds):
            if film != one.film:
                shared = len(genres & others) / len(genres | others)
                years = max(0, abs(one.entry.year - year) - _YEARS)
                yield years + _YEARS * (1 - shared), rank, film

    def _by_the_same(self, one: Found) -> list[int]:
        """Other films to choose from with the same director."""
        found: dict[int, None] = {}
        for job_of in merge.credited_people(one.store, one.entry, "Director"):
            ids = of_people(one.store, job_of >> SHIFT, [job_of])
            for entry in one.store.entries(ids):
                if entry.film in self._ranks and entry.film != one.film:
                    found[entry.film] = None
        return list(found)

    def _difficulty(self, one: Found) -> Difficulty:
        share = self._ranks.get(one.film, len(self._ranks)) / max(len(self._ranks), 1)
        return "easy" if share < 0.15 else "medium" if share < 0.5 else "hard"


def _genres(found: Found) -> set[str]:
    return set(parted(found.entry.genres))


def _known(catalogue: Catalogue) -> Known:
    return Known(
        called=lambda title: len({one.film for one in find.exact(catalogue, title)}),
        together=lambda names: _together(catalogue, names),
    )


def _together(catalogue: Catalogue, names: Texts) -> set[str]:
    """The ids of the films in whose casts all of these people are."""
    found: set[str] = set()
    for held in catalogue.stores:
        for source in held.sources:
            people = [called(held, source, name) for name in names]
            if not all(people):
                continue
            entries = [set(of_people(held, source, some)) for some in people]
            shared = held.entries(set.intersection(*entries))
            casts = held.told("credits", [entry.id for entry in shared])
            for entry in shared:
                cast = {own for own, job, _ in credits_read(casts[entry.id]) if job == CAST}
                if all(cast & {own & NUMBERS for own in some} for some in people):
                    found.add(entry.film_id)
    return found
