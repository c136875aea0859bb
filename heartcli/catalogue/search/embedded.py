"""Finds films whose full title is part of a longer query: "alien ridley scott".

A film scores higher if the other words name its director, cast or genres.
"""

from collections.abc import Container, Iterable, Iterator, Sequence

from heartcli.catalogue.codec import CAST, split_list
from heartcli.catalogue.search.normalize import STOPWORDS, expand_words, title_key
from heartcli.catalogue.search.people import people_by_job
from heartcli.catalogue.search.similarity import same_word
from heartcli.catalogue.store import Entry, Store
from heartcli.text.folding import fold_words

_MAX_WORDS = 12  # in a query
_MAX_COMPARED = 20  # films
_MIN_FUZZY_LENGTH = 6  # letters; shorter words must be spelled correctly
ALL_EXPLAINED = 0.92  # similarity if a film's facts explain all the other words
_NONE_EXPLAINED, _LONG_TITLE_BONUS = 0.45, 0.25  # similarity if they explain none of them
# Words that people and programs add to titles.
_FILLER_WORDS = STOPWORDS | {
    "watch", "online", "free", "full", "hd", "dvd", "disney", "disneys", "walt", "pixar", "marvel",
    "special", "extended", "edition", "directors", "director", "cut", "redux", "uncut", "unrated",
    "remastered", "anniversary", "theatrical", "version", "original", "brothers", "starring",
}  # fmt: skip


def find_embedded_titles(
    store: Store, text: str, allowed: Container[int] | None
) -> Iterator[tuple[Entry, float]]:
    """Yields the most popular entries whose title is part of a query, each with its similarity."""
    words = expand_words(text)
    if not 1 < len(words) <= _MAX_WORDS:
        return
    spans = {title_key(" ".join(words[i:j])): (i, j) for i, j in _title_spans(words)}
    matches = {
        entry_id: spans[key]
        for source_id in store.sources
        for key, entry_id in store.select_in(
            f"SELECT key, entry FROM title_keys_{source_id} WHERE key IN", spans, types=(str, int)
        )
        if allowed is None or entry_id in allowed
    }
    best_known = store.keep_most_popular(list(matches), _MAX_COMPARED, None)
    people = people_by_job(store, best_known, ["Director", CAST])
    for entry in store.load_entries(best_known):
        i, j = matches[entry.id]
        others = [word for word in words[:i] + words[j:] if word not in _FILLER_WORDS]
        facts = {*fold_words(" ".join(split_list(entry.genres)))}
        for name in people[entry.id].values():
            parts = fold_words(name)
            is_named = any(_is_explained(word, parts[1:]) for word in others)
            facts |= {*(parts if is_named or len(parts) == 1 else parts[1:])}
        yield entry, _similarity("".join(words[i:j]), others, facts)


def _title_spans(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Possible positions of a title: at either end of the query, with or without filler words."""
    telling = [i for i, word in enumerate(words) if word not in _FILLER_WORDS]
    first, last = (telling[0], telling[-1] + 1) if telling else (0, len(words))
    for i, j in ((0, len(words)), (first, last)):
        yield from ((i, end) for end in range(i + 1, j))
        yield from ((start, j) for start in range(i + 1, j))
    yield first, last


def _similarity(title: str, other_words: Sequence[str], facts: Iterable[str]) -> float:
    length = sum(map(len, other_words))
    explained = sum(len(word) for word in other_words if _is_explained(word, facts))
    if explained == length:
        return ALL_EXPLAINED
    minimum = _NONE_EXPLAINED + _LONG_TITLE_BONUS * len(title) / (len(title) + length)
    return minimum + (ALL_EXPLAINED - minimum) * explained / length


def _is_explained(word: str, facts: Iterable[str]) -> bool:
    """Whether a word is among the facts; long words may contain typos."""
    return any(
        word == fact or (len(word) >= _MIN_FUZZY_LENGTH and same_word(word, fact)) for fact in facts
    )
