"""The screens of the shelf and the catalogue, of checks and imports."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from heartcli.output.terminal import Terminal
from tests.conftest import Heart

LONG_NAME = "my-favourite-films-of-the-year-2026"
TITLE = "七人の侍 ─ Zoe\u0301 と その時代の " * 3


@pytest.fixture
def table(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table in a folder with a long path, beside a shelf with a sound and a broken film file."""
    folder = home / "films"
    (folder / "a.toml").write_text(f'format = 1\ntitle = "{TITLE}"\nyear = 1999\n', "utf-8")
    (folder / "broken.toml").write_text("oops = [", "utf-8")
    path = tmp_path / "a folder" / ("deep" * 12) / "list.csv"
    path.parent.mkdir(parents=True)
    path.write_text(f'title,year,Odd\nHeat,1995,\n"{TITLE}",,\nAlien,,\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.parametrize("has_unicode", [True, False], ids=["Unicode", "ASCII"])
@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_screens_fit_the_terminal(
    heart: Heart, table: Path, monkeypatch: pytest.MonkeyPatch, columns: int, *, has_unicode: bool
) -> None:
    monkeypatch.setattr(Terminal, "has_unicode", has_unicode)
    for command in (
        ["import", "csv", str(table), "--as", LONG_NAME], ["catalogue"], ["films"],
        ["check", "home/films"], ["check", str(table)],
    ):  # fmt: skip
        screen = heart(*command, COLUMNS=str(columns))

        assert screen.lines
        assert [line for line in screen.lines if cell_len(line) > columns] == []
        assert has_unicode or (screen.out.isascii() and "\n? " not in f"\n{screen.out}")


def test_the_catalogue_lists_its_sources_as_a_table(heart: Heart, table: Path) -> None:
    heart("import", "csv", str(table), "--as", "mine")

    shown = heart("catalogue").out

    date = r"\d+ [A-Z][a-z]{2} \d{4}"
    assert re.search(
        "\n\n  Source     Films  As of        Rows  Invalid\n"
        f"  mine           1  {date}     3        2  csv\n"
        f"  wikidata  17,472  {date}     –        –  bundled\n\nFiles\n",
        shown,
    )
    assert re.search(r"\n +\d+ kB  \S+", shown)
    assert "Attribution\n  wikidata  Data from Wikidata contributors, CC0.\n" in shown


def test_an_import_called_like_the_bundled_source_is_listed_beside_it(
    heart: Heart, tmp_path: Path
) -> None:
    path = tmp_path / "query.csv"
    path.write_text("film,filmLabel,date\nhttp://www.wikidata.org/entity/Q1,Zed,2001-01-01\n")
    assert heart("import", "wikidata", str(path)).code == 0

    for columns in ("40", "80"):
        lines = heart("catalogue", COLUMNS=columns).lines
        assert [line.split()[0] for line in lines if re.search("[0-9] [A-Z][a-z]{2} 20", line)] == [
            "wikidata",
            "wikidata",
        ]


def test_a_path_in_the_home_folder_is_shown_with_a_tilde(heart: Heart, home: Path) -> None:
    screen = heart("films", HOME=str(home.parent))

    assert "Your film files\n  ~/home/films\n" in screen.out


def test_an_import_says_what_it_skipped_and_what_to_do_next(heart: Heart, table: Path) -> None:
    table.write_text("title,year,Odd\nHeat,1995,\nAlien,,\n", "utf-8")
    path = table.rename("list.csv")

    assert heart("import", "csv", str(path)).lines == [
        "✓ Imported 1 film from 2 rows as csv",
        "~ Skipped 1 invalid row:",
        "    list.csv:3: 'Alien' has no year",
        "  list.csv:1: ignored columns: Odd",
    ]


@pytest.mark.usefixtures("table")
def test_the_check_of_several_files_ends_with_totals(heart: Heart) -> None:
    assert heart("check", "home/films").lines == [
        "✓ home/films/a.toml: OK: no records, no sources",
        "home/films/broken.toml:1: invalid TOML: Invalid value",
        "✗ home/films/broken.toml: 1 problem",
        "",
        "2 files, 1 OK, 1 problem",
    ]
