"""Finds and parses the elements of .nfo files, which are often not quite XML.

Text around the elements, such as a film's address, is allowed, and so are several elements in a
file, bare ampersands, HTML's entities and undeclared encodings.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from html import unescape
from html.entities import html5
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAX_ELEMENT_SIZE = 4 << 20  # bytes
_MAX_SERIES_SIZE = 64 << 20  # of an element that isn't parsed: a series with all its episodes
_MAX_OUTSIDE_SIZE = 64 << 10
_MAX_TAG_LENGTH = 4096  # with its attributes
_START = re.compile(
    rb"<!--|<!DOCTYPE|<(movie|tvshow|episodedetails|musicvideo)(?=[\s/>])[^<>]*>", re.IGNORECASE
)
_END_OF_COMMENT = re.compile(rb"-->")
_DECLARATION = re.compile(rb"\s*<\?xml[^<>]{0,1000}?encoding\s*=\s*[\"']([\w.-]+)")
# The other encodings that Python has aren't used for XML, or take quadratic time to decode.
_KNOWN_ENCODING = re.compile(
    r"utf-?8|us-ascii|iso-?8859-\d+|(windows-?|cp)\d+|koi8-[ru]|gb(k|2312|18030)|big5|shift_jis"
    r"|euc-(jp|kr)|macintosh",
    re.IGNORECASE,
)
_REPLACEMENT = "\ufffd"  # stands for bytes that can't be decoded
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_QUOTATION_MARKS = {'"': "&quot;", "'": "&apos;"}  # which end an attribute
_CHARACTER_LIMIT = 0x110000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#(x[0-9a-f]+|[0-9]+);|(\w+;)?)", re.IGNORECASE | re.DOTALL
)


class InvalidElementError(ValueError):
    """An element can't be read; `line` 0 means the whole file."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class RawElement(NamedTuple):
    """An element that hasn't been parsed, and the line that it begins on."""

    tag: str
    line: int
    xml: bytes


class Node:
    """An XML element; the case and the namespaces of names don't matter."""

    def __init__(self, element: Element) -> None:
        self.tag = str(element.tag).rpartition("}")[2].lower()
        self._element = element

    @property
    def attributes(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self._element.attrib.items()}

    @property
    def text(self) -> str:
        """The text of the element and its descendants; some programs escape it twice."""
        return unescape(" ".join("".join(self._element.itertext()).split()))

    @property
    def name(self) -> str:
        """The name in a child element, or else the element's text."""
        children = self.children("name")
        return children[0].text if children else self.text

    @cached_property
    def _children(self) -> dict[str, list[Node]]:
        children: dict[str, list[Node]] = {}
        for node in map(Node, self._element):
            children.setdefault(node.tag, []).append(node)
        return children

    def children(self, *names: str) -> list[Node]:
        """Returns the child elements with one of these names; earlier names come first."""
        return [child for name in names for child in self._children.get(name, ())]

    def find_text(self, *names: str) -> str:
        """Returns the first text in a child element with one of these names, in this order."""
        texts = (child.text for child in self.children(*names))
        return next(filter(None, texts), "")


