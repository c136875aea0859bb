"""Questions about many films: laws for made-up films, and the bundled catalogue."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, get_args

import pytest

from heartcli.catalogue import stars as star_lists
from heartcli.catalogue import store
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.store import FILE_NAME, Store
from heartcli.quiz.judging import judge
from heartcli.quiz.questions.from_catalogue.credits import is_absent, stars
from heartcli.quiz.questions.from_catalogue.letters import has_animal
from heartcli.quiz.questions.from_catalogue.pool import ClueKind, KnownFilm
from heartcli.quiz.questions.from_catalogue.template import (
    Subjects,
    Template,
    _end_once,
    find_subjects,
    make_question,
)
from heartcli.quiz.questions.from_catalogue.templates import (
    TEMPLATES,
    is_catalogue_question,
    make_questions,
    remake_question,
)
from heartcli.quiz.questions.from_catalogue.wording import spoken_title
from heartcli.quiz.questions.question import OPTION_COUNT, Question, gives_away
from heartcli.quiz.rounds import famous
from heartcli.quiz.rounds.catalogue_pool import CataloguePool
from heartcli.quiz.rounds.catalogue_source import remake_catalogue_questions
from heartcli.quiz.rounds.prepare import draw_options
from heartcli.storage import paths
from heartcli.text.folding import fold
from tests.conftest import Heart
from tests.quiz.questions.made_up_pool import MadeUpPool, made_up_pool
from tests.quiz.rounds.test_quiz import NOON, Clock, clock

__all__ = ["clock"]  # a fixture

_CACHED_SETS = 4  # sets of questions; every law checks each of them
_MAX_PICKS, _MAX_QUESTIONS = 400, 20  # per template and set
SEEDS = range(3)
CLUE_KINDS: tuple[ClueKind, ...] = get_args(ClueKind)
NAMING_YEARS = {
    "name-film",
    "biggest",
    "oscars",
    *get_args(ClueKind),
}  # templates whose question names a year or means a title, so that titles need no year


@lru_cache(maxsize=_CACHED_SETS)
def questions_of(seed: int) -> list[Question]:
    """Returns questions of each template about the films of a pool."""
    return [question for template in TEMPLATES.values() for question in _ask(template, seed)]


def _ask(template: Template, seed: int) -> list[Question]:
    rng, pool = Random(seed), made_up_pool(seed)  # noqa: S311
    questions: dict[str, Question] = {}
    for _ in range(_MAX_PICKS):
        subjects = template.pick(pool, rng)
        if subjects and (question := make_question(template, pool, subjects)):
            questions[question.id] = question
        if len(questions) == _MAX_QUESTIONS:
            break
    return list(questions.values())


@lru_cache(maxsize=_CACHED_SETS)
def choices(seed: int) -> list[tuple[Question, list[str]]]:
    """Returns each question that has options, with its wrong options."""
    rng = Random(seed)  # noqa: S311
    return [
        (question, [text for text in options if text != question.answer.text])
        for question in questions_of(seed)
        if "choice" in question.forms and (options := draw_options(question, rng))
    ]


def films_called(seed: int, text: str) -> list[KnownFilm]:
    """Returns the films that an option or part of a question may mean."""
    films = made_up_pool(seed)._films.values()
    return [f for f in films if text in (spoken_title(f.title), f"{f.title} ({f.year})")]


# --- What makes each template's wrong options wrong -----------------------------------------------

IsWrong = Callable[[MadeUpPool, Subjects, str], bool]


def person_named(pool: MadeUpPool, name: str) -> int:
    return pool._names.index(name)


def film_titled(pool: MadeUpPool, title: str) -> KnownFilm:
    """Returns the film with this title, or with the last of several years in brackets."""
    texts = {f"{film.title} ({film.year})": film for film in pool._films.values()}
    return texts.get(title) or next(f for f in pool._films.values() if f.title == title)


def did_not_direct_all(pool: MadeUpPool, subjects: Subjects, name: str) -> bool:
    person = person_named(pool, name)
    return any(film.directors and person not in film.directors for film in subjects.films)


def did_not_direct_the_first(pool: MadeUpPool, subjects: Subjects, name: str) -> bool:
    return person_named(pool, name) not in subjects.films[0].directors


def is_surely_absent_from_one(pool: MadeUpPool, subjects: Subjects, name: str) -> bool:
    person = person_named(pool, name)
    return any(is_absent(pool, person, film) for film in subjects.films)


def is_in_the_cast(pool: MadeUpPool, subjects: Subjects, name: str) -> bool:
    return person_named(pool, name) in subjects.films[0].cast


def is_by_others(pool: MadeUpPool, subjects: Subjects, title: str) -> bool:
    directors = film_titled(pool, title).directors
    return bool(directors) and not {*directors} & {*subjects.people}


def is_by_the_shared_director(pool: MadeUpPool, subjects: Subjects, title: str) -> bool:
    odd, *others = subjects.films
    film = film_titled(pool, title)
    return film in others and film.directors == others[0].directors != odd.directors


def lacks_one_of_them(pool: MadeUpPool, subjects: Subjects, title: str) -> bool:
    people = {*subjects.people, *subjects.films[0].directors}
    films = [film for film in pool._films.values() if film.title == title]
    return not any(people <= {*film.cast, *film.directors} for film in films)


def lacks_one_of_two(pool: MadeUpPool, subjects: Subjects, title: str) -> bool:
    film = film_titled(pool, title)
    return any(is_absent(pool, person, film) for person in subjects.people)


def came_out_later(pool: MadeUpPool, subjects: Subjects, title: str) -> bool:
    first = min(film.year for film in subjects.films)
    return film_titled(pool, title).year >= first + 3


def is_another_time(_: MadeUpPool, subjects: Subjects, text: str) -> bool:
    return abs(int(text) - subjects.films[0].year) >= 3


def plays_somebody_else(pool: MadeUpPool, subjects: Subjects, name: str) -> bool:
    [film], [star] = subjects
    characters = pool.characters(film.key)
    return characters.get(person_named(pool, name)) != characters[star]


def is_played_by_another(pool: MadeUpPool, subjects: Subjects, character: str) -> bool:
    [film], [star] = subjects
    players = [p for p, part in pool.characters(film.key).items() if part == character]
    return bool(players) and star not in players


def has_no_such_title(pool: MadeUpPool, subjects: Subjects, title: str) -> bool:
    titles = {other for other, _ in pool.other_titles(subjects.films[0].key)}
    other = film_titled(pool, title)
    return not {t for t, _ in pool.other_titles(other.key)} >= titles


def is_much_shorter(pool: MadeUpPool, subjects: Subjects, title: str) -> bool:
    longest = max(film.minutes or 0 for film in subjects.films)
    return longest - (film_titled(pool, title).minutes or longest) >= 30


def took_much_less(pool: MadeUpPool, subjects: Subjects, title: str) -> bool:
    others = [film for film in subjects.films[1:] if film.title == title]
    least = min(pool.facts(subjects.films[0].key).takings)
    return all(5 * max(pool.facts(film.key).takings) <= least for film in others)


def is_of_another_year(pool: MadeUpPool, subjects: Subjects, _: str) -> bool:
    film = subjects.films[0]
    others = [pool.film(key) for key in pool.directed_by(film.directors[0]) if key != film.key]
    return film.year not in [other.year for other in others]


def is_another_number(_: MadeUpPool, subjects: Subjects, text: str) -> bool:
    numbers = {"Seven": 7, "12": 12}
    words = [word for film in subjects.films for word in film.title.split()]
    return int(text) != sum(numbers.get(word, 0) for word in words)


def hides_no_animal(_: MadeUpPool, __: Subjects, title: str) -> bool:
    return not has_animal(title)


def has_other_clues(pool: MadeUpPool, subjects: Subjects, title: str) -> bool:
    film, [asked] = film_titled(pool, title), subjects.films
    clues, asked_clues = ({pool.clue(f.key, kind) for kind in CLUE_KINDS} for f in (film, asked))
    return clues.isdisjoint(asked_clues - {""})


def has_another_riddle(pool: MadeUpPool, subjects: Subjects, name: str) -> bool:
    [star] = subjects.people
    return pool.name_riddle(person_named(pool, name)) != pool.name_riddle(star)


WRONG: dict[str, IsWrong] = {
    "who-played": plays_somebody_else,
    "character-of": is_played_by_another,
    "title-abroad": has_no_such_title,
    "directed": did_not_direct_all,
    "by": is_by_others,
    "common-director": did_not_direct_all,
    "odd": is_by_the_shared_director,
    "together": lacks_one_of_two,
    "name-film": lacks_one_of_them,
    "common-star": is_surely_absent_from_one,
    "missing-link": is_surely_absent_from_one,
    "co-star": is_surely_absent_from_one,
    "not-in": is_in_the_cast,
    "first": came_out_later,
    "career-first": came_out_later,
    "release-year": is_another_time,
    "longest": is_much_shorter,
    "biggest": took_much_less,
    "oscars": is_of_another_year,
    "sum": is_another_number,
    "hidden-animal": hides_no_animal,
    "acting-director": did_not_direct_the_first,
    "time-bridge": is_surely_absent_from_one,
    "double-shift": did_not_direct_all,
    "name-riddle": has_another_riddle,
    **dict.fromkeys(CLUE_KINDS, has_other_clues),
}


# --- Laws for every question ----------------------------------------------------------------------


def ids_lead_back_to_the_question(seed: int) -> None:
    for question in questions_of(seed):
        assert is_catalogue_question(question.id)
        assert remake_question(question.id, made_up_pool(seed)) == question


def sources_exist(seed: int) -> None:
    for question in questions_of(seed):
        assert question.sources
        assert {*question.sources} <= {*question.film.sources}


def no_question_gives_its_answer_away(seed: int) -> None:
    for question in questions_of(seed):
        assert not gives_away(question.ask, question.answer)


def repeats_the_answer(question: Question) -> bool:
    """Whether the reason contains the answer, unless it's a word, which titles may contain."""
    is_word = question.answer.kind == "text" or "order" in question.forms
    return not is_word and question.answer.text in question.why


