"""Reads when and where a film was released from its Wikidata entity."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from heartcli.catalogue.importing.readers.regions import country_name
from heartcli.catalogue.importing.readers.wikidata_claims import (
    Claims,
    Statement,
)
from heartcli.catalogue.importing.readers.wikidata_names import Names
from heartcli.catalogue.models import ReleaseRow
from heartcli.model.dates import exact_first, is_year

_DATE, _PLACE = "P577", "P291"
_MEDIUM = ("P437", "P400")  # distribution format, platform
_KIND_BY_MEDIUM = {
    5294: "home", 47770: "home", 183976: "home",  # DVD, Blu-ray, VHS
    723685: "home", 220499: "home",  # video on demand, streaming
    289: "broadcast",  # television
}  # fmt: skip
_IN_CINEMAS = ("theatrical", "festival")
_FESTIVAL = re.compile(r"\bFestival\b")
_YEARS_TO_REISSUE = 2  # from the first release in a place; anything sooner is the same release


class _Release(NamedTuple):
    date: str
    place: str
    kind: str  # "" if unknown

    @property
    def is_vague(self) -> bool:
        """Whether only a year is known."""
        return is_year(self.date) and not self.place


class ReleaseDates:
    """The dates of a film's releases. Those of the best rank show when it first came out."""

    def __init__(self, claims: Claims, names: Names) -> None:
        self._names = names
        self._statements = claims.all(_DATE)
        self._best = sorted(self._read_all(claims.best(_DATE)), key=_order)
        placed = self._read_all([s for s in self._statements if s.has_qualifier(_PLACE)])
        self._all = sorted({*self._best, *placed}, key=_order)

    @property
    def first(self) -> str:
        """The earliest of the best dates, or ""."""
        return self._best[0].date if self._best else ""

    def why_unknown(self) -> str:
        """Returns the reason that the date is missing."""
        if decade := next(filter(None, (s.decade for s in self._statements)), ""):
            return f"only a decade is known, the {decade}"
        return "its date is not precise enough" if self._statements else "its item has no date"

    def rows(self) -> list[ReleaseRow]:
        """Returns the premiere, the first release of each kind in each place, and a re-release."""
        rows: dict[tuple[str, str | None], ReleaseRow] = {}
        premiere = next(iter(self._best), None)
        others = [release for release in self._all if release != premiere]
        for release in [premiere, *others] if premiere else others:
            if not release.is_vague:
                kind = release.kind or "theatrical"
                if release is premiere and kind in _IN_CINEMAS:
                    kind = "premiere"
                row = ReleaseRow(release.date, kind, release.place or None)
                shown = rows.get(("theatrical", row.place)) or rows.get(("premiere", row.place))
                if shown and kind == "theatrical" and _is_reissue(shown, row):
                    row = row._replace(kind="re-release")
                rows.setdefault((row.kind, row.place), row)
        return list(rows.values())

    def _read_all(self, statements: list[Statement]) -> Iterator[_Release]:
        for statement in statements:
            media = (_KIND_BY_MEDIUM.get(m.item or 0) for m in statement.qualifiers(*_MEDIUM))
            kind = next(filter(None, media), "")
            names = (self._names.find(place.item) for place in statement.qualifiers(_PLACE))
            for place in [*filter(None, names)] or [""]:
                if statement.date:
                    is_festival = not kind and _FESTIVAL.search(place)
                    yield _Release(
                        statement.date, country_name(place), "festival" if is_festival else kind
                    )


def _is_reissue(first: ReleaseRow, later: ReleaseRow) -> bool:
    return int(later.date[:4]) - int(first.date[:4]) >= _YEARS_TO_REISSUE


def _order(release: _Release) -> tuple[str, str]:
    """Returns a sort key: by date, exact dates before the month or year they are in."""
    return exact_first(release.date), release.place
