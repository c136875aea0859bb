"""Anki packages: what they contain, and what Anki makes of them."""

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from heartcli import filmfile
from heartcli.export import anki
from heartcli.export.quiz import Citation, Quiz
from heartcli.model.film import Film
from tests.export.conftest import MakeQuiz

REVIEWS = 20  # as many new cards as Anki shows in a day by default


def _read(package: bytes, query: str) -> list[Any]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.read("media") == b"{}"
        content = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return connection.execute(query).fetchall()


def _notes(quiz: Quiz) -> dict[str, dict[str, str]]:
    rows = _read(anki.write(quiz), "SELECT guid, flds FROM notes")
    return {
        guid: dict(zip(anki.FIELDS, fields.split("\x1f"), strict=True)) for guid, fields in rows
    }


def _decks(quiz: Quiz) -> list[str]:
    [[decks]] = _read(anki.write(quiz), "SELECT decks FROM col")
    return [deck["name"] for deck in json.loads(decks).values()]


def test_each_question_is_a_note_with_one_new_card(make: MakeQuiz) -> None:
    quiz = make()

    rows = _read(
        anki.write(quiz),
        "SELECT guid, sfld, queue, due FROM notes JOIN cards ON nid = notes.id ORDER BY due",
    )

    assert rows == [
        (f"heart:{question.id}", question.ask, 0, place)
        for place, question in enumerate(quiz.questions)
    ]


def test_a_reworded_question_keeps_its_guid(make: MakeQuiz) -> None:
    quiz = make()
    reworded = [question._replace(ask="What else?") for question in quiz.questions]

    assert [*_notes(quiz)] == [*_notes(quiz._replace(questions=reworded))]


def test_a_note_has_everything_about_its_question(make: MakeQuiz) -> None:
    quiz = make()
    for question, note in zip(quiz.questions, _notes(quiz).values(), strict=True):
        shown = {name: unescape(text) for name, text in note.items()}

        assert (shown["Question"], shown["Film"]) == (question.ask, question.heading)
        assert (shown["Answer"], shown["Why"]) == (question.answer, question.why)
        assert shown["Also accepted"] in ("", "; ".join(question.accept))
        assert shown["Also accepted"] or question.form == "choice" or not question.accept
        assert shown["Terms"] == " ".join(quiz.terms)
        assert shown["Options"].count("<li") == len(question.options)
        assert shown["Clues"].count("<li") == len(question.clues)
        assert shown["Sources"].count("<li") == len(question.citations)


def test_an_order_is_answered_by_its_letters_and_its_events(make: MakeQuiz) -> None:
    quiz = make()
    question = next(question for question in quiz.questions if question.form == "order")

    note = _notes(quiz._replace(questions=[question]))[f"heart:{question.id}"]

    assert note["Answer"] == question.answer
    assert note["Order"] == anki._items(map(anki._html, question.events_in_order))


def test_tags_are_the_section_the_difficulty_and_the_form(make: MakeQuiz) -> None:
    quiz = make()
    first = quiz.questions[0]

    [tags, *_] = _read(anki.write(quiz), "SELECT tags FROM notes")

    assert tags[0].split() == [
        f"heart::section::{first.section}",
        f"heart::difficulty::{first.difficulty}",
        f"heart::form::{first.form}",
    ]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_without_anything_that_anki_replaces(text: str) -> None:
    field = anki._html(text)

    assert unescape(field) == unescape(text.replace("&", "&amp;"))
    assert not {*"<{[\\"} & {*field}


def test_hostile_text_is_not_markup(make: MakeQuiz, hostile: Film) -> None:
    notes = _notes(make(hostile)).values()

    assert not any("<script" in text for note in notes for text in note.values())
    href = 'href="https://example.org/?a=1&amp;b=\'&lt;&gt;&quot;"'
    assert any(href in note["Sources"] for note in notes)


