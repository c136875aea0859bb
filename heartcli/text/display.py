"""Makes text safe to show, and formats numbers, lists and suggestions as people write them."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from unicodedata import category

from heartcli.text.folding import LETTERS, MARKS, fold, normalize_text

# These change the character before them; terminals disagree on how wide the result is.
_WIDTH_MODIFIERS = "[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
_FLAG_LETTERS = {0x1F1E6 + i: chr(ord("A") + i) for i in range(26)}
_STACKED_MARKS = f"({MARKS}{{3}}){MARKS}+"
# JSON doesn't escape C1 controls, separators and bidirectional controls, but terminals obey them.
# Surrogates stand for the bytes of file names that aren't valid UTF-8.
_UNSAFE_IN_JSON = (
    "[\ud800-\udfff\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# What isn't text: control characters (including those that change the writing direction), byte
# order marks and noncharacters.
_NOT_TEXT = (
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_ASCII_REPLACEMENTS = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "–": "-",
    "—": "-", "−": "-", "─": "-", "·": "-", "…": "...", "•": "*", "★": "*", "☆": "*", "±": "~",
    "×": "x", "✓": "+", "✗": "x",
    "Æ": "AE", "Œ": "OE", "Ø": "O", "Ł": "L", "Đ": "D", "Þ": "Th", "ß": "ss",
    "━": "=", "╸": "=", "●": "*", "├": "o", "│": "|", "┊": ":", "½": ".5",
    "€": "EUR ", "£": "GBP ", "¥": "JPY ",
})  # fmt: skip
_TAKE_ARTICLE = (  # last words of place names, and of venues before the city
    "Republic", "Union", "Islands", "Netherlands", "Philippines", "Bahamas",
    "Theatre", "Theater", "Cinema", "Cinematheque", "Museum",
)  # fmt: skip
_MAX_SHOWN = 100  # characters of typed text
_MAX_SUGGESTED = 200  # characters of a command to copy
_LONG_COMMAND = rf"[.;] [^.;]*: heart .{{{_MAX_SUGGESTED},}}"
_LONG_QUOTATION = r"('[^']{100})[^']{150,}(')"
_MAX_LINE = 1_500  # characters of a message's line, which may contain paths and titles
_LONG_WORD = r"(\S{100})\S{150,}?(\W{0,3})(?!\S)"  # no sensible name or path is as long
_MAX_NAMES = 400  # known names; with more, finding the nearest takes too long
_MAX_COMPARED = 60  # characters; longer names aren't compared
_MIN_SIMILARITY = 60  # per cent, between a wrong name and a suggestion


def shorten(text: str) -> str:
    """Typed text, made safe to show and cut short if it's very long."""
    safe = safe_for_terminal(text[: 2 * _MAX_SHOWN])
    return safe if len(safe) <= _MAX_SHOWN else f"{safe[:_MAX_SHOWN]}…"


def quote(text: str) -> str:
    """Typed text in quotation marks that it doesn't contain, with invisible characters escaped."""
    visible = "".join(
        character if character.isprintable() or character.isspace() else _escape(character)
        for character in text[: 2 * _MAX_SHOWN]
    )
    shown = shorten(visible) or _escape(text[:_MAX_SHOWN])
    if "'" not in shown:
        return f"'{shown}'"
    return f"“{shown}”" if '"' in shown else f'"{shown}"'


def _escape(text: str) -> str:
    return text.encode("unicode_escape").decode()


def shorten_message(line: str) -> str:
    """A line of a message, with very long names cut short, and without very long commands."""
    if len(line) <= _MAX_SUGGESTED:
        return line
    line = re.sub(_LONG_COMMAND, "", line)
    line = re.sub(_LONG_QUOTATION, r"\1…\2", re.sub(_LONG_WORD, r"\1…\2", line))
    return line if len(line) <= _MAX_LINE else f"{line[:_MAX_LINE]}…"


def safe_for_terminal(text: str) -> str:
    """The text on one line, without terminal controls or characters of uncertain width.

    White space becomes single spaces, control characters become "\ufffd", flags become letters, and
    invisible ones (bidirectional controls, zero-width characters) are dropped.
    """
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    text = "".join(
        character if character.isprintable() else "" if category(character) == "Cf" else "\ufffd"
        for character in text.translate(_FLAG_LETTERS)
    )
    text = re.sub(_STACKED_MARKS, r"\1", re.sub(_WIDTH_MODIFIERS, "", normalize_text("NFC", text)))
    start = next((i for i, c in enumerate(text) if category(c)[0] != "M"), len(text))
    return text[start:]