def the_reason_does_not_repeat_the_answer(seed: int) -> None:
    for question in questions_of(seed):
        assert not repeats_the_answer(question)
        assert question.why == "" or question.why.endswith((".", "!", "?"))


def the_judge_accepts_the_right_option_only(seed: int) -> None:
    for question, wrong in choices(seed):
        assert len({fold(text) for text in wrong}) == OPTION_COUNT - 1
        assert judge(question.answer.text, question.answer).verdict == "right"
        assert all(judge(text, question.answer).verdict == "wrong" for text in wrong)


def options_are_of_one_kind(seed: int) -> None:
    names = {*made_up_pool(seed)._names}
    for question, wrong in choices(seed):
        options = [question.answer.text, *wrong]
        assert len({text in names for text in options}) == 1
        assert len({text.endswith(")") for text in options}) == 1
        if question.answer.kind == "title" and question.template not in NAMING_YEARS:
            assert all(len(films_called(seed, text)) == 1 for text in options)


def wrong_options_are_known_to_be_wrong(seed: int) -> None:
    pool = made_up_pool(seed)
    for question, wrong in choices(seed):
        subjects = find_subjects(question.id, pool)
        assert subjects
        assert all(WRONG[question.template](pool, subjects, text) for text in wrong), question.ask


def no_one_is_named_as_the_director_of_a_film_with_several(seed: int) -> None:
    pool = made_up_pool(seed)
    for question in questions_of(seed):
        subjects = find_subjects(question.id, pool)
        assert subjects
        text = "\n".join((question.ask, question.answer.text, question.why, *question.clues))
        sure = {film.directors[0] for film in subjects.films if len(film.directors) == 1}
        unsure = {p for film in subjects.films for p in film.directors} - sure
        only_direct = [p for p in unsure if not pool.films_of(p)]
        assert not any(pool.name(person) in text for person in only_direct), question.ask