def test_a_source_with_an_address_is_a_link() -> None:
    url = "https://example.org/?a=1&b='<>\"[sound:x]"

    assert anki._link(Citation("A book, 1982", "")) == "A book, 1982"
    assert anki._link(Citation("A page", url)) == (
        '<a href="https://example.org/?a=1&amp;b=\'&lt;&gt;&quot;&#91;sound:x]">A page</a>'
    )


def test_a_film_file_has_one_deck_whatever_its_title(make: MakeQuiz, hostile: Film) -> None:
    [deck] = _decks(make(hostile))

    assert deck.split("::")[0] == "heart"
    assert deck.count("::") == 1
    assert _decks(make()) == ["heart::One from the Heart"]


def test_questions_from_the_catalogue_share_a_deck(make: MakeQuiz) -> None:
    quiz = make()
    questions = [question._replace(deck="Catalogue") for question in quiz.questions]

    assert _decks(quiz._replace(questions=questions)) == ["heart::Catalogue"]


def test_the_note_type_stays_compatible() -> None:
    """Anki updates notes only if their fields are the same, and their look only if it's newer."""
    note_type = anki._note_type()
    look = [note_type["css"], *(note_type["tmpls"][0][side] for side in ("qfmt", "afmt"))]
    digest = hashlib.sha256("".join(look).encode()).hexdigest()[:8]

    assert [field["name"] for field in note_type["flds"]] == [
        "Question", "Film", "Clues", "Options", "Answer", "Order", "Also accepted", "Why",
        "Sources", "Terms",
    ]  # fmt: skip
    # If you change the look, set _LOOK_CHANGED to the current time and update both numbers here.
    assert (note_type["mod"], digest) == (1_795_804_235, "c3df4acd")


class _Anki:
    """A collection in Anki."""

    def __init__(self, folder: Path) -> None:
        self._module = pytest.importorskip("anki.collection")
        self._package = folder / "deck.apkg"
        self.collection = self._module.Collection(str(folder / "collection.anki2"))

    def take(self, quiz: Quiz) -> dict[str, int]:
        """Imports a quiz with Anki's default options, and counts the outcomes."""
        self._package.write_bytes(anki.write(quiz))
        log = self.collection.import_anki_package(
            self._module.ImportAnkiPackageRequest(
                package_path=str(self._package),
                options=self._module.ImportAnkiPackageOptions(),
            )
        ).log
        outcomes = {name: len(getattr(log, name)) for name in ("new", "updated", "duplicate")}
        assert sum(outcomes.values()) == log.found_notes
        return {name: count for name, count in outcomes.items() if count}

    def review(self) -> None:
        """Answers a card."""
        from anki.scheduler.v3 import CardAnswer  # noqa: PLC0415 - optional

        scheduler = self.collection.sched
        queued = scheduler.get_queued_cards(fetch_limit=1)
        card = self.collection.get_card(queued.cards[0].card.id)
        card.start_timer()
        answer = scheduler.build_answer(
            card=card, states=queued.cards[0].states, rating=CardAnswer.EASY
        )
        scheduler.answer_card(answer)

    def schedule(self) -> list[Any]:
        """Returns the state of the cards that have been answered."""
        query = "SELECT id, nid, did, type, queue, due, ivl, reps FROM cards WHERE reps ORDER BY id"
        return list(self.collection.db.all(query))


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[_Anki]:
    program = _Anki(tmp_path)
    yield program
    program.collection.close()


def _film_file(path: Path, count: int, wording: str) -> Film:
    """Returns a film with questions in four forms."""
    forms: list[dict[str, Any]] = [
        {"answer": "Rome", "wrong": ["Oslo", "Bern", "Kyiv"]},
        {"answer": "Rome", "accept": ["Roma"]},
        {"answer": "1,250", "estimate": True},
        {"order": ["Rome", "Oslo", "Bern", "Kyiv"]},
    ]
    common = {"about": ["plot/x"], "why": f"{wording}.", "difficulty": "easy"}
    questions = [
        {"id": f"q{number}", "ask": f"{wording}, number {number}?", **common, **forms[number % 4]}
        for number in range(count)
    ]
    film = {
        "format": 1, "title": "Travels", "year": 1999, "sources": {"s": {"title": "A book"}},
        "plot": [{"id": "x", "text": "They travel.", "sources": ["s"]}], "questions": questions,
    }  # fmt: skip
    path.write_text(tomli_w.dumps(film), encoding="utf-8")
    return filmfile.load(path)