def printable_line(text: str) -> str:
    """The text on one line, without control characters or changes to the direction of writing.

    Most file formats can't hold these. Unlike `safe_for_terminal`, this keeps what only terminals
    can't show, such as combined emoji.
    """
    return text if text.isprintable() else re.sub(_NOT_TEXT, "", " ".join(text.split()))


def escape_json(document: str) -> str:
    """Escapes characters that a terminal may obey or UTF-8 can't encode."""
    return re.sub(_UNSAFE_IN_JSON, lambda match: f"\\u{ord(match.group()):04x}", document)


def to_ascii(text: str) -> str:
    """The text in ASCII, without accents, and with "?" for characters that have no replacement."""
    if text.isascii():
        return text
    text = normalize_text("NFKD", text.translate(_ASCII_REPLACEMENTS).translate(LETTERS))
    return re.sub(MARKS, "", text).encode("ascii", "replace").decode()


def shell_quote(text: str) -> str:
    """Quotes text as one word for a shell, the way a person would."""
    if safe_for_terminal(text) != text:  # can't be shown as it is
        escaped = (
            chr(byte) if 0x20 < byte < 0x7F and chr(byte) not in "'\\" else f"\\x{byte:02x}"
            for byte in text.encode("utf-8", "surrogateescape")
        )
        return f"$'{''.join(escaped)}'"
    if "'" in text and not set('"$`\\!') & set(text):
        return f'"{text}"'
    import shlex  # noqa: PLC0415 - 0.2 ms, and few commands quote

    return shlex.quote(text)


def format_command(verb: str, *words: str) -> str:
    """A command to paste into a shell, such as heart film -- -30-."""
    dashes = ["--"] if words[0].startswith("-") else []
    return " ".join(["heart", verb, *dashes, *map(shell_quote, words)])


def format_number(amount: float) -> str:
    """The number with thousands separators: 26,000,000 or 2.5."""
    if amount == int(amount):
        return f"{amount:,.0f}"
    from decimal import Decimal  # noqa: PLC0415 - takes 2 ms, and few numbers need it

    return f"{Decimal(str(amount)):,f}"


def shorten_number(amount: float) -> str:
    """The number with an even million or billion as a word: 26 million, 1.25 billion, 636,796."""
    for scale, word in ((10**9, "billion"), (10**6, "million")):
        if amount >= scale and amount % (scale // 100) == 0:
            return f"{format_number(amount / scale)} {word}"
    return format_number(amount)


def plural(count: int, noun: str, nouns: str = "") -> str:
    """A count with its noun: no films, 1 film, 1,234 films; `nouns` is an irregular plural."""
    number = f"{count:,}" if count else "no"
    return f"{number} {noun if count == 1 else nouns or f'{noun}s'}"


def with_article(place: str) -> str:
    """A place name, with its article if it takes one: the United States."""
    name, _, _ = place.partition(",")
    takes_article = name.startswith(("United ", "Museum of ")) or name.endswith(_TAKE_ARTICLE)
    return f"the {place}" if takes_article else place


def lower_first(text: str) -> str:
    """The text without its capital, for use in a sentence; VFX supervisor stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text with a capital first letter, for the beginning of a line."""
    return text[:1].upper() + text[1:]


def in_sentence_case(genres: Iterable[str]) -> str:
    """Genres as a list with one capital: "Musical, romance, drama"."""
    return ", ".join(genres).capitalize()


def join_with_and(names: Sequence[str]) -> str:
    """Joins names for use in a sentence: A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def suggest(typed: str, known: Collection[str]) -> str:
    """The end of an error message: ". Did you mean 'cast'?", or "" if no name is similar."""
    name = nearest(typed, known)
    return f". Did you mean '{safe_for_terminal(name)}'?" if name else ""


def nearest(typed: str, known: Collection[str], min_similarity: float = _MIN_SIMILARITY) -> str:
    """The known name that is most like the typed one, or "" if none is similar."""
    return next(iter(most_similar(typed, known, 1, min_similarity)), "")


def most_similar(
    typed: str, known: Collection[str], limit: int, min_similarity: float = _MIN_SIMILARITY
) -> list[str]:
    """The known names that are most like the typed one, the most similar first."""
    if len(typed) > _MAX_COMPARED or len(known) > _MAX_NAMES:
        return []
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - takes 10 ms

    names = _by_fold(tuple(known))
    matches = process.extract(
        fold(typed), names.keys(), scorer=fuzz.ratio, score_cutoff=min_similarity, limit=limit
    )
    return [names[match[0]] for match in matches]


@lru_cache(maxsize=8)  # a file may have several wrong names
def _by_fold(names: tuple[str, ...]) -> dict[str, str]:
    return {fold(name): name for name in names if len(name) <= _MAX_COMPARED}