def no_doubtful_year_is_shown(seed: int) -> None:
    for question in questions_of(seed):
        subjects = find_subjects(question.id, made_up_pool(seed))
        assert subjects
        years = {str(film.year) for film in subjects.films if film.is_year_disputed}
        texts = (question.ask, question.answer.text, question.why, *question.clues)
        assert not any(year in text for year in years for text in texts)
    films = map(made_up_pool(seed).film, made_up_pool(seed).known)
    dated = {f"{film.title} ({film.year})" for film in films if film.is_year_disputed}
    assert all(dated.isdisjoint(wrong) for _, wrong in choices(seed))


def supporting_actors_are_asked_for_with_options_only(seed: int) -> None:
    supporting = {name for n, name in enumerate(made_up_pool(seed)._names) if n % 3 == 0}
    for question in questions_of(seed):
        if question.section == "cast" and question.answer.text in supporting:
            assert question.forms == ("choice",), question.ask


def everything_named_is_asked_about_only_once(seed: int) -> None:
    pool = made_up_pool(seed)
    for question in questions_of(seed):
        named = " ".join((question.ask, question.answer.text, *question.events, *question.clues))
        people = {fold(name) for name in pool._names if name in named}
        given = {fold(name) for n, name in enumerate(pool._names) if pool.is_in_filter(n)}
        assert people - given <= {*question.exclusive_keys}
        subjects = find_subjects(question.id, pool)
        assert subjects
        assert {film.id for film in subjects.films} <= {*question.exclusive_keys}


