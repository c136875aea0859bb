"""Finds well-known films by the initials of their titles: LOTR, T2, bttf 3."""

import re
from collections.abc import Container, Iterator

from heartcli.catalogue.search.normalize import normalize_words
from heartcli.catalogue.search.similarity import split_title
from heartcli.catalogue.store import Entry, Store
from heartcli.text.folding import fold_words, strip_article

_WELL_KNOWN = 2_500  # films that are searched
_SIMILARITY = 0.85  # more than a typo in so few letters
_INITIALS = r"[a-z]{1,6}[0-9]?"


def find_by_initials(
    store: Store, text: str, allowed: Container[int] | None
) -> Iterator[tuple[Entry, float]]:
    """Yields the entries with these initials in a title or a part of it, each with a similarity."""
    typed = "".join(fold_words(text))
    if len(typed) < 2 or not re.fullmatch(_INITIALS, typed):
        return
    letters, first_letter = typed.rstrip("0123456789"), re.compile(r"\b[^\W\d_]")
    query = "SELECT id, title FROM entry ORDER BY popularity DESC, id LIMIT ?"
    matches = [
        entry_id
        for entry_id, title in store.rows(query, [_WELL_KNOWN], types=(int, str))
        if letters in "".join(first_letter.findall(title.lower()))
        and (allowed is None or entry_id in allowed)
        and typed in _initials(title)
    ]
    yield from ((entry, _SIMILARITY) for entry in store.load_entries(matches))


def _initials(title: str) -> set[str]:
    """Returns the initials of a title and of its parts, with and without a leading article."""
    words = [normalize_words(part) for part in (title, *split_title(title))]
    forms = [form for part in words for form in (part, strip_article(part))]
    return {
        "".join(word if word.isdecimal() else word[0] for word in form if word != "part")
        for form in forms
    }
