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
from heartcli.model.records import Frozen, Texts, frozen


@frozen
class Source(Frozen):
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
class Holdings(Frozen):
    """All sources, the user's own before what came with heart, and the files they are in."""

    sources: list[Source]
    files: list[tuple[str, int]]  # with their bytes
    covers: str

    def data(self) -> dict[str, Any]:
        files = [{"path": path, "bytes": size} for path, size in self.files]
        return {"sources": [source.data() for source in self.sources], "files": files}

    def rows(self) -> Iterator[Texts]:
        for one in self.sources:
            counts = (str(one.films), one.since.text, str(one.rows), str(one.bad))
            whose = "bundled" if one.bundled else "own"
            yield one.name, one.format, *counts, whose, one.attribution


@frozen
class Added(Frozen):
    """What an import has brought."""

    source: str
    what: str
    came: Imported
    attribution: str

    @property
    def has_other_kinds(self) -> bool:
        """Whether something is left out that --kinds would take."""
        return not {*self.came.read.left} <= {NO_YEAR, FEW_VOTES}

    def data(self) -> dict[str, Any]:
        read = self.came.read
        came = {"rows": read.rows, "films": self.came.kept, "before": self.came.before}
        told = {"left_out": dict(read.left), "bad": read.bad, "told": list(read.told)}
        return {"source": self.source} | came | told | {"attribution": self.attribution}

    def rows(self) -> Iterator[Texts]:
        counts = (str(self.came.read.rows), str(self.came.kept), str(self.came.read.bad))
        yield self.source, *counts, self.attribution


def added(order: Order, came: Imported) -> Added:
    """What an import has brought."""
    its = FORMATS[order.format]
    return Added(source=order.name, what=its.what, came=came, attribution=its.attribution)


def holdings(notify: Notify) -> Holdings:
    """What the catalogue holds."""
    with closing(store.opened(notify)) as catalogue:
        last = catalogue.stores[-1]
        sources = [
            Source(
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
        return Holdings(sources=sources, files=files, covers=store.covers(catalogue))
