"""The result of a fetch, or of a dry run."""

from collections.abc import Iterator
from contextlib import closing

from heartcli.catalogue import store
from heartcli.catalogue.fetching.documents import FetchedFilm
from heartcli.catalogue.fetching.run import FetchResult
from heartcli.catalogue.formats import FORMATS
from heartcli.errors import Notify
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings


@frozen
class RequestList(Frozen):
    """The requests that a fetch would make."""

    requests: list[str]

    def data(self) -> JsonObject:
        return {"requests": self.requests}

    def rows(self) -> Iterator[Strings]:
        return ((request,) for request in self.requests)


@frozen
class FetchSummary(Frozen):
    """The films that a fetch added, those it had already, and those it couldn't get."""

    source: str  # the import whose films were completed, or ""
    result: FetchResult
    complete: int = 0  # films of that import that aren't missing

    @property
    def is_failure(self) -> bool:
        """Whether none of the requested films is there, from this fetch or an earlier one."""
        is_empty = not (self.result.fetched or self.result.kept or self.complete)
        return bool(self.result.missing) and is_empty

    @property
    def attributions(self) -> list[str]:
        """The attributions that the films' sources ask for."""
        films = [*self.result.fetched, *self.result.kept]
        used = {"wikidata": bool(films), "wikipedia": any(film.has_premise for film in films)}
        return [FORMATS[name].attribution for name, is_used in used.items() if is_used]

    def data(self) -> JsonObject:
        return {
            "source": self.source,
            "fetched": [_data(film) for film in self.result.fetched],
            "kept": [_data(film) for film in self.result.kept],
            "missing": self.result.missing,
            "attributions": self.attributions,
        }

    def rows(self) -> Iterator[Strings]:
        for status, films in (("fetched", self.result.fetched), ("kept", self.result.kept)):
            for film in films:
                yield status, film.id, film.title, str(film.year)
        for problem in self.result.missing:
            yield "missing", "", problem, ""


def summarize_fetch(source: str, result: FetchResult, notify: Notify) -> FetchSummary:
    """Adds how many films of an import aren't missing."""
    numbers: set[int] = set()
    if source:
        with closing(store.open_catalogue(notify)) as catalogue:
            for part in catalogue.stores[:-1]:  # a bundled source may have the same name
                numbers |= part.film_numbers_of_source(source)
    complete = max(0, len(numbers) - len(result.missing))
    return FetchSummary(source=source, result=result, complete=complete)


def _data(film: FetchedFilm) -> JsonObject:
    return {
        "id": film.id, "title": film.title, "year": film.year, "premise": film.has_premise,
        "date": film.fetched_on,
    }  # fmt: skip
