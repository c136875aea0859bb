"""Questions about catalogue films: picks the films for a round, and others to compare them with."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache, partial
from heapq import nsmallest
from itertools import islice
from random import Random

from heartcli.catalogue import merging, store
from heartcli.catalogue.codec import CAST, split_list
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.search import films, people
from heartcli.catalogue.search.films import FilmFilter, FilmHit
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.store import LOCAL_MASK, SOURCE_SHIFT, Catalogue
from heartcli.errors import HeartError, Notify
from heartcli.library.films import explain_no_match
from heartcli.library.people import resolve_names
from heartcli.model.film import Film
from heartcli.model.records import CastMember, Difficulty, Strings
from heartcli.quiz.questions import from_catalogue
from heartcli.quiz.questions.from_catalogue import CatalogueFacts, FilmContext
from heartcli.quiz.questions.question import Question
from heartcli.quiz.rounds.build import QuestionSet, QuestionSource, RoundRequest, build_from
from heartcli.quiz.rounds.draw import QuestionFilter
from heartcli.quiz.stable_random import randbelow
from heartcli.text.display import plural
from heartcli.text.folding import fold

_MAX_FILMS, _MAX_FILMS_HARD = 1_500, 6_000  # best-known films to choose from
_EASY_RANK, _MEDIUM_RANK = 500, 2_500  # popularity ranks where medium and hard films start
_SPARE_FILMS = 8  # films on top of one per question, since some make no question
_SIMILAR_FILMS = 8  # films to compare each film with
_SIMILAR_YEARS = 6  # years; a smaller gap between two films makes no difference
_MAX_STARS = 4  # per film; a question names two of them
_MIN_FILMS_OF_STAR = 8  # films that make somebody a star if the source's casts aren't ordered
_EXCLUDED_GENRE = "adult"


def build_catalogue_round(
    film_filter: FilmFilter, request: RoundRequest, rng: Random, notify: Notify
) -> QuestionSet:
    """Builds a round about catalogue films. Raises HeartError if no question matches."""
    source = QuestionSource(
        films=None,
        film_args=("--catalogue", *film_filter.options()),
        make_questions=lambda rng: catalogue_questions(film_filter, request, rng, notify),
    )
    return build_from(source, request, rng, notify)


def catalogue_questions(
    film_filter: FilmFilter, question_filter: QuestionFilter, rng: Random, notify: Notify
) -> list[Question]:
    """Returns questions about films that match the filter, more than a round needs.

    Raises HeartError if there are too few films.
    """
    with closing(store.open_catalogue(notify)) as catalogue:
        names = resolve_names(catalogue, None, film_filter.people, notify)
        film_filter, difficulty = film_filter._replace(people=names), question_filter.difficulty
        limit = _MAX_FILMS_HARD if difficulty == "hard" else _MAX_FILMS
        hits = _find_askable_films(catalogue, film_filter, limit)
        if len(hits) < _SIMILAR_FILMS:
            why = explain_no_match(catalogue, film_filter)
            count = plural(len(hits), "film")
            reason = f". {why}" if why else f": found {count}, need {_SIMILAR_FILMS}"
            raise HeartError(f"not enough films for a round{reason}")
        pool = _FilmPool(catalogue, hits, film_filter)
        if difficulty:  # some questions are a step harder than their film
            levels = {difficulty, from_catalogue.shift_difficulty(difficulty, -1)}
            hits = [hit for hit in hits if _difficulty(hit) in levels]
        questions: dict[str, Question] = {}
        for hit in _weighted_sample(hits, question_filter.count + _SPARE_FILMS, rng):
            for question in from_catalogue.film_questions(pool.context(hit), rng):
                questions.setdefault(question.id, question)
        return list(questions.values())


def regenerate_catalogue_questions(film: Film, ids: set[str], notify: Notify) -> Iterator[Question]:
    """Regenerates a film's questions with these ids, leaving out any that no longer exist."""
    with closing(store.open_catalogue(notify)) as catalogue:
        number = store.find_film_number(catalogue, film.id)
        entries = catalogue.entries_of_film(number) if number else []
        if not number or not entries:
            return
        entry_store, entry = entries[0]
        years = FilmFilter((film.year - _SIMILAR_YEARS, film.year + _SIMILAR_YEARS))
        pool = _FilmPool(catalogue, _find_askable_films(catalogue, years, _MAX_FILMS), FilmFilter())
        context = pool.context(FilmHit(number, 0.0, 1.0, entry_store, entry))
        load = partial(_load, catalogue)
        for question_id in sorted(ids):
            if question := from_catalogue.regenerate_question(question_id, context, load):
                yield question


def load_film(film_id: str, notify: Notify) -> Film | None:
    """Returns the catalogue film with this id, or None."""
    with closing(store.open_catalogue(notify)) as catalogue:
        return _load(catalogue, film_id)


def _load(catalogue: Catalogue, film_id: str) -> Film | None:
    number = store.find_film_number(catalogue, film_id)
    return merging.load_film(catalogue, number) if number else None


def _find_askable_films(catalogue: Catalogue, film_filter: FilmFilter, limit: int) -> list[FilmHit]:
    """Finds films to ask about, leaving out series, other kinds of title and adult films."""
    return [
        hit
        for hit in films.browse(catalogue, film_filter, limit)
        if not hit.entry.kind and _EXCLUDED_GENRE not in fold(hit.entry.genres or "")
    ]


