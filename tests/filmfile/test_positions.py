"""Finding the lines of values in TOML documents."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from heartcli.filmfile.positions import LineFinder
from heartcli.filmfile.reader import KeyPath
from tests.line_count import count_lines

DOCUMENT = '''\
# a comment with [[cast]]
title = "x" # [cast]
cited = { year = [
  "a",
  "b" ] }
text = """
[[cast]]
more"""
text2 = \'\'\'
\'\'\'
rows = [
  [1],
  [2, 3], # ]
]

[people."Raul [J] Julia"]
also = ["a"]

[[cast]]
performer = "x"

[[cast]]
performer = "y"
"quoted key" = 2
sources = [
  "a",
  # c ]
  "b",
]
a.b.c = 3

[[cast.disputes]]
says = "d"

[[cast.disputes]]
says = "e"
[ cast . x ]
z = 1
[[cast]]
disputes = [{says = "1"}, {says = "2", sources = ["x"]}]
[[cast]]
disputes = [
  {
    says = "over lines",  # as TOML 1.1 allows
    sources = ["far down"],
  },
]
'''
LINES = DOCUMENT.splitlines()
ON_ONE_LINE = LINES[LINES.index("[[cast]]", LINES.index("z = 1")) + 1]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("cast", 3, "disputes", 0, "sources", 0), '    sources = ["far down"],'),
        ((), "# a comment with [[cast]]"),
        (("title",), 'title = "x" # [cast]'),
        (("cited", "year"), "cited = { year = ["),
        (("cited", "year", 1), '  "b" ] }'),
        (("text",), 'text = """'),
        (("text2",), "text2 = '''"),
        (("rows", 1, 1), "  [2, 3], # ]"),
        (("people", "Raul [J] Julia"), '[people."Raul [J] Julia"]'),
        (("people", "Raul [J] Julia", "also", 0), 'also = ["a"]'),
        (("people",), '[people."Raul [J] Julia"]'),
        (("cast", 1, "quoted key"), '"quoted key" = 2'),
        (("cast", 1, "sources", 1), '  "b",'),
        (("cast", 1, "a", "b", "c"), "a.b.c = 3"),
        (("cast", 1, "disputes", 1, "says"), 'says = "e"'),
        (("cast", 1, "x", "z"), "z = 1"),
        (("cast", 2, "disputes", 1, "sources", 0), ON_ONE_LINE),
        (("cast", 2, "disputes", 1, "missing"), ON_ONE_LINE),
        (("cast", 2, "missing"), "[[cast]]"),
        (("nowhere", 1), "# a comment with [[cast]]"),
    ],
)
def test_each_value_is_found_on_its_line(path: KeyPath, line: str) -> None:
    assert LINES[LineFinder(DOCUMENT).line(path) - 1] == line


def test_a_missing_value_is_reported_on_the_first_line_of_its_table() -> None:
    assert LineFinder(DOCUMENT).line(("cast", 1, "missing")) == LINES.index('performer = "y"')


SHAPES: dict[str, Callable[[int], tuple[str, list[KeyPath]]]] = {
    "tables": lambda n: (
        "".join(f'[[cast]]\nperformer = "A{i}"\nbilling = "x"\n\n' for i in range(n)),
        [("cast", i, "billing") for i in range(n)],
    ),
    "keys": lambda n: ("".join(f"x{i} = 1\n" for i in range(n)), [(f"x{i}",) for i in range(n)]),
    "array": lambda n: (
        "cast = [\n"
        + "".join(f'  {{ performer = "A{i}", billing = "x" }},\n' for i in range(n))
        + "]",
        [("cast", i, "billing") for i in range(n)],
    ),
    "one line": lambda n: ("x = [" + "7, " * n + "]", [("x", i) for i in range(n)]),
    "inline tables": lambda n: (
        "[sources]\n" + "".join(f's{i} = {{ titel = "A" }}\n' for i in range(n)),
        [("sources", f"s{i}", "titel") for i in range(n)],
    ),
}


def _steps(shape: str, records: int) -> int:
    """Counts the lines of code that the scanner runs to find every value's line."""
    text, paths = SHAPES[shape](records)
    with count_lines("heartcli/filmfile/positions.py") as steps:
        finder = LineFinder(text)
        lines = [finder.line(at) for at in paths]
    assert lines == sorted(lines)
    assert lines[-1] - lines[0] in (0, records - 1, 4 * (records - 1))
    return steps.count


@pytest.mark.parametrize("shape", SHAPES)
def test_finding_lines_takes_linear_time(shape: str) -> None:
    assert _steps(shape, 600) < 2.2 * _steps(shape, 300)


leaves = st.sampled_from(["", "two\nlines", "# no comment", "]", '"', "'", "\\", "a = 1", "[[x]]"])
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b c", "d.e", 'f"', "é"]), inner, max_size=3)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["x", "y z", "#"]), values), st.booleans())
def test_every_text_is_found_on_its_first_line(document: dict[str, Any], over_lines: bool) -> None:
    numbers = count()
    paths: dict[KeyPath, str] = {}

    def add_marks(value: Any, at: KeyPath) -> Any:
        if isinstance(value, dict):
            return {key: add_marks(part, (*at, key)) for key, part in value.items()}
        if isinstance(value, list):
            return [add_marks(part, (*at, i)) for i, part in enumerate(value)]
        paths[at] = f"<{next(numbers)}>"
        return f"{paths[at]}{value}"

    text = tomli_w.dumps(add_marks(document, ()), multiline_strings=over_lines)

    finder = LineFinder(text)

    lines = text.split("\n")
    for at, mark in paths.items():
        [number] = [n for n, line in enumerate(lines, 1) if mark in line]
        opens_above = re.fullmatch(r'(.* = |\s*)"""', lines[number - 2])
        begins = number - 1 if opens_above else number
        assert finder.line(at) == begins, (text, at)


def test_a_key_with_an_escape_is_found() -> None:
    text = 'x = 1\n"caf\\u00e9" = { \'a.b\' = 2 }\n["q\\"]"."y"]\nz = 3'

    finder = LineFinder(text)

    assert finder.line(("café", "a.b")) == 2
    assert finder.line(('q"]', "y", "z")) == 4
