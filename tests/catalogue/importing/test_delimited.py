"""Tables are read as they were written, in any dialect and encoding; damage stays in its row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from heartcli.catalogue.importing.files import ImportFiles
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.importing.tables.cells import parse_cell
from heartcli.catalogue.importing.tables.opening import Table, open_table
from heartcli.errors import HeartError
from heartcli.output import NullProgress

HEADER = ["title", "year", "notes"]


def score_header(row: Sequence[str]) -> int:
    return sum(name.strip(" '\"").lower() in HEADER for name in row) if len(row) > 1 else 0


class Opened:
    """A table that has been read to its end."""

    def __init__(self, contents: bytes) -> None:
        self.report = ImportReport()
        files = ImportFiles(self.report, NullProgress())
        with TemporaryDirectory() as folder:
            path = Path(folder, "t.csv")
            path.write_bytes(contents)
            files.find([path], (".csv",))
            self.table: Table = open_table(files, path, score_header)
            self.numbered = list(self.table.rows)
        self.rows = [row for _, row in self.numbered]
        self.problems = [line.partition("t.csv:")[2] for line in self.report.problems]


class Written(NamedTuple):
    """How a table is written."""

    delimiter: str = ","
    quote: str = '"'
    end: str = "\n"
    encoding: str = "utf-8"
    quotes_all: bool = False
    doubled: bool = True  # quotation marks in a cell; otherwise, they follow a backslash

    def encode(self, rows: list[list[str]]) -> bytes:
        buffer = io.StringIO()
        csv.writer(
            buffer, delimiter=self.delimiter, quotechar=self.quote, lineterminator=self.end,
            quoting=csv.QUOTE_ALL if self.quotes_all else csv.QUOTE_MINIMAL,
            doublequote=self.doubled, escapechar=None if self.doubled else "\\",
        ).writerows(rows)  # fmt: skip
        return buffer.getvalue().encode(self.encoding)


CELLS = st.text(
    st.sampled_from("ab\u00e9 ,;\t|\"'\n.()1")
    | st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\u00a0"),
    max_size=12,
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]

WAYS = st.builds(
    Written, st.sampled_from(",;\t|"), st.sampled_from("\"'"),
    st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(ENCODINGS), st.booleans(), st.booleans(),
)  # fmt: skip


@settings(max_examples=100)
@example([["a\nb", "", "x"]], Written(end="\r", quotes_all=True))
@given(st.lists(st.tuples(CELLS, CELLS, CELLS).map(list), max_size=8), WAYS)
def test_a_table_comes_back_as_the_csv_module_wrote_it(
    rows: list[list[str]], written: Written
) -> None:
    rows = [[cell.replace("\\", "/").lstrip(" ") for cell in row] for row in rows]
    # The header must show single quotation marks; a backslash outside quotation marks is only a
    # backslash; and the csv module doesn't quote a line feed among carriage returns.
    if written.quote == "'" or not written.doubled or written.end == "\r":
        written = written._replace(quotes_all=True)
    if written.quote == "'" or not written.doubled:  # such a cell could end before a line break
        rows = [[cell.replace("\n", " ") for cell in row] for row in rows]
    opened = Opened(written.encode([HEADER, *rows]))

    assert opened.table.names == HEADER
    rows = list(filter(any, rows))
    assert opened.rows == rows
    assert opened.report.rows == len(rows)
    assert not opened.problems


def test_windows_files_are_read_and_noted() -> None:
    text = "title;year\nAmélie;2001\nL’Avventura – à propos;1960\nLa cité des enfants;1995\n"
    opened = Opened(text.encode("cp1252"))

    assert [row[0] for row in opened.rows] == [
        "Amélie", "L’Avventura – à propos", "La cité des enfants",
    ]  # fmt: skip
    assert "Windows-1252" in opened.report.notes[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Иван Васильевич меняет профессию", "cp1251"),
        ("Иван Васильевич меняет профессию", "koi8-r"),
        ("Człowiek z żelaza, łódź", "cp1250"),
        ("千と千尋の神隠し", "shift-jis"),
        ("霸王别姬", "gbk"),
        ("Amélie, Léon, Cléo", "mac-roman"),
        ("Amélie, Léon, Cléo", "cp850"),
        ("Ζορμπάς ο Έλληνας", "cp1253"),
    ],
    ids=lambda value: value if value.isascii() else "",
)
def test_an_unknown_encoding_is_an_error(text: str, encoding: str) -> None:
    with pytest.raises(HeartError, match="neither UTF-8 nor Windows-1252"):
        Opened(f'title;year\n"{text}";1973\n'.encode(encoding))


DAMAGED: dict[str, tuple[str, list[list[str]], list[str]]] = {
    "bare quotes": ('title,year\n"The "Great" Escape",1963\n',
                    [['The "Great" Escape', "1963"]], []),
    "bare and doubled quotes": ('title,year,notes\n"A "B" C",1950,"says ""hi"", then goes"\n',
                                [['A "B" C', "1950", 'says "hi", then goes']], []),
    "escaped quotes": ('title,year\n"\\"Heat\\"",1995\n"a\\",b",1\n',
                       [['"Heat"', "1995"], ['a",b', "1"]], []),
    "spaces before quotes": ('title, year\n"Mann, Heat" , 1995\nB, "1996"\n',
                             [["Mann, Heat", "1995"], ["B", "1996"]], []),
    "a stray mark": ('title,year\n"Al,1950\nB,1951\nC,1952\n', [["B", "1951"], ["C", "1952"]],
                     ["2: unclosed quotation mark"]),
    "a stray mark before a quoted cell": ('title,year\n"Al,1950\n"B, The",1951\n',
                                          [["B, The", "1951"]], ["2: unclosed quotation mark"]),
    "two stray marks": ('title,year\n"Al,1950\n"B,1951\nC,1952\n', [["C", "1952"]],
                        ["2: unclosed quotation mark", "3: unclosed quotation mark"]),
    "text after a quoted name": ('title,year,notes\nA,1950,"B" C\nD,1951,\n',
                                 [["A", "1950", "B C"], ["D", "1951", ""]], []),
    "rows of delimiters": ("title,year\n,\nA,1950\n,\n", [["A", "1950"]], []),
    "invisible spaces": ("title,year\n\u200bA\u00a0B,1950\n", [["A B", "1950"]], []),
    "an inch mark": ('title,year\n12" Probe,1999\nB,1951\n',
                     [['12" Probe', "1999"], ["B", "1951"]], []),
    "bare quotes over two lines": ('title,year,notes\n"A",1950,"says "hi" and\nmore"\nB,1951,\n',
                                   [["A", "1950", 'says "hi" and\nmore'], ["B", "1951", ""]], []),
    "unquoted tabs": ('title\tyear\tnotes\n"Weird" Al\t1989\t"x\nB\t1951\t\n',
                      [['"Weird" Al', "1989", '"x'], ["B", "1951", ""]], []),
    "a return in a cell": ("title,year\nA\rB,1950\nC,1951\n", [["A B", "1950"], ["C", "1951"]], []),
    "trailing delimiters": ("title,year\nA,1950\nB,1951,,,\n", [["A", "1950"], ["B", "1951"]], []),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_rows_that_are_not_valid_are_repaired_or_reported(name: str) -> None:
    text, rows, problems = DAMAGED[name]
    opened = Opened(text.encode())

    assert opened.rows == rows
    assert opened.problems == problems


@pytest.mark.parametrize(
    "cell",
    [
        "\n".join(f"Line {n},1950" for n in range(500)),
        '"' + "\n" * 200 + '"',
        "title,year\nNot a film,1999\n" * 100,
        "x" * 500_000,
    ],
    ids=["rows", "blank lines", "headers", "long"],
)
def test_a_long_quoted_cell_is_one_cell(cell: str) -> None:
    rows = [["A", "1950", cell], ["B", "1951", ""]]

    assert Opened(Written().encode([HEADER, *rows])).rows == rows


def test_rows_keep_the_numbers_of_their_lines() -> None:
    text = 'Mine\n\ntitle,year\n"A\nB",1950\n\nC,1951\nD"E,1952\nF,1953\n'
    opened = Opened(text.encode())

    assert opened.table.line == 3
    assert [number for number, _ in opened.numbered] == [4, 7, 8, 9]


HEADERS: dict[str, tuple[str, list[list[str]]]] = {
    "blank lines and a title": ("\n\nMy films\ntitle,year\nA,1950\n", [["A", "1950"]]),
    "another table": ("name,owner\nMine,Ann\n\ntitle;year;notes\nA;1950;x\n", [["A", "1950", "x"]]),
    "a declared delimiter": ('"sep=|"\ntitle|year\nA,B;C|1950\n', [["A,B;C", "1950"]]),
    "delimiters in the header": ('"title";"year";"notes (a, b, c)"\nA, B;1950;x\n',
                                 [["A, B", "1950", "x"]]),
    "commas in every title": ("title\tyear\nA, B, C, D\t1950\nE, F, G, H\t1951\n",
                              [["A, B, C, D", "1950"], ["E, F, G, H", "1951"]]),
    "a line break in the header": ('title,year,"notes\nof mine"\nA,1950,\n', [["A", "1950", ""]]),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_the_header_is_found(name: str) -> None:
    text, rows = HEADERS[name]
    opened = Opened(text.encode())

    assert opened.table.has_header
    assert opened.rows == rows


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('[{"id": 28, "name": "Action"}]', [{"id": 28, "name": "Action"}]),
        ("[{'id': 28, 'name': \"It's\", 'x': None}]", [{"id": 28, "name": "It's", "x": None}]),
        (r"['a\'b\xe9', 'None', True]", ["a'b\xe9", "None", True]),
        ("[REC]", "[REC]"),
        ("[]", []),
        ("{'name': 'Saga'}", {"name": "Saga"}),
        ("[{'id': 28, 'na", None),
        ("[" * 100_000, None),
    ],
    ids=["json", "python", "escapes", "title", "empty", "object", "cut", "deep"],
)
def test_lists_in_cells_are_parsed(text: str, value: object) -> None:
    assert parse_cell(text) == value


def test_a_damaged_file_of_two_byte_characters_is_an_error() -> None:
    with pytest.raises(HeartError, match="damaged"):
        Opened("title,year\n".encode("utf-16") + b"\x00\xd8\x00\x00")


def test_blank_lines_are_not_searched_to_the_end_for_a_header(tmp_path: Path) -> None:
    class Blocks(ImportFiles):
        def read_blocks(self, path: Path) -> Iterator[bytes]:
            yield b"\n" * 1_000
            pytest.fail(f"more of {path} was read than the sample")

    files = Blocks(ImportReport(), NullProgress())

    assert open_table(files, tmp_path / "t.csv", score_header).names == []


def test_a_nul_byte_spoils_only_its_line() -> None:
    opened = Opened(b"title,year\nA\0B,1950\nC,1951\n")

    assert (opened.rows, opened.problems) == ([["C", "1951"]], ["2: NUL byte"])


def test_damaged_lines_are_reported() -> None:
    lines = [b"title,year", "Amélie – à la carte,2001".encode(), b"A\0B,1950", b"Z\xff,1951",
             b"C,1952", b"D" * (2 << 20), b"E,1953", b"F" * (2 << 20)]  # fmt: skip
    opened = Opened(b"\n".join(lines))

    assert [row[0] for row in opened.rows] == ["Amélie – à la carte", "C", "E"]
    assert opened.problems == [
        "3: NUL byte", "4: invalid UTF-8", "6: line longer than 1 MB", "8: line longer than 1 MB",
    ]  # fmt: skip
