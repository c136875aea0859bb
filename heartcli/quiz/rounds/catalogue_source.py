"""The films of the catalogue that a round asks about, and what it must know of all the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from heapq import nsmallest
from random import Random

from heartcli.catalogue import merging, store
from heartcli.catalogue.codec import split_list
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.models import CAST
from heartcli.catalogue.search import films
from heartcli.catalogue.search.films import FilmFilter, FilmHit
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.search.people import (
    count_films_of,
    find_entries_of,
    find_people_named,
    people_by_job,
)
from heartcli.catalogue.store import LOCAL_MASK, SOURCE_SHIFT, Catalogue
from heartcli.errors import HeartError, Notify
from heartcli.library.films import explain_no_match
from heartcli.library.people import resolve_names
from heartcli.model.film import Film
from heartcli.model.records import CastMember, Difficulty, Strings
from heartcli.quiz.questions.catalogue_context import CatalogueFacts, FilmContext, shift_difficulty
from heartcli.quiz.questions.from_catalogue import film_questions, regenerate_question
from heartcli.quiz.questions.question import Question
from heartcli.quiz.rounds.draw import QuestionFilter
from heartcli.quiz.stable_random import randbelow
from heartcli.text.display import plural
from heartcli.text.folding import fold

_MOST, _MOST_KNOWN = 1_500, 6_000  # films to choose from, the most famous
_SPARE = 8  # films more than there are questions, of some nothing can be asked
_STARS = 4  # of a cast, of whom two are asked about
_KNOWN_FOR = 8  # films in which somebody is whom one may know, where casts have no order
_EASY, _MEDIUM = 500, 2_500  # so many films are better known
_NEAR = 8  # films beside each
_YEARS = 6  # that films of one time are apart
_NOT_IN_COMPANY = "adult"  # a genre that nobody wants to be asked about in company


def catalogue_questions(
    wanted: FilmFilter, wish: QuestionFilter, rng: Random, notify: Notify
) -> list[Question]:
    """Questions about films of the catalogue of which something is true, enough for a round.

    Raises HeartError where there are too few to ask about.
    """
    with closing(store.open_catalogue(notify)) as catalogue:
        wanted = wanted._replace(people=resolve_names(catalogue, None, wanted.people, notify))
        most = _MOST_KNOWN if wish.difficulty == "hard" else _MOST
        found = [one for one in films.browse(catalogue, wanted, most) if _is_fit(one)]
        if len(found) < _NEAR:
            told = f"{plural(len(found), 'film')} in the catalogue"
            why = explain_no_match(catalogue, wanted) or f"{told} match; a round needs {_NEAR}"
            raise HeartError(f"too few films to ask about: {why}")
        pool = _Pool(catalogue, found)
        known = _known(catalogue, wanted)
        made: dict[str, Question] = {}
        for one in _picked(_as_difficult(found, wish), wish.count + _SPARE, rng):
            for question in film_questions(pool.subject(one), known, rng):
                made.setdefault(question.id, question)
        return list(made.values())


def regenerate_catalogue_questions(film: Film, ids: set[str], notify: Notify) -> Iterator[Question]:
    """The questions about this film and others with these ids, as far as they are still there."""
    with closing(store.open_catalogue(notify)) as catalogue:
        span = FilmFilter((film.year - _YEARS, film.year + _YEARS))
        found = [one for one in films.browse(catalogue, span, _MOST) if _is_fit(one)]
        own = store.find_film_number(catalogue, film.id)
        entries = catalogue.entries_of_film(own) if own else []
        if not own or not entries:
            return
        held, entry = entries[0]
        subject = _Pool(catalogue, found).subject(FilmHit(own, 0.0, 1.0, held, entry))
        known = _known(catalogue, FilmFilter())
        for wanted in sorted(ids):
            if question := regenerate_question(
                wanted, subject, known, lambda own: _loaded(catalogue, own)
            ):
                yield question


def load_film(own: str, notify: Notify) -> Film | None:
    """The film of the catalogue with an id."""
    with closing(store.open_catalogue(notify)) as catalogue:
        return _loaded(catalogue, own)


def _loaded(catalogue: Catalogue, own: str) -> Film | None:
    number = store.find_film_number(catalogue, own)
    return merging.load_film(catalogue, number) if number else None


def _as_difficult(found: Sequence[FilmHit], wish: QuestionFilter) -> Sequence[FilmHit]:
    """The films of which something as difficult is asked: some questions are harder than others."""
    if wish.difficulty is None:
        return found
    levels = {wish.difficulty, shift_difficulty(wish.difficulty, -1)}
    return [one for one in found if _difficulty(one) in levels]


def _is_fit(found: FilmHit) -> bool:
    return not found.entry.kind and _NOT_IN_COMPANY not in fold(found.entry.genres or "")


def _picked(found: Sequence[FilmHit], most: int, rng: Random) -> list[FilmHit]:
    """Some of the films, the famous likelier than the obscure."""
    left = list(found)
    picked: list[FilmHit] = []
    while left and len(picked) < most:
        at = randbelow(len(left), rng) * randbelow(len(left), rng) // len(left)
        picked.append(left.pop(at))
    return picked


class _Pool:
    """Films to ask about, the most famous first, and those that are like them."""

    def __init__(self, catalogue: Catalogue, found: Sequence[FilmHit]) -> None:
        self._catalogue = catalogue
        self._films = {one.film for one in found}
        self._kinds = [(one.film, one.entry.year, _kind(one)) for one in found]
        self._load = cache(lambda film: merging.load_film(catalogue, film))

    def subject(self, one: FilmHit) -> FilmContext:
        """A film with those that are asked about beside it."""
        film = self._load(one.film)
        near = [self._load(other) for _, _, other in nsmallest(_NEAR, self._kinds_apart(one))]
        same = [self._load(other) for other in self._by_the_same(one)]
        return FilmContext(film, near, same, self._stars(film, one), _difficulty(one))

    def _stars(self, film: Film, one: FilmHit) -> list[CastMember]:
        """Who heads the cast, in the order in which the source has it, if people know them."""
        by_name = {fold(member.performer): member for member in film.cast}
        found = []
        for store_, entry in self._catalogue.entries_of_film(one.film):
            billed = FORMATS[store_.source_of(entry.id).format].cast_is_ordered
            for own, name in people_by_job(store_, [entry.id], [CAST])[entry.id].items():
                if billed or count_films_of(store_, own) >= _KNOWN_FOR:
                    found.append(by_name[fold(name)])
                if len(found) == _STARS:
                    return found
            if found:
                break
        return found

    def _kinds_apart(self, one: FilmHit) -> Iterator[tuple[float, int, int]]:
        """How unlike others are in their time and kind, their rank, and the film."""
        kind = _kind(one)
        for rank, (film, year, others) in enumerate(self._kinds):
            if film != one.film:
                shared = len(kind & others) / max(1, len(kind | others))
                years = max(0, abs(one.entry.year - year) - _YEARS)
                yield years + _YEARS * (1 - shared), rank, film

    def _by_the_same(self, one: FilmHit) -> list[int]:
        """Other films to choose from with the same director."""
        found: dict[int, None] = {}
        for director in people_by_job(one.store, [one.entry.id], ["Director"])[one.entry.id]:
            ids = find_entries_of(one.store, director >> SOURCE_SHIFT, [director])
            for entry in one.store.load_entries(ids):
                if entry.film_number in self._films and entry.film_number != one.film:
                    found[entry.film_number] = None
        return list(found)


def _difficulty(one: FilmHit) -> Difficulty:
    """By how many films of all are better known, whatever a round is about."""
    better = one.store.count_more_popular(one.entry.popularity, _MEDIUM)
    return "easy" if better < _EASY else "medium" if better < _MEDIUM else "hard"


def _kind(found: FilmHit) -> set[str]:
    return {*split_list(found.entry.genres), *split_list(found.entry.countries)}


def _known(catalogue: Catalogue, wanted: FilmFilter) -> CatalogueFacts:
    sources = [source for held in catalogue.stores for source in held.sources.values()]
    span = (
        min(source.first_year for source in sources),
        max(source.last_year for source in sources),
    )
    return CatalogueFacts(
        title_count=cache(lambda title: len(_called(catalogue, [title_key(title)]))),
        films_with_all=lambda names: _together(catalogue, names),
        years=wanted.years or span,
        filter_people=frozenset(map(fold, wanted.people)),
    )


def _called(catalogue: Catalogue, keys: Sequence[str]) -> set[int]:
    """The films that have a title of one of these keys."""
    return {
        film
        for held in catalogue.stores
        for film in held.film_numbers(set(held.entries_with_key(keys)))
    }


def _together(catalogue: Catalogue, names: Strings) -> set[str]:
    """The ids of the films in whose casts all of these people are."""
    found: set[str] = set()
    for held in catalogue.stores:
        for source in held.sources:
            people = [find_people_named(held, source, name) for name in names]
            if not all(people):
                continue
            entries = [set(find_entries_of(held, source, some)) for some in people]
            shared = held.load_entries(set.intersection(*entries))
            casts = held.load_credits([entry.id for entry in shared])
            for entry in shared:
                cast = {own for own, job, _ in casts.get(entry.id, ()) if job == CAST}
                if all(cast & {own & LOCAL_MASK for own in some} for some in people):
                    found.add(entry.film_id)
    return found
