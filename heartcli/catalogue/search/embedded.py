"""Films whose whole title stands within a text among other words: "alien ridley scott".

The other words are better if they are of who made the film, or of what kind it is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from heartcli.catalogue.codec import split_list
from heartcli.catalogue.models import CAST
from heartcli.catalogue.search.normalize import STOPWORDS, expand_words, title_key
from heartcli.catalogue.search.people import people_by_job
from heartcli.catalogue.search.similarity import same_word
from heartcli.catalogue.store import Entry, Store
from heartcli.text.folding import fold_words

_MOST_WORDS = 12
_MOST_COMPARED = 20
_LONG = 6  # letters of a word that may have an error
_TELLING = 4  # letters; a shorter title stands in many a text
_ALL_EXPLAINED, _NONE_EXPLAINED, _LONGER = 0.92, 0.45, 0.25
# What people and programs write beside a title.
_BESIDE = STOPWORDS | {
    "watch", "online", "free", "full", "hd", "dvd", "disney", "disneys", "walt", "pixar", "marvel",
    "special", "extended", "edition", "directors", "director", "cut", "redux", "uncut", "unrated",
    "remastered", "anniversary", "theatrical", "version", "original", "brothers", "starring",
}  # fmt: skip


def find_embedded_titles(
    store: Store, text: str, among: Container[int] | None
) -> Iterator[tuple[Entry, float]]:
    """The best known films, of all or among these, with a title within a text; how likely each."""
    told = expand_words(text)
    if not 1 < len(told) <= _MOST_WORDS:
        return
    spans = {title_key(" ".join(told[i:j])): (i, j) for i, j in _spans(told)}
    found = {
        entry: spans[own]
        for n in store.sources
        for own, entry in store.select_in(
            f"SELECT key, entry FROM exact_{n} WHERE key IN", spans, types=(str, int)
        )
        if among is None or entry in among
    }
    some = store.keep_most_popular(list(found), _MOST_COMPARED, None)
    about = people_by_job(store, some, ["Director", CAST])
    for entry in store.load_entries(some):
        i, j = found[entry.id]
        known = {*fold_words(" ".join((*about[entry.id].values(), *split_list(entry.genres))))}
        rest = [word for word in told[:i] + told[j:] if word not in _BESIDE]
        if like := _likely(rest, known, "".join(told[i:j])):
            yield entry, like


def _spans(told: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a title may begin and end: at either end of the text, but for words beside it."""
    first = next((i for i, word in enumerate(told) if word not in _BESIDE), 0)
    last = next((j for j in range(len(told), 0, -1) if told[j - 1] not in _BESIDE), len(told))
    for i, j in ((0, len(told)), (first, last)):
        yield from ((i, end) for end in range(i + 1, j))
        yield from ((begin, j) for begin in range(i + 1, j))
    yield first, last


def _likely(rest: Sequence[str], known: Iterable[str], title: str) -> float:
    length = sum(map(len, rest))
    if not length:
        return _ALL_EXPLAINED
    explained = sum(len(word) for word in rest if any(_is_of(word, own) for own in known))
    if explained < length and len(title) < _TELLING:
        return 0.0
    share = len(title) / (len(title) + length)
    least = _NONE_EXPLAINED + _LONGER * share
    return least + (_ALL_EXPLAINED - least) * explained / length


def _is_of(word: str, own: str) -> bool:
    """Whether a word is one of a name; games are not of James."""
    return word == own or (len(word) >= _LONG and same_word(word, own))
