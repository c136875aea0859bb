"""What the catalogue holds, and what an import added."""

from collections.abc import Iterator
from contextlib import closing

from heartcli.catalogue import store
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.importing.run import ImportRequest, ImportResult
from heartcli.catalogue.importing.title_types import TITLE_TYPES
from heartcli.errors import Notify
from heartcli.model.dates import Date
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings


@frozen
class SourceInfo(Frozen):
    """A source in the catalogue."""

    name: str
    format: str
    films: int
    since: Date
    rows: int
    bad: int  # number of rows that couldn't be used
    bundled: bool
    attribution: str

    def data(self) -> JsonObject:
        return dict(self.items()) | {"since": self.since.text}

    def row(self) -> Strings:
        counts = (str(self.films), self.since.text, str(self.rows), str(self.bad))
        origin = "bundled" if self.bundled else "own"
        return self.name, self.format, *counts, origin, self.attribution


@frozen
class CatalogueInfo(Frozen):
    """All sources, the user's before the bundled ones, and the files they are in."""

    sources: list[SourceInfo]
    files: list[tuple[str, int]]  # (path, size in bytes)
    coverage: str

    def data(self) -> JsonObject:
        files = [{"path": path, "bytes": size} for path, size in self.files]
        return {"sources": [source.data() for source in self.sources], "files": files}

    def rows(self) -> Iterator[Strings]:
        return (source.row() for source in self.sources)


@frozen
class ImportSummary(Frozen):
    """What an import read, added and skipped."""

    request: ImportRequest
    result: ImportResult
    without_cast: int = 0  # films that have no cast in any source

    @property
    def attribution(self) -> str:
        return FORMATS[self.request.format].attribution

    @property
    def has_other_kinds(self) -> bool:
        """Whether --kinds would import some of the skipped titles."""
        return not self.result.report.skipped.keys().isdisjoint(TITLE_TYPES)

    def data(self) -> JsonObject:
        report, source = self.result.report, self.request.source_name
        return {
            "source": source, "rows": report.rows, "films": self.result.film_count,
            "before": self.result.replaced, "gone": self.result.gone,
            "left_out": dict(report.skipped), "bad": report.invalid,
            "told": [*report.problems, *report.notes], "attribution": self.attribution,
        }  # fmt: skip

    def rows(self) -> Iterator[Strings]:
        report, source = self.result.report, self.request.source_name
        counts = (report.rows, self.result.film_count, report.invalid)
        yield source, *map(str, counts), self.attribution


def summarize_import(request: ImportRequest, result: ImportResult, notify: Notify) -> ImportSummary:
    """Adds how many of the films have no cast, not even from another source."""
    numbers: set[int] = set()
    if not result.has_credits:
        with closing(store.open_catalogue(notify)) as catalogue:
            for file in catalogue.stores[:-1]:  # a bundled source may have the same name
                numbers |= file.film_numbers_of_source(request.source_name)
            for file in catalogue.stores:
                numbers -= file.film_numbers_with_cast()
    return ImportSummary(request=request, result=result, without_cast=len(numbers))


def load_catalogue_info(notify: Notify) -> CatalogueInfo:
    """Lists the sources and files of the catalogue."""
    with closing(store.open_catalogue(notify)) as catalogue:
        sources = [
            SourceInfo(
                name=source.name, format=source.format, films=source.film_count,
                since=Date.parse(source.imported_on), rows=source.rows_read,
                bad=source.rows_invalid, bundled=file is catalogue.stores[-1],
                attribution=FORMATS[source.format].attribution,
            )
            for file in catalogue.stores
            for source in file.sources.values()
        ]  # fmt: skip
        files = [(str(file.path), file.path.stat().st_size) for file in catalogue.stores]
        coverage = store.describe_coverage(catalogue)
    return CatalogueInfo(sources=sources, files=files, coverage=coverage)
