"""Finds films by their characters, in the sources that list characters."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from heartcli.catalogue import codec
from heartcli.catalogue.store import LOCAL_MASK, SOURCE_SHIFT, Catalogue, Store
from heartcli.text.folding import MAX_NAME_LENGTH, fold, fold_words

WHOLE_WORDS, WORD_STARTS, NO_MATCH = 2, 1, 0
# Only credits with characters contain a comma before a quotation mark. Folding changes ASCII text
# only in its case and apostrophes; all other text is folded in Python.
_WITH_CHARACTERS = """instr(json, ',"')"""
_CREDITS = f"""
SELECT entry, json FROM credits
WHERE {_WITH_CHARACTERS} AND (length(json) != length(CAST(json AS BLOB)) OR ({{likes}}))
"""
_LIKE = "replace(json, '''', '') LIKE ?"
_ANY = f"SELECT 1 FROM credits WHERE entry BETWEEN ? AND ? AND {_WITH_CHARACTERS} LIMIT 1"


class PartHit(NamedTuple):
    """A part in a film: who played which character, according to one entry."""

    entry: int
    person: int
    character: str
    closeness: int  # WHOLE_WORDS or WORD_STARTS


def match_character(words: Sequence[str], character: str) -> int:
    """Returns how a character's name matches: all folded words are in it, or start words in it."""
    parts = fold_words(character)
    if not words or not parts:
        return NO_MATCH
    if {*words} <= {*parts}:
        return WHOLE_WORDS
    are_starts = all(any(part.startswith(word) for part in parts) for word in words)
    return WORD_STARTS if are_starts else NO_MATCH


def find_parts(file: Store, words: Sequence[str]) -> Iterator[PartHit]:
    """Yields the parts in a store whose characters match the folded words."""
    likes = " AND ".join([_LIKE] * len(words))
    patterns = [f"%{word[:MAX_NAME_LENGTH]}%" for word in words]
    rows = file.rows(_CREDITS.format(likes=likes), patterns, (int, str))
    entries = [entry for entry, json in rows if _may_contain(words, json)]
    for entry, credits_ in file.load_credits(entries).items():
        first_id = entry >> SOURCE_SHIFT << SOURCE_SHIFT
        for number, job, character in credits_:
            if job == codec.CAST and (closeness := match_character(words, character)):
                yield PartHit(entry, first_id | number, character, closeness)


def _may_contain(words: Sequence[str], json: str) -> bool:
    """Whether credits contain these words; folds only the parts that need it, for speed."""
    text = json.lower().replace("'", "").replace("’", "")
    if text.isascii() or all(word in text for word in words):
        return all(word in text for word in words)
    text += f" {fold(' '.join(part for part in text.split() if not part.isascii()))}"
    return all(word in text for word in words)


def sources_with_characters(catalogue: Catalogue) -> list[str]:
    """Returns the names of the sources that name characters."""
    return [
        source.name
        for file in catalogue.stores
        for source in file.sources.values()
        if file.rows(_ANY, [source.id << SOURCE_SHIFT, source.id << SOURCE_SHIFT | LOCAL_MASK])
    ]
