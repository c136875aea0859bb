"""Questions about one catalogue film, and questions that compare four.

Distractors come from films of a similar year and genre that are known to have another answer.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations
from random import Random
from typing import NamedTuple, get_args

from heartcli.model.film import Film
from heartcli.model.records import CastMember, CrewMember, Difficulty, Record, Source, Strings
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.question import (
    HEAD,
    OPTION_COUNT,
    Question,
    gives_away,
    new_question,
    parse_id,
)
from heartcli.quiz.stable_random import randbelow, shuffled
from heartcli.text.display import join_with_and, safe_for_terminal
from heartcli.text.folding import fold, fold_words, strip_article

_LEVELS: tuple[Difficulty, ...] = get_args(Difficulty)
_KINDS = ("directed", "by", "together", "odd", "released")
_YEAR_SPREAD = 6  # years offered before and after the right one
_MIN_YEARS = 5  # years; with fewer to choose from, the question is too easy
_MIN_YEARS_APART = 2  # years between any two films to put in order
_FILMS_PER_ORDER_QUESTION = 3  # on average, one film in this many gets an ordering question
_SERIES_WORDS = 2  # films whose titles share this many first words may be a series


class CatalogueFacts(NamedTuple):
    """Facts about the whole catalogue, not only the films in a round."""

    title_count: Callable[[str], int]  # the number of films with this title
    films_with_all: Callable[[Strings], Collection[str]]  # ids of films with all these people
    years: tuple[int, int]  # the first and last year that a round may ask about
    filter_people: frozenset[str] = frozenset()  # folded names in the player's filter


class FilmContext(NamedTuple):
    """A film to ask about, and others to compare it with."""

    film: Film
    similar: Sequence[Film]  # films of a similar year and genre
    same_director: Sequence[Film]
    stars: Sequence[CastMember]
    difficulty: Difficulty
    catalogue: CatalogueFacts


def shift_difficulty(difficulty: Difficulty, steps: int) -> Difficulty:
    """Returns the difficulty this many steps harder, or easier if `steps` is negative."""
    level = _LEVELS.index(difficulty) + steps
    return _LEVELS[min(max(level, 0), len(_LEVELS) - 1)]


def film_questions(context: FilmContext, rng: Random) -> Iterator[Question]:
    """Yields all questions about a film; `rng` picks the people and films to compare."""
    questions = list(_fact_questions(context))
    questions += [_shared_film_question(context, rng), _odd_one_question(context, rng)]
    if not randbelow(_FILMS_PER_ORDER_QUESTION, rng):
        questions.append(_release_order(shuffled(context.similar, rng), context))
    yield from filter(None, questions)


def regenerate_question(
    question_id: str, context: FilmContext, load_film: Callable[[str], Film | None]
) -> Question | None:
    """Regenerates the question with this id; None if its films have changed or are gone."""
    about, kind = parse_id(question_id)
    questions: Iterable[Question | None]
    if kind in ("odd", "released"):
        others = [film for film_id in about if film_id != HEAD and (film := load_film(film_id))]
        compare = _odd_one_out if kind == "odd" else _release_order
        questions = [compare(others, context)]
    elif kind == "together":
        questions = [_question_about_pair(context, about)]
    else:
        questions = _fact_questions(context)
    return next((q for q in questions if q and q.id == question_id), None)


def is_catalogue_question(question_id: str) -> bool:
    """Whether a question's kind exists only for catalogue films."""
    return parse_id(question_id)[1] in _KINDS


def _fact_questions(context: FilmContext) -> Iterator[Question | None]:
    """Yields the questions that don't depend on chance."""
    film, directors = context.film, context.film.director_credits
    has_unique_title = context.catalogue.title_count(film.title) == 1
    is_given = bool(_folded_directors(film) & context.catalogue.filter_people)
    if directors and not is_given and all(member.is_undisputed("name") for member in directors):
        namesakes = [o for o in context.similar if fold_words(o.title) == fold_words(film.title)]
        if has_unique_title or all(film.year != namesake.year for namesake in namesakes):
            yield _director_question(context, directors)
        if has_unique_title and len(directors) == 1:
            yield _film_by_director_question(context, directors[0])
    if has_unique_title:
        # Naming the director shows which film is meant, unless the player filtered by that name.
        is_named = len(directors) == 1 and not is_given
        yield _year_question(context, f"{directors[0].name}’s " if is_named else "")


