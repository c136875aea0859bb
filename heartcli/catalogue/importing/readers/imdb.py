r"""IMDb's non-commercial dumps: seven files of tab-separated values, \N for nothing, no quoting.

https://developer.imdb.com/non-commercial-datasets/
What the files say of one title stands in rows that follow one another, in each file in the same
order; nothing here relies on the order, only speed does.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from heartcli.catalogue.codec import LIST_SEPARATOR, to_json
from heartcli.catalogue.importing.files import read_json
from heartcli.catalogue.importing.readers.regions import REGIONS
from heartcli.catalogue.importing.sink import (
    FILM_TYPES,
    FIRST_YEAR,
    LAST_YEAR,
    REASON_FEW_VOTES,
    REASON_NO_YEAR,
    FilmSink,
)
from heartcli.catalogue.models import (
    CAST,
    MAX_CREDITS,
    MAX_TEXT_LENGTH,
    MAX_TITLES,
)
from heartcli.errors import HeartError
from heartcli.text.display import safe_for_terminal

T = TypeVar("T")
_NOTHING = "\\N"
_MOST_ID = 10**9
_LONGEST = 100_000  # minutes
_VOTES = 24  # bits; a rating is kept as id, votes, tenths of its score in one number of 64
_SCORE = 8
_MOST_VOTES = (1 << _VOTES) - 1
_HEADS = {
    "ratings": ("tconst", "averageRating", "numVotes"),
    "basics": ("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear",
               "endYear", "runtimeMinutes", "genres"),
    "akas": ("titleId", "ordering", "title", "region", "language", "types", "attributes",
             "isOriginalTitle"),
    "crew": ("tconst", "directors", "writers"),
    "principals": ("tconst", "ordering", "nconst", "category", "job", "characters"),
    "names": ("nconst", "primaryName", "birthYear", "deathYear", "primaryProfession",
              "knownForTitles"),
    "episode": ("tconst", "parentTconst", "seasonNumber", "episodeNumber"),
}  # fmt: skip
_JOBS = {
    "actor": CAST, "actress": CAST, "self": CAST, "archive_footage": CAST, "director": "Director",
    "writer": "Writer", "producer": "Producer", "composer": "Composer",
    "cinematographer": "Cinematography", "editor": "Editor",
    "production_designer": "Production design", "casting_director": "Casting",
}  # fmt: skip
Rows = Iterator[tuple[int, list[str]]]


def read(paths: Sequence[Path], take: FilmSink) -> None:
    """Reads the files, in the order in which they need one another."""
    kinds: dict[str, list[tuple[Path, Rows]]] = {}
    for path in take.reader.files(paths, (".tsv", ".tsv.gz")):
        head, rows = take.reader.table(path)
        kinds.setdefault(_kind(path, head), []).append((path, rows))
    if "basics" not in kinds:
        raise HeartError("title.basics.tsv is not among the files: it has the titles")
    dump = _Dump(take)
    steps: list[tuple[str, Callable[[Path, Rows], None]]] = [
        ("ratings", dump.ratings),
        ("basics", dump.basics),
        ("akas", dump.akas),
        ("crew", dump.crew),
        ("principals", dump.principals),
        ("names", dump.names),
    ]
    for kind, step in steps:
        for path, rows in kinds.get(kind, ()):
            step(path, rows)
        if kind == "ratings":
            dump.rated = array("Q", sorted(dump.rated))


def _kind(path: Path, head: str) -> str:
    found = next((kind for kind, names in _HEADS.items() if head.split("\t") == [*names]), "")
    if not found:
        raise HeartError(
            f"{safe_for_terminal(str(path))} is no file of IMDb's:"
            " its first line names no columns of one"
        )
    return found


class _Ids:
    """A set of ids, a bit for each in pages of 2^16: ten million titles are a megabyte."""

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}

    def add(self, number: int) -> None:
        page = self._pages.get(number >> 16)
        if page is None:
            page = self._pages[number >> 16] = bytearray(1 << 13)
        page[number >> 3 & 0x1FFF] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        page = self._pages.get(number >> 16)
        return page is not None and bool(page[number >> 3 & 0x1FFF] >> (number & 7) & 1)


class _Dump:
    """What the files that were read so far say of which titles and people are wanted."""

    def __init__(self, take: FilmSink) -> None:
        self._reading = take.reader
        self._filling = take.writer
        self._wish = take.import_filter
        self._titles = _Ids()
        self._people = _Ids()
        self.rated = array("Q")

    def ratings(self, path: Path, rows: Rows) -> None:
        """Keeps scores and votes: eight bytes for each title that has any."""
        for number, lines in rows:
            for i, line in enumerate(lines):
                try:
                    own, score, votes = line.split("\t")
                    tenths = _within(round(float(score) * 10), 0, 100)
                    count = _within(int(votes), 0, _MOST_VOTES)
                    self.rated.append((_id(own, "tt") << _VOTES | count) << _SCORE | tenths)
                except (ValueError, OverflowError):
                    self._wrong(path, number + i, line)

    def _rating(self, own: int) -> tuple[int, int]:
        """The votes, and the score in tenths; of what nobody rated (0, 0)."""
        at = bisect_left(self.rated, own << _VOTES + _SCORE)
        if at == len(self.rated) or self.rated[at] >> _VOTES + _SCORE != own:
            return 0, 0
        known = self.rated[at]
        return known >> _SCORE & (1 << _VOTES) - 1, known & (1 << _SCORE) - 1

    def basics(self, path: Path, rows: Rows) -> None:
        """Takes the titles that are wanted."""
        kinds, filling, left = self._wish.title_types, self._filling, self._reading.skipped
        for number, lines in rows:
            for i, line in enumerate(lines):
                cells = line.split("\t")
                if len(cells) != 9:
                    self._wrong(path, number + i, line)
                    continue
                told, kind, title, original, _, year, _, minutes, genres = cells
                if kinds is not None and kind not in kinds:
                    left[kind] += 1
                    continue
                try:
                    own = _id(told, "tt")
                    since = 0 if year == _NOTHING else int(year)
                    length = None if minutes == _NOTHING else _within(int(minutes), 0, _LONGEST)
                    _within(since or FIRST_YEAR, FIRST_YEAR, LAST_YEAR)
                    _within(len(title.strip().removeprefix(_NOTHING)), 1, MAX_TEXT_LENGTH)
                except ValueError:
                    self._wrong(path, number + i, line)
                    continue
                votes, tenths = self._rating(own)
                if not since or votes < self._wish.min_votes:
                    left[REASON_FEW_VOTES if since else REASON_NO_YEAR] += 1
                    continue
                self._titles.add(own)
                if len(original) > MAX_TEXT_LENGTH or original in (title, _NOTHING):
                    original = ""
                genres = genres.replace(",", LIST_SEPARATOR)
                if len(genres) > MAX_TEXT_LENGTH or genres == _NOTHING:
                    genres = ""
                rating = {"ratings": [["IMDb", tenths / 10, 10, votes]]} if votes else None
                filling.add_entry_row(
                    (filling.first_id | own, None, own, None, title, since,
                     votes or 1 + bool(length) + bool(genres), None if kind in FILM_TYPES else kind,
                     original.strip() or None, length or None, genres or None,
                     None, None, to_json(rating).encode() if rating else None)
                )  # fmt: skip

    def akas(self, path: Path, rows: Rows) -> None:
        """Takes what the titles are called elsewhere."""
        last, own = "", 0
        told: list[tuple[str, str]] = []
        for number, lines in rows:
            for i, line in enumerate(lines):
                title, _, behind = line.partition("\t")
                if title != last:
                    self._flush(self._filling.add_titles, own, told)
                    last, own, told = title, self._wanted(title, path, number + i, line), []
                if own:
                    cells = behind.split("\t")
                    if len(cells) != 7:
                        self._wrong(path, number + i, line)
                    elif cells[6] == "1" or not cells[1].strip():
                        continue  # the original one
                    elif (
                        max(len(cells[1]), len(cells[2])) > MAX_TEXT_LENGTH
                        or len(told) == MAX_TITLES
                    ):
                        self._reading.skipped_parts["titles"] += 1
                    else:
                        told.append((cells[1], REGIONS.get(cells[2], cells[2])))
        self._flush(self._filling.add_titles, own, told)

    def crew(self, path: Path, rows: Rows) -> None:
        """Takes directors and writers."""
        for number, lines in rows:
            for i, line in enumerate(lines):
                title, _, behind = line.partition("\t")
                if not (own := self._wanted(title, path, number + i, line)):
                    continue
                told: list[tuple[int, str, str]] = []
                try:
                    directors, writers = behind.split("\t")
                    for job, people in (("Director", directors), ("Writer", writers)):
                        if people != _NOTHING:
                            told += [(_id(one, "nm"), job, "") for one in people.split(",")]
                except ValueError:
                    self._wrong(path, number + i, line)
                    continue
                self._reading.skipped_parts["credits"] += max(0, len(told) - MAX_CREDITS)
                self._credit(own, told[:MAX_CREDITS])

    def principals(self, path: Path, rows: Rows) -> None:
        """Takes casts, in their order, and makers."""
        last, own = "", 0
        told: list[tuple[int, str, str]] = []
        for number, lines in rows:
            for i, line in enumerate(lines):
                title, _, behind = line.partition("\t")
                if title != last:
                    self._credit(own, told)
                    last, own, told = title, self._wanted(title, path, number + i, line), []
                if own:
                    try:
                        _, person, category, _, characters = behind.split("\t")
                        job = _JOBS.get(category) or _job(category)
                        part = _parts(characters)
                        if (
                            job
                            and len(job) + len(part) <= MAX_TEXT_LENGTH
                            and len(told) < MAX_CREDITS
                        ):
                            told.append((_id(person, "nm"), job, part))
                        else:
                            self._reading.skipped_parts["credits"] += 1
                    except ValueError:
                        self._wrong(path, number + i, line)
        self._credit(own, told)

    def names(self, path: Path, rows: Rows) -> None:
        """Takes the people who are credited for a title that is wanted."""
        people, person = self._people, self._filling.add_person
        for number, lines in rows:
            for i, line in enumerate(lines):
                cells = line.split("\t")
                try:
                    own = _id(cells[0], "nm")
                    _, name, born, died, *_ = cells
                    if own in people and name.strip() not in ("", _NOTHING):
                        _within(len(name), 1, MAX_TEXT_LENGTH)
                        person(own, name, _year(born), _year(died))
                except ValueError:
                    self._wrong(path, number + i, line)

    def _wanted(self, title: str, path: Path, number: int, line: str) -> int:
        """The id of a title that is wanted, else 0."""
        try:
            own = _id(title, "tt")
        except ValueError:
            self._wrong(path, number, line)
            return 0
        return own if own in self._titles else 0

    def _credit(self, own: int, told: list[tuple[int, str, str]]) -> None:
        for person, _, _ in told:
            self._people.add(person)
        self._flush(self._filling.add_credit_rows, own, told)

    @staticmethod
    def _flush(add: Callable[[int, list[T]], None], entry: int, rows: list[T]) -> None:
        if rows:
            add(entry, rows)

    def _wrong(self, path: Path, number: int, line: str) -> None:
        if line:  # an empty one has been counted
            self._reading.add_problem(path, number, "not the columns of this file")


def _within(number: int, least: int, most: int) -> int:
    """The number. Raises ValueError where it is too small or too large."""
    if not least <= number <= most:
        raise ValueError(number)
    return number


def _id(text: str, letters: str) -> int:
    """The number of an id. Raises ValueError where it is none."""
    number = int(text[2:])
    if text[:2] != letters or not 0 < number < _MOST_ID or "_" in text:  # int() takes 1_000, too
        raise ValueError(text)
    return number


def _year(text: str) -> int | None:
    return None if text == _NOTHING else int(text[:4])


def _job(category: str) -> str:
    """A category as a job is called: "" where there is none."""
    return "" if category == _NOTHING else category.strip().replace("_", " ").capitalize()


def _parts(characters: str) -> str:
    """The characters somebody plays, out of a JSON list: ["Rick", "Himself"] → "Rick / Himself"."""
    if characters == _NOTHING:
        return ""
    plain = characters.count('"') == 2 and "\\" not in characters
    if plain and characters[:2] == '["' and characters[-2:] == '"]':
        return characters[2:-2]
    told, why = read_json(characters.encode())
    if why:
        raise ValueError(why)
    return " / ".join(map(str, told)) if isinstance(told, list) else str(told)
