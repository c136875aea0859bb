"""The screen of `heart sources`."""

import re
from pathlib import Path
from typing import get_args

import pytest
from rich.cells import cell_len

from heartcli.model.film import Film
from heartcli.model.records import SourceKind
from heartcli.output.rich.sources import _HEADINGS
from tests.conftest import Heart

SOURCES = """\
format = 1
title = "F"
year = 1999
cited = { title = ["fan"] }
[sources.fan]
title = "My Page"
kind = "fan"
url = "https://user@www.example.org:80/a\\u001b]8;;x\\u0007é%20(b)"
[sources.book]
title = "七人の侍 と その時代"
author = "Zoe\u0301 三船 敏郎"
kind = "book"
date = 1999
[sources.unsorted]
title = "Elsewhere"
[sources.unused]
title = "Unused"
kind = "press"
[[cast]]
performer = "Ann"
sources = ["book", "unsorted"]
[[cast]]
performer = "Bob"
sources = ["book"]
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = tmp_path / "film.toml"
    path.write_text(SOURCES, encoding="utf-8")
    return str(path)


def test_sources_are_grouped_by_kind_and_those_that_nothing_cites_come_last(
    heart: Heart, path: str
) -> None:
    assert [re.sub(" {3,}", "   ", line.strip()) for line in heart("sources", path).lines] == [
        "F (1999)   sources",
        "─" * 80,
        "4 sources. The number says how many facts rest on each.",
        "",
        "Books   1 source",
        "2  ━━━━━━━━━━━━  Zoé 三船 敏郎, 七人の侍 と その時代, 1999",
        "",
        "Fans and blogs   1 source",
        "1  ━━━━━━   My Page   example.org:80",
        "",
        "Other   1 source",
        "1  ━━━━━━   Elsewhere",
        "",
        "Not cited   1 source",
        "Unused",
        "",
        "Addresses and notes: --plain",
    ]


def test_a_domain_is_a_link_where_escapes_are_allowed(heart: Heart, path: str) -> None:
    shown = heart("sources", path, FORCE_COLOR="1").out
    links = re.findall("\x1b]8;id=[^;]+;([^\x1b]*)\x1b", shown)

    assert links == ["https://user@www.example.org:80/a%1B]8;;x%07%C3%A9%20(b)"]
    assert "\x1b" not in heart("sources", path).out


@pytest.mark.parametrize("columns", [40, 60, 72, 80, 120])
def test_every_source_is_on_the_screen_at_any_width(heart: Heart, film: Film, columns: int) -> None:
    lines = heart("sources", COLUMNS=str(columns)).lines
    names = [source.publisher or source.author or source.title for source in film.sources.values()]

    assert all(cell_len(line) <= columns for line in lines)
    assert not [line for line in lines if re.fullmatch(" {2,4}[0-9]{1,3}[ ━╸]*", line)]
    assert all(re.sub(r"\s", "", name) in re.sub(r"\s", "", "".join(lines)) for name in names)
    assert sum("━" in line or "╸" in line for line in lines) == (len(names) if columns >= 60 else 0)


def test_every_kind_of_source_has_a_heading() -> None:
    assert list(_HEADINGS) == [*get_args(SourceKind), None]