def _director_question(context: FilmContext, directors: Sequence[CrewMember]) -> Question | None:
    film, names = context.film, context.film.directors
    is_shared = len(names) > 1
    # If one of several directors is also in the cast, sources have often mixed up the jobs.
    if is_shared and _folded_directors(film) & {fold(member.performer) for member in film.cast}:
        return None
    others = [o for o in context.similar if _is_by_others(o, _folded_directors(film))]
    title = f"“{film.title}” ({film.year})"
    ask = f"Name one of those who directed {title}." if is_shared else f"Who directed {title}?"
    also_right = (*names[1:], join_with_and(names)) if is_shared else ()
    answer = Answer(names[0], also_right, kind="person")
    if gives_away(ask, answer):
        return None
    return _new_question(context, directors, "directed", ask, answer)._replace(
        distractor_pool=tuple(dict.fromkeys(other.directors[0] for other in others)),
        # As an option, one of several directors would look like the only one.
        forms=("typed",) if is_shared else ("choice", "typed"),
        why=f"{join_with_and(names)} directed {film.title} ({film.year}).",
    )


def _film_by_director_question(context: FilmContext, director: CrewMember) -> Question | None:
    film, name = context.film, director.name
    others = [other for other in context.similar if _is_by_others(other, {fold(name)})]
    ask, answer = f"Which of these films did {name} direct?", Answer(film.title, kind="title")
    if gives_away(ask, answer):
        return None
    return _new_question(context, [director], "by", ask, answer)._replace(
        hides_film=True,
        distractor_pool=_unambiguous_titles(others, context),
        why=f"{name} directed {film.title} ({film.year}).",
    )


def _year_question(context: FilmContext, possessive: str) -> Question | None:
    """Asks for the film's year; any source's year is right."""
    film = context.film
    if any(dispute.says for dispute in film.disputes) or str(film.year) in fold_words(film.title):
        return None
    first = max(context.catalogue.years[0], film.year - _YEAR_SPREAD)
    last = min(context.catalogue.years[1], film.year + _YEAR_SPREAD)
    if last - first + 1 < _MIN_YEARS:
        return None
    disputes = [dispute for dispute in film.disputes if dispute.field == "year"]
    years = [str(film.year), *(str(dispute.value) for dispute in disputes)]
    cited = [*film.cited.get("year", ()), *(name for d in disputes for name in d.sources)]
    ask = f"In which year did {possessive}“{film.title}” come out?"
    answer = Answer(years[0], tuple(years[1:]), kind="date")
    return _new_question(context, (), "year", ask, answer)._replace(
        distractor_pool=tuple(y for y in map(str, range(first, last + 1)) if y not in years),
        forms=("choice", "typed"),
        sources=tuple(dict.fromkeys(cited)),
        why=f"{film.title} came out in {' or '.join(years)}.",
    )


def _shared_film_question(context: FilmContext, rng: Random) -> Question | None:
    """Asks for the film by naming two stars who appear in it together."""
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
    is_ambiguous = bool(set(shared) - {film.id})
    both, answer = join_with_and(names), Answer(film.title, kind="title")
    ask = f"In which film do both {both} appear?"
    if is_ambiguous or gives_away(ask, answer):
        return None
    others = [o for o in context.similar if o.cast and o.id not in shared]
    others = [other for other in others if not _is_documentary(other)]
    return _new_question(context, pair, "together", ask, answer)._replace(
        hides_film=True,
        distractor_pool=_unambiguous_titles(others, context),
        why=f"{both} are both in {film.title} ({film.year}).",
        difficulty=shift_difficulty(context.difficulty, 1),
    )


def _odd_one_question(context: FilmContext, rng: Random) -> Question | None:
    film = context.film
    others = [o for o in context.similar if _is_by_others(o, _folded_directors(film))]
    others = [other for other in others if not _is_same_series(film, other)]
    if not others:
        return None
    odd = shuffled(others, rng)[0]
    same_director = shuffled(context.same_director, rng)[: OPTION_COUNT - 2]
    return _odd_one_out([film, *same_director], context._replace(film=odd))


def _odd_one_out(others: Sequence[Film], context: FilmContext) -> Question | None:
    """Asks which film isn't by the director of the others; the answer is the context's film."""
    if len(others) != OPTION_COUNT - 1:
        return None
    odd, facts = context.film, context.catalogue
    films = [odd, *sorted(others, key=lambda film: film.id)]
    directors = [director for film in films for director in film.director_credits]
    shared = set.intersection(*map(_folded_directors, others))
    titles = _unambiguous_titles(films[1:], context)
    if (
        not shared
        or shared & facts.filter_people
        or not _is_by_others(odd, shared)
        or len(directors) != OPTION_COUNT  # each film must have exactly one
        or not all(director.is_undisputed("name") for director in directors)
        or len(titles) < OPTION_COUNT - 1
        or facts.title_count(odd.title) > 1
    ):
        return None
    name = min(director.name for director in directors[1:])
    ask = f"Three of these films are by {name}. Which one is not?"
    cited = [director.sources for director in directors]
    question = _compare(films, cited, "odd", ask, Answer(odd.title, kind="title"))
    return question._replace(
        section="crew",
        distractor_pool=titles,
        why=f"{odd.title} ({odd.year}) is by {directors[0].name}.",
        difficulty=context.difficulty,
        exclusive_keys=(*question.exclusive_keys, fold(name)),
    )


