"""Every screen fits every width, in Unicode and ASCII, with and without colour."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from heartcli.output.terminal import Terminal
from tests.conftest import COMMANDS, TESTS, Heart

WIDTHS = (40, 60, 80, 120)
EVERYTHING = str(TESTS / "films" / "valid" / "everything.toml")
FILMS = """\
title,year,directors,cast,genres,runtime
千と千尋の神隠し,2001,宮崎駿,柊瑠美|入野自由,Animation|Fantasy,125
Amélie du Montmartre et les mille et une nuits de la ville,2001,Jean-Pierre Jeunet,Ǩ́aǩ́a,Comedy,122
한여름의 판타지아,2014,장건재,김새벽|柊瑠美,Drama,96
"""
_ESCAPES = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;[^\x1b]*\x1b\\\\")
LOOKUPS = [
    *(f"{command} {EVERYTHING}" for command in COMMANDS),
    *(f"{command} casablanca" for command in ("film", "cast", "crew", "reception", "sources")),
    f"film --all --spoilers --cite {EVERYTHING}",
    "reception", "releases", "timeline --cite", "sources", "fact --seed 4", "search kinsky",
]  # fmt: skip
MANY_FILMS = [
    "films --source wide", "films --genre western --limit 30", "who teri garr",
    "who 柊瑠美", "who teri garr --to bogart", "who --character hank",
    "compare casablanca --with jaws", "compare --with 千と千尋の神隠し",
    "compare jaws --with alien --with casablanca", "scores", "help", "quiz --help",
]  # fmt: skip


@pytest.fixture
def wide(heart: Heart, tmp_path: Path) -> Heart:
    """The program, with films whose names are wide or have combining characters."""
    path = tmp_path / "wide.csv"
    path.write_text(FILMS, encoding="utf-8")
    assert heart("import", str(path), "--as", "wide").code == 0
    return heart


@pytest.mark.parametrize("width", WIDTHS)
def test_every_screen_of_a_film_fits(heart: Heart, width: int) -> None:
    for command in LOOKUPS:
        _assert_fits(heart, command, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_screen_of_many_films_fits(wide: Heart, width: int) -> None:
    for command in MANY_FILMS:
        _assert_fits(wide, command, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_screen_fits_in_ascii(
    wide: Heart, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Terminal, "has_unicode", False)

    for command in (*LOOKUPS, *MANY_FILMS):
        screen = wide(*command.split(), COLUMNS=str(width))
        assert screen.out.isascii(), command
        assert max(map(len, screen.lines)) <= width, command


def _assert_fits(heart: Heart, command: str, width: int) -> None:
    """Nothing is wider than the page, cut off or off the grid, and colours change no text."""
    screen = heart(*command.split(), COLUMNS=str(width))
    coloured = heart(*command.split(), COLUMNS=str(width), FORCE_COLOR="1")

    assert screen.code == 0, (command, screen.err)
    assert [line for line in screen.lines if cell_len(line) > width] == [], command
    assert "…" not in screen.out, command
    # The gutter holds a sign or nothing, so no text begins in the second column.
    assert [line for line in screen.lines if re.match(r" \S", line)] == [], command
    assert _ESCAPES.sub("", coloured.out) == screen.out, command
