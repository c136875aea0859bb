"""Searches the text of films for matching records, best first.

A query word matches record words that are the same, begin with it, share its stem or, from four
letters up, are one typo away. A match counts for more if the word is rare in the films searched or
part of a name. Records that match all the query's words come first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil, log
from typing import NamedTuple

from heartcli.library.messages import film_title, words_left_out
from heartcli.lookup.sections import cited_sources, hidden_data, record_notes, sentence_data
from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import FieldValue, Record, Strings
from heartcli.model.sections import SECTIONS
from heartcli.text.display import plural, quote
from heartcli.text.folding import MAX_WORDS, fold_words, is_within_one_edit

# How similar a query word is to a record's word, by type of match.
_SAME, _PLURAL, _SAME_STEM, _PREFIX, _TYPO = 1.0, 0.9, 0.7, 0.6, 0.5
_PREFIX_LENGTH = 0.3  # added to _PREFIX, times the share of the word that was typed
_MIN_FUZZY_LENGTH = 4  # letters; shorter words match exactly or as a prefix
_MIN_STEM, _STEM_SHARE = 5, 0.7  # letters in a stem: minimum, and share of the longer word
# A word's weight by where it appears; in ordinary text, it's 1.
_IN_NAME, _IN_CONTEXT = 1.5, 0.45
_WHOLE_NAME_BONUS = 0.3  # if the query has every word of a name in the record
_LENGTH_PENALTY = 0.15  # times the logarithm of the record's length in words
_NOT_SEARCHED = ("id", "sources", "disputes")
_STOPWORDS = (
    *("a", "an", "and", "are", "as", "at", "by", "did", "do", "does", "for", "from", "had"),
    *("has", "have", "he", "her", "his", "how", "in", "is", "it", "its", "of", "on", "or"),
    *("s", "she", "that", "the", "their", "they", "this", "to", "was", "were", "what"),
    *("when", "where", "which", "who", "whom", "whose", "why", "will", "with", "you"),
)


class Hit(NamedTuple):
    """A matching record."""

    score: float
    film: Film
    section: str
    record: Record
    words: frozenset[str]  # the matched words, folded


class Lead(NamedTuple):
    """Something that matches elsewhere, and the command that shows it."""

    kind: str  # person, title or shelf
    text: str
    number: int  # of films or results
    command: str

    def data(self) -> JsonObject:
        """The lead as JSON."""
        about = {"kind": self.kind, "text": self.text, "count": self.number}
        return about | {"command": self.command}


class _Entry(NamedTuple):
    """A record prepared for searching."""

    film: Film
    section: str
    record: Record
    weights: dict[str, float]  # folded word → weight
    names: list[set[str]]  # the words of each name in it
    length: int  # number of words in its sentence


@frozen
class SearchResult(Frozen):
    """The hits of a search, best first."""

    query: str
    film: Film | None  # set if only one was searched
    hits: list[Hit]
    total: int  # number of all hits; `hits` may hold fewer
    hidden: int  # number of spoilers left out
    note: str = ""  # says if part of the query was ignored
    leads: tuple[Lead, ...] | None = None  # what else matches elsewhere; None if heart didn't look
    is_exact: bool = True  # whether a hit has every word of the query, without typos

    def data(self) -> JsonObject:
        hits = [
            {"film": hit.film.id, **sentence_data(hit.section, hit.record)} for hit in self.hits
        ]
        data = {"query": self.query, "found": self.total, "hits": hits, **hidden_data(self.hidden)}
        films = [
            film.header() | film.sources_data(cited_sources(hit.record for hit in hits))
            for film, hits in self.by_film()
        ]
        if self.film is None:
            return {"films": films, **data}
        leads = {"elsewhere": [lead.data() for lead in self.leads]} if self.leads else {}
        sources = films[0]["sources"] if films else {}
        return {"film": self.film.header(), **data, **leads, "sources": sources}

    def by_film(self) -> list[tuple[Film, list[Hit]]]:
        """The hits grouped by film; the film with the best hit comes first."""
        films = {id(hit.film): hit.film for hit in self.hits}
        return [(film, [hit for hit in self.hits if hit.film is film]) for film in films.values()]

    def with_leads(self, leads: Iterable[Lead]) -> "SearchResult":
        """Returns this result with matches elsewhere."""
        return SearchResult(**(dict(self.items()) | {"leads": tuple(leads)}))

    def messages(self) -> Iterator[str]:
        """Says whether nothing matches, and what matches elsewhere."""
        if not self.hits or (self.leads and not self.is_exact):
            closeness = " exactly" if self.hits else ""
            yield f"Nothing {self._place} matches {quote(self.query)}{closeness}"
        if self.hidden and not self.hits:
            yield f"{plural(self.hidden, 'spoiler')} hidden: --spoilers"
        for lead in self.leads or ():
            yield f"{lead.text}. Try: {lead.command}"

    @property
    def _place(self) -> str:
        """Names what was searched: "in Jaws (1975)"."""
        if self.film is None:
            return "on your shelf"
        name = film_title(self.film.title, self.film.year)
        is_everywhere = self.leads == () and not self.hidden
        return f"in {name}, on your shelf or in the catalogue" if is_everywhere else f"in {name}"

    def rows(self) -> Iterator[Strings]:
        for hit in self.hits:
            record, notes = hit.record, record_notes(hit.record)
            yield hit.film.id, record.id, record.sentence, notes, ",".join(record.sources)


def search(
    query: str,
    films: Iterable[Film],
    *,
    spoilers: bool,
    limit: int,
    single_film: Film | None = None,
) -> SearchResult:
    """Searches films for a query; `limit` is 0 for all hits. Pass `single_film` if there is one."""
    entries = [entry for film in films for entry in _index(film)]
    words = list(dict.fromkeys(fold_words(query)))
    words = [word for word in words if word not in _STOPWORDS] or words
    similar = _similar_words(words[:MAX_WORDS], entries)
    matches = [hit for entry in entries if (hit := _score_entry(entry, similar))]
    shown = [hit for hit in matches if spoilers or not hit.record.spoiler]
    return SearchResult(
        query=query,
        film=single_film,
        hits=sorted(shown, key=lambda hit: -hit.score)[: limit or None],
        total=len(shown),
        hidden=len(matches) - len(shown),
        note=words_left_out(len(words)),
        is_exact=any(_has_all_words(hit, words) for hit in shown),
    )


def _has_all_words(hit: Hit, words: Sequence[str]) -> bool:
    """Whether a record has every word of the query; plurals and prefixes count."""
    return all(any(_is_same_word(word, match) for match in hit.words) for word in words)


def _is_same_word(word: str, candidate: str) -> bool:
    return candidate.startswith(word) or _singular(word) == _singular(candidate)


def _index(film: Film) -> Iterator[_Entry]:
    for section, record in film.records():
        weights = dict.fromkeys(SECTIONS[section].search_words.split(), _IN_CONTEXT)
        slug = record.id.split("/")[1].replace("-", " ")
        names: list[str] = []
        _add_weights(weights, [slug], _IN_CONTEXT)
        for dispute in record.disputes:
            _add_weights(weights, [dispute.says, *_field_texts(dispute.value)], _IN_CONTEXT)
        for field, value in record.items():
            texts = [] if field in _NOT_SEARCHED else _field_texts(value)
            is_name = field in SECTIONS[section].name_fields
            _add_weights(weights, texts, _IN_NAME if is_name else 1.0)
            names += texts if is_name else []
        for name in names:
            _add_weights(weights, film.people[name].also if name in film.people else (), 1.0)
        if not record.ID_FIELDS:
            names.append(slug)  # written by hand, so it counts as a name
        name_words = [set(fold_words(name)) for name in names]
        length = len(record.sentence.split())
        yield _Entry(film, section, record, weights, name_words, length)


def _field_texts(value: FieldValue) -> list[str]:
    """The texts that a search can find a field's value by."""
    if isinstance(value, Date):
        return [value.text, value.words]
    if isinstance(value, tuple):
        return [part for part in value if isinstance(part, str)]
    if value is None or isinstance(value, bool):
        return []
    return [f"{value:,} {value}" if isinstance(value, int) else str(value)]


