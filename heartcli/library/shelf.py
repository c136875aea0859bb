"""The film files at hand: one's own and the bundled."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from heartcli import filmfile
from heartcli.errors import HeartError, Notify
from heartcli.model.film import Film, default_id
from heartcli.model.frozen import Frozen, frozen
from heartcli.storage import paths
from heartcli.text.display import format_command, safe_for_terminal
from heartcli.text.folding import MAX_NAME_LENGTH, fold, fold_words

_ESCAPE = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\x([0-9A-Fa-f]{2})"
_LARGEST = 400 << 10  # bytes of a film file in which a name is looked for; the bundled one has 144


@frozen
class ShelfEntry(Frozen):
    """A film file on the shelf, by what stands at its head; `broken` says why it can't be read."""

    path: Path
    id: str
    title: str
    year: int
    external_ids: tuple[str, ...]
    genres: tuple[str, ...] | None  # None where the head doesn't tell
    countries: tuple[str, ...] | None
    bundled: bool
    error: str = ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """What people may call it, as folded words."""
        told = [self.id, self.path.stem]
        told += [self.title, f"{self.title} {self.year}"] if self.title else []
        return tuple(" ".join(fold_words(name)) for name in told)


@frozen
class ShelfListing(Frozen):
    """The films on the shelf, for `heart films`."""

    folder: Path
    entries: list[ShelfEntry]

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
                entry.error,
            )


def list_shelf(notify: Notify) -> ShelfListing:
    """The shelf and its folder. Raises HeartError where the user has no home."""
    return ShelfListing(folder=paths.films_dir(), entries=list_entries(notify))


def list_entries(notify: Notify) -> list[ShelfEntry]:
    """All films on the shelf, by title. One's own file wins over a bundled one of the same id."""
    own = [_entry(path, bundled=False) for path in _own_files(notify)]
    taken = {entry.id for entry in own if not entry.error}
    bundled = [_entry(path, bundled=True) for path in _files(paths.bundled_dir(), notify)]
    found = [*own, *(entry for entry in bundled if entry.id not in taken)]
    return sorted(
        found, key=lambda entry: (fold_words(entry.title or entry.path.stem), entry.year, entry.id)
    )


def load_films(notify: Notify) -> list[Film]:
    """Every film on the shelf that can be read; the others are told on stderr."""
    readable = []
    for entry in list_entries(notify):
        try:
            readable.append(filmfile.load(entry.path, most_problems=1))
        except HeartError as error:
            report_skipped(error, notify)
    return readable


class ShelfNameIndex:
    """The films on the shelf, each parsed only once its file turns out to hold a word of a name."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._texts: dict[Path, str] = {}
        self._films: dict[Path, Film | None] = {}
        for entry in list_entries(notify):
            try:
                contents = filmfile.contents(entry.path, _LARGEST + 1)
            except HeartError as error:
                report_skipped(error, notify)
                continue
            if len(contents) > _LARGEST:
                name = safe_for_terminal(str(entry.path))
                notify(f"left out: {name} is over 400 kB, too large to look for people in it")
            else:
                self._texts[entry.path] = _searchable(contents)

    def paths_with_name(self, name: str) -> list[Path]:
        """The files that hold a word of a name."""
        if len(name) > MAX_NAME_LENGTH:
            return []
        looked_for = fold_words(name)
        return [
            path
            for path, text in self._texts.items()
            if not looked_for or any(word in text for word in looked_for)
        ]

    def films_with_name(self, name: str) -> list[Film]:
        """The films of these files. What can't be read is reported once."""
        return [film for path in self.paths_with_name(name) if (film := self._film(path))]

    def _film(self, path: Path) -> Film | None:
        if path not in self._films:
            self._films[path] = None
            try:
                self._films[path] = filmfile.load(path, most_problems=1)
            except HeartError as error:
                report_skipped(error, self._notify)
        return self._films[path]


def _searchable(contents: bytes) -> str:
    """The text of a film file with every word in it folded as `words` folds it."""
    text = contents.decode("utf-8", "replace").replace("'", "").replace("’", "")
    if "\\" in text:
        text = re.sub(_ESCAPE, lambda match: _character(match[match.lastindex or 0]), text)
    others = {word for word in text.split() if not word.isascii()}
    return f"{text.lower()} {fold(' '.join(others))}"


def _character(figures: str) -> str:
    """The character of a TOML escape, nothing where there is no such character."""
    number = int(figures, 16)
    return chr(number) if number < 0xD800 or 0xDFFF < number <= sys.maxunicode else ""


def report_skipped(error: HeartError, notify: Notify) -> None:
    """Says that a film file is left out, and its first problem."""
    notify(f"left out: {error.lines[0]}")


def load_bundled_film(notify: Notify) -> Film:
    """The film that comes with heart, or one's own file of it."""
    known = filmfile.load(paths.bundled_dir() / "film.toml")
    for own in _own_files(notify):
        entry = _entry(own, bundled=False)
        if entry.id == known.id and not entry.error:
            return filmfile.load(own)
    return known


def _own_files(notify: Notify) -> list[Path]:
    try:
        return _files(paths.films_dir(), notify)
    except HeartError:  # no home: nothing of one's own
        return []


def _files(folder: Path, notify: Notify) -> list[Path]:
    try:
        return sorted(
            path for path in folder.iterdir() if filmfile.is_named_so(path) and path.name[0] != "."
        )
    except FileNotFoundError:
        return []
    except OSError as error:
        notify(f"{safe_for_terminal(str(folder))} can't be read: {error.strerror}")
        return []


def _entry(path: Path, *, bundled: bool) -> ShelfEntry:
    made = partial(ShelfEntry, path=path, bundled=bundled)
    broken = partial(made, id=path.stem, title="", year=0, external_ids=(), genres=(), countries=())
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
        return broken(error=str(error))
    except (ValueError, TypeError, KeyError):
        return broken(error=f"no film file; see why: {format_command('check', str(path))}")
    genres, countries = (_texts(head.get(key)) for key in ("genres", "countries"))
    return made(
        id=own, title=title, year=year, external_ids=known, genres=genres, countries=countries
    )


def _texts(value: Any) -> tuple[str, ...] | None:
    """A list of texts at the head of a file; None for anything else."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    return None


def _broken(entry: ShelfEntry) -> dict[str, Iterable[str]]:
    return {"broken": entry.error} if entry.error else {}
