"""Imports, and look-ups after them, take work that grows linearly with the input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePath
from types import FrameType
from typing import Any

import pytest

from heartcli.catalogue import linking
from heartcli.catalogue.importing import report, values
from heartcli.catalogue.importing.file_types import describe_unusable
from heartcli.catalogue.importing.tables import grouping, rows
from heartcli.catalogue.importing.tables.dialects import Dialect
from heartcli.catalogue.merging import load_film
from heartcli.catalogue.models import SourceFilm
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store, find_film_number
from heartcli.model.viewing import OwnRating
from tests.conftest import Heart

MAX_GROWTH = 2.5  # in lines executed, when the input doubles


def count_lines(work: Callable[[], object]) -> int:
    """Counts the lines of heart that are executed, including each iteration of a one-line loop."""
    count = 0

    def trace_line(_frame: FrameType, event: str, _arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace_line

    def trace_call(frame: FrameType, _event: str, _arg: object) -> Any:
        return trace_line if "heartcli" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace_call)
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
    "stray quotation marks": lambda n: csv(["Zedx,1950,,", *['"Zedx,1950,,'] * n]),
    "marks in quoted cells": lambda n: csv(['"A "big" Zedx",1950,,'] * n),
    "genres of one film": lambda n: omdb(Genre=", ".join(f"G{i}" for i in range(n))),
    "a cast": lambda n: omdb(Actors=", ".join(f"Star {i}" for i in range(n))),
    "directors": lambda n: omdb(Director=", ".join(f"Oda{i} Maker" for i in range(n))),
}


@pytest.mark.parametrize("name", CASES)
def test_the_work_of_an_import_grows_linearly(heart: Heart, tmp_path: Path, name: str) -> None:
    counts = []
    for size in (300, 600):
        format_, text = CASES[name](size)
        path = tmp_path / f"films.{'csv' if format_ == 'csv' else 'json'}"
        path.write_text(text, encoding="utf-8")
        counts.append(count_lines(lambda: heart("import", format_, str(path))))  # noqa: B023

    assert counts[1] <= MAX_GROWTH * counts[0]


@pytest.mark.parametrize("name", ["entries of one film", "a cast", "directors"])
@pytest.mark.parametrize(
    "command", [["film"], ["crew", "--plain"], ["quiz", "--seed", "1", "--json"]], ids=" ".join
)
def test_the_work_of_a_look_up_grows_linearly(
    heart: Heart, tmp_path: Path, name: str, command: list[str]
) -> None:
    counts = []
    for size in (300, 600):
        format_, text = CASES[name](size)
        path = tmp_path / f"films.{'csv' if format_ == 'csv' else 'json'}"
        path.write_text(text, encoding="utf-8")
        heart("import", format_, str(path))
        counts.append(count_lines(lambda: heart(*command, "tt0000007")))

    assert counts[1] <= MAX_GROWTH * counts[0]


@pytest.mark.parametrize(
    ("format_", "document"),
    [
        ("tmdb", '{"title": "Zedx", "release_date": "1950-01-02", "id": %d}'),
        ("wikidata", '{"id": "Q%d", "labels": {}, "claims": {}}'),
    ],
)
def test_no_file_is_compared_with_all_the_others(
    heart: Heart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str, document: str
) -> None:
    comparisons = 0

    def count(path: PurePath, other: object) -> bool:
        nonlocal comparisons
        comparisons += 1
        return str(path) == str(other)

    for number in range(1, 41):
        (tmp_path / f"{number}.json").write_text(document % number)
    monkeypatch.setattr(PurePath, "__eq__", count)
    heart("import", format_, str(tmp_path))

    assert comparisons < 40


def test_numbering_films_of_one_title_and_year_grows_linearly(heart: Heart, home: Path) -> None:
    counts = []
    for size in (1_000, 2_000):
        path = home / "films.csv"
        rows = [f"Zedx,1950,{number}" for number in range(1, size + 1)]
        path.write_text("\n".join(["title,year,tmdb", *rows, ""]), encoding="utf-8")
        heart("import", "csv", str(path))
        with closing(Store(home / FILE_NAME)) as store:
            ids: list[tuple[int, str]] = []
            counts.append(count_lines(lambda: ids.extend(linking.generated_ids(store))))  # noqa: B023
        assert len({film_id for _, film_id in ids}) == size

    assert counts[1] <= MAX_GROWTH * counts[0]


def test_merging_entries_of_one_film_grows_linearly(heart: Heart, home: Path) -> None:
    counts = []
    for size in (500, 1_000):
        path = home / "films.csv"
        path.write_text(CASES["entries of one film"](size)[1], encoding="utf-8")
        heart("import", "csv", str(path))
        with closing(Catalogue([Store(home / FILE_NAME)])) as catalogue:
            number = find_film_number(catalogue, "tt0000007")
            assert number
            counts.append(count_lines(lambda: load_film(catalogue, number)))  # noqa: B023
            assert len(load_film(catalogue, number).crew) == size

    assert counts[1] <= MAX_GROWTH * counts[0]


def test_a_name_of_many_suffixes_stays_within_the_limit() -> None:
    [name] = values.split_names("Bo" + ", Jr." * 100_000)

    assert len(name) < 2_000


def test_rows_in_memory_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_MAX_SIZE", 10_000)
    groups = grouping.FilmGroups()
    for number in range(100):
        score = OwnRating(number % 10, 10)
        row = SourceFilm("Zedx", 1950, genres=("Drama",), own_rating=score)
        groups.add(grouping.ListedFilm(row, f"2020-01-{100 - number:03}"))
    assert not groups.is_full  # as all are about one film
    assert [film.own_rating for film in groups.pop_films()] == [OwnRating(0, 10)]

    groups.add(grouping.ListedFilm(SourceFilm("Zedx", 1950, premise="x" * 20_000)))
    assert groups.is_full


def test_splitting_rows_that_are_never_closed_grows_linearly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rows, "_MAX_PUT_BACK", 100)
    counts, problems = [], list[int]()
    for size in (200, 400):
        splitter = rows.RowSplitter(
            ['x","\n'] * size, Dialect(","), lambda number, _: problems.append(number)
        )
        counts.append(count_lines(lambda: list(splitter)))  # noqa: B023

    assert len(problems) == 200 + 400
    assert counts[1] <= MAX_GROWTH * counts[0]


def test_a_row_that_never_ends_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_MAX_ROW_LENGTH", 100)
    splitter = rows.RowSplitter(['"x\n', '",'] * 1_000, Dialect(","), lambda *_: None)

    assert max(len(cells) for _, cells in splitter) < 100


@pytest.mark.parametrize("name", ["a.nfo", "a.jsonl", "a.csv"])
def test_an_import_of_only_invalid_items_stops(
    heart: Heart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(report, "_MAX_INVALID", 20)
    texts = {"a.nfo": "<movie/>", "a.jsonl": "{}\n", "a.csv": '"Zedy,1951\n'}
    format_ = {"a.nfo": "nfo", "a.jsonl": "tmdb", "a.csv": "csv"}[name]
    (tmp_path / name).write_text("title,year\n" * (format_ == "csv") + texts[name] * 100)
    screen = heart("import", format_, str(tmp_path / name))

    assert screen.code == 1
    assert "stopped after 20 invalid items" in screen.err


def test_an_import_with_enough_valid_rows_goes_on(
    heart: Heart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "_MAX_INVALID", 2)
    (tmp_path / "a.csv").write_text("title,year\nHeat,1995\nDune,1984\nAlien,1979\n,1\n,1\n,1\n")

    assert heart("import", "csv", str(tmp_path / "a.csv")).code == 0


def test_types_of_titles_are_shortened_and_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_MAX_KINDS", 2)
    counts = report.ImportReport()
    for kind in ("x" * 10_000, "\x1b[31mred", "a third", "a fourth"):
        counts.skip(kind)

    assert [*counts.skipped] == ["x" * 100 + "…", "\ufffd[31mred", report.UNKNOWN_KIND]
    assert counts.skipped[report.UNKNOWN_KIND] == 2


def test_comments_before_an_element_are_skipped_in_linear_time() -> None:
    assert not describe_unusable(b"<!---->" * 500)
    assert "web page" in describe_unusable(b"<!-- -- -->" * 50 + b"<html>")
