"""Lists the sources of a film."""

from collections import Counter
from collections.abc import Iterator

from heartcli.lookup.records import cited_sources, plain_text
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen, to_data
from heartcli.model.records import Strings


@frozen
class SourceList(Frozen):
    """The sources of a film, each with how many records cite it."""

    film: Film
    counts: dict[str, int]  # source id → records

    def data(self) -> JsonObject:
        sources = {
            name: to_data(self.film.sources[name]) | {"records": count}
            for name, count in self.counts.items()
        }
        return {"film": self.film.header(), "sources": sources}

    def rows(self) -> Iterator[Strings]:
        for name, count in self.counts.items():
            source = self.film.sources[name]
            origin = (source.author, source.publisher, source.title)
            yield name, str(count), *origin, plain_text(source.date), source.url


def list_sources(film: Film) -> SourceList:
    """Lists all sources of a film, the most cited first."""
    counts = Counter(name for _, record in film.records() for name in cited_sources([record]))
    by_count = sorted(film.sources, key=lambda name: -counts[name])
    return SourceList(film=film, counts={name: counts[name] for name in by_count})
