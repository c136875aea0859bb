"""Writes a package for Anki with a deck for each film file and one for the catalogue.

Anki recognizes a note by its guid and a deck by its name, and leaves a note alone that isn't newer
than its own. So importing again updates questions, adds new ones and keeps what was learnt.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha1, sha256
from html import escape
from pathlib import Path
from typing import Any

from heartcli.export.archive import pack
from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from heartcli.storage import sqlite

# Anki takes a note type with other fields for another one, and then no longer updates its notes.
FIELDS = (
    "Question", "Film", "Clues", "Options", "Answer", "Order", "Also accepted", "Why", "Sources",
    "Licence",
)  # fmt: skip
_NOTE_TYPE_ID = 1_732_000_000_000
_LOOK_CHANGED = 1_795_737_600  # when a template or the style last changed; see `write`
_FIELD_SEPARATOR = "\x1f"
_FIRST_ID, _ID_BITS = 1_704_067_200_000, 35  # ids are times: from January 2024 to February 2025
# Beginnings of what Anki replaces: {{Field}}, [sound:file], [latex], \(formula\).
_ENTITIES = {ord(character): f"&#{ord(character)};" for character in "{[\\"}
_QUERIES = sqlite.read_queries(Path(__file__).with_name("anki.sql"))


def write(quiz: Quiz) -> bytes:
    """Returns the package."""
    decks = {name: _stable_number(name) for name in map(_deck_name, quiz.questions)}
    collection = {
        "time": quiz.timestamp,
        "note_types": json.dumps({_NOTE_TYPE_ID: _note_type()}),
        "decks": json.dumps({number: _deck(number, name) for name, number in decks.items()}),
    }
    with closing(sqlite.open_read_write(":memory:")) as connection:
        sqlite.run_script(connection, _QUERIES["schema"])
        connection.execute(_QUERIES["add collection"], collection)
        for note in _notes(quiz):
            connection.execute(_QUERIES["add note"], note)
            connection.execute(_QUERIES["add card"], note)
        return pack({"collection.anki2": connection.serialize(), "media": "{}"})


def _notes(quiz: Quiz) -> Iterator[dict[str, Any]]:
    licence = _html(" ".join(quiz.licences))
    for position, question in enumerate(quiz.questions):
        yield {
            "id": quiz.timestamp * 1000 + position,  # for Anki the time at which it was made
            "guid": f"heart:{question.id}",
            "note_type": _NOTE_TYPE_ID,
            "time": quiz.timestamp,
            "tags": f" {' '.join(_tags(question))} ",
            "fields": _FIELD_SEPARATOR.join([*_fields(question), licence]),
            "question": question.ask,
            "checksum": int(sha1(question.ask.encode()).hexdigest()[:8], 16),  # noqa: S324
            "deck": _stable_number(_deck_name(question)),
            "position": position,
        }


def _fields(question: CitedQuestion) -> list[str]:
    """Returns the contents of a note's fields but the last."""
    return [
        _html(question.ask),
        _html(question.film),
        _items(map(_html, question.clues)),
        _items(map(_html, question.options)),
        _html(question.answer),
        _items(map(_html, question.events_in_order)) if question.form == "order" else "",
        "" if question.form == "choice" else _html("; ".join(question.accept)),
        _html(question.why),
        _items(map(_link, question.citations)),
    ]


def _items(texts: Iterable[str]) -> str:
    return "".join(f'<li dir="auto">{text}</li>' for text in texts)


def _link(citation: Citation) -> str:
    text = _html(citation.text or citation.url)
    return f'<a href="{escape(citation.url)}">{text}</a>' if citation.url else text


def _html(text: str) -> str:
    return escape(text, quote=False).translate(_ENTITIES)


def _tags(question: CitedQuestion) -> list[str]:
    return [
        f"heart::section::{question.section}",
        f"heart::difficulty::{question.difficulty}",
        f"heart::form::{question.form}",
    ]


def _deck_name(question: CitedQuestion) -> str:
    # Anki takes :: for the end of a parent's name.
    return f"heart::{question.film_file.replace('::', ': :') or 'Catalogue'}"


def _stable_number(text: str) -> int:
    return _FIRST_ID + (int.from_bytes(sha256(text.encode()).digest()) >> (256 - _ID_BITS))


def _deck(number: int, name: str) -> dict[str, Any]:
    today = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
    return {
        "id": number, "name": name, "desc": "", "mod": 0, "usn": -1, "conf": 1, "dyn": 0,
        "collapsed": False, "browserCollapsed": False, "extendNew": 0, "extendRev": 0, **today,
    }  # fmt: skip


def _note_type() -> dict[str, Any]:
    front, back, style = (
        Path(__file__).with_name(name).read_text("utf-8")
        for name in ("anki_front.html", "anki_back.html", "anki.css")
    )
    look = {"sticky": False, "rtl": False, "font": "Arial", "size": 20}  # in Anki's editor
    template = {"qfmt": front, "afmt": back, "bqfmt": "", "bafmt": "", "did": None}
    return {
        "id": _NOTE_TYPE_ID, "name": "heart", "type": 0, "mod": _LOOK_CHANGED, "usn": -1,
        "flds": [{"name": name, "ord": place, **look} for place, name in enumerate(FIELDS)],
        "tmpls": [{"name": "Card", "ord": 0, **template}],
        "css": style, "sortf": 0, "did": None, "latexPre": "", "latexPost": "", "req": [],
    }  # fmt: skip
