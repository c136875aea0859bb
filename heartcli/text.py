"""Text from outside: folded to be compared, made into ids, made safe to show."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Literal
from unicodedata import category, normalize

# Letters that Unicode does not take apart into a base letter and an accent; signs of print.
_LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "’": "'", "“": '"', "”": '"',
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Other patterns are compiled by `re` when they are first used: few commands need all of them.
_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Terminals disagree on the width of what these make of the character before them.
_JOINED = "[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
_FLAG_LETTERS = {0x1F1E6 + i: chr(ord("A") + i) for i in range(26)}
_STACKED = f"({_MARKS}{{3}}){_MARKS}+"
# Python sorts a run of marks in quadratic time. Unicode's stream-safe text has at most 30 in a row
# (UAX #15, section 13). No mark is below U+0300.
_MOST_IN_A_RUN = 30
_MAY_BE_A_RUN = rf"[^\x00-\u02ff]{{{_MOST_IN_A_RUN + 1},}}"
_BECOME_MARKS = "\uff9e\uff9f"  # halfwidth signs of voice, as the only ones that are not marks
# C1 controls, separators and bidirectional controls stand raw in JSON: a terminal may obey them.
# A surrogate is a byte of a file's name that is not UTF-8; os.fsencode makes it that byte again.
_RAW_IN_JSON = (
    "[\ud800-\udfff\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_IN_ASCII = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
        "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "•": "*", "×": "x", "ß": "ss",
        "Æ": "AE", "Œ": "OE", "Ø": "O", "Ł": "L", "Đ": "D", "Þ": "Th",
        "─": "-", "±": "~", "★": "*", "☆": "*", "€": "EUR", "£": "GBP ", "½": ".5",
    }
)  # fmt: skip

ARTICLES = frozenset(
    ("the", "a", "an", "le", "la", "les", "un", "une", "el", "los", "las", "il", "lo", "gli",
     "der", "die", "das", "ein", "eine", "o", "os", "de", "het", "den", "det", "l")
)  # fmt: skip
_WITH_ARTICLE = ("Republic", "Union", "Islands", "Netherlands", "Philippines", "Bahamas")
LONGEST_NAME = 300  # letters of a title or a person's name; nothing that is longer is looked for
_EXCERPT = 100  # letters
_MOST_SUGGESTED = 400  # among more names the nearest is not worth the time
_LONGEST_SUGGESTED = 60  # letters; a longer name is not compared
_NEAR = 60  # per cent that a name must be alike to be suggested


def fold(text: str) -> str:
    """The text without accents and case, as it is compared: "Raúl Juliá" → "raul julia"."""
    if text.isascii():
        return text.lower()
    folded = text.casefold().translate(_LETTERS)
    return folded if folded.isascii() else re.sub(_MARKS, "", _normalized("NFKD", folded))


def _normalized(form: Literal["NFC", "NFKD"], text: str) -> str:
    """The text in a normal form, found in linear time: of a run of marks only 30 are kept."""
    return normalize(form, re.sub(_MAY_BE_A_RUN, _shortened_runs, text))


def _shortened_runs(characters: re.Match[str]) -> str:
    kept, run = [], 0
    for character in characters.group():
        is_mark = category(character)[0] == "M" or character in _BECOME_MARKS
        run = run + 1 if is_mark else 0
        if run <= _MOST_IN_A_RUN:
            kept.append(character)
    return "".join(kept)


def words(text: str) -> list[str]:
    """The folded words of a text, apostrophes left out: "Isn’t it?" → ["isnt", "it"]."""
    folded = fold(text)
    found = _WORD.findall(folded)
    return [word.replace("'", "") for word in found] if "'" in folded else found


def without_article(found: Sequence[str]) -> Sequence[str]:
    """The words without an article at their beginning or end: "Matrix, The" is "The Matrix"."""
    if len(found) > 1 and found[0] in ARTICLES:
        return found[1:]
    if len(found) > 1 and found[-1] == "the":
        return found[:-1]
    return found


def slug(text: str) -> str:
    """The text as part of an id or a file name: "Raúl Juliá" → "raul-julia"; may be empty."""
    return "-".join(words(text))


def spans(text: str) -> list[tuple[str, int, int]]:
    """Each word of a text, folded, with where it begins and ends in that text."""
    found = re.finditer(rf"[^\W_](?:[^\W_]|{_MARKS}|['’](?=[^\W_]))*", text)
    return [("".join(words(m.group())), m.start(), m.end()) for m in found]


def excerpt(text: str) -> str:
    """A text that somebody typed, made safe to show; of a very long one its beginning."""
    shown = printable(text[: 2 * _EXCERPT])
    return shown if len(shown) <= _EXCERPT else f"{shown[:_EXCERPT]}…"


def printable(text: str) -> str:
    """The text on one line, with nothing in it that a terminal obeys or shows as wider than it is.

    White space becomes single spaces; control characters become "\ufffd"; invisible characters
    (bidirectional controls, zero width) are dropped; flags become letters.
    """
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    text = "".join(map(_safe_character, text.translate(_FLAG_LETTERS)))
    text = re.sub(_STACKED, r"\1", re.sub(_JOINED, "", _normalized("NFC", text)))
    marks = next((i for i, c in enumerate(text) if not category(c).startswith("M")), len(text))
    return text[marks:]


def _safe_character(character: str) -> str:
    if character.isprintable():
        return character
    return "" if category(character) == "Cf" else "\ufffd"


def escaped_json(document: str) -> str:
    """A JSON document with what a terminal could obey, or UTF-8 can't hold, written as escapes."""
    return re.sub(_RAW_IN_JSON, lambda match: f"\\u{ord(match.group()):04x}", document)


