"""`heart import PATH` recognises formats, and the right one is suggested instead of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.importing.test_archives import zip_of
from tests.catalogue.importing.test_readers import FILES, file_of
from tests.catalogue.importing.test_tables import EXPORT, LIST_HEADER, MOVIELENS, list_row
from tests.conftest import Heart

FORMATS_OF_FILES = {name: name if name != "sparql" else "wikidata" for name in ["imdb", *FILES]}


@pytest.mark.parametrize("name", FORMATS_OF_FILES)
def test_every_format_is_recognised(heart: Heart, tmp_path: Path, name: str) -> None:
    screen = heart("import", str(file_of(name, tmp_path)))

    assert screen.code == 0
    assert screen.err.startswith("Recognised ")
    assert FORMATS_OF_FILES[name] in screen.err.partition("\n")[0].lower()
    assert heart("catalogue", "--json").json["sources"][0]["name"] == FORMATS_OF_FILES[name]


@pytest.mark.parametrize(
    ("files", "format_"),
    [(EXPORT, "letterboxd"), (MOVIELENS, "movielens"), ({"a/b.nfo": FILES["nfo"][1]}, "nfo"),
     ({"videodb.xml": "<videodb><movie><title>A</title><year>1950</year></movie>"}, "nfo"),
     ({"x.json": FILES["omdb"][1], "readme.csv": "nothing"}, "omdb")],
    ids=["letterboxd", "movielens", "nfo", "Kodi", "omdb"],
)  # fmt: skip
def test_archives_and_folders_are_recognised(
    heart: Heart, tmp_path: Path, files: dict[str, str], format_: str
) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of({**files}))
    for name, text in files.items():
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    for name in ("a.zip", "folder"):
        assert heart("import", str(tmp_path / name), "--json").json["source"] == format_


def test_a_path_may_have_the_name_of_a_format(
    heart: Heart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_of("imdb", tmp_path)
    monkeypatch.chdir(tmp_path)

    assert heart("import", "./imdb", "--json").json["source"] == "imdb"
    assert heart("import", "imdb", "imdb", "--json").json["source"] == "imdb"
    alone = heart("import", "imdb", COLUMNS="120")
    assert (alone.code, "To import a file called imdb, use ./imdb" in alone.err) == (2, True)
    assert heart("import").code == 2


def test_files_of_several_formats_are_refused_in_one_clear_line(
    heart: Heart, tmp_path: Path
) -> None:
    paths = [str(file_of(name, tmp_path)) for name in ("imdb-lists", "letterboxd")]
    screen = heart("import", *paths)

    assert (screen.code, screen.err.count("\n")) == (1, 1)
    assert "imdb-lists and letterboxd. Import one format at a time" in screen.err


@pytest.mark.parametrize(
    ("given", "name"),
    [("csv", "omdb"), ("tmdb", "omdb"), ("imdb", "imdb-lists"), ("nfo", "letterboxd"),
     ("letterboxd", "tmdb"), ("imdb-lists", "letterboxd"), ("movielens", "csv")],
)  # fmt: skip
def test_another_format_is_suggested_if_the_given_one_fails(
    heart: Heart, tmp_path: Path, given: str, name: str
) -> None:
    path = file_of(name, tmp_path)
    screen = heart("import", given, str(path))

    assert (screen.code, screen.err.count("\n")) == (1, 1)
    assert screen.err.endswith(f", not {given}. Try: heart import {name} {path}\n")


def test_a_file_without_films_is_refused_with_the_formats_that_heart_reads(
    heart: Heart, tmp_path: Path
) -> None:
    for name, contents in {
        "a.csv": b"date,amount\n2024-01-01,5\n", "a.json": b'{"films": 3}', "a.txt": b"Notes\n",
        "b.csv": b"a,b,c,d,e,f,g,h,i,j,k,l,m\n1,2,3,4,5,6,7,8,9,10,11,12,13\n",
        "a.xml": b"<films>\n<film>\n<name>Heat</name>\n<year>1995</year>\n</film>\n</films>\n",
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(contents)
        screen = heart("import", str(tmp_path / name))

        assert (screen.code, screen.err.count("\n")) == (1, 1)
        assert "can't recognise the format of" in screen.err
        assert "heart reads exports from IMDb, TMDb, OMDb, Wikidata, Letterboxd" in screen.err
    (tmp_path / "b.json").write_bytes(b'{"broken')
    assert "b.json:1: invalid or incomplete JSON" in heart("import", str(tmp_path / "b.json")).err
    (tmp_path / "c.nfo").write_text("https://www.imdb.com/title/tt0113277/")
    assert (
        "Get the film with: heart fetch tt0113277" in heart("import", str(tmp_path / "c.nfo")).err
    )
    assert "no such file: nowhere.csv" in heart("import", "nowhere.csv").err


def test_a_table_with_ids_from_imdb_is_not_a_list_from_imdb(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Title,Year,Type,IMDb ID\nZedx,1950,Movie,tt0000007\n")
    assert heart("import", str(path), "--json").json["source"] == "csv"

    path.write_text(LIST_HEADER + list_row(7, "Zedx", "Movie"))
    assert heart("import", str(path), "--json").json["source"] == "imdb-lists"