def _add_weights(weights: dict[str, float], texts: Iterable[str], weight: float) -> None:
    for text in texts:
        for word in fold_words(text):
            weights[word] = max(weights.get(word, 0), weight)


def _similar_words(query: list[str], entries: list[_Entry]) -> list[dict[str, float]]:
    """For each query word, the words in records that match it, with their scores."""
    counts = Counter(word for entry in entries for word in entry.weights)
    # Each word's inverse document frequency.
    rarity = {word: log(1 + len(entries) / count) for word, count in counts.items()}
    return [
        {
            candidate: similarity * rare
            for candidate, rare in rarity.items()
            if (similarity := _similarity(word, candidate))
        }
        for word in query
    ]


def _score_entry(entry: _Entry, similar: list[dict[str, float]]) -> Hit | None:
    """Scores a record; None if it matches fewer than half of the query's words."""
    scores: list[float] = []
    matched: set[str] = set()
    for candidates in similar:
        common = candidates.keys() & entry.weights
        if common:
            score, word = max((candidates[word] * entry.weights[word], word) for word in common)
            scores.append(score)
            matched.add(word)
    if not scores or len(scores) < len(similar) / 2:
        return None
    named = max((len(matched & name) / len(name) for name in entry.names if name), default=0.0)
    score = sum(scores) * (
        (len(scores) / len(similar)) ** 2
        * (1 + _WHOLE_NAME_BONUS * named)
        / (1 + _LENGTH_PENALTY * log(1 + entry.length))
    )
    return Hit(score, entry.film, entry.section, entry.record, frozenset(matched))


def _similarity(word: str, candidate: str) -> float:
    """Rates how similar a query word and a record's word are, from 0 (different) to 1 (equal)."""
    if word == candidate:
        return _SAME
    if len(word) >= 3 and candidate.startswith(word):
        return _PREFIX + _PREFIX_LENGTH * len(word) / len(candidate)
    if candidate.isdecimal() or min(len(word), len(candidate)) < _MIN_FUZZY_LENGTH:
        return 0.0
    if _singular(word) == _singular(candidate):
        return _PLURAL
    stem = max(_MIN_STEM, ceil(_STEM_SHARE * max(len(word), len(candidate))))
    if word[:stem] == candidate[:stem]:
        return _SAME_STEM
    return _TYPO if is_within_one_edit(word, candidate) else 0.0


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
