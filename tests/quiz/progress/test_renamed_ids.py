"""Progress survives questions that get another id."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from heartcli.cli import play
from heartcli.model.film import Film
from heartcli.quiz.questions import renamed_ids
from heartcli.quiz.questions.from_film import regenerate
from heartcli.quiz.questions.renamed_ids import renamed
from tests.conftest import Heart

VERSION_1 = Path(__file__).with_name("version-1.sql")
# Of the questions in version-1.sql, those that are no longer asked: dull and obscure ones.
DROPPED = {"Q936037/cast/james-garner+cast/robert-preston/together"} | {
    f"one-from-the-heart-1982/{path}"
    for path in (
        "cast/allen-garfield-restaurant-owner/performer",
        "certificates/france-tous-publics/certificate",
        (
            "companies/american-zoetrope-restoration-reprise"
            "+companies/roundabout-entertainment-restoration-reprise/name"
        ),
        "companies/legacy-soundtrack-album-reissue/name",
        "crew/alberto-piferi-italian-dialogue/name",
        "crew/bones-howe-music-producer/name",
        "crew/leslie-mccarthy-frankenheimer-sets/name",
        "editions/restored-version/minutes",
        "legacy/festival-lumiere/year",
        "questions/drummer",
        "questions/saxophonist",
        "questions/songs-alone",
        "questions/subtitle-of-2024",
        "releases/theatrical-cut-theatrical-france/place",
        "reviews/reeling-back/publication",
    )
}


@pytest.fixture
def old_progress(home: Path) -> Path:
    path = home / "progress.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    return path


def questions_in(path: Path, table: str) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute(f"SELECT question FROM {table}")}  # noqa: S608


def test_due_questions_of_the_first_version_are_still_found(
    heart: Heart, old_progress: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = questions_in(old_progress, "card")
    monkeypatch.setattr(play, "local_time", lambda: datetime(2027, 1, 1, 12).astimezone())

    due = heart("practice", "--json").json

    assert due["due"] == len(before)
    assert set(due["gone"]) <= DROPPED
    asked = {question["id"] for question in due["questions"]}
    assert asked == {renamed(old) for old in before} - {*due["gone"]}
    for table in ("card", "answer"):
        assert questions_in(old_progress, table) == {renamed(old) for old in before}


def test_renamed_questions_exist(film: Film) -> None:
    """Whoever answered the old question is asked the new one."""
    for film_id, ids in renamed_ids._QUESTIONS.items():
        new_ids = {f"{film_id}/{path}" for path in ids.values()}
        old_ids = {f"{film_id}/{path}" for path in ids}
        assert film_id == film.id
        assert regenerate(film, new_ids).keys() == new_ids
        assert not regenerate(film, old_ids)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("film-1999/titles/a+titles/b/title", "film-1999/titles/a+titles/b/place"),
        ("film-1999/crew/a/job", "film-1999/crew/a/name"),
        ("film-1999/cast/a/performer", "film-1999/cast/a/performer"),
        ("film-1999/questions/job", "film-1999/questions/job"),
        ("Q132689/film/year", "Q132689/film/year"),
        ("one-from-the-heart-1982/questions/her-fathers-lesson",
         "one-from-the-heart-1982/questions/sofias-lesson"),
    ],
)  # fmt: skip
def test_ids_are_renamed_by_template_or_one_by_one(old: str, new: str) -> None:
    assert renamed(old) == new
    assert renamed(new) == new
