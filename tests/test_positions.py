"""Where a value of a TOML document stands."""

import tomllib

import pytest

from heartcli.positions import Path, Positions

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
'''
LINES = DOCUMENT.splitlines()


@pytest.mark.parametrize(
    ("path", "line"),
    [
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
        (("cast", 2, "disputes", 1, "sources", 0), LINES[-1]),
        (("cast", 2, "disputes", 1, "missing"), LINES[-1]),
        (("cast", 2, "missing"), "[[cast]]"),
        (("nowhere", 1), "# a comment with [[cast]]"),
    ],
)
def test_a_value_stands_on_the_line_where_one_reads_it(path: Path, line: str) -> None:
    assert LINES[Positions(DOCUMENT).line(path) - 1] == line


def test_what_is_missing_is_told_on_the_first_line_of_its_own_table() -> None:
    assert Positions(DOCUMENT).line(("cast", 1, "missing")) == LINES.index('performer = "y"')


def _work(records: int, monkeypatch: pytest.MonkeyPatch) -> float:
    """How many characters are parsed for each problem, in a document of so many records."""
    parsed = []
    loads = tomllib.loads

    def counting(text: str) -> object:
        parsed.append(len(text))
        return loads(text)

    text = "".join(f'[[cast]]\nperformer = "A{i}"\nbilling = "x"\n\n' for i in range(records))
    with monkeypatch.context() as patched:
        patched.setattr(tomllib, "loads", counting)
        where = Positions(text)
        scanned = sum(parsed)
        for i in range(0, records, records // 100):
            assert where.line(("cast", i, "billing")) == 4 * i + 3
    assert scanned < 30 * records
    return (sum(parsed) - scanned) / 100


def test_finding_a_line_takes_no_longer_in_a_longer_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _work(20_000, monkeypatch) < 1.2 * _work(1_000, monkeypatch)