def no_round_names_a_film_or_person_twice(seed: int) -> None:
    made = make_questions(made_up_pool(seed), 20, lambda _: True, Random(seed))  # noqa: S311
    keys = [key for question in made for key in question.exclusive_keys]
    assert len({*keys}) == len(keys)


LAWS = [
    ids_lead_back_to_the_question,
    sources_exist,
    no_question_gives_its_answer_away,
    the_reason_does_not_repeat_the_answer,
    the_judge_accepts_the_right_option_only,
    options_are_of_one_kind,
    wrong_options_are_known_to_be_wrong,
    no_one_is_named_as_the_director_of_a_film_with_several,
    no_doubtful_year_is_shown,
    supporting_actors_are_asked_for_with_options_only,
    everything_named_is_asked_about_only_once,
    no_round_names_a_film_or_person_twice,
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_questions_about_made_up_films_keep_the_laws(law: Callable[[int], None], seed: int) -> None:
    law(seed)


def test_every_template_asks() -> None:
    made = {question.template for seed in SEEDS for question in questions_of(seed)}
    assert made == {*TEMPLATES}


@pytest.mark.long
@pytest.mark.parametrize("first", range(len(SEEDS), len(SEEDS) + 40, 10))
def test_questions_about_forty_sets_of_films_keep_the_laws(first: int) -> None:
    for seed in range(first, first + 10):
        for law in LAWS:
            law(seed)


def test_the_right_option_is_in_every_place_equally_often() -> None:
    rng = Random(1)  # noqa: S311
    drawn = [
        (q, draw_options(q, rng)) for seed in SEEDS for q in questions_of(seed) for _ in range(2)
    ]
    places = Counter(options.index(q.answer.text) for q, options in drawn if options)

    mean = sum(places.values()) / OPTION_COUNT
    assert all(0.75 * mean < places[place] < 1.25 * mean for place in range(OPTION_COUNT))


# --- The bundled catalogue ------------------------------------------------------------------------


def round_questions(heart: Heart, *options: str) -> list[dict[str, Any]]:
    document = heart("quiz", "--catalogue", "--json", *options).json
    return list(document["questions"])


def test_a_catalogue_round_is_replayed_by_its_command(heart: Heart) -> None:
    first = heart("quiz", "--catalogue", "--genre", "western", "--year", "1950-1959", "--json").json
    command = first["command"].split()

    start = "heart quiz --catalogue --year 1950-1959 --genre western "
    assert first["command"].startswith(start)
    replayed = heart(*command[1:], "--json")
    assert "different round" not in replayed.err
    assert replayed.json["questions"] == first["questions"]
    for film in first["films"]:
        assert 1950 <= film["year"] <= 1959
        assert film["sources"]


def test_a_round_about_a_person_is_about_their_films(heart: Heart) -> None:
    document = heart("quiz", "--catalogue", "--person", "Cary Grant", "--json").json
    ids = {film["id"] for film in heart("who", "cary grant", "--json").json["films"]}

    assert {film["id"] for film in document["films"]} <= ids


def test_what_the_filter_gives_away_is_not_asked(heart: Heart) -> None:
    for question in round_questions(heart, "--person", "Alfred Hitchcock", "--seed", "1"):
        assert "Hitchcock" not in question["answer"]


@pytest.mark.parametrize("difficulty", ["easy", "medium", "hard"])
def test_all_questions_have_the_requested_difficulty(heart: Heart, difficulty: str) -> None:
    args = ("quiz", "--catalogue", "--difficulty", difficulty, "--seed", "1", "--json")
    questions = heart(*args).json["questions"]

    assert len(questions) == 10
    assert {question["difficulty"] for question in questions} == {difficulty}
    assert len({question["film"] for question in questions}) == len(questions)


def test_films_without_a_genre_get_questions(heart: Heart, tmp_path: Path) -> None:
    rows = "".join(f"Filmx {n},19{n % 3 + 3:02},Person {n}\n" for n in range(19))
    (tmp_path / "a.csv").write_text(f"title,year,director\n{rows}")
    heart("import", "csv", str(tmp_path / "a.csv"))

    assert heart("quiz", "--catalogue", "--year", "1903-1905", "--json").json["questions"]


def test_film_filters_imply_the_catalogue(heart: Heart) -> None:
    implied = heart("quiz", "--genre", "western", "--seed", "1", "--json").json
    args = ("quiz", "--catalogue", "--genre", "western", "--seed", "1", "--json")
    assert heart(*args).json == implied
    assert heart("quiz", "--catalogue", "--shelf").code == 2
    assert heart("quiz", "--catalogue", "casablanca").code == 2
    screen = heart("quiz", "--catalogue", "--genre", "no such genre")
    assert (screen.code, screen.out) == (1, "")
    assert "No films have the genre 'no such genre'" in screen.err


def test_catalogue_questions_can_be_practised(heart: Heart, clock: Clock) -> None:
    clock(NOON)
    args = ("quiz", "--catalogue", "--seed", "8", "--count", "12")
    questions = heart(*args, "--json").json["questions"]
    heart(*args, typed="d\n" * 12)
    clock(NOON + timedelta(60))
    due = heart("practice", "--json").json

    assert (due["due"], due["gone"]) == (12, [])
    answers = {question["id"]: question["answer"] for question in questions}
    assert {question["id"] for question in due["questions"]} == {*answers}
    for question in due["questions"]:
        assert answers[question["id"]] == question["answer"] or question["form"] == "order"


def test_imported_characters_and_titles_abroad_are_asked_for(heart: Heart, tmp_path: Path) -> None:
    films = [
        {
            "id": n + 1, "title": f"Zyx {word}", "release_date": f"{1980 + n}-01-01",
            "vote_count": 9_000 - n, "genres": [{"name": "Drama"}],
            "alternative_titles": {"titles": [{"title": f"Mot {word}eau", "iso_3166_1": "FR"}]},
            "credits": {
                "cast": [
                    {"name": f"Actor {word} A", "character": f"Mrs. {word}"},  # in the title
                    *({"name": f"Actor {word} {letter}", "character": f"{letter}ob {word}son"}
                      for letter in "BRT"),
                ],
                "crew": [{"name": f"Director {word}", "job": "Director"}],
            },
        }
        for n, word in enumerate((
            "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa",
            "Lambda", "Mu", "Nu", "Xi", "Omicron", "Pi", "Rho", "Sigma", "Tau", "Upsilon", "Phi",
        ))
    ]  # fmt: skip
    (tmp_path / "films.json").write_text("\n".join(map(json.dumps, films)))
    heart("import", "tmdb", str(tmp_path / "films.json"))

    questions = {
        question["template"]: question
        for seed in "12345"
        for question in round_questions(heart, "--source", "tmdb", "--seed", seed)
    }
    played, character = questions["who-played"], questions["character-of"]
    word = played["answer"].split()[1]
    assert played["ask"] == f"Who played {played['answer'][-1]}ob {word}son in Zyx {word}?"
    assert character["answer"].startswith(character["ask"].split(" play in")[0][-1])
    assert character["answer"][0] in "BRT"
    abroad = questions["title-abroad"]
    assert f"Which film was called “Mot {abroad['answer'][4:]}eau” in France?" == abroad["ask"]


def test_films_listed_in_an_import_keep_the_stars_of_the_bundled_catalogue(
    heart: Heart, tmp_path: Path
) -> None:
    titles = ("Vertigo,1958", "Jaws,1975", "The Godfather,1972", "Alien,1979", "Charade,1963")
    (tmp_path / "mine.csv").write_text("\n".join(("title,year", *titles)))
    heart("import", "csv", str(tmp_path / "mine.csv"), "--as", "mine")

    with closing(store.open_catalogue(print)) as catalogue:
        pool = CataloguePool(catalogue, FilmFilter(), per_decade=100)
        films = [film for key in pool.askable if (film := pool.film(key)).title == "Vertigo"]
        names = [pool.name(star) for star in stars(pool, films[0])]

    assert names[:1] == ["James Stewart"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have Claude Rains and Lon Chaney Jr..", "I have Claude Rains and Lon Chaney Jr."),
        (
            "Who is in What Ever Happened to Baby Jane??",
            "Who is in What Ever Happened to Baby Jane?",
        ),
        ("Who directed Good Night, and Good Luck.?", "Who directed Good Night, and Good Luck?"),
        ("Who directed Say Anything...?", "Who directed Say Anything...?"),
        ("John Sturges also made Them!.", "John Sturges also made Them!"),
        ("Who directed Airplane!?", "Who directed Airplane!?"),
    ],
)
def test_sentences_end_once(text: str, expected: str) -> None:
    assert _end_once(text) == expected


