"""Files that aren't what their names say: heart says what they are and what to do."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import pytest

from heartcli.catalogue.importing.files import ImportFiles
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.store import FILE_NAME
from heartcli.errors import HeartError
from heartcli.output import NullProgress
from tests.catalogue.importing.test_archives import zip_of
from tests.conftest import Heart

WORKBOOK: dict[str, str | bytes] = {"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<b/>"}
LETTER: dict[str, str | bytes] = {"[Content_Types].xml": "<a/>", "word/document.xml": "<b/>"}
TAR = b"list.csv".ljust(257, b"\0") + b"ustar\0" + bytes(600)

FILES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "blank lines": (b"\xef\xbb\xbf\n \r\n", "empty"),
    "a page": (b"\n<!-- saved -->\n<!DOCTYPE HTML>\n<html>", "a web page (HTML)"),
    "an XHTML page": (b"<?xml version='1.0'?>\n<html xmlns='x'>", "a web page (HTML)"),
    "a feed": (b"<?xml version='1.0'?><rss version='2.0'>", "an RSS feed"),
    "a Git LFS pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 9\n",
                          "a Git LFS pointer"),
    "a workbook": (zip_of(WORKBOOK), "an Excel workbook. Save it as CSV"),
    "a letter": (zip_of(LETTER), "a Word document"),
    "an OpenDocument sheet": (zip_of({"mimetype": "x", "content.xml": "<a/>"}), "an OpenDocument"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "an old Excel"),
    "a slide show": (zip_of({"[Content_Types].xml": "<a/>"}), "a document. Save it as CSV"),
    "a Numbers sheet": (zip_of({"Index/Document.iwa": b"\0"}), "a Numbers or Pages document"),
    "a rich text": (b"{\\rtf1\\ansi Heat (1995)}", "an RTF document"),
    "a Parquet table": (b"PAR1\x15\x04\x15\x10", "a Parquet table"),
    "a dump of Wikidata": (b"BZh91AY&SY\0\1", "compressed with bzip2. Unpack it"),
    "a PDF document": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
    "a database": (b"SQLite format 3\0" + bytes(84), "an SQLite database"),
    "a photograph": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "an image"),
    "a screenshot": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "an image"),
    "a film in Matroska": (b"\x1aE\xdf\xa3\1\0\0\0", "a video. Import the .nfo file beside it"),
    "a film": (b"\0\0\0\x18ftypmp42\0\0\0\0", "a video"),
    "a RAR archive": (b"Rar!\x1a\x07\x01\0", "a RAR archive. Unpack it"),
    "a 7z archive": (b"7z\xbc\xaf\x27\x1c\0\4", "a 7z archive"),
    "a tar archive": (TAR, "a tar archive"),
    "a packed tar archive": (gzip.compress(TAR), "a tar archive"),
    "a packed page": (gzip.compress(b"<html>"), "a web page (HTML)"),
    "a calendar": (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "a calendar"),
    "another program's data": (b"\0\5\x16\7\0\2\0\0Mac OS X", "a binary file, not text"),
    "a script": (b"#!/bin/sh\ncurl -O https://x.org/films.csv\n", "a script"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_type_is_named(tmp_path: Path, name: str) -> None:
    contents, what = FILES[name]
    path = tmp_path / "films.csv"
    path.write_bytes(contents)

    with pytest.raises(HeartError, match=re.escape(f"films.csv is {what}")):
        ImportFiles(ImportReport(), NullProgress()).find([path], (".csv",))


@pytest.mark.parametrize("format_", [[], ["csv"], ["nfo"]], ids=["recognised", "csv", "nfo"])
def test_the_type_of_a_file_is_the_reason_in_every_format(
    heart: Heart, home: Path, tmp_path: Path, format_: list[str]
) -> None:
    (tmp_path / "films.csv").write_bytes(zip_of(WORKBOOK))
    screen = heart("import", *format_, str(tmp_path / "films.csv"))

    assert (screen.code, screen.err.count("\n")) == (1, 1)
    assert "films.csv is an Excel workbook. Save it as CSV" in screen.err
    assert not (home / FILE_NAME).exists()


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
def test_files_of_other_types_beside_others_are_reported(
    heart: Heart, tmp_path: Path, packed: bool
) -> None:
    files: dict[str, str | bytes] = {
        "a.csv": "title,year\nHeat,1995\n", "b.csv": "<html>Sign in", "c.csv": zip_of(WORKBOOK),
    }  # fmt: skip
    path = tmp_path / "export"
    if packed:
        path.write_bytes(zip_of(files))
    else:
        path.mkdir()
        for name, text in files.items():
            (path / name).write_bytes(text.encode() if isinstance(text, str) else text)
    summary = heart("import", str(path), "--json").json

    assert (summary["films"], summary["bad"]) == (1, 2)
    assert "b.csv: a web page (HTML)" in summary["told"][0]
    assert "c.csv: a zip archive or an Excel workbook" in summary["told"][1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_links_and_pipes_in_a_folder_are_reported(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,year\nHeat,1995\n")
    (tmp_path / "b.csv").symlink_to("nowhere")
    os.mkfifo(tmp_path / "c.csv")
    summary = heart("import", "csv", str(tmp_path), "--json").json

    assert (summary["films"], summary["bad"]) == (1, 2)
    assert summary["told"] == [
        f"{tmp_path / 'b.csv'}: broken link", f"{tmp_path / 'c.csv'}: not a regular file",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("imdb\ntt0113277\ntt0084787\n", "heart fetch tt0113277 tt0084787"),
        ("tt1234567\ntt0113277\ntt0084787\ntt0078748\n", "tt0113277 tt0084787 …"),
        ("const,your rating\ntt0113277,9\n", "ids of films, but no titles"),
        ("film\nQ105031\n", "heart fetch Q105031"),
        ("https://www.imdb.com/title/tt0113277/?ref_=x\n", "heart fetch tt0113277"),
        ("Position,Const,Name,Known For\n1,nm0000520,Michael Mann,Heat\n", "a list of people"),
    ],
    ids=["a column", "a list", "ratings", "Wikidata", "addresses", "people"],
)
def test_a_list_without_titles_says_what_it_has(
    heart: Heart, tmp_path: Path, text: str, reason: str
) -> None:
    (tmp_path / "ids.csv").write_text(text)
    screen = heart("import", str(tmp_path / "ids.csv"))

    assert (screen.code, screen.err.count("\n")) == (1, 2)  # with the recognised format
    assert reason in screen.err


def test_an_empty_path_is_not_the_current_folder(heart: Heart) -> None:
    screen = heart("import", "csv", "")

    assert screen.code == 2
    assert "PATH is empty" in screen.err


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"title,year,type\nHeat,1995,{'x' * 100_000}\n", "x…' as films"),
        (f"title,year,{'x' * 100_000}\nHeat,1995,\n", "x…"),
        (f"title,year,{','.join(f'x{i}' for i in range(20_000))}\nHeat,1995\n", "and 19,960 more"),
    ],
    ids=["type", "column", "columns"],
)
def test_enormous_names_are_cut_short(heart: Heart, tmp_path: Path, text: str, shown: str) -> None:
    (tmp_path / "films.csv").write_text(text)
    screen = heart("import", str(tmp_path / "films.csv"), "--json")

    assert screen.code == 0
    assert shown in " ".join(screen.json["told"])
    assert len(screen.out) + len(screen.err) < 2_000


def test_an_enormous_path_is_cut_short(heart: Heart) -> None:
    screen = heart("import", "csv", "x" * 50_000)

    assert screen.code == 1
    assert len(screen.err) < 2_000


def test_credits_without_movies_say_what_is_missing(heart: Heart, tmp_path: Path) -> None:
    header = "movie_id,title,cast,crew\n"
    (tmp_path / "tmdb_5000_credits.csv").write_text(f'{header}1,Heat,"[{{""name"": ""A""}}]",[]\n')
    screen = heart("import", str(tmp_path / "tmdb_5000_credits.csv"))

    assert screen.code == 1
    assert "no movies with titles and years" in " ".join(screen.err.split())
