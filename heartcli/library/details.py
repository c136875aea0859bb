"""The details that lists of films show: running times, ratings and box office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from heartcli.catalogue.codec import BOX_OFFICE, BOX_OFFICE_TAIL, RecordFields
from heartcli.catalogue.formats import FETCHED, FORMATS
from heartcli.catalogue.search.sorting import choose_measure
from heartcli.catalogue.store import Catalogue, Entry, Store
from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.frozen import JsonObject
from heartcli.model.records import Strings

_TOPIC, _CURRENCY = BOX_OFFICE_TAIL
# The records of a film in the catalogue by section, for each store and entry id.
Sections = Mapping[tuple[Store, int], Mapping[str, Sequence[RecordFields]]]
_SECTIONS = ("ratings", "figures")  # of a film in the catalogue that hold details


class Score(NamedTuple):
    """A rating, who gives it, and the number of votes or reviews."""

    by: str
    score: float
    out_of: float
    votes: int | None = None

    def __str__(self) -> str:
        return f"{self.score:g}/{self.out_of:g}"

    def data(self) -> JsonObject:
        return {key: value for key, value in self._asdict().items() if value is not None}


class Details(NamedTuple):
    """A film's details in a list. Of several sources, the first that has a value counts."""

    minutes: int | None = None
    ratings: tuple[Score, ...] = ()
    box_office: int | None = None  # in US dollars

    def rating(self, by: str) -> Score | None:
        """Returns the rating that somebody gives, if there is one."""
        return next((rating for rating in self.ratings if rating.by == by), None)

    def data(self) -> JsonObject:
        """Returns the keys that the details add to a film's JSON."""
        document: JsonObject = {"minutes": self.minutes} if self.minutes else {}
        document["ratings"] = [rating.data() for rating in self.ratings]
        return document | ({"box_office": self.box_office} if self.box_office is not None else {})

    def cells(self) -> tuple[str, ...]:
        """Returns the details as columns: running time, ratings, most votes, and box office."""
        ratings = ", ".join(f"{rating.by} {rating}" for rating in self.ratings)
        votes = max((rating.votes or 0 for rating in self.ratings), default=0)
        box_office = "" if self.box_office is None else str(self.box_office)
        return str(self.minutes or ""), ratings, str(votes or ""), box_office


def load_sections(entries: Iterable[tuple[Store, Entry]]) -> Sections:
    """Loads the records of these entries that hold details."""
    by_store: dict[Store, list[Entry]] = {}
    for store, entry in entries:
        by_store.setdefault(store, []).append(entry)
    return {
        (store, entry_id): sections
        for store, of_store in by_store.items()
        for entry_id, (sections, _) in store.load_sections_of(of_store, _SECTIONS).items()
    }


def details_of_entries(
    entries: Sequence[tuple[Store, Entry]], loaded: Sections | None = None
) -> Details:
    """Loads the details of a film in the catalogue, given all of its entries.

    `loaded` holds what `load_sections` returns for these entries, and perhaps for others.
    """
    loaded = load_sections(entries) if loaded is None else loaded
    ratings: dict[str, Score] = {}
    box_office: int | None = None
    for store, entry in entries:
        sections = loaded[store, entry.id]
        for row in sections.get("ratings", ()):
            if row.get("score") is not None and row.get("out_of"):
                values = (row["by"], row["score"], row["out_of"], row.get("votes"))
                ratings.setdefault(row["by"], Score(*values))
        if box_office is None:
            figures = (row for row in sections.get("figures", ()) if row["name"] == BOX_OFFICE)
            dollars = (row["amount"] for row in figures if row.get("currency") == _CURRENCY)
            box_office = next(dollars, None)
    minutes = next((entry.minutes for _, entry in entries if entry.minutes), None)
    return Details(minutes, tuple(ratings.values()), box_office)


def details_of_film(film: Film) -> Details:
    """Returns the details of a film from its file.

    The running time is that of the first edition, and the box office the highest total.
    """
    minutes = next((edition.minutes for edition in film.editions if edition.minutes), None)
    ratings = (
        Score(rating.by.removesuffix(" users"), rating.score, rating.out_of, rating.votes)
        for rating in film.ratings
        if rating.score is not None and rating.out_of
    )
    totals = (
        int(figure.amount)
        for figure in film.figures
        if figure.topic == _TOPIC and figure.currency == _CURRENCY
        and not (figure.date or figure.doubtful)
    )  # fmt: skip
    return Details(minutes, tuple(ratings), max(totals, default=None))


def common_measure(details: Iterable[Details]) -> str:
    """Returns the rater that most of these films share, so that ratings can be compared."""
    counts = Counter(rating.by for film in details for rating in film.ratings)
    return choose_measure("rating", counts)


def describe_sources(catalogue: Catalogue, sources: Iterable[Strings]) -> list[str]:
    """Returns the films' sources with their dates, the most frequent source first."""
    counts = Counter(name for names in sources for name in names)
    known = {s.name: s for store in reversed(catalogue.stores) for s in store.sources.values()}
    dated: dict[str, None] = {}
    for name, _ in counts.most_common():
        if source := known.get(name):
            format_ = FORMATS[source.format]
            publisher = format_.publisher if name in (source.format, FETCHED) else name
            dated[f"{publisher}, {Date.parse(source.imported_on).words}"] = None
    return list(dated)
