"""Text → the records that match it, best first.

A word of the query is looked for among the words of a record: whole, as a beginning, or with one
typing error (a letter wrong, missing, too many, or two swapped; in words of four letters and more).
Words weigh by how rare they are in what is searched, and by where they stand: in a name, or in the
text; a record that has all of the query's words stands before one that misses some.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import ceil, log
from typing import Any, NamedTuple

from heartcli.lookup.sections import cites, hidden, line_data, notes
from heartcli.model.dates import Date
from heartcli.model.film import Film, named, sources_data
from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Record, Strings
from heartcli.text.folding import fold_words, is_one_edit_apart, word_spans

_WHOLE, _BEGINS, _ERROR = 1.0, 0.6, 0.5
_IN_NAME, _IN_CONTEXT = 1.5, 0.45  # against 1 in the text
_SHORTEST_WITH_ERROR = 4
_SHORTEST_STEM, _OF_ONE_STEM = 5, 0.7  # "cinematographer" is of one stem with "cinematography"
_WHOLE_NAME = 0.3  # how much it counts for a hit that all of a name was asked for
_LONG_TEXT = 0.15  # how much a long text counts against a hit
_MOST_WORDS = 64  # of a query; of a longer one the first
_COMMON = (
    *("a", "an", "and", "are", "as", "at", "by", "did", "do", "does", "for", "from", "had"),
    *("has", "have", "he", "her", "his", "how", "in", "is", "it", "its", "of", "on", "or"),
    *("s", "she", "that", "the", "their", "they", "this", "to", "was", "were", "what"),
    *("when", "where", "which", "who", "whom", "whose", "why", "will", "with", "you"),
)
_NAMES = (
    *("title", "place", "performer", "character", "name", "role", "job", "critic", "publication"),
    *(
        "by",
        "award",
        "category",
        "performers",
        "writers",
        "people",
        "medium",
        "edition",
        "certificate",
    ),
)
# What people call a section's records, beside what they say.
_SECTION_WORDS = {
    "titles": "title called abroad country",
    "cast": "cast actor actress plays played role",
    "crew": "crew made",
    "companies": "company companies studio",
    "plot": "plot story scene",
    "production": "production making made",
    "songs": "song songs music track soundtrack",
    "editions": "edition version cut running time length minutes long",
    "releases": "release released date opened",
    "certificates": "certificate rated rating age",
    "figures": "money cost figure number",
    "reviews": "review critic critics said",
    "ratings": "rating score",
    "awards": "award awards prize oscar oscars nomination nominated",
    "legacy": "legacy influence after",
}


class Hit(NamedTuple):
    """A record that matches, with how well, and where in its line the query's words stand."""

    score: float
    film: Film
    section: str
    record: Record
    marked: list[tuple[int, int]]


class _Entry(NamedTuple):
    film: Film
    section: str
    record: Record
    weights: dict[str, float]  # folded word → what it counts for here
    names: list[set[str]]  # the words of each name that it has
    length: int


@frozen
class Hits(Frozen):
    """What a search found, best first; with one film, or over many."""

    query: str
    film: Film | None
    hits: list[Hit]
    found: int  # how many there are; `hits` may be fewer
    hidden: int
    note: str = ""  # what of the query was not searched for

    def data(self) -> dict[str, Any]:
        found = [{"film": hit.film.id, **line_data(hit.section, hit.record)} for hit in self.hits]
        told = {"query": self.query, "found": self.found, "hits": found} | hidden(self.hidden)
        films = [
            named(film) | sources_data(film, cites([[hit.record for hit in hits]]))
            for film, hits in self.by_film()
        ]
        if self.film is None:
            return {"films": films} | told
        sources = films[0]["sources"] if films else {}
        return {"film": named(self.film)} | told | {"sources": sources}

    def by_film(self) -> list[tuple[Film, list[Hit]]]:
        """The hits of each film, the film of the best hit first."""
        films = {id(hit.film): hit.film for hit in self.hits}
        return [(film, [hit for hit in self.hits if hit.film is film]) for film in films.values()]

    def rows(self) -> Iterator[Strings]:
        for hit in self.hits:
            record = hit.record
            yield hit.film.id, record.id, record.sentence, notes(record), ",".join(record.sources)