def _weighted_sample(hits: Sequence[FilmHit], limit: int, rng: Random) -> list[FilmHit]:
    """Samples films, favouring well-known ones, which come first in `hits`."""
    remaining = list(hits)
    sample: list[FilmHit] = []
    while remaining and len(sample) < limit:
        count = len(remaining)
        sample.append(remaining.pop(randbelow(count, rng) * randbelow(count, rng) // count))
    return sample


class _FilmPool:
    """Films to ask about, the best known first."""

    def __init__(self, catalogue: Catalogue, hits: list[FilmHit], film_filter: FilmFilter) -> None:
        self._catalogue = catalogue
        self._facts = _catalogue_facts(catalogue, film_filter)
        self._films = {hit.film_number: (hit.entry.year, _tags(hit)) for hit in hits}
        self._load = cache(lambda number: merging.load_film(catalogue, number))

    def context(self, hit: FilmHit) -> FilmContext:
        """Returns a film with others to compare it with."""
        film = self._load(hit.film_number)
        similar = nsmallest(_SIMILAR_FILMS, self._dissimilarities(hit))
        return FilmContext(
            film,
            similar=[self._load(number) for _, _, number in similar],
            same_director=[self._load(number) for number in self._same_director(hit)],
            stars=self._stars(film, hit),
            difficulty=_difficulty(hit),
            catalogue=self._facts,
        )

    def _stars(self, film: Film, hit: FilmHit) -> list[CastMember]:
        """Returns the best-known cast members, from the first source that has any."""
        cast = {fold(member.performer): member for member in film.cast}
        for entry_store, entry in self._catalogue.entries_of_film(hit.film_number):
            is_ordered = FORMATS[entry_store.source_of(entry.id).format].cast_is_ordered
            names = people.people_by_job(entry_store, [entry.id], [CAST])[entry.id]
            known = (
                cast[fold(name)]
                for person, name in names.items()
                if is_ordered or people.count_films_of(entry_store, person) >= _MIN_FILMS_OF_STAR
            )
            if stars := list(islice(known, _MAX_STARS)):
                return stars
        return []

    def _dissimilarities(self, hit: FilmHit) -> Iterator[tuple[float, int, int]]:
        """Yields each other film's distance in year and genre, its rank and its number."""
        tags = _tags(hit)
        for rank, (number, (year, other_tags)) in enumerate(self._films.items()):
            if number != hit.film_number:
                overlap = len(tags & other_tags) / max(1, len(tags | other_tags))
                years = max(0, abs(hit.entry.year - year) - _SIMILAR_YEARS)
                yield years + _SIMILAR_YEARS * (1 - overlap), rank, number

    def _same_director(self, hit: FilmHit) -> list[int]:
        """Returns the numbers of the pool's other films by a director of this one."""
        numbers: list[int] = []
        for director in people.people_by_job(hit.store, [hit.entry.id], ["Director"])[hit.entry.id]:
            entry_ids = people.find_entries_of(hit.store, director >> SOURCE_SHIFT, [director])
            numbers += [entry.film_number for entry in hit.store.load_entries(entry_ids)]
        return [n for n in dict.fromkeys(numbers) if n in self._films and n != hit.film_number]


def _difficulty(hit: FilmHit) -> Difficulty:
    """Returns how hard it is to know a film, judging by its rank in the whole catalogue."""
    rank = hit.store.count_more_popular(hit.entry.popularity, _MEDIUM_RANK)
    return "easy" if rank < _EASY_RANK else "medium" if rank < _MEDIUM_RANK else "hard"


def _tags(hit: FilmHit) -> set[str]:
    return {*split_list(hit.entry.genres), *split_list(hit.entry.countries)}


def _catalogue_facts(catalogue: Catalogue, film_filter: FilmFilter) -> CatalogueFacts:
    @cache
    def title_count(title: str) -> int:
        entries = [(part, set(part.entries_with_key([title_key(title)]))) for part in parts]
        return len({number for part, ids in entries for number in part.film_numbers(ids)})

    parts = catalogue.stores
    sources = [source for part in parts for source in part.sources.values()]
    first_year = min(source.first_year for source in sources)
    last_year = max(source.last_year for source in sources)
    return CatalogueFacts(
        title_count=title_count,
        films_with_all=partial(_films_with_all, catalogue),
        years=film_filter.years or (first_year, last_year),
        filter_people=frozenset(map(fold, film_filter.people)),
    )


def _films_with_all(catalogue: Catalogue, names: Strings) -> set[str]:
    """Returns the ids of the films whose casts include all these people."""
    film_ids = set()
    for part, source in [(p, s) for p in catalogue.stores for s in p.sources]:
        groups = [people.find_people_named(part, source, name) for name in names]  # namesakes
        entry_ids = [set(people.find_entries_of(part, source, group)) for group in groups]
        entries = part.load_entries(set.intersection(*entry_ids))
        credits_ = part.load_credits([entry.id for entry in entries])
        for entry in entries:
            cast = {person for person, job, _ in credits_.get(entry.id, ()) if job == CAST}
            if all(cast & {person & LOCAL_MASK for person in group} for group in groups):
                film_ids.add(entry.film_id)
    return film_ids
