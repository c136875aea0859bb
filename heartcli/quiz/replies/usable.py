"""What of a reply, or of an answer, can be compared at all."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

from heartcli.text import fold, words

LONGEST = 300  # characters; a reply that is longer is no answer
_AROUND = "\"'“”‘’«»` ,;"


def unusable(reply: str) -> str:
    """Why a reply is like no answer; "" if it may be like one."""
    if _is_long(reply):
        return "too long for an answer"
    odd = () if reply.isprintable() else (category(c) for c in reply if not c.isspace())
    if not {"Cc", "Cs"}.isdisjoint(odd):
        return "there is more in it than letters"
    if not words(reply):
        return "that is not it" if plain(reply) else "there is nothing in it"
    return ""


def is_just(reply: str, text: str) -> bool:
    """Whether a reply is a text; one without words may stand in quotation marks or not."""
    if len(reply) > max(LONGEST, 2 * len(text)):
        return False
    typed, right = " ".join(reply.split()), " ".join(text.split())
    alike = typed == right or fold(typed) == fold(right) != ""
    return alike or (not words(right) and plain(reply) == plain(text) != "")


def comparable(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that another can be like: they have words, and are not too long to compare."""
    return tuple(text for text in texts if words(text) and not _is_long(text))


def _is_long(text: str) -> bool:
    """Whether a text is too long for an answer; one letter may be folded into eighteen."""
    return len(text) > LONGEST or len(fold(text)) > LONGEST


def plain(text: str) -> str:
    """A text on one line, without quotation marks, commas and semicolons around it."""
    return " ".join(text.split()).strip(_AROUND).replace("’", "'")