class NfoDocument:
    """A file's elements, and the text around them."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = _to_utf8(iter(blocks))
        self._buffer, self._start, self._line = b"", 0, 1
        self._outside = bytearray()
        self.is_guessed = False  # whether the encoding is a guess
        self.invalid_bytes = 0  # in text that is otherwise UTF-8

    @property
    def outside(self) -> str:
        """The text around the elements that have been read."""
        return self._outside.decode("utf-8", "replace")

    def read_elements(self) -> Iterator[RawElement]:
        """Finds the elements, one after the other. Raises InvalidElementError if one is cut off."""
        while match := self._search(_START, _MAX_ELEMENT_SIZE):
            self._add_outside(match.start())
            tag = (match[1] or b"").decode().lower()
            if tag:
                is_empty = match[0].endswith(b"/>")
                line, end = self._line, match.end() if is_empty else self._find_end(tag)
                yield RawElement(tag, line, self._take(end))
            elif match[0] == b"<!--":
                end_of_comment = self._search(_END_OF_COMMENT, _MAX_SERIES_SIZE)
                self._take(end_of_comment.end() if end_of_comment else len(self._buffer))
            else:
                raise InvalidElementError(self._line, "XML with a DTD isn't allowed")
        self._add_outside(len(self._buffer))

    def parse(self, raw: RawElement) -> Node:
        """Parses an element. Raises InvalidElementError if it is too long or isn't XML."""
        if len(raw.xml) > _MAX_ELEMENT_SIZE:
            limit = _MAX_ELEMENT_SIZE >> 20
            raise InvalidElementError(raw.line, f"<{raw.tag}> is longer than {limit} MB")
        try:
            return Node(fromstring(_repair(self._decode(raw.xml)), forbid_dtd=True))
        except ParseError as error:
            line, _ = error.position
            reason = str(error).partition(":")[0]
            raise InvalidElementError(raw.line + line - 1, f"invalid XML: {reason}") from error
        except (DefusedXmlException, ValueError, RecursionError) as error:
            raise InvalidElementError(raw.line, "invalid XML") from error

    def _decode(self, xml: bytes) -> str:
        declaration = _DECLARATION.match(self._outside)
        declared = declaration[1].decode() if declaration else ""
        for encoding in ("utf-8", declared):
            with suppress(UnicodeDecodeError, LookupError):
                if _KNOWN_ENCODING.fullmatch(encoding):
                    return xml.decode(encoding)
        text = xml.decode("utf-8", "replace")
        invalid = text.count(_REPLACEMENT)
        if invalid < len(_NOT_ASCII.findall(text)) - invalid:
            self.invalid_bytes += invalid
            return text
        self.is_guessed = True
        return xml.decode("cp1252", "replace")

    def _find_end(self, tag: str) -> int:
        end = self._search(re.compile(rb"</%b\s*>" % tag.encode(), re.IGNORECASE), _MAX_SERIES_SIZE)
        if not end:
            raise InvalidElementError(self._line, f"<{tag}> isn't closed: the file is incomplete")
        return end.end()

    def _search(self, pattern: re.Pattern[bytes], max_size: int) -> re.Match[bytes] | None:
        """Reads on until a pattern matches; None if the file ends or the text gets too long."""
        searched = self._start
        while not (match := pattern.search(self._buffer, searched)):
            unread = self._buffer[self._start :]
            block = next(self._blocks, b"") if len(unread) <= max_size else b""
            if not block:
                return None
            searched = max(0, len(unread) - _MAX_TAG_LENGTH)
            self._buffer, self._start = unread + block, 0
        return match

    def _take(self, end: int) -> bytes:
        taken = self._buffer[self._start : end]
        self._start = end
        self._line += taken.count(b"\n")
        return taken

    def _add_outside(self, end: int) -> None:
        text = self._take(end)
        self._outside += text[: max(0, _MAX_OUTSIDE_SIZE - len(self._outside))]


def _to_utf8(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Recodes UTF-16, with or without a byte order mark, and leaves anything else alone."""
    first = next(filter(None, blocks), b"")
    encoding = ""
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in first[:2]:
        encoding = "utf-16-le" if first[1:2] == b"\0" else "utf-16-be"
    if not encoding:
        yield first
        yield from filter(None, blocks)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield from filter(None, (decoder.decode(block).encode() for block in chain([first], blocks)))


def _repair(xml: str) -> str:
    """Repairs bare ampersands, HTML entities, and characters that XML forbids."""
    repaired = _REFERENCE.sub(_repair_reference, _CONTROL.sub("", xml))
    # A character outside the basic plane may be written as two references, one for each half.
    return repaired.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _repair_reference(match: re.Match[str]) -> str:
    number, name = match.groups()
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number.lstrip("0")[:8] or "0")
        character = chr(code) if code < _CHARACTER_LIMIT else ""
        is_valid = character.isprintable() and character
        return match[0] if is_valid else _CONTROL.sub("", character)
    if match[0][0] == "<":
        return match[0]
    return escape(html5.get(name or "", match[0]), _QUOTATION_MARKS)
