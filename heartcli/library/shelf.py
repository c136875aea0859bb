"""The shelf: the user's film files, and the one that comes with heart."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartcli import filmfile
from heartcli.errors import HeartError, Notify
from heartcli.library.messages import candidate_list, film_title, several_films
from heartcli.model.film import Film, default_id
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings, imdb_id, wikidata_id
from heartcli.storage import paths
from heartcli.text.display import format_command, safe_for_terminal
from heartcli.text.folding import MAX_NAME_LENGTH, fold, fold_words

if TYPE_CHECKING:
    from heartcli.catalogue.store import Entry as CatalogueEntry

EXTERNAL_ID = r"(?i:tt[0-9]{7,}|Q[1-9][0-9]*)"  # an IMDb or Wikidata id
_TOML_ESCAPE = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\x([0-9A-Fa-f]{2})"
_MAX_SEARCHED_BYTES = 400 << 10  # larger film files aren't searched for people; ours has 144 kB


@frozen
class ShelfEntry(Frozen):
    """A film file on the shelf, as described by its head; `error` says why it can't be read."""

    path: Path
    id: str
    title: str
    year: int
    bundled: bool
    external_ids: Strings = ()  # in lower case
    genres: Strings | None = ()  # None if the head doesn't say
    countries: Strings | None = ()
    error: str = ""

    @property
    def aliases(self) -> Strings:
        """Its id, file name and title, with and without the year, as folded words."""
        aliases = [self.id, self.path.stem]
        aliases += [self.title, f"{self.title} {self.year}"] if self.title else []
        return tuple(" ".join(fold_words(alias)) for alias in aliases)

    def data(self) -> JsonObject:
        head = {"id": self.id, "title": self.title, "year": self.year, "path": str(self.path)}
        error = {"broken": self.error} if self.error else {}
        return {k: v for k, v in head.items() if v} | {"bundled": self.bundled} | error

    def row(self) -> Strings:
        origin = "bundled" if self.bundled else "own"
        return self.id, self.title, str(self.year or ""), origin, str(self.path), self.error


@frozen
class ShelfListing(Frozen):
    """The films on the shelf and the user's folder, for `heart films`."""

    folder: Path
    entries: list[ShelfEntry]

    def data(self) -> JsonObject:
        return {"folder": str(self.folder), "films": [entry.data() for entry in self.entries]}

    def rows(self) -> Iterator[Strings]:
        return (entry.row() for entry in self.entries)


class Shelf:
    """The user's film files and the bundled one. Reads their heads once, on first use."""

    def __init__(self, notify: Notify) -> None:
        self.notify = notify

    @cached_property
    def entries(self) -> list[ShelfEntry]:
        """All film files, by title. A user's file replaces the bundled one with the same id."""
        user_files = _files(paths.films_dir, self.notify)
        users = [_read_entry(path, bundled=False) for path in user_files]
        user_ids = {entry.id for entry in users if not entry.error}
        bundled_files = _files(paths.bundled_dir, self.notify)
        bundled = [_read_entry(path, bundled=True) for path in bundled_files]
        entries = users + [entry for entry in bundled if entry.id not in user_ids]
        return sorted(entries, key=lambda e: (fold_words(e.title or e.path.stem), e.year, e.id))

    def listing(self) -> ShelfListing:
        """The entries and the user's folder. Raises HeartError if there's no home folder."""
        return ShelfListing(folder=paths.films_dir(), entries=self.entries)

    def load_films(self) -> list[Film]:
        """Loads every film on the shelf that can be read; reports the others."""
        return [film for e in self.entries if (film := load_or_skip(e.path, self.notify))]

    def find(self, name: str) -> Film | None:
        """Loads the film at a path, or the one on the shelf with exactly this id or title.

        Raises HeartError for a file with problems, or if several films have the title.
        """
        # Path's own methods raise for ~nobody, and for very long titles with a slash.
        path = Path(os.path.expanduser(name))  # noqa: PTH111
        is_path = os.sep in name and (name[0] in "./~" or os.path.exists(path))  # noqa: PTH110
        if is_path or filmfile.has_film_file_name(path):
            return filmfile.load(path)
        entry = self.exact_match(name)
        return filmfile.load(entry.path) if entry else None

    def exact_match(self, name: str) -> ShelfEntry | None:
        """The film with exactly this id or title. Raises HeartError if several have it."""
        if re.fullmatch(EXTERNAL_ID, name):
            low = name.lower()
            users_first = sorted(self.entries, key=lambda entry: entry.bundled)
            return next((e for e in users_first if low in (e.id.lower(), *e.external_ids)), None)
        if with_id := [entry for entry in self.entries if entry.id == name]:
            return with_id[0]
        key = " ".join(fold_words(name))
        matches = [entry for entry in self.entries if key and key in entry.aliases]
        if len(matches) > 1:
            same_year = len({entry.year for entry in matches}) == 1
            problem = several_films(name, len(matches), has_year=same_year)
            raise HeartError(*candidate_list(problem, map(candidate_line, matches)))
        return matches[0] if matches else None


class ShelfIndex:
    """Recognises catalogue films that are also on the shelf."""

    def __init__(self, entries: Iterable[ShelfEntry]) -> None:
        readable = [entry for entry in entries if not entry.error]
        ids = {film_id for entry in readable for film_id in (entry.id.lower(), *entry.external_ids)}
        self._ids = ids - {""}
        self._titles = {(tuple(fold_words(entry.title)), entry.year) for entry in readable}

    def __contains__(self, entry: CatalogueEntry) -> bool:
        ids = {entry.film_id.lower(), wikidata_id(entry.wikidata).lower(), imdb_id(entry.imdb)}
        return bool(ids & self._ids) or (tuple(fold_words(entry.title)), entry.year) in self._titles