def _release_order(others: Sequence[Film], context: FilmContext) -> Question | None:
    """Asks for the order in which the context's film and three of the others came out."""
    picked: list[Film] = []
    for film in (context.film, *others):
        is_apart = all(abs(film.year - other.year) >= _MIN_YEARS_APART for other in picked)
        is_series = any(_is_same_series(film, other) for other in picked)
        if is_apart and not is_series and _has_clear_year(film, context.catalogue):
            picked.append(film)
        if not picked or len(picked) == OPTION_COUNT:
            break
    if len(picked) < OPTION_COUNT:
        return None
    films = sorted(picked, key=lambda film: film.year)
    titles = tuple(film.title for film in films)
    cited = [film.cited.get("year", ()) for film in films]
    ask = "Put these films in the order in which they came out, the earliest first."
    return _compare(films, cited, "released", ask, Answer("; ".join(titles)))._replace(
        forms=("order",),
        why="\n".join(safe_for_terminal(f"{film.year}: {film.title}") for film in films),
        difficulty=shift_difficulty(context.difficulty, 1),
        events=titles,
    )


def _has_clear_year(film: Film, facts: CatalogueFacts) -> bool:
    is_disputed = any(dispute.field in ("", "year") for dispute in film.disputes)
    in_title = any(word.isdecimal() and len(word) == len("1975") for word in fold_words(film.title))
    return not is_disputed and not in_title and facts.title_count(film.title) == 1


def _compare(
    films: Sequence[Film], cited: Sequence[Strings], kind: str, ask: str, answer: Answer
) -> Question:
    """Returns a question that compares these films, given the sources to cite for each."""
    film, *others = films
    sources: dict[str, Source] = dict(film.sources)
    names = []
    for other, cited_sources in zip(films, cited, strict=True):
        for source in cited_sources:
            name = source if other is film else f"{source}-{other.id.lower()}"
            sources[name] = other.sources[source]
            names.append(name)
    film = type(film)(**{**dict(film.items()), "sources": sources})
    about = [HEAD, *(other.id for other in others)]
    return new_question(film, about, kind, ask, answer)._replace(
        sources=tuple(dict.fromkeys(names)),
        exclusive_keys=tuple(other.id for other in films),
        hides_film=True,
    )


def _new_question(
    context: FilmContext, records: Sequence[Record], kind: str, ask: str, answer: Answer
) -> Question:
    """Returns a question about these records, or about the film itself if there are none."""
    about = [record.id for record in records] or [HEAD]
    directors = [fold(record.name) for record in records if isinstance(record, CrewMember)]
    return new_question(context.film, about, kind, ask, answer)._replace(
        sources=tuple(dict.fromkeys(name for record in records for name in record.sources)),
        difficulty=context.difficulty,
        exclusive_keys=(context.film.id, *directors),
    )


def _folded_directors(film: Film) -> set[str]:
    return set(map(fold, film.directors))


def _is_by_others(film: Film, directors: set[str]) -> bool:
    """Whether a film's directors are known and none of them is among these (folded) names."""
    known = _folded_directors(film)
    return bool(known) and not known & directors


def _is_same_series(film: Film, other: Film) -> bool:
    """Whether two films look like parts of a series, going by how their titles start."""
    start, other_start = (list(strip_article(fold_words(f.title))) for f in (film, other))
    length = min(len(start), len(other_start), _SERIES_WORDS)
    return start[:length] == other_start[:length]


def _unambiguous_titles(films: Sequence[Film], context: FilmContext) -> Strings:
    """Returns titles that only one film has, leaving out the series of the context's film."""
    titles = [film.title for film in films if not _is_same_series(context.film, film)]
    title_count = context.catalogue.title_count
    return tuple(dict.fromkeys(title for title in titles if title_count(title) == 1))


def _is_documentary(film: Film) -> bool:
    """Whether a film is a documentary, where people may appear only in archive footage."""
    return any(fold(genre) == "documentary" for genre in film.genres)
