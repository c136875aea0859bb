"""Cleans replies, and finds those that can't be compared with an answer."""

from functools import lru_cache
from unicodedata import category

from heartcli.text.folding import fold, fold_words

MAX_REPLY_LENGTH = 300  # characters; a longer reply is not an answer
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
    """Whether a reply is one of the texts but for case; bare symbols may be in quotation marks."""
    if len(reply) > max(MAX_REPLY_LENGTH, *(2 * len(text) for text in texts)):
        return False
    typed, (exact, folded) = " ".join(reply.split()), _as_typed(texts)
    if typed in exact or fold(typed) in folded:
        return True
    symbols = "" if fold_words(reply) else clean(reply)
    return symbols != "" and symbols in map(clean, texts)


@lru_cache(maxsize=256)  # one answer is compared with many replies
def _as_typed(texts: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The texts with single spaces, as they are and folded."""
    exact = frozenset(" ".join(text.split()) for text in texts)
    return exact, frozenset(map(fold, exact)) - {""}


@lru_cache(maxsize=256)
def comparable_texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts that have words and are not too long to compare."""
    return tuple(text for text in texts if fold_words(text) and not _is_long(text))


def _is_long(text: str) -> bool:
    """Whether a text is too long for an answer; folding may turn one letter into eighteen."""
    return len(text) > MAX_REPLY_LENGTH or len(fold(text)) > MAX_REPLY_LENGTH


def clean(text: str) -> str:
    """A text on one line, without quotation marks, commas and semicolons around it."""
    return " ".join(text.split()).strip(_EDGE_CHARACTERS).replace("’", "'")
