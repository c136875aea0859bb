"""Twice the input takes about twice the work, in the import and in every look-up after it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from heartcli.catalogue import linking
from heartcli.catalogue.importing import values
from heartcli.catalogue.merging import load_film
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store, find_film_number
from tests.conftest import Heart

MOST = 2.5  # times as much, of twice the size


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of heart's run; each turn of a loop counts, on one line, too."""
    count = 0

    def of_line(_frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return of_line

    def of_call(frame: FrameType, _event: str, _arg: object) -> Any:
        return of_line if "heartcli" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(of_call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def csv(rows: list[str]) -> tuple[str, str]:
    return "csv", "title,year,director,imdb\n" + "\n".join(rows) + "\n"


def omdb(**fields: str) -> tuple[str, str]:
    return "omdb", json.dumps({"Title": "Zedx", "Year": "1950", "imdbID": "tt0000007"} | fields)


CASES: dict[str, Callable[[int], tuple[str, str]]] = {
    "films of one title and year": lambda n: csv(["Zedx,1950,,"] * n),
    "films of one title": lambda n: csv([f"Zedx,{1870 + i % 230},," for i in range(n)]),
    "entries of one film": lambda n: csv([f"Zedx,1950,Oda {i},tt0000007" for i in range(n)]),
    "genres of one film": lambda n: omdb(Genre=", ".join(f"G{i}" for i in range(n))),
    "a cast": lambda n: omdb(Actors=", ".join(f"Star {i}" for i in range(n))),
    "directors": lambda n: omdb(Director=", ".join(f"Oda{i} Maker" for i in range(n))),
}


@pytest.mark.parametrize("name", CASES)
def test_of_twice_as_much_an_import_is_no_more_than_twice_the_work(
    heart: Heart, tmp_path: Path, name: str
) -> None:
    counts = []
    for size in (300, 600):
        what, text = CASES[name](size)
        path = tmp_path / f"films.{'csv' if what == 'csv' else 'json'}"
        path.write_text(text, encoding="utf-8")
        counts.append(lines_run(lambda: heart("import", what, str(path))))  # noqa: B023

    assert counts[1] <= MOST * counts[0]


@pytest.mark.parametrize("name", ["entries of one film", "a cast", "directors"])
@pytest.mark.parametrize(
    "command", [["film"], ["crew", "--plain"], ["quiz", "--seed", "1", "--json"]], ids=" ".join
)
def test_of_twice_as_much_a_look_up_is_no_more_than_twice_the_work(
    heart: Heart, tmp_path: Path, name: str, command: list[str]
) -> None:
    counts = []
    for size in (300, 600):
        what, text = CASES[name](size)
        path = tmp_path / f"films.{'csv' if what == 'csv' else 'json'}"
        path.write_text(text, encoding="utf-8")
        heart("import", what, str(path))
        counts.append(lines_run(lambda: heart(*command, "tt0000007")))

    assert counts[1] <= MOST * counts[0]


def test_ids_of_films_of_one_title_and_year_are_counted_on(heart: Heart, home: Path) -> None:
    counts = []
    for size in (1_000, 2_000):
        path = home / "films.csv"
        rows = [f"Zedx,1950,{number}" for number in range(1, size + 1)]
        path.write_text("\n".join(["title,year,tmdb", *rows, ""]), encoding="utf-8")
        heart("import", "csv", str(path))
        with closing(Store(home / FILE_NAME)) as store:
            found: list[tuple[int, str]] = []
            counts.append(lines_run(lambda: found.extend(linking.generated_ids(store))))  # noqa: B023
        assert len({own for _, own in found}) == size

    assert counts[1] <= MOST * counts[0]


def test_entries_of_one_film_in_one_source_are_each_looked_at_once(
    heart: Heart, home: Path
) -> None:
    counts = []
    for size in (500, 1_000):
        path = home / "films.csv"
        path.write_text(CASES["entries of one film"](size)[1], encoding="utf-8")
        heart("import", "csv", str(path))
        with closing(Catalogue([Store(home / FILE_NAME)])) as catalogue:
            number = find_film_number(catalogue, "tt0000007")
            assert number
            counts.append(lines_run(lambda: load_film(catalogue, number)))  # noqa: B023
            assert len(load_film(catalogue, number).crew) == size

    assert counts[1] <= MOST * counts[0]


def test_a_name_of_suffixes_is_not_built_up_beyond_what_a_name_may_have() -> None:
    [name] = values.split_names("Bo" + ", Jr." * 100_000)

    assert len(name) < 2_000
