"""Anki packages: what they contain, and what Anki makes of them."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from typing import Any

from heartcli.export import anki
from heartcli.export.quiz import Quiz
from heartcli.model.film import Film
from tests.export.conftest import MakeQuiz


def _read(package: bytes, query: str) -> list[Any]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.read("media") == b"{}"
        content = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return connection.execute(query).fetchall()


def _notes(quiz: Quiz) -> dict[str, list[str]]:
    rows = _read(anki.write(quiz), "SELECT guid, flds FROM notes")
    return {guid: fields.split("\x1f") for guid, fields in rows}


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


def test_the_same_questions_give_the_same_bytes(make: MakeQuiz) -> None:
    assert anki.write(make()) == anki.write(make())


def test_a_reworded_question_keeps_its_guid(make: MakeQuiz) -> None:
    quiz = make()
    reworded = [question._replace(ask="What else?") for question in quiz.questions]

    assert [*_notes(quiz)] == [*_notes(quiz._replace(questions=reworded))]


def test_text_is_not_markup_for_anki(make: MakeQuiz, hostile: Film) -> None:
    for fields in _notes(make(hostile)).values():
        text = "".join(fields)

        assert "<script" not in text
        assert not {"{", "[", "\\"} & {*text}
        assert len(fields) == len(anki._FIELDS)


def test_a_film_file_has_a_deck_whatever_its_title(make: MakeQuiz, hostile: Film) -> None:
    [[decks]] = _read(anki.write(make(hostile)), "SELECT decks FROM col")
    [deck] = json.loads(decks).values()

    assert deck["name"].split("::")[0] == "heart"
    assert deck["name"].count("::") == 1
