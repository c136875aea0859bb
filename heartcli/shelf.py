"""The film files at hand, one's own and the bundled: a name → a Film, or "did you mean …?"."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from heartcli import filmfile, output, places
from heartcli.errors import HeartError
from heartcli.film import Film, default_id
from heartcli.records import Frozen, frozen
from heartcli.text import printable, words

if TYPE_CHECKING:
    from heartcli.catalogue.find import Found

_NEAR = 0.6  # how like a title must be
_CLEARLY_BEST = 0.15  # how far before the next one, to be taken
_ID = r"(?i:tt[0-9]{7,9}|Q[1-9][0-9]*)"
_SHOWN_CANDIDATES = 8
_SURE = 0.85  # how like a title in the catalogue must be, to be taken
_CLEARLY_BETTER = 0.05  # in score than the next one
_FAMOUS = 4  # times as famous as another film of the same likeness


@frozen
class Entry(Frozen):
    """A film file on the shelf, by what stands at its head; `broken` says why it can't be read."""

    path: Path
    id: str
    title: str
    year: int
    ids: tuple[str, ...]
    bundled: bool
    broken: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What people may call it, as folded words."""
        told = [self.id, self.path.stem]
        told += [self.title, f"{self.title} {self.year}"] if self.title else []
        return tuple(" ".join(words(name)) for name in told)


@frozen
class Shelf(Frozen):
    """The films on the shelf, for `heart films`."""

    panel: ClassVar = "many_films"
    folder: Path
    entries: list[Entry]

    def data(self) -> dict[str, Any]:
        films = []
        for entry in self.entries:
            told = {
                "id": entry.id,
                "title": entry.title,
                "year": entry.year,
                "path": str(entry.path),
            }
            films.append(
                {k: v for k, v in told.items() if v} | {"bundled": entry.bundled} | _broken(entry)
            )
        return {"folder": str(self.folder), "films": films}

    def rows(self) -> Iterator[tuple[str, ...]]:
        for entry in self.entries:
            year = str(entry.year or "")
            yield (
                entry.id,
                entry.title,
                year,
                "bundled" if entry.bundled else "own",
                str(entry.path),
                entry.broken,
            )


def shelf() -> Shelf:
    """The shelf and its folder. Raises HeartError where the user has no home."""
    return Shelf(folder=places.films(), entries=entries())


def entries() -> list[Entry]:
    """All films on the shelf, by title. One's own file wins over a bundled one of the same id."""
    own = [_entry(path, bundled=False) for path in _own_files()]
    taken = {entry.id for entry in own if not entry.broken}
    bundled = [_entry(path, bundled=True) for path in _files(places.bundled())]
    found = [*own, *(entry for entry in bundled if entry.id not in taken)]
    return sorted(
        found, key=lambda entry: (words(entry.title or entry.path.stem), entry.year, entry.id)
    )


def film(name: list[str] | None) -> Film:
    """The film that is meant; without a name `$HEART_FILM`, or the bundled one.

    Raises HeartError where there is none, or none that is clearly the nearest.
    """
    if wanted := " ".join(name or []):
        return _named_film(wanted)
    if wanted := os.environ.get("HEART_FILM", ""):
        try:
            return _named_film(wanted)
        except HeartError as error:
            raise HeartError(f"HEART_FILM: {error}") from error
    return _default()


def _named_film(wanted: str) -> Film:
    path = Path(os.path.expanduser(wanted))  # noqa: PTH111 - pathlib's raises for ~nobody
    if wanted.endswith(".toml") or (os.sep in wanted and (wanted[0] in "./~" or path.exists())):
        return filmfile.load(path)
    shelved = entries()
    if entry := _exactly(wanted, shelved):
        return filmfile.load(entry.path)
    from heartcli.catalogue import find, merge, store  # noqa: PLC0415 - what is on the shelf is quicker

    with closing(store.opened(output.say)) as catalogue:
        if re.fullmatch(_ID, wanted):
            if number := store.film_with_id(catalogue, wanted):
                return merge.film_of(catalogue, number)
            raise HeartError(_not_there(wanted, store.covers(catalogue)))
        same = _not_on(shelved, find.exact(catalogue, wanted))
        found = same or _not_on(shelved, find.films(catalogue, wanted, find.Wanted()))
        near = [] if same else _near(wanted, shelved)
        taken = _clearly(found, near)
        if taken is None:
            raise HeartError(
                _candidates(wanted, same, near, found)
                or _not_there(wanted, store.covers(catalogue))
            )
        if isinstance(taken, Entry):
            output.say(f"taken for '{printable(wanted)}': {_title(taken.title, taken.year)}")
            return filmfile.load(taken.path)
        if len(same) != 1:
            told = _title(taken.entry.title, taken.entry.year)
            output.say(f"taken for '{printable(wanted)}': {told}")
        return merge.film_of(catalogue, taken.film)


