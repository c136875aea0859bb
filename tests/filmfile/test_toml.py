"""Parsing, loading and writing film files."""

import os
import re
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings

from heartcli import filmfile
from heartcli.errors import HeartError
from heartcli.filmfile.reader import MAX_PROBLEMS
from heartcli.filmfile.toml import (
    MAX_BYTES,
    MAX_LINE,
    MAX_VALUES,
    dump,
    load,
    parse,
    parse_file,
    read_head,
)
from heartcli.model.film import Film
from heartcli.model.sections import SECTIONS
from tests.conftest import TESTS
from tests.line_count import count_lines
from tests.strategies import films

INVALID = sorted((TESTS / "films" / "invalid").glob("*.toml"))
VALID = sorted((TESTS / "films" / "valid").glob("*.toml"))
SMALLEST = 'format = 1\ntitle = "Film"\nyear = 1982\n'


def test_the_sample_films_exist() -> None:
    assert len(INVALID) >= 20
    assert len(VALID) >= 6


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_problem_of_a_film_file_is_reported_on_its_line(path: Path) -> None:
    expected = re.findall(r"^# (\d+): (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)

    problems = [
        (str(line), re.sub(r"invalid TOML: .+", "invalid TOML: …", text))
        for line, text in parse_file(path).problems
    ]

    assert problems == expected
    assert parse_file(path).film is None


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_film_file_has_no_problems(path: Path) -> None:
    result = parse_file(path)

    assert result.problems == []
    assert result.film is not None


def test_every_section_of_the_format_is_read() -> None:
    film = load(TESTS / "films" / "valid" / "everything.toml")

    assert all(film.section(name) for name in SECTIONS)
    assert film.cast[0].id == "cast/ann-actor-ann"
    assert film.plot[0].id == "plot/the-end"
    assert film.production[0].disputes[0].value.words == "Mar 1981"
    assert film.ratings[0].score == 0
    assert film.questions[0].about == ("cast/ann-actor-ann", "film")


@settings(max_examples=25)
@given(films())
def test_a_film_is_the_same_after_writing_and_reading(film: Film) -> None:
    written = dump(film)

    assert parse(written) == filmfile.toml.ParseResult(film, [], written.replace("\r\n", "\n"))


def test_the_bundled_film_is_the_same_after_writing_and_reading(film: Film) -> None:
    assert parse(dump(film)).film == film


@pytest.mark.parametrize(
    ("contents", "line", "message"),
    [
        (b"\xff\xfe", 1, "not UTF-8"),
        (b"format = 1\n\xe9", 2, "not UTF-8"),
        (b'format = 1\ntitle = "a\x00b"', 2, "invalid TOML"),
        (b"format = 1\nx = 1" + b"1" * 5_000, 2, "too many digits"),
        (b"format = 1\nx = 1" + b"1" * 1_000_000, 2, "the limit is 20,000"),
        (b"format = 1\nx = " + b"[" * 10_000, 2, "nested too deeply"),
        (b"format = 1\nx = " + b"[\n" * 100_000, None, "nested too deeply"),
        (b"format = 1\n" + b"a." * 5_000 + b"a = 1", 2, "too many parts in a key"),
        (b"format = 1\n[" + b"a." * 5_000 + b"a]", 2, "too many parts in a key"),
        (b'format = 1\ntitle = "' + b"x" * MAX_LINE + b'"', 2, "line too long: 20,010 characters"),
        (b"format = 1\n" + b'"a b".' * 200 + b"a = 1", 2, "key; the limit is 100"),
        (b"x = 1979-02-31", 1, "invalid TOML"),
        (b"\n\n[", 3, "invalid TOML"),
    ],
    ids=str,
)
def test_text_that_breaks_a_toml_parser_is_a_problem_with_a_line(
    contents: bytes, line: int | None, message: str
) -> None:
    problem = next(problem for problem in parse(contents).problems if message in problem.text)

    assert message in problem.text
    assert line is None or problem.line == line


def test_many_dots_in_a_text_are_not_taken_for_a_key() -> None:
    for text in ("Well... " * 200, "Well. " * 200, "A.A." * 200, "a.b, " * 200):
        assert parse(SMALLEST + f'premise = "{text}"\n').problems == []


@pytest.mark.parametrize("number", ["1" + "0" * 400, "0x" + "f" * 5_000, "-1" + "0" * 30, "inf"])
def test_a_huge_number_is_a_problem(number: str) -> None:
    figure = f'[[figures]]\nname = "A"\ntopic = "cost"\namount = {number}\n'
    [problem] = parse(SMALLEST + figure).problems

    assert problem.text.startswith("figures: amount: expected a number")
    assert parse(f'format = 1\ntitle = "A"\nyear = {number}\n').problems


def test_the_name_of_a_source_cannot_forge_a_problem() -> None:
    source = '[sources."wiki\\npedia\\u001b[31m"]\ntitle = "W"\n'
    cast = '[[cast]]\nperformer = "A"\nsources = ["wikipedia"]\n'
    problems = parse(SMALLEST + source + cast).problems

    assert all(problem.text.isprintable() for problem in problems)


def test_a_path_that_is_not_a_film_file_is_refused_in_one_line(tmp_path: Path) -> None:
    fifo, folder, large = tmp_path / "fifo", tmp_path / "folder", tmp_path / "large.toml"
    os.mkfifo(fifo)
    folder.mkdir()
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    for path, message in [
        (fifo, "not a regular file"),
        (folder, "is a folder"),
        (large, "the limit is 16 MB"),
        (tmp_path / "none.toml", "no such file: "),
        (Path("/dev/null"), "not a regular file"),
        (Path("a\0b"), "can't read"),
    ]:
        with pytest.raises(HeartError, match=message) as error:
            parse_file(path)
        assert "\n" not in str(error.value)


@pytest.mark.skipif(os.getuid() == 0, reason="root can read everything")
def test_an_unreadable_file_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "secret.toml"
    path.write_text(SMALLEST, encoding="utf-8")
    path.chmod(0)

    with pytest.raises(HeartError, match=r"can't read .*: Permission denied"):
        parse_file(path)


def test_a_permission_error_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.toml"
    path.write_text(SMALLEST, encoding="utf-8")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)

    with pytest.raises(HeartError, match=r"can't read .*secret\.toml: Permission denied"):
        parse_file(path)


