"""Writes questions for Kahoot, in the columns of its template for Excel."""

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from heartcli.export.archive import pack
from heartcli.export.game import game_rows
from heartcli.export.quiz import CitedQuestion, Quiz

_COLUMNS = (
    "", "Question - max 120 characters", "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters", "Answer 3 - max 75 characters", "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)  # fmt: skip
_MAX_QUESTION, _MAX_ANSWER = 120, 75  # characters
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN_XML = "http://schemas.openxmlformats.org"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FILES = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_OPEN_XML}/package/2006/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_OPEN_XML}/package/2006/relationships"><Relationship Id="rId1"'
        f' Type="{_OPEN_XML}/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_OPEN_XML}/spreadsheetml/2006/main"'
        f' xmlns:r="{_OPEN_XML}/officeDocument/2006/relationships">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_OPEN_XML}/package/2006/relationships"><Relationship Id="rId1"'
        f' Type="{_OPEN_XML}/officeDocument/2006/relationships/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def write(quiz: Quiz) -> bytes:
    """Returns the workbook, with the terms above the columns, where the template has its help."""
    texts = ("Quiz template", quiz.title, " ".join(quiz.terms))
    heads = [[], *(["", text] for text in texts), [], [], []]
    rows: list[Sequence[str | int]] = [*heads, _COLUMNS, *game_rows(quiz)]
    sheet = (
        f'<worksheet xmlns="{_OPEN_XML}/spreadsheetml/2006/main"><cols><col min="2" max="2"'
        ' width="80" customWidth="1"/><col min="3" max="8" width="25" customWidth="1"/></cols>'
        f"<sheetData>{''.join(_rows(rows))}</sheetData></worksheet>"
    )
    files = _FILES | {"xl/worksheets/sheet1.xml": sheet}
    return pack({path: _XML + content for path, content in files.items()})


def problem(question: CitedQuestion) -> str:
    """Returns why Kahoot can't ask a question, or ""."""
    if _length(question.ask) > _MAX_QUESTION:
        return f"longer than {_MAX_QUESTION} characters"
    if any(_length(option) > _MAX_ANSWER for option in question.options):
        return f"with an option longer than {_MAX_ANSWER} characters"
    return ""


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2  # as JavaScript and Excel count


def _rows(rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    for number, cells in enumerate(rows, 1):
        lettered = zip("ABCDEFGH", cells, strict=False)
        content = "".join(_cell(f"{letter}{number}", cell) for letter, cell in lettered if cell)
        yield f'<row r="{number}">{content}</row>'


def _cell(name: str, value: str | int) -> str:
    if isinstance(value, int):
        return f'<c r="{name}"><v>{value}</v></c>'
    # Excel takes _x0041_ for an A.
    text = escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", value))
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