class ShelfNameIndex:
    """Finds the films on the shelf that may mention a person; parses only those."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._texts: dict[Path, str] = {}
        self._films: dict[Path, Film | None] = {}
        for entry in shelf.entries:
            try:
                contents = filmfile.read_bytes(entry.path, _MAX_SEARCHED_BYTES + 1)
            except HeartError as error:
                report_skipped(error, shelf.notify)
                continue
            if len(contents) > _MAX_SEARCHED_BYTES:
                name = safe_for_terminal(str(entry.path))
                shelf.notify(f"Skipped {name}: over 400 kB, too large to search for people")
            else:
                self._texts[entry.path] = _searchable_text(contents)

    def paths_with_name(self, name: str) -> list[Path]:
        """The files that contain any word of a name."""
        if len(name) > MAX_NAME_LENGTH:
            return []
        parts = fold_words(name) or [""]  # "" is in every file
        return [path for path, text in self._texts.items() if any(part in text for part in parts)]

    def films_with_name(self, name: str) -> list[Film]:
        """The films that contain any word of a name; reports an unreadable file once."""
        files = self.paths_with_name(name)
        for path in files:
            if path not in self._films:
                self._films[path] = load_or_skip(path, self.shelf.notify)
        return [film for path in files if (film := self._films[path])]


def load_bundled_film(notify: Notify, *, questions: bool = True) -> Film:
    """The film that comes with heart, or the user's own file with its id.

    In the bundled film, the questions and the pool of wrong answers come last. Look-ups don't need
    them, and start faster without them.
    """
    bundled = filmfile.load(paths.bundled_dir() / "film.toml", questions=questions)
    for path in _files(paths.films_dir, notify):
        entry = _read_entry(path, bundled=False)
        if entry.id == bundled.id and not entry.error:
            return filmfile.load(path)
    return bundled


def load_or_skip(path: Path, notify: Notify) -> Film | None:
    """Loads a film file; reports it and returns None if it has problems."""
    try:
        return filmfile.load(path, max_problems=1)
    except HeartError as error:
        report_skipped(error, notify)
        return None


def report_skipped(error: HeartError, notify: Notify) -> None:
    """Reports that a film file was skipped, with its first problem."""
    notify(f"Skipped a film file: {error.lines[0]}")


def candidate_line(entry: ShelfEntry) -> str:
    """The line for a film on the shelf in an error's list of candidates."""
    location = safe_for_terminal(f"{entry.id} {entry.path}")
    return f"{film_title(entry.title, entry.year)} {location}"


def _files(find_folder: Callable[[], Path], notify: Notify) -> list[Path]:
    try:
        folder = find_folder()
        files = filter(filmfile.has_film_file_name, folder.iterdir())
        return sorted(path for path in files if path.name[0] != ".")
    except (FileNotFoundError, HeartError):  # no such folder, or no home folder
        return []
    except OSError as error:
        notify(f"Can't read {safe_for_terminal(str(folder))}: {error.strerror}")
        return []


def _read_entry(path: Path, *, bundled: bool) -> ShelfEntry:
    try:
        return _read_valid_entry(path, bundled=bundled)
    except HeartError as error:
        problem = str(error)
    except (ValueError, TypeError, KeyError):
        problem = f"Not a valid film file. Try: {format_command('check', str(path))}"
    return ShelfEntry(path=path, id=path.stem, title="", year=0, bundled=bundled, error=problem)


def _read_valid_entry(path: Path, *, bundled: bool) -> ShelfEntry:
    """Raises HeartError, ValueError, TypeError or KeyError if the head isn't a film's."""
    head = filmfile.read_head(path)
    title, year, ids = head["title"], head["year"], head.get("ids", {})
    film_id = head.get("id") or default_id(title, year)
    is_year = default_id("a", year) != "film"
    if not is_year or not isinstance(title, str) or not isinstance(film_id, str):
        raise TypeError
    known_ids = tuple(str(ids[name]).lower() for name in ("imdb", "wikidata") if name in ids)
    return ShelfEntry(
        path=path, id=film_id, title=title, year=year, bundled=bundled, external_ids=known_ids,
        genres=_strings(head.get("genres")), countries=_strings(head.get("countries")),
    )  # fmt: skip


def _strings(value: Any) -> Strings | None:
    is_list = isinstance(value, list) and all(isinstance(part, str) for part in value)
    return tuple(value) if is_list else None


def _searchable_text(contents: bytes) -> str:
    """The text of a film file, with every word folded the way `fold_words` does."""
    text = contents.decode("utf-8", "replace").replace("'", "").replace("’", "")
    if "\\" in text:
        text = re.sub(_TOML_ESCAPE, lambda match: _character(match[match.lastindex or 0]), text)
    others = {word for word in text.split() if not word.isascii()}
    return f"{text.lower()} {fold(' '.join(others))}"


def _character(hex_digits: str) -> str:
    """The character that a TOML escape stands for; "" if it's invalid."""
    number = int(hex_digits, 16)
    return chr(number) if number < 0xD800 or 0xDFFF < number <= sys.maxunicode else ""
