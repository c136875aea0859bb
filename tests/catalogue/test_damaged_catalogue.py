"""A catalogue that is damaged, in whatever way: every command says so, and an import mends it."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from heartcli.catalogue.store import FILE_NAME
from tests.catalogue.importing.test_readers import file_of
from tests.conftest import Heart

SOURCES = ("imdb", "tmdb", "nfo")  # of one film; each has a part of it that the others haven't
COMMANDS = [
    ["film", "tt0000007", "--plain"],
    ["releases", "the quarry road", "--json"],
    ["reception", "The Quarry Road (1950)", "--plain"],
    ["cast", "quary road"],
    ["films", "quarry", "--plain"],
    ["films", "--genre", "drama", "--year", "1950", "--json"],
    ["who", "stella first", "--plain"],
    ["who", "oda", "--with", "bo second", "--json"],
    ["quiz", "--catalogue", "--year", "1945-1955", "--count", "2", "--seed", "5", "--json"],
    ["new", "The Quarry Road (1950)", "-o", "-"],
    ["catalogue", "--plain"],
    ["search", "quarry", "--plain"],
]
VERSION = slice(60, 64)  # where SQLite keeps a file's user_version
TEXTS = ["", " ", "x", "\udcff", "-1", "[]", "[[1]]", "{}", '[["",["x"]]]', "1e999", "é" * 40]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """A file, or a folder, of each source."""
    (tmp_path / "files").mkdir()
    return {name: str(file_of(name, tmp_path / "files")) for name in SOURCES}


@pytest.fixture
def sound(heart: Heart, home: Path, files: dict[str, str]) -> bytes:
    """A catalogue of several sources."""
    for name, path in files.items():
        assert heart("import", name, path).code == 0
    return (home / FILE_NAME).read_bytes()


def flipped(contents: bytes, rng: random.Random) -> bytes:
    """A few bytes are others, but for the version: a file of a newer heart is left alone."""
    changed = bytearray(contents)
    for _ in range(rng.choice((1, 4, 60))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    changed[VERSION] = contents[VERSION]
    return bytes(changed)


def cut(contents: bytes, rng: random.Random) -> bytes:
    """The end is missing."""
    return contents[: rng.choice((0, 10, 100, 4096, rng.randrange(len(contents))))]


def blank(contents: bytes, rng: random.Random) -> bytes:
    """A page is empty, or is another one."""
    pages = len(contents) // 4096
    at, other = (4096 * rng.randrange(1, pages) for _ in range(2))
    page = rng.choice((bytes(4096), contents[other : other + 4096], rng.randbytes(4096)))
    return contents[:at] + page + contents[at + 4096 :]


def _tables(database: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    return [name for (name,) in database.execute(query)]


def emptied(database: sqlite3.Connection, rng: random.Random) -> None:
    """A table is empty, or gone."""
    table = rng.choice(_tables(database))
    how = rng.choice(("DELETE FROM", "DROP TABLE"))
    database.execute(f"{how} {table}")


def without_index(database: sqlite3.Connection, rng: random.Random) -> None:
    """An index is gone."""
    query = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
    database.execute(f"DROP INDEX {rng.choice(database.execute(query).fetchall())[0]}")


def of_another_type(database: sqlite3.Connection, rng: random.Random) -> None:
    """A column holds something else, in a table that takes anything."""
    table = rng.choice([name for name in _tables(database) if "_" not in name or "gram" in name])
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    database.execute("PRAGMA writable_schema = ON")
    database.execute(
        "UPDATE sqlite_master SET sql = replace(replace(replace(sql, 'STRICT', ''), 'NOT NULL',"
        " ''), ') ,', ')') WHERE name = ?",
        [table],
    )
    database.commit()
    with closing(sqlite3.connect(database.execute("PRAGMA database_list").fetchone()[2])) as again:
        value = rng.choice(
            [None, 0, -1, 1 << 62, 2.5, b"\xff\0", *(t for t in TEXTS if t != "\udcff")]
        )
        column = rng.choice(columns)
        again.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", [value])  # noqa: S608
        again.commit()


def retold(database: sqlite3.Connection, rng: random.Random) -> None:
    """What is stored as text is another text."""
    table, column = rng.choice(
        [("credits", "told"), ("titles", "told"), ("entry", "more"), ("entry", "title"),
         ("entry", "genres"), ("person", "name"), ("source", "name"), ("source", "format"),
         ("source", "day"), ("own_id", "id")]
    )  # fmt: skip
    value: Any = rng.choice(TEXTS[:3] + TEXTS[4:])
    told = database.execute(f"SELECT {column} FROM {table}").fetchall()  # noqa: S608
    if rng.random() < 0.5 and told and told[0][0]:
        text = told[0][0] if isinstance(told[0][0], str) else told[0][0].decode("latin-1")
        at = rng.randrange(len(text))
        value = text[:at] + rng.choice('[]{}",:0x\0') + text[at + 1 :]
    if column == "more":
        value = value.encode("latin-1", "replace")
    database.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", [value])  # noqa: S608


def undecodable(database: sqlite3.Connection, rng: random.Random) -> None:
    """Text is not Unicode."""
    table, column = rng.choice([("entry", "title"), ("credits", "told"), ("person", "name"),
                                ("source", "name")])  # fmt: skip
    database.execute(f"UPDATE OR IGNORE {table} SET {column} = CAST(x'41ff' AS TEXT)")  # noqa: S608


OF_BYTES: list[Callable[[bytes, random.Random], bytes]] = [flipped, flipped, flipped, cut, blank]
OF_ROWS: list[Callable[[sqlite3.Connection, random.Random], None]] = [
    emptied, without_index, of_another_type, of_another_type, retold, retold, undecodable,
]  # fmt: skip


def damaged(contents: bytes, path: Path, seed: int) -> None:
    """Writes the catalogue with a damage that the seed chooses."""
    rng = random.Random(seed)  # noqa: S311
    number = seed % len(OF_BYTES + OF_ROWS)
    path.write_bytes(contents)
    if number < len(OF_BYTES):
        path.write_bytes(OF_BYTES[number](contents, rng))
        return
    with closing(sqlite3.connect(path)) as database:
        with suppress(sqlite3.Error):  # what SQLite itself refuses to damage stays sound
            OF_ROWS[number - len(OF_BYTES)](database, rng)
        database.commit()


def mended(heart: Heart, home: Path, files: dict[str, str], contents: bytes, seed: int) -> None:
    """Asserts that damage is told in words by every command, and mended by importing again."""
    for left in home.glob("catalogue.*"):
        left.unlink()
    damaged(contents, home / FILE_NAME, seed)
    for command in COMMANDS:
        screen = heart(*command)  # which raises what isn't told
        assert screen.code in (0, 1), (seed, command)
        assert len(screen.err.splitlines()) <= 12, (seed, command)
    heart("catalogue", "--remove", "nfo", "--yes")
    for name, path in files.items():
        assert heart("import", name, path).code == 0, (seed, name)
    for command in COMMANDS[:: len(files)]:
        screen = heart(*command)
        assert (screen.code, "damaged" in screen.err) == (0, False), (seed, command)


def test_damage_of_any_kind_is_told_and_mended(
    heart: Heart, home: Path, files: dict[str, str], sound: bytes
) -> None:
    for seed in range(len(OF_BYTES + OF_ROWS)):
        mended(heart, home, files, sound, seed)


@pytest.mark.long
def test_many_damages_are_told_and_mended(
    heart: Heart, home: Path, files: dict[str, str], sound: bytes
) -> None:
    for seed in range(100, 148):
        mended(heart, home, files, sound, seed)


@pytest.mark.parametrize(
    "damage",
    [
        ("imdb", "UPDATE credits SET told = '{bad' WHERE entry >> 32 = 1"),
        ("tmdb", "UPDATE entry SET more = x'00' WHERE id >> 32 = 2"),
        ("nfo", "UPDATE entry SET year = 0 WHERE id >> 32 = 3"),
    ],
    ids=["credits", "more", "year"],
)
def test_what_a_source_says_is_mended_by_importing_it_again_or_removing_it(
    heart: Heart, home: Path, files: dict[str, str], sound: bytes, damage: tuple[str, str]
) -> None:
    name, statement = damage
    for way in (["import", name, files[name]], ["catalogue", "--remove", name, "--yes"]):
        (home / FILE_NAME).write_bytes(sound)
        with closing(sqlite3.connect(home / FILE_NAME)) as database:
            database.execute(statement)
            database.commit()
        screen = heart("film", "tt0000007")
        assert (screen.code, f"what '{name}' says in" in screen.err) == (1, True)
        assert f"heart catalogue --remove {name}" in screen.err

        assert heart(*way).code == 0
        assert heart("film", "tt0000007").code == 0
        assert {path.name for path in home.glob("catalogue.*")} == {FILE_NAME, f"{FILE_NAME}.lock"}


@pytest.mark.parametrize("contents", [b"", b"somebody's letters" * 1000, b"SQLite format 3\0"])
def test_a_damaged_catalogue_is_set_aside_by_an_import_and_not_by_a_removal(
    heart: Heart, home: Path, files: dict[str, str], contents: bytes
) -> None:
    (home / FILE_NAME).write_bytes(contents)
    looked, removed = heart("film", "casablanca"), heart("catalogue", "--remove", "nfo", "--yes")

    for screen in (looked, removed):
        assert "is damaged" in screen.err
        assert "heart import sets it aside and begins a new one" in screen.err
    assert (looked.code, removed.code) == (0, 1)  # the catalogue that comes with heart is there
    assert heart("import", "nfo", "nothing.nfo").code == 1
    assert (home / FILE_NAME).read_bytes() == contents
    screen = heart("import", "nfo", files["nfo"])
    kept = home / "catalogue.damaged-1.db"
    assert screen.code == 0
    assert f"it is kept as {kept}, and a new catalogue begins" in screen.err
    assert kept.read_bytes() == contents
    assert heart("film", "tt0000007").code == 0


@pytest.mark.usefixtures("sound")
def test_damage_that_shows_late_is_set_aside_too(
    heart: Heart, home: Path, files: dict[str, str]
) -> None:
    """What other sources say is read when entries are linked, at the end of an import."""
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        database.execute("UPDATE entry SET imdb = NULL, tmdb = NULL")
        database.execute("UPDATE credits SET told = '[1'")
        database.commit()
    screen = heart("import", "nfo", files["nfo"])

    assert (screen.code, screen.err.count("is damaged: it is kept as")) == (0, 1)
    assert heart("film", "tt0000007").code == 0


@pytest.mark.usefixtures("sound")
def test_a_catalogue_of_a_newer_heart_is_left_alone(
    heart: Heart, home: Path, files: dict[str, str]
) -> None:
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        database.execute("PRAGMA user_version = 99")
    before = (home / FILE_NAME).read_bytes()
    screen = heart("import", "nfo", files["nfo"])

    assert (screen.code, "was written by a newer heart" in screen.err) == (1, True)
    assert (home / FILE_NAME).read_bytes() == before


@pytest.mark.usefixtures("sound")
def test_what_an_older_heart_took_though_it_lacks_a_field_is_left_out(
    heart: Heart, home: Path
) -> None:
    """A certificate with an empty value, and a credit without a job."""
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        more = json.dumps({"certificates": [["", "United States"], ["12", "Germany"]]}).encode()
        database.execute("UPDATE entry SET more = ?", [more])
        database.execute("""UPDATE credits SET told = '[["",[1]],["cast",[1]]]'""")
        database.commit()

    told = heart("releases", "tt0000007", "--json").json["certificates"]
    assert [(one["place"], one["certificate"]) for one in told] == [("Germany", "12")]
    assert heart("crew", "tt0000007", "--json").json["crew"] == []


@pytest.mark.parametrize("contents", [b"letters" * 1000, b""])
def test_a_shell_that_completes_a_source_is_told_nothing_of_damage(
    home: Path, contents: bytes, program: Heart
) -> None:
    (home / FILE_NAME).write_bytes(contents)
    words = {"COMP_WORDS": "heart catalogue --remove ", "COMP_CWORD": "3"}
    screen = program("catalogue", _HEART_COMPLETE="complete_bash", **words)

    assert (screen.out.strip(), screen.err) == ("", "")


def test_a_shell_completes_the_sources_that_were_imported(
    home: Path, sound: bytes, program: Heart
) -> None:
    assert (home / FILE_NAME).read_bytes() == sound
    words = {"COMP_WORDS": "heart catalogue --remove n", "COMP_CWORD": "3"}

    assert program("catalogue", _HEART_COMPLETE="complete_bash", **words).out.split() == ["nfo"]


def test_a_source_with_a_number_beyond_all_measure_is_damage(
    heart: Heart, home: Path, files: dict[str, str]
) -> None:
    heart("import", "nfo", files["nfo"])
    with closing(sqlite3.connect(home / FILE_NAME)) as catalogue, catalogue:
        catalogue.execute("UPDATE source SET id = 1 << 62")

    assert "is damaged" in heart("catalogue").err
    assert heart("import", "nfo", files["nfo"]).code == 0
    assert heart("film", "tt0000007").code == 0