def in_ascii(text: str) -> str:
    """The text for a terminal that knows ASCII only: accents dropped, the rest as "?"."""
    if text.isascii():
        return text
    text = _normalized("NFKD", text.translate(_IN_ASCII).translate(_LETTERS))
    return re.sub(_MARKS, "", text).encode("ascii", "replace").decode()


def quoted(text: str) -> str:
    """The text as one word of a shell's command, as people write it."""
    import shlex  # noqa: PLC0415 - few commands tell another

    if printable(text) != text:  # it would not survive being shown
        return "$'" + "".join(map(_in_a_shell, text.encode("utf-8", "surrogateescape"))) + "'"
    if "'" in text and not set('"$`\\!') & set(text):
        return f'"{text}"'
    return shlex.quote(text)


def _in_a_shell(byte: int) -> str:
    """A byte as it stands between $' and '."""
    return chr(byte) if 0x20 < byte < 0x7F and chr(byte) not in "'\\" else f"\\x{byte:02x}"


def command(verb: str, name: str) -> str:
    """A command about a name, to be pasted into a shell: heart film -- -30-."""
    return f"heart {verb} {'-- ' if name.startswith('-') else ''}{quoted(name)}"


def within_one_error(word: str, other: str) -> bool:
    """Whether one typing error makes one of the other: a letter wrong, missing, added, swapped."""
    if abs(len(word) - len(other)) > 1 or word == other:
        return word == other
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, other_rest = word[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )


def number(amount: float) -> str:
    """A number as people write it: 26,000,000 or 2.5."""
    if amount == int(amount):
        return f"{amount:,.0f}"
    from decimal import Decimal  # noqa: PLC0415 - few numbers need it

    return f"{Decimal(str(amount)):,f}"


def did_you_mean(wrong: str, known: Collection[str]) -> str:
    """What to add to an error where a known name is near: "; did you mean 'cast'?"."""
    if len(wrong) > _LONGEST_SUGGESTED or len(known) > _MOST_SUGGESTED:
        return ""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a wrong name needs it

    by_fold = _by_fold(tuple(known))
    near = process.extractOne(fold(wrong), by_fold.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f"; did you mean '{printable(by_fold[near[0]])}'?" if near else ""


@lru_cache(maxsize=8)  # a file with one wrong name may have many
def _by_fold(names: tuple[str, ...]) -> dict[str, str]:
    return {fold(name): name for name in names if len(name) <= _LONGEST_SUGGESTED}


def the(place: str) -> str:
    """A place as it stands behind "in": the United States."""
    plural = place.startswith("United ") or place.endswith(_WITH_ARTICLE)
    return f"the {place}" if plural else place


def in_a_row(names: Sequence[str]) -> str:
    """Names as a sentence has them: A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def with_text(statement: str, text: str) -> str:
    """A statement as a sentence, with a text behind it if there is one."""
    return f"{statement}. {text}" if text else f"{statement}."
