"""Cleans up replies, and rejects those that can't be answers."""

from functools import lru_cache
from unicodedata import category

from heartcli.text.folding import fold, fold_words

MAX_REPLY_LENGTH = 300  # characters; longer replies aren't compared
_EDGE_CHARACTERS = "\"'“”‘’«»` ,;"


def rejection_reason(reply: str) -> str:
    """Why a reply can't be an answer; "" if it can."""
    if _is_long(reply):
        return "too long for an answer"
    is_control = (category(c) in ("Cc", "Cs") for c in reply if not c.isspace())
    if not reply.isprintable() and any(is_control):
        return "it contains control characters"
    if not fold_words(reply):
        return "that's not it" if clean(reply) else "it's empty"
    return ""


def is_verbatim(reply: str, texts: tuple[str, ...]) -> bool:
    """Whether a reply is one of the texts, ignoring case, accents and quotes around symbols."""
    if len(reply) > max(MAX_REPLY_LENGTH, *(2 * len(text) for text in texts)):
        return False
    typed, (exact, folded) = " ".join(reply.split()), _as_typed(texts)
    if typed in exact or fold(typed) in folded:
        return True
    symbols = "" if fold_words(reply) else clean(reply)
    return symbols != "" and symbols in map(clean, texts)


@lru_cache(maxsize=256)  # the same answer is compared with many replies
def _as_typed(texts: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The texts with single spaces, first as they are, then folded."""
    exact = frozenset(" ".join(text.split()) for text in texts)
    return exact, frozenset(map(fold, exact)) - {""}


@lru_cache(maxsize=256)
def comparable_texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts that have words and aren't too long to compare."""
    return tuple(text for text in texts if fold_words(text) and not _is_long(text))


def _is_long(text: str) -> bool:
    """Whether text is too long to compare. Folding can turn one character into 18."""
    return len(text) > MAX_REPLY_LENGTH or len(fold(text)) > MAX_REPLY_LENGTH


def clean(text: str) -> str:
    """The text on one line, without surrounding quotation marks, commas or semicolons."""
    return " ".join(text.split()).strip(_EDGE_CHARACTERS).replace("’", "'")
