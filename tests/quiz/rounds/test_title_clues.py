"""Each clue is for a known film or star, and doesn't give it away."""

import re
from collections.abc import Iterator
from contextlib import closing
from typing import get_args

import pytest

from heartcli.catalogue import store
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.stars import stars
from heartcli.quiz.questions.from_catalogue.afterlines import Misprint, find_misprint
from heartcli.quiz.questions.from_catalogue.missing_words import LITTLE_WORDS
from heartcli.quiz.questions.from_catalogue.pool import ClueKind, KnownFilm
from heartcli.quiz.questions.from_catalogue.template import Subjects, make_question
from heartcli.quiz.questions.from_catalogue.templates import TEMPLATES
from heartcli.quiz.questions.from_catalogue.wording import spoken_title
from heartcli.quiz.questions.question import significant_words
from heartcli.quiz.rounds import title_clues
from heartcli.quiz.rounds.catalogue_pool import CataloguePool
from heartcli.text.folding import fold

_MAX_SMALL = 3  # letters of words like "the" and "our"
KINDS: tuple[ClueKind, ...] = get_args(ClueKind)


@pytest.fixture(scope="module")
def pool() -> Iterator[CataloguePool]:
    with closing(store.open_catalogue(print)) as catalogue:
        yield CataloguePool(catalogue, FilmFilter(), 150)


@pytest.fixture(scope="module")
def films(pool: CataloguePool) -> dict[str, KnownFilm]:
    """The films of a usual round, by title and year."""
    return {f"{film.title} ({film.year})": film for film in map(pool.film, pool.askable)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_clue_makes_a_question_in_a_usual_round(
    pool: CataloguePool, films: dict[str, KnownFilm], kind: ClueKind
) -> None:
    clues = title_clues._clues(kind)
    assert not clues.keys() - films.keys()
    failed = [n for n in clues if not make_question(TEMPLATES[kind], pool, Subjects((films[n],)))]
    assert not failed
    assert len({*clues.values()}) == len(clues)


@pytest.mark.parametrize("kind", KINDS)
def test_no_clue_contains_a_distinctive_word_of_its_title(kind: ClueKind) -> None:
    for name, text in title_clues._clues(kind).items():
        title, clue = spoken_title(name.rpartition(" (")[0]), text.partition(" | ")[2] or text
        shared = (significant_words(title) & significant_words(clue)) - LITTLE_WORDS
        assert not [word for word in shared if len(word) > _MAX_SMALL], f"{name}: {clue}"
        assert clue[0].isupper() or clue[0].isdecimal()
        assert not clue.endswith(".")


def test_one_letter_makes_another_title(pool: CataloguePool, films: dict[str, KnownFilm]) -> None:
    titles = {spoken_title(film.title).casefold() for film in films.values()}
    for name in title_clues._clues("one-letter"):
        misprint, title = find_misprint(pool, films[name]), spoken_title(films[name].title)
        assert misprint
        assert len(title) == len(misprint.title)
        assert sum(a != b for a, b in zip(title, misprint.title, strict=True)) == 1, name
        assert misprint.title.casefold() not in titles
        assert not _changed_words(title, misprint) & significant_words(misprint.pitch), name


def _changed_words(title: str, misprint: Misprint) -> frozenset[str]:
    return significant_words(misprint.title) - significant_words(title)


def test_riddles_about_names_are_for_stars_and_contain_no_word_of_the_name() -> None:
    riddles = title_clues._clues("name-riddle")
    for name, riddle in riddles.items():
        assert riddle.endswith((".", "?", "!"))
        assert not {*re.findall(r"\w+", name.lower())} & {*re.findall(r"\w+", riddle.lower())}, name
    unknown = {name for name in riddles if fold(name) not in stars()}
    assert not unknown
