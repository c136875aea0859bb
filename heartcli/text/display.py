"""Text as it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category

from heartcli.text.folding import LETTERS, MARKS, normalize_text

# Terminals disagree on the width of what these make of the character before them.
_WIDTH_MODIFIERS = "[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
_FLAG_LETTERS = {0x1F1E6 + i: chr(ord("A") + i) for i in range(26)}
_STACKED_MARKS = f"({MARKS}{{3}}){MARKS}+"
# C1 controls, separators and bidirectional controls stand raw in JSON: a terminal may obey them.
# A surrogate is a byte of a file's name that is not UTF-8; os.fsencode makes it that byte again.
_UNSAFE_IN_JSON = (
    "[\ud800-\udfff\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_ASCII_REPLACEMENTS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
        "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "•": "*", "×": "x", "ß": "ss",
        "Æ": "AE", "Œ": "OE", "Ø": "O", "Ł": "L", "Đ": "D", "Þ": "Th",
        "─": "-", "±": "~", "★": "*", "☆": "*", "€": "EUR", "£": "GBP ", "½": ".5",
    }
)  # fmt: skip
_TAKE_AN_ARTICLE = ("Republic", "Union", "Islands", "Netherlands", "Philippines", "Bahamas")
_MAX_SHOWN = 100  # letters


def shorten(text: str) -> str:
    """A text that somebody typed, made safe to show; of a very long one its beginning."""
    safe = safe_for_terminal(text[: 2 * _MAX_SHOWN])
    return safe if len(safe) <= _MAX_SHOWN else f"{safe[:_MAX_SHOWN]}…"


def safe_for_terminal(text: str) -> str:
    """The text on one line, with nothing in it that a terminal obeys or shows as wider than it is.

    White space becomes single spaces; control characters become "\ufffd"; invisible characters
    (bidirectional controls, zero width) are dropped; flags become letters.
    """
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    text = "".join(map(_safe_character, text.translate(_FLAG_LETTERS)))
    text = re.sub(_STACKED_MARKS, r"\1", re.sub(_WIDTH_MODIFIERS, "", normalize_text("NFC", text)))
    leading_marks = next(
        (i for i, c in enumerate(text) if not category(c).startswith("M")), len(text)
    )
    return text[leading_marks:]


def _safe_character(character: str) -> str:
    if character.isprintable():
        return character
    return "" if category(character) == "Cf" else "\ufffd"


def escape_json(document: str) -> str:
    """A JSON document with what a terminal could obey, or UTF-8 can't hold, written as escapes."""
    return re.sub(_UNSAFE_IN_JSON, lambda match: f"\\u{ord(match.group()):04x}", document)


def to_ascii(text: str) -> str:
    """The text for a terminal that knows ASCII only: accents dropped, the rest as "?"."""
    if text.isascii():
        return text
    text = normalize_text("NFKD", text.translate(_ASCII_REPLACEMENTS).translate(LETTERS))
    return re.sub(MARKS, "", text).encode("ascii", "replace").decode()


def shell_quote(text: str) -> str:
    """The text as one word of a shell's command, as people write it."""
    import shlex  # noqa: PLC0415 - few commands tell another

    if safe_for_terminal(text) != text:  # it would not survive being shown
        return "$'" + "".join(map(_shell_escape, text.encode("utf-8", "surrogateescape"))) + "'"
    if "'" in text and not set('"$`\\!') & set(text):
        return f'"{text}"'
    return shlex.quote(text)


def _shell_escape(byte: int) -> str:
    """A byte as it stands between $' and '."""
    return chr(byte) if 0x20 < byte < 0x7F and chr(byte) not in "'\\" else f"\\x{byte:02x}"


def format_command(verb: str, name: str) -> str:
    """A command about a name, to be pasted into a shell: heart film -- -30-."""
    return f"heart {verb} {'-- ' if name.startswith('-') else ''}{shell_quote(name)}"


def format_number(amount: float) -> str:
    """A number as people write it: 26,000,000 or 2.5."""
    if amount == int(amount):
        return f"{amount:,.0f}"
    from decimal import Decimal  # noqa: PLC0415 - few numbers need it

    return f"{Decimal(str(amount)):,f}"


def plural(count: int, noun: str, nouns: str = "") -> str:
    """A count with its noun: no films, 1 film, 1,234 films; `nouns` is an irregular plural."""
    if count == 1:
        return f"1 {noun}"
    number = f"{count:,}" if count else "no"
    return f"{number} {nouns or f'{noun}s'}"


def with_article(place: str) -> str:
    """A place as it stands behind "in": the United States."""
    is_plural = place.startswith("United ") or place.endswith(_TAKE_AN_ARTICLE)
    return f"the {place}" if is_plural else place


def join_with_and(names: Sequence[str]) -> str:
    """Names as a sentence has them: A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def append_sentence(statement: str, text: str) -> str:
    """A statement as a sentence, with a text behind it if there is one."""
    return f"{statement}. {text}" if text else f"{statement}."
