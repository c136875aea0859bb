"""Picks the facts about a film that can be compared with those about other films.

Only like is compared with like: takings in one place, scores from one site, one award.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from heartcli.catalogue.search.normalize import name_key
from heartcli.lookup.awards import OTHER_AWARDS, AwardCount, count_awards
from heartcli.lookup.money import is_cost, takings_label
from heartcli.lookup.sections import others_in_words, plain_text
from heartcli.model.film import Film
from heartcli.model.records import Record, Strings
from heartcli.text.display import join_with_and

KINDS = (  # in the order of their rows
    "year", "director", "minutes", "genres", "cost", "takings", "rating", "own rating", "award",
    "other awards",
)  # fmt: skip


class Fact(NamedTuple):
    """A fact about a film; `text` is empty if it isn't known."""

    kind: str
    name: str
    text: str = ""
    sources: Strings = ()
    others: str = ""  # what other sources say
    share: float | None = None  # of the highest possible score

    @property
    def key(self) -> str:
        """A key that facts about several films share if they can be compared."""
        return f"{self.kind} {name_key(self.name)}"


def facts_of(films: Sequence[Film]) -> list[list[Fact]]:
    """Returns the facts about each film: those at its head, then money, scores and awards."""
    awards = count_awards([film.awards for film in films])
    return [
        [*_facts_of_one(film), *(_award_fact(count) for count in counts)]
        for film, counts in zip(films, awards, strict=True)
    ]


def _facts_of_one(film: Film) -> Iterator[Fact]:
    yield from _head_facts(film)
    yield from _costs(film)
    yield from _takings(film)
    yield from _scores(film)
    if film.viewing.ratings:
        yield Fact("own rating", "Your rating", film.viewing.rating_text)


def _award_fact(count: AwardCount) -> Fact:
    kind = "other awards" if count.name == OTHER_AWARDS else "award"
    return Fact(kind, count.name, count.text, count.sources)


def _head_facts(film: Film) -> Iterator[Fact]:
    yield _head_fact(film, "year", "Year")
    sources = dict.fromkeys(name for m in film.director_credits for name in m.sources)
    yield Fact("director", "Director", join_with_and(film.directors), tuple(sources))
    edition = next((edition for edition in film.editions if edition.minutes), None)
    if edition and edition.minutes:
        yield _record_fact("minutes", "Running time", edition, "minutes", "{:g} min".format)
    yield _head_fact(film, "genres", "Genres")


def _head_fact(film: Film, field: str, name: str) -> Fact:
    disputes = (dispute for dispute in film.disputes if dispute.field == field)
    text, others = plain_text(getattr(film, field)), others_in_words(disputes, "{:g}".format)
    return Fact(field, name, text, film.cited.get(field, ()), others)


def _record_fact(
    kind: str, name: str, record: Record, field: str, format_: Callable[[float], str]
) -> Fact:
    doubt = " (doubtful)" if record.doubtful else ""
    text = format_(getattr(record, field)) + doubt
    others = others_in_words(record.disputes_of(field), format_)
    return Fact(kind, name, text, record.sources, others)


def _costs(film: Film) -> Iterator[Fact]:
    """Yields the budget; other costs, such as a loan, aren't comparable."""
    for figure in film.figures:
        if is_cost(figure):
            yield _record_fact("cost", "Cost", figure, "amount", figure.format_amount)
            return


def _takings(film: Film) -> Iterator[Fact]:
    """Yields what the film took in its whole run, worldwide and in single places."""
    for figure in film.figures:
        if figure.currency and (name := takings_label(figure)):
            yield _record_fact("takings", name, figure, "amount", figure.format_amount)


def _scores(film: Film) -> Iterator[Fact]:
    for rating in film.ratings:
        if rating.score is not None:
            fact = _record_fact("rating", rating.by, rating, "score", rating.format_score)
            yield fact._replace(share=rating.score / rating.out_of if rating.out_of else None)
