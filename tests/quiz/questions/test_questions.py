"""Questions about films: rules for every question, made-up examples, and the bundled film."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import (
    CastMember,
    CrewMember,
    Dispute,
    Record,
    Release,
    WrittenQuestion,
)
from heartcli.model.sections import SECTIONS
from heartcli.quiz.judging import Answer, judge
from heartcli.quiz.questions.from_film import all_questions, regenerate, which_film_questions
from heartcli.quiz.questions.question import (
    FORMS,
    OPTION_COUNT,
    Question,
    gives_away,
    name_film,
)
from heartcli.quiz.questions.well_known import well_known
from heartcli.quiz.questions.written import written_questions
from heartcli.quiz.rounds.draw import QuestionFilter, checksum, daily_seed, draw_round
from heartcli.quiz.rounds.prepare import PreparedQuestion, draw_options
from heartcli.text.folding import fold, fold_words
from tests.made_up import PEOPLE, made_up

GROUPS = (
    *("director", "director abroad", "screenwriter", "cinematographer", "composer", "songwriter"),
    *(
        "production designer",
        "costume designer",
        "editor",
        "choreographer",
        "singer",
        "critic",
        "producer",
    ),
    *("actor", "actress", "studio"),
)
EVERYTHING = QuestionFilter(count=1_000, spoilers=True)


def make_questions(film: Film) -> list[Question]:
    return all_questions([film])


def generated_questions(film: Film) -> list[Question]:
    return [question for question in make_questions(film) if not question.is_written]


def choice_questions(film: Film, seed: int) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """Yields each question that has options, with the options for this seed."""
    rng = Random(seed)  # noqa: S311
    for question in make_questions(film):
        if "choice" in question.forms and (options := draw_options(question, rng)):
            yield question, options


def records_of(question: Question) -> list[Record]:
    """Returns the records that a question is about."""
    known = {record.id: record for _, record in question.film.records()}
    return [known[name] for name in question.about if name in known]


def small_film(**sections: Any) -> Film:
    """Returns a film with only these records."""
    values: dict[str, Any] = {"cited": {}, "people": {}, "sources": {}, "pool": {}}
    return Film(**{**values, "id": "small", "title": "Small", "year": 1999, **sections})


def find_question(film: Film, id_end: str) -> Question:
    """Returns the only question whose id ends like this."""
    [question] = [question for question in make_questions(film) if question.id.endswith(id_end)]
    return question


def make_crew(*named: tuple[str, str], **more: Any) -> tuple[CrewMember, ...]:
    return tuple(
        CrewMember(id=f"crew/{i}", name=name, job=job, department="sound", **more)
        for i, (name, job) in enumerate(named)
    )


# --- Rules for every question ---------------------------------------------------------------------


def ids_are_unique_and_name_film_and_records(film: Film, _: int) -> None:
    questions = make_questions(film)

    assert len(questions) == len({question.id for question in questions})
    for question in questions:
        film_id, about = question.id.split("/", 1)
        assert film_id == film.id
        if about.startswith("questions/"):
            assert about in {record.id for record in film.questions}
        else:
            assert about.rpartition("/")[0] == "+".join(sorted(question.about))
        assert not set(about.split("/")) & set(FORMS) - {"order"}


def doubtful_and_disputed_records_make_no_questions(film: Film, _: int) -> None:
    for question in generated_questions(film):
        for record in records_of(question):
            assert not record.doubtful
            assert not any(dispute.says for dispute in record.disputes)


def questions_do_not_contain_their_answers(film: Film, _: int) -> None:
    for question in generated_questions(film):
        ask = " ".join(fold_words(question.ask.removeprefix("True or false: ")))
        for text in (question.answer.text, *question.answer.accept):
            assert f" {' '.join(fold_words(text)) or text} " not in f" {ask} "


def one_of_four_options_is_right(film: Film, seed: int) -> None:
    for question, options in choice_questions(film, seed):
        assert len({fold(option) for option in options}) == OPTION_COUNT
        assert question.answer.text in options
        for option in options:
            if option != question.answer.text:
                assert judge(option, question.answer).verdict == "wrong"
            elif not question.is_written:  # an author may reject the answer by mistake
                assert judge(option, question.answer).verdict == "right"


def distractors_are_not_answers_of_similar_records(film: Film, seed: int) -> None:
    for question, options in choice_questions(film, seed):
        wrong = {fold(option) for option in options} - {fold(question.answer.text)}
        job = question.ask.partition("“")[2].partition("”")[0]
        if question.id.endswith("/name") and question.section == "crew":
            assert not wrong & {fold(m.name) for m in film.crew if fold(m.job) == fold(job)}
        if question.id.endswith("/character"):
            [name] = {fold(m.performer) for m in film.cast if m.id in question.about}
            assert not wrong & {fold(m.character) for m in film.cast if fold(m.performer) == name}


def distractors_come_from_similar_records_or_the_pool(film: Film, seed: int) -> None:
    texts = {
        fold(text)
        for _, record in film.records()
        for _, value in record.items()
        for text in (value if isinstance(value, tuple) else [value])
        if isinstance(text, str)
    }
    pooled = {fold(text) for texts in film.pool.values() for text in texts}
    known = texts | pooled | {fold(name) for group in GROUPS for name in well_known(group)}
    for question, options in choice_questions(film, seed):
        if question.answer.kind in ("person", "title") and "/questions/" not in question.id:
            for option in set(options) - {question.answer.text}:
                together = {fold(part) for part in option.replace(" and ", ", ").split(", ")}
                assert fold(option) in known or together <= known


def rounds_repeat_no_question_and_use_its_forms(film: Film, seed: int) -> None:
    drawn = draw_round(make_questions(film), Random(seed), EVERYTHING)  # noqa: S311

    ids = [prepared.question.id for prepared in drawn]
    assert len(ids) == len(set(ids))
    for prepared in drawn:
        assert prepared.form in prepared.question.forms
        assert len(prepared.options) == (
            {"choice": OPTION_COUNT, "order": OPTION_COUNT, "true-false": 2}.get(prepared.form, 0)
        )
        if prepared.form == "order":
            assert sorted(prepared.options) == sorted(prepared.question.events)
            assert prepared.options != prepared.question.events


def the_order_of_events_is_certain(film: Film, _: int) -> None:
    for question in make_questions(film):
        if question.id.endswith("/order"):
            dated = [(date, record) for record in records_of(question) if (date := record.date)]
            dated.sort(key=lambda pair: pair[0].first)
            assert len(dated) == OPTION_COUNT
            assert all(
                earlier.is_before(later) for (earlier, _first), (later, _second) in pairwise(dated)
            )
            for event, (_date, record) in zip(question.events, dated, strict=True):
                assert event == record.text.removesuffix(".") or isinstance(record, Release)


def questions_are_regenerated_from_their_ids(film: Film, _: int) -> None:
    known = {question.id: question for question in make_questions(film)}

    assert regenerate(film, known.keys()) == known
    for name in list(known)[:2]:
        assert regenerate(film, {name, "film/cast/nobody/performer"}) == {name: known[name]}


def rounds_depend_only_on_seed_filter_and_film(film: Film, seed: int) -> None:
    def drawn() -> list[PreparedQuestion]:
        rng = Random(seed)  # noqa: S311
        return draw_round(all_questions([film]), rng, QuestionFilter())

    assert drawn() == drawn()


RULES = [
    ids_are_unique_and_name_film_and_records,
    doubtful_and_disputed_records_make_no_questions,
    questions_do_not_contain_their_answers,
    one_of_four_options_is_right,
    distractors_are_not_answers_of_similar_records,
    distractors_come_from_similar_records_or_the_pool,
    rounds_repeat_no_question_and_use_its_forms,
    the_order_of_events_is_certain,
    questions_are_regenerated_from_their_ids,
    rounds_depend_only_on_seed_filter_and_film,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@settings(max_examples=15)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_questions_about_any_film_keep_the_rules(
    rule: Callable[[Film, int], None], film: int, seed: int
) -> None:
    rule(made_up(film), seed)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_questions_about_the_bundled_film_keep_the_rules(
    rule: Callable[[Film, int], None], film: Film
) -> None:
    rule(film, 1)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 500, 125))
def test_questions_about_five_hundred_films_keep_the_rules(first: int) -> None:
    for seed in range(first, first + 125):
        film = made_up(seed)
        for rule in RULES:
            rule(film, seed)


# --- Answers and distractors ----------------------------------------------------------------------


def test_both_sides_of_a_disputed_answer_are_right() -> None:
    disputed = (Dispute(field="name", value="Bela Kovacs"),)
    film = small_film(
        crew=(
            CrewMember(id="crew/a", name="Anna Bell", job="Editor", department="editing",
                       disputes=disputed),
            *make_crew(*((name, f"job {name}") for name in ("Bela Kovacs", *PEOPLE[4:9]))),
        )
    )  # fmt: skip
    question = find_question(film, "crew/a/name")

    for name in ("Anna Bell", "Bela Kovacs"):
        assert judge(name, question.answer).verdict == "right"
    for seed in range(20):
        assert "Bela Kovacs" not in draw_options(question, Random(seed))  # noqa: S311


def test_a_disputed_value_is_not_given_in_a_question() -> None:
    film = small_film(
        crew=make_crew(("Anna Bell", "Editor"), disputes=(Dispute(field="job", value="Music"),))
    )

    assert [
        question for question in generated_questions(film) if question.id.endswith("crew/0/name")
    ] == []


def test_debatable_values_are_not_distractors() -> None:
    """No wrong option is somebody with a similar job, or with this job in another source."""
    claim = (Dispute(field="job", value="Editor"),)
    film = small_film(
        crew=(
            *make_crew(
                ("Anna Bell", "Editor"), ("Carl Dean", "Sound editor"), ("Eve Stone", "Cook")
            ),
            CrewMember(id="crew/b", name="Bela Kovacs", job="Music", disputes=claim),
            *make_crew(*((name, f"job {name}") for name in PEOPLE[4:9])),
        )
    )

    question = find_question(film, "crew/0/name")

    offered = {text for n in range(50) for text in draw_options(question, Random(n))}  # noqa: S311
    assert offered <= {"Anna Bell", *well_known("editor")}
    for name in ("Bela Kovacs", "Carl Dean"):
        assert judge(name, question.answer).verdict == "close"
    assert judge("Eve Stone", question.answer).verdict == "wrong"


def test_another_kind_of_apostrophe_still_gives_the_answer_away() -> None:
    assert gives_away("Which character is this? “Ray's boss.”", Answer("Owner", ("Ray’s boss",)))
    assert not gives_away("Which character is this? “A boss.”", Answer("Owner", ("Ray’s boss",)))


def test_the_right_option_is_not_the_only_one_to_repeat_the_question(film: Film) -> None:
    question = find_question(film, "crew/francis-ford-coppola-director/name")._replace(
        ask="Whose golden trumpet is heard?",
        answer=Answer("a trumpet player"),
        distractor_pool=("a singer", "a dancer", "a waiter"),
    )

    assert draw_options(question, Random(1)) == ()  # noqa: S311
    another = question._replace(distractor_pool=("a trumpet dealer", *question.distractor_pool[1:]))
    assert len(draw_options(another, Random(1))) == OPTION_COUNT  # noqa: S311


def test_of_two_people_who_share_a_job_one_is_named_and_the_other_asked_for() -> None:
    film = small_film(
        crew=make_crew(("Anna Bell", "Writer"), ("Carl Dean", "writer"), ("Eve Stone", "Cook"))
    )
    question = find_question(film, "small/crew/0+crew/1/name")

    assert question.ask == "Who wrote the film's screenplay with Carl Dean?"
    assert judge("Bell", question.answer).verdict == "right"
    assert judge("Carl Dean", question.answer).verdict == "wrong"


def test_three_people_who_share_a_job_are_not_asked_for() -> None:
    crew = make_crew(("Anna Bell", "Writer"), ("Carl Dean", "Writer"), ("Eve Stone", "Writer"))

    assert [q for q in make_questions(small_film(crew=crew)) if q.section == "crew"] == []


def test_a_shared_family_name_is_too_vague() -> None:
    film = small_film(
        crew=make_crew(("Ida Jones", "Editor"), ("Iris Jones", "Cook"), ("Eve Stone", "Music"))
    )

    assert judge("Jones", find_question(film, "crew/0/name").answer).verdict == "close"
    assert judge("Ida Jones", find_question(film, "crew/0/name").answer).verdict == "right"
    assert judge("Stone", find_question(film, "crew/2/name").answer).verdict == "right"


def test_a_unique_part_of_a_characters_name_is_right() -> None:
    film = small_film(
        cast=tuple(
            CastMember(id=f"cast/{i}", performer=name, character=character)
            for i, (name, character) in enumerate(
                zip(
                    PEOPLE,
                    ("Jane Henderson", "Walt Henderson", "Travis", "The Doctor", "Mrs. Peel"),
                    strict=False,
                )
            )
        )
    )

    def verdict(reply: str, number: int) -> str:
        return judge(reply, find_question(film, f"cast/{number}/character").answer).verdict

    assert [verdict(reply, 0) for reply in ("Jane", "Henderson", "Walt")] == [
        "right",
        "close",
        "wrong",
    ]
    assert verdict("peel", 4) == "right"
    assert "The" not in find_question(film, "cast/3/character").answer.accept


def test_rewording_a_question_keeps_its_id(film: Film) -> None:
    def ids(film: Film) -> list[str]:
        return [question.id for question in make_questions(film)]

    def reworded(question: WrittenQuestion) -> WrittenQuestion:
        return WrittenQuestion(**{**dict(question.items()), "ask": f"{question.ask} Well?"})

    reworded_questions = tuple(reworded(question) for question in film.questions)
    assert ids(Film(**{**dict(film.items()), "questions": reworded_questions})) == ids(film)


@pytest.mark.parametrize(
    ("ask", "named"),
    [
        ("Who directed the film?", "Who directed {}?"),
        ("The film failed. Who saved the film?", "{} failed. Who saved the film?"),
        ("Which songs are in the films he made?", "{}: Which songs are in the films he made?"),
        ("Who is the heroine of {}?", "Who is the heroine of {}?"),
    ],
)
def test_rounds_about_several_films_name_the_film(ask: str, named: str, film: Film) -> None:
    question = make_questions(film)[0]._replace(ask=ask.format(film.title))
    assert name_film(question).ask == named.format(film.title)


def test_which_film_questions_need_three_distractors() -> None:
    films = [made_up(seed, number) for number, seed in enumerate((3, 5, 8, 13))]
    film = films[0]
    remake = Film(**{**dict(film.items()), "id": "remake", "title": "Remake"})

    assert list(which_film_questions([film], [film, remake, *films[2:]])) == []

    questions = list(which_film_questions([film], films))
    assert questions
    for question in questions:
        assert question.id.endswith("/film")
        assert question.answer.text == film.title
        assert set(question.distractor_pool) == {other.title for other in films[1:]}


# --- The bundled film -----------------------------------------------------------------------------


def test_the_bundled_film_has_the_promised_number_of_questions(film: Film) -> None:
    assert len(list(written_questions(film))) >= 170
    assert len(generated_questions(film)) >= 50
    assert {question.section for question in written_questions(film)} == {*SECTIONS, "film"} - {
        "questions"
    }
    for questions_ in (list(written_questions(film)), generated_questions(film)):
        assert {question.difficulty for question in questions_} == {"easy", "medium", "hard"}
        assert {form for question in questions_ for form in question.forms} >= {"choice", "typed"}
    forms = {form for question in generated_questions(film) for form in question.forms}
    assert forms == {"choice", "typed", "estimate", "order"}


def test_every_question_has_sources_and_every_written_choice_enough_options(film: Film) -> None:
    for question in make_questions(film):
        assert question.sources
        assert set(question.sources) <= set(film.sources)
    for record in film.questions:
        assert record.wrong == () or 3 <= len(record.wrong) <= 5


def test_spoilers_are_only_asked_on_request(film: Film) -> None:
    spoiling = {record.id for _, record in film.records() if record.spoiler}
    spoilers = {q.id for q in make_questions(film) if q.spoiler}

    assert len(spoilers) >= 4
    assert spoilers >= {q.id for q in make_questions(film) if spoiling & set(q.about)}
    drawn = draw_round(make_questions(film), Random(1), QuestionFilter(count=1_000))  # noqa: S311
    assert len(drawn) > 150
    assert not spoilers & {prepared.question.id for prepared in drawn}
    drawn = draw_round(make_questions(film), Random(1), EVERYTHING)  # noqa: S311
    assert spoilers <= {prepared.question.id for prepared in drawn}


def test_the_right_option_does_not_stand_out_by_position_or_length(film: Film) -> None:
    places: Counter[int] = Counter()
    guesses: Counter[str] = Counter()
    for seed in range(10):
        for question, options in choice_questions(film, seed):
            right = options.index(question.answer.text)
            places[right] += 1
            by_length = sorted(range(OPTION_COUNT), key=lambda i: (len(options[i]), i))
            guesses["shortest"] += by_length[0] == right
            guesses["longest"] += by_length[-1] == right
            for look in (str.isalpha, str.islower, str.istitle, lambda text: " and " in text):
                looks = [look(option) for option in options]
                if sum(looks) in (1, 3):
                    guesses["odd"] += 1
                    guesses["odd and right"] += looks.count(looks[right]) == 1

    total = places.total()
    assert total > 2_000
    assert all(0.22 < places[place] / total < 0.28 for place in range(OPTION_COUNT))
    assert all(guesses[rule] / total < 0.28 for rule in ("shortest", "longest"))
    assert guesses["odd"] > 300
    assert guesses["odd and right"] / guesses["odd"] < 0.28


def test_a_round_mixes_sections_and_repeats_no_record(film: Film) -> None:
    for seed in range(30):
        drawn = draw_round(make_questions(film), Random(seed), QuestionFilter())  # noqa: S311
        about = [name for prepared in drawn for name in prepared.question.about]
        assert len(drawn) == 10
        assert len(about) == len(set(about))
        assert len({prepared.question.section for prepared in drawn}) >= 4


@pytest.mark.parametrize("form", FORMS)
def test_rounds_can_be_limited_to_a_form_a_section_or_a_difficulty(film: Film, form: Any) -> None:
    questions = make_questions(film)
    for prepared in draw_round(questions, Random(1), QuestionFilter(count=5, forms=(form,))):  # noqa: S311
        assert prepared.form == form
    for prepared in draw_round(questions, Random(1), QuestionFilter(count=5, section="cast")):  # noqa: S311
        assert prepared.question.section == "cast"
    hard = QuestionFilter(count=5, difficulty="hard")
    for prepared in draw_round(questions, Random(1), hard):  # noqa: S311
        assert prepared.question.difficulty == "hard"


# --- The same everywhere --------------------------------------------------------------------------


def test_rounds_are_the_same_on_every_platform_and_version() -> None:
    """If this fails, every command that players have shared plays a different round."""
    checksums = []
    for seed in (1, 4711, 999_999):
        rng = Random(seed)  # noqa: S311
        drawn = draw_round(all_questions([made_up(7)]), rng, QuestionFilter())
        checksums.append(checksum(drawn))

    assert checksums == ["4ec6", "6231", "6c2d"]


def test_a_new_question_leaves_the_others_of_a_complete_round_as_they_were(film: Film) -> None:
    questions = all_questions([film])
    every = QuestionFilter(count=1000, spoilers=True)

    before, after = (
        {prepared.question.id: prepared for prepared in draw_round(asked, Random(1), every)}  # noqa: S311
        for asked in (questions[5:], questions)
    )

    assert {question_id: after[question_id] for question_id in before} == before


def test_questions_that_do_not_fit_are_drawn_only_if_the_others_run_out(film: Film) -> None:
    def is_short(prepared: PreparedQuestion) -> bool:
        return len(prepared.question.ask) < 35

    drawn = {}
    for count in (10, 30):
        short_first = QuestionFilter(count=count, fits=is_short)
        drawn[count] = draw_round(all_questions([film]), Random(1), short_first)  # noqa: S311

    assert [len(drawn[10]), sum(map(is_short, drawn[10]))] == [10, 10]
    assert len(drawn[30]) == 30
    assert 10 < sum(map(is_short, drawn[30])) < 30


def test_the_daily_seed_depends_on_day_and_film() -> None:
    day = Date.parse("2026-11-24").first

    assert daily_seed(day, "one-from-the-heart-1982") == 382_212
    assert len({daily_seed(day, f"film-{n}") for n in range(50)}) == 50


def test_the_checksum_covers_questions_and_answers(film: Film) -> None:
    rng = Random(1)  # noqa: S311
    drawn = draw_round(all_questions([film]), rng, QuestionFilter())
    first, *others = drawn
    other = first.question._replace(answer=Answer("Somebody Else"))

    assert checksum([first._replace(question=other), *others]) != checksum(drawn)
    assert checksum(others) != checksum(drawn)
