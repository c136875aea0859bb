"""Writes a package for Anki with a deck for each film and one for the catalogue.

Anki recognizes a note by its guid and a deck by its name, and replaces a note only by a newer one.
So importing again updates questions, adds new ones and keeps the reviews.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha1, sha256
from html import escape
from pathlib import Path
from typing import Any

from heartcli.export.archive import pack
from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from heartcli.storage import sqlite

# With other fields, Anki sees another note type, and no longer updates the notes.
FIELDS = (
    "Question", "Film", "Clues", "Options", "Answer", "Order", "Also accepted", "Why", "Sources",
    "Terms",
)  # fmt: skip
_NOTE_TYPE_ID = 1_732_000_000_000
_FIRST_DECK_ID = 1_740_000_000_000
# When the templates or the style last changed. Anki keeps what a user has changed since then.
_LOOK_CHANGED = 1_795_804_235
_FIELD_SEPARATOR = "\x1f"
# Anki replaces {{Field}}, [sound:file], [latex] and \(formula\). MathJax also finds formulas in
# entities, so the templates have classes that it ignores.
_ENTITIES = {ord(character): f"&#{ord(character)};" for character in "{[\\"}
_QUERIES = sqlite.read_queries(Path(__file__).with_name("anki.sql"))


def write(quiz: Quiz) -> bytes:
    """Returns the package."""
    decks = map(_deck, dict.fromkeys(map(_deck_name, quiz.questions)))
    collection = {
        "time": quiz.timestamp,
        "note_types": json.dumps({_NOTE_TYPE_ID: _note_type()}),
        "decks": json.dumps({deck["id"]: deck for deck in decks}),
    }
    with closing(sqlite.open_read_write(":memory:")) as connection:
        sqlite.run_script(connection, _QUERIES["schema"])
        connection.execute(_QUERIES["add collection"], collection)
        for note in _notes(quiz):
            connection.execute(_QUERIES["add note"], note)
            connection.execute(_QUERIES["add card"], note)
        return pack({"collection.anki2": connection.serialize(), "media": "{}"})


def _notes(quiz: Quiz) -> Iterator[dict[str, Any]]:
    terms = _html(" ".join(quiz.terms))
    for position, question in enumerate(quiz.questions):
        yield {
            "id": quiz.timestamp * 1000 + position,  # Anki shows it as the time of creation
            "guid": f"heart:{question.id}",
            "note_type": _NOTE_TYPE_ID,
            "time": quiz.timestamp,
            "tags": f" {_tags(question)} ",
            "fields": _FIELD_SEPARATOR.join([*_fields(question), terms]),
            "question": question.ask,
            "checksum": int(sha1(question.ask.encode()).hexdigest()[:8], 16),  # noqa: S324
            "deck": _deck_id(_deck_name(question)),
            "position": position,
        }


def _fields(question: CitedQuestion) -> list[str]:
    """Returns the contents of all fields of a note but the last."""
    return [
        _html(question.ask),
        _html(question.heading),
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
    text, address = _html(citation.text), _html(citation.url).replace('"', "&quot;")
    return f'<a href="{address}">{text}</a>' if address else text


def _html(text: str) -> str:
    return escape(text, quote=False).translate(_ENTITIES)


def _tags(question: CitedQuestion) -> str:
    names = ("section", "difficulty", "form")
    return " ".join(f"heart::{name}::{getattr(question, name)}" for name in names)


def _deck_name(question: CitedQuestion) -> str:
    name = re.sub(":(?=:)", ": ", question.deck)  # :: would begin another deck inside it
    return f"heart::{name or 'Untitled'}"


def _deck_id(name: str) -> int:
    return _FIRST_DECK_ID + int(sha256(name.encode()).hexdigest()[:8], 16)


def _deck(name: str) -> dict[str, Any]:
    today = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
    return {
        "id": _deck_id(name), "name": name, "desc": "", "mod": 0, "usn": -1, "conf": 1, "dyn": 0,
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