OLD_IDS = (
    "Q132689/crew/michael-curtiz-director/directed",
    "Q132689/crew/michael-curtiz-director/by",
    "Q132689/cast/humphrey-bogart+cast/ingrid-bergman/together",
    "Q220515/Q185888+Q201687+Q3520498+film/released",
    "Q4430/Q188718+Q228186+Q323827+film/odd",
)
WRONG_IDS = (
    "Q132689/film/directed", "Q132689/crew/nobody-director/directed", "Q1/film/released",
    "Q132689/crew/michael-curtiz-director+crew/john-ford-director/directed", "x/y/by",
)  # fmt: skip


def test_questions_of_earlier_versions_keep_their_ids() -> None:
    questions = remake_catalogue_questions({*OLD_IDS, *WRONG_IDS}, print)

    assert {question.id for question in questions} == {*OLD_IDS}


def test_the_lists_of_stars_name_people_and_films_of_the_bundled_catalogue() -> None:
    with closing(Store(paths.bundled_dir() / FILE_NAME)) as bundled:
        names = {fold(name) for (name,) in bundled.rows("SELECT name FROM person")}
        films = bundled.rows("SELECT title, year FROM entry")
    titles = {fold(title) for title, _ in films}
    dated = [f"{title} ({year})" for title, year in films]

    assert {*star_lists.stars()} <= names
    hidden, leads = map(star_lists.names_by_film, ("hidden_parts", "leads"))
    assert {*hidden, *leads} <= {*titles, *map(fold, dated)}
    assert {fold(name) for line in hidden.values() for name in line.split(", ")} - {"*"} <= names
    assert {fold(name) for line in leads.values() for name in line.split(", ")} <= names
    assert {*famous.doubtful()} <= {*dated}


def test_films_with_a_doubtful_year_have_a_title_of_their_own() -> None:
    with closing(Store(paths.bundled_dir() / FILE_NAME)) as bundled:
        titles = [title for (title,) in bundled.rows("SELECT title FROM entry")]

    dated = [film for film, doubts in famous.doubtful().items() if "year" in doubts]
    assert [film for film in dated if titles.count(film.rpartition(" (")[0]) > 1] == []


def test_questions_of_hard_rounds_are_found_again() -> None:
    ids = {  # about films that a default round doesn't read
        "Q1311296/Q1138659+film/word-link", "Q958417/cast/adam-sandler+cast/chris-rock/together"
    }  # fmt: skip

    assert {question.id for question in remake_catalogue_questions(ids, print)} == ids