def test_a_file_that_changes_while_it_is_read_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "film.toml"
    path.write_text(SMALLEST, encoding="utf-8")
    sizes = iter([path.stat(), (TESTS / "conftest.py").stat()])
    monkeypatch.setattr(filmfile.toml, "fstat", lambda _: next(sizes))

    with pytest.raises(HeartError, match="changed while being read"):
        parse_file(path)


def test_reading_stops_after_too_many_problems() -> None:
    text = SMALLEST + "".join(f"x{i} = 1\n" for i in range(MAX_PROBLEMS + 5))

    problems = parse(text).problems

    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].text == "stopped after 10,000 problems"


def test_reading_can_stop_at_the_first_problem() -> None:
    text = SMALLEST + "".join(f"x{i} = 1\n" for i in range(1_000))

    with count_lines("heartcli/filmfile/reader.py") as work:
        result = parse(text, max_problems=1)

    assert result.film is None
    assert work.count < 1_000


@pytest.mark.parametrize(
    "text",
    [
        "[x]\n" * 10 + "".join(f"[x{i}.b.c.d.e.f.g]\n" for i in range(MAX_VALUES // 6)),
        "x = [\n" + "[],\n" * (MAX_VALUES // 2) + "]",
        "x = [\n" + "1,\n" * MAX_VALUES + "]",
        "".join(f"a{i} = 1\n" for i in range(MAX_VALUES + 1)),
    ],
    ids=["deep tables", "lists", "entries", "keys"],
)
def test_a_file_with_too_many_values_is_not_parsed(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tomli, "loads", None)

    [problem] = parse(text).problems

    assert "too many keys, tables and list entries" in problem.text


def test_signs_inside_texts_do_not_count_as_values() -> None:
    dots = "".join(f'[[plot]]\nid = "p{i}"\ntext = "{"[=.{" * 1_000}" # ...\n' for i in range(100))

    assert parse(SMALLEST + dots).problems == []


def test_a_long_name_is_shortened_in_every_problem() -> None:
    name = "x" * 10_000
    text = f'{SMALLEST}[sources."{name}"]\n' + "".join(f"a{i} = 1\n" for i in range(100))

    assert max(len(problem.text) for problem in parse(text).problems) < 400


def test_loading_a_film_shows_only_the_first_ten_problems(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    path.write_text(SMALLEST + "\n".join(f"x{i} = 1" for i in range(50)), encoding="utf-8")

    with pytest.raises(HeartError) as error:
        load(path)

    assert len(str(error.value).splitlines()) == 11
    assert "and 40 more. Try: heart check" in str(error.value)


def test_the_head_is_read_even_if_the_rest_is_not_valid(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    path.write_text(SMALLEST + "\n[[cast]]\nthis is not TOML", encoding="utf-8")

    assert read_head(path)["title"] == "Film"


def test_a_long_head_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    premises = "".join(f"# {'x' * 70}\n" for _ in range(200))
    path.write_text(f'{SMALLEST}{premises}id = "my-own-id"\n\n[[cast]]\n', encoding="utf-8")

    assert read_head(path)["id"] == "my-own-id"


def test_the_head_of_a_film_file_is_found_in_its_first_64_kb(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    head = 'format = 1\n"quoted" = 1\ntitle = "Film"\nids = { imdb = "tt1234567" }\nyear = 1982\n'
    values = "  1,\n" * 100_000
    path.write_text(f"{head}x = [\n{values}]\n", encoding="utf-8")

    with count_lines("heartcli/filmfile/toml.py") as work:
        assert read_head(path) == {"title": "Film", "year": 1982, "ids": {"imdb": "tt1234567"}}
    assert work.count < 200


def test_a_head_with_a_bracket_at_the_start_of_a_line_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    path.write_text(
        'format = 1\ngenres = [\n["a"],\n]\ntitle = "Film"\nyear = 1982\n', encoding="utf-8"
    )

    assert read_head(path)["year"] == 1982
