"""Questions about catalogue films: who directed a film, which film two people share, its year.

Distractors come from films of about the same time and genre that are known to differ in what is
asked.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from random import Random

from heartcli.model.film import Film
from heartcli.model.records import CastMember, CrewMember
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.catalogue_context import (
    FilmContext,
    folded_directors,
    is_by_others,
    is_same_series,
    shift_difficulty,
    unambiguous_titles,
)
from heartcli.quiz.questions.comparisons import odd_one_out, release_order
from heartcli.quiz.questions.ids import HEAD, format_id, kind_of, parse_id, section_of
from heartcli.quiz.questions.question import OPTION_COUNT, Question, gives_away
from heartcli.quiz.stable_random import randbelow, shuffled
from heartcli.text.display import join_with_and
from heartcli.text.folding import fold, fold_words

_KINDS = ("directed", "by", "together", "odd", "released")
_YEAR_SPREAD = 6  # years before and after the right one that are offered
_MIN_YEARS = 5  # years to choose from
_FILMS_PER_ORDER_QUESTION = 3  # on average, one film of this many is put in order with others


def film_questions(context: FilmContext, rng: Random) -> Iterator[Question]:
    """Yields all questions about a film; `rng` picks the people and films to compare."""
    yield from _fact_questions(context)
    for make in (_shared_film_question, _odd_one_question, _release_order_question):
        if question := make(context, rng):
            yield question


def regenerate_question(
    question_id: str, context: FilmContext, load_film: Callable[[str], Film | None]
) -> Question | None:
    """Makes the question with this id again, or None if its films have changed or are gone."""
    about, kind = parse_id(question_id)
    questions: Iterable[Question | None]
    if kind in ("odd", "released"):
        films = [load_film(film_id) for film_id in about if film_id != HEAD]
        make = odd_one_out if kind == "odd" else release_order
        questions = [make([film for film in films if film], context)]
    elif kind == "together":
        questions = [_question_about_pair(context, about)]
    else:
        questions = _fact_questions(context)
    return next((q for q in questions if q and q.id == question_id), None)


def is_catalogue_question(question_id: str) -> bool:
    """Whether only this module makes questions of this kind."""
    return kind_of(question_id) in _KINDS


def _fact_questions(context: FilmContext) -> Iterator[Question]:
    """Yields the questions that don't depend on chance."""
    film = context.film
    directors = film.director_credits
    has_unique_title = context.catalogue.title_count(film.title) == 1
    is_given = bool(folded_directors(film) & context.catalogue.filter_people)
    questions: list[Question | None] = []
    if directors and not is_given and all(member.is_undisputed("name") for member in directors):
        if has_unique_title or not any(_has_same_title(film, o) for o in context.similar):
            questions.append(_director_question(context, directors))
        if has_unique_title and len(directors) == 1:
            questions.append(_film_by_director_question(context, directors[0]))
    if has_unique_title:
        questions.append(_year_question(context))
    yield from filter(None, questions)


def _director_question(context: FilmContext, directors: Sequence[CrewMember]) -> Question | None:
    film = context.film
    names = film.directors
    is_shared = len(names) > 1
    # Where one of several directors is also in the cast, sources have often mixed up the jobs.
    if is_shared and folded_directors(film) & {fold(member.performer) for member in film.cast}:
        return None
    others = [o for o in context.similar if is_by_others(o, folded_directors(film))]
    title = f"“{film.title}” ({film.year})"
    ask = f"Name one of those who directed {title}." if is_shared else f"Who directed {title}?"
    also_right = (*names[1:], join_with_and(names)) if is_shared else ()
    return _unless_given_away(
        _base_question(context, directors, "directed")._replace(
            ask=ask,
            answer=Answer(names[0], also_right, kind="person"),
            distractor_pool=tuple(dict.fromkeys(other.directors[0] for other in others)),
            # As an option, the first of several directors would pass for the only one.
            forms=("typed",) if is_shared else ("choice", "typed"),
            why=f"{join_with_and(names)} directed {film.title} ({film.year}).",
        )
    )


def _film_by_director_question(context: FilmContext, director: CrewMember) -> Question | None:
    film, name = context.film, director.name
    others = [other for other in context.similar if is_by_others(other, {fold(name)})]
    return _unless_given_away(
        _base_question(context, [director], "by")._replace(
            ask=f"Which of these films did {name} direct?",
            answer=Answer(film.title, kind="title"),
            distractor_pool=unambiguous_titles(others, context),
            why=f"{name} directed {film.title} ({film.year}).",
        )
    )


