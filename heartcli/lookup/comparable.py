"""Picks the facts about a film that can be compared with those about other films.

Like goes with like: takings in one place, scores by one site, one award.
"""

from collections.abc import Iterator
from typing import NamedTuple

from heartcli.catalogue.search.normalize import name_key
from heartcli.lookup.awards import count_awards
from heartcli.lookup.sections import plain_text
from heartcli.model.film import Film
from heartcli.model.records import Dispute, Figure, Rating, Record, Strings
from heartcli.text.display import join_with_and, with_article
from heartcli.text.folding import fold, fold_words

KINDS = ("year", "director", "minutes", "genres", "cost", "takings", "rating", "award")
_TAKINGS = frozenset(  # words in the names of figures for a film's whole run
    ("box", "office", "gross", "takings", "total", "worldwide", "domestic", "us", "in", "the")
)
_SHORT_PLACES = {"United States": "the US"}


class Fact(NamedTuple):
    """A fact about a film; `text` is empty if it isn't known."""

    kind: str
    name: str
    text: str = ""
    sources: Strings = ()
    disputes: tuple[Dispute, ...] = ()
    share: float | None = None  # of the highest possible score

    @property
    def key(self) -> str:
        """A key that facts about several films share if they can be compared."""
        return f"{self.kind} {name_key(self.name)}"


def facts_of(film: Film) -> Iterator[Fact]:
    """The facts about a film: what it is, then money, scores and awards."""
    yield from _head_facts(film)
    yield from _costs(film)
    yield from _takings(film)
    yield from _scores(film)
    for count in count_awards(film.awards):
        yield Fact("award", count.name, count.text, count.sources)


def _head_facts(film: Film) -> Iterator[Fact]:
    yield _head_fact(film, "year", "Year")
    sources = dict.fromkeys(name for m in film.director_credits for name in m.sources)
    yield Fact("director", "Director", join_with_and(film.directors), tuple(sources))
    edition = next((edition for edition in film.editions if edition.minutes), None)
    if edition:
        yield _fact("minutes", "Running time", f"{edition.minutes} min", edition, "minutes")
    yield _head_fact(film, "genres", "Genres")


def _head_fact(film: Film, field: str, name: str) -> Fact:
    disputes = tuple(dispute for dispute in film.disputes if dispute.field == field)
    text = plain_text(getattr(film, field))
    return Fact(field, name, text, film.cited.get(field, ()), disputes)


def _fact(kind: str, name: str, text: str, record: Record, field: str) -> Fact:
    doubt = " (doubtful)" if record.doubtful else ""
    return Fact(kind, name, text + doubt, record.sources, tuple(record.disputes_of(field)))


def _costs(film: Film) -> Iterator[Fact]:
    """Yields the budget; other costs, such as a loan, aren't comparable."""
    for figure in film.figures:
        if figure.topic == "cost" and fold(figure.name) == "budget":
            yield _fact("cost", "Cost", figure.format_amount(figure.amount), figure, "amount")
            return


def _takings(film: Film) -> Iterator[Fact]:
    """Yields what the film took in its whole run, worldwide and in single places."""
    for figure in film.figures:
        if figure.topic == "box office" and figure.currency and (name := _takings_name(figure)):
            yield _fact("takings", name, figure.format_amount(figure.amount), figure, "amount")


def _takings_name(figure: Figure) -> str:
    """Says where the money came in; "" if the figure is for a weekend, say."""
    name, _, place = figure.name.partition(", ")  # Box office, Germany
    place = figure.place or place
    if not _TAKINGS.union(fold_words(place)).issuperset(fold_words(name)):
        return ""
    return (
        f"Took in {_SHORT_PLACES.get(place) or with_article(place)}" if place else "Took worldwide"
    )


def _scores(film: Film) -> Iterator[Fact]:
    for rating in film.ratings:
        if rating.score is not None:
            yield _score(rating, rating.score)


def _score(rating: Rating, score: float) -> Fact:
    is_percentage = rating.out_of in (None, 100)
    text = f"{score:g}" if is_percentage else f"{score:g} of {rating.out_of:g}"
    share = score / rating.out_of if rating.out_of else None
    return _fact("rating", rating.by, text, rating, "score")._replace(share=share)