def _not_on(shelved: list[Entry], found: list[Found]) -> list[Found]:
    """What was found in the catalogue without films that are on the shelf."""
    known = {own for entry in shelved for own in (entry.id.lower(), *entry.ids)}
    named = {(tuple(words(entry.title)), entry.year) for entry in shelved}
    return [
        one
        for one in found
        if not known & {f"q{one.entry.wikidata}", f"tt{one.entry.imdb or 0:07}"}
        and (tuple(words(one.entry.title)), one.entry.year) not in named
    ]


def _clearly(found: list[Found], near: list[tuple[float, Entry]]) -> Entry | Found | None:
    """The one that is clearly meant, of what is near in the catalogue and on the shelf."""
    on_shelf, in_catalogue = [near[0][0] if near else 0.0, found[0].likeness if found else 0.0]
    if near and on_shelf >= in_catalogue:
        runner_up = max([in_catalogue, *(likeness for likeness, _ in near[1:2])])
        return near[0][1] if on_shelf - runner_up >= _CLEARLY_BEST or not runner_up else None
    if not found or in_catalogue < _SURE or in_catalogue - on_shelf < _CLEARLY_BETTER:
        return None
    first, *others = found
    for second in others[:1]:
        better = first.score - second.score >= _CLEARLY_BETTER
        if not better and first.entry.fame < _FAMOUS * second.entry.fame:
            return None
    return first


def named(films: list[Film], name: list[str] | None, *, shelf: bool) -> str:
    """What names these films in a command that others are to understand; "" for the default.

    A film that is not on the shelf has only the path by which it was given.
    """
    if shelf:
        return "--shelf"
    given = " ".join(name or []) or os.environ.get("HEART_FILM", "")
    if not given or any(entry.id == films[0].id for entry in entries()):
        return films[0].id if given else ""
    return given


def films() -> list[Film]:
    """Every film on the shelf that can be read; the others are told on stderr."""
    readable = []
    for entry in entries():
        try:
            readable.append(filmfile.load(entry.path))
        except HeartError as error:
            output.say(f"left out: {str(error).splitlines()[0]}")
    return readable


def complete(incomplete: str) -> list[str]:
    """The ids of the films on the shelf that begin so, for the shell's completion."""
    return [
        entry.id
        for entry in entries()
        if entry.id.startswith(incomplete) and entry.id == printable(entry.id)
    ]


def _default() -> Film:
    bundled = filmfile.load(places.bundled() / "film.toml")
    for own in _own_files():
        entry = _entry(own, bundled=False)
        if entry.id == bundled.id and not entry.broken:
            return filmfile.load(own)
    return bundled


def _exactly(wanted: str, shelved: list[Entry]) -> Entry | None:
    """The film on the shelf that has just this id or name. Raises HeartError where several have."""
    if re.fullmatch(_ID, wanted):
        by_bundled = sorted(shelved, key=lambda entry: entry.bundled)
        return next(
            (one for one in by_bundled if wanted.lower() in (one.id.lower(), *ids(one))), None
        )
    if by_id := [entry for entry in shelved if entry.id == wanted]:
        return by_id[0]
    key = " ".join(words(wanted))
    exact = [entry for entry in shelved if key and key in entry.names]
    own = [entry for entry in exact if not entry.bundled] or exact  # before a bundled one
    if len(own) > 1:
        problem = f"'{printable(wanted)}' is the name of {len(own)} films"
        raise HeartError(_listed(problem, [_on_shelf(entry) for entry in own]))
    return own[0] if own else None


