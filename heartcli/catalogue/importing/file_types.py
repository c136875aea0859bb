"""Recognises files that can't be imported, and suggests what to do with them."""

import re
from collections.abc import Collection

START_SIZE = 4096  # bytes, enough to recognise a type

_SAVE_AS_CSV = "Save it as CSV and import that"
_UNPACK = "Unpack it and import the files in it"
_IMAGE = "an image. Import a table or documents about the films"
_VIDEO = "a video. Import the .nfo file beside it"
_TYPES = {
    b"%PDF-": f"a PDF document. {_SAVE_AS_CSV}",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": f"an old Excel or Word file. {_SAVE_AS_CSV}",
    b"{\\rtf": f"an RTF document. {_SAVE_AS_CSV}",
    b"PAR1": f"a Parquet table. {_SAVE_AS_CSV}",
    b"SQLite format 3\0": "an SQLite database. Export its films as CSV, JSON or .nfo files",
    b"version https://git-lfs": "a Git LFS pointer, not the file itself. Run git lfs pull",
    b"\x89PNG": _IMAGE,
    b"\xff\xd8\xff": _IMAGE,
    b"\x1aE\xdf\xa3": _VIDEO,
    b"PK\x03\x04": "a zip archive or an Excel workbook. Import an archive by itself, and save a "
    "workbook as CSV",
    b"Rar!": f"a RAR archive. {_UNPACK}",
    b"7z\xbc\xaf\x27\x1c": f"a 7z archive. {_UNPACK}",
    b"BZh": f"compressed with bzip2. {_UNPACK}",
    b"BEGIN:VCALENDAR": "a calendar, not a list of films",
    b"#!/": "a script, not a list of films",
}
_AT_OFFSETS = {(257, b"ustar"): f"a tar archive. {_UNPACK}", (4, b"ftyp"): _VIDEO}
_PAGE = "a web page (HTML), perhaps for signing in. Download the export itself"
_ROOT_ELEMENTS = {
    b"html": _PAGE,
    b"!doctype html": _PAGE,
    b"rss": "an RSS feed. Download an export of the list instead",
}
# Bytes that don't occur in text.
_CONTROLS = bytes({*range(1, 9), *range(14, 32)} - {0x1A, 0x1B})
_MAX_CONTROL_SHARE = 0.05
_NOT_BINARY = (b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b")  # UTF-16, and damaged gzip files
_ROOT = re.compile(rb"(?:\s|<\?xml.*?\?>|<!--.*?-->)*+<(!doctype html|\w+)\b", re.DOTALL)
# Documents that are zip archives, by a file that each kind contains.
_DOCUMENTS = {
    "xl/workbook.xml": f"an Excel workbook. {_SAVE_AS_CSV}",
    "word/document.xml": f"a Word document. {_SAVE_AS_CSV}",
    "content.xml": f"an OpenDocument file. {_SAVE_AS_CSV}",
    "Index/Document.iwa": f"a Numbers or Pages document. {_SAVE_AS_CSV}",
    "[Content_Types].xml": f"a document. {_SAVE_AS_CSV}",
}


def describe_unusable(start: bytes) -> str:
    """Describes a file that can't be imported, from its first bytes; "" if it may hold films."""
    if not start.strip():
        return "empty" if len(start) < START_SIZE else ""
    for magic, description in _TYPES.items():
        if start.startswith(magic):
            return description
    for (offset, magic), description in _AT_OFFSETS.items():
        if start.startswith(magic, offset):
            return description
    if root := _ROOT.match(start.lower()):
        return _ROOT_ELEMENTS.get(root[1], "")
    return "a binary file, not text" if _is_binary(start) else ""


def _is_binary(start: bytes) -> bool:
    count = len(start) - len(start.translate(None, _CONTROLS))
    return count > _MAX_CONTROL_SHARE * len(start) and not start.startswith(_NOT_BINARY)


def describe_document(members: Collection[str]) -> str:
    """Returns which kind of document a zip archive with these files is; "" if it isn't one."""
    return next((text for name, text in _DOCUMENTS.items() if name in members), "")
