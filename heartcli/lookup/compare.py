"""Compares films: their facts side by side, what they all share, and what only one has."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from heartcli.catalogue.search.normalize import facet_token
from heartcli.lookup.comparable import KINDS, Fact, facts_of
from heartcli.lookup.credited import Shared, may_be_namesakes, shared_companies, shared_people
from heartcli.lookup.sections import cited_sources, hidden_data
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen, to_data
from heartcli.model.records import Strings
from heartcli.text.folding import fold_words

MAX_FILMS = 5
FACETS = {"genres": "genre", "countries": "country", "languages": "language"}
_HEAD = ("title", "year", *FACETS)
_IN_DOCUMENT = ("editions", "figures", "ratings", "awards")
_SECTIONS = ("cast", "crew", "companies", *_IN_DOCUMENT)
Facets = dict[str, Strings]  # genres, countries and languages


class Row(NamedTuple):
    """Facts about each film that can be compared; the text is empty if a film has none."""

    kind: str
    name: str
    values: tuple[Fact, ...]


@frozen
class Comparison(Frozen):
    """Films side by side."""

    films: tuple[Film, ...]
    facts: tuple[Row, ...]
    people: tuple[Shared, ...]  # those credited in every film
    companies: tuple[Shared, ...]
    facets: dict[str, dict[str, list[bool]]]  # field → genre, say → whether each film has it
    possible_namesakes: Strings  # names in `people` that may belong to several people
    hidden: int  # number of spoilers left out

    @property
    def common(self) -> Facets:
        """The genres, countries and languages of every film."""
        return self._facets_of(all)

    def only_in(self, film_number: int) -> Facets:
        """The genres, countries and languages of one film and no other."""
        return self._facets_of(lambda has: has[film_number] and sum(has) == 1)

    def not_shared(self, film_number: int) -> Facets:
        """The genres, countries and languages of a film that not every film has."""
        return self._facets_of(lambda has: has[film_number] and not all(has))

    def _facets_of(self, is_meant: Callable[[Sequence[bool]], bool]) -> Facets:
        return {
            field: tuple(name for name, has in table.items() if is_meant(has))
            for field, table in self.facets.items()
        }

    def data(self) -> JsonObject:
        shared = {"people": _shared_data(self.people), "companies": _shared_data(self.companies)}
        only = tuple(self.only_in(number) for number in range(len(self.films)))
        return {
            "films": [_film_data(film) for film in self.films],
            "shared": shared | to_data(self.common, empty_lists=True),
            "only": to_data(only, empty_lists=True),
            "possible_namesakes": list(self.possible_namesakes),
            **hidden_data(self.hidden),
        }

    def rows(self) -> Iterator[Strings]:
        yield "film", "id", *(film.id for film in self.films)
        yield "film", "title", *(film.title for film in self.films)
        for kind, name, values in self.facts:
            others = (value.others for value in values)
            yield *_line(kind, name, [(value.text, value.sources) for value in values]), *others
        for kind, group in (("person", self.people), ("company", self.companies)):
            for credited in group:
                cells = [(", ".join(person.roles), person.sources) for person in credited]
                yield _line(kind, credited[0].name, cells)
        for field, table in self.facets.items():
            for name, has in table.items():
                yield FACETS[field], name, *("yes" if is_in else "no" for is_in in has)


def _line(kind: str, name: str, cells: Sequence[tuple[str, Strings]]) -> Strings:
    """The fields of a line of plain text: each film's value, then the sources of each."""
    return kind, name, *(text for text, _ in cells), *(",".join(sources) for _, sources in cells)


def compare(films: Sequence[Film], *, spoilers: bool) -> Comparison:
    """Compares films with each other."""
    shown = [film if spoilers else _without_spoilers(film) for film in films]
    people, companies = shared_people(shown), shared_companies(shown)
    namesakes = (credited for credited in people if may_be_namesakes(credited, films))
    return Comparison(
        films=tuple(shown),
        facts=tuple(_align(facts_of(shown))),
        people=tuple(people),
        companies=tuple(companies),
        facets={field: _facet_table(shown, field) for field in FACETS},
        possible_namesakes=tuple(credited[0].name for credited in namesakes),
        hidden=sum(map(_count, films)) - sum(map(_count, shown)),
    )


def find_repeated(films: Sequence[Film]) -> Film | None:
    """Returns a film that is among the films twice, perhaps from different files or sources."""
    pairs = combinations(films, 2)
    return next((film for film, other in pairs if _is_same_film(film, other)), None)


def _is_same_film(film: Film, other: Film) -> bool:
    """Whether two films are one: they share an id or, if neither id is known, title and year."""
    ids = [(film.ids.imdb, other.ids.imdb), (film.ids.wikidata, other.ids.wikidata)]
    known = [pair for pair in ids if all(pair)]
    if film.id == other.id or any(first == second for first, second in known):
        return True
    has_same_title = fold_words(film.title) == fold_words(other.title)
    return not known and has_same_title and film.year == other.year


def _without_spoilers(film: Film) -> Film:
    sections = {name: tuple(r for r in film.section(name) if not r.spoiler) for name in _SECTIONS}
    if sum(map(len, sections.values())) == _count(film):
        return film
    return Film(**(dict(film.items()) | sections))


def _count(film: Film) -> int:
    return sum(len(film.section(name)) for name in _SECTIONS)


def _align(facts: Sequence[Sequence[Fact]]) -> Iterator[Row]:
    """Puts comparable facts into rows, with an empty fact for each film that has none."""
    by_key = [{fact.key: fact for fact in reversed(each)} for each in facts]
    every = sorted(chain(*facts), key=lambda fact: KINDS.index(fact.kind))
    for key, (kind, name, *_) in {fact.key: fact for fact in every}.items():
        empty = Fact(kind, name)
        yield Row(kind, name, tuple(each.get(key, empty) for each in by_key))


def _facet_table(films: Sequence[Film], field: str) -> dict[str, list[bool]]:
    """Every genre, country or language, however it's spelled, and whether each film has it."""
    facets = [{facet_token(field[0], n): n for n in getattr(film, field)} for film in films]
    keys = dict.fromkeys(chain(*facets))
    names = {key: next(each[key] for each in facets if key in each) for key in keys}
    return {name: [key in each for each in facets] for key, name in names.items()}


def _shared_data(group: Sequence[Shared]) -> list[JsonObject]:
    return [
        {"name": credited[0].name, "roles": [list(person.roles) for person in credited]}
        for credited in group
    ]


def _film_data(film: Film) -> JsonObject:
    head = {"directors": film.directors, **{field: getattr(film, field) for field in FACETS}}
    cited = {field: names for field, names in film.cited.items() if field in _HEAD}
    disputes = tuple(dispute for dispute in film.disputes if dispute.field in _HEAD)
    head |= {"cited": cited, "disputes": disputes}
    sections = {name: film.section(name) for name in _IN_DOCUMENT}
    citations = [*cited.values(), *(dispute.sources for dispute in disputes)]
    sources = cited_sources(chain(film.director_credits, *sections.values()), citations)
    document: JsonObject = to_data(head | sections, empty_lists=True)
    return film.header() | document | film.viewing.data() | film.sources_data(sources)
