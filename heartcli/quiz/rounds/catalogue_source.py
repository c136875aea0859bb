"""Questions about catalogue films: opens the catalogue and draws from the films that match."""

from collections.abc import Collection, Iterator
from contextlib import closing
from random import Random

from heartcli.catalogue import merging, store
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.store import Catalogue
from heartcli.errors import HeartError, Notify
from heartcli.model.film import Film
from heartcli.quiz.questions.from_catalogue.templates import make_questions, remake_question
from heartcli.quiz.questions.question import FORMS, Question
from heartcli.quiz.rounds.build import QuestionSet, QuestionSource, RoundRequest, build_from
from heartcli.quiz.rounds.catalogue_pool import CataloguePool
from heartcli.text.display import plural

_USUAL_COUNT = 10  # questions
# The best-known films of each decade to choose from in such a round; reading more takes time.
_PER_DECADE, _PER_DECADE_BY_DIFFICULTY = 150, {"medium": 300, "hard": 600}
_PER_DECADE_AND_QUESTION = 2  # for each further question
# Films to choose from if the player's filter leaves few that are well known.
_MIN_FILTERED, _FILTERED_PER_QUESTION = 80, 8
_MIN_FILMS = 4  # matching films
# Questions to make for each one needed, usually and for a long or narrow round; and the fewest
# to make for any round.
_SURPLUS, _LARGE_SURPLUS, _MIN_QUESTIONS = 1.2, 1.6, 8
_FITTING_FACTOR = 1.5  # times as many if the questions must also fit a format


def build_catalogue_round(
    film_filter: FilmFilter, request: RoundRequest, rng: Random, notify: Notify
) -> QuestionSet:
    """Builds a round about catalogue films. Raises HeartError if no question matches."""

    def is_acceptable(question: Question) -> bool:
        return bool(request.select([question]))

    with closing(store.open_catalogue(notify)) as catalogue:
        if film_filter.people:
            from heartcli.library.credit_index import resolve_names  # noqa: PLC0415 - slow

            people = resolve_names(catalogue, None, film_filter.people, notify)
            film_filter = film_filter._replace(people=people)
        pool = _fill_pool(catalogue, _translate_genres(catalogue, film_filter, notify), request)
        limit = _count_to_make(film_filter, request)
        source = QuestionSource(
            films=None,
            film_args=("--catalogue", *film_filter.options()),
            make_questions=lambda rng: list(
                make_questions(
                    pool, limit, is_acceptable, rng, is_one_level=bool(request.difficulty)
                )
            ),
        )
        return build_from(source, request, rng, notify)


def _translate_genres(catalogue: Catalogue, film_filter: FilmFilter, notify: Notify) -> FilmFilter:
    """Translates genres into the data's words, and tells the player how it understood them."""
    if not film_filter.genres:
        return film_filter
    from heartcli.library.meanings import translate_filter  # noqa: PLC0415 - slow

    translation = translate_filter(catalogue, film_filter)
    for note in translation.notes:
        notify(note)
    return translation.filter


def _count_to_make(film_filter: FilmFilter, request: RoundRequest) -> int:
    """The number of questions to make: more than the round needs, since it may reject some."""
    is_narrow = film_filter or request.section or request.forms != FORMS
    is_long = request.count > _USUAL_COUNT
    surplus = _LARGE_SURPLUS if is_narrow or is_long else _SURPLUS
    factor = _FITTING_FACTOR if request.fits else 1
    return max(_MIN_QUESTIONS, int(surplus * factor * request.count))


def _fill_pool(
    catalogue: Catalogue, film_filter: FilmFilter, request: RoundRequest
) -> CataloguePool:
    """Returns a pool of the films that match. Raises HeartError if there are too few."""
    per_decade = _PER_DECADE_BY_DIFFICULTY.get(request.difficulty or "", _PER_DECADE)
    per_decade += _PER_DECADE_AND_QUESTION * max(0, request.count - _USUAL_COUNT)
    film_count = max(_MIN_FILTERED, _FILTERED_PER_QUESTION * request.count)
    pool = CataloguePool(catalogue, film_filter, per_decade, film_count)
    if len(pool.askable) < _MIN_FILMS:
        from heartcli.library.film_filters import explain_no_match  # noqa: PLC0415 - slow

        why = explain_no_match(catalogue, film_filter)
        count = plural(len(pool.askable), "film")
        reason = f". {why}" if why else f": found {count}, need {_MIN_FILMS}"
        raise HeartError(f"not enough films for a round{reason}")
    return pool


def remake_catalogue_questions(ids: Collection[str], notify: Notify) -> Iterator[Question]:
    """Makes the questions with these ids again, leaving out any that no longer exist.

    Harder and longer rounds draw from more films, so more are read while any are missing.
    """
    missing = set(ids)
    with closing(store.open_catalogue(notify)) as catalogue:
        for per_decade in (_PER_DECADE, *_PER_DECADE_BY_DIFFICULTY.values()):
            if missing:
                pool = CataloguePool(catalogue, FilmFilter(), per_decade)
                for question_id in sorted(missing):
                    if question := remake_question(question_id, pool):
                        missing.remove(question_id)
                        yield question


def load_film(film_id: str, notify: Notify) -> Film | None:
    """Returns the catalogue film with this id, or None."""
    with closing(store.open_catalogue(notify)) as catalogue:
        number = store.find_film_number(catalogue, film_id)
        return merging.load_film(catalogue, number) if number else None
