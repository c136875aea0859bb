"""What the catalogue holds, from where and since when; what an import has brought."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from heartcli.catalogue import store
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.importing.run import ImportRequest, ImportResult
from heartcli.catalogue.importing.sink import REASON_FEW_VOTES, REASON_NO_YEAR
from heartcli.errors import Notify
from heartcli.model.dates import Date
from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Strings


@frozen
class CatalogueSource(Frozen):
    """A source in the catalogue."""

    name: str
    format: str
    films: int
    since: Date
    rows: int
    bad: int
    bundled: bool
    attribution: str

    def data(self) -> dict[str, Any]:
        return dict(self.items()) | {"since": self.since.text}


@frozen
class CatalogueInfo(Frozen):
    """All sources, the user's own before what came with heart, and the files they are in."""

    sources: list[CatalogueSource]
    files: list[tuple[str, int]]  # with their bytes
    coverage: str

    def data(self) -> dict[str, Any]:
        files = [{"path": path, "bytes": size} for path, size in self.files]
        return {"sources": [source.data() for source in self.sources], "files": files}

    def rows(self) -> Iterator[Strings]:
        for one in self.sources:
            counts = (str(one.films), one.since.text, str(one.rows), str(one.bad))
            whose = "bundled" if one.bundled else "own"
            yield one.name, one.format, *counts, whose, one.attribution


@frozen
class ImportSummary(Frozen):
    """What an import has brought."""

    source: str
    what: str
    result: ImportResult
    attribution: str

    @property
    def has_other_kinds(self) -> bool:
        """Whether something is left out that --kinds would take."""
        return not {*self.result.reader.skipped} <= {REASON_NO_YEAR, REASON_FEW_VOTES}

    def data(self) -> dict[str, Any]:
        read = self.result.reader
        came = {"rows": read.rows, "films": self.result.film_count, "before": self.result.replaced}
        told = {"left_out": dict(read.skipped), "bad": read.invalid, "told": list(read.problems)}
        return {"source": self.source} | came | told | {"attribution": self.attribution}

    def rows(self) -> Iterator[Strings]:
        counts = (
            str(self.result.reader.rows),
            str(self.result.film_count),
            str(self.result.reader.invalid),
        )
        yield self.source, *counts, self.attribution


def summarise_import(order: ImportRequest, came: ImportResult) -> ImportSummary:
    """What an import has brought."""
    its = FORMATS[order.format]
    return ImportSummary(
        source=order.source_name, what=its.description, result=came, attribution=its.attribution
    )


def load_catalogue_info(notify: Notify) -> CatalogueInfo:
    """What the catalogue holds."""
    with closing(store.open_catalogue(notify)) as catalogue:
        last = catalogue.stores[-1]
        sources = [
            CatalogueSource(
                name=one.name,
                format=one.format,
                films=one.film_count,
                since=Date.parse(one.imported_on),
                rows=one.rows_read,
                bad=one.rows_invalid,
                bundled=held is last,
                attribution=FORMATS[one.format].attribution,
            )
            for held in catalogue.stores
            for one in held.sources.values()
        ]
        files = [(str(held.path), held.path.stat().st_size) for held in catalogue.stores]
        return CatalogueInfo(
            sources=sources, files=files, coverage=store.describe_coverage(catalogue)
        )
