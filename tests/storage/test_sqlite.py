"""Opening SQLite files, running .sql files, and SQLite's errors in words."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from heartcli.errors import HeartError
from heartcli.storage import sqlite


def test_a_file_opened_read_only_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "films.db"
    with closing(sqlite.open_read_write(path)) as connection:
        connection.execute("CREATE TABLE film (title TEXT)")

    with (
        closing(sqlite.open_read_only(path)) as connection,
        pytest.raises(HeartError, match=r"can't use .*films\.db: it is read-only"),
        sqlite.translate_errors(path),
    ):
        connection.execute("INSERT INTO film VALUES ('Alien')")


def test_a_file_that_is_not_a_database_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "films.db"
    path.write_text("not a database")

    with (
        closing(sqlite.open_read_write(path)) as connection,
        pytest.raises(sqlite.CorruptFileError),
        sqlite.translate_errors(path),
    ):
        sqlite.read_header(connection)


def test_an_error_of_heart_itself_is_not_reworded() -> None:
    error = sqlite3.ProgrammingError("bad parameter or other API misuse")
    error.sqlite_errorcode = sqlite3.SQLITE_MISUSE

    with pytest.raises(sqlite3.ProgrammingError), sqlite.translate_errors(Path("films.db")):
        raise error


def test_the_header_holds_the_application_and_the_version() -> None:
    with closing(sqlite.open_read_write(":memory:")) as connection:
        assert sqlite.read_header(connection) == (0, 0)
        sqlite.write_header(connection, 1982, 2)

        assert sqlite.read_header(connection) == (1982, 2)


def test_a_failing_script_in_a_transaction_changes_nothing() -> None:
    script = "CREATE TABLE film (title TEXT);\n\nINSERT INTO film VALUES (1, 2);\n"
    with closing(sqlite.open_read_write(":memory:")) as connection:
        with pytest.raises(sqlite3.Error), sqlite.transaction(connection):
            sqlite.run_script(connection, script)

        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_queries_are_read_by_name(tmp_path: Path) -> None:
    path = tmp_path / "films.sql"
    path.write_text(
        "-- Films.\n\n-- name: titles\nSELECT title\nFROM film;\n-- name: two\nSELECT 2;"
    )

    assert sqlite.read_queries(path) == {"titles": "SELECT title\nFROM film;", "two": "SELECT 2;"}
