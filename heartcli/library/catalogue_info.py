"""What the catalogue holds, from where and since when; what an import has brought."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from heartcli.catalogue import store
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.importing.run import Imported, Order
from heartcli.catalogue.importing.sink import FEW_VOTES, NO_YEAR
from heartcli.errors import Notify
from heartcli.model.dates import Date
from heartcli.model.records import Frozen, Strings, frozen


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
    result: Imported
    attribution: str

    @property
    def has_other_kinds(self) -> bool:
        """Whether something is left out that --kinds would take."""
        return not {*self.result.read.left} <= {NO_YEAR, FEW_VOTES}

    def data(self) -> dict[str, Any]:
        read = self.result.read
        came = {"rows": read.rows, "films": self.result.kept, "before": self.result.before}
        told = {"left_out": dict(read.left), "bad": read.bad, "told": list(read.told)}
        return {"source": self.source} | came | told | {"attribution": self.attribution}

    def rows(self) -> Iterator[Strings]:
        counts = (str(self.result.read.rows), str(self.result.kept), str(self.result.read.bad))
        yield self.source, *counts, self.attribution


def summarise_import(order: Order, came: Imported) -> ImportSummary:
    """What an import has brought."""
    its = FORMATS[order.format]
    return ImportSummary(source=order.name, what=its.what, result=came, attribution=its.attribution)


def load_catalogue_info(notify: Notify) -> CatalogueInfo:
    """What the catalogue holds."""
    with closing(store.opened(notify)) as catalogue:
        last = catalogue.stores[-1]
        sources = [
            CatalogueSource(
                name=one.name,
                format=one.format,
                films=one.kept,
                since=Date.parse(one.day),
                rows=one.read,
                bad=one.bad,
                bundled=held is last,
                attribution=FORMATS[one.format].attribution,
            )
            for held in catalogue.stores
            for one in held.sources.values()
        ]
        files = [(str(held.path), held.path.stat().st_size) for held in catalogue.stores]
        return CatalogueInfo(sources=sources, files=files, coverage=store.covers(catalogue))