def _year_question(context: FilmContext) -> Question | None:
    """Asks for a film's year; the year of every source is right."""
    film = context.film
    if any(dispute.says for dispute in film.disputes) or str(film.year) in fold_words(film.title):
        return None
    disputes = [dispute for dispute in film.disputes if dispute.field == "year"]
    years = [str(film.year), *(str(dispute.value) for dispute in disputes)]
    first = max(context.catalogue.years[0], film.year - _YEAR_SPREAD)
    last = min(context.catalogue.years[1], film.year + _YEAR_SPREAD)
    if last - first + 1 < _MIN_YEARS:
        return None
    nearby = [str(year) for year in range(first, last + 1)]
    cited = [*film.cited.get("year", ()), *(name for d in disputes for name in d.sources)]
    return _base_question(context, (), "year")._replace(
        ask=f"In which year did {_director_in_words(context)}“{film.title}” come out?",
        answer=Answer(years[0], tuple(years[1:]), kind="date"),
        distractor_pool=tuple(year for year in nearby if year not in years),
        forms=("choice", "typed"),
        sources=tuple(dict.fromkeys(cited)),
        why=f"{film.title} came out in {' or '.join(years)}.",
    )


def _director_in_words(context: FilmContext) -> str:
    """Returns "Coppola’s ", to tell apart films of one title, unless the player filtered by him."""
    directors = context.film.directors
    is_given = bool(folded_directors(context.film) & context.catalogue.filter_people)
    return f"{directors[0]}’s " if len(directors) == 1 and not is_given else ""


def _shared_film_question(context: FilmContext, rng: Random) -> Question | None:
    """Asks which film two of its stars have in common."""
    given = context.catalogue.filter_people
    stars = [m for m in context.stars if m.is_undisputed("performer")]
    stars = [member for member in stars if fold(member.performer) not in given]
    pairs = shuffled(list(combinations(stars, 2)), rng)
    questions = (_question_about_pair(context, [m.id for m in pair]) for pair in pairs)
    return next(filter(None, questions), None)


def _question_about_pair(context: FilmContext, cast_ids: Sequence[str]) -> Question | None:
    film = context.film
    pair = sorted((m for m in film.cast if m.id in cast_ids), key=lambda member: member.id)
    if len(pair) != 2 or _is_documentary(film) or context.catalogue.title_count(film.title) > 1:
        return None
    names = tuple(member.performer for member in pair)
    shared = context.catalogue.films_with_all(names)
    if set(shared) - {film.id}:
        return None  # the answer would be ambiguous
    others = [o for o in context.similar if o.cast and o.id not in shared]
    others = [other for other in others if not _is_documentary(other)]
    return _unless_given_away(
        _base_question(context, pair, "together")._replace(
            ask=f"In which film do both {names[0]} and {names[1]} appear?",
            answer=Answer(film.title, kind="title"),
            distractor_pool=unambiguous_titles(others, context),
            why=f"{join_with_and(names)} are both in {film.title} ({film.year}).",
            difficulty=shift_difficulty(context.difficulty, 1),
        )
    )


def _odd_one_question(context: FilmContext, rng: Random) -> Question | None:
    film = context.film
    others = [o for o in context.similar if is_by_others(o, folded_directors(film))]
    others = [other for other in others if not is_same_series(film, other)]
    if not others:
        return None
    odd = shuffled(others, rng)[0]
    same_director = shuffled(context.same_director, rng)[: OPTION_COUNT - 2]
    return odd_one_out([film, *same_director], context._replace(film=odd))


def _release_order_question(context: FilmContext, rng: Random) -> Question | None:
    if randbelow(_FILMS_PER_ORDER_QUESTION, rng):
        return None
    return release_order(shuffled(context.similar, rng), context)


def _base_question(
    context: FilmContext, records: Sequence[CrewMember | CastMember], kind: str
) -> Question:
    """Returns a question on records of a film, or on its head, without its words and options."""
    film = context.film
    about = tuple(sorted(record.id for record in records)) or (HEAD,)
    directors = [fold(record.name) for record in records if isinstance(record, CrewMember)]
    return Question(
        id=format_id(film.id, about, kind),
        film=film,
        section=section_of(about[0]),
        about=about,
        ask="",
        answer=Answer(""),
        distractor_pool=(),
        forms=("choice",),
        sources=tuple(dict.fromkeys(name for record in records for name in record.sources)),
        why="",
        difficulty=context.difficulty,
        exclusive_keys=(film.id, *directors),
    )


def _unless_given_away(question: Question) -> Question | None:
    return None if gives_away(question.ask, question.answer) else question


def _has_same_title(film: Film, other: Film) -> bool:
    return fold_words(film.title) == fold_words(other.title) and film.year == other.year


def _is_documentary(film: Film) -> bool:
    """Whether people may appear in a film through footage from other films."""
    return any(fold(genre) == "documentary" for genre in film.genres)
