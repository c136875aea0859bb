"""Reads table cells that hold lists and objects, in JSON or as Python writes them."""

import json
import re
from collections.abc import Iterator

from heartcli.catalogue.importing.json_documents import Document, parse_json
from heartcli.catalogue.importing.tables.opening import Table
from heartcli.catalogue.importing.values import Json, JsonObject

_PYTHON_TOKEN = re.compile(
    r"""'(?:[^'\\]|\\.)*+' | "(?:[^"\\]|\\.)*+" | \b(?:None|True|False)\b""", re.VERBOSE | re.DOTALL
)
_LIST = re.compile(r"\[\s*[]{\[\"']|\{\s*[}\"']")
_CONSTANTS = {"None": "null", "True": "true", "False": "false"}
_ESCAPES = {"\\'": "'", "\\n": "\n", "\\r": "\r", "\\t": "\t", '\\"': '"', "\\\\": "\\"}


def read_rows_as_documents(table: Table) -> Iterator[Document]:
    """Yields a table's rows as objects with the column names as keys, and with lists parsed."""
    for number, cells in table.rows:
        pairs = zip(table.names, map(parse_cell, cells), strict=False)
        yield number, JsonObject({name.strip(): value for name, value in pairs})


def parse_cell(text: str) -> Json:
    """Returns the list or object in a cell, or its text; None for a list that can't be read."""
    text = text.strip()
    if not _LIST.match(text):  # a title may be in brackets: [REC]
        return text
    for document in (text, _PYTHON_TOKEN.sub(_to_json, text)):
        try:
            return parse_json(document.encode())
        except ValueError:
            continue
    return None


def _to_json(token: re.Match[str]) -> str:
    text = token.group()
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return json.dumps(re.sub(r"\\(?:x..|u....|.)", _unescape, text[1:-1], flags=re.DOTALL))


def _unescape(escape: re.Match[str]) -> str:
    text = escape.group()
    try:
        return chr(int(f"0x{text[2:]}", 0)) if text[1] in "xu" else _ESCAPES.get(text, text)
    except ValueError:
        return text