def _near(wanted: str, shelved: list[Entry]) -> list[tuple[float, Entry]]:
    """The films on the shelf with a name like this, the likest first."""
    key = " ".join(words(wanted))
    ranked = sorted(((_likeness(key, entry), i) for i, entry in enumerate(shelved)), reverse=True)
    return [(likeness, shelved[i]) for likeness, i in ranked if likeness >= _NEAR]


def ids(entry: Entry) -> Iterable[str]:
    """The film's ids elsewhere; the table of them may stand anywhere in the file."""
    if not entry.ids and not entry.broken:
        with suppress(HeartError):
            ids = filmfile.load(entry.path).ids
            return ids.imdb.lower(), ids.wikidata.lower()
    return entry.ids


def _candidates(
    wanted: str, same: list[Found], near: list[tuple[float, Entry]], found: list[Found]
) -> str:
    """What to say of a name that several films may have; "" where none may."""
    problem = f"no film '{printable(wanted)}' on the shelf or in the catalogue"
    if same:
        problem = f"'{printable(wanted)}' is the name of {len(same)} films"
    likely = [one for one in found if one.likeness >= _NEAR]
    lines = [_on_shelf(entry) for _, entry in near] + [_in_catalogue(one) for one in likely]
    return _listed(problem, lines) if lines else ""


def _listed(problem: str, lines: list[str]) -> str:
    return "\n".join([f"{problem}; did you mean:", *lines[:_SHOWN_CANDIDATES]])


def _not_there(wanted: str, covers: str) -> str:
    nowhere = f"no film '{printable(wanted)}' on the shelf (heart films) or in the catalogue"
    return f"{nowhere}, which has {covers}"


def _on_shelf(entry: Entry) -> str:
    return f"  {_title(entry.title, entry.year)}  {printable(f'{entry.id}  {entry.path}')}"


def _in_catalogue(found: Found) -> str:
    own = f"Q{found.entry.wikidata}" if found.entry.wikidata else f"tt{found.entry.imdb:07}"
    return f"  {_title(found.entry.title, found.entry.year)}  {own}"


def _title(title: str, year: int) -> str:
    return printable(f"{title} ({year})")


def _likeness(key: str, entry: Entry) -> float:
    """From 0 to 1: how like the words are to a name of the film; its beginning is very like."""
    best = 0.0
    for name in entry.names if key and not entry.broken else ():
        best = max(best, SequenceMatcher(None, key, name).ratio())
        if set(key.split()) <= set(name.split()) or name.startswith(key):
            best = max(best, 0.75 + len(key) / len(name) / 4)
    return best


def _own_files() -> list[Path]:
    try:
        return _files(places.films())
    except HeartError:  # no home: nothing of one's own
        return []


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(
            path for path in folder.iterdir() if path.suffix == ".toml" and path.name[0] != "."
        )
    except FileNotFoundError:
        return []
    except OSError as error:
        output.say(f"{printable(str(folder))} can't be read: {error.strerror}")
        return []


def _entry(path: Path, *, bundled: bool) -> Entry:
    made = partial(Entry, path=path, bundled=bundled)
    broken = partial(made, id=path.stem, title="", year=0, ids=())
    try:
        head = filmfile.peek(path)
        title, year, ids = head["title"], head["year"], head.get("ids", {})
        own = head.get("id") or default_id(title, year)
        if (
            not isinstance(title, str)
            or not isinstance(own, str)
            or default_id("a", year) == "film"
        ):
            raise TypeError  # noqa: TRY301 - told like every other broken head
        known = tuple(str(ids[name]).lower() for name in ("imdb", "wikidata") if name in ids)
    except HeartError as error:
        return broken(broken=str(error))
    except (ValueError, TypeError, KeyError):
        return broken(broken=f"no film file; see why: heart check {path}")
    return made(id=own, title=title, year=year, ids=known)


def _broken(entry: Entry) -> dict[str, Iterable[str]]:
    return {"broken": entry.broken} if entry.broken else {}
