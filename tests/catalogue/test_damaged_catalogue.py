"""A damaged catalogue: every command reports it, and an import repairs it."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from heartcli.catalogue.store import FILE_NAME, DamagedCatalogueError, Store
from heartcli.errors import HeartError
from heartcli.storage import paths
from tests.catalogue.importing.test_readers import file_of
from tests.conftest import Heart

SOURCES = ("imdb", "tmdb", "nfo")  # each has some facts about the same film
COMMANDS = [
    ["film", "tt0000007", "--plain"],
    ["releases", "the quarry road", "--json"],
    ["reception", "The Quarry Road (1950)", "--plain"],
    ["cast", "quary road"],
    ["films", "quarry", "--plain"],
    ["films", "--genre", "drama", "--year", "1950", "--json"],
    ["films", "--sort", "rating", "--min-minutes", "20", "--limit", "3", "--json"],
    ["films", "--source", "imdb", "--sort", "votes", "--plain"],
    ["who", "stella first", "--plain"],
    ["who", "oda", "--with", "bo second", "--json"],
    ["who", "oda", "--to", "bo second", "--json"],
    ["who", "--character", "nell", "--json"],
    ["quiz", "--catalogue", "--year", "1945-1955", "--count", "2", "--seed", "5", "--json"],
    ["new", "The Quarry Road (1950)", "-o", "-"],
    ["catalogue", "--plain"],
    ["search", "quarry", "--plain"],
]
VERSION = slice(60, 64)  # where SQLite keeps a file's user_version
TEXTS = ["", " ", "x", "\udcff", "-1", "[]", "[[1]]", "{}", '[["",["x"]]]', "1e999", "é" * 40]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """A file or folder for each source."""
    (tmp_path / "files").mkdir()
    return {name: str(file_of(name, tmp_path / "files")) for name in SOURCES}


@pytest.fixture
def intact(heart: Heart, home: Path, files: dict[str, str]) -> bytes:
    """A catalogue with several sources."""
    for name, path in files.items():
        assert heart("import", name, path).code == 0
    return (home / FILE_NAME).read_bytes()


def flip_bits(contents: bytes, rng: random.Random) -> bytes:
    """Flips bits, but not in the version, as heart never repairs a file from a newer heart."""
    changed = bytearray(contents)
    for _ in range(rng.choice((1, 4, 60))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    changed[VERSION] = contents[VERSION]
    return bytes(changed)


def truncate(contents: bytes, rng: random.Random) -> bytes:
    """Cuts off the end."""
    return contents[: rng.choice((0, 10, 100, 4096, rng.randrange(len(contents))))]


def overwrite_page(contents: bytes, rng: random.Random) -> bytes:
    """Overwrites a page with zeros, random bytes or another page."""
    pages = len(contents) // 4096
    position, source = (4096 * rng.randrange(1, pages) for _ in range(2))
    page = rng.choice((bytes(4096), contents[source : source + 4096], rng.randbytes(4096)))
    return contents[:position] + page + contents[position + 4096 :]


def _tables(database: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    return [name for (name,) in database.execute(query)]


def empty_table(database: sqlite3.Connection, rng: random.Random) -> None:
    """Empties or drops a table."""
    table = rng.choice(_tables(database))
    command = rng.choice(("DELETE FROM", "DROP TABLE"))
    database.execute(f"{command} {table}")


def drop_index(database: sqlite3.Connection, rng: random.Random) -> None:
    """Drops an index."""
    query = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
    database.execute(f"DROP INDEX {rng.choice(database.execute(query).fetchall())[0]}")


def change_type(database: sqlite3.Connection, rng: random.Random) -> None:
    """Stores a value of another type in a column."""
    table = rng.choice(
        ["credits", "entry", "film_number", "generated_id", "person", "source", "titles",
         *(name for name in _tables(database) if name.startswith("trigram_counts"))]
    )  # fmt: skip
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    database.execute("PRAGMA writable_schema = ON")
    database.execute(
        "UPDATE sqlite_master SET sql = replace(replace(replace(sql, 'STRICT', ''), 'NOT NULL',"
        " ''), ') ,', ')') WHERE name = ?",
        [table],
    )
    database.commit()
    with closing(sqlite3.connect(database.execute("PRAGMA database_list").fetchone()[2])) as other:
        value = rng.choice(
            [None, 0, -1, 1 << 62, 2.5, b"\xff\0", *(t for t in TEXTS if t != "\udcff")]
        )
        column = rng.choice(columns)
        other.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", [value])  # noqa: S608
        other.commit()


def change_text(database: sqlite3.Connection, rng: random.Random) -> None:
    """Changes stored text."""
    table, column = rng.choice(
        [("credits", "json"), ("titles", "json"), ("entry", "packed_sections"), ("entry", "title"),
         ("entry", "genres"), ("person", "name"), ("source", "name"), ("source", "format"),
         ("source", "imported_on"), ("generated_id", "id")]
    )  # fmt: skip
    value: Any = rng.choice(TEXTS[:3] + TEXTS[4:])
    rows = database.execute(f"SELECT {column} FROM {table}").fetchall()  # noqa: S608
    if rng.random() < 0.5 and rows and rows[0][0]:
        text = rows[0][0] if isinstance(rows[0][0], str) else rows[0][0].decode("latin-1")
        at = rng.randrange(len(text))
        value = text[:at] + rng.choice('[]{}",:0x\0') + text[at + 1 :]
    if column == "packed_sections":
        value = value.encode("latin-1", "replace")
    database.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", [value])  # noqa: S608


def make_undecodable(database: sqlite3.Connection, rng: random.Random) -> None:
    """Makes stored text invalid UTF-8."""
    table, column = rng.choice([("entry", "title"), ("credits", "json"), ("person", "name"),
                                ("source", "name")])  # fmt: skip
    database.execute(f"UPDATE OR IGNORE {table} SET {column} = CAST(x'41ff' AS TEXT)")  # noqa: S608


BYTE_DAMAGE: list[Callable[[bytes, random.Random], bytes]] = [
    flip_bits,
    flip_bits,
    flip_bits,
    truncate,
    overwrite_page,
]
ROW_DAMAGE: list[Callable[[sqlite3.Connection, random.Random], None]] = [
    empty_table, drop_index, change_type, change_type, change_text, change_text, make_undecodable,
]  # fmt: skip


def write_damaged(contents: bytes, path: Path, seed: int) -> None:
    """Writes a catalogue with damage chosen by the seed."""
    rng = random.Random(seed)  # noqa: S311
    number = seed % len(BYTE_DAMAGE + ROW_DAMAGE)
    path.write_bytes(contents)
    if number < len(BYTE_DAMAGE):
        path.write_bytes(BYTE_DAMAGE[number](contents, rng))
        return
    with closing(sqlite3.connect(path)) as database:
        with suppress(sqlite3.Error):  # SQLite itself prevents some damage
            ROW_DAMAGE[number - len(BYTE_DAMAGE)](database, rng)
        database.commit()


def check_damage(
    heart: Heart, home: Path, files: dict[str, str], contents: bytes, seed: int, *, step: int = 1
) -> None:
    """Asserts that commands survive the damage, and that importing again repairs it.

    Of the commands, it runs every one in `step`, beginning with another for each seed.
    """
    for path in home.glob("catalogue.*"):
        path.unlink()
    write_damaged(contents, home / FILE_NAME, seed)
    for command in COMMANDS[seed % step :: step]:
        screen = heart(*command)  # an exception would fail the test
        assert screen.code in (0, 1), (seed, command)
        assert len(screen.err.splitlines()) <= 12, (seed, command)
    heart("catalogue", "--remove", "nfo", "--yes")
    for name, file in files.items():
        assert heart("import", name, file).code == 0, (seed, name)
    for command in COMMANDS[:: len(files)]:
        screen = heart(*command)
        assert (screen.code, "damaged" in screen.err) == (0, False), (seed, command)


def test_damage_of_any_kind_is_reported_and_repaired(
    heart: Heart, home: Path, files: dict[str, str], intact: bytes
) -> None:
    seed_by_kind = {damage: seed for seed, damage in enumerate((*BYTE_DAMAGE, *ROW_DAMAGE))}
    for seed in seed_by_kind.values():
        check_damage(heart, home, files, intact, seed, step=4)


@pytest.mark.long
def test_random_damage_is_reported_and_repaired(
    heart: Heart, home: Path, files: dict[str, str], intact: bytes
) -> None:
    for seed in range(100, 148):
        check_damage(heart, home, files, intact, seed)


@pytest.mark.parametrize(
    "damage",
    [
        ("imdb", "UPDATE credits SET json = '{bad' WHERE entry >> 32 = 1"),
        ("tmdb", "UPDATE entry SET packed_sections = x'00' WHERE id >> 32 = 2"),
        ("nfo", "UPDATE entry SET year = 0 WHERE id >> 32 = 3"),
    ],
    ids=["credits", "sections", "year"],
)
def test_a_damaged_source_is_repaired_by_importing_or_removing_it(
    heart: Heart, home: Path, files: dict[str, str], intact: bytes, damage: tuple[str, str]
) -> None:
    name, statement = damage
    for remedy in (["import", name, files[name]], ["catalogue", "--remove", name, "--yes"]):
        (home / FILE_NAME).write_bytes(intact)
        with closing(sqlite3.connect(home / FILE_NAME)) as database:
            database.execute(statement)
            database.commit()
        screen = heart("film", "tt0000007")
        assert (screen.code, f"the data from '{name}' in" in screen.err) == (1, True)
        assert f"heart catalogue --remove {name}" in screen.err

        assert heart(*remedy).code == 0
        assert heart("film", "tt0000007").code == 0
        assert {path.name for path in home.glob("catalogue.*")} == {FILE_NAME, f"{FILE_NAME}.lock"}


@pytest.mark.parametrize("contents", [b"", b"somebody's letters" * 1000, b"SQLite format 3\0"])
def test_an_import_sets_a_damaged_catalogue_aside_but_a_removal_does_not(
    heart: Heart, home: Path, files: dict[str, str], contents: bytes
) -> None:
    (home / FILE_NAME).write_bytes(contents)
    shown, removed = heart("film", "casablanca"), heart("catalogue", "--remove", "nfo", "--yes")

    for screen in (shown, removed):
        assert "is damaged" in screen.err
        assert "The next import sets it aside and starts over" in screen.err
    assert (shown.code, removed.code) == (0, 1)  # the bundled catalogue still works
    assert heart("import", "nfo", "nothing.nfo").code == 1
    assert (home / FILE_NAME).read_bytes() == contents
    screen = heart("import", "nfo", files["nfo"])
    set_aside = home / "catalogue.damaged-1.db"
    assert screen.code == 0
    assert f"was damaged: moved to {set_aside}" in screen.err
    assert set_aside.read_bytes() == contents
    assert heart("film", "tt0000007").code == 0


@pytest.mark.usefixtures("intact")
def test_damage_found_while_linking_sets_the_catalogue_aside(
    heart: Heart, home: Path, files: dict[str, str]
) -> None:
    """An import reads other sources only at the end, when it links entries."""
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        database.execute("UPDATE entry SET imdb = NULL, tmdb = NULL")
        database.execute("UPDATE credits SET json = '[1'")
        database.commit()
    screen = heart("import", "nfo", files["nfo"])

    assert (screen.code, screen.err.count("was damaged: moved to")) == (0, 1)
    assert heart("film", "tt0000007").code == 0


@pytest.mark.usefixtures("intact")
def test_a_catalogue_from_a_newer_heart_is_not_touched(
    heart: Heart, home: Path, files: dict[str, str]
) -> None:
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        database.execute("PRAGMA user_version = 99")
    before = (home / FILE_NAME).read_bytes()
    screen = heart("import", "nfo", files["nfo"])

    assert (screen.code, "is from a newer version of heart" in screen.err) == (1, True)
    assert (home / FILE_NAME).read_bytes() == before


@pytest.mark.usefixtures("intact")
def test_a_catalogue_from_an_older_heart_asks_to_import_its_sources_again(
    heart: Heart, home: Path, files: dict[str, str]
) -> None:
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        database.execute("PRAGMA user_version = 1")
    shown, removed = heart("film", "casablanca"), heart("catalogue", "--remove", "nfo", "--yes")

    for screen in (shown, removed):
        assert (
            "was made by an older version of heart. Import your sources again: imdb" in screen.err
        )
    assert (shown.code, removed.code) == (0, 1)
    screen = heart("import", "nfo", files["nfo"])
    assert (screen.code, (home / "catalogue.old-1.db").exists()) == (0, True)
    assert "is from an older version of heart: moved to" in screen.err
    assert heart("catalogue").err == ""


@pytest.mark.usefixtures("intact")
def test_an_outdated_bundled_catalogue_asks_to_reinstall(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        database.execute("PRAGMA user_version = 1")
    monkeypatch.setattr(paths, "bundled_dir", lambda: home)

    with pytest.raises(DamagedCatalogueError, match=r"older version of heart\. Reinstall heart$"):
        Store(home / FILE_NAME)


@pytest.mark.usefixtures("intact")
def test_stored_records_without_a_required_field_are_skipped(heart: Heart, home: Path) -> None:
    """The records are a certificate with an empty value and a credit without a job."""
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        packed = json.dumps({"certificates": [["", "United States"], ["12", "Germany"]]}).encode()
        database.execute("UPDATE entry SET packed_sections = ?", [packed])
        database.execute("""UPDATE credits SET json = '[["",[1]],["cast",[1]]]'""")
        database.commit()

    certificates = heart("releases", "tt0000007", "--json").json["certificates"]
    assert [(record["place"], record["certificate"]) for record in certificates] == [
        ("Germany", "12")
    ]
    assert heart("crew", "tt0000007", "--json").json["crew"] == []


@pytest.mark.parametrize("contents", [b"letters" * 1000, b""])
def test_completion_is_silent_about_damage(home: Path, contents: bytes, program: Heart) -> None:
    (home / FILE_NAME).write_bytes(contents)
    words = {"COMP_WORDS": "heart catalogue --remove ", "COMP_CWORD": "3"}
    screen = program("catalogue", _HEART_COMPLETE="complete_bash", **words)

    assert (screen.out.strip(), screen.err) == ("", "")


def test_completion_offers_imported_sources(home: Path, intact: bytes, program: Heart) -> None:
    assert (home / FILE_NAME).read_bytes() == intact
    words = {"COMP_WORDS": "heart catalogue --remove n", "COMP_CWORD": "3"}

    assert program("catalogue", _HEART_COMPLETE="complete_bash", **words).out.split() == ["nfo"]


def test_a_source_with_an_impossible_number_is_damage(
    heart: Heart, home: Path, files: dict[str, str]
) -> None:
    heart("import", "nfo", files["nfo"])
    with closing(sqlite3.connect(home / FILE_NAME)) as catalogue, catalogue:
        catalogue.execute("UPDATE source SET id = 1 << 62")

    assert "is damaged" in heart("catalogue").err
    assert heart("import", "nfo", files["nfo"]).code == 0
    assert heart("film", "tt0000007").code == 0


@pytest.mark.parametrize("target", ["nowhere.db", FILE_NAME])
def test_a_broken_link_to_a_catalogue_is_reported(heart: Heart, home: Path, target: str) -> None:
    (home / FILE_NAME).symlink_to(home / target)
    screen = heart("who", "humphrey bogart")

    assert screen.code == 0
    assert f"Skipped your catalogue: {home / FILE_NAME} is a broken link" in screen.err


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (f"SELECT {'+'.join('1' * 2000)}", []),
        ("SELECT 1 FROM entry WHERE title LIKE ?", ["x" * 60_000]),
        ("SELECT 1 FROM entry LIMIT ?", [1 << 80]),
    ],
    ids=["many terms", "a long pattern", "a large number"],
)
def test_a_limit_of_sqlite_is_not_reported_as_damage(query: str, values: list[str | int]) -> None:
    store = Store(paths.bundled_dir() / FILE_NAME)
    with closing(store), pytest.raises(HeartError, match="the search is too long"):
        store.rows(query, values)
