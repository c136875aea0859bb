"""Questions that compare four films: the one by another director, the order of release."""

from collections.abc import Iterable, Sequence

from heartcli.model.film import Film
from heartcli.model.records import Source, Strings
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.catalogue_context import (
    CatalogueFacts,
    FilmContext,
    folded_directors,
    is_by_others,
    is_same_series,
    shift_difficulty,
    unambiguous_titles,
)
from heartcli.quiz.questions.ids import HEAD, format_id
from heartcli.quiz.questions.question import OPTION_COUNT, Question
from heartcli.text.display import safe_for_terminal
from heartcli.text.folding import fold, fold_words

_MIN_YEARS_APART = 2  # between films that are to be put in order


def odd_one_out(others: Sequence[Film], context: FilmContext) -> Question | None:
    """Asks which of four films, the context's film, is not by the director of the others."""
    odd = context.film
    shared = set.intersection(*map(folded_directors, others)) if others else set()
    if len(others) != OPTION_COUNT - 1 or not shared or not is_by_others(odd, shared):
        return None
    films = [odd, *sorted(others, key=lambda film: film.id)]
    directors = [director for film in films for director in film.director_credits]
    titles = unambiguous_titles(films[1:], context)
    if (
        len(directors) != OPTION_COUNT  # each film has one
        or shared & context.catalogue.filter_people
        or len(titles) < OPTION_COUNT - 1
        or context.catalogue.title_count(odd.title) > 1
        or not all(director.is_undisputed("name") for director in directors)
    ):
        return None
    name = min(director.name for director in directors[1:])
    cited = zip(films, [director.sources for director in directors], strict=True)
    film, sources = _cite(odd, cited)
    about = _about(films[1:])
    return Question(
        id=format_id(odd.id, about, "odd"),
        film=film,
        section="crew",
        about=about,
        ask=f"Three of these films are by {name}. Which one is not?",
        answer=Answer(odd.title, kind="title"),
        distractor_pool=titles,
        forms=("choice",),
        sources=sources,
        why=f"{odd.title} ({odd.year}) is by {directors[0].name}.",
        difficulty=context.difficulty,
        exclusive_keys=(*(film.id for film in films), fold(name)),
    )


def release_order(others: Sequence[Film], context: FilmContext) -> Question | None:
    """Asks for the order of release of the context's film and three of the others."""
    picked = _films_years_apart([context.film, *others], context.catalogue)
    if len(picked) < OPTION_COUNT:
        return None
    first, *later = in_order = sorted(picked, key=lambda film: film.year)
    cited = [(film, film.cited.get("year", ())) for film in in_order]
    film, sources = _cite(first, cited)
    titles = tuple(film.title for film in in_order)
    about = _about(later)
    return Question(
        id=format_id(first.id, about, "released"),
        film=film,
        section="film",
        about=about,
        ask="Put these films in the order in which they came out, the earliest first.",
        answer=Answer("; ".join(titles)),
        distractor_pool=(),
        forms=("order",),
        sources=sources,
        why="\n".join(safe_for_terminal(f"{film.year}: {film.title}") for film in in_order),
        difficulty=shift_difficulty(context.difficulty, 1),
        events=titles,
        exclusive_keys=tuple(film.id for film in in_order),
    )


def _films_years_apart(films: Sequence[Film], facts: CatalogueFacts) -> list[Film]:
    """Picks four films whose order is clear, the first film among them."""
    picked: list[Film] = []
    for film in films:
        if _has_clear_year(film, facts) and all(_are_years_apart(film, other) for other in picked):
            picked.append(film)
        if not picked or len(picked) == OPTION_COUNT:
            break
    return picked


def _has_clear_year(film: Film, facts: CatalogueFacts) -> bool:
    is_disputed = any(dispute.field in ("", "year") for dispute in film.disputes)
    in_title = any(word.isdecimal() and len(word) == len("1975") for word in fold_words(film.title))
    return not is_disputed and not in_title and facts.title_count(film.title) == 1


def _are_years_apart(film: Film, other: Film) -> bool:
    return abs(film.year - other.year) >= _MIN_YEARS_APART and not is_same_series(film, other)


def _about(films: Sequence[Film]) -> Strings:
    """Returns what a question is about: the head of its own film, and the ids of other films."""
    return tuple(sorted([HEAD, *(film.id for film in films)]))


def _cite(film: Film, citations: Iterable[tuple[Film, Strings]]) -> tuple[Film, Strings]:
    """Returns the film with the cited sources of other films added, and the names of all cited."""
    sources: dict[str, Source] = dict(film.sources)
    names: list[str] = []
    for other, cited in citations:
        for source in cited:
            name = source if other is film else f"{source}-{other.id.lower()}"
            sources[name] = other.sources[source]
            names.append(name)
    return type(film)(**{**dict(film.items()), "sources": sources}), tuple(dict.fromkeys(names))
