"""Twice the input takes about twice the work, not four times."""

from collections.abc import Callable
from pathlib import Path

import pytest

from heartcli import filmfile
from heartcli.lookup import search
from tests.conftest import Heart
from tests.line_count import count_lines

HEAD = 'format = 1\ntitle = "Film"\nyear = 1999\n[sources.a]\ntitle = "A"\n'
SMALL_COUNT, TWICE_COUNT = 150, 300
MAX_GROWTH = 2.5  # times the work


def file_with_lines(line: str) -> Callable[[int], str]:
    """Makes film files that repeat a line or record; {n} in the line becomes its number."""
    return lambda count: HEAD + "".join(line.replace("{n}", str(n)) + "\n" for n in range(count))


def file_with_value(start: str, line: str, end: str) -> Callable[[int], str]:
    """Makes film files that repeat a line within one value."""
    return lambda count: (
        f"{HEAD}{start}\n" + "".join(line.replace("{n}", str(n)) + "\n" for n in range(count)) + end
    )


INVALID_FILES = {
    "sources of an inline record": file_with_value(
        "[[cast]]\ndisputes = [{ sources = [", "1,", "] }]"
    ),
    "names of an inline table": file_with_value("people.a = { also = [", "1,", "] }"),
    "names of an inline pool": file_with_value("pool = { performer = [", "1,", "] }"),
    "unknown keys": file_with_value("[people]", "x{n}.titel = 1", ""),
    "unknown tables": file_with_lines("[x{n}]"),
    "names that are not sources": file_with_value(
        '[[cast]]\nperformer = "A"\nsources = [', '"wikipedia-of-number-{n}",', "]"
    ),
    "sources with unknown keys": file_with_lines('[sources."long name of source {n}"]\nlink = "x"'),
    "ids that clash": file_with_lines('[[cast]]\nperformer = "A"\ncharacter = "B"'),
}
VALID_FILES = {
    "cast": file_with_lines(
        '[[cast]]\nperformer = "Ann Actor {n}"\ncharacter = "Role {n}"\nbilling = 1'
    ),
    "roles of one": file_with_lines('[[cast]]\nperformer = "Ann Actor"\ncharacter = "Role {n}"'),
    "crew": file_with_lines('[[crew]]\nname = "Bob{n}"\njob = "Director"'),
    "awards": file_with_lines('[[awards]]\naward = "A{n}"\ncategory = "Best"\nresult = "won"'),
    "editions": file_with_lines('[[editions]]\nname = "Cut {n}"\nminutes = 1{n}'),
    "disputes": file_with_value(
        '[[cast]]\nperformer = "Ann Actor"\ndisputes = [',
        '{ says = "Not number {n}", sources = ["a"] },',
        "]",
    ),
    "disputes of the film": lambda count: (
        'format = 1\ntitle = "Film"\nyear = 1999\ndisputes = [\n'
        + "".join(f'{{ field = "year", value = {1900 + n % 99} }},\n' for n in range(count))
        + "]\n"
    ),
    "questions": file_with_lines(
        '[[questions]]\nid = "q{n}"\nabout = "film"\nask = "Which {n}?"\nanswer = "That {n}"\n'
        'wrong = ["a{n}", "b{n}", "c{n}"]'
    ),
    "long text": file_with_value(
        '[[legacy]]\nid = "x"\ntext = """', "and number {n} of them", '"""'
    ),
}


def measure_growth(run: Callable[[int], object], *files: str) -> float:
    """Returns how many times the work twice the input takes, after a first run to load modules."""
    run(10)
    counts = []
    for count in (SMALL_COUNT, TWICE_COUNT):
        with count_lines(*files or ("/heartcli/",)) as counted_work:
            run(count)
        counts.append(counted_work.count)
    return counts[1] / counts[0]


@pytest.mark.parametrize("name", INVALID_FILES)
def test_twice_the_problems_take_twice_the_work(name: str) -> None:
    def read(count: int) -> None:
        assert filmfile.parse(INVALID_FILES[name](count)).problems

    assert measure_growth(read) < MAX_GROWTH


@pytest.mark.parametrize("name", VALID_FILES)
@pytest.mark.parametrize(
    "command", ["cast", "film", "check", "quiz --json --seed 1", "who ann actor"]
)
def test_twice_the_records_take_twice_the_work(
    heart: Heart, home: Path, name: str, command: str
) -> None:
    path = home / "films" / "film.toml"

    def run(count: int) -> None:
        path.write_text(VALID_FILES[name](count), encoding="utf-8")
        film = [] if command.startswith("who") else [str(path)]
        assert heart(*command.split(), *film).code in (0, 1)

    assert measure_growth(run, "/heartcli/", "/rich/text.py", "/rich/table.py") < MAX_GROWTH


def test_a_long_query_is_cut_to_its_first_words(heart: Heart) -> None:
    screen = heart("search", " ".join(f"kinsky{n}" for n in range(1_000)))

    assert "the first 64 of 1,000 words" in screen.err


def test_each_word_of_a_query_is_compared_once_with_each_word_of_the_film(
    heart: Heart, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[str, str]] = []
    match = search._similarity

    def noted(word: str, has: str) -> float:
        compared.append((word, has))
        return match(word, has)

    monkeypatch.setattr(search, "_similarity", noted)

    heart("search", "kinsky tightrope kinsky")

    assert len(compared) == len(set(compared))
    assert {word for word, _ in compared} == {"kinsky", "tightrope"}
