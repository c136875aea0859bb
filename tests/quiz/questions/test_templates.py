"""The templates for questions about one film: wording, wrong options, and what isn't asked."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heartcli.catalogue.merging import CatalogueFilm
from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import (
    Award,
    CastMember,
    Certificate,
    Company,
    Count,
    CrewMember,
    Dispute,
    Edition,
    Figure,
    LegacyNote,
    Release,
    Review,
    Song,
    Source,
    Target,
    Title,
    WrittenQuestion,
)
from heartcli.quiz.judging import Answer, judge
from heartcli.quiz.questions.film_facts import description, handle, is_named
from heartcli.quiz.questions.from_events import regenerate_event_question
from heartcli.quiz.questions.from_film import all_questions, which_film_questions
from heartcli.quiz.questions.question import OPTION_COUNT, TRUE_FALSE, Question, name_film
from heartcli.quiz.questions.well_known import gender, peers, well_known
from heartcli.quiz.rounds.prepare import draw_options
from heartcli.text.folding import fold, fold_words
from tests.made_up import made_up
from tests.quiz.questions.test_questions import find_question, make_crew, small_film

_PLACEHOLDER = r"“”|\bNone\b|  | [,.?!]|\(\)|\{|\}"
_CAST = ("Ann Bell", "Carla Dean", "Dora Eng", "Eve Stone", "Carl Dean", "Gus Horn", "Otto Blau")


def questions_of(film: Film, template: str) -> list[Question]:
    return [question for question in all_questions([film]) if question.template == template]


def generated(film: Film) -> list[Question]:
    return [question for question in all_questions([film]) if not question.is_written]


def cast_of(*members: dict[str, Any]) -> tuple[CastMember, ...]:
    return tuple(CastMember(id=f"cast/{i}", **member) for i, member in enumerate(members))


# --- Laws -----------------------------------------------------------------------------------------


def stems_are_whole_sentences(film: Film) -> None:
    for question in generated(film):
        assert not re.search(_PLACEHOLDER, question.ask)
        assert question.ask[0].isupper()
        assert question.ask[-1] in "?."
        assert question.template != "written"
        assert 0 <= question.interest <= 3


def nobody_has_to_type_a_year_or_a_foreign_title(film: Film) -> None:
    for question in generated(film):
        if "typed" in question.forms:
            assert question.answer.kind in ("person", "text")
            assert question.section in ("crew", "cast", "songs", "companies", "awards", "film")


def years_to_choose_from_are_three_years_apart(film: Film) -> None:
    for question in generated(film):
        if question.answer.kind == "date":
            rights = [int(text) for text in question.answer.rights]
            years = [int(text) for text in question.distractor_pool]
            assert all(abs(year - right) >= 3 for year in years for right in rights)
            assert all(later - year >= 3 for year, later in pairwise(sorted(years)))


def people_to_choose_from_are_of_one_sex(film: Film) -> None:
    for question in generated(film):
        if question.template in ("who-plays", "in-cast", "not-in-cast"):
            sex = gender(question.answer.text)
            others = {gender(name) for name in draw_options(question, Random(1))}  # noqa: S311
            assert not sex or others <= {sex, ""}


def claims_are_true_or_false_by_the_cast_list(film: Film) -> None:
    cast = {fold(member.performer) for member in film.cast}
    for question in generated(film):
        if question.forms == ("true-false",):
            name = question.ask.removeprefix("True or false: ").removesuffix(" is in the film.")
            assert question.answer.text == TRUE_FALSE[fold(name) not in cast]


def questions_are_the_same_every_time(film: Film) -> None:
    assert all_questions([film]) == all_questions([film])


LAWS = [
    stems_are_whole_sentences,
    nobody_has_to_type_a_year_or_a_foreign_title,
    years_to_choose_from_are_three_years_apart,
    people_to_choose_from_are_of_one_sex,
    claims_are_true_or_false_by_the_cast_list,
    questions_are_the_same_every_time,
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_the_templates_keep_the_laws_for_any_film(law: Callable[[Film], None], seed: int) -> None:
    law(made_up(seed))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_templates_keep_the_laws_for_the_bundled_film(
    law: Callable[[Film], None], film: Film
) -> None:
    law(film)


def test_the_right_option_is_in_every_place_equally_often_for_every_template(film: Film) -> None:
    places: dict[str, Counter[int]] = {}
    for question in generated(film):
        for seed in range(40 if "choice" in question.forms else 0):
            if options := draw_options(question, Random(seed)):  # noqa: S311
                counter = places.setdefault(question.template, Counter())
                counter[options.index(question.answer.text)] += 1

    assert len(places) > 12
    for counter in places.values():
        assert all(0.08 < counter[place] / counter.total() < 0.45 for place in range(OPTION_COUNT))


def test_explanations_are_sentences_that_say_more_than_the_answer(film: Film) -> None:
    for question in generated(film):
        if question.why:
            known = set(fold_words(f"{question.answer.text} {question.ask}"))
            assert len(set(fold_words(question.why)) - known) >= 2
            assert question.why[0].isupper()
            assert question.why.rstrip("”")[-1] in ".!?"


def test_the_right_option_is_in_every_place_equally_often_for_made_up_films() -> None:
    places: Counter[int] = Counter()
    for number in range(25):
        rng = Random(number)  # noqa: S311
        for question in generated(made_up(number)):
            if "choice" in question.forms and (options := draw_options(question, rng)):
                places[options.index(question.answer.text)] += 1

    assert places.total() > 150
    assert all(0.17 < places[n] / places.total() < 0.33 for n in range(OPTION_COUNT))


# --- People ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who", "short"),
    [
        ("A waiter, who says he sings.", "a waiter, who says he sings", "a waiter"),
        (
            "Frannie's best friend. She is wise.",
            "Frannie's best friend",
            "Frannie's best friend",
        ),
        ("The boss: a hard man.", "the boss", "the boss"),
        ("He waits tables.", "", ""),
        ("Seen in a lift.", "", ""),
        ("", "", ""),
    ],
)
def test_a_character_is_described_by_the_record(text: str, who: str, short: str) -> None:
    member = CastMember(performer="Ann Bell", character="Ray", text=text)

    assert description(member) == who
    assert handle(member) == short


@pytest.mark.parametrize(
    ("character", "has_name"),
    [
        ("Rick Blaine", True), ("Vicomte de Valmont", True), ("Catwoman", True),
        ("Man in the lift", False), ("Police Officer", False), ("Second Waiter", False),
        ("Himself", False), ("Understudy", False), ("", False),
    ],
)  # fmt: skip
def test_a_part_without_a_name_is_recognized(character: str, has_name: bool) -> None:
    assert is_named(character) == has_name


def test_who_plays_whom_says_who_the_character_is() -> None:
    film = small_film(
        cast=cast_of(
            {"performer": "Eve Stone", "character": "Maggie", "text": "A nurse, and a good one."},
            {"performer": "Gus Horn", "character": "Man in the lift"},
        )
    )

    question = find_question(film, "cast/0/performer")

    assert question.ask == "Who plays Maggie, a nurse?"
    assert find_question(film, "cast/0/character").why == "She is a nurse, and a good one."
    assert [q.about for q in questions_of(film, "who-plays")] == [("cast/0",)]


def test_who_plays_whom_is_explained_by_what_else_is_known_about_the_performer() -> None:
    film = small_film(
        cast=cast_of(
            {"performer": "Anna Bell", "character": "Maggie"},
            {"performer": "Tom Dean", "character": "Hank"},
            {"performer": "Gus Horn", "character": "Ray"},
        ),
        legacy=(
            LegacyNote(id="legacy/0", text="The film was Anna Bell's first."),
            LegacyNote(id="legacy/1", text="Tom Dean won a prize."),
            LegacyNote(id="legacy/2", text="Gus Horn left.", doubtful=True),
        ),
    )

    whys = [question.why for question in questions_of(film, "who-plays")]

    assert whys == ["The film was her first.", "He won a prize.", ""]


def test_others_who_may_have_played_the_part_are_of_the_same_generation() -> None:
    cast = cast_of(
        {"performer": "Cary Grant", "character": "Hank"},
        {"performer": "Gus Horn"},
        {"performer": "Otto Blau", "character": "a man", "cameo": True},
    )

    pool = find_question(small_film(year=1955, cast=cast), "cast/0/performer").distractor_pool

    assert {"Gus Horn", "Otto Blau", "Montgomery Clift"}.isdisjoint(pool)
    assert "James Stewart" in pool


def test_people_whom_another_source_has_in_the_film_are_not_offered() -> None:
    dispute = (Dispute(field="performer", value="Rita Moreno"),)
    cast = cast_of({"performer": "Eve Stone", "character": "Ann", "disputes": dispute})
    pool = {"performer": ("Diane Lane", "Carol Kane", "Rita Moreno", "Meryl Streep")}

    questions = generated(small_film(cast=cast, pool=pool))

    assert all("Rita Moreno" not in q.distractor_pool for q in questions)


def test_what_a_written_question_asks_is_generated_only_with_section() -> None:
    crew = make_crew(("Sydney Pollack", "Director"))
    written = WrittenQuestion(
        id="questions/a", about=(Target("crew/0"),), ask="Who made it?", answer="Sydney Pollack"
    )

    def interest(film: Film) -> int:
        return find_question(film, "crew/0/name").interest

    assert interest(small_film(crew=crew)) == 1
    assert interest(small_film(crew=crew, questions=(written,))) == 0


def test_songs_by_the_same_singers_are_counted_without_their_names() -> None:
    singers = (("Rita Moreno",), ("Rita Moreno",), ("Carl Dean",), ("Carl Dean",))
    songs = [Song(id=f"songs/{i}", title=f"Song {i}", performers=p) for i, p in enumerate(singers)]
    duets = [
        Song(id=f"songs/{i}", title=f"Duet {i}", performers=("Rita Moreno", "Carl Dean"))
        for i in (4, 5)
    ]

    questions = questions_of(small_film(songs=(*songs, *duets)), "song-singer")

    assert [question.why for question in questions[::2]] == [
        "She has two songs to herself.",
        "The same voice has two of the songs to itself.",
        "They share two of the songs.",
    ]
    for reply in ("Dean and Moreno", "moreno, dean", "Rita Moreno & Carl Dean"):
        assert judge(reply, questions[-1].answer).verdict == "right"


def test_whom_somebody_plays_is_typed_unless_others_of_that_sex_have_names() -> None:
    parts = ("Maggie", "Leila", "Frannie", "Moe", "Ray", "Hank")
    names = ("Eve Stone", "Anna Bell", "Diane Eng", "Gus Horn", "Carl Dean", "Otto Blau")
    members = [{"performer": n, "character": c} for n, c in zip(names, parts, strict=True)]
    more = {"performer": "Carla Dean", "character": "Zoe"}

    few = find_question(small_film(cast=cast_of(*members)), "cast/0/character")
    enough = find_question(small_film(cast=cast_of(*members, more)), "cast/0/character")

    assert few.forms == ("typed",)
    assert set(enough.distractor_pool) == {"Leila", "Frannie", "Zoe"}
    assert enough.forms == ("choice", "typed")


def test_the_director_is_named_when_two_wrote_the_screenplay() -> None:
    film = small_film(
        crew=make_crew(("Ann Bell", "Director"), ("Ann Bell", "Writer"), ("Gus Horn", "Writer"))
    )

    [question] = questions_of(film, "screenwriter")

    assert question.ask == "Who wrote the film's screenplay with Ann Bell?"
    assert question.answer.text == "Gus Horn"
    assert judge("Ann Bell", question.answer).verdict == "wrong"


def test_directors_of_a_catalogue_film_are_not_asked_about_if_there_are_several() -> None:
    jobs = ("Ann Bell", "Director"), ("Gus Horn", "Director"), ("Gus Horn", "Composer")
    film = small_film(crew=make_crew(*jobs))
    of_catalogue = CatalogueFilm(**dict(film.items()))

    assert [q.ask for q in questions_of(film, "director")] == [
        "Who directed the film with Gus Horn?"
    ]
    assert questions_of(of_catalogue, "director") == []
    assert questions_of(of_catalogue, "composer")
    assert not any("directed" in q.ask + q.why for q in generated(of_catalogue))
    films = [of_catalogue, *(small_film(id=f"x-{n}", title=f"X{n}") for n in range(4))]
    assert not any("direct" in q.ask for q in which_film_questions(films, films))


def test_a_director_who_wrote_alone_is_asked_about_once() -> None:
    film = small_film(crew=make_crew(("Ann Bell", "Director"), ("Ann Bell", "Writer")))

    assert questions_of(film, "screenwriter") == []


def test_obscure_jobs_are_not_asked_about() -> None:
    jobs = ("Glockenspiel", "Japanese subtitles", "Special thanks", "Production executive")
    film = small_film(crew=make_crew(*(("Ann Bell", job) for job in jobs)))

    assert [q for q in generated(film) if q.section == "crew"] == []


def test_a_foreign_director_is_offered_among_foreign_directors() -> None:
    crew = make_crew(("Jean-Pierre Jeunet", "Director"))
    film = small_film(crew=crew, languages=("French",))

    assert set(find_question(film, "crew/0/name").distractor_pool) <= set(
        well_known("director abroad")
    )


def test_absence_is_only_asked_about_if_the_cast_list_is_long_or_the_author_says_so() -> None:
    short = cast_of(*({"performer": name, "billing": 1} for name in _CAST))
    long = cast_of(*({"performer": f"Eve {n}", "billing": n} for n in range(1, 13)))
    pool = {"performer": ("Diane Lane", "Carol Kane", "Rita Moreno")}

    def templates(film: Film) -> set[str]:
        return {question.template for question in generated(film)}

    assert "in-cast" not in templates(small_film(cast=short))
    assert "in-cast" in templates(small_film(cast=short, pool=pool))
    assert "in-cast" in templates(small_film(cast=long))
    assert "in-cast" not in templates(small_film(cast=long, genres=("Animation",)))


def test_a_claim_is_true_of_some_films_and_false_of_others() -> None:
    cast = cast_of(*({"performer": name, "billing": 1} for name in _CAST))
    pool = {"performer": ("Diane Lane", "Carol Kane", "Rita Moreno")}
    films = [small_film(id=f"film-{n}", cast=cast, pool=pool) for n in range(40)]

    answers = Counter(q.answer.text for film in films for q in questions_of(film, "true-in-cast"))

    assert answers.total() == 40
    assert 12 < answers["True"] < 28


def test_the_song_that_somebody_does_not_sing_is_by_somebody_else() -> None:
    songs = {"Broken Bicycles": "Tom Waits", "Old Boyfriends": "Crystal Gayle"}
    songs |= dict.fromkeys(("Take Me Home", "Presents", "Little Boy Blue"), "Crystal Gayle")
    film = small_film(
        songs=tuple(
            Song(id=f"songs/{i}", title=title, performers=(singer,))
            for i, (title, singer) in enumerate(songs.items())
        )
    )

    [question] = questions_of(film, "not-sung")

    assert question.ask == "Which of these songs does Crystal Gayle NOT sing?"
    assert question.answer.text == "Broken Bicycles"
    assert question.why == "That one is sung by Tom Waits."


def test_a_quotation_is_asked_about_only_with_section_and_by_well_known_critics() -> None:
    quote = "one of the great films of this or any year"
    film = small_film(
        reviews=tuple(
            Review(id=f"reviews/{i}", stance="positive", critic=critic, quote=quote)
            for i, critic in enumerate(("Roger Ebert", "Joe Blogger"))
        )
    )

    [question] = questions_of(film, "critic")

    assert question.answer.text == "Roger Ebert"
    assert question.interest == 0


def test_an_award_is_asked_about_if_its_category_can_be_read_aloud() -> None:
    def award(category: str) -> Award:
        return Award(award="Academy Award", category=category, people=("Ann Bell",), result="won")

    film = small_film(
        awards=(award("Best Actress"), award("Original Song Score and Its Adaptation"))
    )

    [question] = questions_of(film, "award")
    assert question.ask == "Who won the Academy Award for Best Actress?"


# --- The film -------------------------------------------------------------------------------------


def test_the_year_is_a_choice_or_an_estimate_and_no_option_is_in_the_future() -> None:
    source = Source(title="A source", date=Date.parse("2001"))
    question = find_question(small_film(sources={"a": source}), "film/year")

    assert question.forms == ("choice", "estimate")
    assert question.distractor_pool == ("1990", "1993", "1996")


def test_the_opening_in_its_country_explains_the_year() -> None:
    release = Release(
        id="releases/a", kind="theatrical", place="United States", date=Date.parse("1999-02-11")
    )
    film = small_film(releases=(release,), countries=("United States",))

    why = find_question(film, "film/year").why
    assert why == "It opened in the United States on 11 February 1999."


def test_a_country_of_the_same_language_is_offered_only_if_its_title_is_known() -> None:
    def film(**places: str) -> Film:
        titles = [Title(id=f"titles/{p}", place=p, title=t) for p, t in places.items()]
        return small_film(titles=tuple(titles))

    alone, both = film(Spain="Corazonada"), film(Spain="Corazonada", Argentina="Golpe al corazón")

    assert "Argentina" not in find_question(alone, "titles/Spain/place").distractor_pool
    assert "Argentina" in find_question(both, "titles/Spain/place").distractor_pool
    same = film(Spain="Corazonada", Argentina="Corazonada")
    [question] = questions_of(same, "country-of-title")
    assert judge("Argentina", question.answer).verdict == "right"


@pytest.mark.parametrize(
    ("country", "title", "interest"),
    [
        ("Spain", "Corazonada", 1),
        ("Sweden", "Älskling, jag hatar dig!", 1),
        ("Germany", "Einer mit Herz", 0),
        ("France", "Coup de cœur", 0),
        ("Japan", "Wan Furomu Za Hāto", 0),
    ],
)
def test_a_title_is_asked_about_if_its_language_looks_like_that_of_other_countries(
    country: str, title: str, interest: int
) -> None:
    film = small_film(titles=(Title(id="titles/a", place=country, title=title),))

    [question] = questions_of(film, "country-of-title")

    assert question.interest == interest


def test_its_usual_title_and_its_title_at_home_are_not_asked_about() -> None:
    titles = (
        Title(id="titles/a", place="Germany", title="Small"),
        Title(id="titles/b", place="France", title="Petit"),
    )

    assert questions_of(small_film(titles=titles, countries=("France",)), "country-of-title") == []


def test_only_well_known_studios_are_asked_about() -> None:
    film = small_film(
        companies=(
            Company(id="companies/a", name="Columbia Pictures", role="Distribution, United States"),
            Company(id="companies/b", name="Toho-Towa", role="Distribution, Japan"),
            Company(id="companies/c", name="Legacy", role="Soundtrack album, reissue"),
        )
    )

    [question] = questions_of(film, "studio")

    assert question.ask == "Which studio released the film in the United States?"
    assert question.answer.text == "Columbia"
    assert judge("Columbia Pictures", question.answer).verdict == "right"


@pytest.mark.parametrize("company", ["20th Century Fox", "Warner Bros. Entertainment", "Miramax"])
def test_a_studio_goes_by_its_short_name_and_can_be_a_choice(company: str) -> None:
    companies = (Company(id="companies/a", name=company, role="Production"),)

    [question] = questions_of(small_film(companies=companies), "studio")

    assert len(draw_options(question, Random(1))) == OPTION_COUNT  # noqa: S311
    assert judge(company, question.answer).verdict == "right"


def test_the_length_is_an_estimate_and_not_asked_for_if_there_are_several_versions() -> None:
    theatrical = Edition(id="editions/a", name="Theatrical cut", minutes=Count(107))
    reprise = Edition(id="editions/b", name="Reprise", minutes=Count(95))

    alone = find_question(small_film(editions=(theatrical,)), "/minutes")

    assert (alone.ask, alone.forms) == ("How long is the film, in minutes?", ("estimate",))
    assert questions_of(small_film(editions=(theatrical, reprise)), "length") == []


@pytest.mark.parametrize(
    ("name", "amount", "answer", "ask"),
    [
        ("Budget", 26_000_000, "$26 million", "How much did the film cost to make?"),
        ("US gross", 636_796, "$636,796", "How much did the film take in American cinemas?"),
        ("Box office", 1_281_508_100, "$1.28 billion",
            "How much did the film take at the box office?"),
    ],
)  # fmt: skip
def test_money_is_asked_for_as_people_speak(name: str, amount: int, answer: str, ask: str) -> None:
    figure = Figure(id="figures/a", name=name, topic="cost", amount=amount, currency="USD")

    question = find_question(small_film(figures=(figure,)), "figures/a/amount")

    assert (question.ask, question.answer.text) == (ask, answer)


def test_figures_without_a_wording_and_foreign_certificates_are_not_asked_about() -> None:
    film = small_film(
        figures=(Figure(id="figures/a", name="Film exposed", topic="cost", amount=1, unit="feet"),),
        certificates=(Certificate(id="certificates/a", place="Germany", certificate="FSK 12"),),
    )

    assert {question.section for question in generated(film)} == {"film"}


# --- Events ---------------------------------------------------------------------------------------


def note(number: int, text: str, date: str) -> LegacyNote:
    return LegacyNote(id=f"legacy/{number}", text=text, date=Date.parse(date))


def test_events_are_short_sentences_half_a_year_apart() -> None:
    notes = [note(i, f"Part {letter} came out.", f"200{i}-02") for i, letter in enumerate("ABCD")]
    film = small_film(legacy=tuple(notes))

    [order] = questions_of(film, "events-in-order")
    [first] = questions_of(film, "first-event")

    assert order.events == tuple(f"Part {letter} came out" for letter in "ABCD")
    assert (
        order.why == "The dates are February 2000, February 2001, February 2002 and February 2003."
    )
    assert (first.ask, first.answer.text) == (
        "Which of these happened first?",
        "Part A came out",
    )


@pytest.mark.parametrize("date", ["2002-02", "2002", "2001/2003"])
def test_an_order_is_not_asked_again_if_its_dates_have_come_to_overlap(date: str) -> None:
    notes = [note(i, f"Part {letter} came out.", f"200{i}-02") for i, letter in enumerate("ABCD")]
    [order] = questions_of(small_film(legacy=tuple(notes)), "events-in-order")
    corrected = small_film(legacy=(*notes[:3], note(3, "Part D came out.", date)))

    assert regenerate_event_question(corrected, order.id) is None


def test_orders_of_events_make_way_for_three_that_the_author_wrote() -> None:
    notes = [note(i, f"Part {letter} came out.", f"200{i}-02") for i, letter in enumerate("ABCD")]
    order, target = ("a", "b", "c", "d"), (Target("film"),)
    written = [
        WrittenQuestion(id=f"questions/{i}", about=target, ask="In order?", order=order)
        for i in range(3)
    ]

    [few] = questions_of(small_film(legacy=tuple(notes), questions=written[:2]), "events-in-order")
    [many] = questions_of(small_film(legacy=tuple(notes), questions=written), "events-in-order")

    assert (few.interest, many.interest) == (1, 0)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("He said that the lot was sold.", "2004"),
        ("The lot was sold again.", "2004"),
        ("The lot was sold; nobody minded.", "2004"),
        ("The lot was sold.", "2003-11/.."),
        ("The lot was sold.", "2004~"),
        ("The lot was sold.", "1919"),
        ("The lot was sold.", "2002-04"),
    ],
)
def test_opinions_log_lines_and_vague_or_distant_dates_are_not_put_in_order(
    text: str, date: str
) -> None:
    notes = [note(i, f"Part {letter} came out.", f"200{i}-02") for i, letter in enumerate("ABC")]
    film = small_film(legacy=(*notes, note(3, text, date)))

    assert questions_of(film, "events-in-order") == []


# --- Written questions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "forms"),
    [
        ({"answer": "Ray"}, ("typed",)),
        ({"answer": "Ray", "wrong": ("Hank", "Moe", "Leila")}, ("choice", "typed")),
        ({"answer": "Ray", "wrong": ("Hank", "Moe", "Leila"), "ask": "Who of these is it?"},
            ("choice",)),
        ({"answer": "Ray", "wrong": ("Hank", "Moe", "Leila"), "ask": "Who is NOT here?"},
            ("choice",)),
        ({"answer": "Ray", "ask": "Who of these is it?"}, ()),
        ({"answer": "Ray", "wrong": ("Hank", "Moe", "Leila"), "choice_only": True}, ("choice",)),
        ({"answer": "Ray", "choice_only": True}, ()),
        ({"answer": "79", "estimate": True}, ("estimate",)),
        ({"answer": "79", "estimate": True, "wrong": ("20", "40", "150")}, ("choice", "estimate")),
        ({"answer": "True"}, ("true-false",)),
        ({"answer": "False"}, ("true-false",)),
        ({"answer": "True", "wrong": ("Brave", "Bold", "Kind")}, ("choice", "typed")),
        ({"order": ("a", "b", "c", "d")}, ("order",)),
        ({"answer": "Ray", "clues": ("a", "b", "c", "d", "e")}, ("clues",)),
    ],
)  # fmt: skip
def test_what_is_written_decides_the_form(fields: dict[str, Any], forms: tuple[str, ...]) -> None:
    written = WrittenQuestion(
        **{"id": "questions/a", "about": (Target("film"),), "ask": "What is it?", **fields}
    )

    [question] = [q for q in all_questions([small_film(questions=(written,))]) if q.is_written]

    assert question.forms == forms
    assert question.events == fields.get("order", ())
    assert question.clues == fields.get("clues", ())


# --- The film's title in a question ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "ask", "named"),
    [
        ("Tootsie", "Who directed the film?", "Who directed Tootsie?"),
        ("Tootsie", "The film was up for ten Oscars. What for?",
            "Tootsie was up for ten Oscars. What for?"),
        ("Tootsie", "Who wrote the film's songs?", "Who wrote Tootsie's songs?"),
        ("Tootsie", "He was Moe in this film. Who?", "He was Moe in Tootsie. Who?"),
        ("The Outsiders", "Who wrote the film's songs?", "Who wrote The Outsiders' songs?"),
        ("Tootsie", "Who made the film of 1951, and who shot the film?",
            "Who made the film of 1951, and who shot Tootsie?"),
        ("Tootsie", "Who is the filmmaker?", "Tootsie: Who is the filmmaker?"),
        ("Tootsie", "True or false: the film lost money.", "True or false: Tootsie lost money."),
        ("Paris, Texas", "Where is Paris, Texas set?", "Where is Paris, Texas set?"),
        ("Ray", "Which character is Ray's boss?", "Ray: Which character is Ray's boss?"),
    ],
)  # fmt: skip
def test_a_round_about_several_films_names_the_film(title: str, ask: str, named: str) -> None:
    film = small_film(title=title)
    question = Question("small/film/x", film, "film", ("film",), ask, Answer("x"))

    assert name_film(question).ask == named
    assert name_film(question._replace(hides_film=True)).ask == ask


# --- A film that little is known of ---------------------------------------------------------------


def test_six_records_make_a_decent_round() -> None:
    film = small_film(
        year=1982,
        crew=(
            CrewMember(id="crew/a", name="Sydney Pollack", job="Director"),
            CrewMember(id="crew/b", name="Larry Gelbart", job="Writer"),
        ),
        cast=cast_of(
            {"performer": "Dustin Hoffman", "character": "Michael Dorsey", "billing": 1},
            {"performer": "Jessica Lange", "character": "Julie Nichols", "billing": 2},
            {"performer": "Teri Garr", "character": "Sandy Lester", "billing": 3},
        ),
        editions=(Edition(id="editions/a", name="The film", minutes=Count(116)),),
    )

    questions = generated(film)

    assert len(questions) >= 9
    assert len({question.template for question in questions}) >= 5
    assert sum("choice" in question.forms for question in questions) >= 6


# --- The lists of well-known people ---------------------------------------------------------------


def test_somebody_is_known_in_every_craft_at_any_time() -> None:
    for group in ("director", "director abroad", "actor", "actress", "screenwriter", "composer"):
        for year in range(1940, 2024):
            assert len(peers(group, year, ())) >= 4, (group, year)


def test_wrong_options_were_active_at_the_time_and_are_not_in_the_film() -> None:
    assert "Buster Keaton" not in peers("director", 1982, ())
    assert "Woody Allen" in peers("director", 1982, ())
    assert "Woody Allen" not in peers("director", 1982, {"woody allen"})


@pytest.mark.parametrize(
    ("name", "sex"),
    [("Teri Garr", "women"), ("Raúl Juliá", "men"), ("Xi Yang", ""), ("Glenn Close", ""), ("", "")],
)
def test_the_first_name_shows_the_sex_if_it_is_clear(name: str, sex: str) -> None:
    assert gender(name) == sex