def search(
    query: str,
    films: Iterable[Film],
    *,
    spoilers: bool,
    limit: int,
    one: Film | None = None,
) -> Hits:
    """The best hits in the films, at most `limit`; `one` where a single film is searched."""
    entries = [entry for film in films for entry in _entries(film)]
    asked = _words_of(query)
    near = _near(asked[:_MOST_WORDS], _rarity(entries))
    hits = [hit for entry in entries if (hit := _hit(entry, near))]
    shown = [hit for hit in hits if spoilers or not hit.record.spoiler]
    best = sorted(shown, key=lambda hit: -hit.score)[:limit]
    left_out = len(hits) - len(shown)
    note = ""
    if len(asked) > _MOST_WORDS:
        note = f"the search is for the first {_MOST_WORDS} words of {len(asked):,}"
    return Hits(query=query, film=one, hits=best, found=len(shown), hidden=left_out, note=note)


def _entries(film: Film) -> Iterator[_Entry]:
    for section, record in film.records():
        weights: dict[str, float] = dict.fromkeys(_SECTION_WORDS[section].split(), _IN_CONTEXT)
        slug = record.id.split("/")[1].replace("-", " ")
        names = (
            [] if record.ID_FIELDS else [set(fold_words(slug))]
        )  # an id that somebody gave is a name, too
        for dispute in record.disputes:
            _weigh(weights, [dispute.says, *_as_words(dispute.value)], _IN_CONTEXT)
        _weigh(weights, [slug], _IN_CONTEXT)
        for field, value in record.items():
            if field not in ("id", "sources", "disputes"):
                texts = _as_words(value)
                _weigh(weights, texts, _IN_NAME if field in _NAMES else 1.0)
                names += [set(fold_words(text)) for text in texts] if field in _NAMES else []
                for name in texts if field in _NAMES else ():
                    _weigh(weights, film.people[name].also if name in film.people else (), 1.0)
        yield _Entry(film, section, record, weights, names, len(record.sentence.split()))


def _as_words(value: Any) -> list[str]:
    if isinstance(value, Date):
        return [value.text, value.words]
    if isinstance(value, tuple):
        return [part for part in value if isinstance(part, str)]
    return (
        []
        if value is None or isinstance(value, bool)
        else [f"{value:,} {value}" if isinstance(value, int) else str(value)]
    )


def _weigh(weights: dict[str, float], texts: Iterable[str], weight: float) -> None:
    for text in texts:
        for word in fold_words(text):
            weights[word] = max(weights.get(word, 0), weight)


def _words_of(query: str) -> list[str]:
    """The words of a query that are searched for: common ones only if there are no others."""
    found = list(dict.fromkeys(fold_words(query)))
    return [word for word in found if word not in _COMMON] or found


def _rarity(entries: list[_Entry]) -> dict[str, float]:
    """How much a word tells: the rarer, the more (inverse document frequency)."""
    counts = Counter(word for entry in entries for word in entry.weights)
    return {word: log(1 + len(entries) / count) for word, count in counts.items()}


def _near(query: list[str], rarity: dict[str, float]) -> list[dict[str, float]]:
    """For each word of a query the words of records that match it, with what each counts for."""
    return [
        {has: match * rare for has, rare in rarity.items() if (match := _match(word, has))}
        for word in query
    ]


def _hit(entry: _Entry, near: list[dict[str, float]]) -> Hit | None:
    score, found = 0.0, 0
    matched: set[str] = set()
    for matches in near:
        best, best_word = max(
            ((matches[has] * entry.weights[has], has) for has in matches.keys() & entry.weights),
            default=(0.0, ""),
        )
        if best:
            score += best
            found += 1
            matched.add(best_word)
    if not found or (found < len(near) and found < (len(near) + 1) // 2):
        return None
    named = max((len(matched & name) / len(name) for name in entry.names if name), default=0.0)
    score *= (
        (found / len(near)) ** 2
        * (1 + _WHOLE_NAME * named)
        / (1 + _LONG_TEXT * log(1 + entry.length))
    )
    marked = [
        (start, end) for word, start, end in word_spans(entry.record.sentence) if word in matched
    ]
    return Hit(score, entry.film, entry.section, entry.record, marked)


def _match(word: str, has: str) -> float:
    if word == has:
        return _WHOLE
    if len(word) >= 3 and has.startswith(word):
        return _BEGINS + 0.3 * len(word) / len(has)
    if has.isdecimal() or min(len(word), len(has)) < _SHORTEST_WITH_ERROR:
        return 0.0
    if _singular(word) == _singular(has):
        return 0.9
    stem = max(_SHORTEST_STEM, ceil(_OF_ONE_STEM * max(len(word), len(has))))
    if word[:stem] == has[:stem]:
        return 0.7
    return _ERROR if is_one_edit_apart(word, has) else 0.0


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