def test_importing_again_updates_and_adds_notes_and_keeps_reviews(
    make: MakeQuiz, reader: _Anki, tmp_path: Path
) -> None:
    path = tmp_path / "travels.toml"
    old = make(_film_file(path, 400, "Where was it"))
    new = make(_film_file(path, 405, "Where did it happen"))
    count = len(old.questions)
    assert count >= 400

    assert reader.take(old) == {"new": count}
    reader.collection.decks.select(reader.collection.decks.id("heart"))
    for _ in range(REVIEWS):
        reader.review()
    learnt = reader.schedule()
    assert reader.take(old) == {"duplicate": count}
    assert reader.take(new._replace(timestamp=old.timestamp + 1)) == {"new": 5, "updated": count}

    assert reader.schedule() == learnt
    assert len(learnt) == reader.collection.db.scalar("SELECT count() FROM revlog") == REVIEWS
    assert reader.collection.note_count() == reader.collection.card_count() == count + 5
    assert len(reader.collection.find_notes("happen")) >= 405
    assert not reader.collection.find_notes('"Where was it"')


def test_exports_from_the_same_second_do_not_replace_each_other(
    make: MakeQuiz, reader: _Anki
) -> None:
    quiz = make()
    half = len(quiz.questions) // 2

    assert reader.take(quiz._replace(questions=quiz.questions[:half])) == {"new": half}
    reader.take(quiz._replace(questions=quiz.questions[half:]))

    assert reader.collection.note_count() == len(quiz.questions)


def test_anki_keeps_the_style_of_the_user(make: MakeQuiz, reader: _Anki) -> None:
    quiz = make()
    models = reader.collection.models
    reader.take(quiz)
    note_type = models.by_name("heart")
    note_type["css"] = ".card { color: pink; }"
    models.update_dict(note_type)

    outcome = reader.take(quiz._replace(timestamp=quiz.timestamp + 1))

    assert outcome == {"updated": len(quiz.questions)}
    assert models.by_name("heart")["css"] == ".card { color: pink; }"


def test_a_question_in_another_form_is_the_same_note(make: MakeQuiz, reader: _Anki) -> None:
    quiz = make()
    typed = [question._replace(form="typed", options=()) for question in quiz.questions]
    reader.take(quiz)

    outcome = reader.take(quiz._replace(questions=typed, timestamp=quiz.timestamp + 1))

    assert outcome == {"updated": len(quiz.questions)}
    assert not reader.collection.find_notes("Options:_*")


@pytest.mark.parametrize("title", ["Face::Off", ":::a::::b:", '"M"', "::", "a\\b/c*"])
def test_anki_makes_one_deck_of_any_title(make: MakeQuiz, reader: _Anki, title: str) -> None:
    quiz = make(count=1)
    question = quiz.questions[0]._replace(deck=title)

    reader.take(quiz._replace(questions=[question]))

    names = [deck.name for deck in reader.collection.decks.all_names_and_ids()]
    assert len(names) == 3  # with its parent and Anki's default deck


def test_anki_shows_hostile_text_as_it_is(make: MakeQuiz, hostile: Film, reader: _Anki) -> None:
    quiz = make(hostile)
    reader.take(quiz)

    for question in quiz.questions:
        [note] = map(
            reader.collection.get_note,
            reader.collection.db.list(
                "SELECT id FROM notes WHERE guid = ?", f"heart:{question.id}"
            ),
        )
        card = note.cards()[0].render_output()

        # Anki normalizes texts.
        assert normalize("NFC", question.ask) in unescape(card.question_text)
        assert normalize("NFC", question.why) in unescape(card.answer_text)
        assert "<script" not in card.answer_text
        assert not card.question_av_tags
        assert not card.answer_av_tags
