"""Where a value of a TOML document stands."""

from collections.abc import Callable

import pytest
import tomli

from heartcli.positions import At, Positions

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
def test_a_value_stands_on_the_line_where_one_reads_it(path: At, line: str) -> None:
    assert LINES[Positions(DOCUMENT).line(path) - 1] == line


def test_what_is_missing_is_told_on_the_first_line_of_its_own_table() -> None:
    assert Positions(DOCUMENT).line(("cast", 1, "missing")) == LINES.index('performer = "y"')


SHAPES: dict[str, Callable[[int], tuple[str, list[At]]]] = {
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


def _work(shape: str, records: int, monkeypatch: pytest.MonkeyPatch) -> float:
    """How many characters are parsed to find the lines of all values, for each of them."""
    parsed = []
    loads = tomli.loads

    def counting(text: str) -> object:
        parsed.append(len(text))
        return loads(text)

    text, paths = SHAPES[shape](records)
    with monkeypatch.context() as patched:
        patched.setattr(tomli, "loads", counting)
        where = Positions(text)
        lines = [where.line(at) for at in paths]
    assert lines == sorted(lines)
    assert lines[-1] - lines[0] in (0, records - 1, 4 * (records - 1))
    return sum(parsed) / records


@pytest.mark.parametrize("shape", SHAPES)
def test_finding_lines_takes_no_longer_for_each_in_a_longer_file(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _work(shape, 3_000, monkeypatch) < 1.3 * _work(shape, 300, monkeypatch)
